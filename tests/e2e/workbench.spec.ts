/** The workbench: from a table to a model that was judged, explained and kept, without leaving the page. */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { example, expect, file, test, type Here } from "./support/journey";

/** The built-in example, read and guessed at. */
async function opened(here: Here): Promise<void> {
  await here.frame.getByRole("button", { name: "Train a model on your own table" }).click();
  await here.frame.getByRole("button", { name: "Try with made-up people" }).click();
  await expect(here.frame.locator("bedside-workbench h1")).toContainText("600 rows, 11 columns");
}

const step = async ({ frame }: Here, name: string): Promise<void> => {
  await frame.getByRole("navigation", { name: "Steps" }).getByRole("button", { name }).click();
};

/** Trains a kind and waits for its evaluation. */
async function trained(here: Here, kind = "Logistic regression"): Promise<void> {
  await step(here, "Model");
  await here.frame.getByRole("radio", { name: kind }).first().check();
  await here.frame.getByRole("button", { name: "Train and test" }).click();
  await here.frame.locator("bedside-bench-evaluate .tiles").waitFor({ timeout: 40_000 });
}

test("from made-up people to a judged model, its explanation and its files", async ({ open }) => {
  test.setTimeout(120_000);
  const here = await open();
  const { frame } = here;
  await opened(here);
  await expect(frame.locator("bedside-workbench")).toContainText("These people are made up");
  await expect(frame.getByRole("navigation", { name: "Steps" }).getByRole("button", { name: "Evaluation" })).toBeDisabled();
  await step(here, "Question");
  await expect(frame.locator("#outcome-column")).toHaveValue("readmitted");
  await expect(frame.locator("bedside-bench-asked")).toContainText("600");
  await trained(here);
  const view = frame.locator("bedside-bench-evaluate");
  await expect(view.locator("h1")).toBeFocused();
  await expect(view.locator("h1")).toContainText("The model ranks people");
  await expect(view.locator(".tiles")).toContainText("AUROC");
  await expect(view.locator(".pictured")).not.toHaveCount(0);

  const said = view.locator("bedside-bench-threshold p").nth(1);
  const before = await said.textContent();
  await frame.locator("#threshold").fill("0.6");
  await expect(said).not.toHaveText(before ?? "");

  await step(here, "Explanation");
  await expect(frame.locator("bedside-bench-explain .pictured").first()).toContainText("It leans most on", { timeout: 20_000 });
  await frame.getByRole("button", { name: "Explain this person" }).click();
  await expect(frame.locator("bedside-bench-case .callout")).toContainText("The model puts the chance at");
  await expect(frame.locator("bedside-bench-case")).toContainText("not what causes what");

  await step(here, "Use");
  const model = await here.saved(() => frame.getByRole("button", { name: /Save.*Model file/ }).click());
  expect(JSON.parse(model.text)).toMatchObject({ format: "bedside-model", version: 1 });
  const page = await here.saved(() => frame.getByRole("button", { name: /Save.*A page of its own/ }).click());
  expect(page.text).toContain("default-src 'none'");
  const path = test.info().outputPath(page.name);
  writeFileSync(path, page.text);
  const alone = await here.page.context().newPage();
  await alone.goto(`file://${path}`);
  await expect(alone.locator("#answer")).toHaveText("Fill in what you know.");
  await alone.getByRole("textbox", { name: "age", exact: true }).fill("61");
  await alone.getByRole("combobox", { name: "smoking", exact: true }).selectOption("current");
  await expect(alone.locator("#answer")).toContainText(/^Of 100 such people, about \d+\.$/);
  await alone.getByRole("textbox", { name: "age", exact: true }).fill("130");
  await expect(alone.locator("#notes")).toContainText("age lies outside");
  await alone.close();

  // The file opens again, without its table.
  await step(here, "Table");
  await frame.getByRole("button", { name: "Take the table off this page" }).click();
  await frame.locator("label.choose", { hasText: "Open a model file" }).locator("input").setInputFiles([file(model.name, model.text)]);
  await expect(frame.locator("bedside-bench-evaluate h1")).toContainText("The model ranks people");

  // It explains who is typed, and a row of a table that it scores.
  await step(here, "Explanation");
  await expect(frame.locator("bedside-bench-explain .pictured").first()).toContainText("Weights");
  await expect(frame.locator("bedside-bench-explain")).toContainText("What cannot be told here");
  const one = frame.locator("bedside-bench-case");
  await frame.getByRole("button", { name: "Explain this person" }).click();
  await expect(one).toContainText("Fill in what you know");
  await one.getByRole("textbox", { name: "age", exact: true }).fill("old");
  await frame.getByRole("button", { name: "Explain this person" }).click();
  await expect(frame.locator("bedside-workbench [role=alert]").first()).toContainText("“old” is not a number");
  await one.getByRole("textbox", { name: "age", exact: true }).fill("78");
  await one.getByRole("combobox", { name: "smoking", exact: true }).selectOption("current");
  await one.locator("summary").click();
  await one.locator("label.choice", { hasText: "smoking" }).locator("input").check();
  await frame.getByRole("button", { name: "Explain this person" }).click();
  await expect(one.locator(".callout")).toContainText("age (78)");
  await expect(one).toContainText("What would change the answer");
  await expect(one).toContainText("not what happens to a person who changes");
  await step(here, "Use");
  await frame.locator("label.choose", { hasText: "Choose a table to score" }).locator("input").setInputFiles([file("ward.csv", "age,sex,systolic_bp,bmi,hba1c,smoking,earlier_stays,creatinine,site\n81,male,150,30,7,current,3,1.1,north\n44,female,118,22,5,never,0,0.8,north\n")]);
  await frame.getByRole("button", { name: "Explain a person of it" }).click();
  await expect(one.locator("#case-who")).toHaveValue("scored");
  await one.getByLabel(/Row of ward.csv/).fill("2");
  await one.getByLabel(/Row of ward.csv/).blur();
  await frame.getByRole("button", { name: "Explain this person" }).click();
  await expect(one.locator(".case-bars")).toContainText("age (44)");
});

