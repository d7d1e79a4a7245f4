/** First guesses from a table: what may be the outcome, who may be its predictors, and what is usually done to them. */
import type { PipelineSettings, SplitSettings } from "./study";
import { quantilesOf, wordsOf, type ColumnReport, type Happened, type OutcomeSettings, type Question, type TableReport, type TaskKind } from "./table";

/** Headings that often name what happened, in both languages. */
const outcomes = /^(outcome|target|event|label|class|diagnosis|status|death|died|dead|recur|relapse|readmi|mortality|hospdead|fstat)|^y$|结局|死亡|复发|事件|诊断|再入院|转归/i;
/** Headings that often name how long somebody was followed. */
const times = /time|days|months|years|follow|生存时间|随访|天数|月数|lenfol|futime/i;
/** Words that usually mean that it happened. */
const happened = /^(1|yes|y|true|event|dead|died|death|m|malignant|positive|case|recur.*|是|有|死亡|复发|恶性|阳性|发生)$/i;
/** Headings of what is known only afterwards: another event, or how long somebody was followed. Not predictors by themselves. */
const afterwards = /^(outcome|target|event|death|died|dead|recur|relapse|readmi|mortality|hospdead|fstat)|^(r|d|os|pfs|fu|futime|survival)[._]?time$|lenfol|follow|surviv|结局|死亡|复发|再入院|转归|生存时间|随访/i;
const sites = /^(site|centre|center|hospital|clinic|ward)|医院|中心|院区|科室/i;
const people = /^(id|mrn|patient|person|subject|pid)|患者|病案号|病历号|住院号|编号/i;

/** The different values of a column, as written, where there are few. */
export function valuesOf(column: ColumnReport | undefined): string[] {
  if (column === undefined) return [];
  if (column.kind === "word") return wordsOf(column.picture).map(({ word }) => word);
  const quantiles = quantilesOf(column.picture);
  if (column.kind === "number" && column.whole && column.different <= 12 && quantiles !== undefined) {
    const { least, greatest } = quantiles;
    if (greatest - least <= 12) return Array.from({ length: greatest - least + 1 }, (_, at) => String(least + at));
  }
  return [];
}

/** Cells that most likely mean that it happened: a word that says so, every grade above none, else the rarer value. */
export function likelyHappened(column: ColumnReport | undefined): Happened {
  const values = valuesOf(column);
  // Grades from 0 up, as 0 to 4 for how ill: anything above none.
  if (column?.kind === "number" && values.length > 2 && values[0] === "0") return { yes: values.slice(1) };
  // Coded 1 and 2, as R writes a status, the greater one means that it happened.
  if (column?.kind === "number" && values.length === 2 && values[0] !== "0") return { yes: values.slice(1) };
  const said = values.find((one) => happened.test(one.trim()));
  if (said !== undefined) return { yes: [said] };
  const rare = [...wordsOf(column?.picture)].sort((a, b) => a.rows - b.rows)[0]?.word ?? values[values.length - 1];
  if (rare !== undefined) return { yes: [rare] };
  const median = quantilesOf(column?.picture)?.median;
  return median === undefined ? { yes: [] } : { above: median };
}

/** Columns that may be what is predicted, the likeliest first. */
export function likelyOutcomes(columns: readonly ColumnReport[]): ColumnReport[] {
  const can = columns.filter(({ kind, constant, id }) => kind !== "day" && kind !== "id" && !constant && !id);
  const named = can.filter(({ name }) => outcomes.test(name));
  const two = can.filter(({ name, different }) => different === 2 && !named.some((one) => one.name === name));
  const rest = can.filter((one) => !named.includes(one) && !two.includes(one));
  return [...named, ...two, ...rest];
}

/** Columns that may tell something of everybody: not ids, not days, not those of one value. */
export function usable(columns: readonly ColumnReport[]): ColumnReport[] {
  return columns.filter(({ kind, constant, id, missing, different }) => kind !== "id" && kind !== "day" && !constant && !id && different > 1 && missing >= 0);
}

/** Columns that an outcome is made of. */
export function outcomeColumns(outcome: OutcomeSettings): string[] {
  return outcome.task === "survival" ? [outcome.time, outcome.event, ...(outcome.start === undefined ? [] : [outcome.start])] : [outcome.column];
}

/** A first outcome of a kind. */
export function outcomeOf(task: TaskKind, report: TableReport): OutcomeSettings {
  const likely = likelyOutcomes(report.columns);
  if (task === "continuous") {
    const numbers = likely.filter((one) => one.kind === "number");
    return { task, column: (numbers.find(({ different }) => different > 12) ?? numbers[0])?.name ?? "" };
  }
  if (task === "binary") {
    const column = likely.find((one) => valuesOf(one).length >= 2) ?? likely[0];
    return { task, column: column?.name ?? "", happened: likelyHappened(column) };
  }
  const time = report.columns.find(({ name, kind }) => kind === "number" && times.test(name)) ?? report.columns.find(({ kind }) => kind === "number");
  const event = likely.find((one) => valuesOf(one).length === 2 && one.name !== time?.name);
  const median = quantilesOf(time?.picture)?.median ?? 1;
  return { task, time: time?.name ?? "", event: event?.name ?? "", happened: likelyHappened(event), horizon: Math.max(1, Math.round(median)) };
}

