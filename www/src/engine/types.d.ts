// Generated from the Rust types by scripts/build-wasm.mjs; do not edit.
export as namespace wasm_bindgen;

/** A reply for a reader that keeps words and forms (`www/worker/tape.ts`). */
export interface Tape {
    items: Uint32Array;
    numbers: Float64Array;
    text: string;
    /** What the reader was told before of these: writer, words, forms. */
    from: [number, number, number];
    words?: string[];
    forms?: number[][];
}



/** Answers of many people, in the order of their rows. */
export interface Answers {
    /** Unit of the equation; NaN where there is no answer. */
    values: Float64Array;
    /** 0 where there is an answer, else why not: a code of the equation's `codes`. */
    codes: Uint8Array;
}


/**
 * A calendar date that may lack its day or month (FHIR `date` and `dateTime`).
 *
 * Written and read as `2020`, `2020-03` or `2020-03-01`.
 */
export type PartialDate = string;

/**
 * A code with its system's address (as FHIR writes it) and, where the file gave one, its display text.
 */
export interface Code {
    /**
     * Address of the code system, for example `http://loinc.org`; empty for a local code.
     */
    system: string;
    /**
     * The code itself.
     */
    code: string;
    /**
     * The text that travelled with it.
     */
    display?: string;
}

/**
 * A column that no name or alias matched, or whose unit is not known.
 */
export interface Unmapped {
    /**
     * Heading as written.
     */
    heading: string;
    /**
     * Up to three cells.
     */
    examples: string[];
    /**
     * The concept it means, where only its unit is missing.
     */
    concept?: string;
}

/**
 * A condition of a relative.
 */
export interface FamilyCondition {
    /**
     * Codes as written.
     */
    codes?: Code[];
    /**
     * Text as written.
     */
    text?: string;
    /**
     * Age at onset, years.
     */
    onsetAge?: number;
}

/**
 * A country and the region whose equations and actions apply there.
 */
export interface CountryInfo {
    /**
     * ISO 3166-1, two letters.
     */
    country: string;
    /**
     * `us`, `uk`, `eu`, `cn`, `other`.
     */
    region: string;
}

/**
 * A dose as far as it could be read.
 */
export interface Dose {
    /**
     * Milligrams a day, when amount and frequency are both certain.
     */
    mgPerDay?: number;
    /**
     * The dosage as written.
     */
    text?: string;
}

/**
 * A fact (or its absence) that decided something.
 */
export interface Because {
    /**
     * Name in the rules: a field, diagnosis, medicine or gene flag.
     */
    name: string;
    /**
     * `field`, `dx`, `allergy`, `med`, `gene`, `food`, `region`.
     */
    kind: string;
    /**
     * The value, as the rule saw it (`<30` where only a bound is known); `None` is unknown.
     */
    value?: string;
    /**
     * Comparison that read it: `>= 130`; empty for a plain name.
     */
    test?: string;
    /**
     * Taken as no because a recorded list lacks it.
     */
    presumed?: boolean;
    /**
     * Nobody answered: the field's default or the rule for its silence filled it ("no record of it").
     */
    noRecord?: boolean;
    /**
     * The codes that matched are known from memory only: confirm.
     */
    unverified?: boolean;
    /**
     * The day of a value that is older than its concept allows: said beside it, to be confirmed.
     */
    old?: PartialDate;
    /**
     * The facts behind it.
     */
    facts?: FactId[];
}

/**
 * A fact that can go back to its list.
 */
export type Kept = { list: "observation"; fact: Observation } | { list: "condition"; fact: Condition } | { list: "medication"; fact: Medication } | { list: "allergy"; fact: Allergy };

/**
 * A fact that no score may use, with the reason as a message key.
 */
export interface SetAside {
    /**
     * Names the fact inside its record.
     */
    id: FactId;
    /**
     * Concept id when it has one.
     */
    concept?: string;
    /**
     * What it is, as the file says it.
     */
    text: string;
    /**
     * Value and unit as written.
     */
    shown?: string;
    /**
     * Its day.
     */
    date?: PartialDate;
    /**
     * Message key under `setAside` in the page's catalogues: `enteredInError`, `hardRange`, `unitUnknown`, …
     */
    reason: string;
    /**
     * Values that the sentence names.
     */
    args?: Record<string, string>;
    /**
     * Value and unit as written, so that a person can mend them.
     */
    given?: Given;
    /**
     * The whole fact, where it was good enough to be restored as it is.
     */
    kept?: Kept;
    /**
     * Where it came from.
     */
    origin: Origin;
}

/**
 * A feature of a person: a number or a word.
 */
export type FeatureValue = number | string;

/**
 * A file ready to be kept.
 */
export interface ExportFile {
    /**
     * A name that tells nothing about the person but the day.
     */
    name: string;
    /**
     * Media type.
     */
    type: string;
    /**
     * Its text.
     */
    data: string;
}

/**
 * A food as people see it.
 */
export interface CatalogueFood {
    /**
     * Its name in plans.
     */
    id: string;
    /**
     * English name.
     */
    en: string;
    /**
     * Chinese name.
     */
    zh: string;
    /**
     * Food group.
     */
    group: string;
    /**
     * A usual portion, grams.
     */
    portion: number;
    /**
     * The portion in English words.
     */
    portionEn: string;
    /**
     * The portion in Chinese words.
     */
    portionZh: string;
    /**
     * Energy of 100 g.
     */
    kcal: number;
}

/**
 * A form document.
 */
export interface Form {
    /**
     * `bedside-form`.
     */
    format?: string;
    /**
     * [`FORM_VERSION`].
     */
    version?: number;
    /**
     * Day it was filled in; the day of values that name none.
     */
    date?: PartialDate | undefined;
    /**
     * Name, only to tell two people apart.
     */
    name?: string;
    /**
     * Sex for clinical use.
     */
    sex?: Sex | undefined;
    /**
     * Date of birth.
     */
    birth?: PartialDate | undefined;
    /**
     * Whole years, where no birth date is given.
     */
    age?: number | undefined;
    /**
     * Numbers and words of concepts.
     */
    values?: FormValue[];
    /**
     * Answers by name of the field or input.
     */
    answers?: Record<string, Answer>;
    /**
     * Conditions.
     */
    conditions?: FormList;
    /**
     * Medicines.
     */
    medicines?: FormList;
    /**
     * Allergies and intolerances.
     */
    allergies?: FormList;
}

/**
 * A format that is read.
 */
export interface FormatInfo {
    /**
     * Format id; words are in the catalogues under `formats`.
     */
    id: string;
    /**
     * File name endings to offer in a file picker.
     */
    extensions: string[];
}

/**
 * A known interaction that holds for this person; words under `interactions`.
 */
export interface Interaction {
    /**
     * Row id.
     */
    id: string;
    /**
     * `drug-drug`, `drug-condition`, `drug-gene`, `drug-food`.
     */
    kind: string;
    /**
     * First side as the table writes it.
     */
    a: string;
    /**
     * Second side as the table writes it.
     */
    b: string;
    /**
     * `contraindicated`, `major`, `moderate`, `minor`.
     */
    severity: string;
    /**
     * What the person has of the two sides.
     */
    because: Because[];
    /**
     * `V2`, `V1`, `G` or `U`.
     */
    verification: string;
    /**
     * Sources.
     */
    sources: Source[];
}

/**
 * A laboratory's `<5` or `>300`: the bound is used and marked.
 */
export type Comparator = "below" | "above";

/**
 * A limit and what the week makes of it.
 */
export interface MealLimit {
    /**
     * As the profile names it; energy is `energy_kcal`.
     */
    key: string;
    /**
     * `each_day` or `mean_per_day`.
     */
    scope: string;
    /**
     * The least.
     */
    min?: number;
    /**
     * The most.
     */
    max?: number;
    /**
     * Each day's value.
     */
    days: number[];
    /**
     * Their mean.
     */
    mean: number;
    /**
     * Whether it holds.
     */
    holds: boolean;
}

/**
 * A list as filled in.
 */
export interface FormList {
    /**
     * "That is all", or "none of these": absent means no. Left open, absent is unknown.
     */
    closed?: boolean;
    /**
     * Entries.
     */
    entries?: FormEntry[];
}

/**
 * A list of a record.
 */
export type ListName = "conditions" | "medicines" | "allergies";

/**
 * A missing fact that could change the list.
 */
export interface Question {
    /**
     * Name in the rules or input id of an equation.
     */
    name: string;
    /**
     * `field`, `dx`, `med`, `allergy`, `gene`, `input`.
     */
    kind: string;
    /**
     * Actions whose status it could change.
     */
    actions?: string[];
    /**
     * Scores it could change.
     */
    scores?: string[];
    /**
     * An answer could stop something that is shown, or bring a warning, a caution or a grave interaction: it is asked
     * before what only adds. Where it could do no more than warn, `actions` is empty.
     */
    safety?: boolean;
    /**
     * Another question, asked before, could settle all that this one could: not of the smallest set.
     */
    covered?: boolean;
    /**
     * How much an answer could change.
     */
    change: Change;
}

/**
 * A model as it comes out of training, or out of its file.
 */
export interface TrainedModel {
    /**
     * What it was fitted on, and how well it did.
     */
    card: ModelCard;
    /**
     * The model as text, to keep in a file and to score with.
     */
    file: string;
}

/**
 * A name that a person can pick.
 */
export interface Pick {
    /**
     * Name in the rules.
     */
    name: string;
    /**
     * English label.
     */
    en: string;
    /**
     * Chinese label.
     */
    zh: string;
    /**
     * Further words to search for, both languages.
     */
    words: string[];
    /**
     * A class of medicines, not one medicine.
     */
    class?: boolean;
}

/**
 * A number or word that no concept covers: kept, shown, used by no score.
 */
export interface OtherFact {
    /**
     * Names the fact inside its record.
     */
    id: FactId;
    /**
     * What the file calls it.
     */
    text: string;
    /**
     * The number, where it is one.
     */
    value?: number;
    /**
     * The words, where it is none.
     */
    word?: string;
    /**
     * Unit as written.
     */
    unit?: string;
    /**
     * Its day.
     */
    date?: PartialDate;
    /**
     * Where it came from; its code decides equality.
     */
    origin: Origin;
}

/**
 * A number with its unit, or a word.
 */
export interface FormValue {
    /**
     * Concept id.
     */
    concept?: string;
    /**
     * The number as typed.
     */
    value?: number | undefined;
    /**
     * Its unit; empty is the canonical unit.
     */
    unit?: string;
    /**
     * The word, for a concept answered in words.
     */
    word?: string | undefined;
    /**
     * Its day.
     */
    date?: PartialDate | undefined;
}

/**
 * A person as a model sees them: features and what they said before. No name, no number.
 */
export interface Known {
    /**
     * Features by name, as the feedback table calls them.
     */
    features?: Record<string, number | string>;
    /**
     * What the person said of actions.
     */
    past?: Past[];
}

/**
 * A procedure that was done.
 */
