/** What the engine tells of a table: its columns, their pictures, its quality. Names as the Rust types have them. */

import type { SheetTold } from "../engine/bench";

export type ColumnKind = "number" | "word" | "day" | "id";

/** How the values of a column lie. */
export interface ColumnPicture {
  /** Numbers: edges of the bins, one more than counts. */
  edges?: readonly number[];
  counts?: readonly number[];
  /** Numbers: least, 1, 25, 50, 75 and 99 of 100, most. */
  quantiles?: readonly number[];
  /** Words: the most frequent with their rows, and the rows of all others. */
  words?: readonly (readonly [word: string, rows: number])[];
  rest?: number;
  /** Days: first and last, and rows in equal spans between. */
  from?: string;
  to?: string;
}

/** One column as it was read. */
export interface ColumnReport {
  name: string;
  kind: ColumnKind;
  /** Numbers without a fraction. */
  whole: boolean;
  missing: number;
  /** What the heading means, where it is known. */
  meaning?: { concept: string; unit: string } | undefined;
  /** Filled cells that did not fit the type and count as missing; the first of them, row of the file first. */
  odd: number;
  oddCells: readonly { row: number; text: string }[];
  picture?: ColumnPicture | undefined;
  /** Somebody left it out. */
  leftOut: boolean;
  /** Different values. */
  different: number;
  constant: boolean;
  /** Tells people apart and nothing else. */
  id: boolean;
  /** Rows with a value that cannot be, and with a rare one. */
  impossible: number;
  unusual: number;
  impossibleValues: readonly { row: number; value: number; low: number; high: number; unit: string }[];
  /** Such as 999: it may mean that nothing is known. */
  codeForMissing?: number | undefined;
}

/** Something to say of the table: a key under `cohort.notes` and the columns it is about. */
export interface TableNote {
  key: string;
  columns: readonly string[];
  /** Words that may be one. */
  pairs: readonly { word: string; rows: number; other: string; otherRows: number }[];
}

export interface RowPair {
  first: number;
  second: number;
  differ: number;
}

/** A table that was read. */
export interface TableReport {
  name: string;
  rows: number;
  columns: readonly ColumnReport[];
  notes: readonly TableNote[];
  /** The first rows as they are written. */
  preview: readonly (readonly string[])[];
  /** Cells that are missing together, by number of the column; the most frequent first. */
  patterns: readonly { columns: readonly number[]; rows: number }[];
  /** Rows that repeat another, and pairs that almost do. */
  doubleRows: number;
  nearDoublePairs: number;
  /** Rows that could not be read and were left out; the first of them by their row of the file. */
  faulty?: { rows: number; first: readonly { row: number; why: string; column: string }[] } | undefined;
  /** Where rows of the table, from 0, and rows of the file are counted apart. */
  lines?: readonly (readonly [row: number, line: number])[] | undefined;
  /** Columns that were made of one. */
  madeOfOne?: readonly (readonly [first: string, second: string])[] | undefined;
  /** The sheet of a workbook that this is. */
  sheet?: SheetTold | undefined;
}

/** The row of the file that a row of the table was; the headings are row 1 where nothing stands above them. */
export function lineOf({ lines = [] }: TableReport, row: number): number {
  const [at, line] = lines.findLast(([from]) => from <= row) ?? [0, 2];
  return line + row - at;
}

/** What somebody says of a column; what is left out stays as it is. */
export interface ColumnChange {
  name: string;
  kind?: ColumnKind;
  /** Words that are another one. */
  sameWords?: readonly (readonly [word: string, other: string])[];
  /** Words become days written in this order. */
  dayOrder?: "dayFirst" | "monthFirst";
  leaveOut?: boolean;
  /** Two columns of these names are made of one that holds two numbers a cell; `unite` of either makes one of them again. */
  divide?: readonly [first: string, second: string];
  unite?: boolean;
}

/** What a change did: filled cells that could not become of the new type. */
export interface Changed {
  name: string;
  lost: number;
  lostCells: readonly { row: number; text: string }[];
}

/** Which cells say that it happened; all other filled cells say that it did not. */
export interface Happened {
  /** Cells that say yes, as written. */
  yes?: readonly string[];
  /** A number above this says yes. */
  above?: number;
}

/** What is predicted. */
export type OutcomeSettings =
  | { task: "binary"; column: string; happened: Happened }
  | { task: "continuous"; column: string }
  /** `start` names a column of days where the time is a day. */
  | { task: "survival"; time: string; start?: string; event: string; happened: Happened; horizon: number };

export type TaskKind = OutcomeSettings["task"];

/** Who counts: rows whose cell lies between two numbers (days since 1970), or is one of some words. */
export interface Filter {
  column: string;
  least?: number;
  most?: number;
  words?: readonly string[];
}

/** The question to a table. */
export interface Question {
  outcome: OutcomeSettings;
  predictors: readonly string[];
  population: readonly Filter[];
  /** Columns of the time, the site, and the person whose rows stay together. */
  time?: string;
  site?: string;
  person?: string;
  /** Columns by whose groups the model is judged apart. */
  groups: readonly string[];
}

/** People that each criterion asks for. */
export interface SizeNeeded {
  shrinkage: number;
  optimism: number;
  precision: number;
  mean: number;
  people: number;
}

/** A column that seems to know the outcome. */
export interface Leak {
  column: string;
  why: "values" | "gaps" | "laterDays";
  strength: number;
}

/** What a question means for a table. */
export interface AskedReport {
  /** Rows that count, and of these the events. */
  rows: number;
  events: number;
  /** Rows that do not count, and why: `population`, `outcome`, `time`. */
  leftOut: readonly { why: string; rows: number }[];
  needed?: SizeNeeded | undefined;
  /** The most numbers that a model of these rows may learn. */
  mostParameters: number;
  leaks: readonly Leak[];
}
