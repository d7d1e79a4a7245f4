/** A word-sized trend: earlier values and the one that counts, in reading order. */
import { svg, html, type TemplateResult } from "lit";

const WIDTH = 72;
const HEIGHT = 20;

/** Points of the line, oldest first, in a 72 × 20 box; time is to scale. */
export function sparkPoints(values: readonly { day: number; value: number }[]): [number, number][] {
  const days = values.map((one) => one.day);
  const heights = values.map((one) => one.value);
  const [first, span] = [Math.min(...days), Math.max(...days) - Math.min(...days)];
  const [low, rise] = [Math.min(...heights), Math.max(...heights) - Math.min(...heights)];
  return values.map((one, at) => [
    3 + (WIDTH - 6) * (span === 0 ? at / Math.max(1, values.length - 1) : (one.day - first) / span),
    HEIGHT - 3 - (HEIGHT - 6) * (rise === 0 ? 0.5 : (one.value - low) / rise),
  ]);
}

/** The trend as a picture with `text` for those who do not see it. */
export function spark(values: readonly { day: number; value: number }[], text: string): TemplateResult {
  const points = sparkPoints(values);
  const last = points.at(-1) ?? [0, 0];
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${text}>
    <title>${text}</title>
    ${svg`<polyline points=${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />`}
    ${svg`<circle cx=${last[0].toFixed(1)} cy=${last[1].toFixed(1)} r="2.5" />`}
  </svg>`;
}
