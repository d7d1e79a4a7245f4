/** Invented people for the tests of this folder. No number here is a result of any equation. */
import type { Assessed, AssessOptions, Card, Finding, InputUsed, Score } from "../engine/api";

const regions: Record<string, string> = { CN: "cn", GB: "uk", US: "us" };

const day = "2026-03-12";
const used = (id: string, value: number, unit?: string, more: Partial<InputUsed> = {}): InputUsed => ({
  id, value, ...(unit === undefined ? {} : { unit }), status: "found", date: day, facts: [1], ...more,
});
const word = (id: string, value: string, more: Partial<InputUsed> = {}): InputUsed => ({ id, word: value, status: "found", date: day, facts: [2], ...more });

const inputs: InputUsed[] = [
  used("age", 58, "a"), word("sex", "female"), used("sbp", 148, "mm[Hg]"), used("total_chol", 212, "mg/dL"), used("hdl", 61, "mg/dL"),
  used("egfr", 72, "mL/min/{1.73_m2}", { status: "derived" }), word("smoking", "current"), used("diabetes", 1), used("antihypertensive", 0, undefined, { status: "presumed" }),
  used("statin", 0, undefined, { status: "presumed" }),
];

const ascvd: Score = {
  id: "prevent-base-10y-ascvd", family: "prevent", question: "cardiovascular", outcome: "ascvd", horizonYears: 10, unit: "probability",
  assessment: { answer: "computed", value: 0.117 },
  inputs,
  attribution: {
    reference: 0.027, person: 0.117,
    parts: [
      { input: "sbp", amount: 0.034, reference: 110, modifiable: true },
      { input: "smoking", amount: 0.031, reference: 0, modifiable: true },
      { input: "diabetes", amount: 0.023, reference: 0, modifiable: false },
      { input: "total_chol", amount: 0.0065, reference: 170, modifiable: true },
      { input: "egfr", amount: 0.0035, reference: 90, modifiable: false },
      { input: "hdl", amount: -0.008, reference: 50, modifiable: false },
    ],
  },
  sensitivity: [
    { input: "uacr", why: "absent", low: 0.098, high: 0.168 },
    { input: "statin", why: "presumed", low: 0.101, high: 0.117 },
    { input: "hba1c", why: "absent", low: 0.109, high: 0.141 },
  ],
  studied: "yes",
};

const computed = (id: string, family: string, question: string, outcome: string, unit: string, value: number, more: Partial<Score> = {}): Score => ({
  id, family, question, outcome, unit, assessment: { answer: "computed", value }, inputs: [], sensitivity: [], ...more,
} as Score);

const others: Score[] = [
  computed("prevent-base-10y-total_cvd", "prevent", "cardiovascular", "total_cvd", "probability", 0.164, { horizonYears: 10 }),
  computed("prevent-base-10y-heart_failure", "prevent", "cardiovascular", "heart_failure", "probability", 0.0062, { horizonYears: 10 }),
  computed("prevent-base-30y-ascvd", "prevent", "cardiovascular", "ascvd", "probability", 0.41, { horizonYears: 30 }),
  {
    ...computed("china-par-10y-ascvd", "china_par", "cardiovascular", "ascvd", "probability", 0, { horizonYears: 10 }),
    assessment: { answer: "needsInput", missing: [{ input: "waist" }] },
  },
  computed("ckd-epi-2021-creatinine", "ckd_epi", "kidney_function", "egfr", "mL/min/{1.73_m2}", 72, { band: "G2" }),
  {
    ...computed("ckd-epi-2012-cystatin", "ckd_epi", "kidney_function", "egfr", "mL/min/{1.73_m2}", 0),
    assessment: { answer: "needsInput", missing: [{ input: "cystatin_c" }] },
  },
  computed("fib4", "fib4", "liver", "fib4", "1", 1.12, { band: "low" }),
  computed("bmi", "bmi", "body", "bmi", "kg/m2", 27.4, { band: "overweight" }),
  {
    ...computed("ldl-friedewald", "ldl", "lipids", "ldl", "mg/dL", 0),
    assessment: { answer: "notApplicable", reasons: [{ key: "aboveRange", input: "triglycerides", args: { value: "460", limit: "400", unit: "mg/dL" } }] },
  },
];

