/** An evaluation of made-up answers, worked out by the shortest way: to look at pictures and to test sentences. */
import type { Evaluation, Estimate, Share, SubgroupTable } from "./study";

/** Draws that are the same every time. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const around = (value: number, error: number): Estimate => ({ value, standardError: error, low: value - 1.96 * error, high: value + 1.96 * error });

function shareOf(count: number, of: number): Share {
  const value = of === 0 ? Number.NaN : count / of;
  const error = of === 0 ? 0 : Math.sqrt((value * (1 - value)) / of);
  return { count, of, value, low: Math.max(0, value - 1.96 * error), high: Math.min(1, value + 1.96 * error) };
}

/** Answers of so many people, `bias` too high on the scale of log odds. */
export function evaluationOf(people = 600, bias = 0): Evaluation {
  const draw = draws(7);
  const all = Array.from({ length: people }, () => {
    const sum = (draw() + draw() + draw() - 1.5) * 3.2 - 0.7;
    const truth = 1 / (1 + Math.exp(-sum));
    return { share: 1 / (1 + Math.exp(-(sum * 1.05 + bias))), happened: draw() < truth };
  }).sort((a, b) => a.share - b.share);
  const events = all.filter(({ happened }) => happened).length;
  const others = people - events;
  const above = (threshold: number) => {
    const called = all.filter(({ share }) => share >= threshold);
    return { called: called.length, found: called.filter(({ happened }) => happened).length };
  };
  const cuts = Array.from({ length: 99 }, (_, at) => (at + 1) / 100);
  const falling = [...all].reverse();
  let [found, alarms] = [0, 0];
  const roc: [number, number][] = [[0, 0]];
  const precision: [number, number][] = [];
  for (const { happened } of falling) {
    if (happened) found += 1;
    else alarms += 1;
    roc.push([alarms / others, found / events]);
    precision.push([found / events, found / (found + alarms)]);
  }
  const area = roc.slice(1).reduce((sum, [x, y], at) => sum + (x - (roc[at]?.[0] ?? 0)) * y, 0);
  const tenths = Array.from({ length: 10 }, (_, at) => all.slice(Math.floor((at * people) / 10), Math.floor(((at + 1) * people) / 10)));
  const mean = (list: typeof all): number => list.reduce((sum, { share }) => sum + share, 0) / Math.max(1, list.length);
  const histogram = (of: boolean): number[] => Array.from({ length: 20 }, (_, bin) => all.filter(({ share, happened }) => happened === of && Math.min(19, Math.floor(share * 20)) === bin).length);
  const points = cuts.map((share) => {
    const odds = Math.log(share / (1 - share));
    const observed = 1 / (1 + Math.exp(-((odds - bias) / 1.05)));
    return { share, observed, low: observed - 0.03 - 0.1 * observed * (1 - observed), high: observed + 0.03 + 0.1 * observed * (1 - observed) };
  });
  const expected = mean(all);
  const brier = all.reduce((sum, { share, happened }) => sum + (share - (happened ? 1 : 0)) ** 2, 0) / people;
  return {
    rows: people,
    events,
    area: around(area, 0.018),
    averagePrecision: 0.62,
    roc,
    precisionRecall: precision,
    brier,
    scaledBrier: 1 - brier / ((events / people) * (others / people)),
    calibration: {
      expected,
      observed: events / people,
      ratio: around(events / people / expected, 0.05),
      intercept: around(-bias, 0.1),
      slope: around(0.95, 0.08),
      curve: { knots: [], points: points.filter(({ share }) => share >= (all[0]?.share ?? 0) && share <= (all[people - 1]?.share ?? 1)), meanDistance: 0.018, medianDistance: 0.015, ninetiethDistance: 0.04, greatestDistance: 0.06 },
      groups: tenths.map((list) => ({ expected: mean(list), observed: shareOf(list.filter(({ happened }) => happened).length, list.length) })),
    },
    histogram: { happened: histogram(true), others: histogram(false) },
    thresholds: cuts.map((threshold) => {
      const one = above(threshold);
      return {
        threshold,
        positive: shareOf(one.called, people),
        sensitivity: shareOf(one.found, events),
        specificity: shareOf(others - (one.called - one.found), others),
        positiveValue: shareOf(one.found, one.called),
        negativeValue: shareOf(others - (one.called - one.found), people - one.called),
      };
    }),
    benefit: cuts.map((threshold) => {
      const one = above(threshold);
      const odds = threshold / (1 - threshold);
      const model = one.found / people - ((one.called - one.found) / people) * odds;
      const everybody = events / people - (others / people) * odds;
      return { threshold, model, everybody, avoided: (model - everybody) / odds };
    }),
    subgroups: [groups()],
    folds: [0.84, 0.88, 0.83, undefined, 0.87],
    unanswered: 3,
  };
}

function groups(): SubgroupTable {
  const one = (name: string, people: number, events: number, area: number, ratio: number, warning?: "few" | "tooFew") => ({
    name,
    people,
    events,
    ...(warning === "tooFew" ? {} : { area: around(area, 0.6 / Math.sqrt(people)), ratio: around(ratio, 2.2 / Math.sqrt(people)), brier: 0.18 }),
    ...(warning === undefined ? {} : { warning }),
  });
  return { column: "site", groups: [one("north", 214, 80, 0.79, 0.98), one("south", 197, 71, 0.76, 1.09), one("river", 44, 12, 0.71, 1.31, "few"), one("hill", 9, 2, 0, 0, "tooFew")], ungrouped: 0, areaGap: 0.03, ratioGap: 1.11 };
}

/** A cohort that was followed: three groups by the model's answer. */
export function survivalEvaluation(): Evaluation {
  const curve = (rate: number) => Array.from({ length: 20 }, (_, at) => (at + 1) * 0.25).map((time) => ({ time, value: Math.exp(-rate * time) }));
  const { thresholds: _thresholds, roc: _roc, precisionRecall: _precision, averagePrecision: _average, ...rest } = evaluationOf();
  return {
    ...rest,
    harrell: around(0.69, 0.011),
    uno: around(0.68, 0.013),
    horizon: 5,
    integratedBrier: 0.142,
    areaOverTime: Array.from({ length: 10 }, (_, at) => ({ time: at + 1, value: 0.76 - at * 0.006 })),
    riskGroups: [0.03, 0.07, 0.16].map((rate) => ({ people: 200, expected: 1 - Math.exp(-rate * 5), curve: curve(rate) })),
  };
}
