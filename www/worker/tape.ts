/**
 * The reader of the engine's tapes (`src/export/tape.rs` says what stands on one): a reply in numbers, where what every
 * reply says is told once and then by its number. What comes out is what JSON of the same reply would give.
 */

/** A reply on tape. */
export interface Tape {
  items: Uint32Array;
  numbers: Float64Array;
  text: string;
  from: [number, number, number];
  words?: string[];
  forms?: number[][];
}

/** What a reader was told so far: which writer, how many words, how many forms. */
export type Told = [writer: number, words: number, forms: number];

export function isTape(value: unknown): value is Tape {
  return typeof value === "object" && value !== null && (value as { items?: unknown }).items instanceof Uint32Array;
}

/** Keeps what one engine told; of another one, should it take the place of the first, what that tells. */
export class TapeReader {
  private writer = 0;
  private words: string[] = [];
  private forms: string[][] = [];

  /** What to tell the engine with the next question. */
  told(): Told {
    return [this.writer, this.words.length, this.forms.length];
  }

  /** The reply. */
  read(tape: Tape): unknown {
    const [writer, words, forms] = tape.from;
    if (writer !== this.writer) {
      this.writer = writer;
      this.words = [];
      this.forms = [];
    }
    // A question asked before the last reply was read hears again what that one told.
    tape.words?.forEach((word, at) => (this.words[words + at] = word));
    tape.forms?.forEach((form, at) => (this.forms[forms + at] = form.map((word) => this.words[word] ?? "")));
    return valueOf(tape, this.words, this.forms);
  }
}

/** Reads from the first item on. Every reply comes by here: an object is filled key by key, which engines do quickest. */
function valueOf({ items, numbers, text }: Tape, words: readonly string[], forms: readonly string[][]): unknown {
  let at = 0;
  let number = 0;
  let unit = 0;
  const next = (): unknown => {
    const item = items[at++] ?? 0;
    const above = item >>> 3;
    switch (item & 7) {
      case 0:
        return above === 0 ? null : above === 2;
      case 1:
        return above;
      case 2:
        return numbers[number++];
      case 3:
        return words[above];
      case 4:
        return text.slice(unit, (unit += above));
      case 5: {
        const list: unknown[] = [];
        for (let left = above; left > 0; left -= 1) list.push(next());
        return list;
      }
      case 6: {
        const object: Record<string, unknown> = {};
        for (const key of forms[above] ?? []) object[key] = next();
        return object;
      }
      default: {
        const pairs: [string, unknown][] = [];
        for (let left = above; left > 0; left -= 1) pairs.push([String(next()), next()]);
        // A member may be called `__proto__`: this makes it a member like any other.
        return Object.fromEntries(pairs);
      }
    }
  };
  return next();
}