const finding = (concept: string, input: InputUsed, more: Partial<Finding> = {}): Finding => ({
  concept, input, notes: [], earlier: [], from: "my-record.json, Observation 17", code: "LOINC 8480-6", ...more,
});
const findings: Finding[] = [
  finding("sbp", used("sbp", 148, "mm[Hg]"), {
    notes: ["meanOfDay"],
    earlier: [{ date: "2024-05-02", value: 139, fact: 1 }, { date: "2025-04-11", value: 142, fact: 2 }, { date: "2025-10-20", value: 145, fact: 3 }],
  }),
  finding("dbp", used("dbp", 86, "mm[Hg]")),
  finding("total_chol", used("total_chol", 212, "mg/dL"), { from: "labs.csv, row 4", code: "LOINC 2093-3" }),
  finding("hdl", used("hdl", 61, "mg/dL"), { from: "labs.csv, row 5", code: "LOINC 2085-9" }),
  finding("egfr", used("egfr", 72, "mL/min/{1.73_m2}", { status: "derived" }), { notes: ["recomputed"], from: "CKD-EPI 2021", code: "" }),
  finding("hba1c", used("hba1c", 7.1, "%", { status: "old", date: "2024-01-15" }), { notes: ["old"] }),
  finding("smoking", word("smoking", "current"), { code: "LOINC 72166-2" }),
  finding("diabetes", used("diabetes", 1), { from: "my-record.json, Condition 3", code: "ICD-10-CM E11.9" }),
  finding("weight", used("weight", 84, "kg")),
];

const source = { id: "uspstf_tobacco_2021", citation: "USPSTF. Interventions for tobacco smoking cessation. JAMA 2021", doi: "10.1001/jama.2020.25019" };
const card = (action: string, category: string, more: Partial<Card> = {}): Card => ({
  action, status: "recommend", category, urgent: false, tier: "A", grade: "A", verification: "V2", clinicianRequired: false, burden: "low", cautions: [],
  because: [], asks: [], presumed: [], rank: [], interactionsKnown: 0, sources: [source], ...more,
});
const recommendations: Assessed["recommendations"] = {
  critical: [],
  cards: [
    card("smk_counselling", "smoking", { burden: "high", because: [{ name: "smoking", kind: "field", value: "current", test: "== current" }] }),
    card("diet_dash", "diet", { burden: "medium", because: [{ name: "sbp", kind: "field", value: "148", test: ">= 120" }] }),
    card("med_bp_start", "medication", { clinicianRequired: true, because: [{ name: "sbp", kind: "field", value: "148", test: ">= 140" }], asks: ["pregnant"] }),
    card("diet_sodium", "diet", {}), card("ex_aerobic", "exercise", {}), card("scr_crc", "screening", { status: "discuss", tier: "B" }),
  ],
  held: [
    { action: "med_aspirin_primary_discuss", status: "not_eligible", clause: "eligible", because: [{ name: "age", kind: "field", value: "58", test: "< 60" }] },
    { action: "diet_salt_substitute", status: "blocked", clause: "exclude", because: [{ name: "acei", kind: "med", value: "true" }] },
  ],
  interactions: [],
  questions: [{ name: "pregnant", kind: "field", actions: ["med_bp_start"], change: { actions: 1, benefit: 0 } }, { name: "pack_years", kind: "field", actions: ["scr_lung"], change: { actions: 1, benefit: 0 } }],
  regionUnknown: false,
};

/** As the engine answers for a child or for who has died. */
const none = (noList: string): Assessed["recommendations"] => ({ noList, critical: [], cards: [], held: [], interactions: [], questions: [], regionUnknown: false });

