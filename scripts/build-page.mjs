// Builds the page: dist/ (one HTML file, hashed parts, a service worker over the whole list, everything also
// compressed) and dist/bedside.html (all of it in one file that opens from disk).
//
//   node scripts/build-page.mjs            build into dist/
//
// Tests call compile() and render() themselves, to make pages that lack one layer of protection or carry
// hostile code, and prove with them that each layer is what stops a way out.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, minifySync } from "vite";
import { modules, wasmFolder } from "./lib/modules.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const www = join(root, "www");

/**
 * Layers of protection that a test may leave out, one at a time.
 * @typedef {"policy" | "sandbox" | "removal" | "trusted-types" | "prefetch-control"} Layer
 *
 * @typedef {object} Options
 * @property {readonly Layer[]} [omit] Layers to leave out (tests only).
 * @property {string} [hostile] Code added behind the application's own (tests only).
 * @property {string} [hostileWorker] Code added behind the engine's own (tests only).
 * @property {boolean} [splitRemoval] Removal as a script of its own, as it must not be (tests only).
 *
 * @typedef {object} Parts
 * @property {string} removal First statement of the frame's script.
 * @property {string} frame The application.
 * @property {Map<string, string>} scripts What comes behind it, by name.
 * @property {string} shell
 * @property {string} check
 * @property {string} serviceWorker
 * @property {Map<string, string>} workers By module name.
 * @property {Map<string, Buffer>} wasm By module name.
 * @property {string} catalog What the engine says about itself.
 * @property {Map<string, string>} words By language.
 * @property {Map<string, string>} workbenchWords The same.
 * @property {Map<string, string>} examples By id.
 */

/** The one header that the page needs from its host; `www/shell/headers.ts` says it to the service worker. */
export const allowlist = { name: "Connection-Allowlist", value: "(response-origin)" };

/** @param {string} text */
const sha256 = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
/** @param {string | Buffer} bytes */
const shortHash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 12);
/** @param {string} path */
const read = (path) => readFileSync(path, "utf8");

/** @param {string} entry */
const bundle = (entry) => bundlePage(join(www, entry), "iife");

/** What the second script takes from the first, in the frame. */
const SHARED = "bedsideShared";

/**
 * The frame's two scripts: the application, and the workbench, which comes behind the first screen. A module that is part
 * of the application is not told twice, since views of both share its state: the second script takes it from the first.
 * @returns {Promise<{ frame: string, workbench: string }>}
 */
async function bundleFrame() {
  const boot = join(www, "frame/boot.ts");
  const alone = await bundleChunk(boot, "es", []);
  const mine = new Set(alone.moduleIds);
  const taking = {
    name: "taking",
    enforce: /** @type {const} */ ("pre"),
    /** @this {any} @param {string} source @param {string | undefined} importer */
    async resolveId(source, importer) {
      if (importer === undefined) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && mine.has(found.id) ? { id: found.id, external: /** @type {const} */ ("absolute") } : null;
    },
  };
  const second = await bundleChunk(join(www, "src/workbench.ts"), "es", [taking]);
  /** @type {[string, string[]][]} */
  const shared = [];
  const body = second.code.trim().replace(/import\s*\{([^}]*)\}\s*from\s*(["'])([^"']+)\2;?\s*|import\s*(["'])([^"']+)\4;?\s*/g, (whole, names, _, id) => {
    if (names === undefined) return "";
    const taken = String(names).split(",").map((one) => one.trim().split(/\s+as\s+/)).filter(([name]) => name);
    const at = shared.push([id, taken.map(([name]) => name)]) - 1;
    return `const {${taken.map(([name, as]) => (as ? `${name}:${as}` : name)).join(",")}}=${SHARED}[${at}];`;
  });
  if (/^\s*(import|export)\b/m.test(body)) throw new Error("the workbench's script imports or exports in a way that the build does not know");
  const given = shared.map(([id, names], at) => `import {${names.map((name, n) => `${name} as s${at}_${n}`).join(",")}} from ${JSON.stringify(id)};`);
  const listed = shared.map(([, names], at) => `{${names.map((name, n) => `${name}: s${at}_${n}`).join(",")}}`);
  const entry = "\0frame";
  const giving = {
    name: "giving",
    enforce: /** @type {const} */ ("pre"),
    /** @param {string} source */
    resolveId: (source) => (source === entry ? entry : null),
    /** @param {string} id */
    load: (id) => (id === entry ? `${given.join("\n")}\nglobalThis.${SHARED} = [${listed.join(",")}];\nimport ${JSON.stringify(boot)};` : null),
  };
  return { frame: (await bundleChunk(entry, "iife", [giving])).code.trim(), workbench: `(()=>{"use strict";${body}})();` };
}

