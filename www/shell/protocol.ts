/**
 * What the sealed frame may ask of the shell: a closed set, each message checked field by field before the
 * shell does anything. Nothing here can name an address; the shell fetches only names of its own list.
 */

import { isPageData, type PageData } from "../src/workbench/page/page";

/** What the frame asks; each is answered under its `id`. */
export type Ask =
  | { ask: "module"; name: string }
  | { ask: "keep"; name: string; blob: ArrayBuffer }
  | { ask: "kept" }
  | { ask: "return"; name: string }
  | { ask: "forget"; name: string | null }
  | { ask: "download"; name: string; type: string; data: ArrayBuffer }
  | { ask: "page"; name: string; model: ArrayBuffer }
  | { ask: "copy"; text: string }
  | { ask: "title"; text: string }
  | { ask: "language"; language: string }
  | { ask: "theme"; theme: "auto" | "light" | "dark" }
  | { ask: "leaving"; on: boolean }
  | { ask: "focus" }
  | { ask: "dragging" }
  | { ask: "shown" }
  | { ask: "failed"; what: string };

/** A message of the frame: a number to answer to, and the question. */
export type Question = { id: number } & Ask;

/** What the shell says to the frame: answers, and a few things that happened outside. */
export type Say =
  | { id: number; value: unknown }
  | { id: number; refused: string }
  | { say: "files"; files: { name: string; data: File }[]; skipped: number }
  | { say: "print" }
  | { say: "focus" };

/** One encrypted blob that the person asked to keep on this device. */
export interface KeptEntry {
  name: string;
  bytes: number;
  /** When it was kept, ms since 1970. */
  at: number;
}

/** Types of files that the page makes; a browser opens none of them as a page of this origin. */
export const DOWNLOAD_TYPES: readonly string[] = [
  "application/fhir+json",
  "application/json",
  "application/octet-stream",
  "image/svg+xml",
  "text/calendar",
  "text/csv",
  "text/markdown",
  "text/plain",
];

/** The page of one model, by its data; `undefined` for anything of another form. */
export function pageData(bytes: ArrayBuffer): PageData | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isPageData(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const MODULE = /^[a-z][a-z0-9-]{0,40}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,80})?$/;
const NAME = /^[\p{L}\p{N} _.,()+-]{1,120}$/u;
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$/;
const MEGABYTE = 1_048_576;

/** Checks one message; `undefined` for anything that is not exactly one of the set. */
export function parseQuestion(data: unknown): Question | undefined {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
  const message = data as Record<string, unknown>;
  const { id, ask } = message;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 1) return undefined;
  if (typeof ask !== "string" || !Object.hasOwn(FIELDS, ask)) return undefined;
  const fields = FIELDS[ask as Ask["ask"]] as Record<string, Check>;
  for (const key of Object.keys(message)) if (key !== "id" && key !== "ask" && !Object.hasOwn(fields, key)) return undefined;
  for (const [key, fits] of Object.entries(fields)) if (!Object.hasOwn(message, key) || !fits(message[key])) return undefined;
  return message as unknown as Question;
}

type Check = (value: unknown) => boolean;
type Fields = { [A in Ask as A["ask"]]: { [K in Exclude<keyof A, "ask">]: Check } };

const FIELDS: Fields = {
  module: { name: matches(MODULE) },
  keep: { name: matches(NAME), blob: (value) => isBytes(value, 64) && isVault(value as ArrayBuffer) },
  kept: {},
  return: { name: matches(NAME) },
  forget: { name: (value) => value === null || matches(NAME)(value) },
  download: {
    name: isFileName,
    type: (value) => typeof value === "string" && DOWNLOAD_TYPES.includes(value.split(";")[0]?.trim() ?? ""),
    data: (value) => isBytes(value, 512),
  },
  // The shell's own script, the frame's data: what is handed out is no page of the frame's making.
  page: { name: isFileName, model: (value) => isBytes(value, 64) && pageData(value as ArrayBuffer) !== undefined },
  copy: { text: (value) => isText(value, MEGABYTE) },
  title: { text: (value) => isText(value, 200) },
  language: { language: matches(LANGUAGE) },
  theme: { theme: (value) => value === "auto" || value === "light" || value === "dark" },
  leaving: { on: (value) => typeof value === "boolean" },
  focus: {},
  dragging: {},
  shown: {},
  failed: { what: (value) => isText(value, 300) },
};

function matches(pattern: RegExp): Check {
  return (value) => typeof value === "string" && pattern.test(value);
}

function isText(value: unknown, longest: number): boolean {
  return typeof value === "string" && value.length <= longest;
}

function isFileName(value: unknown): boolean {
  // No folders, no hidden files, nothing that a shell or a person could misread.
  return typeof value === "string" && NAME.test(value) && !value.startsWith(".") && !value.endsWith(".");
}

function isBytes(value: unknown, megabytes: number): boolean {
  return value instanceof ArrayBuffer && value.byteLength <= megabytes * MEGABYTE;
}

/**
 * The shell keeps locked records and nothing else: JSON of the form that `www/src/vault.ts` writes, with no
 * field beside those of its envelope.
 */
export function isVault(blob: ArrayBuffer): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(blob));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const envelope = value as Record<string, unknown>;
    return (
      Object.keys(envelope).every((key) => VAULT_FIELDS.includes(key)) &&
      VAULT_FIELDS.every((key) => Object.hasOwn(envelope, key)) &&
      envelope.format === "bedside-locked-record" &&
      typeof envelope.data === "string" &&
      /^[A-Za-z0-9+/]+={0,2}$/.test(envelope.data)
    );
  } catch {
    return false;
  }
}

const VAULT_FIELDS = ["format", "version", "kdf", "cipher", "digest", "data"];
