/** What the engine takes to train, and what it tells of a model. Names as the Rust types have them. */
import type { Question } from "./table";

/** A figure with its 95 % interval. */
export interface Estimate {
  value: number;
  standardError: number;
  low: number;
  high: number;
}

/** So many of so many. */
export interface Share {
  count: number;
  of: number;
  value: number;
  low: number;
  high: number;
}

export type Impute = "median" | "mean" | "mode" | "iterative" | "leave";
export type Encode = { by: "oneHot" } | { by: "ordered"; words: string[] } | { by: "target"; smooth: number; folds: number };

/** What is done to one predictor. */
export interface ColumnSettings {
  name: string;
  impute: Impute;
  indicator: boolean;
  winsorise: number;
  encode: Encode;
  knots: number;
  standardise: boolean;
}

export interface PipelineSettings {
  columns: readonly ColumnSettings[];
  interactions: readonly (readonly [string, string])[];
  select: { correlation: number; best: number };
  seed: number;
}

/** Which rows judge. */
export interface SplitSettings {
  by: "random" | "stratified" | "time" | "site";
  folds: number;
  repeats: number;
  /** Share held out where there is one fold. */
  share: number;
  seed: number;
}

/** How margins turn into shares, where the model's own are not used. */
export type Way = "intercept" | "slope" | "platt" | "isotonic";

/** Kind and settings of a model; what is left out has its usual value. */
export type ModelSettings = { kind: string } & Record<string, string | number | boolean | readonly number[]>;

/** How settings are searched, within so many seconds; absent: the settings given are used. */
export interface SearchAsked {
  by: "grid" | "random" | "halving";
  seconds: number;
}

/** Values of a setting that are tried: a list, or numbers between two ends. */
export type Values = readonly (string | number)[] | { low: number; high: number; log?: boolean; whole?: boolean };

/** A search as a study takes it. */
export interface SearchSettings {
  how: { by: "grid" } | { by: "random" | "halving"; draws: number };
  spaces: readonly { model: ModelSettings; vary: Readonly<Record<string, Values>> }[];
  inner: SplitSettings;
}

/** What is carried out: question, preparation, model, and who judges. */
export interface Protocol {
  question: Question;
  pipeline: PipelineSettings;
  model: ModelSettings;
  split: SplitSettings;
  search?: SearchSettings;
  recalibrate?: Way;
}

export interface CalibrationCurve {
  points: readonly { share: number; observed: number; low?: number; high?: number }[];
  meanDistance: number;
  medianDistance: number;
  ninetiethDistance: number;
  greatestDistance: number;
}

export interface Calibration {
  expected: number;
  observed: number;
  ratio: Estimate;
  intercept?: Estimate | undefined;
  slope?: Estimate | undefined;
  curve?: CalibrationCurve | undefined;
  groups: readonly { expected: number; observed: Share }[];
}

export interface ThresholdRow {
  threshold: number;
  positive: Share;
  sensitivity: Share;
  specificity: Share;
  positiveValue: Share;
  negativeValue: Share;
}

export interface BenefitPoint {
  threshold: number;
  model: number;
  everybody: number;
  avoided: number;
}

export interface GroupFigures {
  name: string;
  people: number;
  events: number;
  area?: Estimate | undefined;
  ratio?: Estimate | undefined;
  slope?: Estimate | undefined;
  brier?: number | undefined;
  warning?: "tooFew" | "few" | undefined;
}

export interface SubgroupTable {
  column: string;
  groups: readonly GroupFigures[];
  ungrouped: number;
  areaGap?: number | undefined;
  ratioGap?: number | undefined;
}

/** A part of the people by predicted share: how many are without the event over time. */
export interface RiskGroup {
  people: number;
  expected: number;
  curve: readonly { time: number; value: number }[];
}

/** How a model did on people it was not fitted on. What a task does not have is absent. */
export interface Evaluation {
  rows: number;
  events: number;
  /** Yes or no, and time to an event at the horizon. */
  area?: Estimate | undefined;
  averagePrecision?: number | undefined;
  roc?: readonly (readonly [number, number])[] | undefined;
  precisionRecall?: readonly (readonly [number, number])[] | undefined;
  brier?: number | undefined;
  scaledBrier?: number | undefined;
  calibration?: Calibration | undefined;
  /** Bins of equal width over 0 to 1. */
  histogram?: { happened: readonly number[]; others: readonly number[] } | undefined;
  thresholds?: readonly ThresholdRow[] | undefined;
  benefit?: readonly BenefitPoint[] | undefined;
  subgroups: readonly SubgroupTable[];
  /** Time to an event. */
  harrell?: Estimate | undefined;
  uno?: Estimate | undefined;
  horizon?: number | undefined;
  areaOverTime?: readonly { time: number; value: number }[] | undefined;
  integratedBrier?: number | undefined;
  riskGroups?: readonly RiskGroup[] | undefined;
  /** A number. */
  explained?: number | undefined;
  rootMeanSquare?: number | undefined;
  meanAbsolute?: number | undefined;
  bias?: number | undefined;
  /** Predicted and true numbers of some rows; their means by parts of the people. */
  points?: readonly (readonly [number, number])[] | undefined;
  parts?: readonly (readonly [number, number])[] | undefined;
  /** Rows that got no answer. */
  unanswered?: number | undefined;
  /** The main figure of each fold. */
  folds?: readonly (number | null)[] | undefined;
}

