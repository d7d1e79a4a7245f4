// Pictures of the development page, and axe on each: `node www/dev/shots.mjs [state…]` with Vite running.
import { mkdirSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const address = process.env.BEDSIDE_DEV ?? "http://127.0.0.1:5199";
const out = process.env.BEDSIDE_SHOTS ?? "shots";
const wanted = process.argv.slice(2);
const all = ["door", "overview", "elsewhere", "noregion", "needs", "notapplicable", "child", "deceased", "nosex", "noheadline", "low", "critical", "people", "reading", "error"];
const looks = [
  { name: "360-en-light", width: 360, height: 740, lang: "en", theme: "light", units: "us" },
  { name: "1440-zh-light", width: 1440, height: 900, lang: "zh", theme: "light", units: "si" },
  { name: "1440-en-dark", width: 1440, height: 900, lang: "en", theme: "dark", units: "us" },
];
const extra = [
  { name: "360-zh-dark", width: 360, height: 740, lang: "zh", theme: "dark", units: "si" },
  { name: "1440-en-light", width: 1440, height: 900, lang: "en", theme: "light", units: "us" },
  { name: "768-en-light", width: 768, height: 1024, lang: "en", theme: "light", units: "us" },
];
mkdirSync(out, { recursive: true });
const axe = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let faults = 0;
for (const state of wanted.length > 0 ? wanted : all) {
  for (const look of state === "door" || state === "overview" ? [...looks, ...extra] : looks) {
    const page = await browser.newPage({ viewport: { width: look.width, height: look.height }, reducedMotion: "reduce" });
    page.on("pageerror", (error) => console.log(state, look.name, "PAGE ERROR", error.message));
    page.on("console", (message) => message.type() === "error" && console.log(state, look.name, message.text()));
    await page.goto(`${address}/?state=${state}&lang=${look.lang}&theme=${look.theme}&units=${look.units}`);
    if (state === "reading") await page.waitForTimeout(2500);
    else await page.waitForSelector("html[data-ready]");
    await page.waitForTimeout(150);
    await page.screenshot({ path: `${out}/${state}-${look.name}.png`, fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) console.log(state, look.name, `wider than the window by ${wide}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    for (const fault of violations) {
      faults += 1;
      console.log(state, look.name, fault.id, fault.nodes.map((node) => `${node.target.flat().join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`).slice(0, 4).join(" | "));
    }
    await page.close();
  }
}
await browser.close();
console.log(`${faults} axe faults`);
