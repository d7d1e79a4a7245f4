/** Where things lie, found from this file alone. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/** A path in the shared facts and data, or nothing where they are absent. */
export function shared(path: string): string | undefined {
  const folder = process.env["BEDSIDE_SHARED"] ?? resolve(root, "../shared");
  if (!existsSync(folder)) {
    if (process.env["BEDSIDE_REQUIRE_SHARED"] === "1") throw new Error("the shared facts are missing");
    return undefined;
  }
  return join(folder, path);
}
