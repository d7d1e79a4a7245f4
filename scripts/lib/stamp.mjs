// Skipping work whose inputs have not changed: a hash of their contents beside the output.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root, say } from "./run.mjs";

/** Every file below the given files and folders (relative to the repository), sorted. @param {string[]} inputs */
export function filesOf(inputs) {
  /** @type {string[]} */
  const files = [];
  /** @param {string} path */
  const walk = (path) => {
    if (!existsSync(path)) return;
    if (!statSync(path).isDirectory()) files.push(path);
    else for (const name of readdirSync(path)) if (name !== "node_modules" && name !== "target") walk(join(path, name));
  };
  for (const input of inputs) walk(join(root, input));
  return files.sort();
}

/** Hash of names and contents. @param {string[]} inputs @param {string} [extra] */
export function contentHash(inputs, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const file of filesOf(inputs)) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/**
 * Runs `work` unless the inputs are those of the last run and all outputs are there.
 * @param {{ name: string, stamp: string, inputs: string[], outputs: string[], extra?: string }} job paths relative to the repository
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether it ran
 */
export async function whenChanged(job, work) {
  const stamp = join(root, job.stamp);
  const hash = contentHash(job.inputs, job.extra);
  const current = existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (current && job.outputs.every((output) => existsSync(join(root, output)))) {
    say(`${job.name}: nothing has changed`);
    return false;
  }
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}
