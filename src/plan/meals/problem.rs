//! A profile as numbers: which meals and foods may be used, what each brings of the quantities that have limits.

use super::profile::{ENERGY_MEASURE, Limit, Measure, Profile, Scope};
use super::tables::{ENERGY, FOODS, Slot, TEMPLATES, Template};

/// More quantities than a profile can name: every nutrient and every food group.
pub(super) const LANES: usize = 48;

/// What is added up over a day.
pub(super) type Amounts = [f64; LANES];

/// A limit on a day or on the mean of the days.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Which quantity.
    pub(super) quantity: usize,
    /// Per cent of energy for one gram of it: kilocalories × 100; `None` for a plain sum.
    pub(super) share: Option<f64>,
    pub(super) scope: Scope,
    pub(super) min: f64,
    pub(super) max: f64,
    /// Into the profile's limits; `None` is energy.
    pub(super) limit: Option<usize>,
}

impl Row {
    /// The row's value of a day.
    pub(super) fn value(&self, day: &Amounts) -> f64 {
        let amount = day.get(self.quantity).copied().unwrap_or_default();
        match self.share {
            None => amount,
            // A day without energy has no share; any number will do, energy itself is broken then.
            Some(share) => amount * share / day.first().copied().unwrap_or_default().max(1e-9),
        }
    }

    /// By how much a value breaks the row, as a share of the limit; broken at all counts as some per cent.
    pub(super) fn excess(&self, value: f64) -> f64 {
        if value > self.max {
            BROKEN + (value - self.max) / self.max.max(1.0)
        } else if value < self.min {
            BROKEN + (self.min - value) / self.min.max(1.0)
        } else {
            0.0
        }
    }
}

/// What a limit broken by a hair counts, lest a hair be cheaper than mending it.
const BROKEN: f64 = 0.03;

/// A meal that may be used.
#[derive(Debug, Clone)]
pub(super) struct Meal {
    pub(super) template: usize,
    /// At scale 1.
    pub(super) amounts: Amounts,
    /// How little it suits the person's wishes; 0 is well.
    pub(super) dislike: f64,
}

/// A food that may stand beside a meal.
#[derive(Debug, Clone)]
pub(super) struct Extra {
    pub(super) food: usize,
    /// Of one gram.
    pub(super) amounts: Amounts,
    /// Grams of half a portion, one, one and a half, two.
    pub(super) grams: [f64; 4],
    pub(super) dislike: f64,
}

/// The problem of one profile.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    /// What is counted; energy is the first.
    pub(super) quantities: Vec<Measure>,
    pub(super) rows: Vec<Row>,
    pub(super) meals: Vec<Meal>,
    /// Meals of each slot: breakfast, lunch, dinner, snack.
    pub(super) slots: [Vec<usize>; 4],
    pub(super) extras: Vec<Extra>,
    /// The scale in quarters, 3 to 6, at which three meals and a snack give about the day's energy.
    pub(super) usual: u8,
}

/// Limits are held a hair inside, so that no rounding of sums breaks them.
const HAIR: f64 = 1e-7;

