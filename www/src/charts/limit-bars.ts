/** Limits of a week: the band that is allowed, a line from the lowest day to the highest, a dot for the mean. */
import { html, svg, type TemplateResult } from "lit";

export interface LimitRow {
  name: string;
  min?: number | undefined;
  max?: number | undefined;
  low: number;
  high: number;
  mean: number;
  /** The mean and the limit in words. */
  text: string;
}

/** Upper end of one limit's own scale: every limit has its unit, so each bar stands alone. */
export function endOf({ min, max, high, mean }: LimitRow): number {
  return Math.max((max ?? 0) * 1.25, (min ?? 0) * 1.6, high * 1.05, mean * 1.1, 1e-9);
}

function marks(row: LimitRow, x: (value: number) => number | string, y: number): TemplateResult[] {
  const from = row.min ?? 0;
  const to = row.max ?? endOf(row);
  const width = (a: number, b: number): string => `${((b - a) / endOf(row)) * 100}%`;
  return [
    svg`<rect class="mark-empty" x=${x(0)} y=${y} width="100%" height="12" rx="2"></rect>`,
    svg`<rect class="band" x=${x(from)} y=${y} width=${width(from, to)} height="12"></rect>`,
    svg`<line class="whisker" x1=${x(row.low)} x2=${x(row.high)} y1=${y + 6} y2=${y + 6}></line>`,
    svg`<circle class="mark" cx=${x(row.mean)} cy=${y + 6} r="5"></circle>`,
  ];
}

/** One bar; its numbers stand beside it as text, so it is hidden from screen readers. */
export function limitBar(row: LimitRow): TemplateResult {
  return html`<svg class="bar limit-bar" width="100%" height="18" aria-hidden="true">${marks(row, (value) => `${(value / endOf(row)) * 100}%`, 3)}</svg>`;
}

/** All bars with their names, as one picture to keep. */
export function limitBarsPicture(rows: readonly LimitRow[]): TemplateResult {
  const height = rows.length * 44 + 8;
  return html`<svg class="chart" viewBox="0 0 640 ${height}" width="640" height=${height}>
    ${rows.map((row, index) => {
      const y = 8 + index * 44;
      return svg`<text x="0" y=${y + 10}>${row.name}</text>
        <text x="640" y=${y + 10} text-anchor="end">${row.text}</text>
        <svg x="0" y=${y + 14} width="640" height="18">${marks(row, (value) => `${(value / endOf(row)) * 100}%`, 3)}</svg>`;
    })}
  </svg>`;
}
