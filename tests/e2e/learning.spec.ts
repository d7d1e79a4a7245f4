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

async function trained(here: Here, model = "Weighted sum"): Promise<void> {
  await here.frame.getByRole("button", { name: "Try with made-up people" }).click();
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

test("figures and groups stand before the switch, which is off", async ({ open }) => {
  const here = await open();
  await opened(here);
  await trained(here);
  const { frame } = here;
  const view = frame.locator("bedside-learning");
  await expect(view).toContainText("These people are made up");
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
  expect(saved.text).not.toContain("made-up-001");
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
