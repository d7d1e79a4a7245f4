/** How long something under way will take, by what it took so far. */
import type { Locale } from "../locale";

/** Units with the seconds that each has, and from how many of the one before it is used. */
const units = [["hour", 3600, 90 * 60], ["minute", 60, 90], ["second", 1, 0]] as const;

/** "30 seconds" in the reader's words; nothing while nobody knows, or where it is over at once. */
export function timeLeft(locale: Locale, startedAt: number, share: number | undefined): string | undefined {
  const spent = (performance.now() - startedAt) / 1000;
  if (share === undefined || share <= 0.02 || spent <= 1) return undefined;
  const left = (spent / share) * (1 - share);
  if (left <= 2) return undefined;
  const [unit, seconds] = units.find(([, , from]) => left > from) ?? ["second", 1];
  return new Intl.NumberFormat(locale.tag, { style: "unit", unit, unitDisplay: "long" }).format(Math.ceil(left / seconds));
}
