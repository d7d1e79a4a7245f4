//! Portions of chosen meals as a mixed-integer problem: scales in quarters, foods beside in half portions. Whole days or
//! a whole week at once; what cannot be met costs, so that there is always an answer, and the judge has the last word.

use microlp::{ComparisonOp, OptimizationDirection, Problem as Solver, SolveOptions, Variable};

use super::problem::{Amounts, Problem, Row};
use super::profile::Scope;
use super::search::{Day, Portion, Serving, amounts, grams};

/// Of a quarter more than is usual, or less.
const MORE: f64 = 0.2;
const LESS: f64 = 0.3;
/// Of a half portion of a food beside, next to the food's own weight.
const HALF: f64 = 0.15;
/// A limit missed by all of it.
const MISSED: f64 = 1000.0;
/// Branches that are tried at most: a number, not a time, so that every device answers the same.
const BRANCHES: u64 = 60;

/// One day's variables.
struct Unknowns {
    day: usize,
    servings: Vec<(usize, Serving, Variable)>,
    portions: Vec<(usize, Portion, Variable)>,
}

/// Sets the portions of some days anew, the others as they are; foods of `more` may come beside where there is room.
/// `None` when the solver gives no answer.
pub(super) fn portions(problem: &Problem, days: &[Day; 7], which: &[usize], more: &[usize]) -> Option<[Day; 7]> {
    let mut solver = Solver::new(OptimizationDirection::Minimize);
    let mut hint = Vec::new();
    let mut unknowns = Vec::new();
    for &at in which {
        let day = days.get(at)?;
        let mut one = Unknowns { day: at, servings: Vec::new(), portions: Vec::new() };
        for (place, serving) in day.servings.iter().enumerate() {
            let Some(serving) = serving else { continue };
            let scale = solver.add_integer_var(0.0, (2, 8));
            let up = solver.add_var(MORE, (0.0, 8.0));
            let down = solver.add_var(LESS, (0.0, 8.0));
            let usual = f64::from(problem.usual);
            solver.add_constraint([(scale, 1.0), (up, -1.0), (down, 1.0)], ComparisonOp::Eq, usual);
            hint.push((scale, f64::from(serving.quarters)));
            one.servings.push((place, *serving, scale));
        }
        let mut fresh = more.iter().filter(|extra| !day.portions.iter().flatten().any(|one| one.extra == **extra));
        for (place, portion) in day.portions.iter().enumerate() {
            let (portion, now) = match (portion, fresh.next()) {
                (Some(portion), _) => (*portion, portion.halves),
                (None, Some(extra)) => (Portion { extra: *extra, halves: 2 }, 0),
                (None, None) => continue,
            };
            let extra = problem.extras.get(portion.extra)?;
            let halves = solver.add_integer_var(HALF + extra.dislike / 2.0, (0, 4));
            hint.push((halves, f64::from(now)));
            one.portions.push((place, portion, halves));
        }
        unknowns.push(one);
    }
    for row in &problem.rows {
        constrain(&mut solver, problem, days, &unknowns, row);
    }
    let mut options = SolveOptions::default();
    (options.node_limit, options.warm_start, options.mip_gap) = (Some(BRANCHES), Some(hint), 0.02);
    let solution = solver.solve_with(options).ok()?.into_solution().ok()?;
    let mut answer = *days;
    for one in &unknowns {
        let day = answer.get_mut(one.day)?;
        for (place, serving, scale) in &one.servings {
            *day.servings.get_mut(*place)? =
                Some(Serving { quarters: whole(solution.var_value(*scale), 2, 8), ..*serving });
        }
        for (place, portion, halves) in &one.portions {
            let halves = whole(solution.var_value(*halves), 0, 4);
            *day.portions.get_mut(*place)? = (halves > 0).then_some(Portion { halves, ..*portion });
        }
    }
    Some(answer)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
fn whole(value: f64, least: u8, most: u8) -> u8 {
    value.round().clamp(f64::from(least), f64::from(most)) as u8
}

/// The constraints of one limit: one a day, or one for the mean.
fn constrain(solver: &mut Solver, problem: &Problem, days: &[Day; 7], unknowns: &[Unknowns], row: &Row) {
    let free = |at: usize| unknowns.iter().any(|one| one.day == at);
    match row.scope {
        Scope::EachDay => {
            for one in unknowns {
                for (bound, op) in [(row.min, ComparisonOp::Ge), (row.max, ComparisonOp::Le)] {
                    // A share of energy is a weighted sum of the nutrient and the energy that may not pass nothing.
                    let weigh = |amounts: &Amounts| match row.share {
                        None => at(amounts, row.quantity),
                        Some(share) => (at(amounts, row.quantity) * share - bound * at(amounts, 0)) / 2000.0,
                    };
                    let right = if row.share.is_some() { 0.0 } else { bound };
                    meet(solver, terms(problem, one, &weigh), op, right, bound.abs().max(1.0));
                }
            }
        }
        Scope::Mean => {
            // The mean of shares is no sum: each day's energy is taken as it now is.
            let per = |day: usize| {
                row.share.map_or(1.0, |share| {
                    let energy = days.get(day).map(|day| amounts(problem, day)).and_then(|all| all.first().copied());
                    share / energy.unwrap_or_default().max(1.0)
                })
            };
            let fixed: f64 = (0..7)
                .filter(|day| !free(*day))
                .filter_map(|day| days.get(day))
                .map(|day| row.value(&amounts(problem, day)))
                .sum();
            for (bound, op) in [(row.min, ComparisonOp::Ge), (row.max, ComparisonOp::Le)] {
                let all = unknowns.iter().flat_map(|one| {
                    let per = per(one.day);
                    terms(problem, one, &|amounts: &Amounts| at(amounts, row.quantity) * per)
                });
                meet(solver, all.collect(), op, bound * 7.0 - fixed, (bound * 7.0).abs().max(1.0));
            }
        }
    }
}

/// One side of a limit, scaled to the size of one, with what missing it costs.
fn meet(solver: &mut Solver, terms: Vec<(Variable, f64)>, op: ComparisonOp, right: f64, size: f64) {
    if !right.is_finite() || !size.is_finite() {
        return;
    }
    let missed = solver.add_var(MISSED, (0.0, f64::INFINITY));
    let sign = if matches!(op, ComparisonOp::Le) { -1.0 } else { 1.0 };
    let scaled =
        terms.into_iter().map(|(variable, weight)| (variable, weight / size)).filter(|(_, weight)| weight.abs() > 1e-9);
    let all: Vec<(Variable, f64)> = scaled.chain([(missed, sign)]).collect();
    solver.add_constraint(all, op, right / size);
}

/// What a day's variables weigh in a sum.
fn terms(problem: &Problem, one: &Unknowns, weigh: &dyn Fn(&Amounts) -> f64) -> Vec<(Variable, f64)> {
    let serving = |(_, serving, variable): &(usize, Serving, Variable)| {
        problem.meals.get(serving.meal).map(|meal| (*variable, weigh(&meal.amounts) / 4.0))
    };
    let portion = |(_, portion, variable): &(usize, Portion, Variable)| {
        // Half a portion; the fives that grams are rounded to are the judge's to see.
        problem.extras.get(portion.extra).map(|extra| (*variable, weigh(&extra.amounts) * grams(extra.grams, 2) / 2.0))
    };
    one.servings.iter().filter_map(serving).chain(one.portions.iter().filter_map(portion)).collect()
}

fn at(amounts: &Amounts, quantity: usize) -> f64 {
    amounts.get(quantity).copied().unwrap_or_default()
}
