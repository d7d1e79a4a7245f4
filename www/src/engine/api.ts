/// <reference path="./types.d.ts" />
/**
 * What the page asks of the engine, and the engine's words as module types.
 *
 * `types.d.ts` is generated from the Rust contract; only this file names it, so a change of its
 * packaging touches one place. `www/src/client.ts` implements {@link Bedside}.
 */

import type { CohortTable, StudyModel } from "./bench";

export type * from "./bench";

export type Assessed = wasm_bindgen.Assessed;
export type Assessment = wasm_bindgen.Assessment;
export type Attribution = wasm_bindgen.Attribution;
export type Amendment = wasm_bindgen.Amendment;
/** Answers of `evaluateMany`: a column of values and one of reason codes. */
export type Answers = wasm_bindgen.Answers;
export type AssessOptions = wasm_bindgen.AssessOptions;
export type BatchOptions = wasm_bindgen.BatchOptions;
export type Because = wasm_bindgen.Because;
export type Card = wasm_bindgen.Card;
export type Catalog = wasm_bindgen.Catalog;
/** An input of an equation, as the catalogue describes it. */
export type CatalogInput = wasm_bindgen.InputInfo;
/** A published equation as the catalogue describes it. */
export type CatalogEquation = wasm_bindgen.EquationInfo;
/** A concept as the catalogue describes it. */
export type CatalogConcept = wasm_bindgen.ConceptInfo;
/** A unit a concept may be typed and shown in: canonical = value × factor + offset. */
export type CatalogUnit = wasm_bindgen.UnitInfo;
export type Critical = wasm_bindgen.Critical;
/** A figure of trials that holds for this person. */
export type Effect = wasm_bindgen.Effect;
export type EngineError = wasm_bindgen.Error;
export type Evaluated = wasm_bindgen.Evaluated;
/** One worked example, run here. */
export type Checked = wasm_bindgen.ExampleResult;
/** A file the engine wrote. */
export type ExportFile = wasm_bindgen.ExportFile;
/** Why something does not suit (movement). */
export type MovementAgainst = wasm_bindgen.MovementAgainst;
export type ExercisePlan = wasm_bindgen.ExercisePlan;
export type ExerciseProfile = wasm_bindgen.ExerciseProfile;
export type MovementPart = wasm_bindgen.MovementPart;
export type MovementSession = wasm_bindgen.MovementSession;
export type MovementWeek = wasm_bindgen.MovementWeek;
export type MovementSwap = wasm_bindgen.MovementSwap;
export type MovementSwapped = wasm_bindgen.MovementSwapped;
export type MovementWishes = wasm_bindgen.MovementWishes;
/** Options of `exportAs`: those of `assess`; for FHIR `plan` adds the plan as drafts, named by `titles`. */
export type ExportOptions = wasm_bindgen.ExportOptions;
export type FileReport = wasm_bindgen.FileReport;
export type Finding = wasm_bindgen.Finding;
/** What an action could gain, in shares of people. */
export type Gain = wasm_bindgen.Gain;
export type Held = wasm_bindgen.Held;
export type InputUsed = wasm_bindgen.InputUsed;
/** One input of `evaluate`: a bare number is in the canonical unit. */
export type InputValue = wasm_bindgen.InputValue;
export type Interaction = wasm_bindgen.Interaction;
/** Templates and foods of meal plans, by their names in both languages. */
export type MealCatalogue = wasm_bindgen.MealCatalogue;
/** One day of a meal plan: templates with their scale, foods beside with their grams. */
export type MealDay = wasm_bindgen.MealDay;
/** What a week of meals must meet for one person, each limit with its reason, or why none is planned. */
export type MealProfile = Omit<wasm_bindgen.MealProfile, "profile"> & { profile?: MealLimits };
export type MealReason = wasm_bindgen.MealReason;
export type MealWishes = wasm_bindgen.MealWishes;
/** A meal plan as the engine answers it. */
export type MealPlan = wasm_bindgen.MealPlan;
export type Missing = wasm_bindgen.Missing;
export type NotUnderstood = wasm_bindgen.NotUnderstood;
export type PartialDate = wasm_bindgen.PartialDate;
export type Part = wasm_bindgen.Part;
export type Patient = wasm_bindgen.Patient;
export type Preferences = wasm_bindgen.Preferences;
export type Preview = wasm_bindgen.Preview;
export type Question = wasm_bindgen.Question;
export type ReadOptions = wasm_bindgen.ReadOptions;
export type Recommendations = wasm_bindgen.Recommendations;
export type Reading = wasm_bindgen.Reading;
export type Reason = wasm_bindgen.Reason;
export type Score = wasm_bindgen.Score;
export type Sensitivity = wasm_bindgen.Sensitivity;
export type SetAside = wasm_bindgen.SetAside;
export type Source = wasm_bindgen.Source;
export type Studied = wasm_bindgen.Studied;
/** What a joint picture is to be about. */
export type TogetherWishes = wasm_bindgen.TogetherWishes;
/** What several actions could gain together: worked out as one, never summed. */
export type Together = wasm_bindgen.Together;
/** What other values would mean: the headline, moved by trials or in outline, and the list for them. */
export type WhatIf = wasm_bindgen.WhatIf;

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

