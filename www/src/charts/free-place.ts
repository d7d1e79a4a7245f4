/** Where words fit in a picture: beside their line, inside the picture, on no curve and on no other words. */

/** In the picture's units: left edge, upper edge. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where words may stand: their foot line, and which end of them is at `x`. */
export interface Spot {
  x: number;
  y: number;
  anchor: "start" | "end" | "middle";
}

const LINE = 18;

/** About how wide words are drawn: Chinese characters are twice as wide as letters. */
export const wide = (text: string): number => [...text].reduce((sum, one) => sum + (one > "\u2e7f" ? 16 : 8.2), 0);

/** The room that lines of words take at a spot. */
export function roomOf({ x, y, anchor }: Spot, lines: readonly string[]): Box {
  const width = Math.max(0, ...lines.map(wide));
  return { x: anchor === "end" ? x - width : anchor === "middle" ? x - width / 2 : x, y: y - 14, width, height: LINE * lines.length };
}

/** Points along a line, close enough that no words lie between two of them. */
export function along(points: readonly (readonly [number, number])[], step = 4): [number, number][] {
  return points.flatMap(([x, y], at) => {
    const [toX, toY] = points[at + 1] ?? [x, y];
    const count = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / step));
    return Array.from({ length: count }, (_, part): [number, number] => [x + ((toX - x) * part) / count, y + ((toY - y) * part) / count]);
  });
}

export const overlap = (one: Box, other: Box): boolean => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

/** The first of these spots that is free, else the one with least in its way. What lies outside `within` is worst. */
export function freest(spots: readonly Spot[], lines: readonly string[], { within, points, taken }: { within: Box; points: readonly (readonly [number, number])[]; taken: readonly Box[] }): Spot {
  const cost = (spot: Spot): number => {
    const box = roomOf(spot, lines);
    const outside = box.x < within.x || box.y < within.y || box.x + box.width > within.x + within.width || box.y + box.height > within.y + within.height;
    const crossed = points.filter(([x, y]) => x > box.x - 2 && x < box.x + box.width + 2 && y > box.y && y < box.y + box.height).length;
    return (outside ? 1e6 : 0) + taken.filter((one) => overlap(box, one)).length * 1000 + crossed;
  };
  const costs = spots.map(cost);
  return spots[costs.indexOf(Math.min(...costs))] ?? { x: within.x, y: within.y + 14, anchor: "start" };
}
