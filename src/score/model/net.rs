//! h⁽ˡ⁺¹⁾ = f(W⁽ˡ⁾h⁽ˡ⁾ + b⁽ˡ⁾): a multi-layer perceptron in short numbers.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::math::{
    Matrix,
    short::{self, Packed, multiply, multiply_one, whole},
};

/// Rows that go through the layers together: what lies between two layers stays in the nearest cache.
const BLOCK: usize = 128;
/// The widest layer and the most layers that are read.
const WIDEST: usize = 4096;
const DEEPEST: usize = 16;

/// f: how the sums of a layer are bent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Bend {
    /// Not at all: the last layer.
    None,
    /// max(x, 0).
    #[default]
    Relu,
    /// The hyperbolic tangent.
    Tanh,
    /// 1 / (1 + e^-x).
    Logistic,
}

/// One layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Layer {
    /// How many numbers come in.
    pub inputs: usize,
    /// W, output by output: `inputs` weights each.
    pub weights: Vec<f32>,
    /// b, one an output.
    pub biases: Vec<f32>,
    /// f.
    pub bend: Bend,
}

/// A fitted network with one output, whose margin is the log odds or the number itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Net {
    /// What is taken off each column first; empty where nothing is.
    pub centre: Vec<f64>,
    /// What each column is divided by then, above 0; as long as `centre`.
    pub spread: Vec<f64>,
    /// Layers from the columns to the margin.
    pub layers: Vec<Layer>,
}

impl Net {
    /// How many columns it reads.
    pub fn columns(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.inputs)
    }

    /// Refuses a network that does not hang together.
    ///
    /// # Errors
    ///
    /// `model.broken` with the part: no or too many layers, a width of 0 or above 4,096, lengths that do not fit, more than
    /// one output or a bent one, a number that is not finite, a spread that is not above 0.
    pub fn check(&self) -> Result<(), Error> {
        let wrong = |problem: &str| Err(Error::new(Kind::Malformed, "model.broken").with("problem", problem));
        if self.layers.is_empty() || self.layers.len() > DEEPEST {
            return wrong("layers");
        }
        let mut before = self.columns();
        for layer in &self.layers {
            let outputs = layer.biases.len();
            let wide = 1..=WIDEST;
            if layer.inputs != before || !wide.contains(&layer.inputs) || !wide.contains(&outputs) {
                return wrong("inputs");
            }
            if layer.weights.len() != layer.inputs * outputs {
                return wrong("weights");
            }
            if !layer.weights.iter().chain(&layer.biases).all(|x| x.is_finite()) {
                return wrong("numbers");
            }
            before = outputs;
        }
        if before != 1 || self.layers.last().is_some_and(|layer| layer.bend != Bend::None) {
            return wrong("output");
        }
        let scaled = self.spread.len() == self.centre.len() && [0, self.columns()].contains(&self.centre.len());
        if !scaled
            || !self.centre.iter().all(|x| x.is_finite())
            || !self.spread.iter().all(|x| x.is_finite() && *x > 0.0)
        {
            return wrong("spread");
        }
        Ok(())
    }

    /// The margin of each row; NaN where a number of the row is missing, or where the table has fewer columns than the
    /// network.
    pub fn margins(&self, x: &Matrix) -> Vec<f64> {
        let columns = self.columns();
        if x.columns() < columns || columns == 0 {
            return vec![f64::NAN; x.rows()];
        }
        let ready = Ready::of(self);
        let width = ready.width;
        let mut room = Room::new(&ready, x.rows().min(BLOCK));
        let mut margins = Vec::with_capacity(x.rows());
        let mut odd = Vec::new();
        for start in (0..x.rows()).step_by(BLOCK) {
            let rows = BLOCK.min(x.rows() - start);
            odd.clear();
            odd.resize(rows, false);
            for column in 0..columns {
                let (centre, spread) = self.scale(column);
                let from = x.column(column).get(start..start + rows).unwrap_or(&[]);
                let places = room.first.get_mut(column..).unwrap_or(&mut []).iter_mut().step_by(width);
                for ((place, odd), value) in places.zip(&mut odd).zip(from) {
                    *place = ((value - centre) / spread) as f32;
                    *odd |= !place.is_finite();
                }
            }
            room.out.clear();
            let Room { first, from, to, out } = &mut room;
            ready.run(first.get(..whole(rows, 4) * width).unwrap_or(&[]), [from, to], out);
            margins.extend(out.iter().zip(&odd).map(|(x, odd)| if *odd { f64::NAN } else { f64::from(*x) }));
        }
        margins
    }

    /// The margin of each row of a table that lies row after row in short numbers and is scaled already; `None` where its
    /// length is no multiple of the columns. Numbers must be finite.
    pub fn row_margins(&self, rows: &[f32]) -> Option<Vec<f32>> {
        let columns = self.columns();
        if columns == 0 || !rows.len().is_multiple_of(columns) {
            return None;
        }
        let ready = Ready::of(self);
        let all = rows.len() / columns;
        let width = ready.width;
        let Room { mut first, mut from, mut to, .. } = Room::new(&ready, all.min(BLOCK));
        let mut margins = Vec::with_capacity(whole(all, 4));
        for block in rows.chunks(BLOCK * columns) {
            let whole_block = width == columns && block.len().is_multiple_of(4 * columns);
            if !whole_block {
                for (to, from) in first.chunks_exact_mut(width).zip(block.chunks_exact(columns)) {
                    to.get_mut(..columns).unwrap_or(&mut []).copy_from_slice(from);
                }
            }
            let copied = first.get(..whole(block.len() / columns, 4) * width).unwrap_or(&[]);
            ready.run(if whole_block { block } else { copied }, [&mut from, &mut to], &mut margins);
        }
        margins.truncate(all);
        Some(margins)
    }

    /// [`Net::row_margins`] as shares, by the logistic function.
    pub fn row_shares(&self, rows: &[f32]) -> Option<Vec<f32>> {
        let mut shares = self.row_margins(rows)?;
        short::logistic_all(&mut shares);
        Some(shares)
    }

    /// What is taken off a column, and what it is divided by.
    pub fn scale(&self, column: usize) -> (f64, f64) {
        let or = |list: &[f64], usual| list.get(column).copied().unwrap_or(usual);
        (or(&self.centre, 0.0), or(&self.spread, 1.0))
    }
}

