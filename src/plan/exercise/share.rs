//! How the minutes of a day are shared. The last week is laid out first; every week before it then fits.

use super::answer::MovementLeft;
use super::profile::ExerciseProfile;
use super::programmes::{Chosen, For, Programme};
use super::suit::MovementAgainst;
use super::tables::Tables;

/// What one day may hold at most.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Day {
    /// 1 (Monday) to 7.
    pub(super) day: u32,
    /// Sets of so many exercises.
    pub(super) strength: Option<(u32, u32)>,
    /// Minutes of balance work.
    pub(super) balance: u32,
    /// Minutes of aerobic work.
    pub(super) aerobic: u32,
    /// This day is the n-th for intervals.
    pub(super) interval: Option<usize>,
}

/// The layout of a week, and the last week of intervals that fits into a day.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) days: Vec<Day>,
    pub(super) interval_weeks: usize,
}

/// Monday to Friday, where nobody said.
const WORKDAYS: [u32; 5] = [1, 2, 3, 4, 5];

pub(super) fn layout(chosen: &mut Chosen, profile: &ExerciseProfile, tables: &Tables, minutes: u32) -> Layout {
    let wished = &profile.wishes.days;
    let numbers: Vec<u32> = if wished.is_empty() { WORKDAYS.to_vec() } else { wished.clone() };
    let days = numbers.iter().map(|day| Day { day: *day, ..Day::default() }).collect();
    let mut layout = Layout { days, interval_weeks: 0 };
    let has = |purpose: For| chosen.programmes.iter().find(|p| p.purpose == purpose);

    let mut free = numbers.clone();
    if let Some(programme) = has(For::Fitness) {
        let fits = |week: &(&super::tables::Row, usize)| {
            week.0.interval_minutes() + week.0.warm_up + week.0.cool_down <= minutes
        };
        layout.interval_weeks = programme.weeks.iter().take_while(|week| fits(week)).count();
        // Two days stay for strength.
        let most = programme.last().map_or(0, |row| row.sessions as usize).min(numbers.len().saturating_sub(2).max(1));
        if layout.interval_weeks > 0 {
            for (n, day) in spread(&numbers, most).into_iter().enumerate() {
                free.retain(|other| *other != day);
                set(&mut layout.days, day, |place| place.interval = Some(n));
            }
        }
    }
    let overhead = |programme: &Programme| programme.last().map_or(0, |row| row.warm_up + row.cool_down);
    let most = chosen.programmes.iter().filter(|p| p.purpose != For::Fitness).map(overhead).max().unwrap_or_default();
    let room = minutes.saturating_sub(most);
    let least = tables.shortest_work;

    let mut strength_days = Vec::new();
    if let Some(programme) = has(For::Strength) {
        let per_day = |exercises: &u32| tables.strength_minutes(1, *exercises) <= room;
        let exercises = (tables.strength_exercises_least..=tables.strength_exercises).rev().find(per_day);
        if let Some(exercises) = exercises {
            strength_days = spread(&free, programme.last().map_or(0, |row| row.sessions as usize));
            for day in &strength_days {
                set(&mut layout.days, *day, |place| place.strength = Some((1, exercises)));
            }
        }
    }
    let (mut balance_first, mut balance_most) = (0, 0);
    if let Some(programme) = has(For::Balance).filter(|_| room >= least) {
        balance_first = programme.weeks.first().map_or(0, |(row, _)| row.work).min(room);
        balance_most = programme.last().map_or(0, |row| row.work).min(room);
        let sessions = programme.last().map_or(0, |row| row.sessions as usize);
        let apart: Vec<u32> = free.iter().copied().filter(|day| !strength_days.contains(day)).collect();
        for day in spread(if apart.len() >= sessions { &apart } else { &free }, sessions) {
            set(&mut layout.days, day, |place| {
                let given = balance_first.min(room.saturating_sub(used(place, tables)));
                place.balance = if given >= least { given } else { 0 };
            });
        }
    }
    // More sets and longer balance work only from minutes that walking does not need.
    let target = has(For::Move).and_then(Programme::last).map_or(0, |row| row.sessions * row.work);
    let most_sets = has(For::Strength).and_then(Programme::last).map_or(0, |row| row.sets);
    for sets in 2..=most_sets {
        grow(&mut layout.days, tables, room, target, |place| {
            place.strength = place.strength.map(|(_, exercises)| (sets, exercises));
        });
    }
    let mut longer = balance_first;
    while longer < balance_most {
        longer = (longer + least).min(balance_most);
        grow(&mut layout.days, tables, room, target, |place| {
            if place.balance > 0 {
                place.balance = longer;
            }
        });
    }
    if target > 0 {
        let longest = tables.longest_work();
        for day in layout.days.iter_mut().filter(|day| day.interval.is_none()) {
            let left = room.saturating_sub(used(day, tables)).min(longest);
            day.aerobic = if left >= least { left } else { 0 };
        }
    }
    too_short(chosen, &layout);
    layout
}

