/** Files of the command line, with clear words when one cannot be read. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { BedsideError } from "../node";

const why: Record<string, string> = { ENOENT: "cli.noFile", EISDIR: "cli.isFolder", EACCES: "cli.notAllowed" };

/** Bytes of a file by its path. */
export async function fileBytes(path: string): Promise<{ name: string; data: Uint8Array }> {
  try {
    return { name: basename(path), data: await readFile(path) };
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? "";
    throw new BedsideError({ kind: "malformed", key: why[code] ?? "cli.cannotRead", place: path, args: { code } });
  }
}
