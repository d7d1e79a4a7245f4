/** Works without a network from the second visit on; opening a file asks for nothing; a newer build asks first. */
import { chromium, expect, test } from "@playwright/test";
import { chromiumPath, FLAGS } from "./support/browser";
import { keptOffline, listing, parts, site, standing } from "./support/site";

/** Files of dist/ that the page itself is not made of. */
const BESIDE = /^(sw\.js|headers\.json|bedside\.html)$|\.(br|gz)$/;

test("the second visit works with the server stopped", async ({ page }) => {
  const here = await site();
  await page.goto(here.address);
  await standing(page);
  await keptOffline(page);
  await here.stop();
  await page.reload();
  const frame = await standing(page);
  // The engine too: its worker and wasm come from the same list.
  const catalog = await frame.evaluate(() => document.querySelector("bedside-assess")?.client?.catalog());
  expect(catalog?.version).toMatch(/^\d+\.\d+/);
  await frame.locator("bedside-header").getByRole("button", { name: "中文", exact: true }).click();
  await expect(frame.locator("bedside-assess")).toHaveAttribute("lang", /^zh/);
  await here.remove();
});

test("the list of the service worker is complete", async ({ page }) => {
  const here = await site();
  await page.goto(here.address);
  await standing(page);
  await keptOffline(page);
  const kept = await page.evaluate(async () => {
    const [name = ""] = await caches.keys();
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname.slice(1));
  });
  expect(kept.sort()).toEqual(listing(here.folder).filter((file) => !BESIDE.test(file)));
  await here.remove();
});

test("only names of the list are asked for, by plain GETs, and opening a file asks for nothing", async ({ page }) => {
  const here = await site();
  await page.goto(here.address);
  const frame = await standing(page);
  await keptOffline(page);
  const known = new Set(["/", "/sw.js", ...listing(here.folder).filter((file) => !BESIDE.test(file)).map((file) => `/${file}`)]);
  expect(here.requests.filter((path) => !known.has(path))).toEqual([]);
  const before = here.requests.length;
  const file = { name: "record.json", mimeType: "application/json", buffer: Buffer.from('{"resourceType":"Patient","id":"x","gender":"female","birthDate":"1970-01-01"}') };
  await frame.locator("input[type=file]").first().setInputFiles(file);
  await page.waitForTimeout(1500);
  expect(here.requests.slice(before)).toEqual([]);
  await here.remove();
});

test("the service worker puts the header on the page where the host does not send it", async ({ page }) => {
  const here = await site({ without: ["Connection-Allowlist"] });
  const first = await page.goto(here.address);
  expect(first?.headers()["connection-allowlist"]).toBeUndefined();
  await standing(page);
  await keptOffline(page);
  const second = await page.reload();
  expect(second?.fromServiceWorker()).toBe(true);
  expect(second?.headers()["connection-allowlist"]).toBe("(response-origin)");
  await here.remove();
});

test("a newer build waits until the person agrees", async ({ page }) => {
  const first = await parts();
  const here = await site();
  await page.goto(here.address);
  await standing(page);
  await keptOffline(page);

  const words = new Map(first.words);
  words.set("en", (words.get("en") ?? "").replace(/"name":"Bedside"/, '"name":"Bedside Two"'));
  expect(words.get("en")).not.toBe(first.words.get("en"));
  here.replace({ ...first, words });

  await page.reload();
  const bar = page.locator("#update");
  await expect(bar).toBeVisible({ timeout: 20_000 });
  const frame = await standing(page);
  await expect(frame.locator("bedside-assess")).not.toContainText("Bedside Two");

  // Later: nothing changes, and the next visit asks again.
  await bar.getByRole("button", { name: "Later" }).click();
  await page.reload();
  await expect(await standing(page).then((again) => again.locator("bedside-assess"))).not.toContainText("Bedside Two");
  await expect(bar).toBeVisible({ timeout: 20_000 });

  await bar.getByRole("button", { name: "Update now" }).click();
  await expect(async () => {
    const renewed = await standing(page);
    await expect(renewed.locator("bedside-assess")).toContainText("Bedside Two", { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await here.remove();
});

test("what a browser lacks is said, and which browsers work", async ({ page }) => {
  const here = await site();
  await page.addInitScript(() => {
    if (window === window.top) WebAssembly.validate = () => false;
  });
  await page.goto(here.address);
  await expect(page.locator("h1")).toContainText("too old");
  await expect(page.locator("main, [role=main]")).toContainText("Firefox 125");
  expect(await page.locator("iframe").count()).toBe(0);
  await here.remove();
});

test("plain http on a name says what is off there, and works all the same", async () => {
  const here = await site();
  const rules = [`--host-resolver-rules=MAP clinic.test 127.0.0.1`, "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable"];
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...FLAGS.filter((flag) => !flag.includes("resolver")), ...rules] });
  const page = await browser.newPage();
  await page.goto(here.address.replace("127.0.0.1", "clinic.test"));
  const frame = await standing(page);
  await expect(page.locator("#plain-http")).toContainText("nothing leaves this device");
  expect((await frame.evaluate(() => document.querySelector("bedside-assess")?.client?.catalog()))?.version).toBeTruthy();
  await page.locator("#plain-http").getByRole("button", { name: "Close" }).click();
  await expect(page.locator("#plain-http")).toBeHidden();
  await browser.close();
  await here.remove();
});
