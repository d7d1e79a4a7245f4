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

/** Entries that match `text`: whole names first, then beginnings, then word beginnings, then anywhere. */
export function search(entries: readonly PickerEntry[], text: string): PickerEntry[] {
  const wanted = fold(text);
  if (wanted === "") return [];
  const ranked = entries.flatMap((entry): [number, PickerEntry][] => {
    const rank = Math.min(...entry.spellings.map((spelling) => rankOf(spelling, wanted)));
    return rank < 4 ? [[rank, entry]] : [];
  });
  return ranked.sort((a, b) => a[0] - b[0]).map(([, entry]) => entry);
}

function rankOf(spelling: string, wanted: string): number {
  if (spelling === wanted) return 0;
  if (spelling.startsWith(wanted)) return 1;
  if (spelling.includes(` ${wanted}`)) return 2;
  return spelling.includes(wanted) ? 3 : 4;
}
