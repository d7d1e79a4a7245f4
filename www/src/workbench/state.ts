/**
 * The workbench: the table that is open, the question to it, how it is prepared, the models trained of it, and what is
 * looked at. Kept while the page is open and forgotten when a new table is chosen.
 */
import type { NamedFile, Progress } from "../engine/api";
import { Signal } from "../signal";
import type { App } from "../state";
import { firstQuestion, firstSplit, heldWays, lacking, parametersOf, usualPipeline, type Ways } from "./draft";
import type { WorkbenchEngine } from "./engine";
import { holds, kindsFor, searchOf, waysOf } from "./models";
import type { OwnModel } from "./own";
import type { External, Flattery, LearningPoint, ModelSettings, PipelineSettings, Protocol, SearchAsked, SplitSettings, Trained, Way } from "./study";
import type { AskedReport, Changed, ColumnChange, Question, TableReport } from "./table";

/** The steps in their order; each is a view. */
export const steps = ["cohort", "question", "pipeline", "model", "evaluate", "explain", "deploy"] as const;
export type Step = (typeof steps)[number];

/** Something long under way. */
export interface WorkbenchRun {
  /** Key under `workbench.stages`. */
  stage: string;
  progress: Progress | undefined;
  startedAt: number;
  abort: AbortController;
}

export class Workbench {
  /** The engine's part; absent where this build has none, and then nothing offers a workbench. */
  readonly engine = new Signal<WorkbenchEngine | undefined>(undefined);
  readonly table = new Signal<TableReport | undefined>(undefined);
  readonly madeUp = new Signal(false);
  /** What the last change of a column did. */
  readonly changed = new Signal<Changed | undefined>(undefined);
  readonly question = new Signal<Question | undefined>(undefined);
  readonly asked = new Signal<AskedReport | undefined>(undefined);
  readonly pipeline = new Signal<PipelineSettings | undefined>(undefined);
  readonly model = new Signal<ModelSettings>({ kind: "logistic" });
  readonly search = new Signal<SearchAsked | undefined>(undefined);
  readonly split = new Signal<SplitSettings>(firstSplit);
  readonly recalibrate = new Signal<Way | undefined>(undefined);
  /** Columns that may only raise (1) or only lower (−1) the answer. */
  readonly ways = new Signal<Ways>({});
  /** How often intervals or sets around answers are to hold the truth. */
  readonly promise = new Signal<number | undefined>(undefined);
  /** Models of this table, the latest last, and the one that is looked at. */
  readonly trained = new Signal<readonly Trained[]>([]);
  readonly shown = new Signal<number | undefined>(undefined);
  /** What was worked out of models beside their evaluation, by number. */
  readonly again = new Signal<Readonly<Record<number, { learning?: readonly LearningPoint[]; flattery?: readonly Flattery[] }>>>({});
  /** How each did on people from elsewhere, the table chosen last at the end, by number. */
  readonly external = new Signal<Readonly<Record<number, readonly External[]>>>({});
  /** The threshold that is looked at, 0 to 1. */
  readonly threshold = new Signal(0.2);
  /** A model that is shown beside the published scores of whoever is open; off until somebody turns it on. */
  readonly own = new Signal<OwnModel | undefined>(undefined);
  /** What was typed for it of the open person. */
  readonly ownTyped = new Signal<Readonly<Record<string, string>>>({});
  /** The table that a model scored last: its rows can be explained. */
  readonly scored = new Signal<{ id: number; name: string; rows: number } | undefined>(undefined);
  /** Who is explained. */
  readonly whom = new Signal<"row" | "scored" | "typed">("row");
  readonly run = new Signal<WorkbenchRun | undefined>(undefined);
  readonly error = new Signal<unknown>(undefined);
  /** What was being done when it went wrong. */
  failedAt: string | undefined;
  readonly #app: App;
  /** The table's file, its sheet where it is a workbook, and what was changed of it, to take a change back. */
  #file: NamedFile | undefined;
  #sheet: string | undefined;
  #changes: (readonly ColumnChange[])[] = [];
  /** Raised with every question: an answer to an earlier one is dropped. */
  #turn = 0;

  constructor(app: App) {
    this.#app = app;
  }

  /** The model that is looked at. */
  current(): Trained | undefined {
    const id = this.shown.value;
    return this.trained.value.find((one) => one.id === id);
  }

  /** Whether a step has what it needs. */
  open(step: Step): boolean {
    if (step === "cohort") return true;
    if (step === "question") return this.table.value !== undefined;
    // A model opened from a file has no table.
    if (step === "evaluate" || step === "explain" || step === "deploy") return this.trained.value.length > 0;
    const question = this.question.value;
    return this.asked.value !== undefined && question !== undefined && lacking(question, this.split.value).length === 0;
  }

