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
use crate::vocab::text::has_han;

/// Parts of a cell, each read by itself: a denial never reaches into the next. A full stop ends one where a word of more than
/// three letters stands before it and a capital behind: `No known allergies. Penicillin`, but `St. John's wort`, `H. pylori`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['；', ';', '\n', '\r', '。']).flat_map(sentences).map(str::trim).filter(|part| !part.is_empty())
}

fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        let (before, after) = (text.get(from..at).unwrap_or_default(), text.get(at + 2..).unwrap_or_default());
        let word = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
        if word > 3
            && after
                .trim_start()
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || has_han(c.encode_utf8(&mut [0; 4])))
        {
            out.push(before);
            from = at + 2;
        }
    }
    out.push(text.get(from..).unwrap_or_default());
    out
}

/// Sets a part aside that is no list of names but a story: its denials reach nobody knows how far.
fn is_too_long(part: &str, origin: &Origin, intake: &mut Intake) -> bool {
    let long = part.chars().nth(400).is_some();
    if long {
        let fact = Measured { text: clip(part), origin: origin.clone(), ..Measured::default() };
        intake.aside_words(&fact, "", "tooLong");
    }
    long
}
