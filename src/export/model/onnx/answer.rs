//! A margin to the answer of the question, as nodes.

use super::graph::{Graph, Value};
use crate::error::{Error, Kind};
use crate::score::model::{Cox, Hazards, LeafKind, Predictor, Recalibration, Steps, Task};

/// The answer of each row: what [`Predictor::answers`] gives.
pub(super) fn answer(graph: &mut Graph, margin: &Value, predictor: &Predictor, task: Task) -> Result<Value, Error> {
    let refused = || Error::new(Kind::Unsupported, "export.onnxTask");
    Ok(match (predictor, task) {
        (_, Task::Continuous) => margin.clone(),
        (Predictor::Cox(model), Task::Survival { horizon }) => cox(graph, margin, model, horizon),
        (Predictor::Hazards(model), Task::Survival { horizon }) => hazards(graph, margin, model, horizon),
        (Predictor::Cox(_) | Predictor::Hazards(_), Task::Binary) | (_, Task::Survival { .. }) => return Err(refused()),
        (Predictor::Trees(model), Task::Binary) if model.leaves == LeafKind::Answers => margin.clone(),
        (_, Task::Binary) => graph.op("Sigmoid", &[margin]),
    })
}

/// 1 − exp(−H₀ · exp(margin)).
fn cox(graph: &mut Graph, margin: &Value, model: &Cox, horizon: f64) -> Value {
    let (hazard, one) = (graph.number(-model.baseline.at(horizon)), graph.number(1.0));
    let factor = graph.op("Exp", &[margin]);
    let sum = graph.op("Mul", &[&factor, &hazard]);
    let left = graph.op("Exp", &[&sum]);
    graph.op("Sub", &[&one, &left])
}

/// 1 − exp(−Σ part · ln(1 + exp(odds + margin))) over the stretches passed.
fn hazards(graph: &mut Graph, margin: &Value, model: &Hazards, horizon: f64) -> Value {
    let passed = model.passed(horizon);
    let one = graph.number(1.0);
    let Some(passed) = passed else {
        let none = graph.number(f64::NAN);
        return graph.op("Mul", &[margin, &none]);
    };
    // A stretch of no part, so that there is always one.
    let passed: Vec<(f64, f64)> = passed.into_iter().chain([(0.0, 0.0)]).collect();
    let (odds, parts): (Vec<f64>, Vec<f64>) = passed.into_iter().map(|(odds, part)| (odds, -part)).unzip();
    let (odds, parts, zero) = (graph.row(&odds), graph.row(&parts), graph.number(0.0));
    let z = graph.op("Add", &[margin, &odds]);
    let size = graph.op("Abs", &[&z]);
    let below = graph.op("Neg", &[&size]);
    let small = graph.op("Exp", &[&below]);
    let more = graph.op("Add", &[&one, &small]);
    let log = graph.op("Log", &[&more]);
    let high = graph.op("Max", &[&z, &zero]);
    let soft = graph.op("Add", &[&high, &log]);
    let part = graph.op("Mul", &[&soft, &parts]);
    let sum = graph.sum(&part);
    let left = graph.op("Exp", &[&sum]);
    graph.op("Sub", &[&one, &left])
}

/// The share that a recalibration gives a margin.
pub(super) fn recalibrated(graph: &mut Graph, margin: &Value, recalibration: &Recalibration) -> Value {
    match recalibration {
        Recalibration::Line { intercept, slope } => {
            let (intercept, slope) = (graph.number(*intercept), graph.number(*slope));
            let stretched = graph.op("Mul", &[margin, &slope]);
            let odds = graph.op("Add", &[&stretched, &intercept]);
            graph.op("Sigmoid", &[&odds])
        }
        Recalibration::Steps(steps) => between(graph, margin, steps),
    }
}

/// The share up to a time that a recalibration gives a share: its complementary log-log moved and stretched.
pub(super) fn recalibrated_up_to(graph: &mut Graph, share: &Value, recalibration: &Recalibration) -> Value {
    let (intercept, slope) = match recalibration {
        Recalibration::Line { intercept, slope } => (graph.number(*intercept), graph.number(*slope)),
        Recalibration::Steps(steps) => return between(graph, share, steps),
    };
    let (zero, half, one) = (graph.number(0.0), graph.number(0.5), graph.number(1.0));
    let (above, below) = (graph.op("Greater", &[share, &zero]), graph.op("Less", &[share, &one]));
    let inside = graph.op("And", &[&above, &below]);
    let held = graph.op("Where", &[&inside, share, &half]);
    let left = graph.op("Sub", &[&one, &held]);
    let log = graph.op("Log", &[&left]);
    let hazard = graph.op("Neg", &[&log]);
    let log = graph.op("Log", &[&hazard]);
    let stretched = graph.op("Mul", &[&log, &slope]);
    let moved = graph.op("Add", &[&stretched, &intercept]);
    let hazard = graph.op("Exp", &[&moved]);
    let below = graph.op("Neg", &[&hazard]);
    let left = graph.op("Exp", &[&below]);
    let new = graph.op("Sub", &[&one, &left]);
    graph.op("Where", &[&inside, &new, share])
}

/// The share on the straight line between two points; level beyond the ends.
fn between(graph: &mut Graph, margin: &Value, steps: &Steps) -> Value {
    let first = steps.margins.first().copied().unwrap_or(f64::NAN);
    let last = steps.margins.last().copied().unwrap_or(f64::NAN);
    let mut held = margin.clone();
    // So that an infinite margin is held, too; one that is none passes both comparisons.
    for (limit, compare) in [(first, "Less"), (last, "Greater")] {
        let limit = graph.number(limit);
        let outside = graph.op(compare, &[&held, &limit]);
        held = graph.op("Where", &[&outside, &limit, &held]);
    }
    let points = graph.row(&steps.margins);
    let before = graph.op("Less", &[&points, &held]);
    let place = graph.count(&before);
    // Place 0 is the first point itself.
    let pairs = || steps.margins.windows(2).zip(steps.shares.windows(2));
    let of = |start: f64, each: &dyn Fn(f64, f64, f64, f64) -> f64| -> Vec<f64> {
        let next = |(m, p): (&[f64], &[f64])| match (m, p) {
            ([m, n], [p, q]) => each(*m, *n, *p, *q),
            _ => f64::NAN,
        };
        std::iter::once(start).chain(pairs().map(next)).collect()
    };
    let low = graph.entry(&of(first, &|m, _, _, _| m), &place);
    let width = graph.entry(&of(1.0, &|m, n, _, _| n - m), &place);
    let share = graph.entry(&of(steps.shares.first().copied().unwrap_or(f64::NAN), &|_, _, p, _| p), &place);
    let rise = graph.entry(&of(0.0, &|_, _, p, q| q - p), &place);
    let way = graph.op("Sub", &[&held, &low]);
    let way = graph.op("Div", &[&way, &width]);
    let more = graph.op("Mul", &[&rise, &way]);
    graph.op("Add", &[&share, &more])
}
