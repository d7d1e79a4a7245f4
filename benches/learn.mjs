// `npm run bench -- learn`: models in wasm, in Node, beside the Python programs that people use (benches/peers), which run in
// between, one thread each. One JSON line a case; a case whose check fails has no time.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { optimise } from "../scripts/build-wasm.mjs";
import { peers, webPeers } from "../scripts/peers.mjs";
import { cargoTarget, isMain, root, run, say, sharedFolder, speakOnStandardError } from "../scripts/lib/run.mjs";
import { whenChanged } from "../scripts/lib/stamp.mjs";

/** @typedef {Record<string, unknown>} Line */

/** Workloads in the order they run, each group with the program of its peers. */
const groups = [
  { peer: "learn_linear.py", cases: ["W02", "W02s", "W03", "W04", "W04b", "W15", "W15b"] },
  { peer: "measure.py", cases: ["W05", "W05c", "W10", "W10b", "W10c"] },
  { peer: "trees.py", cases: ["W06", "W06p", "W11", "W14", "W14i"] },
  { peer: "net.py", cases: ["W07", "W08", "W08-columns"] },
];

/** Our time by that of a peer, at most. @type {Record<string, Record<string, number>>} */
const goals = {
  W02: { "sklearn-newton-cholesky": 1 },
  W02s: { statsmodels: 0.5 },
  W03: { "sklearn-C": 0.5, "sklearn-F": 0.5 },
  W04: { sklearn: 1 },
  W05: { lifelines: 0.3 },
  W06: { lightgbm: 1 },
  W06p: { lightgbm: 0.2, xgboost: 0.6 },
  W07: { numpy: 1 },
  W08: { "onnxruntime-web": 0.25 },
  W10: { sklearn: 0.2 },
  W10b: { numpy: 0.4 },
  W10c: { numpy: 0.5 },
  W11: { lightgbm: 0.3 },
  W14: { interpret: 0.4 },
  W15: { sklearn: 0.05 },
  W15b: { sklearn: 0.05 },
};

const file = join(root, "target", "bench-wasm", "bench.wasm");

/** Builds the module as the product's are built (scripts/build-wasm.mjs). */
async function build() {
  await run("cargo", ["build", "--release", "--target", "wasm32-unknown-unknown", "--target-dir", cargoTarget()], { cwd: join(root, "benches", "wasm") });
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(join(cargoTarget(), "wasm32-unknown-unknown", "release", "bedside_bench.wasm"), file);
  await optimise("-O3", file);
}

/**
 * What the module gives to JavaScript.
 * @typedef {{ memory: WebAssembly.Memory, names(): number, text(): number, room(length: number): number,
 *   begin(at: number): number, run(): void, judge(): number }} Module
 */

/** An instance. What libraries would import for a browser's clock is never called here. @param {WebAssembly.Module} module */
function open(module) {
  /** @type {WebAssembly.Imports} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
  return /** @type {Module} */ (/** @type {unknown} */ (new WebAssembly.Instance(module, imports).exports));
}

/** The text of `length` bytes that the module holds. @param {Module} wasm @param {number} length */
const read = (wasm, length) => JSON.parse(new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, wasm.text(), length)));

