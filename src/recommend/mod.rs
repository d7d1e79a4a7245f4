//! Floor 6: what to do next: rules, bridge, eligibility, safety, order.

mod card;

pub use card::{Because, Card, Critical, Held, Interaction, Question, Recommendations, Source, Status};
