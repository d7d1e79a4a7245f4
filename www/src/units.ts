/**
 * Units as a person reads them. Rust speaks canonical units; the page shows US or SI, and any field
 * may be turned to another of its units. Factors come from the catalogue, never from here.
 */
import type { CatalogConcept, CatalogUnit } from "./engine/api";
import type { Locale } from "./locale";

export type System = "us" | "si";

/** A value ready to be written. */
export interface Shown {
  value: number;
  /** UCUM code. */
  unit: string;
  /** Number as written. */
  text: string;
  /** Unit as written; may be empty. */
  label: string;
  /** Number and unit in one string: `148 mmHg`, `7.1%`, `58岁`. */
  both: string;
  /** Decimals it is written with. */
  digits: number;
}

/** How symbols of UCUM are written for people; anything else is written as it is. */
const labels: Record<string, string> = {
  "mm[Hg]": "mmHg", "[in_i]": "in", "[ft_i]": "ft", "[lb_av]": "lb", "[stone_av]": "st",
  "umol/L": "µmol/L", "mL/min/{1.73_m2}": "mL/min/1.73\u00a0m²", "kg/m2": "kg/m²", m2: "m²",
  "10*9/L": "×10⁹/L", "/uL": "/µL", "m[IU]/L": "mIU/L", "ukat/L": "µkat/L",
};

/** Decimals by concept and unit where the unit's own do not fit. */
const digitsOf: Record<string, number> = {
  "creatinine mg/dL": 2, "cystatin_c mg/L": 2, "hba1c %": 1, "bmi kg/m2": 1, "weight kg": 1, "potassium mmol/L": 1,
  "sodium mmol/L": 0, "bicarbonate mmol/L": 0, "glucose_fasting mmol/L": 1, "glucose_random mmol/L": 1,
  "glucose_ogtt_2h mmol/L": 1, "calcium mg/dL": 1, "phosphate mg/dL": 1, "magnesium mg/dL": 1, "urate mg/dL": 1,
  "bilirubin_total mg/dL": 1, "apob g/L": 2, "uacr mg/mmol": 1, "bsa m2": 2,
};
const unitDigits: Record<string, number> = {
  "mmol/L": 2, "g/dL": 1, m: 2, kPa: 1, "{ratio}": 1, "{INR}": 1, "ng/mL": 1, "mg/L": 1, "m[IU]/L": 2, "1": 2, m2: 2,
  "[lb_av]": 0, "[in_i]": 1, "mg/mg": 3, "{T-score}": 1,
};

/** The canonical unit itself, where a table names no other. */
const identity = (unit: string): CatalogUnit => ({ unit, factor: 1, offset: 0, us: false, si: false });

export class Units {
  readonly #concepts: ReadonlyMap<string, CatalogConcept>;
  readonly #system: System;
  readonly #fields: Readonly<Record<string, string>>;
  readonly #locale: Locale;

  constructor(concepts: readonly CatalogConcept[], system: System, fields: Readonly<Record<string, string>>, locale: Locale) {
    this.#concepts = new Map(concepts.map((concept) => [concept.id, concept]));
    this.#system = system;
    this.#fields = fields;
    this.#locale = locale;
  }

  concept(id: string): CatalogConcept | undefined {
    return this.#concepts.get(id);
  }

  /** The unit `concept` is shown in now. */
  unitOf(concept: string): CatalogUnit | undefined {
    const known = this.#concepts.get(concept);
    if (known?.canonical === undefined) return undefined;
    const turned = known.units?.find((unit) => unit.unit === this.#fields[concept]);
    const preferred = known.units?.find((unit) => unit[this.#system] === true);
    return turned ?? preferred ?? identity(known.canonical);
  }

  /** Units a field offers: canonical, and those the two systems prefer, each once. */
  choices(concept: string): CatalogUnit[] {
    const known = this.#concepts.get(concept);
    if (known?.canonical === undefined) return [];
    const canonical: CatalogUnit = identity(known.canonical);
    const all = known.units ?? [canonical];
    const offered = all.filter((unit) => unit.unit === known.canonical || unit.us === true || unit.si === true);
    return offered.length > 0 ? offered : [canonical];
  }

  /** From the canonical unit to the one shown. */
  show(concept: string, canonical: number, unit?: string): Shown {
    const chosen = unit === undefined ? this.unitOf(concept) : this.#unit(concept, unit);
    if (chosen === undefined) return this.plain(canonical, unit ?? "", concept);
    return this.plain((canonical - chosen.offset) / chosen.factor, chosen.unit, concept);
  }

  /** From the unit shown (or `unit`) to the canonical one. */
  canonical(concept: string, shown: number, unit?: string): number {
    const chosen = unit === undefined ? this.unitOf(concept) : this.#unit(concept, unit);
    return chosen === undefined ? shown : shown * chosen.factor + chosen.offset;
  }

  #unit(concept: string, unit: string): CatalogUnit | undefined {
    return this.#concepts.get(concept)?.units?.find((one) => one.unit === unit);
  }

  /** What a score answers: in the unit shown where it is a concept's, else in its own. */
  answer(outcome: string, value: number, unit: string): Shown {
    return this.concept(outcome)?.canonical === unit ? this.show(outcome, value) : this.plain(value, unit, outcome);
  }

  /** A value that is already in its unit: always with all of its decimals, so that 4.20 stands beside 4.15. */
  plain(value: number, unit: string, concept = ""): Shown {
    const digits = digitsOf[`${concept} ${unit}`] ?? unitDigits[unit] ?? 0;
    const text = this.#locale.number(value, digits, true);
    const label = this.label(unit);
    const close = label === "" || label === "%" || /^\p{Script=Han}/u.test(label);
    return { value, unit, text, label, both: close ? text + label : `${text} ${label}`, digits };
  }

  /** A unit as it is written. */
  label(unit: string): string {
    const key = `units.${unit.replaceAll(".", "_")}`;
    if (this.#locale.has(key)) return this.#locale.t(key);
    if (unit.startsWith("{") || unit === "1") return "";
    return labels[unit] ?? unit;
  }

  /** Number and unit in one string: `148 mmHg`. */
  write(concept: string, canonical: number): string {
    return this.show(concept, canonical).both;
  }
}
