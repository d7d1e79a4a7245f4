//! Two models of one table held against each other on rows that neither saw.

use serde::Serialize;

use super::model::StudyModel;
use crate::error::{Error, Kind};
use crate::learn::Outcome;
use crate::learn::measure::{AreaComparison, Reclassification, Scored, compare_areas, reclassification};
use crate::learn::study::{Flattering, Held, Learning, main_figure};

/// What two models come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// Rows that both answered.
    pub rows: usize,
    /// The main figure of this model on these rows: area, concordance or explained variance.
    pub own: Option<f64>,
    /// That of the other.
    pub other: Option<f64>,
    /// Of shares: whether the areas differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub areas: Option<AreaComparison>,
    /// Of shares: what this model changes for those whom the other puts above or below the threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reclassification: Option<Reclassification>,
}

/// Answers of a model for rows of its table that it did not see.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What tells table and outcome from others.
    pub of: String,
    /// Rows of the table, rising.
    pub rows: Vec<u32>,
    /// What the model added up.
    pub margins: Vec<f64>,
    /// What it answered.
    pub answers: Vec<f64>,
}

impl StudyModel {
    /// Answers on rows that it did not see: rows of the table, rising, margins, answers.
    ///
    /// # Errors
    ///
    /// `workbench.noTable` for a model that was not fitted here.
    pub fn held(&self) -> Result<Judged, Error> {
        let (study, held) = (self.study()?, self.answered()?);
        let row = |row: &u32| study.asked.rows.get(*row as usize).copied();
        Ok(Judged {
            of: format!("{:016x}", study.asked.mark),
            rows: held.rows.iter().filter_map(row).collect(),
            margins: held.margins.clone(),
            answers: held.answers.clone(),
        })
    }

    fn answered(&self) -> Result<&Held, Error> {
        self.held.as_ref().ok_or_else(|| Error::new(Kind::Usage, "workbench.noTable"))
    }

    /// Holds it against answers of another model of the same table and outcome.
    ///
    /// # Errors
    ///
    /// `workbench.noTable`; `workbench.otherRows` where the other is of another table or outcome, or no row was answered by
    /// both; what a measure refuses.
    pub fn compare(&self, other: &Judged, threshold: f64) -> Result<Compared, Error> {
        let (study, own) = (self.study()?, self.answered()?);
        let others = || Error::new(Kind::Usage, "workbench.otherRows");
        if other.of != format!("{:016x}", study.asked.mark) {
            return Err(others());
        }
        let mut pairs = (Held::default(), Held::default());
        for (at, row) in own.rows.iter().enumerate() {
            let in_table = study.asked.rows.get(*row as usize);
            let Some(Ok(place)) = in_table.map(|row| other.rows.binary_search(row)) else { continue };
            for (to, margins, answers, at) in
                [(&mut pairs.0, &own.margins, &own.answers, at), (&mut pairs.1, &other.margins, &other.answers, place)]
            {
                if let (Some(margin), Some(answer)) = (margins.get(at), answers.get(at)) {
                    to.rows.push(*row);
                    to.margins.push(*margin);
                    to.answers.push(*answer);
                }
            }
        }
        let (own, other) = pairs;
        if own.rows.is_empty() || own.rows.len() != other.rows.len() {
            return Err(others());
        }
        let outcome = &study.asked.outcome;
        let figure = |held: &Held| main_figure(held, outcome);
        let mut told = Compared {
            rows: own.rows.len(),
            own: figure(&own),
            other: figure(&other),
            areas: None,
            reclassification: None,
        };
        let persons = study.asked.persons(&own.rows);
        if let Outcome::Binary(y) = own.outcome(outcome) {
            let (own, other) = (Scored::shares(&own.answers, &y)?, Scored::shares(&other.answers, &y)?);
            told.areas = compare_areas(&own, &other, persons.as_deref());
            told.reclassification = reclassification(&other, &own, &[threshold]);
        }
        Ok(told)
    }

    /// Begins a learning curve.
    ///
    /// # Errors
    ///
    /// `workbench.noTable`.
    pub fn learning(&self) -> Result<Learning, Error> {
        Ok(Learning::begin(self.study()?.clone(), self.file.protocol.model.clone()))
    }

    /// Begins to draw rows with replacement, to see how much the model flatters itself.
    ///
    /// # Errors
    ///
    /// `workbench.noTable`; as fitting.
    pub fn flattering(&self, draws: u32) -> Result<Flattering, Error> {
        Flattering::begin(self.study()?.clone(), self.file.protocol.model.clone(), draws.clamp(1, 2000))
    }
}
