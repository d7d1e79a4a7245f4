/** Three answers in one line each. */
import type { Assessment, Reason, Score } from "../node";
import { factName, words } from "./words";

/** A number with its unit: probabilities as percent, the rest to four figures. */
export function numberText(value: number, unit: string): string {
  if (unit === "probability") return `${(value * 100).toFixed(1)} %`;
  const shown = Number(value.toPrecision(4)).toString();
  return unit === "" || unit === "1" ? shown : `${shown} ${unit}`;
}

function reasonText(reason: Reason): string {
  const input = reason.input ? factName(reason.input) : "";
  const sentence = words([`reasons.${reason.key}`, `errors.reasons.${reason.key}`], { input, name: input, ...reason.args });
  return sentence ?? [input, reason.key, ...Object.entries(reason.args ?? {}).map(([name, value]) => `${name} ${value}`)].filter(Boolean).join(" ");
}

/** What an equation answered, for people. */
export function answerText(assessment: Assessment, unit: string): string {
  switch (assessment.answer) {
    case "computed":
      return numberText(assessment.value, unit);
    case "notApplicable":
      return `does not apply: ${assessment.reasons.map(reasonText).join("; ")}`;
    case "needsInput":
      return `needs ${assessment.missing.map((one) => factName(one.input)).join(", ")}`;
  }
}

/** `evaluate` answers with the bare assessment or with the whole score. */
export function assessmentOf(answer: Assessment | Score): Assessment {
  return "assessment" in answer ? answer.assessment : answer;
}
