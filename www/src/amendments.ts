/** Changes to a record as the form and the review sheet make them; the engine applies them. */
import type { Amendment, InputUsed } from "./engine/api";

/** A typed value, with the unit it was typed in. */
export const setNumber = (concept: string, value: number, unit: string, date?: string): Amendment => ({
  op: "set", concept, value, unit, ...(date === undefined ? {} : { date }),
});

/** A chosen word: `current`, `female`. */
export const setWord = (concept: string, word: string): Amendment => ({ op: "set", concept, word });

/** A yes or no to a question of an equation or of the rules. */
export const answer = (name: string, value: boolean | number | string): Amendment => ({ op: "answer", name, value });

/** What `evaluate` takes for an input as it was used. */
export function inputValue(input: InputUsed): number | string | undefined {
  return input.word ?? input.value;
}

/** "Still right": an old or presumed value is confirmed as it stands. */
export const confirm = (concept: string): Amendment => ({ op: "confirm", concept });
