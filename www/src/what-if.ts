/**
 * Values tried out: which were moved, and what the engine says of them. The page shows this answer's list while anything
 * is moved; the record stays as it is. One call at a time: while it runs only the newest wish waits.
 */
import type { Recommendations, WhatIf as Reply } from "./engine/api";
import { Signal } from "./signal";
import type { App } from "./state";

export class WhatIf {
  /** Moved values in the canonical unit, or words, by concept; empty when nothing was moved. */
  readonly moved = new Signal<ReadonlyMap<string, number | string>>(new Map());
  readonly answer = new Signal<Reply | undefined>(undefined);
  /** The engine has no answer for these values: what is shown is the answer before. */
  readonly refused = new Signal(false);
  readonly #app: App;
  #asking = false;
  #again = false;
  /** Raised when what is asked about is no longer wanted. */
  #turn = 0;

  constructor(app: App) {
    this.#app = app;
    // Other facts: what was tried was of the ones before.
    app.assessed.subscribe(() => this.reset());
  }

  /** Tries a value, or takes it back. */
  move(id: string, value: number | string | undefined): void {
    const next = new Map(this.moved.peek());
    if (value === undefined) next.delete(id);
    else next.set(id, value);
    if (next.size === 0) return this.reset();
    this.moved.value = next;
    void this.#ask();
  }

  /** Back to the real values. */
  reset(): void {
    this.#turn += 1;
    this.#again = false;
    if (this.moved.peek().size > 0) this.moved.value = new Map();
    this.answer.value = undefined;
    this.refused.value = false;
  }

  /** The list that is shown now: of the values tried, or of the real ones. */
  get recommendations(): Recommendations | undefined {
    return this.answer.value?.recommendations ?? this.#app.assessed.value?.recommendations;
  }

  async #ask(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      do {
        this.#again = false;
        await this.#askOnce();
      } while (this.#again);
    } finally {
      this.#asking = false;
    }
  }

  async #askOnce(): Promise<void> {
    const record = this.#app.record.peek();
    const moved = this.moved.peek();
    if (record === undefined || moved.size === 0) return;
    const turn = this.#turn;
    try {
      const reply = await this.#app.client.whatIf(record, Object.fromEntries(moved), this.#app.options());
      if (turn !== this.#turn) return;
      this.refused.value = false;
      this.answer.value = reply;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.refused.value = true;
      if (!isRefusal(error)) this.#app.fail(error);
    }
  }
}

/** An equation that was not studied for a value says so; anything else went wrong. */
const isRefusal = (error: unknown): boolean => (error as { kind?: unknown } | undefined)?.kind === "value";
