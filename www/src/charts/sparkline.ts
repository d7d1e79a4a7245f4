/** A small trend: earlier values and the one that counts, which carries the dot. */
import { html, nothing, svg, type TemplateResult } from "lit";

export interface Point {
  /** A date as far as it is known. */
  date: string;
  value: number;
}

const WIDTH = 88;
const HEIGHT = 24;

/** Days since 1970 of a date that may lack its month or day. */
function dayOf(date: string): number {
  const [year = 1970, month = 7, day = 1] = date.split("-").map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** Points oldest first, the value that counts last. One point draws nothing. */
export function sparkline(points: readonly Point[], label: string): TemplateResult | typeof nothing {
  if (points.length < 2) return nothing;
  const days = points.map((point) => dayOf(point.date));
  const values = points.map((point) => point.value);
  const [firstDay, lastDay] = [Math.min(...days), Math.max(...days)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spots = points.map((point, index) => {
    const along = lastDay === firstDay ? index / (points.length - 1) : ((days[index] ?? firstDay) - firstDay) / (lastDay - firstDay);
    const up = high === low ? 0.5 : (point.value - low) / (high - low);
    return { x: 4 + along * (WIDTH - 8), y: HEIGHT - 4 - up * (HEIGHT - 8) };
  });
  const last = spots[spots.length - 1];
  const path = spots.map((spot, index) => `${index === 0 ? "M" : "L"}${spot.x.toFixed(1)} ${spot.y.toFixed(1)}`).join("");
  return html`<svg class="chart spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} role="img" aria-label=${label}>
    <path class="line" d=${path}></path>
    ${spots.slice(0, -1).map((spot) => svg`<circle class="mark" cx=${spot.x} cy=${spot.y} r="1.6"></circle>`)}
    ${last === undefined ? "" : svg`<circle class="mark" cx=${last.x} cy=${last.y} r="3.2"></circle>`}
  </svg>`;
}
