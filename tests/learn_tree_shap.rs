//! Shapley values of trees against every subset written out, and against LightGBM.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support {
    pub(crate) mod clin;
}

use bedside::explain::tree_shap::{Attributed, interventional, path_dependent};
use bedside::learn::tree::{BoostingSettings, ForestSettings};
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::{Draws, Matrix};
use bedside::score::model::{Predictor, Trees};
use support::clin::clin;

fn trees_of(predictor: Predictor) -> Trees {
    match predictor {
        Predictor::Trees(trees) => trees,
        other => panic!("{other:?}"),
    }
}

/// A model of depth 3 on five columns, the last one of categories, some numbers missing.
fn model() -> (Trees, Matrix) {
    let (mut x, y) = clin(800, 5, 6, true);
    let draws = Draws::new(3, 3);
    for (i, x) in x.column_mut(4).iter_mut().enumerate() {
        *x = f64::from(draws.bits(i as u32) % 9);
    }
    let settings = BoostingSettings { trees: 6, depth: 3, rate: 0.5, categories: vec![4], ..Default::default() };
    let y = Outcome::Binary(y);
    let fitted = settings.check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
    (trees_of(fitted.predictor), x)
}

/// Shapley values of five columns from the worth of every subset.
fn shapley(columns: usize, worth: impl Fn(usize) -> f64) -> Vec<f64> {
    let worth: Vec<f64> = (0..1 << columns).map(worth).collect();
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    let one = |column: usize| {
        let without = (0..1_usize << columns).filter(|set| set >> column & 1 == 0);
        without
            .map(|set| {
                let size = set.count_ones() as usize;
                let weight = factorial(size) * factorial(columns - size - 1) / factorial(columns);
                weight * (worth[set | 1 << column] - worth[set])
            })
            .sum()
    };
    (0..columns).map(one).collect()
}

/// Whether a row goes left, by the words of the model's file.
fn goes_left(trees: &Trees, at: usize, x: f64) -> bool {
    let categories = trees.categories.iter().find(|c| c.column == trees.column[at]);
    match categories {
        _ if x.is_nan() => trees.missing_left[at],
        None => x <= trees.number[at],
        Some(c) => match c.codes.iter().position(|code| f64::from(*code) == x) {
            None => trees.missing_left[at],
            Some(place) => trees.sets[trees.number[at] as usize][place / 32] >> (place % 32) & 1 == 1,
        },
    }
}

/// The expected value below a node when only the columns of a set are known.
fn expected(trees: &Trees, at: usize, row: &[f64], set: usize) -> f64 {
    let child = trees.child[at] as usize;
    if child == 0 {
        return trees.number[at];
    }
    let column = trees.column[at] as usize;
    if set >> column & 1 == 1 {
        return expected(trees, child + usize::from(!goes_left(trees, at, row[column])), row, set);
    }
    let below = |child: usize| trees.cover[child] / trees.cover[at] * expected(trees, child, row, set);
    below(child) + below(child + 1)
}

fn row_of(x: &Matrix, at: usize) -> Vec<f64> {
    (0..x.columns()).map(|column| x.column(column)[at]).collect()
}

fn close(parts: &Attributed, at: usize, want: &[f64]) {
    for (column, want) in want.iter().enumerate() {
        let got = parts.parts.column(column)[at];
        assert!((got - want).abs() < 1e-10, "row {at}, column {column}: {got} for {want}");
    }
}

#[test]
fn path_dependent_values_are_those_of_all_subsets() {
    let (trees, x) = model();
    // 300 rows look patterns up; 3 rows have them worked out.
    for rows in [300_u32, 3] {
        let x = x.take(&(0..rows).collect::<Vec<u32>>());
        let parts = path_dependent(&trees, &x).unwrap();
        for at in 0..x.rows() {
            let row = row_of(&x, at);
            let worth = |set| trees.roots.iter().map(|root| expected(&trees, *root as usize, &row, set)).sum();
            close(&parts, at, &shapley(5, worth));
        }
        let none: f64 = trees.roots.iter().map(|root| expected(&trees, *root as usize, &[], 0)).sum();
        assert!((parts.expected - trees.base - none).abs() < 1e-12);
    }
}

