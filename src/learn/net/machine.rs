//! The network while it learns: rows go forward, what is lost comes back, weights move.

use super::data::Data;
use super::{NetSettings, Optimiser};
use crate::math::{
    Draws,
    short::{self, Pace, Packed, adam, column_sums, crossed, momentum, multiply, whole},
    sqrt,
};
use crate::score::model::{Bend, Layer, bend};

/// Streams: of the first weights (one more a layer), and of what a step leaves out (likewise).
const FIRST: u32 = 20;
const LEFT_OUT: u32 = 500_000;

/// Numbers that follow their slopes.
#[derive(Debug, Clone, Default)]
struct Moving {
    values: Vec<f32>,
    slopes: Vec<f32>,
    means: Vec<f32>,
    squares: Vec<f32>,
}

impl Moving {
    fn new(values: Vec<f32>) -> Self {
        let zeros = vec![0.0; values.len()];
        Self { values, slopes: zeros.clone(), means: zeros.clone(), squares: zeros }
    }

    fn go(&mut self, pace: &Steps) {
        let Self { values, slopes, means, squares } = self;
        match pace {
            Steps::Adam(pace) => adam(values, slopes, means, squares, *pace),
            Steps::Sgd(rate, keep) => momentum(values, slopes, means, *rate, *keep),
        }
    }
}

/// How far weights move.
enum Steps {
    Adam(Pace),
    Sgd(f32, f32),
}

/// One layer, its widths raised to eights: what is added stays 0 throughout.
#[derive(Debug, Clone)]
struct Part {
    inputs: usize,
    outputs: usize,
    used: [usize; 2],
    bend: Bend,
    /// Input by input: `outputs` weights each.
    weights: Moving,
    biases: Moving,
    forward: Packed,
    backward: Packed,
    /// What came out, row after row.
    after: Vec<f32>,
    /// What each number of it is to be blamed for.
    blame: Vec<f32>,
    /// What was left out: 0, or what makes up for the others.
    mask: Vec<f32>,
}

/// The network while it learns.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    parts: Vec<Part>,
    rows: Vec<f32>,
    no_bias: Vec<f32>,
    seed: u32,
    taken: u32,
    shrink: [f64; 2],
}

impl Machine {
    /// First weights: √(2 / inputs) × a normal number (He and others, 2015), √(1 / inputs) where nothing is cut off; biases 0.
    pub(super) fn new(columns: usize, settings: &NetSettings) -> Self {
        let ends: Vec<usize> = settings.layers.iter().copied().chain([1]).collect();
        let hidden = settings.layers.len();
        let (mut parts, mut before) = (Vec::new(), columns);
        for (i, used) in ends.into_iter().enumerate() {
            let draws = Draws::new(settings.seed, FIRST + i as u32);
            let share = if settings.bend == Bend::Relu { 2.0 } else { 1.0 };
            let scale = sqrt(share / before as f64);
            let (inputs, outputs) = (whole(before, 8), whole(used, 8));
            let mut weights = vec![0.0; inputs * outputs];
            for (row, places) in weights.chunks_exact_mut(outputs).take(before).enumerate() {
                for (column, place) in places.iter_mut().take(used).enumerate() {
                    *place = (scale * draws.normal((row * used + column) as u32)) as f32;
                }
            }
            parts.push(Part {
                inputs,
                outputs,
                used: [before, used],
                bend: if i < hidden { settings.bend } else { Bend::None },
                weights: Moving::new(weights),
                biases: Moving::new(vec![0.0; outputs]),
                forward: Packed::default(),
                backward: Packed::default(),
                after: Vec::new(),
                blame: Vec::new(),
                mask: Vec::new(),
            });
            before = used;
        }
        let widest = parts.iter().map(|part| part.inputs).max().unwrap_or(0);
        Self { parts, rows: Vec::new(), no_bias: vec![0.0; widest], seed: settings.seed, taken: 0, shrink: [1.0; 2] }
    }

