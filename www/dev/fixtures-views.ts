/** Invented replies for the second list of views, on top of `fixtures.ts`. No number here is a result of any equation. */
import type { Assessed, Bedside, Because, Card, Catalog, Held, Patient } from "../src/engine/api";
import { engineFor } from "./engine";
import { assessedFor, catalog, records } from "./fixtures";

const origin = (place: string, file = "my-record.json") => ({ file, place });

const record: Patient = {
  ...(records[0] as Patient),
  files: ["my-record.json", "labs.csv"],
  conditions: {
    state: "recorded",
    entries: [
      { id: 20, codes: [{ system: "icd10", code: "E11.9" }], text: "Type 2 diabetes mellitus", clinical: "active", onset: "2019", origin: origin("Condition 3") },
      { id: 21, text: "Atrial fibrillation", clinical: "resolved", onset: "2015", origin: origin("Condition 4") },
      { id: 22, text: "Chronic fatigue after travel", clinical: "active", origin: origin("Condition 7") },
    ],
  },
  medications: {
    state: "recorded",
    entries: [
      { id: 30, text: "Metformin 1,000 mg", status: "current", dose: { mgPerDay: 2000, text: "1,000 mg twice a day" }, start: "2019-06", origin: origin("MedicationStatement 1") },
      { id: 31, text: "Ibuprofen 400 mg", status: "current", dose: { text: "when needed" }, origin: origin("MedicationStatement 2") },
      { id: 32, text: "Simvastatin 20 mg", status: "past", end: "2024-02-04", origin: origin("MedicationStatement 3") },
      { id: 40, text: "herbal mix no. 4", status: "current", origin: origin("MedicationStatement 5") },
    ],
  },
  allergies: { state: "recorded", entries: [{ id: 35, text: "Penicillin", origin: origin("AllergyIntolerance 1") }] },
  other: Array.from({ length: 11 }, (_, at) => ({ id: 60 + at, text: ["Zinc", "Iron binding capacity", "Free T4"][at % 3] ?? "", value: 12.4 + at, unit: "umol/L", date: "2026-03-12", origin: origin(`row ${at + 9}`, "labs.csv") })),
  setAside: [
    { id: 50, concept: "egfr", text: "eGFR", shown: "155", date: "2026-03-12", reason: "contradicts", ...({ kept: {} } as object), origin: origin("Observation 22") },
    { id: 51, concept: "sbp", text: "Blood pressure", shown: "190/20", date: "2021-01-02", reason: "enteredInError", origin: origin("Observation 3") },
    { id: 52, concept: "weight", text: "Weight", shown: "840 kg", date: "2026-03-12", reason: "hardRange", args: { limit: "400" }, ...({ given: { value: 840, unit: "kg" } } as object), origin: origin("Observation 41") },
  ],
};

const field = (name: string, value: string, test: string): Because => ({ name, kind: "field", value, test });
const source = { id: "a", citation: "Whelton PK et al. Guideline for high blood pressure in adults. 2025", doi: "10.1000/example.1" };
const card = (action: string, more: Partial<Card> = {}): Card => ({
  action, status: "recommend", category: "diet", urgent: false, tier: "A", grade: "1/A", verification: "V2", clinicianRequired: false, burden: "low", cautions: [],
  because: [field("sbp", "148", ">= 130")], asks: [], presumed: [], interactionsKnown: 0, sources: [source], ...more,
});

const cards: Card[] = [
  card("med_nsaid_stop", { status: "avoid", tier: "X", category: "medication-review", verification: "U", because: [{ name: "ibuprofen", kind: "med", value: "true" }] }),
  card("smk_varenicline", { category: "smoking", burden: "high", because: [field("smoking", "current", "== current")] }),
  card("diet_dash", { burden: "medium", cautions: ["potassium_raising_drug", "ckd_g4_potassium_phosphate"] }),
  card("med_statin_moderate", { category: "medication-review", clinicianRequired: true, interactionsKnown: 5, presumed: ["cirrhosis", "gout"], because: [field("ldl", "3.4", ">= 1.8"), { name: "t2d", kind: "dx", value: "true" }] }),
  card("scr_crc", { status: "discuss", tier: "B", grade: "B", category: "screening", sources: [{ id: "b", citation: "USPSTF, Screening for colorectal cancer, 2021" }] }),
  card("diet_sodium", { verification: "U" }),
  card("med_rasi_albuminuria", { status: "needs_data", category: "medication-review", clinicianRequired: true, interactionsKnown: 1, asks: ["pregnant", "angioedema"], because: [] }),
];
const held: Held[] = [
  { action: "med_aspirin_primary_discuss", status: "not_eligible", clause: "eligible", because: [field("age", "58", "< 60")] },
  { action: "diet_salt_substitute", status: "blocked", clause: "exclude", because: [field("egfr", "55", "< 60")] },
  { action: "ex_resistance", status: "declined", clause: "declined", because: [] },
  { action: "vax_rsv", status: "not_eligible", clause: "region", because: [{ name: "region", kind: "region", value: "cn" }] },
];

