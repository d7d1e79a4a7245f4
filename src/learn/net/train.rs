//! Epochs, early stopping, the model that comes out.

use super::{CheckedNet, data::Data, machine::Machine};
use crate::error::{Error, Kind};
use crate::learn::{Estimator, Fit, FitNote, Fitted, Sample};
use crate::math::Draws;
use crate::score::model::{Net, Predictor};

/// The stream of the order of the rows in the first epoch, one more each epoch.
const ORDER: u32 = 30;
/// Rows learned from in one step of [`Fit`].
const BLOCK: usize = 4096;

impl Estimator for CheckedNet {
    fn key(&self) -> &'static str {
        "net"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        let data = Data::read(sample, self)?;
        let machine = Machine::new(sample.x.columns(), self);
        let steps = data.fit.len().div_ceil(self.block());
        Ok(Box::new(Training {
            settings: self.clone(),
            data,
            machine,
            steps,
            order: Vec::new(),
            epoch: 0,
            at: 0,
            lost: 0.0,
            best: None,
            waited: 0,
            stopped: false,
        }))
    }
}

impl CheckedNet {
    /// Rows of one step: whole batches, about 4,096 rows.
    fn block(&self) -> usize {
        self.batch * (BLOCK / self.batch).max(1)
    }
}

/// A fit under way.
struct Training {
    settings: CheckedNet,
    data: Data,
    machine: Machine,
    /// Steps an epoch takes.
    steps: usize,
    /// Rows in the order of this epoch.
    order: Vec<u32>,
    epoch: usize,
    /// Rows of this epoch that were learned from.
    at: usize,
    lost: f64,
    /// The least loss on the rows held back, and the network that had it.
    best: Option<(f64, Machine)>,
    /// Epochs since.
    waited: usize,
    stopped: bool,
}

impl Training {
    /// Rows in the order of their random bits.
    fn shuffle(&mut self) {
        let draws = Draws::new(self.settings.seed, ORDER.wrapping_add(self.epoch as u32));
        let places = self.data.fit.iter().enumerate();
        let mut keys: Vec<u64> = places.map(|(i, _)| (u64::from(draws.bits(i as u32)) << 32) | i as u64).collect();
        keys.sort_unstable();
        let row = |key: &u64| self.data.fit.get((*key & 0xffff_ffff) as usize).copied();
        self.order = keys.iter().filter_map(row).collect();
    }

    /// Ends an epoch: keeps the best network, and says when waiting is over.
    fn end_epoch(&mut self) -> Result<(), Error> {
        if !self.lost.is_finite() {
            return Err(Error::new(Kind::Value, "learn.ranAway").with("rate", self.settings.rate));
        }
        (self.epoch, self.at, self.lost) = (self.epoch + 1, 0, 0.0);
        self.order.clear();
        if self.data.held.is_empty() {
            return Ok(());
        }
        let (lost, weight) = self.machine.judge(&self.data, &self.data.held);
        let mean = if weight > 0.0 { lost / weight } else { 0.0 };
        if self.best.as_ref().is_none_or(|(least, _)| mean < *least) {
            (self.best, self.waited) = (Some((mean, self.machine.clone())), 0);
        } else {
            self.waited += 1;
            self.stopped = self.waited >= self.settings.patience;
        }
        Ok(())
    }
}

impl Fit for Training {
    fn step(&mut self) -> Result<bool, Error> {
        if self.stopped || self.epoch >= self.settings.epochs {
            return Ok(true);
        }
        if self.order.is_empty() {
            self.shuffle();
        }
        let end = self.order.len().min(self.at + self.settings.block());
        for batch in self.order.get(self.at..end).unwrap_or(&[]).chunks(self.settings.batch) {
            self.lost += self.machine.learn(&self.data, batch, &self.settings);
        }
        self.at = end;
        if self.at >= self.order.len() {
            self.end_epoch()?;
        }
        Ok(self.stopped || self.epoch >= self.settings.epochs)
    }

    fn progress(&self) -> (usize, usize) {
        let within = self.at.div_ceil(self.settings.block());
        let all = self.steps * self.settings.epochs;
        (if self.stopped { all } else { self.epoch * self.steps + within }, all)
    }

    fn finish(self: Box<Self>) -> Result<Fitted, Error> {
        if self.epoch == 0 && self.at == 0 {
            return Err(Error::new(Kind::Cancelled, "cancelled"));
        }
        let note = |key: &str, columns: Vec<usize>| FitNote { key: key.to_owned(), columns };
        let mut notes = Vec::new();
        if !self.data.constant.is_empty() {
            notes.push(note("constantColumn", self.data.constant.clone()));
        }
        if !self.data.held.is_empty() && !self.stopped {
            notes.push(note("notConverged", Vec::new()));
        }
        let machine = self.best.as_ref().map_or(&self.machine, |(_, best)| best);
        let layers = machine.layers(self.data.level);
        let net = Net { centre: self.data.centre.clone(), spread: self.data.spread.clone(), layers };
        if net.check().is_err() {
            return Err(Error::new(Kind::Value, "learn.ranAway").with("rate", self.settings.rate));
        }
        Ok(Fitted { predictor: Predictor::Net(net), table: None, notes })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NetSettings, Optimiser};
    use crate::learn::{Estimator, Outcome, Sample};
    use crate::math::{Draws, Matrix, logistic};
    use crate::score::model::{Bend, Predictor, Task};

    fn table(rows: usize, columns: usize) -> Matrix {
        let draws = Draws::new(3, 1);
        Matrix::of_columns(rows, (0..rows * columns).map(|k| draws.normal(k as u32)).collect()).unwrap()
    }

