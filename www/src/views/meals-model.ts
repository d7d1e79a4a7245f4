/** What the page adds to a week of meals: the person's choices, grams of a portion, the shopping list, calendar entries. */
import { type CalendarEvent, dayAfter } from "../ics";
import type { MealCatalogue, MealDay, MealPlan, MealProfile, MealWishes, Patient } from "../engine/api";

/** What a person chose on this page; forgotten with the person. */
export interface Chosen {
  wishes: MealWishes;
  /** Allergies and the like were answered, if only with "none". */
  told: boolean;
  /** Whether one of the reasons against planning holds that the record does not tell; absent is not answered. */
  unsure?: "none" | "some";
  /** What each allergy that nobody here understood means, by its text. */
  unread?: Record<string, Unread>;
  /** The week was asked for; until then nothing is planned. */
  made?: boolean;
  seed: number;
  /** First day in a calendar, `2026-11-30`. */
  start?: string;
}

/** What a person says of an allergy that is not understood: foods to leave out, no food, or that they do not know. */
export interface Unread {
  answer: "foods" | "none" | "unsure";
  foods: readonly string[];
  /** The person said that these are all. */
  sure?: boolean;
}

/** Things that people cannot eat; fish is a group, sesame some foods, the others are flags of foods. */
export const ALLERGIES = ["nut_free", "soy_free", "gluten_free", "dairy_free", "egg_free", "fish", "shellfish_free", "sesame"] as const;
export const WAYS = ["vegetarian", "vegan", "halal_ok", "kosher_ok"] as const;
export const CUISINES = ["western", "chinese", "mediterranean", "south_asian"] as const;
export const PATTERNS = ["dash", "mediterranean", "portfolio", "chinese_guideline"] as const;
export const ACTIVITIES = ["inactive", "lowActive", "active", "veryActive"] as const;
export const GOALS = ["keep", "lose", "gain"] as const;
export const MINUTES = [15, 20, 30, 45] as const;
export const COSTS = [1, 2, 3] as const;
export const KITCHEN = ["oven", "wok", "pressure_cooker", "steamer", "toaster", "blender"] as const;
/** What goes with leaving out fish. */
export const FISH = ["fish", "mixed_dish", "fish_sauce", "anchovies_canned_in_oil", "fish_stock_homemade", "oyster_sauce"] as const;
/** Foods with sesame, as `data/foods/limits.csv` names them. */
export const SESAME = ["sesame_seeds", "sesame_oil", "tahini", "hummus", "bagel_plain"] as const;
/** Restaurant dishes go with any allergy: what is in them is not known. */
export const UNKNOWN_CONTENTS = "mixed_dish";

/** The choices before anybody chose. */
export function firstChoice(language: string): Chosen {
  return { wishes: { cuisines: language === "zh" ? ["chinese"] : ["western", "mediterranean"] }, told: false, seed: 1 };
}

/** The studied diet that a step of the plan is about. */
export function patternOf(action: string): (typeof PATTERNS)[number] | undefined {
  const of: Record<string, (typeof PATTERNS)[number]> = {
    diet_dash: "dash", diet_mediterranean: "mediterranean", diet_portfolio: "portfolio", diet_cn_guideline: "chinese_guideline",
  };
  return of[action];
}

/** Names a person, so that the choices of one are never shown for another. */
export function personOf(record: Patient): string {
  return JSON.stringify([record.identifiers, record.name, record.birth, record.age, record.sex]);
}

/** The wishes as the engine takes them: what cannot be eaten is a flag or a group, and restaurant dishes go with it. */
export function wishesOf({ wishes, told, unread = {} }: Chosen): MealWishes {
  const { require = [], leaveOut = [] } = wishes;
  const foods = Object.values(unread).flatMap((one) => (one.answer === "foods" ? one.foods : []));
  const allergic = foods.length > 0 || (told && require.some((flag) => (ALLERGIES as readonly string[]).includes(flag)));
  const named = [...(require.includes("fish") ? FISH : []), ...(require.includes("sesame") ? SESAME : [])];
  const out = new Set([...leaveOut, ...named, ...foods, ...(allergic ? [UNKNOWN_CONTENTS] : [])]);
  return { ...wishes, require: require.filter((flag) => flag !== "fish" && flag !== "sesame"), leaveOut: [...out] };
}

/** Allergies of the record that nobody here understood and that the person has not answered. */
export function unanswered(profile: MealProfile, { unread = {} }: Chosen): string[] {
  return profile.notUnderstood.filter((text) => {
    const given = unread[text];
    return given === undefined || given.answer === "unsure" || (given.answer === "foods" && (given.foods.length === 0 || given.sure !== true));
  });
}

/** Words of an allergy that name no food. */
const GENERAL = new Set(["food", "foods", "fruit", "fruits", "seed", "seeds", "allergy", "allergies", "allergic", "intolerance", "other", "fresh", "cooked", "from", "with", "reaction", "severe", "anaphylaxis"]);

