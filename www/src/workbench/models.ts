/** The kinds of models, what each can predict, and which of its settings the page offers, within the engine's limits. */
import type { Better, ModelSettings, Protocol, SearchAsked, SearchSettings, Values, Way } from "./study";
import type { TaskKind } from "./table";

/** One setting: a number within limits, several of them, one of a list, or yes and no; `where` says of which others it hangs. */
export type Setting = { name: string; where?: (model: ModelSettings) => boolean } & (
  | { is: "number"; usual: number; least: number; most: number; whole?: boolean }
  | { is: "list"; usual: readonly number[]; least: number; most: number; longest: number; whole?: boolean }
  | { is: "choice"; usual: string; choices: readonly string[] }
  | { is: "flag"; usual: boolean }
);

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
const seed = whole("seed", 1, 0, 4_294_967_295);
const hold = (name: string, usual: number, least: number): Setting => ({ ...number(name, usual, least, 0.5), where: ({ kind, patience }) => (patience ?? (kind === "net" ? 10 : 0)) !== 0 });

/** Simple ones first: they are the yardstick for the others. */
export const modelKinds: readonly ModelKind[] = [
  {
    kind: "logistic",
    vary: { c: { low: 0.001, high: 100, log: true } },
    tasks: ["binary"],
    readable: true,
    settings: [{ name: "penalty", is: "choice", usual: "l2", choices: ["none", "l2", "l1", "elasticNet"] }, number("c", 1, 1e-6, 1e6), { ...number("l1Ratio", 0.5, 0, 1), where: ({ penalty }) => penalty === "elasticNet" }],
  },
  { kind: "firth", vary: {}, tasks: ["binary"], readable: true, settings: [{ name: "intervals", is: "choice", usual: "profile", choices: ["profile", "wald"] }] },
  { kind: "leastSquares", vary: { alpha: { low: 0.001, high: 1000, log: true } }, tasks: ["continuous"], readable: true, settings: [number("alpha", 0, 0, 1e6)] },
  { kind: "elasticNet", vary: {}, tasks: ["continuous"], readable: true, settings: [{ name: "l1Ratio", is: "list", usual: [1], least: 0.01, most: 1, longest: 10 }, whole("folds", 5, 2, 50), { name: "sparsest", is: "flag", usual: false }] },
  { kind: "cox", vary: { penalty: { low: 0.0001, high: 1, log: true }, lasso: [0, 0.5, 1] }, tasks: ["survival"], readable: true, settings: [number("penalty", 0, 0, 1e6), number("lasso", 0, 0, 1)] },
  { kind: "hazards", vary: { penalty: { low: 0.00001, high: 0.1, log: true } }, tasks: ["survival"], readable: true, settings: [whole("stretches", 10, 1, 200), number("penalty", 0, 0, 1e6)] },
  {
    kind: "additive",
    vary: { rate: { low: 0.01, high: 0.1, log: true }, pairs: [0, 5, 10] },
    tasks: ["binary", "continuous"],
    readable: true,
    settings: [whole("pairs", 0, 0, 1000), whole("bags", 4, 1, 100), number("rate", 0.04, 0.001, 1), whole("minRows", 20, 1, 1e9), whole("bins", 255, 2, 255), seed],
  },
  {
    kind: "boosting",
    vary: { trees: { low: 50, high: 400, log: true, whole: true }, rate: { low: 0.02, high: 0.3, log: true }, depth: [2, 3, 4, 6] },
    tasks: ["binary", "continuous"],
    readable: false,
    settings: [whole("trees", 100, 1, 10_000), number("rate", 0.1, 0.001, 1), whole("depth", 6, 1, 64), whole("leaves", 64, 2, 65_536), whole("minRows", 20, 1, 1e9), number("l2", 1, 0, 1e6), number("rows", 1, 0.01, 1), number("columns", 1, 0.01, 1), whole("patience", 0, 0, 10_000), hold("hold", 0.1, 0.01), seed],
  },
  { kind: "forest", vary: { minRows: { low: 1, high: 50, log: true, whole: true } }, tasks: ["binary", "continuous"], readable: false, settings: [whole("trees", 300, 1, 10_000), whole("depth", 64, 1, 64), whole("minRows", 5, 1, 1e9), whole("tries", 0, 0, 1e6), seed] },
  {
    kind: "net",
    vary: { penalty: { low: 0.00001, high: 0.1, log: true }, rate: { low: 0.0003, high: 0.01, log: true } },
    tasks: ["binary", "continuous"],
    readable: false,
    settings: [
      { name: "layers", is: "list", usual: [64, 32], least: 1, most: 1024, longest: 8, whole: true },
      { name: "bend", is: "choice", usual: "relu", choices: ["relu", "tanh", "logistic"] },
      number("rate", 0.001, 1e-8, 10),
      whole("epochs", 100, 1, 10_000),
      whole("batch", 256, 1, 65_536),
      number("penalty", 0.0001, 0, 1000),
      number("dropout", 0, 0, 0.9),
      whole("patience", 10, 0, 10_000),
      hold("held", 0.1, 0.01),
      { name: "balance", is: "flag", usual: false },
      seed,
    ],
  },
];

