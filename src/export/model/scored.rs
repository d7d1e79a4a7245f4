//! A table of people scored by a model, row by row, with what must be known of single rows; and its CSV.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::file::{Conformal, ModelFile};
use super::suit::{Turned, suited};
use super::training::Spread;
use crate::collect::cohort::{Cohort, Habit, Unread};
use crate::error::{Error, Kind};
use crate::export::inert;
use crate::prepare::pipeline::Source;
use crate::record::{Cells, Column, Frame, Mend, NO_DAY};

/// Rows with their answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ScoredTable {
    /// The predictors, in the order of the model.
    pub columns: Vec<String>,
    /// What the model adds up for each row.
    pub margins: Vec<f64>,
    /// What it answers; not a number for a row without one.
    pub answers: Vec<f64>,
    /// Lower end of each interval; empty for a model without.
    pub low: Vec<f64>,
    /// Upper end of each.
    pub high: Vec<f64>,
    /// Which classes cannot be ruled out, 1 for no and 2 for yes, added; empty for a model without.
    pub classes: Vec<u8>,
    /// What must be known of single rows, in their order.
    pub notes: Vec<RowNote>,
    /// Columns of words that were read as numbers.
    pub turned: Vec<Turned>,
}

/// Something to know of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RowNote {
    /// The row, from 0.
    pub row: u32,
    /// What.
    pub what: RowNoteKind,
    /// Which of `columns` it is about.
    pub columns: Vec<u32>,
}

/// What is to be known of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum RowNoteKind {
    /// No answer: these cells are missing, and nothing stands for them.
    Missing,
    /// No answer for another reason, as a time after the last look at anybody.
    NoAnswer,
    /// Words that the training table did not hold.
    NewWord,
    /// Numbers below the least or above the greatest of the training table.
    Outside,
    /// Something stands there that is no number, no day or cannot be; it counts as missing.
    Unreadable,
}

impl RowNoteKind {
    /// As it stands in the CSV.
    fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NoAnswer => "noAnswer",
            Self::NewWord => "newWord",
            Self::Outside => "outside",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Scores a table.
///
/// # Errors
///
/// `modelFile.lacksColumns`, `pipeline.kind`.
pub fn score_table(model: &ModelFile, frame: &Frame) -> Result<ScoredTable, Error> {
    scored(model, frame, &BTreeMap::new(), Habit::default())
}

/// Scores a table that was read; cells that could not be are told.
///
/// # Errors
///
/// As [`score_table`].
pub fn score_cohort(model: &ModelFile, cohort: &Cohort) -> Result<ScoredTable, Error> {
    scored(model, &cohort.frame, &cohort.unread, cohort.habit)
}

fn scored(
    model: &ModelFile,
    whole: &Frame,
    unread: &BTreeMap<String, Vec<Unread>>,
    habit: Habit,
) -> Result<ScoredTable, Error> {
    let (frame, turned) = suited(&model.scorer.pipeline, whole, habit)?;
    let x = model.scorer.matrix(&frame)?;
    let margins = model.scorer.predictor.margins(&x);
    let answers = model.scorer.answers_of(&x);
    let (mut low, mut high, mut classes) = (Vec::new(), Vec::new(), Vec::new());
    match &model.conformal {
        Some(Conformal::Band(band)) => {
            (low, high) = answers.iter().map(|answer| band.interval(*answer)).map(|ends| (ends.low, ends.high)).unzip();
        }
        Some(Conformal::Sets(sets)) => {
            let of = |share: &f64| {
                let set = sets.classes(*share);
                u8::from(set.no) + 2 * u8::from(set.yes)
            };
            classes = answers.iter().map(|share| if share.is_nan() { 3 } else { of(share) }).collect();
        }
        None => {}
    }
    let notes = notes(model, &frame, whole, unread, &answers);
    let columns = model.scorer.pipeline.columns.iter().map(|column| column.name.clone()).collect();
    Ok(ScoredTable { columns, margins, answers, low, high, classes, notes, turned })
}

/// How a cell is looked at.
struct Look<'m> {
    at: u32,
    cells: &'m Cells,
    /// Nothing stands for a missing cell.
    bare: bool,
    /// Which words of the table are new.
    fresh: Vec<bool>,
    least: Option<f64>,
    most: Option<f64>,
    /// The cells as they were read, and what somebody said of such cells.
    written: &'m Cells,
    mend: Option<&'m Mend>,
    /// Rows whose cell was none of its type.
    unread: BTreeSet<u32>,
}

