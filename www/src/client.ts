/**
 * The package's calls, typed: what the page, a portal, Node and the tests use. Every call goes through the
 * envelope to one engine (a Worker in browsers, the same thread in Node); the names follow the engine's own
 * methods (`src/wasm/engine.rs`), so this file converts arguments and adds nothing of its own.
 */
import type {
  Amendment,
  Answers,
  Assessed,
  AssessOptions,
  BatchOptions,
  BatchResult,
  BatchTable,
  Bedside,
  Calling,
  Catalog,
  Checked,
  Evaluated,
  ExercisePlan,
  ExerciseProfile,
  ExportFile,
  InputValue,
  KnownPerson,
  LearnSettings,
  MovementSwap,
  MealCatalogue,
  MealDay,
  MealLimits,
  MealPlan,
  MealProfile,
  MealWeek,
  MealWishes,
  NamedFile,
  OrderEvaluation,
  Patient,
  Preview,
  Progress,
  Reading,
  ReadOptions,
  Together,
  TogetherWishes,
  WhatIf,
  ScoredAction,
  TrainedModel,
  MovementSwapped,
  CohortTable,
  StudyModel,
} from "./engine/api";
import { fault, type Fault } from "../worker/envelope";
import { isTape, TapeReader } from "../worker/tape";
import { type Bench, openShipped, openStudy, openTable } from "./client-bench";
import { asTable } from "./client-workbook";
import { asText, fitting, given, named, today } from "./client-values";
import { fileOf, must, options as optionsOf, seedOf } from "./client-checks";
import { BedsideError, Line, type Sending, type Spawn } from "../worker/line";

export { BedsideError, workerSpawn, type Port, type Spawn } from "../worker/line";
export { inlineSpawn } from "../worker/inline";
export type { Fault };
export type * from "./engine/api";

/** One column of `evaluateMany`: numbers in the canonical unit (NaN = unknown), or words. */
export type Column = Float64Array | Float32Array | Uint8Array | readonly (string | null)[];

/** Options of `evaluateMany`. */
export interface ManyOptions {
  /** Give the columns' memory away instead of copying it; the caller's arrays are empty afterwards. */
  transfer?: boolean;
  /**
   * Arrays to write the answers into, as long as the columns: what an earlier call answered, say. In a browser they
   * go to the engine's thread and come back in the answer; the caller's own are empty afterwards.
   */
  into?: Answers;
}

/** Columns that stay in the engine, for several equations without copying them again. */
export interface Table {
  /** Evaluates one equation on the columns, into `into` where that is given (see {@link ManyOptions}). */
  evaluate(id: string, into?: Answers): Promise<Answers>;
  /** Lets the engine forget them. */
  free(): void;
}

/** A Bedside with its catalogue at hand: what `open()` gives. */
export interface Client extends Omit<Bedside, "catalog"> {
  /** Equations, formats, models, genes, actions: everything describes itself. */
  catalog(): Catalog;
  /** Reads files, any mix, into patients with a reading report. */
  read(files: readonly NamedFile[], calling?: Calling & ReadOptions): Promise<Reading>;
  amend(record: Patient, amendments: readonly Amendment[]): Promise<Patient>;
  /** What a form answers so far: its scores alone. */
  preview(form: object, options?: AssessOptions): Promise<Preview>;
  assess(record: Patient, options?: AssessOptions): Promise<Assessed>;
  /** One equation; names are concept ids or the equation's own, a bare number is in the canonical unit. */
  evaluate(id: string, inputs: Record<string, InputValue>): Promise<Evaluated>;
  /** Many people at once: columns in, one column and reason codes out. */
  evaluateMany(id: string, columns: Record<string, Column>, options?: ManyOptions): Promise<Answers>;
  /** Keeps columns in the engine; call `free` when done. */
  frame(columns: Record<string, Column>, options?: Pick<ManyOptions, "transfer">): Promise<Table>;
  /** The recommender alone, rule names as in a vignette. */
  recommend(patient: unknown): Promise<unknown>;
  /** A table of people; a cancel keeps the rows that are done. */
  batch(file: NamedFile, options?: BatchOptions, calling?: Calling): Promise<BatchResult>;
  /** The worked examples inside the engine: expected, got, difference. */
  selfCheck(): Promise<Checked[]>;
  /**
   * Any engine method by its name, for those that have no typed call here.
   * @param method Name in the generated types.
   * @param calling Also which module of wasm has it; the whole engine unless said otherwise.
   */
  call(method: string, args: readonly unknown[], calling?: Calling & { module?: string }): Promise<unknown>;
  close(): Promise<void>;
}

