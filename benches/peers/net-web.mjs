// W08 by onnxruntime-web in Node: its own wasm, one thread. `node benches/peers/net-web.mjs FOLDER_OF_THE_PACKAGE MODEL.onnx`;
// the model is written by `python benches/peers/net.py --model MODEL.onnx`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { draws } from "../draws.mjs";

const [ROWS, COLUMNS, BLOCK, RUNS] = [1_000_000, 30, 4096, 5];
const [folder, model] = process.argv.slice(2);

const found = createRequire(join(folder ?? ".", "package.json")).resolve("onnxruntime-web");
const ort = await import(pathToFileURL(found).href).then((loaded) => loaded.default ?? loaded);
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(readFileSync(model ?? ""), { executionProviders: ["wasm"] });

const numbers = draws(1, 1);
const rows = new Float32Array(ROWS * COLUMNS);
for (let i = 0; i < ROWS; i += 1) {
  let last = 0;
  for (let j = 0; j < COLUMNS; j += 1) {
    const z = numbers.normal(i * COLUMNS + j);
    last = j === 0 ? z : 0.6 * last + 0.8 * z;
    rows[i * COLUMNS + j] = last;
  }
}

const seconds = [];
let sum = 0;
for (let run = 0; run <= RUNS; run += 1) {
  sum = 0;
  const began = performance.now();
  const answers = [];
  for (let from = 0; from < ROWS; from += BLOCK) {
    const block = rows.subarray(from * COLUMNS, Math.min(ROWS, from + BLOCK) * COLUMNS);
    const { p } = await session.run({ x: new ort.Tensor("float32", block, [block.length / COLUMNS, COLUMNS]) });
    answers.push(p.data);
  }
  // The first run warms up.
  if (run > 0) seconds.push((performance.now() - began) / 1000);
  for (const block of answers) for (const share of block) sum += share;
}
seconds.sort((one, other) => one - other);
console.log(JSON.stringify({ case: "W08:onnxruntime-web", median_s: seconds[RUNS >> 1], min_s: seconds[0], runs: RUNS, check: { sum } }));
