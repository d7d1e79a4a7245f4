import { expect, test } from "vitest";
import type { Catalog } from "./engine/api";
import { isFeedback, isMadeUp, template } from "./feedback-table";

const file = (text: string) => ({ name: "a.csv", data: new TextEncoder().encode(text) });

test("a table of feedback is known by its headings, in either language, and nothing else is", async () => {
  expect(await isFeedback(file("person,action,accepted,done\n"))).toBe(true);
  expect(await isFeedback(file('\uFEFF"Person", Action ,done\r\n1,a,yes'))).toBe(true);
  expect(await isFeedback(file("人员,建议,接受\n"))).toBe(true);
  expect(await isFeedback(file("id,age,sex,sbp\n"))).toBe(false);
  expect(await isFeedback(file("person,age,action\n"))).toBe(false);
  expect(await isFeedback(file('{"person":1,"action":2,"done":3}'))).toBe(false);
});

test("our made-up people are known under any file name", async () => {
  expect(await isMadeUp(file("person,action,accepted\nmade-up-001,diet_dash,yes\n"))).toBe(true);
  expect(await isMadeUp(file("person,action,accepted\np1,diet_dash,yes\n"))).toBe(false);
});

test("the template has every step that can be learned about, and no warning", () => {
  const catalog = { actions: [{ id: "diet_dash", kind: "recommend" }, { id: "med_nsaid_stop", kind: "avoid" }] } as unknown as Catalog;
  expect(template(catalog)).toBe("person,action,accepted,done,date,group,feature:age,feature:sex\np1,diet_dash,,,,,,\n");
});
