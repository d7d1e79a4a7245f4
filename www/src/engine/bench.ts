/// <reference path="./types.d.ts" />
/** The workbench's words: a clinic's table, a study of it, and the model it ends in. `www/src/client-bench.ts` implements them. */
import type { Calling, NamedFile } from "./api";

export type TableTold = wasm_bindgen.TableTold;
/** Of a workbook: which sheet was read, which others it has, and what of its cells must be known. */
export type SheetTold = wasm_bindgen.SheetTold;
export type ColumnChange = wasm_bindgen.ColumnChange & { name: string };
export type ChangeTold = wasm_bindgen.ChangeTold;
export type StudyQuestion = wasm_bindgen.StudyQuestion;
export type SplitSettings = Partial<wasm_bindgen.SplitSettings>;
export type AskedTold = wasm_bindgen.AskedTold;
/** Everything that a study is made of; what is left out has its usual value. */
export type Protocol = Partial<Omit<wasm_bindgen.Protocol, "question" | "model">> & { question: StudyQuestion; model: { kind: wasm_bindgen.ModelSettings["kind"] } & Record<string, unknown> };
export type ModelTold = wasm_bindgen.ModelTold;
export type StudyCard = wasm_bindgen.StudyCard;
export type StudyEvaluation = wasm_bindgen.Evaluation;
/** What reading a file found beside its cells: rows left out, how cells were read, and of a workbook its sheet. */
export type ReadTold = wasm_bindgen.ReadTold & { sheet?: SheetTold };
export type Drift = wasm_bindgen.Drift & { read: ReadTold };
export type RowNote = wasm_bindgen.RowNote;
export type Turned = wasm_bindgen.Turned;
export type ExternalTold = wasm_bindgen.ExternalTold & { read: ReadTold };
export type Compared = wasm_bindgen.Compared;
export type LearningPoint = wasm_bindgen.LearningPoint;
export type Flattery = wasm_bindgen.Flattery;
export type ImportanceReply = wasm_bindgen.ImportanceReply;
export type ImportanceSettings = Partial<wasm_bindgen.ImportanceSettings>;
export type DependenceReply = wasm_bindgen.DependenceReply;
export type DependenceSettings = Partial<wasm_bindgen.DependenceSettings>;
export type Curves = wasm_bindgen.Curves;
export type CaseTold = wasm_bindgen.CaseTold;
/** Who is explained: a row of the training table, a row of the table scored last (both from 0), or cells by column. */
export type Who = { row: number } | { scored: number } | { typed: Readonly<Record<string, number | string>> };
export type Movable = Partial<wasm_bindgen.Movable> & { column: string };

/** How a study is called for. */
export interface StudyOptions extends Calling {
  /** What the model is called. */
  name?: string;
  /**
   * How many workers carry it out, 1 to 16. Left out: as many as the device has cores, up to 4, and one alone where that
   * is unknown, where the study takes a few seconds only, or where its columns would take too much memory.
   */
  workers?: number;
}

/** A table scored: itself with new columns (UTF-8 with a byte order mark), and what must be known of single rows. */
export interface ScoredPeople {
  csv: Uint8Array;
  rows: number;
  answered: number;
  notes: RowNote[];
  turned: Turned[];
  read: ReadTold;
}

/** A table of people, kept by the engine until it is closed. */
export interface CohortTable {
  /** Of a workbook: the sheet that was read; absent for a file that is one table. */
  readonly sheet: SheetTold | undefined;
  /** How the file was written where that was neither UTF-8 nor UTF-16, so that it was guessed; otherwise absent. */
  readonly encoding?: "gb18030" | undefined;
  /** Columns with their pictures, notes, the first rows, and what is wrong with the table. */
  told(): Promise<TableTold>;
  /** Reads a column as something else; what could not become of that kind is told and missing from then on. */
  change(change: ColumnChange): Promise<ChangeTold>;
  /** What a question means for the table, before anything is fitted. */
  ask(question: StudyQuestion, split?: SplitSettings, parameters?: number): Promise<AskedTold>;
  /**
   * Carries out a study: chooses settings where a search is asked for, fits on all rows, and judges on rows that were not seen.
   * Cancelled, it ends in the best model so far, and its evaluation says `stopped`; with nothing fitted yet it rejects.
   */
  train(protocol: Protocol, options?: StudyOptions): Promise<StudyModel>;
  /** Lets the engine forget it. Models of it stay. */
  close(): void;
}

/** A trained model, kept by the engine until it is closed. */
export interface StudyModel {
  told(): Promise<ModelTold>;
  /** `model.json`: the whole of it, to keep and to open again. */
  file(): Promise<string>;
  /** The model with its preparation, for any program that runs ONNX. */
  onnx(): Promise<Uint8Array>;
  /** Keys and figures of its card. */
  card(): Promise<StudyCard>;
  /** What its author says, by item of the reporting checklist. */
  state(statements: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Scores a table of people. `words` stand for the names of its new columns (`margin`, `answer`, `low`, `high`, `classes`, `note`), for `no`
   * and `yes`, and for notes (`notes.newWord` and so on, with `{columns}` in them); what is left out stands as its key.
   */
  predict(file: NamedFile, words?: Readonly<Record<string, string>>): Promise<ScoredPeople>;
  /** Judges it on another table, as it is, recalibrated and fitted anew; its file keeps the first. */
  validate(file: NamedFile, calling?: Calling): Promise<ExternalTold>;
  /** How a table differs from the one it was trained on. */
  drift(file: NamedFile): Promise<Drift>;
  /** Holds it against another model of the same question, on rows that neither saw. */
  compare(other: StudyModel, threshold?: number): Promise<Compared>;
  /** How it does when fitted on fewer rows, and how much a model flatters itself on the rows it was fitted on. */
  learning(calling?: Calling): Promise<LearningPoint[]>;
  flattery(draws?: number, calling?: Calling): Promise<Flattery[]>;
  /** Answers on rows that it did not see, by row of the table; `of` tells table and outcome from others. */
  held(): Promise<{ of: string; rows: Uint32Array; margins: Float64Array; answers: Float64Array }>;
  /** What is lost where a column is shuffled. Needs the table it was trained on. */
  importance(settings?: ImportanceSettings, calling?: Calling): Promise<ImportanceReply>;
  /** What the model says while a column moves; of a model opened from its file the mean that is kept there, without lines of people. */
  dependence(column: string, settings?: DependenceSettings, calling?: Calling): Promise<DependenceReply>;
  /**
   * Why somebody has this answer; `movable` columns may change to cross the threshold. A number is a row of the training
   * table, from 0. A model opened from its file has no table: it explains what is typed and what it scored, and names no alike people.
   */
  explain(who: number | Who, movable?: readonly Movable[], threshold?: number, calling?: Calling): Promise<CaseTold>;
  /** Curves and surfaces of a model that is made of them. */
  shapes(): Promise<Curves | undefined>;
  close(): void;
}
