/** Names of what the rules speak of: one place, so that a fact has one name in every view of this list. */
import type { Because, Finding, InputUsed, Interaction, SetAside } from "../engine/api";
import type { Locale } from "../locale";
import type { Units } from "../units";
import type { Audience } from "../state";
import { factName, inputText, inSentence, wordValue } from "../words";

const rooms: Record<string, readonly string[]> = {
  dx: ["conditions.{}", "fields.{}.label", "concepts.{}"],
  med: ["medicines.{}", "concepts.{}"],
  allergy: ["allergies.{}", "conditions.{}"],
  gene: ["genes.{}"],
  food: ["foods.{}"],
  field: ["fields.{}.label", "concepts.{}", "conditions.{}"],
  input: ["concepts.{}", "fields.{}.label"],
};

/** Name of `id` in the language at hand; `kind` as `Because` and `Question` have it. */
export function nameOf(locale: Locale, kind: string, id: string): string {
  const keys = [...(rooms[kind] ?? []), "conditions.{}", "medicines.{}", "allergies.{}", "fields.{}.label", "concepts.{}"];
  for (const key of [...(kind === "input" ? [`inputs.${id}.name`] : []), ...keys.map((room) => room.replace("{}", id))]) {
    if (locale.has(key)) return locale.t(key);
  }
  return factName(locale, id);
}

/** The whole question that asks for `id`: a sentence that one would say to a patient, the term for a clinician. */
export function questionOf(locale: Locale, kind: string, id: string, reader: Audience = "patient"): string {
  const name = nameOf(locale, kind, id);
  const room = ["dx", "med", "allergy"].includes(kind) ? kind : "field";
  if (reader === "clinician") return locale.t(`askOf.${room}.clinician`, { name });
  for (const key of [`ask.${id}`, `inputs.${id}.ask`, `fields.${id}.ask`]) if (locale.has(key)) return locale.t(key);
  return locale.t(`askOf.${room}.patient`, { name: inSentence(locale, name) });
}

/** Title of an action. */
export function actionTitle(locale: Locale, action: string): string {
  return locale.first([`actions.${action}.title`, action]);
}

/** A part of an action's words, when there is one. */
export function actionPart(locale: Locale, action: string, part: string): string | undefined {
  const key = `actions.${action}.${part}`;
  return locale.has(key) ? locale.t(key) : undefined;
}

/** Fields of the rules that a concept of another name holds. */
const conceptOf: Record<string, string> = { tg: "triglycerides", fpg: "glucose_fasting", lpa_nmol: "lpa" };

/**
 * The finding that says the same as a name of the rules. One that merely rests on the same fact says something else:
 * the months since HbA1c was measured are no HbA1c.
 */
function findingOf(because: Because, findings: readonly Finding[]): Finding | undefined {
  const facts = new Set(because.facts ?? []);
  const same = findings.filter((finding) => finding.concept === (conceptOf[because.name] ?? because.name));
  return same.find((finding) => (finding.input.facts ?? []).some((fact) => facts.has(fact))) ?? same[0];
}

/** The value of a fact that decided: the page's own where a finding stands behind it, else the rule's in the rule's unit. */
export function becauseValue(locale: Locale, units: Units, because: Because, findings: readonly Finding[]): string {
  const found = because.kind === "field" ? findingOf(because, findings) : undefined;
  return found !== undefined ? inputText(locale, units, found.input) : plainValue(locale, units, because);
}

/** One fact that decided, in words. */
export function becauseText(locale: Locale, units: Units, because: Because, findings: readonly Finding[]): string {
  const name = nameOf(locale, because.kind, because.name);
  if (because.kind === "region") return locale.t("plan.is", { name: locale.t("form.country"), value: locale.first([`form.regions.${because.value ?? because.name}`, because.value ?? "–"]) });
  if (because.presumed === true) return locale.t("plan.presumedFact", { name });
  return withAge(locale, because, locale.t("plan.is", { name, value: becauseValue(locale, units, because, findings) }));
}

