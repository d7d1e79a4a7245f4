import { describe, expect, it } from "vitest";
import { isPageData, modelPage, type PageData } from "./page";
import { answerOf, marginOf, prepare } from "./score.js";

/** The scorer of `src/score/model/scorer.rs`: people of 40 and 60 years. */
const age = { name: "age", indicator: false, source: { kind: "number", day: false, low: null, high: null, fill: 50, knots: [] } };
const pipeline = { version: 1, columns: [age], regressions: [], center: [50], scale: [10], interactions: [], kept: [0], names: ["age"] };
const scorer = { task: { task: "binary" }, pipeline, predictor: { kind: "linear", weights: [1], intercept: 0 } };

describe("a row", () => {
  it("becomes a share as in the engine's own examples", () => {
    expect([50, 60, undefined].map((x) => marginOf(scorer.predictor, prepare(pipeline, { age: x })))).toEqual([0, 1, 0]);
    expect(answerOf(scorer, { age: 50 })).toBe(0.5);
    expect(answerOf({ ...scorer, recalibration: { way: "line", intercept: Math.log(3), slope: 1 } }, { age: 50 })).toBeCloseTo(0.75, 15);
    expect(answerOf({ ...scorer, task: { task: "continuous" } }, { age: 70 })).toBe(2);
  });
  it("has words, gaps, curves and products where the pipeline puts them", () => {
    const smoking = { name: "smoking", indicator: true, source: { kind: "oneHot", words: ["current", "former", "never"], fill: 2 } };
    const grade = { name: "grade", indicator: false, source: { kind: "lookup", words: ["low", "high"], values: [0, 1], other: 0.5, fill: null } };
    const bent = { ...age, source: { ...age.source, knots: [1, 2, 4, 5], low: 0, high: 8 } };
    const all = { ...pipeline, columns: [smoking, grade, bent], center: [0, 0, 0, 0, 0, 0, 0], scale: [1, 1, 1, 1, 1, 1, 1], interactions: [[0, 1]], kept: [0, 1, 2, 3, 4, 5, 6, 7, 8] };
    expect(prepare(all, { smoking: "former", grade: "high", age: 0.5 })).toEqual([1, 0, 0, 1, 0.5, 0, 0, 1, 0]);
    expect(prepare(all, { grade: "odd", age: 100 }).slice(0, 5)).toEqual([0, 1, 1, 0.5, 8]);
    expect(prepare(all, { smoking: "pipe", age: 1 }).slice(0, 4)).toEqual([0, 0, 0, Number.NaN]);
  });
  it("counts as somebody said of the training table", () => {
    const smoking = { name: "smoking", indicator: false, source: { kind: "oneHot", words: ["current", "never"], fill: 0 } };
    const seen = { name: "seen", indicator: false, source: { ...age.source, day: true, fill: 0 } };
    const mends = { smoking: { same: { Never: "never", refused: "" } }, age: { same: { 99: "" }, least: 0, most: 120 }, seen: { same: { "2020-02-29": "" } } };
    const all = { ...pipeline, columns: [smoking, age, seen], center: [0, 0, 0], scale: [1, 1, 1], kept: [0, 1, 2], mends };
    expect([{ smoking: "Never", age: 99, seen: 18321 }, { smoking: "refused", age: 560, seen: 3652.5 }, { smoking: "never", age: -1, seen: 0 }, { smoking: "toString", age: 61, seen: 0 }].map((row) => prepare(all, row))).toEqual([[1, 50, 0], [0, 50, 10], [1, 50, 0], [0, 61, 0]]);
  });
  it("is filled from other columns in turns", () => {
    const two = { ...pipeline, columns: [age, { ...age, name: "bmi", source: { ...age.source, fill: 25 } }], regressions: [{ column: 1, others: [0], weights: [0.5], intercept: 1 }], center: [0, 0], scale: [1, 1], kept: [0, 1] };
    expect(prepare(two, { age: 40 })).toEqual([40, 21]);
    expect(prepare(two, {})).toEqual([50, 26]);
  });
});

