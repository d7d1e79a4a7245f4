import { describe, expect, it } from "vitest";
import type { Card } from "../engine/api";
import { forSheet, numbered, planCount, planParts } from "./plan-parts";

const card = (action: string, more: Partial<Card> = {}): Card => ({ action, status: "recommend", verification: "V2", urgent: false, category: "diet", ...more }) as Card;
const cards = [
  card("stop_it", { status: "avoid" }), card("a"), card("b", { alternativeTo: "a" }), card("c"), card("d"), card("e"), card("f"), card("quit", { category: "smoking" }),
];

describe("numbers of steps", () => {
  it("are the same wherever a step stands: warnings and other ways to the same have none", () => {
    const { steps } = planParts(cards, false);
    expect(numbered(steps).map(({ card: { action }, number }) => [number, action])).toEqual([[1, "a"], [2, "c"], [3, "d"], [4, "e"], [5, "f"], [6, "quit"]]);
    expect(planCount(planParts(cards, false))).toBe(7);
  });

  it("stay on a sheet that has room for some, and who smokes reads of stopping there", () => {
    const { steps } = planParts(cards, false);
    expect(forSheet(steps, 4).map(({ card: { action }, number }) => [number, action])).toEqual([[1, "a"], [2, "c"], [3, "d"], [6, "quit"]]);
    expect(forSheet(steps.slice(0, 4), 3).map(({ number }) => number)).toEqual([1, 2, 3]);
  });
});
