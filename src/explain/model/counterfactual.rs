//! What would have to change for another answer: the smallest changes of columns that may be moved, within what is
//! plausible (Wachter, Mittelstadt and Russell, 2018).
//!
//! It tells what the model would say, not what would happen to a person who changed.

use serde::{Deserialize, Serialize};

use super::movable::{ColumnRange, CounterfactualSettings, Mover};
use super::subject::Subject;
use super::trial::{Moved, Trial};
use super::{CellValue, additive_search, search};
use crate::error::{Error, Kind};
use crate::record::Frame;
use crate::score::model::Scorer;

/// Most ways of one column that are told.
const ALONE: usize = 3;
/// Changes of more columns are told only where they cost less than this share of changes of fewer.
const WORTH: f64 = 0.99;

/// The answer that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "target", deny_unknown_fields)]
pub enum AnswerTarget {
    /// This or less.
    AtMost {
        /// A number, or a share from 0 to 1.
        answer: f64,
    },
    /// This or more.
    AtLeast {
        /// A number, or a share from 0 to 1.
        answer: f64,
    },
}

impl AnswerTarget {
    pub(super) fn is_met(self, told: f64) -> bool {
        match self {
            Self::AtMost { answer } => told <= answer,
            Self::AtLeast { answer } => told >= answer,
        }
    }

    /// How far an answer is from it; 0 where it is met.
    pub(super) fn lack(self, told: f64) -> f64 {
        let lack = match self {
            Self::AtMost { answer } => told - answer,
            Self::AtLeast { answer } => answer - told,
        };
        if lack.is_nan() { f64::INFINITY } else { lack.max(0.0) }
    }
}

/// A cell changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CellChange {
    /// Column of the table.
    pub column: String,
    /// What stands there.
    pub from: CellValue,
    /// What would have to.
    pub to: CellValue,
    /// In spreads of the column; 1 for another word.
    pub cost: f64,
}

/// Changes that together bring the answer that is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ChangeWay {
    /// One to three.
    pub changes: Vec<CellChange>,
    /// The answer then.
    pub answer: f64,
    /// Sum of what the changes cost.
    pub cost: f64,
}

/// A column that could not be moved, and why: `missing`, `day`, `noRange`, `range`, `unused`, `word`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NotMoved {
    /// Column of the table.
    pub column: String,
    /// A key below `explain.leftOut` of the catalogue.
    pub why: String,
}

/// What would have to change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Counterfactual {
    /// The answer as the row stands.
    pub answer: f64,
    /// It meets the target already.
    pub met: bool,
    /// Few columns first, and the cheapest first among as many; none where nothing was found.
    pub ways: Vec<ChangeWay>,
    /// Nothing cheaper exists, and where nothing was found nothing exists; otherwise a grid was searched.
    pub exact: bool,
    /// The answer that came nearest to the target, where nothing was found.
    pub nearest: Option<f64>,
    /// Columns that were named but could not be moved.
    pub left_out: Vec<NotMoved>,
}