/** The kind a table seems to ask for. */
export function likelyTask(report: TableReport): TaskKind {
  const first = likelyOutcomes(report.columns)[0];
  return first !== undefined && first.kind === "number" && valuesOf(first).length === 0 ? "continuous" : "binary";
}

/** A first question: everything that may tell something predicts the likeliest outcome. */
export function firstQuestion(report: TableReport): Question {
  const outcome = outcomeOf(likelyTask(report), report);
  const taken = outcomeColumns(outcome);
  const person = report.columns.find(({ name, id, different }) => people.test(name) && !id && different > 1 && different < report.rows)?.name;
  const site = report.columns.find(({ name, kind }) => kind === "word" && sites.test(name))?.name;
  const sex = report.columns.find(({ meaning, different }) => meaning?.concept === "sex" && different > 1)?.name;
  return {
    outcome,
    predictors: usable(report.columns).map(({ name }) => name).filter((name) => !taken.includes(name) && name !== person && name !== site && !afterwards.test(name)),
    population: [],
    ...(person === undefined ? {} : { person }),
    ...(site === undefined ? {} : { site }),
    groups: sex === undefined ? [] : [sex],
  };
}

/** Who judges at first: five parts in turn. */
export const firstSplit: SplitSettings = { by: "stratified", folds: 5, repeats: 1, share: 0.25, seed: 1 };

/** Why a question cannot be carried out yet: keys under `workbench.asked.problems`. */
export function lacking({ outcome, predictors, time, site }: Question, split: SplitSettings): string[] {
  const said: string[] = [];
  if (outcomeColumns(outcome).includes("")) said.push(outcome.task === "survival" && outcome.time === "" ? "noTime" : "noOutcome");
  else if (outcome.task !== "continuous" && (outcome.happened.yes ?? []).length === 0 && outcome.happened.above === undefined) said.push("noHappened");
  if (predictors.length === 0) said.push("noPredictors");
  if ((split.by === "time" && time === undefined) || (split.by === "site" && site === undefined)) said.push("noSplit");
  return said;
}

/** What is usually done: the median for gaps, a mark where many are missing, words as they are where a model takes them, all to one scale. */
export function usualPipeline(report: TableReport, predictors: readonly string[], before?: PipelineSettings): PipelineSettings {
  const columns = predictors.map((name) => {
    const kept = before?.columns.find((one) => one.name === name);
    if (kept !== undefined) return kept;
    const column = report.columns.find((one) => one.name === name);
    const missing = report.rows === 0 ? 0 : (column?.missing ?? 0) / report.rows;
    return { name, impute: "median" as const, indicator: missing >= 0.05, winsorise: 0, encode: { by: "categories" as const }, knots: 0, standardise: true };
  });
  const pairs = (before?.interactions ?? []).filter((pair) => pair.every((name) => predictors.includes(name)));
  return { columns, interactions: pairs, select: before?.select ?? { correlation: 1, best: 0 }, seed: before?.seed ?? 1 };
}

/** Ways that columns are held to, by name: 1 may only raise the answer, −1 only lower it. */
export type Ways = Readonly<Record<string, 1 | -1>>;

/** Columns that can be held to one way: predictors of numbers. */
export const couldHold = (question: Question, report: TableReport): string[] => question.predictors.filter((name) => report.columns.some((one) => one.name === name && one.kind === "number"));

/** The ways of columns that still predict, and are still numbers. */
export function heldWays(ways: Ways, question: Question, report: TableReport): Record<string, 1 | -1> {
  const could = couldHold(question, report);
  return Object.fromEntries(Object.entries(ways).filter(([name]) => could.includes(name)));
}

/** How many numbers a linear model of it learns: what the size of the table is set against. */
export function parametersOf(pipeline: PipelineSettings, report: TableReport): number {
  const of = (name: string): number => {
    const settings = pipeline.columns.find((one) => one.name === name);
    const column = report.columns.find((one) => one.name === name);
    if (settings === undefined || column === undefined) return 0;
    const own = column.kind === "word" ? (settings.encode.by === "oneHot" || settings.encode.by === "categories" ? Math.max(1, column.different - 1) : 1) : settings.knots > 2 ? settings.knots - 1 : 1;
    return own + (settings.indicator && column.missing > 0 ? 1 : 0);
  };
  const pairs = pipeline.interactions.reduce((sum, [one, other]) => sum + of(one) * of(other), 0);
  return pipeline.columns.reduce((sum, { name }) => sum + of(name), 0) + pairs;
}
