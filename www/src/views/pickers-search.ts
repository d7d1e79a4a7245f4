/** Search over the names of conditions, medicines and allergies, in both languages at once. */
import type { Locale } from "../locale";
import type { ListName } from "./form-model";

/** One name of the rules with all its spellings. */
export interface PickerEntry {
  name: string;
  /** As shown in the language at hand. */
  label: string;
  /** Everything it may be searched by, folded. */
  spellings: readonly string[];
}

/** Folds case, width, accents and punctuation, so that "Ménière’s" is found by "meniere". */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return isObject(value) ? Object.values(value).flatMap(texts) : [];
}

/** Entries of one list from the catalogue's pickers, named in the language at hand. */
export function pickerEntries(pickers: unknown, list: ListName, locale: Locale): PickerEntry[] {
  const rows = isObject(pickers) && Array.isArray(pickers[list]) ? (pickers[list] as unknown[]) : [];
  const seen = new Set<string>();
  const entries = rows.flatMap((row): PickerEntry[] => {
    const name = isObject(row) ? row["name"] : row;
    if (typeof name !== "string" || seen.has(name)) return [];
    seen.add(name);
    const given = isObject(row) ? row[locale.language] : undefined;
    const plain = typeof given === "string" && given !== "" ? given : name.replaceAll("_", " ");
    const label = locale.first([`${list}.${name}`, ...(list === "allergies" ? [`conditions.${name}`] : []), plain]);
    const spellings = [...new Set([label, name.replaceAll("_", " "), ...texts(row)].map(fold))].filter((text) => text !== "");
    return [{ name, label, spellings }];
  });
  return entries.sort((a, b) => locale.compare(a.label, b.label));
}

/**
 * Entries that match `text`: whole names first, then beginnings, then word beginnings, then anywhere. A match in the name
 * that is shown comes before one in another spelling: who types "diabetes" sees names with that word first. A shorter
 * name comes before a longer one, since it says less besides.
 */
export function search(entries: readonly PickerEntry[], text: string): PickerEntry[] {
  const wanted = fold(text);
  if (wanted === "") return [];
  const ranked = entries.flatMap((entry): [number, number, PickerEntry][] => {
    const label = fold(entry.label);
    const shown = rankOf(label, wanted);
    const other = Math.min(...entry.spellings.map((spelling) => rankOf(spelling, wanted)));
    // A whole name in any spelling is what was meant ("T2DM"); else a beginning in what is shown, then one elsewhere.
    const rank = other === 0 ? 0 : shown < 3 ? shown : other < 4 ? 2 + other : 6;
    return rank < 6 ? [[rank, label.length, entry]] : [];
  });
  return ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , entry]) => entry);
}

function rankOf(spelling: string, wanted: string): number {
  if (spelling === wanted) return 0;
  if (spelling.startsWith(wanted)) return 1;
  if (spelling.includes(` ${wanted}`)) return 2;
  return spelling.includes(wanted) ? 3 : 4;
}
