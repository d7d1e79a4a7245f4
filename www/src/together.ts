/**
 * Several steps at once: which are ticked, and what the engine worked out for them together. Nothing is summed here.
 * Until somebody ticks, the first steps of the plan that have a figure are meant. Where there is a headline, the same
 * outcome is counted, so that the two can stand beside each other.
 */
import type { Assessed, Together } from "./engine/api";
import { Signal } from "./signal";
import type { App } from "./state";
import { gainFor, type Reader } from "./views/gain-words";
import { headlineState } from "./views/overview-model";
import { planParts, withAlternatives } from "./views/plan-parts";

/** So many at most: more is no plan. */
export const MOST = 6;
const FIRST = 3;

/** The first steps of the plan that have a figure for the reader. */
export function firstSteps(assessed: Assessed, reader: Reader = "patient"): string[] {
  const steps = withAlternatives(planParts(assessed.recommendations.cards, false).steps).map(({ card }) => card);
  return steps.filter((card) => gainFor(card, reader) !== undefined).slice(0, FIRST).map((card) => card.action);
}

export class Combined {
  /** Ticked by hand; `undefined` stands for the first steps. */
  readonly ticked = new Signal<readonly string[] | undefined>(undefined);
  readonly answer = new Signal<Together | undefined>(undefined);
  readonly #app: App;
  #turn = 0;

  constructor(app: App) {
    this.#app = app;
    app.assessed.subscribe(() => this.#renew());
    // A clinician counts figures that nobody checked; a patient is not shown them.
    app.audience.subscribe(() => void this.#ask());
  }

  /** The steps that are meant now. */
  get actions(): readonly string[] {
    const assessed = this.#app.assessed.value;
    const reader = this.#app.audience.value;
    const ticked = this.ticked.value;
    if (ticked === undefined) return assessed === undefined ? [] : firstSteps(assessed, reader);
    // What a clinician ticked without a checked figure is not counted for a patient.
    const hidden = new Set((assessed?.recommendations.cards ?? []).filter((card) => card.gain !== gainFor(card, reader)).map((card) => card.action));
    return ticked.filter((action) => !hidden.has(action));
  }

  /** Ticks a step or takes its tick away; `false` when there are too many. */
  tick(action: string, on: boolean): boolean {
    const rest = this.actions.filter((one) => one !== action);
    if (on && rest.length >= MOST) return false;
    this.ticked.value = on ? [...rest, action] : rest;
    void this.#ask();
    return true;
  }

  /** Back to the first steps. */
  first(): void {
    this.ticked.value = undefined;
    void this.#ask();
  }

  /** Other facts: ticks of steps that are no longer on the plan go. */
  #renew(): void {
    const shown = new Set(this.#app.assessed.peek()?.recommendations.cards.map((card) => card.action));
    const ticked = this.ticked.peek();
    if (ticked !== undefined) this.ticked.value = shown.size === 0 ? undefined : ticked.filter((action) => shown.has(action));
    void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    // The record is set with its assessment, after it: asked for when both stand.
    await Promise.resolve();
    const { record, assessed } = this.#app;
    const actions = this.actions;
    const [known, now] = [record.peek(), assessed.peek()];
    if (turn !== this.#turn) return;
    if (known === undefined || now === undefined || actions.length === 0) {
      this.answer.value = undefined;
      return;
    }
    try {
      const headline = headlineState(now);
      const outcome = headline.kind === "computed" ? { outcome: headline.score.outcome } : {};
      const answer = await this.#app.client.together(known, actions, { ...this.#app.options(), ...outcome });
      // In the order of the list that they were taken from.
      const counted = [...answer.counted].sort((a, b) => actions.indexOf(a.action) - actions.indexOf(b.action));
      if (turn === this.#turn) this.answer.value = { ...answer, counted };
    } catch {
      // Each step's own figure stands; only their joint picture is missing.
      if (turn === this.#turn) this.answer.value = undefined;
    }
  }
}
