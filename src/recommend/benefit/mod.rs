//! What an action would gain: trial effects on this person's own baseline risk.
//!
//! | file | what |
//! | --- | --- |
//! | `basis` | the baselines of a person, given or computed by an equation |
//! | `draw` | a published number with its interval as draws; percentiles of products |
//! | `act` | by which of its figures an action acts on a person, or why by none |
//! | `gain` | that action's absolute gain, and the figures as a card shows them |
//! | `link` | a factor moved by hand, through its trials' link |
//! | `combine` | several actions together: computed, never summed |
//!
//! Trials' relative effects act on the baseline; an equation is never run again to make a benefit. A direct path or the
//! mediated one, never both. What is not computed says why.

mod act;
mod basis;
mod combine;
mod draw;
mod gain;
mod link;
#[cfg(test)]
mod tests;

pub(crate) use act::{Act, Person, Why};
pub(crate) use basis::Basis;
pub use basis::{Baseline, GIVEN, GIVEN_RISKS};
pub use combine::{Counted, Left, Together, together};
pub use gain::{Effect, Gain, Harm, Shift};
pub(crate) use gain::{Worth, net, relative, worth};
pub use link::{Fall, Links, remaining};