/** Foods whose name says a word of the text: a first proposal, which the person mends. */
export function foodsNamed(catalogue: MealCatalogue, text: string): string[] {
  const plain = text.toLowerCase();
  const words = (plain.match(/[a-z]{4,}/g) ?? []).filter((word) => !GENERAL.has(word)).map((word) => word.replace(/(?:ies|y|es|s)$/, ""));
  const han = (text.match(/[\u4e00-\u9fff]+/g) ?? []).map((part) => part.replace(/过敏|食物|食品|不耐受/g, "")).filter((part) => part !== "");
  const says = (food: MealCatalogue["foods"][number]): boolean => {
    const names = food.en.toLowerCase().match(/[a-z]+/g) ?? [];
    return words.some((word) => names.some((name) => name.startsWith(word))) || han.some((part) => food.zh.includes(part));
  };
  return catalogue.foods.filter(says).map((food) => food.id);
}

/** Whether everything is said that a safe week needs. */
export function ready(profile: MealProfile, chosen: Chosen): boolean {
  return profile.profile !== undefined && chosen.told && (asked(profile).length === 0 || chosen.unsure === "none") && unanswered(profile, chosen).length === 0;
}

/** Reasons against planning that one question asks for together; allergies are asked one by one. */
export function asked(profile: MealProfile): string[] {
  return profile.unsure.filter((code) => code !== "food_allergy");
}

/** Foods and grams of one meal of a plan. */
export function partsOf(catalogue: MealCatalogue, id: string, scale: number): [string, number][] {
  const meal = catalogue.meals.find((one) => one.id === id);
  return (meal?.parts ?? []).map(([food, grams]) => [food, roundGrams(grams * scale)]);
}

/** Whole grams from ten on, fives from fifty on: no kitchen weighs finer. */
export function roundGrams(grams: number): number {
  if (grams >= 50) return Math.round(grams / 5) * 5;
  return grams >= 10 ? Math.round(grams) : Math.round(grams * 2) / 2;
}

/** Grams of every food of the week, by group, in the catalogue's order. */
export function shoppingList(catalogue: MealCatalogue, days: readonly MealDay[]): { group: string; foods: { id: string; grams: number }[] }[] {
  const grams = new Map<string, number>();
  const add = (food: string, amount: number): void => void grams.set(food, (grams.get(food) ?? 0) + amount);
  for (const day of days) {
    for (const [id, scale] of day.meals) for (const [food, amount] of catalogue.meals.find((one) => one.id === id)?.parts ?? []) add(food, amount * scale);
    for (const [food, amount] of day.extras) add(food, amount);
  }
  const groups = new Map<string, { id: string; grams: number }[]>();
  for (const food of catalogue.foods) {
    const amount = grams.get(food.id);
    if (amount === undefined || food.id === "water_tap") continue;
    const list = groups.get(food.group) ?? [];
    list.push({ id: food.id, grams: roundGrams(amount) });
    groups.set(food.group, list);
  }
  return [...groups].map(([group, foods]) => ({ group, foods })).sort((a, b) => b.foods.length - a.foods.length);
}

/** Energy of one meal. */
export function kcalOf(catalogue: MealCatalogue, id: string, scale: number): number {
  return Math.round((catalogue.meals.find((one) => one.id === id)?.kcal ?? 0) * scale);
}

/** Grams of salt a day that the limit on sodium leaves, a tenth at a time; `undefined` without such a limit. */
export function saltLeft(plan: MealPlan): number | undefined {
  const sodium = plan.limits.filter((limit) => limit.key === "sodium_mg" && limit.max !== undefined);
  if (sodium.length === 0) return undefined;
  const left = Math.min(...sodium.map((limit) => (limit.max ?? 0) - (limit.scope === "each_day" ? Math.max(...limit.days) : limit.mean)));
  // Salt is 393 mg of sodium a gram (data/foods/limits.csv, Chinese guideline 2022).
  return Math.max(0, Math.floor((left / 393) * 10) / 10);
}

/** How many of a food's usual portions so many grams are, in halves; `undefined` where that says nothing. */
export function portionsOf(portion: number, grams: number): number | undefined {
  const halves = Math.round((grams / portion) * 2);
  return halves >= 1 && Math.abs(halves / 2 - grams / portion) < 0.12 ? halves / 2 : undefined;
}

/** When a meal is eaten, for a calendar. */
const HOURS: Record<string, string> = { breakfast: "07:30", lunch: "12:30", snack: "15:30", dinner: "18:30" };

/** Every meal of the week as an event; foods beside stand with the day's first. */
export function weekEvents(
  catalogue: MealCatalogue,
  days: readonly MealDay[],
  start: string,
  title: (meal: string) => string,
  amount: (food: string, grams: number) => string,
  beside: string,
): CalendarEvent[] {
  return days.flatMap((day, at) =>
    day.meals.map(([id, scale], index) => {
      const extras = index === 0 && day.extras.length > 0 ? [`${beside}`, ...day.extras.map(([food, grams]) => amount(food, grams))] : [];
      const slot = catalogue.meals.find((meal) => meal.id === id)?.slot ?? "snack";
      return {
        id: `${at}-${index}`,
        date: dayAfter(start, at),
        time: HOURS[slot] ?? "15:30",
        minutes: 30,
        title: title(id),
        text: [...partsOf(catalogue, id, scale).map(([food, grams]) => amount(food, grams)), ...extras].join("\n"),
      };
    }),
  );
}
