/** What the workbench guesses and says of tables as clinics write them, and that nothing of it is out of sight on a phone. */
import { expect, file, test, type Here } from "./support/journey";

const step = async ({ frame }: Here, name: string): Promise<void> => {
  await frame.getByRole("navigation", { name: "Steps" }).getByRole("button", { name }).click();
};

const chosen = async ({ frame }: Here, name: string, rows: readonly string[]): Promise<void> => {
  await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  await frame.locator("bedside-bench-cohort label.choose", { hasText: "Choose a table" }).locator("input").setInputFiles([file(name, rows.join("\n"))]);
  await frame.locator("bedside-bench-cohort .bench-columns").waitFor();
};

test("every word for yes is ticked, and words that are neither wait until somebody says", async ({ open }) => {
  const here = await open();
  const { frame } = here;
  const words = ["yes", "Yes", "y", "no", "NO", "no", "yess", "n0", "no", "no"];
  await chosen(here, "typos.csv", ["age,sbp,died", ...Array.from({ length: 200 }, (_, at) => `${40 + ((at * 7) % 41)},${110 + ((at * 13) % 60)},${words[at % 10]}`)]);
  await step(here, "Question");
  await expect(frame.locator("input[name=happened]:checked")).toHaveCount(3);
  const caution = frame.locator("bedside-bench-question .callout", { hasText: "neither yes nor no" });
  await expect(caution).toContainText("yess (20)");
  await expect(caution).toContainText("n0 (20)");
  await expect(frame.locator("bedside-bench-asked")).toContainText("40 without an outcome");
  await frame.locator("label.choice", { hasText: "yess" }).locator("input[name=happened]").check();
  await expect(caution).not.toContainText("yess");
  await expect(frame.locator("bedside-bench-asked")).toContainText("20 without an outcome");
  // Another outcome by hand: the predictors follow.
  await frame.locator("#outcome-column").selectOption("sbp");
  await expect(frame.locator("input[name=predictor]:checked")).toHaveCount(1);
});

test("an outcome of one value is said, and no other column is taken in its place", async ({ open }) => {
  const here = await open();
  const { frame } = here;
  await chosen(here, "oneclass.csv", ["age,sbp,died", ...Array.from({ length: 60 }, (_, at) => `${40 + (at % 30)},${110 + at},0`)]);
  await step(here, "Question");
  await expect(frame.locator("#outcome-column")).toHaveValue("");
  await expect(frame.locator("bedside-bench-question")).toContainText("died looks like the outcome but has one value only");
  await expect(frame.getByRole("button", { name: "Prepare the columns" })).toBeDisabled();
});

test("on a phone all steps are in sight, and an error stands beside the button of its file", async ({ open }) => {
  const here = await open({ width: 390 });
  const { frame } = here;
  await chosen(here, "ward.csv", ["age,sbp,died", ...Array.from({ length: 160 }, (_, at) => `${40 + ((at * 7) % 41)},${110 + ((at * 13) % 60)},${(at * 7) % 41 > 20 && at % 3 > 0 ? "yes" : "no"}`)]);
  const steps = frame.locator(".bench-steps li > button");
  await expect(steps).toHaveCount(7);
  for (const box of await Promise.all((await steps.all()).map((one) => one.boundingBox()))) {
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
    expect(box?.height).toBeGreaterThanOrEqual(44);
  }
  await step(here, "Model");
  await frame.getByRole("button", { name: "Train and test" }).click();
  await frame.locator("bedside-bench-evaluate .tiles").waitFor({ timeout: 40_000 });
  const levels = await frame.locator("bedside-bench-evaluate :is(h1, h2, h3, h4)").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
  for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? level)).toBeLessThanOrEqual(1);
  await step(here, "Use");
  await frame.locator("label.choose", { hasText: "Choose a table to compare" }).locator("input").setInputFiles([file("bad.csv", "")]);
  const alert = frame.locator("bedside-bench-deploy [role=alert]");
  await expect(alert).toHaveCount(1);
  await expect(frame.locator("section", { has: frame.locator("#drift") }).locator("[role=alert]").last()).toBeVisible();
  const [button, box] = await Promise.all([frame.locator("label.choose", { hasText: "Choose a table to compare" }).boundingBox(), alert.boundingBox()]);
  expect(Math.abs((box?.y ?? 9999) - (button?.y ?? 0))).toBeLessThan(200);
});

test("a table dropped at the door that nobody can be scored by becomes one to train on", async ({ open }) => {
  const here = await open();
  const { frame } = here;
  await here.drop(file("study.csv", ["v0,v1,v2,died", ...Array.from({ length: 60 }, (_, at) => `${at % 7},${(at * 3) % 11},${(at * 5) % 13},${at % 3 ? "no" : "yes"}`)].join("\n")));
  const offer = frame.locator(".batch-train");
  await expect(offer).toContainText("died may say what happened", { timeout: 20_000 });
  await offer.getByRole("button", { name: "Train a model on this table" }).click();
  await expect(frame.locator("bedside-workbench h1")).toContainText("60 rows, 4 columns", { timeout: 20_000 });
});