/** What a table of people came to: the same table with results, columns that no name matched, and notes (keys) that hold for every answer. */
export type BatchTable = ReturnType<wasm_bindgen.BatchRun["finish"]>;

/** A table's results; `stopped` when it was cancelled, with the rows done so far. */
export interface BatchResult {
  value: BatchTable;
  stopped: boolean;
}

/** A week of meals: the seven days themselves, and what is said about them; no day where there is no plan. */
export type MealWeek = MealDay[] & MealPlan;

/** Limits that a week of meals must meet, in the layout of `plan_targets.json`. */
export interface MealLimits {
  cuisines: string[];
  energy_kcal: { target: number; tolerance?: number; scope?: "each_day" };
  require_flags?: Record<string, 0 | 1>;
  forbid_groups?: string[];
  forbid_foods?: string[];
  each_day?: Record<string, { min?: number; max?: number }>;
  mean_per_day?: Record<string, { min?: number; max?: number }>;
  /** Wishes, which bend: minutes and cost of a meal, kitchen things that are not there, foods and templates. */
  prefer?: { minutes?: number; cost?: number; without?: string[]; likes?: string[]; dislikes?: string[] };
  [told: string]: unknown;
}

/** How a model of feedback is fitted; what is left out has its usual value. */
export type LearnSettings = Partial<wasm_bindgen.FeedbackSettings>;

/** What measuring a model came to. */
export type OrderEvaluation = wasm_bindgen.OrderEvaluation;
export type FeedbackGroup = wasm_bindgen.FeedbackGroup;
export type ModelCard = wasm_bindgen.ModelCard;

/** A model of feedback: its card, and itself as text, to keep and to score with. */
export type TrainedModel = wasm_bindgen.TrainedModel;

/** A person as such a model sees them: features and earlier answers, no name. */
export type KnownPerson = Partial<wasm_bindgen.Known>;

/** A step's score: the sum of its parts, in their order. */
export type ScoredAction = wasm_bindgen.Scored;

