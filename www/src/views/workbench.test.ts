import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { View } from "../base";
import { Locale, mergeCatalogues, type Catalogue } from "../locale";
import { firstSplit } from "../workbench/draft";
import { evaluationOf } from "../workbench/evaluation.fixture";
import type { Trained } from "../workbench/study";
import { thinned, usefulRange } from "./workbench-curves";
import { largest, typedCells } from "./workbench-case";
import { dayOf, daysOf } from "./workbench-population";
import { nearest, parted } from "./workbench-threshold";
import { scaleOf } from "./workbench-explain";
import { shareDone } from "./workbench-parts";
import { allSettings, apartBy, cutShort, fits, horizonText, madeName, people, ranks, timeUnit } from "./workbench-words";

const evaluation = evaluationOf();
const folder = new URL("../../locales/en/", import.meta.url);
const locale = new Locale("en", mergeCatalogues(["workbench", "workbench-said", "workbench-settings"].map((name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as Catalogue)));
const view = { locale, t: locale.t.bind(locale) } as unknown as View;

describe("a threshold", () => {
  it("is the nearest there is", () => {
    expect(nearest(evaluation.thresholds ?? [], 0.204)?.threshold).toBeCloseTo(0.2, 9);
    expect(nearest([], 0.2)).toBeUndefined();
  });
  it("parts a thousand people, no one lost", () => {
    for (const row of evaluation.thresholds ?? []) {
      const { found, missed, alarms, spared } = parted(row);
      expect(found + missed + alarms + spared).toBe(1000);
      expect(Math.min(found, missed, alarms, spared)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe("days", () => {
  it("are counted from 1970 and come back", () => {
    expect(daysOf("1970-01-02")).toBe(1);
    expect(dayOf(daysOf("2024-02-29"))).toBe("2024-02-29");
    expect(daysOf("")).toBeNaN();
  });
});

describe("findings", () => {
  it("say how well it ranks and whether its level fits", () => {
    expect([0.5, 0.65, 0.8, 0.9].map(ranks)).toEqual(["hardly", "some", "well", "veryWell"]);
    expect(fits({ ratio: { low: 0.9, high: 1.1 } })).toBe("right");
    expect(fits({ ratio: { low: 1.02, high: 1.3 } })).toBe("tooLow");
    expect(fits({ ratio: { low: 0.6, high: 0.98 } })).toBe("tooHigh");
    // Few people, and right on average but wrong for everybody.
    expect(fits({ ratio: { low: 0.67, high: 1.5 } })).toBe("unknown");
    expect(fits({ ratio: { low: 0.9, high: 1.1 }, slope: { value: 0.3 } })).toBe("unknown");
    expect(fits({ ratio: { low: 0.9, high: 1.1 }, slope: { value: 0.95 } })).toBe("right");
    expect(fits(undefined)).toBe("unknown");
  });
  it("name the thresholds between which acting by the model gains, or none", () => {
    const [from, to] = usefulRange(evaluation.benefit ?? []) ?? [0, 0];
    expect(from).toBeLessThan(to);
    const point = (threshold: number, model: number) => ({ threshold, model, everybody: 0, avoided: 0 });
    expect(usefulRange([point(0.1, 0.2), point(0.2, 0.1), point(0.3, 0), point(0.9, 0.01)])).toEqual([0.1, 0.2]);
    expect(usefulRange([point(0.1, 0), point(0.2, 0.1), point(0.3, 0)])).toBeUndefined();
    expect(usefulRange([{ threshold: 0.2, model: 0, everybody: 0.1, avoided: 0 }])).toBeUndefined();
  });
});

describe("weights", () => {
  it("count for a standard deviation where columns are on one scale, for a unit where they are not", () => {
    expect(scaleOf([]).is).toBe("deviation");
    expect(scaleOf([{ name: "age", standardise: true }, { name: "bmi", standardise: true }]).is).toBe("deviation");
    expect(scaleOf([{ name: "age", standardise: false }])).toEqual({ is: "unit", units: ["age"] });
    expect(scaleOf([{ name: "age", standardise: false }, { name: "bmi", standardise: true }])).toEqual({ is: "mixed", units: ["age"] });
  });
});

describe("progress", () => {
  it("is a share only where it is one", () => {
    expect([undefined, { done: 0, total: 0 }, { done: Number.NaN, total: 3 }, { done: 1, total: undefined as unknown as number }].map(shareDone)).toEqual([undefined, undefined, undefined, undefined]);
    expect([{ done: 1, total: 4 }, { done: 9, total: 3 }].map(shareDone)).toEqual([0.25, 1]);
  });
});

describe("two models of one kind", () => {
  const column = { name: "age", impute: "median" as const, indicator: false, winsorise: 0, encode: { by: "oneHot" as const }, knots: 0, standardise: true };
  const made = (id: number, columns: readonly (typeof column)[], predictors = ["age"]): Trained => ({ id, protocol: { question: { outcome: { task: "binary", column: "died", happened: { yes: ["1"] } }, predictors, population: [], groups: [] }, pipeline: { columns: [...columns], interactions: [], select: { correlation: 1, best: 0 }, seed: 1 }, model: { kind: "cox" }, split: firstSplit }, rows: 9, made: "", evaluation, notes: [] });
  it("are told apart by how their columns were prepared, and by nothing that both share", () => {
    const [straight, bent] = [made(1, [column]), made(2, [{ ...column, knots: 4 }])];
    expect(apartBy(view, straight, [straight, bent])).toEqual(["no curves"]);
    expect(apartBy(view, bent, [straight, bent])).toEqual(["1 curve"]);
    expect(apartBy(view, bent, [bent])).toEqual([]);
    const ordered = made(5, [{ ...column, encode: { by: "target", smooth: 10, folds: 5 } as unknown as typeof column.encode }]);
    expect(apartBy(view, ordered, [straight, ordered])).toEqual(["the word’s mean outcome"]);
    const other = made(3, [{ ...column, name: "bmi" }], ["bmi"]);
    expect(apartBy(view, other, [straight, other])).toEqual(["bmi"]);
    const more = made(4, [column, { ...column, name: "bmi" }], ["age", "bmi"]);
    expect(apartBy(view, more, [straight, more])).toEqual(["2 columns"]);
  });
});

describe("a model of times", () => {
  const timed = (time: string, horizon = 1826, start?: string) => ({ task: "survival" as const, time, event: "recur", happened: { yes: ["1"] }, horizon, ...(start === undefined ? {} : { start }) });
  it("says its unit where the heading or the days say it, else whose unit it is", () => {
    expect(["rtime", "follow_up_days", "生存月数", "OS (years)", "time"].map((time) => timeUnit(timed(time)))).toEqual([undefined, "days", "months", "years", undefined]);
    expect(timeUnit(timed("last_seen", 30, "first_seen"))).toBe("days");
    expect(horizonText(view, timed("rtime"))).toBe("1,826 (in the unit of rtime)");
    expect(horizonText(view, timed("days_followed"))).toBe("1,826 days");
    expect(horizonText(view, timed("years", 1))).toBe("1 year");
  });
  it("counts events however long people were followed, and says so", () => {
    const { area: _, ...none } = evaluation;
    expect(people(view, { ...none, rows: 2982, events: 1518 }, { outcome: timed("rtime") })).toContain("however long they were followed");
  });
});

describe("work that was cut short", () => {
  // What a template says, without its marks.
  const said = (what: unknown): string => (typeof what === "string" ? what : ((what as { values?: unknown[] }).values ?? []).map(said).join(""));
  it("is said before its figures, by how many parts judged", () => {
    expect(said(cutShort(view, evaluation))).toBe("");
    expect(said(cutShort(view, { ...evaluation, stopped: true, folds: [0.7], planned: 5, rows: 6000 }))).toContain("1 of 5 parts judged it, 6,000 people");
    expect(said(cutShort(view, { ...evaluation, stopped: true, flattering: true }))).toContain("flatter");
  });
});

describe("names and settings", () => {
  it("of made columns are words, not marks", () => {
    expect(madeName(view, "pgr ~2")).toBe("pgr (curve, part 2)");
    expect(madeName(view, "hba1c ?")).toBe("hba1c (missing)");
    expect(madeName(view, "age")).toBe("age");
  });
  it("of a model are told in words, those alone that count", () => {
    const text = allSettings(view, { kind: "logistic", penalty: "l2", c: 0.1, l1Ratio: 0.5, intercept: true, tolerance: 1e-9, turns: 100 });
    expect(text).toContain("Looseness of the penalty (C)");
    expect(text).toContain("0.1");
    for (const machine of ["l1Ratio", "intercept", "1e-9", "l2", "turns"]) expect(text).not.toContain(machine);
  });
});

describe("long lists", () => {
  it("are thinned and keep both ends", () => {
    const all = Array.from({ length: 1000 }, (_, at) => at);
    const few = thinned(all, 50);
    expect([few.length, few[0], few[49]]).toEqual([50, 0, 999]);
    expect(thinned([1, 2], 50)).toEqual([1, 2]);
  });
  it("of parts are summed up behind the largest, nothing lost", () => {
    const parts = [0.1, -0.9, 0.4, -0.2, 0.05].map((amount, at) => ({ column: `x${at}`, value: "", amount }));
    const { shown, rest, others } = largest(parts, 2);
    expect(shown.map(({ column }) => column)).toEqual(["x1", "x2"]);
    expect(others).toBe(3);
    expect(shown.reduce((sum, { amount }) => sum + amount, 0) + rest).toBeCloseTo(-0.55, 12);
  });
});

describe("a person typed", () => {
  it("has no empty cells, and a point in every number", () => {
    const fields = [{ name: "age" }, { name: "size", words: ["1,5", "2"] }, { name: "seen", day: true }, { name: "bmi" }, { name: "open" }];
    expect(typedCells(fields, { age: " 61 ", size: "1,5", seen: "2026-11-29", bmi: "27,4", open: " ", other: "x" })).toEqual({ age: "61", size: "1,5", seen: "2026-11-29", bmi: "27.4" });
  });
});
