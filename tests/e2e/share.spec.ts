/** Share and keep: exports that read back in, a locked file, and every way to let go. */
import { everything, expect, file, json, person, test } from "./support/journey";

const record = json("person.json", person({ values: { ...everything, height: 164, weight: 82 } }));
const words = "correct horse battery staple";

test("exports read back in to the same answer", async ({ open }) => {
  const { frame, drop, rail, saved, headline } = await open();
  await drop(record);
  const before = await headline.innerText();
  for (const [button, ending] of [["Everything, as JSON", ".json"], ["For a health record", ".json"]] as const) {
    await rail("Share");
    const { name, text } = await saved(() => frame.getByRole("button", { name: button }).click());
    expect(name.endsWith(ending)).toBe(true);
    const value = JSON.parse(text) as { resourceType?: string };
    if (button === "For a health record") {
      expect(value.resourceType).toBe("Bundle");
      expect(text).toContain('"RiskAssessment"');
    }
    await drop(file(name, text));
    await expect(frame.locator("bedside-overview")).toBeVisible();
    await expect(headline).toHaveText(before);
    await expect(frame.locator("bedside-error")).toHaveCount(0);
  }
  await rail("Share");
  const table = await saved(() => frame.getByRole("button", { name: /as a table/ }).click());
  expect(table.name).toMatch(/\.csv$/);
  expect(table.text.split("\n").length).toBeGreaterThan(8);
  expect(table.text).toContain("148");
});

test("a locked file says there is no recovery, refuses a wrong passphrase, and opens again", async ({ open }) => {
  const { frame, drop, rail, saved, headline } = await open();
  await drop(record);
  const before = await headline.innerText();
  await rail("Share");
  await expect(frame.locator(".lock-form")).toContainText("There is no recovery");
  await frame.locator("#lock-words").fill(words);
  await frame.locator("#lock-again").fill(`${words}r`);
  await frame.locator("#lock-understood").check();
  await frame.getByRole("button", { name: "Lock and save as a file" }).click();
  await expect(frame.locator("#lock-said")).toContainText("not the same");
  await frame.locator("#lock-again").fill(words);
  const { name, text } = await saved(() => frame.getByRole("button", { name: "Lock and save as a file" }).click());
  expect(text).not.toContain("Robin");
  expect(JSON.parse(text)).toMatchObject({ format: "bedside-locked-record" });

  await frame.getByRole("button", { name: "Close this patient" }).click();
  await drop(file(name, text));
  await frame.locator("#locked-words").fill("not the passphrase");
  await frame.getByRole("button", { name: "Open it" }).click();
  await expect(frame.locator("#locked-said")).toContainText("does not open this file");
  await frame.locator("#locked-words").fill(words);
  await frame.getByRole("button", { name: "Open it" }).click();
  await expect(headline).toHaveText(before);
});

test("a locked record stays in the browser only when asked, opens after a reload, and forget everything removes it", async ({ open }) => {
  const { page, frame, drop, rail, headline } = await open();
  const names = (): Promise<(string | undefined)[]> => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await drop(record);
  const before = await headline.innerText();
  expect(await names(), "nothing is stored unasked").toEqual([]);
  await rail("Share");
  await frame.locator("#lock-words").fill(words);
  await frame.locator("#lock-again").fill(words);
  await frame.locator("#lock-understood").check();
  await frame.getByRole("button", { name: "Lock and keep in this browser" }).click();
  await expect(frame.locator(".lock-form")).toContainText("Kept in this browser");
  expect(await names()).toEqual(["bedside-kept"]);
  const stored = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const asked = indexedDB.open("bedside-kept");
        asked.onsuccess = () => {
          const rows = asked.result.transaction("records").objectStore("records").getAll();
          rows.onsuccess = () => {
            resolve((rows.result as { name: string; blob: ArrayBuffer }[]).map(({ name, blob }) => name + new TextDecoder().decode(blob)).join());
            asked.result.close();
          };
        };
      }),
  );
  expect(stored).toContain("bedside-locked-record");
  // Words with signs that base64 does not have: chance cannot make them.
  expect(stored).not.toMatch(/Robin Example|"sbp"|"record"|"saved"/);

  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  const again = await page.waitForSelector("iframe").then((element) => element.contentFrame());
  if (again === null) throw new Error("no frame");
  const kept = again.locator("bedside-kept li");
  await expect(kept).toHaveCount(1);
  await kept.getByRole("button", { name: /^Open/ }).click();
  await again.locator("#locked-words").fill(words);
  await again.getByRole("button", { name: "Open it" }).click();
  await expect(again.locator("bedside-headline .headline-number")).toHaveText(before);

  // Removed and taken back, then forgotten with everything else.
  await again.locator("bedside-header .brand").click();
  await kept.getByRole("button", { name: /^Remove/ }).click();
  await expect(kept).toHaveCount(0);
  await again.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await expect(kept).toHaveCount(1);
  await again.evaluate(() => document.querySelector("bedside-assess")?.app?.openDialog("forget"));
  await again.locator("dialog").getByRole("button", { name: "Forget everything" }).click();
  await expect(again.locator(".notice")).toContainText("Everything is forgotten");
  await expect(kept).toHaveCount(0);
  expect(await names()).toEqual([]);
});

