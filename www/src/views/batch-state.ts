/** The table of people that is open, its results and how far it is; kept while the page shows a row of it. */
import { isEngineError, type NamedFile } from "../engine/api";
import { namesOutcome } from "../outcome-names";
import type { App } from "../state";
import { refuseLarge } from "../../worker/envelope";
import { Rows } from "./batch-rows";

/** One table, from the moment it was dropped. */
export interface Table {
  file: NamedFile;
  /** As it came. */
  input: Rows;
  bytes: Uint8Array;
  stage: "running" | "done" | "stopped" | "failed";
  done: number;
  total: number;
  startedAt: number;
  abort: AbortController;
  /** With results, once there are some. */
  output?: Rows;
  outputBytes?: Uint8Array;
  /** Risk of each row, 0 to 1; not a number where there is none. */
  risks?: Float64Array;
  /** Why rows have no answer, most frequent first. */
  reasons?: [string, number][];
  /** What holds for every answer, as keys under `batch.notes`. */
  notes?: readonly string[];
  error?: unknown;
  /** How it is looked at: kept while one of its people is open, so that Back comes back to the same row. */
  look?: Look;
}

/** Which rows are shown, how far the list is scrolled (pixels), and the row the keys are on. */
export interface Look {
  show: "all" | "unanswered" | "highest";
  top: number;
  active: number;
}

const tables = new WeakMap<App, Table>();

export const tableOf = (app: App): Table | undefined => tables.get(app);

export function setTable(app: App, table: Table): void {
  tables.set(app, table);
  // What a notice offers to undo was of the person before.
  app.notice.value = undefined;
  app.table.value = table.file;
}

/** Drops the table and its results. */
export function forgetTable(app: App): void {
  tables.get(app)?.abort.abort();
  tables.delete(app);
  app.table.value = undefined;
}

/** Bytes of a file, wherever they are. Throws an engine error where they are too many. */
export async function bytesOf(file: NamedFile): Promise<Uint8Array> {
  const data = file instanceof Blob ? file : file.data;
  refuseLarge([{ name: file.name, size: data instanceof Blob ? data.size : data.length }]);
  return data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data;
}

/** Columns of a long table (one row a measurement), which belongs to one person and is no table of people. */
const long = { value: /^(value|result|valuenum|结果|数值|检测值|测定值)/i, what: /(code|item|test|name|concept|analyte|项目|指标|名称)/i };

/**
 * Whether `head` begins a table of many people: a CSV with one row a person and more than `LEAST` rows.
 * Smaller ones are read as people and asked about.
 */
export function looksLikePeople(head: Uint8Array, whole: boolean): boolean {
  if (head[0] === 0x7b || head[0] === 0x5b || head.includes(0)) return false;
  const rows = new Rows(head);
  const heads = rows.heads.map((one) => one.trim());
  if (heads.length < 3 || heads.some((one) => /^[[{<]/.test(one))) return false;
  if (heads.some((one) => long.value.test(one)) && heads.some((one) => long.what.test(one))) return false;
  return rows.length >= LEAST || (!whole && rows.length > 1);
}

/** Fewer rows than this are people to choose from, not a table. */
export const LEAST = 20;

/** Result columns carry this before their name (`src/session/batch.rs`). */
const MARK = "bedside_";
/** The headline risk, percent, and why a row has none. */
const RISK = "bedside_10y_ascvd_pct";
export const REASON = "bedside_reason";

/** Columns that the results added: the last of each name, since a table may come back with older results. */
export function addedColumns(output: readonly string[]): number[] {
  return output.flatMap((name, at) => (name.startsWith(MARK) && output.lastIndexOf(name) === at ? [at] : []));
}

/** Headings of the column by which a clinic knows its people. */
const who = /^(id|mrn|nhs|name)\b|^(patient|编号|姓名|病案号|门诊号|住院号|登记号|病历号|患者)/i;

/** The column that says who a row is: one so named, else the file's first; -1 in a table without columns. */
export function nameColumn(heads: readonly string[]): number {
  const own = heads.map((head) => (head.startsWith(MARK) ? "" : head.trim()));
  const named = own.findIndex((head) => who.test(head));
  return named >= 0 ? named : own.findIndex((head) => head !== "");
}

/** Where the headline risk and the reasons stand; -1 where they do not. */
export function findColumns(output: readonly string[]): { risk: number; reason: number } {
  return { risk: output.lastIndexOf(RISK), reason: output.lastIndexOf(REASON) };
}

/** One row with its heading, as a file of its own. */
export function rowFile(table: Table, row: number): NamedFile {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  // The row that is looked at: the engine leaves out rows that say nothing, so those of the file are counted otherwise.
  const rows = table.output ?? table.input;
  const added = new Set(table.output === undefined ? [] : addedColumns(rows.heads));
  const own = (line: readonly string[]): string[] => rows.heads.flatMap((_, at) => (added.has(at) ? [] : [line[at] ?? ""]));
  const text = [rows.heads, rows.row(row)].map((line) => own(line).map(cell).join(",")).join("\r\n");
  return { name: `${table.file.name}, ${row + 1}`, data: new TextEncoder().encode(`${text}\r\n`) };
}

/** The column that says what happened, in a table that no row of can be scored by. */
export function outcomeOf({ stage, error, risks, input }: Pick<Table, "stage" | "error" | "risks"> & { input: Pick<Rows, "heads"> }): string | undefined {
  const unknown = stage === "failed" && isEngineError(error) && error.key === "csv.unknownColumns";
  if (!unknown && !(stage === "done" && count(risks) === 0)) return undefined;
  return input.heads.find((head) => namesOutcome(head));
}

/** How many rows have an answer. */
export function count(risks: Float64Array | undefined): number {
  let n = 0;
  for (const value of risks ?? []) if (!Number.isNaN(value)) n += 1;
  return n;
}
