// Areas whose formats this build does not read yet: their reference files are counted, none is judged.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Tally } from "./tally.mjs";

/** @param {string} folder @returns {string[]} */
function referenceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return referenceFiles(path);
    return /(visible|heldout|expected|vectors)/.test(path) && /\.(csv|json|tsv)$/.test(name) ? [path] : [];
  });
}

/** @param {string} area @param {string} folder @returns {Tally[]} */
export function later(area, folder) {
  const files = referenceFiles(folder);
  if (files.length === 0) return [];
  const tally = new Tally(area);
  tally.leave(`no ${area} format is in the catalogue`, files.length);
  return [tally];
}
