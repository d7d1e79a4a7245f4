/** Which scores the form lists while it is filled in. */
import type { Assessed, Score } from "../engine/api";

/** One score for each question and outcome: the headline first, a computed one before one that waits. */
export function oneEach(assessed: Assessed): Score[] {
  const rank = (score: Score): number =>
    score.id === assessed.headline?.score ? -1 : ["computed", "needsInput", "notApplicable"].indexOf(score.assessment.answer);
  const best = new Map<string, Score>();
  for (const score of assessed.scores) {
    const key = score.question === "cardiovascular" ? `${score.question} ${score.outcome} ${score.horizonYears ?? ""}` : `${score.question} ${score.outcome}`;
    const now = best.get(key);
    if (now === undefined || rank(score) < rank(now)) best.set(key, score);
  }
  return [...best.values()].sort((a, b) => rank(a) - rank(b)).slice(0, 10);
}
