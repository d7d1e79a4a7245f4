/** What the review sheet lists, sorted into its groups. Plain data in, plain data out. */
import type { Assessed, Finding, Patient, Question } from "../engine/api";

/** Groups of values in reading order, with the concepts that belong to each. */
const members: readonly [string, readonly string[]][] = [
  ["heart", ["sbp", "dbp", "heart_rate", "lvef", "nt_probnp", "spo2"]],
  ["lipids", ["total_chol", "hdl", "ldl", "non_hdl", "triglycerides", "chol_hdl_ratio", "lpa", "lpa_mass", "apob"]],
  ["sugar", ["diabetes", "hba1c", "glucose_fasting", "glucose_random", "glucose_ogtt_2h"]],
  ["kidney", ["egfr", "creatinine", "cystatin_c", "uacr", "bun", "urate"]],
  ["liver", ["alt", "ast", "ggt", "alp", "bilirubin_total", "albumin"]],
  ["blood", ["platelets", "haemoglobin", "wbc", "mcv", "ferritin", "inr", "sodium", "potassium", "calcium", "magnesium", "phosphate", "bicarbonate", "hs_crp", "crp"]],
  ["body", ["age", "sex", "height", "weight", "bmi", "bsa", "waist", "bone_t_score", "vitamin_d", "tsh", "psa"]],
  ["life", ["smoking", "alcohol", "physical_activity", "cigarettes_per_day"]],
  ["mind", ["phq9", "phq9_item9", "gad7"]],
  ["medicines", ["statin", "antihypertensive"]],
];
const groupOf = new Map(members.flatMap(([group, ids]) => ids.map((id): [string, string] => [id, group])));
const orderOf = new Map(members.flatMap(([, ids]) => ids).map((id, at): [string, number] => [id, at]));

/** Notes that ask a person to look. */
const asking = new Set(["old", "unverifiedCode", "contradicts"]);

/** A finding that needs a look. */
export function needsLook(finding: Finding): boolean {
  return finding.input.status === "old" || finding.notes.some((note) => asking.has(note));
}

/** Values by group, groups and values in reading order; what no group names comes last. */
export function grouped(findings: readonly Finding[]): [string, Finding[]][] {
  const out = new Map<string, Finding[]>();
  for (const finding of [...findings].sort((a, b) => (orderOf.get(a.concept) ?? 999) - (orderOf.get(b.concept) ?? 999))) {
    const group = groupOf.get(finding.concept) ?? "rest";
    const list = out.get(group);
    if (list === undefined) out.set(group, [finding]);
    else list.push(finding);
  }
  const names = [...members.map(([name]) => name), "rest"];
  return names.flatMap((name): [string, Finding[]][] => {
    const list = out.get(name);
    return list === undefined ? [] : [[name, list]];
  });
}

/** Kinds of diabetes under both spellings: a "no" to diabetes says no to each. */
const KINDS = new Set(["diabetes_t1", "diabetes_t2", "t1d", "t2d"]);
const isNo = (finding: Finding): boolean => finding.input.value === 0 && finding.input.unit === undefined;

/** What is listed: age and sex, which every score needs, and each fact once. */
export function listed({ findings, person }: Pick<Assessed, "findings" | "person">): Finding[] {
  const noDiabetes = findings.some((one) => one.concept === "diabetes" && isNo(one));
  const rest = findings.filter((one) => !(noDiabetes && KINDS.has(one.concept) && isNo(one)));
  const who = (concept: "age" | "sex", input: Partial<Finding["input"]>): Finding[] =>
    findings.some((one) => one.concept === concept) ? [] : [{ concept, input: { id: concept, status: "found", facts: [], ...input }, notes: [], earlier: [], from: "" }];
  return [
    ...who("age", person.age === undefined ? {} : { value: person.age, unit: "a" }),
    ...who("sex", person.sex === undefined ? {} : { word: person.sex }),
    ...rest,
  ];
}

