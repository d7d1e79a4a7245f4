/** The shell's closed set from the other side: hostile code that has got hold of the frame's own line to the shell. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Frame, expect, test } from "@playwright/test";
import { keptOffline, listing, site, standing } from "./support/site";

/** Steals the line when the application next uses it, and asks over it whatever a test wants. */
const THIEF = `
(() => {
  const real = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (...given) {
    if (given[0]?.ask) window.line ??= this;
    return real.apply(this, given);
  };
  let next = 1e9;
  window.steal = (question, transfer = []) => new Promise((resolve) => {
    const id = next++;
    window.line.addEventListener("message", ({ data }) => data.id === id && resolve("refused" in data ? "refused: " + data.refused : data.value));
    real.call(window.line, question && typeof question === "object" && !("id" in question) ? { id, ...question } : question, transfer);
    setTimeout(() => resolve("no answer"), 1500);
  });
})();`;

type Stolen = Window & { line?: MessagePort; steal(question: unknown): Promise<unknown> };
const steal = (frame: Frame, question: unknown) => frame.evaluate((asked) => (window as unknown as Stolen).steal(asked), question);

test("nothing outside the set is answered, and no request is made for it", async ({ page }) => {
  const here = await site({ hostile: THIEF });
  await page.goto(here.address);
  const frame = await standing(page);
  await keptOffline(page);
  await expect.poll(() => frame.evaluate(() => (window as unknown as Stolen).line !== undefined)).toBe(true);
  const before = here.requests.length;
  for (const question of [
    { ask: "fetch", url: "http://127.0.0.1:1/" },
    { ask: "module", name: "frame" },
    { ask: "module", name: "wasm/none" },
    { ask: "module", name: "https://example.org/x" },
    { ask: "module", name: "wasm/core?data=secret" },
    { ask: "module", name: "__proto__" },
    { ask: "module", name: "wasm/core", url: "https://example.org" },
    { ask: "keep", name: "x", blob: "plain" },
    { ask: "download", name: "x.html", type: "text/html", data: "x" },
    { ask: "open", url: "https://example.org" },
    { ask: "print", url: "https://example.org" },
    { ask: "title", text: ["x"] },
    { id: "1", ask: "kept" },
  ]) {
    expect(String(await steal(frame, question)), JSON.stringify(question)).toMatch(/^refused|^no answer/);
  }
  expect(await steal(frame, { ask: "kept" })).toEqual([]);
  // What is on the list was fetched once and is not fetched again.
  await steal(frame, { ask: "module", name: "wasm/core" });
  expect(here.requests.slice(before)).toEqual([]);
  await here.remove();
});

test("a second hello finds nobody, and another window none at all", async ({ page }) => {
  const here = await site();
  await page.goto(here.address);
  const frame = await standing(page);
  const answered = await frame.evaluate(async () => {
    let ports = 0;
    window.addEventListener("message", (event) => (ports += event.ports.length));
    window.parent.postMessage("bedside:hello", "*");
    await new Promise((later) => setTimeout(later, 300));
    return ports;
  });
  expect(answered).toBe(0);
  await here.remove();
});

test("behind the first script only the one runs whose hash the policy names, even where Trusted Types are no help", async ({ page }) => {
  const here = await site({ omit: ["trusted-types"] });
  await page.goto(here.address);
  const frame = await standing(page);
  const stopped = await frame.evaluate(async () => {
    const refused = new Promise<string>((done) => document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective)));
    const script = document.createElement("script");
    script.text = "globalThis.ran = true";
    document.head.append(script);
    return { directive: await refused, ran: "ran" in globalThis };
  });
  expect(stopped).toEqual({ directive: "script-src-elem", ran: false });
  await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  await frame.locator("bedside-workbench h1").waitFor();
  await here.remove();
});

test("the page keeps nothing unless asked", async ({ page, context }) => {
  const here = await site();
  await page.goto(here.address);
  const frame = await standing(page);
  await keptOffline(page);
  const kept = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    local: localStorage.length,
    session: sessionStorage.length,
  }));
  expect(kept).toEqual({ databases: [], local: 0, session: 0 });
  expect(await context.cookies()).toEqual([]);
  expect(await frame.evaluate(() => window.origin)).toBe("null");
  await here.remove();
});