/** One case in an instance of its own. @param {WebAssembly.Module} module @param {string} name @returns {Line} */
function inWasm(module, name) {
  const wasm = open(module);
  const at = read(wasm, wasm.names()).indexOf(name);
  const shared = sharedFolder();
  if (name.startsWith("W15")) {
    if (shared === undefined) return { case: `${name}:wasm`, skipped: "no shared data" };
    const bytes = readFileSync(join(shared, "data", "tabular", "wdbc.csv"));
    const place = wasm.room(bytes.length);
    new Uint8Array(wasm.memory.buffer, place, bytes.length).set(bytes);
  }
  try {
    const runs = wasm.begin(at);
    const before = wasm.memory.buffer.byteLength;
    /** @type {number[]} */
    const seconds = [];
    for (let i = 0; i <= runs; i += 1) {
      const began = performance.now();
      wasm.run();
      seconds.push((performance.now() - began) / 1000);
    }
    const { check, wrong } = read(wasm, wasm.judge());
    if (wrong !== "") return { case: `${name}:wasm`, failed: wrong, check };
    // The first run warms up: the engine compiles what is hot while it runs.
    const [first_s, ...warm] = seconds;
    warm.sort((one, other) => one - other);
    const [input_mb, peak_mb] = [before, wasm.memory.buffer.byteLength].map((bytes) => Math.round(bytes / 1e6));
    return { case: `${name}:wasm`, median_s: warm[warm.length >> 1], min_s: warm[0], first_s, runs, input_mb, peak_mb, check };
  } catch (problem) {
    return { case: `${name}:wasm`, failed: String(problem) };
  }
}

/** What a program writes, or what it wrote before it failed. @param {() => Promise<string>} program */
async function lines(program) {
  const written = await program().catch((problem) => {
    const said = String(problem.written ?? problem.message);
    say(`peers: ${said.trim().split("\n").at(-1)}`);
    return said;
  });
  return written.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

/** The lines of peers, or one that says that there are none. @param {string} program @param {string[]} wanted @returns {Promise<Line[]>} */
async function beside(program, wanted) {
  const path = join("benches", "peers", program);
  const found = await lines(async () => run(await peers(), [path, ...wanted], { quiet: true }));
  if (wanted.includes("W08")) {
    const model = join(dirname(file), "w08.onnx");
    found.push(
      ...(await lines(async () => {
        await run(await peers(), [path, "--model", model], { quiet: true });
        return run(process.execPath, [join("benches", "peers", "net-web.mjs"), await webPeers(), model], { quiet: true });
      })),
    );
  }
  return found.length > 0 ? found : [{ case: `${wanted[0]}:${program}`, skipped: "no peer here" }];
}

/** Our times by theirs, and whether that is as wished. @param {Line} own @param {Line[]} theirs @returns {Line[]} */
function ratios(own, theirs) {
  const [workload] = String(own.case).split(":");
  return theirs.flatMap((line) => {
    const [of, peer] = String(line.case).split(":");
    if (of !== workload || typeof line.median_s !== "number" || typeof own.median_s !== "number") return [];
    const [median, least] = [own.median_s / line.median_s, Number(own.min_s) / Number(line.min_s)].map((x) => Number(x.toPrecision(3)));
    const goal = goals[workload]?.[peer];
    return [{ ratio: `${workload} by ${peer}`, median, least, ...(goal === undefined ? {} : { goal, met: median <= goal }) }];
  });
}

/** @param {string[]} [asked] cases; all where there are none @returns {Promise<Line[]>} */
export async function learn(asked = []) {
  await whenChanged(
    {
      name: "wasm of the workloads",
      stamp: "target/bench-wasm/stamp",
      inputs: ["Cargo.toml", ".cargo", "build", "src", "data", "benches/cases", "benches/wasm", "tests/support/clin.rs", "tests/support/workload.rs"],
      outputs: ["target/bench-wasm/bench.wasm"],
    },
    build,
  );
  const module = new WebAssembly.Module(readFileSync(file));
  /** @type {Line[]} */
  const all = [];
  for (const { peer, cases } of groups) {
    const wanted = cases.filter((name) => asked.length === 0 || asked.includes(name));
    if (wanted.length === 0) continue;
    const own = wanted.map((name) => inWasm(module, name));
    const theirs = await beside(peer, wanted);
    all.push(...own, ...theirs, ...own.flatMap((line) => ratios(line, theirs)));
  }
  return all;
}

// `node benches/learn.mjs [case…]`: these alone.
if (isMain(import.meta.url)) {
  speakOnStandardError();
  for (const line of await learn(process.argv.slice(2))) console.log(JSON.stringify(line));
}
