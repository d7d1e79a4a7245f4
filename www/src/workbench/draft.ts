/** First guesses from a table: what may be the outcome, who may be its predictors, and what is usually done to them. */
import type { PipelineSettings, SplitSettings } from "./study";
import { namesBeside, namesOutcome } from "../outcome-names";
import { quantilesOf, type ColumnReport, type OutcomeSettings, type Question, type TableReport, type TaskKind } from "./table";
import { likelyHappened, onlyCounts, saying, valuesOf } from "./values";

/** Headings that often name how long somebody was followed. */
const times = /time|days|months|years|follow|生存时间|随访|天数|月数|lenfol|futime/i;
/** Headings that name it for sure. */
const followed = /^(time|futime|lenfol|tte|os|pfs|dfs|efs|rfs)$|^(r|d|os|pfs|dfs|efs|rfs|ttp|fu|event|death|recur|relapse|surv\w*|follow\w*)[._ -]?(time|days|months|years|up)|(time|days|months|years)[._ -]?to[._ -]?(event|death|relapse|recur)|生存(时间|期|天数|月数)|随访(时间|天数|月数|年数|时长)/i;
/** Headings of what is known only afterwards: another event, or how long somebody was followed. Not predictors by themselves. */
const afterwards = /^(outcome|target|event|death|died|dead|recur|relapse|readmi|mortality|hospdead)|^[a-z]?stat(us)?$|^([a-z]|os|pfs|fu|futime|survival)[._]?time$|lenfol|follow|surviv|结局|死亡|复发|再入院|再住院|转归|生存时间|随访/i;
const sites = /^(site|centre|center|hospital|clinic|ward)|医院|中心|院区|科室/i;
const people = /^(id|mrn|pid|uid)$|^(patient|person|subject|participant)[._ -]?(id|no|nr|num(ber)?|code|key)?$|^case[._ -]?(id|no|nr|num(ber)?)$|[._ -](mrn|pid)$|^(患者|病人|病员|受试者|人员|住院者)(编号|编码|号码?|id)?$|病案号|病历号|登记号|住院号|身份证|编号$/i;

/** Headings of the day from which is predicted. */
const firstDays = /^(index|baseline|base|admi|enrol|inclusion|entry|visit|start)|入院|就诊|基线|入组|纳入|首诊/i;

/** So many values or fewer name groups, not people. */
const FEW = 12;

/** Whether a column says of each row whether it happened: two values, grades from none up, or words that say yes. */
const answers = (column: ColumnReport): boolean => {
  const values = valuesOf(column);
  return values.length === 2 || (values.length > 0 && column.kind === "number" && values[0] === "0") || values.some((one) => column.kind === "word" && saying(one) === "yes");
};

const named = ({ name }: ColumnReport): boolean => namesOutcome(name);

/** Columns that may be what is predicted, the likeliest first: those named so, those of two values, and what was before or never changes last. */
export function likelyOutcomes(columns: readonly ColumnReport[]): ColumnReport[] {
  const can = columns.filter(({ kind, constant, id }) => kind !== "day" && kind !== "id" && !constant && !id);
  const place = (column: ColumnReport): number => (named(column) ? (answers(column) || column.kind === "number" ? 0 : 1) : column.different !== 2 ? 3 : namesBeside(column.name) || column.meaning?.concept === "sex" ? 4 : 2);
  return can.map((column) => ({ column, at: place(column) })).sort((one, other) => one.at - other.at).map(({ column }) => column);
}

/** A column that is named as what happened and has one value only: nothing can be learned of it, and no other column stands for it. */
export function oneClass({ columns }: TableReport): ColumnReport | undefined {
  if (columns.some((column) => named(column) && !column.constant && answers(column))) return undefined;
  return columns.find((column) => named(column) && column.constant && column.different === 1);
}

