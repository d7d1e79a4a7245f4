/** Weeks of meals through the package: the reply is the seven days, and errors have their place. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../../npm/src/node";
import { root } from "../../scripts/lib/run.mjs";

let bedside: Client;
beforeAll(async () => {
  const pack = (await import(/* @vite-ignore */ pathToFileURL(join(root, "pkg", "node.js")).href)) as { open(): Promise<Client> };
  bedside = await pack.open();
});
afterAll(() => bedside.close());

const { profiles } = JSON.parse(readFileSync(join(root, "tests", "fixtures", "meals", "profiles.json"), "utf8")) as {
  profiles: Parameters<Client["planMeals"]>[0][];
};

test("every profile is planned, or told what cannot stand together", async () => {
  for (const profile of profiles) {
    const week = await bedside.planMeals(profile, { seed: 4 });
    if (String(profile.id).startsWith("i")) {
      expect(week.status).toBe("impossible");
      expect(week.conflict.length).toBeGreaterThan(0);
      expect(week).toHaveLength(0);
    } else {
      expect(week.status, String(profile.id)).toBe("planned");
      expect(JSON.parse(JSON.stringify(week))).toEqual(week.days);
      expect(await bedside.gradeMeals(profile, week)).toEqual([]);
    }
  }
}, 60_000);

test("a person's profile is planned, a meal swapped, and the same seed gives the same week", async () => {
  const patient = { age: 58, sex: "female", diagnoses: ["htn", "nut_allergy"], egfr: 80, potassium: 4.3 };
  const made = await bedside.mealProfile(patient, { height: 162, weight: 71, cuisines: ["mediterranean"], activity: "lowActive" });
  expect(made.cannot).toEqual([]);
  if (made.profile === undefined) throw new Error("no profile");
  expect(made.profile.require_flags).toEqual({ nut_free: 1 });
  const week = await bedside.planMeals(made.profile, { seed: 1 });
  expect(week.status).toBe("planned");
  expect(await bedside.planMeals(made.profile, { seed: 1 })).toEqual(week);
  const next = await bedside.swapMeal(made.profile, week, { day: 2, index: 1 }, { seed: 3 });
  expect(next[2]?.meals[1]?.[0]).not.toBe(week[2]?.meals[1]?.[0]);
  expect(await bedside.gradeMeals(made.profile, next)).toEqual([]);
});

test("people of every sort get a week or a reason", async () => {
  let planned = 0;
  for (let at = 0; at < 60; at += 1) {
    const patient: Record<string, unknown> = {
      age: 20 + ((at * 7) % 70),
      sex: at % 2 ? "male" : "female",
      egfr: [110, 75, 52, 38, 24, 14][at % 6],
      potassium: [4.1, 4.6, 5.2, 5.6][at % 4],
      diagnoses: [["htn"], ["ckd"], ["t2d"], ["coeliac"], ["nut_allergy", "fish_allergy"], ["lactose_intolerance"], []][at % 7],
      meds: [["warfarin"], ["losartan"], ["simvastatin"], []][(at >> 1) % 4]?.map((name) => ({ name })),
    };
    const cuisines = [["chinese"], ["western"], ["south_asian"], ["mediterranean"], ["chinese", "western"]][at % 5] ?? [];
    const made = await bedside.mealProfile(patient, { height: 150 + ((at * 3) % 45), weight: 48 + ((at * 5) % 70), cuisines });
    if (made.profile === undefined) {
      expect(made.cannot.length, JSON.stringify(patient)).toBeGreaterThan(0);
      continue;
    }
    const week = await bedside.planMeals(made.profile, { seed: at });
    if (week.status === "planned") planned += 1;
    else expect(week.conflict.length, JSON.stringify({ patient, profile: made.profile })).toBeGreaterThan(0);
  }
  expect(planned).toBeGreaterThan(40);
}, 60_000);

test.each<[what: string, call: () => Promise<unknown>, error: object]>([
  ["no cuisine", () => bedside.planMeals({ ...profiles[0], cuisines: [] } as never), { key: "meals.missing", place: "cuisines" }],
  ["a number that is none", () => bedside.planMeals({ ...profiles[0], energy_kcal: { target: Number.NaN } } as never), { key: "meals.wrongType", place: "energy_kcal.target" }],
  ["a key that is none", () => bedside.planMeals({ ...profiles[0], each_day: { mana_mg: { max: 1 } } } as never), { key: "meals.unknownKey", place: "each_day.mana_mg" }],
  ["a least above the most", () => bedside.planMeals({ ...profiles[0], each_day: { protein_g: { min: 9, max: 1 } } } as never), { key: "meals.minAboveMax" }],
  ["nothing", () => bedside.planMeals(undefined as never), { key: "engine.argument" }],
  ["a place that is none", () => bedside.swapMeal(profiles[0] as never, [], { day: 0, index: 0 }), { key: "meals.noSuchMeal" }],
  ["a wish that is none", () => bedside.mealProfile({ age: 40, sex: "male" }, { goal: "vanish" } as never), { key: "meals.unknownWord", place: "goal" }],
])("%s is told with its place", async (_what, call, error) => {
  await expect(call()).rejects.toMatchObject(error);
});
