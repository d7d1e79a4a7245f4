import { describe, expect, it } from "vitest";
import { chanceOfHundred } from "./chance";
import { csvOf } from "./chart";
import { ofHundred } from "./icon-array";
import { niceTop } from "./interval-bar";
import { barScale } from "./signed-bars";

/** The binomial's cumulative chance from factorials' logarithms, another way than the code's. */
function cumulative(count: number, share: number): number {
  const logFactorial = (n: number): number => Array.from({ length: n }, (_, k) => Math.log(k + 1)).reduce((sum, one) => sum + one, 0);
  let sum = 0;
  for (let k = 0; k <= count; k += 1) {
    sum += Math.exp(logFactorial(100) - logFactorial(k) - logFactorial(100 - k) + k * Math.log(share) + (100 - k) * Math.log(1 - share));
  }
  return sum;
}

describe("chance", () => {
  it("is the exact binomial's middle 95 of 100", () => {
    for (const share of [0.002, 0.01, 0.05, 0.117, 0.3, 0.5, 0.77, 0.99]) {
      const { low, high } = chanceOfHundred(share);
      expect(cumulative(low, share)).toBeGreaterThanOrEqual(0.025);
      if (low > 0) expect(cumulative(low - 1, share)).toBeLessThan(0.025);
      expect(cumulative(high, share)).toBeGreaterThanOrEqual(0.975);
      if (high > 0) expect(cumulative(high - 1, share)).toBeLessThan(0.975);
    }
  });
  it("answers at the ends", () => {
    expect(chanceOfHundred(0)).toEqual({ low: 0, high: 0 });
    expect(chanceOfHundred(1)).toEqual({ low: 100, high: 100 });
    expect(chanceOfHundred(Number.NaN)).toEqual({ low: 0, high: 0 });
  });
});

describe("whole people", () => {
  it("round, and under one are said so", () => {
    expect(ofHundred(0.117)).toBe(12);
    expect(ofHundred(0.0099)).toBeUndefined();
    expect(ofHundred(0.01)).toBe(1);
    expect(ofHundred(0)).toBe(0);
    expect(ofHundred(1.4)).toBe(100);
  });
});

describe("scales", () => {
  it("hold zero", () => {
    expect(barScale([3, 1])).toEqual({ low: 0, high: 3 });
    expect(barScale([-2, -1])).toEqual({ low: -2, high: 0 });
    expect(barScale([])).toEqual({ low: 0, high: 1 });
  });
  it("end on a round step at or above the value", () => {
    for (const value of [0.3, 4, 5, 11.7, 16.8, 18, 41, 99, 100]) {
      const { top, step } = niceTop(value);
      expect(top).toBeGreaterThanOrEqual(value);
      expect(top / step).toBeLessThanOrEqual(5.0001);
      expect(Math.abs(top / step - Math.round(top / step))).toBeLessThan(1e-9);
    }
  });
});

describe("numbers to keep", () => {
  it("are RFC 4180, keep signs and disarm formulas", () => {
    const text = csvOf({ head: ["Fact", "Points"], rows: [["a, b", "−0.8"], ['say "x"', "+3.4"], ["=1+1", "-x"]] });
    expect(text).toBe('\ufeffFact,Points\r\n"a, b",-0.8\r\n"say ""x""",+3.4\r\n\'=1+1,\'-x\r\n');
  });
});
