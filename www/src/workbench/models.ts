/** The kinds of models, what each can predict, and which of its settings the page offers, within the engine's limits. */
import type { ModelSettings } from "./study";
import type { TaskKind } from "./table";

/** One setting: a number within limits, one of a list, or yes and no. */
export type Setting =
  | { name: string; is: "number"; usual: number; least: number; most: number; whole?: boolean }
  | { name: string; is: "choice"; usual: string; choices: readonly string[] }
  | { name: string; is: "flag"; usual: boolean };

export interface ModelKind {
  kind: string;
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
    tasks: ["binary"],
    readable: true,
    settings: [{ name: "penalty", is: "choice", usual: "l2", choices: ["none", "l2", "l1", "elasticNet"] }, number("c", 1, 1e-6, 1e6)],
  },
  { kind: "firth", tasks: ["binary"], readable: true, settings: [] },
  { kind: "leastSquares", tasks: ["continuous"], readable: true, settings: [number("alpha", 0, 0, 1e6)] },
  { kind: "elasticNet", tasks: ["continuous"], readable: true, settings: [whole("folds", 5, 2, 50), { name: "sparsest", is: "flag", usual: false }] },
  { kind: "cox", tasks: ["survival"], readable: true, settings: [number("penalty", 0, 0, 1e6), number("lasso", 0, 0, 1)] },
  { kind: "hazards", tasks: ["survival"], readable: true, settings: [whole("stretches", 10, 1, 200), number("penalty", 0, 0, 1e6)] },
  {
    kind: "additive",
    tasks: ["binary", "continuous"],
    readable: true,
    settings: [whole("pairs", 0, 0, 1000), whole("bags", 4, 1, 100), number("rate", 0.04, 0.001, 1)],
  },
  {
    kind: "boosting",
    tasks: ["binary", "continuous"],
    readable: false,
    settings: [whole("trees", 100, 1, 10_000), number("rate", 0.1, 0.001, 1), whole("depth", 6, 1, 64), whole("patience", 0, 0, 10_000)],
  },
  { kind: "forest", tasks: ["binary", "continuous"], readable: false, settings: [whole("trees", 300, 1, 10_000), whole("depth", 64, 1, 64), whole("minRows", 5, 1, 1e9)] },
  {
    kind: "net",
    tasks: ["binary", "continuous"],
    readable: false,
    settings: [{ name: "bend", is: "choice", usual: "relu", choices: ["relu", "tanh", "logistic"] }, whole("epochs", 100, 1, 100_000), number("penalty", 0.0001, 0, 1e6)],
  },
];

export const modelKind = (kind: string): ModelKind | undefined => modelKinds.find((one) => one.kind === kind);

/** Kinds for a task, simple ones first. */
export const kindsFor = (task: TaskKind): readonly ModelKind[] => modelKinds.filter(({ tasks }) => tasks.includes(task));

/** What is set and is not as usual. */
export function unusual(settings: ModelSettings): [string, string | number | boolean | readonly number[]][] {
  const known = modelKind(settings.kind)?.settings ?? [];
  return Object.entries(settings).filter(([name, value]) => name !== "kind" && known.find((one) => one.name === name)?.usual !== value);
}

/** Why a number cannot be taken; absent where it can. */
export function outside(setting: Setting, value: number): boolean {
  if (setting.is !== "number") return false;
  return !(value >= setting.least && value <= setting.most) || (setting.whole === true && !Number.isInteger(value));
}
