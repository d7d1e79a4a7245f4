//! Integrated gradients of a network: how much each column moved its margin away from that of a base row (Sundararajan, Taly
//! and Yan, 2017).
//!
//! The slope is averaged along the straight line from the base to the row. The line is cut in pieces until the slope in the middle
//! of each tells by how much the margin differs between its ends; so a kink of `relu` is closed in on, and what is straight is
//! exact.

use crate::score::model::{Bend, Net};

/// The parts add up to the difference of margins within this, or [`Along::gap`] says by how much they do not.
pub const TOLERANCE: f64 = 1e-6;
/// Pieces of the line at first, how often one is cut in two at most, and how thin one may become.
const FEW: u32 = 32;
const MANY: usize = 100_000;
const THINNEST: f64 = 1e-9;

/// What each column did.
#[derive(Debug, Clone, PartialEq)]
pub struct Along {
    /// In the unit of the margin, one a column.
    pub parts: Vec<f64>,
    /// Margin of the base row.
    pub base: f64,
    /// Margin of the row.
    pub margin: f64,
    /// By how much the parts miss the difference.
    pub gap: f64,
}

/// One part a column, for a `row` against a `base`; `None` where the network is not sound ([`Net::check`]), or a row has
/// another length or a number that is not finite.
pub fn integrated(net: &Net, row: &[f64], base: &[f64]) -> Option<Along> {
    let columns = net.columns();
    let finite = row.iter().chain(base).all(|x| x.is_finite());
    if net.check().is_err() || row.len() != columns || base.len() != columns || !finite {
        return None;
    }
    let scaled = |row: &[f64]| -> Vec<f64> {
        let scale = |(column, x): (usize, &f64)| (x - net.scale(column).0) / net.scale(column).1;
        row.iter().enumerate().map(scale).collect()
    };
    let (to, from) = (scaled(row), scaled(base));
    let moved: Vec<f64> = to.iter().zip(&from).map(|(to, from)| to - from).collect();
    let mut room = Room::default();
    let (base, margin) = (room.margin(net, &from), room.margin(net, &to));
    let difference = margin - base;
    let allowed = TOLERANCE * if difference.abs() > 1.0 { difference.abs() } else { 1.0 };
    let mut at = |share: f64, slopes: Option<&mut Vec<f64>>| {
        let point: Vec<f64> = from.iter().zip(&moved).map(|(from, moved)| from + share * moved).collect();
        let margin = room.margin(net, &point);
        if let Some(slopes) = slopes {
            slopes.clear();
            slopes.extend_from_slice(room.slopes(net));
        }
        margin
    };
    let (mut parts, mut slopes, mut left) = (vec![0.0; columns], Vec::new(), MANY);
    let mut pieces: Vec<(f64, f64)> =
        (0..FEW).map(|i| (f64::from(i) / f64::from(FEW), f64::from(i + 1) / f64::from(FEW))).collect();
    while let Some((start, end)) = pieces.pop() {
        let width = end - start;
        let middle = start + 0.5 * width;
        at(middle, Some(&mut slopes));
        let sum = slopes.iter().zip(&moved).fold(0.0, |sum, (slope, moved)| sum + slope * moved) * width;
        let off = at(end, None) - at(start, None) - sum;
        if off.abs() > allowed * width && width > THINNEST && left > 0 {
            left -= 1;
            pieces.extend([(start, middle), (middle, end)]);
            continue;
        }
        let each = parts.iter_mut().zip(&slopes).zip(&moved);
        each.for_each(|((part, slope), moved)| *part += slope * moved * width);
    }
    let gap = difference - parts.iter().fold(0.0, |sum, part| sum + part);
    Some(Along { parts, base, margin, gap })
}

/// Numbers of each layer at one point.
#[derive(Default)]
struct Room {
    /// What went in first, then what came out of each layer.
    steps: Vec<Vec<f64>>,
    blame: Vec<f64>,
}

impl Room {
    /// The margin at a scaled row, in long numbers.
    fn margin(&mut self, net: &Net, row: &[f64]) -> f64 {
        self.steps.clear();
        self.steps.push(row.to_vec());
        for layer in &net.layers {
            let before = self.steps.last().map_or(&[][..], Vec::as_slice);
            let sum = |(weights, bias): (&[f32], &f32)| {
                weights.iter().zip(before).fold(f64::from(*bias), |sum, (w, x)| sum + f64::from(*w) * x)
            };
            let after = layer.weights.chunks_exact(layer.inputs).zip(&layer.biases).map(sum);
            let after = after.map(|z| bent(layer.bend, z)).collect();
            self.steps.push(after);
        }
        self.steps.last().and_then(|last| last.first()).copied().unwrap_or(f64::NAN)
    }

