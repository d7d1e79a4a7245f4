/** Axe inside the sealed frame, on every screen in both themes; and a planted fault is found. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame } from "@playwright/test";
import { expect, test } from "./support/journey";
import { screens } from "./support/walk";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** What axe finds, as short lines. */
async function faults(frame: Frame): Promise<string[]> {
  // The page's policy lets no script in; the browser's own console is not bound by it.
  const loaded = await frame.evaluate(() => "axe" in globalThis);
  if (!loaded) await frame.evaluate(source);
  const violations = await frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(context: object, options: object): Promise<{ violations: Violation[] }> } };
    interface Violation { id: string; nodes: { target: unknown; failureSummary?: string }[] }
    const { violations: found } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] });
    return found.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary: failureSummary ?? "" })) }));
  });
  return (violations as Violation[]).map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0]?.target)} ${nodes[0]?.failureSummary ?? ""} (${nodes.length})`);
}

for (const [theme, lang, width] of [["light", "en", 360], ["dark", "zh", 1280], ["dark", "en", 360], ["light", "zh", 320]] as const) {
  test(`axe finds nothing on any screen (${theme}, ${lang}, ${width} px)`, async ({ open }) => {
    test.setTimeout(150_000);
    const here = await open({ theme, lang, width });
    const all: Record<string, string[]> = {};
    for (const screen of screens) {
      await screen.show(here);
      const found = await faults(here.frame);
      const past = await here.frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (past > 0) found.push(`the page reaches ${past} px past its right edge`);
      if (found.length > 0) all[screen.name] = found;
    }
    expect(all).toEqual({});
  });
}

test("a planted fault is found", async ({ open }) => {
  const { frame } = await open();
  expect(await faults(frame)).toEqual([]);
  await frame.evaluate(() => {
    const button = document.createElement("button");
    document.querySelector("bedside-assess")?.shadowRoot?.querySelector("main")?.append(button);
  });
  expect((await faults(frame)).join()).toContain("button-name");
});
