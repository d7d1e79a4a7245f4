/** What a model promises beside its answers: an interval, or the answers that cannot be ruled out, that hold the truth so often. */
import { promised } from "./page/score.js";

/** As a model's file has it. */
export type Conformal = wasm_bindgen.Conformal;

/** What a model promises, and what came of it for those who were held back. */
export interface Promised {
  /** How often the truth is to be held, 0 to 1. */
  share: number;
  /** Numbers: half the width of the interval; infinite where too few people were there to set it. */
  reach?: number;
  /** Yes or no: ends of the stretch in between. */
  sets?: { low: number; high: number; between: "both" | "none" };
  /** How many of those held back have which set. */
  counts?: Record<Holds, number>;
}

/** Which answers a set holds. */
export type Holds = "no" | "yes" | "both" | "none";

/** What a model's file promises; absent where it promises nothing. */
export function conformalOf(text: string): Conformal | undefined {
  return (JSON.parse(text) as { conformal?: Conformal | null }).conformal ?? undefined;
}

/** Which answers stay at a share. */
export function setAt(conformal: Conformal, share: number): Holds {
  const { no, yes } = promised(conformal, share);
  return no === yes ? (yes === true ? "both" : "none") : yes === true ? "yes" : "no";
}

export function promisedBy(conformal: Conformal, answers?: ArrayLike<number>): Promised {
  const share = 1 - conformal.misses;
  if (conformal.kind === "band") return { share, reach: conformal.reach ?? Infinity };
  const [no, yes] = conformal.limits;
  // “No” stays up to one share, “yes” from another on.
  const [upTo, from] = [no ?? 1, 1 - (yes ?? 1)];
  const counts: Record<Holds, number> = { no: 0, yes: 0, both: 0, none: 0 };
  for (const answer of Array.from(answers ?? [])) counts[setAt(conformal, answer)] += 1;
  return { share, sets: { low: Math.min(upTo, from), high: Math.max(upTo, from), between: from <= upTo ? "both" : "none" }, ...(answers === undefined ? {} : { counts }) };
}

/**
 * Of `of` people held back, for how many it held at least: the limits are set by their own answers, at this place of them
 * (`src/learn/conformal/mod.rs`); people who are tied may be more.
 */
export function keptOf(of: number, share: number): number {
  return Math.min(of, Math.ceil((of + 1) * share - 1e-9));
}
