//! The baselines of a person: how likely what an action could prevent is without it.

use crate::error::{Error, Kind};
use crate::recommend::Facts;
use crate::recommend::tables::BASES;

/// The basis of a share that the caller stated.
pub const GIVEN: &str = "given";

/// Fields of the rules that state a ten-year risk in percent, with its outcome.
pub const GIVEN_RISKS: [(&str, &str); 2] = [("prevent_cvd_10y", "total_cvd"), ("prevent_ascvd_10y", "ascvd")];

/// The share of people like this one to whom something happens within some years, and who says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// Index into the outcomes that have baselines.
    pub(crate) base: usize,
    /// Equation id, or [`GIVEN`].
    pub(crate) score: String,
    pub(crate) horizon_years: u32,
    /// 0 to 1.
    pub(crate) share: f64,
    /// 95 %, where the equation publishes one.
    pub(crate) interval: Option<(f64, f64)>,
    /// Moved with a given risk of the same family.
    pub(crate) scaled: bool,
}

impl Baseline {
    /// `total_cvd`, `ascvd`, …
    pub(crate) fn outcome(&self) -> &'static str {
        BASES.get(self.base).copied().unwrap_or_default()
    }
}

/// What gains are computed on.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Basis {
    pub(crate) baselines: Vec<Baseline>,
    pub(crate) weight_kg: Option<f64>,
}

impl Basis {
    /// The same chance of everything: only how far an action lowers it, relatively, can be read from what acts on it.
    pub(crate) fn alike(&self) -> Self {
        let one = |base| Baseline {
            base,
            score: String::new(),
            horizon_years: 10,
            share: 0.1,
            interval: None,
            scaled: false,
        };
        Self { baselines: (0..BASES.len()).map(one).collect(), weight_kg: self.weight_kg }
    }

    pub(crate) fn of(&self, base: usize) -> Option<&Baseline> {
        self.baselines.iter().find(|b| b.base == base)
    }

    /// Heart attack and stroke alone were given as likelier than these with heart failure: one of the two is wrong.
    pub(crate) fn contradicts(&self) -> bool {
        self.given("ascvd").zip(self.given("total_cvd")).is_some_and(|(part, whole)| part > whole)
    }

    /// The share of an outcome that somebody stated.
    pub(crate) fn given(&self, outcome: &str) -> Option<f64> {
        let stated = |b: &&Baseline| b.score == GIVEN && !b.scaled && b.outcome() == outcome;
        self.baselines.iter().find(stated).map(|b| b.share)
    }
}

impl Facts {
    /// The share (0 to 1) of people like this one to whom `outcome` happens within `horizon_years`, by the equation
    /// `score`; a stated one ([`GIVEN`]) stays, whatever is set after it.
    ///
    /// # Errors
    /// `facts.unknownWord` for an outcome that no effect acts on; `facts.outOfRange` for a share outside 0 to 1.
    pub fn set_baseline(
        &mut self,
        outcome: &str,
        share: f64,
        score: &str,
        horizon_years: u32,
        interval: Option<(f64, f64)>,
    ) -> Result<(), Error> {
        let base = BASES.iter().position(|b| *b == outcome).ok_or_else(|| {
            Error::new(Kind::Value, "facts.unknownWord")
                .at("baseline")
                .with("name", "baseline")
                .with("value", outcome)
                .with("accepted", BASES.join(", "))
        })?;
        if !(0.0..=1.0).contains(&share) {
            return Err(Error::new(Kind::Value, "facts.outOfRange")
                .at(outcome)
                .with("name", outcome)
                .with("value", share)
                .with("min", 0)
                .with("max", 1)
                .with("unit", ""));
        }
        let new = Baseline { base, score: score.to_owned(), horizon_years, share, interval, scaled: false };
        match self.basis.baselines.iter_mut().find(|b| b.base == base) {
            Some(known) if known.score == GIVEN && score != GIVEN => {}
            Some(known) => *known = new,
            None => self.basis.baselines.push(new),
        }
        Ok(())
    }

    /// The share of an outcome that somebody stated.
    pub(crate) fn given(&self, outcome: &str) -> Option<f64> {
        self.basis.given(outcome)
    }

    /// A stated share with other values than when it was stated.
    pub(crate) fn move_given(&mut self, outcome: &str, share: f64) {
        let stated = |b: &&mut Baseline| b.outcome() == outcome && b.score == GIVEN;
        if let Some(known) = self.basis.baselines.iter_mut().find(stated) {
            known.share = share.clamp(0.0, 1.0);
        }
    }

    /// The share of an outcome that nobody stated, moved with one that was.
    pub(crate) fn set_scaled(&mut self, outcome: &str, share: f64, horizon_years: u32) {
        self.forget_baseline(outcome);
        if let Some(base) = BASES.iter().position(|b| *b == outcome) {
            let (score, share) = (GIVEN.to_owned(), share.clamp(0.0, 1.0));
            self.basis.baselines.push(Baseline { base, score, horizon_years, share, interval: None, scaled: true });
        }
    }

    /// An outcome whose risk does not belong to those that were stated.
    pub(crate) fn forget_baseline(&mut self, outcome: &str) {
        self.basis.baselines.retain(|b| b.outcome() != outcome || (b.score == GIVEN && !b.scaled));
    }

    /// Body weight in kilograms, for effects per kilogram lost.
    pub fn set_weight(&mut self, kilograms: f64) {
        self.basis.weight_kg = Some(kilograms).filter(|kg| kg.is_finite() && *kg > 0.0);
    }
}
