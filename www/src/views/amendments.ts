/** Changes to a record as the engine takes them; the one place that spells them. */
import type { Amendment, Preferences } from "../engine/api";

/** What a question may be answered with. */
export type Reply = boolean | number | string;

/** A new value of a concept, in the unit it was typed in; the replaced fact is kept aside. */
export function setValue(concept: string, value: number, unit: string, date?: string): Amendment {
  return { op: "set", concept, value, unit, ...(date === undefined || date === "" ? {} : { date }) };
}

/** A new word of a concept: `current`, `female`. */
export function setWord(concept: string, word: string): Amendment {
  return { op: "set", concept, word };
}

/** A fact that no score may use. */
export function setAside(fact: number): Amendment {
  return { op: "setAside", fact };
}

/** A fact that was set aside and is used after all. */
export function restore(fact: number): Amendment {
  return { op: "restore", fact };
}

/** An answer to a question of the rules or of an equation. */
export function answer(name: string, value: Reply): Amendment {
  return { op: "answer", name, value };
}

/** An old or doubtful value is still right. */
export function confirm(fact: number): Amendment {
  return { op: "confirm", fact };
}

/** Mends one fact, also one that was set aside. */
export function editFact(fact: number, value: number, unit: string, date?: string): Amendment {
  return { op: "edit", fact, value, unit, ...(date === undefined || date === "" ? {} : { date }) };
}

/** An action the person does not want, with the reason; it stands among the record's answers. */
export function decline(action: string, reason: string): Amendment {
  return { op: "decline", action, reason };
}

/** Takes a refusal back. */
export function accept(action: string): Amendment {
  return { op: "accept", action };
}

/** What the person wishes of the plan, in place of what was said before; an empty object takes it back. */
export function prefer(preferences: Preferences): Amendment {
  return { op: "prefer", preferences };
}
