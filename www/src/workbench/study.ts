/** What the engine takes to train and tells of a model: its own types (`www/src/engine/types.d.ts`), and what the page shows of them. */
import type { ReadTold } from "../engine/bench";
import type { Known } from "./known";
import type { Question } from "./table";

/** A figure with its 95 % interval. */
export type Estimate = Known<wasm_bindgen.Estimate>;
/** So many of so many. */
export type Share = Known<wasm_bindgen.Share>;

export type Impute = wasm_bindgen.Impute;
export type Encode = wasm_bindgen.Encode;
/** What is done to one predictor, everything written out. */
export type ColumnSettings = Required<wasm_bindgen.ColumnSettings>;
export type PipelineSettings = Required<Omit<wasm_bindgen.PipelineSettings, "columns" | "select">> & { columns: ColumnSettings[]; select: Required<wasm_bindgen.Select> };
export type SplitSettings = Required<wasm_bindgen.SplitSettings>;
export type Way = wasm_bindgen.Way;
export type Better = wasm_bindgen.Better;
export type Values = wasm_bindgen.Values;

/** Kind and settings of a model; what is left out has its usual value. */
export type ModelSettings = { kind: string } & Record<string, string | number | boolean | readonly number[]>;

/** How settings are searched, within so many seconds; absent: the settings given are used. */
export interface SearchAsked {
  by: wasm_bindgen.How["by"];
  seconds: number;
  /** How many are drawn, at random or to begin with. */
  draws?: number;
  decides?: Better;
  /** Inner folds that choose. */
  folds?: number;
  /** Other kinds of models are tried, too. */
  kinds?: boolean;
}

/** A search as a study takes it. */
export type SearchSettings = Omit<wasm_bindgen.SearchSettings, "spaces"> & { spaces: { model: ModelSettings; vary: Readonly<Record<string, Values>> }[] };

/** What is carried out: question, preparation, model, and who judges. */
export type Protocol = Omit<wasm_bindgen.Protocol, "question" | "pipeline" | "model" | "split" | "search"> & { question: Question; pipeline: PipelineSettings; model: ModelSettings; split: SplitSettings; search?: SearchSettings };

export type Calibration = Known<wasm_bindgen.Calibration>;
export type CalibrationCurve = Known<wasm_bindgen.CalibrationCurve>;
/** A share of people; counts and interval where it has them. */
export type PartOfPeople = { value: number; low?: number; high?: number };
export type ThresholdRow = { threshold: number } & Record<"positive" | "sensitivity" | "specificity" | "positiveValue" | "negativeValue", PartOfPeople>;
export type GroupFigures = Known<wasm_bindgen.GroupFigures>;
export type SubgroupTable = Known<wasm_bindgen.SubgroupTable> & { column: string };
type AtTime = Known<wasm_bindgen.AtTime>;

/** How a model did on people it was not fitted on: one shape for all tasks. What a task does not have is absent. */
export interface Evaluation {
  rows: number;
  events: number;
  /** Yes or no, and time to an event at the horizon. */
  area?: Estimate;
  averagePrecision?: number;
  roc?: [number, number][];
  precisionRecall?: [number, number][];
  brier?: number;
  scaledBrier?: number;
  calibration?: Calibration;
  /** Bins of equal width over 0 to 1. */
  histogram?: { happened: readonly number[]; others: readonly number[] };
  thresholds?: ThresholdRow[];
  benefit?: Known<wasm_bindgen.BenefitPoint>[];
  subgroups: SubgroupTable[];
  /** Time to an event. */
  harrell?: Estimate;
  uno?: Estimate;
  horizon?: number;
  areaOverTime?: AtTime[];
  integratedBrier?: number;
  riskGroups?: Known<wasm_bindgen.RiskGroup>[];
  /** A number. */
  explained?: number;
  rootMeanSquare?: number;
  meanAbsolute?: number;
  bias?: number;
  slope?: Estimate | undefined;
  /** Predicted and true numbers of some rows; their means by parts of the people. */
  points?: [number, number][];
  parts?: [number, number][];
  /** Rows that got no answer. */
  unanswered?: number;
  /** Persons whom the rows are of, where somebody has several. */
  persons?: number | undefined;
  /** The main figure of each fold. */
  folds?: (number | undefined)[];
  /** Folds that were to judge. */
  planned?: number;
  /** It was stopped, so fewer folds judged than were to. */
  stopped?: boolean;
  /** The rows that judge also chose the settings. */
  flattering?: boolean;
}

export type LearningPoint = wasm_bindgen.LearningPoint;
export type Flattery = wasm_bindgen.Flattery;
export type Compared = Known<wasm_bindgen.Compared>;
export type Weight = wasm_bindgen.Weight;
export type Trial = Omit<wasm_bindgen.Trial, "model"> & { model: ModelSettings };

/** What a model came to. */
export interface Trained {
  /** Which of those trained while the table is open. */
  id: number;
  protocol: Protocol;
  rows: number;
  /** The day, as far as it is known. */
  made: string;
  evaluation: Evaluation;
  weights?: readonly Weight[];
  /** What should be said of the fit: keys under `learn.notes` and the columns they are about. */
  notes: readonly wasm_bindgen.NoteTold[];
  /** What a search tried: settings and their figure, the best first. */
  trials?: readonly Trial[];
  /** It was stopped, and is the best so far. */
  stopped?: boolean;
  /** On other tables, as its file keeps it. */
  external?: readonly External[];
  /** What cannot be explained: keys below `explain.lacks`. */
  lacks?: readonly string[];
}

/** A model on people from elsewhere, as it is and after mending. */
export interface External {
  name: string;
  before: Evaluation;
  /** None of what a model's file keeps. */
  after: readonly { by: string; evaluation: Evaluation; line?: wasm_bindgen.MendingLine | undefined }[];
  /** Ways of mending that could not be had there. */
  without: readonly string[];
  /** Rows that the model was trained on. */
  ownRows?: number;
  /** Of a file that was read just now. */
  read?: FileRead;
}

export type Importance = Omit<wasm_bindgen.ColumnImportance, "each">;

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
export type Drift = Known<Pick<wasm_bindgen.Drift, "rows" | "columns" | "answers" | "outcome">> & { read: FileRead };

/** What is said of a file that was read for a model: `turned` are columns of words read as numbers. */
export type FileRead = ReadTold & { turned: readonly wasm_bindgen.Turned[] };

/** An item of TRIPOD+AI: how the card stands to it. */
export type CardItem = wasm_bindgen.Item;
