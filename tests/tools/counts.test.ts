import { expect, test } from "vitest";
import { counted } from "../../scripts/lib/counts.mjs";

test("cargo's results are summed, and a test without its data is skipped", () => {
  const written = `
running 2 tests
skipped, no shared data: vectors_agree
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured
test result: FAILED. 3 passed; 1 failed; 1 ignored; 0 measured
`;
  expect(counted.cargo(written)).toEqual({ passed: 4, failed: 1, skipped: 2 });
});

test("a stage that ended badly without a failed test still failed", () => {
  expect(counted.cargo("error: could not compile", true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(counted.vitest("", true).failed).toBe(1);
  expect(counted.playwright("", true).failed).toBe(1);
});

test("a flaky journey did not pass", () => {
  const report = JSON.stringify({ stats: { expected: 3, unexpected: 0, skipped: 1, flaky: 1 } });
  expect(counted.playwright(report, false)).toEqual({ passed: 3, failed: 1, skipped: 1 });
});

test("the last verdict of conformance counts, and none is a failure", () => {
  expect(counted.conformance("clinical\n7 passed, 0 failed, 2 withheld, 3 not covered\n")).toEqual({ passed: 7, failed: 0, skipped: 0 });
  expect(counted.conformance("nothing").failed).toBe(1);
});
