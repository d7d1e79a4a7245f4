//! Steps of a fit: for each bag turns over all columns until nothing is gained on its rows held back; then the pairs that
//! the mean of the bags leaves most to; then for each bag turns over those.

use super::bag::Bag;
use super::couple::Couple;
use super::line::{Line, Pull, Rules};
use super::plane::Plane;
use super::settings::{AdditiveSettings, CheckedAdditive};
use crate::error::{Error, Kind};
use crate::learn::tree::bins::{Bins, Borders};
use crate::learn::tree::sample::{Checked, check, notes};
use crate::learn::{Estimator, Fit, Fitted, Sample};
use crate::math::{Draws, ln};
use crate::score::model::Predictor;

/// The stream of draws that holds rows back; one more a bag.
const HELD: u32 = 5_000_000;
/// Bins of each side when pairs are looked for.
const LOOK: usize = 16;

impl Estimator for CheckedAdditive {
    fn key(&self) -> &'static str {
        "additive"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        let settings = self.0.clone();
        let checked = check(sample)?;
        let bins = Bins::new(sample.x, &settings.categories, settings.bins as usize, settings.seed, false);
        let mean = checked.mean(&checked.rows);
        let base = if checked.binary { ln(mean / (1.0 - mean)) } else { mean };
        let rules = Rules {
            leaves: settings.leaves as usize,
            min_rows: settings.min_rows,
            l2: settings.l2,
            rate: settings.rate,
        };
        let widths: Vec<usize> = bins.borders.iter().map(|borders| borders.bins() + 1).collect();
        let counted = |bin: &u8, missing: usize| (*bin as usize).min(missing) as u8;
        // Missing rows lie in the bin behind the others.
        let column = |(bins, width): (&Vec<u8>, &usize)| {
            let at = |row: &u32| bins.get(*row as usize).map_or(0, |bin| counted(bin, width - 1));
            checked.rows.iter().map(at).collect()
        };
        let columns: Vec<Vec<u8>> = bins.columns.iter().zip(&widths).map(column).collect();
        let (all, unit) = whole(&checked, base);
        let stage = Stage::Curves(0);
        let mut fit = AdditiveFit {
            settings,
            rules,
            base,
            unit,
            borders: bins.borders.clone(),
            notes: notes(&bins),
            wide: sample.x.columns(),
            widths,
            columns,
            all,
            pairs: Vec::new(),
            found: Vec::new(),
            bags: Vec::new(),
            turning: None,
            stage,
            turns: 0,
        };
        fit.turning = Some(fit.begin_bag(0));
        Ok(Box::new(fit))
    }
}

/// All rows that count, none held back; and the unit of their sums. A number is taken from the base on, in a power of two, so
/// that its square is always a number.
fn whole(checked: &Checked<'_>, base: f64) -> (Bag, f64) {
    let mut y: Vec<f64> = checked.rows.iter().filter_map(|row| checked.y.get(*row as usize).copied()).collect();
    let weights = match checked.weights {
        None => Vec::new(),
        Some(_) => checked.rows.iter().map(|row| checked.weight(*row)).collect(),
    };
    let (mut unit, mut start) = (1.0, base);
    if !checked.binary {
        let most = y.iter().fold(0.0_f64, |most, y| most.max((y - base).abs()));
        // The exponent alone.
        let power = f64::from_bits(most.to_bits() & 0x7ff0_0000_0000_0000);
        unit = if power > 1e-300 && power.is_finite() { power } else { 1.0 };
        y.iter_mut().for_each(|y| *y = (*y - base) / unit);
        start = 0.0;
    }
    (Bag { used: y.len(), binary: checked.binary, sums: vec![start; y.len()], y, weights }, unit)
}

/// What is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Curves of a bag.
    Curves(usize),
    /// Pairs of a column with those behind it are looked at.
    Look(usize),
    /// Surfaces of a bag.
    Surfaces(usize),
    /// Nothing.
    Done,
}

/// A bag under way.
struct Turning {
    bag: Bag,
    /// Columns of curves, or cells of surfaces, of its rows.
    places: Vec<Vec<u16>>,
    counts: Vec<Vec<u32>>,
    /// Values of each term so far, and the best so far.
    values: Vec<Vec<f64>>,
    best: Vec<Vec<f64>>,
    least: f64,
    turns: u32,
    best_turn: u32,
    /// What each term gained when it was last looked at.
    gains: Vec<f64>,
}

