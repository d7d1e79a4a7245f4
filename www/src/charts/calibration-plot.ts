/** What was said against what happened: a smooth curve with its band, tenths of the people, and how predictions lie. */
import { svg, type TemplateResult } from "lit";
import { Plane, seriesOf, shareAxis } from "./plane";

export interface CalibrationSeries {
  /** Named in a corner where there are several. */
  name: string;
  curve: readonly { share: number; observed: number; low?: number; high?: number }[];
  /** Tenths: mean of what was said, what happened with its interval. */
  groups: readonly { expected: number; value: number; low: number; high: number }[];
}

export interface CalibrationPlot {
  series: readonly CalibrationSeries[];
  /** How often each stretch of predictions comes up, of both outcomes: lowest first, over 0 to 1. Without others: of everybody. */
  histogram?: { happened: readonly number[]; others: readonly number[] } | undefined;
  words: { along: string; up: string; perfect: string; happened: string; others: string; all: string };
  write: (share: number) => string;
}

/** Height of each half of the histogram. */
const BARS = 24;

export function calibrationPlot({ series, histogram, words, write }: CalibrationPlot): TemplateResult {
  const several = series.length > 1;
  const bins = several ? undefined : histogram;
  const below = bins === undefined ? 0 : (bins.others.length === 0 ? 1 : 2) * BARS + 14;
  const plane = new Plane(shareAxis(words.along, write), shareAxis(words.up, write), bins === undefined ? {} : { height: 360 + below, below, left: 66 });
  return plane.picture(
    [
      svg`<path class="chance" d=${plane.line([[0, 0], [1, 1]])}></path>
        <text class="halo" x=${plane.x(0.9)} y=${plane.y(0.97)} text-anchor="end">${words.perfect}</text>`,
      bins === undefined ? "" : bars(plane, bins, words),
      series.map(({ curve }, at) => {
        const band = curve.filter((one) => one.low !== undefined && one.high !== undefined);
        return svg`<path class=${`band-of ${seriesOf(at)}`} fill-opacity="0.16" d=${plane.band(band.map((one) => [one.share, one.low ?? one.observed, one.high ?? one.observed]))}></path>`;
      }),
      series.map(({ curve }, at) => svg`<path class=${`line ${seriesOf(at)}`} d=${plane.line(curve.map((one) => [one.share, one.observed]))}></path>`),
      series.map(({ groups }, at) =>
        groups.map(
          (one) => svg`<line class=${`stem ${seriesOf(at)}`} x1=${plane.x(one.expected)} x2=${plane.x(one.expected)} y1=${plane.y(one.low)} y2=${plane.y(one.high)}></line>
            <circle class=${`dot ${seriesOf(at)}`} cx=${plane.x(one.expected)} cy=${plane.y(one.value)} r="4.5"></circle>`,
        ),
      ),
      several ? key(plane, series) : "",
    ],
    "calibration",
  );
}

/** Names with a piece of their line, in the corner that the curves leave free. */
function key(plane: Plane, series: readonly CalibrationSeries[]): TemplateResult[] {
  const points = series.flatMap(({ curve }) => curve);
  const above = points.filter(({ share, observed }) => observed > share).length * 2 > points.length;
  const top = above ? plane.foot - 14 - 20 * (series.length - 1) : plane.top + 34;
  return series.map(({ name }, at) => {
    const y = top + at * 20;
    return above
      ? svg`<line class=${`line ${seriesOf(at)}`} x1=${plane.right - 30} x2=${plane.right - 4} y1=${y - 4} y2=${y - 4}></line>
          <text class=${`halo name ${seriesOf(at)}`} x=${plane.right - 36} y=${y} text-anchor="end">${name}</text>`
      : svg`<line class=${`line ${seriesOf(at)}`} x1=${plane.left + 8} x2=${plane.left + 34} y1=${y - 4} y2=${y - 4}></line>
          <text class=${`halo name ${seriesOf(at)}`} x=${plane.left + 40} y=${y}>${name}</text>`;
  });
}

/** Bars under the ticks: those where it happened stand up, the others hang below a line of their own. */
function bars(plane: Plane, { happened, others }: NonNullable<CalibrationPlot["histogram"]>, words: CalibrationPlot["words"]): TemplateResult {
  const most = Math.max(1, ...happened, ...others);
  const count = Math.max(happened.length, others.length, 1);
  const middle = plane.foot + 28 + BARS;
  const width = (plane.right - plane.left) / count;
  const bar = (value: number, at: number, up: boolean): TemplateResult => {
    const tall = (value / most) * BARS;
    return svg`<rect class=${up ? "bar-up" : "bar-down"} x=${plane.left + at * width + 0.5} y=${up ? middle - tall : middle} width=${Math.max(0.5, width - 1)} height=${tall}></rect>`;
  };
  return svg`<g>
    ${happened.map((value, at) => bar(value, at, true))}${others.map((value, at) => bar(value, at, false))}
    <line class="grid" x1=${plane.left} x2=${plane.right} y1=${middle} y2=${middle}></line>
    <text class="tiny-text" x=${plane.left - 6} y=${middle - 6} text-anchor="end">${others.length === 0 ? words.all : words.happened}</text>
    ${others.length === 0 ? "" : svg`<text class="tiny-text" x=${plane.left - 6} y=${middle + 16} text-anchor="end">${words.others}</text>`}
  </g>`;
}
