/** The workbench's engine over the package's calls: one table at a time, models by number, answers in the page's shapes. */
import type { Bedside, Calling, NamedFile } from "../engine/api";
import type { CohortTable, ModelTold, Protocol as Asked, StudyModel, StudyQuestion } from "../engine/bench";
import type { Locale } from "../locale";
import { cardMarkdown, type ModelCard } from "../model-card";
import type { WorkbenchEngine } from "./engine";
import { caseOf, dependenceOf, shapesOf, type RawCases, type RawCounterfactual, type RawCurves, type RawDependence, type RawNear, type Writes } from "./explained";
import { figuresOf, type RawEvaluation } from "./figures";
import type { Protocol, Trained } from "./study";
import { tableReport, type RawQuality, type RawTable } from "./told";

/** Shuffles of each column. */
const REPEATS = 5;
/** Draws of the bootstrap. */
const DRAWS = 100;

export function askingEngine(client: Bedside, locale: () => Locale): WorkbenchEngine {
  let table: CohortTable | undefined;
  const models = new Map<number, StudyModel>();
  let next = 1;

  const open = (): CohortTable => {
    if (table === undefined) throw { kind: "usage", key: "workbench.noTable" };
    return table;
  };
  const model = (id: number): StudyModel => {
    const found = models.get(id);
    if (found === undefined) throw { kind: "usage", key: "workbench.noModel" };
    return found;
  };
  const told = async (): ReturnType<WorkbenchEngine["readTable"]> => {
    const { name, table: columns, quality } = await open().told();
    return tableReport(name, columns as unknown as RawTable, quality as unknown as RawQuality, open().sheet);
  };
  const forget = (): void => {
    table?.close();
    for (const one of models.values()) one.close();
    table = undefined;
    models.clear();
  };
  const keep = async (made: StudyModel): Promise<Trained> => {
    const id = next++;
    models.set(id, made);
    return trainedOf(id, await made.told());
  };
  const writes = (): Writes => {
    const words = locale();
    return { number: (value) => words.number(value, 3), day: (days) => words.date(new Date(days * 86_400_000).toISOString().slice(0, 10)), missing: words.t("workbench.explain.gap.missing") };
  };
  const fileName = async (id: number, ending: string): Promise<string> => `${(await model(id).told()).name.replace(/[^\p{L}\p{N}._-]+/gu, "-") || "model"}${ending}`;

  return {
    async readTable(file: NamedFile, calling?: Calling & { sheet?: string | undefined }) {
      forget();
      table = await client.openTable(file, calling);
      return told();
    },
    async changeColumn(change) {
      const changed = await open().change(change as Parameters<CohortTable["change"]>[0]);
      return { table: await told(), changed };
    },
    async ask(question, split) {
      return (await open().ask(question as unknown as StudyQuestion, split)) as unknown as Awaited<ReturnType<WorkbenchEngine["ask"]>>;
    },
    train: async (protocol: Protocol, calling?: Calling) => keep(await open().train(protocol as unknown as Asked, calling)),
    async validate(id, file, calling) {
      const { name, before, after } = await model(id).validate(file, calling);
      return { name, before: figures(before), after: after.map(({ by, evaluation }) => ({ by: by as "intercept" | "slope" | "refit", evaluation: figures(evaluation) })) };
    },
    learning: async (id, calling) => (await model(id).learning(calling)) as unknown as Awaited<ReturnType<WorkbenchEngine["learning"]>>,
    flattery: async (id, calling) => model(id).flattery(DRAWS, calling),
    compare: async (id, other, threshold) => (await model(id).compare(model(other), threshold)) as unknown as Awaited<ReturnType<WorkbenchEngine["compare"]>>,
    state: (id, statements) => model(id).state(statements),
    importance: async (id, calling) => (await model(id).importance({ repeats: REPEATS }, calling)).columns,
    dependence: async (id, column, calling) => dependenceOf((await model(id).dependence(column, {}, calling)) as unknown as RawDependence, writes()),
    async shapes(id) {
      const curves = await model(id).shapes();
      const words = locale();
      return curves === undefined ? [] : shapesOf(curves as unknown as RawCurves, { filled: words.t("workbench.explain.gap.filled"), missing: words.t("workbench.explain.gap.missing") });
    },
    async explain(id, row, movable, threshold) {
      const { cases, counterfactual, near } = await model(id).explain(row - 1, movable.map((column) => ({ column })), threshold);
      const write = writes();
      const { task } = (await model(id).told()).protocol.question.outcome;
      const happened = (outcome: number): string => (task === "continuous" ? write.number(outcome) : locale().t(outcome === 1 ? "common.yes" : "common.no"));
      const alike = near.map((one) => ({ ...one, outcome: one.time === undefined ? happened(one.outcome) : `${happened(one.outcome)} · ${write.number(one.time)}` }));
      return caseOf(row, cases as unknown as RawCases, counterfactual as unknown as RawCounterfactual | undefined, alike as unknown as RawNear[], write);
    },
    modelFile: async (id) => ({ name: await fileName(id, ".json"), type: "application/json", data: await model(id).file() }),
    openModel: async (file) => keep(await client.openStudy(file)),
    openShipped: async (id) => keep(await client.openShipped(id)),
    onnx: async (id) => ({ name: await fileName(id, ".onnx"), type: "application/octet-stream", data: await model(id).onnx() }),
    async card(id, language) {
      const words = locale();
      const card = (await model(id).card()) as unknown as ModelCard;
      const file = { name: await fileName(id, `-card-${language}.md`), type: "text/markdown", data: cardMarkdown(card, words) };
      return { file, items: card.items };
    },
    async score(id, file) {
      const { csv, rows, answered, notes } = await model(id).predict(file);
      return { csv, rows, answered, notes: notesOf(notes, (await model(id).told()).protocol.question.predictors) };
    },
    async drift(id, file) {
      const { rows, columns, answers, outcome } = await model(id).drift(file);
      return { rows, columns, answers, outcome } as unknown as Awaited<ReturnType<WorkbenchEngine["drift"]>>;
    },
    async forget() {
      forget();
      return Promise.resolve();
    },
  };
}

/** Notes of single rows, counted by what they say. */
export function notesOf(notes: readonly { what: string; columns: readonly number[] }[], names: readonly string[]): { what: string; rows: number; columns: string[] }[] {
  const found = new Map<string, { rows: number; columns: Set<string> }>();
  for (const { what, columns } of notes) {
    const one = found.get(what) ?? { rows: 0, columns: new Set<string>() };
    one.rows += 1;
    for (const at of columns) one.columns.add(names[at] ?? String(at));
    found.set(what, one);
  }
  return [...found].map(([what, { rows, columns }]) => ({ what, rows, columns: [...columns] }));
}

const figures = (evaluation: unknown): Trained["evaluation"] => figuresOf(evaluation as RawEvaluation);

function trainedOf(id: number, { protocol, rows, made, evaluation, weights, notes, trials }: ModelTold): Trained {
  const tried = [...trials].sort((a, b) => (b.figure ?? -Infinity) - (a.figure ?? -Infinity));
  return {
    id,
    protocol: protocol as unknown as Protocol,
    rows,
    made,
    evaluation: figures(evaluation),
    ...(weights.length === 0 ? {} : { weights }),
    notes,
    ...(tried.length === 0 ? {} : { trials: tried as unknown as NonNullable<Trained["trials"]> }),
    ...(evaluation.stopped === true ? { stopped: true } : {}),
  };
}
