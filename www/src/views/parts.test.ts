import { describe, expect, it } from "vitest";
import asks from "../../locales/en/asks.json";
import doubt from "../../locales/en/doubt.json";
import facts from "../../locales/en/facts.json";
import words from "../../locales/en/views.json";
import asksZh from "../../locales/zh/asks.json";
import type { Assessed, Because, Card, Critical, FileReport, Finding, Score } from "../engine/api";
import { difference, sixDigits, smallNumber } from "./check-rows";
import { countryOrder } from "./form-country";
import { oneEach } from "./form-scores";
import { clashes, unmappedOf } from "./mapping-columns";
import { Locale, mergeCatalogues, type Catalogue } from "../locale";
import { Units } from "../units";
import { byQuestion, plainSource } from "./critical-words";
import { becauseText, questionOf, reasons } from "./names";
import { planParts, withAlternatives } from "./plan-parts";

const card = (action: string, more: Partial<Card> = {}): Card => ({ action, status: "recommend", verification: "V2", urgent: false, ...more }) as Card;

describe("the plan's parts", () => {
  const cards = [
    card("go_now", { urgent: true, verification: "U" }), card("avoid_it", { status: "avoid", verification: "U" }), card("walk"),
    card("unread", { verification: "U" }), card("ask_first", { status: "needs_data" }), card("talk", { status: "discuss" }),
  ];
  const names = (list: readonly Card[]): string[] => list.map((one) => one.action);

  it("hides what nobody checked, but never a warning or what is urgent", () => {
    const parts = planParts(cards, false);
    expect(names(parts.urgent)).toEqual(["go_now"]);
    expect(names(parts.warnings)).toEqual(["avoid_it"]);
    expect(names(parts.steps)).toEqual(["walk", "talk"]);
    expect(names(parts.needs)).toEqual(["ask_first"]);
    expect(parts.hidden).toBe(1);
  });

  it("shows it to a clinician who asks", () => {
    const parts = planParts(cards, true);
    expect(names(parts.steps)).toEqual(["walk", "unread", "talk"]);
    expect(parts.hidden).toBe(0);
  });
});

describe("columns to name", () => {
  const files = [
    { file: "a.csv", format: "csv", facts: 1, unmapped: [{ heading: "x", examples: ["1"] }] },
    { file: "b.csv", format: "csv", facts: 1 },
  ] as FileReport[];

  it("come from one file or all", () => {
    expect(unmappedOf(files, undefined).map((one) => one.heading)).toEqual(["x"]);
    expect(unmappedOf(files, "b.csv")).toEqual([]);
  });

  it("cannot hold the same twice; left out columns can", () => {
    expect([...clashes(new Map([["a", "sbp"], ["b", "sbp"], ["c", "hdl"], ["d", ""], ["e", ""]]))]).toEqual(["a", "b"]);
    expect(clashes(new Map([["a", "sbp"], ["b", "dbp"]])).size).toBe(0);
  });
});

describe("cards of which one is enough", () => {
  it("stand under the best of them, if that is shown", () => {
    const card = (action: string, alternativeTo?: string) => ({ action, ...(alternativeTo === undefined ? {} : { alternativeTo }) }) as unknown as Card;
    const folded = (cards: Card[]) => withAlternatives(cards).map(({ card: { action }, others }) => [action, others.map((one) => one.action)]);
    expect(folded([card("a"), card("b", "a"), card("c"), card("d", "a")])).toEqual([["a", ["b", "d"]], ["c", []]]);
    expect(folded([card("b", "a"), card("c")])).toEqual([["b", []], ["c", []]]);
  });
});

describe("worked examples", () => {
  it("say how far they are apart, and no answer is off without end", () => {
    const same = { equation: "e", source: "paper", expected: 0.1, got: 0.1, within: 1e-9, agrees: true };
    const { got: _none, ...silent } = { ...same, agrees: false };
    expect(difference(same)).toBe(0);
    expect(difference({ ...same, got: 0.3 })).toBeCloseTo(0.2, 12);
    expect(sixDigits(difference(silent))).toBe("–");
  });

  it("are written short", () => {
    expect(smallNumber(0)).toBe("0");
    expect(smallNumber(3e-16)).toBe("3 × 10⁻¹⁶");
    expect(smallNumber(0.01)).toBe("1 × 10⁻²");
    expect(sixDigits(0.123456789)).toBe("0.123457");
  });
});

