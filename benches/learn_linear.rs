//! W02, W02s, W03, W04, W04b, W15 and W15b natively: linear models on drawn tables and on WDBC. Prints JSON lines; a case
//! whose check fails has no time. Peers: `benches/peers/learn_linear.py`.
//!
//! `cargo bench --bench learn_linear [-- case…]`; W15 needs the shared data (`BEDSIDE_SHARED`, else `../shared`).
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

use std::time::Instant;

use bedside::learn::linear::{ElasticNet, LeastSquares, Logistic, PathStep, Penalty};
use bedside::learn::{Estimator, Fit, Fitted, Outcome, Sample};
use bedside::math::{Draws, Matrix, exp, ln, logistic, sqrt};
use bedside::score::model::{Linear, Predictor};

fn linear(fitted: &Fitted) -> &Linear {
    let Predictor::Linear(linear) = &fitted.predictor else { panic!("a linear model is linear") };
    linear
}

fn latent(rows: usize, columns: usize, seed: u32, rho: f64, sig: f64) -> Matrix {
    let draws = Draws::new(seed, 1);
    let mut x = Matrix::zeros(rows, columns);
    let mut before = vec![0.0; rows];
    for j in 0..columns {
        for (i, (to, before)) in x.column_mut(j).iter_mut().zip(&mut before).enumerate() {
            let z = draws.normal((i * columns + j) as u32);
            *to = if j == 0 { z } else { rho * *before + sig * z };
            *before = *to;
        }
    }
    x
}

fn eta(x: &Matrix) -> Vec<f64> {
    let mut e = vec![-1.5; x.rows()];
    for j in 0..x.columns() {
        let b = [0.5, -0.4, 0.3, -0.2, 0.1, 0.0][j % 6];
        e.iter_mut().zip(x.column(j)).for_each(|(e, x)| *e += b * x);
    }
    e
}

fn standard(x: &Matrix) -> Matrix {
    let mut out = x.clone();
    for j in 0..x.columns() {
        let n = x.rows() as f64;
        let mean = x.column(j).iter().sum::<f64>() / n;
        let spread = sqrt(x.column(j).iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n);
        out.column_mut(j).iter_mut().for_each(|v| *v = (*v - mean) / spread);
    }
    out
}

struct Case {
    name: &'static str,
    seconds: Vec<f64>,
    checks: Vec<(&'static str, f64, bool)>,
}

impl Case {
    fn new(name: &'static str) -> Self {
        Self { name, seconds: Vec::new(), checks: Vec::new() }
    }

    fn time<T>(&mut self, runs: usize, mut work: impl FnMut() -> T) -> T {
        let mut out = work();
        for _ in 0..runs {
            let began = Instant::now();
            out = work();
            self.seconds.push(began.elapsed().as_secs_f64());
        }
        out
    }

    fn near(&mut self, what: &'static str, value: f64, expected: f64, within: f64) {
        self.checks.push((what, value, (value - expected).abs() <= within));
    }

    fn most(&mut self, what: &'static str, value: f64, most: f64) {
        self.checks.push((what, value, value <= most));
    }

