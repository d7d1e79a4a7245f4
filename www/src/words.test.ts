import { describe, expect, it } from "vitest";
import { Locale } from "./locale";
import { Units } from "./units";
import { choosable, errorText, factName, inputText, inSentence, placeText, reasonText, scoreName } from "./words";

const words = {
  concepts: { sbp: "Systolic blood pressure" }, fields: { pregnant: { label: "Pregnant" } }, inputs: { north: { name: "Lives in the north" } },
  words: { yes: "yes", no: "no", notKnown: "not known" }, csv: { ragged: "Row {row} of {place} is short." }, errorKinds: { malformed: "It ends early.", other: "It stopped." },
  reasons: { aboveRange: "{input} {value} is above {limit}", outsideStudied: "{value}: {low} to {high}" }, reasonOther: "a rule ({key})",
  outcomes: { ascvd: "Heart attack or stroke", egfr: "Kidney" }, overview: { scoreYears: "{name}, {n} years" }, scores: { by: "{name} ({family})", names: { special: "Own name" } },
  families: { prevent: "PREVENT" },
};
const en = new Locale("en", words);
const units = new Units([{ id: "sbp", kind: "number", en: "", zh: "", canonical: "mm[Hg]", units: [{ unit: "mm[Hg]", factor: 1, offset: 0, us: true, si: true }] }], "us", {}, en);

describe("where something stands", () => {
  const zh = new Locale("zh", { findings: { row: "第 {row} 行" } });
  it("names a table's row in the reader's words", () => {
    expect(placeText(zh, "labs.csv, row 4")).toBe("labs.csv, 第 4 行");
    expect(placeText(zh, "row 4")).toBe("第 4 行");
    expect(placeText(zh, "a.json, Bundle.entry[4]")).toBe("a.json, Bundle.entry[4]");
  });
  it("names a row that was opened out of a table by the row it was", () => {
    expect(placeText(zh, "clinic.csv, 22, row 1")).toBe("clinic.csv, 第 22 行");
    expect(placeText(zh, "clinic.csv, 22")).toBe("clinic.csv, 第 22 行");
  });
});

describe("words a person may choose", () => {
  it("are answers; one that stands there stays", () => {
    expect(choosable(["never", "former", "current", "not-current", "unknown"])).toEqual(["never", "former", "current"]);
    expect(choosable(["never", "unknown"], "unknown")).toEqual(["never", "unknown"]);
  });
});

describe("words", () => {
  it("name facts from the nearest table, else by id", () => {
    expect([factName(en, "sbp"), factName(en, "pregnant"), factName(en, "north"), factName(en, "odd_one")]).toEqual([
      "Systolic blood pressure", "Pregnant", "Lives in the north", "odd one",
    ]);
  });
  it("write inputs: bounds, yes and no, unknown", () => {
    expect(inputText(en, units, { id: "sbp", value: 148, unit: "mm[Hg]", status: "found" })).toBe("148 mmHg");
    expect(inputText(en, units, { id: "sbp", value: 90, unit: "mm[Hg]", status: "found", comparator: "below" })).toBe("< 90 mmHg");
    expect(inputText(en, units, { id: "diabetes", value: 1, status: "found" })).toBe("yes");
    expect(inputText(en, units, { id: "diabetes", status: "absent" })).toBe("not known");
  });
  it("give every error a sentence", () => {
    expect(errorText(en, { kind: "malformed", key: "csv.ragged", place: "labs.csv", args: { row: "4" } })).toBe("Row 4 of labs.csv is short.");
    expect(errorText(en, { kind: "malformed", key: "unheard.of" })).toBe("It ends early.");
    expect(errorText(en, { kind: "cancelled", key: "unheard.of" })).toBe("It stopped.");
  });
  it("write a reason's numbers in the unit shown", () => {
    expect(reasonText(en, units, { key: "aboveRange", input: "sbp", args: { value: "210", limit: "200" } })).toBe("Systolic blood pressure 210 mmHg is above 200 mmHg");
    expect(reasonText(en, units, { key: "outsideStudied", input: "sbp", args: { value: "88", low: "90", high: "200", unit: "mm[Hg]" } })).toBe("88 mmHg: 90 mmHg to 200 mmHg");
    expect(reasonText(en, units, { key: "other_rule" })).toBe("a rule (other_rule)");
  });
  it("tell scores of one question apart", () => {
    const one = { id: "a", family: "prevent", outcome: "ascvd", horizonYears: 10 };
    expect(scoreName(en, one)).toBe("Heart attack or stroke, 10 years");
    expect(scoreName(en, one, [one, { ...one, id: "b" }])).toBe("Heart attack or stroke, 10 years (PREVENT)");
    expect(scoreName(en, { id: "special", family: "x", outcome: "egfr" }, [one, { id: "y", family: "x", outcome: "egfr" }])).toBe("Own name");
  });
  it("lower a name inside a sentence but no abbreviation", () => {
    expect(["Waist circumference", "HbA1c", "HDL cholesterol", "Lipoprotein(a)", "Blood-pressure medicine"].map((name) => inSentence(en, name))).toEqual([
      "waist circumference", "HbA1c", "HDL cholesterol", "Lipoprotein(a)", "blood-pressure medicine",
    ]);
  });
});
