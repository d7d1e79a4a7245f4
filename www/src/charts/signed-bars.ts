/** Signed bars around a zero line, all on one scale, zero where it must be. */
import { html, svg, type TemplateResult } from "lit";

export interface Scale {
  low: number;
  high: number;
}

/** One scale for all bars: it holds zero and every amount. */
export function barScale(amounts: readonly number[]): Scale {
  const low = Math.min(0, ...amounts);
  const high = Math.max(0, ...amounts);
  return low === high ? { low: 0, high: 1 } : { low, high };
}

const at = (value: number, { low, high }: Scale): number => ((value - low) / (high - low)) * 100;

/** One bar; its number stands beside it as text, so it is hidden from screen readers. */
export function signedBar(amount: number, scale: Scale): TemplateResult {
  const zero = at(0, scale);
  const end = at(amount, scale);
  const from = Math.min(zero, end);
  return html`<svg class="bar" width="100%" height="18" aria-hidden="true">
    <rect class=${amount < 0 ? "mark-less" : "mark"} x="${from}%" y="3" width="${Math.abs(end - zero)}%" height="12" rx="1.5"></rect>
    <line class="axis" x1="${zero}%" x2="${zero}%" y1="0" y2="18"></line>
  </svg>`;
}

export interface BarRow {
  name: string;
  amount: number;
  text: string;
}

/** All bars with their names, as one picture to keep. */
export function signedBarsPicture(rows: readonly BarRow[]): TemplateResult {
  const scale = barScale(rows.map((row) => row.amount));
  const x = (value: number): number => 260 + at(value, scale) * 2.6;
  const height = rows.length * 26 + 12;
  return html`<svg class="chart" viewBox="0 0 600 ${height}" width="600" height=${height}>
    ${rows.map((row, index) => {
      const y = 8 + index * 26;
      const [a, b] = [x(0), x(row.amount)];
      return svg`<text x="0" y=${y + 13}>${row.name}</text>
        <rect class=${row.amount < 0 ? "mark-less" : "mark"} x=${Math.min(a, b)} y=${y + 2} width=${Math.abs(b - a)} height="14"></rect>
        <text x="600" y=${y + 13} text-anchor="end">${row.text}</text>`;
    })}
    <line class="axis" x1=${x(0)} x2=${x(0)} y1="2" y2=${height - 4}></line>
  </svg>`;
}
