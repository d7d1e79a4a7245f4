/** The workbench's calls on the engine's module `workbench`: tables and models stay there and are named by a number. */
import type { Calling, NamedFile } from "./engine/api";
import type { CohortTable, Protocol, StudyModel, StudyOptions } from "./engine/bench";
import { fault, type Fault } from "../worker/envelope";
import { BedsideError, type Line } from "../worker/line";
import { fileOf, must, options as optionsOf } from "./client-checks";
import { carryOut } from "./client-study";
import { named } from "./client-values";
import { tableBytes } from "./workbench/bytes";

/** Reads a table; it stays in the engine. */
export async function openTable(line: Line, file: NamedFile, calling: Calling): Promise<CohortTable> {
  const { name, data } = await bytesOf("openTable", file);
  const { handle } = await line.call("tableBegin", [name, data], sending(calling));
  return new Table(line, kept(handle), name);
}

/** Opens a model's file; it stays in the engine. */
export async function openStudy(line: Line, file: NamedFile): Promise<StudyModel> {
  fileOf("openStudy", file);
  const { data } = named(file);
  const text = data instanceof Blob ? await data.text() : new TextDecoder().decode(data);
  const { handle } = await line.call("openModel", [text], {});
  return new Model(line, kept(handle));
}

/** Opens a model that ships; it stays in the engine. */
export async function openShipped(line: Line, id: string): Promise<StudyModel> {
  must("openShipped", "id", id, "text");
  const { handle } = await line.call("openShipped", [id], {});
  return new Model(line, kept(handle));
}

class Table implements CohortTable {
  constructor(
    private readonly line: Line,
    private readonly on: number,
    private readonly name: string,
  ) {}

  told: CohortTable["told"] = () => this.#ask("told", []);
  change: CohortTable["change"] = (change) => this.#ask("change", [change]);
  ask: CohortTable["ask"] = (question, split = {}, parameters) => this.#ask("ask", [question, split, parameters]);

  async train(protocol: Protocol, options: StudyOptions = {}): Promise<StudyModel> {
    must("train", "protocol", protocol, "object");
    optionsOf("train", options);
    if (options.workers !== undefined) must("train", "options.workers", options.workers, "workers");
    const name = options.name ?? this.name.replace(/\.[^.]*$/, "");
    return new Model(this.line, kept(await carryOut(this.line, this.on, protocol, name, options)));
  }

  close(): void {
    this.line.release(this.on);
  }

  async #ask<T>(method: string, args: unknown[]): Promise<T> {
    return (await this.line.call(method, args, { on: this.on })).value as T;
  }
}

class Model implements StudyModel {
  constructor(
    private readonly line: Line,
    private readonly on: number,
  ) {}

  told: StudyModel["told"] = () => this.#ask("told", []);
  file: StudyModel["file"] = () => this.#ask("write", []);
  onnx: StudyModel["onnx"] = () => this.#ask("onnx", []);
  card: StudyModel["card"] = () => this.#ask("card", []);
  state: StudyModel["state"] = async (statements) => void (await this.#ask("state", [statements]));
  predict: StudyModel["predict"] = async (file) => this.#with("predict", "score", file);
  drift: StudyModel["drift"] = async (file) => this.#with("drift", "drift", file);
  shapes: StudyModel["shapes"] = async () => (await this.#ask<Awaited<ReturnType<StudyModel["shapes"]>> | null>("shapes", [])) ?? undefined;
  held: StudyModel["held"] = () => this.#ask("held", []);
  learning: StudyModel["learning"] = (calling = {}) => this.#ask("learningBegin", [], calling);
  flattery: StudyModel["flattery"] = (draws = 200, calling = {}) => this.#ask("flatteryBegin", [draws], calling);
  importance: StudyModel["importance"] = (settings = {}, calling = {}) => this.#ask("importanceBegin", [settings], calling);
  dependence: StudyModel["dependence"] = (column, settings = {}, calling = {}) => this.#ask("dependenceBegin", [column, settings], calling);
  explain: StudyModel["explain"] = (who, movable = [], threshold = 0.5, calling = {}) => this.#ask("caseBegin", [typeof who === "number" ? { row: who } : who, [...movable], threshold], calling);

  async validate(...[file, calling = {}]: Parameters<StudyModel["validate"]>): ReturnType<StudyModel["validate"]> {
    const { name, data } = await bytesOf("validate", file);
    const { told, kept: external } = await this.#ask<{ told: Awaited<ReturnType<StudyModel["validate"]>>; kept: unknown }>("judgeBegin", [name, data], calling);
    await this.#ask("keepJudged", [external]);
    return told;
  }

  async compare(...[other, threshold = 0.5]: Parameters<StudyModel["compare"]>): ReturnType<StudyModel["compare"]> {
    const { of, rows, margins, answers } = await other.held();
    return this.#ask("compare", [of, rows, margins, answers, threshold]);
  }

  close(): void {
    this.line.release(this.on);
  }

  async #with<T>(call: string, method: string, file: NamedFile): Promise<T> {
    const { name, data } = await bytesOf(call, file);
    return this.#ask(method, [name, data]);
  }

  async #ask<T>(method: string, args: unknown[], calling: Calling = {}): Promise<T> {
    const { value, stopped } = await this.line.call(method, args, { ...sending(calling), on: this.on });
    if (stopped) throw new BedsideError({ kind: "cancelled", key: "cancelled" });
    return value as T;
  }
}

/** A file's bytes as the engine reads them: unpacked, in UTF-8. */
async function bytesOf(call: string, file: NamedFile): Promise<{ name: string; data: Uint8Array }> {
  fileOf(call, file);
  try {
    return await tableBytes(file);
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
