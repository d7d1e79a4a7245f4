/** How much worse a model gets when one column is shuffled: a bar a column, its spread over the repeats as a line. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { shortened } from "./column-bars";
import { WIDTH } from "./plane";

export interface ImportanceBar {
  name: string;
  value: number;
  /** Standard deviation over the repeats. */
  spread: number;
  text: string;
}

const ROW = 40;

export function importanceBars(bars: readonly ImportanceBar[], title: string): TemplateResult {
  const low = Math.min(0, ...bars.map(({ value, spread }) => value - spread));
  const high = Math.max(1e-9, ...bars.map(({ value, spread }) => value + spread));
  const x = (value: number): number => 2 + ((value - low) / (high - low)) * (WIDTH - 4);
  const zero = x(0);
  const height = 24 + bars.length * ROW;
  return html`<svg class="chart plane importance" viewBox="0 0 ${WIDTH} ${height}" width=${WIDTH} aria-hidden="true">
    <text x="0" y="14">${title}</text>
    ${bars.map(({ name, value, spread, text }, at) => {
      const y = 24 + at * ROW;
      const end = x(value);
      return svg`<text class="ink" x="0" y=${y + 14}>${shortened(name, 34)}</text>
        <text x=${WIDTH} y=${y + 14} text-anchor="end">${text}</text>
        <rect class="mark" x=${Math.min(zero, end)} y=${y + 20} width=${Math.abs(end - zero)} height="12" rx="1.5"></rect>
        ${spread > 0 ? svg`<line class="whisker" x1=${x(value - spread)} x2=${x(value + spread)} y1=${y + 26} y2=${y + 26}></line>` : nothing}`;
    })}
    <path class="axis" d=${bars.map((_, at) => `M${zero} ${24 + at * ROW + 17}v18`).join("")}></path>
  </svg>`;
}
