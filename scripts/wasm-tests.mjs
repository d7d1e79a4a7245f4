// wasm-bindgen-test in a headless Chromium: its runner serves the page, Playwright opens it and reads the verdict.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { chromium as playwright } from "playwright-core";
import { chromium, flags } from "./chromium.mjs";
import { environment, isMain, root, run, say, stop } from "./lib/run.mjs";
import { wasmBindgen } from "./setup.mjs";

/** A port of loopback that is free now. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** What the native build gives for the bits of many numbers. */
async function nativeBits() {
  const written = await run("cargo", ["test", "--test", "bits", "--", "--nocapture"], { quiet: true }).catch((problem) => stop(problem.written ?? problem.message));
  const [, bits] = /bits: ([0-9a-f]{16}(?: [0-9a-f]{16})+)/.exec(written) ?? stop("tests/bits.rs did not say its bits");
  return bits;
}

/** Compiles the tests for wasm; answers the modules made. */
async function compiled() {
  const args = ["test", "--target", "wasm32-unknown-unknown", "--features", "core", "--test", "wasm", "--no-run", "--message-format", "json"];
  const written = await run("cargo", args, { quiet: true, env: { BEDSIDE_NATIVE_BITS: await nativeBits() } }).catch((problem) => stop(problem.written ?? problem.message));
  return written
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .filter((message) => message.executable)
    .map((message) => message.executable);
}

/** Runs one module's tests; answers the page's text. @param {string} module */
async function inBrowser(module) {
  const runner = await wasmBindgen("wasm-bindgen-test-runner");
  const port = await freePort();
  const server = spawn(runner, [module], {
    cwd: root,
    env: { ...environment(), NO_HEADLESS: "1", WASM_BINDGEN_TEST_ADDRESS: `127.0.0.1:${port}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const hear = (/** @type {Buffer} */ bytes) => void (said += bytes.toString());
  server.stdout.on("data", hear);
  server.stderr.on("data", hear);
  try {
    const from = Date.now();
    while (!said.includes(String(port))) {
      if (server.exitCode !== null || Date.now() - from > 30_000) throw new Error(`the test runner did not start: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const browser = await playwright.launch({ executablePath: await chromium(), args: flags });
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForFunction(() => /test result: /.test(document.body.innerText), undefined, { timeout: 120_000 });
      return await page.evaluate(() => document.body.innerText);
    } finally {
      await browser.close();
    }
  } finally {
    server.kill();
  }
}

/** Runs them all; rejects when one failed. @returns {Promise<string>} */
export async function wasmTests() {
  let written = "";
  for (const module of await compiled()) {
    const text = await inBrowser(module);
    say(text.trim());
    written += text;
  }
  const results = [...written.matchAll(/test result: (\w+)\. (\d+) passed; (\d+) failed/g)];
  if (results.length === 0 || results.some(([, verdict, passed]) => verdict !== "ok" || passed === "0")) {
    throw Object.assign(new Error("a wasm test failed"), { written });
  }
  return written;
}

if (isMain(import.meta.url)) await wasmTests().catch((problem) => stop(problem.message));
