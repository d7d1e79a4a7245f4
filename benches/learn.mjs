// `npm run bench -- learn`: models in wasm, in Node and in Chromium, and between the two the programs that people use
// (benches/peers), one thread each. One JSON line a case; a case whose check fails has no time.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { optimise } from "../scripts/build-wasm.mjs";
import { chromium, flags } from "../scripts/chromium.mjs";
import { peers, rPeers, webPeers } from "../scripts/peers.mjs";
import { cargoTarget, isMain, root, run, say, sharedFolder, speakOnStandardError } from "../scripts/lib/run.mjs";
import { whenChanged } from "../scripts/lib/stamp.mjs";
import { serve } from "../scripts/serve.mjs";
import { inWasm } from "./learn-run.mjs";

/** @typedef {Record<string, unknown>} Line */

/** Workloads in the order they run, each group with the program of its peers. */
const groups = [
  { peer: "scoring.py", cases: ["W01", "W01-rows"] },
  { peer: "learn_linear.py", cases: ["W02", "W02s", "W03", "W04", "W04b", "W15", "W15b"] },
  { peer: "measure.py", cases: ["W05", "W05c", "W10", "W10b", "W10c"] },
  { peer: "trees.py", cases: ["W06", "W06p", "W11", "W14", "W14i"] },
  { peer: "table.py", cases: ["W12", "W12-blocks"] },
  { peer: "net.py", cases: ["W07", "W08", "W08-columns"] },
];

/** What R is asked for, beside these (benches/peers/learn.R). */
const ofR = ["W04", "W05", "W05c"];

