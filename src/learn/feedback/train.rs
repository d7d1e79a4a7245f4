//! Measuring and fitting in steps: a model on what is not held back, its figures on what is, then one on all rows.

use super::content::Content;
use super::known::ActionFacts;
use super::measure::{Among, Measure, OrderEvaluation};
use super::model::{Fitted, ModelCard, Recommender};
use super::settings::{self, Checked, FeedbackSettings};
use super::split::{Split, is_wanted, split};
use super::table::{Answer, Feedback};
use super::{implicit, linear};
use crate::error::{Error, Kind};
use crate::vocab::PartialDate;

/// Training under way.
pub struct Training {
    table: Feedback,
    settings: Checked,
    /// Facts of the table's actions, in its order.
    actions: Vec<ActionFacts>,
    every: Vec<ActionFacts>,
    split: Split,
    popular: Vec<Option<f64>>,
    made: PartialDate,
    /// Also a model on all rows.
    whole: bool,
    stage: Stage,
}

enum Stage {
    Fit(Fit),
    Measure {
        model: Fitted,
        measure: Measure,
        next: usize,
    },
    Whole {
        evaluation: OrderEvaluation,
        fit: Fit,
    },
    Done {
        evaluation: OrderEvaluation,
        model: Option<Fitted>,
    },
    /// A step failed: nothing follows.
    Failed,
}

enum Fit {
    Linear(Box<linear::Fit>),
    Content(Content),
    Implicit(implicit::Fit),
}

impl Fit {
    fn step(&mut self, units: usize) -> Result<bool, Error> {
        match self {
            // A row is quicker than a list of numbers.
            Self::Linear(fit) => fit.step(units.saturating_mul(8)),
            Self::Content(_) => Ok(true),
            Self::Implicit(fit) => Ok(fit.step(units)),
        }
    }

    fn progress(&self) -> (usize, usize) {
        match self {
            Self::Linear(fit) => fit.progress(),
            Self::Content(_) => (1, 1),
            Self::Implicit(fit) => fit.progress(),
        }
    }

    fn finish(self) -> Fitted {
        match self {
            Self::Linear(fit) => Fitted::Linear(fit.finish()),
            Self::Content(model) => Fitted::Content(model),
            Self::Implicit(fit) => Fitted::Implicit(fit.finish()),
        }
    }
}

impl Training {
    /// Opens a feedback table. `actions` are all that there are; `whole` asks for a model, not for figures alone.
    ///
    /// # Errors
    ///
    /// As [`Feedback::read`]; `learn.setting`; `learn.oneAnswer` and `learn.tooWide` as fitting has them; `learn.nothingHeld`
    /// where nobody's later rows can tell a good order from a bad one.
    pub fn begin(
        file: &str,
        bytes: &[u8],
        settings: FeedbackSettings,
        actions: Vec<ActionFacts>,
        made: PartialDate,
        whole: bool,
    ) -> Result<Self, Error> {
        let settings = settings.check()?;
        let table = Feedback::read(file, bytes, &|id| actions.iter().any(|action| action.id == id))?;
        let split = split(&table, &settings);
        if split.held.is_empty() {
            return Err(Error::new(Kind::Value, "learn.nothingHeld").at(file));
        }
        let of_table = table.actions.iter().filter_map(|id| actions.iter().find(|action| action.id == *id).cloned());
        let mut training = Self {
            actions: of_table.collect(),
            popular: Vec::new(),
            every: actions,
            table,
            settings,
            split,
            made,
            whole,
            stage: Stage::Failed,
        };
        training.popular = training.popular();
        training.stage = Stage::Fit(training.fit(&training.split.fit)?);
        Ok(training)
    }

    fn fit(&self, rows: &[u32]) -> Result<Fit, Error> {
        Ok(match self.settings.model {
            settings::ModelKind::Linear => {
                let actions: Vec<&ActionFacts> = self.actions.iter().collect();
                Fit::Linear(Box::new(linear::Fit::new(&self.table, rows, &actions, &self.settings)?))
            }
            settings::ModelKind::Content => Fit::Content(Content::fit(&self.every)),
            settings::ModelKind::Implicit => Fit::Implicit(implicit::Fit::new(&self.table, rows, &self.settings)?),
        })
    }

