//! Medians, words, knots and scales of the training rows.

use std::collections::BTreeMap;

use super::fitted::{FittedColumn, FittedPipeline, PIPELINE_VERSION, Source};
use super::ready::years;
use super::settings::{CheckedPipeline, ColumnSettings, Encode, FEW, Impute};
use super::{iterative, select, spline, target};
use crate::error::{Error, Kind};
use crate::math::Matrix;
use crate::math::order::{quantile, sort};
use crate::record::{Cells, Frame};

impl CheckedPipeline {
    /// Fits on the rows `train` of a table and no others; gives the pipeline and the matrix of these rows.
    ///
    /// The matrix differs from what the pipeline makes of the same rows where words are told by the outcome: there each
    /// row is told by rows of other inner folds. `outcome` has one entry a row of the whole table.
    ///
    /// # Errors
    /// `pipeline.noColumn`, `pipeline.kind`; `pipeline.outcome` where an outcome is needed and is missing, of another
    /// length or not finite; `pipeline.noRows`.
    pub fn fit(
        &self,
        frame: &Frame,
        train: &[u32],
        outcome: Option<&[f64]>,
    ) -> Result<(FittedPipeline, Matrix), Error> {
        let settings = &self.0;
        let told = outcome.map(|y| train.iter().filter_map(|row| y.get(*row as usize).copied()).collect::<Vec<f64>>());
        if told.as_ref().is_some_and(|y| y.len() != train.len() || y.iter().any(|y| !y.is_finite())) {
            return Err(Error::new(Kind::Value, "pipeline.outcome"));
        }
        if train.is_empty() || train.iter().any(|row| *row as usize >= frame.rows()) {
            return Err(Error::new(Kind::Value, "pipeline.noRows"));
        }
        let needed = |column: &ColumnSettings| matches!(column.encode, Encode::Target { .. });
        let mut parts = Vec::new();
        for column in &settings.columns {
            let found = frame.column(&column.name);
            let found =
                found.ok_or_else(|| Error::new(Kind::Value, "pipeline.noColumn").with("column", &column.name))?;
            parts.push(crate::record::Column { name: column.name.clone(), cells: found.cells.take(train) });
        }
        let rows = Frame::new(parts).ok_or_else(|| Error::new(Kind::Value, "pipeline.noRows"))?;
        let mut columns = Vec::new();
        let mut apart: Vec<(usize, Vec<f64>)> = Vec::new();
        for (at, (column, found)) in settings.columns.iter().zip(rows.columns()).enumerate() {
            let words = matches!(found.cells, Cells::Words { .. });
            if words && needed(column) && told.is_none() {
                return Err(Error::new(Kind::Value, "pipeline.outcome"));
            }
            // No product of a word's number means anything.
            let multiplied = settings.interactions.iter().flatten().any(|name| *name == column.name);
            let encode = match &column.encode {
                Encode::Categories if multiplied => &Encode::OneHot,
                encode => encode,
            };
            let (source, own) = source_of(column, encode, &found.cells, told.as_deref(), settings.seed);
            apart.extend(own.map(|own| (at, own)));
            columns.push(FittedColumn { name: column.name.clone(), indicator: column.indicator, source });
        }
        let place = |name: &String| settings.columns.iter().position(|column| &column.name == name).unwrap_or(0);
        let mut fitted = FittedPipeline {
            version: PIPELINE_VERSION,
            columns,
            regressions: Vec::new(),
            center: Vec::new(),
            scale: Vec::new(),
            interactions: settings.interactions.iter().map(|[one, other]| [place(one), place(other)]).collect(),
            kept: Vec::new(),
            names: Vec::new(),
            mends: BTreeMap::new(),
        };
        let by_others: Vec<usize> = settings
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.impute == Impute::Iterative)
            .map(|(at, _)| at)
            .collect();
        if !by_others.is_empty() {
            fitted.regressions = iterative::fit(&fitted.ready(&rows)?.numbers(), &fitted.fills(), &by_others);
        }
        let mut made = fitted.ready(&rows)?.expand(0..train.len());
        for (at, own) in apart {
            if let Some(first) = made.get_mut(at).and_then(|made| made.first_mut()) {
                *first = own;
            }
        }
        let mut nominal = Vec::new();
        for ((column, fitted_column), made) in settings.columns.iter().zip(&fitted.columns).zip(&made) {
            for (place, values) in made.iter().enumerate() {
                nominal.push(place == 0 && matches!(fitted_column.source, Source::Lookup { nominal: true, .. }));
                let plain = !column.standardise || nominal.last() == Some(&true);
                let (mean, spread) = if plain { (0.0, 1.0) } else { select::moments(values) };
                // A column of one value is only shifted.
                fitted.center.push(mean);
                fitted.scale.push(if spread > 0.0 && spread.is_finite() { spread } else { 1.0 });
            }
        }
        let made = fitted.scaled(made);
        let all: Vec<Vec<f64>> = made.iter().flatten().cloned().chain(fitted.products(&made)).collect();
        let names = names(&fitted);
        fitted.kept = select::kept(&all, &nominal, told.as_deref(), settings.select);
        fitted.names = fitted.kept.iter().filter_map(|at| names.get(*at).cloned()).collect();
        let matrix = fitted.picked(train.len(), &made)?;
        Ok((fitted, matrix))
    }
}

