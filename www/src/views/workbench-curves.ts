/** The pictures of an evaluation, each with its finding as title and its numbers as a table. */
import type { View } from "../base";
import { calibrationPlot, type CalibrationSeries } from "../charts/calibration-plot";
import { decisionCurve } from "../charts/decision-curve";
import { learningCurve } from "../charts/learning-curve";
import { precisionRecall, rocCurve, type Stand } from "../charts/ranking-curves";
import { survivalCurves } from "../charts/survival-curves";
import { axisOver, Plane, type Pair } from "../charts/plane";
import type { Calibration, Evaluation, LearningPoint, ThresholdRow } from "../workbench/study";
import { svg } from "lit";
import type { Picture } from "./workbench-parts";
import { interval } from "./workbench-parts";
import { fits } from "./workbench-words";

const percent = (view: View) => (share: number): string => view.locale.percent(share);
const plain = (view: View) => (value: number, decimals: number): string => view.locale.number(value, decimals, true);
const text = (view: View, value: number | undefined, digits = 3): string => (value === undefined || !Number.isFinite(value) ? "" : view.locale.number(value, digits));

/** A long curve thinned: a table of a thousand rows tells nobody more. The ends stay. */
export function thinned<T>(points: readonly T[], most: number): T[] {
  if (points.length <= most) return [...points];
  return Array.from({ length: most }, (_, at) => points[Math.round((at * (points.length - 1)) / (most - 1))] as T);
}

export function calibrationPicture(view: View, calibration: Calibration, histogram: Evaluation["histogram"]): Picture {
  const { curve, groups, expected, observed } = calibration;
  const words = view.t.bind(view);
  const points = curve?.points ?? [];
  return {
    title: words(`workbench.calibration.${fits(calibration)}`),
    lead: words(points.length === 0 ? "workbench.calibration.leadTenths" : "workbench.calibration.lead", { expected: view.locale.percent(expected, 1), observed: view.locale.percent(observed, 1) }),
    name: "calibration",
    body: calibrationPlot({ series: [{ name: "", curve: points, groups: groups.map((one) => ({ expected: one.expected, ...one.observed })) }], histogram, words: calibrationWords(view), write: percent(view) }),
    table: {
      head: ["from", "observed", "interval", "people"].map((head) => words(`workbench.calibration.heads.${head}`)),
      rows: groups.map((one) => [view.locale.percent(one.expected, 1), view.locale.percent(one.observed.value, 1), interval(view, one.observed, 3), one.observed.of === 0 ? "" : view.locale.number(one.observed.of)]),
    },
  };
}

function calibrationWords(view: View) {
  const word = (key: string): string => view.t(`workbench.calibration.${key}`);
  return { along: word("along"), up: word("up"), perfect: word("perfect"), happened: word("happened"), others: word("others"), all: view.t("workbench.survival.people") };
}

/** Curves of several models or of one before and after mending, on one plane. */
export function calibrationsPicture(view: View, all: readonly { name: string; calibration: Calibration }[], title: string, lead: string): Picture {
  const series = all.map(({ name, calibration }): CalibrationSeries => ({ name, curve: calibration.curve?.points ?? [], groups: [] }));
  const figure = (one: { value: number } | undefined): string => text(view, one?.value, 2);
  return {
    title,
    lead,
    name: "calibration-compared",
    body: calibrationPlot({ series, words: calibrationWords(view), write: percent(view) }),
    table: {
      head: ["which", "ratio", "intercept", "slope", "distance"].map((head) => view.t(`workbench.calibration.heads.${head}`)),
      rows: all.map(({ name, calibration }) => [name, figure(calibration.ratio), figure(calibration.intercept), figure(calibration.slope), text(view, calibration.curve?.meanDistance)]),
    },
  };
}

