/** The workbench's first step with tables as clinics have them: workbooks, rows that break, two numbers in a cell. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, file, test, type Here } from "./support/journey";
import { root } from "./support/paths";

const workbook = (name: string): ReturnType<typeof file> => file(name, readFileSync(join(root, "tests/fixtures/workbook", name)));

async function choose(here: Here, chosen: ReturnType<typeof file>, again = false): Promise<void> {
  if (!again) await here.frame.getByRole("button", { name: "Train a model on your own table" }).click();
  await here.frame.locator("bedside-bench-cohort label.choose", { hasText: again ? "Choose another table" : "Choose a table" }).locator("input").setInputFiles([chosen]);
}

test("a workbook opens at the sheet that is a table, says what was read, and another sheet is a choice away", async ({ open }) => {
  const here = await open();
  const view = here.frame.locator("bedside-bench-cohort");
  await choose(here, workbook("people.xlsx"));
  await expect(view.locator("h1")).toContainText("4 rows, 7 columns", { timeout: 20_000 });
  for (const said of ["the sheet “Visits 随访”", "1 cell holds an error and was left empty: F7 #N/A", "H7", "1 cell took the value of the merged cell", "1 row with a title"]) await expect(view).toContainText(said);
  await expect(view.getByLabel("Sheet", { exact: true })).toHaveValue("Visits 随访");
  await view.getByLabel("Sheet", { exact: true }).selectOption("Codes");
  await expect(view.locator("h1")).toContainText("1 row, 2 columns");
  await expect(view.locator("h1")).toBeFocused();
  await expect(view).toContainText("the sheet “Codes”");
});

test("workbooks that cannot be read say what to do, and the next one opens", async ({ open }) => {
  const here = await open();
  const view = here.frame.locator("bedside-bench-cohort");
  await choose(here, workbook("locked.xlsx"));
  await expect(view).toContainText("locked with a password", { timeout: 20_000 });
  for (const [name, said] of [["old.xls", "the old kind (.xls)"], ["open.ods", "OpenDocument"], ["cut.xlsx", "ends too early"], ["many-words.xlsx", "does not follow the rules"], ["far-cell.xlsx", "far from the others"]] as const) {
    await view.locator("label.choose", { hasText: "Choose a table" }).locator("input").setInputFiles([workbook(name)]);
    await expect(view, name).toContainText(said, { timeout: 20_000 });
  }
  await view.locator("label.choose", { hasText: "Choose a table" }).locator("input").setInputFiles([workbook("calendar1904.xlsx")]);
  await expect(view).toContainText("counts days from 1904", { timeout: 20_000 });
});

test("rows that cannot be read are listed, and all others are there", async ({ open }) => {
  const here = await open();
  const view = here.frame.locator("bedside-bench-cohort");
  const rows = Array.from({ length: 40 }, (_, at) => (at === 5 ? "61" : at === 9 ? `62,"open,1` : `${60 + at},${27 + (at % 5)},${at % 2}`));
  await choose(here, file("t.csv", `age,bmi,died\n${rows.join("\n")}\n`));
  await expect(view.locator("h1")).toContainText("38 rows", { timeout: 20_000 });
  await expect(view.locator("#faulty")).toContainText("2 rows could not be read");
  await expect(view.locator("#faulty")).toContainText("Row 7: too many or too few cells");
  await expect(view.locator("#faulty")).toContainText("Row 11: a quotation mark under “bmi”");
  await view.getByRole("button", { name: "Go on without them" }).click();
  await expect(here.frame.locator("bedside-bench-question h1")).toBeVisible();
});

test("120/80 becomes two columns at a press, and one again", async ({ open }) => {
  const here = await open();
  const view = here.frame.locator("bedside-bench-cohort");
  const rows = Array.from({ length: 40 }, (_, at) => `${60 + at},${at === 3 ? "refused" : `${120 + at}/${70 + (at % 9)}`},${at % 2}`);
  await choose(here, file("t.csv", `age,BP (mmHg),died\n${rows.join("\n")}\n`));
  await view.getByRole("button", { name: "Make two columns of BP (mmHg)" }).click({ timeout: 20_000 });
  await expect(view.locator("h1")).toContainText("4 columns");
  await expect(view).toContainText("1 cells of BP (mmHg) could not be changed");
  await expect(view.locator("h3", { hasText: "BP (mmHg): systolic" })).toBeVisible();
  await view.getByRole("button", { name: "Make it one column again" }).click();
  await expect(view.locator("h1")).toContainText("3 columns");
});
