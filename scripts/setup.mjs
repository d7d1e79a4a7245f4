// `npm run setup`: everything that building needs, installed or asked for in one line.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ask, executable, isMain, lockedVersion, onPath, root, run, say, stop } from "./lib/run.mjs";

const nodeNeeded = [20, 19];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > nodeNeeded[0] || (major === nodeNeeded[0] && minor >= nodeNeeded[1])) return;
  stop(`Node ${process.versions.node} is too old: install Node ${nodeNeeded.join(".")} or newer from https://nodejs.org, then run this again.`);
}

async function checkRust() {
  if (!onPath("cargo")) stop("Rust is missing: install it with rustup from https://rustup.rs, open a new terminal, then run this again.");
  if (process.platform !== "win32" && !["cc", "gcc", "clang"].some((name) => onPath(name))) {
    stop("The C linker that Rust needs is missing: install build-essential (Debian, Ubuntu), gcc (Fedora) or the Xcode command line tools (macOS: xcode-select --install).");
  }
  const library = ask("rustc", ["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]);
  if (library && existsSync(library)) return;
  if (!onPath("rustup")) stop("Rust's wasm32-unknown-unknown target is missing and so is rustup: install rustup from https://rustup.rs, then run this again.");
  say("setup: adding Rust's wasm target");
  await run("rustup", ["target", "add", "wasm32-unknown-unknown"]);
}

/** Version that a wasm-bindgen program reports. @param {string | undefined} program */
const versionOf = (program) => (program && existsSync(program) ? ask(program, ["--version"])?.split(/\s+/).at(-1) : undefined);

/**
 * Path of a wasm-bindgen program of exactly the crate's version, installed into `.tools` when the
 * PATH has none (the two must be the same: the command reads what the crate wrote).
 * @param {"wasm-bindgen" | "wasm-bindgen-test-runner"} [name]
 * @returns {Promise<string>}
 */
export async function wasmBindgen(name = "wasm-bindgen") {
  const wanted = lockedVersion("wasm-bindgen");
  if (!wanted) stop("Cargo.lock names no wasm-bindgen: restore Cargo.lock from the repository, then run this again.");
  const own = join(root, ".tools", "bin", executable(name));
  const found = [onPath(name), own].find((program) => versionOf(program) === wanted);
  if (found) return found;
  say(`setup: installing wasm-bindgen ${wanted} into .tools (once, some minutes)`);
  await run("cargo", ["install", "wasm-bindgen-cli", "--version", wanted, "--root", join(root, ".tools")]);
  if (versionOf(own) !== wanted) stop(`wasm-bindgen ${wanted} did not install into .tools: read the lines above, then run this again.`);
  return own;
}

/** Whether node_modules holds what package-lock.json asks for; npm's own record of it decides. */
function packagesCurrent() {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  /** @type {Record<string, { version?: string, optional?: boolean }>} */
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  /** @type {Record<string, { version?: string }>} */
  const have = JSON.parse(readFileSync(installed, "utf8")).packages;
  const same = Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || have[path]?.version === version || (optional && !have[path]),
  );
  return same && Object.keys(have).every((path) => path in wanted);
}

/** Does all of it; quick when there is nothing to do. */
export async function setup() {
  checkNode();
  await checkRust();
  await wasmBindgen();
  if (!packagesCurrent()) {
    say("setup: installing npm packages");
    await run("npm", ["ci", "--no-audit", "--no-fund"]);
  }
}

if (isMain(import.meta.url)) {
  const began = Date.now();
  await setup().catch((problem) => stop(problem.message));
  say(`setup: ready (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}
