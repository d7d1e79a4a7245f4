/** What a step could gain, in sentences: whole people of 100, an interval in words, what trials measured. No marks here. */
import { peopleOf } from "../charts/people-of";
import type { Card, Effect, Gain, Together } from "../engine/api";
import type { Locale } from "../locale";
import type { Units } from "../units";
import { factName, inSentence } from "../words";

export type Reader = "patient" | "clinician";

/** What a gain of one step and of several have alike. */
export type Figures = Pick<Gain, "outcome" | "basis" | "horizonYears" | "baseline" | "after" | "reduction" | "low" | "high" | "nnt">;

/** Says that a figure behind a gain was not checked against its source. */
const UNCHECKED = "unverified";

/** The gain as a reader sees it: a figure that nobody checked is for clinicians, who are told so. */
export function gainFor(card: Pick<Card, "gain">, reader: Reader): Gain | undefined {
  const { gain } = card;
  return reader === "patient" && gain?.notes?.includes(UNCHECKED) === true ? undefined : gain;
}

/** What trials measured, as a reader sees it: of what was checked, the numbers a person can picture; all for a clinician. */
export function effectsFor(card: Pick<Card, "effects">, reader: Reader): Effect[] {
  const effects = card.effects ?? [];
  return reader === "clinician" ? effects : plainEffects(effects.filter((one) => one.verification !== "U"));
}

/** The gain in few words: `About 3 fewer of 100`. */
export function fewerText(locale: Locale, gain: Figures): string {
  const { fewer } = peopleOf(gain.baseline, gain.reduction);
  return fewer === undefined ? locale.t("gain.fewerSmall") : locale.t("gain.fewer", { n: fewer });
}

/** Of 100 people like you, about 12 …; with this, about 9. */
export function gainSentence(locale: Locale, gain: Figures, reader: Reader): string {
  const { before, after, fewer, ofThousand } = peopleOf(gain.baseline, gain.reduction);
  const event = eventOf(locale, gain.outcome);
  const years = gain.horizonYears;
  if (fewer !== undefined && before !== undefined) return locale.t(`gain.sentence.${reader}`, { before, after, event, years });
  const some = before === undefined ? locale.t("people.fewerThanOne") : locale.t("gain.about", { n: before });
  const small = locale.t(`gain.sentenceSmall.${reader}`, { before: some, event, years });
  return [small, ofThousand === undefined ? locale.t("gain.ofThousandFew") : locale.t("gain.ofThousand", { n: ofThousand })].join(locale.gap);
}

/** Several steps by name, what is counted, and of how many: a joint figure never stands without them. */
export function togetherText(locale: Locale, answer: Together, reader: Reader): string {
  const names = locale.list(answer.counted.map(({ action }) => `“${locale.first([`actions.${action}.title`, action])}”`));
  return [locale.t("together.named", { n: answer.counted.length, names }), gainSentence(locale, answer, reader), locale.t("together.notAdded")].join(locale.gap);
}

/** How sure the gain is, in words; a range is never made up. */
export function gainInterval(locale: Locale, gain: Figures): string {
  const { low, high } = gain;
  if (low === undefined || high === undefined) return locale.t("gain.intervalNone");
  const [from, to] = [Math.round(low * 100), Math.round(high * 100)];
  // In the 100 of the sentence where its ends differ there; a small gain is told in 1,000, as its sentence is.
  if (peopleOf(gain.baseline, gain.reduction).fewer === undefined || from === to) {
    return locale.t("gain.intervalThousand", { low: Math.max(0, Math.round(low * 1000)), high: Math.round(high * 1000) });
  }
  if (from > 0) return locale.t("gain.interval", { low: from, high: to });
  return locale.t(low > 0 ? "gain.intervalUnder" : "gain.intervalOpen", { high: to });
}

/** People to treat for one to be spared; a clinician's number. */
export function nntText(locale: Locale, gain: Figures): string | undefined {
  return gain.nnt === undefined ? undefined : locale.t("gain.nnt", { n: locale.number(Math.ceil(gain.nnt - 1e-9)), years: gain.horizonYears });
}

/** By which way it works: a lower number in the body, or more people who manage it. */
export function pathText(locale: Locale, units: Units, gain: Gain): string | undefined {
  if (gain.path === "behaviour") return locale.t("gain.throughBehaviour");
  const { mediator } = gain;
  if (gain.path !== "mediated" || mediator === undefined) return undefined;
  const change = signedChange(locale, units, mediator.factor, mediator.change, mediator.unit);
  return locale.t("gain.through", { factor: inSentence(locale, targetName(locale, mediator.factor)), change });
}

/** Harm beside benefit, of 1,000 people, as a trial counted it. */
export function harmText(locale: Locale, card: Pick<Card, "harm">): string | undefined {
  const { harm } = card;
  if (harm === undefined) return undefined;
  const ofThousand = (share: number): string => locale.number(Math.round(share * 1000));
  const [treated, control, n] = [ofThousand(harm.after), ofThousand(harm.baseline), ofThousand(harm.increase)];
  const [event, years] = [locale.t(`harms.${harm.outcome}`), locale.number(Math.round(harm.years))];
  return locale.t("gain.harm", { years, treated, control, n, event, source: harm.source.citation });
}

