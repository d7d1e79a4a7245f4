//! Floor 6: what to do next: rules, bridge, eligibility, safety, order.
//!
//! [`Facts`] is what the rules see of a person, three-valued and with the facts behind it; the bridge fills it from a
//! record, [`Facts::from_vignette`] from a portal's patient.

pub mod bridge;
mod card;
pub mod critical;
mod facts;
mod rule;
mod tables;

pub use card::{Because, Card, Critical, Held, Interaction, Question, Recommendations, Source, Status};
pub use facts::{Dosage, Facts, Provenance, Tri, list_of, never_presumed};
pub use tables::List;
