//! Which limits follow from which facts of a person, and energy needs: `data/foods`, compiled by `build/foods_limits.rs`.
//! Apart from the foods, so that the whole engine can make a profile without them.

/// A row of `limits.csv`; its rule is among the recommender's.
#[derive(Debug)]
pub(super) struct LimitRow {
    pub(super) code: &'static str,
    /// The way of eating that it belongs to; most belong to none and hold in all.
    pub(super) pattern: &'static str,
    pub(super) kind: &'static str,
    pub(super) key: &'static str,
    pub(super) scope: &'static str,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    /// `kg`, `1000kcal`, or nothing.
    pub(super) per: &'static str,
    pub(super) source: &'static str,
    pub(super) verification: &'static str,
}

/// A row of EER 2023: kcal a day = constant + by weight (kg), height (cm) and age (years).
#[derive(Debug)]
pub(super) struct EnergyRow {
    pub(super) male: bool,
    pub(super) activity: &'static str,
    pub(super) constant: f64,
    pub(super) per_kg: f64,
    pub(super) per_cm: f64,
    pub(super) per_year: f64,
}

include!(concat!(env!("OUT_DIR"), "/meal_limits.rs"));
