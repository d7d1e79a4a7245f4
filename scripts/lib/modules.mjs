// The modules of wasm, one row each in www/modules.json: what a Cargo feature of that name makes, with a worker of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

/**
 * @typedef {object} Module
 * @property {string} name As the page and the package ask for it.
 * @property {string} feature The Cargo feature that makes it.
 * @property {boolean} small Whether size counts before speed.
 * @property {boolean} package Whether the npm package has it too.
 */

/** @type {readonly Module[]} */
export const modules = Object.entries(JSON.parse(readFileSync(join(root, "www", "modules.json"), "utf8"))).map(([name, row]) => ({ name, ...row }));

/** Where scripts/build-wasm.mjs puts a module: `bedside.js` (classic), `web/bedside.js`, `bedside_bg.wasm`. @param {string} name */
export const wasmFolder = (name) => join(root, "target", "wasm-out", name);

/** A file of the package: the whole engine has the plain name, a further module its own behind it. @param {string} base @param {string} name @param {string} extension */
export const packageFile = (base, name, extension) => (name === "core" ? `${base}.${extension}` : `${base}-${name}.${extension}`);
