/**
 * Two values that cannot both be right: each with its day and where it stands, and one press for the one that counts. Nothing
 * is dated anew; what was not chosen stands under "Set aside" and can come back.
 */
import type { Amendment, Assessed, Finding, Patient } from "../engine/api";
import type { Locale } from "../locale";
import type { Units } from "../units";
import { inputText, placeText, wordValue } from "../words";
import { answer, confirm, editFact, setAside, setValue } from "./amendments";
import { fieldOf } from "./form-model";
import { nameOf } from "./names";

/** One of the values that contradict each other. */
export interface Rival {
  /** As written: `48 mL/min/1.73 m²`. */
  value: string;
  /** Its day and where it stands or what it was worked out from. */
  origin: string;
  /** It is what counts now. */
  now: boolean;
  /** Changes that make it the one that counts. */
  use: Amendment[];
}

type Known = Pick<Patient, "observations">;

/** The values that `finding` stands against, itself among them; empty where there is nothing to choose between. */
export function rivals(locale: Locale, units: Units, finding: Finding, assessed: Pick<Assessed, "findings">, record: Known): Rival[] {
  const facts = finding.input.facts ?? [];
  const other = assessed.findings.find((one) => one.concept === finding.concept && one !== finding);
  if (other !== undefined) {
    // What counts now first.
    return [other, finding].map((one) => {
      const own = new Set(one.input.facts ?? []);
      const against = ((one === finding ? other : finding).input.facts ?? []).filter((fact) => !own.has(fact));
      return { value: inputText(locale, units, one.input), origin: originText(locale, units, one, record), now: one === other, use: against.map(setAside) };
    });
  }
  const said = (record.observations ?? []).flatMap((one) => (one.kind === "word" && facts.includes(one.id) ? [one] : []));
  const words = [...new Set(said.map((one) => one.word))];
  if (words.length > 1) {
    return words.map((word) => {
      const own = said.find((one) => one.word === word);
      const origin = [locale.date(own?.date), whereText(locale, [own?.origin.file, own?.origin.place].filter(Boolean).join(", "))];
      const use = said.filter((one) => one.word !== word).map((one) => setAside(one.id));
      return { value: wordValue(locale, finding.concept, word), origin: origin.filter(Boolean).join(locale.comma), now: false, use };
    });
  }
  if (units.concept(finding.concept)?.canonical === undefined) {
    return [true, false].map((yes) => ({
      value: locale.t(yes ? "findings.yes" : "findings.no"), origin: yes ? originText(locale, units, finding, record) : "", now: finding.input.value === (yes ? 1 : 0), use: [answer(finding.concept, yes)],
    }));
  }
  return [];
}

const whereText = (locale: Locale, from: string): string => (from === "form" ? locale.t("findings.entered") : placeText(locale, from));

/** The day of a value, and its place; of a computed one, what it was worked out from. */
function originText(locale: Locale, units: Units, one: Finding, record: Known): string {
  const day = locale.date(one.input.date);
  const parts = one.input.status !== "derived" ? [] : (record.observations ?? []).filter((part) => (one.input.facts ?? []).includes(part.id) && part.concept !== one.concept);
  const names = parts.map((part) => `${nameOf(locale, "input", part.concept)} ${part.kind === "number" ? units.write(part.concept, part.value) : ""}`.trim());
  const where = names.length > 0 ? locale.t("which.workedOut", { parts: locale.list(names) }) : whereText(locale, one.from);
  return [day, where].filter(Boolean).join(locale.comma);
}

/**
 * The changes that say "this is still right". An old value is right today; one that was only doubted keeps its day. A mean of
 * several values of a day is confirmed as the mean.
 */
export function stillRight(units: Units, finding: Finding): Amendment[] {
  const { value, date, facts = [], status } = finding.input;
  const [fact] = facts;
  if (fact === undefined) return [];
  const unit = value === undefined || fieldOf(units, finding.concept) === undefined ? undefined : units.concept(finding.concept)?.canonical;
  if (value === undefined || unit === undefined || finding.input.comparator !== undefined || status === "derived") return [confirm(fact)];
  const old = status === "old" || finding.notes.includes("old");
  if (facts.length > 1) return [setValue(finding.concept, value, unit, old ? undefined : date)];
  return [old ? confirm(fact) : editFact(fact, value, unit)];
}