/// A fit under way: a turn of one bag a step.
pub struct AdditiveFit {
    settings: AdditiveSettings,
    rules: Rules,
    pub(super) base: f64,
    /// Values of a number to predict are kept in this unit, from the base on.
    pub(super) unit: f64,
    pub(super) borders: Vec<Borders>,
    notes: Vec<crate::learn::FitNote>,
    pub(super) wide: usize,
    pub(super) widths: Vec<usize>,
    /// Bins of the rows that count; the last one is missing.
    pub(super) columns: Vec<Vec<u8>>,
    pub(super) all: Bag,
    pub(super) pairs: Vec<Couple>,
    /// What pairs looked at would gain.
    found: Vec<(f64, [usize; 2])>,
    /// Values of each bag's curves, then of its surfaces.
    pub(super) bags: Vec<[Vec<Vec<f64>>; 2]>,
    turning: Option<Turning>,
    stage: Stage,
    turns: usize,
}

impl AdditiveFit {
    /// Rows of a bag in use, then those held back.
    fn rows(&self, bag: usize) -> (Vec<u32>, usize) {
        let draws = Draws::new(self.settings.seed, HELD + bag as u32);
        let held = |row: &u32| draws.uniform(*row) < self.settings.hold;
        let (back, mut rows): (Vec<u32>, Vec<u32>) = (0..self.all.y.len() as u32).partition(held);
        let used = rows.len();
        if used == 0 {
            return (back, self.all.y.len());
        }
        rows.extend(back);
        (rows, used)
    }

    fn bag(&self, rows: &[u32], used: usize) -> Bag {
        let take =
            |all: &[f64]| -> Vec<f64> { rows.iter().filter_map(|row| all.get(*row as usize).copied()).collect() };
        let Bag { binary, y, weights, .. } = &self.all;
        let start = if *binary { self.base } else { 0.0 };
        Bag { used, binary: *binary, y: take(y), weights: take(weights), sums: vec![start; rows.len()] }
    }

    fn turning(bag: Bag, places: Vec<Vec<u16>>, widths: impl Iterator<Item = usize>) -> Turning {
        let values: Vec<Vec<f64>> = widths.map(|width| vec![0.0; width]).collect();
        let counts = places.iter().zip(&values).map(|(places, values)| bag.counts(places, values.len())).collect();
        let least = if bag.used < bag.y.len() { bag.loss() } else { f64::INFINITY };
        let gains = vec![0.0; values.len()];
        Turning { bag, places, counts, best: values.clone(), values, least, turns: 0, best_turn: 0, gains }
    }

    fn begin_bag(&self, number: usize) -> Turning {
        let (rows, used) = self.rows(number);
        let place =
            |column: &Vec<u8>| rows.iter().map(|row| column.get(*row as usize).map_or(0, |b| u16::from(*b))).collect();
        let places = self.columns.iter().map(place).collect();
        Self::turning(self.bag(&rows, used), places, self.widths.iter().copied())
    }

    fn begin_surfaces(&self, number: usize) -> Turning {
        let (rows, used) = self.rows(number);
        let mut bag = self.bag(&rows, used);
        let curves = self.bags.get(number).map_or(&[][..], |[curves, _]| curves);
        for (column, values) in self.columns.iter().zip(curves) {
            let bins: Vec<u8> = rows.iter().filter_map(|row| column.get(*row as usize).copied()).collect();
            bag.add(&bins, values);
        }
        let places = self.pairs.iter().map(|couple| self.cells(couple, &rows)).collect();
        Self::turning(bag, places, self.pairs.iter().map(|couple| couple.shape[0] * couple.shape[1]))
    }

    /// One turn of the bag under way, as many steps as there are terms; whether it has ended.
    fn turn(&mut self, surfaces: bool) -> bool {
        let Some(turning) = &mut self.turning else { return true };
        let (mut line, mut plane) = (Line::default(), Plane::default());
        let (mut pulls, mut steps) = (Vec::<Pull>::new(), Vec::new());
        let terms = turning.values.len();
        let in_turn = turning.turns.is_multiple_of(self.settings.greed + 1);
        for step in 0..terms {
            // The first of those that gained most when they were last looked at.
            let most = turning.gains.iter().enumerate().rev().max_by(|a, b| a.1.total_cmp(b.1));
            let term = if in_turn { step } else { most.map_or(0, |(term, _)| term) };
            let (Some(places), Some(counts)) = (turning.places.get(term), turning.counts.get(term)) else { continue };
            let (Some(values), Some(gain)) = (turning.values.get_mut(term), turning.gains.get_mut(term)) else {
                continue;
            };
            pulls.resize(values.len(), [0.0; 2]);
            steps.resize(values.len(), 0.0);
            turning.bag.pulls(places, &mut pulls);
            if surfaces {
                let shape = self.pairs.get(term).map_or([0; 2], |couple| couple.shape);
                plane.take(&pulls, counts, shape);
                *gain = plane.step(&self.rules, &mut steps);
            } else {
                let ordered = matches!(self.borders.get(term), Some(Borders::Numbers(_)));
                *gain = line.step(&pulls, counts, ordered, &self.rules, &mut steps);
            }
            turning.bag.add(places, &steps);
            values.iter_mut().zip(&steps).for_each(|(value, step)| *value += step);
        }
        turning.turns += 1;
        // Without rows held back it goes to the end.
        let loss = if turning.bag.used < turning.bag.y.len() { turning.bag.loss() } else { -f64::from(turning.turns) };
        if loss < turning.least {
            turning.least = loss;
            turning.best_turn = turning.turns;
            turning.best.clone_from(&turning.values);
        }
        let idle = turning.turns - turning.best_turn;
        turning.turns >= self.settings.turns || idle >= self.settings.patience || turning.values.is_empty()
    }

