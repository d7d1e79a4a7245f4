// W07 and W08 by TensorFlow.js in Node: its wasm with SIMD, one thread. `node benches/peers/net-tfjs.mjs FOLDER_OF_THE_PACKAGES DATA
// [case…]`; the data is written by `python benches/peers/net.py --data DATA`: first weights, people, outcomes, in single precision.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { draws } from "../draws.mjs";

const [folder = ".", data = "", ...asked] = process.argv.slice(2);
const wanted = asked.length === 0 ? ["W07", "W08"] : asked;
const load = createRequire(join(folder, "package.json"));
// It would advise another build of itself.
const said = console.warn;
console.warn = () => {};
const tf = load("@tensorflow/tfjs");
console.warn = said;
const wasm = load("@tensorflow/tfjs-backend-wasm");
wasm.setWasmPaths(dirname(load.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm")) + sep);
wasm.setThreadsCount(1);
await tf.setBackend("wasm");
await tf.ready();

const WIDTHS = [30, 64, 32, 1];
const [ROWS, FITTED] = [120_000, 100_000];
const bytes = readFileSync(data);
const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
let at = 0;
const take = (/** @type {number} */ count) => numbers.subarray(at, (at += count));
const first = WIDTHS.slice(1).flatMap((width, layer) => {
  const before = WIDTHS[layer] ?? 0;
  return [tf.tensor2d(take(before * width), [before, width]), tf.tensor1d(take(width))];
});
const people = take(ROWS * 30);
const outcomes = take(ROWS);

/** The network with its first weights. */
function network() {
  const layers = WIDTHS.slice(1).map((units, layer) =>
    tf.layers.dense({ units, activation: units === 1 ? "sigmoid" : "relu", ...(layer === 0 ? { inputShape: [30] } : {}) }),
  );
  const model = tf.sequential({ layers });
  model.setWeights(first);
  return model;
}

/** @param {string} name @param {number[]} seconds @param {unknown} check */
function line(name, seconds, check) {
  seconds.sort((one, other) => one - other);
  console.log(JSON.stringify({ case: `${name}:tfjs-wasm`, median_s: seconds[seconds.length >> 1], min_s: seconds[0], runs: seconds.length, check }));
}

if (wanted.includes("W08")) {
  const [rows, block, runs] = [1_000_000, 4096, 5];
  const drawn = draws(1, 1);
  const x = new Float32Array(rows * 30);
  for (let i = 0; i < rows; i += 1) {
    let last = 0;
    for (let j = 0; j < 30; j += 1) {
      const z = drawn.normal(i * 30 + j);
      last = j === 0 ? z : 0.6 * last + 0.8 * z;
      x[i * 30 + j] = last;
    }
  }
  const model = network();
  const seconds = [];
  let sum = 0;
  for (let run = 0; run <= runs; run += 1) {
    const began = performance.now();
    const answers = [];
    for (let from = 0; from < rows; from += block) {
      const part = x.subarray(from * 30, Math.min(rows, from + block) * 30);
      answers.push(tf.tidy(() => model.predict(tf.tensor2d(part, [part.length / 30, 30]), { batchSize: block }).dataSync()));
    }
    // The first run warms up.
    if (run > 0) seconds.push((performance.now() - began) / 1000);
    sum = 0;
    for (const part of answers) for (const share of part) sum += share;
  }
  line("W08", seconds, { sum });
}

if (wanted.includes("W07")) {
  const model = network();
  model.compile({ optimizer: tf.train.adam(1e-3, 0.9, 0.999, 1e-8), loss: "binaryCrossentropy" });
  const [x, y] = [tf.tensor2d(people.subarray(0, FITTED * 30), [FITTED, 30]), tf.tensor2d(outcomes.subarray(0, FITTED), [FITTED, 1])];
  const began = performance.now();
  await model.fit(x, y, { batchSize: 256, epochs: 10, shuffle: true, verbose: 0, yieldEvery: "never" });
  const seconds = (performance.now() - began) / 1000;
  const held = ROWS - FITTED;
  const shares = /** @type {Float32Array} */ (model.predict(tf.tensor2d(people.subarray(FITTED * 30), [held, 30])).dataSync());
  const order = [...shares.keys()].sort((one, other) => (shares[one] ?? 0) - (shares[other] ?? 0));
  let [events, ranks, loss] = [0, 0, 0];
  for (const [rank, row] of order.entries()) {
    const [share, happened] = [shares[row] ?? 0, outcomes[FITTED + row] === 1];
    if (happened) [events, ranks] = [events + 1, ranks + rank + 1];
    loss -= Math.log(Math.max(1e-12, happened ? share : 1 - share)) / held;
  }
  line("W07", [seconds], { auroc: (ranks - (events * (events + 1)) / 2) / (events * (held - events)), logLoss: loss });
}