/**
 * Bundles one entry into a classic script or a module. Modules leave the names in `external` to be found beside them.
 * @param {string} entry @param {"iife" | "es"} format @param {Record<string, string>} [external] names in the source, and beside the module
 * @returns {Promise<string>}
 */
export async function bundlePage(entry, format, external = {}) {
  const beside = {
    name: "beside",
    enforce: /** @type {const} */ ("pre"),
    /** @param {string} source */
    resolveId: (source) => (external[source] ? { id: external[source], external: /** @type {const} */ ("absolute") } : null),
  };
  return (await bundleChunk(entry, format, [beside])).code.trim();
}

/** @param {string} entry @param {"iife" | "es"} format @param {import("vite").Plugin[]} plugins */
async function bundleChunk(entry, format, plugins) {
  const result = await build({
    configFile: false,
    root: www,
    logLevel: "warn",
    publicDir: false,
    plugins,
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2022",
      minify: true,
      modulePreload: false,
      cssCodeSplit: false,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: entry, output: { format, codeSplitting: false } },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  const chunks = outputs.filter((output) => output.type === "chunk");
  if (chunks.length !== 1 || outputs.length !== 1) {
    throw new Error(`${entry}: expected one script, got ${outputs.map((output) => output.fileName).join(", ")}`);
  }
  return chunks[0];
}

/** Shortens a script that must keep its top-level names. @param {string} text */
function shorten(text) {
  const { code, errors } = minifySync("glue.js", text, { mangle: { toplevel: false }, compress: true });
  if (errors?.length) throw new Error(errors.map((error) => error.message).join("\n"));
  return code;
}

/** Compiles everything once. @returns {Promise<Parts>} */
export async function compile() {
  const glue = (/** @type {string} */ name) => join(wasmFolder(name), "bedside.js");
  if (modules.some(({ name }) => !existsSync(glue(name)))) throw new Error("no engine in target/wasm-out: run `node scripts/build-wasm.mjs` first");
  const [{ frame, workbench }, shell, worker, serviceWorker] = await Promise.all([
    bundleFrame(), ...["shell/main.ts", "worker/worker.ts", "sw/sw.ts"].map(bundle),
  ]);
  const { en, zh } = JSON.parse(read(join(www, "shell/words.json")));
  const check = read(join(www, "shell/check.js"))
    .replace("%TOO_OLD_EN%", en.tooOld)
    .replace("%NEXT_EN%", en.tooOldNext)
    .replace("%TOO_OLD_ZH%", zh.tooOld)
    .replace("%NEXT_ZH%", zh.tooOldNext);
  return {
    removal: read(join(www, "frame/removal.js")).trim(),
    frame,
    scripts: new Map([["workbench", inHtml(workbench)]]),
    shell,
    check: shorten(check),
    serviceWorker,
    workers: new Map(modules.map(({ name }) => [name, `${shorten(read(glue(name)))}\n${worker}`])),
    wasm: new Map(modules.map(({ name }) => [name, readFileSync(join(wasmFolder(name), "bedside_bg.wasm"))])),
    catalog: read(join(root, "target", "wasm-out", "catalog.json")),
    words: catalogues((name) => !WORKBENCH_WORDS.includes(name)),
    workbenchWords: catalogues((name) => WORKBENCH_WORDS.includes(name)),
    examples: examples(),
  };
}

/** Files of words that only the workbench speaks. */
const WORKBENCH_WORDS = ["deploy", "explaining", "linear", "measure", "study", "table", "trees", "workbench", "workbench-said", "workbench-settings", "workbook"];

/**
 * One catalogue per language, its files merged by their top-level names.
 * @param {(name: string) => boolean} [takes] Which files, by name without ending; all of them else.
 */
export function catalogues(takes = () => true) {
  const folder = join(www, "locales");
  /** @type {Map<string, string>} */
  const merged = new Map();
  for (const language of readdirSync(folder).sort()) {
    /** @type {Record<string, unknown>} */
    const all = {};
    for (const file of readdirSync(join(folder, language)).filter((name) => name.endsWith(".json") && takes(basename(name, ".json"))).sort()) {
      merge(all, JSON.parse(read(join(folder, language, file))));
    }
    merged.set(language, JSON.stringify(all));
  }
  return merged;
}

/** @param {Record<string, unknown>} into @param {Record<string, unknown>} from */
function merge(into, from) {
  for (const [key, value] of Object.entries(from)) {
    const old = into[key];
    if (isObject(old) && isObject(value)) merge(old, value);
    else into[key] = value;
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Built-in examples: each folder of www/examples is one, its files in order of name. */
export function examples() {
  const folder = join(www, "examples");
  /** @type {Map<string, string>} */
  const found = new Map();
  if (!existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory())) {
    const names = readdirSync(join(folder, entry.name)).filter((name) => !name.endsWith(".md")).sort();
    found.set(entry.name, JSON.stringify(names.map((name) => ({ name, text: read(join(folder, entry.name, name)) }))));
  }
  return found;
}

/** A script as it may stand inside HTML. @param {string} text */
const inHtml = (text) => text.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");

/**
 * The sealed frame's document and the hash of its script.
 * @param {Parts} parts @param {Options} options
 */
export function frameDocument(parts, { omit = [], hostile = "", splitRemoval = false } = {}) {
  const removal = omit.includes("removal") || splitRemoval ? "" : `${parts.removal}\n`;
  const script = inHtml(`${removal}${parts.frame}${hostile && `\n${hostile}`}`);
  const first = splitRemoval ? inHtml(parts.removal) : "";
  const hashes = [script, ...(first ? [first] : []), ...parts.scripts.values()].map(sha256);
  let html = read(join(www, "frame/frame.html"));
  html = policyInto(html, framePolicy(hashes, omit), omit);
  const [before, after] = html.split("%SCRIPT%");
  const own = first ? `${before}${first}</script><script>` : before;
  return { html: `${own}${script}${after}`, hashes };
}

/** @param {readonly string[]} hashes @param {readonly Layer[]} omit */
function framePolicy(hashes, omit) {
  return [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src ${hashes.join(" ")} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "form-action 'none'",
    "base-uri 'none'",
    ...trustedTypes(omit),
  ].join("; ");
}

/** The shell's: the frame inherits it, so it allows what the frame needs and no other host. @param {readonly string[]} hashes @param {boolean} oneFile @param {readonly Layer[]} omit */
function shellPolicy(hashes, oneFile, omit) {
  return [
    "default-src 'none'",
    `connect-src ${oneFile ? "'none'" : "'self'"}`,
    `script-src ${hashes.join(" ")} 'wasm-unsafe-eval'`,
    `worker-src ${oneFile ? "" : "'self' "}blob:`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    ...trustedTypes(omit),
  ].join("; ");
}

/** @param {readonly Layer[]} omit */
const trustedTypes = (omit) =>
  omit.includes("trusted-types") ? [] : ["require-trusted-types-for 'script'", "trusted-types lit-html bedside"];

/** @param {string} html @param {string} policy @param {readonly Layer[]} omit */
function policyInto(html, policy, omit) {
  let text = html.replace("%POLICY%", policy);
  if (omit.includes("policy")) text = text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\n/, "");
  if (omit.includes("prefetch-control")) text = text.replace(/<meta http-equiv="x-dns-prefetch-control"[^>]*>\n/, "");
  return text;
}

/**
 * Every file of the page on a server, by name.
 * @param {Parts} parts @param {Options} options
 * @returns {Map<string, Buffer>}
 */
export function renderSite(parts, options = {}) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  /** @type {Record<string, string>} */
  const list = {};
  const frame = frameDocument(parts, options);
  for (const [name, { bytes, extension }] of partsByName(parts, frame.html, options)) {
    const file = `assets/${name.replace(/\W+/g, "-")}-${shortHash(bytes)}.${extension}`;
    files.set(file, bytes);
    list[name] = file;
  }
  const early = ["frame", "catalog", "worker/quick", "wasm/quick"].filter((name) => name in list).map((name) => list[name]);
  const head = early.map((file) => `<link rel="preload" as="fetch" crossorigin href="${file}">`).join("\n");
  const page = shellPage(parts, frame.hashes, { list, oneFile: false, head, tail: "" }, options);
  files.set("index.html", Buffer.from(page.html));
  const kept = [...files.keys()].sort();
  const build = shortHash(kept.map((file) => `${file} ${shortHash(/** @type {Buffer} */ (files.get(file)))}`).join("\n"));
  const worker = `const __FILES__=${JSON.stringify(kept)},__BUILD__="${build}";\n${parts.serviceWorker}\n`;
  files.set("sw.js", Buffer.from(worker));
  files.set("headers.json", Buffer.from(`${JSON.stringify(hostHeaders(page.policy), null, 2)}\n`));
  return files;
}

