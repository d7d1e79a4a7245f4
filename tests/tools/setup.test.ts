import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { lockedVersion, onPath, root } from "../../scripts/lib/run.mjs";

const made: string[] = [];
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const pinned = lockedVersion("wasm-bindgen") ?? "";

/** A shell program that prints `text`. */
function program(file: string, body: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

/** The parts of the repository that set-up reads, elsewhere, with a PATH of `tools` alone. */
function fresh(tools: Record<string, string>): { folder: string; path: string } {
  const folder = mkdtempSync(join(tmpdir(), "bedside-setup-"));
  made.push(folder);
  for (const part of ["scripts", "Cargo.lock", "package-lock.json"]) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const path = join(folder, "path");
  mkdirSync(path);
  for (const name of ["sh", "mkdir", "chmod", "cat"]) symlinkSync(onPath(name) ?? "", join(path, name));
  const rustc = `echo ${folder}`;
  for (const [name, body] of Object.entries({ cc: "", rustc, ...tools })) program(join(path, name), body);
  return { folder, path };
}

function setUp({ folder, path }: { folder: string; path: string }): { code: number; text: string } {
  try {
    return { code: 0, text: execFileSync(process.execPath, ["scripts/setup.mjs"], { cwd: folder, env: { PATH: path }, encoding: "utf8", stdio: "pipe" }) };
  } catch (problem) {
    const { status, stdout, stderr } = problem as { status: number; stdout: string; stderr: string };
    return { code: status, text: stdout + stderr };
  }
}

test.skipIf(process.platform === "win32")("a wasm-bindgen of the pinned version on the PATH is used", () => {
  const { code, text } = setUp(fresh({ cargo: "exit 1", "wasm-bindgen": `echo wasm-bindgen ${pinned}` }));
  expect(text).toContain("setup: ready");
  expect(code).toBe(0);
});

test.skipIf(process.platform === "win32")("another version is left alone and the pinned one installed into .tools", () => {
  const made = `mkdir -p .tools/bin; echo "$@" > installed; printf '#!/bin/sh\\necho wasm-bindgen ${pinned}\\n' > .tools/bin/wasm-bindgen; chmod +x .tools/bin/wasm-bindgen`;
  const place = fresh({ cargo: made, "wasm-bindgen": "echo wasm-bindgen 0.2.1" });
  const { code, text } = setUp(place);
  expect(text).toContain(`installing wasm-bindgen ${pinned}`);
  expect(code).toBe(0);
  expect(readFileSync(join(place.folder, "installed"), "utf8")).toContain(`install wasm-bindgen-cli --version ${pinned} --root`);
});

test.skipIf(process.platform === "win32")("a missing tool is one line that says what to install", () => {
  for (const [missing, word] of [["cargo", "rustup.rs"], ["cc", "build-essential"]] as const) {
    const place = fresh({ cargo: "", "wasm-bindgen": `echo wasm-bindgen ${pinned}` });
    rmSync(join(place.path, missing));
    const { code, text } = setUp(place);
    expect(code).toBe(1);
    expect(text.trim().split("\n")).toHaveLength(1);
    expect(text).toContain(word);
  }
});

test("every command sets up before it loads a package, and setting up loads none", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
  for (const [name, command] of Object.entries(scripts)) {
    expect(command, name).toMatch(/^node scripts\/setup\.mjs($| && )/);
  }
  const seen = new Set<string>();
  const load = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, from] of readFileSync(file, "utf8").matchAll(/^import [^"]*"([^"]+)"/gm)) {
      if (from === undefined || from.startsWith("node:")) continue;
      expect(from, file).toMatch(/^\./);
      load(join(dirname(file), from));
    }
  };
  load(join(root, "scripts", "setup.mjs"));
  expect(seen.size).toBeGreaterThan(1);
});
