//! A question put to a table: the rows that count, what came to be, and what parts rows into folds and groups.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::question::{OutcomeSettings, StudyQuestion};
use crate::error::{Error, Kind};
use crate::learn::Outcome;
use crate::learn::split::{Rows, SplitBy};
use crate::record::{Cells, Column, Frame, NO_DAY};
use crate::score::model::Task;

/// Rows that count, with their outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The predictors of these rows.
    pub frame: Frame,
    /// Which rows of the table these are, rising.
    pub rows: Vec<u32>,
    /// The outcome of each.
    pub outcome: Outcome,
    /// Groups that are judged apart.
    pub groups: Vec<Grouping>,
    /// Rows that do not count, and why.
    pub left_out: Vec<LeftOut>,
    /// What tells this table and outcome from others: rows of two questions are the same people only where it is the same.
    pub mark: u64,
    class: Vec<u32>,
    time: Option<Vec<f64>>,
    site: Option<Vec<u32>>,
    person: Option<Vec<u32>>,
}

/// The groups of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouping {
    /// The column.
    pub column: String,
    /// Names of the groups.
    pub names: Vec<String>,
    /// Group of each row; a greater number than any where it has none.
    pub of: Vec<u32>,
}

/// Rows that do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeftOut {
    /// `population`, `outcome` (missing, or neither yes nor no), `time` (missing, or not above 0), `site` (missing),
    /// `undated` (no time, where rows are parted by time).
    pub why: String,
    /// How many.
    pub rows: usize,
}

impl Asked {
    /// Puts a question to a table whose rows are parted so: by time, a row without one is neither earlier nor later.
    ///
    /// # Errors
    ///
    /// As [`StudyQuestion::check`]; `study.wrongKind` for a column of words where a number is needed; `study.nobody` where no
    /// row is left.
    pub fn new(question: &StudyQuestion, frame: &Frame, by: SplitBy) -> Result<Self, Error> {
        question.check(frame)?;
        let count = u32::try_from(frame.rows()).map_err(|_| Error::new(Kind::TooLarge, "measure.tooMany"))?;
        let mut keep = vec![true; frame.rows()];
        for filter in &question.population {
            let passes = filter.passes(cells(frame, &filter.column)?);
            keep.iter_mut().zip(passes).for_each(|(keep, passes)| *keep &= passes);
        }
        let mut left_out = Vec::new();
        let mut told = keep.len();
        let mut tell = |why: &str, keep: &[bool]| {
            let left = keep.iter().filter(|keep| **keep).count();
            if left < told {
                left_out.push(LeftOut { why: why.to_owned(), rows: told - left });
            }
            told = left;
        };
        tell("population", &keep);
        let (outcome, events) = match &question.outcome {
            OutcomeSettings::Continuous { column } => (numbers(frame, column)?, None),
            OutcomeSettings::Binary { column, happened } => (happened.read(cells(frame, column)?), None),
            OutcomeSettings::Survival { time, start, event, happened, .. } => {
                let events = happened.read(cells(frame, event)?);
                keep.iter_mut().zip(&events).for_each(|(keep, event)| *keep &= !event.is_nan());
                tell("outcome", &keep);
                (times(frame, time, start.as_deref())?, Some(events))
            }
        };
        let mark = mark_of(&outcome, events.as_deref());
        let usable = |x: f64| x.is_finite() && (events.is_none() || x > 0.0);
        keep.iter_mut().zip(&outcome).for_each(|(keep, x)| *keep &= usable(*x));
        tell(if events.is_some() { "time" } else { "outcome" }, &keep);
        if let Some(site) = &question.site {
            let cells = cells(frame, site)?;
            keep.iter_mut().enumerate().for_each(|(row, keep)| *keep &= !cells.is_missing(row));
            tell("site", &keep);
        }
        let order = question.time.as_ref().map(|name| in_order(cells(frame, name)?, name)).transpose()?;
        if let (Some(order), SplitBy::Time) = (&order, by) {
            keep.iter_mut().zip(order).for_each(|(keep, time)| *keep &= !time.is_nan());
            tell("undated", &keep);
        }
        let rows: Vec<u32> = (0..count).filter(|row| keep.get(*row as usize).copied().unwrap_or(false)).collect();
        if rows.is_empty() {
            return Err(Error::new(Kind::Value, "study.nobody"));
        }
        let of =
            |list: &[f64]| -> Vec<f64> { rows.iter().filter_map(|row| list.get(*row as usize).copied()).collect() };
        let outcome = match (&question.outcome, events) {
            (OutcomeSettings::Continuous { .. }, _) => Outcome::Continuous(of(&outcome)),
            (OutcomeSettings::Survival { .. }, Some(events)) => {
                Outcome::Survival { time: of(&outcome), event: of(&events).iter().map(|event| *event == 1.0).collect() }
            }
            _ => Outcome::Binary(of(&outcome)),
        };
        let take = |name: &String| -> Result<Column, Error> {
            Ok(Column { name: name.clone(), cells: cells(frame, name)?.take(&rows) })
        };
        let predictors: Vec<Column> = question.predictors.iter().map(take).collect::<Result<_, _>>()?;
        let codes = |name: &Option<String>| -> Result<Option<Vec<u32>>, Error> {
            name.as_ref().map(|name| Ok(codes_of(&take(name)?.cells))).transpose()
        };
        let groups = question.groups.iter().map(|name| Ok(grouping(&take(name)?))).collect::<Result<_, Error>>()?;
        let time = order.as_deref().map(of);
        Ok(Self {
            frame: Frame::new(predictors).unwrap_or_default(),
            class: classes(&outcome),
            mark,
            time,
            site: codes(&question.site)?,
            person: codes(&question.person)?,
            rows,
            outcome,
            groups,
            left_out,
        })
    }