/**
 * The whole page in one file, its parts compressed inside.
 * @param {Parts} parts @param {Options} options
 */
export function renderOneFile(parts, options = {}) {
  const frame = frameDocument(parts, options);
  /** @type {Record<string, string>} */
  const list = {};
  const tail = partsByName(parts, frame.html, options).map(([name, { bytes }]) => {
    const id = `part-${name.replace(/\W+/g, "-")}`;
    list[name] = id;
    return `<script type="application/octet-stream" id="${id}">${gzipSync(bytes, { level: 9 }).toString("base64")}</script>`;
  });
  return shellPage(parts, frame.hashes, { list, oneFile: true, head: "", tail: tail.join("\n") }, options).html;
}

/** @param {Parts} parts @param {string} frame @param {Options} options @returns {[string, { bytes: Buffer, extension: string }][]} */
function partsByName(parts, frame, { hostileWorker = "" }) {
  return [
    ["frame", { bytes: Buffer.from(frame), extension: "html" }],
    ...[...parts.scripts].map(([name, text]) => entry(`script/${name}`, text, "js")),
    ...[...parts.workers].map(([name, text]) => entry(`worker/${name}`, `${text}\n${hostileWorker}`, "js")),
    ...[...parts.wasm].map(([name, bytes]) => entry(`wasm/${name}`, bytes, "wasm")),
    entry("catalog", parts.catalog, "json"),
    ...[...parts.words].map(([name, text]) => entry(`words/${name}`, text, "json")),
    ...[...parts.workbenchWords].map(([name, text]) => entry(`words-workbench/${name}`, text, "json")),
    ...[...parts.examples].map(([name, text]) => entry(`example/${name}`, text, "json")),
  ];
}