  /** Does something long; answers whether it came to its end. */
  async work<T>(stage: string, task: (engine: WorkbenchEngine, calling: { onProgress: (progress: Progress) => void; signal: AbortSignal }) => Promise<T>): Promise<T | undefined> {
    const engine = this.engine.peek();
    if (engine === undefined || this.run.peek() !== undefined) return undefined;
    const abort = new AbortController();
    const startedAt = performance.now();
    this.error.value = undefined;
    this.run.value = { stage, progress: undefined, startedAt, abort };
    try {
      const onProgress = (progress: Progress): void => {
        this.run.value = { stage, progress, startedAt, abort };
      };
      return await task(engine, { onProgress, signal: abort.signal });
    } catch (error) {
      this.failedAt = stage;
      this.error.value = error;
      return undefined;
    } finally {
      this.run.value = undefined;
    }
  }

  /** Opens a table; what an earlier one led to is forgotten. Answers whether it could be read. */
  async choose(file: NamedFile, madeUp = false, sheet?: string): Promise<boolean> {
    const table = await this.work("read", (engine, calling) => engine.readTable(file, { ...calling, sheet }));
    if (table === undefined) return false;
    this.#forget();
    this.#file = file;
    this.#sheet = table.sheet?.sheet;
    this.madeUp.value = madeUp;
    this.#app.host.askBeforeLeaving(true);
    this.#take(table);
    return true;
  }

  /** Opens another sheet of the same workbook. */
  async chooseSheet(sheet: string): Promise<boolean> {
    return this.#file === undefined ? false : this.choose(this.#file, false, sheet);
  }

  /** Takes files dropped while the workbench waits for a table; a table that is open is never replaced by a slip. */
  takes(files: readonly NamedFile[]): boolean {
    const [only] = files;
    if (only === undefined || files.length > 1 || this.engine.peek() === undefined || this.table.peek() !== undefined || this.run.peek() !== undefined) return false;
    void this.choose(only);
    return true;
  }

  /** Reads columns as something else; the question begins anew. Answers whether it was done. */
  async change(...changes: readonly ColumnChange[]): Promise<boolean> {
    const told = await this.work("read", async (engine) => {
      let last: Awaited<ReturnType<WorkbenchEngine["changeColumn"]>> | undefined;
      for (const change of changes) last = await engine.changeColumn(change);
      return last;
    });
    if (told === undefined) return false;
    this.#changes.push(changes);
    this.changed.value = told.changed;
    this.#take(told.table);
    return true;
  }