/** Brings a further module of wasm by its name (www/modules.json), ready to be started. */
export type Bring = (module: string) => Promise<Spawn>;

/**
 * Opens a client on an engine that `spawn` starts, whose catalogue may be `known`. Calls of further modules go to
 * engines of their own, which `bring` fetches at the first such call. Rejects when the engine cannot start.
 */
export async function openWith(spawn: Spawn, known?: Catalog, bring?: Bring): Promise<Client> {
  const line = new Line(spawn);
  try {
    if (known !== undefined) {
      await line.opened();
      return new EngineClient(line, known, bring);
    }
    // Asked at once: the answer comes right behind the start.
    const { value } = await line.call("catalog", []);
    return new EngineClient(line, value as Catalog, bring);
  } catch (error) {
    line.close();
    throw error;
  }
}

class EngineClient implements Client {
  readonly #line: Line;
  readonly #catalog: Catalog;
  readonly #tapes = new TapeReader();
  readonly #bring: Bring | undefined;
  /** Engines of further modules, each started at its first call. */
  readonly #further = new Map<string, Promise<Line>>();
  #closed = false;

  constructor(line: Line, catalog: Catalog, bring: Bring | undefined) {
    this.#line = line;
    this.#catalog = catalog;
    this.#bring = bring;
  }

  catalog(): Catalog {
    return this.#catalog;
  }

