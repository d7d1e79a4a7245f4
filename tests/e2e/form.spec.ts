/** "Type a few numbers": the score of a published row, pickers in both languages, and mistakes told where they are made. */
import { readFileSync } from "node:fs";
import type { Frame } from "@playwright/test";
import { expect, test } from "./support/journey";
import { shared } from "./support/paths";

/** One row of numbers and the published answer. */
interface Row {
  [name: string]: string;
}

/** A few rows of the reference table, or one printed in the repository where the table is absent. */
function rows(): Row[] {
  const path = shared("facts/clinical/vectors/prevent_pooledcohort_visible.csv");
  if (path === undefined) {
    console.log("skipped, no shared data: rows of the PREVENT table");
    return [];
  }
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  const all = lines.map((line): Row => Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? "", cell])));
  // A pressure that must be asked about first has a journey of its own (person.spec.ts).
  const calm = (row: Row): boolean => Number(row["sbp"]) < 160 && Number(row["sbp"]) > 90;
  const base = all.filter((row) => row["model"] === "base" && row["horizon"] === "10" && row["ascvd"] !== "" && calm(row));
  // A day's own pick, so that the same two rows are not looked at for ever.
  const day = Math.floor(Date.now() / 86_400_000);
  const picked = [day % base.length, (day * 7 + 3) % base.length].map((at) => base[at]).filter((row) => row !== undefined);
  console.log(`typed in: rows ${picked.map((row) => row["id"]).join(", ")} of the PREVENT table`);
  return picked;
}

/** Goes on; a number far from everyday ones is asked about first. */
async function next(frame: Frame): Promise<void> {
  const at = await frame.locator(".form-at").innerText();
  await frame.locator("bedside-form .button.primary").click();
  const unusual = frame.getByRole("button", { name: "Yes, it is right" });
  const moved = async (): Promise<boolean> => (await frame.locator(".form-at").innerText()) !== at;
  await expect.poll(async () => (await moved()) || (await unusual.count()) > 0).toBe(true);
  if (await moved()) return;
  while ((await unusual.count()) > 0) await unusual.first().click();
  await frame.locator("bedside-form .button.primary").click();
  await expect.poll(moved).toBe(true);
}
const choose = (frame: Frame, group: string, label: string): Promise<void> => frame.getByRole("group", { name: group }).getByLabel(label, { exact: true }).check();

async function begin(frame: Frame, age: string, sex: "Female" | "Male"): Promise<void> {
  await frame.locator("bedside-door").getByRole("button", { name: "Start" }).click();
  await frame.locator("#form-age").fill(age);
  await choose(frame, "Sex for clinical use", sex);
}

test("typed numbers give the published answer", async ({ open }) => {
  for (const row of rows()) {
    const { page, frame, headline } = await open();
    const value = (name: string): string => row[name] ?? "";
    await begin(frame, value("age"), value("sex") === "male" ? "Male" : "Female");
    await next(frame);
    await frame.locator("#number-sbp").fill(value("sbp"));
    await choose(frame, "Do you take medicine for blood pressure?", value("bp_tx") === "1" ? "Yes" : "No");
    await next(frame);
    await frame.locator("#number-total_chol").fill(value("tc"));
    await frame.locator("#number-hdl").fill(value("hdl"));
    await choose(frame, "Do you take a statin?", value("statin") === "1" ? "Yes" : "No");
    await next(frame);
    await choose(frame, "Do you have diabetes?", value("dm") === "1" ? "Yes, type not known" : "No");
    await choose(frame, "Do you smoke?", value("smoking") === "1" ? "Yes, now" : "Never");
    await next(frame);
    await frame.locator("#number-egfr").fill(value("egfr"));
    // Not said is not "no": that there was no heart attack, stroke or heart failure has to be answered.
    await frame.locator(".form-steps").getByRole("button", { name: "Conditions" }).click();
    await frame.locator("bedside-picker .none input").check();
    await frame.getByRole("button", { name: /See what can be answered/ }).click();
    await expect(headline).toBeVisible();
    const shown = await frame.evaluate(() => {
      const assessed = document.querySelector("bedside-assess")?.app?.assessed.value;
      const score = assessed?.scores.find((one) => one.id === "prevent-base-10y-ascvd");
      return score?.assessment.answer === "computed" ? score.assessment.value : undefined;
    });
    expect(Math.abs((shown ?? Number.NaN) - Number(value("ascvd")))).toBeLessThan(1e-6);
    const percent = Number(value("ascvd")) * 100;
    await expect(headline).toHaveText(percent < 1 ? "fewer than 1" : String(Math.round(percent)));
    await page.close();
  }
});

