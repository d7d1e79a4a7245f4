/** What the engine tells of a model, as the page keeps it. */
import { describe, expect, it } from "vitest";
import type { ModelTold } from "../engine/bench";
import { wholeProtocol } from "./asking";

describe("a protocol", () => {
  it("has all its lists, also those that the engine leaves out because they are empty", () => {
    const told = { question: { outcome: { task: "continuous", column: "y" }, predictors: ["x"] }, model: { kind: "leastSquares" }, split: { by: "random" }, promise: 0.9 } as unknown as ModelTold["protocol"];
    expect(wholeProtocol(told)).toMatchObject({ question: { predictors: ["x"], population: [], groups: [] }, pipeline: { columns: [], interactions: [], select: { correlation: 1, best: 0 } }, model: { kind: "leastSquares" }, promise: 0.9 });
  });
});
