//! How an action suits what a person would rather do: it weighs the effort, and hides nothing.

use super::card::Preference;
use super::tables::Action;
use crate::record::Preferences;

/// What of the preferences an action meets, what it does not, and what follows for its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Suits {
    pub(crate) said: Preference,
    /// What speaks against it, less whether its category is liked: 0 when nothing was said.
    pub(crate) level: i8,
    /// It needs what the person lacks, or loads a joint to spare, and there is no other way to do it.
    pub(crate) not_as_it_is: bool,
}

impl Suits {
    pub(crate) fn of(action: &Action, wishes: &Preferences) -> Self {
        let mut suits = Self::default();
        let fit = &action.fit;
        if let Some(most) = wishes.cost {
            suits.note(fit.cost <= most, "cost");
        }
        if let Some(minutes) = wishes.minutes_per_day.filter(|_| fit.minutes > 0.0) {
            suits.note(fit.minutes <= minutes, "minutes");
        }
        if wishes.pills.as_deref() == Some("fewer") && fit.pills != 0.0 {
            suits.note(fit.pills < 0.0, "pills");
        }
        if !wishes.cuisines.is_empty() && !fit.cuisine.is_empty() {
            suits.note(wishes.cuisines.iter().any(|c| c == fit.cuisine), "cuisine");
        }
        if wishes.likes.iter().any(|c| c == action.category) {
            suits.said.fits.push("category".to_owned());
            suits.level -= 1;
        }
        if wishes.dislikes.iter().any(|c| c == action.category) {
            suits.note(false, "category");
        }
        for thing in fit.equipment {
            let avoided = wishes.avoid_equipment.iter().any(|t| t == thing);
            // What one has is asked about moving; nobody lists a blood pressure monitor among dumb-bells.
            let owned = wishes.equipment.as_ref().filter(|_| action.category == "exercise");
            let lacking = owned.is_some_and(|have| !have.iter().any(|t| t == thing));
            if avoided || (lacking && !fit.equipment.iter().any(|t| owned.is_some_and(|o| o.iter().any(|h| h == t)))) {
                suits.needs(fit.other_ways, format!("equipment:{thing}"));
            } else if owned.is_some() && !lacking {
                suits.said.fits.push(format!("equipment:{thing}"));
            }
        }
        for joint in fit.joints.iter().filter(|joint| wishes.injuries.iter().any(|hurt| hurt == *joint)) {
            suits.needs(fit.other_ways, format!("joint:{joint}"));
        }
        suits
    }

    fn note(&mut self, fits: bool, what: &str) {
        if fits {
            self.said.fits.push(what.to_owned());
        } else {
            self.said.against.push(what.to_owned());
            self.level += 1;
        }
    }

    fn needs(&mut self, other_ways: bool, what: String) {
        self.note(false, &what);
        self.not_as_it_is |= !other_ways;
    }

    /// Effort that a gain is divided by: 1 low, 2 medium, 3 high, doubled by each thing that speaks against it and
    /// halved where its category is liked. Our own estimate, for the order only.
    pub(crate) fn effort(&self, burden: &str) -> f64 {
        let base = match burden {
            "low" => 1.0,
            "medium" => 2.0,
            _ => 3.0,
        };
        let twice = |effort: f64, _| effort * 2.0;
        let level = self.level;
        if level < 0 { base / 2.0 } else { (0..level).fold(base, twice) }
    }

    pub(crate) fn into_said(self) -> Option<Preference> {
        Some(self.said).filter(|said| !said.fits.is_empty() || !said.against.is_empty())
    }
}
