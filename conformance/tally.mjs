// Counting: every case is passed, failed, withheld or not covered.

/** Failures of one file that are printed; the rest are counted. */
const shown = 5;

/** Cases of one file. */
export class Tally {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.passed = 0;
    this.failed = 0;
    this.withheld = 0;
    this.notCovered = 0;
    /** Largest absolute difference seen, and what else is worth a word. */
    this.worst = 0;
    /** @type {Map<string, number>} */
    this.notes = new Map();
    /** @type {string[]} */
    this.failures = [];
  }

  /** @param {number} [difference] */
  pass(difference) {
    this.passed += 1;
    if (difference !== undefined) this.worst = Math.max(this.worst, difference);
  }

  /** @param {string} why @param {number} [difference] */
  fail(why, difference) {
    this.failed += 1;
    if (difference !== undefined) this.worst = Math.max(this.worst, difference);
    if (this.failures.length < shown) this.failures.push(why);
  }

  /** @param {boolean} ok @param {string} why @param {number} [difference] */
  judge(ok, why, difference) {
    if (ok) this.pass(difference);
    else this.fail(why, difference);
  }

  /** @param {string} why @param {number} [count] */
  withhold(why, count = 1) {
    this.withheld += count;
    this.note(`withheld: ${why}`, count);
  }

  /** @param {string} why @param {number} [count] */
  leave(why, count = 1) {
    this.notCovered += count;
    this.note(`not covered: ${why}`, count);
  }

  /** @param {string} words @param {number} [count] */
  note(words, count = 1) {
    this.notes.set(words, (this.notes.get(words) ?? 0) + count);
  }

  lines() {
    const parts = [`${this.passed} passed`, `${this.failed} failed`];
    if (this.withheld) parts.push(`${this.withheld} withheld`);
    if (this.notCovered) parts.push(`${this.notCovered} not covered`);
    if (this.passed) parts.push(`worst difference ${Number(this.worst.toPrecision(3))}`);
    const notes = [...this.notes].map(([words, count]) => `    ${words}${count > 1 ? ` (${count})` : ""}`);
    const more = this.failed > this.failures.length ? [`    … and ${this.failed - this.failures.length} more`] : [];
    return [`  ${this.name}: ${parts.join(", ")}`, ...notes, ...this.failures.map((why) => `    FAILED ${why}`), ...more];
  }
}

/** Sum of several. @param {Tally[]} tallies */
export function total(tallies) {
  const sum = new Tally("all");
  for (const one of tallies) {
    sum.passed += one.passed;
    sum.failed += one.failed;
    sum.withheld += one.withheld;
    sum.notCovered += one.notCovered;
  }
  return sum;
}
