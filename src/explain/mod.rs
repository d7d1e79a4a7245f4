//! Floor 5: why a score is what it is: exact contributions, Shapley values, what missing inputs could change.

mod reply;

pub use reply::{Attribution, Contributions, Part, Sensitivity};
