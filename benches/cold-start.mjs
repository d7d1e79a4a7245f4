// Cold start: navigation to the score of a random row of the reference vectors, typed in and checked, on loopback.
// Three parts are told apart: until the door can be pressed (the page's own start), while the robot types, and from
// the last key to the score (the page's own again, 80 ms of it the pause that waits for more keys).
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { rows } from "../conformance/csv.mjs";
import { chromium, flags } from "../scripts/chromium.mjs";
import { root, sharedFolder } from "../scripts/lib/run.mjs";
import { serve } from "../scripts/serve.mjs";

/** A person whom PREVENT's base model answers; a random row of the vectors, else this invented one (computed by the formula in prevent.js). */
function somebody() {
  const shared = sharedFolder();
  const file = shared && join(shared, "facts", "clinical", "vectors", "prevent_pooledcohort_visible.csv");
  if (!file || !existsSync(file)) return undefined;
  // A pressure of 180 is told first and alone: no sentence stands beside it.
  const fit = rows(readFileSync(file, "utf8")).filter((row) => row.model === "base" && row.horizon === "10" && Number(row.ascvd) >= 0.01 && Number(row.sbp) < 180);
  return fit[Math.floor(Math.random() * fit.length)];
}

/**
 * Runs inside the application's frame: types the row into the form, then waits for the sentence. A key at a
 * time would measure the robot; values are set and their events sent, as a paste does.
 * @param {Record<string, string>} row
 */