/** The engine, wherever it runs. Calls reject with an {@link EngineError}. */
export interface Bedside {
  catalog(): Promise<Catalog>;
  read(files: readonly NamedFile[], calling?: Calling & ReadOptions): Promise<Reading>;
  amend(record: Patient, amendments: readonly Amendment[]): Promise<Patient>;
  /** What a form answers so far: its scores alone. */
  preview(form: object, options?: AssessOptions): Promise<Preview>;
  assess(record: Patient, options?: AssessOptions): Promise<Assessed>;
  /** What several actions could gain together, for a record or for a patient as `recommend` takes one. */
  together(who: Patient | Record<string, unknown>, actions: readonly string[], options?: AssessOptions & TogetherWishes): Promise<Together>;
  /** What other values would mean; names are concept ids, numbers are in the canonical unit. */
  whatIf(record: Patient, changes: Record<string, number | string>, options?: AssessOptions): Promise<WhatIf>;
  evaluate(id: string, inputs: Record<string, InputValue>): Promise<Evaluated>;
  batch(file: NamedFile, options?: BatchOptions, calling?: Calling): Promise<BatchResult>;
  selfCheck(): Promise<Checked[]>;
  /**
   * What a week of meals must meet: of a record, or of a portal's patient (rule names) with height and weight among the
   * options. Its `profile` is what `planMeals` takes; absent while something is missing or nothing can be planned.
   */
  mealProfile(who: Patient | Record<string, unknown>, options?: AssessOptions & MealWishes): Promise<MealProfile>;
  /** A week of named meals that meets every limit, or why there is none; the seed chooses among many. */
  planMeals(profile: MealLimits, options?: { seed?: number }): Promise<MealWeek>;
  /** The week with another meal in place of one, every limit kept; a further seed gives a further meal. */
  swapMeal(profile: MealLimits, plan: readonly MealDay[], place: { day: number; index: number }, options?: { seed?: number }): Promise<MealWeek>;
  /** What a week breaks, by the letter of the limits; empty when every limit holds. */
  gradeMeals(profile: MealLimits, plan: readonly MealDay[]): Promise<string[]>;
  mealCatalogue(): Promise<MealCatalogue>;
  /** What a plan of movement needs to know of a person; wishes are yours to add. */
  exerciseProfile(record: Patient, options?: AssessOptions): Promise<ExerciseProfile>;
  /** Twelve weeks of movement; the seed breaks ties between stand-ins that are equally near. */
  planExercise(profile: Partial<ExerciseProfile>, options?: { seed?: number }): Promise<ExercisePlan>;
  /** Puts another activity in the place of one of the profile's plan. */
  swapActivity(profile: Partial<ExerciseProfile>, swap: MovementSwap, options?: { seed?: number }): Promise<MovementSwapped>;
  /** Measures a model on a feedback table (CSV, or a workbook of one sheet), without making one. */
  evaluateRecommender(file: NamedFile, settings?: LearnSettings, calling?: Calling): Promise<OrderEvaluation>;
  /** Measures a model on a feedback table and fits it on all rows; its card holds the figures. */
  trainRecommender(file: NamedFile, settings?: LearnSettings, calling?: Calling): Promise<TrainedModel>;
  /** A model as a file to keep. */
  exportRecommender(model: TrainedModel): Promise<ExportFile>;
  /** Reads such a file; one that was cut or edited is refused. */
  openRecommender(file: NamedFile): Promise<TrainedModel>;
  /** Scores of steps for one person. Given as `nudge` to `assess` they reorder inside an evidence tier. */
  scoreActions(model: TrainedModel, person: KnownPerson): Promise<ScoredAction[]>;
  /** A feedback table of made-up people. */
  exampleFeedback(): Promise<string>;
  /**
   * Reads a clinic's table of people, to train a model on: CSV, also packed or in GB 18030, or a workbook (`.xlsx`), of which
   * `sheet` names the sheet; without it the first that looks like a table is read. Close it when done.
   */
  openTable(file: NamedFile, calling?: Calling & { sheet?: string | undefined }): Promise<CohortTable>;
  /** Ids of the models that ship, each with a card that names its data, its limits and how it did elsewhere. */
  shippedModels(): Promise<string[]>;
  openShipped(id: string): Promise<StudyModel>;
  /** Opens the file of a model that was trained on such a table; close it when done. */
  openStudy(file: NamedFile): Promise<StudyModel>;
  /** Assesses a record and writes it with its report: `json`, `csv` or `fhir`. */
  exportAs(kind: "json" | "csv" | "fhir", record: Patient, options: ExportOptions): Promise<ExportFile>;
  /** The headings a table may have, with one made-up person, as CSV. */
  template(chinese: boolean, si: boolean): Promise<string>;
  close(): Promise<void>;
}

/** True for the engine's own errors, which carry a sentence's key. */
export function isEngineError(error: unknown): error is EngineError {
  return typeof error === "object" && error !== null && typeof (error as { key?: unknown }).key === "string";
}
