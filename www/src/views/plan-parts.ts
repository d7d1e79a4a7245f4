/** The parts of the plan in reading order. */
import type { Card } from "../engine/api";

/** Cards with the others that may take their place: those stand under the first of them that is shown. */
export function withAlternatives(cards: readonly Card[]): { card: Card; others: Card[] }[] {
  const shown = new Set(cards.map((card) => card.action));
  const under = (card: Card): boolean => card.alternativeTo !== undefined && card.alternativeTo !== card.action && shown.has(card.alternativeTo);
  return cards.filter((card) => !under(card)).map((card) => ({ card, others: cards.filter((one) => one !== card && under(one) && one.alternativeTo === card.action) }));
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
