/** Words of results that come first: what it is, what to do, whom to call. */
import type { Assessed, Critical } from "../engine/api";
import type { Locale } from "../locale";
import type { Units } from "../units";
import { factName } from "../words";

/** What it is: the result with its value, or the table's own words for an answer. */
export function criticalTitle(locale: Locale, units: Units, one: Critical): string {
  const own = `criticalView.titles.${one.id}`;
  if (locale.has(own)) return locale.t(own);
  // The table's own unit decides; the value is then shown as every other.
  const value =
    units.concept(one.concept)?.canonical === undefined
      ? units.plain(one.value, one.unit, one.concept)
      : units.show(one.concept, units.canonical(one.concept, one.value, one.unit));
  return locale.t(one.past === true ? "criticalView.past.title" : "criticalView.title", { name: factName(locale, one.concept), value: value.both });
}

/** What to do now. */
export function criticalAct(locale: Locale, one: Critical): string {
  return locale.first([`critical.${one.id}`, `criticalView.urgency.${one.urgency}`]);
}

/** Whom to call there: the country's emergency number, crisis lines by their own names, else general words. */
export function callLines(locale: Locale, assessed: Assessed): { name?: string; text: string }[] {
  const lines = assessed.numbersToCall ?? [];
  const mind = assessed.recommendations.critical.some((one) => one.id === "phq9-item9");
  const emergency = (name: string): boolean => name === "Emergency services";
  const nobody = mind && lines.every((line) => emergency(line.name));
  const told = lines.map((line) => {
    if (emergency(line.name)) return { text: locale.t("criticalView.emergency", { country: locale.country(line.country), number: line.number }) };
    const hours = `criticalView.hours.${line.hours ?? ""}`;
    const ways = [
      line.number === "" ? "" : locale.t("criticalView.call", { number: line.number }),
      line.textLine === undefined ? "" : locale.t("criticalView.text", { number: line.textLine }),
      locale.has(hours) ? locale.t(hours) : "",
    ];
    return { name: line.name, text: ways.filter(Boolean).join(locale.comma) };
  });
  return nobody ? [...told, { text: locale.t("criticalView.noLine") }] : told;
}

/** A source as a reader knows it: without our own name for it in brackets. */
export const plainSource = (source: string): string => source.replace(/ \([a-z0-9]+(_[a-z0-9]+)+\)/g, "");

/** Results side by side that ask one and the same question; what asks nothing stands alone. */
export function byQuestion(critical: readonly Critical[]): Critical[][] {
  const groups: Critical[][] = [];
  for (const one of critical) {
    const same = (one.asks ?? "") === "" ? undefined : groups.find(([first]) => first?.asks === one.asks && first?.date === one.date);
    if (same === undefined) groups.push([one]);
    else same.push(one);
  }
  return groups;
}
