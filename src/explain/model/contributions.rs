//! What each column of the table adds to each row's margin.
//!
//! | model | how | exactly |
//! | --- | --- | --- |
//! | weights, Cox, hazards | weight × (value − mean) | yes |
//! | curves and surfaces | its own terms | yes |
//! | trees | Shapley values, a column of the table being one player (`tree_shap`) | yes |
//! | network | integrated gradients against the mean row | the gap is told |
//!
//! What the pipeline makes of one column counts as that column. A product of two columns, or a surface over two, is told as
//! a pair. A missing cell counts with what stands for it.

use super::subject::{MarginUnit, Subject, TableTerm};
use crate::error::Error;
use crate::explain::integrated;
use crate::explain::tree_shap::{Players, interventional_of, path_dependent_of};
use crate::math::{Draws, Matrix};
use crate::record::Frame;
use crate::score::model::{Linear, Net, Predictor, Scorer};

/// What rows are compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// The mean of each column of the matrix: for weights and networks.
    pub means: Vec<f64>,
    /// Rows whose values stand in for a row's own, for trees; without them, training rows that came through each node do.
    pub rows: Option<Matrix>,
}

impl Against {
    /// The centre of the matrix: where the pipeline standardises, the training rows' mean (but for products of columns).
    pub fn centre(scorer: &Scorer) -> Self {
        let columns = scorer.predictor.columns();
        let means = match &scorer.predictor {
            Predictor::Net(net) if net.centre.len() == columns => net.centre.clone(),
            _ => vec![0.0; scorer.pipeline.kept.len()],
        };
        Self { means, rows: None }
    }

    /// The means of a table, as a rule that of training, and up to `background` rows of it drawn by a seed (0 for none).
    ///
    /// # Errors
    ///
    /// As [`contributions`].
    pub fn table(scorer: &Scorer, frame: &Frame, background: usize, seed: u32) -> Result<Self, Error> {
        Subject::of(scorer)?;
        let x = scorer.matrix(frame)?;
        let mean = |column: usize| {
            let there = x.column(column).iter().filter(|x| x.is_finite());
            let (count, sum) = there.fold((0.0, 0.0), |(count, sum), x| (count + 1.0, sum + x));
            if count > 0.0 { sum / count } else { 0.0 }
        };
        let rows = (background > 0 && x.rows() > 0).then(|| x.take(&drawn(x.rows(), background, seed)));
        Ok(Self { means: (0..x.columns()).map(mean).collect(), rows })
    }
}

/// Up to `most` of the numbers below `count`, each once, rising; all of them where there are no more.
pub(super) fn drawn(count: usize, most: usize, seed: u32) -> Vec<u32> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    if most >= count as usize {
        return (0..count).collect();
    }
    let draws = Draws::new(seed, 7);
    let mut order: Vec<(u32, u32)> = (0..count).map(|row| (draws.bits(row), row)).collect();
    order.select_nth_unstable(most);
    let mut rows: Vec<u32> = order.into_iter().take(most).map(|(_, row)| row).collect();
    rows.sort_unstable();
    rows
}

/// Parts of many rows: `base` and a row's parts add up to its margin.
#[derive(Debug, Clone, PartialEq)]
pub struct Contributed {
    /// In which unit base, parts and margins are.
    pub unit: MarginUnit,
    /// What the parts are of: one entry a column of the table, in the pipeline's order, then pairs.
    pub terms: Vec<TableTerm>,
    /// The margin of what rows are compared with.
    pub base: f64,
    /// One list a term, one number a row; not a number where the row has no margin.
    pub parts: Vec<Vec<f64>>,
    /// One margin a row; not a number where the model cannot score the row.
    pub margins: Vec<f64>,
    /// One answer a row.
    pub answers: Vec<f64>,
    /// By how much base and parts miss a margin at most.
    pub gap: f64,
}

