/**
 * What a call must be given where the engine cannot look for itself: texts and bytes go straight into its memory, and
 * options are opened here. A wrong type is told by the names of the call and of the argument, and the engine stands.
 * What is inside objects is the engine's to judge.
 */
import type { NamedFile } from "./engine/api";
import { fault } from "../worker/envelope";
import { BedsideError } from "../worker/line";

type Kind = "text" | "number" | "workers" | "object" | "list" | "bytes";

/** Kinds of argument, with what a reader of the error is told to give. */
const KINDS: Record<Kind, { told: string; holds: (value: unknown) => boolean }> = {
  text: { told: "a text", holds: (value) => typeof value === "string" },
  number: { told: "a number", holds: (value) => typeof value === "number" },
  workers: { told: "a whole number from 1 to 16", holds: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 16 },
  object: { told: "an object", holds: isObject },
  list: { told: "a list", holds: (value) => Array.isArray(value) },
  bytes: { told: "a Uint8Array or a Blob", holds: (value) => value instanceof Uint8Array || (typeof Blob !== "undefined" && value instanceof Blob) },
};

/** Refuses an argument of a wrong type; `place` names it as the call's declaration does. */
export function must(call: string, place: string, value: unknown, kind: Kind): void {
  const { told, holds } = KINDS[kind];
  if (holds(value)) return;
  throw new BedsideError(fault("usage", "engine.wrongType", { call, value: shown(value), accepted: told }, place));
}

/** Refuses options that are none; those left out are fine. */
export function options(call: string, value: unknown, place = "options"): void {
  if (value !== undefined) must(call, place, value, "object");
}

/** The seed among options: a number, or 0. */
export function seedOf(call: string, given: { seed?: number } | undefined): number {
  options(call, given);
  const seed = given?.seed ?? 0;
  must(call, "options.seed", seed, "number");
  return seed;
}

/** Refuses what is no file for calls whose bytes go straight into the engine. */
export function fileOf(call: string, file: NamedFile): void {
  must(call, "file", file, "object");
  if (typeof File !== "undefined" && file instanceof File) return;
  const { name, data } = file as { name: unknown; data: unknown };
  must(call, "file.name", name, "text");
  must(call, "file.data", data, "bytes");
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in few words; a person's data is not written into an error. */
function shown(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : typeof value === "number" || typeof value === "boolean" ? String(value) : typeof value;
}
