import { describe, expect, it } from "vitest";
import { evaluationOf } from "./evaluation.fixture";
import { figuresOf, type RawEvaluation } from "./figures";

const estimate = { value: 0.7, standardError: 0.01, low: 0.68, high: 0.72 };
const bare = { rows: 10, events: 4, unanswered: 1, folds: [0.7, undefined], foldsOfRepeat: 2 };

describe("figures", () => {
  it("of yes and no are the engine's own, in the places where the page looks", () => {
    const own = evaluationOf();
    const binary: NonNullable<RawEvaluation["binary"]> = {
      area: estimate,
      brier: 0.2,
      logLoss: 0.5,
      calibration: own.calibration!,
      roc: own.roc!,
      precisionRecall: own.precisionRecall!,
      decisions: own.benefit!,
      thresholds: own.thresholds as never,
      histogram: [[1, 2], [3, 4]],
      subgroups: [{ column: "sex", table: { groups: [], ungrouped: 2 } }],
    };
    const shown = figuresOf({ ...bare, binary });
    expect(shown).toMatchObject({ area: estimate, brier: 0.2, histogram: { happened: [1, 3], others: [2, 4] }, unanswered: 1 });
    expect(shown.subgroups).toEqual([{ column: "sex", groups: [], ungrouped: 2 }]);
    expect(shown.harrell).toBeUndefined();
    // Two folds were to judge, twice over, and two did.
    expect(figuresOf({ ...bare, stopped: true, binary }, 2)).toMatchObject({ planned: 4, stopped: true, folds: [0.7, undefined] });
    expect(shown).not.toHaveProperty("stopped");
  });
  it("of times keep the concordance of groups, and tenths without a count", () => {
    const shown = figuresOf({
      ...bare,
      survival: {
        harrell: { share: estimate, pairs: 40, equal: 0 },
        area: [{ time: 1, value: 0.7 }],
        calibration: { time: 5, expected: 0.3, observed: estimate, ratio: estimate, slope: estimate, groups: [[0.1, estimate]] },
        decisions: [],
        riskGroups: [],
        histogram: [3, 2],
        subgroups: [{ column: "sex", groups: [{ name: "f", people: 9, events: 3, concordance: estimate }] }],
      },
    });
    expect(shown).toMatchObject({ harrell: estimate, horizon: 5, calibration: { observed: 0.7, slope: estimate, groups: [{ expected: 0.1, observed: { value: 0.7, of: 0 } }] } });
    expect(shown.subgroups[0]?.groups[0]).toMatchObject({ name: "f", area: estimate });
  });
  it("of numbers, and of nothing", () => {
    expect(figuresOf({ ...bare, continuous: { distances: { rows: 10, medianAbsolute: 1, rootMeanSquare: 3, meanAbsolute: 2, bias: 0.1 }, slope: estimate, points: [[1, 2]], groups: [[1, 2]] } })).toMatchObject({ slope: estimate, explained: 0, rootMeanSquare: 3, parts: [[1, 2]] });
    expect(figuresOf(bare)).toMatchObject({ rows: 10, subgroups: [] });
  });
});
