/** Outcomes of every kind to their pictures, two models beside each other, what takes long and is stopped, and what a file was besides its cells. */
import { expect, file, test, type Here } from "./support/journey";

const step = async ({ frame }: Here, name: string): Promise<void> => {
  await frame.getByRole("navigation", { name: "Steps" }).getByRole("button", { name }).click();
};

async function opened(here: Here, name: string, text: string): Promise<void> {
  const { frame } = here;
  if ((await frame.locator("bedside-workbench").count()) === 0) await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  await frame.locator("bedside-bench-cohort label.choose", { hasText: /Choose a(nother)? table/ }).locator("input").setInputFiles([file(name, text)]);
}

async function trained(here: Here, kind?: string): Promise<void> {
  await step(here, "Model");
  if (kind !== undefined) await here.frame.getByRole("radio", { name: kind }).first().check();
  await here.frame.getByRole("button", { name: "Train and test" }).click();
  await here.frame.locator("bedside-bench-evaluate .tiles").waitFor({ timeout: 60_000 });
}

/** Numbers that are the same every time. */
const draw = (at: number): number => {
  const x = Math.sin(at * 12.9898) * 43758.5453;
  return x - Math.floor(x);
};

const picture = (here: Here, title: string | RegExp): ReturnType<Here["frame"]["locator"]> => here.frame.locator("bedside-bench-evaluate .pictured", { hasText: title });

/** Rows of numbers that stand behind a picture. */
const numbers = (one: ReturnType<typeof picture>): Promise<string[][]> => one.locator("bedside-chart").evaluate((chart) => (chart as unknown as { chart: { table: { rows: string[][] } } }).chart.table.rows);

test("a shipped model of times has its curves, their numbers and its warning of other events", async ({ open }) => {
  const here = await open();
  const { frame } = here;
  await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  await frame.getByRole("button", { name: "Open: Breast cancer recurrence" }).click();
  const view = frame.locator("bedside-bench-evaluate");
  await view.locator("h1").waitFor();
  const charts = view.locator(".pictured bedside-chart");
  expect(await charts.count()).toBeGreaterThanOrEqual(4);
  for (const one of await view.locator(".pictured").all()) expect((await numbers(one)).length, (await one.textContent()) ?? "").toBeGreaterThan(1);
  await expect(view.locator(".tiles")).toContainText(/0\.6\d/);
  await step(here, "Use");
  const card = await here.saved(() => frame.getByRole("button", { name: /Save.*Model card/ }).click());
  expect(card.text).toContain("Whoever had another event first");
});

test("a number is predicted, two models stand beside each other, and long work shows how far it is", async ({ open }) => {
  test.setTimeout(150_000);
  const here = await open();
  const { frame } = here;
  const rows = Array.from({ length: 240 }, (_, at) => {
    const [age, weight, noise] = [30 + 50 * draw(at), 50 + 60 * draw(at + 1000), draw(at + 2000)];
    return `${age.toFixed(1)},${weight.toFixed(1)},${at % 2 ? "male" : "female"},${(80 + 0.6 * age + 0.2 * weight + 20 * noise).toFixed(1)}`;
  });
  await opened(here, "pressure.csv", `age,weight,sex,target pressure\n${rows.join("\n")}\n`);
  await step(here, "Question");
  await frame.getByRole("radio", { name: "A number" }).check();
  await frame.locator("#outcome-column").selectOption("target pressure");
  await trained(here, "Linear regression");
  const view = frame.locator("bedside-bench-evaluate");
  await expect(view.locator("h1")).toContainText(/explains/i);
  const points = await numbers(view.locator(".pictured").first());
  expect(points.length).toBeGreaterThan(5);
  await trained(here, "Lasso");
  await frame.locator("#beside").selectOption({ index: 1 });
  await expect(frame.locator("bedside-bench-beside .lines").first()).toBeVisible();
  await step(here, "Evaluation");
  await frame.getByRole("button", { name: "Would more people help?" }).click();
  await expect(frame.locator("bedside-bench-again .pictured")).toHaveCount(1, { timeout: 30_000 });
});

