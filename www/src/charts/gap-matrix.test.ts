import type { TemplateResult } from "lit";
import { describe, expect, it } from "vitest";
import { gapMatrix, MOST_COLUMNS, MOST_PATTERNS } from "./gap-matrix";

/** The marks of a picture, as they would stand in the page. */
function markup(part: unknown): string {
  if (Array.isArray(part)) return part.map(markup).join("");
  if (typeof part !== "object" || part === null || !("strings" in part)) return String(part);
  const { strings, values } = part as TemplateResult;
  return strings.map((text, at) => text + (at < values.length ? markup(values[at]) : "")).join("");
}

interface Mark { kind: string; x: number; y: number; width: number; height: number }

function marks(picture: TemplateResult): Mark[] {
  return [...markup(picture).matchAll(/<rect class=(\S+) x=(\S+) y=(\S+) width=(\S+) height=([\d.]+)/g)].map(([, kind = "", ...rest]) => {
    const [x = NaN, y = NaN, width = NaN, height = NaN] = rest.map(Number);
    return { kind: kind.replaceAll('"', ""), x, y, width, height };
  });
}

/** The cells as lines of a column each: `#` where it is missing. */
function cells(picture: TemplateResult): string[] {
  const all = marks(picture).filter(({ kind }) => kind !== "mark");
  const lines = [...new Set(all.map(({ y }) => y))].sort((a, b) => a - b);
  return lines.map((y) => all.filter((cell) => cell.y === y).sort((a, b) => a.x - b.x).map(({ kind }) => (kind === "gap" ? "#" : ".")).join(""));
}

describe("cells missing together", () => {
  const columns = ["lactate", "rhythm", "seen"];
  const patterns = [{ missing: [0, 1], rows: 40, text: "40" }, { missing: [2], rows: 10, text: "10" }, { missing: [0, 1, 2], rows: 1, text: "1" }];
  const picture = gapMatrix({ columns, patterns, title: "Rows" });

  it("are marked in the line of their column, a stripe a pattern", () => {
    expect(cells(picture)).toEqual(["#.#", "#.#", ".##"]);
    const text = markup(picture);
    for (const name of columns) expect(text).toContain(`>${name}</text>`);
    expect([...text.matchAll(/text-anchor="middle">(\d+)</g)].map(([, rows]) => rows)).toEqual(["40", "10", "1"]);
  });
  it("have a bar of their rows above, the same stripe below", () => {
    const bars = marks(picture).filter(({ kind }) => kind === "mark");
    expect(bars).toHaveLength(3);
    const [most, some, one] = bars.map(({ height }) => height);
    expect((most ?? 0) / (some ?? 1)).toBeCloseTo(4, 9);
    // A bar of few rows can still be seen.
    expect(one).toBeGreaterThanOrEqual(1.5);
    const feet = bars.map(({ y, height }) => y + height);
    for (const foot of feet) expect(foot).toBeCloseTo(feet[0] ?? NaN, 9);
    const stripes = marks(picture).filter(({ kind }) => kind !== "mark").slice(0, 3);
    stripes.forEach(({ x, width }, at) => expect(x + width / 2).toBeCloseTo((bars[at]?.x ?? NaN) + (bars[at]?.width ?? NaN) / 2, 9));
  });
  it("stay inside the picture, however many there are", () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ missing: [at], rows: 40 - at, text: "" }));
    const wide = gapMatrix({ columns: many.map((_, at) => `x${at}`), patterns: many, title: "Rows" });
    const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(markup(wide))?.map(Number) ?? [];
    expect(cells(wide)).toEqual(Array.from({ length: MOST_COLUMNS }, (_, row) => Array.from({ length: MOST_PATTERNS }, (_, at) => (at === row ? "#" : ".")).join("")));
    for (const mark of marks(wide)) {
      expect(mark.x).toBeGreaterThanOrEqual(0);
      expect(mark.x + mark.width).toBeLessThanOrEqual(width);
      expect(mark.y + mark.height).toBeLessThanOrEqual(height);
    }
  });
});
