import { describe, expect, it } from "vitest";
import { Locale } from "../locale";
import type { MealCatalogue, MealPlan, MealProfile } from "../engine/api";
import { asked, firstChoice, foodsNamed, partsOf, portionsOf, ready, roundGrams, saltLeft, shoppingList, unanswered, wishesOf } from "./meals-model";
import { amountText, demandText, limitText } from "./meals-words";
import en from "../../locales/en/meals.json";
import zh from "../../locales/zh/meals.json";

const food = (id: string, group: string) => ({ id, en: id, zh: id, group, portion: 100, portionEn: "one", portionZh: "一份", kcal: 50 });
const catalogue = {
  meals: [{ id: "soup", slot: "lunch", cuisine: "western", en: "Soup", zh: "汤", parts: [["carrot", 60], ["water_tap", 200]], minutes: 10, cost: 1, equipment: "pot", kcal: 30 }],
  foods: [food("carrot", "veg_other"), food("apple", "fruit"), food("water_tap", "beverage")],
} as unknown as MealCatalogue;

describe("a week of meals on the page", () => {
  it("adds up what to buy, water aside", () => {
    const days = [{ meals: [["soup", 1.5]], extras: [["apple", 150]] }, { meals: [["soup", 1]], extras: [] }] as Parameters<typeof shoppingList>[1];
    expect(shoppingList(catalogue, days)).toEqual([
      { group: "veg_other", foods: [{ id: "carrot", grams: 150 }] },
      { group: "fruit", foods: [{ id: "apple", grams: 150 }] },
    ]);
    expect(partsOf(catalogue, "soup", 0.75)).toEqual([["carrot", 45], ["water_tap", 150]]);
  });

  it("writes grams no finer than a kitchen weighs", () => {
    expect([0.74, 12.4, 51, 247.6].map(roundGrams)).toEqual([0.5, 12, 50, 250]);
    expect([portionsOf(118, 120), portionsOf(100, 150), portionsOf(100, 130), portionsOf(158, 20)]).toEqual([1, 1.5, undefined, undefined]);
  });

  it("turns fish and allergies into what the engine knows", () => {
    const chosen = { ...firstChoice("en"), told: true, wishes: { require: ["fish", "vegan"], leaveOut: ["banana"] } };
    const wishes = wishesOf(chosen);
    expect(wishes.require).toEqual(["vegan"]);
    expect(wishes.leaveOut).toEqual(expect.arrayContaining(["banana", "fish", "fish_sauce", "mixed_dish"]));
    expect(firstChoice("zh").wishes.cuisines).toEqual(["chinese"]);
  });

  it("plans nothing before allergies and what the record does not tell are answered", () => {
    const profile = { profile: {}, unsure: ["pregnancy"], notUnderstood: [], reasons: [], cannot: [], missing: [] } as unknown as MealProfile;
    const chosen = firstChoice("en");
    expect(ready(profile, chosen)).toBe(false);
    expect(ready(profile, { ...chosen, told: true })).toBe(false);
    expect(ready(profile, { ...chosen, told: true, unsure: "some" })).toBe(false);
    expect(ready(profile, { ...chosen, told: true, unsure: "none" })).toBe(true);
  });

  it("asks what the record calls an allergy and nobody here understood, one by one", () => {
    const profile = { profile: {}, unsure: ["food_allergy"], notUnderstood: ["Kiwi fruit", "X"], reasons: [], cannot: [], missing: [] } as unknown as MealProfile;
    const chosen = { ...firstChoice("en"), told: true };
    expect(asked(profile)).toEqual([]);
    expect([ready(profile, chosen), unanswered(profile, chosen)]).toEqual([false, ["Kiwi fruit", "X"]]);
    const half = { ...chosen, unread: { X: { answer: "none", foods: [] } } } as const;
    expect([ready(profile, half), unanswered(profile, half)]).toEqual([false, ["Kiwi fruit"]]);
    for (const [answer, foods, left] of [["unsure", [], 1], ["foods", [], 1], ["foods", ["kiwifruit"], 1], ["none", [], 0]] as const) {
      expect(unanswered(profile, { ...half, unread: { ...half.unread, "Kiwi fruit": { answer, foods } } }), answer).toHaveLength(left);
    }
    const answered = { ...half, unread: { ...half.unread, "Kiwi fruit": { answer: "foods", foods: ["kiwifruit"], sure: true } } } as const;
    expect(ready(profile, answered)).toBe(true);
    // The foods are left out, and ready dishes with them.
    expect(wishesOf(answered).leaveOut).toEqual(["kiwifruit", "mixed_dish"]);
    expect(wishesOf({ ...chosen, wishes: { require: ["sesame", "vegan"] } })).toMatchObject({ require: ["vegan"], leaveOut: expect.arrayContaining(["tahini", "mixed_dish"]) as string[] });
  });

  it("proposes foods by the words of an allergy, in both languages", () => {
    const foods = [["kiwifruit", "Kiwifruit green", "猕猴桃"], ["strawberries", "Strawberries raw", "草莓"], ["grape_juice", "Grape juice", "葡萄汁"]].map(([id, english, chinese]) => ({ ...food(id ?? "", "fruit"), en: english, zh: chinese }));
    const named = (text: string): string[] => foodsNamed({ meals: [], foods } as unknown as MealCatalogue, text);
    expect([named("Kiwi fruit"), named("Allergy to strawberry (finding)"), named("草莓过敏"), named("猕猴桃"), named("Food allergy"), named("过敏")]).toEqual([["kiwifruit"], ["strawberries"], ["strawberries"], ["kiwifruit"], [], []]);
  });

  it("says how much salt is left, by the day that has least room", () => {
    const limit = (scope: string, days: number[]) => ({ key: "sodium_mg", scope, max: 2000, days, mean: 821, holds: true });
    expect(saltLeft({ limits: [limit("mean_per_day", [])] } as unknown as MealPlan)).toBe(3);
    expect(saltLeft({ limits: [limit("each_day", [500, 1990])] } as unknown as MealPlan)).toBe(0);
    expect(saltLeft({ limits: [] } as unknown as MealPlan)).toBeUndefined();
  });

  it("speaks of limits in both languages", () => {
    const [english, chinese] = [new Locale("en", en), new Locale("zh", zh)];
    expect(limitText(english, { key: "sodium_mg", max: 2000 })).toBe("at most 2,000 mg");
    expect(limitText(chinese, { key: "protein_g", min: 41, max: 54 })).toBe("41克到54克");
    expect(amountText(english, 1250)).toBe("1.3 kg");
    expect(demandText(english, { demand: "min", key: "group:fish_g", value: 50 })).toBe("Fish of at least 50 g");
    expect(demandText(chinese, { demand: "flag", key: "vegan" })).toBe("纯素");
    for (const locale of [english, chinese]) for (const demand of ["energy", "cuisines", "group", "foods", "prefer"]) expect(demandText(locale, { demand, key: demand === "group" ? "fruit" : "", value: 1 })).not.toContain("meals.");
  });
});