export interface Procedure {
    /**
     * Names the fact inside its record.
     */
    id: FactId;
    /**
     * Codes as written.
     */
    codes?: Code[];
    /**
     * Text as written.
     */
    text?: string;
    /**
     * Day it was done (or ended).
     */
    date?: PartialDate;
    /**
     * Where it came from.
     */
    origin: Origin;
}

/**
 * A profile for a week of meals, or why there is none.
 */
export interface MealProfile {
    /**
     * What `planMeals` takes; absent while something is missing or nothing can be planned here.
     */
    profile?: Record<string, unknown>;
    /**
     * Why no week is planned for this person here.
     */
    cannot: MealReason[];
    /**
     * Needed and not known: `age`, `sex`, `height`, `weight`.
     */
    missing: string[];
    /**
     * Energy, once everything for it is known.
     */
    energy?: MealEnergy;
    /**
     * What follows from the person's facts.
     */
    reasons: MealReason[];
    /**
     * What cannot be planned for and has to be said.
     */
    notes: MealReason[];
    /**
     * What is not known and would change the plan; a safe plan asks before it plans.
     */
    asks: Question[];
    /**
     * Codes of reasons against planning that nobody answered: one question before any week. `food_allergy` stands for
     * the entries of `notUnderstood`, which no food is left out for.
     */
    unsure: string[];
    /**
     * Entries that may be an allergy to a food, as written, that the plan cannot avoid: ask which foods they mean, and
     * leave those out (`leaveOut`, `require`).
     */
    notUnderstood: string[];
    /**
     * Whether the medicines are not known, and with them foods that do not go with some.
     */
    unknownMedicines: boolean;
    /**
     * Taken as no because a recorded list lacks it.
     */
    presumed: string[];
    /**
     * Sources of the reasons.
     */
    sources: MealSource[];
}

/**
 * A programme of the plan.
 */
export interface MovementProgramme {
    /**
     * Id in `data/exercise/programmes.csv`.
     */
    id: string;
    /**
     * Week of the table that is this plan's first, from 1: where the person's present minutes stand.
     */
    firstWeek: number;
}

/**
 * A programme that is left out.
 */
export interface MovementLeft {
    /**
     * Programme.
     */
    programme: string;
    /**
     * Why.
     */
    why: MovementAgainst[];
    /**
     * Things any of which would make it possible, nearest first.
     */
    unlock?: string[];
}

/**
 * A published class.
 */
export interface BandInfo {
    /**
     * Its id; words are in the catalogues under `bands`.
     */
    id: string;
    /**
     * It holds answers below this.
     */
    below?: number;
    /**
     * It holds answers up to and including this.
     */
    upTo?: number;
}

/**
 * A published figure of an action that is about people like this one.
 */
export interface Effect {
    /**
     * Row of `data/recommend/effects.csv` (`diet_dash.3`).
     */
    id: string;
    /**
     * What it moves: `sbp`, `ldl`, `mace`, …
     */
    target: string;
    /**
     * `md`, `pct`, `slope`, `change`: in `unit`; `rr`, `hr`, `rrr`: the ratio that remains; `ve`: the share
     * prevented; `risk`: the share that reaches it.
     */
    measure: string;
    /**
     * The published number.
     */
    mean: number;
    /**
     * Lower end of its 95 % interval.
     */
    low?: number;
    /**
     * Upper end.
     */
    high?: number;
    /**
     * Unit of the number.
     */
    unit: string;
    /**
     * Compared with what, for how long, as the table words it; words of both languages are under `effects`.
     */
    per: string;
    /**
     * `risk_factor`, `outcome_link`, `outcome`, `association`, `behaviour`, `harm`.
     */
    path: string;
    /**
     * Source id.
     */
    source: string;
    /**
     * `V2`, `V1`, `G` or `U` (not yet checked).
     */
    verification: string;
    /**
     * Whether the interval was `seen`, is from `memory`, or is missing (`none`).
     */
    intervalOrigin: string;
    /**
     * How we use it: absent when it counts, else `upper`, `alternative`, `relative_only`, `cohort`.
     */
    used?: string;
    /**
     * Share of people who reach it without the action, where known.
     */
    control?: number;
    /**
     * Share of people who reach it with the action.
     */
    treated?: number;
    /**
     * How many more reach it with the action, a share.
     */
    extra?: number;
}

/**
 * A reaction of an allergy.
 */
export interface Reaction {
    /**
     * Codes of the manifestation.
     */
    codes?: Code[];
    /**
     * Text of the manifestation.
     */
    text?: string;
    /**
     * How bad.
     */
    severity?: Severity;
}

/**
 * A relative and what they had.
 */
export interface FamilyMember {
    /**
     * Names the fact inside its record.
     */
    id: FactId;
    /**
     * Relationship codes (v3-RoleCode) as written.
     */
    relationship?: Code[];
    /**
     * Relationship text.
     */
    text?: string;
    /**
     * What they had.
     */
    conditions?: FamilyCondition[];
    /**
     * Where it came from.
     */
    origin: Origin;
}

/**
 * A result that comes first and alone; words under `critical`.
 */
export interface Critical {
    /**
     * Row key in `data/recommend/critical_values.csv` (`potassium-high-6.5`).
     */
    id: string;
    /**
     * Concept id.
     */
    concept: string;
    /**
     * Value in the row's unit.
     */
    value: number;
    /**
     * Unit of the row.
     */
    unit: string;
    /**
     * `call_emergency_now`, `same_day`, `within_days`.
     */
    urgency: string;
    /**
     * A question to ask before it fires (`symptoms_of_high_pressure`); empty when it has fired.
     */
    asks?: string;
    /**
     * Older than its row allows, or undated: a past result, asked about (`checked_again`, `measured_now`), no alarm.
     */
    past?: boolean;
    /**
     * Its day.
     */
    date?: PartialDate;
    /**
     * The facts behind it.
     */
    facts: FactId[];
    /**
     * Citation.
     */
    source: string;
}

/**
 * A source as shown: a DOI only where it was confirmed.
 */
export interface Source {
    /**
     * Id in `data/recommend/sources.csv`.
     */
    id: string;
    /**
     * Citation.
     */
    citation: string;
    /**
     * Confirmed DOI.
     */
    doi?: string;
}

/**
 * A source of a limit.
 */
export interface MealSource {
    /**
     * Its name in reasons.
     */
    id: string;
    /**
     * Citation.
     */
    citation: string;
    /**
     * Confirmed DOI.
     */
    doi: string;
}

/**
 * A source of the plan.
 */
export interface MovementSource {
    /**
     * Id in `data/exercise/sources.csv`.
     */
    id: string;
    /**
     * Citation.
     */
    citation: string;
    /**
     * Confirmed DOI.
     */
    doi?: string;
}

/**
 * A template as people see it.
 */
export interface CatalogueMeal {
    /**
     * Its name in plans.
     */
    id: string;
    /**
     * `breakfast`, `lunch`, `dinner`, `snack`.
     */
    slot: string;
    /**
     * Of which cuisine.
     */
    cuisine: string;
    /**
     * English name.
     */
    en: string;
    /**
     * Chinese name.
     */
    zh: string;
    /**
     * Foods and grams at scale 1.
     */
    parts: [string, number][];
    /**
     * Minutes to make it, our estimate.
     */
    minutes: number;
    /**
     * 1 cheap to 3 dear, our estimate.
     */
    cost: number;
    /**
     * What it is made with.
     */
    equipment: string;
    /**
     * Energy at scale 1.
     */
    kcal: number;
}

/**
 * A vaccine dose that was given.
 */
export interface Immunization {
    /**
     * Names the fact inside its record.
     */
    id: FactId;
    /**
     * Codes as written.
     */
    codes?: Code[];
    /**
     * Text as written.
     */
    text?: string;
    /**
     * Day it was given.
     */
    date?: PartialDate;
    /**
     * Where it came from.
     */
    origin: Origin;
}

/**
 * A value and unit exactly as the file gave them.
 */
export interface Given {
    /**
     * The number as written.
     */
    value: number;
    /**
     * The unit as written (its UCUM code where the file had one).
     */
    unit: string;
}

/**
 * A value as a caller gives it. A bare number is in the input's canonical unit.
 */
export type InputValue = boolean | number | string | { value: number; unit: string };

/**
 * A value to suppose: a number in the canonical unit, or a word.
 */
export type Supposition = number | string;

/**
 * A week of meals, or why there is none.
 */
export interface MealPlan {
    /**
     * What came of it.
     */
    status: MealStatus;
    /**
     * Seven days; none unless planned.
     */
    days: MealDay[];
    /**
     * The limits as they came out; none unless planned.
     */
    limits: MealLimit[];
    /**
     * Different foods of the week.
     */
    foods: number;
    /**
     * The seed that gives this week again.
     */
    seed: number;
    /**
     * Impossible: demands that cannot stand together, each of which would have to bend. Not found: what was missed.
     */
    conflict: MealConflict[];
}

/**
 * A word and its code.
 */
export interface WordInfo {
    /**
     * The word.
     */
    word: string;
    /**
     * Its number in columns.
     */
    code: number;
}

/**
 * Among which steps an order is judged.
 */
export type Among = "told" | "all";

/**
 * An action that counts in a plan.
 */
export interface Counted {
    /**
     * Action id.
     */
    action: string;
    /**
     * Rows of `effects.csv` it counts by.
     */
    effects: string[];
    /**
     * Its own reduction, were it the only one.
     */
    alone: number;
}

/**
 * An action that does not count in a plan.
 */
export interface Left {
    /**
     * Action id.
     */
    action: string;
    /**
     * Message key under `gain.no`: also `same_group` (as `with`), `works_through` (only by `with`), `not_shown` (blocked, declined, does not fit), `warning`.
     */
    why: string;
    /**
     * The action that counts instead.
     */
    with?: string;
}

/**
 * An action's score for one person.
 */
export interface Scored {
    /**
     * Action id.
     */
    action: string;
    /**
     * The sum of the parts, in their order; it orders actions and means nothing more.
     */
    score: number;
    /**
     * The chance that it stands for, where the model gives one.
     */
    chance?: number;
    /**
     * What the score is made of.
     */
    parts: ScorePart[];
}

/**
 * An activity of the plan.
 */
export interface MovementActivity {
    /**
     * Id in `data/exercise/activities.csv`.
     */
    id: string;
    /**
     * Multiples of resting energy use (Compendium of Physical Activities).
     */
    met: number;
    /**
     * `light`, `moderate`, `vigorous`.
     */
    band: string;
    /**
     * `aerobic`, `strength`, `balance`, `flexibility`.
     */
    kind: string;
    /**
     * The activity that the person swapped for it.
     */
    insteadOf?: string;
    /**
     * Activities that suit and may take its place, nearest first.
     */
    alternatives: string[];
}

/**
 * An answer to a question of an equation or of the recommender that no record concept carries
 * (`salt_g_day`, `north`, `wants_psa`, a confirmed presumption such as `hcm = false`).
 */
export type Answer = boolean | number | string;

/**
 * An earlier value of a small trend.
 */
export interface Earlier {
    /**
     * Its day.
     */
    date: PartialDate;
    /**
     * Its value, canonical unit.
     */
    value: number;
    /**
     * Its fact.
     */
    fact: FactId;
}

