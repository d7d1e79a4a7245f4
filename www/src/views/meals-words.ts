/** Words for a week of meals: names from the tables, amounts with their units, limits and what cannot stand together. */
import type { MealCatalogue, MealPlan } from "../engine/api";
import type { Locale } from "../locale";
import { inSentence } from "../words";

export function mealName(locale: Locale, catalogue: MealCatalogue, id: string): string {
  const meal = catalogue.meals.find((one) => one.id === id);
  return (locale.language === "zh" ? meal?.zh : meal?.en) ?? id;
}

export function foodName(locale: Locale, catalogue: MealCatalogue, id: string): string {
  const food = catalogue.foods.find((one) => one.id === id);
  const name = (locale.language === "zh" ? food?.zh : food?.en) ?? id.replaceAll("_", " ");
  // The table writes brackets as English does.
  return locale.language === "zh" ? name.replaceAll("(", "（").replaceAll(")", "）").replaceAll(",", "，") : name;
}

/** What a limit is about: a nutrient, its share of energy, a food group. */
export function measureName(locale: Locale, key: string): string {
  const group = /^group:(.+)_g$/.exec(key)?.[1];
  return locale.t(group === undefined ? `meals.name.nutrients.${key}` : `meals.name.groups.${group}`);
}

const UNITS: Record<string, string> = { kcal: "kcal", mg: "mg", ug: "µg", pct: "%" };

/** Grams, or an amount in the unit that a limit's key ends with. */
export function amountText(locale: Locale, value: number, key = "_g"): string {
  const unit = key.split("_").at(-1) ?? "g";
  if (unit === "pct") return `${locale.number(value, 1)}%`;
  if (unit === "kcal") return locale.t("meals.kcal", { n: Math.round(value) });
  if (unit === "g") {
    if (value >= 1000) return locale.t("meals.kilograms", { n: locale.number(value / 1000, 1) });
    return locale.t("meals.grams", { n: locale.number(value, value < 10 ? 1 : 0) });
  }
  const text = locale.number(value, value < 10 ? 1 : 0);
  // A unit of its own letters stands after a space, in every language.
  return `${text} ${UNITS[unit] ?? unit}`;
}

/** A least, a most, or both. */
export function limitText(locale: Locale, { key = "", min, max }: { key?: string; min?: number; max?: number }): string {
  const [low, high] = [min, max].map((value) => (value === undefined ? "" : amountText(locale, value, key)));
  if (min !== undefined && max !== undefined) return locale.t("meals.limit.between", { low, high });
  return max === undefined ? locale.t("meals.limit.least", { low }) : locale.t("meals.limit.most", { high });
}

/** One of the demands that cannot stand together, or a limit that was missed. */
export function demandText(locale: Locale, one: MealPlan["conflict"][number]): string {
  const value = one.value === undefined ? "" : one.demand === "energy" ? locale.number(one.value) : amountText(locale, one.value, one.key);
  const what =
    one.demand === "flag" ? locale.first([`meals.flagsWithout.${one.key}`, one.key]) : one.demand === "group" ? inSentence(locale, locale.t(`meals.name.groups.${one.key}`)) : one.key === "" ? "" : measureName(locale, one.key);
  const text = locale.t(`meals.demand.${one.demand}`, { what, value });
  return one.reached === undefined ? text : `${text}${locale.aside(locale.t("meals.reached", { value: amountText(locale, one.reached, one.key) }))}`;
}
