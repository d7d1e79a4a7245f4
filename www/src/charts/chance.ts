/**
 * Chance alone: of 100 people who each have the same risk, how many have the event in one such
 * group. The exact binomial's 2.5th and 97.5th hundredths; about 95 of 100 groups lie between.
 */
export function chanceOfHundred(share: number): { low: number; high: number } {
  if (!(share > 0)) return { low: 0, high: 0 };
  if (share >= 1) return { low: 100, high: 100 };
  // P(k+1) / P(k) = (100 − k) / (k + 1) × share / (1 − share): no factorial, no overflow.
  let chance = (1 - share) ** 100;
  let sum = chance;
  let low: number | undefined;
  for (let count = 0; count <= 100; count += 1) {
    if (low === undefined && sum >= 0.025) low = count;
    if (sum >= 0.975) return { low: low ?? count, high: count };
    chance *= ((100 - count) / (count + 1)) * (share / (1 - share));
    sum += chance;
  }
  return { low: low ?? 100, high: 100 };
}
