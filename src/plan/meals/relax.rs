//! The relaxed problem: one average day of any amounts. Where that is impossible, so is every week; and the limits that
//! cannot stand together are found by leaving out one after another.

use microlp::{ComparisonOp, OptimizationDirection, Problem as Solver, Variable};

use super::problem::{Amounts, Problem, Row};
use super::profile::{Limit, Profile, Scope};
use super::tables::{FOODS, Slot};

/// Most of one food beside the meals of a day, in hundreds of grams.
const MOST: f64 = 5.0;
/// A template at most three times in seven days.
const USES: f64 = 3.0 / 7.0;

/// What the relaxed problem says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Relaxed {
    /// Some average day meets everything; foods that it wants beside meals, the most of them first.
    Possible(Vec<usize>),
    /// None does: no week can.
    Impossible,
    /// The solver gave up; nothing is known.
    Unknown,
}

/// Solves it.
pub(super) fn relax(profile: &Profile, problem: &Problem) -> Relaxed {
    let mut solver = Solver::new(OptimizationDirection::Minimize);
    // Every food that may be eaten, whatever our taste of it: the answer must hold for any week at all.
    let foods: Vec<(usize, Amounts)> =
        (0..FOODS.len()).filter(|at| profile.allows(*at)).map(|at| (at, problem.amounts(&[(at, 100.0)]))).collect();
    let cost = |at: usize| match FOODS.get(at).map(|food| food.tier) {
        Some(1) => 1.0,
        Some(2) => 2.0,
        _ => 20.0,
    };
    let extra: Vec<Variable> = foods.iter().map(|(at, _)| solver.add_var(cost(*at), (0.0, MOST))).collect();
    let scale: Vec<Variable> = problem.meals.iter().map(|_| solver.add_var(0.0, (0.0, 2.0 * USES))).collect();
    let used: Vec<Variable> = problem.meals.iter().map(|_| solver.add_var(0.0, (0.0, USES))).collect();
    for (scale, used) in scale.iter().zip(&used) {
        solver.add_constraint([(*scale, 1.0), (*used, -0.5)], ComparisonOp::Ge, 0.0);
        solver.add_constraint([(*scale, 1.0), (*used, -2.0)], ComparisonOp::Le, 0.0);
    }
    for slot in Slot::DAILY {
        let those: Vec<(Variable, f64)> =
            problem.of(slot).iter().filter_map(|at| used.get(*at)).map(|used| (*used, 1.0)).collect();
        if those.is_empty() {
            return Relaxed::Impossible;
        }
        solver.add_constraint(those, ComparisonOp::Ge, 1.0);
    }
    let (least, most) = profile.energy_range();
    for row in &problem.rows {
        let all = || {
            scale
                .iter()
                .zip(problem.meals.iter().map(|meal| &meal.amounts))
                .chain(extra.iter().zip(foods.iter().map(|(_, amounts)| amounts)))
        };
        for (bound, op, energy) in [(row.min, ComparisonOp::Ge, least), (row.max, ComparisonOp::Le, most)] {
            if !bound.is_finite() {
                continue;
            }
            let (weights, right) = weights(row, bound, energy);
            // Both sides of the size of one, for the solver's sake.
            let size = bound.abs().max(1.0) * if row.share.is_some() { energy.max(1000.0) / 100.0 } else { 1.0 };
            let terms: Vec<(Variable, f64)> = all()
                .map(|(variable, amounts)| {
                    (*variable, (weights.0 * at(amounts, row.quantity) + weights.1 * at(amounts, 0)) / size)
                })
                .filter(|(_, weight)| weight.abs() > 1e-9)
                .collect();
            solver.add_constraint(terms, op, right / size);
        }
    }
    match solver.solve().map(microlp::SolveOutcome::into_solution) {
        Ok(Ok(solution)) => {
            let mut wanted: Vec<(f64, usize)> =
                foods.iter().zip(&extra).map(|((food, _), variable)| (solution.var_value(*variable), *food)).collect();
            wanted.retain(|(amount, _)| *amount > 0.01);
            wanted.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
            Relaxed::Possible(wanted.into_iter().map(|(_, food)| food).collect())
        }
        Err(microlp::Error::Infeasible) => Relaxed::Impossible,
        _ => Relaxed::Unknown,
    }
}

/// Weights of the quantity and of energy in a row of the average day, and its right side. The mean of shares is no sum;
/// a share of the day with the least (or most) energy bounds it.
fn weights(row: &Row, bound: f64, energy: f64) -> ((f64, f64), f64) {
    match (row.share, row.scope) {
        (None, _) => ((1.0, 0.0), bound),
        (Some(share), Scope::EachDay) => ((share / 100.0, -bound / 100.0), 0.0),
        (Some(share), Scope::Mean) => ((share / 100.0, 0.0), bound * energy / 100.0),
    }
}

fn at(amounts: &Amounts, quantity: usize) -> f64 {
    amounts.get(quantity).copied().unwrap_or_default()
}

/// Something of a profile that can be left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Demand {
    Least(usize),
    Most(usize),
    Energy,
    Cuisines,
    Flag(usize),
    ForbiddenGroup(usize),
    ForbiddenFoods,
    Prefer,
}

/// A smallest set of demands that cannot stand together: leaving out any one of them makes room.
///
/// Those that keep a person safe are asked last whether they can go, so that what is named first is what may bend.
pub(super) fn conflict(profile: &Profile) -> Vec<Demand> {
    let mut left = profile.clone();
    let mut needed = Vec::new();
    for demand in demands(profile) {
        let without = leave_out(&left, &demand);
        if relax(&without, &Problem::new(&without)) == Relaxed::Impossible {
            left = without;
        } else {
            needed.push(demand);
        }
    }
    needed
}

fn demands(profile: &Profile) -> Vec<Demand> {
    let mut all = vec![];
    all.extend(profile.forbid_groups.iter().copied().map(Demand::ForbiddenGroup));
    if !profile.forbid_foods.is_empty() {
        all.push(Demand::ForbiddenFoods);
    }
    all.extend(profile.flags.iter().map(|(flag, _)| Demand::Flag(*flag)));
    for (at, limit) in profile.limits.iter().enumerate() {
        all.extend(limit.max.map(|_| Demand::Most(at)));
        all.extend(limit.min.map(|_| Demand::Least(at)));
    }
    if profile.prefer != super::profile::Likes::default() {
        all.push(Demand::Prefer);
    }
    all.push(Demand::Cuisines);
    all.push(Demand::Energy);
    all
}

/// The profile without one demand; the places of its limits stay what they are.
fn leave_out(profile: &Profile, demand: &Demand) -> Profile {
    let mut left = profile.clone();
    let limit = |left: &mut Profile, at: usize, change: fn(&mut Limit)| {
        if let Some(limit) = left.limits.get_mut(at) {
            change(limit);
        }
    };
    match demand {
        Demand::Least(at) => limit(&mut left, *at, |limit| limit.min = None),
        Demand::Most(at) => limit(&mut left, *at, |limit| limit.max = None),
        // Any energy at all.
        Demand::Energy => (left.energy, left.tolerance) = (5000.0, 1.0),
        Demand::Cuisines => left.cuisines = (0..super::tables::CUISINES.len()).collect(),
        Demand::Flag(flag) => left.flags.retain(|(one, _)| one != flag),
        Demand::ForbiddenGroup(group) => left.forbid_groups.retain(|one| one != group),
        Demand::ForbiddenFoods => left.forbid_foods.clear(),
        Demand::Prefer => left.prefer = super::profile::Likes::default(),
    }
    left
}