/// Bends the sums of a layer; `width` numbers a row, of which the first `used` count and the others stay 0.
pub(crate) fn bend(values: &mut [f32], bend: Bend, width: usize, used: usize) {
    match bend {
        Bend::None => {}
        Bend::Relu => short::relu(values),
        Bend::Tanh => short::tanh_all(values),
        Bend::Logistic => {
            short::logistic_all(values);
            for row in values.chunks_exact_mut(width.max(1)) {
                row.get_mut(used..).unwrap_or(&mut []).fill(0.0);
            }
        }
    }
}

/// A layer made ready to multiply.
struct Panel {
    packed: Packed,
    biases: Vec<f32>,
    used: usize,
    bend: Bend,
}

/// All layers made ready.
struct Ready {
    panels: Vec<Panel>,
    /// The last layer: one weight a number that comes in, and its bias.
    last: (Vec<f32>, f32),
    /// Numbers a row of the first layer holds.
    width: usize,
}

/// Where rows lie before and after a layer.
struct Room {
    first: Vec<f32>,
    from: Vec<f32>,
    to: Vec<f32>,
    out: Vec<f32>,
}

impl Room {
    fn new(ready: &Ready, rows: usize) -> Self {
        let rows = whole(rows, 4);
        let widest = ready.panels.iter().map(|panel| panel.biases.len()).max().unwrap_or(0);
        let space = || vec![0.0; rows * widest];
        Self { first: vec![0.0; rows * ready.width], from: space(), to: space(), out: Vec::new() }
    }
}

impl Ready {
    fn of(net: &Net) -> Self {
        // The last layer takes numbers in fours; where there is another before it, the first takes the columns as they are.
        let width = if net.layers.len() > 1 { net.columns() } else { whole(net.columns(), 4) };
        let (mut panels, mut before) = (Vec::new(), width);
        let Some((last, hidden)) = net.layers.split_last() else {
            return Self { panels, last: (Vec::new(), f32::NAN), width };
        };
        for layer in hidden {
            let used = layer.biases.len();
            let (inside, columns) = (before, whole(used, 8));
            let mut table = vec![0.0; inside * columns];
            for (to, from) in table.chunks_exact_mut(inside.max(1)).zip(layer.weights.chunks_exact(layer.inputs.max(1)))
            {
                to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            }
            let mut biases = layer.biases.clone();
            biases.resize(columns, 0.0);
            let mut packed = Packed::default();
            packed.take_turned(&table, inside, columns);
            panels.push(Panel { packed, biases, used, bend: layer.bend });
            before = columns;
        }
        let mut weights = last.weights.clone();
        weights.resize(before, 0.0);
        Self { panels, last: (weights, last.biases.first().copied().unwrap_or(f32::NAN)), width }
    }

    /// Sends rows, in fours, through all layers and adds what comes out, one number a row.
    fn run(&self, first: &[f32], [from, to]: [&mut Vec<f32>; 2], out: &mut Vec<f32>) {
        let rows = first.len() / self.width.max(1);
        let mut before = self.width;
        for (i, panel) in self.panels.iter().enumerate() {
            let width = panel.biases.len();
            let source = if i == 0 { first } else { from.get(..rows * before).unwrap_or(&[]) };
            let target = to.get_mut(..rows * width).unwrap_or(&mut []);
            multiply(source, &panel.packed, &panel.biases, target);
            bend(target, panel.bend, width, panel.used);
            std::mem::swap(from, to);
            before = width;
        }
        let source = if self.panels.is_empty() { first } else { from.get(..rows * before).unwrap_or(&[]) };
        multiply_one(source, &self.last.0, self.last.1, out);
    }
}