    /// Looks at the pairs of one column with those behind it.
    fn look(&mut self, first: usize) {
        let rules = Rules { rate: 1.0, ..self.rules };
        let rows: Vec<u32> = (0..self.all.y.len() as u32).collect();
        let mut plane = Plane::default();
        for second in first + 1..self.columns.len() {
            let couple = self.couple([first, second], LOOK);
            let cells = self.cells(&couple, &rows);
            let width = couple.shape[0] * couple.shape[1];
            let mut pulls = vec![[0.0; 2]; width];
            self.all.pulls(&cells, &mut pulls);
            plane.take(&pulls, &self.all.counts(&cells, width), couple.shape);
            self.found.push((plane.gain(&rules), [first, second]));
        }
    }

    /// Bags are done with their curves: looks for pairs where some are wanted.
    fn after_curves(&mut self) -> Stage {
        if self.settings.pairs == 0 || self.columns.len() < 2 {
            return Stage::Done;
        }
        for column in 0..self.columns.len() {
            let (values, _) = self.mean(0, column);
            if let Some(bins) = self.columns.get(column) {
                self.all.add(bins, &values);
            }
        }
        Stage::Look(0)
    }

    fn after_look(&mut self) -> Stage {
        self.found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        self.found.retain(|(gain, _)| *gain > 0.0);
        let most = self.settings.pair_bins as usize;
        let best: Vec<[usize; 2]> = self.found.iter().take(self.settings.pairs as usize).map(|found| found.1).collect();
        self.pairs = best.into_iter().map(|columns| self.couple(columns, most)).collect();
        if self.pairs.is_empty() {
            return Stage::Done;
        }
        self.turning = Some(self.begin_surfaces(0));
        Stage::Surfaces(0)
    }

    /// Keeps the best of the bag that has ended.
    fn keep(&mut self, surfaces: bool, number: usize) {
        let Some(turning) = self.turning.take() else { return };
        if surfaces {
            if let Some([_, to]) = self.bags.get_mut(number) {
                *to = turning.best;
            }
        } else {
            self.bags.push([turning.best, Vec::new()]);
        }
    }
}

impl Fit for AdditiveFit {
    fn step(&mut self) -> Result<bool, Error> {
        let bags = self.settings.bags as usize;
        self.turns += 1;
        let stage = self.stage;
        self.stage = match stage {
            Stage::Curves(bag) if self.turn(false) => {
                self.keep(false, bag);
                if bag + 1 < bags {
                    self.turning = Some(self.begin_bag(bag + 1));
                    Stage::Curves(bag + 1)
                } else {
                    self.after_curves()
                }
            }
            Stage::Look(first) => {
                self.look(first);
                if first + 2 < self.columns.len() { Stage::Look(first + 1) } else { self.after_look() }
            }
            Stage::Surfaces(bag) if self.turn(true) => {
                self.keep(true, bag);
                if bag + 1 < bags {
                    self.turning = Some(self.begin_surfaces(bag + 1));
                    Stage::Surfaces(bag + 1)
                } else {
                    Stage::Done
                }
            }
            stage => stage,
        };
        Ok(self.stage == Stage::Done)
    }

    fn progress(&self) -> (usize, usize) {
        let kinds = if self.settings.pairs > 0 { 2 } else { 1 };
        (self.turns, kinds * self.settings.bags as usize * self.settings.turns as usize)
    }

    fn finish(mut self: Box<Self>) -> Result<Fitted, Error> {
        match self.stage {
            Stage::Curves(bag) => self.keep(false, bag),
            Stage::Surfaces(bag) => {
                self.keep(true, bag);
                // Bags without surfaces would halve those of the others.
                self.bags.truncate(bag + 1);
            }
            _ => {}
        }
        if self.turns == 0 || self.bags.is_empty() {
            return Err(Error::new(Kind::Cancelled, "cancelled"));
        }
        let model = self.model();
        // Numbers so large that their sums are none.
        model.check().map_err(|_| Error::new(Kind::Value, "learn.unsolved"))?;
        Ok(Fitted { predictor: Predictor::Additive(model), table: None, notes: self.notes })
    }
}
