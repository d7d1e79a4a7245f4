/** Kaplan and Meier's curves of several groups: share without the event as time goes by. */
import { svg, type TemplateResult } from "lit";
import { apart, axisOver, Plane, type Pair, seriesOf, shareAxis } from "./plane";

export interface SurvivalSeries {
  name: string;
  /** Share without the event at rising times; not a number after the last look. */
  curve: readonly { time: number; value: number }[];
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
  const known = series.map(({ curve }) => curve.filter(({ value }) => Number.isFinite(value)));
  const until = Math.max(horizon ?? 0, ...known.flat().map(({ time }) => time)) || 1;
  const plane = new Plane(axisOver([0, until], words.along, number, { from: 0, to: until }), shareAxis(words.up, write), { right: 108 });
  const points = known.map((curve): Pair[] => [[0, 1], ...curve.map(({ time, value }): Pair => [time, value])]);
  const ends = points.map((line) => plane.y(line[line.length - 1]?.[1] ?? 1));
  const heights = apart(ends, 18, plane.top + 8, plane.foot - 2);
  return plane.picture(
    [
      horizon === undefined ? "" : svg`<line class="chance" x1=${plane.x(horizon)} x2=${plane.x(horizon)} y1=${plane.top} y2=${plane.foot}></line>`,
      points.map((line, at) => svg`<path class=${`line ${seriesOf(at)}`} d=${plane.steps(line)}></path>`),
      series.map(({ name }, at) => svg`<text class=${`name ${seriesOf(at)}`} x=${plane.right + 6} y=${(heights[at] ?? 0) + 5}>${name}</text>`),
    ],
    "survival",
  );
}
