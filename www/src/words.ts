/**
 * Words for the engine's keys: concepts, scores, errors, reasons. One place, so that a concept has
 * one name on the whole page.
 */
import type { EngineError, InputUsed, Reason, Score } from "./engine/api";
import type { Fault } from "../worker/envelope";
import type { Locale } from "./locale";
import type { Units } from "./units";

/** Name of a concept, an equation's input or a name of the rules. */
export function factName(locale: Locale, id: string): string {
  return named(locale, [`inputs.${id}.name`, `concepts.${id}`, `fields.${id}.label`, `conditions.${id}`, `medicines.${id}`], id);
}

/** Short name for tight places, else the name. */
export function factShort(locale: Locale, id: string): string {
  const key = `inputs.${id}.short`;
  return locale.has(key) ? locale.t(key) : factName(locale, id);
}

/** The question a missing input asks in place. */
export function factQuestion(locale: Locale, id: string): string {
  const key = [`inputs.${id}.ask`, `fields.${id}.ask`].find((one) => locale.has(one));
  return key === undefined ? factName(locale, id) : locale.t(key);
}

/** Name of an action: `actions.<id>.title`. */
export function actionTitle(locale: Locale, id: string): string {
  return named(locale, [`actions.${id}.title`], id);
}

/** A word value: `inputs.<id>.values.<word>`, else the common yes, no, female, male. */
export function wordValue(locale: Locale, id: string, word: string): string {
  return named(locale, [`inputs.${id}.values.${word}`, `words.${word}`], word);
}

/** Words a file may say and a person is not asked to choose: "not known" is no answer, "not current" is half of one. */
const READ_ONLY = new Set(["unknown", "not-current"]);

/** The words a person may choose from; the one that stands there now stays. */
export function choosable(words: readonly string[], now = ""): string[] {
  return words.filter((word) => word === now || !READ_ONLY.has(word));
}

function named(locale: Locale, keys: readonly string[], id: string): string {
  const key = keys.find((one) => locale.has(one));
  return key === undefined ? id.replaceAll("_", " ") : locale.t(key);
}

/** An input's value as read: number with unit, word, or "not known". */
export function inputText(locale: Locale, units: Units, input: InputUsed): string {
  if (input.word !== undefined) return wordValue(locale, input.id, input.word);
  if (input.value === undefined) return locale.t("words.notKnown");
  if (input.unit === undefined || input.unit === "") {
    if (input.value === 1) return locale.t("words.yes");
    if (input.value === 0) return locale.t("words.no");
  }
  const text =
    units.concept(input.id)?.canonical === undefined
      ? units.plain(input.value, input.unit ?? "", input.id).both
      : units.write(input.id, input.value);
  if (input.comparator === "below") return `< ${text}`;
  if (input.comparator === "above") return `> ${text}`;
  return text;
}

/**
 * Where something stands, as the engine writes it, with a table's rows in the reader's words. A row that was opened out of
 * a table of people is a file of one row, named by the row it was: `clinic.csv, 22`.
 */
export function placeText(locale: Locale, place: string): string {
  const row = (n: string): string => locale.t("findings.row", { row: n });
  return place
    .replace(/, (\d+), row \d+$/, (_all, n: string) => `, ${row(n)}`)
    .replace(/(^|, )row (\d+)$/, (_all, lead: string, n: string) => lead + row(n))
    .replace(/(\.\w+), (\d+)$/, (_all, end: string, n: string) => `${end}, ${row(n)}`);
}

/** The whole sentence of an error: what happened, where, what is safe, what to do; `nothing` came of the file at all. */
export function errorText(locale: Locale, error: EngineError | Fault, nothing = false): string {
  const args = { ...error.args, place: placeText(locale, error.place ?? "") };
  return locale.first([...(nothing ? [`nothing.${error.key}`] : []), `errors.${error.key}`, error.key, `errorKinds.${error.kind}`, "errorKinds.other"], args);
}

/** Why an equation does not apply. */
export function reasonText(locale: Locale, units: Units, reason: Reason): string {
  const args: Record<string, string> = { ...reason.args };
  if (reason.input !== undefined) {
    args["input"] = factName(locale, reason.input);
    for (const name of ["value", "limit", "low", "high"]) {
      const number = Number(args[name]);
      if (args[name] !== undefined && Number.isFinite(number)) {
        const known = units.concept(reason.input)?.canonical !== undefined;
        args[name] = known ? units.write(reason.input, number) : units.plain(number, args["unit"] ?? "").both;
      }
    }
  }
  return locale.first([`reasons.${reason.key}`, "reasonOther"], { key: reason.key, ...args });
}

/** What a score answers: `Heart failure, 10 years`; with its equation where two answer the same. */
export function scoreName(
  locale: Locale,
  score: Pick<Score, "id" | "family" | "outcome" | "horizonYears">,
  among: readonly Pick<Score, "id" | "family" | "outcome" | "horizonYears">[] = [],
): string {
  const own = locale.has(`scores.names.${score.id}`);
  const outcome = locale.first([`scores.names.${score.id}`, `outcomes.${score.outcome}`, score.id]);
  const name = score.horizonYears === undefined ? outcome : locale.t("overview.scoreYears", { name: outcome, n: score.horizonYears });
  const twin = among.some((other) => other.id !== score.id && other.outcome === score.outcome && other.horizonYears === score.horizonYears);
  return twin && !own ? locale.t("scores.by", { name, family: locale.first([`families.${score.family}`, score.family]) }) : name;
}

/** A name inside an English sentence: `waist circumference`, but `HbA1c` and `HDL cholesterol`. */
export function inSentence(locale: Locale, name: string): string {
  if (locale.language !== "en" || !/^[A-Z][a-z]+(-[a-z]+)?( |$)/.test(name)) return name;
  return name.charAt(0).toLowerCase() + name.slice(1);
}