    fn print(mut self) {
        let each = |(what, value, _): &(&str, f64, bool)| format!(r#""{what}":{value}"#);
        let check = self.checks.iter().map(each).collect::<Vec<_>>().join(",");
        let wrong: Vec<&str> = self.checks.iter().filter(|(_, _, right)| !right).map(|(what, _, _)| *what).collect();
        if !wrong.is_empty() {
            println!(r#"{{"case":"{}:native","failed":"{}","check":{{{check}}}}}"#, self.name, wrong.join(", "));
            return;
        }
        self.seconds.sort_by(f64::total_cmp);
        let (median, least, runs) = (self.seconds[self.seconds.len() / 2], self.seconds[0], self.seconds.len());
        println!(
            r#"{{"case":"{}:native","median_s":{median},"min_s":{least},"runs":{runs},"check":{{{check}}}}}"#,
            self.name
        );
    }
}

/// The table of W02: standardised raw columns, and whether it happened.
fn clinic() -> (Matrix, Outcome) {
    let z = latent(100_000, 30, 1, 0.6, 0.8);
    let coin = Draws::new(1, 3);
    let share = |e: &f64| 1.0 / (1.0 + exp(-e));
    let yes = eta(&z).iter().enumerate().map(|(i, e)| f64::from(u8::from(coin.uniform(i as u32) < share(e)))).collect();
    let mut raw = z;
    for j in 0..30 {
        let (at, spread) = (10.0 * (j % 7) as f64, [0.5, 1.0, 2.0, 4.0, 8.0][j % 5]);
        raw.column_mut(j).iter_mut().for_each(|x| *x = at + spread * *x);
    }
    (standard(&raw), Outcome::Binary(yes))
}

/// Σ log loss of a model.
fn lost(x: &Matrix, y: &Outcome, model: &Linear) -> f64 {
    let Outcome::Binary(y) = y else { return f64::NAN };
    let one = |(m, y): (&f64, &f64)| {
        let away = if *y > 0.5 { -m } else { *m };
        away.max(0.0) + ln(1.0 + exp(-away.abs()))
    };
    model.margins(x).iter().zip(y).map(one).sum()
}

fn w02() {
    let (x, y) = clinic();
    let sample = Sample { x: &x, y: &y, weights: None };
    let mut case = Case::new("W02");
    let checked = Logistic::default().check().unwrap();
    let fitted = case.time(7, || checked.fit(sample).unwrap());
    let model = linear(&fitted);
    let objective = lost(&x, &y, model) + 0.5 * model.weights.iter().map(|w| w * w).sum::<f64>();
    case.near("objective", objective, 45_886.892_311_071_4, 1e-6);
    case.near("w0", model.weights[0], 0.500_019_598, 1e-6);
    case.near("b", model.intercept, -1.497_255_941, 1e-6);
    case.print();
    let mut case = Case::new("W02s");
    let checked = Logistic { penalty: Penalty::None, ..Logistic::default() }.check().unwrap();
    let fitted = case.time(7, || checked.fit(sample).unwrap());
    let table = fitted.table.clone().unwrap();
    case.near("w0", table.estimate[0], 0.500_129_868_6, 0.5e-6);
    case.near("se0", table.standard_error[0], 0.010_586_147_4, 1e-8);
    case.print();
}

fn w03() {
    let x = latent(1_000_000, 30, 3, 0.6, 0.8);
    let noise = Draws::new(3, 4);
    let y = Outcome::Continuous(eta(&x).iter().enumerate().map(|(i, e)| e + noise.normal(i as u32)).collect());
    let sample = Sample { x: &x, y: &y, weights: None };
    let mut case = Case::new("W03");
    let checked = LeastSquares { alpha: 1.0, intercept: true }.check().unwrap();
    let fitted = case.time(7, || checked.fit(sample).unwrap());
    let model = linear(&fitted);
    // The spec prints 0.498472339357; scikit-learn 1.9.1 and this say 0.498472239357, and agree in all other digits.
    case.near("w0", model.weights[0], 0.498_472_239_357, 1e-9);
    case.near("w29", model.weights[29], -0.000_260_533_775, 1e-9);
    case.near("b", model.intercept, -1.500_155_505_925, 1e-9);
    case.print();
    let mut case = Case::new("W03-ols");
    let checked = LeastSquares::default().check().unwrap();
    let fitted = case.time(7, || checked.fit(sample).unwrap());
    case.near("w0", linear(&fitted).weights[0], 0.498_472_239_357, 1e-5);
    case.print();
}

fn wide() -> (Matrix, Outcome) {
    let x = standard(&latent(20_000, 200, 4, 0.5, 0.866_025_403_784_438_6));
    let z = latent(20_000, 200, 4, 0.5, 0.866_025_403_784_438_6);
    let noise = Draws::new(4, 4);
    let mut y: Vec<f64> = (0..20_000).map(|i| 2.0 * noise.normal(i)).collect();
    for j in 0..20 {
        let b = (1.0 - j as f64 / 20.0) * if j % 2 == 0 { 1.0 } else { -1.0 };
        y.iter_mut().zip(z.column(7 * j)).for_each(|(y, x)| *y += b * x);
    }
    let mean = y.iter().sum::<f64>() / 20_000.0;
    y.iter_mut().for_each(|y| *y -= mean);
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

fn w04() {
    let (x, y) = wide();
    let sample = Sample { x: &x, y: &y, weights: None };
    let mut case = Case::new("W04");
    let checked = ElasticNet::default().check().unwrap();
    let path = case.time(7, || checked.path(sample).unwrap());
    let at = &path[50];
    case.near("alpha_max", path[0].alpha, 1.021_282_055_444_7, 1e-10);
    case.near("non_zero", at.weights.iter().filter(|w| **w != 0.0).count() as f64, 28.0, 0.0);
    case.near("c0", at.weights[0], 0.968_848, 1e-5);
    case.near("sum", at.weights.iter().map(|w| w.abs()).sum(), 9.848_699, 1e-4);
    let Outcome::Continuous(numbers) = &y else { return };
    case.most("gap", path.iter().map(|step| gap(&x, numbers, step)).fold(0.0, f64::max), 1e-5);
    case.print();
    let mut case = Case::new("W04b");
    let settings = ElasticNet { l1_ratio: vec![0.5, 0.9, 1.0], seed: None, ..ElasticNet::default() };
    let checked = settings.check().unwrap();
    let (ratio, alpha, error) = case.time(3, || {
        let mut choosing = checked.choosing(sample, &checked.parts(20_000)).unwrap();
        while !choosing.step().unwrap() {}
        let alpha = choosing.chosen().unwrap().alpha;
        let best = choosing.held().iter().find(|held| held.alpha == alpha).unwrap();
        (best.l1_ratio, alpha, best.error)
    });
    // As ElasticNetCV of scikit-learn 1.9.1 chose (tolerance 1e-8).
    case.near("l1_ratio", ratio, W04B[0], 0.0);
    case.near("alpha", alpha, W04B[1], 1e-9);
    case.near("error", error, W04B[2], 1e-6);
    case.print();
}

/// l1 ratio, alpha and mean squared error by scikit-learn 1.9.1, `ElasticNetCV(cv=5, alphas=100, tol=1e-8)` on W04.
const W04B: [f64; 3] = [1.0, 0.016_644_352_822_441_023, 4.052_690_336_646_426];

/// WDBC without the outcome's column; none where the shared data is missing.
fn wdbc() -> Option<(Matrix, Vec<f64>)> {
    let folder = std::env::var("BEDSIDE_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let text = std::fs::read_to_string(format!("{folder}/data/tabular/wdbc.csv")).ok()?;
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let yes = rows.iter().map(|row| f64::from(u8::from(row[30] == "M"))).collect();
    let columns = (0..30).flat_map(|j| rows.iter().map(move |row| row[j].parse().unwrap())).collect();
    Some((Matrix::of_columns(rows.len(), columns)?, yes))
}

/// Which of ten parts each row is in: as many yes and no in each as the others, drawn by `seed`.
fn stratified(y: &[f64], parts: usize, seed: u32) -> Vec<usize> {
    let draws = Draws::new(seed, 15);
    let mut order: Vec<u32> = (0..y.len() as u32).collect();
    order.sort_by_key(|row| (u8::from(y[*row as usize] > 0.5), draws.bits(*row)));
    let mut part = vec![0; y.len()];
    order.iter().enumerate().for_each(|(at, row)| part[*row as usize] = at % parts);
    part
}

fn auroc(scores: &[f64], y: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..y.len()).collect();
    order.sort_by(|a, b| scores[*a].total_cmp(&scores[*b]));
    let (mut won, mut yes, mut no, mut at) = (0.0, 0.0, 0.0, 0);
    while at < order.len() {
        let tied = order[at..].iter().take_while(|row| scores[**row] == scores[order[at]]).count();
        let happened = order[at..at + tied].iter().filter(|row| y[**row] > 0.5).count() as f64;
        won += happened * (no + 0.5 * (tied as f64 - happened));
        yes += happened;
        no += tied as f64 - happened;
        at += tied;
    }
    won / (yes * no)
}

/// One part held out: the rest standardised by its own means and spreads, and the part by the same.
struct Fold {
    x: Matrix,
    y: Outcome,
    test: Matrix,
    truth: Vec<f64>,
    rows: Vec<u32>,
}

fn fold(x: &Matrix, y: &[f64], parts: &[usize], part: usize, rows: &[u32]) -> Fold {
    let (mut kept, mut held) = (Vec::new(), Vec::new());
    rows.iter().zip(parts).for_each(|(row, of)| if *of == part { held.push(*row) } else { kept.push(*row) });
    let (mut train, mut test) = (x.take(&kept), x.take(&held));
    for j in 0..x.columns() {
        let n = kept.len() as f64;
        let mean = train.column(j).iter().sum::<f64>() / n;
        let spread = sqrt(train.column(j).iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n);
        for table in [&mut train, &mut test] {
            table.column_mut(j).iter_mut().for_each(|v| *v = (*v - mean) / spread);
        }
    }
    let of = |rows: &[u32]| rows.iter().map(|row| y[*row as usize]).collect();
    Fold { x: train, y: Outcome::Binary(of(&kept)), test, truth: of(&held), rows: kept }
}

fn w15() {
    let Some((x, y)) = wdbc() else {
        println!(r#"{{"case":"W15:native","failed":"no shared data"}}"#);
        return;
    };
    let all: Vec<u32> = (0..y.len() as u32).collect();
    let score = |model: &Linear, fold: &Fold| {
        let shares: Vec<f64> = model.margins(&fold.test).iter().map(|m| logistic(*m)).collect();
        auroc(&shares, &fold.truth)
    };
    let mut case = Case::new("W15");
    let checked = Logistic { c: 0.1, ..Logistic::default() }.check().unwrap();
    let mean = case.time(5, || {
        let (mut sum, mut near) = (0.0, None);
        for seed in 0..10 {
            let parts = stratified(&y, 10, seed);
            for part in 0..10 {
                let fold = fold(&x, &y, &parts, part, &all);
                let sample = Sample { x: &fold.x, y: &fold.y, weights: None };
                let fitted =
                    near.as_ref().map_or_else(|| checked.fit(sample), |near| checked.fit_from(sample, near)).unwrap();
                sum += score(linear(&fitted), &fold);
                near = Some(linear(&fitted).clone());
            }
        }
        sum / 100.0
    });
    case.near("auroc", mean, 0.9951, 0.001);
    case.print();
    let mut case = Case::new("W15b");
    let grid: Vec<_> = (0..20).map(|k| exp(ln(10.0) * (-4.0 + 8.0 * f64::from(k) / 19.0))).collect();
    let (mean, fits) = case.time(3, || {
        let (mut sum, mut fits) = (0.0, 0);
        let parts = stratified(&y, 10, 0);
        // Weights of each C come near those of the next fold's.
        let mut near: Vec<Option<Linear>> = vec![None; 20];
        for part in 0..10 {
            let outer = fold(&x, &y, &parts, part, &all);
            let inner_y: Vec<f64> = outer.rows.iter().map(|row| y[*row as usize]).collect();
            let inner_parts = stratified(&inner_y, 5, 1);
            let mut scores = [0.0; 20];
            let fit = |c: f64, fold: &Fold, near: &mut Option<Linear>| {
                let checked = Logistic { c, ..Logistic::default() }.check().unwrap();
                let sample = Sample { x: &fold.x, y: &fold.y, weights: None };
                let fitted =
                    near.as_ref().map_or_else(|| checked.fit(sample), |near| checked.fit_from(sample, near)).unwrap();
                *near = Some(linear(&fitted).clone());
            };
            for inner_part in 0..5 {
                let inner = fold(&x, &y, &inner_parts, inner_part, &outer.rows);
                for (k, c) in grid.iter().enumerate() {
                    if near[k].is_none() && k > 0 {
                        near[k] = near[k - 1].clone();
                    }
                    fit(*c, &inner, &mut near[k]);
                    fits += 1;
                    scores[k] += near[k].as_ref().map_or(0.0, |model| score(model, &inner));
                }
            }
            let best = (0..20).fold(0, |best, k| if scores[k] > scores[best] { k } else { best });
            fit(grid[best], &outer, &mut near[best]);
            fits += 1;
            sum += near[best].as_ref().map_or(0.0, |model| score(model, &outer));
        }
        (sum / 10.0, fits)
    });
    case.near("auroc", mean, 0.9955, 0.0015);
    case.near("fits", f64::from(fits), 1010.0, 0.0);
    case.print();
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|one| one == name);
    let cases: [(&str, fn()); 4] = [("W02", w02), ("W03", w03), ("W04", w04), ("W15", w15)];
    cases.iter().filter(|(name, _)| wanted(name)).for_each(|(_, run)| run());
}
