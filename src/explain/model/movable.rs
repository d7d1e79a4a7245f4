//! Which columns may be moved to change an answer, how far, and what a move costs.
//!
//! A number's move costs its length in spreads (standard deviations of the table the ranges are of); another word costs 1.

use serde::{Deserialize, Serialize};

use super::CellValue;
use super::counterfactual::AnswerTarget;
use super::grid::{TAILS, sorted, whole};
use super::subject::{Subject, number_at, value_at};
use crate::error::{Error, Kind};
use crate::math::{order, sqrt};
use crate::prepare::pipeline::Source;
use crate::record::{Cells, Frame};
use crate::score::model::Scorer;

/// Which way a number may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum MoveDirection {
    /// Both.
    #[default]
    Any,
    /// Down only.
    Down,
    /// Up only.
    Up,
}

/// A column that may be moved.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Movable {
    /// Column of the table.
    pub column: String,
    /// Which way.
    pub direction: MoveDirection,
    /// The least new number, in the column's unit; where there is none, that of the ranges.
    pub low: Option<f64>,
    /// The greatest new number.
    pub high: Option<f64>,
    /// New numbers are multiples of this; where there is none, whole for a column of whole numbers, else any.
    pub step: Option<f64>,
    /// New words; where there is none, every word of training.
    pub words: Vec<String>,
}

/// What is plausible in a column of numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ColumnRange {
    /// Column of the table.
    pub column: String,
    /// One in a hundred has less.
    pub low: f64,
    /// One in a hundred has more.
    pub high: f64,
    /// Standard deviation.
    pub spread: f64,
    /// Every number is whole.
    pub whole: bool,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CounterfactualSettings {
    /// The columns that may be moved; no other ever is.
    pub columns: Vec<Movable>,
    /// The answer that is wanted.
    pub target: AnswerTarget,
    /// Most columns moved at once, 1 to 3.
    #[serde(default = "three")]
    pub most: usize,
}

fn three() -> usize {
    3
}

/// The ranges of a table's number columns that the model reads, as a rule those of training: they can be kept with a model.
///
/// # Errors
///
/// What [`Scorer::check`] refuses.
pub fn ranges(scorer: &Scorer, frame: &Frame) -> Result<Vec<ColumnRange>, Error> {
    Subject::of(scorer)?;
    let range = |column: &crate::record::Column| {
        let Cells::Numbers(_) = column.cells else { return None };
        let sorted = sorted(&column.cells);
        let [low, high] = TAILS.map(|share| order::quantile(&sorted, share));
        let count = sorted.len() as f64;
        let mean = sorted.iter().sum::<f64>() / count;
        let spread = sqrt(sorted.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count);
        let whole = whole(&sorted);
        let sound = low.is_finite() && high.is_finite() && spread.is_finite();
        sound.then(|| ColumnRange { column: column.name.clone(), low, high, spread, whole })
    };
    let found = scorer.pipeline.columns.iter().filter_map(|column| frame.column(&column.name));
    Ok(found.filter_map(range).collect())
}

/// A column that moves, for one person.
pub(super) struct Mover {
    /// Its place in the pipeline.
    pub(super) place: usize,
    pub(super) name: String,
    pub(super) own: CellValue,
    pub(super) moves: Moves,
}

pub(super) enum Moves {
    Number { own: f64, low: f64, high: f64, direction: MoveDirection, spread: f64, step: Option<f64> },
    Words(Vec<String>),
}

/// A new value and what it costs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) value: CellValue,
    pub(super) cost: f64,
}