test("a model that ships explains somebody typed", async ({ open }) => {
  const here = await open();
  const { frame } = here;
  await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  await frame.getByRole("button", { name: "Open: Heart disease" }).click();
  await frame.locator("bedside-bench-evaluate h1").waitFor();
  await step(here, "Explanation");
  await expect(frame.locator("bedside-bench-explain")).toContainText("as it was kept when the model was trained");
  const one = frame.locator("bedside-bench-case");
  await one.getByRole("textbox", { name: "age", exact: true }).fill("61");
  await one.getByRole("combobox", { name: "cp", exact: true }).selectOption("4");
  await frame.getByRole("button", { name: "Explain this person" }).click();
  await expect(one.locator(".callout")).toContainText("cp (4)");
  await expect(one).toContainText("this person’s sum");
});

test("what is promised stands beside every answer, and trees are held to the way they are told", async ({ open }) => {
  test.setTimeout(120_000);
  const here = await open();
  const { frame } = here;
  await opened(here);
  await step(here, "Model");
  await frame.getByRole("radio", { name: "Gradient boosting" }).check();
  await frame.getByText("What may only raise or only lower the answer").click();
  await frame.locator("#way-column").selectOption("age");
  await frame.locator("#way-way").selectOption("1");
  await frame.getByRole("button", { name: "Hold it" }).click();
  await expect(frame.locator("bedside-bench-ways .lines")).toContainText("May only raise the answer: age");
  await frame.locator("#promise").selectOption("0.9");
  await trained(here, "Gradient boosting");
  const view = frame.locator("bedside-bench-evaluate");
  await expect(view).toContainText("May only raise the answer: age");
  const promised = frame.locator("bedside-bench-promise");
  await expect(promised).toContainText("For about 90 of 100 new people like these");
  const counts = await promised.locator("td.num").allTextContents();
  expect(counts.map((text) => Number.parseInt(text, 10)).reduce((sum, one) => sum + one, 0)).toBe(600);

  // Along age the mean answer never falls.
  await step(here, "Explanation");
  await expect(frame.locator("bedside-bench-explain")).toContainText("changes, the mean answer", { timeout: 30_000 });
  await frame.locator("#dependence").selectOption("age");
  await expect(frame.locator("bedside-bench-explain")).toContainText("As age changes", { timeout: 20_000 });
  const answers = await frame.locator("bedside-bench-explain .pictured", { hasText: "As age changes" }).locator("bedside-chart").evaluate((chart) => (chart as unknown as { chart: { table: { rows: string[][] } } }).chart.table.rows.map(([, answer]) => Number.parseFloat(answer ?? "")));
  expect(answers.length).toBeGreaterThan(5);
  for (const [at, answer] of answers.entries()) expect(answer).toBeGreaterThanOrEqual(answers[at - 1] ?? 0);

  // A scored table and the page of the model say the same.
  await step(here, "Use");
  await expect(frame.locator("bedside-bench-deploy")).toContainText("The column “classes” says what cannot be ruled out");
  const page = await here.saved(() => frame.getByRole("button", { name: /Save.*A page of its own/ }).click());
  const path = test.info().outputPath(page.name);
  writeFileSync(path, page.text);
  const alone = await here.page.context().newPage();
  await alone.goto(`file://${path}`);
  await alone.getByLabel("age").fill("61");
  await expect(alone.locator("#promise")).toContainText("Such words hold for about 90 of 100 people.");
  await alone.close();
});