/** Columns that may tell something of everybody: not ids, not days, not those of one value. */
export function usable(columns: readonly ColumnReport[]): ColumnReport[] {
  return columns.filter(({ kind, constant, id, different }) => kind !== "id" && kind !== "day" && !constant && !id && different > 1);
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
    return { task, column: (numbers.find((one) => one.different > 12 || onlyCounts(one, report.rows)) ?? numbers[0])?.name ?? "" };
  }
  if (task === "binary") {
    const column = oneClass(report) === undefined ? likely.find((one) => valuesOf(one).length >= 2 && (namesOutcome(one.name) || valuesOf(one).length <= FEW)) ?? likely.find(({ kind }) => kind === "number") : undefined;
    return { task, column: column?.name ?? "", happened: likelyHappened(column) };
  }
  const numbers = report.columns.filter(({ kind }) => kind === "number");
  const time = numbers.find((one) => lasts(one)) ?? numbers.find(({ name }) => times.test(name)) ?? numbers[0];
  const events = likely.filter((one) => answers(one) && one.name !== time?.name);
  // `rtime` goes with `recur`, `dtime` with `death`.
  const letter = /^([a-z])[._]?time$/i.exec(time?.name ?? "")?.[1]?.toLowerCase();
  const event = events.find((one) => named(one) && letter !== undefined && one.name.toLowerCase().startsWith(letter)) ?? events[0];
  const median = quantilesOf(time?.picture)?.median ?? 1;
  return { task, time: time?.name ?? "", event: event?.name ?? "", happened: likelyHappened(event, true), horizon: Math.max(1, Math.round(median)) };
}

/** A column of numbers that says how long somebody was followed. */
const lasts = ({ name, kind, different, picture }: ColumnReport): boolean => kind === "number" && followed.test(name) && different > 2 && (quantilesOf(picture)?.least ?? -1) >= 0;

/** The kind a table seems to ask for: how long until it happened where people were followed for unequal times. */
export function likelyTask(report: TableReport): TaskKind {
  if (oneClass(report) !== undefined) return "binary";
  const [first] = likelyOutcomes(report.columns.filter((one) => !lasts(one)));
  if (first !== undefined && named(first) && answers(first) && report.columns.some((one) => lasts(one))) return "survival";
  return first !== undefined && first.kind === "number" && (valuesOf(first).length === 0 || onlyCounts(first, report.rows)) ? "continuous" : "binary";
}

/** Words that hardly two rows share, as codes, names and free text: a model would learn them by heart. */
const tellsApart = ({ kind, different, missing }: ColumnReport, rows: number): boolean => kind === "word" && different > FEW && different * 2 > rows - missing;

/** Predictors at first: everything that may tell something and is known before. Names and codes of people tell nothing. */
export function likelyPredictors(report: TableReport, outcome: OutcomeSettings, aside: readonly (string | undefined)[]): string[] {
  const taken = outcomeColumns(outcome);
  return usable(report.columns)
    .filter((column) => !tellsApart(column, report.rows))
    .filter(({ name, meaning }) => !taken.includes(name) && !aside.includes(name) && !afterwards.test(name) && meaning?.concept !== "id" && meaning?.concept !== "name")
    .map(({ name }) => name);
}

/** The predictors after the outcome was changed: guessed anew as long as nobody changed the guess, else what was chosen. */
export function predictorsAfter(report: TableReport, { outcome, predictors, person, site }: Question, now: OutcomeSettings): string[] {
  const guessed = likelyPredictors(report, outcome, [person, site]);
  if (predictors.join("\n") === guessed.join("\n")) return likelyPredictors(report, now, [person, site]);
  const taken = outcomeColumns(now);
  // What was the outcome until now is no predictor by itself: it may be the same fact in other words.
  return predictors.filter((name) => !taken.includes(name));
}

/** A first question: everything that may tell something predicts the likeliest outcome. */
export function firstQuestion(report: TableReport): Question {
  const outcome = outcomeOf(likelyTask(report), report);
  const taken = outcomeColumns(outcome);
  // Somebody has several rows only where the codes repeat.
  const person = report.columns.find(({ name, different, missing }) => people.test(name) && !sites.test(name) && !taken.includes(name) && different > FEW && different < report.rows - missing)?.name;
  const site = report.columns.find(({ name, kind }) => kind === "word" && sites.test(name))?.name;
  const time = outcome.task === "survival" ? undefined : report.columns.find(({ name, kind }) => kind === "day" && firstDays.test(name))?.name;
  const sex = report.columns.find(({ meaning, different }) => meaning?.concept === "sex" && different > 1)?.name;
  return {
    outcome,
    predictors: likelyPredictors(report, outcome, [person, site]),
    population: [],
    ...(time === undefined ? {} : { time }),
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
