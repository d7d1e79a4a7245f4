/**
 * One shape for the figures of all tasks: the engine tells those of yes and no, of times and of numbers apart, the page
 * shows them in one place. Nothing is computed here.
 */
import { known, type Known } from "./known";
import type { Calibration, Evaluation, PartOfPeople } from "./study";

/** The engine's evaluation, as far as the page shows it. */
export type RawEvaluation = Known<wasm_bindgen.Evaluation>;

/** What the page shows of it. */
export function figuresOf(evaluation: wasm_bindgen.Evaluation, repeats = 1): Evaluation {
  const { rows, events, unanswered, folds, persons, foldsOfRepeat, stopped, flattering, binary, survival, continuous } = known(evaluation);
  const planned = foldsOfRepeat === undefined || foldsOfRepeat === 0 ? {} : { planned: foldsOfRepeat * repeats };
  const all = { rows, events, unanswered, folds, persons, ...planned, ...(stopped === true ? { stopped } : {}), ...(flattering === true ? { flattering } : {}), subgroups: [] };
  if (binary !== undefined) {
    return {
      ...all,
      area: binary.area,
      averagePrecision: binary.precision,
      roc: binary.roc,
      precisionRecall: binary.precisionRecall,
      brier: binary.brier,
      scaledBrier: binary.scaledBrier,
      calibration: binary.calibration,
      histogram: { happened: binary.histogram.map(([yes]) => yes), others: binary.histogram.map(([, no]) => no) },
      thresholds: binary.thresholds,
      benefit: binary.decisions,
      subgroups: binary.subgroups.map(({ column, table }) => ({ column, ...table })),
    };
  }
  if (survival !== undefined) {
    const { calibration, harrell, uno, area, brier, decisions, thresholds, riskGroups, histogram, subgroups } = survival;
    const part = (value: number | undefined): PartOfPeople => ({ value: value ?? Number.NaN });
    return {
      ...all,
      harrell: harrell?.share,
      uno: uno?.share,
      areaOverTime: area,
      horizon: calibration?.time,
      integratedBrier: brier?.integrated,
      scaledBrier: brier?.scaled,
      calibration: calibration === undefined ? undefined : atHorizon(calibration),
      benefit: decisions,
      ...(thresholds === undefined ? {} : { thresholds: thresholds.map(({ positive, sensitivity, specificity, ...row }) => ({ ...row, positive: part(positive), sensitivity: part(sensitivity), specificity: part(specificity) })) }),
      riskGroups,
      histogram: { happened: histogram, others: [] },
      subgroups: subgroups.map(({ column, groups }) => ({ column, groups: groups.map(({ concordance, ...one }) => ({ ...one, area: concordance })), ungrouped: 0 })),
    };
  }
  if (continuous !== undefined) {
    const { explained, rootMeanSquare, meanAbsolute, bias } = continuous.distances;
    return { ...all, explained: explained ?? 0, rootMeanSquare, meanAbsolute, bias, slope: continuous.slope, points: continuous.points, parts: continuous.groups };
  }
  return all;
}

/** Observed shares by Kaplan and Meier carry no count of people. */
function atHorizon({ expected, observed, ratio, slope, groups, curve }: Known<wasm_bindgen.CalibrationAt>): Calibration {
  return { expected, observed: observed.value, ratio, slope, curve, groups: groups.map(([share, { value, low, high }]) => ({ expected: share, observed: { count: 0, of: 0, value, low, high } })) };
}
