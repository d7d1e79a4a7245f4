/**
 * A study that several workers carry out. One holds the table and the study, gives out pieces and puts together what
 * they come to; the others carry out pieces. The result is the same, to the bit, however many there are.
 */
import type { Calling, Progress } from "./engine/api";
import type { Protocol, StudyOptions } from "./engine/bench";
import { today } from "./client-values";
import { fault } from "../worker/envelope";
import { BedsideError, type Line } from "../worker/line";

/** More workers than this are not taken unasked. */
const MOST = 4;
/** After so long, ms, it is known how long a study takes; with more than so much left, helpers are worth their start. */
const KNOWN = 700;
const WORTH = 2500;
/** Columns take up to four times their size in a helper; all helpers together take no more than this unasked, bytes. */
const ROOM = 1 << 30;
/** Pieces are given out for about so long, ms: often enough to end together, seldom enough not to wait for each. */
const SPELL = 200;

/** A piece as the engine names it. */
type Piece = Record<string, number>;
type Column = { name: string } & Record<string, ArrayBufferView | string | readonly string[]>;

/** Carries out a study on a table that the engine keeps; answers with the number of the model. */
export async function carryOut(line: Line, table: number, protocol: Protocol, name: string, options: StudyOptions): Promise<number | undefined> {
  const { signal } = options;
  const { handle: on = 0 } = await line.call("study", [protocol, name, today()], { on: table, signal });
  const team = new Team(line, on, protocol, options);
  try {
    await team.work();
    // Stopped, this is the best so far; there is nothing in it that a second stop could save.
    return (await line.call("end", [], { on })).handle;
  } catch (error) {
    // An engine that did not hear the stop was replaced, and what stood is gone.
    if (signal?.aborted && error instanceof BedsideError && error.key === "engine.replaced") throw new BedsideError(fault("cancelled", "cancelled"));
    throw error;
  } finally {
    team.close();
    line.release(on);
  }
}

class Team {
  readonly #most: number;
  readonly #asked: boolean;
  readonly #begun = performance.now();
  readonly #helpers = new Set<Line>();
  #called = false;
  #over = false;
  /** Rings for helpers when there may be a piece to be had. */
  readonly #pieces = new Bell();
  /** Rings for who holds the study when something came back. */
  readonly #came = new Bell();

  constructor(
    private readonly line: Line,
    private readonly on: number,
    private readonly protocol: Protocol,
    private readonly options: StudyOptions,
  ) {
    const { workers } = options;
    this.#asked = workers !== undefined;
    this.#most = workers ?? Math.min(MOST, line.cores);
  }

  /** Works on the study until it is done or stopped. */
  async work(): Promise<void> {
    const { signal, onProgress } = this.options;
    const stop = () => this.#came.ring();
    signal?.addEventListener("abort", stop, { once: true });
    if (this.#asked) this.#call();
    try {
      while (!signal?.aborted) {
        const turn = this.#came.turn;
        const working = this.line.call("work", [], { on: this.on, signal, onProgress: (progress) => this.#heard(progress as Progress, onProgress) });
        const { value: waits, stopped } = await working.catch((error: unknown) => {
          // Stopped before it began: what stands is kept all the same.
          if (signal?.aborted && error instanceof BedsideError && error.kind === "cancelled") return { value: false, stopped: true };
          throw error;
        });
        if (stopped || waits !== true) return;
        await this.#came.after(turn);
      }
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  close(): void {
    this.#over = true;
    for (const helper of this.#helpers) helper.close();
    this.#pieces.ring();
  }

  #heard(progress: Progress, tell: Calling["onProgress"]): void {
    if (this.#over) return;
    tell?.(progress);
    this.#pieces.ring();
    const spent = performance.now() - this.#begun;
    const { done, total } = progress;
    if (spent >= KNOWN && spent * (total - done) >= WORTH * done) this.#call();
  }

  /** Calls helpers, once. */
  #call(): void {
    if (this.#called || this.#most < 2) return;
    this.#called = true;
    void this.#columns().then(
      (columns) => {
        const size = columns.reduce((sum, column) => sum + Object.values(column).reduce((all, part) => all + (ArrayBuffer.isView(part) ? part.byteLength : 0), 0), 0);
        const fit = this.#asked ? this.#most - 1 : Math.min(this.#most - 1, Math.floor(ROOM / (4 * size + 1)));
        for (let helper = 0; helper < fit && !this.#over; helper += 1) void this.#help(columns);
      },
      () => {},
    );
  }

  async #columns(): Promise<Column[]> {
    return (await this.line.call("columns", [], { on: this.on })).value as Column[];
  }

  /** A helper's life. It never rejects: what it leaves undone is done by who holds the study. */
  async #help(columns: Column[]): Promise<void> {
    const helper = this.line.beside();
    if (!helper) return;
    this.#helpers.add(helper);
    let pieces: Piece[] = [];
    try {
      const { handle: on = 0 } = await helper.call("helper", [this.protocol, columns]);
      for (let count = 1; !this.#over; ) {
        const turn = this.#pieces.turn;
        pieces = (await this.line.call("give", [count], { on: this.on })).value as Piece[];
        if (pieces.length === 0) {
          await this.#pieces.after(turn);
          continue;
        }
        const start = performance.now();
        const given = pieces.length;
        for (let piece = pieces[0]; piece !== undefined; piece = pieces[0]) {
          await this.#carry(helper, on, piece);
          pieces.shift();
          this.#ring();
        }
        count = Math.max(1, Math.min(64, Math.round((given * SPELL) / Math.max(performance.now() - start, 1))));
      }
    } catch {
      // It could not start, died or was closed.
      await Promise.allSettled(pieces.map((piece) => this.line.call("takeBack", [piece], { on: this.on })));
    } finally {
      this.#helpers.delete(helper);
      helper.close();
      this.#ring();
    }
  }

  async #carry(helper: Line, on: number, piece: Piece): Promise<void> {
    const onProgress = (share: unknown): void => {
      if (this.#over) return;
      const heard = this.line.call("hear", [piece, share], { on: this.on });
      heard.then(
        ({ value }) => this.#over || this.options.onProgress?.(value as Progress),
        () => {},
      );
    };
    const came = await helper.call("carry", [piece], { on, onProgress }).catch((error: unknown) => {
      // What cannot be fitted is fitted again by who holds the study, who then has the error at first hand.
      if (error instanceof BedsideError && error.kind !== "internal" && !this.#over) return undefined;
      throw error;
    });
    if (came?.value instanceof Float64Array) await this.line.call("take", [piece, came.value], { on: this.on });
    else await this.line.call("takeBack", [piece], { on: this.on });
  }

  #ring(): void {
    this.#came.ring();
    this.#pieces.ring();
  }
}

/** Wakes those who wait; who heard it before they began to wait do not wait. */
class Bell {
  turn = 0;
  #waiting: (() => void)[] = [];

  ring(): void {
    this.turn += 1;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Resolves when it has rung since `turn`. */
  after(turn: number): Promise<void> {
    return this.turn === turn ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }
}
