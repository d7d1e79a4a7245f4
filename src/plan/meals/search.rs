//! The search for a week: from a seeded start, one change after another, kept when it is better or, early on, not much
//! worse. What breaks a limit weighs far more than taste; taste is portions as cooked, variety, and few foods beside.

use super::problem::{Amounts, LANES, Problem};
use super::profile::Scope;
use super::tables::Slot;
use crate::math::Draws;

/// A meal of a day and its scale in quarters, 2 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Serving {
    /// Into `Problem::meals`.
    pub(super) meal: usize,
    pub(super) quarters: u8,
}

/// A food beside the meals of a day, in half portions, 1 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Portion {
    /// Into `Problem::extras`.
    pub(super) extra: usize,
    pub(super) halves: u8,
}

/// One day: breakfast, lunch, dinner, perhaps two snacks, perhaps a few foods beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) servings: [Option<Serving>; 5],
    pub(super) portions: [Option<Portion>; 5],
}

/// A week and what it weighs.
#[derive(Debug, Clone)]
pub(super) struct Week {
    pub(super) days: [Day; 7],
    /// By how much limits are broken, in shares of them; 0 is none.
    pub(super) broken: f64,
    /// What is less than pleasant.
    pub(super) taste: f64,
}

impl Week {
    pub(super) fn weight(&self) -> f64 {
        self.broken * BROKEN + self.taste
    }
}

/// A limit broken by one per cent weighs as much as two foods beside a meal.
const BROKEN: f64 = 120.0;
/// Weight of a scale by its distance in quarters from what is usual for the person's energy.
const SCALES: [f64; 8] = [0.0, 0.12, 0.4, 0.9, 1.5, 2.2, 3.0, 4.0];
/// Weight of a food beside in half portions, beyond its own.
const HALVES: [f64; 5] = [9.0, 0.1, 0.0, 0.2, 0.8];
/// Weight of a template by how often the week has it.
const AGAIN: [f64; 4] = [0.0, 0.0, 0.5, 1.6];
/// The same meal two days running.
const RUNNING: f64 = 0.6;
/// Weight of so many snacks.
const SNACKS: [f64; 3] = [0.15, 0.0, 0.35];
/// Every further food beside a day's meals weighs more than the one before.
const CROWD: f64 = 0.25;
/// Energy off its target, as a share of it.
const ENERGY: f64 = 12.0;

/// Seeded chance, drawn one after another.
pub(super) struct Chance {
    draws: Draws,
    next: u32,
}

impl Chance {
    pub(super) fn new(seed: u32) -> Self {
        Self { draws: Draws::new(seed, 5), next: 0 }
    }

    fn place(&mut self) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.next
    }

    /// Below `n`; 0 when `n` is 0.
    #[allow(clippy::cast_possible_truncation)] // below `n`
    pub(super) fn below(&mut self, n: usize) -> usize {
        let place = self.place();
        ((u64::from(self.draws.bits(place)) * n as u64) >> 32) as usize
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        let place = self.place();
        self.draws.uniform(place)
    }

    fn one_of(&mut self, list: &[usize]) -> Option<usize> {
        list.get(self.below(list.len())).copied()
    }
}

/// The state of the search.
struct Search<'a> {
    problem: &'a Problem,
    /// Extras that may be taken up.
    pool: &'a [usize],
    target: f64,
    days: [Day; 7],
    /// Broken limits and taste of each day.
    each: [(f64, f64); 7],
    /// Each day's value of the rows that hold for the mean.
    means: [Amounts; 7],
    uses: Vec<u8>,
}

/// Finds a week: `rounds` changes from the start that `seed` names. `None` when a slot has no meal.
pub(super) fn search(problem: &Problem, pool: &[usize], target: f64, seed: u32, rounds: usize) -> Option<Week> {
    let mut chance = Chance::new(seed);
    let mut search = Search::start(problem, pool, target, &mut chance)?;
    let mut best = search.week();
    let mut now = best.weight();
    #[allow(clippy::cast_precision_loss)] // a few hundred thousand
    let cooling = crate::math::pow(0.02 / 2.5, 1.0 / rounds.max(1) as f64);
    let mut heat = 2.5;
    for _ in 0..rounds {
        heat *= cooling;
        let Some(change) = search.propose(&mut chance) else { continue };
        // Worse by up to so much is still taken: threshold accepting needs no exponential.
        let most = now + heat * chance.share() * chance.share();
        if let Some(weight) = search.try_change(&change, most) {
            now = weight;
            if weight < best.weight() {
                best = search.week();
            }
        }
    }
    Some(best)
}

