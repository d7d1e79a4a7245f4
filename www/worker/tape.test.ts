import { describe, expect, it } from "vitest";
import { isTape, TapeReader, type Tape } from "./tape";

const list = (count: number) => (count << 3) | 5;
const word = (number: number) => (number << 3) | 3;
const text = (units: number) => (units << 3) | 4;
const tape = (items: number[], rest: Partial<Tape> = {}): Tape => ({ items: Uint32Array.from(items), numbers: new Float64Array(), text: "", from: [9, 0, 0], ...rest });

describe("a tape", () => {
  it("says every sort of value", () => {
    const numbers = Float64Array.from([0.1, -2]);
    const items = [list(9), 0, 8, 16, (7 << 3) | 1, 2, 2, text(2), text(1), list(0)];
    expect(new TapeReader().read(tape(items, { numbers, text: "肺a." }))).toEqual([null, false, true, 7, 0.1, -2, "肺a", ".", []]);
  });

  it("tells words and forms once", () => {
    const reader = new TapeReader();
    expect(reader.told()).toEqual([0, 0, 0]);
    const first = reader.read(tape([6, word(2), (1 << 3) | 6], { words: ["a", "b", "c"], forms: [[0, 1], []] }));
    expect(first).toEqual({ a: "c", b: {} });
    expect(reader.told()).toEqual([9, 3, 2]);
    const more = tape([list(2), 6, word(3), 0, (2 << 3) | 6, 8], { from: [9, 3, 2], words: ["d"], forms: [[3]] });
    expect(reader.read(more)).toEqual([{ a: "d", b: null }, { d: false }]);
    // Told again, by a reply that was asked for before the last one was read.
    expect(reader.read(more)).toEqual([{ a: "d", b: null }, { d: false }]);
    expect(reader.told()).toEqual([9, 4, 3]);
  });

  it("of another engine starts anew", () => {
    const reader = new TapeReader();
    reader.read(tape([word(0)], { words: ["old"] }));
    expect(reader.read(tape([word(0)], { from: [4, 0, 0], words: ["new"] }))).toBe("new");
    expect(reader.told()).toEqual([4, 1, 0]);
  });

  it("carries a member called __proto__ like any other", () => {
    const read = new TapeReader().read(tape([(1 << 3) | 7, text(9), 16], { text: "__proto__" }));
    expect(Object.keys(read as object)).toEqual(["__proto__"]);
  });

  it("is told from what is none", () => {
    expect(isTape(tape([]))).toBe(true);
    for (const none of [null, 1, "x", {}, { items: [1] }]) expect(isTape(none)).toBe(false);
  });
});
