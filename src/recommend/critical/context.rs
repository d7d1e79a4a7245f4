//! The context of a critical row: how old a value is, what came before it, what was answered.

use super::{PAST_DAYS, Reading, Readings};
use crate::recommend::facts::Tri;
use crate::recommend::rule::Seen;
use crate::recommend::tables::{self, CriticalRow};
use crate::record::{Comparator, FactId};
use crate::vocab::PartialDate;

/// A reading as a row sees it: its value in the row's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hit {
    pub(super) value: f64,
    pub(super) date: Option<PartialDate>,
    pub(super) fact: Option<FactId>,
    pub(super) past: bool,
}

/// Whether the row's question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Yes,
    No,
    Unanswered,
}

/// Readings by age.
pub(super) struct History<'r> {
    readings: &'r Readings,
}

impl<'r> History<'r> {
    pub(super) fn of(readings: &'r Readings) -> Self {
        Self { readings }
    }

    /// Days before the day of assessment; `None` when that cannot be said or the reading lies after it. Of a month or
    /// a year, the least it can be: what may be of today is not passed over.
    fn age(&self, reading: &Reading) -> Option<i64> {
        match (reading.date, self.readings.as_of) {
            (None, _) if self.readings.undated_is_today => Some(0),
            (Some(date), Some(as_of)) => (date.earliest() <= as_of).then(|| date.days_before(as_of).max(0)),
            _ => None,
        }
    }

    /// Readings of a concept with their ages, newest first.
    fn aged(&self, concept: &str) -> Vec<(i64, &'r Reading)> {
        let mut list: Vec<(i64, &Reading)> = Vec::new();
        for reading in self.readings.list.iter().filter(|r| r.concept == concept) {
            list.extend(self.age(reading).map(|age| (age, reading)));
        }
        list.sort_by_key(|(age, _)| *age);
        list
    }

    /// The latest value, in the row's unit; past when older than the row allows. Of several of one day, whose order
    /// nobody knows, the one that is furthest in the row's direction; a bound that points the other way is none.
    pub(super) fn latest(&self, row: &CriticalRow) -> Option<Hit> {
        let aged = self.aged(row.concept);
        let (age, _) = aged.first().copied()?;
        if age > row.max_age_days.unwrap_or(0).max(PAST_DAYS) {
            return None;
        }
        let (sign, away) = if row.low.is_some() { (-1.0, Comparator::Above) } else { (1.0, Comparator::Below) };
        let of_day = aged.iter().filter(|(days, r)| *days == age && r.comparator != Some(away));
        let reading = of_day.max_by(|(_, a), (_, b)| (sign * a.value).total_cmp(&(sign * b.value)))?.1;
        let past = age > row.max_age_days.unwrap_or(0);
        Some(Hit { value: in_unit(row, reading.value), date: reading.date, fact: reading.fact, past })
    }

    /// Calcium in mmol/L, corrected by an albumin of the same day where there is one:
    /// calcium + 0.02 × (40 − albumin in g/L), the formula of the table's note.
    pub(super) fn corrected(&self, hit: Hit) -> Hit {
        let albumin = self.readings.list.iter().find(|r| r.concept == "albumin" && r.date == hit.date);
        match albumin {
            Some(albumin) => Hit { value: six_digits(hit.value + 0.02 * (40.0 - albumin.value * 10.0)), ..hit },
            None => hit,
        }
    }

    /// A value beyond the limit 7 to 365 days before: known and stable at this level.
    pub(super) fn stable_beyond(&self, row: &CriticalRow, hit: &Hit, beyond: impl Fn(f64) -> bool) -> bool {
        let aged = self.aged(row.concept);
        let Some((latest, _)) = aged.first().copied() else { return false };
        let before = |age: i64| (7..=365).contains(&(age - latest));
        !hit.past && aged.iter().any(|(age, reading)| before(*age) && beyond(in_unit(row, reading.value)))
    }

    /// The latest at least twice the lowest of the 7 to 365 days before it.
    pub(super) fn doubled(&self, row: &CriticalRow) -> Option<Hit> {
        let hit = self.latest(row)?;
        let aged = self.aged(row.concept);
        let (latest, _) = aged.first().copied()?;
        let before = aged.iter().filter(|(age, _)| (7..=365).contains(&(age - latest)));
        let lowest = before.map(|(_, r)| in_unit(row, r.value)).reduce(f64::min)?;
        (hit.value >= six_digits(2.0 * lowest)).then_some(hit)
    }

    /// The latest at least 1.5 times the lowest of the 7 days before it, or 26 µmol/L above any value of the 2 days
    /// before it, with the potassium of those days above 6.0 mmol/L. The row has no age: it is bound to 7 days, as
    /// the potassium rows are.
    pub(super) fn risen_with_potassium(&self, row: &CriticalRow) -> Option<Hit> {
        let aged = self.aged(row.concept);
        let (latest, reading) = aged.first().copied()?;
        if latest > 7 {
            return None;
        }
        let value = in_unit(row, reading.value);
        let before = |days: i64| {
            let inside = move |age: &i64| (1..=days).contains(&(age - latest));
            aged.iter().filter(move |(age, _)| inside(age)).map(|(_, r)| in_unit(row, r.value)).reduce(f64::min)
        };
        let risen = before(7).is_some_and(|lowest| value >= six_digits(1.5 * lowest))
            || before(2).is_some_and(|lowest| value >= six_digits(lowest + 26.0));
        let potassium = self.aged("potassium").first().is_some_and(|(age, r)| *age <= 7 && r.value > 6.0);
        let hit = Hit { value, date: reading.date, fact: reading.fact, past: false };
        (risen && potassium).then_some(hit)
    }
}

/// Whether the row's question was answered; rows that ask nothing are answered.
pub(super) fn asked(row: &CriticalRow, seen: &Seen) -> Asked {
    let answers = &seen.facts.readings.answers;
    let answer = |key: &str| match answers.get(key) {
        Some(true) => Asked::Yes,
        Some(false) => Asked::No,
        None => Asked::Unanswered,
    };
    match row.asks {
        "" => Asked::Yes,
        "pregnant_or_6_weeks_after" => match (answer(row.asks), flag("pregnant", seen)) {
            (Asked::Unanswered, Tri::True) => Asked::Yes,
            (Asked::Unanswered, _) if seen.cannot_bear() => Asked::No,
            (said, _) => said,
        },
        key => answer(key),
    }
}

fn flag(name: &str, seen: &Seen) -> Tri {
    tables::field(name).map_or(Tri::Unknown, |field| seen.flag(field))
}

fn in_unit(row: &CriticalRow, canonical: f64) -> f64 {
    six_digits(canonical / row.to_canonical)
}

/// Six significant digits, so that a value on a limit stays on it when units are crossed.
pub(super) fn six_digits(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}
