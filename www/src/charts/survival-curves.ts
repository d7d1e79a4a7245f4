/** Kaplan and Meier's curves of several groups: share without the event as time goes by, each with its band. */
import { svg, type TemplateResult } from "lit";
import { apart, axisOver, Plane, type Pair, seriesOf, shareAxis } from "./plane";

export interface SurvivalSeries {
  name: string;
  times: readonly number[];
  left: readonly { value: number; low: number; high: number }[];
  /** When the last person was looked at. */
  until: number;
}

export interface SurvivalCurves {
  series: readonly SurvivalSeries[];
  /** When the prediction is for. */
  horizon?: number | undefined;
  words: { along: string; up: string };
  write: (share: number) => string;
  number: (value: number, decimals: number) => string;
}

export function survivalCurves({ series, horizon, words, write, number }: SurvivalCurves): TemplateResult {
  const until = Math.max(...series.map((one) => one.until), horizon ?? 0);
  const plane = new Plane(axisOver([0, until], words.along, number, { from: 0, to: until }), shareAxis(words.up, write), { right: 108 });
  const points = series.map(({ times, left, until: end }): Pair[] => {
    const last = left[left.length - 1]?.value ?? 1;
    return [[0, 1], ...times.map((time, at): Pair => [time, left[at]?.value ?? 1]), [end, last]];
  });
  const ends = points.map((line) => plane.y(line[line.length - 1]?.[1] ?? 1));
  const heights = apart(ends, 18, plane.top + 8, plane.foot - 2);
  return plane.picture(
    [
      horizon === undefined ? "" : svg`<line class="chance" x1=${plane.x(horizon)} x2=${plane.x(horizon)} y1=${plane.top} y2=${plane.foot}></line>`,
      series.map(({ times, left, until: end }, at) => {
        const band: [number, number, number][] = [[0, 1, 1], ...times.map((time, row): [number, number, number] => [time, left[row]?.low ?? 1, left[row]?.high ?? 1])];
        const last = band[band.length - 1] ?? [0, 1, 1];
        return svg`<path class=${`band-of ${seriesOf(at)}`} fill-opacity="0.14" d=${plane.stepBand([...band, [end, last[1], last[2]]])}></path>`;
      }),
      points.map((line, at) => svg`<path class=${`line ${seriesOf(at)}`} d=${plane.steps(line)}></path>`),
      series.map(({ name }, at) => svg`<text class=${`name ${seriesOf(at)}`} x=${plane.right + 6} y=${(heights[at] ?? 0) + 5}>${name}</text>`),
    ],
    "survival",
  );
}