const base = (): Assessed => ({
  asOf: "2026-03-14",
  person: { age: 58, ageUncertain: false, sex: "female", deceased: false, child: false },
  region: "us",
  findings,
  notUnderstood: [{ list: "medicine", text: "herbal mix no. 4", fact: 40 }],
  presumed: ["antihypertensive", "statin"],
  headline: { score: ascvd.id, studied: "yes" },
  scores: [ascvd, ...others],
  recommendations,
  provenance: { version: "0.1.0", factsDate: "2026-03-01", factsOld: false, inputsHash: "9f2c4e7ab1d05533c0ffee00aa11bb22cc33dd44ee55ff660011223344556677" },
});

const withHeadline = (assessed: Assessed, change: Partial<Score>): Assessed => ({
  ...assessed, scores: [{ ...ascvd, ...change } as Score, ...others],
});
const without = (score: Score, change: Partial<Score>): Partial<Score> => {
  const rest: Partial<Score> = { ...score, sensitivity: [] };
  delete rest.attribution;
  return { ...rest, ...change };
};

/** The reply of one state. */
export function assessedFor(state: string, options: AssessOptions): Assessed {
  const assessed = base();
  const region = options.country === undefined ? undefined : (regions[options.country] ?? "other");
  switch (state) {
    case "noregion":
      if (region !== undefined) return { ...assessed, region };
      delete assessed.region;
      if (assessed.headline !== undefined) delete assessed.headline.studied;
      return { ...assessed, recommendations: { ...recommendations, regionUnknown: true } };
    case "elsewhere":
      return { ...assessed, region: "uk", headline: { score: ascvd.id, studied: "no", passedOver: [["qrisk3", "notShipped"]] } };
    case "low":
      return withHeadline(assessed, {
        assessment: { answer: "computed", value: 0.0042 },
        attribution: { reference: 0.0021, person: 0.0042, parts: [{ input: "total_chol", amount: 0.0014, reference: 170, modifiable: true }, { input: "sbp", amount: 0.0007, reference: 110, modifiable: true }] },
        sensitivity: [],
      });
    case "needs": {
      const { attribution: _unused, ...bare } = ascvd;
      return {
        ...assessed,
        scores: [{ ...bare, assessment: { answer: "needsInput", missing: [{ input: "hdl", range: [0.09, 0.15] }, { input: "smoking", range: [0.08, 0.117] }] }, sensitivity: [] }, ...others],
      };
    }
    case "notapplicable": {
      const { attribution: _unused, ...bare } = ascvd;
      return {
        ...assessed,
        scores: [{ ...bare, assessment: { answer: "notApplicable", reasons: [{ key: "existingDisease", input: "mi" }] }, sensitivity: [] }, ...others],
      };
    }
    case "child":
      return { ...withHeadline(assessed, without(ascvd, { assessment: { answer: "notApplicable", reasons: [{ key: "child", input: "age", args: { value: "9" } }] } })), person: { age: 9, ageUncertain: false, sex: "male", deceased: false, child: true }, recommendations: none("child") };
    case "deceased":
      return { ...withHeadline(assessed, without(ascvd, { assessment: { answer: "notApplicable", reasons: [{ key: "deceased" }] } })), person: { age: 81, ageUncertain: false, sex: "male", deceased: true, child: false }, recommendations: none("deceased") };
    case "nosex":
      return { ...withHeadline(assessed, without(ascvd, { assessment: { answer: "needsInput", missing: [{ input: "sex", range: [0.09, 0.14] }] } })), person: { age: 58, ageUncertain: true, deceased: false, child: false } };
    case "noheadline": {
      delete assessed.headline;
      return { ...assessed, scores: others };
    }
    case "critical":
      return {
        ...assessed,
        recommendations: {
          ...recommendations,
          critical: [{ id: "potassium-high-6.5", concept: "potassium", value: 6.8, unit: "mmol/L", urgency: "call_emergency_now", facts: [7], source: "UK Kidney Association, Treatment of acute hyperkalaemia in adults, 2023" }],
        },
      };
    default:
      return assessed;
  }
}
