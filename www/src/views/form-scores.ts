/** Which scores the form lists while it is filled in. */
import type { Preview, Score } from "../engine/api";
import type { Locale } from "../locale";
import type { Units } from "../units";

/** One score for each question and outcome: the headline first, a computed one before one that waits. */
export function oneEach(assessed: Preview): Score[] {
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

/** A computed answer in a few signs: `7.3%`, `88 mL/min/1.73 m²`. */
export function scoreText(locale: Locale, units: Units, { assessment, unit }: Pick<Score, "assessment" | "unit">): string {
  if (assessment.answer !== "computed") return "";
  const { value } = assessment;
  if (unit === "probability") return `${locale.number(value * 100, 1)}%`;
  return `${locale.number(value, value < 10 ? 2 : value < 100 ? 1 : 0)} ${units.label(unit)}`.trim();
}
