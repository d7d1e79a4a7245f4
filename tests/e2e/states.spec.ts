/** Every answer is an answer: who it is not for, what is missing, what comes first. */
import { everything, expect, file, json, person, test } from "./support/journey";

test("over the age: it does not apply, and says why", async ({ open }) => {
  const { frame, drop } = await open();
  await drop(json("old.json", person({ age: 85 })));
  await expect(frame.locator("bedside-headline .reasons")).toContainText("85");
  await expect(frame.locator("bedside-headline .headline-number")).toHaveCount(0);
  // Other answers stand.
  await expect(frame.locator("bedside-other-scores")).toContainText("mL/min/1.73 m²");
});

test("a child: for adults only", async ({ open }) => {
  const { frame, drop } = await open();
  await drop(json("child.json", person({ age: 9 })));
  await expect(frame.locator("bedside-headline h1")).toContainText(/adult|child/i);
  await expect(frame.locator(".array")).toHaveCount(0);
});

test("a person who has died: no number, nothing to do next", async ({ open }) => {
  const { frame, drop } = await open();
  await drop(json("late.json", person({ deceased: true })));
  await expect(frame.locator("bedside-headline h1")).toContainText(/died/i);
  await expect(frame.locator("bedside-next")).toHaveCount(0);
});

test("neither gets a list of steps, and the plan says why", async ({ open }) => {
  for (const [someone, why] of [[{ age: 9 }, /for a child/], [{ deceased: true }, /has died/]] as const) {
    const { frame, drop, rail } = await open();
    await drop(json("nobody.json", person(someone)));
    await rail(/^Plan/);
    await expect(frame.locator("bedside-plan h1")).toContainText(why);
    await expect(frame.locator("bedside-step, bedside-ask *, .held")).toHaveCount(0);
  }
});

test("a pressure of years ago is no emergency, and is asked for again with its day", async ({ open }) => {
  const { frame, drop, rail } = await open();
  await drop(json("years-ago.json", person({ values: { ...everything, sbp: 205, dbp: 125 }, days: 3000 })));
  await rail(/^Plan/);
  const plan = frame.locator("bedside-plan");
  await expect(plan.locator(".urgent, bedside-critical *")).toHaveCount(0);
  // Potassium comes first: it could stop more of what is shown.
  const ask = plan.locator("bedside-ask");
  const told = ask.getByText(/too long ago to decide/);
  for (let left = 0; left < 12 && (await told.count()) === 0; left += 1) await ask.getByRole("button", { name: "Skip this question" }).click();
  await expect(told.first()).toBeVisible();
  await expect(plan.locator('[data-action="diet_sodium"]')).toContainText(/measured on .*: to be checked again/);
});

test("sex other or unknown is asked where it is needed, and answered in place", async ({ open }) => {
  const { frame, drop, headline } = await open();
  await drop(json("other.json", person({ gender: "other" })));
  await expect(frame.locator("bedside-headline h1")).toContainText("missing");
  await frame.locator("bedside-unknown").getByRole("button", { name: /Female/i }).first().click();
  await expect(headline).toBeVisible();
});

test("what is missing is asked in place, with how far it could move the answer", async ({ open }) => {
  const { frame, drop, headline } = await open();
  const { hdl: _left, ...rest } = everything;
  await drop(json("no-hdl.json", person({ values: rest })));
  await expect(frame.locator("bedside-headline h1")).toContainText("One answer is missing");
  const unknown = frame.locator("bedside-headline bedside-unknown");
  await expect(unknown).toContainText("HDL");
  await expect(unknown).toContainText(/between \d+ and \d+ of 100/);
  await unknown.getByRole("button", { name: /Add value/ }).first().click();
  await unknown.locator("input").first().fill("46");
  await unknown.getByRole("button", { name: /Save|Add/ }).last().click();
  await expect(headline).toBeVisible();
});

test("a critical potassium comes first and alone", async ({ open }) => {
  const { frame, drop, rail, headline } = await open();
  await drop(json("potassium.json", person({ values: { ...everything, potassium: 6.8 }, days: 1 })));
  const critical = frame.locator("bedside-critical");
  await expect(critical.locator("h1")).toContainText("6.8 mmol/L");
  await expect(critical).toContainText("emergency");
  await expect(headline).toHaveCount(0);
  await expect(frame.locator("bedside-next")).toHaveCount(0);
  await rail(/^Plan/);
  await expect(frame.locator("bedside-plan h1")).toContainText("first");
  await expect(frame.locator("bedside-step:not(.urgent *)")).toHaveCount(0);
  await rail("Overview");
  await critical.getByRole("button", { name: /I have read this/ }).click();
  await expect(headline).toBeVisible();
});

