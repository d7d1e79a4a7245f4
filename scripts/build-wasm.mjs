// Builds the engine: cargo → wasm-bindgen (two glues, one module) → wasm-opt → target/wasm-out/.
//
//   NAME/bedside.js          classic script for the worker of that module (global `wasm_bindgen`)
//   NAME/web/bedside.js      ES module for the npm package (browser and Node)
//   NAME/bedside_bg.wasm     the module both glues start
//   catalog.json             what the engine says about itself, so that a page need not ask
//   bedside.d.ts             generated types of the whole engine; copied to www/src/engine/types.d.ts
//
// The modules are the rows of www/modules.json. `node scripts/build-wasm.mjs NAME` builds one of them again.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { modules, wasmFolder } from "./lib/modules.mjs";
import { cargoTarget, isMain, root, run, say, stop } from "./lib/run.mjs";
import { whenChanged } from "./lib/stamp.mjs";
import { wasmBindgen } from "./setup.mjs";

// A method that older libraries of types have no name for; `free` does the same.
const DISPOSE = /^\s*\[Symbol\.dispose\]\(\): void;\n/gm;

const out = join(root, "target", "wasm-out");
const pageTypes = join(root, "www", "src", "engine", "types.d.ts");

// What Rust's wasm target and wasm-bindgen use; named, since a stripped module no longer says so itself.
const wasmFeatures = ["simd", "bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "multivalue", "reference-types"];

/** @param {string} target @param {string} module @param {string} folder */
async function bind(target, module, folder) {
  mkdirSync(folder, { recursive: true });
  await run(await wasmBindgen(), ["--target", target, "--out-dir", folder, "--out-name", "bedside", "--omit-default-module-path", module]);
}

/** Types that a person wrote nowhere: refuses `any` in them. @param {string} types */
export function findAny(types) {
  const code = types.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
  return code.split("\n").filter((line) => /[:<|&,(=]\s*any\b|\bany\[\]|\bas any\b/.test(line)).map((line) => line.trim());
}

/**
 * An interface cannot extend a union, which is what a flattened Rust enum becomes: writes it as an intersection.
 * @param {string} types
 */
function unionsAsIntersections(types) {
  const extending = /export interface (\w+) extends (\w+) (\{\n(?:[\s\S]*?)\n\})/g;
  return types.replace(extending, (whole, name, base, body) =>
    new RegExp(`export type ${base} =`).test(types) ? `export type ${name} = ${base} & ${body};` : whole,
  );
}

/** Generated types without the loader's own. @param {string} types */
function engineTypes(types) {
  const end = types.indexOf("export type InitInput");
  // A module whose names can also be read as `wasm_bindgen.Name`, as the classic glue has them.
  const head = "// Generated from the Rust types by scripts/build-wasm.mjs; do not edit.\nexport as namespace wasm_bindgen;\n\n";
  return head + types.slice(0, end < 0 ? undefined : end).replace(/^\/\* (tslint|eslint).*\n/gm, "").replace(DISPOSE, "").trim() + "\n";
}

/** One module of wasm; the next one of the same folder takes its place. @param {string} target cargo's folder @param {string} feature @param {string[]} settings */
async function compile(target, feature, ...settings) {
  const config = settings.flatMap((setting) => ["--config", setting]);
  await run("cargo", ["build", "--profile", "wasm", ...config, "--target-dir", target, "--target", "wasm32-unknown-unknown", "--features", feature, "--lib"]);
  return join(target, "wasm32-unknown-unknown", "wasm", "bedside.wasm");
}

/** Optimises a module in its place. @param {string} level @param {string} file */
export async function optimise(level, file) {
  const flags = wasmFeatures.map((name) => `--enable-${name}`);
  await run(process.execPath, [join(root, "node_modules", "binaryen", "bin", "wasm-opt"), level, ...flags, file, "-o", file]);
}

/** @param {string} name @param {string} file */
function tell(name, file) {
  const bytes = readFileSync(file);
  say(`${name}: ${(bytes.length / 1000).toFixed(0)} kB, ${(brotliCompressSync(bytes).length / 1000).toFixed(0)} kB in brotli`);
}

/** Builds one module with its glues. @param {import("./lib/modules.mjs").Module} module @param {string} [target] */
async function buildModule({ name, feature, small, package: shipped }, target = cargoTarget()) {
  const folder = wasmFolder(name);
  const module = await compile(target, feature, ...(small ? ['profile.wasm.opt-level="z"'] : []));
  await bind("no-modules", module, folder);
  const classic = join(folder, "bedside_bg.wasm");
  if (shipped) {
    await bind("web", module, join(folder, "web"));
    const web = join(folder, "web", "bedside_bg.wasm");
    if (!readFileSync(classic).equals(readFileSync(web))) stop("wasm-bindgen made two different modules: the glues can no longer share one.");
    rmSync(web);
  }
  await optimise(small ? "-Oz" : "-O3", classic);
  tell(`wasm, ${name}`, classic);
}

/** Builds all modules, two beside each other where there are two cores: cargo locks its folder, so the second has one of its own. */
async function buildModules() {
  const waiting = [...modules];
  /** @param {string} target */
  const lane = async (target) => {
    for (let module = waiting.shift(); module; module = waiting.shift()) await buildModule(module, target);
  };
  const targets = availableParallelism() > 1 ? [cargoTarget(), join(cargoTarget(), "beside")] : [cargoTarget()];
  const ended = await Promise.allSettled(targets.map(lane));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
}

async function build() {
  rmSync(out, { recursive: true, force: true });
  await buildModules();
  const web = join(wasmFolder("core"), "web");
  const glue = await import(pathToFileURL(join(web, "bedside.js")).href);
  glue.initSync({ module: readFileSync(join(wasmFolder("core"), "bedside_bg.wasm")) });
  writeFileSync(join(out, "catalog.json"), JSON.stringify(new glue.Session().catalog()));

  const types = engineTypes(unionsAsIntersections(readFileSync(join(web, "bedside.d.ts"), "utf8")));
  const loose = findAny(types);
  if (loose.length > 0) stop(`The generated types hold \`any\`: give these a type in Rust: ${loose.join(" | ")}`);
  writeFileSync(join(out, "bedside.d.ts"), types);
  // Whole by themselves: a name that Rust declared nowhere would be an `any` in disguise.
  await run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--ignoreConfig", "--strict", "--target", "es2022", "--lib", "esnext,dom", "--types", "", join(out, "bedside.d.ts")]);
}

/** Puts the generated types where the page and the package look for them; says whether that changed the file. */
function publishTypes() {
  const generated = readFileSync(join(out, "bedside.d.ts"), "utf8");
  if (existsSync(pageTypes) && readFileSync(pageTypes, "utf8") === generated) return false;
  mkdirSync(dirname(pageTypes), { recursive: true });
  copyFileSync(join(out, "bedside.d.ts"), pageTypes);
  say("wasm: www/src/engine/types.d.ts was renewed; commit it");
  return true;
}

/** Builds when an input has changed; answers whether the committed types were out of date. */
export async function buildWasm() {
  await whenChanged(
    {
      name: "wasm",
      stamp: "target/wasm-out/stamp",
      inputs: ["Cargo.toml", "Cargo.lock", ".cargo", "build", "src", "data", "scripts/build-wasm.mjs", "www/modules.json"],
      outputs: ["bedside.d.ts", "catalog.json", ...modules.map(({ name }) => `${name}/bedside_bg.wasm`)].map((name) => `target/wasm-out/${name}`),
    },
    build,
  );
  return publishTypes();
}

/** Builds what was named, or everything that changed. */
async function main() {
  const named = modules.filter(({ name }) => process.argv.includes(name));
  for (const module of named) await buildModule(module);
  if (named.length === 0) await buildWasm();
}

if (isMain(import.meta.url)) await main().catch((problem) => stop(problem.message));
