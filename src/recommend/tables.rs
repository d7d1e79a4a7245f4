//! The facts of `data/recommend`, compiled by `build/rules.rs` into static tables. Names are indices into them.

use std::sync::OnceLock;

use super::card::Status;
use super::rule::{Comparison, Node};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum FieldKind {
    Number { min: f64, max: f64 },
    Words(&'static [&'static str]),
    Flag,
}

/// The value of a field that nobody answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Default {
    None,
    Number(f64),
    Word(usize),
    Flag(bool),
}

/// Whether a person is asked for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Yes,
    /// After everything else: an estimate that a clinician makes.
    Last,
    /// An equation fills it.
    Never,
}

/// A patient field of the rules.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) kind: FieldKind,
    pub(crate) default: Default,
    /// `null` means never (infinitely long ago), not unknown.
    pub(crate) null_is_never: bool,
    pub(crate) asked: Asked,
    /// A record's silence never answers it.
    pub(crate) never_presumed: bool,
}

/// The lists whose silence is known to mean something, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Conditions.
    Diagnoses,
    /// Allergies and intolerances as allergy lists hold them.
    Allergies,
    /// Medicines and classes.
    Medicines,
    /// Gene flags.
    Genes,
    /// Foods and drinks.
    Foods,
}

/// A diagnosis or allergy of the rules.
#[derive(Debug)]
pub(crate) struct Dx {
    pub(crate) name: &'static str,
    pub(crate) list: List,
    pub(crate) never_presumed: bool,
    /// Every diagnosis that means this one too, however many steps away.
    pub(crate) implied_by: &'static [usize],
    /// Every diagnosis that this one means too.
    pub(crate) implies: &'static [usize],
}

/// A medicine, a class of medicines, or a name that is both.
#[derive(Debug)]
pub(crate) struct Medicine {
    pub(crate) name: &'static str,
    /// A class alone otherwise.
    pub(crate) ingredient: bool,
    /// Its classes, each from a daily dose (mg) on where the class has a floor.
    pub(crate) classes: &'static [(usize, Option<f64>)],
    /// What belongs to it at any dose, where it is a class.
    pub(crate) members: &'static [usize],
}

/// A source as shown.
#[derive(Debug)]
pub(crate) struct SourceRow {
    pub(crate) id: &'static str,
    pub(crate) citation: &'static str,
    pub(crate) doi: Option<&'static str>,
}

/// Evidence tier; the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    /// Against: its own block, before the rest.
    X,
    /// Strong.
    A,
    /// Moderate.
    B,
    /// Weak or consensus.
    C,
    /// Unsettled.
    E,
}

impl Tier {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::X => "X",
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::E => "E",
        }
    }
}

/// Where an action without a figure ranks inside its tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    OwnBlock,
    Middle,
    End,
    LastOfAll,
}

/// A published grade.
#[derive(Debug)]
pub(crate) struct Grade {
    pub(crate) tier: Tier,
    /// Below this age the grade counts as the other tier.
    pub(crate) below_age: Option<(f64, Tier)>,
    pub(crate) place: Place,
    /// The grade as published, without its system.
    pub(crate) words: &'static str,
}

/// How an effect acts (README of the facts).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    RiskFactor,
    OutcomeLink,
    Outcome,
    /// Observational: never a benefit.
    Association,
    Behaviour,
    Harm,
}

/// How a published number is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// In the target's own unit.
    Difference,
    /// Percent of the present value.
    Percent,
    /// Per unit of an amount.
    Slope,
    /// Risk or rate that remains, as a share of that without.
    Ratio,
    /// Share prevented.
    Efficacy,
    /// Share of people who reach it.
    Share,
}

/// How we use a row (`effect_use.csv` gives the reason).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Counts,
    /// More than people reach at home: shown, never counted.
    Upper,
    /// Another form of the same action: shown, never counted.
    Alternative,
    /// No equation's baseline suits it: shown as a ratio.
    RelativeOnly,
    /// People compared, not drawn by lot: counts in outline only.
    Cohort,
}

/// What the amount of a slope is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AmountOf {
    Weight,
    Salt,
}

/// The amount that an action means, in the unit of its slope: (what the person has − `above`) × `times`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Amount {
    pub(crate) of: AmountOf,
    pub(crate) above: f64,
    pub(crate) times: f64,
}

