/**
 * The workbench: the table that is open, the question to it, how it is prepared, the models trained of it, and what is
 * looked at. Kept while the page is open and forgotten when a new table is chosen.
 */
import type { NamedFile, Progress } from "../engine/api";
import { Signal } from "../signal";
import type { App } from "../state";
import { firstQuestion, firstSplit, lacking, usualPipeline } from "./draft";
import type { WorkbenchEngine } from "./engine";
import { kindsFor, searchOf } from "./models";
import type { OwnModel } from "./own";
import type { External, Flattery, LearningPoint, ModelSettings, PipelineSettings, SearchAsked, SplitSettings, Trained, Way } from "./study";
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
  /** Models of this table, the latest last, and the one that is looked at. */
  readonly trained = new Signal<readonly Trained[]>([]);
  readonly shown = new Signal<number | undefined>(undefined);
  /** What was worked out of models beside their evaluation, by number. */
  readonly again = new Signal<Readonly<Record<number, { learning?: readonly LearningPoint[]; flattery?: readonly Flattery[] }>>>({});
  /** How each did on people from elsewhere, the latest table that was chosen, by number. */
  readonly external = new Signal<Readonly<Record<number, External>>>({});
  /** The threshold that is looked at, 0 to 1. */
  readonly threshold = new Signal(0.2);
  /** A model that is shown beside the published scores of whoever is open; off until somebody turns it on. */
  readonly own = new Signal<OwnModel | undefined>(undefined);
  /** What was typed for it of the open person. */
  readonly ownTyped = new Signal<Readonly<Record<string, string>>>({});
  readonly run = new Signal<WorkbenchRun | undefined>(undefined);
  readonly error = new Signal<unknown>(undefined);
  readonly #app: App;
  /** The workbook that the table is a sheet of. */
  #book: NamedFile | undefined;
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
    if (step === "evaluate" || step === "deploy") return this.trained.value.length > 0;
    if (step === "explain") return this.trained.value.length > 0 && this.table.value !== undefined;
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
      this.error.value = error;
      return undefined;
    } finally {
      this.run.value = undefined;
    }
  }

  /** Opens a table; what an earlier one led to is forgotten. Answers whether it could be read. */
  async choose(file: NamedFile, madeUp = false, sheet?: string): Promise<boolean> {
    this.#forget();
    const table = await this.work("read", (engine, calling) => engine.readTable(file, { ...calling, sheet }));
    if (table === undefined) return false;
    this.#book = table.sheet === undefined ? undefined : file;
    this.madeUp.value = madeUp;
    this.#app.host.askBeforeLeaving(true);
    this.#take(table);
    return true;
  }

  /** Opens another sheet of the same workbook. */
  async chooseSheet(sheet: string): Promise<boolean> {
    return this.#book === undefined ? false : this.choose(this.#book, false, sheet);
  }

  /** Takes files dropped while the workbench waits for a table; a table that is open is never replaced by a slip. */
  takes(files: readonly NamedFile[]): boolean {
    const [only] = files;
    if (only === undefined || files.length > 1 || this.engine.peek() === undefined || this.table.peek() !== undefined || this.run.peek() !== undefined) return false;
    void this.choose(only);
    return true;
  }

  /** Reads a column as something else; the question begins anew where it used that column. */
  async change(change: ColumnChange): Promise<void> {
    const told = await this.work("read", (engine) => engine.changeColumn(change));
    if (told === undefined) return;
    this.changed.value = told.changed;
    this.#take(told.table);
  }

  #take(table: TableReport): void {
    this.table.value = table;
    this.ask(firstQuestion(table));
  }

  #forget(): void {
    this.#turn += 1;
    for (const one of [this.table, this.question, this.asked, this.pipeline, this.changed] as Signal<unknown>[]) one.value = undefined;
    this.#book = undefined;
    this.trained.value = [];
    this.again.value = {};
    this.external.value = {};
    this.shown.value = undefined;
    this.madeUp.value = false;
    this.split.value = firstSplit;
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
    engine.ask(question, split).then(
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
    const [question, pipeline] = [this.question.peek(), this.pipeline.peek()];
    if (question === undefined || pipeline === undefined) return false;
    const recalibrate = question.outcome.task === "binary" ? this.recalibrate.peek() : undefined;
    const asked = this.search.peek();
    const search = asked === undefined ? undefined : searchOf(this.model.peek(), asked);
    const protocol = { question, pipeline, model: this.model.peek(), split: this.split.peek(), ...(search === undefined ? {} : { search }), ...(recalibrate === undefined ? {} : { recalibrate }) };
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
    this.external.value = { ...this.external.peek(), [id]: external };
    return true;
  }

  /** Goes to a step; Back comes back. */
  go(step: Step): void {
    this.#app.go("workbench", step);
  }
}