  async read(files: readonly NamedFile[], calling: Calling & ReadOptions = {}): Promise<Reading> {
    optionsOf("read", calling, "calling");
    must("read", "files", files, "list");
    files.forEach((file, at) => must("read", `files[${at}]`, file, "object"));
    const { onProgress, signal, ...options } = calling;
    const args = [fitting(files.map(named)), options];
    return (await this.#ask("read", args, { onProgress, signal })) as Reading;
  }

  async amend(record: Patient, amendments: readonly Amendment[]): Promise<Patient> {
    return (await this.#ask("amend", [record, amendments, today()])) as Patient;
  }

  async assess(record: Patient, options: AssessOptions = {}): Promise<Assessed> {
    optionsOf("assess", options);
    const asked = { ...options, asOf: options.asOf ?? today() };
    const answer = await this.#ask("assess", [asText(record), asked, this.#tapes.told()]);
    return (isTape(answer) ? this.#tapes.read(answer) : answer) as Assessed;
  }

  async preview(form: object, options: AssessOptions = {}): Promise<Preview> {
    optionsOf("preview", options);
    return (await this.#ask("preview", [form, { ...options, asOf: options.asOf ?? today() }])) as Preview;
  }

  async evaluate(id: string, inputs: Record<string, InputValue>): Promise<Evaluated> {
    must("evaluate", "id", id, "text");
    return (await this.#ask("evaluate", [id, inputs])) as Evaluated;
  }

  async evaluateMany(id: string, columns: Record<string, Column>, options: ManyOptions = {}): Promise<Answers> {
    must("evaluateMany", "id", id, "text");
    must("evaluateMany", "columns", columns, "object");
    optionsOf("evaluateMany", options);
    const { transfer, into } = options;
    const away = [...(transfer ? given(columns) : []), ...given({ ...into })];
    const { value } = await this.#line.call("evaluateMany", [id, columns, into], { transfer: away });
    return value as Answers;
  }

  async frame(columns: Record<string, Column>, options: Pick<ManyOptions, "transfer"> = {}): Promise<Table> {
    must("frame", "columns", columns, "object");
    optionsOf("frame", options);
    const line = this.#line;
    const { handle: on = 0 } = await line.call("frame", [columns], { transfer: options.transfer ? given(columns) : [] });
    return {
      evaluate: async (id, into) => {
        must("evaluate", "id", id, "text");
        return (await line.call("evaluate", [id, into], { on, transfer: given({ ...into }) })).value as Answers;
      },
      free: () => line.release(on),
    };
  }

  async together(who: Patient | Record<string, unknown>, actions: readonly string[], options: AssessOptions & TogetherWishes = {}): Promise<Together> {
    optionsOf("together", options);
    return (await this.#ask("together", [who, actions, { ...options, asOf: options.asOf ?? today() }])) as Together;
  }

  async whatIf(record: Patient, changes: Record<string, number | string>, options: AssessOptions = {}): Promise<WhatIf> {
    optionsOf("whatIf", options);
    return (await this.#ask("whatIf", [record, changes, { ...options, asOf: options.asOf ?? today() }])) as WhatIf;
  }

  async recommend(patient: unknown): Promise<unknown> {
    return this.#ask("recommend", [patient]);
  }

  async batch(
    file: NamedFile,
    options: BatchOptions = {},
    calling: Calling = {},
  ): Promise<BatchResult> {
    optionsOf("batch", options);
    fileOf("batch", file);
    const [given] = fitting([named(file)] as const);
    const { name, data } = await asTable(this.#sheets, given, calling);
    const args = [name, data, { ...options, asOf: options.asOf ?? today() }];
    const { value, stopped } = await this.#line.call("batchBegin", args, sending(calling));
    return { value: value as BatchTable, stopped };
  }

  async selfCheck(): Promise<Checked[]> {
    return (await this.#ask("selfCheck", [])) as Checked[];
  }

  async mealProfile(who: Patient | Record<string, unknown>, options: AssessOptions & MealWishes = {}): Promise<MealProfile> {
    optionsOf("mealProfile", options);
    return (await this.#ask("mealProfile", [who, { ...options, asOf: options.asOf ?? today() }])) as MealProfile;
  }

  async planMeals(...[profile, options]: Parameters<Bedside["planMeals"]>): Promise<MealWeek> {
    return week(await this.#ask("planMeals", [profile, seedOf("planMeals", options)], {}, "plan"));
  }

  async swapMeal(...[profile, plan, place, options]: Parameters<Bedside["swapMeal"]>): Promise<MealWeek> {
    must("swapMeal", "plan", plan, "list");
    return week(await this.#ask("swapMeal", [profile, [...plan], place, seedOf("swapMeal", options)], {}, "plan"));
  }

  async gradeMeals(profile: MealLimits, plan: readonly MealDay[]): Promise<string[]> {
    must("gradeMeals", "plan", plan, "list");
    return (await this.#ask("gradeMeals", [profile, [...plan]], {}, "plan")) as string[];
  }

  async mealCatalogue(): Promise<MealCatalogue> {
    return (await this.#ask("mealCatalogue", [], {}, "plan")) as MealCatalogue;
  }

  async evaluateRecommender(file: NamedFile, settings: LearnSettings = {}, calling: Calling = {}): Promise<OrderEvaluation> {
    return (await this.#train("evaluateRecommender", file, settings, calling)).evaluation;
  }

  async trainRecommender(file: NamedFile, settings: LearnSettings = {}, calling: Calling = {}): Promise<TrainedModel> {
    return (await this.#train("trainRecommender", file, settings, calling)).model;
  }

  async #train(call: "evaluateRecommender" | "trainRecommender", file: NamedFile, settings: LearnSettings, calling: Calling): Promise<{ evaluation: OrderEvaluation; model: TrainedModel }> {
    fileOf(call, file);
    optionsOf(call, settings, "settings");
    optionsOf(call, calling, "calling");
    const [given] = fitting([named(file)] as const);
    const { name, data } = await asTable(this.#sheets, given, calling);
    return (await this.#ask("trainBegin", [name, data, settings, today(), call === "trainRecommender"], calling, "learn")) as { evaluation: OrderEvaluation; model: TrainedModel };
  }

  async exportRecommender(model: TrainedModel): Promise<ExportFile> {
    must("exportRecommender", "model", model, "object");
    must("exportRecommender", "model.card", model.card, "object");
    const { card, file } = model;
    return Promise.resolve({ name: `bedside-recommender-${card.settings.model}-${card.made}.json`, type: "application/json", data: file });
  }

  async openRecommender(file: NamedFile): Promise<TrainedModel> {
    fileOf("openRecommender", file);
    const { name, data } = named(file);
    fitting([{ name, data }]);
    return (await this.#ask("openModel", [name, data], {}, "learn")) as TrainedModel;
  }

  async scoreActions(model: TrainedModel, person: KnownPerson): Promise<ScoredAction[]> {
    must("scoreActions", "model", model, "object");
    must("scoreActions", "model.file", model.file, "text");
    return (await this.#ask("scoreActions", [model.file, person], {}, "learn")) as ScoredAction[];
  }

  async exampleFeedback(): Promise<string> {
    return (await this.#ask("exampleFeedback", [], {}, "learn")) as string;
  }

  async openTable(...[file, calling = {}]: Parameters<Bedside["openTable"]>): Promise<CohortTable> {
    optionsOf("openTable", calling, "calling");
    if (calling.sheet !== undefined) must("openTable", "calling.sheet", calling.sheet, "text");
    return openTable(await this.#bench(), file, calling);
  }

  async shippedModels(): Promise<string[]> {
    return (await this.#ask("shipped", [], {}, "workbench")) as string[];
  }

  async openShipped(id: string): Promise<StudyModel> {
    return openShipped(await this.#bench(), id);
  }

  async openStudy(file: NamedFile): Promise<StudyModel> {
    return openStudy(await this.#bench(), file);
  }

  async exportAs(...args: Parameters<Bedside["exportAs"]>): Promise<Awaited<ReturnType<Bedside["exportAs"]>>> {
    must("exportAs", "kind", args[0], "text");
    return (await this.#ask("exportAs", args)) as Awaited<ReturnType<Bedside["exportAs"]>>;
  }

  async exerciseProfile(record: Patient, options: AssessOptions = {}): Promise<ExerciseProfile> {
    optionsOf("exerciseProfile", options);
    return (await this.#ask("exerciseProfile", [record, { ...options, asOf: options.asOf ?? today() }])) as ExerciseProfile;
  }

  async planExercise(profile: Partial<ExerciseProfile>, options?: { seed?: number }): Promise<ExercisePlan> {
    return (await this.#ask("planExercise", [profile, seedOf("planExercise", options)], {}, "plan")) as ExercisePlan;
  }

  async swapActivity(profile: Partial<ExerciseProfile>, swap: MovementSwap, options?: { seed?: number }): Promise<MovementSwapped> {
    return (await this.#ask("swapActivity", [profile, swap, seedOf("swapActivity", options)], {}, "plan")) as MovementSwapped;
  }

  async template(chinese: boolean, si: boolean): Promise<string> {
    return (await this.#ask("template", [chinese, si])) as string;
  }

  async call(method: string, args: readonly unknown[], calling: Calling & { module?: string } = {}): Promise<unknown> {
    must("call", "method", method, "text");
    must("call", "args", args, "list");
    optionsOf("call", calling, "calling");
    return this.#ask(method, [...args], calling, calling.module);
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#line.close();
    for (const line of this.#further.values()) line.then((open) => open.close()).catch(() => {});
    return Promise.resolve();
  }

  async #ask(method: string, args: unknown[], calling: Calling = {}, module = "core"): Promise<unknown> {
    const line = module === "core" ? this.#line : await this.#of(module);
    const { value, stopped } = await line.call(method, args, sending(calling));
    if (stopped) throw new BedsideError({ kind: "cancelled", key: "cancelled" });
    return value;
  }

  async #bench(): Promise<Bench> {
    return { line: await this.#of("workbench"), sheets: this.#sheets };
  }

  readonly #sheets = (): Promise<Line> => this.#of("xlsx");

  /** The line of a further module. */
  #of(module: string): Promise<Line> {
    const known = this.#further.get(module);
    if (known) return known;
    const line = this.#open(module);
    this.#further.set(module, line);
    // A lost connection may come back: the next call tries again.
    line.catch(() => this.#further.delete(module));
    return line;
  }

  async #open(module: string): Promise<Line> {
    if (this.#closed) throw new BedsideError(fault("usage", "engine.closed"));
    try {
      if (!this.#bring) throw new Error(`there is no module ${module} here`);
      const line = new Line(await this.#bring(module));
      await line.opened();
      return line;
    } catch (error) {
      throw error instanceof BedsideError ? error : new BedsideError(fault("internal", "engine.start", { message: String(error) }));
    }
  }
}

/** A plan as its seven days, so that it can be looped over, graded or written down as they are. */
function week(plan: unknown): MealWeek {
  const answered = plan as MealPlan;
  return Object.assign([...answered.days], answered);
}

function sending({ onProgress, signal }: Calling): Sending {
  return { signal, onProgress: onProgress && ((progress) => onProgress(progress as Progress)) };
}