/**
 * An emergency number or crisis line.
 */
export interface CrisisLine {
    /**
     * Country, ISO 3166-1.
     */
    country: string;
    /**
     * What answers.
     */
    name: string;
    /**
     * Number to call; empty where none is verified: the page's general words stand instead.
     */
    number: string;
    /**
     * Number to text, where there is one.
     */
    textLine?: string;
    /**
     * When it answers.
     */
    hours?: string;
    /**
     * Languages, ISO 639-1.
     */
    languages?: string[];
}

/**
 * An entry of a list that nothing recognised.
 */
export interface NotUnderstood {
    /**
     * `condition`, `medicine`, `allergy`.
     */
    list: string;
    /**
     * As written.
     */
    text: string;
    /**
     * Its fact.
     */
    fact: FactId;
}

/**
 * An entry of a list.
 */
export interface FormEntry {
    /**
     * Name of the recommender's vocabulary (`t2d`, `amlodipine`, `penicillin_allergy`); absent when typed freely.
     */
    name?: string | undefined;
    /**
     * As shown or typed.
     */
    text?: string;
    /**
     * Milligrams a day.
     */
    mgPerDay?: number | undefined;
    /**
     * The dose as typed (`20 mg twice daily`), where `mgPerDay` is not given.
     */
    dose?: string;
    /**
     * Since when.
     */
    onset?: PartialDate | undefined;
    /**
     * No longer: a past condition, a stopped medicine.
     */
    past?: boolean;
    /**
     * How bad.
     */
    severity?: Severity | undefined;
}

/**
 * An error with a kind, a place and a message key with arguments; it never holds a sentence.
 *
 * The page turns `key` and `args` into words (`www/locales/*.json`, under `errors`); the command
 * line uses the English catalogue.
 */
export interface Error {
    /**
     * What sort of error this is.
     */
    kind: Kind;
    /**
     * Key of the sentence in the catalogue, for example `json.truncated`.
     */
    key: string;
    /**
     * File, row, path or byte, as precise as known: `labs.csv, row 4`.
     */
    place?: string;
    /**
     * Values that the sentence names.
     */
    args?: Record<string, string>;
    /**
     * Further errors of the same kind of reading, where all are told at once: the faulty rows of a table. These hold none.
     */
    others?: Error[];
}

/**
 * An input that must be known before there is an answer, and how far it could move it.
 */
export interface Missing {
    /**
     * Input id.
     */
    input: string;
    /**
     * Lowest and highest answer over the input's studied range, the others held; `None` while others are missing too.
     */
    range?: [number, number];
}

/**
 * An interval and what it covers.
 */
export interface Interval {
    /**
     * Lower end, unit of the answer.
     */
    low: number;
    /**
     * Upper end, unit of the answer.
     */
    high: number;
    /**
     * `confidence95`, `chance95`, `inputs`.
     */
    kind: string;
}

/**
 * Conditions, medicines and allergies to pick from.
 */
export interface Pickers {
    /**
     * Diagnoses.
     */
    conditions: Pick[];
    /**
     * Medicines, then classes.
     */
    medicines: Pick[];
    /**
     * Allergies and intolerances.
     */
    allergies: Pick[];
    /**
     * Gene flags.
     */
    genes: Pick[];
    /**
     * Foods, drinks and habits.
     */
    foods: Pick[];
}

/**
 * Entries and what their silence means.
 */
export interface List<T> {
    /**
     * What the list's silence means.
     */
    state: ListState;
    /**
     * The entries, refuted and past ones too, each with its status.
     */
    entries: T[];
}

/**
 * Every template and food, and the words that profiles may use.
 */
export interface MealCatalogue {
    /**
     * Templates.
     */
    meals: CatalogueMeal[];
    /**
     * Foods.
     */
    foods: CatalogueFood[];
    /**
     * Cuisines.
     */
    cuisines: string[];
    /**
     * Flags of foods.
     */
    flags: string[];
    /**
     * Food groups.
     */
    groups: string[];
    /**
     * Nutrients.
     */
    nutrients: string[];
}

/**
 * Everything known about one person.
 *
 * Plain data: it crosses to JavaScript as it is, may be saved, merged and read back, and carries
 * no reference to the files it came from beyond their names.
 */
export interface Patient {
    /**
     * Identifiers of the person in the files, to tell two people apart.
     */
    identifiers?: string[];
    /**
     * Name as written; shown to tell two people apart and nowhere else.
     */
    name?: string;
    /**
     * Date of birth.
     */
    birth?: PartialDate | undefined;
    /**
     * Age in whole years when the file gave an age and no birth date, with the day it was true of.
     */
    age?: [number, PartialDate | undefined] | undefined;
    /**
     * Sex for clinical use; `None` when absent, other or unknown: ask where an equation needs it.
     */
    sex?: Sex | undefined;
    /**
     * The word the record used when it was neither female nor male (`other`, `unknown`).
     */
    gender?: string | undefined;
    /**
     * Set when the record says that the person has died.
     */
    deceased?: Deceased | undefined;
    /**
     * Race and ethnicity codes as written; never defaulted.
     */
    race?: Code[];
    /**
     * Where the demographic facts came from.
     */
    origin?: Origin;
    /**
     * Measurements and answers that a concept covers.
     */
    observations?: Observation[];
    /**
     * Problem list and history.
     */
    conditions?: List<Condition>;
    /**
     * Medicines.
     */
    medications?: List<Medication>;
    /**
     * Allergies and intolerances.
     */
    allergies?: List<Allergy>;
    /**
     * Relatives.
     */
    family?: FamilyMember[];
    /**
     * Procedures.
     */
    procedures?: Procedure[];
    /**
     * Vaccine doses.
     */
    immunizations?: Immunization[];
    /**
     * Numbers and words that no concept covers.
     */
    other?: OtherFact[];
    /**
     * What was found and not used, with the reason.
     */
    setAside?: SetAside[];
    /**
     * Answers by field name.
     */
    answers?: Record<string, Answer>;
    /**
     * Actions that the person declined, each with the reason given.
     */
    declined?: Record<string, string>;
    /**
     * What the person would rather do.
     */
    preferences?: Preferences;
    /**
     * Names of the files read.
     */
    files?: string[];
    /**
     * The next free fact id.
     */
    nextId?: FactId;
}

/**
 * Everything the page shows of one person.
 */
export interface Assessed {
    /**
     * Day of assessment.
     */
    asOf: PartialDate;
    /**
     * Who.
     */
    person: Person;
    /**
     * Region as stated: `us`, `uk`, `eu`, `cn`, `other`; absent: ask.
     */
    region?: string;
    /**
     * Country as stated, ISO 3166-1.
     */
    country?: string;
    /**
     * What was found, by concept.
     */
    findings: Finding[];
    /**
     * Measurements after the day of assessment: not used.
     */
    future?: SetAside[];
    /**
     * Conditions, medicines and allergies that no name matched.
     */
    notUnderstood: NotUnderstood[];
    /**
     * Names taken as no because a recorded list lacks them, and that decided something.
     */
    presumed: string[];
    /**
     * The headline score, when one applies or only needs input.
     */
    headline?: Headline;
    /**
     * All scores.
     */
    scores: Score[];
    /**
     * What to do next.
     */
    recommendations: Recommendations;
    /**
     * Numbers to call where something cannot wait, as far as the country's are verified.
     */
    numbersToCall?: CrisisLine[];
    /**
     * Where it came from.
     */
    provenance: Provenance;
}

/**
 * Everything the recommender knows by name.
 */
export interface Catalogue {
    /**
     * Actions.
     */
    actions: ActionEntry[];
    /**
     * Fields.
     */
    fields: FieldEntry[];
    /**
     * Diagnoses, allergies, medicines, classes, gene flags, foods.
     */
    names: NameEntry[];
    /**
     * Regions that may be stated.
     */
    regions: string[];
}

/**
 * Exact Shapley values over the inputs, in the unit of the answer; they sum to `person - reference`.
 */
export interface Attribution {
    /**
     * Answer of the reference profile (same age and sex, optimal values).
     */
    reference: number;
    /**
     * Answer of the person.
     */
    person: number;
    /**
     * Largest first.
     */
    parts: Part[];
}

/**
 * Exact contributions on the predictor's own scale: coefficient × (term − reference's term), summed by input.
 */
export interface Contributions {
    /**
     * `logOdds`, `logHazard`, `log`, `identity`.
     */
    scale: string;
    /**
     * Predictor of the reference profile.
     */
    reference: number;
    /**
     * Predictor of the person.
     */
    person: number;
    /**
     * Parts; terms of several inputs are shared equally and their sum is exact.
     */
    parts: Part[];
}

/**
 * FHIR `clinicalStatus`; `Unstated` counts as active.
 */
export type ClinicalStatus = "active" | "recurrence" | "relapse" | "inactive" | "remission" | "resolved" | "unstated";

/**
 * FHIR `verificationStatus`; entered-in-error never reaches a record (it is set aside).
 */
export type VerificationStatus = "confirmed" | "suspected" | "refuted";

/**
 * FeedbackSettings as they come; what is left out has its usual value. An unknown name is an error.
 */
export interface FeedbackSettings {
    /**
     * Which model; usually `linear`.
     */
    model?: ModelKind;
    /**
     * What the linear model answers.
     */
    target?: Target;
    /**
     * Linear: a chance by the logistic function, rather than the sum itself.
     */
    logistic?: boolean;
    /**
     * Linear: how much weights are held towards zero, above 0; usually 10.
     */
    penalty?: number;
    /**
     * Implicit: numbers in each list, 1 to 64; usually 8.
     */
    rank?: number;
    /**
     * Implicit: turns over people and actions, 1 to 100; usually 15.
     */
    sweeps?: number;
    /**
     * Implicit: how much one answer counts above silence, 0 to 1,000; usually 10.
     */
    trust?: number;
    /**
     * Implicit: how much numbers are held towards zero, above 0; usually 0.1.
     */
    keep?: number;
    /**
     * Seed of everything drawn.
     */
    seed?: number;
    /**
     * What is held back to measure on.
     */
    hold?: Holding;
    /**
     * Share of each person's last rows that is held back, and of people; above 0, at most 0.5; usually 0.3. At least one row.
     */
    share?: number;
    /**
     * How many of the first places count, 1 to 50; usually 5.
     */
    places?: number;
}

/**
 * File, place and code that a fact was read from.
 */
export interface Origin {
    /**
     * Name of the file; `form` for what a person typed.
     */
    file: string;
    /**
     * Path or row inside it: `Bundle.entry[17]`, `row 4`, column name.
     */
    place?: string;
    /**
     * The code (or column heading) that decided what the fact is.
     */
    code?: Code;
    /**
     * The code that matched is known from memory only (`data/` says so): show the fact to confirm.
     */
    unverified?: boolean;
}

/**
 * Harm beside the gain, in the same units: shares of people, as the two arms of a trial had them.
 */
