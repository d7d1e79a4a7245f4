// One person's full list of next steps, through the call that portals use. Goal: at most 2 ms.

/** People made up for this: much known, little known, a known heart attack. @type {Record<string, unknown>[]} */
const people = [
  {
    region: "us", age: 55, sex: "male", smoking: "current", sbp: 142, dbp: 88, ldl: 3.6, bmi: 29, egfr: 88, potassium: 4.3, prevent_cvd_10y: 12,
    prevent_ascvd_10y: 7.8, pa_min_week: 40, resistance_days_week: 0, salt_g_day: 9, sedentary_h_day: 9, ancestry: "other", pack_years: 25, m_since_ldct: null,
  },
  { region: "cn", age: 60, sex: "female" },
  {
    region: "us", age: 70, sex: "male", smoking: "former", sbp: 138, dbp: 78, ldl: 2.4, bmi: 28, egfr: 70, potassium: 4.5, diagnoses: ["mi", "htn"],
    meds: [{ name: "atorvastatin", dose_mg: 20 }, { name: "amlodipine" }, { name: "aspirin" }], preferences: { pills: "fewer", injuries: ["knee"] },
  },
];

/** @param {{ Session: new () => any, where: string }} engine @returns {Record<string, unknown>[]} */
export function recommendOne(engine) {
  const session = new engine.Session();
  /** @type {number[]} */
  const seconds = [];
  let cards = 0;
  for (let round = 0; round < 1100; round += 1) {
    for (const person of people) {
      const start = performance.now();
      const answer = session.recommend(person);
      if (round >= 100) seconds.push((performance.now() - start) / 1000);
      cards += answer.cards.length;
    }
  }
  session.free();
  seconds.sort((one, other) => one - other);
  const name = `recommendOne:${engine.where}`;
  if (cards === 0) return [{ case: name, failed: "no cards" }];
  return [{ case: name, median_s: seconds[seconds.length >> 1], p95_s: seconds[Math.floor(seconds.length * 0.95)], min_s: seconds[0], runs: seconds.length }];
}
