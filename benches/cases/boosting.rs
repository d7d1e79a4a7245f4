//! W06, W06p, W11: boosting, a million rows scored, exact contributions.

use std::rc::Rc;

use bedside::explain::tree_shap::{Attributed, path_dependent};
use bedside::learn::tree::{BoostingSettings, CheckedBoosting};
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::Matrix;
use bedside::score::model::{Predictor, Trees};

use super::table::clin::{clin, judge};
use super::table::rows;
use super::{Work, least, most, near, work};

/// Rows to fit on and rows to test with.
struct Clinic {
    x: Matrix,
    y: Outcome,
    test_x: Matrix,
    test_y: Vec<f64>,
}

impl Clinic {
    fn new() -> Self {
        let (x, y) = clin(120_000, 30, 6, true);
        assert_eq!(y[..100_000].iter().filter(|y| **y == 1.0).count(), 21_131, "the generator is another");
        let (fit, test_y) = (y[..100_000].to_vec(), y[100_000..].to_vec());
        Self { x: rows(&x, 0, 100_000), y: Outcome::Binary(fit), test_x: rows(&x, 100_000, 120_000), test_y }
    }

    fn fit(&self, checked: &CheckedBoosting) -> Trees {
        match checked.fit(Sample { x: &self.x, y: &self.y, weights: None }).unwrap().predictor {
            Predictor::Trees(trees) => trees,
            other => panic!("{other:?}"),
        }
    }
}

fn checked() -> CheckedBoosting {
    BoostingSettings { trees: 100, depth: 6, rate: 0.1, l2: 1.0, ..Default::default() }.check().unwrap()
}

fn text(trees: &Trees) -> String {
    serde_json::to_string(trees).unwrap()
}

pub(super) fn fit(_: &[u8]) -> Box<dyn Work> {
    let clinic = Rc::new(Clinic::new());
    let held = clinic.clone();
    work(
        move || clinic.fit(&checked()),
        move |trees| {
            trees.check().unwrap();
            let (auroc, loss) = judge(&trees.margins(&held.test_x), &held.test_y);
            let same = text(trees) == text(&held.fit(&checked()));
            vec![
                least("auroc", auroc, 0.7790),
                most("logLoss", loss, 0.4300),
                near("same", f64::from(u8::from(same)), 1.0, 0.0),
            ]
        },
    )
}

pub(super) fn score(_: &[u8]) -> Box<dyn Work> {
    let clinic = Clinic::new();
    let trees = Rc::new(clinic.fit(&checked()));
    let million = clinic.x.take(&(0..1_000_000).map(|i| i % 100_000).collect::<Vec<u32>>());
    let held = trees.clone();
    work(
        move || trees.margins(&million),
        move |margins| {
            let mut row = Vec::new();
            let walks: Vec<u64> = (0..100_000)
                .map(|at| {
                    clinic.x.row_into(at, &mut row);
                    held.walk(&row).to_bits()
                })
                .collect();
            let unlike = margins.iter().enumerate().filter(|(at, m)| m.to_bits() != walks[at % 100_000]).count();
            vec![most("unlikeTheWalk", unlike as f64, 0.0)]
        },
    )
}

pub(super) fn explain(_: &[u8]) -> Box<dyn Work> {
    let clinic = Clinic::new();
    let trees = Rc::new(clinic.fit(&checked()));
    let few = Rc::new(rows(&clinic.test_x, 0, 10_000));
    let (held, margins) = (few.clone(), trees.margins(&few));
    let run = move || path_dependent(&trees, &held).unwrap();
    work(run, move |parts| vec![most("worstGap", gap(parts, &margins), 1e-9)])
}

/// How far any row's parts and the expected sum are from its margin.
fn gap(parts: &Attributed, margins: &[f64]) -> f64 {
    let sum = |row: usize| {
        (0..parts.parts.columns()).fold(parts.expected, |sum, column| sum + parts.parts.column(column)[row])
    };
    margins.iter().enumerate().map(|(row, margin)| (sum(row) - margin).abs()).fold(0.0, f64::max)
}