/** @param {string} name @param {string | Buffer} content @param {string} extension @returns {[string, { bytes: Buffer, extension: string }]} */
function entry(name, content, extension) {
  return [name, { bytes: typeof content === "string" ? Buffer.from(content) : content, extension }];
}

/**
 * @param {Parts} parts
 * @param {readonly string[]} frameHashes
 * @param {{ list: Record<string, string>, oneFile: boolean, head: string, tail: string }} place
 * @param {Options} options
 */
function shellPage(parts, frameHashes, { list, oneFile, head, tail }, { omit = [] }) {
  const sandbox = omit.includes("sandbox") ? "" : "allow-scripts allow-modals";
  const constants = `const __LIST__=${JSON.stringify(list)},__ONE_FILE__=${oneFile},__SANDBOX__="${sandbox}";`;
  const script = inHtml(`${constants}\n${parts.shell}`);
  const check = inHtml(parts.check.trim());
  const policy = shellPolicy([sha256(check), sha256(script), ...frameHashes], oneFile, omit);
  const html = policyInto(read(join(www, "index.html")), policy, omit)
    .replace("%HEAD%\n", () => head && `${head}\n`)
    .replace("%CHECK%", () => check)
    .replace("%TAIL%", () => `${tail}${tail && "\n"}<script>${script}</script>`);
  return { html, policy: omit.includes("policy") ? "" : policy };
}

/** What a host should send, by path; `scripts/serve.mjs` does. @param {string} policy */
function hostHeaders(policy) {
  const everywhere = {
    [allowlist.name]: allowlist.value,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  };
  const page = policy ? { "Content-Security-Policy": policy } : {};
  return {
    "/*": everywhere,
    "/": { ...page, "Cache-Control": "no-cache" },
    "/index.html": { ...page, "Cache-Control": "no-cache" },
    "/bedside.html": { "Cache-Control": "no-cache" },
    "/sw.js": { "Cache-Control": "no-cache" },
    "/assets/*": { "Cache-Control": "public, max-age=31536000, immutable" },
  };
}

/** Writes files into `folder`, which is emptied first; `compressed` adds .br and .gz. @param {Map<string, Buffer>} files @param {string} folder @param {boolean} compressed */
export function write(files, folder, compressed = false) {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    if (!compressed || name === "headers.json") continue;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** Builds dist/ and says how large the first screen is. */
export async function buildPage(folder = join(root, "dist")) {
  const parts = await compile();
  const files = renderSite(parts);
  files.set("bedside.html", Buffer.from(renderOneFile(parts)));
  write(files, folder, true);
  const first = [...files.keys()].filter((name) => name === "index.html" || /\/(frame|catalog|worker-quick|wasm-quick|words-en)-/.test(name));
  const sizes = first.map((name) => ({ name: basename(name), bytes: readFileSync(join(folder, `${name}.br`)).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes } of sizes) console.log(`  ${(bytes / 1000).toFixed(1).padStart(7)} kB  ${name}`);
  console.log(`page: ${(total / 1000).toFixed(0)} kB in brotli until the first score`);
  return files;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  buildPage().catch((problem) => {
    console.error(problem instanceof Error ? problem.message : problem);
    process.exitCode = 1;
  });
}