impl Look<'_> {
    /// Whether something stands in a row that counts as missing, and nobody said that it says nothing.
    fn is_unreadable(&self, row: usize) -> bool {
        let lost = self.cells.is_missing(row) && !self.written.is_missing(row);
        (lost && !self.mend.is_some_and(|mend| mend.silences(self.written, row)))
            || u32::try_from(row).is_ok_and(|row| self.unread.contains(&row))
    }
}

fn notes(
    model: &ModelFile,
    frame: &Frame,
    whole: &Frame,
    unread: &BTreeMap<String, Vec<Unread>>,
    answers: &[f64],
) -> Vec<RowNote> {
    let mut looks = Vec::new();
    for (column, at) in model.scorer.pipeline.columns.iter().zip(0_u32..) {
        let (Some(found), Some(written)) = (frame.column(&column.name), whole.column(&column.name)) else { continue };
        let (bare, known) = match &column.source {
            Source::Number { fill, .. } => (fill.is_none(), None),
            Source::OneHot { words, fill } => (fill.is_none(), Some(words)),
            Source::Lookup { words, fill, .. } => (fill.is_none(), Some(words)),
        };
        let fresh = match (known, &found.cells) {
            (Some(known), Cells::Words { words, .. }) => {
                let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
                words.iter().map(|word| !known.contains(word.as_str())).collect()
            }
            _ => Vec::new(),
        };
        let (least, most) = match model.training.column(&column.name).map(|summary| &summary.spread) {
            Some(Spread::Numbers { least, most, .. }) => (*least, *most),
            _ => (None, None),
        };
        let mend = model.scorer.pipeline.mends.get(&column.name);
        let silent = |text: &str| mend.is_some_and(|mend| mend.same.get(text).is_some_and(String::is_empty));
        let unread = unread.get(&column.name).into_iter().flatten().filter(|cell| !silent(cell.text.trim()));
        let unread = unread.map(|cell| cell.row).collect();
        looks.push(Look { at, cells: &found.cells, bare, fresh, least, most, written: &written.cells, mend, unread });
    }
    let mut notes = Vec::new();
    for (at, answer) in answers.iter().enumerate() {
        let row = u32::try_from(at).unwrap_or(u32::MAX);
        let named = |which: &dyn Fn(&Look<'_>) -> bool| -> Vec<u32> {
            looks.iter().filter(|look| which(look)).map(|look| look.at).collect()
        };
        let mut tell = |what: RowNoteKind, columns: Vec<u32>| notes.push(RowNote { row, what, columns });
        if answer.is_nan() {
            let missing = named(&|look| look.bare && look.cells.is_missing(at));
            let what = if missing.is_empty() { RowNoteKind::NoAnswer } else { RowNoteKind::Missing };
            tell(what, missing);
        }
        let fresh = named(&|look| matches!(look.cells, Cells::Words { codes, .. } if is_fresh(codes, at, &look.fresh)));
        if !fresh.is_empty() {
            tell(RowNoteKind::NewWord, fresh);
        }
        let outside = named(&|look| {
            let x = match look.cells {
                Cells::Numbers(numbers) => numbers.get(at).copied(),
                Cells::Days(days) => days.get(at).filter(|day| **day != NO_DAY).map(|day| f64::from(*day)),
                Cells::Words { .. } => None,
            };
            x.is_some_and(|x| look.least.is_some_and(|least| x < least) || look.most.is_some_and(|most| x > most))
        });
        if !outside.is_empty() {
            tell(RowNoteKind::Outside, outside);
        }
        let unreadable = named(&|look| look.is_unreadable(at));
        if !unreadable.is_empty() {
            tell(RowNoteKind::Unreadable, unreadable);
        }
    }
    notes
}

fn is_fresh(codes: &[u32], row: usize, fresh: &[bool]) -> bool {
    codes.get(row).and_then(|code| fresh.get(*code as usize)).copied().unwrap_or(false)
}

/// The table with its answers behind: UTF-8 with a byte order mark, so that spreadsheets read Chinese names.
///
/// The columns `margin`, `answer`, `low`, `high`, `classes` (`no`, `yes`, `no yes` or none) and `note` follow those of the
/// table, with an underscore behind where the table has such a column.
///
/// # Errors
///
/// `export.csv` when a row cannot be written, which no table is known to cause.
pub fn scored_csv(frame: &Frame, scored: &ScoredTable) -> Result<String, Error> {
    written_csv(frame, &BTreeMap::new(), scored, &BTreeMap::new())
}