export const modelKind = (kind: string): ModelKind | undefined => modelKinds.find((one) => one.kind === kind);

/** Kinds for a task, simple ones first. */
export const kindsFor = (task: TaskKind): readonly ModelKind[] => modelKinds.filter(({ tasks }) => tasks.includes(task));

/** Settings drawn by a random search and by halving, and the inner folds that choose, where nobody says otherwise. */
export const DRAWS = { random: 30, halving: 60 } as const;
export const INNER = 5;
/** What decides where nobody says: fitting shares, since the best ranking by a hair may be far off in its shares. */
export const decidesOf = (task: TaskKind): Better => (task === "binary" ? "loss" : "discrimination");

/** The search of a kind, or of all kinds for a task; absent where there is nothing to try. The inner folds are never those that judge. */
export function searchOf(model: ModelSettings, { by, draws, decides, folds = INNER, kinds = false }: SearchAsked, task: TaskKind): SearchSettings | undefined {
  const spaces = (kinds ? kindsFor(task) : kindsFor(task).filter(({ kind }) => kind === model.kind)).map(({ kind, vary }) => {
    // What somebody set of the kind chosen stays, but for what is tried.
    const set = kind === model.kind ? Object.entries(model).filter(([name]) => !(name in vary)) : [];
    return { model: { ...Object.fromEntries(set), kind }, vary };
  });
  if (spaces.every(({ vary }) => Object.keys(vary).length === 0)) return undefined;
  return {
    how: by === "grid" ? { by } : { by, draws: draws ?? DRAWS[by] },
    spaces,
    by: task === "survival" ? "discrimination" : (decides ?? decidesOf(task)),
    inner: { by: "stratified", folds, repeats: 1, share: 0.25, seed: 2 },
  };
}

/** Whether a model, and all that a search tries beside it, holds columns to one way. */
export const holds = (model: ModelSettings, search?: SearchSettings): boolean => [model, ...(search?.spaces ?? []).map((space) => space.model)].every(({ kind }) => kind === "boosting");

/**
 * Ways to mend what a kind of outcome is answered by: shares up to a time on their own scale, numbers not at all. A forest
 * adds up shares, which no shift of log odds fits (`study.recalibrateForest`).
 */
export function waysOf(task: TaskKind, model: ModelSettings, asked?: SearchAsked): readonly Way[] {
  if (task !== "binary") return task === "survival" ? ["intercept", "slope"] : [];
  return model.kind === "forest" || asked?.kinds === true ? ["slope", "platt", "isotonic"] : ["intercept", "slope", "platt", "isotonic"];
}

/** Whether its flattery can be worked out: of weighted sums with settings as given (`study.flattery`). */
export const flatters = ({ model, search }: Protocol): boolean => search === undefined && ["logistic", "firth", "leastSquares", "elasticNet", "cox", "hazards"].includes(model.kind);

/** What is set and is not as usual. */
export function unusual(settings: ModelSettings): [string, string | number | boolean | readonly number[]][] {
  const known = modelKind(settings.kind)?.settings ?? [];
  // The engine writes out every setting; those that the page does not offer stand as usual.
  return Object.entries(settings).filter(([name, value]) => known.some((one) => one.name === name && JSON.stringify(one.usual) !== JSON.stringify(value)));
}

/** Whether a number cannot be taken. */
export function outside(setting: Setting, value: number): boolean {
  if (setting.is !== "number" && setting.is !== "list") return false;
  return !(value >= setting.least && value <= setting.most) || (setting.whole === true && !Number.isInteger(value));
}
