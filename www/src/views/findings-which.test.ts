import { describe, expect, it } from "vitest";
import type { Assessed, CatalogConcept, Finding, Patient } from "../engine/api";
import { Locale, mergeCatalogues } from "../locale";
import { Units } from "../units";
import { waysOf } from "./answer-number";
import { rivals, stillRight } from "./findings-which";

const unit = (name: string, factor: number, system: "us" | "si" | "both"): NonNullable<CatalogConcept["units"]>[number] => ({ unit: name, factor, offset: 0, us: system !== "si", si: system !== "us" });
const concepts = [
  { id: "egfr", canonical: "mL/min/{1.73_m2}", units: [unit("mL/min/{1.73_m2}", 1, "both")], hard: [1, 250], soft: [10, 150] },
  { id: "creatinine", canonical: "mg/dL", units: [unit("mg/dL", 1, "us"), unit("umol/L", 1 / 88.4, "si")], hard: [0.1, 30], soft: [0.3, 5] },
  { id: "smoking", words: ["never", "former", "current"] },
] as unknown as CatalogConcept[];
const locale = new Locale("en", mergeCatalogues([{ which: { workedOut: "worked out from: {parts}" }, concepts: { creatinine: "Serum creatinine" }, findings: { yes: "Yes", no: "No", entered: "typed in" } }]));
const units = (system: "us" | "si" = "us"): Units => new Units(concepts, system, {}, locale);

const finding = (value: number, facts: number[], status: "found" | "derived" | "old", notes: string[] = []): Finding => ({
  concept: "egfr", input: { id: "egfr", value, unit: "mL/min/{1.73_m2}", status, facts, date: "2026-10-06" }, notes, earlier: [], from: "a.json",
});
const record = {
  observations: [
    { id: 7, concept: "creatinine", kind: "number", value: 1.2, given: { value: 1.2, unit: "mg/dL" }, date: "2026-10-06", origin: { file: "a.json" } },
    { id: 8, concept: "egfr", kind: "number", value: 48, given: { value: 48, unit: "mL/min/{1.73_m2}" }, date: "2026-10-06", origin: { file: "a.json" } },
    { id: 9, concept: "smoking", kind: "word", word: "never", date: "2026-10-06", origin: { file: "a.json" } },
    { id: 10, concept: "smoking", kind: "word", word: "current", date: "2026-10-06", origin: { file: "b.csv" } },
  ],
} as unknown as Patient;

describe("values that contradict each other", () => {
  it("stand side by side, and choosing one sets the other aside without a new date", () => {
    const stated = finding(48, [8], "found", ["contradicts"]);
    const [computed, asWritten] = rivals(locale, units(), stated, { findings: [finding(71, [7], "derived"), stated] } as unknown as Assessed, record);
    expect(computed).toMatchObject({ now: true, use: [{ op: "setAside", fact: 8 }] });
    expect(computed?.value).toMatch(/^71 /);
    expect(computed?.origin).toContain("worked out from: Serum creatinine 1.20 mg/dL");
    expect(asWritten).toMatchObject({ now: false, use: [{ op: "setAside", fact: 7 }] });
    expect(asWritten?.value).toMatch(/^48 /);
    expect(asWritten?.origin).toContain("2026");
  });
  it("may be words of one day", () => {
    const said: Finding = { concept: "smoking", input: { id: "smoking", status: "found", facts: [9, 10] }, notes: ["contradicts"], earlier: [], from: "a.json" };
    const list = rivals(locale, units(), said, { findings: [said] } as unknown as Assessed, record);
    expect(list.map((one) => one.use)).toEqual([[{ op: "setAside", fact: 10 }], [{ op: "setAside", fact: 9 }]]);
  });
  it("a doubted value keeps its day, an old one is right today, a mean stays a mean", () => {
    expect(stillRight(units(), finding(48, [8], "found", ["unverifiedCode"]))).toEqual([{ op: "edit", fact: 8, value: 48, unit: "mL/min/{1.73_m2}" }]);
    expect(stillRight(units(), finding(48, [8], "old"))).toEqual([{ op: "confirm", fact: 8 }]);
    expect(stillRight(units(), finding(48, [8, 11], "found", ["unverifiedCode"]))).toEqual([{ op: "set", concept: "egfr", value: 48, unit: "mL/min/{1.73_m2}", date: "2026-10-06" }]);
  });
});

describe("a question that two values answer", () => {
  it("offers each with its own units, the page's first", () => {
    const ways = (system: "us" | "si"): string[] => waysOf(units(system), "egfr").map((way) => `${way.name} ${way.unit}`);
    expect(ways("us")).toEqual(["creatinine mg/dL", "creatinine umol/L", "egfr mL/min/{1.73_m2}"]);
    expect(ways("si")).toEqual(["creatinine umol/L", "creatinine mg/dL", "egfr mL/min/{1.73_m2}"]);
    expect(waysOf(units(), "egg_days", "d")).toEqual([{ name: "egg_days", unit: "d", concept: false }]);
  });
});
