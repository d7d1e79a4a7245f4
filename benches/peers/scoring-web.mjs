// W01 by a plain loop of JavaScript in Node. `node benches/peers/scoring-web.mjs MODEL.json`; the model is written by
// `python benches/peers/scoring.py --model MODEL.json`.
import { readFileSync } from "node:fs";
import { draws } from "../draws.mjs";

const [ROWS, COLUMNS, RUNS] = [1_000_000, 30, 5];
/** @type {{ medians: number[], means: number[], spreads: number[], weights: number[], intercept: number }} */
const model = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const [medians, means] = [Float64Array.from(model.medians), Float64Array.from(model.means)];
const [spreads, weights] = [Float64Array.from(model.spreads), Float64Array.from(model.weights)];
/** @param {Float64Array} list @param {number} at */
const of = (list, at) => /** @type {number} */ (list[at]);

const [numbers, gone] = [draws(1, 1), draws(1, 2)];
const rows = new Float64Array(ROWS * COLUMNS);
for (let i = 0; i < ROWS; i += 1) {
  let last = 0;
  for (let j = 0; j < COLUMNS; j += 1) {
    const at = i * COLUMNS + j;
    const z = numbers.normal(at);
    last = j === 0 ? z : 0.6 * last + 0.8 * z;
    rows[at] = gone.bits(at) < 214_748_365 ? NaN : 10 * (j % 7) + 2 ** ((j % 5) - 1) * last;
  }
}

const shares = new Float64Array(ROWS);
const seconds = [];
for (let run = 0; run <= RUNS; run += 1) {
  const began = performance.now();
  for (let i = 0; i < ROWS; i += 1) {
    let margin = model.intercept;
    for (let j = 0; j < COLUMNS; j += 1) {
      const x = of(rows, i * COLUMNS + j);
      margin += (of(weights, j) * ((x !== x ? of(medians, j) : x) - of(means, j))) / of(spreads, j);
    }
    shares[i] = 1 / (1 + Math.exp(-margin));
  }
  // The first run warms up.
  if (run > 0) seconds.push((performance.now() - began) / 1000);
}
seconds.sort((one, other) => one - other);
const check = { sumP: shares.reduce((sum, p) => sum + p, 0), p0: shares[0] ?? 0 };
const right = Math.abs(check.sumP - 224_363.9656) < 0.001 && Math.abs(check.p0 - 0.2124486) < 1e-6;
console.log(JSON.stringify({ case: "W01:js", ...(right ? { median_s: seconds[RUNS >> 1], min_s: seconds[0], runs: RUNS } : { failed: "check" }), check }));