#[cfg(test)]
mod tests {
    use super::{Bend, Layer, Net};
    use crate::math::{Draws, Matrix};

    fn layer(stream: u32, inputs: usize, outputs: usize, bend: Bend) -> Layer {
        let draws = Draws::new(4, stream);
        let some = |n: usize, from: u32| (0..n).map(|k| draws.normal(from + k as u32) as f32).collect();
        Layer { inputs, weights: some(inputs * outputs, 0), biases: some(outputs, 9000), bend }
    }

    fn net(f: Bend) -> Net {
        let layers = vec![layer(1, 5, 11, f), layer(2, 11, 3, f), layer(3, 3, 1, Bend::None)];
        Net { centre: vec![1.0; 5], spread: vec![2.0; 5], layers }
    }

    fn plainly(net: &Net, row: &[f64]) -> f64 {
        let mut h: Vec<f64> = row.iter().enumerate().map(|(j, x)| (x - net.scale(j).0) / net.scale(j).1).collect();
        for layer in &net.layers {
            let sums = layer.weights.chunks(layer.inputs).zip(&layer.biases);
            let sums = sums.map(|(w, b)| w.iter().zip(&h).map(|(w, h)| f64::from(*w) * h).sum::<f64>() + f64::from(*b));
            h = sums
                .map(|x| match layer.bend {
                    Bend::None => x,
                    Bend::Relu => x.max(0.0),
                    Bend::Tanh => libm::tanh(x),
                    Bend::Logistic => 1.0 / (1.0 + libm::exp(-x)),
                })
                .collect();
        }
        h[0]
    }

    #[test]
    fn margins_are_the_formula() {
        let rows = 4101;
        let values: Vec<f64> = (0..rows * 5).map(|k| Draws::new(4, 9).normal(k as u32)).collect();
        let mut x = Matrix::of_columns(rows, values).unwrap();
        x.column_mut(2)[4098] = f64::NAN;
        for f in [Bend::None, Bend::Relu, Bend::Tanh, Bend::Logistic] {
            let net = net(f);
            net.check().unwrap();
            let margins = net.margins(&x);
            assert_eq!(margins.len(), rows);
            let mut row = Vec::new();
            for (i, margin) in margins.iter().enumerate() {
                x.row_into(i, &mut row);
                let want = plainly(&net, &row);
                assert!((margin - want).abs() < 2e-5 || (i == 4098 && margin.is_nan()), "{f:?} {i} {margin} {want}");
            }
        }
    }

    #[test]
    fn short_rows_give_the_same_margins() {
        let net = Net { centre: Vec::new(), spread: Vec::new(), ..net(Bend::Relu) };
        let rows: Vec<f32> = (0..7 * 5).map(|k| Draws::new(4, 9).normal(k) as f32).collect();
        let columns = (0..5).flat_map(|j| (0..7).map(move |i| i * 5 + j)).map(|k| f64::from(rows[k])).collect();
        let wide = net.margins(&Matrix::of_columns(7, columns).unwrap());
        let short: Vec<f64> = net.row_margins(&rows).unwrap().into_iter().map(f64::from).collect();
        assert_eq!(wide, short);
        assert!(net.row_margins(&rows[1..]).is_none());
        assert!(net.row_shares(&rows).unwrap().iter().all(|p| *p > 0.0 && *p < 1.0));
    }

    #[test]
    fn a_network_that_does_not_hang_together_is_refused() {
        let wrong: [fn(&mut Net); 9] = [
            |n| n.layers.clear(),
            |n| n.layers[1].inputs = 12,
            |n| n.layers[0].weights.truncate(3),
            |n| n.layers[2].biases.push(0.0),
            |n| n.layers[2].bend = Bend::Relu,
            |n| n.layers[1].weights[0] = f32::NAN,
            |n| n.spread[0] = 0.0,
            |n| n.centre.truncate(1),
            |n| n.layers[0].inputs = usize::MAX,
        ];
        for change in wrong {
            let mut net = net(Bend::Relu);
            change(&mut net);
            assert_eq!(net.check().unwrap_err().key, "model.broken");
            // Unchecked, it still ends.
            assert_eq!(net.clone().columns(), net.columns());
        }
        let text = serde_json::to_string(&net(Bend::Tanh)).unwrap();
        assert_eq!(serde_json::from_str::<Net>(&text).unwrap(), net(Bend::Tanh));
        assert!(serde_json::from_str::<Net>(&text.replace("centre", "center")).is_err());
    }

    #[test]
    fn too_few_columns_give_no_number() {
        assert!(net(Bend::Relu).margins(&Matrix::zeros(3, 4)).iter().all(|x| x.is_nan()));
        assert!(net(Bend::Relu).margins(&Matrix::zeros(0, 5)).is_empty());
    }
}
