//! Which programmes a person gets, from which of their weeks, and by which activity each week.

use super::answer::{MovementLeft, MovementReplaced};
use super::profile::{CONDITIONS, ExerciseProfile};
use super::suit::{MovementAgainst, is_vigorous, may_replace, stand_ins, unlocks};
use super::tables::{Row, Tables};

/// Weeks of a plan.
pub(super) const WEEKS: usize = 12;

/// What a programme is for; the order in which minutes are given away is that of `share`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    Move,
    Strength,
    Balance,
    Fitness,
}

/// One programme of the plan: its rows and activities, week by week.
#[derive(Debug)]
pub(super) struct Programme<'t> {
    pub(super) id: &'static str,
    pub(super) purpose: For,
    /// Week of the table that stands first.
    pub(super) first: usize,
    /// Row and activity of each week; the last row is held once the table ends.
    pub(super) weeks: Vec<(&'t Row, usize)>,
    /// Activity of the table in whose place each week's stands.
    pub(super) meant: Vec<usize>,
}

impl<'t> Programme<'t> {
    pub(super) fn last(&self) -> Option<&'t Row> {
        self.weeks.last().map(|(row, _)| *row)
    }
}

/// What was chosen, and what was not.
#[derive(Debug, Default)]
pub(super) struct Chosen<'t> {
    pub(super) programmes: Vec<Programme<'t>>,
    pub(super) left: Vec<MovementLeft>,
    pub(super) replaced: Vec<MovementReplaced>,
    /// Wished swaps that do not suit (any more).
    pub(super) refused: Vec<MovementReplaced>,
}

pub(super) fn choose<'t>(profile: &ExerciseProfile, tables: &'t Tables, seed: u32) -> Chosen<'t> {
    let mut chosen = Chosen::default();
    for purpose in purposes(profile, tables) {
        let id = programme_of(purpose, profile, tables);
        let gate = if purpose == For::Fitness { gate(profile, tables) } else { Vec::new() };
        if !gate.is_empty() {
            chosen.left.push(MovementLeft { programme: id.to_owned(), why: gate, unlock: Vec::new() });
            continue;
        }
        add(&mut chosen, id, purpose, profile, tables, seed);
    }
    chosen
}

fn purposes(profile: &ExerciseProfile, tables: &Tables) -> Vec<For> {
    let wished = |goal: &str| profile.wishes.goals.iter().any(|g| g == goal);
    let silent = profile.wishes.goals.is_empty();
    let old = profile.age.is_some_and(|age| age >= f64::from(tables.balance_from_age));
    let falls = profile.conditions.get("fall_risk").copied().flatten() == Some(true);
    let mut list = Vec::new();
    for (purpose, wanted) in [
        (For::Fitness, wished("fitness")),
        (For::Strength, silent || wished("strength")),
        (For::Balance, wished("balance") || (silent && (old || falls))),
        (For::Move, silent || wished("move")),
    ] {
        if wanted {
            list.push(purpose);
        }
    }
    list
}

/// Those who already move as much as the walkers' first week start there; the others, and those who fall, return slowly.
fn programme_of(purpose: For, profile: &ExerciseProfile, tables: &Tables) -> &'static str {
    match purpose {
        For::Fitness => "interval_fit",
        For::Strength => "resistance_2d",
        For::Balance => "tai_chi_balance",
        For::Move => {
            let first = tables.programme("beginner_walker").first().map_or(0, |row| row.sessions * row.work);
            let moves = profile.present_minutes.is_some_and(|now| now >= f64::from(first));
            let falls = profile.conditions.get("fall_risk").copied().flatten() == Some(true);
            if moves && !falls { "beginner_walker" } else { "return_after_inactivity" }
        }
    }
}

/// Intervals only on a base, with every listed condition known to be absent and hard work known to be safe.
fn gate(profile: &ExerciseProfile, tables: &Tables) -> Vec<MovementAgainst> {
    let mut why: Vec<MovementAgainst> = Vec::new();
    for condition in CONDITIONS.iter().filter(|condition| profile.counts(condition)) {
        let unknown = profile.conditions.get(*condition).copied().flatten().is_none();
        why.push(MovementAgainst { unknown, ..MovementAgainst::new("condition", condition) });
    }
    if profile.no_vigorous {
        why.push(MovementAgainst::new("gate", "vigorous"));
    }
    if profile.present_minutes.is_none_or(|now| now < f64::from(tables.interval_base)) {
        why.push(MovementAgainst::new("gate", "base"));
    }
    why
}

