import { describe, expect, it } from "vitest";
import type { Bedside, Patient, TrainedModel } from "./engine/api";
import type { Host } from "./host";
import { Locale } from "./locale";
import { App } from "./state";
import { assessedFor } from "./views/assessed.fixture";

const model = { file: "{}", card: { features: ["age", "sex", "work"], settings: { model: "linear" } } } as unknown as TrainedModel;

function open(): { app: App; nudges: unknown[]; scored: unknown[] } {
  const nudges: unknown[] = [];
  const scored: unknown[] = [];
  const assessed = assessedFor("overview", {});
  const client = {
    assess: (_record: Patient, options: { nudge?: unknown }) => {
      nudges.push(options.nudge);
      return Promise.resolve(assessed);
    },
    trainRecommender: () => Promise.resolve(model),
    openRecommender: () => Promise.reject(Object.assign(new Error("edited"), { kind: "malformed", key: "model.edited" })),
    scoreActions: (_model: TrainedModel, person: unknown) => {
      scored.push(person);
      return Promise.resolve([{ action: "diet_dash", score: 0.5, parts: [] }]);
    },
  } as unknown as Bedside;
  const app = new App(client, { askBeforeLeaving: () => {} } as unknown as Host, new Locale("en", {}));
  app.record.value = { declined: { ex_steps: "time" } } as unknown as Patient;
  app.assessed.value = { ...assessed, person: { ...assessed.person, age: 58, sex: "female" } } as typeof assessed;
  return { app, nudges, scored };
}

describe("a model of feedback", () => {
  it("is off until it is turned on, and off again for the next person", async () => {
    const { app, nudges } = open();
    await app.learned.choose({ name: "f.csv", data: new Uint8Array() });
    expect(await app.learned.train()).toBe(true);
    expect(app.options()).not.toHaveProperty("nudge");
    await app.learned.turn(true);
    expect(nudges).toEqual([{ diet_dash: 0.5 }]);
    expect(app.options()).toHaveProperty("nudge", { diet_dash: 0.5 });
    await app.take({} as Patient, true);
    expect(nudges.at(-1)).toBeUndefined();
    expect(app.learned.model.peek()).toBe(model);
  });

  it("is told age and sex from the record, what was typed, and what was refused", async () => {
    const { app, scored } = open();
    app.learned.model.value = model;
    app.learned.features.value = { work: "shifts" };
    app.learned.past.value = { diet_dash: "done", ex_aerobic: "unknown" };
    await app.learned.turn(true);
    expect(scored).toEqual([
      { features: { age: 58, sex: "female", work: "shifts" }, past: [{ action: "diet_dash", accepted: true, done: true }, { action: "ex_steps", accepted: false }] },
    ]);
  });

  it("goes away with a file that is refused, and says why", async () => {
    const { app } = open();
    app.learned.model.value = model;
    await app.learned.turn(true);
    expect(await app.learned.openModel({ name: "m.json", data: new Uint8Array() })).toBe(false);
    expect(app.learned.model.peek()).toBeUndefined();
    expect(app.learned.nudge.peek()).toBeUndefined();
    expect(app.learned.error.peek()).toMatchObject({ key: "model.edited" });
  });
});
