/** Movement: from the record to twelve weeks, changed, swapped, printed and taken to a calendar. */
import { everything, expect, json, person, test, type Here } from "./support/journey";

const record = json("person.json", person({ values: { ...everything, height: 164, weight: 82 } }));
const go = ({ frame }: Here): Promise<void> => frame.evaluate(() => document.querySelector("bedside-assess")?.app?.go("movement"));

async function opened(here: Here, file = record): Promise<void> {
  await here.drop(file);
  await here.frame.locator("bedside-overview h1, bedside-critical h1").first().waitFor();
  await go(here);
  await expect(here.frame.locator("bedside-movement section[aria-busy=false]")).toBeVisible();
}

test("says when to stop before what to do, and asks what it does not know", async ({ open }) => {
  const here = await open();
  await opened(here);
  const { frame } = here;
  await expect(frame.locator("bedside-movement section h1")).toHaveText("Movement for twelve weeks");
  await expect(frame.locator("bedside-movement section.movement")).not.toContainText("movement.");
  const order = await frame.locator("bedside-movement :is(h2)").allInnerTexts();
  expect(order[0]).toContain("When to stop");
  await expect(frame.locator("bedside-movement .stops")).toContainText("Chest pain or pressure");
  await expect(frame.locator("bedside-movement .session").first()).toContainText("Warm up for 5 minutes");
  await expect(frame.locator("bedside-movement details.week")).toHaveCount(11);
});

test("what is chosen makes the plan anew, and a swap can be put back", async ({ open }) => {
  const here = await open();
  await opened(here);
  const { frame } = here;
  const title = frame.locator("bedside-movement bedside-chart figcaption");
  const before = await title.innerText();
  await frame.locator("#movement-minutes").selectOption("120");
  await expect(title).not.toHaveText(before);
  await frame.getByRole("checkbox", { name: "a bicycle" }).check();
  const activities = frame.locator("bedside-movement .activities");
  const first = activities.locator("li").first();
  const was = await first.getAttribute("data-activity");
  await first.getByRole("button", { name: /^Swap/ }).click();
  await expect(frame.locator("#movement-swap")).toBeFocused();
  const to = await frame.locator("#movement-swap").inputValue();
  await frame.locator("form.swap").getByRole("button", { name: "Swap", exact: true }).click();
  await expect(activities.locator(`[data-activity="${to}"]`)).toBeVisible();
  await activities.locator(`[data-activity="${to}"]`).getByRole("button", { name: /^Put back/ }).click();
  await expect(activities.locator(`[data-activity="${was}"]`)).toBeVisible();
});

test("the calendar file holds every session, in the language of the page", async ({ open }) => {
  const here = await open({ lang: "zh" });
  await opened(here);
  const { frame, saved } = here;
  await frame.locator("#movement-start").fill("2027-01-04");
  await frame.locator("#movement-hour").fill("18:30");
  await frame.locator("#movement-hour").press("Tab");
  const { name, text } = await saved(() => frame.getByRole("button", { name: /日历/ }).click());
  expect(name).toBe("bedside-movement-2027-01-04.ics");
  const unfolded = text.replaceAll("\r\n ", "");
  expect(unfolded).toContain("DTSTART:20270104T183000");
  expect(unfolded).toContain("SUMMARY;LANGUAGE=zh-CN:运动");
  expect(unfolded.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThanOrEqual(36);
  expect(unfolded, "nothing of the person").not.toContain("Robin");
});

test("a result that comes first leaves no plan", async ({ open }) => {
  const here = await open();
  await opened(here, json("potassium.json", person({ values: { ...everything, potassium: 6.8 }, days: 1 })));
  await expect(here.frame.locator("bedside-movement section h1")).toHaveText("See a clinician before you train.");
  await expect(here.frame.locator("bedside-movement .session")).toHaveCount(0);
});

test("paper holds the whole plan on one page", async ({ open }) => {
  const here = await open();
  await opened(here);
  await here.page.emulateMedia({ media: "print" });
  const paper = here.frame.locator(".movement-paper");
  await expect(paper.locator("tbody tr")).toHaveCount(12);
  await expect(paper).toContainText("When to stop");
  await expect(here.frame.locator("bedside-movement .screen").first()).toBeHidden();
  // A4 within margins of 15 mm is 680 by 1,009 px.
  await here.page.setViewportSize({ width: 680, height: 1009 });
  await here.frame.evaluate(() => {
    document.documentElement.style.width = "680px";
  });
  const height = await paper.evaluate((element) => element.getBoundingClientRect().height);
  expect(height).toBeLessThan(1009);
  const words = await paper.innerText();
  expect(words).not.toContain("movement.");
});

test("another person does not inherit what one chose", async ({ open }) => {
  const here = await open();
  await opened(here);
  await here.frame.getByRole("checkbox", { name: "knee", exact: true }).check();
  await opened(here, json("other.json", person({ id: "two", name: "Ben Example", gender: "male", age: 44 })));
  await expect(here.frame.getByRole("checkbox", { name: "knee", exact: true })).not.toBeChecked();
});
