/** Figures with their intervals below each other, all on one scale: groups of people, or weights of a model. */
import { svg, html, nothing, type TemplateResult } from "lit";
import { decimalsOf, niceTicks, WIDTH } from "./plane";

export interface ForestRow {
  name: string;
  /** Beside the name: how many people. */
  note?: string;
  value: number | undefined;
  low?: number | undefined;
  high?: number | undefined;
  /** The figure as written; also why there is none. */
  text: string;
  /** Few people: drawn pale. */
  unsure?: boolean;
}

export interface ForestPlot {
  rows: readonly ForestRow[];
  /** Where nothing is different: 0, 1, or the figure of all. */
  line?: number | undefined;
  title: string;
  number: (value: number, decimals: number) => string;
}

const ROW = 44;
const HEAD = 26;
const FOOT = 28;
const [LEFT, RIGHT] = [8, WIDTH - 8];

/** Ends that hold all values and most of every interval: one endless interval does not flatten all others. */
export function forestEnds(rows: readonly ForestRow[], line?: number): [number, number] {
  const values = rows.flatMap(({ value }) => (value === undefined || !Number.isFinite(value) ? [] : [value]));
  if (line !== undefined) values.push(line);
  if (values.length === 0) return [0, 1];
  const widths = rows.flatMap(({ low, high }) => (low === undefined || high === undefined || !Number.isFinite(high - low) ? [] : [high - low])).sort((a, b) => a - b);
  const most = (widths[Math.floor((widths.length - 1) / 2)] ?? 0) * 3;
  const kept = rows.flatMap(({ value, low, high }) => (value === undefined || !Number.isFinite(value) ? [] : [Math.max(low ?? value, value - most), Math.min(high ?? value, value + most)]));
  const [from, to] = [Math.min(...values, ...kept), Math.max(...values, ...kept)];
  const room = (to - from) * 0.06 || 0.1;
  return [from - room, to + room];
}

export function forestPlot({ rows, line, title, number }: ForestPlot): TemplateResult {
  const [from, to] = forestEnds(rows, line);
  const ticks = niceTicks(from, to);
  const decimals = decimalsOf(ticks);
  const height = HEAD + rows.length * ROW + FOOT;
  const x = (value: number): number => LEFT + Math.min(1, Math.max(0, (value - from) / (to - from))) * (RIGHT - LEFT);
  const foot = HEAD + rows.length * ROW + 4;
  return html`<svg class="chart plane forest" viewBox="0 0 ${WIDTH} ${height}" width=${WIDTH} aria-hidden="true">
    <text x="0" y="14">${title}</text>
    ${ticks.map((one) => svg`<path class="grid" d=${rows.map((_, at) => `M${x(one)} ${HEAD + at * ROW + 24}v14`).join("")}></path><text x=${x(one)} y=${foot + 16} text-anchor="middle">${number(one, decimals)}</text>`)}
    ${line === undefined || line < from || line > to ? nothing : svg`<path class="chance" d=${rows.map((_, at) => `M${x(line)} ${HEAD + at * ROW + 22}v18`).join("")}></path>`}
    ${rows.map((row, at) => {
      const y = HEAD + at * ROW;
      const middle = y + 31;
      const mark = row.unsure === true ? "unsure" : "";
      const spread = row.value === undefined || row.low === undefined || row.high === undefined ? nothing : whisker(x, row.low, row.high, from, to, middle, mark);
      return svg`<text class="halo ink" x="0" y=${y + 17}>${row.name}${row.note === undefined ? nothing : svg`<tspan class="soft-text" dx="8">${row.note}</tspan>`}</text>
        <text class="halo" x=${WIDTH} y=${y + 17} text-anchor="end">${row.text}</text>
        ${spread}
        ${row.value === undefined || !Number.isFinite(row.value) ? nothing : svg`<circle class=${`mark ${mark}`} cx=${x(row.value)} cy=${middle} r="5.5"></circle>`}`;
    })}
  </svg>`;
}

/** The interval; an end that lies beyond the picture is an arrow. */
function whisker(x: (value: number) => number, low: number, high: number, from: number, to: number, y: number, mark: string): TemplateResult {
  const left = low < from ? svg`<path class=${`arrow ${mark}`} d=${`M${LEFT + 6} ${y - 5}L${LEFT} ${y}L${LEFT + 6} ${y + 5}`}></path>` : nothing;
  const right = high > to ? svg`<path class=${`arrow ${mark}`} d=${`M${RIGHT - 6} ${y - 5}L${RIGHT} ${y}L${RIGHT - 6} ${y + 5}`}></path>` : nothing;
  return svg`<line class=${`range slim ${mark}`} x1=${x(low)} x2=${x(high)} y1=${y} y2=${y}></line>${left}${right}`;
}
