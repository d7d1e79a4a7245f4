//! ŷ = Σ wᵢ·xᵢ, found by Newton's method; every weight but the first is held towards zero.

use serde::{Deserialize, Serialize};

use super::known::{ActionFacts, Known};
use super::model::{ScorePart, Scoring};
use super::settings::{Checked, Target};
use super::table::Feedback;
use super::terms::{OfPerson, Term, terms};
use crate::error::{Error, Kind};
use crate::math::{self, dense};

/// A fitted model: it only predicts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Linear {
    pub(super) target: Target,
    /// The sum is the logarithm of the odds.
    pub(super) logistic: bool,
    pub(super) terms: Vec<Term>,
}

impl Linear {
    pub(super) fn is_whole(&self) -> bool {
        let number = |term: &Term| match &term.person {
            Some(OfPerson::Number { mean, spread, .. }) => mean.is_finite() && *spread > 0.0 && spread.is_finite(),
            _ => true,
        };
        self.terms.iter().all(|term| term.weight.is_finite() && number(term))
    }

    pub(super) fn ready<'a>(&'a self, actions: &[ActionFacts]) -> Ready<'a> {
        let fitting = |action: &ActionFacts| self.terms.iter().filter(|term| term.fits(action)).collect();
        Ready { logistic: self.logistic, actions: actions.iter().map(fitting).collect() }
    }
}

/// A model with the terms of each action at hand.
pub(super) struct Ready<'a> {
    logistic: bool,
    actions: Vec<Vec<&'a Term>>,
}

fn value(term: &Term, known: &Known) -> f64 {
    term.weight * term.person.as_ref().map_or(1.0, |of| of.of(&known.features))
}

impl Scoring for Ready<'_> {
    fn scores(&self, known: &Known) -> Vec<Option<f64>> {
        let sum = |terms: &Vec<&Term>| terms.iter().fold(0.0, |sum, term| sum + value(term, known));
        self.actions.iter().map(|terms| Some(sum(terms))).collect()
    }

    fn parts(&self, known: &Known, action: usize) -> Vec<ScorePart> {
        let terms = self.actions.get(action).map_or(&[][..], Vec::as_slice);
        terms.iter().map(|term| term.part(value(term, known))).collect()
    }

    fn chance(&self, score: f64) -> Option<f64> {
        self.logistic.then(|| math::logistic(score))
    }
}

/// One row for fitting.
#[derive(Debug, Clone, Copy)]
struct Row {
    person: u32,
    action: u32,
    wanted: f64,
}

/// A fit under way: each turn walks all rows, then moves the weights.
pub(super) struct Fit {
    model: Linear,
    penalty: f64,
    rows: Vec<Row>,
    /// Values of the people's parts, person by person.
    values: Vec<f64>,
    width: usize,
    /// For each action: its terms, ascending, each with the part of the person it is multiplied by.
    active: Vec<Vec<(u32, Option<u32>)>>,
    weights: Vec<f64>,
    before: Option<(f64, Vec<f64>)>,
    slope: Vec<f64>,
    bend: Vec<f64>,
    lost: f64,
    next: usize,
    turns: usize,
    done: bool,
}

/// More terms than this take too long to solve.
const MOST_TERMS: usize = 1200;
/// More values of people's features than this take too much memory.
const MOST_VALUES: usize = 20_000_000;
/// More turns than this are never needed.
const MOST_TURNS: usize = 60;
/// How much the first weight is held, so that it ends even where nearly all said the same.
const FIRST: f64 = 1e-6;

impl Fit {
    /// Begins on the rows `chosen` of a table whose actions are `actions`.
    ///
    /// # Errors
    ///
    /// `learn.oneAnswer` where all rows say the same, `learn.tooWide` for too many features.
    pub(super) fn new(
        table: &Feedback,
        chosen: &[u32],
        actions: &[&ActionFacts],
        settings: &Checked,
    ) -> Result<Self, Error> {
        let wanted = |answer: &super::table::Answer| match settings.target {
            Target::Accepted => answer.accepted,
            Target::Done => answer.done,
        };
        let answers = chosen.iter().filter_map(|at| table.answers.get(*at as usize));
        let rows: Vec<Row> = answers
            .filter_map(|a| Some(Row { person: a.person, action: a.action, wanted: f64::from(u8::from(wanted(a)?)) }))
            .collect();
        let first = rows.first().map(|row| row.wanted);
        if rows.iter().all(|row| Some(row.wanted) == first) {
            return Err(Error::new(Kind::Value, "learn.oneAnswer"));
        }
        let features: Vec<_> = table.people.iter().map(|person| &person.features).collect();
        let terms = terms(&features, actions);
        let mut parts: Vec<&OfPerson> = Vec::new();
        let mut part_of = Vec::new();
        for term in &terms {
            part_of.push(term.person.as_ref().map(|of| {
                let known = parts.iter().position(|part| *part == of);
                known.unwrap_or_else(|| {
                    parts.push(of);
                    parts.len() - 1
                }) as u32
            }));
        }
        if terms.len() > MOST_TERMS || parts.len() * features.len() > MOST_VALUES {
            return Err(Error::new(Kind::TooLarge, "learn.tooWide")
                .with("terms", terms.len())
                .with("most", MOST_TERMS));
        }
        let values = features.iter().flat_map(|features| parts.iter().map(|part| part.of(features))).collect();
        let active = |action: &&ActionFacts| {
            let fitting = terms.iter().zip(&part_of).enumerate().filter(|(_, (term, _))| term.fits(action));
            fitting.map(|(at, (_, part))| (at as u32, *part)).collect()
        };
        let n = terms.len();
        Ok(Self {
            penalty: settings.penalty,
            active: actions.iter().map(active).collect(),
            width: parts.len(),
            values,
            rows,
            weights: vec![0.0; n],
            before: None,
            slope: vec![0.0; n],
            bend: vec![0.0; n * n],
            lost: 0.0,
            next: 0,
            turns: 0,
            done: false,
            model: Linear { target: settings.target, logistic: settings.logistic, terms },
        })
    }

