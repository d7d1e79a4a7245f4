/** What the form asks, in which groups, and the document that it sends to the engine. */
import type { NamedFile } from "../engine/api";
import type { Units } from "../units";
import { dayOf, readNumber, type Limits, type UnitChoice } from "./form-number";

/** Units and limits of one number. */
export interface NumberSpec {
  units: readonly UnitChoice[];
  limits: Limits;
}

/** Units and limits of `concept` from the catalogue; undefined when it is no number. */
export function fieldOf(units: Units, concept: string): NumberSpec | undefined {
  const known = units.concept(concept);
  if (known?.canonical === undefined) return undefined;
  const choices = units.choices(concept).map(({ unit, factor, offset }) => ({ unit, factor, offset }));
  const limits: Limits = {};
  if (known.hard !== undefined) [limits.hardMin, limits.hardMax] = known.hard;
  if (known.soft !== undefined) [limits.softMin, limits.softMax] = known.soft;
  return { units: choices, limits };
}

/** Groups in the order they are asked. */
export const groups = ["you", "pressure", "lipids", "sugar", "kidney", "body", "china", "conditions", "medicines", "allergies"] as const;
export type Group = (typeof groups)[number];

/** Numbers of each group. */
export const numbersOf: Partial<Record<Group, readonly string[]>> = {
  pressure: ["sbp", "dbp"],
  lipids: ["total_chol", "hdl", "ldl", "triglycerides"],
  sugar: ["hba1c"],
  kidney: ["creatinine", "egfr", "uacr"],
  body: ["height", "weight", "waist"],
};

/** Yes-or-no questions of each group. */
export const yesNoOf: Partial<Record<Group, readonly string[]>> = {
  pressure: ["antihypertensive"],
  lipids: ["statin"],
  china: ["north", "urban", "family_history"],
};

export type ListName = "conditions" | "medicines" | "allergies";

/** One chosen entry of a list. */
export interface Picked {
  /** Name of the rules; absent when kept as written. */
  name?: string;
  /** As shown. */
  text: string;
  /** Milligrams a day, as typed. */
  dose?: string;
}

/** One list and whether it is all there is. */
export interface PickedList {
  chosen: Picked[];
  closed: boolean;
}

/** A number as typed. */
export interface TypedNumber {
  text: string;
  unit: string;
  /** Plausible, or confirmed. */
  ready: boolean;
}

/** Everything typed so far. */
export interface FormState {
  group: Group;
  sex: "" | "female" | "male";
  useBirth: boolean;
  age: string;
  birth: { year: string; month: string; day: string };
  country: string | undefined;
  numbers: Record<string, TypedNumber>;
  yesNo: Record<string, boolean>;
  smoking: string;
  diabetes: string;
  /** Day of the blood pressure and blood tests; empty is today. */
  dates: Partial<Record<Group, string>>;
  lists: Record<ListName, PickedList>;
}

/** An empty form. */
export function emptyForm(country: string | undefined): FormState {
  const list = (): PickedList => ({ chosen: [], closed: false });
  return {
    group: "you", sex: "", useBirth: false, age: "", birth: { year: "", month: "", day: "" }, country,
    numbers: {}, yesNo: {}, smoking: "", diabetes: "", dates: {},
    lists: { conditions: list(), medicines: list(), allergies: list() },
  };
}

/** Groups that apply: China's questions only where its equation is used. */
export function groupsFor(state: FormState): Group[] {
  return groups.filter((group) => group !== "china" || state.country === "CN");
}

/** Whole years that may be typed. */
export const AGES = { least: 0, most: 120 } as const;

/** The typed age, or undefined when it is none. */
export function ageOf(state: FormState): number | undefined {
  const age = readNumber(state.age);
  return age !== undefined && Number.isInteger(age) && age >= AGES.least && age <= AGES.most ? age : undefined;
}

/** The typed birth date, or undefined when there is no such day up to `today`. */
export function birthOf(state: FormState, today: string): string | undefined {
  const { year, month, day } = state.birth;
  const birth = dayOf(year, month, day);
  return birth !== undefined && birth <= today ? birth : undefined;
}