/// How a column is read; and the values of the training rows where they are told apart.
fn source_of(
    column: &ColumnSettings,
    encode: &Encode,
    cells: &Cells,
    outcome: Option<&[f64]>,
    seed: u32,
) -> (Source, Option<Vec<f64>>) {
    match cells {
        Cells::Numbers(values) => (number(column, values, false), None),
        Cells::Days(days) => (number(column, &days.iter().map(|day| years(*day)).collect::<Vec<_>>(), true), None),
        Cells::Words { codes, words } => words_of((column.impute, encode), codes, words, outcome, seed),
    }
}

fn number(column: &ColumnSettings, values: &[f64], day: bool) -> Source {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    sort(&mut sorted);
    let at = |share: f64| Some(quantile(&sorted, share)).filter(|x| x.is_finite());
    let drawn = column.winsorise > 0.0;
    let (low, high) = if drawn { (at(column.winsorise), at(1.0 - column.winsorise)) } else { (None, None) };
    for x in &mut sorted {
        *x = low.map_or(*x, |low| x.max(low));
        *x = high.map_or(*x, |high| x.min(high));
    }
    let fill = match column.impute {
        Impute::Leave => None,
        // Nothing is known of an empty column: 0, and a column of one value is not kept.
        _ if sorted.is_empty() => Some(0.0),
        Impute::Median | Impute::Iterative => Some(quantile(&sorted, 0.5)),
        Impute::Mean => Some(sorted.iter().sum::<f64>() / sorted.len() as f64),
        Impute::Mode => most_frequent(&sorted),
    };
    let mut knots: Vec<f64> = spline::quantiles(column.knots).iter().map(|share| quantile(&sorted, *share)).collect();
    let rising = knots.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
    if !rising || knots.iter().any(|knot| !knot.is_finite()) {
        // Too few different values for so many knots: those that differ, or a straight line.
        knots.dedup();
        if knots.len() < 3 || knots.iter().any(|knot| !knot.is_finite()) {
            knots.clear();
        }
    }
    Source::Number { day, low, high, fill, knots }
}

/// The most frequent of sorted values, the smallest where several are.
fn most_frequent(sorted: &[f64]) -> Option<f64> {
    let mut best: Option<(usize, f64)> = None;
    for run in sorted.chunk_by(|a, b| a == b) {
        if let Some(value) = run.first().filter(|_| best.is_none_or(|(most, _)| run.len() > most)) {
            best = Some((run.len(), *value));
        }
    }
    best.map(|(_, value)| value)
}