/** Where a threshold stands on the curves. */
export function standOf(view: View, row: ThresholdRow | undefined, curve: "roc" | "precision"): Stand | undefined {
  if (row === undefined) return undefined;
  const at: Pair = curve === "roc" ? [1 - row.specificity.value, row.sensitivity.value] : [row.sensitivity.value, row.positiveValue.value];
  if (!at.every(Number.isFinite)) return undefined;
  const of100 = (share: number): string => view.locale.number(share * 100);
  const threshold = view.locale.percent(row.threshold);
  return {
    at,
    text:
      curve === "roc"
        ? [view.t("workbench.roc.stand", { threshold, found: of100(row.sensitivity.value) }), view.t("workbench.roc.alarms", { alarms: of100(1 - row.specificity.value) })]
        : [view.t("workbench.precision.stand", { threshold, right: of100(row.positiveValue.value) })],
  };
}

export function rocPicture(view: View, { area, roc = [] }: Evaluation, row: ThresholdRow | undefined): Picture {
  const word = (key: string): string => view.t(`workbench.roc.${key}`);
  return {
    title: word("title"),
    lead: area === undefined ? "" : view.t("workbench.roc.lead", { times: view.locale.number(area.value * 100) }),
    name: "roc",
    body: rocCurve({ points: roc, stand: standOf(view, row, "roc"), along: word("along"), up: word("up"), chance: "", write: percent(view) }),
    table: { head: [word("along"), word("up")], rows: thinned(roc, 60).map((pair) => pair.map((share) => view.locale.percent(share, 1))) },
  };
}

export function precisionPicture(view: View, { precisionRecall: curve = [], averagePrecision, events, rows }: Evaluation, row: ThresholdRow | undefined): Picture {
  const word = (key: string): string => view.t(`workbench.precision.${key}`);
  const share = rows === 0 ? 0 : events / rows;
  return {
    title: word("title"),
    lead: view.t("workbench.precision.lead", { precision: text(view, averagePrecision, 2), share: view.locale.number(share, 2, true) }),
    name: "precision-recall",
    body: precisionRecall({ points: curve, stand: standOf(view, row, "precision"), along: word("along"), up: word("up"), chance: word("chance"), write: percent(view) }, share),
    table: { head: [word("along"), word("up")], rows: thinned(curve, 60).map((pair) => pair.map((one) => view.locale.percent(one, 1))) },
  };
}

/** A main figure that rises by more than this with the last people still grows. Our own choice. */
const RISES = 0.01;
/** Two people of a thousand: less than that is noise. Our own choice. */
const LEAST_GAIN = 0.002;

/** Thresholds between which acting by the model gains more than acting for everybody or nobody: the longest stretch without a break. */
export function usefulRange(benefit: NonNullable<Evaluation["benefit"]>): [number, number] | undefined {
  let best: [number, number] | undefined;
  let from: number | undefined;
  for (const { threshold, model, everybody } of benefit) {
    from = model > Math.max(0, everybody) + LEAST_GAIN ? (from ?? threshold) : undefined;
    if (from !== undefined && (best === undefined || threshold - from > best[1] - best[0])) best = [from, threshold];
  }
  return best;
}

export function decisionPicture(view: View, benefit: NonNullable<Evaluation["benefit"]>, threshold: number): Picture {
  const word = (key: string): string => view.t(`workbench.decision.${key}`);
  const useful = usefulRange(benefit);
  return {
    title: useful === undefined ? word("never") : view.t("workbench.decision.useful", { from: view.locale.percent(useful[0]), to: view.locale.percent(useful[1]) }),
    lead: word("lead"),
    name: "decision-curve",
    body: decisionCurve({ points: benefit, at: threshold, words: { along: word("along"), up: word("up"), model: word("model"), everybody: word("everybody"), nobody: word("nobody") }, write: percent(view), number: plain(view) }),
    table: {
      head: [word("along"), word("model"), word("everybody"), word("avoided")],
      rows: thinned(benefit, 50).map((one) => [view.locale.percent(one.threshold, 1), text(view, one.model), text(view, one.everybody), text(view, one.avoided * 100, 0)]),
    },
  };
}