    /// Walks up to `rows` more rows; `true` at the end.
    ///
    /// # Errors
    ///
    /// `learn.unsolved` where numbers of the table are too large or too alike to be solved.
    pub(super) fn step(&mut self, rows: usize) -> Result<bool, Error> {
        let mut left = rows;
        while left > 0 && !self.done {
            let end = self.rows.len().min(self.next.saturating_add(left));
            left -= end - self.next;
            let mut terms = Vec::new();
            for row in self.rows.get(self.next..end).unwrap_or_default() {
                let people = self.values.get(row.person as usize * self.width..).unwrap_or_default();
                let x = |part: &Option<u32>| part.map_or(1.0, |p| people.get(p as usize).copied().unwrap_or_default());
                terms.clear();
                let active = self.active.get(row.action as usize).map_or(&[][..], Vec::as_slice);
                terms.extend(active.iter().map(|(at, part)| (*at as usize, x(part))).filter(|(_, x)| *x != 0.0));
                let sum =
                    terms.iter().fold(0.0, |sum, (at, x)| sum + self.weights.get(*at).copied().unwrap_or_default() * x);
                let (guess, steep, lost) = if self.model.logistic {
                    let p = math::logistic(sum);
                    // ln(1 + e^±s), of the side that is small.
                    let aside = if row.wanted > 0.5 { -sum } else { sum };
                    let lost = aside.max(0.0) + math::ln(1.0 + math::exp(-aside.abs()));
                    (p, p * (1.0 - p), lost)
                } else {
                    (sum, 1.0, 0.5 * (row.wanted - sum) * (row.wanted - sum))
                };
                self.lost += lost;
                let n = self.weights.len();
                for (place, (at, x)) in terms.iter().enumerate() {
                    if let Some(slope) = self.slope.get_mut(*at) {
                        *slope += (row.wanted - guess) * x;
                    }
                    let Some(bend) = self.bend.get_mut(at * n..(at + 1) * n) else { continue };
                    for (other, y) in terms.iter().take(place + 1) {
                        if let Some(bend) = bend.get_mut(*other) {
                            *bend += steep * x * y;
                        }
                    }
                }
            }
            self.next = end;
            if self.next == self.rows.len() {
                self.turn()?;
            }
        }
        Ok(self.done)
    }

    /// All rows are walked: moves the weights, or goes half-way back where that made things worse.
    fn turn(&mut self) -> Result<(), Error> {
        let n = self.weights.len();
        let hold = |at: usize| if at == 0 { FIRST } else { self.penalty };
        let held: f64 = self.weights.iter().enumerate().map(|(at, w)| 0.5 * hold(at) * w * w).sum();
        let lost = self.lost + held;
        self.turns += 1;
        if let Some((least, weights)) =
            self.before.as_ref().filter(|(least, _)| lost.is_nan() || lost > least * (1.0 + 1e-12))
        {
            if self.turns >= MOST_TURNS || !least.is_finite() {
                return Err(Error::new(Kind::Value, "learn.unsolved"));
            }
            for (now, before) in self.weights.iter_mut().zip(weights) {
                *now = 0.5 * (*now + before);
            }
        } else {
            for (at, (slope, weight)) in self.slope.iter_mut().zip(&self.weights).enumerate() {
                *slope -= hold(at) * weight;
                if let Some(diagonal) = self.bend.get_mut(at * n + at) {
                    *diagonal += hold(at);
                }
            }
            let steepest = self.slope.iter().fold(0.0_f64, |most, slope| most.max(slope.abs()));
            if steepest <= 1e-9 * self.rows.len() as f64 || self.turns >= MOST_TURNS {
                self.done = true;
                return Ok(());
            }
            let unsolved = || Error::new(Kind::Value, "learn.unsolved");
            dense::factor(&mut self.bend, n).ok_or_else(unsolved)?;
            dense::substitute(&self.bend, &mut self.slope).ok_or_else(unsolved)?;
            self.before = Some((lost, self.weights.clone()));
            for (weight, step) in self.weights.iter_mut().zip(&self.slope) {
                *weight += step;
            }
        }
        self.slope.fill(0.0);
        self.bend.fill(0.0);
        self.lost = 0.0;
        self.next = 0;
        Ok(())
    }

