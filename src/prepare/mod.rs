//! Floor 3: record to profile: for each concept the value that counts at a date, how old it is and what was presumed.
//!
//! [`Profile::of`] reads a record at a date; nothing after that date counts. Its [`Input`]s are ready to become what
//! an equation used. eGFR is not computed here, since equations live one floor up: the caller gives the value that
//! CKD-EPI 2021 makes of [`Profile::creatinine_for_egfr`] back to [`Profile::set_egfr`], which then decides which
//! eGFR counts.
//!
//! [`quality`] and [`pipeline`] prepare a table of many people: what is wrong with it, and the numbers a model takes.

mod derive;
mod flag;
mod input;
mod person;
pub mod pipeline;
mod profile;
pub mod quality;
mod value;

pub use flag::{is_active, is_taken};
pub use input::{Earlier, Input, Status};
pub use person::Who;
pub use profile::Profile;
