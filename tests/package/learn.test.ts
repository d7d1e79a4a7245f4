/** Models of feedback by the package: trained with progress, cancelled, kept as a file, scored, and used to reorder. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../../npm/src/node";
import { root } from "../../scripts/lib/run.mjs";

let bedside: Client;
let table: { name: string; data: Uint8Array };
beforeAll(async () => {
  const pack = (await import(/* @vite-ignore */ pathToFileURL(join(root, "pkg", "node.js")).href)) as { open(): Promise<Client> };
  bedside = await pack.open();
  table = { name: "made-up.csv", data: new TextEncoder().encode(await bedside.exampleFeedback()) };
});
afterAll(() => bedside.close());

test.each(["linear", "content", "implicit"] as const)("%s is measured, kept and read back", async (model) => {
  const stages = new Set<string>();
  const trained = await bedside.trainRecommender(table, { model }, { onProgress: ({ stage }) => stages.add(stage) });
  expect(stages).toContain("whole");
  expect(trained.card.evaluation.people).toBeGreaterThan(100);
  expect(await bedside.evaluateRecommender(table, { model })).toEqual(trained.card.evaluation);
  const file = await bedside.exportRecommender(trained);
  const data = new TextEncoder().encode(file.data);
  expect(await bedside.openRecommender({ name: file.name, data })).toEqual(trained);
  await expect(bedside.openRecommender({ name: file.name, data: data.subarray(0, 500) })).rejects.toMatchObject({ key: "model.cut" });
  const scores = await bedside.scoreActions(trained, { features: { age: 58, sex: "female" }, past: [{ action: "diet_dash", accepted: true }, { action: "ex_steps", accepted: true }] });
  for (const { score, parts } of scores) expect(parts.reduce((sum, part) => sum + part.value, 0)).toBe(score);
});

test("training can be stopped, and the engine goes on", async () => {
  const abort = new AbortController();
  const training = bedside.trainRecommender(table, { model: "implicit", sweeps: 100, rank: 64 }, { signal: abort.signal, onProgress: () => abort.abort() });
  await expect(training).rejects.toMatchObject({ kind: "cancelled" });
  expect(await bedside.exampleFeedback()).toContain("made-up-001");
});

test("settings that cannot be are told by name", async () => {
  await expect(bedside.trainRecommender(table, { rank: 65 })).rejects.toMatchObject({ key: "learn.setting", args: { name: "rank" } });
  await expect(bedside.trainRecommender(table, { ranks: 6 } as never)).rejects.toMatchObject({ kind: "usage", key: "engine.argument" });
});

test("scores reorder inside a tier and change nothing else", async () => {
  const data = readFileSync(join(root, "www", "examples", "person", "robin-example.json"));
  const { patients } = await bedside.read([{ name: "robin.json", data }]);
  const record = patients[0]!;
  const plain = await bedside.assess(record, { country: "US" });
  const model = await bedside.trainRecommender(table, {});
  const scores = await bedside.scoreActions(model, { features: { age: 58, sex: "female" } });
  const nudge = Object.fromEntries(scores.map(({ action, score }) => [action, score]));
  const moved = await bedside.assess(record, { country: "US", nudge });
  const cards = (one: typeof plain) => one.recommendations.cards;
  expect(cards(moved).map(({ tier }) => tier)).toEqual(cards(plain).map(({ tier }) => tier));
  expect(cards(moved).map(({ action }) => action)).not.toEqual(cards(plain).map(({ action }) => action));
  expect(cards(moved).map(({ action }) => action).sort()).toEqual(cards(plain).map(({ action }) => action).sort());
  expect(moved.recommendations.held).toEqual(plain.recommendations.held);
});