test("a column that was taken for the wrong thing is changed at a press, and back at another", async ({ open }) => {
  const here = await open();
  const { frame } = here;
  await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  const rows = ["ward,stay,died", ...Array.from({ length: 90 }, (_, at) => `${1 + (at % 3)},${at % 7 === 0 ? "too long" : 1 + ((at * 5) % 40)},${["yes", "no", "no", "not asked"][at % 4]}`)];
  await frame.locator("bedside-bench-cohort label.choose", { hasText: "Choose a table" }).locator("input").setInputFiles([file("ward.csv", rows.join("\n"))]);
  const ward = frame.locator(".bench-column", { hasText: "ward" }).locator("select");
  await expect(ward).toHaveValue("number");
  await frame.getByRole("button", { name: "ward: words" }).press("Enter");
  await expect(ward).toHaveValue("word");
  await expect(frame.locator("bedside-bench-cohort .note button").first()).toBeFocused();
  await frame.getByRole("button", { name: "Undo" }).click();
  await expect(ward).toHaveValue("number");
  await frame.getByRole("button", { name: "stay: numbers" }).click();
  await expect(frame.locator(".bench-column", { hasText: "stay" }).locator("select")).toHaveValue("number");
  await expect(frame.locator("bedside-bench-cohort .callout")).toContainText("too long");
  await frame.getByRole("button", { name: "They are numbers: keep them" }).click();
  await expect(frame.locator("bedside-bench-cohort .note", { hasText: "only a few whole numbers" })).toHaveCount(0);

  // Rows that say nothing of the outcome do not count as “no”.
  await step(here, "Question");
  const asked = frame.locator("bedside-bench-asked");
  await expect(asked).toContainText("22 without an outcome");
  const silent = frame.locator("label.choice", { hasText: "not asked" }).locator("input[name=unknown]");
  await silent.uncheck();
  await expect(asked).toContainText("90");
  await silent.check();
  await expect(asked).toContainText("22 without an outcome");
  await frame.getByRole("button", { name: "Add a condition" }).press("Enter");
  await expect(frame.locator("#filter-column-0")).toBeFocused();
  await frame.getByRole("button", { name: "Remove the condition on ward" }).press("Enter");
  await expect(frame.getByRole("button", { name: "Add a condition" })).toBeFocused();
});

test("Back goes from step to step, and a second table of the same people is tested as one from elsewhere", async ({ open }) => {
  test.setTimeout(90_000);
  const here = await open();
  const { frame } = here;
  await opened(here);
  await trained(here);
  await frame.evaluate(() => history.back());
  await expect(frame.locator("bedside-bench-model h1")).toBeVisible();
  await step(here, "Evaluation");
  const rows = ["person,site,sex,age,systolic_bp,bmi,hba1c,creatinine,smoking,earlier_stays,readmitted"];
  for (let at = 0; at < 80; at += 1) rows.push(`x${at},north,${at % 2 ? "male" : "female"},${50 + (at % 40)},${120 + (at % 30)},27,6,0.9,${["never", "former", "current"][at % 3]},${at % 4},${at % 3 === 0 ? "yes" : "no"}`);
  await frame.locator("bedside-bench-external input[type=file]").setInputFiles([file("elsewhere.csv", rows.join("\n"))]);
  await expect(frame.locator("bedside-bench-external")).toContainText("80 people", { timeout: 20_000 });
  await expect(frame.locator("bedside-bench-external tbody tr")).not.toHaveCount(1);
});

