//! A model that takes people as a table has them: what is done to each column, what predicts, and what its margins mean
//! where it is used.

use serde::{Deserialize, Serialize};

use super::cox::broken;
use super::{Linear, Predictor, Recalibration, Task};
use crate::error::Error;
use crate::math::{Matrix, Pair, logistic_all};
use crate::prepare::pipeline::FittedPipeline;
use crate::record::Frame;

/// Rows whose columns stay near the processor from one step to the next.
const NEAR: usize = 2048;
/// Rows of a model that does more for each of them.
const MANY: usize = 1 << 16;

/// Rows of a table to margins and answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scorer {
    /// What is asked.
    pub task: Task,
    /// Columns of a table to columns of a matrix.
    pub pipeline: FittedPipeline,
    /// What predicts from the matrix.
    pub predictor: Predictor,
    /// Turns margins into shares where the model's own are not used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recalibration: Option<Recalibration>,
}

impl Scorer {
    /// Refuses parts that do not fit together, as a file that was edited by hand may hold.
    ///
    /// # Errors
    ///
    /// `pipeline.version`, `pipeline.broken`, `model.broken`.
    pub fn check(&self) -> Result<(), Error> {
        self.pipeline.check()?;
        self.predictor.check()?;
        if self.predictor.columns() != self.pipeline.names.len() {
            return Err(broken("columns"));
        }
        if let Task::Survival { horizon } = self.task
            && !(horizon > 0.0 && horizon.is_finite())
        {
            return Err(broken("horizon"));
        }
        self.recalibration.as_ref().map_or(Ok(()), Recalibration::check)
    }

    /// The matrix that the model reads, one row a person.
    ///
    /// # Errors
    ///
    /// As [`FittedPipeline::transform`].
    pub fn matrix(&self, frame: &Frame) -> Result<Matrix, Error> {
        self.pipeline.transform(frame)
    }

    /// What the model adds up for each row.
    ///
    /// # Errors
    ///
    /// As [`Scorer::matrix`].
    pub fn margins(&self, frame: &Frame) -> Result<Vec<f64>, Error> {
        let Some(linear) = self.plain() else { return self.by_blocks(frame, |x| self.predictor.margins(x)) };
        // As `Linear::margins` adds, one column after the other, while it is near.
        let ready = self.pipeline.ready(frame)?;
        let mut all = vec![linear.intercept; ready.rows()];
        for (block, margins) in all.chunks_mut(NEAR).enumerate() {
            let from = block * NEAR;
            ready.each(from..from + NEAR, |at, column| {
                let Some(weight) = linear.weights.get(at) else { return };
                add(margins, *weight, column);
            })?;
        }
        Ok(all)
    }

    /// What is answered for each row: a number, or a share; NaN where the row has none.
    ///
    /// # Errors
    ///
    /// As [`Scorer::matrix`].
    pub fn answers(&self, frame: &Frame) -> Result<Vec<f64>, Error> {
        match (self.plain(), self.task, &self.recalibration) {
            (Some(_), Task::Continuous, _) => self.margins(frame),
            (Some(_), Task::Binary, Some(recalibration)) => Ok(recalibration.shares(&self.margins(frame)?)),
            (Some(_), Task::Binary, None) => {
                let mut shares = self.margins(frame)?;
                logistic_all(&mut shares);
                Ok(shares)
            }
            _ => self.by_blocks(frame, |x| self.answers_of(x)),
        }
    }

    /// Weights of the matrix, where the model is no more than that.
    fn plain(&self) -> Option<&Linear> {
        match &self.predictor {
            Predictor::Linear(linear) if linear.weights.len() == self.pipeline.kept.len() => Some(linear),
            _ => None,
        }
    }

    /// So many rows at a time: a matrix of all would be as large as the table once more.
    fn by_blocks(&self, frame: &Frame, of: impl Fn(&Matrix) -> Vec<f64>) -> Result<Vec<f64>, Error> {
        let ready = self.pipeline.ready(frame)?;
        let mut all = Vec::with_capacity(ready.rows());
        for from in (0..ready.rows()).step_by(MANY) {
            all.extend(of(&ready.matrix(from..from + MANY)?));
        }
        Ok(all)
    }

