//! A table brought to the kinds of column that a model reads: in a file of ten rows one odd cell makes words of numbers.

use serde::{Deserialize, Serialize};

use crate::collect::cohort::{Habit, numbers_of};
use crate::error::{Error, Kind};
use crate::prepare::pipeline::{FittedPipeline, Source};
use crate::record::{Cells, Column, Frame, NO_WORD};

/// A column of words that was read as numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Turned {
    /// Its name.
    pub column: String,
    /// Filled cells that are no number, and that nobody said say nothing; they count as missing.
    pub lost: usize,
}

/// The table as a pipeline reads it, its cells as they count, and what was turned; `habit` is how its file writes numbers.
///
/// # Errors
///
/// `modelFile.lacksColumns` naming every column that is not there; `pipeline.kind` for days where numbers or words are
/// needed, or the other way round.
pub fn suited(pipeline: &FittedPipeline, frame: &Frame, habit: Habit) -> Result<(Frame, Vec<Turned>), Error> {
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
        let mend = pipeline.mends.get(&column.name);
        let mended = |cells: &Cells| mend.map_or_else(|| cells.clone(), |mend| mend.cells(cells));
        let wanted = pipeline.columns.iter().find(|wanted| wanted.name == column.name);
        let cells = match (wanted, &column.cells) {
            (None, cells) => mended(cells),
            (Some(wanted), cells) => match (pipeline.counted(wanted, cells), &wanted.source, mended(cells)) {
                (Some(cells), ..) => cells.into_owned(),
                (None, Source::Number { day: false, .. }, Cells::Words { codes, words }) => {
                    let (cells, lost) = to_numbers(&codes, &words, habit);
                    turned.push(Turned { column: column.name.clone(), lost });
                    mended(&cells)
                }
                _ => return Err(Error::new(Kind::Value, "pipeline.kind").with("column", &column.name)),
            },
        };
        columns.push(Column { name: column.name.clone(), cells });
    }
    Ok((Frame::new(columns).unwrap_or_default(), turned))
}

/// Words as numbers; and how many say nothing.
fn to_numbers(codes: &[u32], words: &[String], habit: Habit) -> (Cells, usize) {
    let read: Vec<f64> = numbers_of(words, habit).into_iter().map(|x| x.unwrap_or(f64::NAN)).collect();
    let values: Vec<f64> = codes.iter().map(|code| read.get(*code as usize).copied().unwrap_or(f64::NAN)).collect();
    let lost = codes.iter().zip(&values).filter(|(code, x)| **code != NO_WORD && x.is_nan()).count();
    (Cells::Numbers(values), lost)
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
        let (frame, turned) = suited(&pipeline, &new, Habit::default()).unwrap();
        assert_eq!(frame.columns().len(), 3);
        assert_eq!(frame.column("site").unwrap().cells, words(vec![0, NO_WORD, 1], &["2", "1"]));
        let Cells::Numbers(ages) = &frame.column("age").unwrap().cells else { panic!() };
        assert!(ages[0] == 41.0 && ages[1].is_nan() && ages[2].is_nan());
        assert_eq!(turned, [Turned { column: "age".into(), lost: 1 }]);
        assert_eq!(pipeline.transform(&frame).unwrap().rows(), 3);

        let none = Frame::new(vec![column("x", Cells::Numbers(vec![1.0]))]).unwrap();
        let error = suited(&pipeline, &none, Habit::default()).unwrap_err();
        assert_eq!((error.key.as_str(), error.args["columns"].as_str()), ("modelFile.lacksColumns", "age, site"));
        let days =
            Frame::new(vec![column("age", Cells::Days(vec![1])), column("site", words(vec![0], &["1"]))]).unwrap();
        assert_eq!(suited(&pipeline, &days, Habit::default()).unwrap_err().key, "pipeline.kind");
    }
}