test("the workbench comes when it is asked for; where it does not arrive, that is said and a second try works", async ({ open }) => {
  const here = await open({ lang: "zh" });
  const { frame, page } = here;
  const asked: string[] = [];
  await page.route(/script-workbench|words-workbench/, async (route) => {
    asked.push(route.request().url());
    await (asked.length === 1 ? route.abort() : route.continue());
  });
  await frame.getByRole("button", { name: "用自己的表格训练模型" }).click();
  await expect(frame.locator("bedside-workbench-way [role=status]")).toContainText("训练页面没有加载成功");
  expect(asked).toHaveLength(1);
  await frame.getByRole("button", { name: "再试一次" }).click();
  await expect(frame.locator("bedside-workbench h1")).toBeFocused();
  await expect(frame.locator("bedside-workbench h1")).not.toContainText("workbench.");
  // Words of both languages from now on; each file once.
  await frame.locator("bedside-header").getByRole("button", { name: "EN", exact: true }).click();
  await expect(frame.getByRole("navigation", { name: "Steps" })).toBeVisible();
  await frame.locator("bedside-header").getByRole("button", { name: "中文", exact: true }).click();
  await expect(frame.getByRole("navigation", { name: "Steps" })).toHaveCount(0);
  expect(asked).toHaveLength(4);
});

test("packed and Chinese tables open; what is wrong is said and nothing is lost", async ({ open }) => {
  const here = await open();
  const { frame } = here;
  await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  const input = frame.locator("bedside-bench-cohort label.choose", { hasText: "Choose a table" }).locator("input");
  await input.setInputFiles([file("empty.csv", "")]);
  await expect(frame.locator("bedside-workbench [role=alert]")).toBeVisible();
  const rows = ["年龄,性别,死亡", ...Array.from({ length: 60 }, (_, at) => `${40 + (at % 35)},${at % 2 ? "男" : "女"},${at % 4 === 0 ? "是" : "否"}`)];
  await input.setInputFiles([file("表.csv.gz", gzipSync(rows.join("\n")))]);
  await expect(frame.locator("bedside-workbench h1")).toContainText("60 rows, 3 columns");
  await step(here, "Question");
  await expect(frame.locator("#outcome-column")).toHaveValue("死亡");
  await expect(frame.locator("input[name=happened]:checked")).toHaveCount(1);
  await frame.getByRole("button", { name: "Choose none" }).click();
  await expect(frame.locator("bedside-bench-asked")).toContainText("Choose at least one column");
  await expect(frame.getByRole("button", { name: "Prepare the columns" })).toBeDisabled();
});

test("a model of one's own stands beside the published scores for clinicians only, filled where the heading is sure", async ({ open }) => {
  const here = await open();
  const { frame } = here;
  await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  const rows = ["age,systolic blood pressure (mmHg),score,died", ...Array.from({ length: 120 }, (_, at) => `${40 + (at % 45)},${110 + ((at * 7) % 60)},${at % 9},${(at * 13) % 45 < at % 45 ? "yes" : "no"}`)];
  await frame.locator("bedside-bench-cohort label.choose", { hasText: "Choose a table" }).locator("input").setInputFiles([file("ward.csv", rows.join("\n"))]);
  await frame.locator("bedside-bench-cohort .bench-columns").waitFor();
  await trained(here);
  await step(here, "Use");
  await frame.getByRole("switch", { name: "Show it beside the published scores" }).check();
  await here.drop(example("person/robin-example.json"));
  await frame.locator("bedside-overview h1").first().waitFor();
  await expect(frame.locator("bedside-own-score section")).toHaveCount(0);
  await frame.locator("bedside-overview .who .segment button").nth(1).click();
  const own = frame.locator("bedside-own-score");
  await expect(own).toContainText("self-trained, not tested elsewhere");
  await expect(own.getByLabel("age")).toHaveValue("58");
  await expect(own.getByLabel("systolic blood pressure (mmHg)")).toHaveValue("148");
  await expect(own.getByLabel("score")).toHaveValue("");
  await expect(own).toContainText("Of 100 such people, about");
  await own.getByRole("button", { name: "Hide it" }).click();
  await expect(own.locator("section")).toHaveCount(0);
});
