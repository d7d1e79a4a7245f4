import { describe, expect, it } from "vitest";
import { readBy, Signal } from "./signal";

describe("a signal", () => {
  it("tells who reads it, once per change, until they leave", () => {
    const count = new Signal(1);
    let told = 0;
    const leave = count.subscribe(() => {
      told += 1;
    });
    count.value = 1;
    expect(told).toBe(0);
    count.value = 2;
    expect(told).toBe(1);
    leave();
    count.value = 3;
    expect(told).toBe(1);
  });
  it("is noted when read and not when peeked at, also inside another reading", () => {
    const [a, b, c] = [new Signal("a"), new Signal("b"), new Signal("c")];
    let inner = new Set<unknown>();
    const outer = readBy(() => {
      a.value;
      inner = readBy(() => b.value);
      c.peek();
    });
    expect([...outer]).toEqual([a]);
    expect([...inner]).toEqual([b]);
  });
});
