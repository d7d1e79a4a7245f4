/** An answer with how far it could move: a band for missing inputs, a thin line for chance. */
import { html, nothing, svg, type TemplateResult } from "lit";

export interface Interval {
  low: number;
  high: number;
}

/** A round upper end with four or five steps above `value`. */
export function niceTop(value: number): { top: number; step: number } {
  const rough = Math.max(value, 0.01) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? 10 * power;
  return { top: step * Math.ceil(value / step + 1e-9), step };
}

export interface IntervalBar {
  /** The answer, out of a hundred. */
  value: number;
  /** What missing inputs could make it. */
  inputs?: Interval;
  /** Where chance alone puts most groups of a hundred. */
  chance?: Interval;
  /** Its sentence, where no text beside it says the same. */
  label?: string;
  /** Writes a tick. */
  tick: (value: number) => string;
}

export function intervalBar({ value, inputs, chance, label, tick }: IntervalBar): TemplateResult {
  const { top, step } = niceTop(Math.max(value, inputs?.high ?? 0, chance?.high ?? 0, 4));
  const x = (one: number): number => 8 + (one / top) * 284;
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  return html`<svg class="chart interval" viewBox="0 0 300 42" role=${label === undefined ? nothing : "img"}
    aria-label=${label ?? nothing} aria-hidden=${label === undefined ? "true" : nothing}>
    <line class="grid" x1="8" x2="292" y1="14" y2="14"></line>
    ${ticks.map(
      (one) => svg`<line class="grid" x1=${x(one)} x2=${x(one)} y1="11" y2="17"></line>
        <text x=${x(one)} y="36" text-anchor="middle">${tick(one)}</text>`,
    )}
    ${inputs === undefined ? "" : svg`<line class="range" x1=${x(inputs.low)} x2=${x(inputs.high)} y1="14" y2="14"></line>`}
    ${chance === undefined
      ? ""
      : svg`<path class="whisker" d=${`M${x(chance.low)} 8V20M${x(chance.low)} 14H${x(chance.high)}M${x(chance.high)} 8V20`}></path>`}
    <circle class="mark" cx=${x(value)} cy="14" r="6"></circle>
  </svg>`;
}
