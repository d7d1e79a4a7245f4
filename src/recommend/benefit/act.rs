//! By which of its figures an action acts on a person. A direct effect wins over the mediated one; of several rows the
//! personal dose-response counts, then a row for people like this one, then the row for anyone, and of equals the one
//! nearest to no effect. What cannot act says why; of several reasons, the one that comes last here.

use super::basis::{Baseline, Basis};
use super::draw::mean;
use crate::math::exp;
use crate::recommend::Tri;
use crate::recommend::rule::{Node, Seen};
use crate::recommend::tables::{
    Action, AmountOf, COHORTS, Figure, LINKS, MEDIATORS, Measure, OUTCOMES, Path, Scale, Use, dx_at, field_at,
};

/// Why an action has no absolute gain, as message keys under `gain.no`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    NoFigure,
    NotForThisPerson,
    Observational,
    OtherOutcome,
    FactorWithoutLink,
    RelativeOnly,
    UpperBoundOnly,
    NoTrialOfStopping,
    FactorUnknown,
    NoBaseline,
    FewerYears,
    RisksContradict,
    AtTarget,
    ExistingDisease,
    NeedsAnswers,
}

impl Why {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::NoFigure => "no_figure",
            Self::NotForThisPerson => "not_for_this_person",
            Self::Observational => "observational",
            Self::OtherOutcome => "other_outcome",
            Self::FactorWithoutLink => "factor_without_link",
            Self::RelativeOnly => "relative_only",
            Self::UpperBoundOnly => "upper_bound_only",
            Self::NoTrialOfStopping => "no_trial_of_stopping",
            Self::FactorUnknown => "factor_unknown",
            Self::NoBaseline => "no_baseline",
            Self::FewerYears => "fewer_years",
            Self::RisksContradict => "risks_contradict",
            Self::AtTarget => "at_target",
            Self::ExistingDisease => "existing_disease",
            Self::NeedsAnswers => "needs_answers",
        }
    }
}

/// How an action acts on one baseline of one person.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Way {
    /// A trial's effect on the outcome itself.
    Direct,
    /// A shift of a factor and the link of that factor.
    Shift {
        mediator: usize,
        link: &'static Figure,
        /// The figure's number times this is the shift in the mediator's unit; positive.
        amount: f64,
        /// The factor today.
        now: f64,
        scale: Scale,
    },
    /// More people stop, and stopping helps.
    Behaviour { cohort: &'static Figure },
}

/// One action on one person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act<'p> {
    pub(crate) figure: &'static Figure,
    pub(crate) way: Way,
    pub(crate) base: &'p Baseline,
    /// What differs between the trial's outcome and the baseline's; empty where nothing does.
    pub(crate) differs: &'static str,
    order: (usize, u8),
}

impl Act<'_> {
    /// Logarithm of the risk that remains, as a share of the baseline.
    pub(crate) fn log_ratio(&self) -> f64 {
        let own = mean(self.figure);
        match self.way {
            Way::Direct => self.partly(own),
            Way::Shift { scale, link, amount, now, .. } => scale.steps(now, own * amount) * mean(link),
            Way::Behaviour { cohort } => {
                let (without, with) = self.figure.shares.unwrap_or_default();
                crate::math::ln(1.0 - (with - without) * (1.0 - exp(mean(cohort))))
            }
        }
    }

    /// The relative effect of a time shorter than the horizon acts on that part of the risk.
    pub(crate) fn partly(&self, log_ratio: f64) -> f64 {
        let horizon = f64::from(self.base.horizon_years);
        match self.figure.lasts_years {
            Some(years) if years < horizon => crate::math::ln(1.0 - (1.0 - exp(log_ratio)) * years / horizon),
            _ => log_ratio,
        }
    }
}

impl Scale {
    /// What a change from `now` on counts for: down to the lowest target that a source supports, and no further.
    pub(crate) fn counts(self, now: f64, change: f64) -> f64 {
        change.max(self.lowest - now)
    }

    /// Whether a change from `now` on ends below what counts.
    pub(crate) fn reaches(self, now: f64, change: f64) -> bool {
        now + change < self.lowest
    }

    /// Steps of the link: its ratio to this power is the risk that remains.
    pub(crate) fn steps(self, now: f64, change: f64) -> f64 {
        -self.counts(now, change) / self.per
    }
}

