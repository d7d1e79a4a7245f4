//! Boosted trees and forests against scikit-learn, by their promises, and where tables are poor.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

mod support {
    pub(crate) mod clin;
}

use bedside::learn::tree::{BoostingSettings, ForestSettings};
use bedside::learn::{Estimator, Fit, Fitted, Outcome, Sample};
use bedside::math::{Draws, Matrix};
use bedside::score::model::{LeafKind, Predictor, Task, Trees};
use support::clin::{clin, judge};

fn trees(fitted: &Fitted) -> &Trees {
    match &fitted.predictor {
        Predictor::Trees(trees) => trees,
        other => panic!("{other:?}"),
    }
}

fn boost(settings: BoostingSettings, x: &Matrix, y: &Outcome) -> Fitted {
    let fitted = settings.check().unwrap().fit(Sample { x, y, weights: None }).unwrap();
    trees(&fitted).check().unwrap();
    fitted
}

fn small() -> BoostingSettings {
    BoostingSettings { depth: 4, leaves: 16, ..Default::default() }
}

/// 4,000 people to fit, 2,000 to test, 12 columns, some missing; as scripts/reference/trees.py has them.
struct Clinic {
    x: Matrix,
    y: Outcome,
    test_x: Matrix,
    test_y: Vec<f64>,
}

fn clinic() -> Clinic {
    let (x, y) = clin(6_000, 12, 6, true);
    let (fit, test): (Vec<u32>, Vec<u32>) = ((0..4_000).collect(), (4_000..6_000).collect());
    let (test_x, test_y) = (x.take(&test), y[4_000..].to_vec());
    Clinic { x: x.take(&fit), y: Outcome::Binary(y[..4_000].to_vec()), test_x, test_y }
}

fn reference() -> serde_json::Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/learn/trees.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn number(value: &serde_json::Value, path: &str) -> f64 {
    value.pointer(path).unwrap().as_f64().unwrap()
}

#[test]
fn boosting_does_as_well_as_scikit_learn() {
    let (clinic, reference) = (clinic(), reference());
    let fitted = boost(small(), &clinic.x, &clinic.y);
    let (auc, loss) = judge(&fitted.predictor.margins(&clinic.test_x), &clinic.test_y);
    let (their_auc, their_loss) = (number(&reference, "/boosting/auroc"), number(&reference, "/boosting/logLoss"));
    assert!(auc > their_auc - 0.006 && loss < their_loss + 0.004, "{auc} {loss}, they {their_auc} {their_loss}");
}

#[test]
fn numbers_are_predicted_as_well_as_by_scikit_learn() {
    let (x, y) = clin(6_000, 12, 6, true);
    let target: Vec<f64> =
        x.column(0).iter().zip(&y).map(|(x, y)| if x.is_nan() { 0.0 } else { *x } + 3.0 * y).collect();
    let rest = Matrix::of_columns(6_000, x.values()[6_000..].to_vec()).unwrap();
    let (fit, test): (Vec<u32>, Vec<u32>) = ((0..4_000).collect(), (4_000..6_000).collect());
    let fitted = boost(small(), &rest.take(&fit), &Outcome::Continuous(target[..4_000].to_vec()));
    let answers = fitted.predictor.answers(&rest.take(&test), Task::Continuous);
    let error = answers.iter().zip(&target[4_000..]).map(|(a, t)| (a - t) * (a - t)).sum::<f64>() / 2_000.0;
    let theirs = number(&reference(), "/number/meanSquaredError");
    assert!(error < 1.02 * theirs, "{error}, they {theirs}");
}

