import { describe, expect, it } from "vitest";
import { assessedFor } from "./assessed.fixture";
import type { Score } from "../engine/api";
import { drivesNotes, headlineScore, headlineState, inputInterval, oneOfEach, otherScores, toConfirm, unknowns, visibleParts } from "./overview-model";

const state = (name: string) => headlineState(assessedFor(name, {}));

describe("the headline", () => {
  it("is a first-class answer in every state", () => {
    expect(state("overview")).toMatchObject({ kind: "computed", value: 0.117 });
    expect(state("needs")).toMatchObject({ kind: "needs" });
    expect(state("nosex")).toMatchObject({ kind: "needs" });
    expect(state("notapplicable").kind).toBe("notApplicable");
    expect(state("child").kind).toBe("child");
    expect(state("deceased").kind).toBe("deceased");
    expect(state("noheadline").kind).toBe("none");
  });
});

describe("what is not known", () => {
  it("comes most telling first, and what must be known before what could move it", () => {
    const score = headlineScore(assessedFor("overview", {}));
    expect(score === undefined ? [] : unknowns(score).map((one) => one.input)).toEqual(["uacr", "hba1c", "statin"]);
    const mixed = {
      assessment: { answer: "needsInput", missing: [{ input: "hdl", range: [0.1, 0.12] }, { input: "sbp", range: [0.05, 0.2] }, { input: "age" }] },
      sensitivity: [{ input: "uacr", why: "absent", low: 0, high: 1 }, { input: "sbp", why: "absent", low: 0, high: 1 }],
      inputs: [],
    } as unknown as Score;
    expect(unknowns(mixed).map((one) => one.input)).toEqual(["sbp", "hdl", "age", "uacr"]);
  });
  it("spans every single input and the answer itself", () => {
    const score = headlineScore(assessedFor("overview", {}));
    expect(score === undefined ? undefined : inputInterval(score, 0.117)).toEqual({ low: 0.098, high: 0.168 });
    expect(inputInterval({ assessment: { answer: "computed", value: 0.1 }, sensitivity: [] } as unknown as Score, 0.1)).toBeUndefined();
  });
});

describe("parts", () => {
  it("lose nothing: shown and rest add up to all", () => {
    const parts = headlineScore(assessedFor("overview", {}))?.attribution?.parts ?? [];
    const { shown, rest } = visibleParts(parts, 0.005);
    const sum = (list: readonly { amount: number }[]): number => list.reduce((all, part) => all + part.amount, 0);
    expect(sum(shown) + rest).toBeCloseTo(sum(parts), 12);
    expect(shown.length).toBeLessThan(parts.length);
  });
});

describe("the rest of the page", () => {
  it("lists every other score once", () => {
    const assessed = assessedFor("overview", {});
    const listed = otherScores(assessed).flatMap((group) => group.scores.map((score) => score.id));
    expect(listed.sort()).toEqual(assessed.scores.map((score) => score.id).filter((id) => id !== assessed.headline?.score).sort());
  });
  it("counts old and doubtful facts once each", () => {
    expect(toConfirm(assessedFor("overview", {}))).toBe(1);
  });
});

describe("parts that are no causes", () => {
  const part = (input: string, amount: number) => ({ input, amount, reference: 0, modifiable: true });
  const inputs = [{ id: "antihypertensive", value: 1, status: "found" as const }];

  it("are explained: a treatment that stands for what it treats, a waist that takes off", () => {
    expect(drivesNotes({ inputs }, [part("antihypertensive", 0.009)])).toEqual(["drives.treated"]);
    expect(drivesNotes({ inputs: [] }, [part("antihypertensive", -0.009), part("waist", 0.01)])).toEqual([]);
    expect(drivesNotes({ inputs }, [part("waist", -0.002)])).toEqual(["drives.waist"]);
  });
});

describe("several formulas of one number", () => {
  it("are one line to a patient: the one that could be worked out", () => {
    const scores = otherScores(assessedFor("overview", {})).flatMap(({ scores }) => scores);
    const kidney = oneOfEach(scores).filter((one) => one.outcome === "egfr").map((one) => one.id);
    expect(kidney).toEqual(["ckd-epi-2021-creatinine"]);
  });
});