test("a locked record is kept, given back and forgotten; an open one is not kept", async ({ page }) => {
  const here = await site({ hostile: THIEF });
  await page.goto(here.address);
  const frame = await standing(page);
  await expect.poll(() => frame.evaluate(() => (window as unknown as Stolen).line !== undefined)).toBe(true);
  const result = await frame.evaluate(async () => {
    const bytes = (text: string) => new TextEncoder().encode(text).buffer;
    const { steal } = window as unknown as Stolen;
    const locked = JSON.stringify({ format: "bedside-locked-record", version: 1, kdf: {}, cipher: {}, digest: "eA==", data: "c2VjcmV0" });
    const open = await steal({ ask: "keep", name: "Li", blob: bytes('{"name":"Li Wei"}') });
    const kept = await steal({ ask: "keep", name: "Li", blob: bytes(locked) });
    const list = (await steal({ ask: "kept" })) as { name: string; bytes: number }[];
    const back = new TextDecoder().decode((await steal({ ask: "return", name: "Li" })) as ArrayBuffer) === locked;
    await steal({ ask: "forget", name: null });
    return { open, kept, list: list.map(({ name }) => name), back, left: await steal({ ask: "kept" }) };
  });
  expect(result).toEqual({ open: "refused: unknown", kept: null, list: ["Li"], back: true, left: [] });
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  await here.remove();
});

test("what the frame may have done outside: title, language, theme, a download, a copy, a question before leaving", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const here = await site({ hostile: THIEF });
  await page.goto(here.address);
  const frame = await standing(page);
  await expect.poll(() => frame.evaluate(() => (window as unknown as Stolen).line !== undefined)).toBe(true);
  await steal(frame, { ask: "title", text: "Plan · Bedside" });
  expect(await page.title()).toBe("Plan · Bedside");
  await steal(frame, { ask: "language", language: "zh-CN" });
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await steal(frame, { ask: "theme", theme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  const arriving = page.waitForEvent("download");
  await frame.evaluate(() => document.querySelector("bedside-assess")?.host?.download("results.csv", "text/csv", "a,b\n1,2\n"));
  expect((await arriving).suggestedFilename()).toBe("results.csv");

  await page.mouse.click(5, 5);
  await frame.evaluate(() => document.querySelector("bedside-assess")?.host?.copy("10.1161/CIRCULATIONAHA"));
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("10.1161/CIRCULATIONAHA");

  await steal(frame, { ask: "leaving", on: true });
  await frame.locator("bedside-assess").click({ position: { x: 3, y: 3 } });
  const asked = new Promise<string>((done) => page.once("dialog", (dialog) => void dialog.dismiss().then(() => done(dialog.type()))));
  void page.reload().catch(() => {});
  expect(await asked).toBe("beforeunload");
  await here.remove();
});

test("a dropped folder is taken by the shell and read inside", async ({ page, context }) => {
  const here = await site();
  const folder = mkdtempSync(join(tmpdir(), "bedside-drop-"));
  mkdirSync(join(folder, "inner"));
  writeFileSync(join(folder, "one.json"), "{}");
  writeFileSync(join(folder, "inner", "two.csv"), "a,b\n");
  await page.goto(here.address);
  const frame = await standing(page);
  await frame.evaluate(() => {
    const app = document.querySelector("bedside-assess")?.app;
    if (app) app.open = (files) => Promise.resolve(void ((window as unknown as { names: string[] }).names = files.map(({ name }) => name)));
  });
  const protocol = await context.newCDPSession(page);
  const drag = (type: "dragEnter" | "dragOver" | "drop") =>
    protocol.send("Input.dispatchDragEvent", { type, x: 200, y: 300, data: { items: [], files: [folder], dragOperationsMask: 1 } });
  await drag("dragEnter");
  await expect(page.locator(".drop-sheet")).toBeVisible();
  // The sheet lies in another process: once it is drawn, a browser tells it that the drag has come in.
  await page.waitForTimeout(400);
  await drag("dragEnter");
  await drag("dragOver");
  await drag("drop");
  const last = folder.split(/[\\/]/).pop();
  await expect.poll(() => frame.evaluate(() => (window as unknown as { names?: string[] }).names)).toEqual([`${last}/inner/two.csv`, `${last}/one.json`]);
  await expect(page.locator(".drop-sheet")).toBeHidden();
  rmSync(folder, { recursive: true });
  await here.remove();
});

test("the built page is what dist/ holds", async () => {
  test.setTimeout(120_000);
  const here = await site({ compressed: true });
  const files = listing(here.folder);
  expect(files.filter((file) => file.startsWith("assets/") && !/-[0-9a-f]{12}\.\w+(\.br|\.gz)?$/.test(file))).toEqual([]);
  for (const file of files.filter((name) => !/\.(br|gz)$|headers\.json$/.test(name))) expect(files).toContain(`${file}.br`);
  await here.remove();
});
