/** Files of the command line, with clear words when one cannot be read. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { BedsideError } from "../node";

const why: Record<string, string> = {
  ENOENT: "no such file; check its name",
  EISDIR: "this is a folder; name the files in it",
  EACCES: "not allowed to read it; check its permissions",
};

/** Bytes of a file by its path. */
export async function fileBytes(path: string): Promise<{ name: string; data: Uint8Array }> {
  try {
    return { name: basename(path), data: await readFile(path) };
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? "";
    throw new BedsideError({ kind: "malformed", key: `cannot be read: ${why[code] ?? code}`, place: path });
  }
}
