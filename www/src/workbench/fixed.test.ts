import { describe, expect, it } from "vitest";
import { isFixed } from "./fixed";

describe("what nobody can change", () => {
  it("is told by headings in both languages, and by their meaning", () => {
    for (const name of ["age", "Age (years)", "sex", "Gender", "年龄", "性别", "patient_sex", "family_history", "身高(cm)"]) expect(isFixed(name), name).toBe(true);
    for (const name of ["sbp", "dosage", "stage", "average_steps", "体重", "smoker"]) expect(isFixed(name), name).toBe(false);
    expect(isFixed("x1", [{ name: "x1", meaning: { concept: "age", unit: "a" } }])).toBe(true);
    expect(isFixed("x1", [{ name: "x2", meaning: { concept: "age", unit: "a" } }])).toBe(false);
  });
});
