/** What the client makes of a caller's values before they cross to the engine: records as text, files, memory, the day. */
import { type Fault, refuseLarge } from "../worker/envelope";
import { BedsideError } from "../worker/line";
import type { Column } from "./client";
import type { NamedFile } from "./engine/api";

/** A record as text, which crosses to the engine quicker; what is none goes as it is, and the engine says what is wrong. */
export function asText(record: unknown): unknown {
  try {
    return JSON.stringify(record) ?? record;
  } catch {
    return record;
  }
}

/** A file as the engine takes it; the Blob's bytes are read beside the engine. */
export function named(file: NamedFile): { name: string; data: Blob | Uint8Array } {
  if (typeof File !== "undefined" && file instanceof File) {
    return { name: file.webkitRelativePath || file.name, data: file };
  }
  const { name, data } = file as { name: string; data: Blob | Uint8Array };
  return { name, data };
}

/** The files as they are; throws where they are too large to be read at once. What is no file is told by the engine. */
export function fitting<T extends readonly { name: string; data: unknown }[]>(files: T): T {
  try {
    refuseLarge(files.map(({ name, data }) => ({ name, size: data instanceof Uint8Array ? data.byteLength : data instanceof Blob ? data.size : 0 })));
  } catch (error) {
    throw new BedsideError(error as Fault);
  }
  return files;
}

/** Memory to give away with the columns, each piece once. */
export function given(columns: Record<string, Column>): ArrayBuffer[] {
  const buffers = Object.values(columns).map((column) => (ArrayBuffer.isView(column) ? column.buffer : undefined));
  return [...new Set(buffers.filter((buffer) => buffer instanceof ArrayBuffer))];
}

/** The day here, not in Greenwich: an assessment is of the day the person reads it. */
export function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
