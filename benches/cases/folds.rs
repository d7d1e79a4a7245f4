//! W15, W15b: cross-validation on WDBC, standardised in each fold: 100 fits, and 1,010 of a nested search.

use bedside::learn::linear::Logistic;
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::{Draws, Matrix, exp, ln, logistic};
use bedside::score::model::Linear;

use super::table::clin::judge;
use super::table::{linear, spread};
use super::{Work, near, work};

/// WDBC without the outcome's column.
fn wdbc(csv: &[u8]) -> (Matrix, Vec<f64>) {
    let text = std::str::from_utf8(csv).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let yes = rows.iter().map(|row| f64::from(u8::from(row[30] == "M"))).collect();
    let columns = (0..30).flat_map(|j| rows.iter().map(move |row| row[j].parse().unwrap())).collect();
    (Matrix::of_columns(rows.len(), columns).unwrap(), yes)
}

/// Which part each row is in: as many yes and no in each as the others, drawn by `seed`.
fn stratified(y: &[f64], parts: usize, seed: u32) -> Vec<usize> {
    let draws = Draws::new(seed, 15);
    let mut order: Vec<u32> = (0..y.len() as u32).collect();
    order.sort_by_key(|row| (u8::from(y[*row as usize] > 0.5), draws.bits(*row)));
    let mut part = vec![0; y.len()];
    order.iter().enumerate().for_each(|(at, row)| part[*row as usize] = at % parts);
    part
}

/// One part held out: the rest standardised by its own means and spreads, and the part by the same.
struct Fold {
    x: Matrix,
    y: Outcome,
    test: Matrix,
    truth: Vec<f64>,
    rows: Vec<u32>,
}

impl Fold {
    fn new(x: &Matrix, y: &[f64], parts: &[usize], part: usize, rows: &[u32]) -> Self {
        let (mut kept, mut held) = (Vec::new(), Vec::new());
        rows.iter().zip(parts).for_each(|(row, of)| if *of == part { held.push(*row) } else { kept.push(*row) });
        let (mut train, mut test) = (x.take(&kept), x.take(&held));
        for j in 0..x.columns() {
            let (mean, spread) = spread(train.column(j));
            for table in [&mut train, &mut test] {
                table.column_mut(j).iter_mut().for_each(|v| *v = (*v - mean) / spread);
            }
        }
        let of = |rows: &[u32]| rows.iter().map(|row| y[*row as usize]).collect();
        Self { x: train, y: Outcome::Binary(of(&kept)), test, truth: of(&held), rows: kept }
    }

    /// A model, from one that is near where there is one.
    fn fit(&self, c: f64, near: Option<&Linear>) -> Linear {
        let checked = Logistic { c, ..Logistic::default() }.check().unwrap();
        let sample = Sample { x: &self.x, y: &self.y, weights: None };
        let fitted = near.map_or_else(|| checked.fit(sample), |near| checked.fit_from(sample, near)).unwrap();
        linear(&fitted).clone()
    }

    /// Area under the ROC curve on the part held out.
    fn area(&self, model: &Linear) -> f64 {
        let shares: Vec<f64> = model.margins(&self.test).iter().map(|m| logistic(*m)).collect();
        judge(&shares, &self.truth).0
    }
}

pub(super) fn repeated(csv: &[u8]) -> Box<dyn Work> {
    let (x, y) = wdbc(csv);
    let all: Vec<u32> = (0..y.len() as u32).collect();
    let run = move || {
        let (mut sum, mut near) = (0.0, None);
        for seed in 0..10 {
            let parts = stratified(&y, 10, seed);
            for part in 0..10 {
                let fold = Fold::new(&x, &y, &parts, part, &all);
                let model = fold.fit(0.1, near.as_ref());
                sum += fold.area(&model);
                near = Some(model);
            }
        }
        sum / 100.0
    };
    work(run, |mean| vec![near("auroc", *mean, 0.9951, 0.001)])
}

pub(super) fn nested(csv: &[u8]) -> Box<dyn Work> {
    let (x, y) = wdbc(csv);
    let all: Vec<u32> = (0..y.len() as u32).collect();
    let grid: Vec<f64> = (0..20).map(|k| exp(ln(10.0) * (-4.0 + 8.0 * f64::from(k) / 19.0))).collect();
    let run = move || {
        let (mut sum, mut fits) = (0.0, 0);
        let parts = stratified(&y, 10, 0);
        for part in 0..10 {
            let outer = Fold::new(&x, &y, &parts, part, &all);
            let inner_y: Vec<f64> = outer.rows.iter().map(|row| y[*row as usize]).collect();
            let inner_parts = stratified(&inner_y, 5, 1);
            let mut scores = [0.0; 20];
            for inner_part in 0..5 {
                let inner = Fold::new(&x, &y, &inner_parts, inner_part, &outer.rows);
                let mut near = None;
                for (c, score) in grid.iter().zip(&mut scores) {
                    // Weights of one C come near those of the next.
                    let model = inner.fit(*c, near.as_ref());
                    fits += 1;
                    *score += inner.area(&model);
                    near = Some(model);
                }
            }
            let best = (0..20).fold(0, |best, k| if scores[k] > scores[best] { k } else { best });
            fits += 1;
            sum += outer.area(&outer.fit(grid[best], None));
        }
        (sum / 10.0, fits)
    };
    work(run, |(mean, fits)| vec![near("auroc", *mean, 0.9955, 0.0015), near("fits", f64::from(*fits), 1010.0, 0.0)])
}
