/** What the overview shows, worked out once from the engine's reply; no words and no marks here. */
import type { Assessed, InputUsed, Part, Score } from "../engine/api";

/** A missing, presumed, old or bounded input and how far it could move the answer. */
export interface Unknown {
  input: string;
  /** `missing` must be known first; else `absent`, `presumed`, `old`, `bounded`. */
  why: string;
  low?: number;
  high?: number;
}

export type HeadlineState =
  | { kind: "computed"; score: Score; value: number }
  | { kind: "needs"; score: Score; unknowns: Unknown[] }
  | { kind: "notApplicable"; score: Score }
  | { kind: "deceased" }
  | { kind: "child"; score: Score | undefined }
  | { kind: "none" };

/** The headline score, if the engine named one. */
export function headlineScore(assessed: Assessed): Score | undefined {
  return assessed.scores.find((score) => score.id === assessed.headline?.score);
}

export function headlineState(assessed: Assessed): HeadlineState {
  const score = headlineScore(assessed);
  if (assessed.person.deceased) return { kind: "deceased" };
  if (assessed.person.child) return { kind: "child", score };
  if (score === undefined) return { kind: "none" };
  const { assessment } = score;
  if (assessment.answer === "computed") return { kind: "computed", score, value: assessment.value };
  if (assessment.answer === "needsInput") return { kind: "needs", score, unknowns: unknowns(score) };
  return { kind: "notApplicable", score };
}

/** What we do not know, most telling first; what must be known comes before what could only move it. */
export function unknowns(score: Score): Unknown[] {
  const missing: Unknown[] =
    score.assessment.answer !== "needsInput"
      ? []
      : score.assessment.missing.map(({ input, range }) => ({ input, why: "missing", ...(range === undefined ? {} : { low: range[0], high: range[1] }) }));
  const seen = new Set(missing.map((one) => one.input));
  const moving: Unknown[] = (score.sensitivity ?? []).filter((one) => !seen.has(one.input)).sort((a, b) => spread(b) - spread(a));
  return [...missing.sort((a, b) => spread(b) - spread(a)), ...moving];
}

const spread = (one: { low?: number; high?: number }): number => Math.abs((one.high ?? 0) - (one.low ?? 0));

/** How far all that is not known could move the answer, each input taken alone. */
export function inputInterval(score: Score, value: number): { low: number; high: number } | undefined {
  if (score.assessment.answer === "computed" && score.assessment.interval?.kind === "inputs") return score.assessment.interval;
  const moving = score.sensitivity ?? [];
  if (moving.length === 0) return undefined;
  const ends = moving.flatMap((one) => [one.low, one.high]);
  return { low: Math.min(value, ...ends), high: Math.max(value, ...ends) };
}

/** Parts that say something: those that move the answer by a visible amount, the rest joined. */
export function visibleParts(parts: readonly Part[], smallest: number): { shown: Part[]; rest: number; restCount: number } {
  const shown = parts.filter((part) => Math.abs(part.amount) >= smallest);
  const hidden = parts.filter((part) => Math.abs(part.amount) < smallest);
  return { shown, rest: hidden.reduce((sum, part) => sum + part.amount, 0), restCount: hidden.filter((part) => part.amount !== 0).length };
}

export function inputOf(score: Score, id: string): InputUsed | undefined {
  return score.inputs.find((input) => input.id === id);
}

/** Facts that a person should confirm: old ones, and those whose notes say so. */
export function toConfirm(assessed: Assessed): number {
  const asking = new Set(["old", "softRange", "unverifiedCode", "contradicts", "bounded"]);
  return assessed.findings.filter((finding) => finding.input.status === "old" || finding.notes.some((note) => asking.has(note))).length;
}

/** Scores other than the headline, by question, in the order the engine gave. */
export function otherScores(assessed: Assessed): { question: string; scores: Score[] }[] {
  const groups = new Map<string, Score[]>();
  for (const score of assessed.scores) {
    if (score.id === assessed.headline?.score) continue;
    const group = groups.get(score.question);
    if (group === undefined) groups.set(score.question, [score]);
    else group.push(score);
  }
  return [...groups].map(([question, scores]) => ({ question, scores }));
}

/** Parts that a reader would take for causes: a treatment that stands for what it treats, a wide waist that seems to protect. */
export function drivesNotes(score: Pick<Score, "inputs">, parts: readonly Part[]): string[] {
  const of = (names: readonly string[]): Part | undefined => parts.find((part) => names.includes(part.input));
  const value = (id: string): number => score.inputs.find((one) => one.id === id)?.value ?? 0;
  const keys: string[] = [];
  const treated = of(["antihypertensive", "bp_treated", "bp_medicine"]);
  if (treated !== undefined && treated.amount > 0 && value(treated.input) === 1) keys.push("drives.treated");
  const waist = of(["waist"]);
  if (waist !== undefined && waist.amount < 0) keys.push("drives.waist");
  return keys;
}

/** Of several answers to the same the first that could be worked out, else the first. */
export function oneOfEach(scores: readonly Score[]): Score[] {
  const same = (a: Score, b: Score): boolean => a.outcome === b.outcome && a.horizonYears === b.horizonYears;
  const best = (score: Score): Score => scores.find((one) => same(one, score) && one.assessment.answer === "computed") ?? scores.find((one) => same(one, score)) ?? score;
  return scores.filter((score) => best(score) === score);
}
