//! A fitted pipeline as nodes: one input a column of the table, then the columns that the model takes.

use super::graph::{Element, Graph, ML, Setting, Value};
use crate::error::{Error, Kind};
use crate::prepare::pipeline::{FILLING_TURNS, FittedPipeline, Regression, Source};
use crate::record::Mend;

/// Places of words: how a missing cell and an unknown word are told apart.
const MISSING: i64 = -2;
const UNKNOWN: i64 = -1;

/// The kept columns, side by side.
pub(super) fn columns(graph: &mut Graph, pipeline: &FittedPipeline) -> Result<Value, Error> {
    if pipeline.kept.is_empty() {
        return Err(Error::new(Kind::Unsupported, "export.onnxColumns"));
    }
    let inputs: Vec<Value> = pipeline
        .columns
        .iter()
        .map(|column| {
            let element = if matches!(column.source, Source::Number { .. }) { Element::Double } else { Element::Text };
            graph.input(&column.name, element)
        })
        .collect();
    let mut numbers: Vec<Option<Value>> = Vec::new();
    for (column, input) in pipeline.columns.iter().zip(&inputs) {
        numbers.push(match &column.source {
            Source::Number { day, low, high, .. } => {
                let input = told_cells(graph, input, *day, pipeline.mends.get(&column.name));
                Some(number(graph, &input, *day, *low, *high))
            }
            _ => None,
        });
    }
    let raw = numbers.clone();
    fill_from_others(graph, pipeline, &mut numbers);
    let mut made = Vec::new();
    for (at, (column, input)) in pipeline.columns.iter().zip(&inputs).enumerate() {
        match (&column.source, numbers.get(at)) {
            (Source::Number { fill, knots, .. }, Some(Some(value))) => {
                let value = fill.map_or_else(|| value.clone(), |fill| filled(graph, value, fill));
                made.push(value.clone());
                made.extend(curves(graph, &value, knots));
            }
            (source, _) => made.extend(of_words(graph, input, source, pipeline.mends.get(&column.name))),
        }
        if column.indicator {
            let missing = match raw.get(at) {
                Some(Some(value)) => graph.op("IsNaN", &[value]),
                _ => {
                    let place = places(graph, input, &[], MISSING, pipeline.mends.get(&column.name));
                    is_place(graph, &place, MISSING)
                }
            };
            made.push(graph.cast(&missing, Element::Double));
        }
    }
    let made = graph.beside(&made);
    let (center, scale) = (graph.row(&pipeline.center), graph.row(&pipeline.scale));
    let shifted = graph.op("Sub", &[&made, &center]);
    let scaled = graph.op("Div", &[&shifted, &scale]);
    let all = match products(pipeline) {
        (one, _) if one.is_empty() => scaled,
        (one, other) => {
            let (one, other) = (graph.columns(&scaled, &one), graph.columns(&scaled, &other));
            let products = graph.op("Mul", &[&one, &other]);
            graph.beside(&[scaled, products])
        }
    };
    Ok(graph.columns(&all, &pipeline.kept))
}

/// Numbers and days that somebody said say nothing are missing.
fn told_cells(graph: &mut Graph, input: &Value, day: bool, mend: Option<&Mend>) -> Value {
    let mut value = input.clone();
    let Some(mend) = mend else { return value };
    let silent: Vec<f64> =
        if day { mend.silent_days().into_iter().map(f64::from).collect() } else { mend.silent_numbers() };
    let ends = [("Less", mend.least), ("Greater", mend.most)].into_iter().filter(|_| !day);
    let ends = ends.filter_map(|(compare, end)| end.map(|end| (compare, end)));
    for (compare, number) in silent.into_iter().map(|x| ("Equal", x)).chain(ends) {
        let number = graph.number(number);
        let says_nothing = graph.op(compare, &[&value, &number]);
        let none = graph.number(f64::NAN);
        value = graph.op("Where", &[&says_nothing, &none, &value]);
    }
    value
}

