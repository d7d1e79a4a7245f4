/** What acting by the model gains at each threshold, beside acting for everybody and for nobody. */
import { svg, type TemplateResult } from "lit";
import { apart, axisOver, Plane, type Pair } from "./plane";

export interface DecisionCurve {
  points: readonly { threshold: number; model: number; everybody: number }[];
  /** The threshold that is looked at. */
  at?: number | undefined;
  words: { along: string; up: string; model: string; everybody: string; nobody: string };
  write: (share: number) => string;
  number: (value: number, decimals: number) => string;
}

/** Share of the height that is left for what is below zero. */
const BELOW = 0.14;

export function decisionCurve({ points, at, words, write, number }: DecisionCurve): TemplateResult {
  const last = points[points.length - 1]?.threshold ?? 1;
  const top = Math.max(0.02, ...points.map((one) => Math.max(one.model, one.everybody))) * 1.08;
  const along = axisOver([0, last], words.along, write, { from: 0, to: last });
  const up = axisOver([0, top], words.up, number, { from: -top * BELOW, to: top });
  const plane = new Plane(along, up, { left: 46 });
  // Acting for everybody falls without end: it is drawn as far as the plane goes.
  const shown = (of: "model" | "everybody"): Pair[] => {
    const all = points.map((one): Pair => [one.threshold, one[of]]);
    const out = all.findIndex(([, value]) => value < up.from);
    return out < 0 ? all : all.slice(0, out + 1);
  };
  const model = shown("model");
  const everybody = shown("everybody");
  const spots = [at3(model, 0.62), at3(everybody, 0.55)];
  // Words above a curve clear the highest point of it that they stand on.
  const under = model.filter(([x]) => x >= (spots[0]?.[0] ?? 0) && plane.x(x) <= plane.x(spots[0]?.[0] ?? 0) + 6 + written(words.model));
  const clear = Math.max(spots[0]?.[1] ?? 0, ...under.map(([, value]) => value));
  const heights = apart([clear, spots[1]?.[1] ?? 0].map((value) => plane.y(value) - 8), 18, plane.top + 10, plane.foot - 4);
  // Left of its line where there is room before the axis, else right of it, below zero.
  const left = plane.x(spots[1]?.[0] ?? 0) - 6 - written(words.everybody) > plane.left;
  const [everybodyX, everybodyY] = left ? [plane.x(spots[1]?.[0] ?? 0) - 6, (heights[1] ?? 0) + 22] : [plane.x(at3(everybody, 1)[0]) + 8, plane.y(0) + 17];
  const here = at === undefined ? undefined : points.reduce((best, one) => (Math.abs(one.threshold - at) < Math.abs(best.threshold - at) ? one : best), points[0] ?? { threshold: at, model: 0, everybody: 0 });
  return plane.picture(
    [
      svg`<line class="line series series-3" x1=${plane.left} x2=${plane.right} y1=${plane.y(0)} y2=${plane.y(0)}></line>
        <text class="halo name series series-3" x=${plane.left + 6} y=${plane.y(0) + 17}>${words.nobody}</text>`,
      svg`<path class="line series series-2" d=${plane.line(everybody)}></path>`,
      svg`<path class="line strong" d=${plane.line(model)}></path>`,
      svg`<text class="halo name series series-1" x=${plane.x(spots[0]?.[0] ?? 0) + 6} y=${heights[0] ?? 0}>${words.model}</text>`,
      svg`<text class="halo name series series-2" x=${everybodyX} y=${everybodyY} text-anchor=${left ? "end" : "start"}>${words.everybody}</text>`,
      here === undefined ? "" : svg`<circle class="ring" cx=${plane.x(here.threshold)} cy=${plane.y(here.model)} r="7"></circle>`,
    ],
    "decision",
  );
}

/** About how wide words are drawn: Chinese characters are twice as wide as letters. */
const written = (text: string): number => [...text].reduce((sum, one) => sum + (one > "\u2e7f" ? 17 : 8.5), 0);

/** The point at a share of the way along. */
const at3 = (points: readonly Pair[], part: number): Pair => points[Math.floor((points.length - 1) * part)] ?? [0, 0];
