//! The planner's answer: seven days, the limits as they came out, or what cannot stand together.

use serde::{Deserialize, Serialize};

use super::grade::{grade, grams, holds, seen, total};
use super::portions::portions;
use super::problem::{Extra, Problem};
use super::profile::{ENERGY_MEASURE, Limit, Profile, Scope};
use super::relax::{Demand, Relaxed, conflict, relax};
use super::search::{self, Week, search};
use super::tables::{CUISINES, FLAGS, FOODS, GROUPS, NUTRIENTS, TEMPLATES};

/// What came of planning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum MealStatus {
    /// Seven days that meet every limit.
    Planned,
    /// No week can meet the limits: proved.
    Impossible,
    /// None was found; there may be one.
    NotFound,
}

/// One day: templates with their scale (1 is as written), foods beside with their grams.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct MealDay {
    /// Template and scale, breakfast first.
    #[cfg_attr(feature = "wasm", tsify(type = "[string, number][]"))]
    pub meals: Vec<(String, f64)>,
    /// Food and grams.
    #[cfg_attr(feature = "wasm", tsify(type = "[string, number][]"))]
    pub extras: Vec<(String, f64)>,
}

/// A limit and what the week makes of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MealLimit {
    /// As the profile names it; energy is `energy_kcal`.
    pub key: String,
    /// `each_day` or `mean_per_day`.
    pub scope: String,
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Each day's value.
    pub days: Vec<f64>,
    /// Their mean.
    pub mean: f64,
    /// Whether it holds.
    pub holds: bool,
}

/// One of a smallest set of demands that cannot stand together, or a limit that was missed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MealConflict {
    /// `min`, `max`, `energy`, `cuisines`, `flag`, `group`, `foods`, `prefer`, `variety`.
    pub demand: String,
    /// What it is about: the limit's key, a flag, a group, a slot; empty otherwise.
    pub key: String,
    /// `each_day` or `mean_per_day`, of a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The limit's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What was reached, where a week was missed by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<f64>,
}

/// A week of meals, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MealPlan {
    /// What came of it.
    pub status: MealStatus,
    /// Seven days; none unless planned.
    pub days: Vec<MealDay>,
    /// The limits as they came out; none unless planned.
    pub limits: Vec<MealLimit>,
    /// Different foods of the week.
    pub foods: usize,
    /// The seed that gives this week again.
    pub seed: u32,
    /// Impossible: demands that cannot stand together, each of which would have to bend. Not found: what was missed.
    pub conflict: Vec<MealConflict>,
}

/// A template as people see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct CatalogueMeal {
    /// Its name in plans.
    pub id: &'static str,
    /// `breakfast`, `lunch`, `dinner`, `snack`.
    pub slot: &'static str,
    /// Of which cuisine.
    pub cuisine: &'static str,
    /// English name.
    pub en: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// Foods and grams at scale 1.
    #[cfg_attr(feature = "wasm", tsify(type = "[string, number][]"))]
    pub parts: Vec<(&'static str, f64)>,
    /// Minutes to make it, our estimate.
    pub minutes: f64,
    /// 1 cheap to 3 dear, our estimate.
    pub cost: f64,
    /// What it is made with.
    pub equipment: &'static str,
    /// Energy at scale 1.
    pub kcal: f64,
}

/// A food as people see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct CatalogueFood {
    /// Its name in plans.
    pub id: &'static str,
    /// English name.
    pub en: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// Food group.
    pub group: &'static str,
    /// A usual portion, grams.
    pub portion: f64,
    /// The portion in English words.
    #[serde(rename = "portionEn")]
    pub portion_en: &'static str,
    /// The portion in Chinese words.
    #[serde(rename = "portionZh")]
    pub portion_zh: &'static str,
    /// Energy of 100 g.
    pub kcal: f64,
}

/// Every template and food, and the words that profiles may use.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct MealCatalogue {
    /// Templates.
    pub meals: Vec<CatalogueMeal>,
    /// Foods.
    pub foods: Vec<CatalogueFood>,
    /// Cuisines.
    pub cuisines: Vec<&'static str>,
    /// Flags of foods.
    pub flags: Vec<&'static str>,
    /// Food groups.
    pub groups: Vec<&'static str>,
    /// Nutrients.
    pub nutrients: Vec<&'static str>,
}