/// Programmes that no day has minutes for.
fn too_short(chosen: &mut Chosen, layout: &Layout) {
    let days = &layout.days;
    let given = |purpose: For| match purpose {
        For::Move => days.iter().any(|day| day.aerobic > 0),
        For::Strength => days.iter().any(|day| day.strength.is_some()),
        For::Balance => days.iter().any(|day| day.balance > 0),
        For::Fitness => days.iter().any(|day| day.interval.is_some()),
    };
    let (kept, dropped) = std::mem::take(&mut chosen.programmes).into_iter().partition(|p| given(p.purpose));
    chosen.programmes = kept;
    for programme in dropped {
        let why = vec![MovementAgainst::new("time", "")];
        chosen.left.push(MovementLeft { programme: programme.id.to_owned(), why, unlock: Vec::new() });
    }
}

fn set(days: &mut [Day], day: u32, change: impl FnOnce(&mut Day)) {
    if let Some(place) = days.iter_mut().find(|place| place.day == day) {
        change(place);
    }
}

fn used(day: &Day, tables: &Tables) -> u32 {
    day.balance + day.strength.map_or(0, |(sets, exercises)| tables.strength_minutes(sets, exercises))
}

/// Tries a change on every day; keeps it where all still fits and the aerobic target loses nothing.
fn grow(days: &mut Vec<Day>, tables: &Tables, room: u32, target: u32, change: impl Fn(&mut Day)) {
    let capacity = |days: &[Day]| -> u32 {
        let open = days.iter().filter(|day| day.interval.is_none());
        open.map(|day| room.saturating_sub(used(day, tables)).min(tables.longest_work()))
            .filter(|left| *left >= tables.shortest_work)
            .sum()
    };
    let mut tried = days.clone();
    tried.iter_mut().for_each(&change);
    let fits = tried.iter().all(|day| used(day, tables) <= room);
    if fits && capacity(&tried).min(target) >= capacity(days).min(target) {
        *days = tried;
    }
}

/// `n` of the days, as far apart round the week as they go; the earliest of equals.
pub(super) fn spread(days: &[u32], n: usize) -> Vec<u32> {
    let mut best: (u32, Vec<u32>) = (0, Vec::new());
    let n = n.min(days.len());
    if n == 0 {
        return Vec::new();
    }
    for mask in 0_u32..(1 << days.len().min(7)) {
        if mask.count_ones() as usize != n {
            continue;
        }
        let picked: Vec<u32> =
            days.iter().enumerate().filter(|(i, _)| mask & (1 << i) != 0).map(|(_, day)| *day).collect();
        let next = picked.iter().skip(1).copied().chain(picked.first().map(|day| day + 7));
        let gap = picked.iter().zip(next).map(|(day, next)| next - day).min().unwrap_or_default();
        if best.1.is_empty() || gap > best.0 {
            best = (gap, picked);
        }
    }
    best.1
}
