/** The language of the terminal: the page's own words, and those that only the command line needs. */
import { readFileSync } from "node:fs";
import type { Catalog } from "../../../www/src/engine/api";
import { languageOf as known, Locale, mergeCatalogues, type Catalogue, type Language } from "../../../www/src/locale";
import { Units } from "../../../www/src/units";
import own from "./words.json";

/** What every text of the command line is written with. */
export interface Speech {
  locale: Locale;
  units: Units;
}

/** `--lang`, else what the terminal says of itself, else English. */
export function languageOf(chosen: string | undefined, env: NodeJS.ProcessEnv): Language | undefined {
  const tag = chosen ?? env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"] ?? "";
  return known(tag) ?? (chosen === undefined ? "en" : undefined);
}

/** Sentences of one language. */
export function localeOf(language: Language): Locale {
  const page = JSON.parse(readFileSync(new URL(`../locales/${language}.json`, import.meta.url), "utf8")) as Catalogue;
  return new Locale(language, mergeCatalogues([page, { cli: own[language] }]));
}

/** Numbers are shown in the units of the country, or in the canonical ones where it is unknown. */
export function speech(locale: Locale, catalog: Catalog, country?: string): Speech {
  return { locale, units: new Units(catalog.concepts, country === undefined || country === "US" ? "us" : "si", {}, locale) };
}