impl Problem {
    /// Compiles a profile; what is disliked, and what a lacking kitchen thing makes, is left out.
    pub(super) fn new(profile: &Profile) -> Self {
        let mut problem = Self {
            quantities: vec![ENERGY_MEASURE],
            rows: Vec::new(),
            meals: Vec::new(),
            slots: Default::default(),
            extras: Vec::new(),
            usual: 4,
        };
        let (least, most) = profile.energy_range();
        problem.row(ENERGY_MEASURE, Scope::EachDay, Some(least), Some(most), None);
        for (at, Limit { scope, measure, min, max, .. }) in profile.limits.iter().enumerate() {
            problem.row(*measure, *scope, *min, *max, Some(at));
        }
        let left_out = |food: usize| {
            let (id, group) = FOODS.get(food).map_or(("", 0), |food| (food.id, food.group));
            let group = super::tables::GROUPS.get(group).copied().unwrap_or_default();
            profile.prefer.dislikes.iter().any(|name| name == id || name == group)
        };
        for (at, template) in TEMPLATES.iter().enumerate() {
            let unwanted = profile.prefer.dislikes.iter().any(|name| name == template.id)
                || profile.prefer.without.iter().any(|name| name == template.equipment)
                || template.parts.iter().any(|(food, _)| left_out(*food));
            if unwanted || !profile.allows_template(at) {
                continue;
            }
            if let Some(slot) = problem.slots.get_mut(template.slot as usize) {
                slot.push(problem.meals.len());
            }
            let amounts = problem.amounts(template.parts);
            problem.meals.push(Meal { template: at, amounts, dislike: dislike(profile, template) });
        }
        let cuisines = profile.cuisines.iter().fold(0_u8, |bits, at| bits | 1 << at);
        for (at, food) in FOODS.iter().enumerate() {
            if food.tier == 0 || left_out(at) || !profile.allows(at) {
                continue;
            }
            let grams = [0.5, 1.0, 1.5, 2.0].map(|portions| round_grams(food.portion * portions));
            let foreign = if food.cuisines & cuisines == 0 { 0.6 } else { 0.0 };
            let liked = if profile.prefer.likes.iter().any(|name| name == food.id) { -0.3 } else { 0.0 };
            let dislike = if food.tier == 1 { 0.5 } else { 1.2 } + foreign + liked;
            let amounts = problem.amounts(&[(at, 1.0)]);
            problem.extras.push(Extra { food: at, amounts, grams, dislike });
        }
        problem.usual = problem.usual_scale(profile.energy);
        problem
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)] // clamped, few
    fn usual_scale(&self, energy: f64) -> u8 {
        let mean = |slot: &Vec<usize>| {
            let sum: f64 = slot.iter().filter_map(|at| self.meals.get(*at)?.amounts.first()).sum();
            sum / slot.len().max(1) as f64
        };
        let day: f64 = self.slots.iter().map(mean).sum();
        (energy / day.max(1.0) * 4.0).round().clamp(3.0, 6.0) as u8
    }

    /// What foods bring, by grams.
    pub(super) fn amounts(&self, parts: &[(usize, f64)]) -> Amounts {
        let mut amounts = [0.0; LANES];
        for (slot, measure) in amounts.iter_mut().zip(&self.quantities) {
            let of = |(food, grams): &(usize, f64)| match (FOODS.get(*food), measure) {
                (Some(food), Measure::Nutrient(n) | Measure::Share(n, _)) => {
                    let value = food.value(*n);
                    if value.is_nan() { 0.0 } else { grams / 100.0 * value }
                }
                (Some(food), Measure::Group(group)) if food.group == *group => *grams,
                _ => 0.0,
            };
            *slot = parts.iter().map(of).sum();
        }
        amounts
    }

    /// Meals of a slot.
    pub(super) fn of(&self, slot: Slot) -> &[usize] {
        self.slots.get(slot as usize).map(Vec::as_slice).unwrap_or_default()
    }

    fn row(&mut self, measure: Measure, scope: Scope, min: Option<f64>, max: Option<f64>, limit: Option<usize>) {
        let counted = match measure {
            Measure::Share(nutrient, _) => Measure::Nutrient(nutrient),
            other => other,
        };
        let quantity = self.quantities.iter().position(|one| *one == counted).unwrap_or_else(|| {
            self.quantities.push(counted);
            self.quantities.len() - 1
        });
        let share = match measure {
            Measure::Share(_, kcal) => Some(kcal * 100.0),
            _ => None,
        };
        debug_assert!(quantity < LANES && (quantity != 0 || measure == Measure::Nutrient(ENERGY)));
        let min = min.map_or(f64::NEG_INFINITY, |min| min * (1.0 + HAIR));
        let max = max.map_or(f64::INFINITY, |max| max * (1.0 - HAIR));
        self.rows.push(Row { quantity, share, scope, min, max, limit });
    }
}

/// A meal made for weak kidneys on the table of somebody else.
const SPECIAL: f64 = 1.5;

/// How little a template suits what the person said of time, money and taste.
fn dislike(profile: &Profile, template: &Template) -> f64 {
    let prefer = &profile.prefer;
    let slow = prefer.minutes.map_or(0.0, |most| ((template.minutes - most) / most).clamp(0.0, 2.0) * 2.0);
    let dear = prefer.cost.map_or(0.0, |most| (template.cost - most).max(0.0));
    let liked = |name: &String| {
        name == template.id
            || template.parts.iter().any(|(food, _)| FOODS.get(*food).is_some_and(|food| food.id == name))
    };
    // Templates made for weak kidneys say so in their names; they are for whom a most is set.
    let strict = |nutrient: &str| profile.limits.iter().any(|limit| limit.key == nutrient && limit.max.is_some());
    let special = (template.name_en.contains("low potassium") && !strict("potassium_mg"))
        || (template.name_en.contains("low protein") && !strict("protein_g"));
    slow + dear + if special { SPECIAL } else { 0.0 } - if prefer.likes.iter().any(liked) { 0.5 } else { 0.0 }
}

/// Whole fives of grams, within what a food beside a meal may weigh.
fn round_grams(grams: f64) -> f64 {
    ((grams / 5.0).round() * 5.0).clamp(5.0, 500.0)
}
