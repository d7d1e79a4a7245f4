/** Answers given in place: which of two values, which value in which unit, and what stays of a message. */
import { everything, example, expect, json, person, test } from "./support/journey";

test("two values that contradict each other stand side by side; the one chosen keeps its day", async ({ open }) => {
  const { frame, drop, rail } = await open();
  await drop(example("person/robin-example.json"));
  await rail(/^Findings/);
  const which = frame.locator("tr.which");
  await expect(which).toContainText("Which one is right?");
  await expect(which.locator("li")).toHaveCount(2);
  await expect(which.locator("li").nth(0)).toContainText(/71 mL.*worked out from: Serum creatinine.*used now/s);
  await expect(which.locator("li").nth(1)).toContainText(/48 mL.*6 Oct 2026/s);
  await which.getByRole("button", { name: /^Use this one: eGFR 48/ }).click();
  await expect(which).toHaveCount(0);
  const row = frame.locator("tr[data-fact=egfr]").first();
  await expect(row).toContainText("48");
  await expect(row, "its own day").toContainText("6 Oct 2026");
  await expect(frame.locator("tr.aside").filter({ hasText: "creatinine" })).toHaveCount(1);
  // The offer to undo goes along, its sentence makes room.
  await rail(/^Plan/);
  await expect(frame.locator(".notice")).not.toContainText("is set aside");
  await frame.locator(".notice").getByRole("button", { name: /^Undo/ }).click();
  await rail(/^Findings/);
  await expect(which).toHaveCount(1);
});

test("a question about eGFR takes creatinine, and asks which it is", async ({ open }) => {
  const { frame, drop } = await open();
  const { creatinine: _left, ...rest } = everything as typeof everything & { creatinine?: number };
  await drop(json("no-kidney.json", person({ values: rest })));
  const unknown = frame.locator("bedside-unknown").first();
  await unknown.locator("[data-input=egfr]").getByRole("button", { name: /Add value/ }).click();
  const form = unknown.locator("form.number-answer");
  await form.locator("input").fill("80");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form, "nothing is taken for granted").toContainText("Say which value 80 is");
  await form.locator("select").selectOption({ label: "Serum creatinine, mg/dL" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form, "nobody has 80 mg/dL").toContainText("Check the number and its unit");
  await form.locator("select").selectOption({ label: "Serum creatinine, µmol/L" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(frame.locator("bedside-headline .headline-number")).toBeVisible();
  const kept = await frame.evaluate(() => document.querySelector("bedside-assess")?.app?.record.peek()?.observations?.filter((one) => one.concept === "creatinine" || one.concept === "egfr").map((one) => one.concept));
  expect(kept).toEqual(["creatinine"]);
});

test("after a file was read, and after a dialog that a key opened, the keyboard is on the heading", async ({ open }) => {
  const { frame, page } = await open();
  await frame.getByRole("button", { name: "A person" }).click();
  await expect(frame.locator("bedside-headline h1")).toBeFocused();
  await page.keyboard.press("/");
  await expect(frame.locator("#find")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(frame.locator("bedside-headline h1")).toBeFocused();
});

test("an age that cannot be holds the form however often Next is pressed; sex is asked for once", async ({ open }) => {
  const { frame } = await open();
  await frame.locator("bedside-door .door-ways .button").first().click();
  const next = frame.locator(".form-turn .primary");
  const at = frame.locator(".form-at");
  for (const age of ["-5", "200", "abc", "58,5"]) {
    await frame.locator("#form-age").fill(age);
    await next.click();
    await next.click();
    await expect(at, age).toContainText("1 of");
    await expect(frame.locator("#form-age-said"), age).toContainText(age === "58,5" ? "58" : age.replace("-", ""));
  }
  await frame.locator("#form-age").fill("58");
  await next.click();
  await expect(frame.locator(".form-card")).toContainText("Every score needs the sex");
  await next.click();
  await expect(at).toContainText("2 of");
});
