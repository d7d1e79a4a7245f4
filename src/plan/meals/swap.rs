//! Another meal in place of one, the week's limits kept: the day's portions are set anew around it.

use super::answer::{MealDay, MealPlan, days, planned};
use super::grade::grade;
use super::portions::portions;
use super::problem::{Extra, Problem};
use super::profile::Profile;
use super::search::{Chance, Day, Portion, Serving};
use super::tables::{Slot, TEMPLATES, food, template};
use crate::error::{Error, Kind};

/// Which meal of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MealPlace {
    /// The day, 0 to 6.
    pub day: usize,
    /// The meal of that day, as the plan lists them.
    pub index: usize,
}

/// The week with another meal at a place, every limit kept. `seed` chooses among those that fit; a further seed gives a
/// further meal.
///
/// # Errors
/// `meals.noSuchMeal` for a place the week has not, or a week that is not of this profile's names; `meals.noOther` when
/// no other meal fits there.
pub fn swap(profile: &Profile, week: &[MealDay], place: MealPlace, seed: u32) -> Result<MealPlan, Error> {
    let mut problem = Problem::new(profile);
    let mut kept = read(&mut problem, week)?;
    let wrong =
        || Error::new(Kind::Value, "meals.noSuchMeal").at(format!("days[{}].meals[{}]", place.day, place.index));
    let (at, old) = kept
        .get(place.day)
        .and_then(|day| {
            day.servings.iter().enumerate().filter_map(|(at, one)| one.map(|one| (at, one))).nth(place.index)
        })
        .ok_or_else(wrong)?;
    let slot =
        problem.meals.get(old.meal).and_then(|meal| TEMPLATES.get(meal.template)).map_or(Slot::Snack, |t| t.slot);
    let uses =
        |meal: usize| kept.iter().flat_map(|day| day.servings.iter().flatten()).filter(|one| one.meal == meal).count();
    let mut others: Vec<usize> =
        problem.of(slot).iter().copied().filter(|meal| *meal != old.meal && uses(*meal) < 3).collect();
    // Those that the week has not yet come first, in an order that the seed names.
    let mut chance = Chance::new(seed);
    for left in (1..others.len()).rev() {
        others.swap(left, chance.below(left + 1));
    }
    others.sort_by_key(|meal| uses(*meal));
    let pool: Vec<usize> = {
        let mut all: Vec<usize> = (0..problem.extras.len()).collect();
        all.sort_by(|one, other| {
            let weight = |at: &usize| problem.extras.get(*at).map_or(9.0, |extra| extra.dislike);
            weight(one).total_cmp(&weight(other))
        });
        all
    };
    for (tried, meal) in others.into_iter().enumerate() {
        let day = kept.get_mut(place.day).ok_or_else(wrong)?;
        *day.servings.get_mut(at).ok_or_else(wrong)? = Some(Serving { meal, quarters: old.quarters });
        // As it is, then with other foods beside.
        let from = tried * 3 % pool.len().max(1);
        for more in [&[][..], pool.get(from..(from + 4).min(pool.len())).unwrap_or_default()] {
            let Some(next) = portions(&problem, &kept, &[place.day], more) else { continue };
            let found = days(&problem, &next);
            if grade(profile, &found).is_empty() {
                return Ok(planned(profile, found, seed));
            }
        }
    }
    Err(Error::new(Kind::Value, "meals.noOther").at(format!("days[{}].meals[{}]", place.day, place.index)))
}

/// A week by names as the search has it.
fn read(problem: &mut Problem, week: &[MealDay]) -> Result<[Day; 7], Error> {
    let wrong = |place: String| Error::new(Kind::Value, "meals.noSuchMeal").at(place);
    let mut days = [Day { servings: [None; 5], portions: [None; 5] }; 7];
    if week.len() != 7 {
        return Err(wrong("days".to_owned()));
    }
    for (number, (day, kept)) in week.iter().zip(&mut days).enumerate() {
        for (index, (id, scale)) in day.meals.iter().enumerate() {
            let place = || wrong(format!("days[{number}].meals[{index}]"));
            let (at, _) = template(id).ok_or_else(place)?;
            let meal = problem.meals.iter().position(|meal| meal.template == at).ok_or_else(place)?;
            let quarters = quarters(*scale).ok_or_else(place)?;
            *kept.servings.get_mut(index).ok_or_else(place)? = Some(Serving { meal, quarters });
        }
        for (index, (id, grams)) in day.extras.iter().enumerate() {
            let place = || wrong(format!("days[{number}].extras[{index}]"));
            let (at, _) = food(id).ok_or_else(place)?;
            let fits = |extra: &Extra| {
                (1..=4_u8).find(|halves| {
                    extra.food == at && (super::search::grams(extra.grams, *halves) - grams).abs() < 1e-6
                })
            };
            let known = problem.extras.iter().enumerate().find_map(|(extra, one)| Some((extra, fits(one)?)));
            // A food, or an amount, that the search took up for a limit's sake stays possible in this week.
            let (extra, halves) = known.unwrap_or_else(|| {
                let amounts = problem.amounts(&[(at, 1.0)]);
                let steps = [0.5, 1.0, 1.5, 2.0].map(|times| (grams * times).clamp(5.0, 500.0));
                problem.extras.push(Extra { food: at, amounts, grams: steps, dislike: 2.5 });
                (problem.extras.len() - 1, 2)
            });
            *kept.portions.get_mut(index).ok_or_else(place)? = Some(Portion { extra, halves });
        }
    }
    Ok(days)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // checked to be one of few
fn quarters(scale: f64) -> Option<u8> {
    let quarters = scale * 4.0;
    (quarters.fract() == 0.0 && (2.0..=8.0).contains(&quarters)).then_some(quarters as u8)
}