async function typeIn(row) {
  const app = /** @type {any} */ (document.querySelector("bedside-assess"));
  /** @param {() => any} find @param {string} what */
  const until = async (find, what) => {
    for (const from = performance.now(); performance.now() - from < 20_000; await new Promise((resolve) => setTimeout(resolve, 1))) {
      const found = find();
      if (found) return found;
    }
    throw new Error(`${what} did not appear`);
  };
  const find = (/** @type {string} */ selector) => app.shadowRoot?.querySelector(selector) ?? app.querySelector(selector);
  const all = (/** @type {string} */ selector) => [...(app.shadowRoot ?? app).querySelectorAll(selector)];
  const put = async (/** @type {string} */ selector, /** @type {string} */ value) => {
    const input = await until(() => find(selector), selector);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const pick = async (/** @type {string} */ name, /** @type {string} */ value) => (await until(() => find(`input[name="form-${name}"][value="${value}"]`), name)).click();
  const step = async (/** @type {number} */ at) => (await until(() => all(".form-steps button")[at], `step ${at}`)).click();
  const now = () => performance.timeOrigin + performance.now();
  // The first card beside the drop zone is "Type a few numbers".
  const way = await until(() => find(".door-ways .button"), "the door");
  const door = now();
  way.click();
  await put("#form-age", row.age);
  await pick("sex", row.sex);
  const country = await until(() => find(".form-view select"), "the country");
  country.value = "US";
  country.dispatchEvent(new Event("change", { bubbles: true }));
  await step(1);
  await put("#number-sbp", row.sbp);
  await pick("antihypertensive", row.bp_tx === "1" ? "yes" : "no");
  await step(2);
  await put("#number-total_chol", row.tc);
  await put("#number-hdl", row.hdl);
  await pick("statin", row.statin === "1" ? "yes" : "no");
  await step(3);
  await pick("diabetes", row.dm === "1" ? "yes" : "no");
  await pick("smoking", row.smoking === "1" ? "current" : "never");
  await step(4);
  await put("#number-egfr", row.egfr);
  // "None of these" of the conditions: unknown is not no.
  await step(6);
  (await until(() => find(".choice.none input"), "none of these")).click();
  const typed = now();
  const risk = Number(row.ascvd);
  const wanted = risk < 0.01 ? "fewer than 1 of 100" : `${Math.round(risk * 100)} of 100`;
  const line = () => all(".form-now li").find((one) => one.textContent.includes("Heart attack or stroke, 10 years"));
  await until(() => line()?.querySelector(".ready")?.textContent.trim() === wanted, `the score ${wanted} of row ${row.id}`);
  return { door, typed, shown: now() };
}

/**
 * Runs inside the frame: from the form to the whole report, and checks its sentence.
 * @param {Record<string, string>} row
 */
async function toReport(row) {
  const app = /** @type {any} */ (document.querySelector("bedside-assess"));
  const find = (/** @type {string} */ selector) => app.shadowRoot?.querySelector(selector) ?? app.querySelector(selector);
  find(".form-turn .button:not(.quiet):not(.primary)").click();
  for (const from = performance.now(); !find(".headline-number"); await new Promise((resolve) => setTimeout(resolve, 1))) {
    if (performance.now() - from > 20_000) throw new Error("the report's sentence did not appear");
  }
  const [said, people] = [find(".headline-number").textContent.trim(), String(Math.round(Number(row.ascvd) * 100))];
  if (said !== people) throw new Error(`row ${row.id}: ${said} people of 100 instead of ${people}`);
  return performance.timeOrigin + performance.now();
}

/** @param {import("playwright-core").BrowserContext} context @param {string} address @param {Record<string, string>} row */
async function visit(context, address, row) {
  const page = await context.newPage();
  let bytes = 0;
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  network.on("Network.loadingFinished", ({ encodedDataLength }) => void (bytes += encodedDataLength));
  const began = Date.now();
  await page.goto(address, { waitUntil: "commit" });
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  if (!frame) throw new Error("the application's frame did not appear");
  await frame.waitForSelector("bedside-assess");
  const { door, typed, shown } = await frame.evaluate(typeIn, row);
  const untilScore = bytes;
  const reported = await frame.evaluate(toReport, row);
  const parts = { door: (door - began) / 1000, typing: (typed - door) / 1000, answer: (shown - typed) / 1000 };
  const found = { seconds: (shown - began) / 1000, ...parts, bytes: untilScore, report: (reported - began) / 1000, all: bytes };
  await page.close();
  return found;
}

/** @returns {Promise<Record<string, unknown>[]>} */
export async function coldStart() {
  const row = somebody();
  if (!row) return [{ case: "cold-start", failed: "needs the shared vectors" }];
  const dist = join(root, "dist");
  const server = await serve({ root: dist });
  const browser = await playwright.launch({ executablePath: await chromium(), args: flags });
  const runs = 5;
  /** @typedef {{ seconds: number, door: number, typing: number, answer: number, bytes: number, report: number, all: number }} Visit @type {Visit[]} */
  const empty = [];
  /** @type {Visit[]} */
  const warm = [];
  try {
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.newContext();
      empty.push(await visit(context, server.address, row));
      warm.push(await visit(context, server.address, row));
      await context.close();
    }
  } catch (problem) {
    return [{ case: "cold-start", failed: String(/** @type {Error} */ (problem).message).split("\n")[0] }];
  } finally {
    await browser.close();
    await server.close();
  }
  const line = (/** @type {string} */ name, /** @type {Visit[]} */ list) => {
    const middle = (/** @type {(one: Visit) => number} */ of) => list.map(of).sort((one, other) => one - other)[runs >> 1];
    const best = Math.min(...list.map((one) => one.seconds));
    const parts = { door_median_s: middle((one) => one.door), door_min_s: Math.min(...list.map((one) => one.door)), typing_median_s: middle((one) => one.typing), answer_median_s: middle((one) => one.answer) };
    const report = { report_median_s: middle((one) => one.report), report_bytes: middle((one) => one.all) };
    return { case: `cold-start:${name}`, median_s: middle((one) => one.seconds), min_s: best, runs, bytes: middle((one) => one.bytes), ...parts, ...report, check: { row: row.id, ascvd: Number(row.ascvd) } };
  };
  return [line("empty-cache", empty), line("warm", warm)];
}
