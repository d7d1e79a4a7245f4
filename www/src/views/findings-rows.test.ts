import { describe, expect, it } from "vitest";
import type { Assessed, Finding, Patient } from "../engine/api";
import { dayNumber, entries, grouped, listed, needsLook, presumedNames, questions } from "./findings-rows";
import { sparkPoints } from "./findings-spark";

const finding = (concept: string, notes: string[] = [], status: "found" | "old" = "found"): Finding => ({
  concept,
  input: { id: concept, value: 1, status },
  notes,
  earlier: [],
  from: "a.json",
});

const assessed = (over: Partial<Assessed>): Assessed =>
  ({
    notUnderstood: [],
    findings: [],
    presumed: [],
    recommendations: { critical: [], cards: [], held: [], interactions: [], questions: [], regionUnknown: false },
    ...over,
  }) as unknown as Assessed;

describe("the review sheet", () => {
  it("lists age and sex, and a no to diabetes once", () => {
    const no = (concept: string): Finding => ({ ...finding(concept), input: { id: concept, value: 0, status: "entered" } });
    const shown = listed({ findings: [no("diabetes"), no("diabetes_t1"), no("t2d"), finding("sbp")], person: { age: 58, sex: "female" } } as unknown as Assessed);
    expect(shown.map((one) => one.concept)).toEqual(["age", "sex", "diabetes", "sbp"]);
    const unsaid = listed({ findings: [{ ...finding("diabetes") }, no("diabetes_t1")], person: {} } as unknown as Assessed);
    expect(unsaid.map((one) => [one.concept, one.input.value])).toEqual([["age", undefined], ["sex", undefined], ["diabetes", 1], ["diabetes_t1", 0]]);
    const record = { conditions: { entries: [{ id: 5, text: "Diabetes", concepts: ["diabetes"], verification: "refuted", origin: { file: "form" } }] } } as unknown as Patient;
    expect(entries(record, assessed({ findings: [no("diabetes")] }))).toEqual([]);
    expect(entries(record, assessed({ findings: [] }))).toHaveLength(1);
  });
  it("groups values in reading order and loses none", () => {
    const groups = grouped(["weight", "never_heard_of", "hdl", "sbp", "dbp", "egfr"].map((id) => finding(id)));
    expect(groups.map(([name, list]) => [name, list.map((one) => one.concept)])).toEqual([
      ["heart", ["sbp", "dbp"]],
      ["lipids", ["hdl"]],
      ["kidney", ["egfr"]],
      ["body", ["weight"]],
      ["rest", ["never_heard_of"]],
    ]);
  });

  it("asks about old, doubtful and contradictory values only", () => {
    expect(needsLook(finding("sbp"))).toBe(false);
    expect(needsLook(finding("sbp", ["meanOfDay", "softRange"]))).toBe(false);
    expect(needsLook(finding("sbp", [], "old"))).toBe(true);
    expect(needsLook(finding("egfr", ["contradicts"]))).toBe(true);
    expect(needsLook(finding("sbp", ["unverifiedCode"]))).toBe(true);
  });

  it("lists current entries first and marks what nothing recognised", () => {
    const origin = { file: "a.json", place: "Bundle.entry[3]" };
    const record: Patient = {
      conditions: { state: "recorded", entries: [{ id: 1, text: "Gout", clinical: "resolved", origin }, { id: 2, codes: [{ system: "", code: "X1", display: "Odd" }], origin }] },
      medications: { state: "recorded", entries: [{ id: 3, text: "Simvastatin 20 mg", status: "past", end: "2024", origin }] },
    };
    const list = entries(record, assessed({ notUnderstood: [{ list: "condition", text: "Odd", fact: 2 }] }));
    expect(list.map((one) => [one.text, one.status, one.understood])).toEqual([
      ["Odd", "active", false],
      ["Gout", "resolved", true],
      ["Simvastatin 20 mg", "past", true],
    ]);
  });

  it("names each presumption and each question once", () => {
    const recommendations = { critical: [], held: [], interactions: [], regionUnknown: false,
      cards: [{ presumed: ["hf", "gout"] }, { presumed: ["gout"] }],
      questions: [{ name: "hcm", kind: "dx", actions: ["a"] }, { name: "hcm", kind: "dx", actions: ["a"] }, { name: "idle", kind: "field" }] };
    const one = assessed({ presumed: ["hf"], recommendations: recommendations as unknown as Assessed["recommendations"] });
    expect(presumedNames(one)).toEqual(["hf", "gout"]);
    expect(questions(one).map((question) => question.name)).toEqual(["hcm"]);
  });
});

describe("the trend", () => {
  it("keeps time to scale and stays in its box", () => {
    const values = ["2020-01-01", "2020-01-02", "2024-01-01"].map((date, at) => ({ day: dayNumber(date), value: [140, 150, 130][at] ?? 0 }));
    const points = sparkPoints(values);
    expect(points[1]?.[0]).toBeLessThan(4);
    expect(points[2]?.[0]).toBe(69);
    expect(points[1]?.[1]).toBe(3);
    expect(points[2]?.[1]).toBe(17);
  });

  it("stands equal values and one day", () => {
    for (const [x, y] of sparkPoints([{ day: 5, value: 2 }, { day: 5, value: 2 }])) {
      expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
    }
  });

  it("reads partial dates in their middle", () => {
    expect(dayNumber("2020")).toBeGreaterThan(dayNumber("2020-03-01"));
    expect(dayNumber("2020-03")).toBe(dayNumber("2020-03-15"));
  });
});
