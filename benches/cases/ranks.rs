//! W10, W10b, W10c: the area under the ROC curve, its bootstrap, DeLong's error.

use bedside::learn::measure::{Ranked, Scored, bootstrap_area};

use super::table::workload;
use super::{Work, near, work};

pub(super) fn area(_: &[u8]) -> Box<dyn Work> {
    let (s, y) = workload::w10(1_000_000);
    let run = move || Ranked::new(&Scored::new(&s, &y).unwrap()).auroc().unwrap();
    work(run, |area| vec![near("auroc", *area, 0.743_214_002_353_09, 1e-12)])
}

/// The first 100,000 rows.
fn few() -> (Vec<f64>, Vec<f64>) {
    let (s, y) = workload::w10(100_000);
    assert_eq!(workload::fp(&s), 2_572_726_636, "the generator is another");
    (s, y)
}

pub(super) fn bootstrap(_: &[u8]) -> Box<dyn Work> {
    let (s, y) = few();
    let run = move || bootstrap_area(&Ranked::new(&Scored::new(&s, &y).unwrap()), 1000, 10).unwrap();
    work(run, |b| {
        vec![
            near("se", b.standard_error, 0.00177, 0.000_177),
            near("low", b.low, 0.7429, 6e-4),
            near("high", b.high, 0.7498, 6e-4),
        ]
    })
}

pub(super) fn delong(_: &[u8]) -> Box<dyn Work> {
    let (s, y) = few();
    let run = move || Ranked::new(&Scored::new(&s, &y).unwrap()).delong().unwrap();
    work(run, |d| {
        vec![
            near("auroc", d.value, 0.746_335_774_123_821_2, 1e-12),
            near("se", d.standard_error, 0.001_771_453_575_5, 1e-10),
        ]
    })
}
