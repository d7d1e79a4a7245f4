/** A workbench's engine that answers at once with made-up figures: to walk the steps without training anything. */
import { evaluationOf, survivalEvaluation } from "./evaluation.fixture";
import type { WorkbenchEngine } from "./engine";
import { ownModel } from "./own";
import type { FileRead, Trained } from "./study";
import { wordsOf, type AskedReport, type Question, type TableReport } from "./table";
import { tableOfCsv } from "./table.fixture";


const read: FileRead = { faulty: { rows: 1, first: [{ row: 7, why: "cells", column: "age" }] }, notes: [], turned: [] };

const sizes = (rows: number): AskedReport["needed"] => ({ parameters: 16, people: 740, eventsEach: 16.9, decides: "shrinkage", criteria: [{ id: "shrinkage", people: 740, supports: 13 }, { id: "optimism", people: 410, supports: 23 }, { id: "precision", people: 360, ...(rows < 360 ? { supports: 0 } : {}) }] });

export function fixtureEngine(): WorkbenchEngine {
  let table: TableReport | undefined;
  let models: Trained[] = [];
  const ask = (question: Question): AskedReport => {
    return { rows: table?.rows ?? 0, events: 212, leftOut: question.population.map(() => ({ why: "population", rows: 40 })), folds: 5, needed: sizes(table?.rows ?? 0), mostParameters: 13, leaks: question.predictors.includes("earlier_stays") ? [{ column: "earlier_stays", why: "values", strength: 0.99 }] : [] };
  };
  return {
    async readTable(file) {
      const data = file instanceof Blob ? await file.text() : new TextDecoder().decode(file.data as Uint8Array);
      models = [];
      table = tableOfCsv(file.name, data);
      return table;
    },
    async changeColumn(change) {
      if (table === undefined) throw new Error("no table");
      table = { ...table, columns: table.columns.map((one) => (one.name === change.name ? { ...one, kind: change.kind ?? one.kind, leftOut: change.leaveOut ?? one.leftOut } : one)) };
      return { table, changed: { name: change.name, lost: 0, lostCells: [], madeMissing: 0, madeSame: 0 } };
    },
    async readAgain(file, changes) {
      const again = await this.readTable(file);
      for (const change of changes) await this.changeColumn(change);
      return table ?? again;
    },
    ask: async (question) => ask(question),
    promised: async () => ({ share: 0.9, sets: { low: 0.2, high: 0.6, between: "both" as const }, counts: { no: 320, yes: 90, both: 190, none: 0 } }),
    async train(protocol) {
      const { question, model } = protocol;
      const linear = model.kind === "logistic" || model.kind === "cox";
      const weights = question.predictors.map((name, at) => ({ name, estimate: Math.cos(at * 2) * (1.1 - at * 0.09), low: Math.cos(at * 2) * (1.1 - at * 0.09) - 0.25, high: Math.cos(at * 2) * (1.1 - at * 0.09) + 0.25 }));
      const one: Trained = { id: models.length + 1, protocol, rows: table?.rows ?? 0, made: "2026-11-28", evaluation: question.outcome.task === "survival" ? survivalEvaluation() : evaluationOf(), notes: [], ...(linear ? { weights } : {}) };
      models.push(one);
      return one;
    },
    async validate(_id, file) {
      return { name: file.name, before: evaluationOf(294, 0.75), after: [{ by: "intercept", evaluation: evaluationOf(294, 0.1), line: { intercept: 0.65, slope: 1 } }, { by: "slope", evaluation: evaluationOf(294), line: { intercept: 0.7, slope: 0.93 } }], without: ["refit"] };
    },
    learning: async () => [60, 120, 240, 360, 480].map((rows, at) => ({ rows, train: 0.9 - at * 0.022, test: 0.68 + at * 0.022 - at * at * 0.002, standardError: 0.03 - at * 0.004 })),
    flattery: async () => [{ figure: "main", apparent: 0.84, optimism: 0.021, corrected: 0.819, draws: 100 }, { figure: "slope", apparent: 1, optimism: 0.09, corrected: 0.91, draws: 100 }],
    async compare() {
      const around = (value: number, error: number) => ({ value, standardError: error, low: value - 2 * error, high: value + 2 * error });
      return { rows: 600, own: 0.86, other: 0.84, areas: { first: 0.86, second: 0.84, difference: around(0.02, 0.008), pValue: 0.012 }, reclassification: { events: around(0.04, 0.02), others: around(0.01, 0.01), net: around(0.05, 0.024), discrimination: around(0.03, 0.01), cautions: ["nriMiscalibration"] } };
    },
    state: async () => {},
    importance: async (id) => (models.find((one) => one.id === id)?.protocol.question.predictors ?? []).map((column, at) => ({ column, mean: 0.09 / (at + 1) - 0.012, spread: 0.006 })),
    async dependence(_id, column) {
      const words = table?.columns.find(({ name }) => name === column);
      const grid = words?.kind === "word" ? wordsOf(words.picture).map(({ word }) => word) : Array.from({ length: 20 }, (_, at) => 40 + at * 2.5);
      const line = (from: number): number[] => grid.map((_, at) => 1 / (1 + Math.exp(-(from + at * 0.12 - 1.2))));
      return { column, rows: 600, grid, mean: line(0), people: Array.from({ length: 30 }, (_, at) => line((at - 15) / 9)) };
    },
    async shapes(id) {
      if (models.find((one) => one.id === id)?.protocol.model.kind !== "additive") return [];
      const borders = Array.from({ length: 24 }, (_, at) => 40 + at * 2);
      return [
        { columns: ["age"], borders: [borders], values: Array.from({ length: 25 }, (_, at) => Math.tanh((at - 12) / 5) * 0.9), spread: Array.from({ length: 25 }, (_, at) => 0.05 + Math.abs(at - 12) * 0.012) },
        { columns: ["smoking"], borders: [["current", "former", "never"]], values: [0.5, 0.1, -0.3], spread: [0.1, 0.08, 0.07] },
        { columns: ["age", "hba1c"], borders: [[50, 60, 70, 80], [5, 6, 7]], values: Array.from({ length: 5 }, (_, i) => Array.from({ length: 4 }, (_, j) => (i - 2) * (j - 1.5) * 0.07)), spread: [] },
      ];
    },
    async explain(id, whom, movable) {
      const { question } = models.find((one) => one.id === id)?.protocol ?? { question: { predictors: [] } };
      const value = (column: string): string => table?.preview[0]?.[table.columns.findIndex(({ name }) => name === column)] ?? "";
      const parts = question.predictors.map((column, at) => ({ column, value: value(column), amount: Math.cos(at * 2.2) * (0.5 - at * 0.05) }));
      const sorted = [...parts].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
      return {
        answer: 0.37,
        margin: parts.reduce((sum, { amount }) => sum + amount, -0.62),
        base: -0.62,
        unit: "logOdds",
        parts,
        words: { key: "binary.both", raisers: sorted.filter(({ amount }) => amount > 0).slice(0, 3), lowerers: sorted.filter(({ amount }) => amount < 0).slice(0, 3) },
        notes: "typed" in whom ? [{ what: "outside", columns: ["age"] }] : [],
        change: movable.length === 0 ? undefined : { met: false, ways: [{ changes: [{ column: movable[0] ?? "", from: "7.1", to: "6.2" }], answer: 0.19 }], exact: false, leftOut: movable.slice(1).map((column) => ({ column, why: "missing" })) },
        nearest: [4, 91, 233].map((near, at) => ({ row: near, distance: 0.8 + at * 0.3, outcome: at === 1 ? "yes" : "no", differs: question.predictors.slice(at, at + 2) })),
      };
    },
    fields: async () => ownModel(smallModel, { id: 1, kind: "", did: "" }, {}).fields,
    modelFile: async () => ({ name: "model.json", type: "application/json", data: smallModel }),
    openShipped: async () => Promise.reject({ kind: "usage", key: "workbench.noModel" }),
    async openModel() {
      const one = models[0];
      if (one === undefined) throw new Error("no model");
      return one;
    },
    onnx: async () => ({ name: "model.onnx", type: "application/octet-stream", data: new Uint8Array(4) }),
    card: async () => ({ file: { name: "card.md", type: "text/markdown", data: "# " }, items: [{ id: "1", state: "met", section: "" }, { id: "9a", state: "not", section: "" }, { id: "3a", state: "author", section: "" }] }),
    score: async () => ({ csv: new Uint8Array(3), rows: 600, answered: 588, notes: [{ what: "outside", rows: 14, columns: ["age"] }], read }),
    async drift() {
      const shift = (index: number) => ({ index, byChance: 0.02, reading: index > 0.25 ? ("much" as const) : index > 0.1 ? ("some" as const) : ("little" as const), then: [], now: [] });
      const columns = (table?.columns ?? []).slice(2, 9).map(({ name }, at) => ({ name, shift: shift(0.31 / (at + 1)), missing: [0.06, 0.06 + at * 0.02] as [number, number], newWords: name === "smoking" ? [["pipe", 4] as [string, number]] : [], newWordRows: 0, below: 0, above: 0 }));
      return { rows: [600, 480], columns, answers: shift(0.12), outcome: undefined, read };
    },
    forget: async () => {
      table = undefined;
      models = [];
    },
  };
}


/** A model of one column, as its file has it. */
const smallModel = JSON.stringify({
  format: "bedside-model",
  version: 1,
  name: "small",
  protocol: { question: { outcome: { task: "binary", column: "readmitted", happened: { yes: ["yes"] } } } },
  scorer: {
    task: { task: "binary" },
    pipeline: { version: 1, columns: [{ name: "age", indicator: false, source: { kind: "number", day: false, low: null, high: null, fill: 60, knots: [] } }], regressions: [], center: [60], scale: [10], interactions: [], kept: [0], names: ["age"] },
    predictor: { kind: "linear", weights: [0.6], intercept: -0.5 },
  },
  evaluation: { rows: 600, events: 219, unanswered: 0, folds: [] },
  training: { columns: [{ name: "age", spread: { kind: "numbers", day: false, least: 28, most: 94, edges: [], counts: [600] } }] },
});
