//! The judge: what a week breaks, by the letter of the limits. It shares nothing with the search but the tables.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::MealDay;
use super::profile::{Limit, Measure, Profile, Scope};
use super::tables::{ENERGY, FOODS, Slot, food, template};

/// A rounding error of sums, not a leeway.
const ROUNDING: f64 = 1e-9;

/// What the week breaks, as `key: what was found`; empty when every limit holds.
pub fn grade(profile: &Profile, week: &[MealDay]) -> Vec<String> {
    let mut broken = Vec::new();
    if week.len() != 7 {
        broken.push(format!("days: {}", week.len()));
    }
    let mut used: BTreeMap<&str, u32> = BTreeMap::new();
    for (number, day) in week.iter().enumerate() {
        let mut slots = Vec::new();
        for (id, scale) in &day.meals {
            if let Some((_, found)) = template(id) {
                slots.push(found.slot);
                if !profile.cuisines.contains(&found.cuisine) {
                    broken.push(format!("cuisine: {id}"));
                }
                *used.entry(found.id).or_default() += 1;
            } else {
                broken.push(format!("template: {id}"));
            }
            if !(0.5..=2.0).contains(scale) {
                broken.push(format!("scale: {scale} of {id}"));
            }
        }
        for slot in Slot::DAILY.iter().filter(|slot| !slots.contains(slot)) {
            broken.push(format!("{}: day {}", slot.name(), number + 1));
        }
        for (id, grams) in &day.extras {
            if !(5.0..=500.0).contains(grams) || food(id).is_none() {
                broken.push(format!("extra: {grams} g of {id}"));
            }
        }
    }
    broken.extend(
        used.iter().filter(|(_, times)| **times > 3).map(|(id, times)| format!("template: {id} {times} times")),
    );
    let days: Vec<BTreeMap<usize, f64>> = week.iter().map(grams).collect();
    let foods: BTreeSet<usize> = days.iter().flat_map(|day| day.keys().copied()).collect();
    if foods.len() < 20 {
        broken.push(format!("foods: {}", foods.len()));
    }
    for at in foods.iter().filter(|at| !profile.allows(**at)) {
        broken.push(format!("food: {}", FOODS.get(*at).map_or("", |food| food.id)));
    }
    for (number, day) in days.iter().enumerate() {
        let energy = total(day, Measure::Nutrient(ENERGY));
        // Not a limit with rounding: the least and the most are stated as a share.
        let off = (energy / profile.energy - 1.0).abs();
        if off.is_nan() || off > profile.tolerance {
            broken.push(format!("energy_kcal: {energy} on day {}", number + 1));
        }
    }
    for limit in &profile.limits {
        let by_day: Vec<f64> = days.iter().map(|day| total(day, limit.measure)).collect();
        for value in seen(limit, &by_day) {
            if !holds(limit, value) {
                broken.push(format!("{}: {value}", limit.key));
            }
        }
    }
    broken
}

/// What a limit looks at: each day, or their mean.
pub(super) fn seen(limit: &Limit, by_day: &[f64]) -> Vec<f64> {
    match limit.scope {
        Scope::EachDay => by_day.to_vec(),
        #[allow(clippy::cast_precision_loss)] // seven
        Scope::Mean => vec![by_day.iter().sum::<f64>() / by_day.len() as f64],
    }
}

pub(super) fn holds(limit: &Limit, value: f64) -> bool {
    limit.max.is_none_or(|max| value <= max + ROUNDING) && limit.min.is_none_or(|min| value >= min - ROUNDING)
}

/// Foods of a day and their grams.
pub(super) fn grams(day: &MealDay) -> BTreeMap<usize, f64> {
    let mut all = BTreeMap::new();
    for (id, scale) in &day.meals {
        for (food, grams) in template(id).map(|(_, found)| found.parts).unwrap_or_default() {
            *all.entry(*food).or_default() += grams * scale;
        }
    }
    for (id, grams) in &day.extras {
        if let Some((at, _)) = food(id) {
            *all.entry(at).or_default() += grams;
        }
    }
    all
}

/// A measure of one day.
pub(super) fn total(day: &BTreeMap<usize, f64>, measure: Measure) -> f64 {
    let sum = |nutrient: usize| -> f64 {
        let amount = |(at, grams): (&usize, &f64)| {
            let value = FOODS.get(*at).map_or(f64::NAN, |food| food.value(nutrient));
            // Unknown counts as nothing where there is a least; where there is a most the food is not allowed.
            if value.is_nan() { 0.0 } else { grams / 100.0 * value }
        };
        day.iter().map(amount).sum()
    };
    match measure {
        Measure::Nutrient(nutrient) => sum(nutrient),
        Measure::Share(nutrient, kcal) => sum(nutrient) * kcal / sum(ENERGY) * 100.0,
        Measure::Group(group) => day
            .iter()
            .filter(|(at, _)| FOODS.get(**at).is_some_and(|food| food.group == group))
            .map(|(_, grams)| grams)
            .sum(),
    }
}
