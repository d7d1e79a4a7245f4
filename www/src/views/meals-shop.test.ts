import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { MealCatalogue } from "../engine/api";
import { Locale } from "../locale";
import en from "../../locales/en/door.json";
import zh from "../../locales/zh/door.json";
import { isCooked, shopAmount, shopName } from "./meals-shop";

/** The foods that ship; a name with a comma stands in quotes. */
const foods = readFileSync(new URL("../../../data/foods/foods.csv", import.meta.url), "utf8").trim().split("\n").slice(1).map((line) => {
  const [id = "", , , name = "", chinese = "", group = ""] = (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((cell) => cell.replace(/,$/, "").replace(/^"|"$/g, ""));
  return { id, en: name, zh: chinese, group };
});
const catalogue = { foods, meals: [] } as unknown as MealCatalogue;
const locale = { en: new Locale("en", { shop: en.shop, meals: { grams: "{n} g", kilograms: "{n} kg" } }), zh: new Locale("zh", { shop: zh.shop, meals: { grams: "{n}克", kilograms: "{n}千克" } }) };
const named = (id: string): [string, string] => [shopName(locale.en, catalogue, id), shopName(locale.zh, catalogue, id)];

describe("a shopping list", () => {
  it("names what one buys", () => {
    expect(named("zucchini_boiled")).toEqual(["Zucchini", "西葫芦"]);
    expect(named("chicken_breast_stewed_skinless")).toEqual(["Chicken breast skinless", "鸡胸肉（去皮）"]);
    expect(named("white_rice_cooked")).toEqual(["White rice", "大米"]);
    expect(named("potato_boiled_peeled")[1]).toBe("土豆（去皮）");
    expect(named("carrot_raw")).toEqual(["Carrot", "胡萝卜"]);
    expect(named("pancake_plain")).toEqual(["Pancakes", "薄煎饼"]);
    expect(named("fried_tofu")[0]).toBe("Fried tofu");
    expect(named("peanuts_dry_roasted_unsalted")[0]).toBe("Peanuts dry-roasted unsalted");
  });
  it("says that a cooked weight is one, and never guesses a raw one", () => {
    expect(shopAmount(locale.en, catalogue, "zucchini_boiled", 420)).toBe("420 g once cooked");
    expect(shopAmount(locale.zh, catalogue, "white_rice_cooked", 2000)).toBe("2千克（烧熟后）");
    expect(shopAmount(locale.en, catalogue, "carrot_raw", 100)).toBe("100 g");
  });
  it("leaves no dish state and no half-width bracket in any name", () => {
    for (const { id } of foods) {
      const [english, chinese] = named(id);
      expect(chinese, id).not.toMatch(/[(),]|熟）/);
      expect(english, id).not.toBe("");
      if (isCooked(catalogue, id)) expect(english, id).not.toMatch(/ (cooked|boiled|steamed|baked|roasted|stewed|broiled|braised)\b/);
    }
  });
});
