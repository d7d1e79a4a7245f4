/** A table's file as text in UTF-8: unpacked where it is packed, and read as GB 18030 where a Chinese program wrote it. */
import type { NamedFile } from "../engine/api";
import { LARGEST, refuseLarge } from "../../worker/envelope";

/** How much is looked at to tell one way of writing from another, bytes. */
const LOOK = 1 << 20;

/** How a table was written where it was not UTF-8 or UTF-16. */
export type Encoding = "gb18030";

/** Bytes that the engine reads. Throws an engine error where they are too many, are not there any more or cannot be unpacked. */
export async function tableBytes(file: NamedFile): Promise<{ name: string; data: Uint8Array; encoding?: Encoding }> {
  const data = file instanceof Blob ? file : file.data;
  refuseLarge([{ name: file.name, size: data instanceof Blob ? data.size : data.length }]);
  const raw = data instanceof Blob ? await bytesOf(data, file.name) : data;
  const packed = raw[0] === 0x1f && raw[1] === 0x8b;
  const bytes = packed ? await unpacked(raw, file.name) : raw;
  const text = inUtf8(bytes);
  return { name: packed ? file.name.replace(/\.gz$/i, "") : file.name, data: text, ...(text === bytes ? {} : { encoding: "gb18030" }) };
}

/** A file that was changed or moved after it was chosen gives no bytes. */
async function bytesOf(data: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await data.arrayBuffer());
  } catch {
    throw { kind: "malformed", key: "file.unreadable", place: name };
  }
}

/** Unpacks as it is read, so that a small file cannot swell without end. */
async function unpacked(raw: Uint8Array, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = new Blob([raw as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > LARGEST) {
        await reader.cancel();
        refuseLarge([{ name, size }]);
      }
      parts.push(part.value);
    }
  } catch (error) {
    if (typeof error === "object" && error !== null && "key" in error) throw error;
    throw { kind: "malformed", key: "file.packed", place: name };
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** As it is where it is UTF-8, UTF-16 or no text; from GB 18030 where only that fits. */
export function inUtf8(bytes: Uint8Array): Uint8Array {
  const mark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (mark || bytes.subarray(0, LOOK).includes(0) || reads(bytes, "utf-8")) return bytes;
  if (!isChinese(bytes) || !reads(bytes, "gb18030")) return bytes;
  return new TextEncoder().encode(new TextDecoder("gb18030").decode(bytes));
}

/**
 * Whether bytes that may be GB 18030 are: an accented letter of a European text and the letter behind it are a character of it, too,
 * but a rare one. In Chinese at least two of three have a second byte above those of letters, and every second is a common one.
 */
function isChinese(bytes: Uint8Array): boolean {
  let [all, high, common] = [0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++at] ?? 0;
    all++;
    // A second byte that is a digit begins a character of four.
    if (trail >= 0x30 && trail <= 0x39) at += 2;
    if (trail < 0xa1 || lead < 0xa1) continue;
    high++;
    // Marks of Chinese texts, letters of full width, and the 3,755 characters of the first level.
    if (lead <= 0xa3 || (lead >= 0xb0 && lead <= 0xd7)) common++;
  }
  return high * 3 >= all * 2 && common * 2 >= all;
}

function reads(bytes: Uint8Array, way: "utf-8" | "gb18030"): boolean {
  try {
    new TextDecoder(way, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