    /// Refuses a horizon that nobody was followed to: what happens up to it cannot be learned.
    ///
    /// # Errors
    ///
    /// `study.horizonAfter` with the last time.
    pub fn followed_to(&self, task: Task) -> Result<(), Error> {
        let (Outcome::Survival { time, .. }, Task::Survival { horizon }) = (&self.outcome, task) else { return Ok(()) };
        let last = time.iter().copied().fold(0.0, f64::max);
        if last >= horizon {
            return Ok(());
        }
        Err(Error::new(Kind::Value, "study.horizonAfter").with("value", horizon).with("last", last))
    }

    /// The person of each of some rows, where the question names one and somebody has several of them.
    pub fn persons(&self, rows: &[u32]) -> Option<Vec<u32>> {
        let person = self.person.as_ref()?;
        let of: Vec<u32> = rows.iter().filter_map(|row| person.get(*row as usize).copied()).collect();
        (of.len() == rows.len() && count(&of) < rows.len()).then_some(of)
    }

    /// A number for each row that follows from its predictors and its outcome (FNV-1a), whatever table it stands in.
    fn row_marks(&self) -> Vec<u64> {
        let outcome = self.outcome_numbers();
        let mark = |(row, y): (usize, &f64)| {
            let start = number_bytes(*y).into_iter().fold(FNV.0, marked);
            self.frame.columns().iter().fold(start, |mark, column| match &column.cells {
                Cells::Numbers(x) => {
                    number_bytes(x.get(row).copied().unwrap_or(f64::NAN)).into_iter().fold(mark, marked)
                }
                Cells::Days(days) => {
                    days.get(row).copied().unwrap_or(NO_DAY).to_le_bytes().into_iter().fold(mark, marked)
                }
                Cells::Words { codes, words } => {
                    let word = codes.get(row).and_then(|code| words.get(*code as usize)).map_or("", String::as_str);
                    word.bytes().chain([0xff]).fold(mark, marked)
                }
            })
        };
        outcome.iter().enumerate().map(mark).collect()
    }

