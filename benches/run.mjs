// `npm run bench [-- case…]`: one JSON line per case. Times are of this machine; the ratios are what to compare.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { build } from "../scripts/build.mjs";
import { chromium, flags } from "../scripts/chromium.mjs";
import { packageFile } from "../scripts/lib/modules.mjs";
import { isMain, root, run, speakOnStandardError, stop } from "../scripts/lib/run.mjs";
import { serve } from "../scripts/serve.mjs";
import { peers } from "../scripts/peers.mjs";
import { cases, moduleOf, runCase } from "./cases.mjs";
import { coldStart } from "./cold-start.mjs";
import { learn } from "./learn.mjs";

/** @typedef {Record<string, unknown>} Line @typedef {keyof typeof cases} Name */

const names = /** @type {Name[]} */ (Object.keys(cases));

/** The package's files that a case runs. @param {Name} name */
function filesOf(name) {
  const module = moduleOf[name] ?? "core";
  return { engine: packageFile("engine", module, "js"), wasm: packageFile("bedside", module, "wasm") };
}

/** A case with a fresh engine, in this process. @param {Name} name @returns {Promise<Line[]>} */
async function inNode(name) {
  const { engine, wasm } = filesOf(name);
  const glue = await import(new URL(`../pkg/${engine}?${name}`, import.meta.url).href);
  const { memory } = glue.initSync({ module: readFileSync(join(root, "pkg", wasm)) });
  const { open } = await import(new URL("../pkg/node.js", import.meta.url).href);
  return runCase(name, { Session: glue.Session, memory, where: "node", open });
}

/** The cases in a headless Chromium, each in a fresh page. @param {readonly Name[]} wanted @returns {Promise<Line[]>} */
async function inChromium(wanted) {
  const server = await serve({ root });
  const browser = await playwright.launch({ executablePath: await chromium(), args: flags });
  /** @type {Line[]} */
  const lines = [];
  try {
    for (const name of wanted) {
      const page = await browser.newPage();
      await page.goto(`${server.address}package.json`);
      lines.push(
        ...(await page.evaluate(async (/** @type {{ one: Name, engine: string, wasm: string }} */ { one, engine, wasm }) => {
          const load = (/** @type {string} */ path) => import(path);
          const glue = await load(`/pkg/${engine}`);
          const { memory } = await glue.default({ module_or_path: `/pkg/${wasm}` });
          const { open } = await load("/pkg/browser.js");
          return (await load("/benches/cases.mjs")).runCase(one, { Session: glue.Session, memory, where: "chromium", open });
        }, { one: name, ...filesOf(name) })),
      );
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return lines;
}

/** The lines of a program's output; one that failed where there is none. @param {string} name @param {Promise<string>} program @returns {Promise<Line[]>} */
async function linesOf(name, program) {
  const written = await program.catch((problem) => String(problem.written ?? problem.message));
  const found = written.split("\n").filter((line) => line.startsWith("{"));
  return found.length > 0 ? found.map((line) => JSON.parse(line)) : [{ case: name, failed: written.trim().split("\n").at(-1) }];
}

/** A native twin. @param {string} name @param {string} bench */
const native = (name, bench) => linesOf(`${name}:native`, run("cargo", ["bench", "--bench", bench], { quiet: true }));

/** `implicit` on W13, in the same run; installed outside the repository when it is missing. */
const implicit = () => linesOf("W13:implicit", peers().then((python) => run(python, [join("benches", "peers", "als.py")], { quiet: true })));

/** @param {Line[]} lines */
function compareWithImplicit(lines) {
  for (const line of lines) {
    const [workload, where] = String(line.case).split(":");
    const peer = lines.find((other) => other.case === `${workload}:implicit`);
    if (where !== "implicit" && typeof peer?.median_s === "number" && typeof line.median_s === "number") line.times_implicit = line.median_s / peer.median_s;
  }
}

/** The recommender natively: one person, and 100,000 against check.py. @param {"one" | "many"} which */
const recommender = (which) => linesOf(`recommend-${which}:native`, run("cargo", ["bench", "--bench", "recommend", "--", which], { quiet: true }));

/** @param {Line[]} lines */
function compareWithNative(lines) {
  const own = lines.find((line) => line.case === "prevent-million:native");
  for (const line of lines) {
    if (typeof own?.median_s === "number" && typeof line.median_s === "number" && String(line.case).startsWith("prevent-million:frame")) {
      line.times_native = line.median_s / own.median_s;
    }
  }
}

/** @param {string[]} asked */
async function bench(asked) {
  speakOnStandardError();
  const known = [...names, "native", "recommendMany", "learn", "coldStart"];
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown) stop(`${unknown} is no case; there are ${known.join(", ")}`);
  const wanted = (/** @type {string} */ name) => asked.length === 0 || asked.includes(name);
  /** @type {Line[]} */
  const lines = [];
  if (wanted("learn")) lines.push(...(await learn()));
  if (asked.some((name) => name !== "learn") || asked.length === 0) await build();
  for (const name of names.filter(wanted)) lines.push(...(await inNode(name)));
  if (names.some(wanted)) lines.push(...(await inChromium(names.filter(wanted))));
  if (wanted("native") || wanted("preventMillion")) lines.push(...(await native("prevent-million", "prevent")));
  if (wanted("recommendOne")) lines.push(...(await recommender("one")));
  if (wanted("recommendMany")) lines.push(...(await recommender("many")));
  if (wanted("als")) lines.push(...(await implicit()), ...(await native("W13", "als")));
  compareWithImplicit(lines);
  compareWithNative(lines);
  if (wanted("coldStart")) lines.push(...(await coldStart()));
  for (const line of lines) console.log(JSON.stringify(line));
  return lines.some((line) => "failed" in line) ? 1 : 0;
}

if (isMain(import.meta.url)) process.exitCode = await bench(process.argv.slice(2));
