//! W05, W05c, W10, W10b and W10c natively: Cox with Efron's ties, concordance, area under the ROC curve, its bootstrap and
//! DeLong's error. Prints JSON lines; the peers are in `peers/measure.py`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "../tests/support/workload.rs"]
mod workload;

use std::time::Instant;

use bedside::learn::measure::{Followed, Ranked, Scored, bootstrap_area, harrell};
use bedside::learn::survival::CoxSettings;
use bedside::learn::{Estimator, Outcome, Sample};

/// Runs a case; a check that fails takes its time away.
fn case<T>(name: &str, runs: usize, mut work: impl FnMut() -> T, check: impl Fn(&T) -> Result<String, String>) {
    let mut seconds = Vec::new();
    let mut found = String::new();
    for _ in 0..runs {
        let began = Instant::now();
        let answer = work();
        seconds.push(began.elapsed().as_secs_f64());
        match check(&answer) {
            Ok(figures) => found = figures,
            Err(problem) => {
                println!(r#"{{"case":"{name}:native","failed":"{problem}"}}"#);
                return;
            }
        }
    }
    seconds.sort_by(f64::total_cmp);
    let (median, least) = (seconds[runs / 2], seconds[0]);
    println!(
        r#"{{"case":"{name}:native","median_s":{median:.6},"min_s":{least:.6},"runs":{runs},"check":{{{found}}}}}"#
    );
}

/// Figures beside what they must be: name, figure, wanted, how far it may be off.
fn judge(figures: &[(&str, f64, f64, f64)]) -> Result<String, String> {
    let text = figures.iter().map(|(name, x, ..)| format!(r#""{name}":{x}"#)).collect::<Vec<_>>().join(",");
    match figures.iter().find(|(_, x, want, within)| !((x - want).abs() <= *within)) {
        Some((name, x, want, _)) => Err(format!("{name} is {x}, not {want}")),
        None => Ok(text),
    }
}

fn main() {
    let w = workload::w05();
    assert_eq!(w.prints, [1_620_797_342, 937_535_586]);
    let (time, event, score) = (w.time.clone(), w.event.clone(), w.score);
    let y = Outcome::Survival { time: w.time, event: w.event };
    let cox = CoxSettings::default().check().unwrap();
    case(
        "W05",
        9,
        || cox.fit(Sample { x: &w.x, y: &y, weights: None }).unwrap().table.unwrap(),
        |t| {
            judge(&[
                ("log", t.log_likelihood, -103_482.583_563_650, 1e-6),
                ("w0", t.estimate[0], 0.249_049_799_75, 1e-8),
                ("se0", t.standard_error[0], 0.011_806_265_32, 1e-8),
            ])
        },
    );
    case(
        "W05c",
        9,
        || harrell(&score, &Followed::new(&time, &event).unwrap()).unwrap().unwrap().share.value,
        |c| judge(&[("c", *c, 0.621_183_436_873_3, 1e-10)]),
    );
    let (s, y) = workload::w10(1_000_000);
    case(
        "W10",
        9,
        || Ranked::new(&Scored::new(&s, &y).unwrap()).auroc().unwrap(),
        |a| judge(&[("auroc", *a, 0.743_214_002_353_09, 1e-12)]),
    );
    let (s, y) = workload::w10(100_000);
    assert_eq!(workload::fp(&s), 2_572_726_636);
    case(
        "W10b",
        5,
        || bootstrap_area(&Ranked::new(&Scored::new(&s, &y).unwrap()), 1000, 10).unwrap(),
        |b| {
            judge(&[
                ("se", b.standard_error, 0.00177, 0.000_177),
                ("low", b.low, 0.7429, 6e-4),
                ("high", b.high, 0.7498, 6e-4),
            ])
        },
    );
    case(
        "W10c",
        9,
        || Ranked::new(&Scored::new(&s, &y).unwrap()).delong().unwrap(),
        |d| {
            judge(&[
                ("auroc", d.value, 0.746_335_774_123_821_2, 1e-12),
                ("se", d.standard_error, 0.001_771_453_575_5, 1e-10),
            ])
        },
    );
}
