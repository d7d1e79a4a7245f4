import { describe, expect, it } from "vitest";
import { Rows, distribution } from "./batch-rows";

const rows = (text: string): Rows => new Rows(new TextEncoder().encode(text));
const now = async (): Promise<void> => undefined;

describe("rows of a table", () => {
  it("reads headings, quoted commas, doubled quotes and newlines inside a cell", () => {
    const table = rows('\uFEFFname,note,risk\r\n"Li, Wei","says ""hm""\nand more",0.12\r\n\r\n王芳,,0.05\r\n');
    expect(table.heads).toEqual(["name", "note", "risk"]);
    expect(table.length).toBe(2);
    expect(table.row(0)).toEqual(["Li, Wei", 'says "hm"\nand more', "0.12"]);
    expect(table.row(1)).toEqual(["王芳", "", "0.05"]);
    expect(table.cell(0, 1)).toBe('says "hm"\nand more');
    expect(table.cell(1, 1)).toBe("");
    expect(table.cell(1, 7)).toBe("");
    expect(table.row(2)).toEqual([]);
  });

  it("takes a mark inside a cell for a letter, and separates as the headings do", () => {
    const table = rows('id;note;risk\n1;scar 5" left;0.1\n2;"two; three";0.2\n3;;0.3\n');
    expect([table.heads, table.length]).toEqual([["id", "note", "risk"], 3]);
    expect([table.row(0), table.row(1), table.cell(2, 2)]).toEqual([["1", 'scar 5" left', "0.1"], ["2", "two; three", "0.2"], "0.3"]);
    expect(rows("a\tb\n1\t2").row(0)).toEqual(["1", "2"]);
    expect(rows("only\n1;2").row(0)).toEqual(["1;2"]);
  });

  it("needs no newline at the end and stands an empty file", () => {
    expect(rows("a,b\n1,2").row(0)).toEqual(["1", "2"]);
    expect(rows("a,b").length).toBe(0);
    expect(rows("").heads).toEqual([]);
    expect(rows("").length).toBe(0);
    expect(rows("\n\n").length).toBe(0);
  });

  it("reads one column as numbers", async () => {
    const column = await rows("id,risk\n1,0.5\n2,\n3,none\n4,0.25").numbers(1, now);
    expect([...column]).toEqual([0.5, Number.NaN, Number.NaN, 0.25]);
  });

  it("finds the last of 100,000 rows at once", () => {
    const lines = ["id,age,risk"];
    for (let i = 0; i < 100_000; i += 1) lines.push(`${i},${30 + (i % 50)},${(i % 97) / 1000}`);
    const bytes = new TextEncoder().encode(lines.join("\n"));
    const table = new Rows(bytes);
    expect(table.length).toBe(100_000);
    expect(table.cell(99_999, 0)).toBe("99999");
    expect(table.row(50_000)).toEqual(["50000", "30", String((50_000 % 97) / 1000)]);
  });
});

describe("the distribution", () => {
  it("counts everyone once, outliers in the last step", () => {
    const values = Array.from({ length: 199 }, (_, i) => i / 1000);
    const bins = distribution([...values, 0.9, Number.NaN], 10);
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(200);
    expect(bins[0]).toEqual({ from: 0, to: 0.02, count: 20 });
    expect(bins[9]?.count).toBe(20);
  });

  it("is empty without values and stands equal ones", () => {
    expect(distribution([], 10)).toEqual([]);
    expect(distribution([Number.NaN], 10)).toEqual([]);
    expect(distribution([0, 0], 5).reduce((sum, bin) => sum + bin.count, 0)).toBe(2);
  });
});
