/** Learn from feedback: from a clinic's table to a model that was tested, kept as a file, and off until turned on. */
import { example, expect, file, test, type Here } from "./support/journey";

const robin = example("person/robin-example.json");

async function opened(here: Here): Promise<void> {
  await here.drop(robin);
  await here.live("US");
  await here.rail(/^Plan/);
  await here.frame.locator("bedside-plan .audience button").nth(1).click();
  await here.frame.getByRole("button", { name: "Learn from feedback" }).click();
  await here.frame.locator("bedside-learning h1").waitFor();
}

/** The example's answers as a clinic's own: of the example itself a model is only looked at. */
async function table(here: Here): Promise<ReturnType<typeof file>> {
  const text = await here.frame.evaluate(() => document.querySelector("bedside-assess")?.app?.client.exampleFeedback());
  return file("clinic.csv", (text ?? "").replaceAll("made-up-", "p"));
}

async function trained(here: Here, model = "Weighted sum", madeUp = false): Promise<void> {
  if (madeUp) await here.frame.getByRole("button", { name: "Try with made-up people" }).click();
  else await here.frame.locator("bedside-learning label.choose", { hasText: /Choose a table/ }).locator("input").setInputFiles([await table(here)]);
  await here.frame.getByRole("radio", { name: model }).check();
  await here.frame.getByRole("button", { name: "Train and test" }).click();
  await expect(here.frame.locator("#learning-result")).toBeFocused();
}

test("a patient is not offered it; a clinician reaches it from the plan", async ({ open }) => {
  const here = await open();
  await here.drop(robin);
  await here.rail(/^Plan/);
  await expect(here.frame.getByRole("button", { name: "Learn from feedback" })).toHaveCount(0);
  await here.frame.locator("bedside-plan .audience button").nth(1).click();
  await expect(here.frame.getByRole("button", { name: "Learn from feedback" })).toBeVisible();
});

test("a table of feedback dropped on the door opens here, and every faulty row is told at once", async ({ open }) => {
  const here = await open();
  const { frame } = here;
  await expect(frame.locator("bedside-door")).toContainText("learn from a table of feedback");
  await here.drop(file("feedback.csv", "person,action,accepted,done\n1,diet_dash,perhaps,\n1,no_such_step,yes,\n,diet_dash,yes,\n"));
  await expect(frame.locator("bedside-learning h1")).toBeVisible();
  await frame.getByRole("button", { name: "Train and test" }).click();
  const alert = frame.locator("bedside-learning [role=alert]");
  await expect(alert).toContainText("3 rows need mending");
  for (const row of ["row 2", "row 3", "row 4"]) await expect(alert).toContainText(row);
  const { text } = await here.saved(() => frame.getByRole("button", { name: "Download a template" }).click());
  expect(text.split("\n").length).toBeGreaterThan(100);
  await frame.locator("bedside-learning details", { hasText: "steps and their ids" }).locator("summary").click();
  await expect(frame.locator(".feedback-ids")).toContainText("diet_dash DASH eating pattern");
});

test("a model of made-up people is looked at and can be used for nobody", async ({ open }) => {
  const here = await open();
  await opened(here);
  await trained(here, "Weighted sum", true);
  const view = here.frame.locator("bedside-learning");
  await expect(view).toContainText("These people are made up");
  await expect(view).toContainText("It can be used for nobody");
  await expect(here.frame.getByRole("switch")).toHaveCount(0);
  await expect(here.frame.getByRole("button", { name: "Save the model" })).toHaveCount(0);
});

test("figures and groups stand before the switch, which is off", async ({ open }) => {
  const here = await open();
  await opened(here);
  await trained(here);
  const { frame } = here;
  const view = frame.locator("bedside-learning");
  await expect(view.locator(".figure")).toHaveCount(3);
  await expect(view.locator("tbody tr")).toHaveCount(2);
  await expect(view).toContainText("Between the best and the worst group lie 0.");
  await expect(frame.getByRole("switch")).not.toBeChecked();
});

test("turned on, it moves steps inside an evidence level only, says so, and can be turned off", async ({ open }) => {
  const here = await open();
  await opened(here);
  const { frame } = here;
  const order = () =>
    frame.evaluate(() => {
      const cards = document.querySelector("bedside-assess")?.app?.assessed.peek()?.recommendations.cards ?? [];
      return cards.map(({ action, tier, status }) => ({ action, place: `${tier} ${status === "avoid" || status === "needs_data" ? action : ""}` }));
    });
  const before = await order();
  await trained(here);
  await frame.getByRole("switch").check();
  await expect(frame.locator("bedside-learning")).toContainText("On: the plan");
  // The switch says so before the list has followed.
  await expect.poll(order).not.toEqual(before);
  const after = await order();
  expect(after.map(({ place }) => place)).toEqual(before.map(({ place }) => place));
  expect(after.map(({ action }) => action).sort()).toEqual(before.map(({ action }) => action).sort());
  await here.rail(/^Plan/);
  await expect(frame.locator(".feedback-mark")).toContainText("reordered steps inside evidence levels");
  await frame.getByRole("button", { name: "Turn it off" }).click();
  await expect(frame.locator(".feedback-mark")).toHaveCount(0);
  await expect.poll(order).toEqual(before);
});

test("a model is kept as a file that opens again; an edited one and a wrong table say why", async ({ open }) => {
  const here = await open();
  await opened(here);
  await trained(here, "People alike");
  const { frame } = here;
  const saved = await here.saved(() => frame.getByRole("button", { name: "Save the model" }).click());
  expect(saved.name).toMatch(/^bedside-recommender-implicit-.*\.json$/);
  expect(saved.text).not.toContain("p001");
  const pick = (name: RegExp, ...files: ReturnType<typeof file>[]) => frame.locator("bedside-learning label.choose", { hasText: name }).locator("input").setInputFiles(files);
  await pick(/Open a model/, file("model.json", Buffer.from(saved.text.replace('"rows":', '"rows":1'))));
  await expect(frame.locator("bedside-learning [role=alert]")).toContainText("changed after it was saved");
  await pick(/Open a model/, file("model.json", Buffer.from(saved.text)));
  await expect(frame.locator("#learning-result")).toBeFocused();
  await expect(frame.locator("bedside-learning")).toContainText("note at least one step");
  await pick(/Choose a table/, file("feedback.csv", Buffer.from("person,action,accepted,done\n1,diet_dash,perhaps,\n")));
  await frame.getByRole("button", { name: "Train and test" }).click();
  await expect(frame.locator("bedside-learning [role=alert]")).toContainText("row 2");
});