#[test]
fn a_forest_does_as_well_as_scikit_learn_and_knows_it_out_of_the_bag() {
    let (clinic, reference) = (clinic(), reference());
    let checked = ForestSettings { trees: 200, ..Default::default() }.check().unwrap();
    let mut fit = checked.begin_forest(Sample { x: &clinic.x, y: &clinic.y, weights: None }).unwrap();
    while !fit.step().unwrap() {}
    let log_odds = |p: &f64| bedside::math::ln(p.clamp(1e-6, 1.0 - 1e-6) / (1.0 - p.clamp(1e-6, 1.0 - 1e-6)));
    let out: Vec<f64> = fit.out_of_bag().iter().map(log_odds).collect();
    let Outcome::Binary(y) = &clinic.y else { panic!() };
    let (auc, loss) = judge(&out, y);
    let theirs =
        |name: &str| (number(&reference, &format!("/{name}/auroc")), number(&reference, &format!("/{name}/logLoss")));
    let (their_auc, their_loss) = theirs("forestOutOfBag");
    assert!(
        (auc - their_auc).abs() < 0.012 && (loss - their_loss).abs() < 0.006,
        "{auc} {loss}, they {their_auc} {their_loss}"
    );
    let fitted = Box::new(fit).finish().unwrap();
    let forest = trees(&fitted);
    forest.check().unwrap();
    assert_eq!((forest.leaves, forest.roots.len()), (LeafKind::Answers, 200));
    let answers = fitted.predictor.answers(&clinic.test_x, Task::Binary);
    assert!(answers.iter().all(|p| (-1e-12..=1.0 + 1e-12).contains(p)));
    let (auc, loss) = judge(&answers.iter().map(log_odds).collect::<Vec<_>>(), &clinic.test_y);
    let (their_auc, their_loss) = theirs("forest");
    assert!(
        (auc - their_auc).abs() < 0.012 && (loss - their_loss).abs() < 0.006,
        "{auc} {loss}, they {their_auc} {their_loss}"
    );
}

#[test]
fn many_rows_are_those_of_the_walk_to_the_bit() {
    let clinic = clinic();
    let mut columns = clinic.x.values().to_vec();
    let draws = Draws::new(9, 9);
    columns.extend((0..4_000).map(|i| f64::from(draws.bits(i) % 40)));
    let x = Matrix::of_columns(4_000, columns).unwrap();
    let settings = [
        BoostingSettings { trees: 20, categories: vec![12], ..small() },
        BoostingSettings { trees: 3, depth: 30, leaves: 600, min_rows: 1, ..small() },
        BoostingSettings { trees: 3, depth: 1, ..small() },
    ];
    for settings in settings {
        let fitted = boost(settings, &x, &clinic.y);
        let mut other = x.take(&(0..777).collect::<Vec<u32>>());
        other.column_mut(3)[5] = f64::INFINITY;
        other.column_mut(4)[6] = f64::NEG_INFINITY;
        other.column_mut(12)[7] = 1e300;
        let (margins, mut row) = (fitted.predictor.margins(&other), Vec::new());
        for (at, margin) in margins.iter().enumerate() {
            other.row_into(at, &mut row);
            assert_eq!(margin.to_bits(), trees(&fitted).walk(&row).to_bits(), "row {at}");
        }
    }
}

#[test]
fn the_smallest_table_fits_exactly() {
    let x = Matrix::of_columns(3, vec![1.0, 3.0, 5.0]).unwrap();
    let y = Outcome::Continuous(vec![2.0, 4.0, 6.0]);
    let settings = BoostingSettings { trees: 2, rate: 1.0, min_rows: 1, l2: 0.0, ..Default::default() };
    let answers = boost(settings, &x, &y).predictor.answers(&x, Task::Continuous);
    assert!(answers.iter().zip([2.0, 4.0, 6.0]).all(|(a, y)| (a - y).abs() < 1e-8), "{answers:?}");
}

#[test]
fn no_leaf_has_fewer_rows_than_asked_for() {
    let clinic = clinic();
    for min_rows in [1, 7, 60, 1_500, 5_000] {
        let fitted =
            boost(BoostingSettings { trees: 15, min_rows, depth: 8, leaves: 256, ..small() }, &clinic.x, &clinic.y);
        let trees = trees(&fitted);
        let fewest = trees.cover.iter().copied().fold(f64::INFINITY, f64::min);
        assert!(fewest >= f64::from(min_rows.min(4_000)), "{fewest} of {min_rows}");
        // Each node's rows are those of its children.
        for (at, child) in trees.child.iter().enumerate().filter(|(_, child)| **child != 0) {
            assert_eq!(trees.cover[at], trees.cover[*child as usize] + trees.cover[*child as usize + 1]);
        }
    }
}