/** The full reply of a state of these views. */
function reply(state: string, country: string | undefined): Assessed {
  const base = assessedFor(state === "critical" ? "critical" : "overview", {});
  const recommendations: Assessed["recommendations"] = {
    ...base.recommendations,
    cards: state === "urgent" ? [card("urgent_assessment", { urgent: true, because: [field("potassium", "6.2", ">= 6")] }), ...cards] : cards,
    held,
    interactions: [
      { id: "ix001", kind: "drug-drug", a: "simvastatin", b: "clarithromycin", severity: "contraindicated", because: [{ name: "simvastatin", kind: "med" }, { name: "clarithromycin", kind: "med" }], verification: "G", sources: [source] },
      { id: "ix020", kind: "drug-drug", a: "lithium", b: "ibuprofen", severity: "major", because: [], verification: "U", sources: [] },
    ],
    questions: [
      { name: "pregnant", kind: "field", actions: ["med_rasi_albuminuria", "med_statin_moderate"] },
      { name: "angioedema", kind: "dx", actions: ["med_rasi_albuminuria"] },
      { name: "uacr", kind: "input", scores: ["prevent-uacr-10y-ascvd"] },
      { name: "pack_years", kind: "field", actions: ["scr_lung"] },
    ],
    regionUnknown: state === "noregion" && country === undefined,
  };
  if (state === "nothing") {
    return { ...base, findings: [], notUnderstood: [], presumed: [], recommendations: { ...recommendations, cards: [], interactions: [], questions: [] } };
  }
  return {
    ...base,
    notUnderstood: [{ list: "medicine", text: "herbal mix no. 4", fact: 40 }, { list: "condition", text: "Chronic fatigue after travel", fact: 22 }],
    presumed: ["cirrhosis", "hf"],
    recommendations,
  };
}

const pickers = {
  conditions: [["gout", "痛风"], ["af", "心房颤动"], ["hf", "心力衰竭"], ["copd", "慢阻肺"], ["t2d", "2型糖尿病"], ["osteoporosis", "骨质疏松"], ["cirrhosis", "肝硬化"]].map(([name, zh]) => ({ name, zh: [zh] })),
  medicines: [["metformin", "二甲双胍"], ["atorvastatin", "阿托伐他汀"], ["amlodipine", "氨氯地平"], ["ibuprofen", "布洛芬"]].map(([name, zh]) => ({ name, zh: [zh] })),
  allergies: [["aspirin_allergy", "阿司匹林过敏"], ["fish_allergy", "鱼类过敏"]].map(([name, zh]) => ({ name, zh: [zh] })),
};

/** A made-up table of people as CSV. */
export function people(n: number): string {
  const lines = ["id,name,age,sex,sbp,total_chol"];
  for (let i = 0; i < n; i += 1) lines.push(`${i + 1},Person ${i + 1},${35 + (i % 50)},${i % 2 ? "male" : "female"},${110 + (i % 70)},${i % 9 ? 160 + (i % 90) : ""}`);
  return lines.join("\n");
}

const wait = (time: number): Promise<void> => new Promise((done) => setTimeout(done, time));

/** The engine of these views. */
export function viewsEngine(state: string): Bedside {
  const base = engineFor("overview");
  return {
    ...base,
    catalog: () => Promise.resolve({ ...catalog, pickers } as Catalog),
    read: (files) =>
      Promise.resolve({
        patients: [state === "nothing" ? {} : record],
        files: [
          { file: files[0]?.name ?? "", format: "fhir-json", facts: 18 },
          { file: "labs.csv", format: "csv", facts: 6, unmapped: [{ heading: "chol", examples: ["5.4", "6.1"] }, { heading: "腰", examples: ["88"] }] },
        ],
      }),
    assess: (_record, options) => Promise.resolve(reply(state, options.country)),
    batch: async (file, _options, calling) => {
      const data = "data" in file && file.data instanceof Uint8Array ? file.data : new Uint8Array();
      const lines = new TextDecoder().decode(data).trim().split("\n");
      const total = lines.length - 1;
      const out = [`${lines[0]},prevent-base-10y-ascvd,ckd_epi-2021-creatinine,reason`];
      for (let at = 1; at <= total; at += 1) {
        const age = Number(lines[at]?.split(",")[2]);
        const none = lines[at]?.endsWith(",") === true;
        out.push(`${lines[at]},${none ? "" : (((age - 30) / 50) ** 2 * 0.3 + (at % 17) / 400).toFixed(4)},${none ? "" : 70 + (at % 40)},${none ? "needs total_chol" : ""}`);
        if (at % Math.ceil(total / 50) === 0) {
          calling?.onProgress?.({ stage: "batch", done: at, total });
          await wait(state === "slow" ? 200 : 0);
          if (calling?.signal?.aborted === true) return { value: out.join("\n"), stopped: true };
        }
      }
      return { value: out.join("\n"), stopped: false };
    },
    selfCheck: () =>
      Promise.resolve(
        ["prevent-base-10y-ascvd", "prevent-base-30y-ascvd", "china_par-10y-ascvd", "ckd_epi-2021-creatinine"].map((id, at) => ({
          id, name: `example ${at + 1}`, expected: 0.1 + at / 7, got: 0.1 + at / 7 + (state === "differs" && at === 2 ? 0.01 : 0),
          difference: state === "differs" && at === 2 ? 0.01 : at * 1e-16, agrees: !(state === "differs" && at === 2),
        })),
      ),
  };
}
