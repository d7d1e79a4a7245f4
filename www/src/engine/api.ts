/// <reference path="./types.d.ts" />
/**
 * What the page asks of the engine, and the engine's words as module types.
 *
 * `types.d.ts` is generated from the Rust contract; only this file names it, so a change of its
 * packaging touches one place. `www/src/client.ts` implements {@link Bedside}.
 */

export type Assessed = wasm_bindgen.Assessed;
export type Assessment = wasm_bindgen.Assessment;
export type Attribution = wasm_bindgen.Attribution;
export type Because = wasm_bindgen.Because;
export type Card = wasm_bindgen.Card;
export type Critical = wasm_bindgen.Critical;
export type EngineError = wasm_bindgen.Error;
export type FileReport = wasm_bindgen.FileReport;
export type Finding = wasm_bindgen.Finding;
export type Held = wasm_bindgen.Held;
export type InputUsed = wasm_bindgen.InputUsed;
export type Interaction = wasm_bindgen.Interaction;
export type Missing = wasm_bindgen.Missing;
export type NotUnderstood = wasm_bindgen.NotUnderstood;
export type PartialDate = wasm_bindgen.PartialDate;
export type Part = wasm_bindgen.Part;
export type Patient = wasm_bindgen.Patient;
export type Preview = wasm_bindgen.Preview;
export type Question = wasm_bindgen.Question;
export type Reading = wasm_bindgen.Reading;
export type Reason = wasm_bindgen.Reason;
export type Score = wasm_bindgen.Score;
export type Sensitivity = wasm_bindgen.Sensitivity;
export type SetAside = wasm_bindgen.SetAside;
export type Source = wasm_bindgen.Source;
export type Studied = wasm_bindgen.Studied;

/** A value as a person typed it. */
export interface Typed {
  value: number;
  unit: string;
}

/** One input of `evaluate`: a bare number is in the canonical unit. */
export type InputValue = number | string | boolean | Typed;

/** A change to a record; `collect/form.rs` applies it and keeps the fact it replaces. */
export type Amendment = { op: string } & Record<string, unknown>;

/** A file, or bytes with a name. */
export type NamedFile = File | { name: string; data: Blob | Uint8Array };

/** How far a long call is. */
export interface Progress {
  /** What is being done: `read`, `assess`, `batch`. */
  stage: string;
  done: number;
  total: number;
  /** File or row at hand. */
  at?: string;
}

/** Options every long call takes. */
export interface Calling {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/** Who, when and where an assessment is for. */
export interface AssessOptions {
  asOf?: PartialDate;
  /** ISO 3166 two-letter country; the engine finds its region. */
  country?: string;
  region?: string;
  /** Actions the person does not want. */
  declined?: string[];
}

/** A unit a concept may be typed and shown in: canonical = value × factor + offset. */
export interface CatalogUnit {
  unit: string;
  factor: number;
  offset?: number;
  /** Shown where the page is set to US units. */
  us?: boolean;
  /** Shown where the page is set to SI units. */
  si?: boolean;
}

/** A concept as the catalogue describes it. */
export interface CatalogConcept {
  id: string;
  /** Canonical unit (UCUM); absent for words and yes/no. */
  unit?: string;
  units?: CatalogUnit[];
  /** Values outside are refused. */
  hard?: [number, number];
  /** Values outside are asked about. */
  soft?: [number, number];
  /** Words it may hold: `current`, `former`, `never`. */
  values?: string[];
}

/** An input of an equation, as `score::catalog` describes it. */
export interface CatalogInput {
  id: string;
  /** `number`, `flag`, `word`. */
  kind: string;
  unit?: string;
  /** `required`, `optional`, `unused`, `exclusion`. */
  need: string;
  low?: number;
  high?: number;
  /** Values to offer on a slider. */
  explore?: [number, number];
  /** Values the derivation covered, where narrower. */
  studied?: [number, number];
  words?: { word: string; code: number }[];
  modifiable: boolean;
}

/** A published equation as the catalogue describes it. */
export interface CatalogEquation {
  id: string;
  title: string;
  family: string;
  variant: string;
  question: string;
  outcome: string;
  horizonYears?: number;
  unit: string;
  population: string;
  inputs: CatalogInput[];
  source: { citation: string; doi?: string; table?: string; licence: string; confidence: string; verifiedBy: string };
}

/** Everything the engine says about itself; nothing is offered on the page that is not here. */
export interface Catalog {
  version: string;
  factsDate?: PartialDate;
  formats: { id: string; name?: string; extensions?: string[] }[];
  examples?: { id: string; kind?: string }[];
  equations: CatalogEquation[];
  concepts: CatalogConcept[];
  /** Countries and their region (`us`, `uk`, `eu`, `cn`, `other`). */
  countries: { country: string; region: string }[];
  actions?: unknown[];
  pickers?: unknown;
}

/** One worked example of `selfCheck`. */
export interface Checked {
  id: string;
  name: string;
  expected: number;
  got: number;
  difference: number;
  agrees: boolean;
}

/** A file the engine wrote. */
export interface ExportFile {
  name: string;
  /** Media type. */
  media: string;
  data: Uint8Array | string;
}

/** The engine, wherever it runs. Calls reject with an {@link EngineError}. */
export interface Bedside {
  catalog(): Promise<Catalog>;
  read(files: NamedFile[], calling?: Calling): Promise<Reading>;
  amend(record: Patient, amendments: Amendment[]): Promise<Patient>;
  /** What a form answers so far: its scores alone. */
  preview(form: object, options: AssessOptions): Promise<Preview>;
  assess(record: Patient, options: AssessOptions): Promise<Assessed>;
  evaluate(id: string, inputs: Record<string, InputValue>): Promise<Assessment | Score>;
  batch(file: NamedFile, options: AssessOptions & Record<string, unknown>, calling?: Calling): Promise<unknown>;
  selfCheck(): Promise<Checked[]>;
  /** Assesses a record and writes it with its report: `json`, `csv` or `fhir`. */
  exportAs(kind: string, record: Patient, options: AssessOptions): Promise<ExportFile>;
  /** The headings a table may have, with one made-up person, as CSV. */
  template?(chinese: boolean, si: boolean): Promise<string>;
  close(): Promise<void>;
}

/** True for the engine's own errors, which carry a sentence's key. */
export function isEngineError(error: unknown): error is EngineError {
  return typeof error === "object" && error !== null && typeof (error as { key?: unknown }).key === "string";
}
