import { describe, expect, it } from "vitest";
import { conformalOf, keptOf, promisedBy, setAt, type Conformal } from "./promise";

const sets = (no: number | null, yes: number | null): Conformal => ({ kind: "sets", misses: 0.1, limits: [no, yes] }) as Conformal;

describe("what is promised", () => {
  it("is read of a model's file, where it promises anything", () => {
    expect(conformalOf('{"conformal":null}')).toBeUndefined();
    expect(conformalOf("{}")).toBeUndefined();
    expect(conformalOf('{"conformal":{"kind":"band","misses":0.2,"reach":3}}')).toMatchObject({ reach: 3 });
  });
  it("of a number is an interval, endless where nothing could be set", () => {
    expect(promisedBy({ kind: "band", misses: 0.2, reach: 3 })).toEqual({ share: 0.8, reach: 3 });
    expect(promisedBy({ kind: "band", misses: 0.2, reach: undefined }).reach).toBe(Infinity);
  });
  it("of yes and no leaves both open in between, or neither", () => {
    // No stays up to 60 %, yes from 20 % on.
    const wide = promisedBy(sets(0.6, 0.8), [0.1, 0.2, 0.5, 0.6, 0.9]);
    expect(wide).toMatchObject({ sets: { high: 0.6, between: "both" }, counts: { no: 1, both: 3, yes: 1, none: 0 } });
    expect(wide.sets?.low).toBeCloseTo(0.2, 12);
    const narrow = promisedBy(sets(0.2, 0.4), [0.1, 0.5, 0.9]);
    expect(narrow).toMatchObject({ sets: { low: 0.2, high: 0.6, between: "none" }, counts: { no: 1, none: 1, yes: 1, both: 0 } });
    expect(promisedBy(sets(null, null)).sets).toEqual({ low: 0, high: 1, between: "both" });
    expect([0.01, 0.99].map((share) => setAt(sets(null, null), share))).toEqual(["both", "both"]);
  });
  it("held for as many of those held back as its place among them says", () => {
    // ⌈(n + 1) · share⌉, at most all.
    expect([keptOf(99, 0.9), keptOf(100, 0.9), keptOf(5, 0.9), keptOf(9, 0.9)]).toEqual([90, 91, 5, 9]);
  });
});
