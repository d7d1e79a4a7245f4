//! Diagnoses, medicines and allergies as free text: what is denied, suspected, a relative's, past or only advised.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `sense` | what a clause says of the thing it names, and where clauses end |
//! | `none` | texts that say that there is nothing at all, or that nobody asked |
//! | `kin` | of whom a clause speaks |
//! | `conditions`, `medicines`, `allergies` | cells to entries |
//!
//! What is not sure is never yes and never no: it is suspected, or asked about.

mod allergies;
mod conditions;
mod kin;
mod medicines;
mod none;
mod sense;
#[cfg(test)]
mod tests;

pub(super) use allergies::read as allergies;
pub(super) use conditions::read as conditions;
pub(super) use medicines::read as medicines;
pub(super) use none::{Kind, is_none};
