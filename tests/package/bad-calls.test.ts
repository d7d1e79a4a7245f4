/** Calls with values that no engine can use: an error that names the argument, and the engine goes on. */
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../../npm/src/node";
import { root } from "../../scripts/lib/run.mjs";

let bedside: Client;
beforeAll(async () => {
  const pack = (await import(/* @vite-ignore */ pathToFileURL(join(root, "pkg", "node.js")).href)) as { open(): Promise<Client> };
  bedside = await pack.open();
});
afterAll(() => bedside.close());

const deep = (levels: number): object => {
  let inner = {};
  for (let at = 0; at < levels; at += 1) inner = { a: inner };
  return inner;
};
const round: { age: number; self?: object } = { age: 60 };
round.self = round;

test.each<[what: string, call: () => Promise<unknown>, error: object]>([
  ["a patient that goes round in circles", () => bedside.recommend(round), { kind: "usage", key: "engine.argument" }],
  ["a patient that nests too deep", () => bedside.recommend(deep(50_000)), { kind: "usage", key: "engine.argument" }],
  ["a patient that is no object", () => bedside.recommend(undefined), { kind: "usage", key: "engine.argument" }],
  ["a name that JavaScript has of its own", () => bedside.recommend(JSON.parse('{"__proto__":{"age":60}}')), { kind: "value", key: "facts.unknownKey" }],
  ["a record that goes round in circles", () => bedside.assess(round as never, { asOf: "2026-03-01" }), { kind: "usage", key: "engine.argument" }],
  ["a record of wrong types", () => bedside.assess({ observations: 5 } as never), { kind: "usage", key: "engine.argument" }],
  ["a day that is none", () => bedside.assess({} as never, { asOf: "2026-13-45" as never }), { kind: "usage", key: "engine.argument" }],
  ["a number that is none", () => bedside.evaluate("bmi", { height: Number.NaN, weight: 80 }), { kind: "value", key: "equation.notFinite" }],
  ["columns of two lengths", () => bedside.evaluateMany("bmi", { height: new Float64Array(2), weight: new Float64Array(3) }), { kind: "usage", key: "equation.columnLength" }],
  ["a column of another name", () => bedside.evaluateMany("bmi", { ["__proto__"]: new Float64Array(1) }), { kind: "usage", key: "equation.unknownInput" }],
  ["a file without bytes", () => bedside.read([{ name: "x" } as never]), { kind: "usage", key: "engine.argument" }],
  ["an equation that is named by a number", () => bedside.evaluate(5 as never, {}), { kind: "usage", key: "engine.wrongType", place: "id", args: { call: "evaluate", accepted: "a text" } }],
  ["a model of another type", () => bedside.scoreActions({ file: 5 } as never, {}), { kind: "usage", key: "engine.wrongType", place: "model.file" }],
  ["a model's file with a number for a name", () => bedside.openRecommender({ name: 5 } as never), { kind: "usage", key: "engine.wrongType", place: "file.name" }],
  ["a table without bytes", () => bedside.batch({ name: "x", data: "text" } as never), { kind: "usage", key: "engine.wrongType", place: "file.data" }],
  ["options that are null", () => bedside.planMeals({} as never, null as never), { kind: "usage", key: "engine.wrongType", place: "options" }],
  ["a week that is none", () => bedside.swapMeal({} as never, null as never, { day: 0, index: 0 }), { kind: "usage", key: "engine.wrongType", place: "plan" }],
  ["a file of no bytes", () => bedside.batch({ name: "x", data: new Uint8Array() }), { kind: "malformed", key: "format.empty" }],
])("%s is told, and the engine goes on", async (_what, call, error) => {
  await expect(call()).rejects.toMatchObject(error);
  expect(await bedside.evaluate("bmi", { height: 180, weight: 81 })).toMatchObject({ value: 25 });
});
