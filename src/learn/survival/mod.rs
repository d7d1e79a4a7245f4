//! Models of when something happens, where not everybody was followed to the end.
//!
//! | file | what |
//! | --- | --- |
//! | `people` | rows by time, columns of one size, ties |
//! | `likelihood` | Cox's partial likelihood with Efron's ties: how good, which way up, how it bends |
//! | `cox` | settings and the fit |
//! | `descent` | the step where weights are held by their size (lasso) |
//! | `hazards` | chances of one stretch of time after another |
//! | `stretch` | shares predicted elsewhere: their slope here, and the baseline that fits |

mod cox;
mod descent;
mod hazards;
mod likelihood;
mod people;
mod stretch;

pub use cox::{CheckedCox, CoxSettings};
pub use hazards::{CheckedHazards, HazardSettings};
pub use stretch::{baseline, cut_at, log_log, stretch};