test("a closed patient can be brought back for a moment; forget everything does", async ({ open }) => {
  const { page, frame, drop, rail, headline } = await open();
  await drop(record);
  await expect(headline).toBeVisible();
  await rail("Share");
  await frame.getByRole("button", { name: "Close this patient" }).click();
  await expect(frame.locator("bedside-door")).toBeVisible();
  await frame.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await expect(frame.locator("bedside-share .screen h1")).toBeVisible();

  await frame.locator("bedside-header .theme").click();
  await frame.locator("bedside-share").getByRole("button", { name: "Forget everything" }).click();
  await frame.locator("dialog").getByRole("button", { name: "Forget everything" }).click();
  await expect(frame.locator("bedside-door")).toBeVisible();
  await expect(frame.locator(".notice")).toContainText("Everything is forgotten");
  const left = await frame.evaluate(() => {
    const app = document.querySelector("bedside-assess")?.app;
    return [app?.record.value, app?.assessed.value, app?.country.value, app?.opened.length, app?.files.value.length, app?.theme.value];
  });
  expect(left).toEqual([undefined, undefined, undefined, 0, 0, "auto"]);
  const kept = await page.evaluate(async () => ({ databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, stored: localStorage.length + sessionStorage.length }));
  expect(kept).toEqual({ databases: 0, caches: 0, stored: 0 });
});

test("a screen that nobody touches goes blank, and one press brings the same record back", async ({ open }) => {
  const { page, frame, drop, headline } = await open();
  await drop(record);
  await expect(headline).toBeVisible();
  await page.clock.install();
  // The touch from which the minutes count.
  await page.mouse.move(200, 300);
  const blank = frame.locator("dialog.blank");
  await page.clock.fastForward("04:50");
  await expect(blank).toHaveCount(0);
  await page.clock.fastForward("00:15");
  await expect(blank).toBeVisible();
  const covered = await frame.evaluate(() => {
    const at = document.querySelector("bedside-assess")?.shadowRoot?.elementFromPoint(innerWidth / 2, innerHeight / 2);
    return at?.closest("dialog.blank") !== null;
  });
  expect(covered).toBe(true);
  await page.keyboard.press("Escape");
  await expect(blank).toBeVisible();
  await blank.getByRole("button").click();
  await expect(blank).toHaveCount(0);
  await expect(headline).toBeVisible();
});

test("the print shows the paper, not the page", async ({ open }) => {
  const { page, frame, drop, rail } = await open();
  await drop(record);
  await rail("Share");
  // The sealed frame may be a process of its own, which the page's own emulation does not reach.
  const frameSession = await page.context().newCDPSession(frame);
  await frameSession.send("Emulation.setEmulatedMedia", { media: "print" });
  await expect(frame.locator(".paper.report")).toBeVisible();
  await expect(frame.locator("bedside-header")).toBeHidden();
  await expect(frame.locator(".paper.report")).toContainText("Bedside 0.");
});
