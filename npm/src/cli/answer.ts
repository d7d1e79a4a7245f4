/** Three answers in one line each. */
import type { Assessment, EngineError, Score } from "../../../www/src/engine/api";
import { errorText, factName, reasonText } from "../../../www/src/words";
import type { Locale } from "../../../www/src/locale";
import type { Fault } from "../node";
import type { Speech } from "./speech";

/** A number with its unit: probabilities as percent with one decimal, the rest as the page writes them. */
export function numberText({ locale, units }: Speech, value: number, unit: string, outcome = ""): string {
  if (unit === "probability") return `${locale.number(value * 100, 1, true)}%`;
  return units.answer(outcome, value, unit).both;
}

/** What an equation answered, for people; `outcome` decides how exact a number is written. */
export function answerText(speech: Speech, assessment: Assessment, unit: string, outcome = ""): string {
  const { locale, units } = speech;
  switch (assessment.answer) {
    case "computed":
      return numberText(speech, assessment.value, unit, outcome);
    case "notApplicable":
      return locale.t("cli.notApplicable", { reasons: assessment.reasons.map((reason) => reasonText(locale, units, reason)).join(" ") });
    case "needsInput":
      return locale.t("cli.needs", { names: locale.list(assessment.missing.map((one) => factName(locale, one.input))) });
  }
}

/** One clear line for an error: where, what, what next. */
export function errorLine(locale: Locale, error: EngineError | Fault): string {
  // One line, and nothing in it that commands the terminal.
  const line = errorText(locale, error).replace(/[\s\p{Cc}]+/gu, " ").trim();
  return error.place && !line.includes(error.place) ? `${error.place}${locale.colon}${line}` : line;
}

/** `evaluate` answers with the bare assessment or with the whole score. */
export function assessmentOf(answer: Assessment | Score): Assessment {
  return "assessment" in answer ? answer.assessment : answer;
}
