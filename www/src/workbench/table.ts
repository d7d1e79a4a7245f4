/** What the engine takes and tells of a table: its own types (`www/src/engine/types.d.ts`), and what the page puts together of them. */
import type { ColumnChange as Change, SheetTold } from "../engine/bench";
import type { Encoding } from "./bytes";
import { known } from "./known";

export type ColumnKind = wasm_bindgen.ColumnKind;
export type TableNote = wasm_bindgen.TableNote;
export type ColumnChange = Change;
export type Changed = wasm_bindgen.ChangeTold;
export type Happened = wasm_bindgen.Happened;
export type OutcomeSettings = wasm_bindgen.OutcomeSettings;
export type TaskKind = OutcomeSettings["task"];
export type Filter = wasm_bindgen.Filter & { column: string };
export type Leak = wasm_bindgen.Leak;
export type AskedReport = wasm_bindgen.AskedTold;

/** How the values of a column lie. */
export type ColumnPicture = wasm_bindgen.Picture;

/** One column as it was read, as it was judged, and as its values lie. */
export type ColumnReport = Pick<wasm_bindgen.ColumnFound, "name" | "kind" | "whole" | "missing" | "meaning" | "odd" | "oddCells" | "leftOut"> &
  Pick<wasm_bindgen.ColumnQuality, "different" | "constant" | "id" | "impossible" | "unusual" | "impossibleValues" | "codeForMissing"> & { picture: ColumnPicture | undefined };

/** Whether a column holds years: whole numbers, all about our time. */
export function holdsYears({ kind, whole, picture }: Pick<ColumnReport, "kind" | "whole" | "picture">): boolean {
  const { least = 0, greatest = 0 } = quantilesOf(picture) ?? {};
  return kind === "number" && whole && least >= 1850 && greatest <= 2150;
}

/** The row below headings that stand first, as all that follow it. */
const FIRST: readonly [number, number, number] = [0, 2, 1];

/** The row of the file that a row of the table was; the headings are row 1 where nothing stands above them. */
export function lineOf({ lines = [] }: Pick<TableReport, "lines">, row: number): number {
  const [at, line, step] = lines.findLast(([from]) => from <= row) ?? FIRST;
  return line + (row - at) * step;
}

/** The row of the table that a row of the file is, from 0; where the file's row was left out, the next one. */
export function rowOf({ lines = [], rows }: Pick<TableReport, "lines" | "rows">, line: number): number {
  const parts = lines.length === 0 ? [FIRST] : lines;
  const at = parts.findLastIndex(([, first]) => first <= line);
  const [from, first, step] = parts[at] ?? [0, line, 1];
  const next = parts[at + 1]?.[0] ?? rows - 1;
  return Math.max(0, Math.min(from + Math.ceil((line - first) / step), next, rows - 1));
}

/** A table that was read; `sheet` of a workbook. */
export type TableReport = Pick<wasm_bindgen.CohortTold, "rows" | "notes" | "preview"> & Partial<Pick<wasm_bindgen.CohortTold, "faulty" | "lines" | "madeOfOne">> & Pick<wasm_bindgen.Quality, "patterns" | "doubleRows" | "nearDoublePairs"> & Partial<Pick<wasm_bindgen.Quality, "doubles" | "nearDoubles">> & { name: string; columns: readonly ColumnReport[]; sheet?: SheetTold | undefined };

/** The question to a table, its lists written out. */
export type Question = Omit<wasm_bindgen.StudyQuestion, "population" | "groups"> & { population: Filter[]; groups: string[] };

/** Words of a column with their rows, the most frequent first; none of other columns. */
export const wordsOf = (picture: ColumnPicture | undefined): readonly wasm_bindgen.WordCount[] => (picture?.kind === "word" ? picture.most : []);

/** Least, quartiles, most and the like of a column of numbers. */
export const quantilesOf = (picture: ColumnPicture | undefined): wasm_bindgen.Quantiles | undefined => (picture?.kind === "number" ? picture.quantiles : undefined);

/** Cells, picture and quality of each column in one place. */
export function tableReport(told: wasm_bindgen.TableTold, sheet?: SheetTold, encoding?: Encoding): TableReport {
  const { name, table, quality } = known(told);
  const { rows, preview, pictures, faulty, lines, madeOfOne } = table;
  // Bytes that are no UTF-8 were taken for another way of writing: whoever knows the table sees whether that was right.
  const notes = encoding === undefined ? table.notes : [{ key: encoding, columns: [], pairs: [] }, ...table.notes];
  const { patterns, doubleRows, nearDoublePairs, doubles, nearDoubles } = quality;
  const columns = table.columns.flatMap((column, at): ColumnReport[] => {
    const judged = quality.columns[at];
    // A cell that did not fit its column is missing, wherever missing cells are counted.
    return judged === undefined ? [] : [{ ...judged, ...column, missing: column.missing + column.odd, picture: pictures[at] }];
  });
  return { name, rows, columns, notes, preview, patterns, doubleRows, nearDoublePairs, doubles, nearDoubles, faulty, lines, madeOfOne, sheet };
}
