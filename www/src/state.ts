/**
 * The application: what is open, who looks at it and how, and the few verbs that change it.
 * Views read its signals and call its verbs; they keep no copy.
 */
import type {
  Amendment,
  AssessOptions,
  Assessed,
  Bedside,
  Catalog,
  EngineError,
  FileReport,
  NamedFile,
  Patient,
  Progress,
} from "./engine/api";
import { isEngineError } from "./engine/api";
import type { Host } from "./host";
import { Locale, mergeCatalogues, type Language } from "./locale";
import { openerOf, workbenchOf } from "./registry";
import { Learned } from "./learned";
import { Router, type Place } from "./router";
import { Signal } from "./signal";
import { Combined } from "./together";
import { type System, Units } from "./units";
import { WhatIf } from "./what-if";
import type { Workbench } from "./workbench/state";

export type Audience = "patient" | "clinician";
export type Theme = "auto" | "light" | "dark";

/** A change that can be taken back. */
interface Step {
  record: Patient;
  country: string | undefined;
  /** Sentence for the undo button and the live region. */
  said: string;
}

/** Where people were found. */
interface Found {
  files: FileReport[];
  opened: NamedFile[];
}

/** What "reading" shows. */
export interface Work {
  stage: string;
  names: string[];
  progress: Progress | undefined;
  startedAt: number;
  cancel: () => void;
}

/** A message at the foot of the page, with one thing to do about it. */
export interface Notice {
  text: string;
  action?: { label: string; run: () => void };
  /** Stays in full when another view is opened. */
  stay?: boolean;
}

export class App {
  readonly client: Bedside;
  readonly host: Host;
  readonly router: Router;

  readonly place = new Signal<Place>({ view: "door" });
  readonly locale: Signal<Locale>;
  readonly catalog = new Signal<Catalog | undefined>(undefined);
  readonly record = new Signal<Patient | undefined>(undefined);
  readonly assessed = new Signal<Assessed | undefined>(undefined);
  readonly files = new Signal<FileReport[]>([]);
  /** People found in one opening, when there are several: ask which. */
  readonly people = new Signal<Patient[]>([]);
  readonly work = new Signal<Work | undefined>(undefined);
  readonly error = new Signal<EngineError | undefined>(undefined);
  readonly dialog = new Signal<{ id: string; argument?: string } | undefined>(undefined);
  readonly notice = new Signal<Notice | undefined>(undefined);
  /** Spoken by the live region. */
  readonly spoken = new Signal<string>("");

  /** US units where the browser speaks American English, SI everywhere else; one press turns it. */
  readonly system = new Signal<System>(/^en(-US)?$/.test(globalThis.navigator?.language ?? "en") ? "us" : "si");
  /** Unit chosen at one field, by concept. */
  readonly fieldUnits = new Signal<Readonly<Record<string, string>>>({});
  readonly audience = new Signal<Audience>("patient");
  readonly theme = new Signal<Theme>("auto");
  readonly asOf = new Signal<string | undefined>(undefined);
  readonly country = new Signal<string | undefined>(undefined);
  /** Values tried out on the overview and the plan. */
  readonly whatIf = new WhatIf(this);
  /** Steps of the plan that are looked at together. */
  readonly together = new Combined(this);
  /** A model of a clinic's feedback, and whether it may reorder this person's plan. */
  readonly learned = new Learned(this);
  /** Single-key shortcuts are on. */
  readonly keys = new Signal<boolean>(true);
  /** The table of people that is open, owned by the batch view. */
  readonly table = new Signal<NamedFile | undefined>(undefined);

  /** The files last opened, for the screen that names columns. */
  opened: NamedFile[] = [];

  /** Made when one of its views first asks for it. */
  #workbench: Workbench | undefined;
  /** The workbench's script and words are here. */
  #brought = false;
  /** The last change of the words, done or under way. */
  #wording: Promise<void> = Promise.resolve();
  /** Units as last asked for, and what they were made of: a list asks for them hundreds of times. */
  #units: Units | undefined;
  #unitsOf: readonly unknown[] = [];
  readonly #undo: Step[] = [];
  /** Raised with every person opened or closed: what was begun for another is dropped when it ends. */
  #turn = 0;
  /** The last change of the record, done or under way. */
  #changes: Promise<void> = Promise.resolve();
  /** What was read last, until somebody of it is taken. */
  #found: Found | undefined;

