//! Floor 6: what to do next: rules, bridge, eligibility, safety, order.
//!
//! [`Facts`] is what the rules see of a person, three-valued and with the facts behind it; the bridge fills it from a
//! record, [`Facts::from_vignette`] from a portal's patient.

mod answer;
mod ask;
mod because;
mod benefit;
pub mod bridge;
mod card;
mod catalogue;
pub mod critical;
mod decide;
mod facts;
mod fit;
mod interact;
mod order;
#[cfg(test)]
mod reach;
mod rule;
mod standing;
mod tables;
mod test;
mod voi;
mod watch;
mod words;

pub use answer::{recommend, recommend_to_child, recommend_to_deceased};
pub use benefit::{
    Baseline, Counted, Effect, Fall, GIVEN, GIVEN_RISKS, Gain, Harm, Left, Links, Shift, Together, remaining, together,
};
pub use card::{
    Because, Card, Change, Critical, Held, Interaction, Preference, Question, Recommendations, Source, Status,
};
pub(crate) use catalogue::numbers_to_call;
pub use catalogue::{ActionEntry, Catalogue, CrisisLine, FieldEntry, NameEntry, catalogue, crisis_lines};
pub use decide::{decide, decide_all};
pub use facts::{Dosage, Facts, Provenance, Tri, is_field, list_of, never_presumed};
pub use interact::interaction_ids;
pub use order::Nudge;
pub use standing::{Standing, cautions_of, is_critical, meal_standings, number_of, question_of, standings};
pub use tables::List;
pub(crate) use words::words;
