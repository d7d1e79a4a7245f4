// Writes THIRD-PARTY-NOTICES.md from Cargo.lock and package-lock.json; `--check` says whether it is current.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { modules } from "./lib/modules.mjs";
import { ask, isMain, root, say, stop } from "./lib/run.mjs";

const target = join(root, "THIRD-PARTY-NOTICES.md");

/** Development packages of which something is copied into the page. */
const copied = ["lucide-static"];

/** @typedef {{ name: string, version: string, licence: string, text: string }} Part */

/** Text of a licence file in a folder: MIT before Apache where both are offered. @param {string} folder */
function licenceText(folder) {
  const rank = (/** @type {string} */ name) => (/mit/i.test(name) ? 0 : /^(license|licence|copying)(\.|$)/i.test(name) ? 1 : /bsd|isc|unlicense/i.test(name) ? 2 : 3);
  const names = readdirSync(folder).filter((name) => /^(licen[sc]e|copying|unlicense)/i.test(name) && !/\.(rs|js|json|html)$/i.test(name));
  const [best, ...rest] = names.sort((one, other) => rank(one) - rank(other) || one.localeCompare(other));
  // Unicode's tables come under their own terms beside the code's.
  const chosen = best ? [best, ...rest.filter((name) => /unicode/i.test(name))] : [];
  return chosen.map((name) => readFileSync(join(folder, name), "utf8").replace(/\r\n/g, "\n").replace(/[ \t]+$/gm, "").trim()).join("\n\n");
}

/** Crates whose code is in the engine: normal dependencies, from the root down; macros run at build time only. @returns {{ shipped: Part[], tools: Part[] }} */
function crates() {
  const answer = ask("cargo", ["metadata", "--format-version", "1", "--locked", "--filter-platform", "wasm32-unknown-unknown", "--features", modules.map(({ feature }) => feature).join(",")]);
  if (!answer) stop("cargo metadata failed: run `npm run setup`, then this again.");
  const { packages, resolve } = JSON.parse(answer);
  /** @type {Map<string, any>} */
  const byId = new Map(packages.map((/** @type {any} */ one) => [one.id, one]));
  /** @type {Map<string, any>} */
  const nodes = new Map(resolve.nodes.map((/** @type {any} */ node) => [node.id, node]));
  const isMacro = (/** @type {any} */ one) => one.targets.some((/** @type {any} */ made) => made.kind.includes("proc-macro"));
  const shipped = new Set();
  const todo = [resolve.root];
  while (todo.length > 0) {
    const id = todo.pop();
    if (shipped.has(id) || isMacro(byId.get(id))) continue;
    shipped.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id)?.deps ?? []) {
      if (kinds.some((/** @type {any} */ one) => one.kind === null)) todo.push(pkg);
    }
  }
  const part = (/** @type {any} */ one) => ({ name: one.name, version: one.version, licence: one.license ?? "see its text", text: licenceText(dirname(one.manifest_path)) });
  const others = packages.filter((/** @type {any} */ one) => one.id !== resolve.root);
  return {
    shipped: others.filter((/** @type {any} */ one) => shipped.has(one.id)).map(part),
    tools: others.filter((/** @type {any} */ one) => !shipped.has(one.id)).map(part),
  };
}

/** npm packages: those of which code or drawings are in the page, and the rest. @returns {{ shipped: Part[], tools: Part[] }} */
function packages() {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  /** @type {{ shipped: Part[], tools: Part[] }} */
  const parts = { shipped: [], tools: [] };
  for (const [path, { version, license, dev, optional }] of Object.entries(lock.packages)) {
    const name = path.split("node_modules/").at(-1) ?? "";
    // What differs from machine to machine is a tool's own affair.
    if (!name || optional) continue;
    const inPage = !dev || copied.includes(name);
    parts[inPage ? "shipped" : "tools"].push({ name, version, licence: license ?? "see its text", text: inPage ? licenceText(join(root, path)) : "" });
  }
  return parts;
}

/** @param {Part} one @param {Part} other */
const byName = (one, other) => (one.name === other.name ? (one.version < other.version ? -1 : 1) : one.name < other.name ? -1 : 1);

/** @param {Part[]} parts */
const list = (parts) => parts.sort(byName).map(({ name, version, licence }) => `- ${name} ${version} (${licence})`).join("\n");

/** Each distinct text once, under the names it belongs to. @param {Part[]} parts */
function texts(parts) {
  /** @type {Map<string, string[]>} */
  const owners = new Map();
  for (const { name, text } of parts.sort(byName)) if (text) owners.set(text, [...(owners.get(text) ?? []), name]);
  return [...owners].map(([text, names]) => `### ${[...new Set(names)].join(", ")}\n\n\`\`\`\`text\n${text}\n\`\`\`\``).join("\n\n");
}

/** The whole file. */
export function notices() {
  const rust = crates();
  const page = packages();
  return `# Third-party notices

Made by \`npm run notices\` from \`Cargo.lock\` and \`package-lock.json\`; do not edit. Bedside itself is licensed under MIT or
Apache-2.0, at your choice.

${readFileSync(join(root, "scripts", "data-notices.md"), "utf8").trim()}

## In the engine (Rust)

${list(rust.shipped)}

## In the page (JavaScript)

${list(page.shipped)}

## Used to build and test, not shipped

${list([...rust.tools, ...page.tools])}

## Licence texts of what is shipped

${texts([...rust.shipped, ...page.shipped])}
`;
}

if (isMain(import.meta.url)) {
  const text = notices();
  if (!process.argv.includes("--check")) {
    writeFileSync(target, text);
    say("THIRD-PARTY-NOTICES.md is written");
  } else if (readFileSync(target, "utf8") !== text) {
    stop("THIRD-PARTY-NOTICES.md is out of date: run `npm run notices` and commit it.");
  }
}