    /// Learns from some rows; what was lost on them, times their weights, as a sum.
    pub(super) fn learn(&mut self, data: &Data, rows: &[u32], settings: &NetSettings) -> f64 {
        self.forward(data, rows, settings.dropout);
        let lost = self.blame_last(data, rows);
        self.back(rows.len());
        self.go(settings);
        lost
    }

    /// What is lost on some rows, and what they weigh, in sum; nothing is learned.
    pub(super) fn judge(&mut self, data: &Data, rows: &[u32]) -> (f64, f64) {
        let mut sums = (0.0, 0.0);
        for block in rows.chunks(4096) {
            self.forward(data, block, 0.0);
            sums.0 += self.blame_last(data, block);
            sums.1 +=
                block.iter().filter_map(|row| data.weights.get(*row as usize)).fold(0.0, |s, w| s + f64::from(*w));
        }
        sums
    }

    /// Sends rows through all layers.
    fn forward(&mut self, data: &Data, rows: &[u32], dropout: f64) {
        let fours = whole(rows.len(), 4);
        self.rows.clear();
        self.rows.resize(fours * data.width, 0.0);
        for (to, row) in self.rows.chunks_exact_mut(data.width).zip(rows) {
            let start = *row as usize * data.width;
            if let Some(from) = data.x.get(start..start + data.width) {
                to.copy_from_slice(from);
            }
        }
        let hidden = self.parts.len().saturating_sub(1);
        for i in 0..self.parts.len() {
            let (done, rest) = self.parts.split_at_mut(i);
            let Some(part) = rest.first_mut() else { return };
            let from = done.last().map_or(&self.rows, |before| &before.after);
            part.forward.take(&part.weights.values, part.inputs, part.outputs);
            part.after.resize(fours * part.outputs, 0.0);
            multiply(from, &part.forward, &part.biases.values, &mut part.after);
            bend(&mut part.after, part.bend, part.outputs, part.used[1]);
            part.mask.clear();
            if dropout > 0.0 && i < hidden {
                let keep = (1.0 / (1.0 - dropout)) as f32;
                let most = (dropout * 4_294_967_296.0) as u32;
                let seed = self.seed.wrapping_add(self.taken.wrapping_mul(0x9e37_79b9));
                let draws = Draws::new(seed, LEFT_OUT.wrapping_add(i as u32));
                let places = 0..part.after.len() as u32;
                part.mask.extend(places.map(|place| if draws.bits(place) < most { 0.0 } else { keep }));
                part.after.iter_mut().zip(&part.mask).for_each(|(x, mask)| *x *= mask);
            }
        }
    }

    /// Blames the last sums for what is lost: the mean slope of the loss. Gives the loss in sum.
    fn blame_last(&mut self, data: &Data, rows: &[u32]) -> f64 {
        let Some(last) = self.parts.last_mut() else { return 0.0 };
        let share = 1.0 / rows.len().max(1) as f32;
        last.blame.clear();
        last.blame.resize(last.after.len(), 0.0);
        let places = last.blame.chunks_exact_mut(last.outputs).zip(last.after.chunks_exact(last.outputs));
        let mut lost = 0.0;
        for ((to, from), row) in places.zip(rows) {
            let (Some(to), Some(z)) = (to.first_mut(), from.first()) else { continue };
            let row = *row as usize;
            let (Some(y), Some(w)) = (data.y.get(row), data.weights.get(row)) else { continue };
            if data.binary {
                let p = short::logistic(*z);
                *to = (p - y) * w * share;
                // ln(1 + e^z) − y z, without overflow.
                let (z, y) = (f64::from(*z), f64::from(*y));
                let more = if z > 0.0 { z } else { 0.0 };
                let size = if z > 0.0 { -z } else { z };
                lost += f64::from(*w) * (more - y * z + crate::math::ln(1.0 + crate::math::exp(size)));
            } else {
                let off = z - y;
                *to = off * w * share;
                lost += f64::from(*w) * 0.5 * f64::from(off) * f64::from(off);
            }
        }
        lost
    }

