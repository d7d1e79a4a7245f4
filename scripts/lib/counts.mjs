// Reading how many tests passed from what the test programs write.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const none = { passed: 0, failed: 0, skipped: 0 };

/**
 * A stage that ended badly without naming a failed test still failed.
 * @param {Counts} counts
 * @param {boolean} failed
 * @returns {Counts}
 */
const honest = (counts, failed) => (failed && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

export const counted = {
  /** Output of `cargo test` or of the wasm test page. @param {string} written @param {boolean} [failed] @returns {Counts} */
  cargo(written, failed = false) {
    const counts = { ...none };
    for (const [, passed, bad, ignored] of written.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm)) {
      counts.passed += Number(passed);
      counts.failed += Number(bad);
      counts.skipped += Number(ignored);
    }
    // A test that could not reach the shared data says so and passes: it is no pass.
    const without = new Set([...written.matchAll(/^skipped, no shared data: (.*)$/gm)].map(([, name]) => name)).size;
    counts.passed = Math.max(0, counts.passed - without);
    counts.skipped += without;
    return honest(counts, failed);
  },

  /** Vitest's JSON report. @param {string} report @param {boolean} failed @returns {Counts} */
  vitest(report, failed) {
    if (!report) return honest({ ...none }, failed);
    const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = JSON.parse(report);
    return honest({ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }, failed);
  },

  /** Playwright's JSON report. @param {string} report @param {boolean} failed @returns {Counts} */
  playwright(report, failed) {
    if (!report) return honest({ ...none }, failed);
    const { expected = 0, unexpected = 0, skipped = 0, flaky = 0 } = JSON.parse(report).stats ?? {};
    // A test that passed only the second time did not pass.
    return honest({ passed: expected, failed: unexpected + flaky, skipped }, failed);
  },

  /** Last line of `npm run conformance`; what is withheld or not covered is neither passed nor skipped. @param {string} written @returns {Counts} */
  conformance(written) {
    const last = [...written.matchAll(/^(\d+) passed, (\d+) failed, \d+ withheld, \d+ not covered$/gm)].at(-1);
    return last ? { passed: Number(last[1]), failed: Number(last[2]), skipped: 0 } : { ...none, failed: 1 };
  },
};
