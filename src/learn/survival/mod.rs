//! Models of when something happens, where not everybody was followed to the end.
//!
//! | file | what |
//! | --- | --- |
//! | `people` | rows by time, columns of one size, ties |
//! | `likelihood` | Cox's partial likelihood with Efron's ties: how good, which way up, how it bends |
//! | `cox` | settings and the fit |
//! | `descent` | the step where weights are held by their size (lasso) |
//! | `hazards` | chances of one stretch of time after another |

mod cox;
mod descent;
mod hazards;
mod likelihood;
mod people;

pub use cox::{CheckedCox, CoxSettings};
pub use hazards::{CheckedHazards, HazardSettings};