fn words_of(
    (impute, encode): (Impute, &Encode),
    codes: &[u32],
    words: &[String],
    outcome: Option<&[f64]>,
    seed: u32,
) -> (Source, Option<Vec<f64>>) {
    // Only words of the training rows, by the alphabet: the frame's list may hold those of other rows.
    let mut counts = BTreeMap::<&str, usize>::new();
    for word in codes.iter().filter_map(|code| words.get(*code as usize)) {
        *counts.entry(word).or_default() += 1;
    }
    match encode {
        Encode::Target { .. } | Encode::Categories => counts.retain(|_, count| *count >= FEW),
        // A word outside the order is as a missing cell: however many have it, it fills none.
        Encode::Ordered { words: order } => counts.retain(|word, _| order.iter().any(|known| known == word)),
        Encode::OneHot => {}
    }
    let known: Vec<String> = counts.keys().map(|word| (*word).to_owned()).collect();
    let most = counts.values().copied().max().unwrap_or(0);
    let frequent = counts.values().position(|count| *count == most);
    let fill = if impute == Impute::Leave { None } else { frequent };
    match encode {
        Encode::OneHot => (Source::OneHot { words: known, fill }, None),
        Encode::Ordered { words: order } => {
            let values: Vec<f64> = (0_u32..).zip(order).map(|(place, _)| f64::from(place)).collect();
            let frequent = fill.and_then(|at| known.get(at)).and_then(|word| order.iter().position(|w| w == word));
            let fill = frequent.and_then(|at| values.get(at).copied());
            (Source::Lookup { words: order.clone(), values, other: fill, fill, nominal: false }, None)
        }
        Encode::Categories => {
            let values: Vec<f64> = (0_u32..).zip(&known).map(|(place, _)| f64::from(place)).collect();
            let fill = fill.and_then(|at| values.get(at).copied());
            (Source::Lookup { words: known, values, other: None, fill, nominal: true }, None)
        }
        Encode::Target { smooth, folds } => {
            let outcome = outcome.unwrap_or_default();
            let places: BTreeMap<&str, usize> =
                known.iter().enumerate().map(|(at, word)| (word.as_str(), at)).collect();
            // Missing is a word of its own here: its rows have an outcome, too. Rare words have no place.
            let missing = known.len();
            let gaps = codes.iter().filter(|code| words.get(**code as usize).is_none()).count();
            let rare = missing + 1;
            let of = |code: &u32| match words.get(*code as usize) {
                Some(word) => places.get(word.as_str()).copied().unwrap_or(rare),
                None if gaps < FEW => rare,
                None => missing,
            };
            let rows: Vec<usize> = codes.iter().map(of).collect();
            let (mut values, mean) = target::means(&rows, missing + 1, outcome, *smooth, |_| true);
            let fill = values.pop();
            let apart = target::out_of_fold(&rows, missing + 1, outcome, *smooth, *folds, seed);
            (Source::Lookup { words: known, values, other: Some(mean), fill, nominal: false }, Some(apart))
        }
    }
}

