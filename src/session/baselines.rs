//! What gains act on: the risks that the person's own scores give, and the weight.

use crate::export::{Headline, Score};
use crate::prepare::Profile;
use crate::recommend::Facts;
use crate::score::Assessment;

/// Years that gains look ahead.
pub(crate) const HORIZON: u32 = 10;

/// Sets the ten-year risks of the headline's family, each outcome once; what was stated before stays.
///
/// Another family's risks stay away: gains of one person act on numbers that belong together.
pub(crate) fn set_baselines(facts: &mut Facts, headline: Option<&Headline>, scores: &[Score], profile: &Profile) {
    let family = headline.and_then(|h| scores.iter().find(|s| s.id == h.score)).map(|s| &s.family);
    for score in scores.iter().filter(|s| Some(&s.family) == family && s.horizon_years == Some(HORIZON)) {
        if let Assessment::Computed { value, interval } = &score.assessment {
            let interval = interval.as_ref().map(|i| (i.low, i.high));
            // An outcome that no trial's effect acts on needs no baseline.
            let _ = facts.set_baseline(&score.outcome, *value, &score.id, HORIZON, interval);
        }
    }
    if let Some(kilograms) = profile.number("weight") {
        facts.set_weight(kilograms);
    }
}