fn add<'t>(
    chosen: &mut Chosen<'t>,
    id: &'static str,
    purpose: For,
    profile: &ExerciseProfile,
    tables: &'t Tables,
    seed: u32,
) {
    let rows = tables.programme(id);
    let Some(end) = rows.len().checked_sub(1) else { return };
    let now = profile.present_minutes.unwrap_or_default();
    let reached = |row: &Row| purpose == For::Move && f64::from(row.sessions * row.work) <= now;
    let first = rows.iter().rposition(reached).unwrap_or_default();
    let mut programme = Programme { id, purpose, first, weeks: Vec::new(), meant: Vec::new() };
    for week in 0..WEEKS {
        let Some(row) = rows.get((first + week).min(end)) else { return };
        let before = programme.weeks.last().map(|(_, activity)| *activity);
        let Some((meant, activity)) = pick(chosen, (row, hardest(rows, tables)), before, id, profile, tables, seed)
        else {
            let meant = row.activities.first().copied().unwrap_or_default();
            let why = may_replace(profile, tables, meant, meant);
            let unlock = if purpose == For::Fitness {
                Vec::new()
            } else {
                unlocks(profile, tables, meant, hardest(rows, tables))
            };
            chosen.left.push(MovementLeft { programme: id.to_owned(), why, unlock });
            return;
        };
        programme.weeks.push((row, activity));
        programme.meant.push(meant);
    }
    chosen.programmes.push(programme);
}

/// The greatest MET of what a programme's weeks are meant to be done by.
fn hardest(rows: &[Row], tables: &Tables) -> f64 {
    let meant = rows.iter().filter_map(|row| row.activities.first()).filter_map(|i| tables.activities.get(*i));
    meant.map(|activity| activity.met).fold(0.0, f64::max)
}

/// The activity of one week: of the row's list, else what the weeks before used, else the nearest that suits; then the
/// person's own choice in its place, where that suits as well. Where nothing as light suits, what is no harder than the
/// programme's later weeks stands in, done as lightly as the week asks.
fn pick(
    chosen: &mut Chosen,
    (row, hardest): (&Row, f64),
    before: Option<usize>,
    programme: &str,
    profile: &ExerciseProfile,
    tables: &Tables,
    seed: u32,
) -> Option<(usize, usize)> {
    let meant = row.activities.first().copied()?;
    let original = tables.activities.get(meant)?;
    let suits = |activity: usize| may_replace(profile, tables, activity, meant).is_empty();
    let hard = |activity: usize| tables.activities.get(activity).is_some_and(is_vigorous);
    // Intervals are hard or they are none.
    let hard_enough = |activity: &usize| row.interval == 0 || hard(*activity);
    let listed = row.activities.iter().copied().find(|a| suits(*a));
    let nearest = |most: f64| stand_ins(profile, tables, meant, most, seed).first().copied();
    let other = || before.filter(|a| suits(*a)).or_else(|| nearest(0.0)).or_else(|| nearest(hardest));
    let found = listed.or_else(other).filter(hard_enough)?;
    if !row.activities.contains(&found) {
        let replaced = MovementReplaced {
            programme: programme.to_owned(),
            from: original.id.clone(),
            to: tables.activities.get(found)?.id.clone(),
            why: may_replace(profile, tables, meant, meant),
        };
        if !chosen.replaced.contains(&replaced) {
            chosen.replaced.push(replaced);
        }
    }
    let id = tables.activities.get(found)?.id.clone();
    let wish = profile.wishes.instead.get(&id).and_then(|wish| tables.activity(wish));
    match wish {
        Some(wish) if suits(wish) && hard_enough(&wish) => Some((found, wish)),
        Some(wish) => {
            let mut why = may_replace(profile, tables, wish, meant);
            if why.is_empty() {
                why.push(MovementAgainst::new("kind", ""));
            }
            let to = tables.activities.get(wish)?.id.clone();
            let refused = MovementReplaced { programme: programme.to_owned(), from: id, to, why };
            if !chosen.refused.contains(&refused) {
                chosen.refused.push(refused);
            }
            Some((found, found))
        }
        None => Some((found, found)),
    }
}