/// Days that a change would make: two where the second is given.
struct Change {
    one: (usize, Day),
    other: Option<(usize, Day)>,
}

impl<'a> Search<'a> {
    fn start(problem: &'a Problem, pool: &'a [usize], target: f64, chance: &mut Chance) -> Option<Self> {
        let mut days = [Day { servings: [None; 5], portions: [None; 5] }; 7];
        for day in &mut days {
            for (slot, place) in Slot::DAILY.iter().zip(&mut day.servings) {
                let meal = chance.one_of(problem.of(*slot))?;
                *place = Some(Serving { meal, quarters: problem.usual });
            }
        }
        let mut search = Self {
            problem,
            pool,
            target,
            days,
            each: [(0.0, 0.0); 7],
            means: [[0.0; LANES]; 7],
            uses: vec![0; problem.meals.len()],
        };
        // Four of one template would never be mended by chance alone.
        for at in 0..7 {
            for place in 0..3 {
                for _ in 0..40 {
                    let Some(serving) = search.serving(at, place) else { break };
                    if search.uses.get(serving.meal).is_some_and(|uses| *uses < 3) {
                        break;
                    }
                    let meal = chance.one_of(problem.of(Slot::DAILY.get(place).copied().unwrap_or(Slot::Snack)))?;
                    if let Some(slot) = search.days.get_mut(at).and_then(|day| day.servings.get_mut(place)) {
                        *slot = Some(Serving { meal, quarters: problem.usual });
                    }
                }
                if let Some(uses) = search.serving(at, place).and_then(|s| search.uses.get_mut(s.meal)) {
                    *uses += 1;
                }
            }
        }
        for at in 0..7 {
            let day = search.days.get(at).copied()?;
            let (each, mean) = search.judge(&day);
            if let (Some(slot), Some(means)) = (search.each.get_mut(at), search.means.get_mut(at)) {
                (*slot, *means) = (each, mean);
            }
        }
        Some(search)
    }

    fn serving(&self, day: usize, place: usize) -> Option<Serving> {
        self.days.get(day).and_then(|day| day.servings.get(place)).copied().flatten()
    }

    /// Broken limits and taste of one day, and its values of the rows that hold for the mean.
    fn judge(&self, day: &Day) -> ((f64, f64), Amounts) {
        judge(self.problem, self.target, day)
    }

    /// The whole weight for these days' parts.
    fn weigh(&self, each: &[(f64, f64); 7], means: &[Amounts; 7], days: &[Day; 7], uses: &[u8]) -> (f64, f64) {
        let mut broken: f64 = each.iter().map(|(broken, _)| broken).sum();
        let mut taste: f64 = each.iter().map(|(_, taste)| taste).sum();
        for (at, row) in self.problem.rows.iter().enumerate().filter(|(_, row)| row.scope == Scope::Mean) {
            let mean = means.iter().filter_map(|day| day.get(at)).sum::<f64>() / 7.0;
            broken += row.excess(mean) * 7.0;
        }
        taste += uses.iter().map(|uses| AGAIN.get(usize::from(*uses)).copied().unwrap_or(BROKEN)).sum::<f64>();
        for (one, next) in days.iter().zip(days.iter().skip(1)) {
            for serving in one.servings.iter().flatten() {
                if next.servings.iter().flatten().any(|other| other.meal == serving.meal) {
                    taste += RUNNING;
                }
            }
        }
        (broken, taste)
    }

    fn week(&self) -> Week {
        let (broken, taste) = self.weigh(&self.each, &self.means, &self.days, &self.uses);
        Week { days: self.days, broken, taste }
    }

