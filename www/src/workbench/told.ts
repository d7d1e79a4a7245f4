/** From the engine's words about a table to what the page shows of it: cells, pictures and quality of a column in one place. */
import type { ColumnKind, ColumnPicture, ColumnReport, RowPair, TableNote, TableReport } from "./table";

/** `collect::cohort::CohortTold`. */
export interface RawTable {
  rows: number;
  columns: readonly {
    name: string;
    kind: ColumnKind;
    whole: boolean;
    missing: number;
    meaning: { concept: string; unit: string } | null | undefined;
    odd: number;
    oddCells: readonly { row: number; text: string }[];
    leftOut: boolean;
  }[];
  pictures: readonly RawPicture[];
  notes: readonly TableNote[];
  preview: readonly (readonly string[])[];
  faulty?: TableReport["faulty"];
  lines?: TableReport["lines"];
  madeOfOne?: TableReport["madeOfOne"];
}

/** `collect::cohort::Picture`. */
export type RawPicture =
  | { kind: "number"; different: number; quantiles?: RawQuantiles | null; edges: readonly number[]; counts: readonly number[] }
  | { kind: "word"; different: number; most: readonly { word: string; rows: number }[]; rest: number }
  | { kind: "day"; different: number; first?: string | null; last?: string | null; counts: readonly number[] };

type RawQuantiles = Record<"least" | "low1" | "low25" | "median" | "high75" | "high99" | "greatest", number>;

/** `prepare::quality::Quality`, as far as it is about the table. */
export interface RawQuality {
  columns: readonly {
    name: string;
    constant: boolean;
    id: boolean;
    impossible: number;
    unusual: number;
    impossibleValues: readonly { row: number; value: number; low: number; high: number; unit: string }[];
    codeForMissing?: number | null;
  }[];
  patterns: readonly { columns: readonly number[]; rows: number }[];
  doubleRows: number;
  doubles: readonly RowPair[];
  nearDoublePairs: number;
  nearDoubles: readonly RowPair[];
}

export function tableReport(name: string, table: RawTable, quality: RawQuality, sheet?: TableReport["sheet"]): TableReport {
  const columns = table.columns.map(({ meaning, ...column }, at): ColumnReport => {
    const drawn = table.pictures[at];
    const judged = quality.columns[at];
    return {
      ...column,
      meaning: meaning ?? undefined,
      picture: drawn === undefined ? undefined : pictureOf(drawn),
      different: drawn?.different ?? 0,
      constant: judged?.constant ?? false,
      id: judged?.id ?? false,
      impossible: judged?.impossible ?? 0,
      unusual: judged?.unusual ?? 0,
      impossibleValues: judged?.impossibleValues ?? [],
      codeForMissing: judged?.codeForMissing ?? undefined,
    };
  });
  const { rows, notes, preview, faulty, lines, madeOfOne } = table;
  const { patterns, doubleRows, nearDoublePairs } = quality;
  return { name, rows, columns, notes, preview, patterns, doubleRows, nearDoublePairs, faulty, lines, madeOfOne, sheet };
}

function pictureOf(drawn: RawPicture): ColumnPicture {
  if (drawn.kind === "word") return { words: drawn.most.map(({ word, rows }) => [word, rows]), rest: drawn.rest };
  if (drawn.kind === "day") return { counts: drawn.counts, ...(drawn.first == null ? {} : { from: drawn.first }), ...(drawn.last == null ? {} : { to: drawn.last }) };
  const { quantiles: of, edges, counts } = drawn;
  return { edges, counts, ...(of == null ? {} : { quantiles: [of.least, of.low1, of.low25, of.median, of.high75, of.high99, of.greatest] }) };
}
