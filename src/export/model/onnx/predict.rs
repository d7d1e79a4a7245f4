//! What a predictor adds up, as nodes: columns to a margin.

use super::graph::{Element, Graph, Value};
use super::trees::trees;
use crate::error::{Error, Kind};
use crate::score::model::{Additive, Axis, AxisBins, Bend, Linear, Net, Predictor};

/// The margin of each row.
pub(super) fn margin(graph: &mut Graph, x: &Value, predictor: &Predictor) -> Result<Value, Error> {
    if predictor.columns() == 0 {
        return Err(Error::new(Kind::Unsupported, "export.onnxColumns"));
    }
    Ok(match predictor {
        Predictor::Linear(model) => linear(graph, x, model),
        Predictor::Cox(model) => linear(graph, x, &model.linear),
        Predictor::Hazards(model) => linear(graph, x, &model.linear),
        Predictor::Trees(model) => trees(graph, x, model),
        Predictor::Additive(model) => additive(graph, x, model),
        Predictor::Net(model) => net(graph, x, model),
    })
}

/// `x` has as many columns as the model reads.
fn linear(graph: &mut Graph, x: &Value, model: &Linear) -> Value {
    let weights = graph.doubles(&model.weights, &[model.weights.len(), 1]);
    let intercept = graph.number(model.intercept);
    let sum = graph.op("MatMul", &[x, &weights]);
    graph.op("Add", &[&sum, &intercept])
}

/// The bin of each row, as a whole number.
fn bin(graph: &mut Graph, x: &Value, axis: &Axis) -> Value {
    let column = graph.columns(x, &[axis.column as usize]);
    let missing = axis.missing();
    match &axis.bins {
        AxisBins::Borders(borders) => {
            let place = if borders.is_empty() {
                let zero = graph.number(0.0);
                let below = graph.op("Less", &[&zero, &zero]);
                graph.cast(&below, Element::Whole)
            } else {
                let borders = graph.row(borders);
                let below = graph.op("Less", &[&borders, &column]);
                graph.count(&below)
            };
            let nothing = graph.op("IsNaN", &[&column]);
            let last = graph.whole(&[missing as i64]);
            graph.op("Where", &[&nothing, &last, &place])
        }
        AxisBins::Codes(codes) => {
            // Each code takes as much from the bin of missing as its own bin lies before it; an unknown code takes nothing.
            let list: Vec<f64> = codes.iter().map(|code| f64::from(*code)).collect();
            let list = if list.is_empty() { vec![f64::NAN] } else { list };
            let before: Vec<f64> = (0..list.len()).map(|place| place as f64 - missing as f64).collect();
            let (codes, before) = (graph.row(&list), graph.row(&before));
            let same = graph.op("Equal", &[&column, &codes]);
            let same = graph.cast(&same, Element::Double);
            let taken = graph.op("Mul", &[&same, &before]);
            let taken = graph.sum(&taken);
            let last = graph.number(missing as f64);
            let place = graph.op("Add", &[&taken, &last]);
            graph.cast(&place, Element::Whole)
        }
    }
}

fn additive(graph: &mut Graph, x: &Value, model: &Additive) -> Value {
    let mut sum = graph.number(model.intercept);
    for curve in &model.curves {
        let place = bin(graph, x, &curve.axis);
        let term = graph.entry(&curve.values, &place);
        sum = graph.op("Add", &[&sum, &term]);
    }
    for surface in &model.surfaces {
        let (one, other) = (bin(graph, x, &surface.one), bin(graph, x, &surface.other));
        let width = graph.whole(&[surface.other.missing() as i64 + 1]);
        let row = graph.op("Mul", &[&one, &width]);
        let place = graph.op("Add", &[&row, &other]);
        let term = graph.entry(&surface.values, &place);
        sum = graph.op("Add", &[&sum, &term]);
    }
    // Nothing of the table is in the sum of a model without a term: as many rows as it has must come out all the same.
    if model.curves.is_empty() && model.surfaces.is_empty() {
        let column = graph.columns(x, &[0]);
        let same = graph.op("Equal", &[&column, &column]);
        let ones = graph.cast(&same, Element::Double);
        let zero = graph.number(0.0);
        let none = graph.op("Mul", &[&ones, &zero]);
        sum = graph.op("Add", &[&sum, &none]);
    }
    sum
}

/// Layers in short numbers, as they were fitted.
fn net(graph: &mut Graph, x: &Value, model: &Net) -> Value {
    let scale = (0..model.columns()).map(|column| model.scale(column));
    let (centre, spread): (Vec<f64>, Vec<f64>) = scale.unzip();
    let (centre, spread) = (graph.row(&centre), graph.row(&spread));
    let shifted = graph.op("Sub", &[x, &centre]);
    let scaled = graph.op("Div", &[&shifted, &spread]);
    let input = graph.cast(&scaled, Element::Float);
    let mut h = input.clone();
    for layer in &model.layers {
        let outputs = layer.biases.len();
        // Input by input, as the product takes them.
        let turned: Vec<f32> = (0..layer.inputs)
            .flat_map(|from| layer.weights.iter().skip(from).step_by(layer.inputs.max(1)).copied())
            .collect();
        let weights = graph.floats(&turned, &[layer.inputs, outputs]);
        let biases = graph.floats(&layer.biases, &[1, outputs]);
        let product = graph.op("MatMul", &[&h, &weights]);
        let sums = graph.op("Add", &[&product, &biases]);
        h = match layer.bend {
            Bend::None => sums,
            Bend::Relu => graph.op("Relu", &[&sums]),
            Bend::Tanh => graph.op("Tanh", &[&sums]),
            Bend::Logistic => graph.op("Sigmoid", &[&sums]),
        };
    }
    let margin = graph.cast(&h, Element::Double);
    // 0 for a finite number and none for another: a bend must not hide that something is missing.
    let odd = graph.op("Sub", &[&input, &input]);
    let odd = graph.sum(&odd);
    let odd = graph.cast(&odd, Element::Double);
    graph.op("Add", &[&margin, &odd])
}
