/** From the engine's explanations of a model to what the page draws and says of them. */
import type { CaseExplained, CasePart, DependenceOf, ShapeOf } from "./study";

/** A cell, as `explain::model::Value` writes it. */
export type RawValue = { kind: "number" | "day"; value: number } | { kind: "word"; value: string } | { kind: "missing" };

/** How cells are written: numbers and days as the reader's language does, a word for nothing. */
export interface Writes {
  number: (value: number) => string;
  day: (days: number) => string;
  missing: string;
}

export function valueText(value: RawValue, write: Writes): string {
  if (value.kind === "missing") return write.missing;
  if (value.kind === "word") return value.value;
  return value.kind === "day" ? write.day(value.value) : write.number(value.value);
}

/** `explain::model::DependenceReply`. Days are drawn by their number of the year. */
export interface RawDependence {
  column: string;
  rows: number;
  points: readonly { value: RawValue; mean: number | null | undefined }[];
  lines: readonly { values: readonly number[] }[];
}

export function dependenceOf({ column, rows, points, lines }: RawDependence, write: Writes): DependenceOf {
  const numbers = points.every(({ value }) => value.kind === "number" || value.kind === "day");
  const grid = points.map(({ value }) => (value.kind === "number" ? value.value : value.kind === "day" ? 1970 + value.value / 365.25 : Number.NaN));
  return {
    column,
    rows,
    grid: numbers ? grid : points.map(({ value }) => valueText(value, write)),
    mean: points.map(({ mean }) => mean ?? Number.NaN),
    people: lines.map(({ values }) => values),
  };
}

/** `explain::model::AxisDrawn`. */
export type RawAxis =
  | { kind: "numbers" | "days" | "made"; edges: readonly number[] }
  | { kind: "words"; bins: readonly (readonly string[])[] }
  | { kind: "codes"; codes: readonly number[] }
  | { kind: "missing"; filled: number; missing: number };

interface RawDrawn {
  column: string;
  with?: string;
  axis: RawAxis;
}

/** `explain::model::Curves`. */
export interface RawCurves {
  curves: readonly { drawn: RawDrawn; values: readonly number[]; spread: readonly number[] }[];
  surfaces: readonly { one: RawDrawn; other: RawDrawn; values: readonly number[] }[];
}

/** Words for the two bins of a cell that is filled or missing. */
export interface GapWords {
  filled: string;
  missing: string;
}

/** Curves first, each largest first; then surfaces. What changes nothing is left out. */
export function shapesOf({ curves, surfaces }: RawCurves, words: GapWords): ShapeOf[] {
  const name = ({ column, with: other }: RawDrawn): string => (other === undefined ? column : `${column} × ${other}`);
  const height = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const drawn = curves.filter(({ values }) => values.length > 0 && height(values) > 0).sort((a, b) => height(b.values) - height(a.values));
  return [
    ...drawn.map(({ drawn: axis, values, spread }): ShapeOf => ({ columns: [name(axis)], borders: [bordersOf(axis.axis, words)], values, spread })),
    ...surfaces.map(({ one, other, values }): ShapeOf => {
      const up = binsOf(other.axis);
      const rows = up === 0 ? [] : Array.from({ length: Math.floor(values.length / up) }, (_, at) => values.slice(at * up, (at + 1) * up));
      return { columns: [name(one), name(other)], borders: [bordersOf(one.axis, words), bordersOf(other.axis, words)], values: rows, spread: [] };
    }),
  ];
}

function binsOf(axis: RawAxis): number {
  if (axis.kind === "words") return axis.bins.length;
  if (axis.kind === "codes") return axis.codes.length;
  return axis.kind === "missing" ? 2 : axis.edges.length + 1;
}

/** Borders of numbers; names of everything else. */
function bordersOf(axis: RawAxis, words: GapWords): readonly number[] | readonly string[] {
  switch (axis.kind) {
    case "words":
      return axis.bins.map((bin) => bin.join(" / "));
    case "codes":
      return axis.codes.map(String);
    case "missing":
      return axis.filled < axis.missing ? [words.filled, words.missing] : [words.missing, words.filled];
    case "days":
      return axis.edges.map((days) => 1970 + days / 365.25);
    default:
      return axis.edges;
  }
}

interface RawPart {
  column: string;
  value: RawValue;
  with?: string;
  withValue?: RawValue;
  amount: number;
}

/** `explain::model::Cases`, of one row. */
export interface RawCases {
  base: number;
  unit: string;
  cases: readonly { margin: number | null; answer: number | null | undefined; parts: readonly RawPart[]; words: { key: string; raisers: readonly RawPart[]; lowerers: readonly RawPart[] } }[];
}

/** `explain::model::Counterfactual`. */
export interface RawCounterfactual {
  met: boolean;
  ways: readonly { changes: readonly { column: string; from: RawValue; to: RawValue }[]; answer: number }[];
  exact: boolean;
  nearest?: number | null;
  leftOut: readonly { column: string; why: string }[];
}

/** `explain::model::Near`, with what happened to that person. */
export interface RawNear {
  row: number;
  distance: number;
  apart: readonly { column: string; share: number }[];
  outcome?: string;
}

/** `session::workbench::CaseTold`. */
export interface RawCase {
  cases: RawCases;
  notes: CaseExplained["notes"];
  counterfactual?: RawCounterfactual;
}

/** Columns named of what sets a person apart. */
const NAMED = 3;

export function caseOf({ cases: { base, unit, cases }, notes, counterfactual }: RawCase, near: readonly RawNear[], write: Writes): CaseExplained {
  const [one] = cases;
  const part = ({ column, value, with: other, withValue, amount }: RawPart): CasePart => ({
    column,
    value: valueText(value, write),
    amount,
    ...(other === undefined || withValue === undefined ? {} : { with: other, withValue: valueText(withValue, write) }),
  });
  const changed = ({ changes, answer }: RawCounterfactual["ways"][number]) => ({ answer, changes: changes.map(({ column, from, to }) => ({ column, from: valueText(from, write), to: valueText(to, write) })) });
  return {
    answer: one?.answer ?? Number.NaN,
    margin: one?.margin ?? Number.NaN,
    base,
    unit,
    parts: (one?.parts ?? []).map(part),
    words: { key: one?.words.key ?? "", raisers: (one?.words.raisers ?? []).map(part), lowerers: (one?.words.lowerers ?? []).map(part) },
    notes,
    ...(counterfactual === undefined ? {} : { change: { met: counterfactual.met, ways: counterfactual.ways.map(changed), exact: counterfactual.exact, nearest: counterfactual.nearest ?? undefined, leftOut: counterfactual.leftOut } }),
    nearest: near.map(({ row: place, distance, apart, outcome }) => ({ row: place + 1, distance, outcome: outcome ?? "", differs: [...apart].sort((a, b) => b.share - a.share).slice(0, NAMED).map(({ column }) => column) })),
  };
}
