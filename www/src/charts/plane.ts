/**
 * A plane with two axes: where a pair of numbers stands, its grid, ticks and titles. Pictures of models draw on it.
 * It is drawn for a width of 420 and shown at 340 to 480 px, so that letters keep their size on a phone.
 */
import { html, nothing, svg, type TemplateResult } from "lit";

export interface PlaneAxis {
  from: number;
  to: number;
  ticks: readonly number[];
  write: (value: number) => string;
  /** What is measured, with its unit. */
  title: string;
}

export interface PlaneShape {
  width?: number;
  height?: number;
  /** Room for the ticks of the upright axis. */
  left?: number;
  right?: number;
  /** Room between the ticks and the title of the axis below. */
  below?: number;
}

/** A pair of numbers: along, up. */
export type Pair = readonly [number, number];

export const WIDTH = 420;
const TOP = 34;
const FOOT = 46;

export class Plane {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top = TOP;
  readonly foot: number;
  readonly #along: PlaneAxis;
  readonly #up: PlaneAxis;

  constructor(along: PlaneAxis, up: PlaneAxis, { width = WIDTH, height = 360, left = 52, right = 16, below = 0 }: PlaneShape = {}) {
    this.#along = along;
    this.#up = up;
    this.width = width;
    this.height = height;
    this.left = left;
    this.right = width - right;
    this.foot = height - FOOT - below;
  }

  x(value: number): number {
    return round(this.left + share(value, this.#along) * (this.right - this.left));
  }

  y(value: number): number {
    return round(this.foot - share(value, this.#up) * (this.foot - this.top));
  }

  /** A line through points. */
  line(points: readonly Pair[]): string {
    return points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${this.x(x)} ${this.y(y)}`).join("");
  }

  /** A line that stays level until the next point. */
  steps(points: readonly Pair[]): string {
    return points.map(([x, y], at) => (at === 0 ? `M${this.x(x)} ${this.y(y)}` : `H${this.x(x)}V${this.y(y)}`)).join("");
  }

  /** The room between two lines over the same places. */
  band(points: readonly (readonly [at: number, low: number, high: number])[]): string {
    if (points.length < 2) return "";
    const upper = points.map(([at, , high]): Pair => [at, high]);
    const lower = points.map(([at, low]): Pair => [at, low]).reverse();
    return `${this.line([...upper, ...lower])}Z`;
  }

  /** The same between two lines of steps. */
  stepBand(points: readonly (readonly [at: number, low: number, high: number])[]): string {
    if (points.length < 2) return "";
    const back = points.map(([at, low]): Pair => [at, low]).reverse();
    const down = back.map(([x, y], at) => (at === 0 ? `L${this.x(x)} ${this.y(y)}` : `V${this.y(y)}H${this.x(x)}`)).join("");
    return `${this.steps(points.map(([at, , high]): Pair => [at, high]))}${down}Z`;
  }

  /** The whole picture: grid below, marks above. Its sentence and its numbers stand beside it. */
  picture(marks: unknown, name = ""): TemplateResult {
    const [along, up] = [this.#along, this.#up];
    return html`<svg class="chart plane ${name}" viewBox="0 0 ${this.width} ${this.height}" width=${this.width} aria-hidden="true">
      <text x="0" y="14">${up.title}</text>
      ${up.ticks.map(
        (one) => svg`<line class="grid" x1=${this.left} x2=${this.right} y1=${this.y(one)} y2=${this.y(one)}></line>
          <text x=${this.left - 8} y=${this.y(one) + 4.5} text-anchor="end">${up.write(one)}</text>`,
      )}
      ${along.ticks.map((one) => svg`<text x=${this.x(one)} y=${this.foot + 18} text-anchor="middle">${along.write(one)}</text>`)}
      <line class="axis" x1=${this.left} x2=${this.right} y1=${this.foot} y2=${this.foot}></line>
      <text x=${(this.left + this.right) / 2} y=${this.height - 8} text-anchor="middle">${along.title}</text>
      ${marks ?? nothing}
    </svg>`;
  }
}

/** From 0 to 1 of an axis; what lies beyond stays at its end. */
function share(value: number, { from, to }: PlaneAxis): number {
  if (!Number.isFinite(value)) return value > 0 ? 1 : 0;
  return to === from ? 0.5 : Math.min(1, Math.max(0, (value - from) / (to - from)));
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Round numbers between two ends, about so many. */
export function niceTicks(low: number, high: number, most = 5): number[] {
  if (!(high > low) || !Number.isFinite(high - low)) return [low];
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough * (1 - 1e-9)) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Twelve digits: 3 × 0.1 is no tick.
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** Decimals that tell ticks apart. */
export function decimalsOf(ticks: readonly number[]): number {
  const most = ticks.map((one) => (String(one).split(".")[1] ?? "").length);
  return Math.min(6, Math.max(0, ...most));
}

/** An axis over values, its ends a little beyond them. */
export function axisOver(values: readonly number[], title: string, write: (value: number, decimals: number) => string, ends: { from?: number; to?: number } = {}): PlaneAxis {
  const known = values.filter((one) => Number.isFinite(one));
  const low = ends.from ?? Math.min(...known);
  const high = ends.to ?? Math.max(...known);
  const room = known.length === 0 ? 1 : (high - low) * 0.04 || Math.abs(high) * 0.1 || 1;
  const [from, to] = known.length === 0 ? [0, 1] : [ends.from ?? low - room, ends.to ?? high + room];
  const ticks = niceTicks(from, to);
  const decimals = decimalsOf(ticks);
  return { from, to, ticks, write: (value) => write(value, decimals), title };
}

/** An axis of shares from 0 to 1, in quarters. */
export const shareAxis = (title: string, write: (share: number) => string): PlaneAxis => ({ from: 0, to: 1, ticks: [0, 0.25, 0.5, 0.75, 1], write, title });

/** Places moved apart so that labels of this height do not lie on each other; their order stays. */
export function apart(places: readonly number[], gap: number, from: number, to: number): number[] {
  const order = places.map((place, at) => ({ place, at })).sort((a, b) => a.place - b.place);
  let least = from;
  const moved = order.map(({ place }) => {
    least = Math.max(place, least);
    const here = least;
    least += gap;
    return here;
  });
  // What was pushed out below moves up again.
  let most = to;
  for (let at = moved.length - 1; at >= 0; at -= 1) {
    most = Math.min(moved[at] ?? most, most);
    moved[at] = most;
    most -= gap;
  }
  const back: number[] = [];
  order.forEach(({ at }, rank) => {
    back[at] = moved[rank] ?? 0;
  });
  return back;
}

/** The look of the n-th of several lines: colour and stroke together, never colour alone. */
export const seriesOf = (at: number): string => `series series-${(at % 4) + 1}`;
