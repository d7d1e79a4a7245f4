// `node benches/workers.mjs [TABLE.csv]`: a nested search on breast cytology by one worker and by several, by the built package
// in Node. One JSON line a count of workers: seconds (the least of three), whether the model's file is the same to the byte.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, sharedFolder } from "../scripts/lib/run.mjs";

const path = process.argv[2] ?? join(sharedFolder() ?? "", "data", "tabular", "wdbc.csv");
const { open } = await import(pathToFileURL(join(root, "pkg", "node.js")).href);
const bedside = await open();
const table = await bedside.openTable({ name: "wdbc.csv", data: readFileSync(path) });
/** @type {{ table: { rows: number, columns: { name: string, kind: string }[] } }} */
const { table: told } = await table.told();
const predictors = told.columns.filter(({ name, kind }) => kind === "number" && name !== "id").map(({ name }) => name);
const protocol = {
  question: { outcome: { task: "binary", column: "diagnosis", happened: { yes: ["M"] } }, predictors },
  model: { kind: "boosting" },
  split: { folds: 5 },
  search: { how: { by: "random", draws: 12 }, spaces: [{ model: { kind: "boosting" }, vary: { trees: [50, 100, 200], rate: [0.05, 0.1, 0.2], depth: [2, 3, 4] } }], inner: { folds: 3 }, by: "loss" },
};

let first;
for (let workers = 1; workers <= Math.min(4, availableParallelism()); workers += 1) {
  const took = [];
  let file;
  for (let turn = 0; turn < 3; turn += 1) {
    const start = performance.now();
    const model = await table.train(protocol, { workers });
    took.push((performance.now() - start) / 1000);
    file = await model.file();
    model.close();
  }
  first ??= { seconds: Math.min(...took), file };
  const seconds = Math.min(...took);
  console.log(JSON.stringify({ case: "nested search", rows: told.rows, columns: predictors.length, workers, seconds: Number(seconds.toFixed(2)), times: Number((first.seconds / seconds).toFixed(2)), same: file === first.file }));
}
await bedside.close();
