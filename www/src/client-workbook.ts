/**
 * A workbook (`.xlsx`) as the text of a table: what every call that takes a table does with its file first. The module
 * `xlsx` is asked for only when the bytes are a workbook's.
 */
import type { Calling } from "./engine/api";
import type { SheetTold } from "./engine/bench";
import { fault } from "../worker/envelope";
import { BedsideError, type Line } from "../worker/line";

/** A table's file as text, and which sheet it was where it was a workbook. */
export interface TableText {
  name: string;
  data: Uint8Array;
  sheet?: SheetTold;
}

/** How a zip archive and a file of the older kind of Office begin; `collect::workbook` says which of them it reads. */
const BEGINNINGS = [[0x50, 0x4b, 0x03, 0x04], [0x50, 0x4b, 0x05, 0x06], [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]];

export function isWorkbook(bytes: Uint8Array): boolean {
  return BEGINNINGS.some((beginning) => beginning.every((byte, at) => bytes[at] === byte));
}

/** Reads a sheet, the one that is named or the first that is a table. */
export async function sheetOf(open: () => Promise<Line>, name: string, data: Uint8Array, { sheet, signal }: Calling & { sheet?: string | undefined } = {}): Promise<TableText & { sheet: SheetTold }> {
  const line = await open();
  try {
    const { value } = await line.call("readSheet", [name, data, sheet ?? null], { signal });
    const { text, told } = value as { text: Uint8Array; told: SheetTold };
    return { name, data: text, sheet: told };
  } catch (error) {
    // The reader ran out of memory, or fell over bytes that nobody foresaw; a new one stands by then.
    if (error instanceof BedsideError && error.kind === "internal" && error.key === "engine.stopped") throw new BedsideError(fault("malformed", "workbook.stopped", undefined, name));
    throw error;
  }
}

/**
 * A file for a call that has no way to name a sheet: a workbook becomes the text of its only sheet with values, everything
 * else stays as it is.
 */
export async function asTable(open: () => Promise<Line>, file: { name: string; data: Blob | Uint8Array }, calling: Calling = {}): Promise<{ name: string; data: Blob | Uint8Array }> {
  const { name, data } = file;
  const head = data instanceof Blob ? new Uint8Array(await data.slice(0, 8).arrayBuffer().catch(() => new ArrayBuffer(0))) : data;
  if (!(head instanceof Uint8Array) || !isWorkbook(head)) return file;
  const read = await sheetOf(open, name, data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data, calling);
  const shown = read.sheet.sheets.filter(({ filled, hidden }) => filled && !hidden).map((one) => one.name);
  if (shown.length > 1) throw new BedsideError(fault("usage", "workbook.which", { sheets: shown.join(", ") }, name));
  return read;
}