#[test]
fn interventional_values_are_those_of_all_subsets() {
    let (trees, x) = model();
    let background = x.take(&(700..740).collect::<Vec<u32>>());
    for rows in [60_u32, 3] {
        let x = x.take(&(0..rows).collect::<Vec<u32>>());
        let parts = interventional(&trees, &x, &background).unwrap();
        for at in 0..x.rows() {
            let row = row_of(&x, at);
            let worth = |set: usize| {
                let mixed = |other: usize| {
                    let other = row_of(&background, other);
                    let cell = |column: usize| if set >> column & 1 == 1 { row[column] } else { other[column] };
                    trees.walk(&(0..5).map(cell).collect::<Vec<f64>>())
                };
                (0..40).map(mixed).sum::<f64>() / 40.0
            };
            close(&parts, at, &shapley(5, worth));
        }
    }
}

#[test]
fn parts_add_up_to_the_margin_for_shallow_and_deep_trees() {
    let (x, y) = clin(3_000, 24, 6, true);
    let y = Outcome::Binary(y);
    let sample = Sample { x: &x, y: &y, weights: None };
    let boosted = BoostingSettings { trees: 30, ..Default::default() }.check().unwrap().fit(sample).unwrap();
    let forest = ForestSettings { trees: 4, min_rows: 1, ..Default::default() }.check().unwrap().fit(sample).unwrap();
    let few = x.take(&(0..150).collect::<Vec<u32>>());
    let background = x.take(&(1_000..1_025).collect::<Vec<u32>>());
    for trees in [trees_of(boosted.predictor), trees_of(forest.predictor)] {
        let margins = trees.margins(&few);
        for parts in [path_dependent(&trees, &few).unwrap(), interventional(&trees, &few, &background).unwrap()] {
            for (at, margin) in margins.iter().enumerate() {
                let sum = row_of(&parts.parts, at).iter().fold(parts.expected, |sum, part| sum + part);
                assert!((sum - margin).abs() < 1e-9, "row {at}: {sum} for {margin}");
            }
        }
    }
}

#[test]
fn lightgbm_gives_the_same_parts_for_the_same_trees() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/learn/trees.json");
    let all: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let trees: Trees = serde_json::from_value(all["explained"]["model"].clone()).unwrap();
    trees.check().unwrap();
    let list = |value: &serde_json::Value| -> Vec<f64> {
        value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap_or(f64::NAN)).collect()
    };
    let rows: Vec<Vec<f64>> = all["explained"]["rows"].as_array().unwrap().iter().map(list).collect();
    let columns = (0..12).flat_map(|column| rows.iter().map(move |row| row[column])).collect();
    let x = Matrix::of_columns(rows.len(), columns).unwrap();
    for (ours, theirs) in trees.margins(&x).iter().zip(list(&all["explained"]["margins"])) {
        assert!((ours - theirs).abs() < 1e-12, "{ours} for {theirs}");
    }
    let parts = path_dependent(&trees, &x).unwrap();
    for (at, theirs) in all["explained"]["parts"].as_array().unwrap().iter().map(list).enumerate() {
        close(&parts, at, &theirs[..12]);
        assert!((parts.expected - theirs[12]).abs() < 1e-10);
    }
}

#[test]
fn a_table_that_does_not_fit_is_refused() {
    let (trees, x) = model();
    let narrow = Matrix::zeros(3, 2);
    assert_eq!(path_dependent(&trees, &narrow).unwrap_err().key, "explain.columns");
    assert_eq!(interventional(&trees, &x, &narrow).unwrap_err().key, "explain.columns");
    assert_eq!(interventional(&trees, &x, &Matrix::zeros(0, 5)).unwrap_err().key, "explain.noBackground");
    assert_eq!(path_dependent(&trees, &x.take(&[])).unwrap().parts.rows(), 0);
}
