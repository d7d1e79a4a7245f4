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
 * A cell as it is typed.
 */
export type TypedCell = number | string;

/**
 * A cell changed.
 */
export interface CellChange {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * What stands there.
     */
    from: CellValue;
    /**
     * What would have to.
     */
    to: CellValue;
    /**
     * In spreads of the column; 1 for another word.
     */
    cost: number;
}

/**
 * A cell that could not be taken as it is.
 */
export interface OddCell {
    /**
     * Its place, as a spreadsheet names it: `C7`; empty where the reader lost it.
     */
    cell: string;
    /**
     * What stands there: `#N/A`.
     */
    text: string;
}

/**
 * A cell that did not fit.
 */
export interface Odd {
    /**
     * Row of the file; the headings are row 1.
     */
    row: number;
    /**
     * The cell as written, at most 40 characters.
     */
    text: string;
}

/**
 * A cell.
 */
export type CellValue = { kind: "number"; value: number } | { kind: "word"; value: string } | { kind: "day"; value: number } | { kind: "missing" };

/**
 * A change of one column; what is left out stays as it is.
 */
export interface ColumnChange {
    /**
     * The column's name as it stands.
     */
    name?: string;
    /**
     * Its new type.
     */
    kind?: ColumnKind | undefined;
    /**
     * Its new name, 1 to 200 characters; what it may mean follows.
     */
    rename?: string | undefined;
    /**
     * Further cells that say nothing, as they are written: `999`, `refused`.
     */
    missingWords?: string[];
    /**
     * Words that are another one: each pair is the word and what it counts as from now on.
     */
    sameWords?: [string, string][];
    /**
     * Numbers below this cannot be, and say nothing.
     */
    least?: number | undefined;
    /**
     * Numbers above this cannot be, and say nothing.
     */
    most?: number | undefined;
    /**
     * Words become days whose cells are written in this order.
     */
    dayOrder?: DayOrder | undefined;
    /**
     * `false`: the heading does not mean what it seems to mean, so that no limit of that is asked about. `true` gives it back.
     */
    meaning?: boolean | undefined;
    /**
     * The column takes no part; `false` brings it back.
     */
    leaveOut?: boolean | undefined;
    /**
     * Two columns of these names are made of one whose cells are two numbers, such as `120/80`; nothing else changes then.
     */
    divide?: [string, string];
    /**
     * Either of two such columns: they are one again, as it was.
     */
    unite?: boolean;
}

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
 * A column in bins.
 */
export interface Axis {
    /**
     * Which column.
     */
    column: number;
    /**
     * Where its bins end.
     */
    bins: AxisBins;
}

/**
 * A column in which two people differ.
 */
export interface ColumnApart {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * What the person has.
     */
    own: CellValue;
    /**
     * What the other one has.
     */
    other: CellValue;
    /**
     * Share of the squared distance, 0 to 1.
     */
    share: number;
}

/**
 * A column moved.
 */
export interface DependenceReply {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * The unit of margins, where they are shown.
     */
    unit: MarginUnit;
    /**
     * People that the mean is of.
     */
    rows: number;
    /**
     * Numbers and days rising; words, the most frequent first.
     */
    points: GridPoint[];
    /**
     * Lines of people that the model can score at every point.
     */
    lines: PersonLine[];
}

/**
 * A column of words that was read as numbers.
 */
export interface Turned {
    /**
     * Its name.
     */
    column: string;
    /**
     * Filled cells that are no number, and that nobody said say nothing; they count as missing.
     */
    lost: number;
}

/**
 * A column that could not be moved, and why: `missing`, `day`, `noRange`, `range`, `unused`, `word`.
 */
export interface NotMoved {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * A key below `explain.leftOut` of the catalogue.
     */
    why: string;
}

/**
 * A column that is suspected.
 */
export interface Leak {
    /**
     * Its name.
     */
    column: string;
    /**
     * Why.
     */
    why: LeakWhy;
    /**
     * AUROC, correlation, or the share of days that are later; 0.5 to 1, or 0 to 1.
     */
    strength: number;
}

/**
 * A column that may be moved.
 */
