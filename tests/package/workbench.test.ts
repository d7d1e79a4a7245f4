/** The workbench by the package: a table becomes a model, its figures, its reasons and its files. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Client, CohortTable, Protocol, StudyModel } from "../../npm/src/node";
import { root } from "../../scripts/lib/run.mjs";
import { exampleTable } from "../../www/src/workbench/example";

let bedside: Client;
let table: CohortTable;
let model: StudyModel;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const people = { name: "people.csv", data: bytes(exampleTable()) };
const protocol: Protocol = {
  question: { outcome: { task: "binary", column: "readmitted", happened: { yes: ["yes"] } }, predictors: ["age", "sex", "systolic_bp", "bmi", "hba1c", "smoking", "earlier_stays"], groups: ["sex"] },
  model: { kind: "logistic", penalty: "none" },
  split: { by: "stratified", folds: 5, repeats: 1, share: 0.25, seed: 1 },
  promise: 0.9,
};

beforeAll(async () => {
  const pack = (await import(/* @vite-ignore */ pathToFileURL(join(root, "pkg", "node.js")).href)) as { open(): Promise<Client> };
  bedside = await pack.open();
  table = await bedside.openTable(people);
  model = await table.train(protocol);
});
afterAll(() => bedside.close());

describe("a table", () => {
  test("tells its columns and what is wrong with it", async () => {
    const { table: columns, quality } = await table.told();
    expect(columns.rows).toBe(600);
    expect(columns.columns.find(({ name }) => name === "age")?.kind).toBe("number");
    expect(quality.columns.find(({ name }) => name === "person")?.id).toBe(true);
  });
  test("comes packed as well", async () => {
    const packed = await bedside.openTable({ name: "people.csv.gz", data: gzipSync(people.data) });
    expect((await packed.told()).table.rows).toBe(600);
    packed.close();
  });
  test("comes as a sheet of a workbook, which is named or found", async () => {
    const file = { name: "people.xlsx", data: new Uint8Array(readFileSync(join(root, "tests/fixtures/workbook/people.xlsx"))) };
    const found = await bedside.openTable(file);
    expect((await found.told()).table.columns.map(({ name, kind }) => `${name}: ${kind}`)).toEqual(["编号: id", "age: number", "sex: word", "visit: day", "SBP (mmHg): number", "died: word", "remark: word"]);
    expect(found.sheet).toMatchObject({ sheet: "Visits 随访", rows: 6, columns: 7, errors: 1, unsaved: 1, merged: 1, titles: 1 });
    const codes = await bedside.openTable(file, { sheet: "Codes" });
    expect((await codes.told()).table.preview).toEqual([["1", "yes"]]);
    await expect(bedside.openTable(file, { sheet: "codes" })).rejects.toMatchObject({ kind: "value", key: "workbook.noSuchSheet" });
    for (const [name, key] of [["locked.xlsx", "workbook.locked"], ["old.xls", "workbook.xls"], ["many-words.xlsx", "workbook.broken"], ["cut.xlsx", "workbook.cut"]] as const) {
      const data = new Uint8Array(readFileSync(join(root, "tests/fixtures/workbook", name)));
      await expect(bedside.openTable({ name, data })).rejects.toMatchObject({ key, place: name });
    }
    found.close();
    codes.close();
  });
  test("leaves out rows that cannot be read, and tells them", async () => {
    const some = await bedside.openTable({ name: "t.csv", data: bytes(`a,b\n${"1,2\n".repeat(30)}3\n4,5\n"6,7\n8,9\n`) });
    const { rows, faulty, lines } = (await some.told()).table;
    expect([rows, faulty]).toEqual([32, { rows: 2, first: [{ row: 32, why: "cells", column: "a" }, { row: 34, why: "quote", column: "a" }] }]);
    // Rows of the table from 30 on stand in every second line of the file from 33 on.
    expect(lines).toEqual([[0, 2, 1], [30, 33, 2]]);
    some.close();
  });
  test("makes two columns of one that holds two numbers, and one again", async () => {
    const some = await bedside.openTable({ name: "t.csv", data: bytes("bp,y\n120/80,1\n131/85,0\n142/90,1\nnot taken,0\n") });
    expect(await some.change({ name: "bp", divide: ["upper", "lower"] })).toMatchObject({ name: "bp", lost: 1 });
    expect((await some.told()).table.preview[1]).toEqual(["131", "85", "0"]);
    await some.change({ name: "lower", unite: true });
    expect((await some.told()).table.preview[1]).toEqual(["131/85", "0"]);
    some.close();
  });
  test("says what a question means for it, and what cannot be asked", async () => {
    const asked = await table.ask(protocol.question);
    expect(asked.rows).toBe(600);
    expect(asked.mostParameters).toBeGreaterThan(0);
    await expect(table.ask({ ...protocol.question, predictors: ["readmitted"] })).rejects.toMatchObject({ key: "study.outcomeAsPredictor" });
    await expect(table.train({ ...protocol, model: { kind: "cox" } })).rejects.toMatchObject({ key: "study.unsuited" });
    await expect(bedside.openTable({ name: "empty.csv", data: bytes("") })).rejects.toMatchObject({ kind: "malformed" });
  });
});

