import { describe, expect, it } from "vitest";
import { Locale } from "../locale";
import { fold, pickerEntries, search } from "./pickers-search";

const pickers = {
  conditions: [
    { name: "gout", en: ["Gout", "Gouty arthritis"], zh: ["痛风"] },
    { name: "af", labels: { en: "Atrial fibrillation", zh: "心房颤动" } },
    { name: "gout", en: ["again"] },
    { name: "meniere", en: ["Ménière's disease"], zh: ["梅尼埃病"] },
  ],
};
const locale = new Locale("en", { conditions: { gout: "Gout", af: "Atrial fibrillation" } });

describe("the search", () => {
  const entries = pickerEntries(pickers, "conditions", locale);

  it("finds a name in either language, whatever the page speaks", () => {
    expect(search(entries, "痛风").map((one) => one.name)).toEqual(["gout"]);
    expect(search(entries, "房颤").map((one) => one.name)).toEqual(["af"]);
    expect(search(entries, "心房").map((one) => one.label)).toEqual(["Atrial fibrillation"]);
    expect(search(entries, "GOUT").map((one) => one.name)).toEqual(["gout"]);
    expect(search(entries, "meniere s").map((one) => one.name)).toEqual(["meniere"]);
  });

  it("lists each name once and nothing for no text", () => {
    expect(entries.filter((one) => one.name === "gout")).toHaveLength(1);
    expect(search(entries, "  ")).toEqual([]);
    expect(search(entries, "xyz")).toEqual([]);
    expect(pickerEntries(undefined, "medicines", locale)).toEqual([]);
  });

  it("puts the name that is shown before other spellings, and the plain one first", () => {
    const entry = (label: string, ...more: string[]) => ({ name: label, label, spellings: [label, ...more].map(fold) });
    const some = [entry("Diabetic ketoacidosis, ever"), entry("Foot ulcer", "Diabetic foot"), entry("Gestational diabetes in a past pregnancy"), entry("Type 2 diabetes", "T2DM")];
    expect(search(some, "diab").map((one) => one.label)).toEqual(["Diabetic ketoacidosis, ever", "Type 2 diabetes", "Gestational diabetes in a past pregnancy", "Foot ulcer"]);
    expect(search(some, "diabetes")[0]?.label).toBe("Type 2 diabetes");
    expect(search(some, "t2dm").map((one) => one.label)).toEqual(["Type 2 diabetes"]);
  });

  it("puts whole names before beginnings and those before the rest", () => {
    const some = ["old iron", "iron", "iron sucrose", "environ"].map((name) => ({ name, label: name, spellings: [fold(name)] }));
    expect(search(some, "iron").map((one) => one.name)).toEqual(["iron", "iron sucrose", "old iron", "environ"]);
  });
});
