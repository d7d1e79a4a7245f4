//! What a model goes by: on the table that it was fitted on, or by what its file keeps of it.

use std::sync::Arc;

use self_cell::self_cell;

use super::model::StudyModel;
use crate::error::Error;
use crate::explain::model::{
    Background, Curves, Dependence, DependenceReply, DependenceSettings, DependenceShown, Importance, ImportanceReply,
    ImportanceSettings, curves,
};
use crate::learn::study::{Held, Study, main_figure};
use crate::score::model::{Predictor, Scorer};

/// What a fit is asked about stays with the asking.
struct Asks {
    scorer: Scorer,
    study: Arc<Study>,
}

type Figure<'m> = Box<dyn FnMut(&[f64], &[f64]) -> f64 + 'm>;
type Shuffled<'m> = Option<Importance<'m, Figure<'m>>>;
type Moved<'m> = Option<Dependence<'m>>;

self_cell!(
    struct ShufflingCell {
        owner: Asks,
        #[covariant]
        dependent: Shuffled,
    }
);

self_cell!(
    struct MovedCell {
        owner: Asks,
        #[covariant]
        dependent: Moved,
    }
);

/// Columns shuffled one by one, in steps.
pub struct Shuffling(ShufflingCell);

/// One column on the move, in steps; of a model without its table, the curve that its file keeps.
pub struct Dependent(Moving);

enum Moving {
    Rows(Box<MovedCell>),
    Kept(Option<DependenceReply>),
}

impl Shuffling {
    /// Begins to shuffle the columns of the training table.
    ///
    /// # Errors
    ///
    /// `workbench.noTable`; as [`Importance::begin`].
    pub fn begin(model: &StudyModel, settings: ImportanceSettings) -> Result<Self, Error> {
        let asks = Asks { scorer: model.file.scorer.clone(), study: Arc::clone(model.study()?) };
        let cell = ShufflingCell::try_new(asks, |asks| {
            let figure: Figure<'_> = Box::new(|margins, answers| {
                let rows = (0..u32::try_from(answers.len()).unwrap_or(u32::MAX)).collect();
                let held = Held { rows, margins: margins.to_vec(), answers: answers.to_vec(), over_time: None };
                main_figure(&held, &asks.study.asked.outcome).unwrap_or(f64::NAN)
            });
            Importance::begin(&asks.scorer, &asks.study.asked.frame, settings, figure).map(Some)
        });
        Ok(Self(cell?))
    }

    /// Shuffles one column once; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// As [`Importance::step`].
    pub fn step(&mut self) -> Result<bool, Error> {
        self.0.with_dependent_mut(|_, one| one.as_mut().map_or(Ok(true), Importance::step))
    }

    /// Steps done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        self.0.borrow_dependent().as_ref().map_or((1, 1), Importance::progress)
    }

    /// What was found so far.
    pub fn finish(mut self) -> Option<ImportanceReply> {
        self.0.with_dependent_mut(|_, one| one.take().map(Importance::finish))
    }
}

impl Dependent {
    /// Begins to move a column.
    ///
    /// # Errors
    ///
    /// `workbench.noTable` where neither table nor curve is at hand; as [`Dependence::begin`].
    pub fn begin(model: &StudyModel, column: &str, settings: DependenceSettings) -> Result<Self, Error> {
        let scorer = &model.file.scorer;
        let study = match model.study() {
            Ok(study) => Arc::clone(study),
            Err(none) => {
                // A kept curve is of answers, as they are.
                let kept = model.file.training.background.as_ref();
                let kept = kept.filter(|_| settings.shown == DependenceShown::Answer && !settings.centred);
                let kept = kept.map_or(Ok(None), |kept: &Background| kept.dependence(scorer, column))?;
                return kept.map(|kept| Self(Moving::Kept(Some(kept)))).ok_or(none);
            }
        };
        let asks = Asks { scorer: scorer.clone(), study };
        let cell = MovedCell::try_new(asks, |asks| {
            Dependence::begin(&asks.scorer, &asks.study.asked.frame, column, settings).map(Some)
        });
        Ok(Self(Moving::Rows(Box::new(cell?))))
    }

    /// Gives everybody the next value; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// As [`Dependence::step`].
    pub fn step(&mut self) -> Result<bool, Error> {
        match &mut self.0 {
            Moving::Rows(cell) => cell.with_dependent_mut(|_, one| one.as_mut().map_or(Ok(true), Dependence::step)),
            Moving::Kept(_) => Ok(true),
        }
    }

    /// Steps done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        match &self.0 {
            Moving::Rows(cell) => cell.borrow_dependent().as_ref().map_or((1, 1), Dependence::progress),
            Moving::Kept(_) => (1, 1),
        }
    }

    /// What was found so far.
    pub fn finish(self) -> Option<DependenceReply> {
        match self.0 {
            Moving::Rows(mut cell) => cell.with_dependent_mut(|_, one| one.take().map(Dependence::finish)),
            Moving::Kept(kept) => kept,
        }
    }
}

impl StudyModel {
    /// The curves and surfaces of a model that has them.
    ///
    /// # Errors
    ///
    /// As [`curves`].
    pub fn shapes(&self) -> Result<Option<Curves>, Error> {
        curves(&self.file.scorer)
    }

    /// What cannot be told: keys below `explain.lacks` of the catalogue. Some of it needs rows, which no file holds; some needs
    /// figures that older files do not hold.
    pub fn lacks(&self) -> Vec<String> {
        let rows = ["importance", "nearest", "lines"].into_iter().filter(|_| self.study.is_none());
        let old = self.file.training.background.is_none();
        // Trees and curves hold what is usual in themselves.
        let means = !matches!(self.file.scorer.predictor, Predictor::Trees(_) | Predictor::Additive(_));
        let figures = [("means", means), ("ranges", true), ("dependence", true)].into_iter();
        rows.chain(figures.filter(|(_, asked)| old && *asked).map(|(key, _)| key)).map(str::to_owned).collect()
    }
}
