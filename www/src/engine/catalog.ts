/**
 * The engine's catalogue as the views read it. The engine calls a concept's unit `canonical` and its
 * words `words`; the page calls them `unit` and `values` as everywhere else on it.
 */
import type { Catalog, CatalogConcept } from "./api";

/** A concept as either side writes it. */
type Written = CatalogConcept & { canonical?: string; words?: string[] };

export function pageCatalog(given: Catalog): Catalog {
  return { ...given, concepts: given.concepts.map(pageConcept) };
}

function pageConcept(given: Written): CatalogConcept {
  const { canonical, words, ...rest } = given;
  const unit = rest.unit ?? canonical ?? "";
  const values = rest.values ?? words ?? [];
  return { ...rest, ...(unit === "" ? {} : { unit }), ...(values.length === 0 ? {} : { values }) };
}
