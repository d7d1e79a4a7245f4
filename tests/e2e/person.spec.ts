/** A person's record: dropped, looked over, mended, undone; where they live; two people in one file. */
import { everything, example, expect, json, person, test } from "./support/journey";

const record = example("person/robin-example.json");

test("the example opens in one click", async ({ open }) => {
  const { frame, headline } = await open();
  await frame.getByRole("button", { name: "A person" }).click();
  await expect(headline).toHaveText("9");
});

test("a file is read, a value mended in another unit moves the answer, and undo brings it back", async ({ open }) => {
  const { frame, drop, rail, headline } = await open();
  await drop(record);
  await expect(headline).toHaveText("9");

  await rail(/^Findings/);
  const chol = frame.locator("tr[data-fact=total_chol]").first();
  await expect(chol).toContainText("241");
  // A code says something to a clinician.
  const words = (at: number) => frame.evaluate((audience) => {
    const app = document.querySelector("bedside-assess")?.app;
    if (app !== undefined) app.audience.value = audience;
  }, (["patient", "clinician"] as const)[at] ?? "patient");
  await expect(chol).not.toContainText("LOINC");
  await words(1);
  await expect(chol).toContainText("LOINC 2093-3");
  await words(0);
  // Entered in error, and a unit nobody can read: set aside, each with its reason.
  const aside = frame.locator("tbody", { hasText: "Set aside, and why" }).last();
  await expect(aside).toContainText("641");
  await expect(aside).toContainText("entered by mistake");
  await expect(aside).toContainText("units per jar");

  await frame.getByRole("button", { name: "Edit Total cholesterol" }).first().click();
  const edit = frame.locator("[data-edit=total_chol]");
  await edit.getByRole("button", { name: "mmol/L" }).click();
  await expect(edit.locator("#number-total_chol")).toHaveValue(/^6\.23/);
  await edit.locator("#number-total_chol").fill("7.8");
  await edit.getByRole("button", { name: "Save", exact: true }).click();
  await expect(chol).toContainText("Edited");

  await rail("Overview");
  await expect(headline).not.toHaveText("9");
  await expect(frame.locator("bedside-drives")).toContainText("302 mg/dL");
  await frame.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await expect(headline).toHaveText("9");
});

test("a value that cannot be is refused where it is typed", async ({ open }) => {
  const { frame, drop, rail } = await open();
  await drop(record);
  await rail(/^Findings/);
  await frame.getByRole("button", { name: "Edit Total cholesterol" }).first().click();
  const edit = frame.locator("[data-edit=total_chol]");
  await edit.locator("#number-total_chol").fill("99999");
  await edit.getByRole("button", { name: "Save", exact: true }).click();
  await expect(edit).toContainText("higher than a living person can have");
  await expect(frame.locator("tr[data-fact=total_chol]")).toHaveCount(0);
});

test("two people in one file are asked about, never merged", async ({ open }) => {
  const { frame, drop, headline } = await open();
  const one = person({ id: "a", name: "Ana Example", values: { ...everything, sbp: 120 } });
  const two = person({ id: "b", name: "Ben Example", gender: "male", values: { ...everything, sbp: 170 } });
  await drop(json("both.json", { ...one, entry: [...one.entry, ...two.entry] }));
  await expect(frame.locator("bedside-people h1")).toBeVisible();
  await frame.locator("bedside-people").getByRole("button", { name: /Ben Example/ }).click();
  await expect(headline).toBeVisible();
  await expect(frame.locator(".who")).toContainText("Man, 58");
});

test("two files of one person become one record", async ({ open }) => {
  const { frame, drop, rail } = await open();
  const { sbp, dbp, ...labs } = everything;
  await drop(json("pressure.json", person({ values: { sbp, dbp } })), json("labs.json", person({ values: labs })));
  await rail(/^Findings/);
  await expect(frame.locator("tr[data-fact=sbp]")).toContainText("pressure.json");
  await expect(frame.locator("tr[data-fact=hdl]")).toContainText("labs.json");
});

test("where the person lives is asked; China has China-PAR first, elsewhere it is said", async ({ open }) => {
  const { frame, drop, live } = await open({ lang: "zh" });
  await drop(json("person.json", person({ values: { ...everything, height: 164, weight: 82 } })));
  // The language says nothing about the place.
  await expect(frame.locator("bedside-country select")).toBeVisible();
  await expect(frame.locator("bedside-sources")).toContainText("PREVENT");
  await live("CN");
  await expect(frame.locator("bedside-country")).toHaveCount(0);
  const score = (): Promise<string | undefined> => frame.evaluate(() => document.querySelector("bedside-assess")?.app?.assessed.value?.headline?.score);
  await expect.poll(score).toBe("china-par-10y-ascvd");
});

test("in Japan it says first that the equation was studied elsewhere", async ({ open }) => {
  const { frame, drop, live } = await open();
  await drop(record);
  await live("JP");
  const note = frame.locator("bedside-headline .studied");
  await expect(note).toContainText("was not studied where you live (Japan)");
  const [above, below] = [await note.boundingBox(), await frame.locator("bedside-headline h1").boundingBox()];
  expect(above?.y ?? 0).toBeLessThan(below?.y ?? 0);
});

test("check this device: every worked example agrees", async ({ open }) => {
  const { frame } = await open();
  await frame.locator("bedside-header .promise").click();
  await frame.getByRole("button", { name: /Check this device/ }).click();
  await frame.locator("bedside-check").getByRole("button").first().click();
  await expect(frame.locator("bedside-check .callout")).toContainText(/agree/);
  await expect(frame.locator("bedside-check .differs")).toHaveCount(0);
  expect(await frame.locator("bedside-check tbody tr").count()).toBeGreaterThan(20);
});
