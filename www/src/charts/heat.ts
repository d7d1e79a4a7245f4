/** What two columns add together: a field of cells, strong where it is much, with a sign in each that has room. */
import { html, svg, type TemplateResult } from "lit";
import { decimalsOf, niceTicks, WIDTH } from "./plane";

export interface Heat {
  /** Borders or names of the cells along and up; values hold one list a step along. */
  along: readonly number[] | readonly string[];
  up: readonly number[] | readonly string[];
  values: readonly (readonly number[])[];
  words: { along: string; up: string; less: string; more: string };
  number: (value: number, decimals: number) => string;
}

const [LEFT, TOP, FOOT] = [64, 30, 66];

/** Cells' edges from 0 to 1 and the ticks between them. Numbers are drawn to scale where the borders allow. */
function sides(borders: readonly number[] | readonly string[], count: number, number: Heat["number"]): { edges: number[]; ticks: [number, string][] } {
  const even = Array.from({ length: count + 1 }, (_, at) => at / count);
  if (borders.every((one) => typeof one === "string")) return { edges: even, ticks: (borders as readonly string[]).map((name, at) => [(at + 0.5) / count, name]) };
  const rising = borders as readonly number[];
  const first = rising[0] ?? 0;
  const last = rising[rising.length - 1] ?? 1;
  const room = (last - first) * 0.1 || 1;
  const [from, to] = [first - room, last + room];
  const shown = niceTicks(from, to, 4);
  const decimals = decimalsOf(shown);
  const place = (value: number): number => (value - from) / (to - from);
  return { edges: [0, ...rising.map(place), 1], ticks: shown.map((one) => [place(one), number(one, decimals)]) };
}

export function heat({ along, up, values, words, number }: Heat): TemplateResult {
  const rows = values[0]?.length ?? 0;
  const x = sides(along, values.length, number);
  const y = sides(up, rows, number);
  const most = Math.max(1e-12, ...values.flat().map(Math.abs));
  const [width, tall] = [WIDTH - LEFT - 8, 240];
  const height = TOP + tall + FOOT;
  const spot = (part: number): number => LEFT + part * width;
  const level = (part: number): number => TOP + (1 - part) * tall;
  return html`<svg class="chart plane heat" viewBox="0 0 ${WIDTH} ${height}" width=${WIDTH} aria-hidden="true">
    <text x="0" y="14">${words.up}</text>
    ${values.map((list, i) =>
      list.map((value, j) => {
        const [left, right] = [spot(x.edges[i] ?? 0), spot(x.edges[i + 1] ?? 1)];
        const [high, low] = [level(y.edges[j + 1] ?? 1), level(y.edges[j] ?? 0)];
        const roomy = right - left > 13 && low - high > 13 && Math.abs(value) > most * 0.15;
        return svg`<rect class=${value < 0 ? "cool" : "warm"} fill-opacity=${Math.round((0.06 + 0.84 * (Math.abs(value) / most)) * 100) / 100} x=${left} y=${high} width=${Math.max(0, right - left)} height=${Math.max(0, low - high)}></rect>
          ${roomy ? svg`<text class="ink" x=${(left + right) / 2} y=${(high + low) / 2 + 4.5} text-anchor="middle">${value < 0 ? "−" : "+"}</text>` : ""}`;
      }),
    )}
    ${x.ticks.map(([part, text]) => svg`<text x=${spot(part)} y=${TOP + tall + 17} text-anchor="middle">${text}</text>`)}
    ${y.ticks.map(([part, text]) => svg`<text x=${LEFT - 8} y=${level(part) + 4.5} text-anchor="end">${text}</text>`)}
    <text x=${LEFT + width / 2} y=${TOP + tall + 36} text-anchor="middle">${words.along}</text>
    <rect class="cool" fill-opacity="0.9" x=${LEFT} y=${height - 19} width="14" height="14"></rect><text x=${LEFT + 20} y=${height - 7}>${words.less}</text>
    <rect class="warm" fill-opacity="0.9" x=${LEFT + width / 2} y=${height - 19} width="14" height="14"></rect><text x=${LEFT + width / 2 + 20} y=${height - 7}>${words.more}</text>
  </svg>`;
}
