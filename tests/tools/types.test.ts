import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findAny } from "../../scripts/build-wasm.mjs";

test("an `any` in generated types is seen", () => {
  expect(findAny("export function f(a: any): string;")).toHaveLength(1);
  expect(findAny("export interface A { list: any[]; }")).toHaveLength(1);
  expect(findAny("export type A = string | any;")).toHaveLength(1);
  expect(findAny("/** any of these */ export type A = string; // any")).toEqual([]);
});

test("the committed types hold none", () => {
  const types = readFileSync(new URL("../../www/src/engine/types.d.ts", import.meta.url), "utf8");
  expect(types.length).toBeGreaterThan(1000);
  expect(findAny(types)).toEqual([]);
});
