import { describe, expect, it } from "vitest";
import { caseOf, dependenceOf, shapesOf, type Writes } from "./explained";
import { holdsYears, lineOf, rowOf, tableReport, wordsOf, type ColumnPicture } from "./table";

const quantiles = { least: 1, low1: 1, low25: 2, median: 3, high75: 4, high99: 5, greatest: 5 };
const column = (name: string, kind: "number" | "word") => ({ name, kind, whole: true, decimalComma: false, dayOrder: undefined, missing: 1, words: 0, meaning: undefined, odd: 0, oddCells: [], leftOut: false });
const judged = (name: string) => ({ name, missing: 9, different: 4, constant: false, id: name === "x", impossible: 1, unusual: 0, impossibleValues: [{ row: 4, value: 900, low: 40, high: 300, unit: "mmHg" }], codeForMissing: undefined });
const write: Writes = { number: String, day: (days) => `day ${days}`, missing: "?" };

describe("a table", () => {
  it("has each column's cells, picture and quality in one place", () => {
    const pictures: ColumnPicture[] = [{ kind: "number", missing: 1, different: 4, quantiles, edges: [1, 3, 5], counts: [2, 2] }, { kind: "word", missing: 1, different: 2, most: [{ word: "no", rows: 3 }, { word: "yes", rows: 1 }], rest: 0 }];
    const table = { rows: 5, separator: ",", columns: [column("x", "number"), column("y", "word")], pictures, notes: [], preview: [] };
    const quality = { rows: 5, columns: [judged("x"), judged("y")], patterns: [{ columns: [], rows: 5 }], doubleRows: 2, doubles: [], nearDoublePairs: 1, nearDoubles: [], leaks: [], outcome: undefined };
    // What is not known crosses as null.
    const told = JSON.parse(JSON.stringify({ name: "t.csv", table, quality }, (_, value: unknown) => value ?? null)) as wasm_bindgen.TableTold;
    const report = tableReport(told);
    expect(report.columns[0]?.meaning).toBeUndefined();
    expect(report).toMatchObject({ name: "t.csv", rows: 5, doubleRows: 2, nearDoublePairs: 1 });
    expect(report.columns[0]).toMatchObject({ kind: "number", missing: 1, id: true, different: 4, picture: { quantiles }, impossibleValues: [{ row: 4 }] });
    expect(report.columns[0]?.codeForMissing).toBeUndefined();
    expect(wordsOf(report.columns[1]?.picture)).toEqual([{ word: "no", rows: 3 }, { word: "yes", rows: 1 }]);
  });
});

describe("cells and rows", () => {
  it("that did not fit are missing wherever missing cells are counted", () => {
    const table = { rows: 5, separator: ",", columns: [{ ...column("x", "number"), missing: 0, odd: 2 }], pictures: [undefined], notes: [], preview: [] };
    const quality = { rows: 5, columns: [judged("x")], patterns: [], doubleRows: 0, nearDoublePairs: 0, leaks: [] };
    expect(tableReport({ name: "t.csv", table, quality } as unknown as wasm_bindgen.TableTold).columns[0]).toMatchObject({ missing: 2, odd: 2 });
    const notes = tableReport({ name: "t.csv", table, quality } as unknown as wasm_bindgen.TableTold, undefined, "gb18030").notes;
    expect(notes).toEqual([{ key: "gb18030", columns: [], pairs: [] }]);
  });
  it("are counted as the file counts them, and back", () => {
    const plain = { rows: 4, lines: [] };
    expect([0, 3].map((row) => lineOf(plain, row))).toEqual([2, 5]);
    expect([2, 5].map((line) => rowOf(plain, line))).toEqual([0, 3]);
    // Two rows above the headings, and row 6 of the file was left out.
    const apart = { rows: 4, lines: [[0, 4, 1], [2, 7, 1]] as [number, number, number][] };
    expect([0, 1, 2, 3].map((row) => lineOf(apart, row))).toEqual([4, 5, 7, 8]);
    expect([4, 5, 6, 7, 8, 99].map((line) => rowOf(apart, line))).toEqual([0, 1, 2, 2, 3, 3]);
    // Each second line is empty, up to a page that has none.
    const doubled = { rows: 5000, lines: [[0, 2, 2], [4000, 8002, 1]] as [number, number, number][] };
    expect([0, 1, 3999, 4000, 4999].map((row) => lineOf(doubled, row))).toEqual([2, 4, 8000, 8002, 9001]);
    expect([2, 3, 4, 8000, 8001, 8002, 9001].map((line) => rowOf(doubled, line))).toEqual([0, 1, 1, 3999, 4000, 4000, 4999]);
  });
});