export interface Harm {
    /**
     * What happens; words under `harms`.
     */
    outcome: string;
    /**
     * Years that the trial followed them.
     */
    years: number;
    /**
     * Share of people without the action.
     */
    baseline: number;
    /**
     * Share with it.
     */
    after: number;
    /**
     * What it adds.
     */
    increase: number;
    /**
     * Who counted it.
     */
    source: Source;
    /**
     * `V2`, `V1`, `G` or `U` (not yet checked).
     */
    verification: string;
}

/**
 * How an input came to have its value.
 */
export type InputStatus = "found" | "old" | "entered" | "derived" | "presumed" | "absent";

/**
 * How bad a reaction or a condition was said to be.
 */
export type Severity = "mild" | "moderate" | "severe";

/**
 * How far a factor moves.
 */
export interface Shift {
    /**
     * `sbp`, `ldl`.
     */
    factor: string;
    /**
     * The change; below zero is a drop.
     */
    change: number;
    /**
     * Its unit.
     */
    unit: string;
}

/**
 * How far the answer could move if one absent, presumed, old or bounded input were known.
 */
export interface Sensitivity {
    /**
     * Input id.
     */
    input: string;
    /**
     * `absent`, `presumed`, `old`, `bounded`.
     */
    why: string;
    /**
     * Lowest answer over the input's plausible values.
     */
    low: number;
    /**
     * Highest answer.
     */
    high: number;
}

/**
 * How much a list's silence means (`data/bridge`).
 */
export type ListState = "closed" | "recorded" | "silent";

/**
 * How much an answer could change: how many actions, and the expected benefit.
 */
export interface Change {
    /**
     * Actions whose status it could change.
     */
    actions: number;
    /**
     * Expected change of the benefit that is worked out, a share (0 to 1) over ten years, all answers being as likely;
     * actions without a figure add nothing.
     */
    benefit: number;
}

/**
 * How to read.
 */
export interface ReadOptions {
    /**
     * Today: a birth or a fact after it is set aside. Absent: nothing is in the future.
     */
    today?: PartialDate;
    /**
     * What a person said of columns, by heading as written.
     */
    mapping?: Record<string, Mapped>;
}

/**
 * Names one fact inside one record; stable while the record lives, so that an edit or a card can point at it.
 */
export type FactId = number;

/**
 * One accepted unit.
 */
export interface UnitInfo {
    /**
     * UCUM code, or the only spelling of a unit without one.
     */
    unit: string;
    /**
     * canonical = value × factor + offset.
     */
    factor: number;
    /**
     * canonical = value × factor + offset.
     */
    offset: number;
    /**
     * Shown where the page is set to US units.
     */
    us: boolean;
    /**
     * Shown where the page is set to SI units.
     */
    si: boolean;
}

/**
 * One action that is shown, or that asks for something first: what keeps it from being safe, or when it was last done.
 */
export interface Card {
    /**
     * Action id; words are in the catalogues under `actions`.
     */
    action: string;
    /**
     * Recommend, discuss, avoid, or needs_data.
     */
    status: Status;
    /**
     * `diet`, `exercise`, `screening`, `medication`, …
     */
    category: string;
    /**
     * Shown first and alone.
     */
    urgent: boolean;
    /**
     * Evidence tier A, B, C, E, or X for warnings.
     */
    tier: string;
    /**
     * Grading system and grade as published.
     */
    grade: string;
    /**
     * `V2`, `V1`, `G` or `U` (not yet checked).
     */
    verification: string;
    /**
     * Needs a clinician.
     */
    clinicianRequired: boolean;
    /**
     * `low`, `medium`, `high`.
     */
    burden: string;
    /**
     * Caution codes whose test is true; words under `cautions`.
     */
    cautions: string[];
    /**
     * What made the rule true.
     */
    because: Because[];
    /**
     * Unknown names that must be answered before it can be shown (when something was last done, what an exclusion asks).
     */
    asks: string[];
    /**
     * Names taken as no because a recorded list lacks them, and that decided that this card fits.
     */
    presumed: string[];
    /**
     * It is about medicines, whatever its category: what is not understood of a record could speak against it, and a
     * dose is the prescriber's to say where a clinician is needed.
     */
    medicine?: boolean;
    /**
     * How many interactions are known here for its medicines; silence is not safety.
     */
    interactionsKnown: number;
    /**
     * Sources.
     */
    sources: Source[];
    /**
     * Group of overlapping effects.
     */
    overlapGroup?: string;
    /**
     * The better-ranked card of a group of which one is enough: fold this one under it.
     */
    alternativeTo?: string;
    /**
     * What it would gain in absolute terms, where trials and a baseline say so.
     */
    gain?: Gain;
    /**
     * Why there is no gain: a message key under `gain.no`.
     */
    noGain?: string;
    /**
     * What trials saw it do besides, in the same units.
     */
    harm?: Harm;
    /**
     * Its published figures that are about people like this one.
     */
    effects?: Effect[];
    /**
     * Why it stands where it stands, as keys of words under `rank`: `urgent`, `warning`, `gain`, `trial`, `middle`,
     * `factor`, `end`, `last`, `asks`; then `preferenceUp`, `preferenceDown`, `notAsItIs`, `feedback`.
     */
    rank: string[];
    /**
     * How it suits what the person would rather do; none where nothing was said about it.
     */
    preference?: Preference;
}

/**
 * One action; words are in the catalogues under `actions`.
 */
export interface ActionEntry {
    /**
     * Action id.
     */
    id: string;
    /**
     * `recommend`, `discuss`, `avoid`.
     */
    kind: string;
    /**
     * `diet`, `exercise`, `screening`, …
     */
    category: string;
    /**
     * `any`, or the region whose rows these are.
     */
    region: string;
    /**
     * Grading system and grade as published.
     */
    grade: string;
    /**
     * Evidence tier.
     */
    tier: string;
    /**
     * `V2`, `V1`, `G` or `U`.
     */
    verification: string;
    /**
     * `low`, `medium`, `high`.
     */
    burden: string;
    /**
     * Needs a clinician.
     */
    clinicianRequired: boolean;
    /**
     * Years until it helps, where a short life expectancy blocks it.
     */
    timeToBenefitYears?: number;
    /**
     * Caution codes it may carry; words under `cautions`.
     */
    cautions: string[];
    /**
     * Group of overlapping effects.
     */
    overlapGroup?: string;
}

/**
 * One additive part.
 */
export interface Part {
    /**
     * Input id.
     */
    input: string;
    /**
     * Its share: predictor scale in [`Contributions`], unit of the answer in [`Attribution`].
     */
    amount: number;
    /**
     * The reference profile's value (canonical unit; yes is 1).
     */
    reference?: number;
    /**
     * The person can change it.
     */
    modifiable: boolean;
}

/**
 * One allergy or intolerance.
 */
export interface Allergy {
    /**
     * Names the fact inside its record.
     */
    id: FactId;
    /**
     * Codes as written.
     */
    codes?: Code[];
    /**
     * Text as written.
     */
    text?: string;
    /**
     * Name of the recommender's vocabulary when given directly.
     */
    name?: string;
    /**
     * Clinical status.
     */
    clinical?: ClinicalStatus;
    /**
     * Verification status.
     */
    verification?: VerificationStatus;
    /**
     * FHIR `criticality` is high.
     */
    highCriticality?: boolean;
    /**
     * Reactions.
     */
    reactions?: Reaction[];
    /**
     * Where it came from.
     */
    origin: Origin;
}

/**
 * One change.
 */
export type Amendment = { op: "set"; concept: string; value?: number; unit?: string; word?: string; date?: PartialDate } | { op: "edit"; fact: FactId; value: number; unit?: string; date?: PartialDate } | { op: "setAside"; fact: FactId } | { op: "restore"; fact: FactId } | { op: "confirm"; fact?: FactId; concept?: string } | { op: "answer"; name: string; value?: Answer } | { op: "decline"; action: string; reason?: string } | { op: "accept"; action: string } | { op: "prefer"; preferences: Preferences } | { op: "close"; list: ListName } | { op: "open"; list: ListName } | { op: "add"; list: ListName; entry: FormEntry };

/**
 * One concept as the page sees it.
 */
export interface ConceptInfo {
    /**
     * Concept id.
     */
    id: string;
    /**
     * What it is.
     */
    kind: ConceptKind;
    /**
     * English name.
     */
    en: string;
    /**
     * Chinese name.
     */
    zh: string;
    /**
     * Canonical unit; empty where it is no number.
     */
    canonical?: string;
    /**
     * Accepted units.
     */
    units?: UnitInfo[];
    /**
     * Outside, a value is set aside; canonical unit.
     */
    hard?: [number, number];
    /**
     * Outside, a value is used and marked; canonical unit.
     */
    soft?: [number, number];
    /**
     * Its words.
     */
    words?: string[];
    /**
     * Days after which the page asks to confirm.
     */
    maxAgeDays?: number;
}

/**
 * One condition of the problem list, or a history entry.
 */
export interface Condition {
    /**
     * Names the fact inside its record.
     */
    id: FactId;
    /**
     * Codes as written.
     */
    codes?: Code[];
    /**
     * Text as written (`code.text`, else the first display).
     */
    text?: string;
    /**
     * Name of the recommender's vocabulary when a form or vignette gave it directly.
     */
    name?: string;
    /**
     * Concept ids of `data/concepts` that its codes mean (`diabetes_t2`, `stroke`), set by the reader.
     */
    concepts?: string[];
    /**
     * Concept ids that its codes only hint at (a broader code): ask, never decide.
     */
    asks?: string[];
    /**
     * Clinical status.
     */
    clinical?: ClinicalStatus;
    /**
     * Verification status.
     */
    verification?: VerificationStatus;
    /**
     * Start of the condition.
     */
    onset?: PartialDate;
    /**
     * Day it was written down: only a lower bound for its start.
     */
    recorded?: PartialDate;
    /**
     * End of the condition.
     */
    abatement?: PartialDate;
    /**
     * Severity where stated.
     */
    severity?: Severity;
    /**
     * Body sites, as text and code display (`left`, `bilateral`).
     */
    sites?: string[];
    /**
     * Where it came from.
     */
    origin: Origin;
}

/**
 * One day's session.
 */
export interface MovementSession {
    /**
     * 1 (Monday) to 7.
     */
    day: number;
    /**
     * Minutes of warm-up.
     */
    warmUp: number;
    /**
     * Minutes of cool-down.
     */
    coolDown: number;
    /**
     * All its minutes.
     */
    minutes: number;
    /**
     * What is done, in this order.
     */
    parts: MovementPart[];
}

/**
 * One day: templates with their scale (1 is as written), foods beside with their grams.
 */
export interface MealDay {
    /**
     * Template and scale, breakfast first.
     */
    meals: [string, number][];
    /**
     * Food and grams.
     */
    extras: [string, number][];
}

/**
 * One equation.
 */
