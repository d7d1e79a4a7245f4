/** What the form asks, in which groups, and the document that it sends to the engine. */
import type { Units } from "../units";
import type { Limits, UnitChoice } from "./form-number";

/** Units and limits of one number. */
export interface NumberSpec {
  units: readonly UnitChoice[];
  limits: Limits;
}

/** Units and limits of `concept` from the catalogue; undefined when it is no number. */
export function fieldOf(units: Units, concept: string): NumberSpec | undefined {
  const known = units.concept(concept);
  if (known?.unit === undefined) return undefined;
  const choices = units.choices(concept).map(({ unit, factor, offset }) => ({ unit, factor, offset: offset ?? 0 }));
  const limits: Limits = {};
  if (known.hard !== undefined) [limits.hardMin, limits.hardMax] = known.hard;
  if (known.soft !== undefined) [limits.softMin, limits.softMax] = known.soft;
  return { units: choices, limits };
}