describe("years", () => {
  it("are whole numbers about our time, and no amounts", () => {
    const of = (least: number, greatest: number, whole = true) => holdsYears({ kind: "number", whole, picture: { kind: "number", missing: 0, different: 9, quantiles: { ...quantiles, least, greatest }, edges: [], counts: [] } });
    expect([of(1978, 1993), of(1, 1993), of(1978, 5000), of(1978.5, 1993, false)]).toEqual([true, false, false, false]);
  });
});

describe("explanations", () => {
  it("draw numbers to scale and words by name", () => {
    const points = [1, 2].map((value) => ({ value: { kind: "number" as const, value }, mean: value / 10 }));
    expect(dependenceOf({ column: "x", rows: 9, points, lines: [{ values: [0, 1] }] }, write)).toEqual({ column: "x", rows: 9, grid: [1, 2], mean: [0.1, 0.2], people: [[0, 1]] });
    const mixed = [{ value: { kind: "word" as const, value: "no" }, mean: 0.1 }, { value: { kind: "missing" as const }, mean: null }];
    expect(dependenceOf({ column: "y", rows: 9, points: mixed, lines: [] }, write).grid).toEqual(["no", "?"]);
  });
  it("put curves before surfaces, and a list for each bin of the first column", () => {
    const axis = (edges: number[]) => ({ kind: "numbers" as const, edges });
    const shapes = shapesOf(
      {
        curves: [{ drawn: { column: "flat", axis: axis([1]) }, values: [0, 0], spread: [] }, { drawn: { column: "x", axis: { kind: "missing", filled: 0, missing: 1 } }, values: [0, 1], spread: [] }],
        surfaces: [{ one: { column: "x", axis: axis([1, 2]) }, other: { column: "z", axis: axis([5]) }, values: [1, 2, 3, 4, 5, 6] }],
      },
      { filled: "filled", missing: "gap" },
    );
    expect(shapes.map(({ columns }) => columns.join())).toEqual(["x", "x,z"]);
    expect(shapes[0]?.borders[0]).toEqual(["filled", "gap"]);
    expect(shapes[1]?.values).toEqual([[1, 2], [3, 4], [5, 6]]);
  });
  it("of a person count rows from 1 and write every value", () => {
    const number = (value: number) => ({ kind: "number" as const, value });
    const part = { column: "x", value: number(2), with: "z", withValue: { kind: "missing" as const }, amount: 0.4 };
    const cases = { base: -1, unit: "logOdds", cases: [{ margin: -0.6, answer: 0.3, parts: [part], words: { key: "binary.raised", raisers: [part], lowerers: [] } }] };
    const near = [{ row: 0, distance: 1, apart: [{ column: "a", share: 0.1 }, { column: "b", share: 0.9 }] }];
    const told = caseOf({ cases, notes: [] }, near, write);
    const written = { column: "x", value: "2", with: "z", withValue: "?", amount: 0.4 };
    expect(told).toMatchObject({ answer: 0.3, margin: -0.6, unit: "logOdds", parts: [written], words: { key: "binary.raised", raisers: [written] }, nearest: [{ row: 1, differs: ["b", "a"] }] });
    expect(told.change).toBeUndefined();
    const way = { changes: [{ column: "x", from: number(2), to: number(1) }], answer: 0.1 };
    const changed = caseOf({ cases, notes: [], counterfactual: { met: false, ways: [way], exact: true, nearest: null, leftOut: [{ column: "d", why: "day" }] } }, [], write);
    expect(changed.change).toEqual({ met: false, ways: [{ changes: [{ column: "x", from: "2", to: "1" }], answer: 0.1 }], exact: true, nearest: undefined, leftOut: [{ column: "d", why: "day" }] });
  });
});
