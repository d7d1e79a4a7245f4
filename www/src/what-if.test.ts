import { describe, expect, it } from "vitest";
import type { Assessed, Bedside, Patient, Together, WhatIf } from "./engine/api";
import type { Host } from "./host";
import { Locale } from "./locale";
import { App } from "./state";
import { firstSteps, MOST } from "./together";
import { assessedFor } from "./views/assessed.fixture";

interface Waiting {
  args: unknown[];
  answer: (value: unknown) => void;
  refuse: (error: unknown) => void;
}

/** An application with one person open, whose engine answers when the test says so. */
function open(assessed: Assessed = assessedFor("overview", {})): { app: App; asked: Record<string, Waiting[]> } {
  const asked: Record<string, Waiting[]> = { whatIf: [], together: [] };
  const call = (name: string) => (...args: unknown[]) =>
    new Promise((answer, refuse) => {
      asked[name]?.push({ args, answer, refuse });
    });
  const client = { whatIf: call("whatIf"), together: call("together") } as unknown as Bedside;
  const app = new App(client, {} as Host, new Locale("en", {}));
  app.record.value = {} as Patient;
  app.assessed.value = assessed;
  return { app, asked };
}

const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 0));
const reply = (after: number): WhatIf => ({ score: { id: "x", outcome: "ascvd", horizonYears: 10, baseline: 0.1, after, outline: false }, recommendations: { cards: [after] } as unknown as WhatIf["recommendations"] });

describe("values tried out", () => {
  it("ask one call at a time; while it runs only the newest wish waits", async () => {
    const { app, asked } = open();
    for (const value of [140, 139, 138, 137]) app.whatIf.move("sbp", value);
    expect(asked["whatIf"]?.map(({ args }) => args[1])).toEqual([{ sbp: 140 }]);
    asked["whatIf"]?.[0]?.answer(reply(0.09));
    await turn();
    expect(asked["whatIf"]?.map(({ args }) => args[1])).toEqual([{ sbp: 140 }, { sbp: 137 }]);
    expect(app.whatIf.answer.peek()?.score?.after).toBe(0.09);
    asked["whatIf"]?.[1]?.answer(reply(0.08));
    await turn();
    expect(asked["whatIf"]).toHaveLength(2);
    expect(app.whatIf.recommendations?.cards).toEqual([0.08]);
  });

  it("are dropped when taken back, also while an answer is under way", async () => {
    const { app, asked } = open();
    app.whatIf.move("sbp", 120);
    app.whatIf.move("sbp", undefined);
    asked["whatIf"]?.[0]?.answer(reply(0.01));
    await turn();
    expect(app.whatIf.answer.peek()).toBeUndefined();
    expect(app.whatIf.recommendations).toBe(app.assessed.peek()?.recommendations);
  });

  it("belong to the facts they were tried on", async () => {
    const { app, asked } = open();
    app.whatIf.move("sbp", 120);
    asked["whatIf"]?.[0]?.answer(reply(0.01));
    await turn();
    app.assessed.value = assessedFor("low", {});
    expect(app.whatIf.moved.peek().size).toBe(0);
    expect(app.whatIf.answer.peek()).toBeUndefined();
  });

  it("keep the last picture where the engine refuses, and go on", async () => {
    const { app, asked } = open();
    app.whatIf.move("sbp", 120);
    asked["whatIf"]?.[0]?.answer(reply(0.05));
    await turn();
    app.whatIf.move("sbp", 900);
    asked["whatIf"]?.[1]?.refuse({ kind: "value", key: "x" });
    await turn();
    expect([app.whatIf.refused.peek(), app.whatIf.answer.peek()?.score?.after]).toEqual([true, 0.05]);
    app.whatIf.move("sbp", 130);
    asked["whatIf"]?.[2]?.answer(reply(0.06));
    await turn();
    expect([app.whatIf.refused.peek(), app.whatIf.answer.peek()?.score?.after]).toEqual([false, 0.06]);
  });
});

describe("steps together", () => {
  const gain = { outcome: "ascvd", basis: "x", horizonYears: 10, baseline: 0.1, after: 0.09, reduction: 0.01, path: "direct" };
  const many = (): Assessed => {
    const assessed = assessedFor("overview", {});
    const [card] = assessed.recommendations.cards;
    if (card === undefined) throw new Error("no card");
    const cards = Array.from({ length: 9 }, (_, at) => ({ ...card, action: `a${at}`, ...(at % 2 === 0 ? { gain } : {}) }));
    return { ...assessed, recommendations: { ...assessed.recommendations, cards: cards as typeof assessed.recommendations.cards } };
  };
  const names = (waiting: Waiting | undefined): unknown => waiting?.args[1];

  it("are the first three with a figure until somebody ticks", async () => {
    const { app, asked } = open(many());
    await turn();
    expect(firstSteps(many())).toEqual(["a0", "a2", "a4"]);
    expect(names(asked["together"]?.at(-1))).toEqual(["a0", "a2", "a4"]);
    expect(app.together.tick("a6", true)).toBe(true);
    await turn();
    expect(names(asked["together"]?.at(-1))).toEqual(["a0", "a2", "a4", "a6"]);
    app.together.tick("a0", false);
    app.together.first();
    await turn();
    expect(names(asked["together"]?.at(-1))).toEqual(["a0", "a2", "a4"]);
  });

  it("never count a figure that nobody checked for a patient, ticked or not", async () => {
    const unchecked = (): Assessed => {
      const assessed = many();
      const cards = assessed.recommendations.cards.map((card) => (card.action === "a2" && card.gain !== undefined ? { ...card, gain: { ...card.gain, notes: ["unverified"] } } : card));
      return { ...assessed, recommendations: { ...assessed.recommendations, cards } };
    };
    const { app, asked } = open(unchecked());
    await turn();
    expect(names(asked["together"]?.at(-1))).toEqual(["a0", "a4", "a6"]);
    app.audience.value = "clinician";
    await turn();
    expect(names(asked["together"]?.at(-1))).toEqual(["a0", "a2", "a4"]);
    app.together.tick("a6", true);
    app.audience.value = "patient";
    await turn();
    expect(names(asked["together"]?.at(-1))).toEqual(["a0", "a4", "a6"]);
  });

  it("refuse more than fit, and drop a tick whose step has gone", async () => {
    const { app, asked } = open(many());
    for (let at = 0; at < MOST; at += 1) app.together.tick(`a${at}`, true);
    expect(app.together.tick("a8", true)).toBe(false);
    app.assessed.value = { ...many(), recommendations: { ...many().recommendations, cards: many().recommendations.cards.slice(0, 3) } };
    await turn();
    expect(names(asked["together"]?.at(-1))).toEqual(["a0", "a1", "a2"]);
  });

  it("show the newest answer only", async () => {
    const { app, asked } = open(many());
    await turn();
    app.together.tick("a0", false);
    await turn();
    const [old, now] = asked["together"]?.slice(-2) ?? [];
    now?.answer({ after: 2, counted: [{ action: "a4" }, { action: "a2" }] } as Together);
    await turn();
    old?.answer({ after: 1, counted: [] as unknown } as Together);
    await turn();
    expect(app.together.answer.peek()?.after).toBe(2);
    // Named in the order of the list, not of the table.
    expect(app.together.answer.peek()?.counted.map(({ action }) => action)).toEqual(["a2", "a4"]);
  });
});
