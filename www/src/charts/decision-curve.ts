/** What acting by the model gains at each threshold, beside acting for everybody and for nobody. */
import { svg, type TemplateResult } from "lit";
import { along as curvePoints, freest, roomOf, type Box, type Spot } from "./free-place";
import { axisOver, Plane, type Pair } from "./plane";

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

/** The plane, the two curves, and where their words stand. */
export function laidOut({ points, words, write, number }: Omit<DecisionCurve, "at">): { plane: Plane; model: Pair[]; everybody: Pair[]; spots: Record<"model" | "everybody" | "nobody", Spot> } {
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
  const [model, everybody] = [shown("model"), shown("everybody")];
  const drawn = (line: readonly Pair[]): [number, number][] => curvePoints(line.map(([x, y]): Pair => [plane.x(x), plane.y(y)]));
  const free = { within: { x: plane.left, y: plane.top, width: plane.right - plane.left, height: plane.foot - plane.top }, points: [...drawn(model), ...drawn(everybody), ...drawn([[0, 0], [last, 0]])] };
  const near = (line: readonly Pair[], from: number): Pair[] => Array.from({ length: 12 }, (_, at) => line[Math.min(line.length - 1, Math.round((from + at / 18) * (line.length - 1)) % Math.max(1, line.length))] ?? [0, 0]);
  const above = near(model, 0.35).flatMap(([x, y]): Spot[] => [10, 20, 34].map((gap) => ({ x: plane.x(x) + 6, y: plane.y(y) - gap, anchor: "start" })));
  const zero = plane.y(0);
  const taken: Box[] = [];
  const put = (spots: readonly Spot[], text: string): Spot => {
    const spot = freest(spots, [text], { ...free, taken });
    taken.push(roomOf(spot, [text]));
    return spot;
  };
  const besides = near(everybody, 0.2).flatMap(([x, y]): Spot[] => [{ x: plane.x(x) - 8, y: plane.y(y) + 14, anchor: "end" }, { x: plane.x(x) + 10, y: plane.y(y) - 2, anchor: "start" }]);
  const end = everybody[everybody.length - 1] ?? [0, 0];
  return {
    plane,
    model,
    everybody,
    spots: {
      model: put(above, words.model),
      everybody: put([...besides, { x: plane.x(end[0]) + 10, y: zero + 17, anchor: "start" }, { x: plane.x(end[0]) - 10, y: zero + 17, anchor: "end" }], words.everybody),
      nobody: put([{ x: plane.left + 6, y: zero + 17, anchor: "start" }, { x: plane.right - 6, y: zero + 17, anchor: "end" }, { x: plane.right - 6, y: zero - 7, anchor: "end" }, { x: (plane.left + plane.right) / 2, y: zero + 17, anchor: "middle" }], words.nobody),
    },
  };
}

export function decisionCurve(curve: DecisionCurve): TemplateResult {
  const { points, at, words } = curve;
  const { plane, model, everybody, spots } = laidOut(curve);
  const here = at === undefined ? undefined : points.reduce((best, one) => (Math.abs(one.threshold - at) < Math.abs(best.threshold - at) ? one : best), points[0] ?? { threshold: at, model: 0, everybody: 0 });
  const name = ({ x, y, anchor }: Spot, series: number, text: string): TemplateResult => svg`<text class=${`halo name series series-${series}`} x=${x} y=${y} text-anchor=${anchor}>${text}</text>`;
  return plane.picture(
    [
      svg`<line class="line series series-3" x1=${plane.left} x2=${plane.right} y1=${plane.y(0)} y2=${plane.y(0)}></line>`,
      svg`<path class="line series series-2" d=${plane.line(everybody)}></path>`,
      svg`<path class="line strong" d=${plane.line(model)}></path>`,
      name(spots.nobody, 3, words.nobody),
      name(spots.model, 1, words.model),
      name(spots.everybody, 2, words.everybody),
      here === undefined ? "" : svg`<circle class="ring" cx=${plane.x(here.threshold)} cy=${plane.y(here.model)} r="7"></circle>`,
    ],
    "decision",
  );
}
