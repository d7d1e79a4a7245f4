// How a cell of `expected*.csv` is compared: the leading value counts, what stands in brackets explains.

/** Classes of words; the class must be equal. */
const unrecorded = /^(missing|not recorded|no evidence|unknown|n\/a)\b/;

/** Leading value of a cell. @param {string} cell */
export const leading = (cell) => cell.replace(/\s*\(.*$/s, "").trim();

/**
 * Class of an expected word.
 * @param {string} cell
 * @returns {string} `no`, `yes`, `unrecorded`, `ask`, `type 1`, `type 2`, `never`, `former`, `current`
 */
export function wordClass(cell) {
  const word = leading(cell).toLowerCase();
  if (unrecorded.test(word)) return "unrecorded";
  if (word.startsWith("ask")) return "ask";
  if (/^type [12]\b/.test(word)) return word.slice(0, 6);
  const first = /^(no|yes|never|former|current)\b/.exec(word);
  return first ? first[1] : word;
}

/**
 * Expected number of a cell, or the class when it is none.
 * @param {string} cell
 * @returns {number | "unrecorded" | "ask"}
 */
export function numberOf(cell) {
  const word = leading(cell).toLowerCase();
  if (unrecorded.test(word)) return "unrecorded";
  if (word.startsWith("ask")) return "ask";
  const number = /^[<>]?\s*(-?\d+(\.\d+)?)/.exec(word);
  if (!number) throw new Error(`no number in ${cell}`);
  return Number(number[1]);
}

/** Numbers agree to 0.5 %. @param {number} got @param {number} expected */
export const agrees = (got, expected) => Math.abs(got - expected) <= 0.005 * Math.abs(expected) + 1e-12;

/** An age: exact, and a range is met by either end or between. @param {number | undefined} got @param {string} cell */
export function ageAgrees(got, cell) {
  const word = leading(cell);
  if (unrecorded.test(word) || word.startsWith("ask")) return got === undefined;
  const [low, high = low] = word.split("-").map(Number);
  return got !== undefined && got >= low && got <= high;
}