  constructor(client: Bedside, host: Host, locale: Locale) {
    this.client = client;
    this.host = host;
    this.locale = new Signal(locale);
    this.router = new Router((place) => this.#show(place), host.history);
  }

  /** Asks the engine what it can do and shows the door. */
  async start(): Promise<void> {
    this.router.start(this.place.peek());
    this.host.onFiles?.((files) => {
      if (this.place.peek().view !== "workbench" || this.#workbench?.takes(files) !== true) void this.open(files);
    });
    this.catalog.value = await this.client.catalog();
  }

  t(key: string, args?: Record<string, string | number | undefined>): string {
    return this.locale.peek().t(key, args);
  }

  /** Models of a clinic's own table: the table, the question, what was trained. */
  get workbench(): Workbench {
    return (this.#workbench ??= workbenchOf(this));
  }

  /** Brings the workbench's views and words, where they are not part of the first screen. */
  async bringWorkbench(): Promise<void> {
    await this.host.workbench?.bring();
    this.#brought = true;
    await this.#speak(() => this.locale.peek().language);
  }

  /** Lets go of the tables and models of the workbench. */
  async closeWorkbench(): Promise<void> {
    await this.#workbench?.close();
  }

  /** Units as the page shows them now. */
  get units(): Units {
    const of = [this.catalog.value, this.system.value, this.fieldUnits.value, this.locale.value] as const;
    if (this.#units === undefined || of.some((one, at) => one !== this.#unitsOf[at])) {
      this.#unitsOf = of;
      this.#units = new Units(of[0]?.concepts ?? [], of[1], of[2], of[3]);
    }
    return this.#units;
  }

  // ---- looking around -------------------------------------------------------------------------

  #show(place: Place): void {
    this.error.value = undefined;
    // What was said belongs to the view it was said in; what can be undone stays, small (`app.ts`).
    const notice = this.notice.peek();
    if (place.view !== this.place.peek().view && notice?.stay !== true && notice?.action === undefined) this.notice.value = undefined;
    this.place.value = place;
    this.dialog.value = undefined;
  }

  /** Opens a view, at one fact or action when given. */
  go(view: string, at?: string): void {
    this.router.go(at === undefined ? { view } : { view, at });
  }

  openDialog(id: string, argument?: string): void {
    this.dialog.value = argument === undefined ? { id } : { id, argument };
  }

  closeDialog(): void {
    this.dialog.value = undefined;
  }

  /** Speaks a result to a screen reader. */
  say(text: string): void {
    this.spoken.value = "";
    queueMicrotask(() => {
      this.spoken.value = text;
    });
  }

  /** Shows and speaks a message, with one thing to do about it. */
  tell(notice: Notice): void {
    this.notice.value = notice;
    this.say(notice.text);
  }

  async setLanguage(language: Language): Promise<void> {
    if (language === this.locale.peek().language) return;
    await this.#speak(() => language);
    this.host.language(this.locale.peek().tag);
  }

  /** Takes the words of a language, one change after the other: none may drop what the one before it brought. */
  #speak(language: () => Language): Promise<void> {
    const change = this.#wording.then(async () => {
      const wanted = language();
      const further = this.#brought ? this.host.workbench?.words(wanted) : undefined;
      const [first, ...others] = await Promise.all([this.host.catalogue(wanted), ...(further === undefined ? [] : [further])]);
      this.locale.value = new Locale(wanted, others.length === 0 ? first : mergeCatalogues([first, ...others]));
    });
    this.#wording = change.catch(() => {});
    return change;
  }

  setTheme(theme: Theme): void {
    this.theme.value = theme;
    this.host.theme(theme);
  }

  /** Shows one concept in the next of its units. */
  setFieldUnit(concept: string, unit: string): void {
    this.fieldUnits.value = { ...this.fieldUnits.peek(), [concept]: unit };
  }

  setSystem(system: System): void {
    this.fieldUnits.value = {};
    this.system.value = system;
  }

  // ---- reading --------------------------------------------------------------------------------

  /** Reads files; one person goes on, several are asked about. Earlier results stand until then. */
  async open(files: NamedFile[], into: "new" | "same" = "new"): Promise<void> {
    if (files.length === 0) return;
    const turn = this.#turn;
    const [only] = files;
    const opener = only !== undefined && files.length === 1 ? await openerOf(only).catch(() => undefined) : undefined;
    if (only !== undefined && opener !== undefined) return opener.open(this, only);
    const abort = new AbortController();
    const work: Work = {
      stage: "read",
      names: files.map((file) => file.name),
      progress: undefined,
      startedAt: performance.now(),
      cancel: () => abort.abort(),
    };
    this.error.value = undefined;
    this.work.value = work;
    try {
      const reading = await this.client.read(files, {
        signal: abort.signal,
        onProgress: (progress) => {
          this.work.value = { ...work, progress };
        },
      });
      // Closed, or somebody else opened, while it was read: what was asked for is no longer wanted.
      if (turn !== this.#turn) return;
      const [first, second] = reading.patients;
      if (first === undefined) {
        // Nobody new: whoever is open stays, with the files they came from.
        const failed = reading.files.find((file) => file.error !== undefined)?.error;
        this.error.value = failed ?? { kind: "unsupported", key: "read.nothing", place: this.locale.peek().list(work.names) };
        return;
      }
      this.#found = { files: reading.files, opened: files };
      if (second !== undefined) {
        this.people.value = reading.patients;
        this.go("people");
      } else {
        await this.take(first, into === "same", this.#found);
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.work.value = undefined;
    }
  }

  /** Opens one record, found in these files (those last asked about, for one of several people), and shows its overview. */
  async take(record: Patient, stay = false, found: Found | undefined = this.people.peek().includes(record) ? this.#found : undefined): Promise<void> {
    const turn = ++this.#turn;
    this.learned.forgetPerson();
    this.#workbench?.forgetPerson();
    const assessed = await this.#assess(record);
    if (turn !== this.#turn) return;
    // What a notice offers to undo was of the person before.
    this.notice.value = undefined;
    if (found !== undefined) {
      this.files.value = found.files;
      this.opened = found.opened;
    }
    this.#found = undefined;
    this.#undo.length = 0;
    this.record.value = record;
    this.assessed.value = assessed;
    this.people.value = [];
    this.host.askBeforeLeaving(true);
    if (!stay) this.go("overview");
  }

  async #assess(record: Patient): Promise<Assessed> {
    return this.client.assess(record, this.#options(this.asOf.peek()));
  }

  /** Day and place of the assessment that is shown: every further call about the person takes them. */
  options(): AssessOptions {
    return this.#options(this.assessed.peek()?.asOf ?? this.asOf.peek());
  }

  #options(asOf: string | undefined): AssessOptions {
    const country = this.country.peek();
    const nudge = this.learned.nudge.peek();
    return { ...(asOf === undefined ? {} : { asOf }), ...(country === undefined ? {} : { country }), ...(nudge === undefined ? {} : { nudge }) };
  }

  /** Changes the record, assesses again, and can be undone. `said` is the sentence that says so. */
  amend(amendments: Amendment[], said: string): Promise<boolean> {
    const turn = this.#turn;
    // One after the other: a second change starts from what the first one made.
    const change = this.#changes.then(() => this.#amend(amendments, said, turn));
    this.#changes = change.then(() => {});
    return change;
  }

  async #amend(amendments: Amendment[], said: string, turn: number): Promise<boolean> {
    const record = this.record.peek();
    if (record === undefined || turn !== this.#turn) return false;
    try {
      const next = await this.client.amend(record, amendments);
      const assessed = await this.#assess(next);
      // The person was closed meanwhile, or is another.
      if (turn !== this.#turn) return false;
      this.#push(record, said);
      this.host.askBeforeLeaving(true);
      this.record.value = next;
      this.assessed.value = assessed;
      this.#tellUndo(said);
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** Says where the person lives; asked, never taken from the language. */
  async setCountry(country: string, said: string): Promise<void> {
    const before = this.country.peek();
    this.country.value = country;
    const turn = this.#turn;
    await this.#changes;
    const record = this.record.peek();
    if (record === undefined || turn !== this.#turn) return;
    try {
      const assessed = await this.#assess(record);
      if (turn !== this.#turn) return;
      this.assessed.value = assessed;
      this.#undo.push({ record, country: before, said });
      this.#tellUndo(said);
    } catch (error) {
      this.country.value = before;
      this.fail(error);
    }
  }

  /** Assesses the same record again, after something beside it changed. */
  async again(): Promise<void> {
    const turn = this.#turn;
    await this.#changes;
    const record = this.record.peek();
    if (record === undefined || turn !== this.#turn) return;
    const assessed = await this.#assess(record);
    if (turn === this.#turn) this.assessed.value = assessed;
  }

  #push(record: Patient, said: string): void {
    this.#undo.push({ record, country: this.country.peek(), said });
  }

  #tellUndo(said: string): void {
    this.tell({ text: said, action: { label: this.t("common.undo"), run: () => void this.undo() } });
  }

  /** Takes the last change back. */
  async undo(): Promise<void> {
    const step = this.#undo.pop();
    if (step === undefined) return;
    const turn = this.#turn;
    this.country.value = step.country;
    const assessed = await this.#assess(step.record);
    if (turn !== this.#turn) return;
    this.assessed.value = assessed;
    this.record.value = step.record;
    this.tell({ text: this.t("common.undone", { what: step.said }) });
  }

  /** None of the people found: whoever was open before stays. */
  leavePeople(): void {
    if (this.record.peek() === undefined) return this.close();
    this.people.value = [];
    this.#found = undefined;
    this.go("overview");
  }

  /** Forgets the person: record, results, files and undo steps. */
  close(): void {
    this.#turn += 1;
    this.learned.forgetPerson();
    this.#workbench?.forgetPerson();
    this.#undo.length = 0;
    this.#found = undefined;
    this.opened = [];
    this.record.value = undefined;
    this.assessed.value = undefined;
    this.files.value = [];
    this.people.value = [];
    this.table.value = undefined;
    this.error.value = undefined;
    this.country.value = undefined;
    this.host.askBeforeLeaving(false);
    this.router.replace({ view: "door" });
  }

  /** Shows an error as a sentence; a cancelled call is no error. */
  fail(error: unknown): void {
    if (isEngineError(error)) {
      if (error.kind === "cancelled") {
        this.tell({ text: this.t("reading.cancelled") });
        return;
      }
      this.error.value = error;
    } else if (error instanceof DOMException && error.name === "AbortError") {
      this.tell({ text: this.t("reading.cancelled") });
      return;
    } else {
      this.error.value = { kind: "usage", key: "stopped", args: { what: String(error) } };
    }
  }
}