export interface EquationInfo {
    /**
     * Id, `name-variant-horizon-outcome`.
     */
    id: string;
    /**
     * English title; the page has its own words by family, variant and outcome.
     */
    title: string;
    /**
     * Family as `regions.csv` names it.
     */
    family: string;
    /**
     * Which of its family; empty for a family of one.
     */
    variant: string;
    /**
     * The question it answers.
     */
    question: string;
    /**
     * What is predicted or estimated.
     */
    outcome: string;
    /**
     * Years ahead.
     */
    horizonYears?: number;
    /**
     * `probability`, or a UCUM unit.
     */
    unit: string;
    /**
     * Text key of the people it was made for.
     */
    population: string;
    /**
     * Inputs, exclusions included.
     */
    inputs: InputInfo[];
    /**
     * Published classes of the answer, lowest first as the file lists them.
     */
    bands: BandInfo[];
    /**
     * Where the classes come from.
     */
    bandsSource?: string;
    /**
     * Where it was published.
     */
    source: SourceInfo;
    /**
     * What the codes of a batch mean.
     */
    codes: BatchCode[];
}

/**
 * One group of people.
 */
export interface FeedbackGroup {
    /**
     * As the table calls it; empty: no group.
     */
    name: string;
    /**
     * People measured.
     */
    people: number;
    /**
     * Mean NDCG.
     */
    ndcg: number;
    /**
     * Mean NDCG less 1.96 standard errors, at least 0; absent for one person.
     */
    low?: number;
    /**
     * Mean NDCG and 1.96 standard errors, at most 1.
     */
    high?: number;
    /**
     * Mean average precision.
     */
    map: number;
    /**
     * Too few people to tell.
     */
    small: boolean;
}

/**
 * One input as the equation used it.
 */
export interface InputUsed {
    /**
     * Input id: a concept id, or one the equation defines itself.
     */
    id: string;
    /**
     * The number used, canonical unit of the input; yes is 1, no is 0; `None` when absent.
     */
    value?: number;
    /**
     * The word, where the input is one (`female`, `current`).
     */
    word?: string;
    /**
     * Canonical unit.
     */
    unit?: string;
    /**
     * How it came to have its value.
     */
    status: InputStatus;
    /**
     * Day of the value.
     */
    date?: PartialDate;
    /**
     * Only a bound was reported.
     */
    comparator?: Comparator;
    /**
     * The facts behind it.
     */
    facts?: FactId[];
}

/**
 * One input of an equation.
 */
export interface InputInfo {
    /**
     * Concept id, or one the equation defines itself.
     */
    id: string;
    /**
     * `number`, `flag`, `word`.
     */
    kind: string;
    /**
     * Canonical unit.
     */
    unit?: string;
    /**
     * `required`, `optional` (the equation has a term for its absence), `unused` (no term of this outcome reads it;
     * its range is checked when known), `exclusion` (yes means it does not apply).
     */
    need: string;
    /**
     * Words that only one stratum needs it for: `male`. Empty: everyone.
     */
    only?: string[];
    /**
     * Lowest value, included unless `lowOpen`.
     */
    low?: number;
    /**
     * The lowest value itself is outside.
     */
    lowOpen?: boolean;
    /**
     * Highest value, included unless `highOpen`.
     */
    high?: number;
    /**
     * The highest value itself is outside.
     */
    highOpen?: boolean;
    /**
     * Values to offer on a slider or to try when unknown.
     */
    explore?: [number, number];
    /**
     * Values the derivation covered, where narrower.
     */
    studied?: [number, number];
    /**
     * Only whole numbers.
     */
    whole?: boolean;
    /**
     * Its words and their codes in columns.
     */
    words?: WordInfo[];
    /**
     * A person can change it.
     */
    modifiable: boolean;
}

/**
 * One line of the review sheet.
 */
export interface Finding {
    /**
     * Concept id.
     */
    concept: string;
    /**
     * The value that counts and how it came about.
     */
    input: InputUsed;
    /**
     * Message keys: `old`, `meanOfDay`, `bounded`, `softRange`, `unverifiedCode`, `contradicts`, `recomputed`.
     */
    notes: string[];
    /**
     * Earlier values, oldest first, canonical unit.
     */
    earlier: Earlier[];
    /**
     * File and place of the value that counts, as shown.
     */
    from: string;
    /**
     * Code that matched: `LOINC 8480-6`.
     */
    code?: string;
}

/**
 * One measurement or answer of one concept.
 */
export type Observation = Value & {
    /**
     * Names the fact inside its record.
     */
    id: FactId;
    /**
     * Concept id of `data/concepts`.
     */
    concept: string;
    /**
     * Day of the measurement; `None` when the file gave none.
     */
    date?: PartialDate;
    /**
     * Upper reference limit sent with the same observation, canonical unit.
     */
    referenceHigh?: number;
    /**
     * Taken during an inpatient or emergency stay.
     */
    inpatient?: boolean;
    /**
     * Message keys of what a reader should know: `softRange`, `unitFixed`, `meanOfPanel`, …
     */
    notes?: string[];
    /**
     * Where it came from.
     */
    origin: Origin;
};

/**
 * One medicine of Medication*, a form or a vignette.
 */
export interface Medication {
    /**
     * Names the fact inside its record.
     */
    id: FactId;
    /**
     * Codes as written.
     */
    codes?: Code[];
    /**
     * Text as written.
     */
    text?: string;
    /**
     * Ingredient or class name of the recommender's vocabulary when given directly.
     */
    name?: string;
    /**
     * Concept ids of `data/concepts` that its codes and text mean (`statin`, `antihypertensive`), set by the reader.
     */
    concepts?: string[];
    /**
     * Whether it is taken now.
     */
    status?: MedicationStatus;
    /**
     * Dose.
     */
    dose?: Dose;
    /**
     * As needed, or a short course: not a regular medicine.
     */
    asNeeded?: boolean;
    /**
     * First day.
     */
    start?: PartialDate;
    /**
     * Last day.
     */
    end?: PartialDate;
    /**
     * Where it came from.
     */
    origin: Origin;
}

/**
 * One name of the lists that rules and interactions use.
 */
export interface NameEntry {
    /**
     * Name.
     */
    name: string;
    /**
     * `dx`, `allergy`, `ingredient`, `class`, `gene`, `food`; a name that is ingredient and class is `ingredient`.
     */
    kind: string;
    /**
     * A record's silence never answers it.
     */
    neverPresumed?: boolean;
    /**
     * Names that come with it: the classes of an ingredient, what a diagnosis implies.
     */
    gives?: string[];
}

/**
 * One of a smallest set of demands that cannot stand together, or a limit that was missed.
 */
export interface MealConflict {
    /**
     * `min`, `max`, `energy`, `cuisines`, `flag`, `group`, `foods`, `prefer`, `variety`.
     */
    demand: string;
    /**
     * What it is about: the limit's key, a flag, a group, a slot; empty otherwise.
     */
    key: string;
    /**
     * `each_day` or `mean_per_day`, of a limit.
     */
    scope?: string;
    /**
     * The limit's number.
     */
    value?: number;
    /**
     * What was reached, where a week was missed by it.
     */
    reached?: number;
}

/**
 * One part of a score: what one term, or one earlier answer, adds.
 */
export interface ScorePart {
    /**
     * Feature of the person.
     */
    feature?: string;
    /**
     * The word that the feature is.
     */
    featureIs?: string;
    /**
     * Attribute of the action: `category`, `burden`, …
     */
    attribute?: string;
    /**
     * The word that the attribute is.
     */
    attributeIs?: string;
    /**
     * The action itself, whoever it is for.
     */
    action?: string;
    /**
     * An action that the person answered before.
     */
    past?: string;
    /**
     * What it adds.
     */
    value: number;
}

/**
 * One part of a session.
 */
export interface MovementPart {
    /**
     * Programme it belongs to.
     */
    programme: string;
    /**
     * Activity id.
     */
    activity: string;
    /**
     * Minutes; of strength work our own estimate, of intervals with the easy time between.
     */
    minutes: number;
    /**
     * `talk`, `light`, `lightToModerate`, `support`, `reserve`, `peak`: words under `movement.intensity`.
     */
    intensity: string;
    /**
     * How hard it feels, of 10.
     */
    effort?: [number, number];
    /**
     * Sets of each exercise, or hard intervals.
     */
    sets?: number;
    /**
     * Repetitions of a set.
     */
    reps?: number;
    /**
     * Exercises, so that all major muscle groups come up.
     */
    exercises?: number;
    /**
     * Minutes of one hard interval.
     */
    interval?: number;
    /**
     * Easy minutes between two.
     */
    easy?: number;
    /**
     * Hard minutes of all intervals together.
     */
    hardMinutes?: number;
    /**
     * This week's step is our own, between figures that were read.
     */
    own?: boolean;
}

/**
 * One patient field of the rules.
 */
export interface FieldEntry {
    /**
     * Name.
     */
    name: string;
    /**
     * `number`, `enum`, `bool`.
     */
    kind: string;
    /**
     * Unit of a number.
     */
    unit?: string;
    /**
     * Least and greatest number taken.
     */
    range?: [number, number];
    /**
     * Words taken.
     */
    values?: string[];
    /**
     * The value of a field that nobody answered, as written; absent: unknown.
     */
    default?: string;
    /**
     * "Never" is an answer.
     */
    never?: boolean;
    /**
     * A person may be asked for it; an equation fills it otherwise.
     */
    asked: boolean;
}

/**
 * One person, as the planner sees them.
 */
export interface ExerciseProfile {
    /**
     * Whole years; nobody is planned for without it, nor under 18.
     */
    age?: number;
    /**
     * `unstable_cardiac`, `copd_severe`, `retinopathy`, `knee_oa`, `osteoporosis_fragile`, `neuropathy_foot`, `fall_risk`,
     * `pregnancy`: yes, no, or null (unknown, as a name that is absent). Unknown counts as yes until it is answered.
     */
    conditions?: Record<string, boolean | null>;
    /**
     * Why there is no plan before a clinician has seen the person: `unstable_cardiac`, `very_high_pressure`,
     * `pregnancy_complication`, `critical_value`; or that there is nobody to plan for: `deceased`.
     */
    noPlan?: string[];
    /**
     * No vigorous work: not known to be safe.
     */
    noVigorous?: boolean;
    /**
     * The heart rate says nothing (medicines that slow it, atrial fibrillation), or it is not known whether it does.
     */
    noHeartRate?: boolean;
    /**
     * Highest heart rate that a test measured, beats a minute. Nothing computes one.
     */
    peakHeartRate?: number;
    /**
     * Stop signs that hold for every activity of this person: `glucose`, `pregnancy`, `eye`.
     */
    stops?: string[];
    /**
     * Codes of cautions (words under `cautions`).
     */
    cautions?: string[];
    /**
     * Moderate-equivalent minutes a week now.
     */
    presentMinutes?: number;
    /**
     * What the person has time, things and liking for.
     */
    wishes?: MovementWishes;
    /**
     * Where the above came from; no plan depends on it.
     */
    about?: MovementAbout;
}

/**
 * One published equation's answer for one person, explained.
 */
