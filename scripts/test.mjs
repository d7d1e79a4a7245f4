// `npm test`: everything, cheapest first; `npm run test:quick`: what a minute allows. The closing line sums all stages.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { chromium } from "./chromium.mjs";
import { isMain, root, run, say, sharedFolder, stop } from "./lib/run.mjs";
import { counted, none } from "./lib/counts.mjs";
import { modules } from "./lib/modules.mjs";
import { setup } from "./setup.mjs";
import { wasmTests } from "./wasm-tests.mjs";

/** @typedef {import("./lib/counts.mjs").Counts} Counts */

const results = join(root, "test-results");

/** A check that has no counts of its own: one passed. @param {Promise<unknown>} work @returns {Promise<Counts>} */
const one = (work) => work.then(() => ({ ...none, passed: 1 }));

/** @param {string[]} args @param {Record<string, string | undefined>} [env] */
const cargo = (args, env) => run("cargo", args, { env });

/** @param {...string} args */
const tsc = (...args) => run(process.execPath, [join("node_modules", "typescript", "bin", "tsc"), ...args]);

/** @param {string[]} projects @returns {Promise<Counts>} */
async function vitest(projects) {
  const file = join(results, `vitest-${projects.join("-")}.json`);
  const program = join("node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const failed = await run(process.execPath, [program, "run", ...projects.map((name) => `--project=${name}`), ...reporters, "--passWithNoTests"]).then(
    () => undefined,
    (problem) => problem,
  );
  return counted.vitest(existsSync(file) ? readFileSync(file, "utf8") : "", failed !== undefined);
}

/** @returns {Promise<Counts>} */
async function journeys() {
  const file = join(results, "journeys.json");
  const program = join("node_modules", "@playwright", "test", "cli.js");
  const env = { BEDSIDE_CHROMIUM: await chromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const failed = await run(process.execPath, [program, "test"], { env }).then(
    () => false,
    () => true,
  );
  return counted.playwright(existsSync(file) ? readFileSync(file, "utf8") : "", failed);
}

/** Whether the shared data may be missing. */
const required = () => process.env.BEDSIDE_REQUIRE_SHARED === "1";

/** @returns {Promise<Counts>} */
async function conformance() {
  if (!sharedFolder()) {
    say("skipped, no shared data: conformance");
    return { ...none, skipped: 1 };
  }
  const written = await run(process.execPath, [join("scripts", "conformance.mjs")]).catch((problem) => problem.written ?? "");
  return counted.conformance(written);
}

/** @typedef {{ name: string, quick?: boolean, run: () => Promise<Counts> }} Stage @type {Stage[]} */
const stages = [
  { name: "format", quick: true, run: () => one(cargo(["fmt", "--check"])) },
  { name: "types of the page, the package and the scripts", quick: true, run: () => one(tsc("-p", "tsconfig.json").then(() => tsc("-p", "tsconfig.scripts.json"))) },
  { name: "lint, native", quick: true, run: () => one(cargo(["clippy", "--all-targets", "--", "-D", "warnings"])) },
  ...modules.map(({ name, feature }) => ({
    name: `lint, wasm, ${name}`,
    run: () => one(cargo(["clippy", "--target", "wasm32-unknown-unknown", "--features", feature, "--lib", ...(name === "core" ? ["--test", "wasm"] : []), "--", "-D", "warnings"])),
  })),
  { name: "native tests", quick: true, run: () => cargo(["test", "--no-fail-fast"]).then(counted.cargo, (problem) => counted.cargo(problem.written ?? "", true)) },
  { name: "unit tests of the page and the scripts", quick: true, run: () => vitest(["page", "tools"]) },
  {
    name: "build",
    run: () =>
      one(
        build().then((typesChanged) => {
          if (typesChanged) throw new Error("www/src/engine/types.d.ts was out of date: commit the renewed one");
        }),
      ),
  },
  { name: "wasm tests in Chromium", run: () => wasmTests().then(counted.cargo, (problem) => counted.cargo(problem.written ?? "", true)) },
  { name: "package", run: () => vitest(["package"]) },
  { name: "journeys", run: journeys },
  { name: "conformance", run: conformance },
];

/** @param {boolean} quick */
async function test(quick) {
  await setup();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  if (!quick) await chromium();
  const all = { ...none };
  /** @type {string[]} */
  const lines = [];
  for (const stage of stages.filter((candidate) => !quick || candidate.quick)) {
    say(`\n=== ${stage.name}`);
    const began = Date.now();
    const counts = await stage.run().catch((problem) => {
      say(problem.message);
      return { ...none, failed: 1 };
    });
    const skipped = counts.skipped ? `, ${counts.skipped} skipped` : "";
    lines.push(`${counts.failed ? "FAILED" : "    ok"}  ${stage.name}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${((Date.now() - began) / 1000).toFixed(0)} s)`);
    for (const key of /** @type {(keyof Counts)[]} */ (Object.keys(all))) all[key] += counts[key];
  }
  say(`\n${lines.join("\n")}`);
  const forbidden = required() && all.skipped > 0;
  if (forbidden) say("The shared data is here, so nothing may be skipped.");
  say(`${all.passed} passed, ${all.failed} failed${all.skipped ? `, ${all.skipped} skipped` : ""}`);
  return all.failed > 0 || forbidden ? 1 : 0;
}

if (isMain(import.meta.url)) {
  process.exitCode = await test(process.argv.includes("--quick")).catch((problem) => stop(problem.message));
}