  /** Takes the last change back: the file is read again, since what a change could not carry over is gone. */
  async unchange(): Promise<boolean> {
    const file = this.#file;
    const changes = this.#changes.slice(0, -1);
    if (file === undefined || this.#changes.length === 0) return false;
    const table = await this.work("read", (engine) => engine.readAgain(file, changes.flat(), this.#sheet));
    if (table === undefined) return false;
    this.#changes = changes;
    this.changed.value = undefined;
    this.#take(table);
    return true;
  }

  #take(table: TableReport): void {
    this.table.value = table;
    this.ask(firstQuestion(table));
  }

  #forget(): void {
    this.#turn += 1;
    for (const one of [this.table, this.question, this.asked, this.pipeline, this.changed] as Signal<unknown>[]) one.value = undefined;
    this.trained.value = [];
    this.again.value = {};
    this.external.value = {};
    this.shown.value = undefined;
    this.madeUp.value = false;
    this.scored.value = undefined;
    this.whom.value = "row";
    this.split.value = firstSplit;
    this.ways.value = {};
    this.#file = undefined;
    this.#changes = [];
    this.error.value = undefined;
  }

  /** What was typed of the person before is not said of the next. */
  forgetPerson(): void {
    this.ownTyped.value = {};
  }

  /** Takes the table and everything of it off this page. */
  async close(): Promise<void> {
    this.own.value = undefined;
    this.run.peek()?.abort.abort();
    this.#forget();
    if (this.#app.record.peek() === undefined) this.#app.host.askBeforeLeaving(false);
    await this.engine.peek()?.forget();
  }

  /** Changes the question, or who judges, and hears what it means for the table. */
  ask(question: Question, split: SplitSettings = this.split.peek()): void {
    const table = this.table.peek();
    const engine = this.engine.peek();
    this.question.value = question;
    this.split.value = split;
    if (table === undefined || engine === undefined) return;
    this.pipeline.value = usualPipeline(table, question.predictors, this.pipeline.peek());
    if (!kindsFor(question.outcome.task).some(({ kind }) => kind === this.model.peek().kind)) {
      this.model.value = { kind: kindsFor(question.outcome.task)[0]?.kind ?? "logistic" };
    }
    this.#turn += 1;
    const turn = this.#turn;
    if (lacking(question, split).length > 0) {
      this.asked.value = undefined;
      this.error.value = undefined;
      return;
    }
    engine.ask(question, split, parametersOf(this.pipeline.value, table)).then(
      (asked) => {
        if (turn !== this.#turn) return;
        this.asked.value = asked;
        this.error.value = undefined;
      },
      (error: unknown) => {
        if (turn !== this.#turn) return;
        this.asked.value = undefined;
        this.error.value = error;
      },
    );
  }

  /** Trains what is set; answers whether there is a model more. */
  async train(): Promise<boolean> {
    const [table, question, pipeline] = [this.table.peek(), this.question.peek(), this.pipeline.peek()];
    if (table === undefined || question === undefined || pipeline === undefined) return false;
    const { task } = question.outcome;
    const asked = this.search.peek();
    const model = this.model.peek();
    const search = asked === undefined ? undefined : searchOf(model, asked, task);
    const [recalibrate, promise] = [this.recalibrate.peek(), this.promise.peek()];
    const monotone = holds(model, search) ? heldWays(this.ways.peek(), question, table) : {};
    const protocol: Protocol = {
      question,
      pipeline,
      model,
      split: this.split.peek(),
      ...(search === undefined ? {} : { search }),
      ...(recalibrate !== undefined && waysOf(task, model, asked).includes(recalibrate) ? { recalibrate } : {}),
      ...(task !== "survival" && promise !== undefined ? { promise } : {}),
      ...(Object.keys(monotone).length === 0 ? {} : { monotone }),
    };
    // The budget ends a search as a press would: the best so far is kept.
    const budget = search === undefined ? undefined : setTimeout(() => this.run.peek()?.abort.abort(), (asked?.seconds ?? 0) * 1000);
    const trained = await this.work("train", (engine, calling) => engine.train(protocol, calling));
    clearTimeout(budget);
    if (trained === undefined) return false;
    this.#add(trained);
    return true;
  }

  /** Opens a model's file. */
  openModel(file: NamedFile): Promise<boolean> {
    return this.#opened((engine) => engine.openModel(file));
  }

  /** Opens a model that ships. */
  openShipped(id: string): Promise<boolean> {
    return this.#opened((engine) => engine.openShipped(id));
  }

  async #opened(open: (engine: WorkbenchEngine) => Promise<Trained>): Promise<boolean> {
    const trained = await this.work("open", open);
    if (trained === undefined) return false;
    this.#add(trained);
    return true;
  }

  #add(trained: Trained): void {
    this.trained.value = [...this.trained.peek().filter(({ id }) => id !== trained.id), trained];
    if (trained.external !== undefined) this.external.value = { ...this.external.peek(), [trained.id]: trained.external };
    this.show(trained.id);
  }

  /** Looks at a model; the threshold begins where its outcome is as frequent as in the table. */
  show(id: number): void {
    this.shown.value = id;
    const { evaluation } = this.trained.peek().find((one) => one.id === id) ?? {};
    const share = evaluation?.calibration?.observed;
    if (share !== undefined) this.threshold.value = Math.min(0.95, Math.max(0.01, Math.round(share * 100) / 100));
  }

  /** Trains a model again on fewer people, or on people drawn anew. */
  async againOf(id: number, what: "learning" | "flattery"): Promise<boolean> {
    const told = await this.work(what, async (engine, calling) => (what === "learning" ? { learning: await engine.learning(id, calling) } : { flattery: await engine.flattery(id, calling) }));
    if (told === undefined) return false;
    this.again.value = { ...this.again.peek(), [id]: { ...this.again.peek()[id], ...told } };
    return true;
  }

  /** Judges the model that is looked at on a table from elsewhere. */
  async validate(file: NamedFile): Promise<boolean> {
    const id = this.shown.peek();
    if (id === undefined) return false;
    const external = await this.work("validate", (engine, calling) => engine.validate(id, file, calling));
    if (external === undefined) return false;
    const others = this.external.peek()[id]?.filter(({ name }) => name !== external.name) ?? [];
    this.external.value = { ...this.external.peek(), [id]: [...others, external] };
    return true;
  }

  /** Goes to a step; Back comes back. */
  go(step: Step): void {
    this.#app.go("workbench", step);
  }
}