/// A published effect.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    /// Place in `effects.csv`.
    pub(crate) row: u32,
    pub(crate) id: &'static str,
    pub(crate) target: &'static str,
    pub(crate) measure: Measure,
    pub(crate) measure_text: &'static str,
    /// `None` is anyone.
    pub(crate) population: Option<Node>,
    /// Narrows the population where the row's note does.
    pub(crate) only_if: Option<Node>,
    pub(crate) path: Path,
    /// The factor that it moves, or that it links with an outcome.
    pub(crate) mediator: Option<usize>,
    /// Row of `outcomes.csv`.
    pub(crate) outcome: Option<usize>,
    pub(crate) mean: f64,
    /// 95 % as printed.
    pub(crate) interval: Option<(f64, f64)>,
    pub(crate) unit: &'static str,
    pub(crate) per: &'static str,
    pub(crate) source: usize,
    pub(crate) verification: &'static str,
    /// `seen`, `memory`, `none`.
    pub(crate) origin: &'static str,
    pub(crate) used: Use,
    pub(crate) amount: Option<Amount>,
    /// Where shorter than the horizon, it acts on that part of it.
    pub(crate) lasts_years: Option<f64>,
    /// Share of people without and with, where known.
    pub(crate) shares: Option<(f64, f64)>,
    pub(crate) note: &'static str,
    /// The overlap group that it works through: beside a member of it, it adds nothing.
    pub(crate) through: &'static str,
}

/// What an action may do besides its good: two arms of a trial.
#[derive(Debug)]
pub(crate) struct HarmRow {
    pub(crate) action: &'static str,
    pub(crate) outcome: &'static str,
    /// `None` is anyone.
    pub(crate) population: Option<Node>,
    /// Share of people without it.
    pub(crate) control: f64,
    /// Share with it.
    pub(crate) treated: f64,
    /// How long the arms were followed.
    pub(crate) years: f64,
    pub(crate) source: usize,
    pub(crate) verification: &'static str,
}

/// Step of a link, and the lowest target that a source supports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    pub(crate) per: f64,
    pub(crate) lowest: f64,
}

/// A factor between an action and an outcome.
#[derive(Debug)]
pub(crate) struct Mediator {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) field: Option<usize>,
    pub(crate) link: Option<Scale>,
}

/// Baselines that a published outcome may act on, the nearest first, each with the note its card carries.
#[derive(Debug)]
pub(crate) struct OutcomeRow {
    pub(crate) bases: &'static [(usize, &'static str)],
}

/// One action.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) id: &'static str,
    pub(crate) kind: Status,
    pub(crate) category: &'static str,
    /// `None` is any region.
    pub(crate) region: Option<usize>,
    pub(crate) eligible: Node,
    pub(crate) exclude: Option<Node>,
    pub(crate) cautions: &'static [(Node, &'static str)],
    pub(crate) required: &'static [usize],
    pub(crate) burden: &'static str,
    pub(crate) grade_text: &'static str,
    pub(crate) grade: Grade,
    pub(crate) verification: &'static str,
    pub(crate) overlap_group: &'static str,
    pub(crate) clinician_required: bool,
    pub(crate) ttb_years: Option<f64>,
    pub(crate) one_per_group: bool,
    pub(crate) urgent: bool,
    pub(crate) sources: &'static [usize],
    /// It is about medicines: `action_medicines.csv` has a row for it.
    pub(crate) medicine: bool,
    pub(crate) interactions_known: u32,
    pub(crate) figures: &'static [Figure],
    pub(crate) fit: Fit,
}

/// What an action asks of a person (`action_fit.csv`, our own estimates).
#[derive(Debug)]
pub(crate) struct Fit {
    /// 1 little, 2 some, 3 much.
    pub(crate) cost: u8,
    /// Extra minutes a day.
    pub(crate) minutes: f64,
    /// Tablets a day more; negative takes away.
    pub(crate) pills: f64,
    pub(crate) equipment: &'static [&'static str],
    pub(crate) joints: &'static [&'static str],
    /// It can be done without the equipment and sparing the joint.
    pub(crate) other_ways: bool,
    /// Empty belongs to none.
    pub(crate) cuisine: &'static str,
}

