/** How the values of one column lie: bars of equal width for numbers, a bar a word for words. Small: one of many. */
import { html, nothing, svg, type TemplateResult } from "lit";

export interface ColumnBars {
  bars: readonly { count: number; name: string; text?: string }[];
  /** Numbers: the two ends, written under the picture. */
  ends?: readonly [string, string] | undefined;
  /** Words: the name stands beside its bar. */
  words?: boolean;
}

const WIDTH = 280;
const TALL = 84;
const ROW = 24;
/** Letters that fit before the bar. */
const LETTERS = 16;

export function columnBars({ bars, ends, words = false }: ColumnBars): TemplateResult | typeof nothing {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  if (bars.length === 0) return nothing;
  if (words) {
    const height = bars.length * ROW;
    return html`<svg class="chart column-bars" viewBox="0 0 ${WIDTH} ${height}" width=${WIDTH} aria-hidden="true">
      ${bars.map(
        ({ count, name, text }, at) => svg`<text x="0" y=${at * ROW + 16}>${shortened(name, LETTERS)}</text>
          <rect class="mark" x="124" y=${at * ROW + 5} width=${Math.max(1, (count / most) * (WIDTH - 124 - 46))} height="14" rx="1.5"></rect>
          <text x=${124 + Math.max(1, (count / most) * (WIDTH - 124 - 46)) + 6} y=${at * ROW + 16}>${text ?? ""}</text>`,
      )}
    </svg>`;
  }
  const step = WIDTH / bars.length;
  return html`<svg class="chart column-bars" viewBox="0 0 ${WIDTH} ${TALL + 20}" width=${WIDTH} aria-hidden="true">
    ${bars.map(({ count }, at) => {
      const tall = (count / most) * (TALL - 4);
      return svg`<rect class="mark" x=${at * step + 0.75} y=${TALL - tall} width=${Math.max(0.5, step - 1.5)} height=${tall}></rect>`;
    })}
    <line class="axis" x1="0" x2=${WIDTH} y1=${TALL} y2=${TALL}></line>
    ${ends === undefined ? nothing : svg`<text x="0" y=${TALL + 16}>${ends[0]}</text><text x=${WIDTH} y=${TALL + 16} text-anchor="end">${ends[1]}</text>`}
  </svg>`;
}

/** A long name cut, with a mark that it goes on; a Chinese letter takes the room of two. */
export function shortened(name: string, letters: number): string {
  let room = letters;
  let text = "";
  for (const letter of name) {
    room -= letter > "\u2e7f" ? 2 : 1;
    if (room < 0) return `${text}…`;
    text += letter;
  }
  return text;
}
