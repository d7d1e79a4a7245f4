/** Minutes a week as bars that grow: zero at the foot, the number on each bar. */
import { html, svg, type TemplateResult } from "lit";

export interface WeekBar {
  /** Short name under the bar. */
  name: string;
  minutes: number;
}

const WIDTH = 420;
const HEIGHT = 170;
const FOOT = 26;
const HEAD = 22;

/** Bars of the same scale; `axis` says what they measure, `label` the finding for those who do not see them. */
export function weekBars(bars: readonly WeekBar[], axis: string, label: string): TemplateResult {
  const most = Math.max(1, ...bars.map((bar) => bar.minutes));
  const step = WIDTH / Math.max(1, bars.length);
  const width = step * 0.66;
  const room = HEIGHT - FOOT - HEAD;
  return html`<svg class="chart week-bars" viewBox="0 -18 ${WIDTH} ${HEIGHT + 18}" width=${WIDTH} role="img" aria-label=${label}>
    <text x="0" y="-6">${axis}</text>
    ${bars.map((bar, at) => {
      const height = (bar.minutes / most) * room;
      const middle = at * step + step / 2;
      const top = HEAD + room - height;
      return svg`<rect class="mark" x=${middle - width / 2} y=${top} width=${width} height=${height} rx="2"></rect>
        <text class="bar-value" x=${middle} y=${top - 6} text-anchor="middle">${bar.minutes}</text>
        <text x=${middle} y=${HEIGHT - 8} text-anchor="middle">${bar.name}</text>`;
    })}
    <line class="axis" x1="0" x2=${WIDTH} y1=${HEAD + room} y2=${HEAD + room}></line>
  </svg>`;
}
