/** Files of the command line, with clear words when one cannot be read or written. */
import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { BedsideError } from "../node";
import { refuseLarge } from "../../../www/worker/envelope";

const why: Record<string, string> = {
  ENOENT: "noFile",
  ENOTDIR: "noFolder",
  EISDIR: "isFolder",
  EACCES: "notAllowed",
  EPERM: "notAllowed",
};
const whyNot: Record<string, string> = {
  ENOENT: "noFolder",
  ENOTDIR: "noFolder",
  EISDIR: "isFolder",
  EACCES: "notAllowed",
  EPERM: "notAllowed",
  EROFS: "readOnly",
  ENOSPC: "full",
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
    throw new BedsideError({ kind: "malformed", key: `cli.cannotRead.${why[code] ?? "other"}`, place: path, args: { code } });
  }
}

/** What a file that cannot be written is told as. */
export function unwritable(path: string, problem: unknown): BedsideError {
  const code = codeOf(problem);
  return new BedsideError({ kind: "value", key: `cli.cannotWrite.${whyNot[code] ?? "other"}`, place: path, args: { code } });
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