test("a form of a record tells what is wrong at the field, and offers the other unit", async ({ open }) => {
  const { frame } = await open();
  await begin(frame, "58", "Female");
  await next(frame);
  await next(frame);
  const chol = frame.locator("#number-total_chol");
  // An everyday number in mmol/L, typed where mg/dL stands.
  await chol.fill("5.4");
  await chol.blur();
  await expect(frame.locator("#number-total_chol-said")).toContainText("lower than a living person can have");
  await frame.getByRole("button", { name: "I meant 5.4 mmol/L" }).click();
  await expect(frame.locator("#number-total_chol-said")).toBeEmpty();
  await chol.fill("abc");
  await chol.blur();
  await expect(frame.locator("#number-total_chol-said")).toContainText("is not a number");
});

test("names are found in both languages, and none of these closes a list", async ({ open }) => {
  const { frame } = await open();
  await begin(frame, "58", "Female");
  await frame.locator(".form-steps").getByRole("button", { name: "Conditions" }).click();
  const search = frame.locator("bedside-picker input[type=search]");
  const found = frame.locator(".pick-list button");
  for (const [typed, name] of [["痛风", "Gout"], ["gout", "Gout"], ["高血压", "Hypertension"]] as const) {
    await search.fill(typed);
    await expect(found.filter({ hasText: new RegExp(`^${name}$`) })).toBeVisible();
  }
  await search.fill("gout");
  await found.first().click();
  await search.fill("no such illness");
  await frame.getByRole("button", { name: /as written/ }).click();
  await expect(frame.locator(".chosen")).toContainText("not understood");

  await frame.locator(".form-steps").getByRole("button", { name: "Medicines" }).click();
  await frame.locator("bedside-picker input[type=search]").fill("二甲双胍");
  await found.first().click();
  await frame.locator(".chosen input.dose").fill("1000");
  await frame.locator(".chosen input.dose").blur();
  await frame.locator(".form-steps").getByRole("button", { name: "Allergies" }).click();
  await frame.locator("bedside-picker .none input").check();
  await frame.getByRole("button", { name: /See the result/ }).click();

  await frame.locator("bedside-overview").waitFor();
  const lists = await frame.evaluate(() => {
    const record = document.querySelector("bedside-assess")?.app?.record.value;
    return { allergies: record?.allergies?.state, conditions: record?.conditions?.entries.map((one) => one.name ?? one.text), dose: record?.medications?.entries[0]?.dose?.mgPerDay };
  });
  expect(lists).toEqual({ allergies: "closed", conditions: ["gout", "no such illness"], dose: 1000 });
  // What nothing knows is said.
  await frame.locator("bedside-rail").getByRole("button", { name: /^Findings/ }).click();
  await expect(frame.locator("bedside-findings")).toContainText("no such illness");
});

test("what was typed stands in Chinese too", async ({ open }) => {
  const { frame } = await open({ lang: "zh" });
  await frame.locator("bedside-door .door-ways .button").first().click();
  await frame.locator("#form-age").fill("150");
  await frame.locator("#form-age").blur();
  await expect(frame.locator("#form-age-said")).toContainText("150");
  await frame.locator("#form-age").fill("61");
  await frame.locator("bedside-header").getByRole("button", { name: "EN" }).click();
  await expect(frame.locator("#form-age")).toHaveValue("61");
});
