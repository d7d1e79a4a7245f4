//! A column as a small picture: what a page draws, in plain data.

use serde::Serialize;

use crate::math::order::{quantile, sort};
use crate::record::{Cells, Column, NO_DAY, date_of};

/// Bins of numbers and of days.
pub const BINS: usize = 20;
/// Words that are counted by name.
const MOST_WORDS: usize = 20;

/// What a column looks like.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Picture {
    /// Numbers.
    Number {
        /// Rows without a value.
        missing: usize,
        /// Different values.
        different: usize,
        /// Their quantiles; none where there is no value.
        quantiles: Option<Quantiles>,
        /// Edges of the bins, one more than counts: 21; two where all values are one, none where there is none.
        edges: Vec<f64>,
        /// Rows a bin: from its edge on, below the next one; the last bin holds its end, too.
        counts: Vec<usize>,
    },
    /// Words.
    Word {
        /// Rows without a word.
        missing: usize,
        /// Different words.
        different: usize,
        /// The most frequent, at most 20; of equally frequent words the one of the earlier row first.
        most: Vec<WordCount>,
        /// Rows of all other words.
        rest: usize,
    },
    /// Days.
    Day {
        /// Rows without a day.
        missing: usize,
        /// Different days.
        different: usize,
        /// The first, as 2020-01-31.
        first: Option<String>,
        /// The last.
        last: Option<String>,
        /// Rows in 20 equal spans from the first to the last; one span where all days are one.
        counts: Vec<usize>,
    },
}

/// Quantiles of numbers, between two neighbours in a straight line (the default of numpy and R).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Quantiles {
    /// The least.
    pub least: f64,
    /// 1 % lie below.
    pub low1: f64,
    /// 25 % lie below.
    pub low25: f64,
    /// Half lie below.
    pub median: f64,
    /// 75 % lie below.
    pub high75: f64,
    /// 99 % lie below.
    pub high99: f64,
    /// The greatest.
    pub greatest: f64,
}

/// A word and its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct WordCount {
    /// The word.
    pub word: String,
    /// How many rows.
    pub rows: usize,
}

/// Draws one column.
pub fn picture(column: &Column) -> Picture {
    match &column.cells {
        Cells::Numbers(values) => of_numbers(values),
        Cells::Words { codes, words } => of_words(codes, words),
        Cells::Days(days) => of_days(days),
    }
}

fn of_numbers(values: &[f64]) -> Picture {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    sort(&mut sorted);
    let at = |share: f64| quantile(&sorted, share);
    let quantiles = sorted.first().zip(sorted.last()).map(|(least, greatest)| Quantiles {
        least: *least,
        low1: at(0.01),
        low25: at(0.25),
        median: at(0.5),
        high75: at(0.75),
        high99: at(0.99),
        greatest: *greatest,
    });
    let (mut edges, mut counts) = (Vec::new(), Vec::new());
    if let Some(Quantiles { least, greatest, .. }) = quantiles {
        let bins = if least < greatest { BINS } else { 1 };
        let share = |at: usize| at as f64 / bins as f64;
        // Halves: the width of the widest range is no number.
        edges.extend((0..=bins).map(|at| 2.0 * (0.5 * least + (0.5 * greatest - 0.5 * least) * share(at))));
        if let Some(last) = edges.last_mut() {
            *last = greatest;
        }
        let inner = edges.get(1..bins).unwrap_or_default();
        let mut from = 0;
        for edge in inner.iter().copied().chain([f64::INFINITY]) {
            let to = sorted.partition_point(|x| *x < edge);
            counts.push(to.saturating_sub(from));
            from = to.max(from);
        }
    }
    let different = sorted.chunk_by(|a, b| a == b).count();
    Picture::Number { missing: values.len() - sorted.len(), different, quantiles, edges, counts }
}

fn of_words(codes: &[u32], words: &[String]) -> Picture {
    let mut rows = vec![0_usize; words.len()];
    let mut filled = 0;
    for code in codes {
        if let Some(rows) = rows.get_mut(*code as usize) {
            *rows += 1;
            filled += 1;
        }
    }
    let mut order: Vec<(usize, &String)> = rows.into_iter().zip(words).filter(|(rows, _)| *rows > 0).collect();
    let different = order.len();
    order.sort_by(|a, b| b.0.cmp(&a.0));
    let most: Vec<WordCount> =
        order.iter().take(MOST_WORDS).map(|(rows, word)| WordCount { word: (*word).clone(), rows: *rows }).collect();
    let rest = filled - most.iter().map(|word| word.rows).sum::<usize>();
    Picture::Word { missing: codes.len() - filled, different, most, rest }
}