/// A person as gains see one: what was looked up once for all actions.
#[derive(Debug)]
pub(crate) struct Person<'p> {
    pub(crate) seen: &'p Seen<'p>,
    pub(crate) basis: &'p Basis,
    /// A known disease of heart or vessels, or a bleed in the brain: no equation of first events is a baseline.
    diseased: bool,
    /// Why no baseline at all may be used.
    none: Option<Why>,
    /// Years that a clinician expects.
    years: f64,
    links: Vec<bool>,
}

impl<'p> Person<'p> {
    pub(crate) fn of(seen: &'p Seen<'p>) -> Self {
        let has = |dx| seen.dx(dx).value == Tri::True;
        Self {
            seen,
            basis: &seen.facts.basis,
            diseased: has(dx_at::ASCVD) || has(dx_at::HF) || has(dx_at::ICH),
            none: seen.facts.basis.contradicts().then_some(Why::RisksContradict),
            years: seen.number(field_at::LIFE_EXPECTANCY_Y).unwrap_or(f64::INFINITY),
            links: LINKS.iter().map(|link| fits(link, seen)).collect(),
        }
    }

    /// The same person with a baseline that [`Basis::alike`] made, to compare actions where no equation gives one.
    pub(crate) fn on_alike<'q>(&self, alike: &'q Basis) -> Person<'q>
    where
        'p: 'q,
    {
        let (years, links) = (f64::INFINITY, self.links.clone());
        Person { seen: self.seen, basis: alike, diseased: false, none: None, years, links }
    }

    /// Whether a rule surely holds for this person; no rule is about anyone.
    pub(crate) fn fits(&self, rule: Option<&Node>) -> bool {
        rule.is_none_or(|rule| rule.holds(self.seen) == Tri::True)
    }

    /// The rows of an action whose population holds.
    pub(crate) fn holding(&self, action: &'static Action) -> impl Iterator<Item = &'static Figure> {
        action.figures.iter().filter(|figure| fits(figure, self.seen))
    }

    /// How an action acts, or why it does not.
    pub(crate) fn act(&self, action: &'static Action) -> Result<Act<'p>, Why> {
        if action.figures.is_empty() {
            return Err(Why::NoFigure);
        }
        let (mut best, mut why) = (None::<Act>, Why::NotForThisPerson);
        for figure in self.holding(action).filter(|f| f.path != Path::OutcomeLink) {
            match self.by(figure, action) {
                Ok(act) if best.as_ref().is_none_or(|known| before(&act, known)) => best = Some(act),
                Ok(_) => {}
                Err(reason) => why = why.max(reason),
            }
        }
        // Somebody at the target of a dose-response gains nothing, whatever an average of others says.
        best.filter(|act| matches!(act.way, Way::Direct) || why != Why::AtTarget).ok_or(why)
    }

    fn by(&self, figure: &'static Figure, action: &'static Action) -> Result<Act<'p>, Why> {
        match figure.used {
            Use::Upper => return Err(Why::UpperBoundOnly),
            Use::Alternative => return Err(Why::NotForThisPerson),
            Use::RelativeOnly => return Err(Why::RelativeOnly),
            Use::Cohort => return Err(Why::Observational),
            Use::Counts => {}
        }
        match figure.path {
            Path::Outcome if !matches!(figure.measure, Measure::Ratio | Measure::Efficacy) => Err(Why::OtherOutcome),
            Path::Outcome => self.on(figure, figure, Way::Direct),
            Path::RiskFactor => self.shift(figure, action),
            Path::Behaviour => {
                let cohort = COHORTS.iter().find(|cohort| fits(cohort, self.seen)).ok_or(Why::NoTrialOfStopping)?;
                let found = figure.shares.ok_or(Why::NoBaseline).and_then(|_| self.base(cohort));
                let said = |why| if self.diseased { Why::ExistingDisease } else { why };
                Ok(self.made(figure, cohort, Way::Behaviour { cohort }, found.map_err(said)?))
            }
            Path::OutcomeLink | Path::Association | Path::Harm => Err(Why::Observational),
        }
    }

    /// The links whose population holds.
    pub(crate) fn links(&self) -> impl Iterator<Item = &'static Figure> {
        LINKS.iter().zip(&self.links).filter(|(_, holds)| **holds).map(|(link, _)| link)
    }

    /// The effect of `acting` on the outcome that `on` names.
    fn on(&self, acting: &'static Figure, on: &'static Figure, way: Way) -> Result<Act<'p>, Why> {
        if bases(on).is_empty() {
            return Err(Why::OtherOutcome);
        }
        if self.diseased {
            return Err(Why::ExistingDisease);
        }
        Ok(self.made(acting, on, way, self.base(on)?))
    }

    fn made(
        &self,
        figure: &'static Figure,
        on: &'static Figure,
        way: Way,
        (base, differs): (&'p Baseline, &'static str),
    ) -> Act<'p> {
        let personal = u8::from(figure.amount.is_none());
        let specific = u8::from(figure.population.is_none() && figure.only_if.is_none());
        let mediated = u8::from(!matches!(way, Way::Direct));
        Act {
            figure,
            way,
            base,
            differs,
            order: (on.outcome.unwrap_or_default(), mediated * 4 + personal * 2 + specific),
        }
    }

    /// The nearest baseline that an outcome may act on and that is known.
    fn base(&self, figure: &Figure) -> Result<(&'p Baseline, &'static str), Why> {
        let mut why = Why::NoBaseline;
        for (base, note) in bases(figure) {
            match self.baseline(*base) {
                Ok(found) => return Ok((found, *note)),
                Err(reason) => why = why.max(reason),
            }
        }
        Err(why)
    }

    /// A baseline that may be used: what was given agrees, and it looks no further ahead than the years expected.
    pub(crate) fn baseline(&self, base: usize) -> Result<&'p Baseline, Why> {
        if let Some(why) = self.none {
            return Err(why);
        }
        let found = self.basis.of(base).ok_or(Why::NoBaseline)?;
        if self.years < f64::from(found.horizon_years) { Err(Why::FewerYears) } else { Ok(found) }
    }

    fn shift(&self, figure: &'static Figure, action: &'static Action) -> Result<Act<'p>, Why> {
        let mediator = figure.mediator.ok_or(Why::FactorWithoutLink)?;
        let row = MEDIATORS.get(mediator).ok_or(Why::FactorWithoutLink)?;
        let scale = row.link.ok_or(Why::FactorWithoutLink)?;
        let field = |field: Option<usize>| field.and_then(|f| self.seen.number(f)).filter(|x| x.is_finite());
        let now = field(row.field).ok_or(Why::FactorUnknown)?;
        if now <= scale.lowest {
            return Err(Why::AtTarget);
        }
        let amount = match (figure.measure, figure.amount) {
            (Measure::Percent, _) => now / 100.0,
            (Measure::Slope, Some(amount)) => {
                let has = match amount.of {
                    AmountOf::Weight => self.basis.weight_kg,
                    AmountOf::Salt => field(Some(field_at::SALT_G_DAY)),
                };
                let amount = (has.ok_or(Why::FactorUnknown)? - amount.above) * amount.times;
                if amount <= 0.0 {
                    return Err(Why::AtTarget);
                }
                amount
            }
            (Measure::Slope, None) => return Err(Why::FactorUnknown),
            _ => 1.0,
        };
        // An action's own link goes before another's: high-intensity statins were read per mmol/L by themselves.
        let own = |link: &Figure| action.figures.iter().all(|own| own.row != link.row);
        let link = self
            .links()
            .filter(|link| link.mediator == Some(mediator))
            .min_by_key(|link| {
                let away = !self.diseased && self.base(link).is_err();
                (away, link.outcome, own(link), link.population.is_none())
            })
            .ok_or(Why::NoBaseline)?;
        self.on(figure, link, Way::Shift { mediator, link, amount, now, scale })
    }
}

/// Direct before mediated; then the nearer outcome; then personal, specific, anyone; then the smaller effect.
fn before(a: &Act, b: &Act) -> bool {
    let key = |act: &Act| (act.order.1 / 4, act.order.0, act.order.1 % 4);
    key(a).cmp(&key(b)).then((-a.log_ratio()).total_cmp(&-b.log_ratio())).is_lt()
}

fn bases(figure: &Figure) -> &'static [(usize, &'static str)] {
    figure.outcome.and_then(|row| OUTCOMES.get(row)).map_or(&[], |row| row.bases)
}

/// Whether a row is about a person like this one; unknown is not.
fn fits(figure: &Figure, seen: &Seen) -> bool {
    let holds = |rule: &Option<Node>| rule.as_ref().is_none_or(|rule| rule.holds(seen) == Tri::True);
    holds(&figure.population) && holds(&figure.only_if)
}
