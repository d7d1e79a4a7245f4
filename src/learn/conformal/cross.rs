//! Models of folds, each measured on the fold it did not see, so that no row is spent on measuring alone: CV+ (Barber, Candès,
//! Ramdas and Tibshirani, 2021), and its sets of classes (Romano, Sesia and Candès, 2020).
//!
//! What is proven is 1 − 2 × misses; what is met in practice is close to 1 − misses.

use serde::{Deserialize, Serialize};

use super::split::lack;
use super::{Classes, Interval, alike, class, misses, place, sound};
use crate::error::{Error, Kind};
use crate::learn::Outcome;
use crate::math::Matrix;
use crate::score::model::{Predictor, Task};

/// Models of folds with how far each was off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cross {
    /// One model a fold, which did not see its rows.
    pub models: Vec<Predictor>,
    /// Fold and score of each row: distance, or what the true class lacked.
    pub scores: Vec<(usize, f64)>,
    /// How often the truth may lie outside.
    pub misses: f64,
    /// Numbers, or yes and no.
    pub task: Task,
}

impl Cross {
    /// Of one model a fold, which did not see the rows whose entry in `folds` is its number.
    ///
    /// # Errors
    ///
    /// `learn.setting`, `learn.noRows`, `measure.lengths` (also for a fold without a model), `learn.outcome`,
    /// `learn.notFinite`, `learn.outcomeNotFinite`.
    pub fn of(models: Vec<Predictor>, folds: &[usize], x: &Matrix, y: &Outcome, share: f64) -> Result<Self, Error> {
        let (y, task) = match y {
            Outcome::Continuous(y) => (y, Task::Continuous),
            Outcome::Binary(y) => (y, Task::Binary),
            Outcome::Survival { .. } => return Err(Error::new(Kind::Value, "learn.outcome")),
        };
        if folds.len() != x.rows() || folds.iter().any(|fold| *fold >= models.len()) {
            let wrong = Error::new(Kind::Usage, "measure.lengths").with("one", folds.len());
            return Err(wrong.with("other", x.rows()));
        }
        let all: Vec<Vec<f64>> = models.iter().map(|model| model.answers(x, task)).collect();
        let own = folds.iter().enumerate().filter_map(|(row, fold)| all.get(*fold)?.get(row).copied());
        let own: Vec<f64> = own.collect();
        alike(&own, y)?;
        let score = |(a, y): (&f64, &f64)| if task == Task::Binary { lack(*a, class(*y)) } else { (a - y).abs() };
        let scores = folds.iter().copied().zip(own.iter().zip(y).map(score)).collect();
        Ok(Self { models, scores, misses: misses(share)?, task })
    }

    /// Refuses one that was read and does not hold together.
    ///
    /// # Errors
    ///
    /// `model.broken`, also of a model of a fold.
    pub fn check(&self) -> Result<(), Error> {
        self.models.iter().try_for_each(Predictor::check)?;
        let most = if self.task == Task::Binary { 1.0 } else { f64::MAX };
        let row = |(fold, score): &(usize, f64)| *fold < self.models.len() && (0.0..=most).contains(score);
        let columns = self.models.first().map(Predictor::columns);
        let alike = self.models.iter().all(|model| Some(model.columns()) == columns);
        let task = !matches!(self.task, Task::Survival { .. });
        sound(misses(self.misses).is_ok() && task && alike && !self.scores.is_empty() && self.scores.iter().all(row))
    }

    /// The interval of each row.
    ///
    /// # Errors
    ///
    /// `learn.outcome` where the outcome was no number.
    pub fn intervals(&self, x: &Matrix) -> Result<Vec<Interval>, Error> {
        self.asked(Task::Continuous)?;
        let all = self.answers(x);
        let place = place(self.scores.len(), self.misses).max(1);
        let end = |row: usize, sign: f64| {
            let ends = self.scores.iter().filter_map(|(fold, off)| Some(sign * all.get(*fold)?.get(row)? + off));
            let mut ends: Vec<f64> = ends.collect();
            ends.sort_by(f64::total_cmp);
            sign * ends.get(place - 1).copied().unwrap_or(f64::INFINITY)
        };
        Ok((0..x.rows()).map(|row| Interval { low: end(row, -1.0), high: end(row, 1.0) }).collect())
    }

    /// The classes that cannot be ruled out in each row.
    ///
    /// # Errors
    ///
    /// `learn.outcome` where the outcome was no yes or no.
    pub fn classes(&self, x: &Matrix) -> Result<Vec<Classes>, Error> {
        self.asked(Task::Binary)?;
        let all = self.answers(x);
        let place = place(self.scores.len(), self.misses);
        let stays = |row: usize, class: usize| {
            let lacked = |(fold, score): &&(usize, f64)| {
                all.get(*fold).and_then(|all| all.get(row)).is_some_and(|p| *score < lack(*p, class))
            };
            self.scores.iter().filter(lacked).count() < place
        };
        Ok((0..x.rows()).map(|row| Classes { no: stays(row, 0), yes: stays(row, 1) }).collect())
    }

    fn asked(&self, task: Task) -> Result<(), Error> {
        if self.task == task { Ok(()) } else { Err(Error::new(Kind::Usage, "learn.outcome")) }
    }