test("what cannot wait shows the number of the country, and is on the printed pages too", async ({ open }) => {
  const { frame, drop, rail, live, headline } = await open();
  await drop(json("usual.json", person()));
  await expect(headline).toBeVisible();
  await live("CN");
  await drop(json("potassium.json", person({ values: { ...everything, potassium: 6.8 }, days: 1 })));
  const critical = frame.locator("bedside-critical");
  await expect(critical).toContainText("Emergency number in China: 120");
  await critical.getByRole("button", { name: /I have read this/ }).click();
  await rail("Share");
  await frame.evaluate(() => {
    window.print = () => undefined;
  });
  await frame.getByRole("button", { name: "One page for the visit" }).click();
  const paper = frame.locator(".paper.report");
  await expect(paper).toContainText("Go to an emergency department now");
  await expect(paper).toContainText("120");
});

test("an answer beyond what was studied is told to be rough", async ({ open }) => {
  const { frame, drop, live, headline } = await open();
  await drop(json("old.json", person({ age: 80, values: { ...everything, waist: 90 } })));
  await live("CN");
  await frame.locator("bedside-headline bedside-unknown").getByRole("button", { name: "No" }).first().click();
  await expect(headline).toBeVisible();
  await expect(frame.locator("bedside-headline .studied")).toContainText("covered 35 years to 74 years: take the answer as rough");
});

test("a critical value of last month is asked about and raises no alarm", async ({ open }) => {
  const { frame, drop, headline } = await open();
  await drop(json("past.json", person({ values: { ...everything, potassium: 6.8 }, days: 30 })));
  await expect(headline).toBeVisible();
  const past = frame.locator("bedside-critical");
  await expect(past).toContainText("Was this checked again since?");
  await expect(past.locator(".urgent")).toHaveCount(0);
  await past.getByRole("button", { name: "No" }).click();
  await expect(past).toContainText("measured again today");
  await frame.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await past.getByRole("button", { name: "Yes" }).click();
  await expect(past.locator("section")).toHaveCount(0);
});

test("the plan: declined and back, why not shown, unread rows only for clinicians, warnings always", async ({ open }) => {
  const { frame, drop, rail } = await open();
  await drop(json("smoker.json", person({ smoking: "current", conditions: ["Hypertension"], medicines: ["ibuprofen 400 MG Oral Tablet"] })));
  await rail(/^Plan/);
  const plan = frame.locator("bedside-plan");
  await expect(plan.locator("[data-action^=avoid], .warning")).not.toHaveCount(0);
  await expect(plan).toContainText("Avoid NSAIDs");

  const first = plan.locator("article.step", { has: frame.locator(".decline") }).first();
  const title = (await first.locator("h3").innerText()).replace(/^\d+\s*/, "").trim();
  const step = plan.locator(`article.step[data-action="${(await first.getAttribute("data-action")) ?? ""}"]`);
  await step.getByRole("button", { name: /^Not for me/ }).click();
  await step.getByLabel("Costs too much").check();
  await step.getByRole("button", { name: "Take it off the plan" }).click();
  const off = plan.locator("section.part", { hasText: "Off the plan by your choice" });
  await expect(off).toContainText(title);
  await frame.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await expect(off).toHaveCount(0);

  await plan.locator("details.held > summary").click();
  await expect(plan.locator("details.held .held-lines li").first()).toBeVisible();
  expect(await plan.locator("details.held .held-lines li").count()).toBeGreaterThan(50);

  const unread = plan.getByLabel(/Show steps that are not yet checked/);
  await expect(unread).toHaveCount(0);
  await expect(plan.locator(".steps article:not(.warning) .tag", { hasText: "not yet checked" })).toHaveCount(0);
  await plan.getByRole("button", { name: "a clinician" }).click();
  await expect(plan).toContainText("Avoid NSAIDs");
  const before = await plan.locator("article.step").count();
  await unread.check();
  expect(await plan.locator("article.step").count()).toBeGreaterThan(before);
});

test("a table of one person's values is read, and unknown columns are named by a person", async ({ open }) => {
  const { frame, drop, rail } = await open();
  await drop(file("mine.csv", "sex,age,sbp mmHg,Strange column\nfemale,58,148,46\n"));
  await rail(/^Findings/);
  await frame.getByRole("button", { name: /column/i }).first().click();
  const mapping = frame.locator("bedside-mapping");
  await mapping.locator("select").first().selectOption("hdl");
  await mapping.locator("#map-unit-0").selectOption("mg/dL");
  await mapping.getByRole("button").first().click();
  await rail(/^Findings/);
  await expect(frame.locator("tr[data-fact=hdl]")).toContainText("46");
});