    /// How popular each action was in the rows that are fitted on: the share that took it up, drawn to a half by one yes
    /// and one no; where nobody refused, how many took it up.
    fn popular(&self) -> Vec<Option<f64>> {
        let mut counts = vec![(0.0, 0.0); self.actions.len()];
        for answer in self.split.fit.iter().filter_map(|at| self.table.answers.get(*at as usize)) {
            if let Some((wanted, told)) = counts.get_mut(answer.action as usize) {
                *told += 1.0;
                *wanted += f64::from(u8::from(is_wanted(&self.table, answer, &self.settings)));
            }
        }
        let share = |(wanted, told): (f64, f64)| match self.split.among {
            Among::Told => (wanted + 1.0) / (told + 2.0),
            Among::All => wanted,
        };
        counts.into_iter().map(|count| Some(share(count))).collect()
    }

    /// Does up to `units` more; `true` when all is done.
    ///
    /// # Errors
    ///
    /// `learn.*` as fitting has them.
    pub fn step(&mut self, units: usize) -> Result<bool, Error> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Failed) {
            Stage::Fit(mut fit) => {
                if fit.step(units)? {
                    let measure = Measure::new(self.settings.places as usize, self.actions.len());
                    Stage::Measure { model: fit.finish(), measure, next: 0 }
                } else {
                    Stage::Fit(fit)
                }
            }
            Stage::Measure { model, mut measure, next } => {
                let end = self.split.held.len().min(next.saturating_add(units));
                self.measure(&model, &mut measure, next..end);
                if end < self.split.held.len() {
                    Stage::Measure { model, measure, next: end }
                } else {
                    let evaluation = measure.finish(self.settings.hold, self.split.among);
                    if self.whole {
                        let all: Vec<u32> = (0..self.table.answers.len() as u32).collect();
                        Stage::Whole { evaluation, fit: self.fit(&all)? }
                    } else {
                        Stage::Done { evaluation, model: None }
                    }
                }
            }
            Stage::Whole { evaluation, mut fit } => {
                if fit.step(units)? {
                    Stage::Done { evaluation, model: Some(fit.finish()) }
                } else {
                    Stage::Whole { evaluation, fit }
                }
            }
            done => done,
        };
        Ok(matches!(self.stage, Stage::Done { .. }))
    }

    fn measure(&self, model: &Fitted, measure: &mut Measure, people: std::ops::Range<usize>) {
        let ready = model.ready(&self.actions);
        for held in self.split.held.get(people).unwrap_or_default() {
            let past = || held.past.iter().filter_map(|at| self.table.answers.get(*at as usize));
            let known = self.table.known(held.person, past());
            let said: Vec<usize> = past().map(|answer| answer.action as usize).collect();
            let all: Vec<usize> = (0..self.actions.len()).filter(|at| !said.contains(at)).collect();
            let judged = if self.split.among == Among::Told { &held.told } else { &all };
            let group = self.table.people.get(held.person).and_then(|person| person.group.clone());
            measure.add(group, &held.wanted, [judged, &all], [&ready.scores(&known), &self.popular]);
        }
    }

    /// What is being done (`fit`, `measure`, `whole`), and how far it is.
    pub fn progress(&self) -> (&'static str, usize, usize) {
        match &self.stage {
            Stage::Fit(fit) => {
                let (done, total) = fit.progress();
                ("fit", done, total)
            }
            Stage::Measure { next, .. } => ("measure", *next, self.split.held.len()),
            Stage::Whole { fit, .. } => {
                let (done, total) = fit.progress();
                ("whole", done, total)
            }
            Stage::Done { .. } | Stage::Failed => ("whole", 1, 1),
        }
    }

    /// The figures, and the model where one was asked for.
    ///
    /// # Errors
    ///
    /// `cancelled` before all is done.
    pub fn finish(self) -> Result<(OrderEvaluation, Option<Recommender>), Error> {
        let Stage::Done { evaluation, model } = self.stage else {
            return Err(Error::new(Kind::Cancelled, "cancelled"));
        };
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let rows = |says: fn(&Answer) -> bool| count(self.table.answers.iter().filter(|a| says(a)).count());
        let days = self.table.answers.iter().filter_map(|answer| answer.day);
        let mut features: Vec<String> = self.table.people.iter().flat_map(|p| p.features.keys().cloned()).collect();
        features.sort_unstable();
        features.dedup();
        let card = ModelCard {
            made: self.made,
            rows: count(self.table.answers.len()),
            people: count(self.table.people.len()),
            actions: count(self.actions.len()),
            accepted: rows(|a| a.accepted == Some(true)),
            done: rows(|a| a.done == Some(true)),
            days: days.clone().min().zip(days.max()),
            features,
            settings: (*self.settings).clone(),
            evaluation: evaluation.clone(),
        };
        Ok((evaluation, model.map(|model| Recommender { card, model })))
    }
}