    fn answers(&self, x: &Matrix) -> Vec<Vec<f64>> {
        self.models.iter().map(|model| model.answers(x, self.task)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Band, Sets};
    use super::Cross;
    use crate::learn::Outcome;
    use crate::math::{Draws, Matrix, logistic};
    use crate::score::model::{Linear, Predictor, Task};

    fn models(slope: f64) -> Vec<Predictor> {
        let one = |k: u32| Linear { weights: vec![slope + 0.05 * f64::from(k)], intercept: 0.1 - 0.05 * f64::from(k) };
        (0..5).map(|k| Predictor::Linear(one(k))).collect()
    }

    fn column(stream: u32, n: u32) -> Matrix {
        Matrix::of_columns(n as usize, (0..n).map(|k| Draws::new(2, stream).normal(k)).collect()).unwrap()
    }

    #[test]
    fn intervals_hold_the_truth_about_as_often_as_asked() {
        let y = |x: &Matrix, stream: u32| -> Vec<f64> {
            (0_u32..).zip(x.column(0)).map(|(k, x)| x + Draws::new(2, stream).normal(k)).collect()
        };
        let (x, fresh) = (column(1, 500), column(2, 2000));
        let folds: Vec<usize> = (0..500).map(|row| row % 5).collect();
        let cross = Cross::of(models(0.8), &folds, &x, &Outcome::Continuous(y(&x, 3)), 0.1).unwrap();
        let truth = y(&fresh, 4);
        let inside = cross.intervals(&fresh).unwrap();
        let share = inside.iter().zip(&truth).filter(|(i, y)| i.low <= **y && **y <= i.high).count() as f64 / 2000.0;
        // Four standard errors of 500 rows measured and 2,000 judged, and never below what is proven.
        assert!((share - 0.9).abs() < 4.0 * (0.09_f64 / 400.0).sqrt() && share > 0.8, "{share}");
        assert_eq!(cross.classes(&fresh).unwrap_err().key, "learn.outcome");
    }

    #[test]
    fn sets_hold_the_class_about_as_often_as_asked() {
        let y = |x: &Matrix, stream: u32| -> Vec<f64> {
            let draws = Draws::new(2, stream);
            let happens = |k: u32, x: f64| draws.uniform(k) < logistic(2.0 * x);
            (0_u32..).zip(x.column(0)).map(|(k, x)| f64::from(u8::from(happens(k, *x)))).collect()
        };
        let (x, fresh) = (column(5, 500), column(6, 2000));
        let folds: Vec<usize> = (0..500).map(|row| row % 5).collect();
        let cross = Cross::of(models(1.0), &folds, &x, &Outcome::Binary(y(&x, 7)), 0.1).unwrap();
        let truth = y(&fresh, 8);
        let sets = cross.classes(&fresh).unwrap();
        let held = sets.iter().zip(&truth).filter(|(s, y)| if **y == 1.0 { s.yes } else { s.no }).count();
        let share = held as f64 / 2000.0;
        assert!((share - 0.9).abs() < 4.0 * (0.09_f64 / 400.0).sqrt() && share > 0.8, "{share}");
        assert!(sets.iter().any(|s| s.yes != s.no) && sets.iter().any(|s| s.yes && s.no));
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let x = column(1, 4);
        let y = Outcome::Continuous(vec![0.0; 4]);
        let key = |folds: &[usize], misses| Cross::of(models(1.0), folds, &x, &y, misses).unwrap_err().key;
        assert_eq!(key(&[0, 1, 2], 0.1), "measure.lengths");
        assert_eq!(key(&[0, 1, 2, 5], 0.1), "measure.lengths");
        assert_eq!(key(&[0, 1, 2, 3], 0.0), "learn.setting");
        let wide = Cross::of(models(1.0), &[0, 1, 2, 3], &x, &y, 0.1).unwrap().intervals(&x).unwrap();
        assert!(wide.iter().all(|i| i.low == f64::NEG_INFINITY && i.high == f64::INFINITY));
    }

    #[test]
    fn what_was_read_says_the_same_or_is_refused() {
        let x = column(1, 20);
        let folds: Vec<usize> = (0..20).map(|row| row % 5).collect();
        let cross = Cross::of(models(1.0), &folds, &x, &Outcome::Continuous(x.column(0).to_vec()), 0.2).unwrap();
        let read: Cross = serde_json::from_str(&serde_json::to_string(&cross).unwrap()).unwrap();
        assert_eq!(read, cross);
        read.check().unwrap();
        let wrong: [fn(&mut Cross); 5] = [
            |c| c.scores[3].0 = 5,
            |c| c.scores[3].1 = f64::NAN,
            |c| c.misses = 1.0,
            |c| c.task = Task::Survival { horizon: 1.0 },
            |c| c.models[1] = Predictor::Linear(Linear { weights: vec![1.0, 2.0], intercept: 0.0 }),
        ];
        for change in wrong {
            let mut cross = cross.clone();
            change(&mut cross);
            assert_eq!(cross.check().unwrap_err().key, "model.broken");
        }
        let band = Band { misses: 0.1, reach: Some(-1.0) };
        let sets = Sets { misses: 0.1, limits: [Some(0.5), Some(1.5)] };
        assert!(band.check().is_err() && sets.check().is_err());
        assert!(Band { reach: None, ..band }.check().is_ok() && Sets { limits: [None; 2], ..sets }.check().is_ok());
    }
}