    /// Hands blame back, layer by layer.
    fn back(&mut self, rows: usize) {
        let fours = whole(rows, 4);
        for i in (0..self.parts.len()).rev() {
            let (before, rest) = self.parts.split_at_mut(i);
            let Some(part) = rest.first_mut() else { return };
            let from = before.last().map_or(&self.rows, |before| &before.after);
            crossed(from, part.inputs, &part.blame, part.outputs, &mut part.weights.slopes);
            column_sums(&part.blame, part.outputs, &mut part.biases.slopes);
            let Some(earlier) = before.last_mut() else { return };
            part.backward.take_turned(&part.weights.values, part.outputs, part.inputs);
            earlier.blame.resize(fours * part.inputs, 0.0);
            let no_bias = self.no_bias.get(..part.inputs).unwrap_or(&[]);
            multiply(&part.blame, &part.backward, no_bias, &mut earlier.blame);
            earlier.unbend();
        }
    }

    /// Moves all weights one step.
    fn go(&mut self, settings: &NetSettings) {
        self.taken = self.taken.wrapping_add(1);
        self.shrink = [self.shrink[0] * 0.9, self.shrink[1] * 0.999];
        let pace = match settings.optimiser {
            Optimiser::Adam => Steps::Adam(Pace {
                rate: settings.rate as f32,
                keep: 0.9,
                keep_square: 0.999,
                least: 1e-8,
                lift: (1.0 / (1.0 - self.shrink[0])) as f32,
                lift_square: (1.0 / (1.0 - self.shrink[1])) as f32,
            }),
            Optimiser::Sgd => Steps::Sgd(settings.rate as f32, settings.momentum as f32),
        };
        let penalty = settings.penalty as f32;
        for part in &mut self.parts {
            if penalty > 0.0 {
                let weights = &mut part.weights;
                weights.slopes.iter_mut().zip(&weights.values).for_each(|(slope, w)| *slope += penalty * w);
            }
            part.weights.go(&pace);
            part.biases.go(&pace);
        }
    }

    /// The layers as a model keeps them, the last one on the scale of the outcome.
    pub(super) fn layers(&self, (centre, spread): (f64, f64)) -> Vec<Layer> {
        let last = self.parts.len().saturating_sub(1);
        let layer = |(i, part): (usize, &Part)| {
            let [inputs, used] = part.used;
            let (centre, spread) = if i == last { (centre, spread) } else { (0.0, 1.0) };
            let scaled = |w: &f32| (f64::from(*w) * spread) as f32;
            let rows = part.weights.values.chunks_exact(part.outputs).take(inputs);
            let column = |j: usize| rows.clone().filter_map(move |row| row.get(j)).map(scaled);
            Layer {
                inputs,
                weights: (0..used).flat_map(column).collect(),
                biases: part
                    .biases
                    .values
                    .iter()
                    .take(used)
                    .map(|b| (f64::from(*b) * spread + centre) as f32)
                    .collect(),
                bend: part.bend,
            }
        };
        self.parts.iter().enumerate().map(layer).collect()
    }
}

impl Part {
    /// Blame of what came out becomes blame of the sums before they were bent.
    fn unbend(&mut self) {
        if !self.mask.is_empty() {
            self.blame.iter_mut().zip(&self.mask).for_each(|(blame, mask)| *blame *= mask);
            // What came out before some was left out; the rest is blamed for nothing.
            let before = |(x, mask): (&mut f32, &f32)| *x = if *mask > 0.0 { *x / mask } else { 0.0 };
            self.after.iter_mut().zip(&self.mask).for_each(before);
        }
        let both = self.blame.iter_mut().zip(&self.after);
        match self.bend {
            Bend::None => {}
            Bend::Relu => both.for_each(|(blame, x)| *blame = if *x > 0.0 { *blame } else { 0.0 }),
            Bend::Tanh => both.for_each(|(blame, x)| *blame *= 1.0 - x * x),
            Bend::Logistic => both.for_each(|(blame, x)| *blame *= x * (1.0 - x)),
        }
    }
}
