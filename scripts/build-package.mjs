// Builds pkg/: the npm package `bedside` (ES modules for browsers and Node, types, command line).
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync, chmodSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { rolldown } from "rolldown";
import { isMain, lockedVersion, root, run, say, stop } from "./lib/run.mjs";
import { modules, packageFile, wasmFolder } from "./lib/modules.mjs";
import { filesOf, whenChanged } from "./lib/stamp.mjs";
import { bundlePage, catalogues, examples } from "./build-page.mjs";
import { findAny } from "./build-wasm.mjs";

const pkg = join(root, "pkg");
const wasmOut = join(root, "target", "wasm-out");
const shipped = modules.filter((module) => module.package);

/** @type {Record<string, string>} */
const own = { "../node": "../node.js", "./element-page.js": "./element-page.js" };

/** The command line uses the package's own Node entry, one folder up, rather than a copy of it. */
const ownEntry = {
  name: "own-entry",
  /** @param {string} source */
  resolveId: (source) => (own[source] ? { id: own[source], external: /** @type {const} */ ("absolute") } : null),
};

/**
 * @param {string} input
 * @param {string} file
 * @param {{ format?: "es" | "iife", platform: "browser" | "node", head?: string }} options
 */
async function bundle(input, file, { format = "es", platform, head = "" }) {
  const build = await rolldown({ input: join(root, input), platform, external: [/^node:/], plugins: [ownEntry], cwd: root });
  const { output } = await build.generate({ format, minify: false, codeSplitting: false });
  await build.close();
  const chunk = output.find((part) => part.type === "chunk");
  if (!chunk || output.length !== 1) stop(`${input} did not become one file`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, head + chunk.code);
}

/** @param {string} path */
const slashes = (path) => `./${path.split(sep).join("/")}`.replace("./../", "../");

/** Declarations for the package's users: relative names need their ending there. */
async function declarations() {
  const types = join(pkg, "types");
  const args = ["-p", "tsconfig.package.json", "--outDir", types];
  await run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), ...args]);
  const engine = join(types, "www", "src", "engine", "types.js");
  mkdirSync(dirname(engine), { recursive: true });
  copyFileSync(join(wasmOut, "bedside.d.ts"), engine.replace(/js$/, "d.ts"));
  for (const file of filesOf(["pkg/types"])) {
    let text = readFileSync(file, "utf8").replace(/(from\s+|import\()"(\.[^"]*?)(\.ts)?"/g, '$1"$2.js"');
    // The compiler drops the reference by which the page's sources know the engine's types.
    if (/\bwasm_bindgen\./.test(text) && !/as wasm_bindgen\b/.test(text)) {
      text = `import type * as wasm_bindgen from "${slashes(relative(dirname(file), engine))}";\n${text}`;
    }
    const loose = findAny(text);
    if (loose.length > 0) stop(`${file} holds \`any\`: ${loose.join(" | ")}`);
    writeFileSync(file, text);
  }
  prune();
}

/** Removes declarations that no entry leads to: those of the page's views name libraries that a user need not have. */
function prune() {
  const kept = new Set(["browser", "node", "element"].map((name) => join(pkg, "types", "npm", "src", `${name}.d.ts`)));
  for (const file of kept) {
    for (const [, name] of readFileSync(file, "utf8").matchAll(/(?:from\s+|import\(|path=)"(\.[^"]+)"/g)) {
      kept.add(join(dirname(file), name.replace(/(\.d\.ts|\.js)$/, ".d.ts")));
    }
  }
  for (const file of filesOf(["pkg/types"])) if (!kept.has(join(root, file)) && !kept.has(file)) rmSync(file);
}

async function build() {
  rmSync(pkg, { recursive: true, force: true });
  mkdirSync(join(pkg, "bin"), { recursive: true });
  for (const { name } of shipped) {
    copyFileSync(join(wasmFolder(name), "bedside_bg.wasm"), join(pkg, packageFile("bedside", name, "wasm")));
    copyFileSync(join(wasmFolder(name), "web", "bedside.js"), join(pkg, packageFile("engine", name, "js")));
  }
  await bundle("npm/src/browser.ts", join(pkg, "browser.js"), { platform: "browser" });
  await bundle("npm/src/node.ts", join(pkg, "node.js"), { platform: "node" });
  await bundle("npm/src/thread.ts", join(pkg, "thread.js"), { platform: "node" });
  // The worker is a classic script, so that its text also works as a Blob: glue first, then the envelope.
  for (const { name } of shipped) {
    const glue = readFileSync(join(wasmFolder(name), "bedside.js"), "utf8");
    await bundle("www/worker/worker.ts", join(pkg, packageFile("worker", name, "js")), { format: "iife", platform: "browser", head: `${glue}\n` });
  }
  await bundle("npm/src/cli/main.ts", join(pkg, "bin", "bedside.js"), { platform: "node" });
  chmodSync(join(pkg, "bin", "bedside.js"), 0o755);
  // The element uses the package's own browser entry; its two files are loaded once a window.
  await bundle("npm/src/element.ts", join(pkg, "element.js"), { platform: "browser" });
  writeFileSync(join(pkg, "element-page.js"), await bundlePage(join(root, "npm/src/element-page.ts"), "es", { "./browser": "./browser.js" }));
  for (const [folder, texts] of /** @type {const} */ ([["locales", catalogues()], ["examples", examples()]])) {
    mkdirSync(join(pkg, folder), { recursive: true });
    for (const [name, text] of texts) writeFileSync(join(pkg, folder, `${name}.json`), text);
  }
  await declarations();
  const version = /^version = "([^"]+)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))?.[1];
  const description = JSON.parse(readFileSync(join(root, "npm", "package.json"), "utf8"));
  writeFileSync(join(pkg, "package.json"), `${JSON.stringify({ ...description, version }, undefined, 2)}\n`);
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.md"]) if (existsSync(join(root, name))) cpSync(join(root, name), join(pkg, name));
  cpSync(join(root, "npm", "README.md"), join(pkg, "README.md"));
  say("package: pkg/ is ready");
}

/** Builds when an input has changed. */
export const buildPackage = () =>
  whenChanged(
    {
      name: "package",
      stamp: "target/stamps/package",
      inputs: ["npm", "www", "target/wasm-out", "scripts/build-package.mjs", "scripts/build-page.mjs", "tsconfig.json", "tsconfig.package.json", "THIRD-PARTY-NOTICES.md"],
      outputs: ["pkg/package.json", "pkg/browser.js", "pkg/node.js", "pkg/element.js", "pkg/bin/bedside.js"],
      extra: lockedVersion("wasm-bindgen"),
    },
    build,
  );

if (isMain(import.meta.url)) await buildPackage().catch((problem) => stop(problem.message));