export interface Score {
    /**
     * Equation id, `name-variant-horizon-outcome`.
     */
    id: string;
    /**
     * Family as `regions.csv` names it: `prevent`, `china_par`, `ckd_epi`.
     */
    family: string;
    /**
     * The question it answers: `cardiovascular`, `kidney_function`, `liver`, `lipids`, `body`.
     */
    question: string;
    /**
     * `ascvd`, `total_cvd`, `heart_failure`, `egfr`, …
     */
    outcome: string;
    /**
     * Years ahead, where it looks ahead.
     */
    horizonYears?: number;
    /**
     * Unit of the answer: `probability`, or a UCUM unit.
     */
    unit: string;
    /**
     * One of the three answers.
     */
    assessment: Assessment;
    /**
     * Published band of a computed answer: `G2`, `low`, `high`.
     */
    band?: string;
    /**
     * Inputs as used.
     */
    inputs: InputUsed[];
    /**
     * What should be said with the answer: `outsideStudied`.
     */
    notes?: Reason[];
    /**
     * Exact parts on the predictor's scale.
     */
    contributions?: Contributions;
    /**
     * Exact Shapley parts in the answer's unit, against the same age and sex at optimal values.
     */
    attribution?: Attribution;
    /**
     * What absent, presumed, old or bounded inputs could change.
     */
    sensitivity?: Sensitivity[];
    /**
     * Whether it was studied where the person lives; `None` while the region is unknown.
     */
    studied?: Studied;
}

/**
 * One thing that follows from a fact of the person.
 */
export interface MealReason {
    /**
     * Code of the row in `data/foods/limits.csv`, key of its sentence.
     */
    code: string;
    /**
     * `limit`, `flag`, `group`, `foods`, `note`, `refuse`.
     */
    kind: string;
    /**
     * What it is about: the limit's key, a flag, a group, foods joined by bars.
     */
    key: string;
    /**
     * `each_day` or `mean_per_day`, of a limit.
     */
    scope: string;
    /**
     * The least, of this person.
     */
    min?: number;
    /**
     * The most, of this person.
     */
    max?: number;
    /**
     * The facts that made it so; none where it holds for everybody or counts while something is not known.
     */
    because: Because[];
    /**
     * Source, of `sources`.
     */
    source: string;
    /**
     * `V2`, `V1`, `G`, or `U`: not checked yet, or a default of ours.
     */
    verification: string;
}

/**
 * One week.
 */
export interface MovementWeek {
    /**
     * 1 to 12.
     */
    week: number;
    /**
     * All minutes, warm-up and cool-down in them.
     */
    minutes: number;
    /**
     * Minutes of work alone.
     */
    workMinutes: number;
    /**
     * Moderate aerobic minutes; a vigorous one counts as two. Light ones do not count.
     */
    aerobicMinutes: number;
    /**
     * Light aerobic minutes.
     */
    lightMinutes: number;
    /**
     * Days with strength work.
     */
    strengthDays: number;
    /**
     * Minutes of work times MET.
     */
    metMinutes: number;
    /**
     * A step of this week is our own, between figures that were read.
     */
    own: boolean;
    /**
     * Sessions in the order of the days.
     */
    sessions: MovementSession[];
}

/**
 * One worked case, run here.
 */
export interface ExampleResult {
    /**
     * Equation id.
     */
    equation: string;
    /**
     * Who says what the answer is.
     */
    source: string;
    /**
     * The answer it should be, unit of the equation.
     */
    expected: number;
    /**
     * The answer here; absent when there was none.
     */
    got?: number;
    /**
     * Largest difference that counts as agreement.
     */
    within: number;
    /**
     * They agree.
     */
    agrees: boolean;
}

/**
 * OrderFigures of one order for everybody.
 */
export interface OrderFigures {
    /**
     * Mean NDCG over the first places, 0 to 1.
     */
    ndcg: number;
    /**
     * Mean average precision over the first places, 0 to 1.
     */
    map: number;
    /**
     * Share of actions that stand in anybody's first places, among all they had not answered before; 0 to 1.
     */
    coverage: number;
}

/**
 * Preferences, all optional: what is absent is not asked and moves nothing.
 */
export interface Preferences {
    /**
     * The most one pays: 1 little, 2 some, 3 much.
     */
    cost?: number;
    /**
     * Minutes a day to spare.
     */
    minutesPerDay?: number;
    /**
     * `fewer` or `any`.
     */
    pills?: string;
    /**
     * What one would rather not use.
     */
    avoidEquipment?: string[];
    /**
     * What one has for moving (`bands`, `bicycle`, …); absent is not asked, not "nothing".
     */
    equipment?: string[];
    /**
     * Joints to spare, of [`JOINTS`].
     */
    injuries?: string[];
    /**
     * Of [`CUISINES`].
     */
    cuisines?: string[];
    /**
     * Of [`CATEGORIES`].
     */
    likes?: string[];
    /**
     * Of [`CATEGORIES`].
     */
    dislikes?: string[];
}

/**
 * Sex as equations use it. Absent, `other` and `unknown` are all "ask".
 */
export type Sex = "female" | "male";

/**
 * Signs to stop at, with what to do (`movement.stops`).
 */
export interface MovementStop {
    /**
     * Code.
     */
    code: string;
    /**
     * Activities it belongs to; empty: all of them.
     */
    activities?: string[];
    /**
     * Nobody has checked the words against a source yet.
     */
    unchecked?: boolean;
}

/**
 * Something that stands in for something else.
 */
export interface MovementReplaced {
    /**
     * Programme.
     */
    programme: string;
    /**
     * Activity of the table, or of the plan.
     */
    from: string;
    /**
     * What stands in for it, or was wished to.
     */
    to: string;
    /**
     * What speaks against it.
     */
    why: MovementAgainst[];
}

/**
 * The answer of one equation for one person.
 */
export type Assessment = { answer: "computed"; value: number; interval?: Interval } | { answer: "notApplicable"; reasons: Reason[] } | { answer: "needsInput"; missing: Missing[] };

/**
 * The catalogue.
 */
export interface Catalog {
    /**
     * Version of the crate.
     */
    version: string;
    /**
     * Day of the newest fact.
     */
    factsDate: PartialDate;
    /**
     * Formats that are read.
     */
    formats: FormatInfo[];
    /**
     * Published equations that ship.
     */
    equations: EquationInfo[];
    /**
     * Concepts, their units and limits.
     */
    concepts: ConceptInfo[];
    /**
     * Countries and their region; every other country is `other`.
     */
    countries: CountryInfo[];
    /**
     * Actions of the recommender.
     */
    actions: ActionEntry[];
    /**
     * Fields that rules read and a person may be asked for.
     */
    fields: FieldEntry[];
    /**
     * Conditions, medicines, allergies, gene flags and foods that rules know.
     */
    names: NameEntry[];
    /**
     * The same as lists to pick from, with every spelling.
     */
    pickers: Pickers;
}

/**
 * The headline with other values.
 */
export interface Moved {
    /**
     * Equation id.
     */
    id: string;
    /**
     * What is counted.
     */
    outcome: string;
    /**
     * Years ahead.
     */
    horizonYears: number;
    /**
     * Share of people like this one as things are.
     */
    baseline: number;
    /**
     * Share with the other values.
     */
    after: number;
    /**
     * 2.5 % of `after`; absent where it is outline or nothing moved it.
     */
    low?: number;
    /**
     * 97.5 %.
     */
    high?: number;
    /**
     * The equation moved it, in part or in whole: a comparison of people, no effect of a change.
     */
    outline: boolean;
    /**
     * Message keys under `gain.notes`: `below_lowest_target`.
     */
    notes?: string[];
}

/**
 * The profile with the wish, and its plan.
 */
export interface MovementSwapped {
    /**
     * The profile, to be given to the next call.
     */
    profile: ExerciseProfile;
    /**
     * The plan.
     */
    plan: ExercisePlan;
}

/**
 * The recommender's whole answer.
 */
export interface Recommendations {
    /**
     * Why there is no list at all: `deceased`, `child` (the actions here are for adults); cards, questions and what is
     * held are empty then.
     */
    noList?: string;
    /**
     * Critical values: first and alone.
     */
    critical: Critical[];
    /**
     * Cards in order: urgent alone first, warnings, then by tier.
     */
    cards: Card[];
    /**
     * Every other action, with the clause that decided.
     */
    held: Held[];
    /**
     * Interactions, worst first.
     */
    interactions: Interaction[];
    /**
     * What to ask, most telling first.
     */
    questions: Question[];
    /**
     * The region nobody stated: rows of a region do not apply.
     */
    regionUnknown: boolean;
    /**
     * Entries of the lists that no rule has a name for, as written.
     */
    notUnderstood?: string[];
}

/**
 * The record says that the person has died.
 */
export interface Deceased {
    /**
     * When, if stated.
     */
    date?: PartialDate;
}

/**
 * The scores of a form; the same as an assessment of it gives.
 */
export interface Preview {
    /**
     * The score of the first sentence, where there is one.
     */
    headline?: Headline;
    /**
     * Scores, the headline first.
     */
    scores: Score[];
}

/**
 * Twelve weeks, or why there are none.
 */
export interface ExercisePlan {
    /**
     * `plan`, `seeClinician`, `ageUnknown`, `under18`, `deceased`, `nothingFits`.
     */
    status: string;
    /**
     * Why a clinician comes first: `unstable_cardiac`, `very_high_pressure`, `pregnancy_complication`, `critical_value`.
     */
    reasons: string[];
    /**
     * Programmes that are in it, with the week of the table that stands first (1 is the beginning).
     */
    programmes: MovementProgramme[];
    /**
     * Weeks 1 to 12; empty unless the status is `plan`.
     */
    weeks: MovementWeek[];
    /**
     * Every activity of the plan, in the order in which it comes up.
     */
    activities: MovementActivity[];
    /**
     * Activities of the tables that something else stands in for, and why.
     */
    replaced: MovementReplaced[];
    /**
     * Wished swaps that do not suit, and why.
     */
    refused: MovementReplaced[];
    /**
     * Programmes left out, and why.
     */
    left: MovementLeft[];
    /**
     * Whether the last week reaches what WHO asks of adults.
     */
    reach: MovementReach;
    /**
     * What the heart rate is good for.
     */
    heartRate: MovementHeartRate;
    /**
     * When to stop: general first, the person's next, then those of the activities.
     */
    stopSigns: MovementStop[];
    /**
     * Codes of cautions (words under `cautions`).
     */
    cautions: string[];
    /**
     * Where the programmes and numbers come from.
     */
    sources: MovementSource[];
}

/**
 * What a code of a batch means.
 */
export interface BatchCode {
    /**
     * The code.
     */
    code: number;
    /**
     * Reason key: `missing`, `belowRange`, `aboveRange`, `notAllowed`, an exclusion's, `answerImpossible`.
     */
    key: string;
    /**
     * The input it is about; empty for the answer itself.
     */
    input: string;
}

/**
 * What a concept is.
 */
export type ConceptKind = "number" | "word" | "condition" | "medicine";

/**
 * What a file to keep holds.
 */
export interface ExportOptions extends AssessOptions {
    /**
     * `fhir` alone: the plan as drafts (`CarePlan`, `Goal`, `ServiceRequest`).
     */
    plan?: boolean;
    /**
     * Titles of the actions in the reader's language, for the drafts; an action without one is named by its id.
     */
    titles?: Record<string, string>;
}

