//! A table brought to the kinds of column that a model reads: a file of ten rows may hold codes as numbers where the
//! training table had words, or words where a cell is odd.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::prepare::pipeline::{FittedPipeline, Source};
use crate::record::{Cells, Column, Frame, NO_WORD};

/// A column that was read as another kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Turned {
    /// Its name.
    pub column: String,
    /// Filled cells that say nothing in the other kind; they count as missing.
    pub lost: usize,
}

/// The table as a pipeline reads it, and what was turned.
///
/// # Errors
///
/// `modelFile.lacksColumns` naming every column that is not there; `pipeline.kind` for days where numbers or words are
/// needed, or the other way round.
pub fn suited(pipeline: &FittedPipeline, frame: &Frame) -> Result<(Frame, Vec<Turned>), Error> {
    let lacks: Vec<&str> = pipeline
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .filter(|name| frame.column(name).is_none())
        .collect();
    if !lacks.is_empty() {
        return Err(Error::new(Kind::Value, "modelFile.lacksColumns").with("columns", lacks.join(", ")));
    }
    let mut turned = Vec::new();
    let mut columns = Vec::new();
    for column in frame.columns() {
        let wanted = pipeline.columns.iter().find(|wanted| wanted.name == column.name);
        let cells = match (wanted.map(|wanted| &wanted.source), &column.cells) {
            (None, cells) => cells.clone(),
            (Some(Source::Number { day: false, .. }), Cells::Numbers(_))
            | (Some(Source::Number { day: true, .. }), Cells::Days(_))
            | (Some(Source::OneHot { .. } | Source::Lookup { .. }), Cells::Words { .. }) => column.cells.clone(),
            (Some(Source::Number { day, .. }), cells) => {
                let (cells, lost) = to_numbers(cells, *day).ok_or_else(|| wrong_kind(&column.name))?;
                turned.push(Turned { column: column.name.clone(), lost });
                cells
            }
            (Some(_), Cells::Numbers(numbers)) => {
                turned.push(Turned { column: column.name.clone(), lost: 0 });
                to_words(numbers)
            }
            (Some(_), Cells::Days(_)) => return Err(wrong_kind(&column.name)),
        };
        columns.push(Column { name: column.name.clone(), cells });
    }
    Ok((Frame::new(columns).unwrap_or_default(), turned))
}

fn wrong_kind(column: &str) -> Error {
    Error::new(Kind::Value, "pipeline.kind").with("column", column)
}

/// Words as numbers, or a column of no cell as days; and how many say nothing.
fn to_numbers(cells: &Cells, day: bool) -> Option<(Cells, usize)> {
    let rows = cells.len();
    if (0..rows).all(|row| cells.is_missing(row)) {
        let none =
            if day { Cells::Days(vec![crate::record::NO_DAY; rows]) } else { Cells::Numbers(vec![f64::NAN; rows]) };
        return Some((none, 0));
    }
    let Cells::Words { codes, words } = cells else { return None };
    if day {
        return None;
    }
    let number = |word: &String| word.trim().parse().ok().filter(|x: &f64| x.is_finite()).unwrap_or(f64::NAN);
    let read: Vec<f64> = words.iter().map(number).collect();
    let values: Vec<f64> = codes.iter().map(|code| read.get(*code as usize).copied().unwrap_or(f64::NAN)).collect();
    let lost = codes.iter().zip(&values).filter(|(code, x)| **code != NO_WORD && x.is_nan()).count();
    Some((Cells::Numbers(values), lost))
}

/// Numbers as they are written.
fn to_words(numbers: &[f64]) -> Cells {
    let mut words: Vec<String> = Vec::new();
    let mut places: BTreeMap<u64, u32> = BTreeMap::new();
    let mut code = |x: &f64| {
        if x.is_nan() {
            return NO_WORD;
        }
        *places.entry((x + 0.0).to_bits()).or_insert_with(|| {
            words.push((x + 0.0).to_string());
            u32::try_from(words.len() - 1).unwrap_or(NO_WORD)
        })
    };
    let codes = numbers.iter().map(&mut code).collect();
    Cells::Words { codes, words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare::pipeline::PipelineSettings;

    fn column(name: &str, cells: Cells) -> Column {
        Column { name: name.to_owned(), cells }
    }

    fn words(codes: Vec<u32>, words: &[&str]) -> Cells {
        Cells::Words { codes, words: words.iter().map(|word| (*word).to_owned()).collect() }
    }

    #[test]
    fn columns_of_the_other_kind_are_read_as_the_model_needs_them() {
        let trained = Frame::new(vec![
            column("age", Cells::Numbers(vec![40.0, 50.0, 60.0])),
            column("site", words(vec![0, 1, 0], &["1", "2"])),
        ])
        .unwrap();
        let (pipeline, _) =
            PipelineSettings::of(["age", "site"]).check().unwrap().fit(&trained, &[0, 1, 2], None).unwrap();
        let new = Frame::new(vec![
            column("site", Cells::Numbers(vec![2.0, f64::NAN, 1.0])),
            column("age", words(vec![0, 1, NO_WORD], &["41", "old"])),
            column("more", Cells::Days(vec![1, 2, 3])),
        ])
        .unwrap();
        let (frame, turned) = suited(&pipeline, &new).unwrap();
        assert_eq!(frame.columns().len(), 3);
        assert_eq!(frame.column("site").unwrap().cells, words(vec![0, NO_WORD, 1], &["2", "1"]));
        let Cells::Numbers(ages) = &frame.column("age").unwrap().cells else { panic!() };
        assert!(ages[0] == 41.0 && ages[1].is_nan() && ages[2].is_nan());
        assert_eq!(turned, [Turned { column: "site".into(), lost: 0 }, Turned { column: "age".into(), lost: 1 }]);
        assert_eq!(pipeline.transform(&frame).unwrap().rows(), 3);

        let none = Frame::new(vec![column("x", Cells::Numbers(vec![1.0]))]).unwrap();
        let error = suited(&pipeline, &none).unwrap_err();
        assert_eq!((error.key.as_str(), error.args["columns"].as_str()), ("modelFile.lacksColumns", "age, site"));
        let days =
            Frame::new(vec![column("age", Cells::Days(vec![1])), column("site", words(vec![0], &["1"]))]).unwrap();
        assert_eq!(suited(&pipeline, &days).unwrap_err().key, "pipeline.kind");
    }
}