    /// Makes a change unless the week then weighs more than `most`; answers the new weight.
    fn try_change(&mut self, change: &Change, most: f64) -> Option<f64> {
        let parts = || std::iter::once(&change.one).chain(&change.other);
        let (mut days, mut each, mut means) = (self.days, self.each, self.means);
        for (at, day) in parts() {
            let (judged, mean) = self.judge(day);
            *days.get_mut(*at)? = *day;
            *each.get_mut(*at)? = judged;
            *means.get_mut(*at)? = mean;
        }
        for (at, day) in parts() {
            self.count(*at, false);
            for serving in day.servings.iter().flatten() {
                if let Some(uses) = self.uses.get_mut(serving.meal) {
                    *uses += 1;
                }
            }
        }
        let (broken, taste) = self.weigh(&each, &means, &days, &self.uses);
        let weight = broken * BROKEN + taste;
        if weight <= most {
            (self.days, self.each, self.means) = (days, each, means);
            return Some(weight);
        }
        for (at, day) in parts() {
            for serving in day.servings.iter().flatten() {
                if let Some(uses) = self.uses.get_mut(serving.meal) {
                    *uses -= 1;
                }
            }
            self.count(*at, true);
        }
        None
    }

    /// Counts the meals of a day as it stands, in or out.
    fn count(&mut self, at: usize, add: bool) {
        for serving in self.days.get(at).map(|day| day.servings).unwrap_or_default().iter().flatten() {
            if let Some(uses) = self.uses.get_mut(serving.meal) {
                *uses = if add { *uses + 1 } else { *uses - 1 };
            }
        }
    }

    fn propose(&self, chance: &mut Chance) -> Option<Change> {
        let at = chance.below(7);
        let mut day = *self.days.get(at)?;
        match chance.below(100) {
            // Another meal, of about as much energy.
            0..=34 => {
                let place = chance.below(3);
                let slot = Slot::DAILY.get(place)?;
                let old = day.servings.get(place).copied().flatten()?;
                let meal = chance.one_of(self.problem.of(*slot))?;
                let quarters = if chance.below(2) == 0 { self.problem.usual } else { self.as_much(old, meal)? };
                *day.servings.get_mut(place)? = Some(Serving { meal, quarters });
            }
            // A little more or less of one.
            35..=59 => {
                let place = chance.below(5);
                let serving = day.servings.get_mut(place)?.as_mut()?;
                serving.quarters = step(serving.quarters, chance, 2, 8)?;
            }
            // A snack more, fewer, or another.
            60..=71 => {
                let place = day.servings.get_mut(3 + chance.below(2))?;
                #[allow(clippy::cast_possible_truncation)] // 0 or 1
                let snack = |chance: &mut Chance| {
                    Some(Serving {
                        meal: chance.one_of(self.problem.of(Slot::Snack))?,
                        quarters: 4 + chance.below(2) as u8,
                    })
                };
                *place = match (&place, chance.below(3)) {
                    (Some(_), 0) => None,
                    _ => Some(snack(chance)?),
                };
            }
            // A food beside.
            72..=85 => {
                let place = day.portions.get_mut(chance.below(5))?;
                *place = match (&place, chance.below(2)) {
                    (Some(_), 0) => None,
                    #[allow(clippy::cast_possible_truncation)] // at most four
                    _ => Some(Portion { extra: chance.one_of(self.pool)?, halves: 1 + chance.below(3) as u8 }),
                };
            }
            86..=93 => {
                let portion = day.portions.get_mut(chance.below(5))?.as_mut()?;
                portion.halves = step(portion.halves, chance, 1, 4)?;
            }
            // Two days exchange a meal.
            _ => {
                let other = chance.below(7);
                let place = chance.below(5);
                if other == at {
                    return None;
                }
                let mut second = *self.days.get(other)?;
                core::mem::swap(day.servings.get_mut(place)?, second.servings.get_mut(place)?);
                return Some(Change { one: (at, day), other: Some((other, second)) });
            }
        }
        Some(Change { one: (at, day), other: None })
    }