describe("the form's list of scores", () => {
  const score = (id: string, outcome: string, answer: Score["assessment"]["answer"], question = "cardiovascular"): Score =>
    ({ id, question, outcome, horizonYears: question === "cardiovascular" ? 10 : undefined, assessment: { answer, value: 1, missing: [], reasons: [] } }) as unknown as Score;

  it("takes the best of each kind, the headline first", () => {
    const scores = [
      score("full", "ascvd", "needsInput"), score("base", "ascvd", "computed"), score("par", "ascvd", "notApplicable"),
      score("hf", "heart_failure", "needsInput"), score("egfr-cys", "egfr", "needsInput", "kidney_function"), score("egfr-cr", "egfr", "computed", "kidney_function"),
    ];
    const list = oneEach({ scores, headline: { score: "base" } } as unknown as Assessed);
    expect(list.map((one) => one.id)).toEqual(["base", "egfr-cr", "hf"]);
  });
});

describe("countries", () => {
  it("come by name, the common ones first", () => {
    const names: Record<string, string> = { US: "United States", CN: "China", GB: "United Kingdom", FR: "France", DE: "Germany" };
    expect(countryOrder(["DE", "GB", "FR", "US", "CN"], (code) => names[code] ?? "", (a, b) => a.localeCompare(b))).toEqual(["US", "CN", "GB", "FR", "DE"]);
  });
});

describe("a fact that decided", () => {
  const locale = new Locale("en", mergeCatalogues([words as unknown as Catalogue, doubt]));
  const said = (noRecord: boolean): string =>
    becauseText(locale, new Units([], "si", {}, locale), { name: "shingles_doses", kind: "field", value: "0", test: "< 2", noRecord, facts: [] }, []);

  it("is no number where the record is silent", () => {
    expect(said(true)).toMatch(/nothing recorded$/);
    expect(said(false)).toMatch(/0$/);
  });

  it("says its day where it is too old, and a bound as a bound", () => {
    const units = new Units([], "si", {}, locale);
    const text = (more: Partial<Because>): string => becauseText(locale, units, { name: "egfr", kind: "field", value: "29", facts: [], ...more } as Because, []);
    expect(text({})).not.toContain("29,");
    expect(text({ old: "2015-01-02" as Because["old"] & string })).toContain("measured on 2 Jan 2015");
    expect(text({ value: "<30" })).toMatch(/: < 30/);
  });

  it("says months where months decided, not the value that was measured then", () => {
    const finding = (concept: string): Finding => ({ concept, input: { id: concept, status: "found", value: 6.1, unit: "%", facts: [7] }, notes: [], earlier: [], from: "a.json" });
    const units = new Units([], "si", {}, locale);
    const text = (name: string, value: string): string => becauseText(locale, units, { name, kind: "field", value, facts: [7] } as Because, [finding("hba1c")]);
    expect(text("m_since_hba1c", "1.77")).toMatch(/: 2$/);
    expect(text("n_meds", "3")).toMatch(/: 3$/);
    expect(text("hba1c", "6.1")).toMatch(/6(\.1)? ?%$/);
  });
});

describe("what speaks for a step", () => {
  it("is not that somebody is not pregnant", () => {
    const because = [{ name: "sbp", kind: "field", value: "147", facts: [] }, { name: "pregnant", kind: "field", value: "false", facts: [] }] as Because[];
    expect(reasons(because).map(({ name }) => name)).toEqual(["sbp"]);
    expect(reasons([{ name: "pregnant", kind: "field", value: "true", facts: [] } as Because])).toHaveLength(1);
  });
});

describe("a question", () => {
  const locale = new Locale("en", { ...asks, conditions: { dialysis: "On dialysis", rare: "Rare illness" }, allergies: { varenicline_allergy: "Varenicline allergy" } } as unknown as Catalogue);

  it("is a sentence for a patient and the term for a clinician", () => {
    expect(questionOf(locale, "dx", "dialysis")).toBe("Are you on dialysis?");
    expect(questionOf(locale, "dx", "rare")).toBe("Do you have rare illness, or did you have it?");
    expect(questionOf(locale, "allergy", "varenicline_allergy")).toMatch(/^Are you allergic to varenicline/);
    expect(questionOf(locale, "dx", "dialysis", "clinician")).toBe("On dialysis: now or before?");
  });

  it("of every condition and allergy is written out, in both languages", () => {
    const names = [...Object.keys(facts.conditions), ...Object.keys(facts.allergies)];
    for (const written of [asks, asksZh]) expect(names.filter((name) => !(name in written.ask))).toEqual([]);
  });

  it("that two results share is asked once", () => {
    const one = (concept: string, asks?: string): Critical => ({ concept, asks, date: "2026-11-28" }) as unknown as Critical;
    expect(byQuestion([one("sbp", "symptoms"), one("dbp", "symptoms"), one("potassium"), one("sodium")]).map((group) => group.map(({ concept }) => concept))).toEqual([["sbp", "dbp"], ["potassium"], ["sodium"]]);
    expect(plainSource("AHA/ACC, High Blood Pressure guideline (accaha_htn_2025), 2025")).toBe("AHA/ACC, High Blood Pressure guideline, 2025");
  });
});
