/** The whole way by keyboard alone, and the page in one file opened from disk. */
import { pathToFileURL } from "node:url";
import type { Here } from "./support/journey";
import { expect, oneFile, test } from "./support/journey";

/** Presses Tab until the focus is on what `wanted` names; fails after `most` stops. */
async function tabTo({ page, frame }: Here, wanted: RegExp, most = 80): Promise<void> {
  const focused = (): Promise<string> =>
    frame.evaluate(() => {
      let at: Element | null = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const labels = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? [...(at.labels ?? [])].map((label) => label.textContent ?? "").join(" ") : "";
      return `${at?.getAttribute("aria-label") ?? ""} ${labels} ${at?.textContent ?? ""}`.replace(/\s+/g, " ").trim();
    });
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press("Tab");
    if (wanted.test(await focused())) return;
  }
  throw new Error(`no key leads to ${wanted}`);
}

test("from the door to a changed fact and back, by keyboard only", async ({ open }) => {
  const here = await open();
  const { page, frame, headline } = here;
  await tabTo(here, /^A person$/);
  await page.keyboard.press("Enter");
  await expect(headline).toHaveText("9");

  // `/` finds a fact, Enter opens it, Esc leaves.
  await page.keyboard.press("/");
  await expect(frame.locator("#find")).toBeFocused();
  await page.keyboard.type("HDL");
  await page.keyboard.press("Enter");
  await expect(frame.locator("dialog[open]")).toContainText("46 mg/dL");
  await page.keyboard.press("Escape");
  await expect(frame.locator("dialog[open]")).toHaveCount(0);

  await tabTo(here, /^Findings/);
  await page.keyboard.press("Enter");
  await expect(frame.locator("bedside-findings h1")).toBeFocused();
  await tabTo(here, /^Edit HDL cholesterol/, 200);
  await page.keyboard.press("Enter");
  await expect(frame.locator("#number-hdl")).toBeFocused();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("60");
  await page.keyboard.press("Enter");
  await expect(frame.locator("tr[data-fact=hdl]").first()).toContainText("60");
  await tabTo(here, /^Undo$/, 400);
  await page.keyboard.press("Enter");
  await expect(frame.locator("tr[data-fact=hdl]").first()).toContainText("46");
});

test("the skip button leads to the main part, and ? lists the keys", async ({ open }) => {
  const here = await open();
  const { page, frame } = here;
  await tabTo(here, /^Skip/);
  await page.keyboard.press("Enter");
  await expect(frame.locator("main")).toBeFocused();
  await page.keyboard.press("?");
  await expect(frame.locator("dialog[open]")).toContainText("/");
});

test("Ctrl+P prints the frame, never the shell around it", async ({ open }) => {
  const { page, frame } = await open();
  interface Counted { printed: number }
  const count = (): void => {
    const counted = window as unknown as Counted;
    counted.printed = 0;
    window.print = () => void (counted.printed += 1);
  };
  await page.evaluate(count);
  await frame.evaluate(count);
  const printed = (where: typeof page | typeof frame): Promise<number> => where.evaluate(() => (window as unknown as Counted).printed);
  await frame.locator("bedside-door .door-ways .button").first().focus();
  await page.keyboard.press("Control+p");
  await expect.poll(() => printed(frame), "from inside the frame").toBe(1);
  // The keyboard is the shell's: it hands the wish over.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(true);
  await page.keyboard.press("Control+p");
  await expect.poll(() => printed(frame), "handed over by the shell").toBe(2);
  expect(await printed(page)).toBe(0);
});

test("the one file, opened from disk, does the example", async ({ open }) => {
  const { frame, headline, rail, live } = await open({ address: pathToFileURL(oneFile).href });
  await frame.getByRole("button", { name: "A person" }).click();
  await expect(headline).toHaveText("9");
  await live("GB");
  await expect(frame.locator("bedside-headline .studied")).toBeVisible();
  await rail(/^Plan/);
  await expect(frame.locator("bedside-step").first()).toBeVisible();
});
