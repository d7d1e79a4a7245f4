import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Catalogue, Locale, mergeCatalogues } from "./locale";

const folder = new URL("../locales/", import.meta.url);
const load = (language: string): Catalogue =>
  mergeCatalogues(
    readdirSync(new URL(`${language}/`, folder))
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), "utf8")) as Catalogue),
  );

function leaves(node: Catalogue, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === "string") found.set(path + key, value);
    else for (const [inner, text] of leaves(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

describe("the catalogues", () => {
  const en = leaves(load("en"));
  const zh = leaves(load("zh"));
  it("have the same keys", () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });
  it("fill the same places", () => {
    const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
    // `one` may name the single thing where `other` counts.
    for (const [key, text] of en) expect(new Set(places(zh.get(key) ?? "")), key).toEqual(new Set(places(text)));
  });
  it("leave no English sentence in Chinese", () => {
    const same = [...en].filter(([key, text]) => zh.get(key) === text && /[a-z]{4,} [a-z]{4,}/.test(text)).map(([key]) => key);
    expect(same).toEqual([]);
  });
});

describe("a locale", () => {
  const words: Catalogue = {
    a: { b: "{n} of {m}", "x-6.5": "act", "x-6.5.y": "longest" },
    count: { one: "one {thing}", other: "{n} {thing}s" },
  };
  const en = new Locale("en", words);
  const zh = new Locale("zh", words);
  it("fills places and shows a missing key", () => {
    expect(en.t("a.b", { n: 1200, m: "x" })).toBe("1,200 of x");
    expect(en.t("a.none")).toBe("a.none");
    expect(en.t("a")).toBe("a");
    expect(en.t("toString")).toBe("toString");
  });
  it("chooses one and other by n", () => {
    expect(en.t("count", { n: 1, thing: "file" })).toBe("one file");
    expect(en.t("count", { n: 3, thing: "file" })).toBe("3 files");
    expect(zh.t("count", { n: 1, thing: "file" })).toBe("one file");
  });
  it("finds names that hold dots", () => {
    expect(en.t("a.x-6.5")).toBe("act");
    expect(en.t("a.x-6.5.y")).toBe("longest");
  });
  it("puts templates in places", () => {
    const mark = { mark: true };
    expect(en.rich("a.b", { n: mark, m: "x" })).toEqual(["", mark, " of ", "x", ""]);
  });
  it("writes dates as far as they are known", () => {
    expect(en.date("2026-03-12")).toBe("12 Mar 2026");
    expect(en.date("2026-03")).toBe("Mar 2026");
    expect(en.date("2026")).toBe("2026");
    expect(zh.date("2026-03-12")).toBe("2026年3月12日");
    expect(en.date("soon")).toBe("");
  });
  it("writes signs with a true minus and no sign for nothing", () => {
    expect(en.signed(-0.62)).toBe("−0.6");
    expect(en.signed(3.44)).toBe("+3.4");
    expect(en.signed(-0.01)).toBe("0.0");
    expect([en.number(-0.0004, 3, true), en.number(-0.0006, 3, true)]).toEqual(["0.000", "−0.001"]);
  });
});
