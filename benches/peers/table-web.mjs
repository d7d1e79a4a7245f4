// W12 by udsv and papaparse in Node. `node benches/peers/table-web.mjs FOLDER_OF_THE_PACKAGES W12.csv [RUNS]`; the file is
// written by `python benches/peers/table.py --csv W12.csv`. From bytes to typed columns (udsv) or typed rows
// (papaparse): decoding is inside, as it is in ours.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, path, asked = "3"] = process.argv.slice(2);
const load = createRequire(join(folder ?? ".", "package.json"));
const { inferSchema, initParser } = load("udsv");
const papa = load("papaparse");
const bytes = readFileSync(path ?? "");
const runs = Number(asked);

/** What the spec demands of the columns. @param {unknown[][]} columns */
function checked(columns) {
  const blank = (/** @type {unknown} */ cell) => cell === null || cell === undefined || cell === "" || Number.isNaN(cell);
  let blanks = 0;
  for (const column of columns) for (const cell of column) if (blank(cell)) blanks += 1;
  const x0 = columns[4] ?? [];
  const sum = x0.reduce((/** @type {number} */ all, cell) => (typeof cell === "number" && !Number.isNaN(cell) ? all + cell : all), 0);
  const date = columns[3]?.[0] instanceof Date;
  return { rows: x0.length, columns: columns.length, blanks, sumOfX0: sum, dates: date };
}

/** @param {string} name @param {() => unknown[][]} work @param {(made: unknown[][]) => unknown[][]} [turned] */
function line(name, work, turned = (made) => made) {
  const seconds = [];
  /** @type {unknown[][]} */
  let made = [];
  for (let run = 0; run < runs; run += 1) {
    made = [];
    const began = performance.now();
    made = work();
    seconds.push((performance.now() - began) / 1000);
  }
  const check = checked(turned(made));
  seconds.sort((one, other) => one - other);
  const right = check.rows === 400_000 && check.columns === 34 && check.blanks === 601_105 && Math.abs(check.sumOfX0 + 400.31) < 1e-6;
  const record = right ? { median_s: seconds[runs >> 1], min_s: seconds[0], runs, check } : { failed: JSON.stringify(check) };
  console.log(JSON.stringify({ case: `W12:${name}`, ...record }));
}

const decode = () => new TextDecoder().decode(bytes);
line("udsv", () => {
  const text = decode();
  return initParser(inferSchema(text)).typedCols(text);
});
line(
  "papaparse",
  () => {
    const { data } = papa.parse(decode(), { dynamicTyping: true, skipEmptyLines: true });
    return data.slice(1);
  },
  (rows) => (rows[0] ?? []).map((_, at) => rows.map((row) => row[at])),
);