    /// The scale at which a meal gives about the energy of another serving.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
    fn as_much(&self, old: Serving, meal: usize) -> Option<u8> {
        let energy = |at: usize| self.problem.meals.get(at).and_then(|meal| meal.amounts.first()).copied();
        let wanted = energy(old.meal)? * f64::from(old.quarters) / energy(meal)?.max(1.0);
        Some(wanted.round().clamp(2.0, 8.0) as u8)
    }
}

fn step(now: u8, chance: &mut Chance, least: u8, most: u8) -> Option<u8> {
    let next = if chance.below(2) == 0 { now.checked_sub(1)? } else { now + 1 };
    (least..=most).contains(&next).then_some(next)
}

/// What a day brings.
pub(super) fn amounts(problem: &Problem, day: &Day) -> Amounts {
    let mut sum = [0.0; LANES];
    let used = problem.quantities.len();
    let mut add = |amounts: &Amounts, times: f64| {
        for (total, amount) in sum.iter_mut().zip(amounts).take(used) {
            *total += amount * times;
        }
    };
    for serving in day.servings.iter().flatten() {
        if let Some(meal) = problem.meals.get(serving.meal) {
            add(&meal.amounts, f64::from(serving.quarters) / 4.0);
        }
    }
    for portion in day.portions.iter().flatten() {
        if let Some(extra) = problem.extras.get(portion.extra) {
            add(&extra.amounts, grams(extra.grams, portion.halves));
        }
    }
    sum
}

/// Grams of a food beside.
pub(super) fn grams(by_halves: [f64; 4], halves: u8) -> f64 {
    by_halves.get(usize::from(halves.max(1)) - 1).copied().unwrap_or_default()
}

fn judge(problem: &Problem, target: f64, day: &Day) -> ((f64, f64), Amounts) {
    let sum = amounts(problem, day);
    let mut means = [0.0; LANES];
    let mut broken = 0.0;
    for (row, mean) in problem.rows.iter().zip(&mut means) {
        let value = row.value(&sum);
        match row.scope {
            Scope::EachDay => broken += row.excess(value),
            Scope::Mean => *mean = value,
        }
    }
    ((broken, taste(problem, target, day, &sum)), means)
}

/// What is less than pleasant about a day.
fn taste(problem: &Problem, target: f64, day: &Day, sum: &Amounts) -> f64 {
    let energy = sum.first().copied().unwrap_or_default();
    let mut taste = (energy / target - 1.0).abs() * ENERGY;
    for serving in day.servings.iter().flatten() {
        taste += SCALES.get(usize::from(serving.quarters.abs_diff(problem.usual))).copied().unwrap_or(9.0);
        taste += problem.meals.get(serving.meal).map_or(9.0, |meal| meal.dislike);
    }
    let mut beside = 0.0;
    for (at, portion) in day.portions.iter().enumerate() {
        let Some(portion) = portion else { continue };
        taste += problem.extras.get(portion.extra).map_or(9.0, |extra| extra.dislike);
        taste += HALVES.get(usize::from(portion.halves)).copied().unwrap_or(9.0) + beside * CROWD;
        beside += 1.0;
        // The same food twice is one food that is too much.
        if day.portions.iter().take(at).flatten().any(|other| other.extra == portion.extra) {
            taste += 3.0;
        }
    }
    let [.., one, other] = &day.servings;
    if one.is_some() && one.map(|serving| serving.meal) == other.map(|serving| serving.meal) {
        taste += 3.0;
    }
    taste + SNACKS.get(usize::from(one.is_some()) + usize::from(other.is_some())).copied().unwrap_or_default()
}

/// What a week weighs that the search did not make.
pub(super) fn weigh(problem: &Problem, target: f64, days: &[Day; 7]) -> Week {
    let mut search = Search {
        problem,
        pool: &[],
        target,
        days: *days,
        each: [(0.0, 0.0); 7],
        means: [[0.0; LANES]; 7],
        uses: vec![0; problem.meals.len()],
    };
    for (at, day) in days.iter().enumerate() {
        let (each, mean) = judge(problem, target, day);
        if let (Some(slot), Some(means)) = (search.each.get_mut(at), search.means.get_mut(at)) {
            (*slot, *means) = (each, mean);
        }
        search.count(at, true);
    }
    search.week()
}
