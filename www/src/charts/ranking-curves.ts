/** How well scores rank people: the ROC curve and the precision-recall curve, each with where a threshold stands. */
import { svg, type TemplateResult } from "lit";
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

function drawn({ points, stand, along, up, chance, write }: RankingCurve, line: readonly Pair[], name: string): TemplateResult {
  const plane = new Plane(shareAxis(along, write), shareAxis(up, write));
  const level = line[0]?.[1] ?? 0;
  const rises = (line[1]?.[1] ?? 0) > level;
  return plane.picture(
    [
      svg`<path class="chance" d=${plane.line(line)}></path>`,
      rises ? "" : svg`<text class="halo" x=${plane.left + 6} y=${plane.y(level) + (level > 0.1 ? 17 : -7)}>${chance}</text>`,
      svg`<path class="line strong" d=${plane.line(points)}></path>`,
      stand === undefined ? "" : standing(plane, stand),
    ],
    name,
  );
}

/** A ring on the curve, its words on the side with more room. */
function standing(plane: Plane, { at: [x, y], text }: Stand): TemplateResult {
  const [cx, cy] = [plane.x(x), plane.y(y)];
  const left = x > 0.5;
  const low = cy > plane.foot - 56;
  const from = low ? cy - 18 * text.length + 4 : cy + 22;
  return svg`<circle class="ring" cx=${cx} cy=${cy} r="7"></circle>
    ${text.map((one, row) => svg`<text class="halo" x=${left ? cx - 10 : cx + 12} y=${from + row * 18} text-anchor=${left ? "end" : "start"}>${one}</text>`)}`;
}
