/** Columns of a file that no name matched. */
import type { FileReport } from "../engine/api";

/** A column that a person must name; `concept` is set where only its unit is missing. */
export interface Column {
  file: string;
  heading: string;
  examples: string[];
  concept?: string;
}

/** Columns of a file that need a name. */
export function unmappedOf(files: readonly FileReport[], file: string | undefined): Column[] {
  return files
    .filter((one) => file === undefined || one.file === file)
    .flatMap((one) => (one.unmapped ?? []).map((column) => ({ file: one.file, ...column })));
}

/** Headings that two columns claim for the same concept. */
export function clashes(chosen: ReadonlyMap<string, string>): Set<string> {
  const seen = new Map<string, number>();
  for (const concept of chosen.values()) if (concept !== "") seen.set(concept, (seen.get(concept) ?? 0) + 1);
  return new Set([...chosen].filter(([, concept]) => (seen.get(concept) ?? 0) > 1).map(([heading]) => heading));
}
