/** Every screen there is, one after another, for tests that look at each of them. */
import type { Here } from "./journey";
import { everything, example, file, json, person } from "./journey";

export interface Screen {
  name: string;
  show(here: Here): Promise<void>;
}

const rail = async ({ frame }: Here, at: number): Promise<void> => frame.locator("bedside-rail button").nth(at).click();
const dialog = async (here: Here, id: string, argument?: string): Promise<void> => {
  await here.frame.evaluate(([name, more]) => document.querySelector("bedside-assess")?.app?.openDialog(name ?? "", more), [id, argument] as const);
  await here.frame.locator("dialog[open]").first().waitFor();
};
const go = (here: Here, view: string): Promise<void> => here.frame.evaluate((name) => document.querySelector("bedside-assess")?.app?.go(name), view);
const closed = ({ frame }: Here): Promise<void> => frame.evaluate(() => document.querySelector("bedside-assess")?.app?.closeDialog());
const headed = ({ frame }: Here, view: string): Promise<void> => frame.locator(`bedside-${view} h1`).first().waitFor();

/** In an order in which each follows from the one before. */
export const screens: readonly Screen[] = [
  { name: "door", show: async (here) => headed(here, "door") },
  { name: "privacy", show: async (here) => dialog(here, "privacy") },
  { name: "keys", show: async (here) => dialog(here, "keys") },
  { name: "check", show: async (here) => {
    await dialog(here, "check");
    await here.frame.locator("bedside-check button").first().click();
    await here.frame.locator("bedside-check tbody tr").first().waitFor();
  } },
  { name: "error", show: async (here) => {
    await closed(here);
    await here.drop(file("photo.json", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46])));
    await here.frame.locator("bedside-error .callout").waitFor();
  } },
  { name: "form", show: async (here) => {
    await here.frame.locator("bedside-door .door-ways .button").first().click();
    await headed(here, "form");
    await here.frame.locator("#form-age").fill("58");
  } },
  { name: "form-conditions", show: async (here) => {
    // The list of steps is not there on a phone.
    for (let i = 0; i < 9 && (await here.frame.locator("bedside-picker").count()) === 0; i += 1) await here.frame.locator(".form-turn .primary").click();
  } },
  { name: "batch-empty", show: async (here) => {
    await here.frame.locator("bedside-header .brand").click();
    await here.frame.locator("bedside-door .table-way").click();
    await headed(here, "batch");
  } },
  { name: "batch", show: async (here) => {
    await here.drop(example("table/clinic-of-200.csv"));
    await here.frame.locator("svg.histogram").waitFor();
  } },
  { name: "people", show: async (here) => {
    const two = person({ id: "b", name: "Ben Example", gender: "male" });
    await here.drop(json("both.json", { ...two, entry: [...person({ id: "a", name: "Ana Example" }).entry, ...two.entry] }));
    await headed(here, "people");
  } },
  { name: "critical", show: async (here) => {
    await here.drop(json("potassium.json", person({ values: { ...everything, potassium: 6.8 }, days: 1 })));
    await headed(here, "critical");
  } },
  { name: "not-applicable", show: async (here) => {
    await here.drop(json("old.json", person({ age: 85 })));
    await here.frame.locator("bedside-headline .reasons").waitFor();
  } },
  { name: "needs", show: async (here) => {
    const { hdl: _left, ...rest } = everything;
    await here.drop(json("needs.json", person({ values: rest })));
    await here.frame.locator("bedside-headline bedside-unknown").waitFor();
  } },
  { name: "overview", show: async (here) => {
    await here.drop(example("person/robin-example.json"));
    await here.frame.locator("bedside-change input[type=range]").first().waitFor();
  } },
  { name: "fact", show: async (here) => dialog(here, "fact", "total_chol") },
  { name: "find", show: async (here) => dialog(here, "find") },
  { name: "findings", show: async (here) => {
    await closed(here);
    await rail(here, 1);
    await headed(here, "findings");
  } },
  { name: "findings-edit", show: async (here) => {
    await here.frame.locator("tr[data-fact=total_chol] .act button").first().click();
    await here.frame.locator("[data-edit=total_chol]").waitFor();
  } },
  { name: "plan", show: async (here) => {
    await rail(here, 2);
    await headed(here, "plan");
  } },
  { name: "plan-tools", show: async (here) => {
    await here.frame.locator("bedside-wishes summary").click();
    await here.frame.locator(".try > summary").click();
  } },
  { name: "plan-held", show: async (here) => here.frame.locator("bedside-plan details.held > summary").click() },
  { name: "plan-clinician", show: async (here) => {
    await here.frame.locator("bedside-plan .audience .segment button").nth(1).click();
    await here.frame.locator("bedside-plan").waitFor();
  } },
  { name: "movement", show: async (here) => {
    await here.frame.evaluate(() => document.querySelector("bedside-assess")?.app?.go("movement"));
    await here.frame.locator("bedside-movement .session").first().waitFor();
    await here.frame.locator("bedside-movement .activities button").first().click();
  } },
  { name: "learning", show: async (here) => {
    await here.frame.evaluate(() => document.querySelector("bedside-assess")?.app?.go("learning"));
    await headed(here, "learning");
  } },
  { name: "learning-model", show: async (here) => {
    await here.frame.locator("bedside-learning .part .buttons button").first().click();
    await here.frame.locator("bedside-learning .primary").click();
    await here.frame.locator("#learning-result").waitFor();
  } },
  { name: "workbench", show: async (here) => {
    await go(here, "workbench");
    await headed(here, "bench-cohort");
  } },
  { name: "workbench-table", show: async (here) => {
    await here.frame.locator("bedside-bench-cohort .buttons button").first().click();
    await here.frame.locator("bedside-bench-cohort .bench-columns").waitFor();
  } },
  ...(["question", "pipeline", "model"] as const).map((step) => ({
    name: `workbench-${step}`,
    show: async (here: Here): Promise<void> => {
      await here.frame.locator("bedside-workbench .onward .primary").first().click();
      await headed(here, `bench-${step}`);
    },
  })),
  { name: "workbench-evaluate", show: async (here) => {
    await here.frame.locator("bedside-bench-model .onward .primary").first().click();
    await here.frame.locator("bedside-bench-evaluate .tiles").waitFor({ timeout: 30_000 });
  } },
  { name: "workbench-explain", show: async (here) => {
    await here.frame.locator("bedside-bench-evaluate > section > .onward .primary").click();
    await here.frame.locator("bedside-bench-explain #dependence").waitFor({ timeout: 30_000 });
    await here.frame.locator("bedside-bench-case .buttons .button").first().click();
    await here.frame.locator("bedside-bench-case .case-bars").waitFor();
  } },
  { name: "workbench-deploy", show: async (here) => {
    await here.frame.locator("bedside-bench-explain > section > .onward .primary").click();
    await here.frame.locator("bedside-bench-deploy button:has(.icon)").last().click();
    await here.frame.locator("bedside-bench-statements").waitFor();
    // Gone again: what follows is about a person.
    await here.frame.evaluate(() => document.querySelector("bedside-assess")?.app?.workbench.close());
  } },
  { name: "meals", show: async (here) => {
    await go(here, "meals");
    await here.frame.locator("bedside-meals fieldset").first().waitFor();
  } },
  { name: "meals-week", show: async (here) => {
    const sure = here.frame.locator("bedside-meals [aria-labelledby=meals-unsure] .button").first();
    if (await sure.count()) await sure.click();
    await here.frame.locator("bedside-meals input[name=none]").check();
    await here.frame.locator("bedside-meals .button.primary").click();
    await here.frame.locator("bedside-meals .day").nth(6).waitFor();
    for (const summary of await here.frame.locator("bedside-meals details.part > summary").all()) await summary.click();
  } },
  { name: "share", show: async (here) => {
    await go(here, "share");
    await headed(here, "share");
  } },
  { name: "kept", show: async (here) => {
    for (const field of ["#lock-words", "#lock-again"]) await here.frame.locator(field).fill("four words that differ");
    await here.frame.locator("#lock-understood").check();
    await here.frame.locator("bedside-share button[value=keep]").click();
    await here.frame.locator(".lock-form [role=status]").waitFor();
  } },
  { name: "door-kept", show: async (here) => {
    await here.frame.locator("bedside-header .brand").click();
    await here.frame.locator("bedside-kept li").waitFor();
  } },
  { name: "locked", show: async (here) => {
    await here.frame.locator("bedside-kept li .button").first().click();
    await here.frame.locator("#locked-words").waitFor();
  } },
  { name: "needs-china", show: async (here) => {
    await closed(here);
    await here.drop(json("china.json", person()));
    await here.live("CN");
    await here.frame.locator("bedside-headline bedside-unknown").waitFor();
  } },
  { name: "meals-unread", show: async (here) => {
    const one = person();
    await here.drop(json("allergic.json", { ...one, entry: [...one.entry, { resource: { resourceType: "AllergyIntolerance", id: "a", patient: { reference: "Patient/one" }, code: { text: "E102" } } }] }));
    await here.frame.locator("bedside-rail").waitFor();
    await go(here, "meals");
    await here.frame.locator("bedside-meals input[name=unread-0]").first().check();
    await here.frame.locator("#unread-foods-0").waitFor();
  } },
  { name: "forget", show: async (here) => dialog(here, "forget") },
];
