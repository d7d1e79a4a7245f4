/** How the page stands at every width, on paper, and after Back. */
import { example, expect, test } from "./support/journey";

test("no view of a person reaches past its right edge, at any width", async ({ open }) => {
  test.setTimeout(90_000);
  const { page, frame, drop, rail } = await open();
  await drop(example("person/robin-example.json"));
  await frame.locator("bedside-change input[type=range]").first().waitFor();
  const past: string[] = [];
  for (const view of [/^Overview/, /^Findings/, /^Plan/, /^Share/]) {
    await rail(view);
    await frame.locator("main h1").first().waitFor();
    for (const width of [320, 480, 640, 768, 900, 1024, 1140, 1280, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const over = await frame.evaluate(async () => {
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        return document.documentElement.scrollWidth - window.innerWidth;
      });
      if (over > 0) past.push(`${view.source} at ${width}: ${over} px`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  expect(past).toEqual([]);
});

test("a table of people says who each row is, and Back comes back to the same order", async ({ open }) => {
  const { frame, drop, headline } = await open();
  await drop(example("table/clinic-of-200.csv"));
  const grid = frame.locator("bedside-batch-grid");
  await frame.locator("svg.histogram").waitFor();
  await expect(grid.locator("[role=columnheader]").nth(1)).toHaveText("ID");
  await grid.getByRole("button", { name: "Highest risk first" }).click();
  const first = grid.locator(".grid-body .grid-row").first();
  const who = await first.locator("[role=gridcell]").nth(1).innerText();
  await first.locator("button").click();
  await expect(headline).toBeVisible();
  await frame.evaluate(() => history.back());
  await expect(grid.getByRole("button", { name: "Highest risk first" })).toHaveAttribute("aria-pressed", "true");
  await expect(first.locator("[role=gridcell]").nth(1)).toHaveText(who);
});

test("every printed page says which build and which facts, its number, and no name", async ({ open }) => {
  const { frame, drop } = await open();
  await drop(example("person/robin-example.json"));
  await frame.locator("bedside-headline .headline-number").waitFor();
  const rules = (): Promise<string> => frame.evaluate(() => [...document.head.querySelectorAll("style")].map((style) => style.textContent ?? "").join("\n"));
  await expect.poll(rules).toMatch(/@bottom-left \{ content: "Bedside · Version \d+\.\d+\.\d+ · facts of [^"]*"/);
  expect(await rules()).toContain("counter(page)");
  expect(await rules()).not.toContain("Robin");
});

test("what a person is asked to choose is an answer", async ({ open }) => {
  const { frame, drop, rail } = await open({ lang: "zh" });
  // No smoking status: the sheet asks for it.
  await drop({ name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from("性别,年龄,收缩压(mmHg)\n女,58,148\n") });
  await rail(/^读到/);
  const row = frame.locator("tr.ask[data-fact=smoking]");
  if ((await row.count()) === 0) await frame.getByRole("button", { name: /^待回答/ }).click();
  await expect(row.getByRole("button")).toHaveText(["从不吸", "以前吸", "现在吸"]);
  // A table's row is counted in the reader's words.
  await frame.getByRole("button", { name: /^全部/ }).click();
  await expect(frame.locator("tr[data-fact=sbp] .from").first()).toContainText("第1行");
});

test("a number that is asked for says in which unit", async ({ open }) => {
  for (const [lang, unit] of [["en", "g a day"], ["zh", "克/天"]] as const) {
    const { frame, drop, rail } = await open({ lang });
    await drop(example("person/robin-example.json"));
    await rail(lang === "en" ? /^Findings/ : /^读到/);
    await frame.getByRole("button", { name: lang === "en" ? /^To answer/ : /^待回答/ }).click();
    await expect(frame.locator("tr.ask[data-fact=fibre_g_day]")).toContainText(unit);
  }
});