impl Action {
    /// A medicine to start or change: shown only once every exclusion is known.
    pub(crate) fn is_medicine(&self) -> bool {
        self.clinician_required && self.kind != Status::Avoid
    }
}

/// The other side of an interaction.
#[derive(Debug)]
pub(crate) enum Against {
    /// One of each group.
    Medicines(&'static [&'static [usize]]),
    Condition(Node),
    Genes(&'static [usize]),
    Foods(&'static [usize]),
}

/// One known interaction.
#[derive(Debug)]
pub(crate) struct InteractionRow {
    pub(crate) id: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) a: &'static [usize],
    pub(crate) against: Against,
    pub(crate) a_text: &'static str,
    pub(crate) b_text: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) verification: &'static str,
    pub(crate) sources: &'static [usize],
}

/// How soon a critical value needs a person; the order is the order shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Urgency {
    CallEmergencyNow,
    SameDay,
    WithinDays,
}

/// What a critical row compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CriticalRule {
    /// The latest value.
    Limit,
    /// The latest value, corrected where albumin is known.
    AlbuminCorrected,
    /// The latest value, unless on dialysis or stable at this level.
    NotOnDialysis,
    /// The latest against the lowest of the 7 to 365 days before it.
    Doubled,
    /// A quick rise, with potassium above 6.0 mmol/L.
    RiseWithPotassium,
    /// Item 9 of the PHQ-9 above 0.
    Phq9Item9,
}

/// One critical value; limits are in the row's unit.
#[derive(Debug)]
pub(crate) struct CriticalRow {
    pub(crate) id: &'static str,
    pub(crate) concept: &'static str,
    pub(crate) unit: &'static str,
    /// Row unit times this is the canonical unit.
    pub(crate) to_canonical: f64,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) max_age_days: Option<i64>,
    pub(crate) asks: &'static str,
    pub(crate) rule: CriticalRule,
    pub(crate) urgency: Urgency,
    pub(crate) source: &'static str,
}

/// An emergency number or crisis line of a country.
#[derive(Debug)]
pub(crate) struct CrisisRow {
    pub(crate) country: &'static str,
    pub(crate) name: &'static str,
    pub(crate) number: &'static str,
    pub(crate) text_line: &'static str,
    pub(crate) hours: &'static str,
    pub(crate) languages: &'static str,
}

/// A named rule about a person that is no action: what a plan asks of the record.
#[derive(Debug)]
pub(crate) struct StandingRow {
    pub(crate) kind: &'static str,
    pub(crate) code: &'static str,
    /// True makes the code true.
    pub(crate) rule: Option<Node>,
    /// True leaves it unknown until the person says which kind it is.
    pub(crate) maybe: Option<Node>,
    /// What counts until it is known.
    pub(crate) unknown_counts: bool,
}

include!(concat!(env!("OUT_DIR"), "/recommend.rs"));

/// Index of a field by name.
pub(crate) fn field(name: &str) -> Option<usize> {
    static INDEX: OnceLock<Index> = OnceLock::new();
    find(&INDEX, name, || FIELDS.iter().map(|f| f.name))
}

/// Index of a diagnosis or allergy by name.
pub(crate) fn dx(name: &str) -> Option<usize> {
    static INDEX: OnceLock<Index> = OnceLock::new();
    find(&INDEX, name, || DX.iter().map(|d| d.name))
}

/// Index of a medicine or class by name.
pub(crate) fn medicine(name: &str) -> Option<usize> {
    static INDEX: OnceLock<Index> = OnceLock::new();
    find(&INDEX, name, || MEDICINES.iter().map(|m| m.name))
}

/// Names with their places, by name.
type Index = Vec<(&'static str, usize)>;

fn find<N: Iterator<Item = &'static str>>(index: &OnceLock<Index>, name: &str, names: impl Fn() -> N) -> Option<usize> {
    let index = index.get_or_init(|| {
        let mut index: Index = names().enumerate().map(|(at, name)| (name, at)).collect();
        index.sort_unstable();
        index.dedup_by_key(|(name, _)| *name); // the first of a name counts
        index
    });
    index.binary_search_by(|(known, _)| (*known).cmp(name)).ok().and_then(|at| index.get(at)).map(|(_, place)| *place)
}
