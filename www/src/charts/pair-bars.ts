/** Two shares beside each other, 0 to 1: what a model does, and what it is set against; each with its number. */
import { html, nothing, svg, type TemplateResult } from "lit";

export interface PairBar {
  name: string;
  value: number;
  /** Drawn strongly; the other is what it is set against. */
  own: boolean;
  /** The number as written. */
  text: string;
}

/** Bars below each other; the table beside says the same, so the picture is hidden from screen readers. */
export function pairBars(bars: readonly PairBar[]): TemplateResult {
  return html`<svg class="chart pair-bars" viewBox=${`0 0 300 ${bars.length * 40}`} aria-hidden="true">
    ${bars.map(
      ({ name, value, own, text }, at) => svg`<text x="0" y=${at * 40 + 12}>${name}</text>
        <text x="300" y=${at * 40 + 12} text-anchor="end">${text}</text>
        <rect class="track" x="0" y=${at * 40 + 18} width="300" height="10" rx="5"></rect>
        <rect class=${own ? "own" : "other"} x="0" y=${at * 40 + 18} width=${Math.max(0, Math.min(1, value)) * 300} height="10" rx="5"></rect>`,
    )}
  </svg>`;
}

export interface Spread {
  value: number;
  low?: number | undefined;
  high?: number | undefined;
  /** Ends of the line: the same for every row, so that the intervals can be seen and compared. */
  ends: readonly [number, number];
}

/** Ends that hold all intervals with a little room, within 0 and 1. */
export function endsOf(all: readonly Omit<Spread, "ends">[]): [number, number] {
  const low = Math.min(...all.map((one) => one.low ?? one.value));
  const high = Math.max(...all.map((one) => one.high ?? one.value));
  const room = Math.max(0.02, (high - low) * 0.15);
  return [Math.max(0, low - room), Math.min(1, high + room)];
}

/** A value with how far chance could move it. */
export function spread({ value, low, high, ends: [from, to] }: Spread): TemplateResult {
  const x = (one: number): number => 6 + ((one - from) / (to - from)) * 188;
  return html`<svg class="chart spread-line" viewBox="0 0 200 20" aria-hidden="true">
    <line class="grid" x1="6" x2="194" y1="10" y2="10"></line>
    ${low === undefined || high === undefined ? nothing : svg`<path class="whisker" d=${`M${x(low)} 5V15M${x(low)} 10H${x(high)}M${x(high)} 5V15`}></path>`}
    <circle class="mark" cx=${x(value)} cy="10" r="5"></circle>
  </svg>`;
}
