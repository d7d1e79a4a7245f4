// Pictures of the second list of views, and axe on each: `node www/dev/shots-views.mjs [name…]` with Vite running.
import { mkdirSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const address = process.env.BEDSIDE_DEV ?? "http://127.0.0.1:5198";
const out = process.env.BEDSIDE_SHOTS ?? "shots";
const wanted = process.argv.slice(2);
const states = {
  findings: { query: "view=findings" },
  findingsAsk: { query: "view=findings", act: (page) => page.locator(".chip").nth(1).click() },
  findingsEdit: { query: "view=findings", act: (page) => page.locator('[data-fact="total_chol"] .act button').click() },
  findingsEmpty: { query: "view=findings&state=nothing" },
  plan: { query: "view=plan&country=US" },
  planOpen: {
    query: "view=plan&country=US&audience=clinician",
    act: async (page) => {
      await page.locator(".held > summary").click();
      await page.locator(".decline").first().click();
      await page.locator(".step .more > summary").first().click();
    },
  },
  planUrgent: { query: "view=plan&state=urgent&country=US" },
  planCritical: { query: "view=plan&state=critical&country=US" },
  planNoRegion: { query: "view=plan&state=noregion" },
  planNothing: { query: "view=plan&state=nothing&country=US" },
  share: { query: "view=share&country=US" },
  form: { query: "view=form" },
  formBirth: { query: "view=form", act: (page) => page.locator(".field .link").first().click() },
  formPressure: {
    query: "view=form&country=US",
    act: async (page) => {
      await page.fill("#form-age", "58");
      await page.locator('input[name="form-sex"]').first().check();
      await page.locator(".form-card .primary").click();
      await page.fill("#number-sbp", "20");
      await page.fill("#number-dbp", "139");
      await page.keyboard.press("Tab");
      await page.waitForTimeout(500);
    },
  },
  formLipids: {
    query: "view=form&country=US",
    act: async (page) => {
      await page.fill("#form-age", "58");
      await page.locator(".form-card .primary").click();
      await page.locator(".form-card .primary").click();
      await page.fill("#number-total_chol", "5.2");
      await page.fill("#number-hdl", "14");
      await page.keyboard.press("Tab");
      await page.waitForTimeout(500);
    },
  },
  formMedicines: {
    query: "view=form&country=US",
    act: async (page) => {
      for (let at = 0; at < 7; at += 1) await page.locator(".form-card .primary").click();
      await page.fill(".picker input[type=search]", "metf");
      await page.keyboard.press("Enter");
      await page.fill(".dose", "abc");
      await page.fill(".picker input[type=search]", "zzz");
      await page.waitForTimeout(400);
    },
  },
  batchEmpty: { query: "view=batch" },
  batch: { query: "view=batch&rows=100000", wait: "figure" },
  batchRunning: { query: "view=batch&rows=2000&state=slow" },
  batchSorted: { query: "view=batch&rows=500", wait: "figure", act: (page) => page.locator(".batch .segment button").nth(1).click() },
  mapping: { query: "view=findings&dialog=mapping&arg=labs.csv" },
  privacy: { query: "view=findings&dialog=privacy" },
  check: { query: "view=findings&dialog=check", act: (page) => page.locator(".check .primary").click() },
  checkDiffers: { query: "view=findings&dialog=check&state=differs", act: (page) => page.locator(".check .primary").click() },
  keys: { query: "view=findings&dialog=keys" },
  forget: { query: "view=share&dialog=forget" },
};
const looks = [
  { name: "360-en", width: 360, height: 740, lang: "en", theme: "light", units: "us" },
  { name: "1440-zh", width: 1440, height: 900, lang: "zh", theme: "light", units: "si" },
  { name: "1440-en-dark", width: 1440, height: 900, lang: "en", theme: "dark", units: "us" },
];
mkdirSync(out, { recursive: true });
const axe = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let faults = 0;
const only = process.env.BEDSIDE_LOOK;
for (const [name, { query, act, wait }] of Object.entries(states)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const look of looks) {
    if (only !== undefined && !look.name.includes(only)) continue;
    const page = await browser.newPage({ viewport: { width: look.width, height: look.height }, reducedMotion: "reduce" });
    page.on("pageerror", (error) => console.log(name, look.name, "PAGE ERROR", error.message));
    page.on("console", (message) => message.type() === "error" && console.log(name, look.name, message.text()));
    await page.goto(`${address}/views.html?${query}&lang=${look.lang}&theme=${look.theme}&units=${look.units}`);
    await page.waitForSelector("html[data-ready]");
    if (wait !== undefined) await page.waitForSelector(wait);
    try {
      await act?.(page);
    } catch (error) {
      console.log(name, look.name, "ACT", String(error).split("\n")[0]);
    }
    await page.waitForTimeout(200);
    // Tall pages in pieces that can be looked at.
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: look.width, height: Math.min(1800, Math.max(look.height, tall)) });
    for (let piece = 0; piece * 1800 < tall && piece < Number(process.env.BEDSIDE_PIECES ?? 1); piece += 1) {
      await page.evaluate((top) => scrollTo(0, top), piece * 1800);
      await page.screenshot({ path: `${out}/${name}-${look.name}${piece === 0 ? "" : `-${piece}`}.png` });
    }
    await page.setViewportSize({ width: look.width, height: look.height });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) console.log(name, look.name, `wider than the window by ${wide}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    for (const fault of violations) {
      faults += 1;
      console.log(name, look.name, fault.id, fault.nodes.map((node) => `${node.target.flat().join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`).slice(0, 3).join(" | "));
    }
    await page.close();
  }
}
await browser.close();
console.log(`${faults} axe faults`);