#[test]
fn a_bound_column_moves_the_answer_one_way_only() {
    let clinic = clinic();
    let monotone = vec![1, -1, 0, 1];
    let fitted = boost(BoostingSettings { monotone: monotone.clone(), ..small() }, &clinic.x, &clinic.y);
    let free = boost(small(), &clinic.x, &clinic.y);
    let mut broken = 0;
    for (column, direction) in monotone.iter().enumerate() {
        let mut x = clinic.test_x.take(&(0..200).collect::<Vec<u32>>());
        let (mut before, mut free_before) = (None::<Vec<f64>>, None::<Vec<f64>>);
        for step in 0..60 {
            x.column_mut(column).fill(10.0 * column as f64 - 8.0 + 0.3 * f64::from(step));
            let (now, free_now) = (fitted.predictor.margins(&x), free.predictor.margins(&x));
            for (now, before) in now.iter().zip(before.iter().flatten()) {
                assert!(f64::from(*direction) * (now - before) >= 0.0, "column {column}");
            }
            let wrong = |(now, before): (&f64, &f64)| f64::from(*direction) * (now - before) < 0.0;
            broken += free_now.iter().zip(free_before.iter().flatten()).filter(|two| wrong(*two)).count();
            (before, free_before) = (Some(now), Some(free_now));
        }
    }
    assert!(broken > 0, "the test could not fail");
    let (auc, _) = judge(&fitted.predictor.margins(&clinic.test_x), &clinic.test_y);
    assert!(auc > 0.6, "{auc}");
}

