//! What the table was like that a model was trained on, so that a later table can be held against it and people be explained
//! without it: no row of it, only counts of each column and figures of whole columns.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::file::broken;
use crate::error::Error;
use crate::explain::model::Background;
use crate::prepare::pipeline::FEW;
use crate::record::{Cells, Frame, NO_DAY};

/// Parts of a column of numbers.
const PARTS: usize = 10;
/// Words that are counted each; rarer ones are counted together.
const MOST_WORDS: usize = 50;

/// The table, column by column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrainingTable {
    /// Rows that counted.
    pub rows: usize,
    /// The predictors.
    pub columns: Vec<ColumnSummary>,
    /// Answers for rows that the model did not see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Spread>,
    /// What explanations need of it; files of before 29 November 2026 have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<Background>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ColumnSummary {
    /// Its name.
    pub name: String,
    /// Rows without a cell.
    pub missing: usize,
    /// The cells that are there.
    pub spread: Spread,
}

/// How often what stands in a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "kind", deny_unknown_fields)]
pub enum Spread {
    /// Numbers; of days, days since 1970-01-01.
    Numbers {
        /// The cells are days.
        day: bool,
        /// The fifth least; absent where the ends would overlap.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<f64>,
        /// The fifth greatest; the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<f64>,
        /// Where parts end, rising: tenths of the rows, fewer where many rows are alike. An edge belongs to the part below.
        edges: Vec<f64>,
        /// Rows of each part; one more than edges.
        counts: Vec<usize>,
    },
    /// Words.
    Words {
        /// The most frequent, at most 50, each in five rows or more.
        words: Vec<String>,
        /// Rows of each.
        counts: Vec<usize>,
        /// Rows of any other word.
        others: usize,
    },
}

impl TrainingTable {
    /// Counts the columns of a table; `answers` are those for rows that the model did not see.
    pub fn of(frame: &Frame, answers: &[f64]) -> Self {
        let column = |column: &crate::record::Column| ColumnSummary {
            name: column.name.clone(),
            missing: (0..frame.rows()).filter(|row| column.cells.is_missing(*row)).count(),
            spread: Spread::of(&column.cells),
        };
        let answers = (!answers.is_empty()).then(|| Spread::of_numbers(answers.to_vec(), false));
        Self { rows: frame.rows(), columns: frame.columns().iter().map(column).collect(), answers, background: None }
    }

    /// Whether a table has these very counts: it is the one that was counted, or a copy of it.
    pub fn is_of(&self, frame: &Frame) -> bool {
        frame.rows() == self.rows && Self::of(frame, &[]).columns == self.columns
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&ColumnSummary> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Refuses counts that do not add up.
    ///
    /// # Errors
    ///
    /// `modelFile.broken`.
    pub fn check(&self) -> Result<(), Error> {
        for column in &self.columns {
            let rows = column.spread.rows().and_then(|rows| rows.checked_add(column.missing));
            if !column.spread.holds() || rows.is_none_or(|rows| rows > self.rows) {
                return Err(broken("training").with("name", &column.name));
            }
        }
        if self.answers.as_ref().is_some_and(|answers| !answers.holds() || answers.rows().is_none()) {
            return Err(broken("training").with("name", "answers"));
        }
        Ok(())
    }
}

impl Spread {
    /// Of the cells of a column.
    pub fn of(cells: &Cells) -> Self {
        match cells {
            Cells::Numbers(numbers) => Self::of_numbers(numbers.clone(), false),
            Cells::Days(days) => {
                Self::of_numbers(days.iter().filter(|day| **day != NO_DAY).map(|day| f64::from(*day)).collect(), true)
            }
            Cells::Words { codes, words } => {
                let mut found = vec![0_usize; words.len()];
                for code in codes {
                    found.get_mut(*code as usize).into_iter().for_each(|count| *count += 1);
                }
                let mut order: Vec<(usize, &String)> = found.into_iter().zip(words).filter(|(n, _)| *n > 0).collect();
                order.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
                let named = order.iter().take(MOST_WORDS).take_while(|(count, _)| *count >= FEW).count();
                let others = order.iter().skip(named).map(|(count, _)| count).sum();
                let kept = order.iter().take(named);
                Self::Words {
                    words: kept.clone().map(|(_, word)| (*word).clone()).collect(),
                    counts: kept.map(|(count, _)| *count).collect(),
                    others,
                }
            }
        }
    }

    /// Of numbers; what is not finite is left out.
    pub(super) fn of_numbers(mut numbers: Vec<f64>, day: bool) -> Self {
        numbers.retain(|x| x.is_finite());
        numbers.sort_by(f64::total_cmp);
        let most = numbers.last().copied();
        let from_end = FEW.min(numbers.len());
        let ends = (numbers.get(from_end.wrapping_sub(1)), numbers.get(numbers.len() - from_end));
        let at = |part: usize| numbers.get(part * numbers.len() / PARTS).copied();
        let mut edges: Vec<f64> = (1..PARTS).filter_map(at).collect();
        edges.dedup();
        // The last part holds at least the greatest number.
        edges.retain(|edge| most.is_some_and(|most| *edge < most));
        let counts = parts(&edges, &numbers);
        let (low, high) = (ends.0.copied(), ends.1.copied());
        // So few rows that they overlap have no ends that could be told.
        let (least, most) = if low <= high { (low, high) } else { (None, None) };
        Self::Numbers { day, least, most, edges, counts }
    }