    fn fit(settings: NetSettings, x: &Matrix, y: &Outcome) -> Result<crate::learn::Fitted, crate::error::Error> {
        settings.check().unwrap().fit(Sample { x, y, weights: None })
    }

    #[test]
    fn a_bent_curve_is_learned_in_every_way() {
        let x = table(400, 2);
        let curve: Vec<f64> = x.column(0).iter().zip(x.column(1)).map(|(a, b)| 50.0 + 10.0 * (a * a - b)).collect();
        let y = Outcome::Continuous(curve.clone());
        for (bend, optimiser, rate, dropout) in [
            (Bend::Relu, Optimiser::Adam, 0.01, 0.0),
            (Bend::Tanh, Optimiser::Adam, 0.01, 0.0),
            (Bend::Logistic, Optimiser::Adam, 0.02, 0.0),
            (Bend::Relu, Optimiser::Sgd, 0.02, 0.0),
            (Bend::Relu, Optimiser::Adam, 0.01, 0.05),
        ] {
            let chosen = NetSettings {
                layers: vec![8, 9],
                bend,
                optimiser,
                rate,
                dropout,
                batch: 20,
                epochs: 60,
                ..NetSettings::default()
            };
            let fitted = fit(chosen, &x, &y).unwrap();
            let got = fitted.predictor.answers(&x, Task::Continuous);
            let error: f64 = got.iter().zip(&curve).map(|(a, b)| (a - b).powi(2)).sum::<f64>() / 400.0;
            // The outcome's variance is 300.
            assert!(error < 30.0, "{bend:?} {optimiser:?} {dropout} {error}");
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes_and_stops_early() {
        let x = table(600, 3);
        let draws = Draws::new(3, 2);
        let events = x.column(0).iter().enumerate();
        let y = events.map(|(i, x)| f64::from(u8::from(draws.uniform(i as u32) < logistic(x * 2.0)))).collect();
        let y = Outcome::Binary(y);
        let chosen = NetSettings { rate: 0.02, patience: 3, balance: true, dropout: 0.1, ..NetSettings::default() };
        let mut training = chosen.clone().check().unwrap().begin(Sample { x: &x, y: &y, weights: None }).unwrap();
        let mut steps = 0;
        while !training.step().unwrap() {
            steps += 1;
        }
        assert!(steps < 60 && training.progress().0 == training.progress().1);
        let one = training.finish().unwrap();
        assert_eq!(one, fit(chosen, &x, &y).unwrap());
        assert!(one.notes.is_empty());
    }

    #[test]
    fn what_cannot_be_learned_says_why() {
        let mut x = table(20, 2);
        let key = |x: &Matrix, y: Outcome| fit(NetSettings::default(), x, &y).unwrap_err();
        let half = || Outcome::Binary((0..20).map(|i| f64::from(i % 2)).collect());
        assert_eq!(key(&x, Outcome::Binary(vec![1.0; 20])).key, "learn.oneClass");
        assert_eq!(key(&x, Outcome::Binary(vec![0.5; 20])).key, "learn.notYesNo");
        assert_eq!(key(&x, Outcome::Continuous(vec![f64::NAN; 20])).key, "learn.outcomeNotFinite");
        assert_eq!(key(&x, Outcome::Continuous(vec![1.0; 19])).key, "learn.lengths");
        assert_eq!(key(&Matrix::zeros(2, 0), Outcome::Continuous(vec![0.0; 2])).key, "learn.noColumns");
        assert_eq!(key(&Matrix::zeros(0, 2), Outcome::Binary(Vec::new())).key, "learn.noRows");
        assert_eq!(key(&x, Outcome::Survival { time: vec![1.0; 20], event: vec![true; 20] }).key, "learn.outcome");
        let weights = [0.0; 20];
        let chosen = NetSettings::default().check().unwrap();
        let y = Outcome::Continuous(vec![1.0; 20]);
        let weightless = chosen.fit(Sample { x: &x, y: &y, weights: Some(&weights) });
        assert_eq!(weightless.unwrap_err().key, "learn.noWeight");
        x.column_mut(1)[7] = f64::INFINITY;
        let error = key(&x, half());
        assert_eq!(
            (error.key.as_str(), error.args["row"].as_str(), error.args["column"].as_str()),
            ("learn.notFinite", "8", "2")
        );
        x.column_mut(1).fill(1e308);
        x.column_mut(1)[3] = -1e308;
        assert_eq!(key(&x, half()).key, "learn.notFinite");
        x.column_mut(1).fill(4.0);
        let fitted = fit(NetSettings::default(), &x, &half()).unwrap();
        assert!(fitted.notes.iter().any(|note| note.key == "constantColumn" && note.columns == [1]));
        let wild =
            NetSettings { rate: 10.0, optimiser: Optimiser::Sgd, epochs: 500, patience: 0, ..NetSettings::default() };
        let numbers = Outcome::Continuous((0..20).map(f64::from).collect());
        assert_eq!(fit(wild, &x, &numbers).unwrap_err().key, "learn.ranAway");
    }

    #[test]
    fn three_rows_are_enough() {
        let x = Matrix::of_columns(3, vec![1.0, 3.0, 5.0]).unwrap();
        let y = Outcome::Continuous(vec![2.0, 4.0, 6.0]);
        let chosen =
            NetSettings { layers: Vec::new(), rate: 0.05, penalty: 0.0, epochs: 2000, ..NetSettings::default() };
        let fitted = fit(chosen, &x, &y).unwrap();
        for (got, want) in fitted.predictor.margins(&x).iter().zip([2.0, 4.0, 6.0]) {
            assert!((got - want).abs() < 1e-3, "{got}");
        }
        assert!(matches!(fitted.predictor, Predictor::Net(net) if net.layers.len() == 1));
    }
}