/**
 * What a joint picture is to be about.
 */
export interface TogetherWishes {
    /**
     * `ascvd`, `total_cvd`: the outcome that is counted, so that it can stand beside an answer about the same. Absent: the
     * widest that is known.
     */
    outcome?: string;
}

/**
 * What a model did on what was held back, beside the plainest order there is.
 */
export interface OrderEvaluation {
    /**
     * What was held back.
     */
    hold: Holding;
    /**
     * Among which steps orders are judged.
     */
    among: Among;
    /**
     * How many of the first places count.
     */
    places: number;
    /**
     * People of whom something wanted was held back.
     */
    people: number;
    /**
     * Wanted actions held back, over all people.
     */
    wanted: number;
    /**
     * Actions that are ranked.
     */
    actions: number;
    /**
     * The model.
     */
    model: OrderFigures;
    /**
     * What people took up most first, the same for everybody.
     */
    popular: OrderFigures;
    /**
     * Better than that in NDCG and MAP, beyond the 1.96 standard errors of the difference in NDCG.
     */
    better: boolean;
    /**
     * Mean difference in NDCG, and its 1.96 standard errors.
     */
    gain: number;
    /**
     * 1.96 standard errors of the mean difference.
     */
    gainMargin: number;
    /**
     * Groups by name, where the table has groups.
     */
    groups: FeedbackGroup[];
    /**
     * Greatest less least NDCG of the groups that are large enough; absent with fewer than two of these.
     */
    gap?: number;
    /**
     * Too few people to tell anything.
     */
    small: boolean;
}

/**
 * What a model was fitted on, and how well it did on what was held back.
 */
export interface ModelCard {
    /**
     * Day of fitting.
     */
    made: PartialDate;
    /**
     * Rows of the table.
     */
    rows: number;
    /**
     * People in it.
     */
    people: number;
    /**
     * Actions in it.
     */
    actions: number;
    /**
     * Rows in which the person took the action up.
     */
    accepted: number;
    /**
     * Rows in which the person did it.
     */
    done: number;
    /**
     * First and last day of the rows, where they have one.
     */
    days?: [PartialDate, PartialDate];
    /**
     * Features of people that the table had.
     */
    features: string[];
    /**
     * How it was fitted.
     */
    settings: FeedbackSettings;
    /**
     * Measured on what was held back, by a model that had not seen it.
     */
    evaluation: OrderEvaluation;
}

/**
 * What a person said a column means: a concept id, or one of `id`, `name`, `sex`, `birth`, `age`, `date`, `conditions`,
 * `medicines`, `allergies`, `ignore`; with the unit of its numbers where the heading gives none.
 */
export type Mapped = string | { concept: string; unit: string };

/**
 * What a person said of one action.
 */
export interface Past {
    /**
     * Action id.
     */
    action: string;
    /**
     * Whether the person took it up; absent: not known.
     */
    accepted?: boolean;
    /**
     * Whether the person did it; absent: not known.
     */
    done?: boolean;
}

/**
 * What a saved file holds.
 */
export interface SavedRecord {
    /**
     * [`SAVED_FORMAT`]; it stands first, so that the sniff table finds it.
     */
    format: string;
    /**
     * [`SAVED_VERSION`].
     */
    version: number;
    /**
     * The people.
     */
    patients: Patient[];
}

/**
 * What a table is scored with.
 */
export interface BatchOptions extends AssessOptions, ReadOptions {}

/**
 * What an action would gain. Shares are 0 to 1 of people like this one.
 */
export interface Gain {
    /**
     * What is counted: `total_cvd`, `ascvd`, …
     */
    outcome: string;
    /**
     * Equation id of the baseline, or `given`.
     */
    basis: string;
    /**
     * Years ahead.
     */
    horizonYears: number;
    /**
     * Share to whom it happens without the action.
     */
    baseline: number;
    /**
     * Share with it.
     */
    after: number;
    /**
     * Baseline minus after.
     */
    reduction: number;
    /**
     * 2.5 % of the reduction; absent where an interval is missing.
     */
    low?: number;
    /**
     * 97.5 %.
     */
    high?: number;
    /**
     * One over the reduction.
     */
    nnt?: number;
    /**
     * `direct`, `mediated`, `behaviour`.
     */
    path: string;
    /**
     * The factor between, on the mediated path.
     */
    mediator?: Shift;
    /**
     * Rows it was computed from.
     */
    effects: string[];
    /**
     * Their sources.
     */
    sources: string[];
    /**
     * People compared, not a trial: to be drawn in outline and called that.
     */
    outline: boolean;
    /**
     * What a reader should know, message keys under `gain.notes`.
     */
    notes: string[];
}

/**
 * What came of planning.
 */
export type MealStatus = "planned" | "impossible" | "notFound";

/**
 * What is held back to measure on.
 */
export type Holding = "last" | "people";

/**
 * What of a person's preferences an action suits, and what speaks against it: `cost`, `minutes`, `pills`, `cuisine`,
 * `category`, `equipment:bands`, `joint:knee`.
 */
export interface Preference {
    /**
     * Suits.
     */
    fits: string[];
    /**
     * Speaks against it; it is shown all the same.
     */
    against: string[];
}

/**
 * What one equation answers.
 */
export type Evaluated = Assessment & {
    /**
     * Equation id.
     */
    id: string;
    /**
     * Unit of the answer: `probability`, or a UCUM unit.
     */
    unit: string;
    /**
     * Published band of a computed answer.
     */
    band?: string;
    /**
     * Inputs as used.
     */
    inputs: InputUsed[];
    /**
     * What should be said with the answer.
     */
    notes?: Reason[];
    /**
     * Exact parts on the predictor's scale.
     */
    contributions?: Contributions;
    /**
     * Exact Shapley parts against the same age and sex at optimal values.
     */
    attribution?: Attribution;
};

/**
 * What one file gave.
 */
export interface FileReport {
    /**
     * File name.
     */
    file: string;
    /**
     * Format id of `catalog().formats`; empty when it was not recognised.
     */
    format: string;
    /**
     * Facts kept.
     */
    facts: number;
    /**
     * What went wrong, if anything; facts read before it are kept.
     */
    error?: Error;
    /**
     * Columns that a person must name (CSV mapping screen): heading, first cells.
     */
    unmapped?: Unmapped[];
    /**
     * Facts found and not used (`Patient.setAside`).
     */
    setAside?: number;
    /**
     * Facts that said the same again and were dropped.
     */
    duplicates?: number;
    /**
     * What the file holds and Bedside does not read, by name and count: `Claim`, `QuestionnaireResponse`.
     */
    skipped?: Record<string, number>;
    /**
     * Message keys (under `fileNotes`) of what a reader should know: `titleRows`, `severalPeople`, `noPerson`.
     */
    notes?: string[];
}

/**
 * What other values would mean.
 */
export interface WhatIf {
    /**
     * The headline; absent where there is no answer before or after.
     */
    score?: Moved;
    /**
     * The list for these values.
     */
    recommendations: Recommendations;
}

/**
 * What reading some files gave.
 */
export interface Reading {
    /**
     * The people found. One: go on. Several: ask which, never merge.
     */
    patients: Patient[];
    /**
     * A report per file.
     */
    files: FileReport[];
}

/**
 * What several actions would gain together. Shares are 0 to 1 of people like this one.
 */
export interface Together {
    /**
     * What is counted: `total_cvd`, `ascvd`, …; empty without a baseline.
     */
    outcome: string;
    /**
     * Equation id of the baseline, or `given`; empty without one.
     */
    basis: string;
    /**
     * Years ahead; 0 without a baseline.
     */
    horizonYears: number;
    /**
     * Share to whom it happens without them; 0 without a baseline.
     */
    baseline: number;
    /**
     * Share with them.
     */
    after: number;
    /**
     * Baseline minus after.
     */
    reduction: number;
    /**
     * 2.5 % of the reduction; absent where an interval is missing.
     */
    low?: number;
    /**
     * 97.5 %.
     */
    high?: number;
    /**
     * One over the reduction.
     */
    nnt?: number;
    /**
     * What counts, in the order of the table of actions.
     */
    counted: Counted[];
    /**
     * What does not, and why.
     */
    left: Left[];
    /**
     * Factors with their joint change.
     */
    shifts?: Shift[];
    /**
     * Message keys under `gain.notes`.
     */
    notes: string[];
}

/**
 * What sort of thing went wrong; decides exit codes and which view answers.
 */
export type Kind = "malformed" | "unsupported" | "value" | "usage" | "tooLarge" | "cancelled";

/**
 * What speaks against an activity, or leaves a programme out.
 */
export interface MovementAgainst {
    /**
     * `condition`, `joint`, `weight`, `equipment`, `place`, `impact`, `avoided`, `harder`, `kind`, `time`, `gate`.
     */
    kind: string;
    /**
     * Which one, where there are several: a condition, a joint, a thing that is missing.
     */
    name?: string;
    /**
     * Nobody knows whether the condition is there: it counts until it is answered.
     */
    unknown?: boolean;
}

/**
 * What the evaluator decided for one action; names and order as `check.py` has them.
 */
export type Status = "recommend" | "discuss" | "avoid" | "needs_data" | "blocked" | "not_eligible" | "declined";

/**
 * What the heart rate is good for.
 */
export interface MovementHeartRate {
    /**
     * `useless` (medicines, rhythm, or not known), `notMeasured` (no formula stands in for a test), `range`.
     */
    use: string;
    /**
     * Beats a minute for hard intervals, from the highest rate that a test measured.
     */
    range?: [number, number];
}

/**
 * What the last week comes to beside what WHO asks of adults.
 */
export interface MovementReach {
    /**
     * Moderate-equivalent minutes of the last week, and the least that WHO asks.
     */
    aerobic: number;
    /**
     * Least moderate minutes a week.
     */
    aerobicGoal: number;
    /**
     * Days with strength work in the last week.
     */
    strengthDays: number;
    /**
     * Least days with strength work.
     */
    strengthGoal: number;
    /**
     * Both are reached.
     */
    met: boolean;
    /**
     * Minutes a day from which both would be.
     */
    needsMinutesPerDay?: number;
}

/**
 * What the linear model answers.
 */
export type Target = "accepted" | "done";

/**
 * What the person has time, things and liking for.
 */
export interface MovementWishes {
    /**
     * Most minutes on one day, warm-up and cool-down in them; 40 where nobody said.
     */
    minutesPerDay?: number;
    /**
     * Days of the week that are free, 1 (Monday) to 7; Monday to Friday where nobody said.
     */
    days?: number[];
    /**
     * Things at hand (`equipmentIds`).
     */
    equipment?: string[];
    /**
     * `indoor` or `outdoor`; anywhere where nobody said.
     */
    place?: string;
    /**
     * Joints to spare: `knee`, `hip`, `ankle`, `shoulder`, `back`, `wrist`.
     */
    injuries?: string[];
    /**
     * No jumps and no blows.
     */
    lowImpact?: boolean;
    /**
     * `move`, `strength`, `balance`, `fitness`; the first two, and balance from 65 or after a fall, where nobody said.
     */
    goals?: string[];
    /**
     * Activities never to plan.
     */
    avoid?: string[];
    /**
     * Activity of the plan to the one wanted in its place.
     */
    instead?: Record<string, string>;
}