#[test]
fn categories_are_sets_and_an_unknown_one_is_missing() {
    let draws = Draws::new(5, 1);
    let codes: Vec<f64> = (0..3_000).map(|i| f64::from(draws.bits(i) % 30) * 7.0).collect();
    let y: Vec<f64> = codes.iter().map(|code| if (code / 7.0) as u32 % 3 == 1 { 5.0 } else { -1.0 }).collect();
    let x = Matrix::of_columns(3_000, codes).unwrap();
    let settings = BoostingSettings { trees: 1, rate: 1.0, l2: 0.0, depth: 1, categories: vec![0], ..small() };
    let fitted = boost(settings, &x, &Outcome::Continuous(y.clone()));
    let answers = fitted.predictor.answers(&x, Task::Continuous);
    assert!(answers.iter().zip(&y).all(|(a, y)| (a - y).abs() < 1e-6), "one set tells all");
    let unknown = Matrix::of_columns(4, vec![f64::NAN, 1.0, 9e9, -7.0]).unwrap();
    let answers = fitted.predictor.answers(&unknown, Task::Continuous);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[test]
fn it_ends_early_where_nothing_is_gained_on_the_rows_held_back() {
    let clinic = clinic();
    let settings = BoostingSettings { trees: 2_000, rate: 0.3, patience: 10, hold: 0.2, ..small() };
    let fitted = boost(settings.clone(), &clinic.x, &clinic.y);
    let count = trees(&fitted).roots.len();
    assert!((3..200).contains(&count), "{count} trees");
    let all = boost(BoostingSettings { trees: 300, patience: 0, ..settings }, &clinic.x, &clinic.y);
    let loss = |fitted: &Fitted| judge(&fitted.predictor.margins(&clinic.test_x), &clinic.test_y).1;
    assert!(loss(&fitted) < loss(&all));
}

#[test]
fn a_weight_counts_like_as_many_rows() {
    let clinic = clinic();
    let Outcome::Binary(y) = &clinic.y else { panic!() };
    let weights: Vec<f64> = (0..4_000).map(|i| f64::from(i % 3)).collect();
    let twice: Vec<u32> = (0..4_000_u32).flat_map(|i| std::iter::repeat_n(i, (i % 3) as usize)).collect();
    let mut rounded = clinic.x.clone();
    for column in 0..12 {
        rounded.column_mut(column).iter_mut().for_each(|x| *x = (*x * 4.0).round());
    }
    let settings = BoostingSettings { trees: 5, min_rows: 1, ..small() };
    for (outcome, copied) in
        [(Outcome::Continuous(y.clone()), clinic.y.take(&twice)), (clinic.y.clone(), clinic.y.take(&twice))]
    {
        let copied = match (&outcome, copied) {
            (Outcome::Continuous(_), Outcome::Binary(y)) => Outcome::Continuous(y),
            (_, copied) => copied,
        };
        let sample = Sample { x: &rounded, y: &outcome, weights: Some(&weights) };
        let weighed = settings.clone().check().unwrap().fit(sample).unwrap();
        let repeated = boost(settings.clone(), &rounded.take(&twice), &copied);
        let (one, other) = (weighed.predictor.margins(&rounded), repeated.predictor.margins(&rounded));
        let apart = one.iter().zip(&other).filter(|(a, b)| (*a - *b).abs() > 0.01).count();
        assert!(apart < 200, "{apart} of 4,000 rows differ");
    }
}

#[test]
fn poor_tables_are_borne_or_refused_by_name() {
    let nan = f64::NAN;
    let yes_no = Outcome::Binary(vec![0.0, 1.0, 0.0, 1.0, 1.0, 0.0]);
    let numbers = Outcome::Continuous(vec![1e300, -1e300, 3.0, 0.0, 1e-300, 2.0]);
    let matrix = |columns: usize, values: Vec<f64>| {
        let matrix = Matrix::of_columns(6, values).unwrap();
        assert_eq!(matrix.columns(), columns);
        matrix
    };
    let tables = [
        matrix(1, vec![nan; 6]),
        matrix(1, vec![7.0; 6]),
        matrix(2, vec![1.0, 2.0, nan, 4.0, 5.0, 6.0, 0.0, 0.0, 0.0, 1.0, 1.0, nan]),
        matrix(20, (0..120).map(f64::from).collect()),
        matrix(1, vec![f64::MAX, -f64::MAX, f64::MIN_POSITIVE, 0.0, -0.0, nan]),
    ];
    let boosting = BoostingSettings { trees: 5, min_rows: 1, l2: 0.0, patience: 1, categories: vec![19], ..small() };
    let forest = ForestSettings { trees: 5, min_rows: 1, ..Default::default() };
    for x in &tables {
        for y in [&yes_no, &numbers] {
            for weights in [None, Some(&[0.0, 1.0, 1.0, 0.5, 0.0, 2.0][..])] {
                let estimators: [Box<dyn Estimator>; 2] =
                    [Box::new(boosting.clone().check().unwrap()), Box::new(forest.clone().check().unwrap())];
                for estimator in estimators {
                    let fitted = estimator.fit(Sample { x, y, weights }).unwrap();
                    trees(&fitted).check().unwrap();
                    assert!(fitted.predictor.margins(x).iter().all(|margin| margin.is_finite()));
                }
            }
        }
    }
    let constant = boost(boosting.clone(), &tables[1], &yes_no);
    assert_eq!((constant.notes[0].key.as_str(), &constant.notes[0].columns[..]), ("constantColumn", &[0][..]));
    let refused = |x: &Matrix, y: &Outcome, weights: Option<&[f64]>| {
        boosting.clone().check().unwrap().fit(Sample { x, y, weights }).unwrap_err().to_string()
    };
    let x = &tables[2];
    assert_eq!(refused(&Matrix::zeros(0, 2), &Outcome::Binary(Vec::new()), None), "learn.noRows");
    assert_eq!(refused(x, &Outcome::Binary(vec![1.0; 6]), None), "learn.oneClass");
    assert_eq!(refused(x, &Outcome::Binary(vec![2.0; 6]), None), "learn.notYesNo row=1");
    assert_eq!(refused(x, &Outcome::Continuous(vec![nan; 6]), None), "learn.outcomeNotFinite row=1");
    assert_eq!(refused(x, &yes_no, Some(&[0.0; 6])), "learn.noWeight");
    assert_eq!(refused(x, &yes_no, Some(&[-1.0; 6])), "learn.weight row=1");
    assert_eq!(refused(x, &Outcome::Binary(vec![1.0; 5]), None), "learn.lengths outcomes=5 rows=6 weights=6");
    let survival = Outcome::Survival { time: vec![1.0; 6], event: vec![true; 6] };
    assert_eq!(refused(x, &survival, None), "learn.outcome");
    let infinite = matrix(1, vec![0.0, 1.0, f64::INFINITY, 0.0, 0.0, 0.0]);
    assert_eq!(refused(&infinite, &yes_no, None), "learn.notFinite column=1 row=3");
    let wrong = BoostingSettings { rate: nan, ..small() }.check().unwrap_err();
    assert_eq!((wrong.key.as_str(), wrong.args["name"].as_str()), ("learn.setting", "rate"));
    assert!(serde_json::from_str::<BoostingSettings>(r#"{"tree":3}"#).is_err());
}
