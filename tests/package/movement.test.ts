/** Movement by the package: a profile of one's own, and one of a record. */
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../../npm/src/node";
import { root } from "../../scripts/lib/run.mjs";

let bedside: Client;
beforeAll(async () => {
  const pack = (await import(/* @vite-ignore */ pathToFileURL(join(root, "pkg", "node.js")).href)) as { open(): Promise<Client> };
  bedside = await pack.open();
});
afterAll(() => bedside.close());

const known = Object.fromEntries(
  ["unstable_cardiac", "copd_severe", "retinopathy", "knee_oa", "osteoporosis_fragile", "neuropathy_foot", "fall_risk", "pregnancy"].map((name) => [name, false]),
);
const profile = { age: 52, conditions: known, presentMinutes: 30, wishes: { minutesPerDay: 60, days: [1, 2, 3, 4, 5], equipment: ["bicycle"] } };

test("a profile of one's own becomes twelve weeks, and a swap is kept in the profile", async () => {
  const plan = await bedside.planExercise(profile);
  expect(plan.status).toBe("plan");
  expect(plan.weeks).toHaveLength(12);
  expect(plan.reach.met).toBe(true);
  const walk = "walking_moderate_pace_4_5_5_5_km_h";
  const { profile: kept, plan: swapped } = await bedside.swapActivity(profile, { activity: walk, to: "leisure_cycling_under_16_km_h" });
  expect(swapped.activities.map(({ id }) => id)).toContain("leisure_cycling_under_16_km_h");
  expect(await bedside.planExercise(kept)).toEqual(swapped);
});

test("a record gives its own profile", async () => {
  const { patients } = await bedside.read([{ name: "one.csv", data: new TextEncoder().encode("age,sex,sbp\n60,male,190\n") }]);
  const [record] = patients;
  if (record === undefined) throw new Error("nobody was read");
  const own = await bedside.exerciseProfile(record, { asOf: "2026-11-28" });
  expect(own.age).toBe(60);
  expect(own.noPlan).toContain("very_high_pressure");
  expect((await bedside.planExercise(own)).status).toBe("seeClinician");
});

test("what cannot be is told with its place", async () => {
  await expect(bedside.planExercise({ ...profile, wishes: { days: [8] } })).rejects.toMatchObject({ key: "movement.outOfRange", place: "profile.wishes.days[0]" });
  await expect(bedside.swapActivity(profile, { activity: "jogging_general" })).rejects.toMatchObject({ key: "movement.notPlanned" });
});