/// Names of all made columns and products.
fn names(fitted: &FittedPipeline) -> Vec<String> {
    let plain = |column: &FittedColumn| -> Vec<String> {
        match &column.source {
            Source::Number { knots, .. } => {
                let curves = (1..spline::width(knots)).map(|curve| format!("{} ~{curve}", column.name));
                std::iter::once(column.name.clone()).chain(curves).collect()
            }
            Source::OneHot { words, .. } => {
                words.iter().skip(1).map(|word| format!("{} = {word}", column.name)).collect()
            }
            Source::Lookup { .. } => vec![column.name.clone()],
        }
    };
    let mut all = Vec::new();
    for column in &fitted.columns {
        all.extend(plain(column));
        all.extend(column.indicator.then(|| format!("{} ?", column.name)));
    }
    for [one, other] in &fitted.interactions {
        let of = |at: &usize| fitted.columns.get(*at).map(plain).unwrap_or_default();
        for a in of(one) {
            all.extend(of(other).into_iter().map(|b| format!("{a} × {b}")));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare::pipeline::PipelineSettings;
    use crate::record::{Column, NO_WORD};

    fn frame() -> Frame {
        let x = (0..40).map(|i| if i % 10 == 3 { f64::NAN } else { f64::from(i) }).collect();
        let z = (0..40).map(|i| f64::from((i * 7) % 13)).collect();
        let codes = (0..40).map(|i| if i == 5 { NO_WORD } else { i % 3 }).collect();
        let words = ["b", "a", "c"].map(str::to_owned).to_vec();
        let columns = [("x", Cells::Numbers(x)), ("z", Cells::Numbers(z)), ("w", Cells::Words { codes, words })];
        Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap()
    }

    fn all(n: u32) -> Vec<u32> {
        (0..n).collect()
    }

    #[test]
    fn each_step_makes_its_columns() {
        let mut settings = PipelineSettings::of(["x", "z", "w"]);
        settings.columns[0].indicator = true;
        settings.columns[1].knots = 4;
        settings.interactions = vec![["x".to_owned(), "w".to_owned()]];
        let (fitted, matrix) = settings.check().unwrap().fit(&frame(), &all(40), None).unwrap();
        assert_eq!(fitted.names, ["x", "x ?", "z", "z ~1", "z ~2", "w = b", "w = c", "x × w = b", "x × w = c"]);
        assert_eq!(fitted.transform(&frame()).unwrap(), matrix);
        for column in 0..7 {
            let (mean, spread) = select::moments(matrix.column(column));
            assert!(mean.abs() < 1e-12 && (spread - 1.0).abs() < 1e-12);
        }
        let text = serde_json::to_string(&fitted).unwrap();
        assert_eq!(FittedPipeline::of_json(&text).unwrap(), fitted);
    }

    #[test]
    fn a_file_changed_by_hand_is_refused() {
        let (fitted, _) = PipelineSettings::of(["x", "w"]).check().unwrap().fit(&frame(), &all(40), None).unwrap();
        let value = serde_json::to_value(&fitted).unwrap();
        for (field, wrong) in [
            ("version", serde_json::json!(2)),
            ("scale", serde_json::json!([1.0])),
            ("scale", serde_json::json!([0.0, 1.0, 1.0])),
            ("kept", serde_json::json!([0, 1, 99])),
            ("interactions", serde_json::json!([[0, 9]])),
            ("more", serde_json::json!(1)),
        ] {
            let mut changed = value.clone();
            changed[field] = wrong;
            assert!(FittedPipeline::of_json(&changed.to_string()).is_err(), "{field}");
        }
        let text = value.to_string();
        assert!(FittedPipeline::of_json(&text[..text.len() / 2]).is_err());
    }

    #[test]
    fn rows_outside_the_training_rows_change_nothing() {
        let mut settings = PipelineSettings::of(["x", "z", "w"]);
        settings.columns[0].impute = Impute::Iterative;
        settings.columns[1].winsorise = 0.05;
        settings.columns[2].encode = Encode::Target { smooth: 2.0, folds: 3 };
        let checked = settings.check().unwrap();
        let y: Vec<f64> = (0..40).map(|i| f64::from(i % 2)).collect();
        let (one, _) = checked.fit(&frame(), &all(30), Some(&y)).unwrap();
        // Other rows, other outcomes behind the training rows.
        let mut columns = frame().columns().to_vec();
        if let Cells::Numbers(x) = &mut columns[0].cells {
            x[35] = 1e9;
        }
        let other: Vec<f64> = y.iter().enumerate().map(|(i, y)| if i < 30 { *y } else { 1.0 - y }).collect();
        let (two, _) = checked.fit(&Frame::new(columns).unwrap(), &all(30), Some(&other)).unwrap();
        assert_eq!(one, two);
    }

    #[test]
    fn hard_tables_do_not_break_it() {
        let numbers = |list: Vec<f64>| Cells::Numbers(list);
        let none = Cells::Words { codes: vec![NO_WORD; 3], words: Vec::new() };
        let columns = [
            ("empty", numbers(vec![f64::NAN; 3])),
            ("same", numbers(vec![4.0; 3])),
            ("x", numbers(vec![1.0, 3.0, 5.0])),
            ("none", none),
        ];
        let frame = Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap();
        let mut settings = PipelineSettings::of(["empty", "same", "x", "none"]);
        for column in &mut settings.columns {
            (column.knots, column.impute) = (5, Impute::Iterative);
        }
        let checked = settings.check().unwrap();
        let (fitted, matrix) = checked.fit(&frame, &all(3), None).unwrap();
        assert!(fitted.names.iter().all(|name| name.starts_with('x')), "{:?}", fitted.names);
        assert!(matrix.values().iter().all(|x| x.is_finite()));
        fitted.check().unwrap();
        assert!(checked.fit(&frame, &[], None).is_err());
        assert!(checked.fit(&frame, &[7], None).is_err());
        assert!(fitted.transform(&Frame::default()).is_err());
        assert!(serde_json::from_str::<PipelineSettings>(r#"{"colums":[]}"#).is_err());
    }
}
