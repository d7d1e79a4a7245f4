// Finding the person that a line of `expected*.csv` is about: a file, `file#id`, `file row N`, `person N` of a folder.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Files of a pattern such as `v2_bulk/*.ndjson`. @param {string} folder @param {string} pattern @returns {string[]} */
function matching(folder, pattern) {
  const under = join(folder, dirname(pattern));
  const name = new RegExp(`^${basename(pattern).replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`);
  if (!existsSync(under)) return [];
  return readdirSync(under).filter((file) => name.test(file)).sort().map((file) => join(under, file));
}

/**
 * What a cell of the column `file` points at.
 * @param {string} folder
 * @param {string} cell
 */
export function locate(folder, cell) {
  const person = /^person (\S+)$/.exec(cell);
  if (person) {
    const tables = readdirSync(folder).filter((name) => /^[A-Z_]+\.csv$/.test(name)).sort();
    return { files: tables.map((name) => join(folder, name)), identifier: person[1] };
  }
  const row = /^(.*) row (\d+)$/.exec(cell);
  if (row) return { files: [join(folder, row[1])], row: Number(row[2]) };
  const [pattern, identifier] = cell.split("#");
  return { files: matching(folder, pattern), identifier };
}

/** @param {string[]} files */
export const load = (files) => files.filter((file) => statSync(file).isFile()).map((file) => ({ name: basename(file), data: new Uint8Array(readFileSync(file)) }));

/**
 * The one patient of a reading.
 * @param {any} reading
 * @param {{ row?: number, identifier?: string }} place
 */
export function choose(reading, { row, identifier }) {
  const { patients } = reading;
  if (row !== undefined) return patients[row - 1];
  if (identifier === undefined) return patients.length === 1 ? patients[0] : undefined;
  const named = patients.filter((/** @type {any} */ patient) =>
    (patient.identifiers ?? []).some((/** @type {string} */ text) => text.split(/[|/:#\s]/).includes(identifier)),
  );
  return named.length === 1 ? named[0] : undefined;
}
