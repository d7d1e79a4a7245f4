//! Diagnoses, medicines and allergies as free text: what is denied, suspected, a relative's, past or only advised.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `sense` | what a clause says of the thing it names, and where clauses end |
//! | `signs` | the words for it in both languages |
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
mod signs;
#[cfg(test)]
mod tests;

pub(super) use allergies::read as allergies;
pub(super) use conditions::{Told, one as condition, read as conditions};
pub(super) use medicines::read as medicines;
pub(super) use none::{Kind, is_none};

use super::intake::{Intake, Measured, clip};
use crate::record::Origin;

/// Sets a part aside that is no list of names but a story: its denials reach nobody knows how far.
fn is_too_long(part: &str, origin: &Origin, intake: &mut Intake) -> bool {
    let long = part.chars().nth(400).is_some();
    if long {
        let fact = Measured { text: clip(part), origin: origin.clone(), ..Measured::default() };
        intake.aside_words(&fact, "", "tooLong");
    }
    long
}
