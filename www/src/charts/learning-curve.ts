/** How a figure changes with the number of people: on those learned from, and on those held back with its interval. */
import { nothing, svg, type TemplateResult } from "lit";
import { apart, axisOver, Plane, type Pair } from "./plane";

export interface LearningCurve {
  points: readonly { rows: number; train?: number | undefined; test: number; low?: number | undefined; high?: number | undefined }[];
  words: { along: string; up: string; train: string; test: string };
  number: (value: number, decimals: number) => string;
}

export function learningCurve({ points, words, number }: LearningCurve): TemplateResult {
  const values = points.flatMap(({ train, test, low, high }) => [train ?? test, test, low ?? test, high ?? test]);
  const most = Math.max(1, ...points.map(({ rows }) => rows));
  const plane = new Plane(axisOver([0, most], words.along, number, { from: 0, to: most }), axisOver(values, words.up, number), { height: 320 });
  const train = points.flatMap(({ rows, train: value }): Pair[] => (value === undefined ? [] : [[rows, value]]));
  const test = points.map(({ rows, test: value }): Pair => [rows, value]);
  // Few people: the two lie furthest apart there, so the names stand at that end.
  const starts = [test, train].map((line) => plane.y(line[0]?.[1] ?? 0));
  const heights = apart([(starts[0] ?? 0) + 20, (starts[1] ?? 0) - 10], 18, plane.top + 8, plane.foot - 4);
  const from = plane.x(points[0]?.rows ?? 0) + 4;
  return plane.picture(
    [
      svg`<path class="band-of series series-1" fill-opacity="0.16" d=${plane.band(points.map(({ rows, test: value, low, high }) => [rows, low ?? value, high ?? value]))}></path>`,
      train.length === 0 ? nothing : svg`<path class="line series series-2" d=${plane.line(train)}></path>`,
      svg`<path class="line strong" d=${plane.line(test)}></path>`,
      test.map(([x, y]) => svg`<circle class="mark" cx=${plane.x(x)} cy=${plane.y(y)} r="4"></circle>`),
      svg`<text class="halo name series series-1" x=${from} y=${heights[0] ?? 0}>${words.test}</text>`,
      train.length === 0 ? nothing : svg`<text class="halo name series series-2" x=${from} y=${heights[1] ?? 0}>${words.train}</text>`,
    ],
    "learning",
  );
}
