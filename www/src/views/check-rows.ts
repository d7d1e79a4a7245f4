/** Worked examples as rows of a table. */
import type { Checked } from "../engine/api";

/** A number as the table shows it: enough digits to compare, none to impress. */
export function sixDigits(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return String(Number(value.toPrecision(6)));
}

/** A difference: nought, or a power of ten. */
export function smallNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value === 0 ? "0" : value.toExponential(0).replace("e-", " × 10⁻").replace("e+", " × 10").replace(/⁻(\d+)/, (_, digits: string) => `⁻${[...digits].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? "").join("")}`);
}

/** How far an answer is off; none at all is off without end. */
export function difference({ expected, got }: Checked): number {
  return got === undefined ? Number.POSITIVE_INFINITY : Math.abs(got - expected);
}
