/** Medicines that a record says were stopped: on paper beside those taken now, and on the card that would start one again. */
import type { Card, Patient } from "../engine/api";
import type { Locale } from "../locale";

export interface Stopped {
  name: string;
  date: string | undefined;
  concepts: readonly string[];
}

/** Cards that are about a group of medicines begin with these words. */
const about: Record<string, string> = { statin: "med_statin", antihypertensive: "med_bp" };

/** What was stopped and is not taken now by another entry. */
export function stoppedMedicines(record: Patient | undefined): Stopped[] {
  const entries = record?.medications?.entries ?? [];
  return entries
    .filter((one) => one.status === "past")
    .map((one) => ({ name: one.text || one.name || one.codes?.[0]?.display || "", date: one.end ?? one.start, concepts: one.concepts ?? [] }))
    .filter(({ name }) => name !== "" && !entries.some((other) => other.status === "current" && other.text === name));
}

/** The stopped medicines that `card` speaks of. */
export function stoppedFor(record: Patient | undefined, card: Pick<Card, "action">): Stopped[] {
  return stoppedMedicines(record).filter(({ concepts }) => concepts.some((concept) => card.action.startsWith(about[concept] ?? "\0")));
}

/** Its name, and since when: `atorvastatin 20 MG Oral Tablet (30 Jun 2024)`. */
export function stoppedText(locale: Locale, { name, date }: Stopped): string {
  const day = locale.date(date);
  return day === "" ? name : `${name}${locale.aside(day)}`;
}
