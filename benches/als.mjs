// W13: weighted ALS over 20,000 people × 2,000 actions, one million draws, in wasm; W13b: the best ten for everyone.
import { draws } from "./draws.mjs";

const [PEOPLE, ACTIONS, DRAWS] = [20_000, 2_000, 1_000_000];
const weights = { rank: 32, keep: 0.1, sweeps: 10, steps: 3, seed: 13 };

/** @typedef {import("./cases.mjs").Engine} Engine @typedef {import("./cases.mjs").Line} Line */

/**
 * The time is from the draws to the lists: ordering the cells is in it. A run whose loss is too great has no time.
 * @param {Engine} engine @returns {Line[]}
 */
export function als(engine) {
  const [ofPeople, ofActions] = [draws(13, 7), draws(13, 8)];
  const rows = Uint32Array.from({ length: DRAWS }, (_, i) => Math.floor(PEOPLE * ofPeople.uniform(i)));
  const columns = Uint32Array.from({ length: DRAWS }, (_, i) => Math.floor(ACTIONS * ofActions.uniform(i) ** 2));
  const counts = new Float32Array(DRAWS).fill(1);
  const session = new engine.Session();
  /** @type {number[][]} */
  const [fits, tops] = [[], []];
  /** @type {Record<string, number>} */
  let check = {};
  let asked = 0;
  for (let run = 0; run < 6; run += 1) {
    const began = performance.now();
    const fit = session.factorBegin(Uint32Array.of(PEOPLE, ACTIONS), rows, columns, counts, 10, weights);
    // In steps, as a page does it: a cancel is heard between two.
    while (!fit.step(500));
    const fitted = performance.now();
    const best = fit.top(10);
    const ranked = performance.now();
    check = { cells: fit.cells(), loss: fit.loss() };
    asked = best.columns.length;
    fit.free();
    // The first run warms the engine up.
    if (run === 0) continue;
    fits.push((fitted - began) / 1000);
    tops.push((ranked - fitted) / 1000);
  }
  session.free();
  const right = check.cells === 968_171 && check.loss <= 0.1313 && asked === PEOPLE * 10;
  if (!right) return [{ case: `W13:${engine.where}`, failed: `${check.cells} cells, loss ${check.loss}, ${asked} answers` }];
  const peak_mb = Number((engine.memory.buffer.byteLength / 1e6).toFixed(1));
  /** @param {string} name @param {number[]} seconds */
  const line = (name, seconds) => {
    const sorted = [...seconds].sort((one, other) => one - other);
    return { case: `${name}:${engine.where}`, median_s: sorted[sorted.length >> 1], min_s: sorted[0], runs: sorted.length, peak_mb, check };
  };
  return [line("W13", fits), line("W13b", tops)];
}
