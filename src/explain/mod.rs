//! Floor 5: why a score is what it is: exact contributions, Shapley values, what missing inputs could change.
//!
//! [`model`] explains models that were fitted on a table; the rest explains published equations.

mod compare;
mod gradient;
pub mod model;
mod reply;
mod sensitivity;
mod shapley;
pub mod tree_shap;

pub use compare::{Comparison, attribution, between, compare, contributions};
pub use gradient::{Along, TOLERANCE, integrated};
pub use reply::{Attribution, Contributions, Part, Sensitivity};
pub use sensitivity::sensitivity;
pub(crate) use {compare::compare_of, sensitivity::sensitivity_of};