describe("models", () => {
  it("of times follow the baseline's steps and the stretches", () => {
    const cox = { kind: "cox", linear: { weights: [1], intercept: 0 }, baseline: { times: [1, 2], hazard: [0.1, 0.3], until: 5 } };
    const at = (horizon: number, predictor: object = cox): number => answerOf({ task: { task: "survival", horizon }, pipeline, predictor }, { age: 50 });
    expect(at(0.5)).toBe(0);
    expect(at(1)).toBeCloseTo(1 - Math.exp(-0.1), 15);
    expect(at(4)).toBeCloseTo(1 - Math.exp(-0.3), 15);
    expect(at(5.1)).toBeNaN();
    const hazards = { kind: "hazards", linear: { weights: [1], intercept: 0 }, ends: [1, 2, 4], logOdds: [0, null, -1] };
    expect(at(1, hazards)).toBeCloseTo(0.5, 15);
    expect(at(2, hazards)).toBeCloseTo(0.5, 15);
    const h = 1 / (1 + Math.E);
    expect(at(3, hazards)).toBeCloseTo(1 - 0.5 * Math.sqrt(1 - h), 15);
    expect(at(4.1, hazards)).toBeNaN();
    const twice = answerOf({ task: { task: "survival", horizon: 1 }, pipeline, predictor: cox, recalibration: { way: "line", intercept: Math.log(2), slope: 1 } }, { age: 50 });
    expect(twice).toBeCloseTo(1 - Math.exp(-0.2), 12);
  });
  it("of curves and surfaces add up by bin, code and gap", () => {
    const axis = { column: 0, bins: { borders: [50, 60] } };
    const model = { kind: "additive", columns: 2, intercept: 100, curves: [{ axis, values: [1, 2, 3, 4] }], surfaces: [{ one: axis, other: { column: 1, bins: { codes: [3, 8] } }, values: Array.from({ length: 12 }, (_, k) => k) }] };
    expect([[50, 3], [50.1, 8], [Number.NaN, 8], [99, 4]].map((x) => marginOf(model, x))).toEqual([101, 106, 114, 111]);
  });
  it("of trees ask for numbers, categories and gaps", () => {
    const trees = { kind: "trees", columns: 2, leaves: "margins", base: 1, roots: [0, 3], column: [0, 0, 0, 1, 0, 0], child: [1, 0, 0, 4, 0, 0], number: [5, 10, 20, 0, 100, 200], missingLeft: [false, false, false, true, false, false], categories: [{ column: 1, codes: [3, 8] }], sets: [[2, 0, 0, 0, 0, 0, 0, 0]] };
    expect([[5, 8], [6, 3], [Number.NaN, Number.NaN], [0, 4]].map((x) => marginOf(trees, x))).toEqual([111, 221, 121, 111]);
  });
  it("of layers bend their sums", () => {
    const layer = (weights: number[], biases: number[], bend: string, inputs: number) => ({ inputs, weights, biases, bend });
    const net = { kind: "net", centre: [1], spread: [2], layers: [layer([1, -1], [0, 0.5], "relu", 1), layer([2, 4], [1], "none", 2)] };
    expect(marginOf(net, [3])).toBe(3);
    expect(marginOf(net, [-1])).toBe(7);
    expect(marginOf(net, [Number.NaN])).toBeNaN();
  });
  it("are mended by steps on the straight line between points", () => {
    const steps = { way: "steps", margins: [-1, 1], shares: [0.2, 0.6] };
    const at = (x: number): number => answerOf({ ...scorer, recalibration: steps }, { age: 50 + 10 * x });
    expect([-3, 0, 3].map(at)).toEqual([0.2, 0.4, 0.6]);
  });
});

describe("the page", () => {
  const page: PageData = { lang: "en", name: "</script><b>", asks: "<i>", did: "", limits: "", made: "", words: { start: "</script>" }, fields: [{ name: "age</script>", day: false, low: 40, high: 60 }], share: true, scorer, conformal: null };
  it("holds one script, which nothing in the model can end", () => {
    const text = modelPage(page);
    expect(text.match(/<\/script>/g)).toHaveLength(1);
    expect(text).toContain("&lt;i&gt;");
    expect(text).not.toMatch(/^export /m);
    expect(text).toContain("default-src 'none'");
  });
  it("is made of data of one form only", () => {
    expect(isPageData(JSON.parse(JSON.stringify(page)))).toBe(true);
    const { did: _, ...less } = page;
    for (const wrong of [null, [], "page", less, { ...page, script: "alert(1)" }, { ...page, lang: '"><img>' }, { ...page, words: { "a-b": "x" } }, { ...page, words: { a: 1 } }, { ...page, fields: [{}] }, { ...page, scorer: null }, { ...page, conformal: "x" }, { ...page, name: 1 }]) {
      expect(isPageData(wrong)).toBe(false);
    }
  });
});
