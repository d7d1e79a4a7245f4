/** The workbench's engine over the package's calls: one table at a time, models by number, answers in the page's shapes. */
import type { Bedside, Calling, NamedFile } from "../engine/api";
import type { CohortTable, ModelTold, Protocol as Asked, StudyModel } from "../engine/bench";
import type { Locale } from "../locale";
import { cardMarkdown } from "../model-card";
import type { WorkbenchEngine } from "./engine";
import { caseOf, dependenceOf, shapesOf, type RawCase, type RawCurves, type RawDependence, type RawNear, type Writes } from "./explained";
import { figuresOf } from "./figures";
import { known } from "./known";
import { ownModel } from "./own";
import { conformalOf, promisedBy } from "./promise";
import { allSettings } from "../views/workbench-words";
import type { Compared, Drift, ModelSettings, Protocol, Trained, Trial } from "./study";
import { tableReport } from "./table";

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
  const told = async (): ReturnType<WorkbenchEngine["readTable"]> => tableReport(await open().told(), open().sheet, open().encoding);
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
      // Only a table that can be read takes the place of the one before.
      const opened = await client.openTable(file, calling);
      forget();
      table = opened;
      return told();
    },
    async changeColumn(change) {
      const changed = await open().change(change);
      return { table: await told(), changed };
    },
    async readAgain(file, changes, sheet) {
      const again = await client.openTable(file, { sheet });
      table?.close();
      table = again;
      for (const change of changes) await again.change(change);
      return told();
    },
    ask: async (question, split, parameters) => known(await open().ask(question, split, parameters)),
    train: async (protocol, calling) => keep(await open().train(protocol as Asked, calling)),
    async validate(id, file, calling) {
      const { name, before, after, without, ownRows, turned, read } = await model(id).validate(file, calling);
      return { name, ownRows, read: { ...read, turned }, before: figuresOf(before), after: after.map(({ by, evaluation, line }) => ({ by, evaluation: figuresOf(evaluation), line })), without };
    },
    learning: async (id, calling) => known(await model(id).learning(calling)),
    flattery: async (id, calling) => model(id).flattery(DRAWS, calling),
    async promised(id) {
      const conformal = conformalOf(await model(id).file());
      // A model that came from a file has no people to count.
      const held = conformal === undefined ? undefined : await model(id).held().catch(() => undefined);
      return conformal === undefined ? undefined : promisedBy(conformal, held?.answers);
    },
    compare: async (id, other, threshold) => known(await model(id).compare(model(other), threshold)) satisfies Compared,
    state: (id, statements) => model(id).state(statements),
    importance: async (id, calling) => (await model(id).importance({ repeats: REPEATS }, calling)).columns,
    dependence: async (id, column, calling) => dependenceOf((await model(id).dependence(column, {}, calling)) as unknown as RawDependence, writes()),
    async shapes(id) {
      const curves = await model(id).shapes();
      const words = locale();
      return curves === undefined ? [] : shapesOf(curves as unknown as RawCurves, { filled: words.t("workbench.explain.gap.filled"), missing: words.t("workbench.explain.gap.missing") });
    },
    async explain(id, whom, movable, threshold, calling) {
      const who = "row" in whom ? { row: whom.row - 1 } : "scored" in whom ? { scored: whom.scored - 1 } : whom;
      const told = await model(id).explain(who, movable.map((column) => ({ column })), threshold, calling);
      const write = { ...writes(), missing: locale().t("explain.case.missing") };
      const { task } = (await model(id).told()).protocol.question.outcome;
      const happened = (outcome: number): string => (task === "continuous" ? write.number(outcome) : locale().t(outcome === 1 ? "common.yes" : "common.no"));
      const alike = told.near.map((one) => ({ ...one, outcome: one.time === undefined ? happened(one.outcome) : `${happened(one.outcome)} · ${write.number(one.time)}` }));
      return caseOf(told as unknown as RawCase, alike as unknown as RawNear[], write);
    },
    fields: async (id) => ownModel(await model(id).file(), { id, kind: "", did: "" }, {}).fields,
    modelFile: async (id) => ({ name: await fileName(id, ".json"), type: "application/json", data: await model(id).file() }),
    openModel: async (file) => keep(await client.openStudy(file)),
    openShipped: async (id) => keep(await client.openShipped(id)),
    onnx: async (id) => ({ name: await fileName(id, ".onnx"), type: "application/octet-stream", data: await model(id).onnx() }),
    async card(id, language) {
      const words = locale();
      const card = await model(id).card();
      const settings = allSettings({ locale: words, t: words.t.bind(words) }, (await model(id).told()).protocol.model as ModelSettings);
      const file = { name: await fileName(id, `-card-${language}.md`), type: "text/markdown", data: cardMarkdown(card, words, settings === "" ? undefined : settings) };
      return { file, items: card.items };
    },
    async score(id, file) {
      const { csv, rows, answered, notes, turned, read } = await model(id).predict(file, scoredWords(locale()));
      return { csv, rows, answered, read: { ...read, turned }, notes: notesOf(notes, (await model(id).told()).protocol.question.predictors) };
    },
    async drift(id, file) {
      const { turned, read, ...told } = await model(id).drift(file);
      return { ...known(told), read: { ...read, turned } } satisfies Drift;
    },
    async forget() {
      forget();
      return Promise.resolve();
    },
  };
}

/** What the new columns of a scored table are called, and what their notes say, in the reader's language. */
function scoredWords(locale: Locale): Record<string, string> {
  const columns = ["margin", "answer", "low", "high", "classes", "note", "no", "yes"].map((name) => [name, locale.t(`scoredColumns.${name}`)]);
  const notes = ["missing", "noAnswer", "newWord", "outside", "unreadable"].map((name) => [`notes.${name}`, locale.t(`rowNotes.${name}`, { columns: "{columns}" })]);
  return Object.fromEntries([...columns, ...notes]) as Record<string, string>;
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

/** A protocol with its lists: the engine leaves out what is empty. */
export function wholeProtocol(told: ModelTold["protocol"]): Protocol {
  const { question, pipeline, ...rest } = told as Partial<Protocol> & Pick<Protocol, "model" | "split">;
  return {
    ...rest,
    question: { population: [], groups: [], predictors: [], ...question } as unknown as Protocol["question"],
    pipeline: { columns: [], interactions: [], select: { correlation: 1, best: 0 }, seed: 1, ...pipeline },
  };
}

function trainedOf(id: number, { protocol, rows, made, evaluation, external, weights, notes, trials, lacks }: ModelTold): Trained {
  const tried = [...trials].sort((a, b) => (b.figure ?? -Infinity) - (a.figure ?? -Infinity));
  return {
    id,
    protocol: wholeProtocol(protocol),
    rows,
    made,
    evaluation: figuresOf(evaluation, protocol.split?.repeats),
    ...(weights.length === 0 ? {} : { weights }),
    notes,
    lacks,
    ...(tried.length === 0 ? {} : { trials: known(tried) as Trial[] }),
    ...(evaluation.stopped === true ? { stopped: true } : {}),
    ...(external.length === 0 ? {} : { external: external.map((one) => ({ name: one.name, before: figuresOf(one.evaluation), after: [], without: [] })) }),
  };
}
