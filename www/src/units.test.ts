import { describe, expect, it } from "vitest";
import type { CatalogConcept, CatalogUnit } from "./engine/api";
import { Locale } from "./locale";
import { type System, Units } from "./units";

const unit = (unit: string, factor: number, more: { offset?: number; us?: boolean; si?: boolean } = {}): CatalogUnit => ({ unit, factor, offset: 0, us: false, si: false, ...more });
const concepts: CatalogConcept[] = [
  { id: "total_chol", kind: "number", en: "", zh: "", canonical: "mg/dL", units: [unit("mg/dL", 1, { us: true }), unit("mmol/L", 38.67, { si: true }), unit("g/L", 100)] },
  { id: "hba1c", kind: "number", en: "", zh: "", canonical: "%", units: [unit("%", 1, { us: true }), unit("mmol/mol", 0.09148, { offset: 2.152, si: true })] },
  { id: "sbp", kind: "number", en: "", zh: "", canonical: "mm[Hg]", units: [unit("mm[Hg]", 1, { us: true, si: true }), unit("kPa", 7.500617)] },
];
const units = (system: System, fields: Record<string, string> = {}): Units => new Units(concepts, system, fields, new Locale("en", {}));

describe("units", () => {
  it("shows each system's unit", () => {
    expect(units("us").write("total_chol", 212)).toBe("212 mg/dL");
    expect(units("si").write("total_chol", 212)).toBe("5.48 mmol/L");
    expect(units("si").write("sbp", 148)).toBe("148 mmHg");
  });
  it("keeps the zero, so that values of one concept have the same decimals", () => {
    expect(units("si").write("total_chol", 4.2 * 38.67)).toBe("4.20 mmol/L");
    expect(units("us").write("hba1c", 7)).toBe("7.0%");
    expect(units("us").answer("total_chol", 212, "mg/dL").text).toBe("212");
    expect(units("si").answer("total_chol", 212, "mg/dL").label).toBe("mmol/L");
    expect(units("si").answer("fib4", 1.1, "1").text).toBe("1.10");
  });
  it("honours an offset both ways", () => {
    expect(units("si").write("hba1c", 7)).toBe("53 mmol/mol");
    expect(units("si").canonical("hba1c", 53)).toBeCloseTo(7.0004, 3);
    expect(units("us").write("hba1c", 7.1)).toBe("7.1%");
  });
  it("comes back to the canonical number from every unit", () => {
    for (const concept of concepts) {
      for (const unit of concept.units ?? []) {
        expect(units("us").canonical(concept.id, units("us").show(concept.id, 123.4, unit.unit).value, unit.unit)).toBeCloseTo(123.4, 9);
      }
    }
  });
  it("writes what a score answers in the reader's units where it is a measure, and as it is where it is none", () => {
    expect(units("si").answer("total_chol", 212, "mg/dL").both).toBe("5.48 mmol/L");
    expect(units("si").answer("risk", 3, "points").both).toBe("3 points");
  });
  it("lets a field turn alone", () => {
    expect(units("us", { total_chol: "mmol/L" }).write("total_chol", 212)).toBe("5.48 mmol/L");
    expect(units("us", { total_chol: "furlong" }).write("total_chol", 212)).toBe("212 mg/dL");
  });
  it("offers canonical and preferred units only", () => {
    expect(units("us").choices("total_chol").map((choice) => choice.unit)).toEqual(["mg/dL", "mmol/L"]);
    expect(units("us").choices("nothing")).toEqual([]);
  });
});
