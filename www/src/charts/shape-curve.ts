/** What one column adds to the sum at each of its values, as steps with their spread between fits. */
import { nothing, svg, type TemplateResult } from "lit";
import { shortened } from "./column-bars";
import { axisOver, Plane, type Pair, type PlaneAxis } from "./plane";

export interface ShapeCurve {
  /** Borders between bins, rising; one fewer than values. Words: their names instead, one a value. */
  borders: readonly number[];
  names?: readonly string[] | undefined;
  values: readonly number[];
  /** Standard deviation of each value; empty where there is none. */
  spread: readonly number[];
  /** Ends of the column where no border lies. */
  ends?: readonly [number, number] | undefined;
  words: { along: string; up: string };
  number: (value: number, decimals: number) => string;
}

export function shapeCurve({ borders, names, values, spread, ends, words, number }: ShapeCurve): TemplateResult {
  const low = values.map((value, at) => value - (spread[at] ?? 0));
  const high = values.map((value, at) => value + (spread[at] ?? 0));
  const up = axisOver([0, ...low, ...high], words.up, number);
  if (names !== undefined) return ofWords(names, values, low, high, up, words.along);
  const [first, last] = ends ?? outer(borders);
  const edges = [first, ...borders, last];
  const along = axisOver(edges, words.along, number, { from: first, to: last });
  const plane = new Plane(along, up, { height: 300 });
  const steps = values.flatMap((value, at): Pair[] => [[edges[at] ?? first, value], [edges[at + 1] ?? last, value]]);
  const band = values.flatMap((_, at): [number, number, number][] => [
    [edges[at] ?? first, low[at] ?? 0, high[at] ?? 0],
    [edges[at + 1] ?? last, low[at] ?? 0, high[at] ?? 0],
  ]);
  return plane.picture(
    [
      svg`<line class="chance" x1=${plane.left} x2=${plane.right} y1=${plane.y(0)} y2=${plane.y(0)}></line>`,
      spread.length === 0 ? nothing : svg`<path class="band-of series series-1" fill-opacity="0.16" d=${plane.band(band)}></path>`,
      svg`<path class="line" d=${plane.line(steps)}></path>`,
    ],
    "shape",
  );
}

function ofWords(names: readonly string[], values: readonly number[], low: readonly number[], high: readonly number[], up: PlaneAxis, title: string): TemplateResult {
  const places = names.map((_, at) => at);
  const letters = Math.max(4, Math.floor(44 / Math.max(1, names.length)));
  const along: PlaneAxis = { from: -0.5, to: names.length - 0.5, ticks: places, write: (at) => shortened(names[at] ?? "", letters), title };
  const plane = new Plane(along, up, { height: 300 });
  return plane.picture(
    [
      svg`<line class="chance" x1=${plane.left} x2=${plane.right} y1=${plane.y(0)} y2=${plane.y(0)}></line>`,
      places.map(
        (place) => svg`<line class="range slim" x1=${plane.x(place)} x2=${plane.x(place)} y1=${plane.y(low[place] ?? 0)} y2=${plane.y(high[place] ?? 0)}></line>
          <circle class="mark" cx=${plane.x(place)} cy=${plane.y(values[place] ?? 0)} r="5"></circle>`,
      ),
    ],
    "shape",
  );
}

/** Where the outer bins end in the picture: as far out as a tenth of the borders' width. */
function outer(borders: readonly number[]): readonly [number, number] {
  const [first = 0, last = first] = [borders[0], borders[borders.length - 1]];
  const room = (last - first) * 0.1 || 1;
  return [first - room, last + room];
}