test("of yes or no, two models are compared on the same people, and a model says how much it flatters itself", async ({ open }) => {
  test.setTimeout(150_000);
  const here = await open();
  const { frame } = here;
  await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  await frame.getByRole("button", { name: "Try with made-up people" }).click();
  await frame.locator("bedside-bench-cohort .bench-columns").waitFor();
  await trained(here, "Logistic regression");
  await frame.getByRole("button", { name: "How much does it flatter itself?" }).click();
  await expect(frame.locator("bedside-bench-again")).toContainText("100", { timeout: 40_000 });
  await trained(here, "Gradient boosting");
  await frame.locator("#beside").selectOption({ index: 1 });
  const beside = frame.locator("bedside-bench-beside");
  await expect(beside).toContainText("On 600 people that neither had seen", { timeout: 20_000 });
  await expect(beside).toContainText("Integrated discrimination improvement");
  await expect(beside).toContainText(/Difference in AUROC/);

  // A search is stopped by hand: the best so far is kept, and that is said.
  await step(here, "Model");
  await frame.getByRole("radio", { name: "Random forest" }).first().check();
  await frame.getByRole("radio", { name: "Try at random" }).check();
  await frame.locator("#search-seconds").fill("600");
  await frame.getByRole("button", { name: "Train and test" }).click();
  const stop = frame.getByRole("button", { name: "Stop", exact: true });
  await expect(frame.locator("bedside-bench-model")).toContainText("left", { timeout: 30_000 });
  await stop.click();
  await frame.locator("bedside-bench-evaluate .tiles").waitFor({ timeout: 60_000 });
  await expect(frame.locator("bedside-bench-evaluate")).toContainText(/stopped/i);
});

test("what a table says too late or in several ways is asked about, and what a file was besides its cells is said", async ({ open }) => {
  test.setTimeout(90_000);
  const here = await open();
  const { frame } = here;
  const day = (at: number, more: number): string => new Date(Date.UTC(2020, 0, 1 + (at % 200) + more)).toISOString().slice(0, 10);
  const rows = Array.from({ length: 160 }, (_, at) => `${(40 + 40 * draw(at)).toFixed(0)},${day(at, 0)},${day(at, 9)},${(5 + 300 * draw(at + 500)).toFixed(0)},${at % 3}`);
  const table = (more: string[] = []): string => `age,admission_date,discharge_date,time,status\n${[...rows, ...rows.slice(0, 1), ...more].join("\n")}\n`;
  await opened(here, "ward.csv", table());
  await frame.locator("bedside-bench-cohort .bench-columns").waitFor();
  await frame.getByText("Which rows repeat another").click();
  await expect(frame.locator("bedside-bench-cohort")).toContainText("Row 162 is as row 2");

  // A table that cannot be read takes nothing away.
  await opened(here, "empty.csv", "a,b\n");
  await expect(frame.locator("bedside-workbench [role=alert]").first()).toContainText("What was there before is kept");
  await expect(frame.locator("bedside-workbench h1")).toContainText("161 rows");

  await step(here, "Question");
  await frame.getByRole("radio", { name: "How long until it happened" }).check();
  await expect(frame.locator("input[name=happened]:checked")).toHaveCount(0);
  await expect(frame.locator("bedside-bench-question")).toContainText("Which of these values mean that it happened: 0, 1, 2?");
  await expect(frame.locator("bedside-bench-question")).toContainText("another event first");
  await frame.locator("label.choice", { hasText: /^\s*2\s*$/ }).locator("input[name=happened]").check();
  await frame.locator("#split-time").selectOption("admission_date");
  await expect(frame.locator("bedside-bench-asked")).toContainText("Days after the day from which is predicted: discharge_date", { timeout: 10_000 });

  // Level and slope can be mended of times; a table to be scored says which rows it could not read.
  await step(here, "Model");
  await expect(frame.locator("#recalibrate option")).toHaveCount(3);
  await trained(here);
  await step(here, "Use");
  await frame.locator("label.choose", { hasText: "Choose a table to score" }).locator("input").setInputFiles([file("new.csv", table(["55,too,many,cells,here,indeed"]))]);
  const deploy = frame.locator("bedside-bench-deploy");
  await expect(deploy).toContainText("1 row could not be read and is left out", { timeout: 20_000 });
  await expect(deploy).toContainText("Nobody in these rows has an answer here");
  await expect(deploy).toContainText("Row 163");
});
