/** The kinds of models, what each can predict, and which of its settings the page offers, within the engine's limits. */
import type { ModelSettings, SearchAsked, SearchSettings, Values } from "./study";
import type { TaskKind } from "./table";

/** One setting: a number within limits, one of a list, or yes and no. */
export type Setting =
  | { name: string; is: "number"; usual: number; least: number; most: number; whole?: boolean }
  | { name: string; is: "choice"; usual: string; choices: readonly string[] }
  | { name: string; is: "flag"; usual: boolean };

export interface ModelKind {
  kind: string;
  /** Values that a search tries; the ranges are our own. */
  vary: Readonly<Record<string, Values>>;
  tasks: readonly TaskKind[];
  settings: readonly Setting[];
  /** Every part of an answer can be read. */
  readable: boolean;
}

const number = (name: string, usual: number, least: number, most: number): Setting => ({ name, is: "number", usual, least, most });
const whole = (name: string, usual: number, least: number, most: number): Setting => ({ name, is: "number", usual, least, most, whole: true });

/** Simple ones first: they are the yardstick for the others. */
export const modelKinds: readonly ModelKind[] = [
  {
    kind: "logistic",
    vary: { c: { low: 0.001, high: 100, log: true } },
    tasks: ["binary"],
    readable: true,
    settings: [{ name: "penalty", is: "choice", usual: "l2", choices: ["none", "l2", "l1", "elasticNet"] }, number("c", 1, 1e-6, 1e6)],
  },
  { kind: "firth", vary: {}, tasks: ["binary"], readable: true, settings: [] },
  { kind: "leastSquares", vary: { alpha: { low: 0.001, high: 1000, log: true } }, tasks: ["continuous"], readable: true, settings: [number("alpha", 0, 0, 1e6)] },
  { kind: "elasticNet", vary: {}, tasks: ["continuous"], readable: true, settings: [whole("folds", 5, 2, 50), { name: "sparsest", is: "flag", usual: false }] },
  { kind: "cox", vary: { penalty: { low: 0.0001, high: 1, log: true }, lasso: [0, 0.5, 1] }, tasks: ["survival"], readable: true, settings: [number("penalty", 0, 0, 1e6), number("lasso", 0, 0, 1)] },
  { kind: "hazards", vary: { penalty: { low: 0.00001, high: 0.1, log: true } }, tasks: ["survival"], readable: true, settings: [whole("stretches", 10, 1, 200), number("penalty", 0, 0, 1e6)] },
  {
    kind: "additive",
    vary: { rate: { low: 0.01, high: 0.1, log: true }, pairs: [0, 5, 10] },
    tasks: ["binary", "continuous"],
    readable: true,
    settings: [whole("pairs", 0, 0, 1000), whole("bags", 4, 1, 100), number("rate", 0.04, 0.001, 1)],
  },
  {
    kind: "boosting",
    vary: { trees: { low: 50, high: 400, log: true, whole: true }, rate: { low: 0.02, high: 0.3, log: true }, depth: [2, 3, 4, 6] },
    tasks: ["binary", "continuous"],
    readable: false,
    settings: [whole("trees", 100, 1, 10_000), number("rate", 0.1, 0.001, 1), whole("depth", 6, 1, 64), whole("patience", 0, 0, 10_000)],
  },
  { kind: "forest", vary: { minRows: { low: 1, high: 50, log: true, whole: true } }, tasks: ["binary", "continuous"], readable: false, settings: [whole("trees", 300, 1, 10_000), whole("depth", 64, 1, 64), whole("minRows", 5, 1, 1e9)] },
  {
    kind: "net",
    vary: { penalty: { low: 0.00001, high: 0.1, log: true }, rate: { low: 0.0003, high: 0.01, log: true } },
    tasks: ["binary", "continuous"],
    readable: false,
    settings: [{ name: "bend", is: "choice", usual: "relu", choices: ["relu", "tanh", "logistic"] }, whole("epochs", 100, 1, 100_000), number("penalty", 0.0001, 0, 1e6)],
  },
];

export const modelKind = (kind: string): ModelKind | undefined => modelKinds.find((one) => one.kind === kind);

/** Kinds for a task, simple ones first. */
export const kindsFor = (task: TaskKind): readonly ModelKind[] => modelKinds.filter(({ tasks }) => tasks.includes(task));

/** Settings drawn by a random search and by halving. */
const DRAWS = { random: 30, halving: 60 } as const;

/** The search of a kind; absent where it has nothing to try. The inner folds are never those that judge. */
export function searchOf(model: ModelSettings, { by }: SearchAsked): SearchSettings | undefined {
  const vary = modelKind(model.kind)?.vary ?? {};
  if (Object.keys(vary).length === 0) return undefined;
  const base: ModelSettings = { kind: model.kind, ...Object.fromEntries(Object.entries(model).filter(([name]) => !(name in vary))) };
  return {
    how: by === "grid" ? { by } : { by, draws: DRAWS[by] },
    spaces: [{ model: base, vary }],
    inner: { by: "stratified", folds: 5, repeats: 1, share: 0.25, seed: 2 },
  };
}

/** What is set and is not as usual. */
export function unusual(settings: ModelSettings): [string, string | number | boolean | readonly number[]][] {
  const known = modelKind(settings.kind)?.settings ?? [];
  // The engine writes out every setting; those that the page does not offer stand as usual.
  return Object.entries(settings).filter(([name, value]) => known.some((one) => one.name === name && one.usual !== value));
}

/** Why a number cannot be taken; absent where it can. */
export function outside(setting: Setting, value: number): boolean {
  if (setting.is !== "number") return false;
  return !(value >= setting.least && value <= setting.most) || (setting.whole === true && !Number.isInteger(value));
}
