/** How well scores rank people: the ROC curve and the precision-recall curve, each with where a threshold stands. */
import { svg, type TemplateResult } from "lit";
import { along as curvePoints, freest, roomOf, type Spot } from "./free-place";
import { Plane, type Pair, shareAxis } from "./plane";

/** A threshold on the curve: where it stands, and what it means in a line or two. */
export interface Stand {
  at: Pair;
  text: readonly string[];
}

export interface RankingCurve {
  points: readonly Pair[];
  stand?: Stand | undefined;
  along: string;
  up: string;
  /** What the dashed line is. */
  chance: string;
  write: (share: number) => string;
}

/** Found among the sick (up) against false alarms among the well (along). */
export function rocCurve(curve: RankingCurve): TemplateResult {
  return drawn(curve, [[0, 0], [1, 1]], "roc");
}

/** Right among those called positive (up) against found among the sick (along); by chance it is `share` everywhere. */
export function precisionRecall(curve: RankingCurve, share: number): TemplateResult {
  return drawn(curve, [[0, share], [1, share]], "precision");
}

/** Where the words of a curve stand: what its dashed line is, and what a threshold means there. */
export function wordsOf(plane: Plane, { points, stand, chance }: RankingCurve, line: readonly Pair[]): { chance: Spot | undefined; stand: Spot | undefined } {
  const drawn = (all: readonly Pair[]): [number, number][] => curvePoints(all.map(([x, y]): Pair => [plane.x(x), plane.y(y)]));
  const free = { within: { x: plane.left, y: plane.top, width: plane.right - plane.left, height: plane.foot - plane.top }, points: [...drawn(points), ...drawn(line)] };
  const [from, to] = [line[0]?.[1] ?? 0, line[1]?.[1] ?? 0];
  const level = plane.y(from);
  const spots = [level + 17, level - 7].flatMap((y): Spot[] => [{ x: plane.left + 6, y, anchor: "start" }, { x: plane.right - 6, y, anchor: "end" }, { x: (plane.left + plane.right) / 2, y, anchor: "middle" }]);
  const said = to > from || chance === "" ? undefined : freest(spots, [chance], { ...free, taken: [] });
  if (stand === undefined) return { chance: said, stand: undefined };
  const [x, y] = [plane.x(stand.at[0]), plane.y(stand.at[1])];
  const tall = 18 * (stand.text.length - 1);
  const downs = [22, 4, 40, 60, -14 - tall, -32 - tall, -52 - tall];
  const sides = stand.at[0] > 0.5 ? (["end", "start"] as const) : (["start", "end"] as const);
  // Beside the ring, else from an edge of the picture.
  const beside = [
    ...downs.flatMap((down) => sides.map((anchor): Spot => ({ x: anchor === "end" ? x - 12 : x + 12, y: y + down, anchor }))),
    ...downs.flatMap((down) => sides.map((anchor): Spot => ({ x: anchor === "end" ? plane.right - 4 : plane.left + 4, y: y + down, anchor }))),
  ];
  return { chance: said, stand: freest(beside, stand.text, { ...free, taken: said === undefined ? [] : [roomOf(said, [chance])] }) };
}

function drawn(curve: RankingCurve, line: readonly Pair[], name: string): TemplateResult {
  const { points, stand, along, up, chance, write } = curve;
  const plane = new Plane(shareAxis(along, write), shareAxis(up, write));
  const spots = wordsOf(plane, curve, line);
  return plane.picture(
    [
      svg`<path class="chance" d=${plane.line(line)}></path>`,
      svg`<path class="line strong" d=${plane.line(points)}></path>`,
      spots.chance === undefined ? "" : svg`<text class="halo" x=${spots.chance.x} y=${spots.chance.y} text-anchor=${spots.chance.anchor}>${chance}</text>`,
      stand === undefined || spots.stand === undefined ? "" : standing(plane, stand, spots.stand),
    ],
    name,
  );
}

/** A ring on the curve, and its words. */
function standing(plane: Plane, { at: [x, y], text }: Stand, spot: Spot): TemplateResult {
  return svg`<circle class="ring" cx=${plane.x(x)} cy=${plane.y(y)} r="7"></circle>
    ${text.map((one, row) => svg`<text class="halo" x=${spot.x} y=${spot.y + row * 18} text-anchor=${spot.anchor}>${one}</text>`)}`;
}
