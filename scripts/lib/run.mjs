// What every script shares: where things are, running a program, saying a line.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const windows = process.platform === "win32";

/** @param {string} name */
export const executable = (name) => (windows ? `${name}.exe` : name);

/** Environment for child processes: the repository's own tools come first. */
export const environment = () => ({
  ...process.env,
  PATH: [join(root, "node_modules", ".bin"), join(root, ".tools", "bin"), process.env.PATH ?? ""].join(delimiter),
});

/** Where these scripts and the programs they run write. @type {NodeJS.WriteStream} */
let out = process.stdout;

/** Keeps standard output for a command's own answer. */
export const speakOnStandardError = () => {
  out = process.stderr;
};

/** Says one line. @param {string} line */
export const say = (line) => void out.write(`${line}\n`);

/** Says what is wrong in one line and leaves. @param {string} line @returns {never} */
export function stop(line) {
  console.error(line);
  process.exit(1);
}

/**
 * Runs a program and waits; its output is the caller's. Rejects when it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean }} [options]
 * @returns {Promise<string>} what it wrote, standard output and error together
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...environment(), ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: windows && /^(npm|npx)$/.test(program),
    });
    let written = "";
    /** @param {NodeJS.WriteStream} to */
    const pass = (to) => (/** @type {Buffer} */ bytes) => {
      written += bytes.toString();
      if (!options.quiet) to.write(bytes);
    };
    child.stdout.on("data", pass(out));
    child.stderr.on("data", pass(process.stderr));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve(written);
      reject(Object.assign(new Error(`${program} ${args.join(" ")} ended with ${code}`), { written }));
    });
  });
}

/**
 * What a program prints, or undefined when it is missing or fails.
 * @param {string} program
 * @param {string[]} args
 */
export function ask(program, args) {
  const answer = spawnSync(program, args, { cwd: root, env: environment(), encoding: "utf8" });
  return answer.status === 0 ? answer.stdout.trim() : undefined;
}

/** First program of this name on the PATH, or undefined. @param {string} name @param {string} [path] */
export function onPath(name, path = process.env.PATH ?? "") {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, executable(name)))
    .find((file) => existsSync(file));
}

/** Folder of cargo's output. */
export const cargoTarget = () => process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** Folder of the shared reference data, or undefined. */
export function sharedFolder() {
  const folder = process.env.BEDSIDE_SHARED ?? join(root, "..", "shared");
  return existsSync(join(folder, "facts")) ? folder : undefined;
}

/** Version that Cargo.lock pins. @param {string} crate */
export function lockedVersion(crate) {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  return new RegExp(`name = "${crate}"\\r?\\nversion = "([^"]+)"`).exec(lock)?.[1];
}

/** Whether this file is the program that was started. @param {string} url */
export const isMain = (url) => process.argv[1] !== undefined && fileURLToPath(url) === process.argv[1];