/** One entry of a problem, medicine or allergy list. */
export interface Entry {
  list: "conditions" | "medicines" | "allergies";
  fact: number;
  /** Name of the rules, when it was given by one. */
  name?: string;
  /** As written. */
  text: string;
  /** `active`, `resolved`, `past`, `refuted`, `suspected`. */
  status: string;
  dose?: string;
  date?: string;
  file: string;
  place?: string;
  code?: string;
  understood: boolean;
}

type Coded = { id: number; codes?: { code: string; display?: string }[]; text?: string; name?: string; origin: { file: string; place?: string } };

function base(list: Entry["list"], one: Coded, lost: ReadonlySet<number>): Omit<Entry, "status"> {
  const code = one.codes?.[0];
  const { name } = one;
  return {
    list,
    fact: one.id,
    ...(name === undefined || name === "" ? {} : { name }),
    text: one.text || code?.display || code?.code || name || "",
    file: one.origin.file,
    ...(one.origin.place ? { place: one.origin.place } : {}),
    ...(code === undefined ? {} : { code: code.code }),
    understood: !lost.has(one.id),
  };
}

/** Entries of the record's three lists, current ones first. */
export function entries(record: Patient, assessed: Assessed): Entry[] {
  const lost = new Set(assessed.notUnderstood.map((one) => one.fact));
  // What was answered with no stands among the values already.
  const answered = new Set(assessed.findings.filter(isNo).map((one) => one.concept));
  const no = (name: string): boolean => answered.has(name) || (KINDS.has(name) && answered.has("diabetes"));
  const told = (one: { verification?: string; concepts?: string[] }): boolean => one.verification === "refuted" && (one.concepts ?? []).length > 0 && (one.concepts ?? []).every(no);
  const conditions = (record.conditions?.entries ?? []).filter((one) => !told(one)).map((one): Entry => {
    const verified = one.verification === "refuted" || one.verification === "suspected" ? one.verification : undefined;
    const date = one.onset ?? one.recorded;
    const status = verified ?? (one.clinical === undefined || one.clinical === "unstated" ? "active" : one.clinical);
    return { ...base("conditions", one, lost), status, ...(date === undefined ? {} : { date }) };
  });
  const medicines = (record.medications?.entries ?? []).map((one): Entry => {
    const dose = one.dose?.text;
    const date = one.status === "past" ? (one.end ?? one.start) : one.start;
    return {
      ...base("medicines", one, lost),
      status: one.status ?? "current",
      ...(dose ? { dose } : {}),
      ...(date === undefined ? {} : { date }),
    };
  });
  const allergies = (record.allergies?.entries ?? []).map((one): Entry => ({ ...base("allergies", one, lost), status: one.verification === "refuted" ? "refuted" : "active" }));
  const rank = (entry: Entry): number => (/^(active|current|recurrence|relapse)$/.test(entry.status) ? 0 : 1);
  return [...conditions, ...medicines, ...allergies].sort((a, b) => rank(a) - rank(b));
}

/** Names taken as no, wherever they decided something, each once. */
export function presumedNames(assessed: Assessed): string[] {
  const names = new Set(assessed.presumed);
  for (const card of assessed.recommendations.cards) for (const name of card.presumed) names.add(name);
  return [...names];
}

/** Questions worth asking here: those that could move a score or a step, most telling first. */
export function questions(assessed: Assessed): Question[] {
  const seen = new Set<string>();
  return assessed.recommendations.questions.filter((one) => {
    if (seen.has(one.name)) return false;
    seen.add(one.name);
    return (one.scores?.length ?? 0) > 0 || (one.actions?.length ?? 0) > 0;
  });
}

/** Day number of a partial date; its middle where day or month is missing. */
export function dayNumber(date: string): number {
  const [year, month, day] = date.split("-").map(Number);
  return Date.UTC(year ?? 0, (month ?? 7) - 1, day ?? (month === undefined ? 1 : 15)) / 86_400_000;
}