/** The honest line where there is no figure: why not. */
export function noGainText(locale: Locale, card: Card, reader: Reader): string {
  const hidden = card.gain === undefined ? card.noGain : UNCHECKED;
  const why = locale.first([`gain.no.${hidden ?? ""}`, "gain.no.no_figure"]);
  return `${locale.t(reader === "clinician" ? "gain.noneClinician" : "gain.none")}${locale.colon}${why}`;
}

/** Effects that change a number or a count a person can picture; relative risks alone say too much to a patient. */
export function plainEffects(effects: readonly Effect[]): Effect[] {
  const first = new Map<string, Effect>();
  const told = (one: Effect): boolean => one.extra !== undefined || (PLAIN.has(one.measure) && one.path !== "association");
  const plain = effects.filter((one) => told(one) && one.used !== "upper" && one.used !== "alternative");
  for (const one of plain) if (!first.has(one.target)) first.set(one.target, one);
  return [...first.values()];
}

const PLAIN = new Set(["md", "pct", "slope", "change", "risk"]);

/** One effect in words: `Upper blood pressure: about 3 mmHg lower (between 2 and 4)`. */
export function effectText(locale: Locale, units: Units, effect: Effect): string {
  const name = targetName(locale, effect.target);
  if (!PLAIN.has(effect.measure)) return ratioText(locale, effect, name);
  if (effect.measure === "risk") return locale.t("effects.reach", { name, n: Math.round(effect.mean * 100) });
  const by = amount(locale, units, effect, effect.mean);
  const text = locale.t(effect.mean < 0 ? "effects.fall" : "effects.rise", { name, by });
  const { low, high } = effect;
  const ranged =
    low === undefined || high === undefined
      ? text
      : locale.t("effects.range", { text, low: number(amount(locale, units, effect, effect.mean < 0 ? high : low)), high: amount(locale, units, effect, effect.mean < 0 ? low : high) });
  return effect.measure === "slope" && effect.per.includes("kg") ? locale.t("effects.perKg", { text: ranged }) : ranged;
}

/** One effect as a reader sees it: how many more manage it, where that is known, instead of a ratio or beside it. */
export function effectFor(locale: Locale, units: Units, effect: Effect, reader: Reader): string {
  const { treated, control } = effect;
  if (treated === undefined || control === undefined) return effectText(locale, units, effect);
  const [some, without] = [Math.round(treated * 100), Math.round(control * 100)];
  const more = { n: some - without, treated: some, control: without };
  if (reader === "patient") return locale.t("effects.extra", { ...more, name: targetName(locale, effect.target) });
  return `${effectText(locale, units, effect)}${locale.semicolon}${locale.t("effects.extraBeside", more)}`;
}

/** The number of an amount without its unit, for the lower end of a range. */
const number = (text: string): string => /^[\d.,]+/.exec(text)?.[0] ?? text;

function ratioText(locale: Locale, effect: Effect, name: string): string {
  const two = (one: number): string => locale.number(one, 2, true);
  const measure = locale.first([`effects.measures.${effect.measure}`, effect.measure]);
  const args = { name, measure, mean: two(effect.mean) };
  const { low, high } = effect;
  const text = low === undefined || high === undefined ? locale.t("effects.ratio", args) : locale.t("effects.ratioRange", { ...args, low: two(low), high: two(high) });
  return effect.path === "association" ? `${text}${locale.semicolon}${locale.t("effects.cohort")}` : text;
}

/** A change without its sign, in the unit the page shows. */
function amount(locale: Locale, units: Units, effect: Effect, value: number): string {
  const by = Math.abs(value);
  if (effect.measure === "pct" || effect.target === "weight_pct") return `${locale.number(by, by < 10 ? 1 : 0)}%`;
  if (effect.target === "sleep_onset_min") return locale.t("effects.minutes", { n: Math.round(by) });
  if (effect.target === "sleep_efficiency_pct") return locale.t("effects.points", { n: Math.round(by) });
  return changeText(locale, units, effect.target, by, effect.unit);
}

/** A difference of a measured number in the unit it is shown in; offsets (HbA1c) fall away. */
export function changeText(locale: Locale, units: Units, concept: string, by: number, unit: string): string {
  const ucum = unit === "mmHg" ? "mm[Hg]" : unit;
  const known = units.concept(concept);
  if (known?.canonical === undefined) return `${locale.number(by, 1)} ${unit}`.trim();
  const canonical = units.canonical(concept, by, ucum) - units.canonical(concept, 0, ucum);
  const shown = units.show(concept, canonical);
  const zero = units.show(concept, 0);
  const plain = shown.value - zero.value;
  const digits = plain < 10 ? Math.max(shown.digits, 1) : shown.digits;
  const text = locale.number(plain, digits);
  const label = shown.label;
  return label === "" || label === "%" ? `${text}${label}` : `${text} ${label}`;
}

function signedChange(locale: Locale, units: Units, concept: string, change: number, unit: string): string {
  const text = changeText(locale, units, concept, Math.abs(change), unit);
  return `${change < 0 ? "−" : "+"}${text}`;
}

/** Name of what an effect or mediator is about. */
export function targetName(locale: Locale, target: string): string {
  return locale.has(`targets.${target}`) ? locale.t(`targets.${target}`) : factName(locale, target);
}

function eventOf(locale: Locale, outcome: string): string {
  return locale.first([`events.${outcome}`, "events.ascvd"]);
}
