/** What was said against what happened: a smooth curve with its band, tenths of the people, and how predictions lie. */
import { svg, type TemplateResult } from "lit";
import { along as curvePoints, freest, wide, type Box, type Spot } from "./free-place";
import { Plane, type Pair, seriesOf, shareAxis } from "./plane";

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
/** The piece of line before a name. */
const KEY = 32;

export function calibrationPlot({ series, histogram, words, write }: CalibrationPlot): TemplateResult {
  const several = series.length > 1;
  const bins = several ? undefined : histogram;
  const below = bins === undefined ? 0 : (bins.others.length === 0 ? 1 : 2) * BARS + 14;
  const plane = new Plane(shareAxis(words.along, write), shareAxis(words.up, write), bins === undefined ? {} : { height: 360 + below, below, left: 66 });
  const { names, perfect } = keyed(plane, series, words.perfect);
  return plane.picture(
    [
      svg`<path class="chance" d=${plane.line([[0, 0], [1, 1]])}></path>`,
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
      svg`<text class="halo" x=${perfect.x} y=${perfect.y} text-anchor=${perfect.anchor}>${words.perfect}</text>`,
      names.map(({ x, y }, at) => svg`<line class=${`line ${seriesOf(at)}`} x1=${x} x2=${x + 26} y1=${y - 4} y2=${y - 4}></line>
        <text class=${`halo name ${seriesOf(at)}`} x=${x + KEY} y=${y}>${series[at]?.name ?? ""}</text>`),
    ],
    "calibration",
  );
}

/** Where the names of several curves and the word for the dashed line stand: off the curves, their bands and each other. */
export function keyed(plane: Plane, series: readonly CalibrationSeries[], perfect: string): { names: Spot[]; perfect: Spot } {
  const drawn = (line: readonly Pair[]): [number, number][] => curvePoints(line.map(([x, y]): Pair => [plane.x(x), plane.y(y)]));
  const points = series.flatMap(({ curve, groups }) => [
    ...drawn(curve.map(({ share, observed }): Pair => [share, observed])),
    ...curve.flatMap(({ share, low, high }) => (low === undefined || high === undefined ? [] : drawn([[share, low], [share, high]]))),
    ...groups.flatMap(({ expected, low, high }) => drawn([[expected, low], [expected, high]])),
  ]);
  const free = { within: { x: plane.left, y: plane.top, width: plane.right - plane.left, height: plane.foot - plane.top }, points: [...points, ...drawn([[0, 0], [1, 1]])] };
  const lines = series.length > 1 ? series.map(({ name }) => name) : [];
  const width = KEY + Math.max(0, ...lines.map(wide));
  const rows = 18 * (lines.length - 1);
  const corners = [plane.top + 20, plane.foot - 10 - rows, plane.top + 60, plane.foot - 50 - rows, (plane.top + plane.foot - rows) / 2].flatMap((y): Spot[] => [plane.left + 8, plane.right - 8 - width, (plane.left + plane.right - width) / 2].map((x) => ({ x, y, anchor: "start" })));
  // A key is as wide as its longest name and the piece of line before it: letters of about that width stand for it.
  const [longest = ""] = [...lines].sort((one, other) => wide(other) - wide(one));
  const key = lines.length === 0 ? undefined : freest(corners, lines.map(() => `${longest}WWWWW`), { ...free, taken: [] });
  const taken: Box[] = key === undefined ? [] : [{ x: key.x, y: key.y - 14, width, height: rows + 18 }];
  const shares = [0.9, 0.75, 0.6, 0.45, 0.3, 0.15];
  const beside = shares.flatMap((share): Spot[] => [{ x: plane.x(share) - 12, y: plane.y(share) - 2, anchor: "end" }, { x: plane.x(share) + 12, y: plane.y(share) + 14, anchor: "start" }]);
  return { names: key === undefined ? [] : lines.map((_, at) => ({ ...key, y: key.y + 18 * at })), perfect: freest(beside, [perfect], { ...free, points, taken }) };
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
