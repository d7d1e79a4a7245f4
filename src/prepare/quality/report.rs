//! The whole report.

use serde::Serialize;

use super::column::{ColumnQuality, Known, look};
use super::criteria::{SizeTold, most_parameters, size_told};
use super::leak::{Leak, of_event, of_number};
use super::rows::{Pattern, RowPair, doubles, near_doubles, patterns};
use super::size::Anticipated;
use crate::record::Frame;

/// The outcome, one entry a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target<'d> {
    /// A number.
    Continuous(&'d [f64]),
    /// 1 where it happened, 0 where it did not.
    Binary(&'d [f64]),
    /// When it happened, or until when it had not.
    Survival {
        /// Time of the event or of the last look.
        time: &'d [f64],
        /// Whether it happened then.
        event: &'d [bool],
        /// When the prediction is for.
        horizon: f64,
    },
}

/// What is told of the outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OutcomeQuality {
    /// Rows with an outcome.
    pub rows: usize,
    /// Rows where it happened; of a number, the rows.
    pub events: usize,
    /// What a model of the parameters named needs, or of as many as there are usable columns.
    pub needed: Option<SizeTold>,
    /// The most parameters that these rows support.
    pub most_parameters: usize,
    /// Columns that know the outcome.
    pub leaks: Vec<Leak>,
}

/// What is told of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Quality {
    /// Rows.
    pub rows: usize,
    /// Each column.
    pub columns: Vec<ColumnQuality>,
    /// Cells that are missing together, the most frequent first, at most 50.
    pub patterns: Vec<Pattern>,
    /// Rows that repeat an earlier one; at most 100,000 are looked for.
    pub double_rows: usize,
    /// The first of them, at most 1,000.
    pub doubles: Vec<RowPair>,
    /// Pairs of rows that differ in one or two cells; at most some 100,000 are looked for.
    pub near_double_pairs: usize,
    /// The first of them, at most 1,000.
    pub near_doubles: Vec<RowPair>,
}

/// Where nobody says how well the model will predict: so much of the greatest R². A careful guess of our own to be
/// changed by whoever knows an earlier model.
const SHARE_OF_MOST: f64 = 0.15;

/// Pairs of rows that are named.
const NAMED: usize = 1000;
/// A column of more different values is one in which people seldom agree by chance.
const RICH: usize = 20;

/// Looks at a table. `known` has one entry a column.
pub fn quality(frame: &Frame, known: &[Known<'_>]) -> Quality {
    let columns = looked(frame, known);
    let ids: Vec<bool> = columns.iter().map(|column| column.id).collect();
    let rich = columns.iter().filter(|c| !c.id && c.different > RICH).count();
    let (mut doubles, mut near_doubles) = (doubles(frame, &ids), near_doubles(frame, &ids, rich));
    let (double_rows, near_double_pairs) = (doubles.len(), near_doubles.len());
    doubles.truncate(NAMED);
    near_doubles.truncate(NAMED);
    let patterns = patterns(frame, 50);
    Quality { rows: frame.rows(), columns, patterns, double_rows, doubles, near_double_pairs, near_doubles }
}

fn looked(frame: &Frame, known: &[Known<'_>]) -> Vec<ColumnQuality> {
    let of = |at: usize| known.get(at).copied().unwrap_or_default();
    frame.columns().iter().enumerate().map(|(at, column)| look(column, of(at))).collect()
}

/// Looks at an outcome and what knows it. `frame` has columns that may be predictors, `known` one entry for each;
/// `parameters` are those that a model is to learn, where somebody knows.
pub fn outcome_quality(
    frame: &Frame,
    known: &[Known<'_>],
    target: Target<'_>,
    parameters: Option<usize>,
) -> OutcomeQuality {
    let rows = frame.rows();
    let events: Option<Vec<bool>> = match target {
        Target::Binary(y) => Some(y.iter().map(|y| *y == 1.0).collect()),
        Target::Survival { event, .. } => Some(event.to_vec()),
        Target::Continuous(_) => None,
    }
    .filter(|events| events.len() == rows);
    let leaks = frame.columns().iter().filter_map(|column| match (&events, target) {
        (Some(events), _) => of_event(column, events),
        (None, Target::Continuous(y)) => of_number(column, y),
        _ => None,
    });
    let leaks = leaks.collect();
    let usable = || looked(frame, known).iter().filter(|column| !column.id && !column.constant).count();
    let parameters = parameters.unwrap_or_else(usable);
    let (rows, events, expected) = match target {
        Target::Continuous(y) => {
            let there: Vec<f64> = y.iter().copied().filter(|y| y.is_finite()).collect();
            let n = there.len().max(1) as f64;
            let mean = there.iter().sum::<f64>() / n;
            let variance = there.iter().fold(0.0, |sum, y| sum + (y - mean) * (y - mean)) / n;
            let deviation = crate::math::sqrt(variance);
            (there.len(), there.len(), Anticipated::Continuous { r_squared: 0.0, mean, deviation })
        }
        Target::Binary(y) => {
            let rows = y.iter().filter(|y| y.is_finite()).count();
            let events = y.iter().filter(|y| **y == 1.0).count();
            let share = events as f64 / rows.max(1) as f64;
            (rows, events, Anticipated::Binary { r_squared: 0.0, share })
        }
        Target::Survival { time, event, horizon } => {
            let there = time.iter().zip(event).filter(|(t, _)| t.is_finite());
            let (rows, events, sum) =
                there.fold((0, 0, 0.0), |(n, e, sum), (t, event)| (n + 1, e + usize::from(*event), sum + t));
            let follow_up = sum / f64::from(u32::try_from(rows).unwrap_or(u32::MAX)).max(1.0);
            let rate = events as f64 / sum;
            (rows, events, Anticipated::Survival { r_squared: 0.0, rate, horizon, follow_up })
        }
    };
    let expected = expected.with_share_of_most(SHARE_OF_MOST);
    OutcomeQuality {
        rows,
        events,
        needed: size_told(expected, parameters, rows),
        most_parameters: most_parameters(expected, rows),
        leaks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Cells, Column};

    #[test]
    fn the_report_holds_together() {
        let y: Vec<f64> = (0..200).map(|i| f64::from(u8::from(i % 4 == 0))).collect();
        let x = (0..200).map(|i| if i % 9 == 0 { f64::NAN } else { f64::from(i * 37 % 101) }).collect();
        let columns =
            [("y", y.clone()), ("x", x), ("proxy", y.iter().map(|y| y * 2.0).collect()), ("same", vec![1.0; 200])];
        let made = columns.map(|(name, list)| Column { name: name.to_owned(), cells: Cells::Numbers(list) });
        let frame = Frame::new(made.to_vec()).unwrap();
        assert_eq!(quality(&frame, &[]).patterns.len(), 2);
        let frame = Frame::new(frame.columns().get(1..).unwrap().to_vec()).unwrap();
        let outcome = outcome_quality(&frame, &[], Target::Binary(&y), None);
        assert_eq!(outcome.leaks.iter().map(|leak| leak.column.as_str()).collect::<Vec<_>>(), ["proxy"]);
        assert_eq!((outcome.rows, outcome.events), (200, 50));
        assert!(outcome.needed.unwrap().people > 200);
        let empty = outcome_quality(&Frame::default(), &[], Target::Binary(&[]), Some(3));
        assert_eq!((empty.rows, empty.most_parameters), (0, 0));
    }
}
