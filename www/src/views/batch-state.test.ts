import { describe, expect, it } from "vitest";
import { Rows } from "./batch-rows";
import { addedColumns, findColumns, looksLikePeople, nameColumn, outcomeOf, rowFile, type Table } from "./batch-state";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const people = (n: number): string => ["id,age,sex,sbp", ...Array.from({ length: n }, (_, i) => `${i},50,female,130`)].join("\n");

describe("a table of people", () => {
  it("is told from a record by its content", () => {
    expect(looksLikePeople(bytes(people(20)), true)).toBe(true);
    expect(looksLikePeople(bytes(people(19)), true)).toBe(false);
    expect(looksLikePeople(bytes(people(5)), false)).toBe(true);
    expect(looksLikePeople(bytes('{"resourceType":"Bundle",\n"a":1,\n"b":2}'), true)).toBe(false);
    expect(looksLikePeople(bytes("[1,2,3]\n".repeat(40)), true)).toBe(false);
    expect(looksLikePeople(bytes("plain words\n".repeat(40)), true)).toBe(false);
    expect(looksLikePeople(new Uint8Array([80, 75, 3, 4, 0, 0]), true)).toBe(false);
  });

  it("is not a long table of one person's measurements, in either language", () => {
    const rows = "2026-01-01,sbp,130,mmHg\n".repeat(40);
    expect(looksLikePeople(bytes(`date,test,value,unit\n${rows}`), true)).toBe(false);
    expect(looksLikePeople(bytes(`日期,检验项目,结果,单位\n${rows}`), true)).toBe(false);
  });

  it("finds what the results added", () => {
    const output = ["id", "age", "reason", "bedside_10y_ascvd_pct", "bedside_egfr", "bedside_reason"];
    expect(addedColumns(output)).toEqual([3, 4, 5]);
    expect(findColumns(output)).toEqual({ risk: 3, reason: 5 });
    expect(findColumns(["id", "age", "reason"])).toEqual({ risk: -1, reason: -1 });
  });

  it("knows the column by which people are told apart", () => {
    expect(nameColumn(["age", "Patient ID", "sbp"])).toBe(1);
    expect(nameColumn(["年龄", "姓名", "性别"])).toBe(1);
    expect(nameColumn(["idiopathic", "age"])).toBe(0);
    expect(nameColumn(["bedside_egfr", "age"])).toBe(1);
    expect(nameColumn([])).toBe(-1);
  });

  it("takes the newest results of a table that was scored before", () => {
    const output = ["id", "bedside_10y_ascvd_pct", "bedside_reason", "bedside_10y_ascvd_pct", "bedside_reason"];
    expect(addedColumns(output)).toEqual([3, 4]);
    expect(findColumns(output)).toEqual({ risk: 3, reason: 4 });
  });

  it("gives one row as a file of its own, quoted where it must be", async () => {
    const input = new Rows(bytes('name,note\n"Li, Wei","says ""hm"""\n'));
    const table = { file: { name: "clinic.csv", data: bytes("") }, input } as unknown as Table;
    const file = rowFile(table, 0) as { name: string; data: Uint8Array };
    expect(file.name).toBe("clinic.csv, 1");
    expect(new Rows(file.data).row(0)).toEqual(["Li, Wei", 'says "hm"']);
    // Once it is scored, it is the row of the results: the engine passed over the empty one.
    const scored = new Rows(bytes("name,note,bedside_reason\nAnn,x,\nBea,y,emptyRow\n"));
    const two = { file: table.file, input: new Rows(bytes("name,note\nAnn,x\n,\nBea,y\n")), output: scored } as unknown as Table;
    const second = rowFile(two, 1) as { data: Uint8Array };
    expect([new Rows(second.data).heads, new Rows(second.data).row(0)]).toEqual([["name", "note"], ["Bea", "y"]]);
  });
});

describe("a table that nobody can be scored by", () => {
  const input = (heading: string) => new Rows(bytes(`${heading}\n1,2,yes\n`));
  const none = Float64Array.from([Number.NaN, Number.NaN]);
  it("may be one to train a model on, where a column says what happened", () => {
    const unknown = { stage: "failed", error: { kind: "unsupported", key: "csv.unknownColumns" } } as const;
    expect(outcomeOf({ ...unknown, input: input("v0,v1,died") })).toBe("died");
    expect(outcomeOf({ ...unknown, input: input("甲,乙,一年内住院") })).toBe("一年内住院");
    expect(outcomeOf({ ...unknown, input: input("v0,v1,v2") })).toBeUndefined();
    expect(outcomeOf({ ...unknown, input: input("住院号,入院日期,年龄") })).toBeUndefined();
    expect(outcomeOf({ stage: "done", risks: none, input: input("v0,v1,died") })).toBe("died");
    expect(outcomeOf({ stage: "done", risks: Float64Array.from([0.1, Number.NaN]), input: input("v0,v1,died") })).toBeUndefined();
    expect(outcomeOf({ stage: "failed", error: { kind: "malformed", key: "csv.openQuote" }, input: input("v0,v1,died") })).toBeUndefined();
    expect(outcomeOf({ stage: "running", input: input("v0,v1,died") })).toBeUndefined();
  });
});