/** Our time by that of a peer, at most. @type {Record<string, Record<string, number>>} */
const goals = {
  W01: { sklearn: 0.1, js: 0.2 },
  W02: { "sklearn-newton-cholesky": 1 },
  W02s: { statsmodels: 0.5 },
  W03: { "sklearn-C": 0.5, "sklearn-F": 0.5 },
  W04: { sklearn: 1, glmnet: 0.2 },
  W05: { coxph: 0.3, lifelines: 0.3 },
  W05c: { "scikit-survival": 0.02 },
  W06: { lightgbm: 1 },
  W06p: { lightgbm: 0.2, xgboost: 0.6 },
  W07: { numpy: 1, "tfjs-wasm": 0.08 },
  W08: { "onnxruntime-web": 0.25, "tfjs-wasm": 0.6 },
  W10: { sklearn: 0.2 },
  W10b: { numpy: 0.4 },
  W10c: { numpy: 0.5 },
  W11: { lightgbm: 0.3 },
  W12: { polars: 1.5, udsv: 0.2, papaparse: 0.07 },
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

/** What a case reads; undefined where it reads nothing, null where it is not at hand. @param {string} name */
function inputOf(name) {
  if (!name.startsWith("W15")) return undefined;
  const shared = sharedFolder();
  return shared === undefined ? null : new Uint8Array(readFileSync(join(shared, "data", "tabular", "wdbc.csv")));
}

/** Cases in this process, each in an instance of its own. @param {string[]} names @returns {Line[]} */
function inNode(names) {
  const module = new WebAssembly.Module(readFileSync(file));
  return names.map((name) => {
    const input = inputOf(name);
    return input === null ? { case: `${name}:node`, skipped: "no shared data" } : inWasm(module, { name, where: "node", input });
  });
}

/** Cases in a headless Chromium, each in a fresh page. @param {string[]} names @returns {Promise<Line[]>} */
async function inChromium(names) {
  const server = await serve({ root });
  const browser = await playwright.launch({ executablePath: await chromium(), args: flags });
  /** @type {Line[]} */
  const lines = [];
  try {
    for (const name of names) {
      const input = inputOf(name);
      if (input === null) continue;
      const page = await browser.newPage();
      await page.goto(`${server.address}package.json`);
      const wanted = { name, bytes: input === undefined ? undefined : [...input] };
      lines.push(
        await page.evaluate(async (/** @type {{ name: string, bytes: number[] | undefined }} */ { name, bytes }) => {
          const load = (/** @type {string} */ path) => import(path);
          const module = await WebAssembly.compileStreaming(fetch("/target/bench-wasm/bench.wasm"));
          const input = bytes === undefined ? undefined : Uint8Array.from(bytes);
          return (await load("/benches/learn-run.mjs")).inWasm(module, { name, where: "chromium", input });
        }, wanted),
      );
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return lines;
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
  const forR = wanted.filter((name) => ofR.includes(name));
  if (forR.length > 0) {
    const env = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
    found.push(...(await lines(async () => run(await rPeers(), [join("benches", "peers", "learn.R"), ...forR], { quiet: true, env }))));
  }
  if (wanted.includes("W08")) {
    const model = join(dirname(file), "w08.onnx");
    found.push(
      ...(await lines(async () => {
        await run(await peers(), [path, "--model", model], { quiet: true });
        return run(process.execPath, [join("benches", "peers", "net-web.mjs"), await webPeers(), model], { quiet: true });
      })),
    );
  }
  const nets = wanted.filter((name) => ["W07", "W08"].includes(name));
  if (nets.length > 0) {
    const data = join(dirname(file), "w07.bin");
    found.push(
      ...(await lines(async () => {
        await run(await peers(), [path, "--data", data], { quiet: true });
        return run(process.execPath, [join("benches", "peers", "net-tfjs.mjs"), await webPeers(), data, ...nets], { quiet: true });
      })),
    );
  }
  if (wanted.includes("W01")) {
    const model = join(dirname(file), "w01.json");
    found.push(
      ...(await lines(async () => {
        await run(await peers(), [path, "--model", model], { quiet: true });
        return run(process.execPath, [join("benches", "peers", "scoring-web.mjs"), model], { quiet: true });
      })),
    );
  }
  if (wanted.includes("W12")) {
    const csv = join(dirname(file), "w12.csv");
    found.push(
      ...(await lines(async () => {
        await run(await peers(), [path, "--csv", csv], { quiet: true });
        return run(process.execPath, ["--max-old-space-size=6000", join("benches", "peers", "table-web.mjs"), await webPeers(), csv], { quiet: true });
      })),
    );
  }
  return found.length > 0 ? found : [{ case: `${wanted[0]}:${program}`, skipped: "no peer here" }];
}

/** Our times by theirs, and whether that is as wished. @param {Line} own @param {Line[]} theirs @returns {Line[]} */
function ratios(own, theirs) {
  const [workload, where] = String(own.case).split(":");
  return theirs.flatMap((line) => {
    const [of, peer] = String(line.case).split(":");
    if (of !== workload || typeof line.median_s !== "number" || typeof own.median_s !== "number") return [];
    const [median, least] = [own.median_s / line.median_s, Number(own.min_s) / Number(line.min_s)].map((x) => Number(x.toPrecision(3)));
    const goal = goals[workload]?.[peer];
    return [{ ratio: `${workload}:${where} by ${peer}`, median, least, ...(goal === undefined ? {} : { goal, met: median <= goal }) }];
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
  /** @type {Line[]} */
  const all = [];
  for (const { peer, cases } of groups) {
    const wanted = cases.filter((name) => asked.length === 0 || asked.includes(name));
    if (wanted.length === 0) continue;
    const own = inNode(wanted);
    const theirs = await beside(peer, wanted);
    own.push(...(await inChromium(wanted)));
    all.push(...own, ...theirs, ...own.flatMap((line) => ratios(line, theirs)));
  }
  return all;
}

// `node benches/learn.mjs [case…]`: these alone.
if (isMain(import.meta.url)) {
  speakOnStandardError();
  for (const line of await learn(process.argv.slice(2))) console.log(JSON.stringify(line));
}