describe("a model", () => {
  test("is judged on rows it did not see, and its file reads back in", async () => {
    const told = await model.told();
    expect(told.evaluation.binary?.area?.value).toBeGreaterThan(0.6);
    expect(told.weights.length).toBeGreaterThan(7);
    const file = await model.file();
    const { conformal } = JSON.parse(file) as { conformal: { kind: string; misses: number } };
    expect(conformal.kind).toBe("sets");
    expect(conformal.misses).toBeCloseTo(0.1, 12);
    const again = await bedside.openStudy({ name: "model.json", data: bytes(file) });
    expect(await again.file()).toBe(file);
    const [one, two] = [await model.predict(people), await again.predict(people)];
    expect(one.csv).toEqual(two.csv);
    expect(one.answered).toBe(600);
    await expect(bedside.openStudy({ name: "cut.json", data: bytes(file.slice(0, 900)) })).rejects.toMatchObject({ key: "modelFile.cutShort" });
    await expect(bedside.openStudy({ name: "old.json", data: bytes(file.replace('"version":1', '"version":7')) })).rejects.toMatchObject({ key: "modelFile.version" });
    again.close();
  });
  test("opened from its file explains people without its table, and says what it cannot", async () => {
    const again = await bedside.openStudy({ name: "model.json", data: bytes(await model.file()) });
    expect((await again.told()).lacks).toEqual(["importance", "nearest", "lines"]);
    expect((await model.told()).lacks).toEqual([]);
    await expect(again.importance()).rejects.toMatchObject({ key: "workbench.noTable" });
    await expect(again.explain(3)).rejects.toMatchObject({ key: "workbench.noTable" });
    const [heads, ...rows] = exampleTable().trim().split(/\r?\n/).map((line) => line.split(","));
    const typed = Object.fromEntries(protocol.question.predictors.map((name) => [name, rows[3]?.[heads?.indexOf(name) ?? -1] ?? ""]));
    const movable = [{ column: "systolic_bp" }, { column: "smoking" }];
    const [here, there] = [await model.explain(3, movable, 0.2), await again.explain({ typed }, movable, 0.2)];
    expect(there.cases).toEqual(here.cases);
    expect(there.counterfactual).toEqual(here.counterfactual);
    expect(there.near).toEqual([]);
    await expect(again.explain({ scored: 3 })).rejects.toMatchObject({ key: "explain.notScored" });
    await again.predict(people);
    expect((await again.explain({ scored: 3 }, movable, 0.2)).cases).toEqual(here.cases);
    await expect(again.explain({ typed: { age: "old" } })).rejects.toMatchObject({ key: "explain.notNumber", args: { column: "age" } });
    const { points, lines } = await again.dependence("age");
    expect(points.length).toBeGreaterThan(5);
    expect(lines).toEqual([]);
    again.close();
  });
  test("of trees is explained in steps that can be stopped", async () => {
    const forest = await table.train({ ...protocol, model: { kind: "forest", trees: 200 }, split: { by: "stratified", folds: 2, repeats: 1, share: 0.25, seed: 1 } });
    const movable = ["age", "systolic_bp", "bmi", "hba1c", "smoking"].map((column) => ({ column }));
    const told: number[] = [];
    const { counterfactual } = await forest.explain(3, movable, 0.05, { onProgress: ({ done, total }) => told.push(done / total) });
    expect(counterfactual?.answer).toBeGreaterThan(0);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    const abort = new AbortController();
    await expect(forest.explain(3, movable, 0.001, { signal: abort.signal, onProgress: () => abort.abort() })).rejects.toMatchObject({ kind: "cancelled" });
    forest.close();
  });
  test("gives its reasons", async () => {
    const { columns } = await model.importance({ repeats: 2 });
    expect(columns.map(({ column }) => column)).toContain("age");
    const { points } = await model.dependence("age");
    expect(points.length).toBeGreaterThan(5);
    const { cases, near } = await model.explain(3, [{ column: "systolic_bp" }], 0.2);
    const [only] = cases.cases;
    const sum = cases.base + (only?.parts ?? []).reduce((all, { amount }) => all + amount, 0);
    expect(Math.abs(sum - (only?.margin ?? Number.NaN))).toBeLessThan(1e-9);
    expect(near).toHaveLength(5);
    expect(await model.shapes()).toBeUndefined();
  });
  test("is compared, fitted again, and held against other tables", async () => {
    const other = await table.train({ ...protocol, model: { kind: "boosting", trees: 20, depth: 2 } });
    const compared = await model.compare(other);
    expect(compared.rows).toBe(600);
    expect(compared.areas).toBeDefined();
    expect((await model.learning()).length).toBeGreaterThan(3);
    const [main] = await model.flattery(5);
    expect(main?.draws).toBe(5);
    const { after, before, ownRows } = await model.validate({ ...people, name: "elsewhere.csv" });
    // Its own table under another name is no other table, and is not kept.
    expect(ownRows).toBe(before.rows);
    expect(before.rows).toBe(600);
    expect(after.map(({ by }) => by)).toEqual(["intercept", "slope", "refit"]);
    const drift = await model.drift(people);
    expect(drift.columns.every(({ shift }) => (shift?.index ?? 0) < 0.01)).toBe(true);
    expect((await model.onnx()).length).toBeGreaterThan(200);
    const card = await model.card();
    expect(card.items.length).toBeGreaterThan(40);
    expect(card.sections.some(({ id }) => id === "external")).toBe(false);
  });
  test("is the same, to the byte, by one worker and by several", async () => {
    const inner = { by: "stratified", folds: 3, repeats: 1, share: 0.25, seed: 1 };
    const space = { model: { kind: "boosting" }, vary: { depth: [1, 2], trees: [10, 20], rate: [0.05, 0.1] } };
    const search = (how: object) => ({ ...protocol, search: { how, spaces: [space], by: "loss", inner } }) as unknown as Protocol;
    for (const how of [protocol, search({ by: "grid" }), search({ by: "halving", draws: 9 })]) {
      const files: [string, unknown][] = [];
      for (const workers of [1, 2, 3]) {
        let last = 0;
        const made = await table.train(how, { workers, onProgress: ({ done, total }) => (last = done / total) });
        expect(last).toBeGreaterThan(0.5);
        files.push([await made.file(), await made.told()]);
        made.close();
      }
      expect(files[1]).toEqual(files[0]);
      expect(files[2]).toEqual(files[0]);
    }
    // Between two steps the thread hears others: without that, no helper would get a piece.
    let heard = 0;
    const timer = setInterval(() => (heard += 1), 5);
    (await table.train(search({ by: "grid" }), { workers: 1 })).close();
    clearInterval(timer);
    expect(heard).toBeGreaterThan(2);
    await expect(table.train(protocol, { workers: 0 })).rejects.toMatchObject({ key: "engine.wrongType", place: "options.workers" });
    // The table may change while a study of it is under way: helpers see it as it was.
    const other = await bedside.openTable(people);
    const training = other.train(search({ by: "grid" }), { workers: 2 });
    await other.change({ name: "age", kind: "word" });
    const [asked, before] = [await training, await table.train(search({ by: "grid" }), { workers: 1, name: "people" })];
    expect(await asked.file()).toBe(await before.file());
    for (const one of [asked, before, other]) one.close();
  });
  test("of a search that is stopped is the best so far; before anything is fitted there is none", async () => {
    const stop = async (how: Protocol, after = 0, workers = 1): Promise<StudyModel> => {
      const abort = new AbortController();
      return table.train(how, { workers, signal: abort.signal, onProgress: ({ done }) => done >= after && abort.abort() });
    };
    const space = { model: { kind: "boosting" }, vary: { depth: [1, 2, 3, 4], trees: [20, 40], rate: [0.05, 0.1] } };
    const searching = { ...protocol, search: { how: { by: "grid" }, spaces: [space], by: "loss", inner: { by: "stratified", folds: 3, repeats: 1, share: 0.25, seed: 1 } } } as unknown as Protocol;
    for (const workers of [1, 2]) {
      const told = await (await stop(searching, 800, workers)).told();
      expect(told.evaluation.stopped).toBe(true);
      expect(told.trials.length).toBeGreaterThan(0);
    }
    await expect(stop({ ...protocol, model: { kind: "net", layers: [256, 256], epochs: 2000, patience: 0 } })).rejects.toMatchObject({ kind: "cancelled" });
  });
});