/// What each column of the table adds to the margins of a table's rows.
///
/// # Errors
///
/// What [`Scorer::check`] and the pipeline refuse; `explain.columns` where columns are not as many as the model reads;
/// `explain.tooDeep`.
pub fn contributions(scorer: &Scorer, frame: &Frame, against: &Against) -> Result<Contributed, Error> {
    let mut subject = Subject::of(scorer)?;
    let x = scorer.matrix(frame)?;
    let (base, parts) = parts_of(&mut subject, &x, against)?;
    let (margins, answers) = subject.scored(&x);
    let mut gap: f64 = 0.0;
    for (row, margin) in margins.iter().enumerate().filter(|(_, margin)| margin.is_finite()) {
        let sum = parts.iter().fold(base, |sum, part| sum + part.get(row).copied().unwrap_or(0.0));
        gap = gap.max((margin - sum).abs());
    }
    Ok(Contributed { unit: subject.unit(), terms: subject.terms, base, parts, margins, answers, gap })
}

fn parts_of(subject: &mut Subject<'_>, x: &Matrix, against: &Against) -> Result<(f64, Vec<Vec<f64>>), Error> {
    let scorer = subject.scorer;
    let summed = |subject: &Subject<'_>, parts: &dyn Fn(usize) -> Vec<f64>| {
        let mut sums = vec![vec![0.0; x.rows()]; subject.terms.len()];
        for (column, term) in subject.of.iter().enumerate() {
            let Some(sums) = sums.get_mut(*term) else { continue };
            sums.iter_mut().zip(parts(column)).for_each(|(sum, part)| *sum += part);
        }
        sums
    };
    let weighed = |subject: &Subject<'_>, linear: &Linear| {
        let at = |list: &[f64], column: usize| list.get(column).copied().unwrap_or(0.0);
        let base = linear.weights.iter().zip(&against.means).fold(linear.intercept, |sum, (w, mean)| sum + w * mean);
        let parts = |column: usize| {
            let (weight, mean) = (at(&linear.weights, column), at(&against.means, column));
            x.column(column).iter().map(|x| weight * (x - mean)).collect()
        };
        (base, summed(subject, &parts))
    };
    match &scorer.predictor {
        Predictor::Linear(linear) => Ok(weighed(subject, linear)),
        Predictor::Cox(cox) => Ok(weighed(subject, &cox.linear)),
        Predictor::Hazards(hazards) => Ok(weighed(subject, &hazards.linear)),
        Predictor::Trees(trees) => {
            let players = Players { of: &subject.of, count: subject.terms.len() };
            let told = match &against.rows {
                Some(rows) => interventional_of(trees, x, rows, players)?,
                None => path_dependent_of(trees, x, players)?,
            };
            Ok((told.expected, (0..subject.terms.len()).map(|term| told.parts.column(term).to_vec()).collect()))
        }
        Predictor::Additive(model) => {
            let terms = model.terms(x);
            let curves = model.curves.iter().map(|curve| [curve.axis.column as usize; 2]);
            let surfaces = model.surfaces.iter().map(|s| [s.one.column as usize, s.other.column as usize]);
            let places: Vec<usize> = curves.chain(surfaces).map(|[one, other]| subject.together(one, other)).collect();
            let mut sums = vec![vec![0.0; x.rows()]; subject.terms.len()];
            for (term, values) in places.iter().zip(terms) {
                let Some(sums) = sums.get_mut(*term) else { continue };
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            }
            Ok((model.intercept, sums))
        }
        Predictor::Net(net) => Ok(along(subject, net, x, &against.means)),
    }
}

/// Integrated gradients of every row; a row that the network cannot score has no number.
fn along(subject: &Subject<'_>, net: &Net, x: &Matrix, means: &[f64]) -> (f64, Vec<Vec<f64>>) {
    let mut sums = vec![vec![f64::NAN; x.rows()]; subject.terms.len()];
    let base = integrated(net, means, means).map_or(f64::NAN, |along| along.base);
    let mut row = Vec::new();
    for at in 0..x.rows() {
        x.row_into(at, &mut row);
        let Some(along) = integrated(net, &row, means) else { continue };
        for sums in &mut sums {
            if let Some(sum) = sums.get_mut(at) {
                *sum = 0.0;
            }
        }
        for (part, term) in along.parts.iter().zip(&subject.of) {
            if let Some(sum) = sums.get_mut(*term).and_then(|sums| sums.get_mut(at)) {
                *sum += part;
            }
        }
    }
    (base, sums)
}