    /// How many rows stand in another table too. None where more than one in ten there is like another: such short rows are
    /// alike by chance. Our own choice.
    pub fn rows_of(&self, other: &Self) -> usize {
        let mut there: BTreeMap<u64, u32> = BTreeMap::new();
        other.row_marks().into_iter().for_each(|mark| *there.entry(mark).or_default() += 1);
        let alone = there.values().filter(|rows| **rows == 1).count();
        if alone * 10 < other.rows.len() * 9 {
            return 0;
        }
        self.row_marks().iter().filter(|mark| there.get(mark) == Some(&1)).count()
    }

    /// What a split needs to know.
    pub fn split_rows(&self) -> Rows<'_> {
        Rows {
            rows: self.rows.len(),
            class: Some(&self.class),
            time: self.time.as_deref(),
            site: self.site.as_deref(),
            person: self.person.as_deref(),
        }
    }

    /// One number a row for what is told by the outcome: the number, or whether it happened.
    pub fn outcome_numbers(&self) -> Vec<f64> {
        match &self.outcome {
            Outcome::Continuous(y) | Outcome::Binary(y) => y.clone(),
            Outcome::Survival { event, .. } => event.iter().map(|event| f64::from(u8::from(*event))).collect(),
        }
    }
}

/// How many different ones there are.
pub(super) fn count(list: &[u32]) -> usize {
    let mut all = list.to_vec();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// A number that follows from the outcome of every row of a table (FNV-1a over their bits).
fn mark_of(outcome: &[f64], events: Option<&[f64]>) -> u64 {
    let all = outcome.iter().chain(events.unwrap_or_default());
    all.flat_map(|x| number_bytes(*x)).fold(FNV.0, marked)
}

/// Where FNV-1a begins, and what it multiplies by.
const FNV: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0100_0000_01b3);

fn marked(mark: u64, byte: u8) -> u64 {
    (mark ^ u64::from(byte)).wrapping_mul(FNV.1)
}

fn number_bytes(x: f64) -> [u8; 8] {
    if x.is_nan() { [0xff; 8] } else { (x + 0.0).to_bits().to_le_bytes() }
}

fn cells<'f>(frame: &'f Frame, name: &str) -> Result<&'f Cells, Error> {
    let column = frame.column(name).map(|column| &column.cells);
    column.ok_or_else(|| Error::new(Kind::Value, "study.noColumn").with("column", name))
}

fn wrong_kind(name: &str) -> Error {
    Error::new(Kind::Value, "study.wrongKind").with("column", name)
}

fn numbers(frame: &Frame, name: &str) -> Result<Vec<f64>, Error> {
    match cells(frame, name)? {
        Cells::Numbers(numbers) => Ok(numbers.clone()),
        _ => Err(wrong_kind(name)),
    }
}

/// Numbers as they are, or days from a start.
fn times(frame: &Frame, name: &str, start: Option<&str>) -> Result<Vec<f64>, Error> {
    let Some(start) = start else { return numbers(frame, name) };
    let days = |name: &str| match cells(frame, name)? {
        Cells::Days(days) => Ok(days.clone()),
        _ => Err(wrong_kind(name)),
    };
    let between = |(from, to): (i32, i32)| {
        if from == NO_DAY || to == NO_DAY { f64::NAN } else { f64::from(to) - f64::from(from) }
    };
    Ok(days(start)?.into_iter().zip(days(name)?).map(between).collect())
}

/// Numbers or days in their order; NaN for a row without one.
fn in_order(cells: &Cells, name: &str) -> Result<Vec<f64>, Error> {
    match cells {
        Cells::Numbers(numbers) => Ok(numbers.clone()),
        Cells::Days(days) => {
            Ok(days.iter().map(|day| if *day == NO_DAY { f64::NAN } else { f64::from(*day) }).collect())
        }
        Cells::Words { .. } => Err(wrong_kind(name)),
    }
}

