/** Which cells are missing together: a line a column, a stripe a pattern, how many rows above each. */
import { html, svg, type TemplateResult } from "lit";
import { shortened } from "./column-bars";
import { WIDTH } from "./plane";

export interface GapMatrix {
  /** Columns with gaps. */
  columns: readonly string[];
  /** Patterns, the most frequent first: which of `columns` are missing, and in how many rows. */
  patterns: readonly { missing: readonly number[]; rows: number; text: string }[];
  /** What the bars above count. */
  title: string;
}

const NAMES = 136;
const BARS = 54;
const ROW = 24;
/** Stripes that fit. */
export const MOST_PATTERNS = 8;
/** Columns that fit. */
export const MOST_COLUMNS = 16;

export function gapMatrix({ columns, patterns, title }: GapMatrix): TemplateResult {
  const shown = patterns.slice(0, MOST_PATTERNS);
  const names = columns.slice(0, MOST_COLUMNS);
  const most = Math.max(1, ...shown.map(({ rows }) => rows));
  const step = Math.min(40, (WIDTH - NAMES) / Math.max(1, shown.length));
  const top = BARS + 30;
  return html`<svg class="chart plane gaps" viewBox="0 0 ${WIDTH} ${top + names.length * ROW + 4}" width=${WIDTH} aria-hidden="true">
    <text x="0" y="14">${title}</text>
    ${shown.map(({ rows, text }, at) => {
      const tall = Math.max(1.5, (rows / most) * BARS);
      const middle = NAMES + at * step + step / 2;
      return svg`<rect class="mark" x=${middle - step * 0.32} y=${BARS + 24 - tall} width=${step * 0.64} height=${tall}></rect>
        <text x=${middle} y=${BARS + 19 - tall} text-anchor="middle">${text}</text>`;
    })}
    ${names.map((name, row) => {
      const y = top + row * ROW;
      return svg`<text class="ink" x="0" y=${y + 16}>${shortened(name, 18)}</text>
        ${shown.map(({ missing }, at) => {
          const gone = missing.includes(row);
          return svg`<rect class=${gone ? "gap" : "whole"} x=${NAMES + at * step + 2} y=${y + 2} width=${step - 4} height=${ROW - 4} rx="3"></rect>`;
        })}`;
    })}
  </svg>`;
}
