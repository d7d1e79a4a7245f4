/** Files of the command line, with clear words when one cannot be read or written. */
import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { BedsideError } from "../node";
import { refuseLarge } from "../../../www/worker/envelope";

const why: Record<string, string> = {
  ENOENT: "no such file; check its name",
  ENOTDIR: "no such folder; check its name",
  EISDIR: "this is a folder; name the files in it",
  EACCES: "not allowed to read it; check its permissions",
  EPERM: "not allowed to read it; check its permissions",
};
const whyNot: Record<string, string> = {
  ENOENT: "no such folder; make it first, or choose another place",
  ENOTDIR: "no such folder; make it first, or choose another place",
  EISDIR: "this is a folder; name a file in it",
  EACCES: "not allowed to write there; choose another place",
  EPERM: "not allowed to write there; choose another place",
  EROFS: "nothing can be written there; choose another place",
  ENOSPC: "the disk is full; make room, or choose another place",
};

const codeOf = (problem: unknown): string => (problem as NodeJS.ErrnoException).code ?? "";

/** Bytes of a file by its path; one that is too large is refused before it is read. */
export async function fileBytes(path: string): Promise<{ name: string; data: Uint8Array }> {
  try {
    refuseLarge([{ name: path, size: (await stat(path)).size }]);
    return { name: basename(path), data: await readFile(path) };
  } catch (problem) {
    if (typeof problem === "object" && problem !== null && "key" in problem) throw new BedsideError(problem as BedsideError);
    const code = codeOf(problem);
    throw new BedsideError({ kind: "malformed", key: `cannot be read: ${why[code] ?? code}`, place: path });
  }
}

/** What a file that cannot be written is told as. */
export function unwritable(path: string, problem: unknown): BedsideError {
  const code = codeOf(problem);
  return new BedsideError({ kind: "value", key: `cannot be written: ${whyNot[code] ?? `${code}; choose another place`}`, place: path });
}

/** Refuses a place that cannot be written before long work is done for it. */
export async function checkWritable(path: string): Promise<void> {
  try {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    await access(found ? path : dirname(path), constants.W_OK);
  } catch (problem) {
    throw unwritable(path, problem);
  }
}