/// One number for each different cell; rows without one are each of their own.
fn codes_of(cells: &Cells) -> Vec<u32> {
    let mut places = std::collections::BTreeMap::new();
    let mut next = 0_u32;
    let mut code = |key: Option<u64>| {
        let fresh = next;
        let found = key.map_or(fresh, |key| *places.entry(key).or_insert(fresh));
        next += u32::from(found == fresh);
        found
    };
    (0..cells.len())
        .map(|row| {
            code((!cells.is_missing(row)).then(|| match cells {
                Cells::Numbers(numbers) => numbers.get(row).map_or(0, |x| (x + 0.0).to_bits()),
                Cells::Words { codes, .. } => codes.get(row).map_or(0, |code| u64::from(*code)),
                Cells::Days(days) => {
                    days.get(row).map_or(0, |day| u64::from(day.unsigned_abs()) << 1 | u64::from(*day < 0))
                }
            }))
        })
        .collect()
}

/// Numbers of more different values than this are grouped by thirds.
const FEW_VALUES: usize = 6;
/// Groups beyond this have no name: they are too many to judge.
const MOST_GROUPS: usize = 20;

fn grouping(column: &Column) -> Grouping {
    let none = u32::MAX;
    let (names, of) = match &column.cells {
        Cells::Words { codes, words } => {
            let names: Vec<String> = words.iter().take(MOST_GROUPS).cloned().collect();
            (names, codes.clone())
        }
        Cells::Numbers(numbers) => groups_of_numbers(numbers),
        Cells::Days(days) => {
            let numbers: Vec<f64> = days
                .iter()
                .map(|day| if *day == NO_DAY { f64::NAN } else { 1970.0 + f64::from(*day) / 365.25 })
                .collect();
            groups_of_numbers(&numbers)
        }
    };
    let most = u32::try_from(names.len()).unwrap_or(none);
    let of = of.into_iter().map(|code| if code < most { code } else { none }).collect();
    Grouping { column: column.name.clone(), names, of }
}

fn groups_of_numbers(numbers: &[f64]) -> (Vec<String>, Vec<u32>) {
    let mut sorted: Vec<f64> = numbers.iter().copied().filter(|x| !x.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    let mut values = sorted.clone();
    values.dedup();
    if values.len() <= FEW_VALUES {
        let place = |x: &f64| values.iter().position(|value| value == x).and_then(|at| u32::try_from(at).ok());
        let of = numbers.iter().map(|x| place(x).unwrap_or(u32::MAX)).collect();
        return (values.iter().map(f64::to_string).collect(), of);
    }
    let at = |share: usize| sorted.get(sorted.len() * share / 3).copied().unwrap_or_default();
    let (low, high) = (at(1), at(2));
    let of = |x: &f64| if x.is_nan() { u32::MAX } else { u32::from(*x >= low) + u32::from(*x >= high) };
    (vec![format!("< {low}"), format!("{low} – {high}"), format!("≥ {high}")], numbers.iter().map(of).collect())
}

/// Classes for an even split: yes and no, or fifths of a number.
fn classes(outcome: &Outcome) -> Vec<u32> {
    match outcome {
        Outcome::Binary(y) => y.iter().map(|y| u32::from(*y == 1.0)).collect(),
        Outcome::Survival { event, .. } => event.iter().map(|event| u32::from(*event)).collect(),
        Outcome::Continuous(y) => {
            let mut order: Vec<usize> = (0..y.len()).collect();
            let at = |row: usize| y.get(row).copied().unwrap_or_default();
            order.sort_by(|a, b| at(*a).total_cmp(&at(*b)));
            let mut classes = vec![0; y.len()];
            for (place, row) in order.into_iter().enumerate() {
                if let Some(class) = classes.get_mut(row) {
                    *class = u32::try_from(place * 5 / y.len().max(1)).unwrap_or(0);
                }
            }
            classes
        }
    }
}