/** The field of the first group that holds something that cannot be: it would be left out. */
export function youWrong(state: FormState, today: string): "age" | "birth" | undefined {
  if (!state.useBirth) return state.age.trim() !== "" && ageOf(state) === undefined ? "age" : undefined;
  const { year, month, day } = state.birth;
  return [year, month, day].some((part) => part.trim() !== "") && birthOf(state, today) === undefined ? "birth" : undefined;
}

/** What every score needs and nobody gave. */
export function youLacks(state: FormState): ("age" | "sex")[] {
  const age = state.useBirth ? state.birth.year.trim() : state.age.trim();
  return [...(age === "" ? (["age"] as const) : []), ...(state.sex === "" ? (["sex"] as const) : [])];
}

/** Whether a group holds anything. */
export function isTouched(state: FormState, group: Group): boolean {
  if (group === "you") return state.sex !== "" || state.age !== "" || state.birth.year !== "";
  if (group === "conditions" || group === "medicines" || group === "allergies") return state.lists[group].chosen.length > 0 || state.lists[group].closed;
  if (group === "sugar" && (state.smoking !== "" || state.diabetes !== "")) return true;
  const numbers = numbersOf[group] ?? [];
  const answers = yesNoOf[group] ?? [];
  return numbers.some((id) => (state.numbers[id]?.text ?? "") !== "") || answers.some((id) => state.yesNo[id] !== undefined);
}

/** Scores ask for `diabetes`, rules for its kind: one question answers both. */
function diabetesAnswers(word: string): Record<string, boolean> {
  if (word === "no") return { diabetes: false, t1d: false, t2d: false };
  if (word === "type1") return { diabetes: true, t1d: true };
  if (word === "type2") return { diabetes: true, t2d: true };
  return word === "yes" ? { diabetes: true } : {};
}

/** The document the engine reads (`collect/form.rs`): only what is typed and can be. */
export function formDocument(state: FormState, today: string): Record<string, unknown> {
  const values: Record<string, unknown>[] = [];
  for (const [group, concepts] of Object.entries(numbersOf) as [Group, readonly string[]][]) {
    for (const concept of concepts) {
      const typed = state.numbers[concept];
      const value = typed === undefined ? undefined : readNumber(typed.text);
      if (typed === undefined || !typed.ready || value === undefined || Number.isNaN(value)) continue;
      values.push({ concept, value, unit: typed.unit, date: state.dates[group] || today });
    }
  }
  if (state.smoking !== "") values.push({ concept: "smoking", word: state.smoking, date: today });
  const birth = state.useBirth ? birthOf(state, today) : undefined;
  const age = state.useBirth ? undefined : ageOf(state);
  const answers: Record<string, boolean> = { ...state.yesNo };
  Object.assign(answers, diabetesAnswers(state.diabetes));
  const list = (name: ListName): Record<string, unknown> => ({
    closed: state.lists[name].closed,
    entries: state.lists[name].chosen.map(({ name: rule, text, dose }) => {
      const mg = dose === undefined ? undefined : readNumber(dose);
      const amount = mg === undefined || Number.isNaN(mg) || mg <= 0 ? {} : { mgPerDay: mg };
      return { ...(rule === undefined ? { text } : { name: rule, text }), ...amount };
    }),
  });
  return {
    format: "bedside-form",
    version: 1,
    date: today,
    ...(state.sex === "" ? {} : { sex: state.sex }),
    ...(birth === undefined ? {} : { birth }),
    ...(age === undefined ? {} : { age }),
    values,
    answers,
    conditions: list("conditions"),
    medicines: list("medicines"),
    allergies: list("allergies"),
  };
}

/** The document as a file, the way everything else comes in. */
export function formFile(state: FormState, today: string): NamedFile {
  return { name: "form", data: new TextEncoder().encode(JSON.stringify(formDocument(state, today))) };
}

/** The day here, `YYYY-MM-DD`. */
export function todayHere(now = new Date()): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
