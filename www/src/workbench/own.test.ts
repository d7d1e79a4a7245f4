import { describe, expect, it } from "vitest";
import type { Assessed, CatalogConcept } from "../engine/api";
import { Locale } from "../locale";
import { Units } from "../units";
import { known, ownAnswer, ownModel, type OwnField } from "./own";

const unit = (name: string, factor: number) => ({ unit: name, factor, offset: 0, us: false, si: false });
const concepts = [
  { id: "total_chol", canonical: "mmol/L", units: [unit("mmol/L", 1), unit("mg/dL", 0.02586)] },
  { id: "sbp", canonical: "mm[Hg]", units: [unit("mm[Hg]", 1)] },
] as unknown as CatalogConcept[];
const units = new Units(concepts, "si", {}, new Locale("en", {}));
const finding = (concept: string, input: object) => ({ concept, input });
const assessed = { person: { age: 61, sex: "female" }, findings: [finding("total_chol", { value: 5.172 }), finding("sbp", { value: 141 }), finding("smoking", { word: "former" })] } as unknown as Assessed;
const of = (meaning: OwnField["meaning"], more: Partial<OwnField> = {}): string => known({ name: "x", ...(meaning === undefined ? {} : { meaning }), ...more }, assessed, units);

describe("a field", () => {
  it("is filled where the heading says what it is and in which unit", () => {
    expect(of({ concept: "age", unit: "" })).toBe("61");
    expect(of({ concept: "total_chol", unit: "mg/dL" })).toBe("200");
    expect(of({ concept: "sbp", unit: "mmHg" })).toBe("141");
    expect(of({ concept: "sbp", unit: "" })).toBe("141");
    expect(of({ concept: "sex", unit: "" }, { words: ["男", "女"] })).toBe("女");
    expect(of({ concept: "smoking", unit: "" }, { words: ["never", "former"] })).toBe("former");
  });
  it("is left open where that is not sure", () => {
    expect(of({ concept: "total_chol", unit: "" })).toBe("");
    expect(of({ concept: "total_chol", unit: "stones" })).toBe("");
    expect(of({ concept: "smoking", unit: "" }, { words: ["0", "1"] })).toBe("");
    expect(of({ concept: "hba1c", unit: "%" })).toBe("");
    expect(of(undefined)).toBe("");
  });
});

describe("a model of one's own", () => {
  const text = JSON.stringify({
    scorer: {
      task: { task: "binary" },
      pipeline: { version: 1, columns: [{ name: "age", indicator: false, source: { kind: "number", day: false, low: null, high: null, fill: 50, knots: [] } }], regressions: [], center: [50], scale: [10], interactions: [], kept: [0], names: ["age"] },
      predictor: { kind: "linear", weights: [1], intercept: 0 },
    },
    training: { columns: [{ name: "age", spread: { kind: "numbers", least: 40, most: 60 } }] },
  });
  const model = ownModel(text, { id: 1, kind: "logistic", did: "" }, { age: { concept: "age", unit: "" } });
  it("says which columns the file keeps a curve of", () => {
    const kept = text.replace('"training":{', '"training":{"background":{"curves":[{"column":"age"}]},');
    expect(ownModel(kept, { id: 1, kind: "logistic", did: "" }, {}).fields).toEqual([{ name: "age", day: false, low: 40, high: 60, curve: true }]);
  });
  it("answers for what is typed and says what lies outside or is no number", () => {
    expect(model.fields).toEqual([{ name: "age", day: false, low: 40, high: 60, meaning: { concept: "age", unit: "" } }]);
    expect(ownAnswer(model, ["50"])).toEqual({ answer: 0.5, empty: [], wrong: [], outside: [] });
    expect(ownAnswer(model, ["70"]).outside).toEqual(["age"]);
    // No answer while a field cannot be read; a comma may be one of decimals or of thousands.
    expect(ownAnswer(model, ["old"])).toMatchObject({ answer: Number.NaN, wrong: ["age"] });
    expect(ownAnswer(model, ["1,000"])).toMatchObject({ answer: Number.NaN, wrong: ["age"] });
    expect(ownAnswer(model, ["50,5"])).toMatchObject({ wrong: [] });
    expect(ownAnswer(model, [""])).toMatchObject({ answer: Number.NaN, empty: [model.fields[0]?.name] });
  });
});
