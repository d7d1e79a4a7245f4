//! Whether a column of another table is what the pipeline was fitted on; which words it does not know.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::fitted::{FittedColumn, FittedPipeline, Source};
use crate::record::{Cells, NO_DAY, NO_WORD};

impl Source {
    /// The words that are known, where there are any.
    pub(super) fn words(&self) -> Option<&[String]> {
        match self {
            Self::Number { .. } => None,
            Self::OneHot { words, .. } | Self::Lookup { words, .. } => Some(words),
        }
    }

    /// Words of cells that are not known, with how many rows have each, the most frequent first.
    pub(crate) fn new_words(&self, cells: &Cells) -> Vec<(String, usize)> {
        let (Some(known), Cells::Words { codes, words }) = (self.words(), cells) else { return Vec::new() };
        let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
        let mut counts = vec![0_usize; words.len()];
        for code in codes {
            counts.get_mut(*code as usize).into_iter().for_each(|count| *count += 1);
        }
        let fresh = |(word, count): &(&String, usize)| *count > 0 && !known.contains(word.as_str());
        let mut new: Vec<(String, usize)> =
            words.iter().zip(counts).filter(fresh).map(|(word, count)| (word.clone(), count)).collect();
        new.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        new
    }

    /// The cells as they were while fitting; `None` where they hold something else.
    ///
    /// A column without any value may have any type. Numbers stand for words where at least one of them is a known word:
    /// a short table may hold only the words that look like numbers.
    pub(crate) fn fits<'c>(&self, cells: &'c Cells) -> Option<Cow<'c, Cells>> {
        match (self, cells) {
            (Self::Number { day: false, .. }, Cells::Numbers(_))
            | (Self::Number { day: true, .. }, Cells::Days(_))
            | (Self::OneHot { .. } | Self::Lookup { .. }, Cells::Words { .. }) => Some(Cow::Borrowed(cells)),
            _ if (0..cells.len()).all(|row| cells.is_missing(row)) => Some(Cow::Owned(match self {
                Self::Number { day: false, .. } => Cells::Numbers(vec![f64::NAN; cells.len()]),
                Self::Number { day: true, .. } => Cells::Days(vec![NO_DAY; cells.len()]),
                _ => Cells::Words { codes: vec![NO_WORD; cells.len()], words: Vec::new() },
            })),
            (Self::OneHot { words, .. } | Self::Lookup { words, .. }, Cells::Numbers(values)) => {
                let numbers = as_words(values);
                let known =
                    matches!(&numbers, Cells::Words { words: found, .. } if found.iter().any(|w| words.contains(w)));
                known.then_some(Cow::Owned(numbers))
            }
            _ => None,
        }
    }
}

/// Numbers as a table writes them: 1, 2.5.
fn as_words(values: &[f64]) -> Cells {
    let mut places = BTreeMap::<u64, u32>::new();
    let mut words = Vec::new();
    let mut code = |x: &f64| {
        if x.is_nan() {
            return NO_WORD;
        }
        // −0 and 0 are one.
        *places.entry((x + 0.0).to_bits()).or_insert_with(|| {
            words.push((x + 0.0).to_string());
            u32::try_from(words.len() - 1).unwrap_or(NO_WORD)
        })
    };
    let codes = values.iter().map(&mut code).collect();
    Cells::Words { codes, words }
}

