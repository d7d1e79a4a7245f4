/** The parts of the plan in reading order. */
import type { Card } from "../engine/api";

/** Cards with the others that may take their place: those stand under the first of them that is shown. */
export function withAlternatives(cards: readonly Card[]): { card: Card; others: Card[] }[] {
  const shown = new Set(cards.map((card) => card.action));
  const under = (card: Card): boolean => card.alternativeTo !== undefined && card.alternativeTo !== card.action && shown.has(card.alternativeTo);
  return cards.filter((card) => !under(card)).map((card) => ({ card, others: cards.filter((one) => one !== card && under(one) && one.alternativeTo === card.action) }));
}

/** Steps with their numbers: the same on every view and sheet. A step that may take another's place has none of its own. */
export function numbered(steps: readonly Card[]): { card: Card; others: Card[]; number: number }[] {
  return withAlternatives(steps).map((one, at) => ({ ...one, number: at + 1 }));
}

/** What there is to do: what comes first, warnings, and steps; other ways to the same step are not counted. */
export function planCount({ urgent, warnings, steps }: ReturnType<typeof planParts>): number {
  return urgent.length + warnings.length + withAlternatives(steps).length;
}

/** The first `n` steps for a sheet; someone who smokes finds stopping among them, whatever its place. */
export function forSheet(steps: readonly Card[], n: number): { card: Card; number: number }[] {
  const all = numbered(steps);
  const first = all.slice(0, n);
  const stopping = all.find(({ card }) => card.category === "smoking");
  if (stopping === undefined || first.includes(stopping)) return first;
  return [...first.slice(0, n - 1), stopping];
}

/** Cards as the page groups them; rows that nobody checked are hidden unless a clinician asks, warnings never. */
export function planParts(cards: readonly Card[], unchecked: boolean): { urgent: Card[]; warnings: Card[]; steps: Card[]; needs: Card[]; hidden: number } {
  const parts = { urgent: [] as Card[], warnings: [] as Card[], steps: [] as Card[], needs: [] as Card[], hidden: 0 };
  for (const card of cards) {
    const warning = card.status === "avoid";
    if (card.verification === "U" && !warning && !card.urgent && !unchecked) parts.hidden += 1;
    else if (card.urgent) parts.urgent.push(card);
    else if (warning) parts.warnings.push(card);
    else if (card.status === "needs_data") parts.needs.push(card);
    else parts.steps.push(card);
  }
  return parts;
}
