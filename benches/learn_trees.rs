//! W06, W06p, W11 and W14 natively: boosting, scoring a million rows, exact TreeSHAP, curves. Prints JSON lines; the peers are in
//! `peers/trees.py`. A case whose check fails has no time.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::indexing_slicing)]

#[path = "../tests/support/clin.rs"]
mod clin;

use std::time::Instant;

use bedside::explain::tree_shap::{Attributed, path_dependent};
use bedside::learn::additive::AdditiveSettings;
use bedside::learn::tree::BoostingSettings;
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::score::model::{Predictor, Trees};
use clin::{clin, judge};

fn line(name: &str, seconds: &[f64], check: &str) {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (median, least, runs) = (sorted[sorted.len() / 2], sorted[0], sorted.len());
    println!(r#"{{"case":"{name}:native","median_s":{median},"min_s":{least},"runs":{runs},"check":{check}}}"#);
}

fn timed<T>(runs: usize, mut run: impl FnMut() -> T) -> (T, Vec<f64>) {
    let mut seconds = Vec::new();
    let mut last = None;
    for _ in 0..runs {
        let began = Instant::now();
        last = Some(std::hint::black_box(run()));
        seconds.push(began.elapsed().as_secs_f64());
    }
    (last.unwrap(), seconds)
}

fn trees_of(predictor: Predictor) -> Trees {
    match predictor {
        Predictor::Trees(trees) => trees,
        other => panic!("{other:?}"),
    }
}

fn main() {
    let (x, y) = clin(120_000, 30, 6, true);
    assert_eq!(y[..100_000].iter().filter(|y| **y == 1.0).count(), 21_131, "the generator is another");
    let rows = |from: u32, to: u32| (from..to).collect::<Vec<u32>>();
    let (fit_x, test_x) = (x.take(&rows(0, 100_000)), x.take(&rows(100_000, 120_000)));
    let (fit_y, test_y) = (Outcome::Binary(y[..100_000].to_vec()), &y[100_000..]);

    let settings = BoostingSettings { trees: 100, depth: 6, rate: 0.1, l2: 1.0, ..Default::default() };
    let checked = settings.check().unwrap();
    let fit = || checked.fit(Sample { x: &fit_x, y: &fit_y, weights: None }).unwrap();
    let (fitted, seconds) = timed(5, fit);
    let trees = trees_of(fitted.predictor);
    trees.check().unwrap();
    let (auc, loss) = judge(&trees.margins(&test_x), test_y);
    let (again, text) = (trees_of(fit().predictor), serde_json::to_string(&trees).unwrap());
    let same = serde_json::to_string(&again).unwrap() == text;
    let check = format!(r#"{{"auroc":{auc},"logLoss":{loss},"same":{same},"bytes":{}}}"#, text.len());
    if auc < 0.7790 || loss > 0.4300 || !same {
        println!(r#"{{"case":"W06:native","failed":{check}}}"#);
        return;
    }
    line("W06", &seconds, &check);

    let million = fit_x.take(&(0..1_000_000).map(|i| i % 100_000).collect::<Vec<u32>>());
    let (margins, seconds) = timed(5, || trees.margins(&million));
    let mut row = Vec::new();
    let walks: Vec<f64> = (0..100_000)
        .map(|at| {
            fit_x.row_into(at, &mut row);
            trees.walk(&row)
        })
        .collect();
    let equal = margins.iter().enumerate().all(|(at, m)| m.to_bits() == walks[at % 100_000].to_bits());
    let check = format!(r#"{{"equal":{equal}}}"#);
    if equal {
        line("W06p", &seconds, &check);
    } else {
        println!(r#"{{"case":"W06p:native","failed":{check}}}"#);
    }

    let explained = test_x.take(&rows(0, 10_000));
    let (parts, seconds) = timed(5, || path_dependent(&trees, &explained).unwrap());
    let worst = gap(&parts, &trees.margins(&explained));
    let check = format!(r#"{{"worstGap":{worst},"expected":{}}}"#, parts.expected);
    if worst < 1e-9 {
        line("W11", &seconds, &check);
    } else {
        println!(r#"{{"case":"W11:native","failed":{check}}}"#);
    }
    additive("W14", 1, 0, 0.7955, 0.4070);
    additive("W14i", 4, 10, 0.8060, 0.3985);
}

/// The explainable boosting machine on 20,000 rows without missing numbers, tested on 4,000.
fn additive(name: &str, bags: u32, pairs: u32, least_auc: f64, most_loss: f64) {
    let (x, y) = clin(24_000, 30, 6, false);
    let rows = |from: u32, to: u32| (from..to).collect::<Vec<u32>>();
    let (fit_x, test_x) = (x.take(&rows(0, 20_000)), x.take(&rows(20_000, 24_000)));
    let fit_y = Outcome::Binary(y[..20_000].to_vec());
    // Of so many rows a tenth is enough to see where to end.
    let checked = AdditiveSettings { bags, pairs, min_rows: 100, hold: 0.1, ..Default::default() }.check().unwrap();
    let sample = Sample { x: &fit_x, y: &fit_y, weights: None };
    let (fitted, seconds) = timed(3, || checked.fit(sample).unwrap());
    let (auc, loss) = judge(&fitted.predictor.margins(&test_x), &y[20_000..]);
    let check = format!(r#"{{"auroc":{auc},"logLoss":{loss}}}"#);
    if auc < least_auc || loss > most_loss {
        println!(r#"{{"case":"{name}:native","failed":{check}}}"#);
    } else {
        line(name, &seconds, &check);
    }
}

/// How far any row's parts and the expected sum are from its margin.
fn gap(parts: &Attributed, margins: &[f64]) -> f64 {
    let sums = (0..margins.len()).map(|row| {
        (0..parts.parts.columns()).fold(parts.expected, |sum, column| sum + parts.parts.column(column)[row])
    });
    sums.zip(margins).map(|(sum, margin)| (sum - margin).abs()).fold(0.0, f64::max)
}
