/** A long search is carried out by several workers of the sealed frame, which end with it. */
import { expect, test } from "./support/journey";

test("a search calls workers of its own, keeps the best so far when its seconds are over, and ends them", async ({ open }) => {
  test.setTimeout(90_000);
  const { page, frame } = await open();
  // Whatever this machine has.
  await frame.evaluate(() => Object.defineProperty(navigator, "hardwareConcurrency", { value: 3 }));
  await frame.getByRole("button", { name: "Train a model on your own table" }).click();
  await frame.getByRole("button", { name: "Try with made-up people" }).click();
  await expect(frame.locator("bedside-workbench h1")).toContainText("600 rows");
  await frame.getByRole("navigation", { name: "Steps" }).getByRole("button", { name: "Model" }).click();
  await frame.getByRole("radio", { name: "Random forest" }).first().check();
  await frame.getByRole("radio", { name: "Try at random" }).check();
  await frame.locator("#search-seconds").fill("3");
  const before = page.workers().length;
  await frame.getByRole("button", { name: "Train and test" }).click();
  await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(before + 2);
  await frame.locator("bedside-bench-evaluate .tiles").waitFor({ timeout: 60_000 });
  await expect.poll(() => page.workers().length).toBe(before);
  await frame.getByRole("navigation", { name: "Steps" }).getByRole("button", { name: "Model" }).click();
  await expect(frame.locator("bedside-bench-model")).toContainText("stopped early");
});