/// A column of numbers, days as years, drawn in at both ends. A missing number passes every comparison.
fn number(graph: &mut Graph, input: &Value, day: bool, low: Option<f64>, high: Option<f64>) -> Value {
    let mut value = input.clone();
    if day {
        let year = graph.number(365.25);
        value = graph.op("Div", &[&value, &year]);
    }
    for (limit, compare) in [(low, "Less"), (high, "Greater")] {
        if let Some(limit) = limit {
            let limit = graph.number(limit);
            let outside = graph.op(compare, &[&value, &limit]);
            value = graph.op("Where", &[&outside, &limit, &value]);
        }
    }
    value
}

/// A number in place of what is missing.
fn filled(graph: &mut Graph, value: &Value, fill: f64) -> Value {
    let missing = graph.op("IsNaN", &[value]);
    let fill = graph.number(fill);
    graph.op("Where", &[&missing, &fill, value])
}

/// Missing numbers from the other numbers, in turns.
fn fill_from_others(graph: &mut Graph, pipeline: &FittedPipeline, numbers: &mut [Option<Value>]) {
    if pipeline.regressions.is_empty() {
        return;
    }
    let fill = |at: usize| match pipeline.columns.get(at).map(|column| &column.source) {
        Some(Source::Number { fill, .. }) => fill.unwrap_or(0.0),
        _ => 0.0,
    };
    let mut now: Vec<Option<Value>> = numbers
        .iter()
        .enumerate()
        .map(|(at, value)| value.as_ref().map(|value| filled(graph, value, fill(at))))
        .collect();
    let missing: Vec<Option<Value>> = pipeline
        .regressions
        .iter()
        .map(|one| numbers.get(one.column)?.as_ref().map(|value| graph.op("IsNaN", &[value])))
        .collect();
    for _ in 0..FILLING_TURNS {
        for (regression, missing) in pipeline.regressions.iter().zip(&missing) {
            let told = told(graph, regression, &now);
            if let (Some(missing), Some(Some(column))) = (missing, now.get_mut(regression.column)) {
                *column = graph.op("Where", &[missing, &told, column]);
            }
        }
    }
    for regression in &pipeline.regressions {
        if let (Some(to), Some(from)) = (numbers.get_mut(regression.column), now.get(regression.column)) {
            to.clone_from(from);
        }
    }
}

/// What the other columns say of one.
fn told(graph: &mut Graph, regression: &Regression, now: &[Option<Value>]) -> Value {
    let parts: Vec<(Value, f64)> = regression
        .others
        .iter()
        .zip(&regression.weights)
        .filter_map(|(other, weight)| Some((now.get(*other)?.clone()?, *weight)))
        .collect();
    let intercept = graph.number(regression.intercept);
    if parts.is_empty() {
        return intercept;
    }
    let (others, weights): (Vec<Value>, Vec<f64>) = parts.into_iter().unzip();
    let others = graph.beside(&others);
    let weights = graph.doubles(&weights, &[weights.len(), 1]);
    let sum = graph.op("MatMul", &[&others, &weights]);
    graph.op("Add", &[&sum, &intercept])
}

/// The curves of a restricted cubic spline: cubes beyond each knot, then what is added of each.
fn curves(graph: &mut Graph, value: &Value, knots: &[f64]) -> Option<Value> {
    let [inner @ .., before, last] = knots else { return None };
    let first = inner.first()?;
    let norm = (last - first) * (last - first);
    let mut mix = vec![0.0; knots.len() * inner.len()];
    for (curve, knot) in inner.iter().enumerate() {
        let (a, b) = ((last - knot) / (last - before), (before - knot) / (last - before));
        for (row, share) in [(curve, 1.0), (inner.len(), -a), (inner.len() + 1, b)] {
            if let Some(cell) = mix.get_mut(row * inner.len() + curve) {
                *cell = share;
            }
        }
    }
    let knots_row = graph.row(knots);
    let beyond = graph.op("Sub", &[value, &knots_row]);
    let zero = graph.number(0.0);
    let above = graph.op("Greater", &[&beyond, &zero]);
    let square = graph.op("Mul", &[&beyond, &beyond]);
    let cube = graph.op("Mul", &[&square, &beyond]);
    // Times 0 and not 0, so that a missing number stays missing.
    let none = graph.op("Mul", &[&beyond, &zero]);
    let cubes = graph.op("Where", &[&above, &cube, &none]);
    let mix = graph.doubles(&mix, &[knots.len(), inner.len()]);
    let sums = graph.op("MatMul", &[&cubes, &mix]);
    let norm = graph.number(norm);
    Some(graph.op("Div", &[&sums, &norm]))
}

