/** A plain reading of a small CSV, for tests of the page: the engine's own reader is tested in Rust. */
import type { ColumnReport, TableReport } from "./table";

const BINS = 20;

export function tableOfCsv(name: string, csv: string): TableReport {
  const [heads = [], ...rows] = csv.trim().split(/\r?\n/).map((line) => line.split(","));
  const columns = heads.map((head, at) => columnOf(head, rows.map((row) => row[at] ?? "")));
  const patterns = new Map<string, number>();
  for (const row of rows) {
    const gone = row.map((cell, at) => (cell === "" ? at : -1)).filter((at) => at >= 0).join(",");
    patterns.set(gone, (patterns.get(gone) ?? 0) + 1);
  }
  return {
    name,
    rows: rows.length,
    columns,
    notes: [],
    preview: rows.slice(0, 10),
    patterns: [...patterns].sort((a, b) => b[1] - a[1]).map(([gone, count]) => ({ columns: gone === "" ? [] : gone.split(",").map(Number), rows: count })),
    doubleRows: 0,
    nearDoublePairs: 0,
  };
}

function columnOf(name: string, cells: readonly string[]): ColumnReport {
  const filled = cells.filter((cell) => cell !== "");
  const numbers = filled.map(Number);
  const numeric = filled.length > 0 && numbers.every((one) => Number.isFinite(one));
  const counts = new Map<string, number>();
  for (const cell of filled) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const id = !numeric && counts.size === cells.length && cells.length > 20;
  const words = [...counts].sort((a, b) => b[1] - a[1]);
  return {
    name,
    kind: id ? "id" : numeric ? "number" : "word",
    whole: numeric && numbers.every(Number.isInteger),
    missing: cells.length - filled.length,
    meaning: name === "sex" || name === "age" ? { concept: name, unit: "" } : undefined,
    odd: 0,
    oddCells: [],
    picture: numeric ? bins(numbers, counts.size) : { kind: "word", missing: 0, different: counts.size, most: words.slice(0, 20).map(([word, rows]) => ({ word, rows })), rest: words.slice(20).reduce((sum, [, n]) => sum + n, 0) },
    different: counts.size,
    constant: counts.size <= 1,
    id,
    impossible: 0,
    unusual: 0,
    impossibleValues: [],
    codeForMissing: undefined,
    leftOut: false,
  };
}

function bins(numbers: readonly number[], different: number): NonNullable<ColumnReport["picture"]> {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  const [low, high] = [at(0), at(1)];
  const width = (high - low) / BINS || 1;
  const counts = Array.from({ length: BINS }, () => 0);
  for (const one of sorted) counts[Math.min(BINS - 1, Math.floor((one - low) / width))]! += 1;
  return { kind: "number", missing: 0, different, edges: Array.from({ length: BINS + 1 }, (_, edge) => low + edge * width), counts, quantiles: { least: low, low1: at(0.01), low25: at(0.25), median: at(0.5), high75: at(0.75), high99: at(0.99), greatest: high } };
}