// What `cargo test --test learn_studies` carried out natively.
const studies = join(root, "target", "tmp", "studies");
const native = (name: string): Buffer => readFileSync(join(studies, name));
const kinds = ["leastSquares", "elasticNet", "logistic", "firth", "cox", "hazards", "boosting", "forest", "additive", "net"];
const names = existsSync(studies) ? readdirSync(studies).flatMap((name) => /^(.*)\.scored\.csv$/.exec(name)?.[1] ?? []).sort() : [];
const missing = kinds.filter((kind) => !names.some((name) => name.startsWith(`${kind}-`)));
if (missing.length > 0) console.log("skipped: no studies carried out natively; cargo test --test learn_studies writes them");

test("studies of every kind were carried out natively", (context) => {
  if (missing.length > 0 && process.env["BEDSIDE_REQUIRE_SHARED"] !== "1") context.skip("cargo test --test learn_studies has not run");
  expect(missing, "cargo test --test learn_studies writes to target/tmp/studies what the package is compared with; it has not run").toEqual([]);
});

describe.skipIf(missing.length > 0)("the same study as natively", () => {
  let same: CohortTable;
  let file: { name: string; data: Uint8Array };
  beforeAll(async () => {
    file = { name: "people.csv", data: new Uint8Array(native("people.csv")) };
    same = await bedside.openTable(file);
    await same.change({ name: "age", least: 0, most: 120 });
    // The day stands in the file, and is part of what the file is sealed by.
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 29, 12) });
  });
  afterAll(() => {
    vi.useRealTimers();
    same.close();
  });
  test.each(names.length > 0 ? names : ["none"])("%s has the same file, ONNX file, reasons and answers, to the byte", async (name) => {
    const made = await same.train(JSON.parse(native(`${name}.protocol.json`).toString()) as Protocol, { name });
    const text = await made.file();
    expect(apart(text, native(`${name}.model.json`).toString())).toBeUndefined();
    expect(Buffer.compare(await made.onnx(), native(`${name}.onnx`)), "ONNX").toBe(0);
    const movable = ["age", "smoker", "bmi"].map((column) => ({ column }));
    const reasons = { told: await made.told(), person: await made.explain(5, movable, 0.35), importance: await made.importance({ repeats: 2 }), age: await made.dependence("age") };
    expect(reasons).toEqual(JSON.parse(native(`${name}.reasons.json`).toString()));
    const { csv } = await made.predict(file);
    expect(apart(new TextDecoder("utf-8", { ignoreBOM: true }).decode(csv), native(`${name}.scored.csv`).toString())).toBeUndefined();
    made.close();
  });
});

/** Where two texts part, with what stands around it; a whole model's file is too long to be shown. */
function apart(got: string, want: string): { at: number; got: string; want: string } | undefined {
  if (got === want) return undefined;
  let at = 0;
  while (got[at] === want[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60);
  return { at, got: around(got), want: around(want) };
}