/** A fact in words, with the day of a value that is too old to be taken as of today. */
export function withAge(locale: Locale, because: Because, fact: string): string {
  return because.old === undefined ? fact : locale.t("plan.oldFact", { fact, date: locale.date(because.old) });
}

/** The finding that answers a question, where it is too old to count. */
export function oldFinding(name: string, findings: readonly Finding[]): Finding | undefined {
  return findings.find((finding) => finding.concept === (conceptOf[name] ?? name) && finding.input.status === "old");
}

/** That somebody is not pregnant is a condition of safety, and no reason for a step. */
const NO_REASON = new Set(["pregnant", "pregnant_weeks", "trying_to_conceive", "breastfeeding"]);

/** The facts that speak for a step, without those that only do not speak against it. */
export function reasons(because: readonly Because[]): Because[] {
  return because.filter((one) => !(NO_REASON.has(one.name) && (one.value === "false" || one.value === "0" || one.value === undefined)));
}

/** Units of the rules' numbers, where they have one; a rule's LDL is in mmol/L whatever the record's. */
const ruleUnits: Record<string, string> = {
  age: "a", bmi: "kg/m2", sbp: "mm[Hg]", dbp: "mm[Hg]", ldl: "mmol/L", tg: "mmol/L", hba1c: "%", fpg: "mmol/L", egfr: "mL/min/{1.73_m2}",
  uacr: "mg/g", potassium: "mmol/L", platelets: "10*9/L", lvef: "%", lpa_nmol: "nmol/L", prevent_cvd_10y: "%", prevent_ascvd_10y: "%", kfre_5y: "%",
};

function plainValue(locale: Locale, units: Units, because: Because): string {
  const { value } = because;
  if (value === undefined || value === "") return locale.t("plan.unknownValue");
  // The rule's default for silence is no fact of the person's.
  if (because.noRecord === true) return locale.t("plan.noRecord");
  // A laboratory's bound: the number behind the sign, in the reader's unit.
  const bound = /^[<>](?=.)/.exec(value)?.[0];
  if (bound !== undefined) return `${bound} ${plainValue(locale, units, { ...because, value: value.slice(1) })}`;
  if (value === "true") return locale.t("plan.yes");
  if (value === "false") return locale.t("plan.no");
  const number = Number(value);
  if (Number.isFinite(number)) {
    const unit = ruleUnits[because.name] ?? "";
    if (unit === "%") return `${locale.number(number, 1, true)}%`;
    if (unit === "") return locale.number(number, because.name.startsWith("m_since_") ? 0 : 2);
    // In the unit that the page shows, where the concept knows the rule's.
    const concept = conceptOf[because.name] ?? because.name;
    if (units.concept(concept)?.units?.some((one) => one.unit === unit) === true) return units.write(concept, units.canonical(concept, number, unit));
    return units.plain(number, unit, because.name).both;
  }
  return wordValue(locale, because.name, value);
}

/** Value of a finding for a sentence, short. */
export function valueText(locale: Locale, units: Units, input: InputUsed): string {
  return inputText(locale, units, input);
}

/** Two medicines that affect each other, in sentences: who, how grave, what happens, what to do. */
export function interactionText(locale: Locale, one: Interaction): string {
  const sides = one.because.length > 0 ? one.because.map((side) => nameOf(locale, side.kind, side.name)) : [one.a, one.b];
  const part = (name: string): string => (locale.has(`interactions.${one.id}.${name}`) ? locale.t(`interactions.${one.id}.${name}`) : "");
  return locale.t("plan.pair", { names: [...new Set(sides)].join(" + "), severity: locale.t(`plan.severity.${one.severity}`), effect: part("effect"), advice: part("advice") });
}

/** What is not used: its name, value and day, and why. */
export function setAsideText(locale: Locale, one: SetAside): string {
  const what = one.concept === undefined ? one.text : nameOf(locale, "input", one.concept);
  const why = locale.first([`setAside.${one.reason}`, one.reason], { ...one.args, value: one.shown ?? "" });
  return `${[what, one.shown ?? "", locale.date(one.date)].filter(Boolean).join(locale.comma)}${locale.colon}${why}`;
}
