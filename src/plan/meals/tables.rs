//! The facts of `data/foods` that a week is made of, compiled by `build/foods.rs`. Names are indices into them.

/// One food, per 100 g of its edible part.
#[derive(Debug)]
pub(super) struct Food {
    pub(super) id: &'static str,
    pub(super) name_en: &'static str,
    pub(super) name_zh: &'static str,
    /// Into [`GROUPS`].
    pub(super) group: usize,
    /// Bits of [`CUISINES`].
    pub(super) cuisines: u8,
    /// In the order of [`NUTRIENTS`]; NaN where the source is blank, which is unknown and never zero.
    pub(super) values: [f64; 18],
    /// Bits of [`FLAGS`].
    pub(super) flags: u16,
    /// A usual portion, grams.
    pub(super) portion: f64,
    pub(super) portion_en: &'static str,
    pub(super) portion_zh: &'static str,
    /// As it is beside a meal: 1 gladly, 2 where a limit needs it, 0 not.
    pub(super) tier: u8,
}

impl Food {
    /// A nutrient per 100 g; NaN when it is unknown.
    pub(super) fn value(&self, nutrient: usize) -> f64 {
        self.values.get(nutrient).copied().unwrap_or(f64::NAN)
    }

    pub(super) fn flag(&self, flag: usize) -> bool {
        self.flags >> flag & 1 == 1
    }
}

/// When a meal is eaten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Breakfast,
    Lunch,
    Dinner,
    Snack,
}

impl Slot {
    /// Those that every day has.
    pub(super) const DAILY: [Self; 3] = [Self::Breakfast, Self::Lunch, Self::Dinner];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Breakfast => "breakfast",
            Self::Lunch => "lunch",
            Self::Dinner => "dinner",
            Self::Snack => "snack",
        }
    }
}

/// A meal by its name, for one person at scale 1.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) id: &'static str,
    pub(super) slot: Slot,
    /// Into [`CUISINES`].
    pub(super) cuisine: usize,
    pub(super) name_en: &'static str,
    pub(super) name_zh: &'static str,
    /// Foods and grams.
    pub(super) parts: &'static [(usize, f64)],
    /// Minutes to make it; our estimate.
    pub(super) minutes: f64,
    /// 1 cheap to 3 dear; our estimate.
    pub(super) cost: f64,
    pub(super) equipment: &'static str,
}

/// Place of energy in [`NUTRIENTS`].
pub(super) const ENERGY: usize = 0;

/// A food by its name.
pub(super) fn food(id: &str) -> Option<(usize, &'static Food)> {
    FOODS.iter().enumerate().find(|(_, food)| food.id == id)
}

/// A meal template by its name.
pub(super) fn template(id: &str) -> Option<(usize, &'static Template)> {
    TEMPLATES.iter().enumerate().find(|(_, template)| template.id == id)
}

/// Where a name stands in a list.
pub(super) fn position(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|one| *one == name)
}

/// As the build wrote them; a nutrient may look like a constant of mathematics.
#[allow(clippy::approx_constant)]
mod facts {
    use super::{Food, Slot, Template};

    include!(concat!(env!("OUT_DIR"), "/foods.rs"));
}

pub(super) use facts::{CUISINES, FLAGS, FOODS, GROUPS, NUTRIENTS, TEMPLATES};