impl FittedPipeline {
    /// The cells of a column of a table as they count and as they were while fitting; `None` where they hold something else.
    pub(crate) fn counted<'c>(&self, column: &FittedColumn, cells: &'c Cells) -> Option<Cow<'c, Cells>> {
        let Some(mend) = self.mends.get(&column.name) else { return column.source.fits(cells) };
        let (Some(known), Cells::Numbers(values)) = (column.source.words(), cells) else {
            return column.source.fits(&mend.cells(cells)).map(|cells| Cow::Owned(cells.into_owned()));
        };
        // Numbers that were words, some of which count as another.
        let mended = mend.cells(&as_words(values));
        let is_known = |word: &String| known.contains(word);
        let any = match &mended {
            Cells::Words { codes, words } => codes.iter().any(|code| words.get(*code as usize).is_some_and(is_known)),
            _ => false,
        };
        if any { Some(Cow::Owned(mended)) } else { column.source.fits(cells) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare::pipeline::{Encode, FittedPipeline, PipelineSettings};
    use crate::record::{Column, Frame};

    fn frame(columns: Vec<(&str, Cells)>) -> Frame {
        Frame::new(columns.into_iter().map(|(name, cells)| Column { name: name.to_owned(), cells }).collect()).unwrap()
    }

    fn words(list: &[&str]) -> Cells {
        let codes = (0_u32..).zip(list).map(|(code, _)| code).collect();
        Cells::Words { codes, words: list.iter().map(|word| (*word).to_owned()).collect() }
    }

    fn fitted(encode: Encode) -> FittedPipeline {
        let train = frame(vec![
            ("x", Cells::Numbers([1.0, 2.0, 4.0, 8.0].repeat(5))),
            (
                "w",
                Cells::Words { codes: [0, 1, 2, 3].repeat(5), words: ["1", "2", "x", "y"].map(str::to_owned).to_vec() },
            ),
            ("d", Cells::Days([0, 100, 900, 901].repeat(5))),
        ]);
        let mut settings = PipelineSettings::of(["x", "w", "d"]);
        settings.columns[1].encode = encode;
        settings.columns[0].indicator = true;
        settings.interactions = vec![["x".to_owned(), "w".to_owned()]];
        let rows: Vec<u32> = (0..20).collect();
        settings.check().unwrap().fit(&train, &rows, Some(&[0.0, 1.0, 1.0, 0.0].repeat(5))).unwrap().0
    }

    #[test]
    fn each_made_column_knows_where_it_comes_from() {
        let fitted = fitted(Encode::OneHot);
        assert_eq!(fitted.names[..5], ["x", "w = 2", "w = x", "w = y", "d"]);
        let from: Vec<_> = fitted.origins().iter().map(|origin| (origin.column, origin.with)).collect();
        assert_eq!(from[..5], [(0, None), (1, None), (1, None), (1, None), (2, None)]);
        assert_eq!(from[5..], [(0, Some(1)); 3]);
        assert_eq!(fitted.origins().len(), fitted.names.len());
    }

    #[test]
    fn a_new_word_is_told_and_counts_as_none() {
        let new = frame(vec![
            ("x", Cells::Numbers(vec![1.0, 1.0])),
            ("w", words(&["z", "2"])),
            ("d", Cells::Days(vec![5, 5])),
        ]);
        let of = Encode::Target { smooth: 0.0, folds: 2 };
        for (encode, expected) in [(Encode::OneHot, None), (of, Some(0.0))] {
            let fitted = fitted(encode);
            let cells = |at: usize| &new.columns()[at].cells;
            assert_eq!(fitted.columns[1].source.new_words(cells(1)), [("z".to_owned(), 1)]);
            assert!(fitted.columns[0].source.new_words(cells(0)).is_empty());
            let matrix = fitted.transform(&new).unwrap();
            let at = fitted.names.iter().position(|name| name == "w");
            assert_eq!(at.map(|at| matrix.column(at)[0]), expected, "the mean of all is the centre");
        }
    }

    #[test]
    fn another_type_is_refused_and_an_empty_column_is_not() {
        let fitted = fitted(Encode::OneHot);
        let days = || Cells::Days(vec![5, 5]);
        let table = |x: Cells, w: Cells, d: Cells| fitted.transform(&frame(vec![("x", x), ("w", w), ("d", d)]));
        let (x, none) = (|| Cells::Numbers(vec![1.0, 2.0]), || Cells::Numbers(vec![f64::NAN; 2]));
        for (result, column) in [
            (table(words(&["a", "b"]), words(&["x", "y"]), days()), "x"),
            (table(x(), Cells::Numbers(vec![7.0, 8.0]), days()), "w"),
            (table(x(), words(&["x", "y"]), x()), "d"),
        ] {
            let error = result.unwrap_err();
            assert_eq!((error.key.as_str(), error.args["column"].as_str()), ("pipeline.kind", column));
        }
        let filled = table(x(), none(), none()).unwrap();
        assert!(filled.values().iter().all(|x| x.is_finite()));
        assert_eq!(table(x(), Cells::Numbers(vec![2.0, 1.0]), days()), table(x(), words(&["2", "1"]), days()));
        let error = fitted.transform(&frame(vec![("x", x())])).unwrap_err();
        assert_eq!((error.key.as_str(), error.args["column"].as_str()), ("pipeline.noColumn", "w"));
    }
}