/** How the main figure changes with the number of people. */
export interface LearningPoint {
  rows: number;
  train: number;
  test: number;
  standardError?: number | null;
}

/** A figure less what it flatters itself by: `main`, `brier`, `slope`. */
export interface Flattery {
  figure: string;
  apparent: number;
  optimism: number;
  corrected: number;
  draws: number;
}

/** Two models on rows that neither saw; the second is the one it is set against. */
export interface Compared {
  rows: number;
  own?: number | null;
  other?: number | null;
  areas?: { difference: Estimate; pValue: number };
  reclassification?: { events: Estimate; others: Estimate; net: Estimate; discrimination: Estimate; cautions: readonly string[] };
}

/** A weight of a linear model, in the unit of its made column. */
export interface Weight {
  name: string;
  estimate: number;
  low?: number | undefined;
  high?: number | undefined;
}

/** What a model came to. */
export interface Trained {
  /** Which of those trained while the table is open. */
  id: number;
  protocol: Protocol;
  rows: number;
  /** The day, as far as it is known. */
  made: string;
  evaluation: Evaluation;
  weights?: readonly Weight[] | undefined;
  /** What should be said of the fit: keys under `learn.notes` and the columns they are about. */
  notes: readonly { key: string; columns: readonly string[] }[];
  /** What a search tried: settings and their figure, the best first. */
  trials?: readonly { model: ModelSettings; figure?: number | null; standardError?: number | null; failed?: string | null }[] | undefined;
  /** It was stopped, and is the best so far. */
  stopped?: boolean | undefined;
  /** What cannot be explained: keys below `explain.lacks`. */
  lacks?: readonly string[] | undefined;
}

/** A model on people from elsewhere, as it is and after mending. */
export interface External {
  name: string;
  before: Evaluation;
  after: readonly { by: "intercept" | "slope" | "refit"; evaluation: Evaluation }[];
}

export interface Importance {
  column: string;
  mean: number;
  spread: number;
}

export interface DependenceOf {
  column: string;
  /** People that the mean is of. */
  rows: number;
  grid: readonly number[] | readonly string[];
  mean: readonly number[];
  people: readonly (readonly number[])[];
}

/** A curve or a surface of an additive model, in the units of the table. */
export interface ShapeOf {
  columns: readonly string[];
  borders: readonly (readonly number[] | readonly string[])[];
  /** One value a bin, or one list a bin of the first column. */
  values: readonly number[] | readonly (readonly number[])[];
  spread: readonly number[];
}

/** Who is explained: a row of the training table or of the table scored last, from 1, or what is typed. */
export type Whom = { row: number } | { scored: number } | { typed: Readonly<Record<string, string>> };

/** What a column, or two together, adds; `value` as it is written. */
export interface CasePart {
  column: string;
  value: string;
  amount: number;
  with?: string | undefined;
  withValue?: string | undefined;
}

/** Changes that together cross the threshold. */
export interface ChangeWay {
  changes: readonly { column: string; from: string; to: string }[];
  answer: number;
}

/** Why one person has this answer. */
export interface CaseExplained {
  answer: number;
  /** What the parts and the base add up to, and in which unit: a key below `explain.unit`. */
  margin: number;
  base: number;
  unit: string;
  parts: readonly CasePart[];
  /** The sentence: a key below `explain.case`, and what it names. */
  words: { key: string; raisers: readonly CasePart[]; lowerers: readonly CasePart[] };
  /** What must be known of the person: keys below `rowNotes`. */
  notes: readonly { what: string; columns: readonly string[] }[];
  /** The smallest changes that cross the threshold, the first the best; none: nothing was found. */
  change?: { met: boolean; ways: readonly ChangeWay[]; exact: boolean; nearest?: number | undefined; leftOut: readonly { column: string; why: string }[] } | undefined;
  nearest: readonly { row: number; distance: number; outcome: string; differs: readonly string[] }[];
}

/** How a new table differs from the one trained on. */
export interface Drift {
  /** Of the training table, and of the new one. */
  rows: readonly [number, number];
  columns: readonly { name: string; shift?: { index: number; byChance: number; reading: "little" | "some" | "much" } | null; missing: readonly [number, number]; newWords: readonly (readonly [string, number])[] }[];
  /** The model's answers, as a column is. */
  answers?: { index: number; reading: "little" | "some" | "much" } | null;
  /** How they bear out, where the table has outcomes. */
  outcome?: { rows: number; events: number; discrimination?: Estimate | null; discriminationThen?: number | null; calibration?: Calibration | null } | null;
}

/** An item of TRIPOD+AI: how the card stands to it. */
export interface CardItem {
  id: string;
  state: "met" | "said" | "part" | "author" | "not" | "none";
}
