/**
 * A large CSV held as bytes, with an index of where each row starts. Rows are read when they are
 * looked at, so a hundred thousand of them cost one scan and four bytes each.
 */

const QUOTE = 0x22;
const SEPARATORS = [0x2c, 0x3b, 0x09] as const;
const LF = 0x0a;
const CR = 0x0d;

/** Rows of one CSV; row 0 is the first under the heading. */
export class Rows {
  /** Column headings. */
  readonly heads: readonly string[];
  /** Number of rows under the heading. */
  readonly length: number;
  private readonly bytes: Uint8Array;
  private readonly starts: Uint32Array;
  private readonly separator: number;
  private readonly decoder = new TextDecoder();

  constructor(bytes: Uint8Array) {
    const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    this.bytes = bytes;
    this.separator = separatorOf(bytes, bom);
    this.starts = index(bytes, bom, this.separator);
    this.heads = this.starts.length > 1 ? this.cells(-1) : [];
    this.length = Math.max(0, this.starts.length - 2);
  }

  /** Cells of a row; -1 is the heading. An absent row is empty. */
  row(at: number): string[] {
    return at >= 0 && at < this.length ? this.cells(at) : [];
  }

  /** One column as numbers (not a number where a cell holds none), read in slices so the page stays alive. */
  async numbers(column: number, pause: () => Promise<void>): Promise<Float64Array> {
    const out = new Float64Array(this.length).fill(Number.NaN);
    for (let at = 0; at < this.length; at += 1) {
      const text = this.cell(at, column);
      if (text !== "") out[at] = Number(text);
      if (at % 4096 === 4095) await pause();
    }
    return out;
  }

  /** One cell, without reading the rest of its row's text. */
  cell(at: number, column: number): string {
    if (at < 0 || at >= this.length) return "";
    let from = this.start(at + 1);
    const end = this.start(at + 2);
    for (let skip = column; skip > 0; skip -= 1) {
      from = this.cellEnd(from, end) + 1;
      if (from > end) return "";
    }
    return this.text(from, this.cellEnd(from, end));
  }

  private start(at: number): number {
    return this.starts[at] ?? this.bytes.length;
  }

  private cells(at: number): string[] {
    const out: string[] = [];
    let from = this.start(at + 1);
    const end = this.start(at + 2);
    for (;;) {
      const stop = this.cellEnd(from, end);
      out.push(this.text(from, stop));
      if (this.bytes[stop] !== this.separator || stop >= end) return out;
      from = stop + 1;
    }
  }

  /** Where the cell that starts at `from` ends: its separator or its line's end. */
  private cellEnd(from: number, end: number): number {
    const { bytes, separator } = this;
    let at = from;
    if (bytes[at] === QUOTE) {
      at += 1;
      while (at < end) {
        if (bytes[at] === QUOTE) {
          if (bytes[at + 1] !== QUOTE) break;
          at += 1;
        }
        at += 1;
      }
    }
    while (at < end && bytes[at] !== separator && bytes[at] !== LF && bytes[at] !== CR) at += 1;
    return at;
  }

  private text(from: number, to: number): string {
    if (from >= to) return "";
    if (this.bytes[from] !== QUOTE) return this.decoder.decode(this.bytes.subarray(from, to));
    const inside = this.bytes[to - 1] === QUOTE && to - 1 > from ? to - 1 : to;
    return this.decoder.decode(this.bytes.subarray(from + 1, inside)).replaceAll('""', '"');
  }
}

/** What stands most often between the headings: a comma, a semicolon or a tabulator, as the engine writes a table back. */
function separatorOf(bytes: Uint8Array, from: number): number {
  const counts = new Map<number, number>(SEPARATORS.map((one) => [one, 0]));
  let quoted = false;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) quoted = !quoted;
    else if (!quoted && (byte === LF || byte === CR) && at > from) break;
    else if (!quoted) counts.set(byte, (counts.get(byte) ?? Number.NaN) + 1);
  }
  const [most = SEPARATORS[0]] = [...SEPARATORS].sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
  return most;
}

/** Starts of all rows (heading first), then the end of the last; blank lines are no rows. Only at the start of a cell is a mark a quote. */
function index(bytes: Uint8Array, from: number, separator: number): Uint32Array {
  let starts = new Uint32Array(1024);
  let count = 0;
  const add = (at: number): void => {
    if (count === starts.length) {
      const wider = new Uint32Array(count * 2);
      wider.set(starts);
      starts = wider;
    }
    starts[count] = at;
    count += 1;
  };
  let quoted = false;
  let cell = from;
  let start = from;
  let end = from;
  for (let at = from; at <= bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE && (quoted || at === cell)) {
      if (quoted && bytes[at + 1] === QUOTE) at += 1;
      else quoted = !quoted;
    }
    if (!quoted && (byte === separator || byte === LF)) cell = at + 1;
    if (at === bytes.length || (byte === LF && !quoted)) {
      const blank = at === start || (at === start + 1 && bytes[start] === CR);
      if (!blank) {
        add(start);
        end = Math.min(at + 1, bytes.length);
      }
      start = at + 1;
    }
  }
  if (count > 0) add(end);
  return starts.slice(0, count);
}

/** A count of values between equal steps: what the summary picture draws. */
export interface Bin {
  /** Lower end, in the column's unit. */
  from: number;
  /** Upper end; the last bin takes everything above too. */
  to: number;
  /** How many people. */
  count: number;
}

/**
 * Counts `values` in at most `bins` equal steps up to a round number above the 99th of 100 values, so that
 * one outlier does not flatten the picture; the last bin takes what lies above.
 */
export function distribution(values: ArrayLike<number>, bins: number): Bin[] {
  const known = Float64Array.from(Array.prototype.filter.call(values, (v: number) => Number.isFinite(v)) as number[]).sort();
  if (known.length === 0) return [];
  const high = known[Math.floor((known.length - 1) * 0.99)] ?? 0;
  const step = roundStep(Math.max(high, 1e-9) / bins);
  const needed = Math.min(bins, Math.max(1, Math.ceil(high / step - 1e-9)));
  const out = Array.from({ length: needed }, (_, i) => ({ from: i * step, to: (i + 1) * step, count: 0 }));
  for (const value of known) {
    const bin = out[Math.min(needed - 1, Math.max(0, Math.floor(value / step + 1e-9)))];
    if (bin) bin.count += 1;
  }
  return out;
}

/** The next of 1, 2, 2.5, 5 × 10ⁿ at or above `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  for (const round of [1, 2, 2.5, 5, 10]) if (step <= round * power * (1 + 1e-9)) return round * power;
  return 10 * power;
}
