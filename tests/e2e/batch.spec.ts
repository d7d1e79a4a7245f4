/** A table of people: results and reasons, a cancel that keeps rows, a row as a patient, a template. */
import { expect, file, test } from "./support/journey";

/** A made-up clinic; every hundredth row lacks its HDL, every 150th is a child. */
function clinic(rows: number): string {
  const lines = ["id,sex,age,sbp (mmHg),total cholesterol (mg/dL),hdl (mg/dL),egfr,smoking,diabetes,blood-pressure medicine,statin"];
  for (let i = 0; i < rows; i += 1) {
    const age = i % 150 === 149 ? 9 : 35 + (i % 43);
    lines.push(`P${i},${i % 2 === 0 ? "female" : "male"},${age},${110 + (i % 60)},${160 + (i % 90)},${i % 100 === 99 ? "" : 38 + (i % 30)},${60 + (i % 45)},${i % 5 === 0 ? "current" : "never"},${i % 9 === 0 ? "yes" : "no"},no,no`);
  }
  return `${lines.join("\n")}\n`;
}

test("3,000 rows come back with results and a reason for each that has none", async ({ open }) => {
  const { frame, drop, saved, headline } = await open();
  await drop(file("clinic.csv", clinic(3000)));
  // 30 without HDL and 20 children, 10 of them both.
  await expect(frame.locator("bedside-batch h1")).toHaveText("2,960 of 3,000 people have an answer.", { timeout: 30_000 });
  await expect(frame.locator("bedside-batch .lines").first()).toContainText("HDL cholesterol");
  await expect(frame.locator("svg.histogram")).toBeVisible();
  await expect(frame.locator("bedside-batch-summary .callout")).toContainText("does not say who has had a heart attack");

  const { name, text } = await saved(() => frame.getByRole("button", { name: /Download the table/ }).click());
  expect(name).toBe("clinic-scored.csv");
  const [head = "", first = "", ...rest] = text.replace(/^\uFEFF/, "").trim().split(/\r?\n/);
  expect(rest).toHaveLength(2999);
  expect(head).toContain("bedside_10y_ascvd_pct");
  expect(first.startsWith("P0,female,35,110")).toBe(true);
  const reason = head.split(",").indexOf("bedside_reason");
  expect(rest[98]?.split(",")[reason]).toBe("needs hdl");
  expect(rest[148]?.split(",")[reason]).toBe("child:age");

  await frame.getByRole("button", { name: "Highest risk first" }).click();
  const top = frame.locator(".grid-body .grid-row").first();
  await top.locator("button").click();
  await expect(headline).toBeVisible();
  await frame.evaluate(() => history.back());
  await expect(frame.locator("bedside-batch h1")).toContainText("2,960 of 3,000");
});

test("a stop keeps the rows that are done", async ({ open }) => {
  const { frame, drop, saved } = await open();
  await drop(file("big.csv", clinic(60_000)));
  // A stop before the first row keeps nothing: it is pressed once some are done.
  await expect(frame.locator("bedside-batch").getByText(/^[1-9][\d,]* of 60,000 people/)).toBeVisible({ timeout: 20_000 });
  await frame.getByRole("button", { name: "Stop and keep what is done" }).click();
  const title = frame.locator("bedside-batch h1");
  await expect(title).toContainText("are scored and kept", { timeout: 15_000 });
  const done = Number(/([\d,]+) of 60,000/.exec(await title.innerText())?.[1]?.replaceAll(",", ""));
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(60_000);
  const { text } = await saved(() => frame.getByRole("button", { name: /Download the table/ }).click());
  expect(text.trim().split("\n")).toHaveLength(done + 1);
});

test("100,000 rows: the page answers while they are scored, and the last row is there", async ({ open }) => {
  const { frame, drop } = await open();
  await drop(file("all.csv", clinic(100_000)));
  const title = frame.locator("bedside-batch h1");
  await expect(frame.locator("bedside-batch").getByText(/^[1-9][\d,]* of 100,000 people/)).toBeVisible({ timeout: 20_000 });
  await frame.evaluate(() => {
    const seen = { last: performance.now(), longest: 0 };
    (globalThis as unknown as { seen: typeof seen }).seen = seen;
    const beat = (): void => {
      seen.longest = Math.max(seen.longest, performance.now() - seen.last);
      seen.last = performance.now();
      setTimeout(beat, 0);
    };
    beat();
  });
  // Pressed in the middle of the work: heard before the work is done.
  await frame.getByRole("button", { name: "中文" }).click();
  await expect(frame.locator("bedside-batch").getByText(/^[\d,]+ \/ 100,000人/)).toBeVisible();
  await frame.getByRole("button", { name: "EN" }).click();
  await expect(title).toHaveText(/^[\d,]+ of 100,000 people have an answer\.$/, { timeout: 90_000 });
  const longest = await frame.evaluate(() => Math.round((globalThis as unknown as { seen: { longest: number } }).seen.longest));
  console.log(`100,000 rows: the page was never busy for longer than ${longest} ms`);
  await frame.locator(".grid-scroll").evaluate((grid) => {
    grid.scrollTop = grid.scrollHeight;
  });
  await expect(frame.locator(".grid-row", { hasText: "P99999" })).toBeVisible();
});

test("the built-in table opens in one click, and the template is one that it reads", async ({ open }) => {
  const { frame, saved } = await open();
  await frame.getByRole("button", { name: "A clinic’s table" }).click();
  await expect(frame.locator("bedside-batch h1")).toContainText("of 200 people have an answer", { timeout: 15_000 });
  await frame.getByRole("button", { name: "Close this table" }).click();
  await expect(frame.locator("bedside-batch h1")).toHaveText("Score a table of people");
  const { name, text } = await saved(() => frame.getByRole("button", { name: "Download a template" }).click());
  expect(name).toMatch(/\.csv$/);
  expect(text.split(/\r?\n/)[0]?.split(",").length).toBeGreaterThan(8);
});
