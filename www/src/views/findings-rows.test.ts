import { describe, expect, it } from "vitest";
import type { Assessed, Finding, Patient } from "../engine/api";
import { dayNumber, entries, grouped, needsLook, presumedNames, questions } from "./findings-rows";
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
    presumed: [],
    recommendations: { critical: [], cards: [], held: [], interactions: [], questions: [], regionUnknown: false },
    ...over,
  }) as unknown as Assessed;

describe("the review sheet", () => {
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
