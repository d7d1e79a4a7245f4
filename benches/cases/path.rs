//! W04, W04b: the lasso's path, and an elastic net chosen by folds.

use std::rc::Rc;

use bedside::learn::linear::{ElasticNet, PathStep};
use bedside::learn::{Fit, Outcome, Sample};
use bedside::math::{Draws, Matrix};
use bedside::score::model::Linear;

use super::table::{standardise, workload};
use super::{Work, most, near, work};

const ROWS: u32 = 20_000;

fn wide() -> (Matrix, Outcome) {
    let z = workload::latent(ROWS, 200, 4, 0.5, 0.866_025_403_784_438_6);
    let mut x = Matrix::of_columns(ROWS as usize, z).unwrap();
    let noise = Draws::new(4, 4);
    let mut y: Vec<f64> = (0..ROWS).map(|i| 2.0 * noise.normal(i)).collect();
    for j in 0..20 {
        let b = (1.0 - j as f64 / 20.0) * if j % 2 == 0 { 1.0 } else { -1.0 };
        y.iter_mut().zip(x.column(7 * j)).for_each(|(y, x)| *y += b * x);
    }
    let mean = y.iter().sum::<f64>() / f64::from(ROWS);
    y.iter_mut().for_each(|y| *y -= mean);
    standardise(&mut x);
    (x, Outcome::Continuous(y))
}

/// The duality gap by rows, from the rows themselves.
fn gap(x: &Matrix, y: &[f64], step: &PathStep) -> f64 {
    let n = y.len() as f64;
    let model = Linear { weights: step.weights.clone(), intercept: step.intercept };
    let left: Vec<f64> = model.margins(x).iter().zip(y).map(|(m, y)| y - m).collect();
    let says = |j: usize| x.column(j).iter().zip(&left).map(|(x, r)| x * r).sum::<f64>() / n;
    let steepest = (0..x.columns()).fold(0.0_f64, |most, j| most.max(says(j).abs()));
    let share = (step.alpha / steepest).min(1.0);
    let squares = left.iter().map(|r| r * r).sum::<f64>() / n;
    let with_y = left.iter().zip(y).map(|(r, y)| r * y).sum::<f64>() / n;
    let sizes: f64 = step.weights.iter().map(|w| w.abs()).sum();
    0.5 * squares * (1.0 + share * share) + step.alpha * sizes - share * with_y
}

pub(super) fn lasso(_: &[u8]) -> Box<dyn Work> {
    let data = Rc::new(wide());
    let held = data.clone();
    let checked = ElasticNet::default().check().unwrap();
    let run = move || checked.path(Sample { x: &data.0, y: &data.1, weights: None }).unwrap();
    work(run, move |path| {
        let (x, Outcome::Continuous(y)) = &*held else { return Vec::new() };
        let at = &path[50];
        vec![
            near("alphaMax", path[0].alpha, 1.021_282_055_444_7, 1e-10),
            near("nonZero", at.weights.iter().filter(|w| **w != 0.0).count() as f64, 28.0, 0.0),
            near("c0", at.weights[0], 0.968_848, 1e-5),
            near("sum", at.weights.iter().map(|w| w.abs()).sum(), 9.848_699, 1e-4),
            most("gap", path.iter().map(|step| gap(x, y, step)).fold(0.0, f64::max), 1e-5),
        ]
    })
}

/// l1 ratio, alpha and mean squared error by scikit-learn 1.9.1, `ElasticNetCV(cv=5, alphas=100, tol=1e-8)` on W04.
const CHOSEN: [f64; 3] = [1.0, 0.016_644_352_822_441_023, 4.052_690_336_646_426];

pub(super) fn chosen(_: &[u8]) -> Box<dyn Work> {
    let (x, y) = wide();
    let settings = ElasticNet { l1_ratio: vec![0.5, 0.9, 1.0], seed: None, ..ElasticNet::default() };
    let checked = settings.check().unwrap();
    let run = move || {
        let sample = Sample { x: &x, y: &y, weights: None };
        let mut choosing = checked.choosing(sample, &checked.parts(ROWS as usize)).unwrap();
        while !choosing.step().unwrap() {}
        let alpha = choosing.chosen().unwrap().alpha;
        let best = choosing.held().iter().find(|held| held.alpha == alpha).unwrap();
        (best.l1_ratio, alpha, best.error)
    };
    work(run, |(ratio, alpha, error)| {
        vec![
            near("l1Ratio", *ratio, CHOSEN[0], 0.0),
            near("alpha", *alpha, CHOSEN[1], 1e-9),
            near("error", *error, CHOSEN[2], 1e-6),
        ]
    })
}