    /// Rows walked, and about how many there will be.
    pub(super) fn progress(&self) -> (usize, usize) {
        let expected = if self.model.logistic { 7 } else { 2 };
        let total = self.rows.len() * expected.max(self.turns + 1);
        (if self.done { total } else { self.turns * self.rows.len() + self.next }, total)
    }

    pub(super) fn finish(mut self) -> Linear {
        for (term, weight) in self.model.terms.iter_mut().zip(&self.weights) {
            term.weight = *weight;
        }
        self.model
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::feedback::{FeedbackSettings, Known};

    fn action(id: &str, category: &str) -> ActionFacts {
        ActionFacts { id: id.to_owned(), attributes: vec![("category".to_owned(), category.to_owned())] }
    }

    /// A table of 60 made-up people, and what fitting makes of it.
    fn fitted(logistic: bool) -> (Feedback, Vec<ActionFacts>, Linear) {
        let actions = vec![action("walk", "exercise"), action("salt", "diet"), action("nuts", "diet")];
        let draws = math::Draws::new(4, 4);
        let mut text = String::from("person,action,accepted,done,feature:age,feature:sex\n");
        for (row, action) in (0..180).zip(actions.iter().cycle()) {
            let age = 30.0 + (40.0 * draws.uniform(row / 3)).floor();
            let sex = if draws.uniform(500 + row / 3) < 0.5 { "f" } else { "m" };
            let said = if draws.normal(1000 + row) > (age - 50.0) / 10.0 { "yes" } else { "no" };
            text += &format!("{},{},{said},,{age},{sex}\n", row / 3, action.id);
        }
        let table = Feedback::read("t.csv", text.as_bytes(), &|_| true).unwrap();
        let settings = FeedbackSettings { logistic, penalty: 2.0, ..FeedbackSettings::default() }.check().unwrap();
        let rows: Vec<u32> = (0..180).collect();
        let mut fit = Fit::new(&table, &rows, &actions.iter().collect::<Vec<_>>(), &settings).unwrap();
        while !fit.step(7).unwrap() {}
        (table, actions, fit.finish())
    }

    /// What the fit makes least.
    fn lost(table: &Feedback, actions: &[ActionFacts], model: &Linear) -> f64 {
        let ready = model.ready(actions);
        let mut sum: f64 = model.terms.iter().skip(1).map(|term| term.weight * term.weight).sum();
        for answer in &table.answers {
            let known: Known = table.known(answer.person as usize, std::iter::empty());
            let score = ready.scores(&known)[answer.action as usize].unwrap();
            let wanted = f64::from(u8::from(answer.accepted == Some(true)));
            sum += if model.logistic {
                (1.0 + score.exp()).ln() - wanted * score
            } else {
                0.5 * (wanted - score) * (wanted - score)
            };
        }
        sum
    }

    #[test]
    fn no_weight_can_be_moved_to_lose_less() {
        for logistic in [true, false] {
            let (table, actions, model) = fitted(logistic);
            let least = lost(&table, &actions, &model);
            assert!(model.terms.len() > 10);
            for at in 0..model.terms.len() {
                for step in [-1e-3, 1e-3] {
                    let mut moved = model.clone();
                    moved.terms[at].weight += step;
                    assert!(lost(&table, &actions, &moved) > least, "{:?}", model.terms[at]);
                }
            }
        }
    }

    #[test]
    fn a_feature_that_nobody_knows_counts_as_the_mean() {
        let (_, actions, model) = fitted(true);
        let ready = model.ready(&actions);
        let mean = model.terms.iter().find_map(|term| match &term.person {
            Some(OfPerson::Number { mean, .. }) => Some(*mean),
            _ => None,
        });
        let at = |age: f64| Known {
            features: [("age".to_owned(), crate::learn::feedback::FeatureValue::Number(age))].into(),
            ..Known::default()
        };
        let near = |a: &[Option<f64>], b: &[Option<f64>]| {
            a.iter().zip(b).all(|(a, b)| (a.unwrap() - b.unwrap()).abs() < 1e-12)
        };
        assert!(near(&ready.scores(&Known::default()), &ready.scores(&at(mean.unwrap()))));
        assert!(!near(&ready.scores(&Known::default()), &ready.scores(&at(80.0))));
    }
}
