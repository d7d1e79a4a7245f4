//! What would have to change for another answer: the smallest changes of columns that may be moved, within what is
//! plausible (Wachter, Mittelstadt and Russell, 2018).
//!
//! It tells what the model would say, not what would happen to a person who changed.

use serde::{Deserialize, Serialize};

use super::movable::{ColumnRange, CounterfactualSettings, Mover};
use super::search::Search;
use super::subject::Subject;
use super::trial::{Moved, Trial};
use super::{CellValue, additive_search};
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
/// As [`Changing::begin`].
pub fn counterfactual(
    scorer: &Scorer,
    frame: &Frame,
    row: usize,
    ranges: &[ColumnRange],
    settings: &CounterfactualSettings,
) -> Result<Counterfactual, Error> {
    let mut changing = Changing::begin(scorer, frame, row, ranges, settings)?;
    while !changing.step()? {}
    Ok(changing.finish())
}

/// Changes being looked for: [`Changing::begin`], [`Changing::step`] until nothing is left, [`Changing::finish`].
pub struct Changing<'m> {
    trial: Trial<'m>,
    most: usize,
    told: Counterfactual,
    /// The margin as the row stands, and whether the margin is a sum of columns of which a greater one gives a greater answer.
    margin: f64,
    adds_up: bool,
    stage: Stage,
    /// Found and shortened, not yet chosen among.
    ways: Vec<ChangeWay>,
}

enum Stage {
    /// Sums of columns, solved; then grids, where that finds nothing.
    Solve,
    Search(Search),
    /// Found changes to be shortened, the last one first; whether a grid found them, and how many there were.
    Shorten(Vec<Moved>, bool, usize),
    Done,
}

/// Parts of the progress: those of the search, then those of the shortening.
const SEARCH: f64 = 0.8;

impl<'m> Changing<'m> {
    /// Begins to look for the smallest changes of a row.
    ///
    /// # Errors
    ///
    /// `explain.noRow`, `explain.noColumn`, `explain.setting`; `explain.noAnswer` where the model cannot score the row; what
    /// [`Scorer::check`] and the pipeline refuse.
    pub fn begin(
        scorer: &'m Scorer,
        frame: &Frame,
        row: usize,
        ranges: &[ColumnRange],
        settings: &CounterfactualSettings,
    ) -> Result<Self, Error> {
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
        let trial = Trial::new(subject, row, movers, settings.target)?;
        let (margins, answers) = trial.told(&[Vec::new()])?;
        let (Some(margin), Some(answer)) = (margins.first().copied(), answers.first().copied()) else {
            return Err(Error::new(Kind::Value, "explain.noAnswer"));
        };
        if !margin.is_finite() || !answer.is_finite() {
            return Err(Error::new(Kind::Value, "explain.noAnswer"));
        }
        let met = settings.target.is_met(answer);
        let told = Counterfactual { answer, met, ways: Vec::new(), exact: true, nearest: None, left_out };
        // Recalibration may turn the order of answers around; then gains of the margin say nothing.
        let subject = &trial.subject;
        let rises = matches!(&*subject.answers_at(&[margin - 1.0, margin + 1.0]), [below, above] if below <= above);
        let adds_up = subject.adds_up() && rises && !trial.fills();
        let stage = if met { Stage::Done } else { Stage::Solve };
        Ok(Self { trial, most: settings.most, told, margin, adds_up, stage, ways: Vec::new() })
    }

    /// Tries one set of columns, or shortens one change; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// What the pipeline refuses.
    pub fn step(&mut self) -> Result<bool, Error> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Solve if self.adds_up => {
                let up = if matches!(self.trial.target, AnswerTarget::AtLeast { .. }) { 1.0 } else { -1.0 };
                let found = additive_search::search(&self.trial, self.margin, up, self.most)?;
                shorten(found, false)
            }
            Stage::Solve => Stage::Search(Search::begin(&self.trial, self.most, self.told.answer)),
            Stage::Search(mut search) => {
                if search.step(&self.trial)? {
                    self.told.nearest = Some(search.nearest);
                    self.told.exact &= self.adds_up && search.found.is_empty();
                    shorten(search.found, true)
                } else {
                    Stage::Search(search)
                }
            }
            Stage::Shorten(mut left, searched, all) => match left.pop() {
                Some(moved) => {
                    self.shorten(&moved)?;
                    Stage::Shorten(left, searched, all)
                }
                None => self.chosen(searched),
            },
            Stage::Done => Stage::Done,
        };
        Ok(matches!(self.stage, Stage::Done))
    }

    /// How much is done, of 1.
    pub fn progress(&self) -> f64 {
        match &self.stage {
            // What is solved may find nothing; then the search begins.
            Stage::Solve | Stage::Shorten(_, false, _) => 0.0,
            Stage::Search(search) => {
                let (done, all) = search.progress(&self.trial);
                SEARCH * done as f64 / all.max(1) as f64
            }
            Stage::Shorten(left, true, all) => {
                SEARCH + (1.0 - SEARCH) * (1.0 - left.len() as f64 / (*all).max(1) as f64)
            }
            Stage::Done => 1.0,
        }
    }

    /// What was found; before nothing is left, only how the row stands.
    pub fn finish(self) -> Counterfactual {
        self.told
    }

    /// Makes a change as short as it can be, and keeps it where it brings what is wanted.
    fn shorten(&mut self, moved: &Moved) -> Result<(), Error> {
        let trial = &self.trial;
        let answer = |moved: &Moved| -> Result<f64, Error> {
            Ok(trial.answers(std::slice::from_ref(moved))?.first().copied().unwrap_or(f64::NAN))
        };
        if !trial.target.is_met(answer(moved)?) {
            return Ok(());
        }
        let moved = trial.shortened(moved)?;
        let answer = answer(&moved)?;
        let change = |(at, to): &(usize, CellValue)| {
            let mover = trial.movers.get(*at)?;
            let (from, cost) = (mover.own.clone(), mover.cost(to));
            Some(CellChange { column: mover.name.clone(), from, to: to.clone(), cost })
        };
        let changes: Vec<CellChange> = moved.iter().filter_map(change).collect();
        if trial.target.is_met(answer) {
            let cost = changes.iter().map(|change| change.cost).sum();
            self.ways.push(ChangeWay { cost, changes, answer });
        }
        Ok(())
    }

    /// Leaves out needless ways, and says how sure it is of the rest.
    fn chosen(&mut self, searched: bool) -> Stage {
        self.told.ways = cheapest(std::mem::take(&mut self.ways));
        if searched {
            self.told.nearest = self.told.nearest.filter(|_| self.told.ways.is_empty());
            return Stage::Done;
        }
        let (trial, subject) = (&self.trial, &self.trial.subject);
        let straight = |mover: &Mover| mover.is_free() && subject.is_straight(mover.place);
        let few = |mover: &Mover| mover.is_words() || mover.has_few(additive_search::POINTS);
        self.told.exact = trial.movers.len() <= additive_search::COLUMNS
            && trial.movers.iter().all(|mover| few(mover) || straight(mover));
        if self.told.ways.is_empty() {
            return Stage::Search(Search::begin(trial, self.most, self.told.answer));
        }
        Stage::Done
    }
}

fn shorten(mut found: Vec<Moved>, searched: bool) -> Stage {
    let all = found.len();
    found.reverse();
    Stage::Shorten(found, searched, all)
}

/// Few columns first, the cheapest first among as many, and the needless ones left out.
fn cheapest(mut all: Vec<ChangeWay>) -> Vec<ChangeWay> {
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
    kept
}
