import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Card, CatalogConcept, Effect, Gain, Together } from "../engine/api";
import { Locale, mergeCatalogues, type Catalogue, type Language } from "../locale";
import { Units } from "../units";
import { changeText, effectFor, effectsFor, effectText, fewerText, gainFor, gainInterval, gainSentence, harmText, noGainText, nntText, plainEffects, togetherText } from "./gain-words";

const folder = new URL("../../locales/", import.meta.url);
const localeOf = (language: Language): Locale => {
  const files = readdirSync(new URL(`${language}/`, folder)).map((name) => JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), "utf8")) as Catalogue);
  return new Locale(language, mergeCatalogues(files));
};
const [en, zh] = [localeOf("en"), localeOf("zh")];
const concept = (id: string, canonical: string, units: CatalogConcept["units"]): CatalogConcept => ({ id, canonical, units }) as CatalogConcept;
const concepts = [
  concept("ldl", "mg/dL", [{ unit: "mg/dL", factor: 1, offset: 0, us: true, si: false }, { unit: "mmol/L", factor: 38.67, offset: 0, us: false, si: true }]),
  concept("hba1c", "%", [{ unit: "%", factor: 1, offset: 0, us: true, si: false }, { unit: "mmol/mol", factor: 0.09148, offset: 2.152, us: false, si: true }]),
  concept("sbp", "mm[Hg]", [{ unit: "mm[Hg]", factor: 1, offset: 0, us: true, si: true }]),
];
const us = new Units(concepts, "us", {}, en);
const si = new Units(concepts, "si", {}, en);

const gain = (more: Partial<Gain> = {}): Gain => ({ outcome: "ascvd", basis: "x", horizonYears: 10, baseline: 0.117, after: 0.086, reduction: 0.031, low: 0.018, high: 0.046, nnt: 32.3, path: "direct", effects: [], sources: [], outline: false, notes: [], ...more });
const effect = (more: Partial<Effect>): Effect => ({ id: "a.1", target: "sbp", measure: "md", mean: -3.2, low: -4.2, high: -2.3, unit: "mmHg", per: "", path: "risk_factor", source: "s", verification: "V2", intervalOrigin: "seen", ...more });

describe("a gain in words", () => {
  it("counts people of 100, says about, and promises nothing", () => {
    expect(fewerText(en, gain())).toBe("About 3 fewer of 100");
    expect(fewerText(zh, gain())).toBe("每100人约少3人");
    expect(gainSentence(en, gain(), "patient")).toBe("Of 100 people like you, about 12 have a heart attack or stroke within 10 years; with this, about 9.");
    expect(gainSentence(zh, gain(), "patient")).toMatch(/约有12人会发生心肌梗死或卒中；这样做之后约为9人。$/);
    for (const language of [en, zh]) expect(gainSentence(language, gain(), "patient")).not.toMatch(/you will|您将/);
  });

  it("keeps a small gain in the same 100, and says what it is of 1,000", () => {
    const small = gain({ reduction: 0.0043, low: 0.002, high: 0.007 });
    expect(fewerText(en, small)).toBe("Fewer than 1 of 100");
    expect(gainSentence(en, small, "patient")).toContain("That is about 4 of 1,000.");
    expect(gainInterval(en, small)).toBe("Most likely between 2 and 7 fewer of 1,000.");
  });

  it("tells its range in people, and none where trials gave none", () => {
    expect(gainInterval(en, gain())).toBe("Most likely between 2 and 5 fewer of 100.");
    expect(gainInterval(en, gain({ low: -0.004 }))).toBe("Most likely between none and 5 fewer of 100.");
    const { low: _low, high: _high, ...open } = gain();
    expect(gainInterval(en, open)).toBe(en.t("gain.intervalNone"));
  });

  it("rounds a number to treat up, and puts harm in the same people", () => {
    expect(nntText(en, gain())).toContain("NNT 33");
    const harm = { outcome: "af_hospital", years: 4.9, baseline: 0.021, after: 0.031, increase: 0.01, source: { id: "x", citation: "Bhatt 2019" }, verification: "V2" };
    expect(harmText(en, { harm })).toMatch(/about 5 years, 31 of 1,000 people with it and 21 without it .* 10 more of 1,000 .*Bhatt 2019/);
    expect(harmText(zh, { harm })).toContain("多10人");
    expect(harmText(en, {})).toBeUndefined();
  });

  it("says how many more manage it", () => {
    const quit = effect({ target: "abstinence_6m", measure: "rr", path: "behaviour", mean: 2.24, control: 0.111, treated: 0.256, extra: 0.145 });
    expect(plainEffects([quit])).toEqual([quit]);
    expect(effectFor(en, us, quit, "patient")).toBe("Not smoking after 6 months: about 15 more of 100 (26 with it, 11 without)");
    expect(effectFor(zh, us, quit, "patient")).toContain("约多15人");
    expect(effectFor(en, us, quit, "clinician")).toMatch(/relative risk 2\.24.*; 15 more of 100 \(26 with it, 11 without\)/);
  });

  it("of several steps names each, what is counted and of how many", () => {
    const joint = { ...gain(), counted: [{ action: "diet_dash", effects: [], alone: 0.02 }, { action: "ex_taichi", effects: [], alone: 0.02 }], left: [] } as unknown as Together;
    expect(togetherText(en, joint, "patient")).toBe(
      "Done together: “DASH eating pattern” and “Tai chi”. Of 100 people like you, about 12 have a heart attack or stroke within 10 years; with this, about 9. Worked out as one, not added up.",
    );
    expect(togetherText(zh, joint, "patient")).toMatch(/^一起做：“得舒（DASH）膳食模式”和“太极拳”。.*约有12人/);
  });

  it("says honestly that there is no figure, and why", () => {
    const card = { action: "a", status: "recommend", noGain: "observational" } as unknown as Card;
    expect(noGainText(en, card, "patient")).toMatch(/^No figure for you: people who do this do better/);
    expect(noGainText(en, { ...card, noGain: "a_key_of_tomorrow" }, "clinician")).toMatch(/^No absolute figure: no trial/);
  });
});