    /// Rows with a cell; none where they cannot be counted.
    pub fn rows(&self) -> Option<usize> {
        let sum = |counts: &[usize]| counts.iter().try_fold(0_usize, |sum, count| sum.checked_add(*count));
        match self {
            Self::Numbers { counts, .. } => sum(counts),
            Self::Words { counts, others, .. } => sum(counts)?.checked_add(*others),
        }
    }

    /// Rows of each part of the other column, parted as this one; `None` where they are of two kinds. Words that this one
    /// does not name are counted together, at the end, in both.
    pub(super) fn parted(&self, cells: &Cells) -> Option<(Vec<usize>, Vec<usize>)> {
        match (self, cells) {
            (Self::Numbers { day: false, edges, counts, .. }, Cells::Numbers(numbers)) => {
                Some((counts.clone(), parts(edges, numbers)))
            }
            (Self::Numbers { day: true, edges, counts, .. }, Cells::Days(days)) => {
                let days: Vec<f64> = days.iter().filter(|day| **day != NO_DAY).map(|day| f64::from(*day)).collect();
                Some((counts.clone(), parts(edges, &days)))
            }
            (Self::Words { words, counts, others }, Cells::Words { codes, words: found }) => {
                let places: BTreeMap<&str, usize> = words.iter().map(String::as_str).zip(0..).collect();
                let place = |word: &String| places.get(word.as_str()).copied().unwrap_or(words.len());
                let of: Vec<usize> = found.iter().map(place).collect();
                let mut now = vec![0; words.len() + 1];
                for place in codes.iter().filter_map(|code| of.get(*code as usize)) {
                    now.get_mut(*place).into_iter().for_each(|count| *count += 1);
                }
                Some((counts.iter().copied().chain([*others]).collect(), now))
            }
            _ => None,
        }
    }

    fn holds(&self) -> bool {
        match self {
            Self::Numbers { least, most, edges, counts, .. } => {
                let finite = edges.iter().chain(least).chain(most).all(|x| x.is_finite());
                let rising = edges.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
                finite && rising && counts.len() == edges.len() + 1 && edges.len() < 1000
            }
            Self::Words { words, counts, .. } => words.len() == counts.len() && words.len() <= 1000,
        }
    }
}

/// Finite numbers of each part.
fn parts(edges: &[f64], numbers: &[f64]) -> Vec<usize> {
    let mut counts = vec![0; edges.len() + 1];
    for x in numbers.iter().filter(|x| x.is_finite()) {
        let part = edges.partition_point(|edge| edge < x);
        counts.get_mut(part).into_iter().for_each(|count| *count += 1);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::NO_WORD;

    #[test]
    fn tenths_hold_a_tenth_each_and_alike_numbers_stay_together() {
        let Spread::Numbers { edges, counts, least, most, .. } =
            Spread::of_numbers((0..1000).map(f64::from).collect(), false)
        else {
            panic!()
        };
        // The ends are nobody's alone.
        assert_eq!((edges.len(), least, most), (9, Some(4.0), Some(995.0)));
        assert!(counts.iter().all(|count| (99..=101).contains(count)), "{counts:?}");
        let yes_no = Spread::of_numbers(vec![0.0, 1.0, 0.0, 1.0, 1.0, f64::NAN, f64::INFINITY], false);
        assert!(matches!(&yes_no, Spread::Numbers { edges, counts, .. } if *edges == [0.0] && *counts == [2, 3]));
        let none = Spread::of_numbers(Vec::new(), false);
        assert!(none.holds() && none.rows() == Some(0));
    }

    #[test]
    fn rare_words_are_counted_together() {
        let words: Vec<String> = (0..60).map(|i| format!("w{i:02}")).collect();
        // Each five times, two fewer, one more often, and one row without a word.
        let often = (0..60).flat_map(|i| std::iter::repeat_n(i, if i < 2 { 4 } else { 5 }));
        let codes = often.chain([NO_WORD, 7, 7]).collect();
        let cells = Cells::Words { codes, words };
        let spread = Spread::of(&cells);
        let Spread::Words { words, counts, others } = &spread else { panic!() };
        assert_eq!((words.len(), words[0].as_str(), counts[0], *others), (50, "w07", 7, 48));
        assert!(!words.contains(&"w00".to_owned()));
        let (then, now) = spread.parted(&cells).unwrap();
        assert_eq!(then, now);
        assert!(spread.parted(&Cells::Numbers(vec![1.0])).is_none());
    }
}