export interface Movable {
    /**
     * Column of the table.
     */
    column?: string;
    /**
     * Which way.
     */
    direction?: MoveDirection;
    /**
     * The least new number, in the column's unit; where there is none, that of the ranges.
     */
    low?: number | undefined;
    /**
     * The greatest new number.
     */
    high?: number | undefined;
    /**
     * New numbers are multiples of this; where there is none, whole for a column of whole numbers, else any.
     */
    step?: number | undefined;
    /**
     * New words; where there is none, every word of training.
     */
    words?: string[];
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
 * A concordance with what it was counted of.
 */
export interface Concordance {
    /**
     * The share of pairs that stand right, with the infinitesimal jackknife's standard error.
     */
    share: Estimate;
    /**
     * Pairs whose order is known; weighed, for Uno's.
     */
    pairs: number;
    /**
     * Of these, pairs of equal scores.
     */
    equal: number;
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
 * A criterion of size.
 */
export type CriterionId = "shrinkage" | "optimism" | "precision" | "mean";

/**
 * A curve that falls at the times of events.
 */
export interface SurvivalCurve {
    /**
     * Times at which somebody had the event, least first.
     */
    times: number[];
    /**
     * How many were looked at just before.
     */
    atRisk: number[];
    /**
     * How many had it then.
     */
    events: number[];
    /**
     * Share left from then on, with Greenwood's standard error and the interval of its log-minus-log.
     */
    left: Estimate[];
    /**
     * When the last one was looked at; beyond, the curve says nothing.
     */
    until: number;
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
 * A figure at one time.
 */
export interface AtTime {
    /**
     * The time, in the unit of the table.
     */
    time: number;
    /**
     * The figure; not a number where it cannot be had, such as after the last look.
     */
    value: number | null;
}

/**
 * A figure less what it flatters itself by (Harrell, Lee and Mark, 1996).
 */
export interface Flattery {
    /**
     * `main` (area, concordance or explained variance), `brier`, `slope`.
     */
    figure: string;
    /**
     * On the rows that the model was fitted on.
     */
    apparent: number;
    /**
     * Mean over draws of own less all.
     */
    optimism: number;
    /**
     * Apparent less optimism.
     */
    corrected: number;
    /**
     * Draws that had this figure.
     */
    draws: number;
}

/**
 * A figure with its standard error and 95 % interval.
 */
export interface Estimate {
    /**
     * The figure.
     */
    value: number | null;
    /**
     * Its standard error.
     */
    standardError: number | null;
    /**
     * Lower end of the 95 % interval.
     */
    low: number | null;
    /**
     * Upper end.
     */
    high: number | null;
}

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
 * A fitted model of any kind.
 */
export type Predictor = ({ kind: "linear" } & Linear) | ({ kind: "cox" } & Cox) | ({ kind: "hazards" } & Hazards) | ({ kind: "trees" } & Trees) | ({ kind: "additive" } & Additive) | ({ kind: "net" } & Net);

/**
 * A fitted network with one output, whose margin is the log odds or the number itself.
 */
export interface Net {
    /**
     * What is taken off each column first; empty where nothing is.
     */
    centre: number[];
    /**
     * What each column is divided by then, above 0; as long as `centre`.
     */
    spread: number[];
    /**
     * Layers from the columns to the margin.
     */
    layers: Layer[];
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
 * A model mended on another table.
 */
export interface Mended {
    /**
     * `intercept`, `slope`, `refit`.
     */
    by: string;
    /**
     * Its figures.
     */
    evaluation: Evaluation;
    /**
     * What mends it, by everybody there; not of a model fitted anew.
     */
    line?: MendingLine;
}

/**
 * A model on another table.
 */
export interface ExternalTold {
    /**
     * The table.
     */
    name: string;
    /**
     * As the model is.
     */
    before: Evaluation;
    /**
     * Rows that the model was trained on. Where these are half of the table or more, it is no other table: nothing is kept
     * of it in the model's file.
     */
    ownRows: number;
    /**
     * After mending.
     */
    after: Mended[];
    /**
     * Ways of mending that these people are too few, or too alike, or not followed long enough for.
     */
    without: string[];
    /**
     * Columns of words that were read as numbers.
     */
    turned: Turned[];
    /**
     * What reading the file found.
     */
    read: ReadTold;
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
 * A part of a sentence.
 */
export type CardPart = { text: string } | { key: string };

/**
 * A part of the card.
 */
export interface Section {
    /**
     * `model`, `data`, `outcome`, `predictors`, `preparation`, `protocol`, `performance`, `calibration`, `subgroups`,
     * `external`, `limits`; its title is `card.sections.*`.
     */
    id: string;
    /**
     * Sentences.
     */
    lines: CardLine[];
    /**
     * Tables.
     */
    tables: CardTable[];
}

/**
 * A part of the people by predicted share.
 */
export interface RiskGroup {
    /**
     * People.
     */
    people: number;
    /**
     * Mean predicted share at the horizon.
     */
    expected: number;
    /**
     * Share without the event at times up to the horizon.
     */
    curve: AtTime[];
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
 * A plain sentence: `key` below `explain.case` of the catalogue, with what it names.
 */
export interface CaseWords {
    /**
     * `binary`, `survival` or `continuous`, then `both`, `raised`, `lowered`, `even` or `unknown`.
     */
    key: string;
    /**
     * The two or three columns that raise most, the greatest first.
     */
    raisers: CasePart[];
    /**
     * The two or three that lower most, the greatest first.
     */
    lowerers: CasePart[];
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
 * A question to a table.
 */
export interface StudyQuestion {
    /**
     * What is to be predicted.
     */
    outcome: OutcomeSettings;
    /**
     * Columns to predict it from.
     */
    predictors: string[];
    /**
     * Who counts; a row must pass all.
     */
    population?: Filter[];
    /**
     * Column of days or numbers that orders rows, for a split by time; days are also those from which is predicted.
     */
    time?: string;
    /**
     * Column of the place, for a split by site.
     */
    site?: string;
    /**
     * Column of the person, where one has several rows: they stay together.
     */
    person?: string;
    /**
     * Columns whose groups are judged apart; numbers by thirds.
     */
    groups?: string[];
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
 * A row that was left out.
 */
export interface FaultyRow {
    /**
     * Row of the file; the headings are row 1 where nothing stands above them.
     */
    row: number;
    /**
     * `cells`, `quote`, `longRecord` or `notText`.
     */
    why: string;
    /**
     * The heading above the place where reading stopped.
     */
    column: string;
}

/**
 * A sentence: its key and what it names.
 */
export interface CardLine {
    /**
     * Key of the catalogue.
     */
    key: string;
    /**
     * What stands in its places.
     */
    args: Record<string, CardPart>;
}

/**
 * A share of a count, with Wilson's 95 % interval (Wilson, 1927), which stays within 0 and 1 and holds for few people.
 */
export interface Share {
    /**
     * How many.
     */
    count: number;
    /**
     * Of how many.
     */
    of: number;
    /**
     * The share; not a number of none.
     */
    value: number | null;
    /**
     * Lower end of the interval.
     */
    low: number | null;
    /**
     * Upper end.
     */
    high: number | null;
}

/**
 * A sheet of cells.
 */
export interface SheetFound {
    /**
     * Its name.
     */
    name: string;
    /**
     * The workbook does not show it.
     */
    hidden: boolean;
    /**
     * Some cell has a value.
     */
    filled: boolean;
}

/**
 * A smooth curve of what happened at each share.
 */
export interface CalibrationCurve {
    /**
     * Knots of the spline, as log odds; two mean a straight line.
     */
    knots: number[];
    /**
     * Points, least share first.
     */
    points: CurvePoint[];
    /**
     * Mean distance of a share from the curve (ICI).
     */
    meanDistance: number;
    /**
     * Median distance (E50).
     */
    medianDistance: number;
    /**
     * 90th percentile of the distances (E90).
     */
    ninetiethDistance: number;
    /**
     * Greatest distance (Emax).
     */
    greatestDistance: number;
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
 * A study's protocol.
 */
export interface Protocol {
    /**
     * Version of this form.
     */
    version?: number;
    /**
     * What is predicted, from what, for whom.
     */
    question: StudyQuestion;
    /**
     * What is done to each column; with no columns, the usual to each predictor.
     */
    pipeline?: PipelineSettings;
    /**
     * What predicts.
     */
    model: ModelSettings;
    /**
     * Predictors of numbers that may only raise the answer (1) or only lower it (−1), by name; boosting alone holds to it.
     */
    monotone?: Record<string, -1 | 1>;
    /**
     * Which rows judge.
     */
    split?: SplitSettings;
    /**
     * How settings are chosen; without it the model's own are taken.
     */
    search?: SearchSettings;
    /**
     * How margins of rows held back turn into shares, where the model's own shares are not used.
     */
    recalibrate?: Way;
    /**
     * How often intervals or sets around answers are to hold the truth, 0.5 to 0.99. By the answers of the folds: about so
     * often, not strictly (Barber and others, 2021).
     */
    promise?: number;
}

/**
 * A sum of curves and surfaces.
 */
export interface Additive {
    /**
     * How many columns a table must have.
     */
    columns: number;
    /**
     * Where every sum begins.
     */
    intercept: number;
    /**
     * What single columns add.
     */
    curves: Curve[];
    /**
     * What pairs of columns add.
     */
    surfaces?: Surface[];
}

/**
 * A table held against the training table.
 */
export interface DriftTold extends Drift {
    /**
     * What reading the file found.
     */
    read: ReadTold;
}

/**
 * A table without its cells.
 */
export interface CohortTold {
    /**
     * Rows below the headings.
     */
    rows: number;
    /**
     * What stands between two cells.
     */
    separator: string;
    /**
     * Each column, in the order of the file.
     */
    columns: ColumnFound[];
    /**
     * A picture of each column.
     */
    pictures: Picture[];
    /**
     * What should be said.
     */
    notes: TableNote[];
    /**
     * Rows that could not be read and were left out.
     */
    faulty: FaultyRows;
    /**
     * Where rows of the table and rows of the file are counted apart: a row of the table, from 0, its row of the file, and how
     * many rows of the file it is from one to the next from there on.
     */
    lines: [number, number, number][];
    /**
     * Columns made of one: the first and the second, which `unite` of a change takes back.
     */
    madeOfOne: [string, string][];
    /**
     * The first rows as text, a list a row; an empty text where nothing is.
     */
    preview: string[][];
}

/**
 * A table.
 */
export interface CardTable {
    /**
     * Key of its title.
     */
    title: string;
    /**
     * What the title names.
     */
    about: string;
    /**
     * Keys of its headings.
     */
    head: string[];
    /**
     * Its rows.
     */
    rows: CardPart[][];
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
 * A threshold and what it does; those at or above it are called positive.
 */
export interface ThresholdRow {
    /**
     * The threshold.
     */
    threshold: number;
    /**
     * Called positive, of all.
     */
    positive: Share;
    /**
     * Called positive, of those where it happened.
     */
    sensitivity: Share;
    /**
     * Not called positive, of those where it did not happen.
     */
    specificity: Share;
    /**
     * It happened, of those called positive.
     */
    positiveValue: Share;
    /**
     * It did not happen, of those not called positive.
     */
    negativeValue: Share;
}

/**
 * A threshold of the share up to a time and what it does; those at or above it are called positive.
 */
export interface ThresholdRowAt {
    /**
     * The threshold.
     */
    threshold: number;
    /**
     * Called positive, of all.
     */
    positive: number;
    /**
     * Called positive, of those who have it by then; not a number where nobody has.
     */
    sensitivity: number | null;
    /**
     * Not called positive, of those who do not; the same.
     */
    specificity: number | null;
    /**
     * Have it by then, of those called positive: by Kaplan and Meier, with Greenwood's interval. Not a number where nobody is.
     */
    positiveValue: Estimate;
    /**
     * Do not, of those not called positive; the same.
     */
    negativeValue: Estimate;
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
 * A value that cannot be.
 */
export interface ImpossibleValue {
    /**
     * Its row, counted from 0.
     */
    row: number;
    /**
     * The value as it stands.
     */
    value: number;
    /**
     * The least that can be, in that unit.
     */
    low: number;
    /**
     * The most that can be.
     */
    high: number;
    /**
     * The unit: of the heading, or the one that the values speak for; empty where no unit allows the value, whichever it is.
     */
    unit: string;
}

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
 * A weight, per unit of its made column.
 */
export interface Weight {
    /**
     * The made column.
     */
    name: string;
    /**
     * The weight.
     */
    estimate: number;
    /**
     * Lower end of its 95 % interval.
     */
    low?: number;
    /**
     * Upper end.
     */
    high?: number;
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
 * A word and its rows.
 */
export interface WordCount {
    /**
     * The word.
     */
    word: string;
    /**
     * How many rows.
     */
    rows: number;
}

/**
 * All groups.
 */
export interface SubgroupTable {
    /**
     * In the order of the names given.
     */
    groups: GroupFigures[];
    /**
     * People of no group.
     */
    ungrouped: number;
    /**
     * Greatest less least area of the groups without a warning; absent with fewer than two of these.
     */
    areaGap?: number;
    /**
     * Greatest over least ratio of observed to expected, likewise.
     */
    ratioGap?: number;
}

/**
 * All that adds up.
 */
export interface Curves {
    /**
     * In which unit values are.
     */
    unit: MarginUnit;
    /**
     * Where every sum begins.
     */
    intercept: number;
    /**
     * What single columns add.
     */
    curves: CurveDrawn[];
    /**
     * What pairs of columns add.
     */
    surfaces: SurfaceDrawn[];
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
 * An alike person, with what came to be.
 */
export interface NearTold extends NearPerson {
    /**
     * The number, or 1 where it happened and 0 where it did not.
     */
    outcome: number;
    /**
     * When it happened, or until when it had not.
     */
    time?: number;
}

/**
 * An alike person.
 */
export interface NearPerson {
    /**
     * Row of the table, from 0.
     */
    row: number;
    /**
     * How far, in spreads.
     */
    distance: number;
    /**
     * The columns that differ most, at most three.
     */
    apart: ColumnApart[];
}

/**
 * An answer to a question of an equation or of the recommender that no record concept carries
 * (`salt_g_day`, `north`, `wants_psa`, a confirmed presumption such as `hcm = false`).
 */
export type Answer = boolean | number | string;

/**
 * An axis of a picture.
 */
export interface Drawn {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * The other column of a product.
     */
    with?: string;
    /**
     * The name of the column of the matrix.
     */
    made: string;
    /**
     * Its bins.
     */
    axis: AxisDrawn;
}

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
 * An interval of one width around a number.
 */
export interface Band {
    /**
     * How often the truth may lie outside.
     */
    misses: number;
    /**
     * Half the width; none where too few rows were set aside, and then nothing is ruled out.
     */
    reach: number | undefined;
}

/**
 * Brier scores over time, beside those of giving everybody the Kaplan–Meier curve.
 */
export interface BrierOverTime {
    /**
     * Of the model.
     */
    model: AtTime[];
    /**
     * Of the curve of all.
     */
    everybody: AtTime[];
    /**
     * Area under the model's, by the width of the times (integrated Brier score): 0 is perfect.
     */
    integrated: number | null;
    /**
     * 1 − that over everybody's: 1 is perfect, 0 is no use.
     */
    scaled: number | null;
}

/**
 * Cells that are missing together.
 */
export interface Pattern {
    /**
     * The columns without a value, by number; none where the row is whole.
     */
    columns: number[];
    /**
     * Rows of this pattern.
     */
    rows: number;
}

/**
 * Changes that together bring the answer that is wanted.
 */
export interface ChangeWay {
    /**
     * One to three.
     */
    changes: CellChange[];
    /**
     * The answer then.
     */
    answer: number;
    /**
     * Sum of what the changes cost.
     */
    cost: number;
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
 * Cumulative hazard of a person whose log hazard is 0: steps at the times of events.
 */
export interface Baseline {
    /**
     * Times of events, rising.
     */
    times: number[];
    /**
     * Cumulative hazard from each on, never falling.
     */
    hazard: number[];
    /**
     * The last look at anybody: beyond it the baseline says nothing.
     */
    until: number;
}

/**
 * Decision trees.
 *
 * A node asks whether the number of its column is at most a threshold, or whether its category is in a set; then the row
 * goes left, otherwise right. The two children of a node lie side by side, behind their parent; `child` names the left
 * one and is 0 for a leaf. A missing number goes where `missing_left` says.
 */
export interface Trees {
    /**
     * How many columns a table must have.
     */
    columns: number;
    /**
     * What the leaves hold.
     */
    leaves: LeafKind;
    /**
     * Where every sum begins.
     */
    base: number;
    /**
     * First node of each tree; its nodes lie up to the next tree's first.
     */
    roots: number[];
    /**
     * Column that each node asks about; 0 for a leaf.
     */
    column: number[];
    /**
     * The left child of each node, the right one follows it; 0 for a leaf.
     */
    child: number[];
    /**
     * A leaf's value, a node's threshold, or the number of its set of categories.
     */
    number: number[];
    /**
     * Whether a missing number goes left.
     */
    missingLeft: boolean[];
    /**
     * How many rows of the training table (by weight) came through each node.
     */
    cover: number[];
    /**
     * Columns that hold categories, rising.
     */
    categories?: Categories[];
    /**
     * Sets of categories, as bits by the place of a code in its column's list: 256 bits, lowest first.
     */
    sets?: [number, number, number, number, number, number, number, number][];
}

/**
 * Distances of predictions from the truth.
 */
export interface Distances {
    /**
     * Rows.
     */
    rows: number;
    /**
     * Share of the variance that is explained (R²): 1 is perfect, 0 is the mean, below 0 worse than it. Absent where the
     * truth does not vary.
     */
    explained?: number;
    /**
     * Root of the mean squared error, in the unit of the outcome.
     */
    rootMeanSquare: number;
    /**
     * Mean absolute error.
     */
    meanAbsolute: number;
    /**
     * Median absolute error.
     */
    medianAbsolute: number;
    /**
     * Mean of predicted less true: above 0 says too much.
     */
    bias: number;
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
 * Figures of numbers.
 */
export interface ContinuousFigures {
    /**
     * How near predicted numbers come.
     */
    distances: Distances;
    /**
     * Slope of the true on the predicted numbers: 1 is right, below 1 they are too extreme.
     */
    slope?: Estimate;
    /**
     * Predicted and true numbers of at most 500 rows, evenly taken; a model's file has none.
     */
    points?: [number, number][];
    /**
     * Mean predicted and mean true number, by twentieths of the predicted.
     */
    groups: [number, number][];
}

/**
 * Figures of one group, for shares up to a time.
 */
export interface GroupFiguresAt {
    /**
     * As the table calls it.
     */
    name: string;
    /**
     * People.
     */
    people: number;
    /**
     * Those seen to have the event by then.
     */
    events: number;
    /**
     * Harrell's concordance of the shares.
     */
    concordance?: Estimate;
    /**
     * Observed, by Kaplan and Meier, over expected.
     */
    ratio?: Estimate;
    /**
     * Brier score at the time.
     */
    brier?: number;
    /**
     * `tooFew` (no figures are given), `few` (figures are unsure), or none.
     */
    warning?: string;
}

/**
 * Figures of one group.
 */
export interface GroupFigures {
    /**
     * As the table calls it.
     */
    name: string;
    /**
     * People.
     */
    people: number;
    /**
     * Those where it happened.
     */
    events: number;
    /**
     * Area under the ROC curve, DeLong's error, interval on the scale of log odds.
     */
    area?: Estimate;
    /**
     * Observed over expected.
     */
    ratio?: Estimate;
    /**
     * Slope of the log odds.
     */
    slope?: Estimate;
    /**
     * Brier score.
     */
    brier?: number;
    /**
     * `tooFew` (no figures are given), `few` (figures are unsure), or none.
     */
    warning?: string;
}

/**
 * Figures of shares up to a time.
 */
export interface SurvivalFigures {
    /**
     * Harrell's concordance of the margins.
     */
    harrell?: Concordance;
    /**
     * Uno's concordance up to the horizon.
     */
    uno?: Concordance;
    /**
     * Area under the ROC curve at times up to the horizon.
     */
    area: AtTime[];
    /**
     * Brier score over time, integrated.
     */
    brier?: BrierOverTime;
    /**
     * Whether shares at the horizon are borne out.
     */
    calibration?: CalibrationAt;
    /**
     * Net benefit at the horizon, from 1 % to 99 %.
     */
    decisions: BenefitPoint[];
    /**
     * What each threshold does at the horizon, 1 % to 99 %.
     */
    thresholds?: ThresholdRowAt[];
    /**
     * Share without the event over time, by thirds of predicted share, lowest first.
     */
    riskGroups: RiskGroup[];
    /**
     * Predicted shares in twentieths.
     */
    histogram: number[];
    /**
     * Groups of each column that was named.
     */
    subgroups: SubgroupsAt[];
}

/**
 * Figures of shares.
 */
export interface BinaryFigures {
    /**
     * Area under the ROC curve with DeLong's interval on the scale of log odds. Absent with one class.
     */
    area?: Estimate;
    /**
     * Average precision: area under the precision-recall curve, in steps.
     */
    precision?: number;
    /**
     * Brier score.
     */
    brier: number;
    /**
     * 1 − that over everybody's share: 1 is perfect, 0 is no use.
     */
    scaledBrier?: number;
    /**
     * Mean log loss.
     */
    logLoss: number;
    /**
     * Whether shares are borne out.
     */
    calibration: Calibration;
    /**
     * Points (1 − specificity, sensitivity) of the ROC curve, thinned.
     */
    roc: [number, number][];
    /**
     * Points (recall, precision), thinned.
     */
    precisionRecall: [number, number][];
    /**
     * Net benefit from 1 % to 99 %.
     */
    decisions: BenefitPoint[];
    /**
     * What each threshold does, 1 % to 99 %.
     */
    thresholds: ThresholdRow[];
    /**
     * Threshold where sensitivity and specificity together are greatest.
     */
    youden?: number;
    /**
     * Predicted shares in twentieths: those where it happened, and others.
     */
    histogram: [number, number][];
    /**
     * Groups of each column that was named.
     */
    subgroups: Subgroups[];
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
 * From where to where a weight may be; an end that was not found is as far as numbers go.
 */
export interface WeightInterval {
    /**
     * Lower end.
     */
    low: number;
    /**
     * Upper end.
     */
    high: number;
}

/**
 * Groups of one column, judged at the horizon.
 */
export interface SubgroupsAt {
    /**
     * The column.
     */
    column: string;
    /**
     * Its groups.
     */
    groups: GroupFiguresAt[];
}

/**
 * Groups of one column.
 */
export interface Subgroups {
    /**
     * The column.
     */
    column: string;
    /**
     * Its groups.
     */
    table: SubgroupTable;
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
 * How a column is moved.
 */
export interface DependenceSettings {
    /**
     * Most values of a number or day, 2 to 200. All frequent words are taken.
     */
    points?: number;
    /**
     * Most people that get a line of their own, 0 to 50.
     */
    lines?: number;
    /**
     * Most people that the mean is of, 1 to 100,000.
     */
    rows?: number;
    /**
     * Every line, and the mean, begins at 0.
     */
    centred?: boolean;
    /**
     * Which number is shown.
     */
    shown?: DependenceShown;
    /**
     * Seed by which people are drawn, where there are more.
     */
    seed?: number;
}

/**
 * How a new table differs.
 */
export interface Drift {
    /**
     * Rows of the training table, and of the new one.
     */
    rows: [number, number];
    /**
     * The predictors.
     */
    columns: ColumnDrift[];
    /**
     * The model's answers.
     */
    answers: ColumnShift | undefined;
    /**
     * Rows of the new table without an answer.
     */
    unanswered: number;
    /**
     * How the answers bear out, where outcomes are there.
     */
    outcome: Borne | undefined;
    /**
     * Why the outcomes could not be judged.
     */
    noOutcome: Error | undefined;
    /**
     * Columns of words that were read as numbers.
     */
    turned: Turned[];
}

/**
 * How a step follows the slope.
 */
export type Optimiser = "adam" | "sgd";

/**
 * How an input came to have its value.
 */
export type InputStatus = "found" | "old" | "entered" | "derived" | "presumed" | "absent";

/**
 * How an item stands.
 */
export type State = "met" | "said" | "part" | "author" | "not" | "none";

/**
 * How answers bear out.
 */
export interface Borne {
    /**
     * Rows with outcome and answer.
     */
    rows: number;
    /**
     * Rows where it happened; of a number, the rows.
     */
    events: number;
    /**
     * Area under the ROC curve, or Harrell's concordance.
     */
    discrimination: Estimate | undefined;
    /**
     * The same in the study, on rows that the model did not see.
     */
    discriminationThen: number | undefined;
    /**
     * Of shares: in the large (`ratio`, `intercept`) and the slope.
     */
    calibration: Calibration | undefined;
    /**
     * Of shares up to a time.
     */
    calibrationAt: CalibrationAt | undefined;
    /**
     * Of numbers.
     */
    distances: Distances | undefined;
}

/**
 * How bad a reaction or a condition was said to be.
 */
export type Severity = "mild" | "moderate" | "severe";

/**
 * How columns are shuffled.
 */
export interface ImportanceSettings {
    /**
     * How often each column is shuffled, 1 to 100.
     */
    repeats?: number;
    /**
     * Seed of the shuffles.
     */
    seed?: number;
}

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
 * How far weights may be.
 */
export type Intervals = "profile" | "wald";

/**
 * How good answers are.
 */
export interface Evaluation {
    /**
     * Rows judged.
     */
    rows: number;
    /**
     * Rows where it happened; of a number, the rows.
     */
    events: number;
    /**
     * Rows that got no answer and are not judged.
     */
    unanswered: number;
    /**
     * Persons whom these rows are of, where somebody has several: the interval of an area under the ROC curve counts
     * with that, every other interval takes each row for a person of its own, and is too narrow.
     */
    persons?: number;
    /**
     * Folds were cut short, so fewer rows are judged, or less often.
     */
    stopped?: boolean;
    /**
     * The rows that judge also chose the settings, which flatters.
     */
    flattering?: boolean;
    /**
     * The main figure of each fold: area, concordance, or explained variance; not a number where a fold has none.
     */
    folds: (number | undefined)[];
    /**
     * Folds of one repeat.
     */
    foldsOfRepeat: number;
    /**
     * Mean of the folds' figures.
     */
    foldMean?: number;
    /**
     * Of answers whether it happens.
     */
    binary?: BinaryFigures;
    /**
     * Of answers up to a time.
     */
    survival?: SurvivalFigures;
    /**
     * Of numbers.
     */
    continuous?: ContinuousFigures;
}

/**
 * How good the model is on another table.
 */
export interface External {
    /**
     * What the table is called.
     */
    name: string;
    /**
     * Its figures.
     */
    evaluation: Evaluation;
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
 * How often what stands in a column.
 */
export type Spread = { kind: "numbers"; day: boolean; least?: number; most?: number; edges: number[]; counts: number[] } | { kind: "words"; words: string[]; counts: number[]; others: number };

/**
 * How one column differs.
 */
export interface ColumnDrift {
    /**
     * Its name.
     */
    name: string;
    /**
     * What stands in it; none where nothing does, then or now.
     */
    shift: ColumnShift | undefined;
    /**
     * Share of rows without a cell, then and now.
     */
    missing: [number, number];
    /**
     * Words that the training table did not hold, most frequent first, at most 20, with their rows.
     */
    newWords: [string, number][];
    /**
     * Rows of all words that the training table did not hold.
     */
    newWordRows: number;
    /**
     * Rows below the fifth least number of the training table.
     */
    below: number;
    /**
     * Rows above the greatest.
     */
    above: number;
}

/**
 * How people moved between two models.
 */
export interface Reclassification {
    /**
     * Moved up less moved down, of those where it happened.
     */
    events: Estimate;
    /**
     * Moved down less moved up, of those where it did not.
     */
    others: Estimate;
    /**
     * Their sum (NRI, −2 to 2).
     */
    net: Estimate;
    /**
     * Rows: class by the first model; columns: by the second; of those where it happened. Absent without thresholds.
     */
    movesOfEvents?: number[][];
    /**
     * The same of those where it did not.
     */
    movesOfOthers?: number[][];
    /**
     * Integrated discrimination improvement: what the second model adds to the distance of mean shares.
     */
    discrimination: Estimate;
    /**
     * Keys of what must be said beside (`learn.cautions.*`).
     */
    cautions: string[];
}

/**
 * How settings are chosen.
 */
export interface SearchSettings {
    /**
     * Which of them are tried.
     */
    how?: How;
    /**
     * Further models with values to try, beside those of the protocol's own model.
     */
    spaces: Space[];
    /**
     * What decides.
     */
    by?: Better;
    /**
     * Inner folds that choose; never the rows that judge.
     */
    inner?: SplitSettings;
}

/**
 * How shares predicted up to a time stand to what happened by then.
 */
export interface CalibrationAt {
    /**
     * The time.
     */
    time: number;
    /**
     * Mean share.
     */
    expected: number;
    /**
     * Share with the event by Kaplan and Meier, with its interval.
     */
    observed: Estimate;
    /**
     * Observed over expected, with its interval.
     */
    ratio: Estimate;
    /**
     * How far log hazards must be stretched: 1 is right, below 1 the shares are too extreme. Absent without events by
     * then, with one share for all, or with shares that tell who comes first without a fault.
     */
    slope?: Estimate;
    /**
     * Parts of the people by share: mean share, and what happened.
     */
    groups: [number, Estimate][];
    /**
     * The curve, where one can be fitted.
     */
    curve?: CalibrationCurve;
}

/**
 * How shares stand to what happened.
 */
export interface Calibration {
    /**
     * Mean of the shares.
     */
    expected: number;
    /**
     * Share of rows where it happened.
     */
    observed: number;
    /**
     * Observed over expected, with an interval on the log scale: 1 is right, above 1 the model says too little.
     */
    ratio: Estimate;
    /**
     * Log odds that are lacking, at slope 1. Absent with one class.
     */
    intercept?: Estimate;
    /**
     * Slope of the log odds. Absent with one class, one share for all, or shares that tell the classes apart.
     */
    slope?: Estimate;
    /**
     * The curve, where one can be fitted.
     */
    curve?: CalibrationCurve;
    /**
     * Tenths by share, for dots beside the curve; equal shares stay together.
     */
    groups: CalibrationGroup[];
}

/**
 * How the rows are parted.
 */
export type SplitBy = "random" | "stratified" | "time" | "site";

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
 * How to recalibrate.
 */
export type Way = "intercept" | "slope" | "platt" | "isotonic";

/**
 * How two spreads differ.
 */
export interface ColumnShift {
    /**
     * Population stability index.
     */
    index: number;
    /**
     * About how large it is by chance alone.
     */
    byChance: number;
    /**
     * What is said of it by custom.
     */
    reading: ShiftReading;
    /**
     * Share of each part then; parts are those of the training summary, for words the last is of all others.
     */
    then: number[];
    /**
     * Share of each part now.
     */
    now: number[];
}

/**
 * How well one alpha did on the parts held out.
 */
export interface HeldError {
    /**
     * Share of the sum of sizes.
     */
    l1Ratio: number;
    /**
     * How much weights were held.
     */
    alpha: number;
    /**
     * Mean squared error, the mean of the parts.
     */
    error: number;
    /**
     * Standard error of that mean.
     */
    standardError: number;
}

/**
 * How words become numbers.
 */
export type Encode = { by: "oneHot" } | { by: "ordered"; words: string[] } | { by: "target"; smooth: number; folds: number } | { by: "categories" };

/**
 * In which unit a margin and its parts are.
 */
export type MarginUnit = "number" | "logOdds" | "logHazard" | "share";

/**
 * Limits of what a class may lack in probability.
 */
export interface Sets {
    /**
     * How often the truth may be ruled out.
     */
    misses: number;
    /**
     * Limits of no and of yes; none where too few rows were set aside, and then nothing is ruled out.
     */
    limits: [number | undefined, number | undefined];
}

/**
 * Log hazard against the baseline, and the baseline itself.
 */
export interface Cox {
    /**
     * Log hazard; its intercept puts the mean person at 0.
     */
    linear: Linear;
    /**
     * The baseline.
     */
    baseline: Baseline;
}

/**
 * Log odds of each stretch, and what columns add to all of them.
 */
export interface Hazards {
    /**
     * What columns add; its intercept puts the mean person at 0.
     */
    linear: Linear;
    /**
     * Where each stretch ends, rising; the first begins at 0.
     */
    ends: number[];
    /**
     * Log odds of the event in each stretch for a margin of 0; no number where nobody had it there.
     */
    logOdds: (number | undefined)[];
}

/**
 * Names one fact inside one record; stable while the record lives, so that an edit or a card can point at it.
 */
export type FactId = number;

/**
 * Numbers between two ends.
 */
export interface Range {
    /**
     * The least.
     */
    low: number;
    /**
     * The greatest.
     */
    high: number;
    /**
     * By factors rather than by steps; both ends above 0.
     */
    log?: boolean;
    /**
     * Whole numbers alone.
     */
    whole?: boolean;
}

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
 * One column.
 */
export interface ColumnSummary {
    /**
     * Its name.
     */
    name: string;
    /**
     * Rows without a cell.
     */
    missing: number;
    /**
     * The cells that are there.
     */
    spread: Spread;
}

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
 * One condition on a column. A row whose cell is missing does not pass.
 */
export interface Filter {
    /**
     * The column.
     */
    column?: string;
    /**
     * At least; of days, days since 1970-01-01.
     */
    least?: number;
    /**
     * At most.
     */
    most?: number;
    /**
     * One of these words.
     */
    words?: string[];
}

/**
 * One criterion.
 */
export interface Criterion {
    /**
     * Which.
     */
    id: CriterionId;
    /**
     * People that it asks for.
     */
    people: number;
    /**
     * The most parameters that the people at hand support by it alone; absent where it allows any number.
     */
    supports?: number;
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
 * One item.
 */
export interface Item {
    /**
     * Its number: `12c`.
     */
    id: string;
    /**
     * How it stands.
     */
    state: State;
    /**
     * The part of the card that has it; empty where none has.
     */
    section: string;
}

/**
 * One layer.
 */
export interface Layer {
    /**
     * How many numbers come in.
     */
    inputs: number;
    /**
     * W, output by output: `inputs` weights each.
     */
    weights: number[];
    /**
     * b, one an output.
     */
    biases: number[];
    /**
     * f.
     */
    bend: Bend;
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
 * One model and the values of its settings that are tried.
 */
export interface Space {
    /**
     * The model; settings that are not varied stay as they are here.
     */
    model: ModelSettings;
    /**
     * Values by the name of the setting.
     */
    vary?: Record<string, Values>;
}

/**
 * One model of a path.
 */
export interface PathStep {
    /**
     * How much weights are held here.
     */
    alpha: number;
    /**
     * One weight a column.
     */
    weights: number[];
    /**
     * Added to the sum.
     */
    intercept: number;
    /**
     * The loss, by the sum of weights of the rows, is at most this far above its least.
     */
    gap: number;
    /**
     * Whether weights stood still.
     */
    converged: boolean;
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
 * One person explained: `base` of [`Cases`] and the parts add up to the margin.
 */
export interface Case {
    /**
     * Row of the table, from 0.
     */
    row: number;
    /**
     * What the model adds up; nothing where it cannot score the row.
     */
    margin: number | undefined;
    /**
     * What is answered: a number, or a share from 0 to 1.
     */
    answer: number | undefined;
    /**
     * One entry a column and pair, the greatest first whatever their sign.
     */
    parts: CasePart[];
    /**
     * The sentence.
     */
    words: CaseWords;
}

/**
 * One person's line.
 */
export interface PersonLine {
    /**
     * Row of the table, from 0.
     */
    row: number;
    /**
     * What stands there in truth.
     */
    own: CellValue;
    /**
     * One number a point.
     */
    values: number[];
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
 * One point of a learning curve.
 */
export interface LearningPoint {
    /**
     * Rows that each fit was made on, on average.
     */
    rows: number;
    /**
     * Mean figure on these rows.
     */
    train: number;
    /**
     * Mean figure on rows held back.
     */
    test: number;
    /**
     * Standard error of that mean over folds; absent with one fold.
     */
    standardError?: number;
}

/**
 * One point of the curve.
 */
export interface CurvePoint {
    /**
     * What was said.
     */
    share: number;
    /**
     * What happened, by the curve.
     */
    observed: number;
    /**
     * Lower end of the curve's 95 % interval there, where it has one.
     */
    low?: number;
    /**
     * Upper end.
     */
    high?: number;
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
 * One value of the column.
 */
export interface GridPoint {
    /**
     * The value that every person is given.
     */
    value: CellValue;
    /**
     * The mean over people; nothing where the model can score none.
     */
    mean: number | undefined;
    /**
     * How many people have this value or one nearer to it than to any other point: where few do, little is known.
     */
    near: number;
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
 * People explained.
 */
export interface Cases {
    /**
     * In which unit base, parts and margins are.
     */
    unit: MarginUnit;
    /**
     * The margin of what people are compared with.
     */
    base: number;
    /**
     * The answer at that margin.
     */
    baseAnswer: number | undefined;
    /**
     * By how much base and parts miss a margin at most.
     */
    gap: number;
    /**
     * One entry a row.
     */
    cases: Case[];
}

/**
 * People that a model of so many parameters needs, by each criterion.
 */
export interface SizeTold {
    /**
     * Parameters asked about.
     */
    parameters: number;
    /**
     * People that satisfy every criterion.
     */
    people: number;
    /**
     * Events among so many people for each parameter; not of a number.
     */
    eventsEach?: number;
    /**
     * Each criterion.
     */
    criteria: Criterion[];
    /**
     * The one that allows the fewest parameters; among equals the one that asks for the most people.
     */
    decides: CriterionId;
}

/**
 * Points of a line that never falls; beyond its ends it stays level.
 */
export interface Steps {
    /**
     * Margins, rising.
     */
    margins: number[];
    /**
     * Share at each, never falling.
     */
    shares: number[];
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
 * Quantiles of numbers, between two neighbours in a straight line (the default of numpy and R).
 */
export interface Quantiles {
    /**
     * The least.
     */
    least: number;
    /**
     * 1 % lie below.
     */
    low1: number;
    /**
     * 25 % lie below.
     */
    low25: number;
    /**
     * Half lie below.
     */
    median: number;
    /**
     * 75 % lie below.
     */
    high75: number;
    /**
     * 99 % lie below.
     */
    high99: number;
    /**
     * The greatest.
     */
    greatest: number;
}

/**
 * Rows that do not count.
 */
export interface LeftOut {
    /**
     * `population`, `outcome` (missing, or neither yes nor no), `time` (missing, or not above 0), `site` (missing),
     * `undated` (no time, where rows are parted by time).
     */
    why: string;
    /**
     * How many.
     */
    rows: number;
}

/**
 * Rows that were left out.
 */
export interface FaultyRows {
    /**
     * How many.
     */
    rows: number;
    /**
     * The first ten.
     */
    first: FaultyRow[];
}

/**
 * Rows with their answers.
 */
export interface ScoredTable {
    /**
     * The predictors, in the order of the model.
     */
    columns: string[];
    /**
     * What the model adds up for each row.
     */
    margins: number[];
    /**
     * What it answers; not a number for a row without one.
     */
    answers: number[];
    /**
     * Lower end of each interval; empty for a model without.
     */
    low: number[];
    /**
     * Upper end of each.
     */
    high: number[];
    /**
     * Which classes cannot be ruled out, 1 for no and 2 for yes, added; empty for a model without.
     */
    classes: number[];
    /**
     * What must be known of single rows, in their order.
     */
    notes: RowNote[];
    /**
     * Columns of words that were read as numbers.
     */
    turned: Turned[];
}

/**
 * Settings as they come; what is left out has its usual value. An unknown name is an error.
 */
export interface NetSettings {
    /**
     * Widths of the hidden layers, each 1 to 1,024, at most 8; usually 64 and 32.
     */
    layers?: number[];
    /**
     * How hidden layers bend their sums; usually `relu`.
     */
    bend?: Bend;
    /**
     * How a step follows the slope; usually `adam`.
     */
    optimiser?: Optimiser;
    /**
     * Length of a step, above 0; usually 0.001.
     */
    rate?: number;
    /**
     * How much of the last step stays with `sgd`, 0 to below 1; usually 0.9.
     */
    momentum?: number;
    /**
     * Rows a step looks at; usually 256.
     */
    batch?: number;
    /**
     * Turns over all rows, at most; usually 100.
     */
    epochs?: number;
    /**
     * How much weights are held towards zero: half of it times the sum of their squares is added to the mean loss; usually
     * 0.0001.
     */
    penalty?: number;
    /**
     * Share of hidden numbers that each step leaves out; usually 0.
     */
    dropout?: number;
    /**
     * Epochs without a better loss on the rows held back, after which it stops; 0 holds nothing back. Usually 10.
     */
    patience?: number;
    /**
     * Share of rows held back to stop early; usually 0.1.
     */
    held?: number;
    /**
     * Whether both classes count alike, however rare one is.
     */
    balance?: boolean;
    /**
     * Whether columns are centred and scaled first, as the model then does by itself; usually so.
     */
    scale?: boolean;
    /**
     * Where random numbers begin.
     */
    seed?: number;
}

/**
 * Settings of Firth's logistic regression.
 */
export interface Firth {
    /**
     * Whether there is an intercept; usually yes.
     */
    intercept?: boolean;
    /**
     * How intervals are found; usually `profile`.
     */
    intervals?: Intervals;
    /**
     * How much of the time an interval should hold the truth, 0.5 to 0.999; usually 0.95.
     */
    level?: number;
    /**
     * Ends where no weight moves more than so many spreads of its column; usually 1e-9.
     */
    tolerance?: number;
    /**
     * Turns at most; usually 200.
     */
    turns?: number;
}

/**
 * Settings of a Cox regression.
 *
 * What is made greatest is log likelihood − n · penalty · (lasso · Σ|w| + (1 − lasso) · ½ Σw²), n being the sum of the
 * rows' weights: the same as in lifelines. Columns are held as they come, so bring them to one size before.
 */
export interface CoxSettings {
    /**
     * How much weights are held down, 0 to 1e6; usually 0, which gives standard errors.
     */
    penalty?: number;
    /**
     * Share of that by size (lasso) rather than by squares (ridge), 0 to 1; usually 0.
     */
    lasso?: number;
    /**
     * Steps at most, 1 to 1000; usually 50.
     */
    steps?: number;
}

/**
 * Settings of a pipeline.
 */
export interface PipelineSettings {
    /**
     * The predictors.
     */
    columns?: ColumnSettings[];
    /**
     * Pairs of predictors whose products are added.
     */
    interactions?: [string, string][];
    /**
     * Which made columns are kept.
     */
    select?: Select;
    /**
     * Seed of the inner folds.
     */
    seed?: number;
}

/**
 * Settings of a random forest as they come; what is left out has its usual value. An unknown name is an error.
 */
export interface ForestSettings {
    /**
     * Trees; 1 to 10,000, usually 300.
     */
    trees?: number;
    /**
     * Questions from root to leaf, at most; 1 to 64, usually 64.
     */
    depth?: number;
    /**
     * Rows of a leaf, at least; 1 to 10^9, usually 5.
     */
    minRows?: number;
    /**
     * Columns that each node may ask about; 0, the usual, for the square root of their number (a third, for a number to
     * predict).
     */
    tries?: number;
    /**
     * Bins of a column; 2 to 255, usually 255.
     */
    bins?: number;
    /**
     * Columns, by number, that hold codes of categories.
     */
    categories?: number[];
    /**
     * Seed of everything drawn.
     */
    seed?: number;
}

/**
 * Settings of a split.
 */
export interface SplitSettings {
    /**
     * How.
     */
    by?: SplitBy;
    /**
     * Folds, 2 to 100; 1 holds out `share` once.
     */
    folds?: number;
    /**
     * Times over with other draws, 1 to 100; by time and by site only 1.
     */
    repeats?: number;
    /**
     * Share that is held out where there is one fold, above 0 and below 1.
     */
    share?: number;
    /**
     * Seed of the draws.
     */
    seed?: number;
}

/**
 * Settings of an explainable boosting machine as they come; what is left out has its usual value. An unknown name is an
 * error.
 */
export interface AdditiveSettings {
    /**
     * Turns of a bag, at most, for its curves and again for its surfaces, each of as many steps as there are columns or
     * pairs; 1 to 50,000, usually 2,000.
     */
    turns?: number;
    /**
     * How much of each step counts, above 0, at most 1; usually 0.04.
     */
    rate?: number;
    /**
     * Turns that go to the columns that gain most, after each that goes to all; 0 to 100, usually 3.
     */
    greed?: number;
    /**
     * Pieces of each step, at most; 2 to 16, usually 2.
     */
    leaves?: number;
    /**
     * Rows of a piece, at least; 1 to 10^9, usually 20.
     */
    minRows?: number;
    /**
     * Holds pieces towards 0; usually 0.
     */
    l2?: number;
    /**
     * Bins of a column; 2 to 255, usually 255.
     */
    bins?: number;
    /**
     * Bins of each side of a pair; 2 to 64, usually 32.
     */
    pairBins?: number;
    /**
     * Pairs that get a surface, at most; 0 to 1,000, usually 0.
     */
    pairs?: number;
    /**
     * Fits on different rows held back, whose curves are averaged; 1 to 100, usually 4.
     */
    bags?: number;
    /**
     * Share of the rows held back in each bag; above 0, at most 0.5, usually 0.15.
     */
    hold?: number;
    /**
     * Turns without a gain on the rows held back after which a bag ends; 1 to 50,000, usually 50.
     */
    patience?: number;
    /**
     * Columns, by number, that hold codes of categories.
     */
    categories?: number[];
    /**
     * Seed of everything drawn.
     */
    seed?: number;
}

/**
 * Settings of gradient boosting as they come; what is left out has its usual value. An unknown name is an error.
 */
export interface BoostingSettings {
    /**
     * Trees, at most; 1 to 10,000, usually 100.
     */
    trees?: number;
    /**
     * How much of each tree counts, above 0, at most 1; usually 0.1.
     */
    rate?: number;
    /**
     * Questions from root to leaf, at most; 1 to 64, usually 6.
     */
    depth?: number;
    /**
     * Leaves of a tree, at most; 2 to 65,536, usually 64. Where they bind, the most gainful split comes first.
     */
    leaves?: number;
    /**
     * Rows of a leaf, at least; 1 to 10^9, usually 20.
     */
    minRows?: number;
    /**
     * What a split must gain; usually 0.
     */
    minGain?: number;
    /**
     * Holds leaves towards 0; usually 1.
     */
    l2?: number;
    /**
     * Bins of a column; 2 to 255, usually 255.
     */
    bins?: number;
    /**
     * Share of the rows that each tree is grown on; above 0, at most 1, usually 1.
     */
    rows?: number;
    /**
     * Share of the columns that each tree may ask about; above 0, at most 1, usually 1.
     */
    columns?: number;
    /**
     * 1 a column that may only raise the answer, −1 one that may only lower it, 0 any other; columns beyond the list are
     * free.
     */
    monotone?: number[];
    /**
     * Columns, by number, that hold codes of categories.
     */
    categories?: number[];
    /**
     * Trees without a gain on the rows held back after which it ends; 0, the usual, for never.
     */
    patience?: number;
    /**
     * Share of the rows held back for that; above 0, at most 0.5, usually 0.1.
     */
    hold?: number;
    /**
     * Seed of everything drawn.
     */
    seed?: number;
}

/**
 * Settings of hazards by stretches.
 */
export interface HazardSettings {
    /**
     * How many stretches of about as many events each, 1 to 200; usually 10. Not read where `ends` are given.
     */
    stretches?: number;
    /**
     * Where stretches end, above 0 and rising; empty: chosen by events. A last one to the last look is added.
     */
    ends?: number[];
    /**
     * How much weights of columns are held down by squares, times the sum of the rows' weights; 0 to 1e6, usually 0,
     * which gives standard errors.
     */
    penalty?: number;
    /**
     * Steps at most, 1 to 1000; usually 50.
     */
    steps?: number;
}

/**
 * Settings of least squares: Σ w·(y − ŷ)² + alpha · Σ weight² is made least. The intercept is never held.
 */
export interface LeastSquares {
    /**
     * How much weights are held towards zero, as in scikit-learn's `Ridge`; 0 for plain least squares, the usual.
     */
    alpha?: number;
    /**
     * Whether there is an intercept; usually yes.
     */
    intercept?: boolean;
}

/**
 * Settings of logistic regression: c · Σ w · log loss + penalty is made least, as in scikit-learn's
 * `LogisticRegression`. The penalty is l1Ratio · Σ |weight| + (1 − l1Ratio) / 2 · Σ weight²; the intercept is never held.
 */
export interface Logistic {
    /**
     * What holds weights towards zero; usually `l2`.
     */
    penalty?: Penalty;
    /**
     * How much the rows count against the penalty, above 0; usually 1.
     */
    c?: number;
    /**
     * Share of the sum of sizes, 0 to 1, read for `elasticNet`; usually 0.5.
     */
    l1Ratio?: number;
    /**
     * Whether there is an intercept; usually yes.
     */
    intercept?: boolean;
    /**
     * How far, in spreads of the columns, weights may be from where they would end; usually 1e-9.
     */
    tolerance?: number;
    /**
     * Walks over the rows at most; usually 100.
     */
    turns?: number;
}

/**
 * Settings of one kind of model; `kind` names it. What is left out has its usual value.
 */
export type ModelSettings = ({ kind: "leastSquares" } & LeastSquares) | ({ kind: "elasticNet" } & ElasticNet) | ({ kind: "logistic" } & Logistic) | ({ kind: "firth" } & Firth) | ({ kind: "cox" } & CoxSettings) | ({ kind: "hazards" } & HazardSettings) | ({ kind: "boosting" } & BoostingSettings) | ({ kind: "forest" } & ForestSettings) | ({ kind: "additive" } & AdditiveSettings) | ({ kind: "net" } & NetSettings);

/**
 * Settings of the elastic net: Σ w·(y − ŷ)² / (2·Σ w) + alpha · (l1Ratio · Σ |weight| + (1 − l1Ratio) / 2 · Σ weight²)
 * is made least, as in scikit-learn's `ElasticNet`; a ratio of 1 is the lasso. The intercept is never held.
 */
export interface ElasticNet {
    /**
     * How much weights are held; where there is none, the best of a path by cross-validation, the usual.
     */
    alpha?: number | undefined;
    /**
     * Shares of the sum of sizes, 0.01 to 1; the best of them where there are several; usually 1.
     */
    l1Ratio?: number[];
    /**
     * Steps of the path, 2 to 1,000; usually 100.
     */
    alphas?: number;
    /**
     * The last alpha of the path as a share of the first, which leaves no weight; usually 0.001.
     */
    ratio?: number;
    /**
     * Parts for cross-validation, 2 to 50; usually 5.
     */
    folds?: number;
    /**
     * Seed of the parts; where there is none, rows are cut in their order. Usually 1.
     */
    seed?: number | undefined;
    /**
     * Takes the sparsest model within one standard error of the best, rather than the best; usually not.
     */
    sparsest?: boolean;
    /**
     * Whether there is an intercept; usually yes.
     */
    intercept?: boolean;
    /**
     * Ends where no step changes the answers by more than so many spreads of the outcome; usually 1e-7.
     */
    tolerance?: number;
    /**
     * Sweeps over the columns at most for one alpha; usually 10,000.
     */
    turns?: number;
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
 * Some people of like shares.
 */
export interface CalibrationGroup {
    /**
     * Mean share.
     */
    expected: number;
    /**
     * How often it happened.
     */
    observed: Share;
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
 * Something to know of a row.
 */
export interface RowNote {
    /**
     * The row, from 0.
     */
    row: number;
    /**
     * What.
     */
    what: RowNoteKind;
    /**
     * Which of `columns` it is about.
     */
    columns: number[];
}

/**
 * Something to know of the row.
 */
export interface CaseNote {
    /**
     * What.
     */
    what: RowNoteKind;
    /**
     * Columns that it is about.
     */
    columns: string[];
}

/**
 * Something to say of the table: a key of the catalogue (`cohort.notes.*`) and the columns it is about.
 */
export interface TableNote {
    /**
     * `duplicateHeading`, `emptyHeading`, `numbersAsHeadings`, `ambiguousComma`, `ambiguousPoint`, `decimalComma`,
     * `ambiguousDay`, `unitInHeading`, `unitBehind`, `numbersAmongWords`, `codes`, `fewNumbers`, `nearWords`, `pairs`.
     */
    key: string;
    /**
     * Names in the frame.
     */
    columns: string[];
    /**
     * `nearWords` only: words that may be one.
     */
    pairs: WordPair[];
}

/**
 * The answer of one equation for one person.
 */
export type Assessment = { answer: "computed"; value: number; interval?: Interval } | { answer: "notApplicable"; reasons: Reason[] } | { answer: "needsInput"; missing: Missing[] };

/**
 * The answer that is wanted.
 */
export type AnswerTarget = { target: "atMost"; answer: number } | { target: "atLeast"; answer: number };

/**
 * The card of a model.
 */
export interface StudyCard {
    /**
     * What the model is called.
     */
    name: string;
    /**
     * Its sections.
     */
    sections: Section[];
    /**
     * What the author says, by item of the checklist.
     */
    statements: [string, string][];
    /**
     * How it stands to the reporting checklist.
     */
    items: Item[];
}

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
 * The codes that a column of categories may hold; another code counts as missing.
 */
export interface Categories {
    /**
     * Which column.
     */
    column: number;
    /**
     * At most 255 codes, rising.
     */
    codes: number[];
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
 * The table, column by column.
 */
export interface TrainingTable {
    /**
     * Rows that counted.
     */
    rows: number;
    /**
     * The predictors.
     */
    columns: ColumnSummary[];
    /**
     * Answers for rows that the model did not see.
     */
    answers?: Spread;
    /**
     * What explanations need of it; files of before 29 November 2026 have none.
     */
    background?: Background;
}

/**
 * The training table, as far as explanations need it.
 */
export interface Background {
    /**
     * The mean of each column of the matrix.
     */
    means: number[];
    /**
     * What is plausible in each column of numbers.
     */
    ranges: ColumnRange[];
    /**
     * What the model answers on average while one column moves.
     */
    curves: KeptCurve[];
}

/**
 * The type of a column.
 */
export type ColumnKind = "number" | "word" | "day" | "id";

/**
 * Turns a margin into a share.
 */
export type Recalibration = { way: "line"; intercept: number; slope: number } | ({ way: "steps" } & Steps);

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
 * Two areas of the same people beside each other.
 */
export interface AreaComparison {
    /**
     * Area of the first scores.
     */
    first: number;
    /**
     * Area of the second.
     */
    second: number;
    /**
     * First less second, with DeLong's interval.
     */
    difference: Estimate;
    /**
     * Chance of a difference at least so large where there is none; 1 where both order everybody alike.
     */
    pValue: number;
}

/**
 * Two rows, counted from 0, the earlier first.
 */
export interface RowPair {
    /**
     * The earlier.
     */
    first: number;
    /**
     * The later.
     */
    second: number;
    /**
     * Cells that differ.
     */
    differ: number;
}

/**
 * Two words of a column that may be one.
 */
export interface WordPair {
    /**
     * The rarer word.
     */
    word: string;
    /**
     * Its rows.
     */
    rows: number;
    /**
     * The other.
     */
    other: string;
    /**
     * Its rows.
     */
    otherRows: number;
}

/**
 * Values of one setting.
 */
export type Values = unknown[] | Range;

/**
 * Weights of the columns and an intercept.
 */
export interface Linear {
    /**
     * One weight a column.
     */
    weights: number[];
    /**
     * Added to the sum.
     */
    intercept: number;
}

/**
 * Weights with their standard errors, the intercept last where there is one.
 */
export interface Coefficients {
    /**
     * Weights, one a column.
     */
    estimate: number[];
    /**
     * Standard error of each.
     */
    standardError: number[];
    /**
     * Log likelihood at the weights.
     */
    logLikelihood: number;
}

/**
 * What a change did.
 */
export interface ChangeTold {
    /**
     * The column's name now.
     */
    name: string;
    /**
     * Filled cells that could not become of the new type; they are missing now.
     */
    lost: number;
    /**
     * The first of them.
     */
    lostCells: Odd[];
    /**
     * Cells that say nothing from now on.
     */
    madeMissing: number;
    /**
     * Cells that another word was written into.
     */
    madeSame: number;
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
 * What a column looks like.
 */
export type Picture = { kind: "number"; missing: number; different: number; quantiles: Quantiles | undefined; edges: number[]; counts: number[] } | { kind: "word"; missing: number; different: number; most: WordCount[]; rest: number } | { kind: "day"; missing: number; different: number; first: string | undefined; last: string | undefined; counts: number[] };

/**
 * What a concept is.
 */
export type ConceptKind = "number" | "word" | "condition" | "medicine";

/**
 * What a decision at a threshold is worth, in events found per person (Vickers and Elkin, 2006).
 *
 * The threshold is the exchange rate: whoever acts at 20 % takes one event found as worth four people treated in vain.
 */
export interface BenefitPoint {
    /**
     * Threshold, above 0 and below 1.
     */
    threshold: number;
    /**
     * Net benefit of acting by the model; of acting for nobody it is 0.
     */
    model: number | null;
    /**
     * Of acting for everybody.
     */
    everybody: number | null;
    /**
     * People spared in vain action per person, at no event missed, against acting for everybody.
     */
    avoided: number | null;
}

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
 * What a heading means.
 */
export interface Meaning {
    /**
     * A concept's id, or `id`, `name`, `sex`, `birth`, `age`, `date`, `pressure`.
     */
    concept: string;
    /**
     * The unit in the heading; empty where it has none.
     */
    unit: string;
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
 * What a question means for a table.
 */
export interface AskedTold {
    /**
     * Rows that count.
     */
    rows: number;
    /**
     * Of these, rows where it happened.
     */
    events: number;
    /**
     * Rows that do not count, and why.
     */
    leftOut: LeftOut[];
    /**
     * Folds that judge.
     */
    folds: number;
    /**
     * People that a model of the parameters named needs, or of one for each predictor.
     */
    needed: SizeTold | undefined;
    /**
     * The most numbers that a model of these rows may learn.
     */
    mostParameters: number;
    /**
     * Predictors that know the outcome, and all columns of days after the day from which is predicted.
     */
    leaks: Leak[];
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
 * What all columns are worth.
 */
export interface ImportanceReply {
    /**
     * The figure with nothing shuffled.
     */
    figure: number;
    /**
     * The greatest first; columns of the same worth in the table's order.
     */
    columns: ColumnImportance[];
}

/**
 * What all people together are mended by: of log odds, of the complementary log-log at the horizon, or of the number.
 */
export interface MendingLine {
    /**
     * What is added.
     */
    intercept: number;
    /**
     * By how much it is stretched before.
     */
    slope: number;
}

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
 * What decides between settings.
 */
export type Better = "discrimination" | "loss";

/**
 * What holds weights towards zero.
 */
export type Penalty = "none" | "l2" | "l1" | "elasticNet";

/**
 * What is asked for.
 */
export interface CounterfactualSettings {
    /**
     * The columns that may be moved; no other ever is.
     */
    columns: Movable[];
    /**
     * The answer that is wanted.
     */
    target: AnswerTarget;
    /**
     * Most columns moved at once, 1 to 3.
     */
    most?: number;
}

/**
 * What is asked of a model.
 */
export type Task = { task: "continuous" } | { task: "binary" } | { task: "survival"; horizon: number };

/**
 * What is done to one column.
 */
export interface ColumnSettings {
    /**
     * Its name in the table.
     */
    name?: string;
    /**
     * What stands for a missing cell.
     */
    impute?: Impute;
    /**
     * A further column: 1 where the cell is missing.
     */
    indicator?: boolean;
    /**
     * Share of each tail that is drawn in to its quantile, 0 to 0.25.
     */
    winsorise?: number;
    /**
     * How words become numbers.
     */
    encode?: Encode;
    /**
     * Knots of a restricted cubic spline: 0 for none, 3 to 7.
     */
    knots?: number;
    /**
     * To mean 0 and variance 1.
     */
    standardise?: boolean;
}

/**
 * What is explained together: a column of the table, or what two columns do together beyond what each does.
 */
export interface TableTerm {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * The other column of a pair.
     */
    with?: string;
}

/**
 * What is held back to measure on.
 */
export type Holding = "last" | "people";

/**
 * What is plausible in a column of numbers.
 */
export interface ColumnRange {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * One in a hundred has less.
     */
    low: number;
    /**
     * One in a hundred has more.
     */
    high: number;
    /**
     * Standard deviation.
     */
    spread: number;
    /**
     * Every number is whole.
     */
    whole: boolean;
}

/**
 * What is said of an index by custom.
 */
export type ShiftReading = "little" | "some" | "much";

/**
 * What is to be known of a row.
 */
export type RowNoteKind = "missing" | "noAnswer" | "newWord" | "outside" | "unreadable";

/**
 * What is to be said of a fit, by the names of columns.
 */
export interface NoteTold {
    /**
     * A key of `learn.notes`.
     */
    key: string;
    /**
     * Made columns.
     */
    columns: string[];
}

/**
 * What is told of a column.
 */
export interface ColumnQuality {
    /**
     * Its name.
     */
    name: string;
    /**
     * Rows without a value.
     */
    missing: number;
    /**
     * Different values.
     */
    different: number;
    /**
     * All values are one, or there is none.
     */
    constant: boolean;
    /**
     * Each filled row its own word or whole number, or known as such: it tells people apart and nothing else.
     */
    id: boolean;
    /**
     * Values that cannot be, by the limits of the concept; rows counted.
     */
    impossible: number;
    /**
     * Values that are rare, by the same limits.
     */
    unusual: number;
    /**
     * The first of the impossible values, at most 20.
     */
    impossibleValues: ImpossibleValue[];
    /**
     * A number such as −9, 99 or 999 that stands far outside and often: it may mean that nothing is known.
     */
    codeForMissing: number | undefined;
}

/**
 * What is told of a model.
 */
export interface ModelTold {
    /**
     * What it is called.
     */
    name: string;
    /**
     * The day on which it was made.
     */
    made: string;
    /**
     * What was asked, and how.
     */
    protocol: Protocol;
    /**
     * Rows that it was fitted on.
     */
    rows: number;
    /**
     * How good it is on rows that it did not see.
     */
    evaluation: Evaluation;
    /**
     * The same on other tables, as its file keeps it.
     */
    external: External[];
    /**
     * Weights of the made columns, where the kind of model has them.
     */
    weights: Weight[];
    /**
     * What is to be said of the fit.
     */
    notes: NoteTold[];
    /**
     * What a search tried.
     */
    trials: Trial[];
    /**
     * What cannot be explained: keys below `explain.lacks` of the catalogue.
     */
    lacks: string[];
}

/**
 * What is told of a sheet that was read.
 */
export interface SheetTold {
    /**
     * Its name.
     */
    sheet: string;
    /**
     * All sheets of cells, in the order of the workbook.
     */
    sheets: SheetFound[];
    /**
     * Rows with a value, the headings with them.
     */
    rows: number;
    /**
     * Columns from the first to the last with a value.
     */
    columns: number;
    /**
     * Cells that hold an error, such as `#N/A`: they are left empty.
     */
    errors: number;
    /**
     * The first of them.
     */
    errorCells: OddCell[];
    /**
     * Formulas whose value was not saved with the workbook: their cells are empty.
     */
    unsaved: number;
    /**
     * The first of them.
     */
    unsavedCells: OddCell[];
    /**
     * Cells that took the value of the merged cell they are part of.
     */
    merged: number;
    /**
     * Rows above the headings with one value only; they are passed over.
     */
    titles: number;
    /**
     * Days are counted from 1904, as some workbooks of Macs do.
     */
    since1904: boolean;
}

/**
 * What is told of a table.
 */
export interface Quality {
    /**
     * Rows.
     */
    rows: number;
    /**
     * Each column.
     */
    columns: ColumnQuality[];
    /**
     * Cells that are missing together, the most frequent first, at most 50.
     */
    patterns: Pattern[];
    /**
     * Rows that repeat an earlier one; at most 100,000 are looked for.
     */
    doubleRows: number;
    /**
     * The first of them, at most 1,000.
     */
    doubles: RowPair[];
    /**
     * Pairs of rows that differ in one or two cells; at most some 100,000 are looked for.
     */
    nearDoublePairs: number;
    /**
     * The first of them, at most 1,000.
     */
    nearDoubles: RowPair[];
}

/**
 * What is told of a table.
 */
export interface TableTold {
    /**
     * As the file is called.
     */
    name: string;
    /**
     * Its columns.
     */
    table: CohortTold;
    /**
     * What is wrong with it.
     */
    quality: Quality;
}

/**
 * What is told of one column.
 */
export interface ColumnFound {
    /**
     * The name in the frame.
     */
    name: string;
    /**
     * Its type.
     */
    kind: ColumnKind;
    /**
     * Numbers only: no cell has a fraction.
     */
    whole: boolean;
    /**
     * Numbers only: a comma stands before the fraction.
     */
    decimalComma: boolean;
    /**
     * Days only: which number stands first, where the year stands last and the cells tell it.
     */
    dayOrder: DayOrder | undefined;
    /**
     * Cells that say nothing: blank, NA, a point, 未知 …
     */
    missing: number;
    /**
     * Different words; 0 for other types.
     */
    words: number;
    /**
     * What the heading may mean, where it is known.
     */
    meaning: Meaning | undefined;
    /**
     * Filled cells that did not fit the type; they count as missing.
     */
    odd: number;
    /**
     * The first of them.
     */
    oddCells: Odd[];
    /**
     * Somebody left it out: it stays in the table and takes no part.
     */
    leftOut: boolean;
}

/**
 * What is told of the outcome.
 */
export interface OutcomeQuality {
    /**
     * Rows with an outcome.
     */
    rows: number;
    /**
     * Rows where it happened; of a number, the rows.
     */
    events: number;
    /**
     * What a model of the parameters named needs, or of as many as there are usable columns.
     */
    needed: SizeTold | undefined;
    /**
     * The most parameters that these rows support.
     */
    mostParameters: number;
    /**
     * Columns that know the outcome.
     */
    leaks: Leak[];
}

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
 * What one column adds.
 */
export interface Curve {
    /**
     * The column.
     */
    axis: Axis;
    /**
     * One value a bin, the last one for missing.
     */
    values: number[];
    /**
     * Standard deviation of each value between bags; empty for one bag.
     */
    spread?: number[];
}

/**
 * What one column adds.
 */
export interface CurveDrawn {
    /**
     * The axis.
     */
    drawn: Drawn;
    /**
     * One value a bin.
     */
    values: number[];
    /**
     * Standard deviation of each between bags; empty for one bag.
     */
    spread: number[];
    /**
     * What a missing cell adds; nothing where something stands for it.
     */
    missing: number | undefined;
}

/**
 * What one column is worth.
 */
export interface ColumnImportance {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * By how much the figure falls, on average over repeats.
     */
    mean: number;
    /**
     * Standard deviation between repeats; 0 for one repeat.
     */
    spread: number;
    /**
     * Each repeat.
     */
    each: number[];
}

/**
 * What one column, or two together, adds to a margin.
 */
export interface CasePart {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * What stands there in the person's row.
     */
    value: CellValue;
    /**
     * The other column, where the part is of two together.
     */
    with?: string;
    /**
     * What stands there.
     */
    withValue?: CellValue;
    /**
     * In the unit of the margin.
     */
    amount: number;
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
     * Message keys (under `fileNotes`) of what a reader should know: `titleRows`, `overlongRows`, `severalPeople`, `noPerson`.
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
 * What reading a table found beside its cells: it goes with every answer about one.
 */
export interface ReadTold {
    /**
     * Rows that could not be read and were left out: nobody in them has an answer.
     */
    faulty: FaultyRows;
    /**
     * What should be said of how cells of the columns that count were read.
     */
    notes: TableNote[];
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
 * What settings came to.
 */
export interface Trial {
    /**
     * The settings.
     */
    model: ModelSettings;
    /**
     * Mean over inner folds of what decides: greater is better, a loss is below 0. Absent where a fold could not be fitted.
     */
    figure?: number;
    /**
     * Standard error of that mean.
     */
    standardError?: number;
    /**
     * Rows that each fit was made on, at most.
     */
    rows: number;
    /**
     * Key of the error that stopped it.
     */
    failed?: string;
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
 * What should be said of a fit, as a key of the catalogue (`learn.notes.*`) and the columns it is about.
 */
export interface FitNote {
    /**
     * `constantColumn`, `collinear`, `separation`, `notConverged`, …
     */
    key: string;
    /**
     * Columns by number.
     */
    columns: number[];
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
 * What stands for a missing cell.
 */
export type Impute = "median" | "mean" | "mode" | "iterative" | "leave";

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
 * What the leaves hold.
 */
export type LeafKind = "margins" | "answers";

/**
 * What the linear model answers.
 */
export type Target = "accepted" | "done";

/**
 * What the model answers on average while one column moves.
 */
export interface KeptCurve {
    /**
     * Column of the table.
     */
    column: string;
    /**
     * People that the mean is of.
     */
    people: number;
    /**
     * Numbers and days rising; words, the most frequent first.
     */
    points: GridPoint[];
}

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
 * What two columns add together, beyond what each adds.
 */
export interface Surface {
    /**
     * The first column.
     */
    one: Axis;
    /**
     * The second column.
     */
    other: Axis;
    /**
     * For each bin of the first (the last for missing) one value a bin of the second (the last for missing).
     */
    values: number[];
}

/**
 * What two columns add together.
 */
export interface SurfaceDrawn {
    /**
     * The first axis.
     */
    one: Drawn;
    /**
     * The second.
     */
    other: Drawn;
    /**
     * For each bin of the first, one value a bin of the second.
     */
    values: number[];
}

/**
 * What two models come to.
 */
export interface Compared {
    /**
     * Rows that both answered.
     */
    rows: number;
    /**
     * The main figure of this model on these rows: area, concordance or explained variance.
     */
    own: number | undefined;
    /**
     * That of the other.
     */
    other: number | undefined;
    /**
     * Of shares: whether the areas differ.
     */
    areas?: AreaComparison;
    /**
     * Of shares: what this model changes for those whom the other puts above or below the threshold.
     */
    reclassification?: Reclassification;
}

/**
 * What was found for a concept.
 */
export type Value = { kind: "number"; value: number; given: Given; comparator?: Comparator } | { kind: "word"; word: string };

/**
 * What was set aside to promise how often the truth is held.
 */
export type Conformal = ({ kind: "band" } & Band) | ({ kind: "sets" } & Sets);

/**
 * What would have to change.
 */
export interface Counterfactual {
    /**
     * The answer as the row stands.
     */
    answer: number;
    /**
     * It meets the target already.
     */
    met: boolean;
    /**
     * Few columns first, and the cheapest first among as many; none where nothing was found.
     */
    ways: ChangeWay[];
    /**
     * Nothing cheaper exists, and where nothing was found nothing exists; otherwise a grid was searched.
     */
    exact: boolean;
    /**
     * The answer that came nearest to the target, where nothing was found.
     */
    nearest: number | undefined;
    /**
     * Columns that were named but could not be moved.
     */
    leftOut: NotMoved[];
}

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
 * Where bins end.
 */
export type AxisBins = { borders: number[] } | { codes: number[] };

/**
 * Where bins lie. There is one more bin than there are edges; an edge belongs to the bin below it.
 */
export type AxisDrawn = { kind: "numbers"; edges: number[] } | { kind: "days"; edges: number[] } | { kind: "words"; bins: string[][] } | { kind: "codes"; codes: number[] } | { kind: "missing"; filled: number; missing: number } | { kind: "made"; edges: number[] };

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
 * Which cells say that it happened. All other filled cells say that it did not, unless `no` names those.
 */
export interface Happened {
    /**
     * Cells that say yes, as written; numbers by value.
     */
    yes?: string[];
    /**
     * Cells that say no. Where it is not empty, a cell of neither list has no outcome.
     */
    no?: string[];
    /**
     * A number above this says yes.
     */
    above?: number;
}

/**
 * Which column is predicted, and how its cells are read.
 */
export type OutcomeSettings = { task: "continuous"; column: string } | { task: "binary"; column: string; happened: Happened } | { task: "survival"; time: string; start?: string; event: string; happened: Happened; horizon: number };

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
 * Which number of the model is shown.
 */
export type DependenceShown = "answer" | "margin";

/**
 * Which of the made columns are kept. A column of one value never is.
 */
export interface Select {
    /**
     * Leaves out a column that correlates more than this, up or down, with one before it; 1 leaves out none.
     */
    correlation?: number;
    /**
     * Keeps so many that correlate most with the outcome; 0 keeps all.
     */
    best?: number;
}

/**
 * Which of two leading numbers is the day: 31/12/2020 or 12/31/2020.
 */
export type DayOrder = "dayFirst" | "monthFirst";

/**
 * Which settings are tried.
 */
export type How = { by: "grid" } | { by: "random"; draws: number } | { by: "halving"; draws: number };

/**
 * Which way a number may move.
 */
export type MoveDirection = "any" | "down" | "up";

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
 * Who is explained.
 */
export type Who = { row: number } | { scored: number } | { typed: Map<string, TypedCell> };

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
 * Why a column is suspected.
 */
export type LeakWhy = "values" | "gaps" | "laterDays";

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
 * Why one person has this answer.
 */
export interface CaseTold {
    /**
     * What each column adds.
     */
    cases: Cases;
    /**
     * What must be known of the row, as of any that is scored.
     */
    notes: CaseNote[];
    /**
     * What would have to change to cross the threshold, where columns may move.
     */
    counterfactual?: Counterfactual;
    /**
     * The most alike people of the training table; none where that is not at hand.
     */
    near: NearTold[];
}

/**
 * Yes, no, or not known; the order is that of "and": the least decides.
 */
export type Tri = "false" | "unknown" | "true";

/**
 * f: how the sums of a layer are bent.
 */
export type Bend = "none" | "relu" | "tanh" | "logistic";


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