/// The smallest changes of one row that bring the answer that is wanted.
///
/// # Errors
///
/// `explain.noRow`, `explain.noColumn`, `explain.setting`; `explain.noAnswer` where the model cannot score the row; what
/// [`Scorer::check`] and the pipeline refuse.
pub fn counterfactual(
    scorer: &Scorer,
    frame: &Frame,
    row: usize,
    ranges: &[ColumnRange],
    settings: &CounterfactualSettings,
) -> Result<Counterfactual, Error> {
    let wrong = |setting: &str, value: String, accepted: &str| {
        let wrong = Error::new(Kind::Usage, "explain.setting").with("setting", setting);
        Err(wrong.with("value", value).with("accepted", accepted))
    };
    if !(1..=3).contains(&settings.most) {
        return wrong("most", settings.most.to_string(), "1 – 3");
    }
    let (AnswerTarget::AtMost { answer: wanted } | AnswerTarget::AtLeast { answer: wanted }) = settings.target;
    if !wanted.is_finite() {
        return wrong("target", wanted.to_string(), "0 – 1");
    }
    let subject = Subject::of(scorer)?;
    let at = u32::try_from(row).ok().filter(|_| row < frame.rows());
    let at = at.ok_or_else(|| Error::new(Kind::Usage, "explain.noRow").with("row", row))?;
    let row = subject.frame(frame, Some(&[at]))?;
    let (mut movers, mut left_out): (Vec<Mover>, Vec<NotMoved>) = (Vec::new(), Vec::new());
    for movable in &settings.columns {
        if movers.iter().any(|mover| mover.name == movable.column) {
            return wrong("columns", movable.column.clone(), "once");
        }
        match Mover::of(&subject, movable, ranges, &row)? {
            Ok(mover) => movers.push(mover),
            Err(why) => left_out.push(NotMoved { column: movable.column.clone(), why: why.to_owned() }),
        }
    }
    let trial = Trial { subject: &subject, row, movers, target: settings.target };
    let (margins, answers) = trial.told(&[Vec::new()])?;
    let (Some(margin), Some(answer)) = (margins.first().copied(), answers.first().copied()) else {
        return Err(Error::new(Kind::Value, "explain.noAnswer"));
    };
    if !margin.is_finite() || !answer.is_finite() {
        return Err(Error::new(Kind::Value, "explain.noAnswer"));
    }
    let mut told = Counterfactual {
        answer,
        met: settings.target.is_met(answer),
        ways: Vec::new(),
        exact: true,
        nearest: None,
        left_out,
    };
    if told.met {
        return Ok(told);
    }
    // Recalibration may turn the order of answers around; then gains of the margin say nothing.
    let rises = matches!(&*subject.answers_at(&[margin - 1.0, margin + 1.0]), [below, above] if below <= above);
    let adds_up = subject.adds_up() && rises && !fills(&trial);
    let mut nearest = answer;
    if adds_up {
        let up = if matches!(settings.target, AnswerTarget::AtLeast { .. }) { 1.0 } else { -1.0 };
        let found = additive_search::search(&trial, margin, up, settings.most)?;
        told.ways = ways(&trial, &found)?;
        let straight = |mover: &Mover| mover.is_free() && subject.is_straight(mover.place);
        let few = |mover: &Mover| mover.is_words() || mover.has_few(additive_search::POINTS);
        told.exact = trial.movers.len() <= additive_search::COLUMNS
            && trial.movers.iter().all(|mover| few(mover) || straight(mover));
    }
    if told.ways.is_empty() {
        let found = search::search(&trial, settings.most, &mut nearest)?;
        told.exact &= adds_up && found.is_empty();
        told.ways = ways(&trial, &found)?;
        told.nearest = told.ways.is_empty().then_some(nearest);
    }
    Ok(told)
}

/// Whether a missing number of the row is filled from others, so that they do more than they do alone.
fn fills(trial: &Trial<'_, '_>) -> bool {
    let missing = |column: usize| {
        let name = trial.subject.pipeline().columns.get(column).map(|column| &column.name);
        name.and_then(|name| trial.row.column(name)).is_none_or(|column| column.cells.is_missing(0))
    };
    trial.subject.pipeline().regressions.iter().any(|r| missing(r.column))
}

/// Changes made as short as they can be, checked, and the needless ones left out.
fn ways(trial: &Trial<'_, '_>, found: &[Moved]) -> Result<Vec<ChangeWay>, Error> {
    let mut all: Vec<ChangeWay> = Vec::new();
    for moved in found {
        if !trial.target.is_met(trial.answers(std::slice::from_ref(moved))?.first().copied().unwrap_or(f64::NAN)) {
            continue;
        }
        let moved = trial.shortened(moved)?;
        let answer = trial.answers(std::slice::from_ref(&moved))?.first().copied().unwrap_or(f64::NAN);
        let change = |(at, to): &(usize, CellValue)| {
            let mover = trial.movers.get(*at)?;
            Some(CellChange {
                column: mover.name.clone(),
                from: mover.own.clone(),
                to: to.clone(),
                cost: mover.cost(to),
            })
        };
        let changes: Vec<CellChange> = moved.iter().filter_map(change).collect();
        if trial.target.is_met(answer) {
            all.push(ChangeWay { cost: changes.iter().map(|change| change.cost).sum(), changes, answer });
        }
    }
    all.sort_by(|a, b| a.changes.len().cmp(&b.changes.len()).then(a.cost.total_cmp(&b.cost)));
    let mut kept: Vec<ChangeWay> = Vec::new();
    for way in all {
        let count = way.changes.len();
        let alike = kept.iter().filter(|other| other.changes.len() == count).count();
        let least = kept.iter().filter(|other| other.changes.len() < count).map(|other| other.cost);
        let least = least.fold(f64::INFINITY, f64::min);
        if alike < if count == 1 { ALONE } else { 1 } && way.cost < WORTH * least {
            kept.push(way);
        }
    }
    Ok(kept)
}
