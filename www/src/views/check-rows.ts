/** Worked examples as rows of a table. */

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

/** One worked example as the table shows it. */
export interface Row {
  id: string;
  source: string;
  expected: number;
  got: number;
  difference: number;
  agrees: boolean;
}

/** The engine's reply as rows: it names the equation and who says what the answer is; no answer here never agrees. */
export function rowsOf(reply: readonly object[]): Row[] {
  return reply.map((one) => {
    const given = one as { equation?: string; id?: string; source?: string; name?: string; expected?: number; got?: number; agrees?: boolean };
    const [expected, got] = [given.expected ?? Number.NaN, given.got ?? Number.NaN];
    return { id: given.equation ?? given.id ?? "", source: given.source ?? given.name ?? "", expected, got, difference: Math.abs(got - expected), agrees: given.agrees === true };
  });
}