fn of_days(days: &[i32]) -> Picture {
    let mut sorted: Vec<i32> = days.iter().copied().filter(|day| *day != NO_DAY).collect();
    sorted.sort_unstable();
    let mut counts = Vec::new();
    if let (Some(first), Some(last)) = (sorted.first().copied().map(i64::from), sorted.last().copied().map(i64::from)) {
        let span = last - first + 1;
        counts = vec![0; if span > 1 { BINS } else { 1 }];
        let bins = i64::try_from(counts.len()).unwrap_or(1);
        for day in &sorted {
            let place = usize::try_from((i64::from(*day) - first) * bins / span).unwrap_or(0);
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
    }
    let text = |day: Option<&i32>| day.and_then(|day| date_of(*day)).map(|date| date.to_string());
    let (first, last) = (text(sorted.first()), text(sorted.last()));
    let missing = days.len() - sorted.len();
    sorted.dedup();
    Picture::Day { missing, different: sorted.len(), first, last, counts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::NO_WORD;

    fn of(cells: Cells) -> Picture {
        picture(&Column { name: "x".to_owned(), cells })
    }

    #[test]
    fn numbers_are_counted_in_bins() {
        let mut values: Vec<f64> = (0..=100).map(f64::from).collect();
        values.push(f64::NAN);
        let Picture::Number { missing, different, quantiles, edges, counts } = of(Cells::Numbers(values)) else {
            panic!("numbers")
        };
        assert_eq!((missing, different, edges.len(), counts.len()), (1, 101, 21, 20));
        assert_eq!(counts.iter().sum::<usize>(), 101);
        assert_eq!((counts[0], counts[19]), (5, 6));
        let q = quantiles.unwrap();
        let all = [q.least, q.low1, q.low25, q.median, q.high75, q.high99, q.greatest];
        assert_eq!(all, [0.0, 1.0, 25.0, 50.0, 75.0, 99.0, 100.0]);
    }

    #[test]
    fn hard_columns_have_a_picture() {
        for (values, bins) in
            [(vec![], 0), (vec![f64::NAN; 3], 0), (vec![4.0; 3], 1), (vec![-1e308, 1e308, f64::INFINITY], 20)]
        {
            let rows = values.iter().filter(|x| x.is_finite()).count();
            let Picture::Number { edges, counts, .. } = of(Cells::Numbers(values)) else { panic!("numbers") };
            assert_eq!((counts.len(), counts.iter().sum::<usize>()), (bins, rows));
            assert!(edges.iter().all(|edge| edge.is_finite()) && edges.windows(2).all(|pair| pair[0] <= pair[1]));
        }
        let Picture::Day { first, counts, .. } = of(Cells::Days(vec![NO_DAY; 2])) else { panic!("days") };
        assert_eq!((first, counts.len()), (None, 0));
    }

    #[test]
    fn words_and_days() {
        let words: Vec<String> = (0..30).map(|i| format!("w{i}")).collect();
        let mut codes: Vec<u32> = (0..30).collect();
        codes.extend([7, 7, NO_WORD]);
        let Picture::Word { missing, different, most, rest } = of(Cells::Words { codes, words }) else {
            panic!("words")
        };
        assert_eq!((missing, different, most.len(), rest), (1, 30, 20, 10));
        assert_eq!((most[0].word.as_str(), most[0].rows, most[1].word.as_str()), ("w7", 3, "w0"));
        let Picture::Day { missing, different, first, last, counts } = of(Cells::Days(vec![0, 18_321, 0, NO_DAY]))
        else {
            panic!("days")
        };
        assert_eq!((missing, different), (1, 2));
        assert_eq!((first.as_deref(), last.as_deref()), (Some("1970-01-01"), Some("2020-02-29")));
        assert_eq!((counts[0], counts[19], counts.len()), (2, 1, 20));
    }
}