impl Mover {
    /// Of a person's row (the only one of `row`); or why the column cannot be moved: `missing`, `day`, `noRange`, `range`,
    /// `unused`, `word`.
    pub(super) fn of(
        subject: &Subject<'_>,
        movable: &Movable,
        ranges: &[ColumnRange],
        row: &Frame,
    ) -> Result<Result<Self, &'static str>, Error> {
        let place = subject.place(&movable.column)?;
        let wrong = |setting: &str, value: f64| {
            let wrong = Error::new(Kind::Usage, "explain.setting").with("setting", setting);
            Err(wrong.with("value", value).with("accepted", "> 0"))
        };
        if let Some(step) = movable.step.filter(|step| !(*step > 0.0 && step.is_finite())) {
            return wrong("step", step);
        }
        let Some(cells) = row.column(&movable.column).map(|column| &column.cells) else { return Ok(Err("missing")) };
        let own = value_at(cells, 0);
        let mover = |moves| Self { place, name: movable.column.clone(), own: own.clone(), moves };
        if !subject.pipeline().reads(place) {
            return Ok(Err("unused"));
        }
        let source = subject.pipeline().columns.get(place).map(|column| &column.source);
        match (&own, number_at(cells, 0)) {
            // Words that look like numbers, in a column of words: another table may hold others, too.
            (CellValue::Number(_), _) if !matches!(source, Some(Source::Number { .. })) => Ok(Err("word")),
            (CellValue::Number(_), Some(own)) => {
                let range = ranges.iter().find(|range| range.column == movable.column);
                let end = |given: Option<f64>, range: Option<f64>| given.or(range).filter(|x| x.is_finite());
                let (low, high) = (end(movable.low, range.map(|r| r.low)), end(movable.high, range.map(|r| r.high)));
                let (Some(low), Some(high)) = (low, high) else { return Ok(Err("noRange")) };
                if low > high {
                    return Ok(Err("range"));
                }
                let spread = range.map(|range| range.spread).filter(|spread| *spread > 0.0);
                // Without a spread, a move through the whole range costs 4: about that of a bell curve.
                let spread = spread.or(Some((high - low) / 4.0)).filter(|x| *x > 0.0 && x.is_finite()).unwrap_or(1.0);
                let step = movable.step.or(range.filter(|range| range.whole && own.floor() == own).map(|_| 1.0));
                let moves = Moves::Number { own, low, high, direction: movable.direction, spread, step };
                Ok(Ok(mover(moves)))
            }
            (CellValue::Word(word), _) => {
                let known = match source {
                    Some(Source::OneHot { words, .. } | Source::Lookup { words, .. }) => words.as_slice(),
                    _ => &[],
                };
                let wanted = if movable.words.is_empty() { known } else { &movable.words };
                let others: Vec<String> =
                    wanted.iter().filter(|other| *other != word && known.contains(other)).cloned().collect();
                Ok(if others.is_empty() { Err("word") } else { Ok(mover(Moves::Words(others))) })
            }
            (CellValue::Day(_), _) => Ok(Err("day")),
            _ => Ok(Err("missing")),
        }
    }

    /// Chooses among words.
    pub(super) fn is_words(&self) -> bool {
        matches!(self.moves, Moves::Words(_))
    }

    /// Every number of its range is allowed.
    pub(super) fn is_free(&self) -> bool {
        matches!(&self.moves, Moves::Number { step: None, .. })
    }

    /// The step leaves at most `points` numbers.
    pub(super) fn has_few(&self, points: usize) -> bool {
        match &self.moves {
            Moves::Number { step: Some(step), low, high, .. } => (high - low) / step <= points as f64,
            _ => false,
        }
    }

    /// What a new value costs.
    pub(super) fn cost(&self, value: &CellValue) -> f64 {
        match (&self.moves, value) {
            (Moves::Number { own, spread, .. }, CellValue::Number(x)) => (x - own).abs() / spread,
            _ if *value == self.own => 0.0,
            _ => 1.0,
        }
    }

    /// The least and the greatest move down, and the same up: where a move may begin and end. None where it may not go.
    pub(super) fn sides(&self) -> [Option<(f64, f64)>; 2] {
        let Moves::Number { own, low, high, direction, .. } = &self.moves else { return [None, None] };
        let down = (*direction != MoveDirection::Up && low < own).then(|| (own.min(*high), *low));
        let up = (*direction != MoveDirection::Down && high > own).then(|| (own.max(*low), *high));
        [down, up]
    }

    /// A number on the way to `far`, as far as the step of the column asks; `None` where no allowed number is left.
    pub(super) fn snapped(&self, x: f64) -> Option<f64> {
        let Moves::Number { own, low, high, step, .. } = &self.moves else { return None };
        if x == *own || x.is_nan() {
            return None;
        }
        let Some(step) = step else { return Some(x.clamp(*low, *high)).filter(|x| x != own) };
        // Written so that a step of 0.1 gives 0.3, not 0.30000000000000004.
        let per = (1.0 / step).round();
        let times = |count: f64| if (per * step - 1.0).abs() < 1e-9 { count / per } else { count * step };
        let down = x < *own;
        let outward = times(if down { (x / step).floor() } else { (x / step).ceil() });
        let inside = |x: &f64| (*low..=*high).contains(x) && if down { x < own } else { x > own };
        let inward = times(if down { (low / step).ceil() } else { (high / step).floor() });
        [outward, inward].into_iter().find(inside)
    }

    /// New values, the cheapest first: at most `points` a side, words all.
    pub(super) fn choices(&self, points: usize) -> Vec<Choice> {
        let values: Vec<CellValue> = match &self.moves {
            Moves::Words(words) => words.iter().cloned().map(CellValue::Word).collect(),
            Moves::Number { .. } => {
                let mut numbers: Vec<f64> = Vec::new();
                for (near, far) in self.sides().into_iter().flatten() {
                    let at = |i: usize| if i == points { far } else { near + (far - near) * i as f64 / points as f64 };
                    numbers.extend((0..=points).map(at).filter_map(|x| self.snapped(x)));
                }
                numbers.sort_by(f64::total_cmp);
                numbers.dedup();
                numbers.into_iter().map(CellValue::Number).collect()
            }
        };
        let mut choices: Vec<Choice> = values
            .into_iter()
            .map(|value| Choice { cost: self.cost(&value), value })
            .filter(|choice| choice.cost > 0.0 && choice.cost.is_finite())
            .collect();
        choices.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        choices
    }
}
