/** The workbench's calls on the engine's module `workbench`: tables and models stay there and are named by a number. */
import type { Calling, NamedFile } from "./engine/api";
import type { CohortTable, Protocol, ReadTold, SheetTold, StudyModel, StudyOptions } from "./engine/bench";
import { fault, type Fault } from "../worker/envelope";
import { BedsideError, type Line } from "../worker/line";
import { fileOf, must, options as optionsOf } from "./client-checks";
import { carryOut } from "./client-study";
import { named } from "./client-values";
import { isWorkbook, sheetOf, type TableText } from "./client-workbook";
import { tableBytes, type Encoding } from "./workbench/bytes";

/** The engine of the workbench, and the way to the reader of workbooks, which is brought when there is one to read. */
export interface Bench {
  line: Line;
  sheets: () => Promise<Line>;
}

/** Reads a table; it stays in the engine. */
export async function openTable(bench: Bench, file: NamedFile, calling: Calling & { sheet?: string | undefined }): Promise<CohortTable> {
  const { name, data, sheet, encoding } = await bytesOf(bench, "openTable", file, calling);
  const { handle } = await bench.line.call("tableBegin", [name, data], sending(calling));
  return new Table(bench, kept(handle), name, sheet, encoding);
}

/** Opens a model's file; it stays in the engine. */
export async function openStudy(bench: Bench, file: NamedFile): Promise<StudyModel> {
  fileOf("openStudy", file);
  const { data } = named(file);
  const text = data instanceof Blob ? await data.text() : new TextDecoder().decode(data);
  const { handle } = await bench.line.call("openModel", [text], {});
  return new Model(bench, kept(handle));
}

/** Opens a model that ships; it stays in the engine. */
export async function openShipped(bench: Bench, id: string): Promise<StudyModel> {
  must("openShipped", "id", id, "text");
  const { handle } = await bench.line.call("openShipped", [id], {});
  return new Model(bench, kept(handle));
}

class Table implements CohortTable {
  constructor(
    private readonly bench: Bench,
    private readonly on: number,
    private readonly name: string,
    readonly sheet: SheetTold | undefined,
    readonly encoding: Encoding | undefined,
  ) {}

  told: CohortTable["told"] = () => this.#ask("told", []);
  change: CohortTable["change"] = (change) => this.#ask("change", [change]);
  ask: CohortTable["ask"] = (question, split = {}, parameters) => this.#ask("ask", [question, split, parameters]);

  async train(protocol: Protocol, options: StudyOptions = {}): Promise<StudyModel> {
    must("train", "protocol", protocol, "object");
    optionsOf("train", options);
    if (options.workers !== undefined) must("train", "options.workers", options.workers, "workers");
    const name = options.name ?? this.name.replace(/\.[^.]*$/, "");
    return new Model(this.bench, kept(await carryOut(this.bench.line, this.on, protocol, name, options)));
  }

  close(): void {
    this.bench.line.release(this.on);
  }

  async #ask<T>(method: string, args: unknown[]): Promise<T> {
    return (await this.bench.line.call(method, args, { on: this.on })).value as T;
  }
}

class Model implements StudyModel {
  constructor(
    private readonly bench: Bench,
    private readonly on: number,
  ) {}

  told: StudyModel["told"] = () => this.#ask("told", []);
  file: StudyModel["file"] = () => this.#ask("write", []);
  onnx: StudyModel["onnx"] = () => this.#ask("onnx", []);
  card: StudyModel["card"] = () => this.#ask("card", []);
  state: StudyModel["state"] = async (statements) => void (await this.#ask("state", [statements]));
  predict: StudyModel["predict"] = async (file, words) => this.#with("predict", "score", file, ...(words === undefined ? [] : [words]));
  drift: StudyModel["drift"] = async (file) => this.#with("drift", "drift", file);
  shapes: StudyModel["shapes"] = async () => (await this.#ask<Awaited<ReturnType<StudyModel["shapes"]>> | null>("shapes", [])) ?? undefined;
  held: StudyModel["held"] = () => this.#ask("held", []);
  learning: StudyModel["learning"] = (calling = {}) => this.#ask("learningBegin", [], calling);
  flattery: StudyModel["flattery"] = (draws = 200, calling = {}) => this.#ask("flatteryBegin", [draws], calling);
  importance: StudyModel["importance"] = (settings = {}, calling = {}) => this.#ask("importanceBegin", [settings], calling);
  dependence: StudyModel["dependence"] = (column, settings = {}, calling = {}) => this.#ask("dependenceBegin", [column, settings], calling);
  explain: StudyModel["explain"] = (who, movable = [], threshold = 0.5, calling = {}) => this.#ask("caseBegin", [typeof who === "number" ? { row: who } : who, [...movable], threshold], calling);

  async validate(...[file, calling = {}]: Parameters<StudyModel["validate"]>): ReturnType<StudyModel["validate"]> {
    const { name, data, sheet } = await bytesOf(this.bench, "validate", file, calling);
    const { told, kept: external } = await this.#ask<{ told: Awaited<ReturnType<StudyModel["validate"]>>; kept: unknown }>("judgeBegin", [name, data], calling);
    // Nothing is kept of the table it was trained on.
    if (external !== undefined && external !== null) await this.#ask("keepJudged", [external]);
    return withSheet(told, sheet);
  }

  async compare(...[other, threshold = 0.5]: Parameters<StudyModel["compare"]>): ReturnType<StudyModel["compare"]> {
    const { of, rows, margins, answers } = await other.held();
    return this.#ask("compare", [of, rows, margins, answers, threshold]);
  }

  close(): void {
    this.bench.line.release(this.on);
  }

  async #with<T extends { read: ReadTold }>(call: string, method: string, file: NamedFile, ...more: unknown[]): Promise<T> {
    const { name, data, sheet } = await bytesOf(this.bench, call, file);
    return withSheet(await this.#ask<T>(method, [name, data, ...more]), sheet);
  }

  async #ask<T>(method: string, args: unknown[], calling: Calling = {}): Promise<T> {
    const { value, stopped } = await this.bench.line.call(method, args, { ...sending(calling), on: this.on });
    if (stopped) throw new BedsideError({ kind: "cancelled", key: "cancelled" });
    return value as T;
  }
}

/** What was told of a file, with the sheet that it was read from. */
function withSheet<T extends { read: ReadTold }>(told: T, sheet: SheetTold | undefined): T {
  return sheet === undefined ? told : { ...told, read: { ...told.read, sheet } };
}

/** A file's bytes as the engine reads them: unpacked, in UTF-8; of a workbook a sheet. */
async function bytesOf(bench: Bench, call: string, file: NamedFile, calling: Calling & { sheet?: string | undefined } = {}): Promise<TableText & { encoding?: Encoding | undefined }> {
  fileOf(call, file);
  try {
    const { name, data, encoding } = await tableBytes(file);
    return isWorkbook(data) ? await sheetOf(bench.sheets, name, data, calling) : { name, data, encoding };
  } catch (error) {
    throw error instanceof BedsideError ? error : new BedsideError(error as Fault);
  }
}

function kept(handle: number | undefined): number {
  if (handle === undefined) throw new BedsideError(fault("internal", "engine.stopped"));
  return handle;
}

function sending({ onProgress, signal }: Calling): { onProgress: ((progress: unknown) => void) | undefined; signal: AbortSignal | undefined } {
  return { signal, onProgress: onProgress && ((progress) => onProgress(progress as Parameters<NonNullable<Calling["onProgress"]>>[0])) };
}
