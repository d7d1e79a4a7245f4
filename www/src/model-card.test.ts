import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Catalogue, type Language, Locale } from "./locale";
import type { StudyCard } from "./engine/bench";
import { cardHtml, cardMarkdown } from "./model-card";

const locale = (language: Language): Locale => new Locale(language, JSON.parse(readFileSync(new URL(`../locales/${language}/deploy.json`, import.meta.url), "utf8")) as Catalogue);
const text = (what: string): { text: string } => ({ text: what });
const hostile = "<img src=x onerror=alert(1)> | *b* [a](javascript:x) `c`\n# d";
const card: StudyCard = {
  name: hostile,
  sections: [
    { id: "model", lines: [{ key: "card.notValidated", args: {} }, { key: "card.made", args: { day: text("2026-11-29"), engine: text("0.1.0"), kind: { key: "card.kinds.logistic" } } }], tables: [] },
    { id: "subgroups", lines: [], tables: [{ title: "card.groupTable", about: hostile, head: ["card.heads.group", "card.heads.people"], rows: [[text(hostile), text("40")]] }] },
  ],
  statements: [["3b", `For teaching.\n\n${hostile}`]],
  items: [{ id: "3b", state: "said", section: "" }, { id: "14", state: "part", section: "subgroups" }, { id: "17", state: "author", section: "" }],
};

describe("a model card", () => {
  it("is written in both languages, with every key in words", () => {
    for (const language of ["en", "zh"] as const) {
      for (const written of [cardMarkdown(card, locale(language)), cardHtml(card, locale(language))]) expect(written).not.toMatch(/card\.[a-z]/);
    }
    expect(cardMarkdown(card, locale("en"))).toContain("- Logistic regression, made on 2026-11-29 with Bedside 0.1.0.");
    expect(cardMarkdown(card, locale("zh"))).toContain("- 逻辑回归，2026-11-29用Bedside 0.1.0制作。");
    expect(cardMarkdown(card, locale("en"))).toContain("| 17 | Approval by an ethics board, and consent | asks the author |  |");
    expect(cardHtml(card, locale("zh"))).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
  });

  it("tells settings in words where somebody has them, else as the engine wrote them", () => {
    const of: StudyCard = { ...card, sections: [{ id: "model", lines: [{ key: "card.settings", args: { settings: text("c 1.0, l1Ratio 0.5") } }], tables: [] }] };
    expect(cardMarkdown(of, locale("en"))).toContain("Its settings: c 1.0, l1Ratio 0.5.");
    expect(cardMarkdown(of, locale("zh"), "惩罚：平方（岭）")).toContain("惩罚：平方（岭）");
  });

  it("shows what a table or an author wrote as text", () => {
    const page = cardHtml(card, locale("en"));
    expect(page).not.toMatch(/<img|<script/);
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
    const file = cardMarkdown(card, locale("en"));
    expect(file).not.toMatch(/(?<!\\)<img|(?<!\\)\*b|(?<!\\)\[a|^# d/m);
    // The table keeps its two columns: no cell ends early, and none breaks the line.
    const row = file.split("\n").find((line) => line.includes("| 40 |")) ?? "";
    expect(row.match(/(?<!\\)\|/g)?.length).toBe(3);
  });
});
