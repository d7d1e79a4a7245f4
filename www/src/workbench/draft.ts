/** First guesses from a table: what may be the outcome, who may be its predictors, and what is usually done to them. */
import type { PipelineSettings } from "./study";
import type { ColumnReport, OutcomeAsked, Question, TableReport } from "./table";

/** Headings that often name what happened, in both languages. */
const outcomes = /^(outcome|target|event|label|class|diagnosis|status|death|died|dead|recur|relapse|readmi|mortality|hospdead|fstat|y)|结局|死亡|复发|事件|诊断|再入院|转归/i;
/** Headings that often name how long somebody was followed. */
const times = /time|days|months|years|follow|生存时间|随访|天数|月数|lenfol|futime/i;
/** Words that usually mean that it happened. */
const happened = /^(1|yes|y|true|event|dead|died|death|m|malignant|positive|case|recur.*|是|有|死亡|复发|恶性|阳性|发生)$/i;
const sites = /^(site|centre|center|hospital|clinic|ward)|医院|中心|院区|科室/i;
const people = /^(id|mrn|patient|person|subject|pid)|患者|病案号|病历号|住院号|编号/i;

/** The different values of a column, as written, where there are few. */
export function valuesOf(column: ColumnReport | undefined): string[] {
  if (column === undefined) return [];
  const { picture } = column;
  if (column.kind === "word") return (picture?.words ?? []).map(([word]) => word);
  if (column.kind === "number" && column.whole && column.different <= 12 && picture?.quantiles !== undefined) {
    const [low, high] = [picture.quantiles[0] ?? 0, picture.quantiles[picture.quantiles.length - 1] ?? 0];
    if (high - low <= 12) return Array.from({ length: high - low + 1 }, (_, at) => String(low + at));
  }
  return [];
}

/** The value that most likely means that it happened: a word that says so, else the last or rarer one. */
export function likelyEvent(column: ColumnReport | undefined): { by: "is" | "atLeast"; event: string } {
  const values = valuesOf(column);
  // Grades from 0 up, as 0 to 4 for how ill: anything above none.
  if (column?.kind === "number" && values.length > 2 && values[0] === "0") return { by: "atLeast", event: "1" };
  const said = values.find((one) => happened.test(one.trim()));
  if (said !== undefined) return { by: "is", event: said };
  const words = column?.picture?.words ?? [];
  const rare = [...words].sort((a, b) => a[1] - b[1])[0]?.[0];
  return { by: "is", event: rare ?? values[values.length - 1] ?? "" };
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
export function outcomeColumns(outcome: OutcomeAsked): string[] {
  return outcome.kind === "survival" ? [outcome.time, outcome.event] : [outcome.column];
}

/** A first outcome of a kind. */
export function outcomeOf(kind: OutcomeAsked["kind"], report: TableReport): OutcomeAsked {
  const likely = likelyOutcomes(report.columns);
  if (kind === "continuous") {
    const numbers = likely.filter((one) => one.kind === "number");
    return { kind, column: (numbers.find(({ different }) => different > 12) ?? numbers[0])?.name ?? "" };
  }
  if (kind === "binary") {
    const column = likely.find((one) => valuesOf(one).length >= 2) ?? likely[0];
    return { kind, column: column?.name ?? "", ...likelyEvent(column) };
  }
  const time = report.columns.find(({ name, kind: of }) => of === "number" && times.test(name)) ?? report.columns.find(({ kind: of }) => of === "number");
  const event = likely.find((one) => valuesOf(one).length === 2 && one.name !== time?.name);
  const quantiles = time?.picture?.quantiles ?? [];
  return { kind, time: time?.name ?? "", event: event?.name ?? "", happened: likelyEvent(event).event, horizon: Math.max(1, Math.round(quantiles[3] ?? 1)) };
}

/** The kind a table seems to ask for. */
export function likelyKind(report: TableReport): OutcomeAsked["kind"] {
  const first = likelyOutcomes(report.columns)[0];
  return first !== undefined && first.kind === "number" && valuesOf(first).length === 0 ? "continuous" : "binary";
}

/** A first question: everything that may tell something predicts the likeliest outcome. */
export function firstQuestion(report: TableReport): Question {
  const outcome = outcomeOf(likelyKind(report), report);
  const taken = outcomeColumns(outcome);
  const person = report.columns.find(({ name, id, different }) => people.test(name) && !id && different > 1 && different < report.rows)?.name;
  const site = report.columns.find(({ name, kind }) => kind === "word" && sites.test(name))?.name;
  const sex = report.columns.find(({ meaning, different }) => meaning?.concept === "sex" && different > 1)?.name;
  return {
    outcome,
    predictors: usable(report.columns).map(({ name }) => name).filter((name) => !taken.includes(name) && name !== person && name !== site),
    filters: [],
    split: { by: outcome.kind === "binary" ? "stratified" : "random", folds: 5, repeats: 1, share: 0.25, seed: 1, ...(person === undefined ? {} : { person }), ...(site === undefined ? {} : { site }) },
    groups: sex === undefined ? [] : [sex],
  };
}

/** What is usually done: the median for gaps, a mark where many are missing, one column a word, all to one scale. */
export function usualPipeline(report: TableReport, predictors: readonly string[], before?: PipelineSettings): PipelineSettings {
  const columns = predictors.map((name) => {
    const kept = before?.columns.find((one) => one.name === name);
    if (kept !== undefined) return kept;
    const column = report.columns.find((one) => one.name === name);
    const missing = report.rows === 0 ? 0 : (column?.missing ?? 0) / report.rows;
    return { name, impute: "median" as const, indicator: missing >= 0.05, winsorise: 0, encode: { by: "oneHot" as const }, knots: 0, standardise: true };
  });
  const pairs = (before?.interactions ?? []).filter((pair) => pair.every((name) => predictors.includes(name)));
  return { columns, interactions: pairs, select: before?.select ?? { correlation: 1, best: 0 }, seed: before?.seed ?? 1 };
}

/** How many numbers a linear model of it learns: what the size of the table is set against. */
export function parametersOf(pipeline: PipelineSettings, report: TableReport): number {
  const of = (name: string): number => {
    const settings = pipeline.columns.find((one) => one.name === name);
    const column = report.columns.find((one) => one.name === name);
    if (settings === undefined || column === undefined) return 0;
    const own = column.kind === "word" ? (settings.encode.by === "oneHot" ? Math.max(1, column.different - 1) : 1) : settings.knots > 2 ? settings.knots - 1 : 1;
    return own + (settings.indicator && column.missing > 0 ? 1 : 0);
  };
  const pairs = pipeline.interactions.reduce((sum, [one, other]) => sum + of(one) * of(other), 0);
  return pipeline.columns.reduce((sum, { name }) => sum + of(name), 0) + pairs;
}
