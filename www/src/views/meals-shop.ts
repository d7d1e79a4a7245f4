/**
 * Names for a shopping list: what one buys, not the dish it becomes. Foods are measured as they are eaten, so an amount of
 * something cooked is said to be one; how much raw food that is, no table here tells.
 */
import type { MealCatalogue } from "../engine/api";
import type { Locale } from "../locale";
import { amountText, foodName } from "./meals-words";

/** Groups whose foods are bought raw or dry; bread, dairy, nuts, tins and dishes are bought as they are named. */
const COOKED_AT_HOME = new Set([
  "cereal", "wholegrain", "tuber", "veg_leafy", "veg_other", "mushroom", "seaweed", "legume", "soy", "egg", "fish", "shellfish", "poultry", "red_meat", "organ_meat",
]);
const STATE = /_(cooked|boiled|hard_boiled|steamed|baked|roasted|stewed|broiled|braised|simmered|fried|poached|scrambled)(?=_|$)/;
const AS_NAMED = /canned|tofu|with_water|_raw$|_dry$/;

/** Names that are another word before cooking. */
const OWN: Record<string, { en: string; zh: string }> = {
  white_rice_cooked: { en: "White rice", zh: "大米" }, glutinous_rice_cooked: { en: "Glutinous rice", zh: "糯米" },
  parboiled_white_rice_cooked: { en: "Parboiled rice", zh: "蒸谷米" }, brown_rice_cooked: { en: "Brown rice", zh: "糙米" },
  wild_rice_cooked: { en: "Wild rice", zh: "菰米" }, millet_cooked: { en: "Millet", zh: "小米" },
  oatmeal_cooked_with_water: { en: "Rolled oats", zh: "燕麦片" }, butternut_squash_baked: { en: "Butternut squash", zh: "奶油南瓜" },
  egg_scrambled: { en: "Eggs", zh: "鸡蛋" }, egg_poached: { en: "Eggs", zh: "鸡蛋" }, egg_fried: { en: "Eggs", zh: "鸡蛋" }, egg_hard_boiled: { en: "Eggs", zh: "鸡蛋" },
  pancake_plain: { en: "Pancakes", zh: "薄煎饼" }, bagel_plain: { en: "Bagels", zh: "贝果" }, duck_roasted_with_skin: { en: "Duck with skin", zh: "鸭肉（带皮）" },
  shrimp_cooked: { en: "Shrimp", zh: "虾" }, split_peas_boiled: { en: "Split peas", zh: "干豌豆瓣" },
};

/** Whether a food is weighed after cooking and bought before it. */
export function isCooked(catalogue: MealCatalogue, id: string): boolean {
  const group = catalogue.foods.find((one) => one.id === id)?.group ?? "";
  if (id === "oatmeal_cooked_with_water") return true;
  return COOKED_AT_HOME.has(group) && STATE.test(id) && !AS_NAMED.test(id);
}

/** What to look for in the shop. */
export function shopName(locale: Locale, catalogue: MealCatalogue, id: string): string {
  const own = OWN[id]?.[locale.language];
  if (own !== undefined) return own;
  const name = foodName(locale, catalogue, id);
  const group = catalogue.foods.find((one) => one.id === id)?.group ?? "";
  if (locale.language === "zh") {
    const plain = name.replace(/[（，、]?生）$/, (end) => (end.startsWith("（") ? "" : "）"));
    if (!isCooked(catalogue, id)) return plain;
    return name.replace(/（(熟|蒸|煮|烤|炖)）$/, "").replace(/[,，](熟|烤|炖|煮)）$/, "）").replace(/^(煮|焯|烤)(?=.{2,})/, "");
  }
  if (isCooked(catalogue, id)) return name.replace(/ (cooked|boiled|steamed|baked|roasted|stewed|broiled|braised|simmered|fried)\b/, "");
  return COOKED_AT_HOME.has(group) ? name.replace(/ raw$/, "") : name;
}

/** The amount, and that it is one after cooking. */
export function shopAmount(locale: Locale, catalogue: MealCatalogue, id: string, grams: number): string {
  const amount = amountText(locale, grams);
  return isCooked(catalogue, id) ? locale.t("shop.cooked", { amount }) : amount;
}
