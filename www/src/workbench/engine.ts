/** What the workbench asks of the engine; `client-workbench.ts` answers. One table is open at a time. */
import type { Calling, ExportFile, NamedFile } from "../engine/api";
import type { OwnField } from "./own";
import type { CardItem, CaseExplained, Compared, DependenceOf, Drift, External, FileRead, Flattery, Importance, LearningPoint, Protocol, ShapeOf, SplitSettings, Trained, Whom } from "./study";
import type { Promised } from "./promise";
import type { AskedReport, Changed, ColumnChange, Question, TableReport } from "./table";

/** A scored table: itself with new columns, and how many rows have an answer. */
export interface ScoredTable {
  csv: Uint8Array;
  rows: number;
  answered: number;
  /** What must be known of single rows, by what it is: how many rows, and which columns. */
  notes: readonly { what: string; rows: number; columns: readonly string[] }[];
  read: FileRead;
}

export interface WorkbenchEngine {
  /** Reads a table, of a workbook the sheet that is named, and keeps it; the one before is forgotten. */
  readTable(file: NamedFile, calling?: Calling & { sheet?: string | undefined }): Promise<TableReport>;
  /** The same table with a column read as somebody says. */
  changeColumn(change: ColumnChange): Promise<{ table: TableReport; changed: Changed }>;
  /** Reads the table that is open again, the same sheet of it, with these changes alone; its models stay. */
  readAgain(file: NamedFile, changes: readonly ColumnChange[], sheet?: string): Promise<TableReport>;
  /** What a question means for the table, before anything is trained; the model is to learn so many `parameters`. */
  ask(question: Question, split: SplitSettings, parameters?: number): Promise<AskedReport>;
  /** Trains and judges a model; a search that is stopped keeps the best so far. */
  train(protocol: Protocol, calling?: Calling): Promise<Trained>;
  /** Judges a model on another table. */
  validate(id: number, file: NamedFile, calling?: Calling): Promise<External>;
  /** How it does when fitted on fewer people, and how much it flatters itself: both train it again, often. */
  learning(id: number, calling?: Calling): Promise<readonly LearningPoint[]>;
  flattery(id: number, calling?: Calling): Promise<readonly Flattery[]>;
  /** What it promises beside its answers; absent where it promises nothing. */
  promised(id: number): Promise<Promised | undefined>;
  /** Held against another model of this table, with people moving across a threshold. */
  compare(id: number, other: number, threshold: number): Promise<Compared>;
  importance(id: number, calling?: Calling): Promise<readonly Importance[]>;
  dependence(id: number, column: string, calling?: Calling): Promise<DependenceOf>;
  /** Curves and surfaces; empty for a model that has none. */
  shapes(id: number): Promise<readonly ShapeOf[]>;
  /** Why somebody has this answer; `movable` columns may change to cross the threshold. */
  explain(id: number, whom: Whom, movable: readonly string[], threshold: number, calling?: Calling): Promise<CaseExplained>;
  /** What is typed to explain somebody: the columns that the model reads. */
  fields(id: number): Promise<readonly OwnField[]>;
  /** The model, what it was made of and how it did, to keep and to open again. */
  modelFile(id: number): Promise<ExportFile>;
  openModel(file: NamedFile): Promise<Trained>;
  /** Opens a model that ships, by its id. */
  openShipped(id: string): Promise<Trained>;
  /** The model with its preprocessing, for onnxruntime. */
  onnx(id: number): Promise<{ name: string; type: string; data: Uint8Array }>;
  /** What the author says, by item of TRIPOD+AI; it goes into the card and the file. */
  state(id: number, statements: Readonly<Record<string, string>>): Promise<void>;
  /** The card in words, and which items of TRIPOD+AI it meets. */
  card(id: number, language: string): Promise<{ file: ExportFile; items: readonly CardItem[] }>;
  score(id: number, file: NamedFile, calling?: Calling): Promise<ScoredTable>;
  drift(id: number, file: NamedFile, calling?: Calling): Promise<Drift>;
  /** Forgets the table and all models of it. */
  forget(): Promise<void>;
}
