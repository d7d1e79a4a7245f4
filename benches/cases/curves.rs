//! W14, W14i: the explainable boosting machine on 20,000 rows without missing numbers, tested on 4,000.

use bedside::learn::additive::AdditiveSettings;
use bedside::learn::{Estimator, Outcome, Sample};

use super::table::clin::{clin, judge};
use super::table::rows;
use super::{Work, least, most, work};

pub(super) fn alone(_: &[u8]) -> Box<dyn Work> {
    curves(1, 0, [0.7955, 0.4070])
}

pub(super) fn pairs(_: &[u8]) -> Box<dyn Work> {
    curves(4, 10, [0.8060, 0.3985])
}

fn curves(bags: u32, pairs: u32, [auroc, loss]: [f64; 2]) -> Box<dyn Work> {
    let (x, y) = clin(24_000, 30, 6, false);
    let (fit_x, test_x) = (rows(&x, 0, 20_000), rows(&x, 20_000, 24_000));
    let (fit_y, test_y) = (Outcome::Binary(y[..20_000].to_vec()), y[20_000..].to_vec());
    // Of so many rows a tenth is enough to see where to end.
    let checked = AdditiveSettings { bags, pairs, min_rows: 100, hold: 0.1, ..Default::default() }.check().unwrap();
    let run = move || checked.fit(Sample { x: &fit_x, y: &fit_y, weights: None }).unwrap();
    work(run, move |fitted| {
        let (area, lost) = judge(&fitted.predictor.margins(&test_x), &test_y);
        vec![least("auroc", area, auroc), most("logLoss", lost, loss)]
    })
}