    /// What is answered for each row of its own matrix.
    pub fn answers_of(&self, x: &Matrix) -> Vec<f64> {
        match (&self.recalibration, self.task) {
            (Some(recalibration), Task::Binary) => recalibration.shares(&self.predictor.margins(x)),
            (Some(recalibration), Task::Survival { .. }) => {
                let shares = self.predictor.answers(x, self.task).into_iter();
                shares.map(|share| recalibration.share_up_to(share)).collect()
            }
            _ => self.predictor.answers(x, self.task),
        }
    }
}

/// Adds a weighted column.
fn add(margins: &mut [f64], weight: f64, column: &[f64]) {
    let weight = Pair::both(weight);
    let mut pairs = margins.chunks_exact_mut(2);
    for (margin, x) in (&mut pairs).zip(column.chunks_exact(2)) {
        if let ([a, b], [x, y]) = (margin, x) {
            [*a, *b] = (Pair::new([*a, *b]) + weight * Pair::new([*x, *y])).get();
        }
    }
    for (margin, x) in pairs.into_remainder().iter_mut().zip(column.chunks_exact(2).remainder()) {
        [*margin, _] = (Pair::both(*margin) + weight * Pair::both(*x)).get();
    }
}

#[cfg(test)]
mod tests {
    use super::Scorer;
    use crate::prepare::pipeline::PipelineSettings;
    use crate::record::{Cells, Column, Frame};
    use crate::score::model::{Linear, Predictor, Recalibration, Task};

    fn table(ages: &[f64]) -> Frame {
        Frame::new(vec![Column { name: "age".into(), cells: Cells::Numbers(ages.to_vec()) }]).unwrap()
    }

    fn scorer() -> Scorer {
        let frame = table(&[40.0, 60.0]);
        let settings = PipelineSettings::of(["age"]).check().unwrap();
        let (pipeline, _) = settings.fit(&frame, &[0, 1], None).unwrap();
        let predictor = Predictor::Linear(Linear { weights: vec![1.0], intercept: 0.0 });
        Scorer { task: Task::Binary, pipeline, predictor, recalibration: None }
    }

    #[test]
    fn raw_rows_become_shares() {
        let mut scorer = scorer();
        scorer.check().unwrap();
        let people = table(&[50.0, 60.0, f64::NAN]);
        assert_eq!(scorer.margins(&people).unwrap(), [0.0, 1.0, 0.0]);
        assert_eq!(scorer.answers(&people).unwrap()[0], 0.5);
        scorer.recalibration = Some(Recalibration::Line { intercept: 3.0_f64.ln(), slope: 1.0 });
        assert!((scorer.answers(&people).unwrap()[0] - 0.75).abs() < 1e-15);
    }

    #[test]
    fn many_rows_are_scored_as_each_alone() {
        let ages: Vec<f64> =
            (0..5000).map(|i| if i % 7 == 0 { f64::NAN } else { f64::from(i % 90) }).take(4999).collect();
        let scorer = scorer();
        let all = scorer.answers(&table(&ages)).unwrap();
        assert_eq!(all, scorer.answers_of(&scorer.matrix(&table(&ages)).unwrap()));
        for row in [0, 2047, 2048, 4998] {
            assert_eq!(scorer.answers(&table(&ages[row..=row])).unwrap(), all[row..=row]);
        }
    }

    #[test]
    fn parts_of_two_models_are_refused() {
        let mut wide = scorer();
        wide.predictor = Predictor::Linear(Linear { weights: vec![1.0, 2.0], intercept: 0.0 });
        assert_eq!(wide.check().unwrap_err().key, "model.broken");
        let text = serde_json::to_string(&scorer()).unwrap();
        assert_eq!(serde_json::from_str::<Scorer>(&text).unwrap(), scorer());
        assert!(serde_json::from_str::<Scorer>(&text.replace("\"task\":\"binary\"", "\"task\":\"guess\"")).is_err());
    }
}