    /// The slope of the margin along each scaled column, at the row that went through last.
    fn slopes(&mut self, net: &Net) -> &[f64] {
        self.blame.clear();
        self.blame.push(1.0);
        for (layer, after) in net.layers.iter().zip(self.steps.iter().skip(1)).rev() {
            let mut earlier = vec![0.0; layer.inputs];
            let rows = layer.weights.chunks_exact(layer.inputs).zip(after).zip(&self.blame);
            for ((weights, h), blame) in rows {
                let blame = blame * slope(layer.bend, *h);
                earlier.iter_mut().zip(weights).for_each(|(sum, w)| *sum += blame * f64::from(*w));
            }
            self.blame = earlier;
        }
        &self.blame
    }
}

/// f.
fn bent(bend: Bend, z: f64) -> f64 {
    match bend {
        Bend::None => z,
        Bend::Relu => z.max(0.0),
        Bend::Tanh => 2.0 * crate::math::logistic(2.0 * z) - 1.0,
        Bend::Logistic => crate::math::logistic(z),
    }
}

/// The slope of f, from what came out.
fn slope(bend: Bend, h: f64) -> f64 {
    match bend {
        Bend::None => 1.0,
        Bend::Relu => f64::from(u8::from(h > 0.0)),
        Bend::Tanh => 1.0 - h * h,
        Bend::Logistic => h * (1.0 - h),
    }
}

#[cfg(test)]
mod tests {
    use super::{TOLERANCE, integrated};
    use crate::math::{Draws, Matrix};
    use crate::score::model::{Bend, Layer, Net};

    fn net(f: Bend) -> Net {
        let layer = |stream: u32, inputs: usize, outputs: usize, bend| {
            let draws = Draws::new(14, stream);
            let some = |n: usize, from: u32| (0..n).map(|k| 0.5 * draws.normal(from + k as u32) as f32).collect();
            Layer { inputs, weights: some(inputs * outputs, 0), biases: some(outputs, 9000), bend }
        };
        let layers = vec![layer(1, 6, 16, f), layer(2, 16, 8, f), layer(3, 8, 1, Bend::None)];
        Net { centre: vec![1.0; 6], spread: vec![3.0; 6], layers }
    }

    fn row(stream: u32) -> Vec<f64> {
        (0..6).map(|k| 3.0 * Draws::new(15, stream).normal(k)).collect()
    }

    #[test]
    fn parts_add_up_to_the_difference() {
        for f in [Bend::None, Bend::Relu, Bend::Tanh, Bend::Logistic] {
            for stream in 0..20 {
                let (net, to, from) = (net(f), row(stream), row(100));
                let along = integrated(&net, &to, &from).unwrap();
                let sum: f64 = along.parts.iter().sum();
                let difference = along.margin - along.base;
                assert!((sum - difference).abs() <= TOLERANCE * difference.abs().max(1.0), "{f:?} {along:?}");
                assert!((net.margins(&Matrix::of_columns(1, to).unwrap())[0] - along.margin).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn a_linear_network_has_its_weights_times_the_way() {
        let layer = Layer { inputs: 2, weights: vec![2.0, -1.0], biases: vec![0.5], bend: Bend::None };
        let net = Net { centre: vec![0.0; 2], spread: vec![1.0, 2.0], layers: vec![layer] };
        let along = integrated(&net, &[3.0, 4.0], &[1.0, 0.0]).unwrap();
        assert!((along.parts[0] - 4.0).abs() < 1e-12 && (along.parts[1] + 2.0).abs() < 1e-12);
        assert_eq!((along.base, along.margin), (2.5, 4.5));
    }

    #[test]
    fn a_column_that_did_not_move_did_nothing_and_nonsense_is_refused() {
        let (net, mut to, from) = (net(Bend::Relu), row(1), row(2));
        to[3] = from[3];
        assert_eq!(integrated(&net, &to, &from).unwrap().parts[3], 0.0);
        assert!(integrated(&net, &to[1..], &from).is_none());
        to[0] = f64::NAN;
        assert!(integrated(&net, &to, &from).is_none());
    }
}