export function learningPicture(view: View, points: readonly LearningPoint[], figure: string): Picture {
  const last = points[points.length - 1];
  const before = points[points.length - 2];
  const rises = last !== undefined && before !== undefined && last.test - before.test > RISES;
  const word = (key: string): string => view.t(`workbench.learningCurve.${key}`);
  const drawn = points.map(({ rows, train, test, standardError: error }) => ({ rows, train, test, ...(error == null ? {} : { low: test - 1.96 * error, high: test + 1.96 * error }) }));
  return {
    title: view.t(`workbench.learningCurve.${rises ? "rises" : "flat"}`, { figure }),
    lead: `${word("lead")}${view.locale.gap}${word("alone")}`,
    name: "learning-curve",
    body: learningCurve({ points: drawn, words: { along: word("along"), up: figure, train: word("train"), test: word("test") }, number: (value, decimals) => view.locale.number(value, decimals) }),
    table: { head: [word("along"), word("train"), word("test"), view.t("workbench.calibration.heads.interval")], rows: drawn.map((one) => [view.locale.number(one.rows), text(view, one.train), text(view, one.test), one.low === undefined || one.high === undefined ? "" : interval(view, { low: one.low, high: one.high }, 3)]) },
  };
}

export function survivalPicture(view: View, groups: NonNullable<Evaluation["riskGroups"]>, horizon: number | undefined, along: string): Picture {
  const word = (key: string): string => view.t(`workbench.survival.${key}`);
  const names = ["low", "middle", "high"] as const;
  const name = (at: number): string => (groups.length === names.length ? word(`groups.${names[at] ?? "high"}`) : view.locale.number(at + 1));
  return {
    title: word("title"),
    lead: word("lead"),
    name: "survival",
    body: survivalCurves({ series: groups.map(({ curve }, at) => ({ name: name(at), curve })), horizon, words: { along, up: word("up") }, write: percent(view), number: (value, decimals) => view.locale.number(value, decimals) }),
    table: {
      head: [word("group"), word("people"), word("said"), along, word("up")],
      rows: groups.flatMap(({ people, expected, curve }, at) => curve.map(({ time, value }) => [name(at), text(view, people, 0), view.locale.percent(expected, 1), text(view, time, 2), text(view, value)])),
    },
  };
}

/** A figure over time as one line. */
export function overTimePicture(view: View, points: readonly { time: number; value: number }[], along: string): Picture {
  const word = (key: string): string => view.t(`workbench.overTime.${key}`);
  const known = points.filter(({ value }) => Number.isFinite(value));
  const plane = new Plane(axisOver(known.map(({ time }) => time), along, (value, decimals) => view.locale.number(value, decimals)), axisOver([0.5, ...known.map(({ value }) => value)], word("up"), plain(view)), { height: 300 });
  return {
    title: word("title"),
    lead: word("lead"),
    name: "auroc-over-time",
    body: plane.picture([svg`<path class="line strong" d=${plane.line(known.map(({ time, value }): Pair => [time, value]))}></path>`, known.map(({ time, value }) => svg`<circle class="mark" cx=${plane.x(time)} cy=${plane.y(value)} r="4"></circle>`)]),
    table: { head: [along, word("up")], rows: points.map(({ time, value }) => [text(view, time, 2), text(view, value)]) },
  };
}

/** Numbers: what was said against what was true, a dot a person. */
export function scatterPicture(view: View, points: readonly Pair[], parts: readonly Pair[]): Picture {
  const word = (key: string): string => view.t(`workbench.scatter.${key}`);
  const number = (value: number, decimals: number): string => view.locale.number(value, decimals);
  const all = points.flat();
  const plane = new Plane(axisOver(all, word("along"), number), axisOver(all, word("up"), number));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return {
    title: word("title"),
    lead: word("lead"),
    name: "predicted-true",
    body: plane.picture([
      svg`<path class="chance" d=${plane.line([[low, low], [high, high]])}></path>`,
      points.map(([x, y]) => svg`<circle class="mark" fill-opacity="0.35" cx=${plane.x(x)} cy=${plane.y(y)} r="3"></circle>`),
      svg`<path class="line series series-2" d=${plane.line(parts)}></path>`,
    ]),
    table: { head: [word("along"), word("up")], rows: parts.map((pair) => pair.map((value) => text(view, value, 2))) },
  };
}
