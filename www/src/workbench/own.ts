/**
 * A self-trained model beside the published scores of the person who is open. A field is filled by itself only where its
 * heading says what it is and in which unit; everything else is typed. Nothing of it reaches a score or the plan.
 */
import type { Assessed } from "../engine/api";
import type { Units } from "../units";
import type { PageField } from "./page/page";
import { readModel } from "./page/read";
import { answerOf, typedNumber } from "./page/score.js";
import type { Conformal } from "./promise";

/** A model in use. */
export interface OwnModel {
  id: number;
  kind: string;
  /** How it did, in a line. */
  did: string;
  /** Whether it answers a share. */
  share: boolean;
  scorer: object;
  /** What it promises beside its answer. */
  conformal?: Conformal;
  fields: readonly OwnField[];
}

/** A column that the model reads. */
export interface OwnField extends PageField {
  /** The file keeps how the mean answer moves with it. */
  curve?: boolean;
  /** What the heading means, where it is known. */
  meaning?: { concept: string; unit: string };
}

export function ownModel(text: string, about: Pick<OwnModel, "id" | "kind" | "did">, meanings: Readonly<Record<string, OwnField["meaning"]>>): OwnModel {
  const { scorer, conformal, fields, share, curves } = readModel(text);
  const meant = fields.map((field): OwnField => {
    const meaning = meanings[field.name];
    return { ...field, ...(curves.includes(field.name) ? { curve: true } : {}), ...(meaning === undefined ? {} : { meaning }) };
  });
  return { ...about, share, scorer, ...(conformal == null ? {} : { conformal }), fields: meant };
}

/** How tables write the sexes. */
const sexes = { female: /^(f|female|woman|w|女|女性)$/i, male: /^(m|male|man|男|男性)$/i } as const;

/** What the record says of a field, as it is typed there; empty where that is not sure. */
export function known({ meaning, words, day }: OwnField, { person, findings }: Assessed, units: Units): string {
  if (meaning === undefined || day === true) return "";
  if (words !== undefined) {
    if (meaning.concept === "sex" && person.sex !== undefined) return words.find((word) => sexes[person.sex === "female" ? "female" : "male"].test(word.trim())) ?? "";
    const said = findings.find(({ concept }) => concept === meaning.concept)?.input.word;
    return said !== undefined && words.includes(said) ? said : "";
  }
  if (meaning.concept === "age") return person.age === undefined ? "" : String(person.age);
  const value = findings.find(({ concept }) => concept === meaning.concept)?.input.value;
  const concept = units.concept(meaning.concept);
  if (value === undefined || concept === undefined) return "";
  const all = concept.units ?? [];
  // Without a unit in the heading a number is sure only where there is one unit to it.
  const unit = meaning.unit === "" ? (all.length <= 1 ? all[0]?.unit ?? concept.canonical : undefined) : all.find((one) => one.unit === meaning.unit || units.label(one.unit) === meaning.unit)?.unit;
  if (unit === undefined) return "";
  return String(Number(units.show(meaning.concept, value, unit).value.toPrecision(6)));
}

/** What is typed, read: no answer from nothing, and which fields are no numbers or lie outside training. */
export function ownAnswer(model: OwnModel, texts: readonly string[]): { answer: number; empty: string[]; wrong: string[]; outside: string[] } {
  const row: Record<string, unknown> = {};
  const [wrong, outside, empty]: [string[], string[], string[]] = [[], [], []];
  model.fields.forEach(({ name, words, day, low, high }, at) => {
    const text = (texts[at] ?? "").trim();
    const value = text === "" ? undefined : words !== undefined ? text : day === true ? Date.parse(`${text}T00:00:00Z`) / 86_400_000 : typedNumber(text);
    const bad = typeof value === "number" && !Number.isFinite(value);
    if (bad) wrong.push(name);
    if (text === "") empty.push(name);
    if (typeof value === "number" && !bad && low !== undefined && high !== undefined && (value < low || value > high)) outside.push(name);
    row[name] = bad ? undefined : value;
  });
  return { answer: empty.length === model.fields.length || wrong.length > 0 ? Number.NaN : answerOf(model.scorer, row), empty, wrong, outside };
}
