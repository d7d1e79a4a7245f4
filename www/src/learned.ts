/**
 * A model of a clinic's feedback: trained or opened here, kept while the page is open, and off for every person until
 * somebody turns it on. It hands scores to the assessment, which reorders inside an evidence tier and no further.
 */
import type { KnownPerson, LearnSettings, NamedFile, Progress, TrainedModel } from "./engine/api";
import { isMadeUp } from "./feedback-table";
import { Signal } from "./signal";
import type { App } from "./state";

/** How a person answered one step before. */
export type PastAnswer = "unknown" | "accepted" | "done" | "refused";

/** Training under way. */
export interface Run {
  progress: Progress | undefined;
  abort: AbortController;
}

export class Learned {
  /** The table that was chosen. */
  readonly file = new Signal<NamedFile | undefined>(undefined);
  /** Whether it holds made-up people. */
  readonly madeUp = new Signal(false);
  readonly settings = new Signal<LearnSettings>({ model: "linear", hold: "last" });
  readonly run = new Signal<Run | undefined>(undefined);
  readonly model = new Signal<TrainedModel | undefined>(undefined);
  readonly error = new Signal<unknown>(undefined);
  /** Scores that reorder the open person's plan; absent while it is off. */
  readonly nudge = new Signal<Record<string, number> | undefined>(undefined);
  /** What was typed of the open person's features, and what they answered before. */
  readonly features = new Signal<Readonly<Record<string, string>>>({});
  readonly past = new Signal<Readonly<Record<string, PastAnswer>>>({});
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** Takes a table; what an earlier one led to is forgotten. */
  async choose(file: NamedFile, madeUp = false): Promise<void> {
    await this.#drop();
    this.file.value = file;
    this.madeUp.value = madeUp || (await isMadeUp(file).catch(() => false));
  }

  /** Trains on the table that was chosen; answers whether there is a model now. */
  async train(): Promise<boolean> {
    const file = this.file.peek();
    if (file === undefined || this.run.peek() !== undefined) return false;
    await this.#drop();
    const abort = new AbortController();
    this.run.value = { progress: undefined, abort };
    try {
      const onProgress = (progress: Progress): void => {
        this.run.value = { progress, abort };
      };
      this.model.value = await this.#app.client.trainRecommender(file, this.settings.peek(), { onProgress, signal: abort.signal });
      return true;
    } catch (error) {
      this.error.value = error;
      return false;
    } finally {
      this.run.value = undefined;
    }
  }

  /** Opens a model's file; answers whether there is a model now. */
  async openModel(file: NamedFile): Promise<boolean> {
    await this.#drop();
    try {
      this.model.value = await this.#app.client.openRecommender(file);
      this.file.value = undefined;
      this.madeUp.value = false;
      return true;
    } catch (error) {
      this.error.value = error;
      return false;
    }
  }

  async #drop(): Promise<void> {
    this.model.value = undefined;
    this.error.value = undefined;
    if (this.nudge.peek() !== undefined) await this.turn(false);
  }

  /** The open person as the model sees them. */
  person(): KnownPerson {
    const features = this.model.peek()?.card.features ?? [];
    const typed = this.features.peek();
    const person = this.#app.assessed.peek()?.person;
    const known = features.flatMap((name): [string, number | string][] => {
      const text = (typed[name] ?? ownFeature(name, person) ?? "").trim();
      if (text === "") return [];
      return [[name, /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : text]];
    });
    const declined = Object.keys(this.#app.record.peek()?.declined ?? {}).map((action) => ({ action, accepted: false }));
    const past = Object.entries(this.past.peek()).flatMap(([action, answer]) => {
      if (answer === "unknown") return [];
      return [answer === "refused" ? { action, accepted: false } : { action, accepted: true, ...(answer === "done" ? { done: true } : {}) }];
    });
    return { features: Object.fromEntries(known), past: [...past, ...declined.filter(({ action }) => !past.some((one) => one.action === action))] };
  }

  /** Lets the model reorder the open person's plan, or no longer. */
  async turn(on: boolean): Promise<void> {
    const model = this.model.peek();
    // A model of made-up people says nothing of anybody: it is there to be looked at.
    if (on && model !== undefined && !this.madeUp.peek()) {
      const scores = await this.#app.client.scoreActions(model, this.person());
      this.nudge.value = Object.fromEntries(scores.map(({ action, score }) => [action, score]));
    } else {
      this.nudge.value = undefined;
    }
    await this.#app.again();
  }

  /** What was said of the person before is not said of the next: off, and nothing typed. */
  forgetPerson(): void {
    this.nudge.value = undefined;
    this.features.value = {};
    this.past.value = {};
  }
}

/** A feature that the record answers by itself: age and sex, in either language's heading. */
export function ownFeature(name: string, person: { age?: number; sex?: string } | undefined): string | undefined {
  const plain = name.toLowerCase();
  if (plain === "age" || plain === "年龄") return person?.age === undefined ? undefined : String(person.age);
  if (plain === "sex") return person?.sex;
  return undefined;
}