/// The planner's tables, for people and for whoever writes profiles.
pub fn meal_catalogue() -> MealCatalogue {
    let name = |at: usize| FOODS.get(at).map_or("", |food| food.id);
    let energy = |parts: &[(usize, f64)]| -> f64 {
        parts.iter().filter_map(|(food, grams)| FOODS.get(*food).map(|food| food.value(0) * grams / 100.0)).sum()
    };
    MealCatalogue {
        meals: TEMPLATES
            .iter()
            .map(|one| CatalogueMeal {
                id: one.id,
                slot: one.slot.name(),
                cuisine: CUISINES.get(one.cuisine).copied().unwrap_or_default(),
                en: one.name_en,
                zh: one.name_zh,
                parts: one.parts.iter().map(|(food, grams)| (name(*food), *grams)).collect(),
                minutes: one.minutes,
                cost: one.cost,
                equipment: one.equipment,
                kcal: energy(one.parts).round(),
            })
            .collect(),
        foods: FOODS
            .iter()
            .map(|food| CatalogueFood {
                id: food.id,
                en: food.name_en,
                zh: food.name_zh,
                group: GROUPS.get(food.group).copied().unwrap_or_default(),
                portion: food.portion,
                portion_en: food.portion_en,
                portion_zh: food.portion_zh,
                kcal: food.value(0),
            })
            .collect(),
        cuisines: CUISINES.to_vec(),
        flags: FLAGS.to_vec(),
        groups: GROUPS.to_vec(),
        nutrients: NUTRIENTS.to_vec(),
    }
}

/// Changes of one search: about a twentieth of a second.
const ROUNDS: usize = 200_000;
/// Searches with other seeds, after the first.
const TRIES: u32 = 3;

/// Plans a week. The same profile and seed give the same week on every device.
pub fn plan(profile: &Profile, seed: u32) -> MealPlan {
    let mut problem = Problem::new(profile);
    let pool: Vec<usize> = (0..problem.extras.len()).collect();
    if let Some(found) = attempt(profile, &problem, &pool, seed, ROUNDS) {
        return found;
    }
    let wanted = match relax(profile, &problem) {
        Relaxed::Impossible => return none(MealStatus::Impossible, seed, named(profile, &conflict(profile))),
        Relaxed::Possible(wanted) => wanted,
        Relaxed::Unknown => Vec::new(),
    };
    // Foods that the relaxed problem wants stand first in the pool, those that we would not have thought of too.
    let mut pool = Vec::new();
    for food in wanted {
        let at = problem.extras.iter().position(|extra| extra.food == food).unwrap_or_else(|| {
            let portion = FOODS.get(food).map_or(100.0, |food| food.portion);
            let grams = [0.5, 1.0, 1.5, 2.0].map(|times| (portion * times).round().clamp(5.0, 500.0));
            let amounts = problem.amounts(&[(food, 1.0)]);
            problem.extras.push(Extra { food, amounts, grams, dislike: 2.5 });
            problem.extras.len() - 1
        });
        pool.push(at);
    }
    let wanted = pool.clone();
    pool.extend((0..problem.extras.len()).filter(|at| !wanted.contains(at)));
    // Half of what is tried beside meals is what is wanted.
    let often = pool.len() / wanted.len().max(1);
    for _ in 0..often {
        pool.extend(&wanted);
    }
    for again in 1..=TRIES {
        if let Some(found) = attempt(profile, &problem, &pool, seed.wrapping_add(again.wrapping_mul(7919)), ROUNDS) {
            return MealPlan { seed, ..found };
        }
    }
    let missed = search(&problem, &pool, profile.energy, seed, ROUNDS)
        .map(|week| missed(profile, &days(&problem, &week.days)))
        .unwrap_or_default();
    // Every limit held, and still no week: too few different foods.
    let few = MealConflict {
        demand: "variety".to_owned(),
        key: String::new(),
        scope: None,
        value: Some(20.0),
        reached: None,
    };
    none(MealStatus::NotFound, seed, if missed.is_empty() { vec![few] } else { missed })
}

/// One search, its portions set as the mixed-integer problem they are, and the judge's word.
fn attempt(profile: &Profile, problem: &Problem, pool: &[usize], seed: u32, rounds: usize) -> Option<MealPlan> {
    let week = search(problem, pool, profile.energy, seed, rounds)?;
    let week = polish(problem, profile.energy, week, pool);
    let days = days(problem, &week.days);
    grade(profile, &days).is_empty().then(|| planned(profile, days, seed))
}

/// Sets portions day by day, and all at once where a limit is still broken; keeps what is better.
fn polish(problem: &Problem, target: f64, mut week: Week, pool: &[usize]) -> Week {
    let all: Vec<usize> = (0..7).collect();
    let more: Vec<usize> = if week.broken > 0.0 { pool.iter().copied().take(3).collect() } else { Vec::new() };
    let whole: &[&[usize]] = if week.broken > 0.0 { &[&all] } else { &[] };
    let single: Vec<&[usize]> = all.chunks(1).collect();
    for which in whole.iter().chain(&single) {
        if let Some(days) = portions(problem, &week.days, which, &more) {
            let next = search::weigh(problem, target, &days);
            if next.weight() < week.weight() - 1e-9 {
                week = next;
            }
        }
    }
    week
}

