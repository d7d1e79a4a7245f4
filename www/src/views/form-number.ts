/**
 * What a person types into a number field, and what we say about it. Hard limits refuse, soft limits
 * ask; nothing is changed silently.
 */

/** A unit a field accepts: canonical = value × factor + offset. */
export interface UnitChoice {
  /** Name sent to the engine. */
  unit: string;
  /** Factor to the canonical unit. */
  factor: number;
  /** Offset to the canonical unit. */
  offset: number;
}

/** Limits in the canonical unit. */
export interface Limits {
  /** Below is refused. */
  hardMin?: number;
  /** Above is refused. */
  hardMax?: number;
  /** Below is asked about. */
  softMin?: number;
  /** Above is asked about. */
  softMax?: number;
}

/** What became of the typed text. */
export type Typed =
  | { kind: "empty" }
  | { kind: "unreadable" }
  | { kind: "outside"; limit: number; side: "low" | "high"; swap?: UnitChoice }
  | { kind: "unusual"; value: number; side: "low" | "high"; swap?: UnitChoice }
  | { kind: "fine"; value: number };

/** Reads a number as people type it: full-width digits, a decimal comma, a thousands comma, spaces. */
export function readNumber(text: string): number | undefined {
  const plain = text.normalize("NFKC").replace(/[\s\u00a0'’]/g, "").replaceAll("。", ".").replaceAll("−", "-");
  if (plain === "") return undefined;
  const normal = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain.replace(/^(-?\d+),(\d+)$/, "$1.$2");
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(normal)) return Number.NaN;
  const value = Number(normal);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** To the canonical unit. */
export function toCanonical(value: number, unit: UnitChoice): number {
  return value * unit.factor + unit.offset;
}

/** From the canonical unit. */
export function fromCanonical(value: number, unit: UnitChoice): number {
  return (value - unit.offset) / unit.factor;
}

/** A converted number as a person would write it: four significant digits at most. */
export function tidy(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function inside(value: number, low: number | undefined, high: number | undefined): boolean {
  return (low === undefined || value >= low) && (high === undefined || value <= high);
}

/** Judges typed text against the limits; offers the unit in which the same digits would be usual. */
export function judge(text: string, unit: UnitChoice, units: readonly UnitChoice[], limits: Limits): Typed {
  const value = readNumber(text);
  if (value === undefined) return { kind: "empty" };
  if (Number.isNaN(value)) return { kind: "unreadable" };
  const here = toCanonical(value, unit);
  const { hardMin, hardMax, softMin, softMax } = limits;
  if (inside(here, softMin, softMax) && inside(here, hardMin, hardMax)) return { kind: "fine", value };
  const swap = units.find((other) => other.unit !== unit.unit && inside(toCanonical(value, other), softMin, softMax));
  const extra = swap ? { swap } : {};
  if (hardMin !== undefined && here < hardMin) {
    return { kind: "outside", limit: fromCanonical(hardMin, unit), side: "low", ...extra };
  }
  if (hardMax !== undefined && here > hardMax) {
    return { kind: "outside", limit: fromCanonical(hardMax, unit), side: "high", ...extra };
  }
  const side = softMin !== undefined && here < softMin ? "low" : "high";
  return { kind: "unusual", value, side, ...extra };
}

/**
 * The text after the unit was changed. Digits that are usual only in the new unit stay (the unit was
 * corrected); otherwise the amount stays and the digits follow.
 */
export function retype(text: string, from: UnitChoice, to: UnitChoice, limits: Limits): string {
  const value = readNumber(text);
  if (value === undefined || Number.isNaN(value)) return text;
  const usual = (unit: UnitChoice): boolean => inside(toCanonical(value, unit), limits.softMin, limits.softMax);
  if (!usual(from) && usual(to)) return text;
  return tidy(fromCanonical(toCanonical(value, from), to));
}

/** Whole years from a birth date to a day, both `YYYY-MM-DD`; undefined when either is no date. */
export function yearsBetween(birth: string, day: string): number | undefined {
  const a = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birth);
  const b = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!a || !b) return undefined;
  const years = Number(b[1]) - Number(a[1]);
  return `${b[2]}${b[3]}` < `${a[2]}${a[3]}` ? years - 1 : years;
}

/** `YYYY-MM-DD` from three typed parts; undefined when no such day exists. */
export function dayOf(year: string, month: string, day: string): string | undefined {
  const [y, m, d] = [year, month, day].map((part) => Number(part.normalize("NFKC").trim() || Number.NaN));
  if (y === undefined || m === undefined || d === undefined) return undefined;
  if (![y, m, d].every(Number.isInteger) || y < 1880 || y > 9999) return undefined;
  const date = new Date(Date.UTC(y, m - 1, d));
  if (date.getUTCFullYear() !== y || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return undefined;
  return date.toISOString().slice(0, 10);
}
