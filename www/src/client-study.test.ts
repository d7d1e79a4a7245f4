/** Several workers of one study: who gets pieces, and what happens to those of a worker that dies. */
import { describe, expect, it } from "vitest";
import type { Protocol } from "./engine/bench";
import { carryOut } from "./client-study";
import { inlineSpawn } from "../worker/inline";
import { Line, type Spawn } from "../worker/line";

const protocol = {} as Protocol;

/** A study of pieces 0 to `pieces` − 1; what it comes to is the sum of their squares. */
class Study {
  next = 0;
  sum = 0;
  done = 0;
  readonly back: number[] = [];
  readonly byHelpers: number[] = [];
  shares: number[] = [];
  ended = false;

  constructor(
    readonly pieces: number,
    /** Pieces that the holder leaves to others. */
    readonly leaves = 0,
    /** How far it says that it is, of 100. */
    readonly says?: number,
  ) {}

  work(): object {
    let waits = false;
    return {
      step: () => {
        waits = false;
        const piece = this.back.pop() ?? (this.next < this.pieces - this.leaves ? this.next++ : undefined);
        if (piece !== undefined) this.#put(piece, piece * piece);
        else waits = this.done < this.pieces;
        return waits || this.done === this.pieces;
      },
      progress: () => ({ stage: "folds", done: this.says ?? (100 * this.done) / this.pieces, total: 100 }),
      finish: () => waits,
    };
  }
  columns(): object {
    return [{ name: "age", numbers: new Float64Array(3) }];
  }
  give(most: number): number[] {
    const from = this.next;
    this.next = Math.min(this.pieces, from + most);
    return Array.from({ length: this.next - from }, (_, at) => from + at);
  }
  take(piece: number, [square = Number.NaN]: Float64Array): void {
    this.byHelpers.push(piece);
    this.#put(piece, square);
  }
  takeBack(piece: number): void {
    this.back.push(piece);
  }
  hear(_piece: number, share: number): object {
    this.shares.push(share);
    return { stage: "folds", done: this.done, total: this.pieces };
  }
  end(): object {
    this.ended = true;
    return new Kept();
  }
  free(): void {}
  #put(_piece: number, square: number): void {
    this.sum += square;
    this.done += 1;
  }
}

class Kept {
  free(): void {}
}

type Carry = (piece: number, helper: number) => Float64Array;
const right: Carry = (piece) => Float64Array.of(piece * piece);

/** A line to a holder of the study, with helpers that carry out pieces as `carry` does; tells how many lived and how many ended. */
async function lineOf(study: Study, carry: Carry = right, cores?: number): Promise<{ line: Line; table: number; lives: { begun: number; ended: number } }> {
  const lives = { begun: 0, ended: 0 };
  const holder = { open: () => Object.assign(new Kept(), { study: () => study }) };
  const spawn: Spawn = inlineSpawn(() => holder);
  spawn.beside = (hear) => {
    lives.begun += 1;
    const number = lives.begun;
    const helper = (_protocol: unknown, columns: unknown[]) => {
      expect(columns).toHaveLength(1);
      const one = (piece: number) => {
        let steps = 0;
        return { step: () => (steps += 1) === 3, progress: () => steps / 3, finish: () => carry(piece, number) };
      };
      return Object.assign(new Kept(), { carry: one });
    };
    const port = inlineSpawn(() => ({ helper }))(hear);
    return { post: (message, transfer) => port.post(message, transfer), end: () => ((lives.ended += 1), port.end()) };
  };
  spawn.cores = cores;
  const line = new Line(spawn);
  const { handle: table = 0 } = await line.call("open", []);
  return { line, table, lives };
}

const squares = (count: number): number => Array.from({ length: count }, (_, at) => at * at).reduce((all, square) => all + square, 0);

describe("a study on several workers", () => {
  it("is shared, put together, and leaves no worker behind", async () => {
    const study = new Study(60, 20);
    const { line, table, lives } = await lineOf(study);
    const told: number[] = [];
    expect(await carryOut(line, table, protocol, "", { workers: 3, onProgress: ({ done }) => told.push(done) })).toBeDefined();
    expect(study.sum).toBe(squares(60));
    expect(study.byHelpers.length).toBeGreaterThanOrEqual(20);
    expect(new Set(study.byHelpers).size).toBe(study.byHelpers.length);
    expect(study.shares.some((share) => share > 0)).toBe(true);
    expect(told.length).toBeGreaterThan(0);
    expect(lives).toEqual({ begun: 2, ended: 2 });
    line.close();
  });

  it("goes on without a helper that dies or cannot start; what cannot be fitted is fitted by the holder", async () => {
    const dying: Carry = (piece, helper) => {
      if (helper === 1) throw new Error("out of memory");
      // Plain data, as the engine throws it.
      if (piece % 5 === 0) throw Object.assign(Object.create(null) as object, { kind: "value", key: "learn.separated" });
      return right(piece, helper);
    };
    const study = new Study(40, 30);
    const { line, table, lives } = await lineOf(study, dying);
    await carryOut(line, table, protocol, "", { workers: 3 });
    expect(study.sum).toBe(squares(40));
    expect(study.byHelpers.some((piece) => piece > 30)).toBe(true);
    expect(study.byHelpers.every((piece) => piece % 5 !== 0)).toBe(true);
    expect(lives.ended).toBe(lives.begun);
    line.close();

    const broken = new Study(12);
    const alone = inlineSpawn(() => ({ open: () => Object.assign(new Kept(), { study: () => broken }) }));
    alone.beside = inlineSpawn(() => Promise.reject(new Error("no memory")));
    const other = new Line(alone);
    const { handle = 0 } = await other.call("open", []);
    await carryOut(other, handle, protocol, "", { workers: 2 });
    expect([broken.sum, broken.byHelpers.length]).toEqual([squares(12), 0]);
    other.close();
  });

  it("stops everybody and keeps what stands", async () => {
    // The holder waits for ever: nothing beyond the third piece is heard of.
    const study = new Study(10, 8);
    const abort = new AbortController();
    const { line, table, lives } = await lineOf(study, (piece) => {
      setTimeout(() => abort.abort(), 20);
      return Float64Array.of(piece * piece);
    });
    const stuck = study.take.bind(study);
    study.take = (piece, numbers) => (piece <= 2 ? stuck(piece, numbers) : undefined);
    expect(await carryOut(line, table, protocol, "", { workers: 2, signal: abort.signal })).toBeDefined();
    expect([study.ended, study.sum]).toEqual([true, squares(3)]);
    expect(lives).toEqual({ begun: 1, ended: 1 });
    await expect(carryOut(line, table, protocol, "", { signal: abort.signal })).rejects.toMatchObject({ kind: "cancelled" });
    line.close();
  });

  it("calls helpers unasked only where it is long, and where there are cores", async () => {
    const lived = async (study: Study, cores?: number): Promise<number> => {
      const slow = study.work.bind(study);
      const from = performance.now();
      study.work = () => ({ ...slow(), step: () => performance.now() - from > 850 && (slow() as { step(): boolean }).step() });
      const { line, table, lives } = await lineOf(study, right, cores);
      await carryOut(line, table, protocol, "", {});
      line.close();
      return lives.begun;
    };
    const counts = await Promise.all([lived(new Study(4, 0, 90), 8), lived(new Study(4, 0, 2), 8), lived(new Study(4, 0, 2), 2), lived(new Study(4, 0, 2))]);
    expect(counts).toEqual([0, 3, 1, 0]);
  });
});
