//! W05, W05c: Cox with Efron's ties and standard errors, and Harrell's concordance.

use bedside::learn::measure::{Followed, harrell};
use bedside::learn::survival::CoxSettings;
use bedside::learn::{Estimator, Outcome, Sample};

use super::table::workload;
use super::{Work, near, work};

pub(super) fn cox(_: &[u8]) -> Box<dyn Work> {
    let w = workload::w05();
    assert_eq!(w.prints, [1_620_797_342, 937_535_586], "the generator is another");
    let y = Outcome::Survival { time: w.time, event: w.event };
    let checked = CoxSettings::default().check().unwrap();
    let run = move || checked.fit(Sample { x: &w.x, y: &y, weights: None }).unwrap().table.unwrap();
    work(run, |table| {
        vec![
            near("logLikelihood", table.log_likelihood, -103_482.583_563_650, 1e-6),
            near("w0", table.estimate[0], 0.249_049_799_75, 1e-8),
            near("se0", table.standard_error[0], 0.011_806_265_32, 1e-8),
        ]
    })
}

pub(super) fn concordance(_: &[u8]) -> Box<dyn Work> {
    let w = workload::w05();
    let run = move || harrell(&w.score, &Followed::new(&w.time, &w.event).unwrap()).unwrap().unwrap().share.value;
    work(run, |c| vec![near("c", *c, 0.621_183_436_873_3, 1e-10)])
}