/// A week by names.
pub(super) fn days(problem: &Problem, week: &[search::Day; 7]) -> Vec<MealDay> {
    let day = |day: &search::Day| {
        let serving = |serving: &search::Serving| {
            let template = problem.meals.get(serving.meal).and_then(|meal| TEMPLATES.get(meal.template))?;
            Some((template.id.to_owned(), f64::from(serving.quarters) / 4.0))
        };
        let portion = |portion: &search::Portion| {
            let extra = problem.extras.get(portion.extra)?;
            Some((FOODS.get(extra.food)?.id.to_owned(), search::grams(extra.grams, portion.halves)))
        };
        MealDay {
            meals: day.servings.iter().flatten().filter_map(serving).collect(),
            extras: day.portions.iter().flatten().filter_map(portion).collect(),
        }
    };
    week.iter().map(day).collect()
}

/// The answer for a week that meets everything.
pub(super) fn planned(profile: &Profile, days: Vec<MealDay>, seed: u32) -> MealPlan {
    let limits = limits(profile, &days);
    let foods: std::collections::BTreeSet<usize> = days.iter().flat_map(|day| grams(day).into_keys()).collect();
    MealPlan { status: MealStatus::Planned, days, limits, foods: foods.len(), seed, conflict: Vec::new() }
}

fn none(status: MealStatus, seed: u32, conflict: Vec<MealConflict>) -> MealPlan {
    MealPlan { status, days: Vec::new(), limits: Vec::new(), foods: 0, seed, conflict }
}

/// Every limit with each day's value, energy first.
fn limits(profile: &Profile, days: &[MealDay]) -> Vec<MealLimit> {
    let (least, most) = profile.energy_range();
    let energy = Limit {
        key: "energy_kcal".to_owned(),
        scope: Scope::EachDay,
        measure: ENERGY_MEASURE,
        min: Some(least),
        max: Some(most),
    };
    let eaten: Vec<_> = days.iter().map(grams).collect();
    std::iter::once(&energy)
        .chain(&profile.limits)
        .map(|limit| {
            let by_day: Vec<f64> = eaten.iter().map(|day| total(day, limit.measure)).collect();
            MealLimit {
                key: limit.key.clone(),
                scope: scope(limit.scope).to_owned(),
                min: limit.min,
                max: limit.max,
                holds: seen(limit, &by_day).into_iter().all(|value| holds(limit, value)),
                #[allow(clippy::cast_precision_loss)] // seven
                mean: by_day.iter().sum::<f64>() / by_day.len().max(1) as f64,
                days: by_day,
            }
        })
        .collect()
}

fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::EachDay => "each_day",
        Scope::Mean => "mean_per_day",
    }
}

/// Limits that the best week found does not meet.
fn missed(profile: &Profile, days: &[MealDay]) -> Vec<MealConflict> {
    limits(profile, days)
        .into_iter()
        .filter(|seen| !seen.holds)
        .map(|seen| {
            let over = |value: &f64| seen.max.is_some_and(|max| *value > max);
            let values = if seen.scope == "each_day" { seen.days.clone() } else { vec![seen.mean] };
            let high = values.iter().copied().find(over);
            let worst = high.or_else(|| values.iter().copied().min_by(f64::total_cmp));
            MealConflict {
                demand: if high.is_some() { "max" } else { "min" }.to_owned(),
                key: seen.key,
                scope: Some(seen.scope),
                value: if high.is_some() { seen.max } else { seen.min },
                reached: worst,
            }
        })
        .collect()
}

/// Demands by their names.
fn named(profile: &Profile, demands: &[Demand]) -> Vec<MealConflict> {
    let plain = |demand: &str, key: &str| MealConflict {
        demand: demand.to_owned(),
        key: key.to_owned(),
        scope: None,
        value: None,
        reached: None,
    };
    let of = |at: &usize, demand: &str, side: fn(&Limit) -> Option<f64>| match profile.limits.get(*at) {
        Some(limit) => {
            MealConflict { scope: Some(scope(limit.scope).to_owned()), value: side(limit), ..plain(demand, &limit.key) }
        }
        None => plain(demand, ""),
    };
    demands
        .iter()
        .map(|demand| match demand {
            Demand::Least(at) => of(at, "min", |limit| limit.min),
            Demand::Most(at) => of(at, "max", |limit| limit.max),
            Demand::Energy => MealConflict { value: Some(profile.energy), ..plain("energy", "energy_kcal") },
            Demand::Cuisines => plain("cuisines", ""),
            Demand::Flag(flag) => plain("flag", FLAGS.get(*flag).copied().unwrap_or_default()),
            Demand::ForbiddenGroup(group) => plain("group", GROUPS.get(*group).copied().unwrap_or_default()),
            Demand::ForbiddenFoods => plain("foods", ""),
            Demand::Prefer => plain("prefer", ""),
        })
        .collect()
}