/// The same of a table that was read: cells that could not be stand as they were written. `words` has what stands for the
/// names of the new columns, `no` and `yes`, and for `notes.missing`, `notes.newWord` and so on, with `{columns}` where the
/// columns stand and no bracket else; what it lacks stands as its key.
///
/// # Errors
///
/// As [`scored_csv`].
pub fn cohort_csv(cohort: &Cohort, scored: &ScoredTable, words: &BTreeMap<String, String>) -> Result<String, Error> {
    written_csv(&cohort.frame, &cohort.unread, scored, words)
}

fn written_csv(
    frame: &Frame,
    unread: &BTreeMap<String, Vec<Unread>>,
    scored: &ScoredTable,
    words: &BTreeMap<String, String>,
) -> Result<String, Error> {
    let word = |key: &'static str| words.get(key).map_or(key, String::as_str);
    let failed = |e: csv::Error| Error::new(Kind::Usage, "export.csv").with("problem", e);
    let mut out = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    let mut more = vec![word("margin"), word("answer")];
    if !scored.low.is_empty() {
        more.extend([word("low"), word("high")]);
    }
    if !scored.classes.is_empty() {
        more.push(word("classes"));
    }
    more.push(word("note"));
    let names: BTreeSet<&str> = frame.columns().iter().map(|column| column.name.as_str()).collect();
    let free = |name: &&str| {
        let mut name = (*name).to_owned();
        while names.contains(name.as_str()) {
            name.push('_');
        }
        name
    };
    let headings = frame.columns().iter().map(|column| column.name.clone()).chain(more.iter().map(free));
    out.write_record(headings.map(|cell| inert(&cell).into_owned())).map_err(failed)?;
    let mut told: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for note in &scored.notes {
        let columns = note.columns.iter().filter_map(|at| scored.columns.get(*at as usize)).cloned();
        let columns = columns.collect::<Vec<_>>().join(" + ");
        let key = note.what.key();
        told.entry(note.row).or_default().push(match words.get(&format!("notes.{key}")) {
            Some(sentence) => sentence.replace("{columns}", &columns),
            None if columns.is_empty() => key.into(),
            None => format!("{key}: {columns}"),
        });
    }
    let mut behind: Vec<_> =
        frame.columns().iter().map(|column| unread.get(&column.name).into_iter().flatten()).collect();
    let mut next: Vec<Option<&Unread>> = behind.iter_mut().map(Iterator::next).collect();
    for row in 0..frame.rows() {
        let mut cells: Vec<String> = frame.columns().iter().map(|column| cell(column, row)).collect();
        for ((cell, next), behind) in cells.iter_mut().zip(&mut next).zip(&mut behind) {
            if let Some(unread) = next.filter(|unread| unread.row as usize == row) {
                cell.clone_from(&unread.text);
                *next = behind.next();
            }
        }
        let at = |list: &[f64]| list.get(row).copied().map_or_else(String::new, number);
        cells.extend([at(&scored.margins), at(&scored.answers)]);
        if !scored.low.is_empty() {
            cells.extend([at(&scored.low), at(&scored.high)]);
        }
        if let Some(set) = scored.classes.get(row) {
            let named =
                [(1, "no"), (2, "yes")].into_iter().filter(|(bit, _)| set & bit != 0).map(|(_, name)| word(name));
            cells.push(named.collect::<Vec<_>>().join(" "));
        }
        cells.push(
            u32::try_from(row).ok().and_then(|row| told.get(&row)).map_or_else(String::new, |all| all.join("; ")),
        );
        out.write_record(cells.iter().map(|cell| inert(cell).into_owned())).map_err(failed)?;
    }
    let bytes = out.into_inner().map_err(|e| Error::new(Kind::Usage, "export.csv").with("problem", e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn number(x: f64) -> String {
    if x.is_nan() { String::new() } else { x.to_string() }
}

/// A cell as it is written.
fn cell(column: &Column, row: usize) -> String {
    match &column.cells {
        Cells::Numbers(numbers) => numbers.get(row).copied().map_or_else(String::new, number),
        Cells::Words { codes, words } => {
            codes.get(row).and_then(|code| words.get(*code as usize)).cloned().unwrap_or_default()
        }
        Cells::Days(days) => {
            let date = days.get(row).filter(|day| **day != NO_DAY).and_then(|day| day.checked_add(2_440_588));
            date.and_then(|day| time::Date::from_julian_day(day).ok()).map_or_else(String::new, |date| date.to_string())
        }
    }
}