describe("what nobody checked", () => {
  const step = { action: "a", status: "recommend", gain: gain({ notes: ["unverified"] }), effects: [effect({ verification: "U" }), effect({ id: "b", target: "ldl" })] } as unknown as Card;

  it("is no figure for a patient, who is told that there is one", () => {
    expect(gainFor(step, "patient")).toBeUndefined();
    expect(noGainText(en, step, "patient")).toBe("No figure for you: there is a figure, but nobody has checked it against its source yet.");
    expect(noGainText(zh, step, "patient")).toContain("还没有人与来源核对过");
    expect(effectsFor(step, "patient").map((one) => one.id)).toEqual(["b"]);
  });

  it("is a figure for a clinician, and marked", () => {
    expect(gainFor(step, "clinician")).toBe(step.gain);
    expect(effectsFor(step, "clinician")).toHaveLength(2);
    for (const language of [en, zh]) expect(language.has("gain.notes.unverified")).toBe(true);
  });

  it("hides nothing that was checked", () => {
    const checked = { ...step, gain: gain({ notes: ["range_not_interval"] }) } as unknown as Card;
    for (const reader of ["patient", "clinician"] as const) expect(gainFor(checked, reader)).toBe(checked.gain);
  });
});

describe("what trials measured", () => {
  it("is said in the unit shown; a difference loses an offset", () => {
    expect(effectText(en, us, effect({}))).toBe("Upper blood pressure: about 3.2 mmHg lower (between 2.3 and 4.2 mmHg)");
    expect(effectText(en, us, effect({ target: "ldl", mean: -0.25, low: -0.3, high: -0.2, unit: "mmol/L" }))).toContain("about 9.7 mg/dL lower");
    expect(effectText(en, si, effect({ target: "ldl", mean: -0.25, low: -0.3, high: -0.2, unit: "mmol/L" }))).toContain("about 0.25 mmol/L lower");
    expect(changeText(en, si, "hba1c", 0.73, "%")).toBe("8 mmol/mol");
    expect(effectText(en, us, effect({ target: "ldl", measure: "pct", mean: -40, low: -49, high: -30, unit: "%" }))).toBe("LDL cholesterol: about 40% lower (between 30 and 49%)");
  });

  it("tells a patient no share without the number it is a share of", () => {
    const list = [effect({}), effect({ id: "b", measure: "hr", target: "mace", mean: 0.69 }), effect({ id: "c", path: "association", measure: "md" }), effect({ id: "d", used: "upper", target: "ldl" })];
    expect(plainEffects(list).map((one) => one.id)).toEqual(["a.1"]);
    expect(effectText(en, us, effect({ measure: "hr", target: "mace", mean: 0.69, low: 0.53, high: 0.91, path: "outcome" }))).toContain("hazard ratio 0.69 (95% interval 0.53 to 0.91)");
  });
});