/// The place of each row's word in a list, or of the one that it counts as; of a word that comes twice the last one counts,
/// as in the pipeline.
fn places(graph: &mut Graph, input: &Value, words: &[String], missing: i64, mend: Option<&Mend>) -> Value {
    let mut known: std::collections::BTreeMap<&str, i64> =
        words.iter().zip(0_i64..).map(|(word, place)| (word.as_str(), place)).collect();
    let counts_as = |(written, other): (&'_ String, &'_ String)| {
        let place = if other.is_empty() { missing } else { known.get(other.as_str()).copied().unwrap_or(UNKNOWN) };
        (written.clone(), place)
    };
    let joined: Vec<(String, i64)> = mend.iter().flat_map(|mend| &mend.same).map(counts_as).collect();
    known.extend(joined.iter().map(|(written, place)| (written.as_str(), *place)));
    known.insert("", missing);
    let numbers: Vec<i64> = known.values().copied().collect();
    let settings = vec![
        Setting::texts("keys_strings", known.keys().copied()),
        Setting::ints("values_int64s", &numbers),
        Setting::int("default_int64", UNKNOWN),
    ];
    graph.node(ML, "LabelEncoder", &[input], settings)
}

fn is_place(graph: &mut Graph, place: &Value, wanted: i64) -> Value {
    let wanted = graph.whole(&[wanted]);
    graph.op("Equal", &[place, &wanted])
}

/// The columns of a column of words.
fn of_words(graph: &mut Graph, input: &Value, source: &Source, mend: Option<&Mend>) -> Option<Value> {
    match source {
        Source::OneHot { words, fill } => {
            if words.len() < 2 {
                return None;
            }
            let stands = fill.and_then(|at| i64::try_from(at).ok());
            let place = places(graph, input, words, stands.unwrap_or(MISSING), mend);
            let all: Vec<i64> = (1..words.len() as i64).collect();
            let all = graph.whole(&all);
            let same = graph.op("Equal", &[&place, &all]);
            let ones = graph.cast(&same, Element::Double);
            if stands.is_some() {
                return Some(ones);
            }
            let missing = is_place(graph, &place, MISSING);
            let none = graph.number(f64::NAN);
            Some(graph.op("Where", &[&missing, &none, &ones]))
        }
        Source::Lookup { words, values, other, fill, .. } => {
            // Behind the words stand a missing cell and an unknown word.
            let place = places(graph, input, words, values.len() as i64, mend);
            let unknown = is_place(graph, &place, UNKNOWN);
            let last = graph.whole(&[values.len() as i64 + 1]);
            let place = graph.op("Where", &[&unknown, &last, &place]);
            let ends = [fill.unwrap_or(f64::NAN), other.unwrap_or(f64::NAN)];
            let list: Vec<f64> = values.iter().copied().chain(ends).collect();
            Some(graph.entry(&list, &place))
        }
        Source::Number { .. } => None,
    }
}

/// The made columns whose products follow, by number.
fn products(pipeline: &FittedPipeline) -> (Vec<usize>, Vec<usize>) {
    let mut starts = Vec::new();
    let mut next = 0;
    for column in &pipeline.columns {
        let width = column.source.width();
        starts.push(next..next + width);
        next += width + usize::from(column.indicator);
    }
    let span = |at: &usize| starts.get(*at).cloned().unwrap_or(0..0);
    let pairs = pipeline
        .interactions
        .iter()
        .flat_map(|[one, other]| span(one).flat_map(move |a| span(other).map(move |b| (a, b))).collect::<Vec<_>>());
    pairs.unzip()
}
