//! Workloads of models: drawn tables, work that is timed, and what must come out. `benches/learn.rs` runs them natively,
//! `benches/wasm` in wasm; a run whose check fails has no time.

mod boosting;
mod cohort;
mod curves;
mod fit;
mod folds;
mod followed;
mod path;
mod perceptron;
mod ranks;
mod scoring;
mod table;

/// A figure, and whether it is the one that is wanted.
pub(crate) struct Check {
    name: &'static str,
    value: f64,
    right: bool,
}

/// A figure that may be off by so much.
fn near(name: &'static str, value: f64, wanted: f64, within: f64) -> Check {
    Check { name, value, right: (value - wanted).abs() <= within }
}

/// A figure that must not be greater.
fn most(name: &'static str, value: f64, most: f64) -> Check {
    Check { name, value, right: value <= most }
}

/// A figure that must not be smaller.
fn least(name: &'static str, value: f64, least: f64) -> Check {
    Check { name, value, right: value >= least }
}

/// What is timed, as often as wanted, and what came out of the last run.
pub(crate) trait Work {
    /// Does it once.
    fn run(&mut self);
    /// Judges the last run.
    fn checks(&self) -> Vec<Check>;
}

struct Task<T, R, J> {
    run: R,
    judge: J,
    last: Option<T>,
}

impl<T, R: FnMut() -> T, J: Fn(&T) -> Vec<Check>> Work for Task<T, R, J> {
    fn run(&mut self) {
        self.last = Some(std::hint::black_box((self.run)()));
    }

    fn checks(&self) -> Vec<Check> {
        self.last.as_ref().map_or_else(Vec::new, &self.judge)
    }
}

/// Work of two parts.
fn work<T: 'static>(run: impl FnMut() -> T + 'static, judge: impl Fn(&T) -> Vec<Check> + 'static) -> Box<dyn Work> {
    Box::new(Task { run, judge, last: None })
}

/// The checks as JSON, and the names of those that are wrong.
pub(crate) fn told(checks: &[Check]) -> (String, String) {
    let number = |x: f64| if x.is_finite() { x.to_string() } else { "null".to_owned() };
    let each = checks.iter().map(|check| format!(r#""{}":{}"#, check.name, number(check.value)));
    let wrong: Vec<&str> = checks.iter().filter(|check| !check.right).map(|check| check.name).collect();
    (format!("{{{}}}", each.collect::<Vec<_>>().join(",")), wrong.join(", "))
}

/// A case: its name, how many runs it is given, and what draws its table.
type Case = (&'static str, usize, fn(&[u8]) -> Box<dyn Work>);

/// All cases. Those of W15 take the bytes of `data/tabular/wdbc.csv` of the shared data.
pub(crate) const CASES: [Case; 25] = [
    ("W01", 5, scoring::columns),
    ("W01-rows", 5, scoring::rows),
    ("W02", 7, fit::ridge_logistic),
    ("W02s", 7, fit::plain_logistic),
    ("W03", 7, fit::ridge),
    ("W03-ols", 5, fit::least_squares),
    ("W04", 7, path::lasso),
    ("W04b", 3, path::chosen),
    ("W05", 7, followed::cox),
    ("W05c", 7, followed::concordance),
    ("W06", 5, boosting::fit),
    ("W06p", 5, boosting::score),
    ("W07", 3, perceptron::learn),
    ("W08", 5, perceptron::score_rows),
    ("W08-columns", 5, perceptron::score_columns),
    ("W10", 7, ranks::area),
    ("W10b", 5, ranks::bootstrap),
    ("W10c", 9, ranks::delong),
    ("W11", 5, boosting::explain),
    ("W12", 5, cohort::whole),
    ("W12-blocks", 5, cohort::blocks),
    ("W14", 3, curves::alone),
    ("W14i", 3, curves::pairs),
    ("W15", 5, folds::repeated),
    ("W15b", 3, folds::nested),
];