/**
 * What the person wants of a week of meals, all optional.
 */
export interface MealWishes {
    /**
     * `inactive`, `lowActive`, `active`, `veryActive`; absent is worked out from the minutes of movement a week.
     */
    activity?: string;
    /**
     * `keep`, `lose`, `gain`.
     */
    goal?: string;
    /**
     * Centimetres, where no record says.
     */
    height?: number;
    /**
     * Kilograms, where no record says.
     */
    weight?: number;
    /**
     * Of `western`, `chinese`, `mediterranean`, `south_asian`; none is all.
     */
    cuisines?: string[];
    /**
     * `dash`, `mediterranean`, `portfolio`, `chinese_guideline`: the figures of that way of eating hold too.
     */
    pattern?: string;
    /**
     * Flags that every food must have: `vegetarian`, `halal_ok`, `nut_free`, …
     */
    require?: string[];
    /**
     * Food groups and foods to leave out.
     */
    leaveOut?: string[];
    /**
     * Minutes that a meal may take.
     */
    minutes?: number;
    /**
     * Most cost level, 1 to 3.
     */
    cost?: number;
    /**
     * Kitchen things that are not there.
     */
    without?: string[];
    /**
     * Foods and templates that are liked.
     */
    likes?: string[];
}

/**
 * What to swap.
 */
export interface MovementSwap {
    /**
     * An activity of the plan.
     */
    activity: string;
    /**
     * One of its alternatives; absent: the nearest that is not in the plan.
     */
    to?: string;
}

/**
 * What was found for a concept.
 */
export type Value = { kind: "number"; value: number; given: Given; comparator?: Comparator } | { kind: "word"; word: string };

/**
 * Where a profile came from.
 */
export interface MovementAbout {
    /**
     * Code of a condition, reason or stop sign to what made it true, or left its kind open.
     */
    because?: Record<string, Because[]>;
    /**
     * Conditions whose kind only the person can tell (which joint, how severe).
     */
    confirm?: string[];
    /**
     * Unknown names that would settle something, once each.
     */
    asks?: Question[];
    /**
     * Names taken as no from a recorded list's silence.
     */
    presumed?: string[];
}

/**
 * Where an equation was published and how far its numbers were checked.
 */
export interface SourceInfo {
    /**
     * Citation.
     */
    citation: string;
    /**
     * Confirmed DOI.
     */
    doi?: string;
    /**
     * Table of the publication.
     */
    table?: string;
    /**
     * What is known of its terms of use; an observation, no legal advice.
     */
    licence: string;
    /**
     * How sure the numbers are.
     */
    confidence: string;
    /**
     * How they were checked.
     */
    verifiedBy: string;
}

/**
 * Where it came from and how old it is.
 */
export interface Provenance {
    /**
     * Version of the crate.
     */
    version: string;
    /**
     * Date of its facts; older than 18 months at `asOf` is a warning.
     */
    factsDate: PartialDate;
    /**
     * `facts_date` is over 18 months before `asOf`.
     */
    factsOld: boolean;
    /**
     * SHA-256 of the facts that count and of what was asked, hexadecimal; files, their order and who it is do not enter.
     */
    inputsHash: string;
}

/**
 * Where the energy of a day comes from.
 */
export interface MealEnergy {
    /**
     * What keeps the weight: EER 2023, kcal a day.
     */
    keeps: number;
    /**
     * What is planned, kcal a day.
     */
    target: number;
    /**
     * `inactive`, `lowActive`, `active`, `veryActive`.
     */
    activity: string;
    /**
     * Nobody said how active: taken from the minutes of movement a week, or as inactive.
     */
    taken: boolean;
    /**
     * `keep`, `lose`, `gain`, as planned.
     */
    goal: string;
}

/**
 * Whether a medicine is taken now.
 */
export type MedicationStatus = "current" | "past" | "uncertain";

/**
 * Whether an equation was derived or tested where the person lives (`regions.csv`).
 */
export type Studied = "yes" | "recalibrated" | "no";

/**
 * Which equation answers the headline question here, and why that one.
 */
export interface Headline {
    /**
     * Id of the score, in `scores`.
     */
    score: string;
    /**
     * Flag of the choice.
     */
    studied?: Studied;
    /**
     * First choice of the region that was passed over, with the reason key (`notShipped`, `notApplicable`).
     */
    passedOver?: [string, string][];
    /**
     * Optional values that are known and could not be used, with why.
     */
    setAside?: Reason[];
}

/**
 * Which meal of a week.
 */
export interface MealPlace {
    /**
     * The day, 0 to 6.
     */
    day: number;
    /**
     * The meal of that day, as the plan lists them.
     */
    index: number;
}

/**
 * Which model.
 */
export type ModelKind = "linear" | "content" | "implicit";

/**
 * Who is asked about.
 */
export interface Person {
    /**
     * Whole years at `asOf`.
     */
    age?: number;
    /**
     * The birth date lacks month or day: the age may be one more.
     */
    ageUncertain: boolean;
    /**
     * `female`, `male`; absent: ask.
     */
    sex?: Sex;
    /**
     * The record says that the person has died.
     */
    deceased: boolean;
    /**
     * Under 18 at `asOf`.
     */
    child: boolean;
}

/**
 * Who, when and where an assessment is for.
 */
export interface AssessOptions {
    /**
     * Day of assessment, a full date: ages and windows count to it, and nothing after it is used.
     */
    asOf?: PartialDate;
    /**
     * Where the person lives, ISO 3166-1 two letters; decides the region when none is given.
     */
    country?: string;
    /**
     * `us`, `uk`, `eu`, `cn`, `other`. Absent with no country: unknown, never taken from the language.
     */
    region?: string;
    /**
     * Actions that the person declined.
     */
    declined?: string[];
    /**
     * What the person would rather do, in place of what the record keeps.
     */
    preferences?: Preferences;
    /**
     * Scores of a model that learned from feedback, by action: they reorder inside an evidence tier and no further.
     */
    nudge?: Record<string, number>;
}

/**
 * Why an action is not shown.
 */
export interface Held {
    /**
     * Action id.
     */
    action: string;
    /**
     * Blocked, not_eligible, declined, needs_data.
     */
    status: Status;
    /**
     * `region`, `declined`, `eligible` (does not fit), `not_known` (whether it fits), `exclude`, `time_to_benefit`.
     */
    clause: string;
    /**
     * The facts that decided.
     */
    because: Because[];
}

/**
 * Why an equation does not apply, as a message key (`reasons.*`) with the values its sentence names.
 */
export interface Reason {
    /**
     * `belowRange`, `aboveRange`, `existingDisease`, `deceased`, `child`, `sexNotCovered`, …
     */
    key: string;
    /**
     * The input it is about.
     */
    input?: string;
    /**
     * Values that the sentence names: `value`, `limit`, `unit`.
     */
    args?: Record<string, string>;
}

/**
 * Yes, no, or not known; the order is that of "and": the least decides.
 */
export type Tri = "false" | "unknown" | "true";


/**
 * A table of people being scored: step, progress, finish.
 */
export class BatchRun {
    private constructor();
    free(): void;
    /**
     * The table with its results; of the rows that are done, after a cancel.
     */
    finish(): { csv: Uint8Array; rows: number; answered: number; unmapped: Unmapped[]; notes: string[] };
    /**
     * Rows done and rows in all.
     */
    progress(): { stage: string; done: number; total: number };
    /**
     * Scores up to `rows` more rows; `true` when none is left.
     */
    step(rows: number): boolean;
}

/**
 * Columns of people inside the engine.
 */
export class Frame {
    private constructor();
    free(): void;
    /**
     * Evaluates one equation on the columns, into `into` where that is given.
     */
    evaluate(id: string, into?: Answers): Answers;
}

/**
 * One engine: every call of the package.
 */
export class Session {
    free(): void;
    /**
     * Applies changes to a record, all of them or none; values that name no day are of `today`.
     */
    amend(record: Patient, amendments: Amendment[], today: PartialDate | undefined): Patient;
    /**
     * Assesses one person at a day, who may be given as JSON text. Who reads tapes says in `known` what it was told so
     * far (writer, words, forms) and gets a tape.
     */
    assess(record: Patient | string, options: AssessOptions, known?: [number, number, number]): Assessed | Tape;
    /**
     * Opens a table of people, to be scored in steps.
     */
    batchBegin(name: string, data: Uint8Array | number[], options: BatchOptions): BatchRun;
    /**
     * Everything the engine says about itself.
     */
    catalog(): Catalog;
    /**
     * Evaluates one equation for many people: typed-array columns in, a typed-array column and reason codes out,
     * written to `into` where that is given.
     */
    evaluateMany(id: string, columns: Record<string, Float64Array | Float32Array | Uint8Array | (string | null)[]>, into?: Answers): Answers;
    /**
     * Evaluates and explains one equation.
     */
    evaluate(id: string, inputs: Record<string, InputValue | null>): Evaluated;
    /**
     * What a plan of movement needs to know of one person at a day; the module `plan` makes the plan.
     */
    exerciseProfile(record: Patient, options: AssessOptions): ExerciseProfile;
    /**
     * Assesses a record and writes it with its report: `json`, `csv` or `fhir`.
     */
    exportAs(kind: string, record: Patient, options: ExportOptions): ExportFile;
    /**
     * Keeps columns in the engine, to evaluate several equations on them without copying them again.
     */
    frame(columns: Record<string, Float64Array | Float32Array | Uint8Array>): Frame;
    /**
     * What a week of meals must meet for one person: a record, or a portal's patient with height and weight among the
     * options; the module `plan` makes the week.
     */
    mealProfile(who: Patient | Record<string, unknown>, options: AssessOptions & MealWishes): MealProfile;
    /**
     * An engine.
     */
    constructor();
    /**
     * What a form answers so far: the scores alone.
     */
    preview(form: Form, options: AssessOptions): Preview;
    /**
     * Reads files into people, with a report per file.
     */
    read(files: { name: string; data: Uint8Array }[], options: ReadOptions): Reading;
    /**
     * The recommender alone, rule names as in a vignette.
     */
    recommend(patient: Record<string, unknown>): Recommendations;
    /**
     * Runs the worked examples inside the equation files.
     */
    selfCheck(): ExampleResult[];
    /**
     * An empty table to fill in, with headings in Chinese or English and SI or US units.
     */
    template(chinese: boolean, si: boolean): string;
    /**
     * What several actions could gain together: worked out as one, never summed. Takes a record, or a patient as
     * `recommend` does.
     */
    together(who: Patient | Record<string, unknown>, actions: string[], options: AssessOptions & TogetherWishes): Together;
    /**
     * What other values would mean: the headline, moved by trials or in outline, and the list for them.
     */
    whatIf(record: Patient, changes: Record<string, number | string>, options: AssessOptions): WhatIf;
}

/**
 * Starts the module: a panic, which no input should reach, leaves a line in the console.
 */
export function start(): void;
