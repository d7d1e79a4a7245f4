//! The type of a column, from its first rows and from its heading.

use super::behind::unit_of_most;
use super::found::Meaning;
use super::number::{Style, day, is_silent, marked, number};
use super::shape::{Habit, Seen};
use crate::collect::day::{Order, order};

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    Number(Style),
    Day(Order),
    Word,
}

/// Of the filled cells, one in so many may not fit the type; it counts as missing and is told.
const ODD_ONE_IN: usize = 50;
/// From so many filled cells on, one may be odd in any case.
const ODD_FROM: usize = 20;

/// Whether so many odd cells speak against the type.
pub(super) fn too_odd(odd: usize, filled: usize) -> bool {
    odd * ODD_ONE_IN > filled && !(odd == 1 && filled >= ODD_FROM)
}

/// What the first rows of a column say.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) plan: Plan,
    /// The words are codes: digits that are no number.
    pub(super) codes: bool,
    /// The unit that may stand behind the numbers.
    pub(super) unit: String,
}

/// The plan of a column whose first cells show `seen`.
pub(super) fn plan(cells: &[&[u8]], meaning: Option<&Meaning>, seen: &Seen, habit: Habit) -> Planned {
    let made = |plan, unit| Planned { plan, codes: false, unit };
    let filled: Vec<&[u8]> = cells.iter().copied().filter(|cell| !is_silent(cell)).collect();
    let order = order(filled.iter().filter_map(|cell| std::str::from_utf8(cell).ok()));
    let days = |order| filled.iter().filter(|cell| day(cell, order).is_err()).count();
    if meaning.is_some_and(Meaning::is_day) && !too_odd(days(order), filled.len()) {
        return made(Plan::Day(order), String::new());
    }
    let fits = |cell: &&&[u8], style| number(cell, style).is_some();
    let style = seen.style(habit);
    let unit = meaning.map_or("", |meaning| meaning.unit.as_str());
    let unit = if unit.is_empty() { unit_of_most(&filled, style) } else { unit.to_owned() };
    let is_number = |cell: &&&[u8]| fits(cell, style) || marked(cell, style, &unit).is_some();
    if !too_odd(filled.iter().filter(|cell| !is_number(cell)).count(), filled.len()) {
        if seen.is_codes(filled.len(), meaning) {
            return Planned { codes: true, ..made(Plan::Word, unit) };
        }
        return made(Plan::Number(style), unit);
    }
    // 20200131 and 44000 are days only under a heading that says so.
    let written = filled.iter().filter(|cell| !fits(cell, Style::Point)).count() == filled.len();
    // 03/04/2020 everywhere: the first order that a later cell tells decides, so it is a day for now.
    let may_be = if order == Order::Unknown { Order::DayFirst } else { order };
    if written && !too_odd(days(order).min(days(may_be)), filled.len()) {
        return made(Plan::Day(order), unit);
    }
    made(Plan::Word, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str], separator: u8) -> (Plan, bool) {
        let cells: Vec<&[u8]> = cells.iter().map(|cell| cell.as_bytes()).collect();
        let seen = Seen::of(&cells);
        let habit = Habit::of(separator, std::iter::empty());
        (plan(&cells, None, &seen, habit).plan, seen.doubt(habit).is_some())
    }

    #[test]
    fn types_of_columns() {
        assert_eq!(of(&["1", "", "NA", "2.5"], b','), (Plan::Number(Style::Point), false));
        assert_eq!(of(&["1,5", "2"], b';'), (Plan::Number(Style::Comma), false));
        assert_eq!(of(&["1,234", "2"], b','), (Plan::Number(Style::Point), true));
        assert_eq!(of(&["1,234", "2"], b';'), (Plan::Number(Style::Comma), true));
        assert_eq!(of(&["M", "F"], b','), (Plan::Word, false));
        assert_eq!(of(&["2020-01-31", "2020-02-01"], b','), (Plan::Day(Order::Unknown), false));
        assert_eq!(of(&["31/12/2020", "01/02/2020"], b','), (Plan::Day(Order::DayFirst), false));
        assert_eq!(of(&["20200131"], b','), (Plan::Number(Style::Point), false));
        assert_eq!(of(&["", "NA"], b','), (Plan::Number(Style::Point), false));
        assert_eq!(of(&["1", "2", "x"], b','), (Plan::Word, false));
        assert_eq!(of(&["0012", "0013"], b','), (Plan::Word, false));
    }

    #[test]
    fn a_heading_makes_a_day_of_digits() {
        let birth = Meaning::of("出生日期").unwrap();
        assert_eq!(
            plan(&[b"19600229"], Some(&birth), &Seen::default(), Habit::default()).plan,
            Plan::Day(Order::Unknown)
        );
    }
}
