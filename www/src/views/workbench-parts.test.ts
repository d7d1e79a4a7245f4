import { readFileSync } from "node:fs";
import { nothing, type TemplateResult } from "lit";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { View } from "../base";
import { Locale, mergeCatalogues, type Catalogue, type Language } from "../locale";
import { running, type Stages } from "./workbench-parts";

/** The words of a part, and what its buttons do. */
function shown(part: unknown): string {
  if (Array.isArray(part)) return part.map(shown).join("");
  if (part === nothing || typeof part === "function") return "";
  if (typeof part !== "object" || part === null || !("strings" in part)) return String(part);
  const { strings, values } = part as TemplateResult;
  return strings.map((text, at) => text + (at < values.length ? shown(values[at]) : "")).join("");
}

const locales = new URL("../../locales/", import.meta.url);
const words = (language: Language) => new Locale(language, mergeCatalogues(["ui", "views", "workbench"].map((name) => JSON.parse(readFileSync(new URL(`${language}/${name}.json`, locales), "utf8")) as Catalogue)));

interface Run { stage: string; progress?: { stage?: string; done: number; total: number }; spent: number; language?: Language }

/** What is said of work that began so many seconds ago. */
function said({ stage, progress, spent, language = "en" }: Run, stages?: Stages): string {
  vi.spyOn(performance, "now").mockReturnValue(500_000);
  const locale = words(language);
  const run = { value: { stage, progress, startedAt: 500_000 - spent * 1000, abort: new AbortController() } };
  const part = running({ locale, t: locale.t.bind(locale), app: { workbench: { run } } } as unknown as View, stages);
  return shown(part).replace(/\s+/g, " ");
}

afterEach(() => void vi.restoreAllMocks());

describe("work under way", () => {
  const quarter = { stage: "folds", done: 25, total: 100 };
  it("says how long is left, by what it took so far", () => {
    expect(said({ stage: "train", progress: quarter, spent: 10 })).toContain("Training and testing, part by part, about 30 seconds left<");
    expect(said({ stage: "train", progress: { done: 90, total: 100 }, spent: 30 })).toContain("Training and testing, about 4 seconds left<");
    expect(said({ stage: "train", progress: quarter, spent: 10, language: "zh" })).toMatch(/，大约还要30\s?秒钟?</);
  });
  it("counts a long wait in minutes and hours", () => {
    expect(said({ stage: "train", progress: quarter, spent: 600 })).toContain("about 30 minutes left<");
    expect(said({ stage: "train", progress: quarter, spent: 4000 })).toContain("about 4 hours left<");
    expect(said({ stage: "train", progress: quarter, spent: 600, language: "zh" })).toMatch(/，大约还要30\s?分钟</);
  });
  it("says nothing of it while nobody knows, or where it is over at once", () => {
    const none: Run[] = [
      { stage: "train", spent: 10 },
      { stage: "train", progress: { done: 0, total: 0 }, spent: 10 },
      { stage: "train", progress: { done: 0, total: 100 }, spent: 10 },
      // Too early to tell.
      { stage: "train", progress: { done: 2, total: 100 }, spent: 10 },
      { stage: "train", progress: { done: 25, total: 100 }, spent: 0.9 },
      // Two seconds are no wait.
      { stage: "train", progress: { done: 80, total: 100 }, spent: 8 },
      { stage: "train", progress: { done: 100, total: 100 }, spent: 80 },
      { stage: "train", progress: { done: 130, total: 100 }, spent: 80 },
    ];
    for (const run of none) {
      const text = said(run);
      expect(text).toContain(">Training and testing<");
      expect(text).not.toContain("left");
    }
  });
  it("is told only where it was asked for", () => {
    const run = { stage: "train", progress: quarter, spent: 10 };
    expect(said(run, { only: ["train"] })).toContain("30 seconds");
    expect(said(run, { only: ["search"] })).toBe("");
    expect(said(run, { but: ["train"] })).toBe("");
  });
});
