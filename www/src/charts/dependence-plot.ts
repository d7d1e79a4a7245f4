/** How the answer moves with one column, all else as it is: the mean, and single people as thin lines. */
import { nothing, svg, type TemplateResult } from "lit";
import { shortened } from "./column-bars";
import { axisOver, Plane, type Pair, type PlaneAxis } from "./plane";

export interface Dependence {
  /** Values of the column: numbers, or words in their order. */
  grid: readonly number[] | readonly string[];
  mean: readonly number[];
  /** One line a person, over the same grid. */
  people: readonly (readonly number[])[];
  /** Where the column's values lie: marks at the foot. */
  rug?: readonly number[] | undefined;
  words: { along: string; up: string; mean: string };
  number: (value: number, decimals: number) => string;
  /** The answer as written, where it is a share. */
  write?: ((value: number) => string) | undefined;
}

/** Words that fit below the axis. */
const MOST_WORDS = 8;

export function dependencePlot({ grid, mean, people, rug, words, number, write }: Dependence): TemplateResult {
  const all = [...mean, ...people.flat()];
  const upright = axisOver(all, words.up, number);
  const up: PlaneAxis = write === undefined ? upright : { ...upright, from: Math.max(0, upright.from), write };
  const numbers = grid.every((one) => typeof one === "number");
  const places = numbers ? (grid as readonly number[]) : grid.map((_, at) => at);
  // More words than fit are named here and there; all stand in the table.
  const every = Math.ceil(grid.length / MOST_WORDS);
  const along: PlaneAxis = numbers
    ? axisOver(places, words.along, number, { from: Math.min(...places), to: Math.max(...places) })
    : { from: -0.5, to: grid.length - 0.5, ticks: places.filter((at) => at % every === 0), write: (at) => shortened(String(grid[at] ?? ""), Math.max(4, Math.floor((44 * every) / grid.length))), title: words.along };
  const plane = new Plane(along, up, { height: 320 });
  const line = (values: readonly number[]): Pair[] => places.map((place, at): Pair => [place, values[at] ?? Number.NaN]);
  const last = mean[mean.length - 1] ?? 0;
  return plane.picture(
    [
      people.map((values) => svg`<path class="single" d=${plane.line(line(values))}></path>`),
      rug === undefined ? nothing : rug.map((value) => svg`<line class="axis" x1=${plane.x(value)} x2=${plane.x(value)} y1=${plane.foot - 6} y2=${plane.foot}></line>`),
      svg`<path class="line strong" d=${plane.line(line(mean))}></path>`,
      numbers ? nothing : places.map((place, at) => svg`<circle class="mark" cx=${plane.x(place)} cy=${plane.y(mean[at] ?? 0)} r="5"></circle>`),
      people.length === 0
        ? nothing
        : numbers
          ? svg`<text class="halo name series series-1" x=${plane.right} y=${plane.y(last) - 9} text-anchor="end">${words.mean}</text>`
          : svg`<text class="halo name series series-1" x=${plane.x(places[places.length - 1] ?? 0) + 10} y=${plane.y(last) + 5}>${words.mean}</text>`,
    ],
    "dependence",
  );
}
