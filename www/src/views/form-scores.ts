/** Which scores the form lists while it is filled in. */
import { ofHundred } from "../charts/icon-array";
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

/** A computed answer in a few signs, as the overview says it: `7 of 100`, `88 mL/min/1.73 m²`. */
export function scoreText(locale: Locale, units: Units, { assessment, unit, outcome }: Pick<Score, "assessment" | "unit" | "outcome">): string {
  if (assessment.answer !== "computed") return "";
  const { value } = assessment;
  if (unit === "probability") {
    const n = ofHundred(value);
    return n === undefined ? locale.t("people.fewer") : locale.t("people.of", { n });
  }
  return units.answer(outcome, value, unit).both;
}
