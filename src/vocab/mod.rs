//! Floor 1: the words. What is measured ([`concept`]), its standard identifier ([`Code`]), units, names and dates.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`concept`] | which code means which concept, by role |
//! | [`unit`] | conversion to the canonical unit, limits, units shown |
//! | [`label`] | names in English and Chinese, spellings to match |
//! | [`medicine`] | what the text of a medicine means |
//! | [`recency`] | how old a value may be |
//! | [`system`] | code systems under their several addresses |
//! | [`twin`] | one question under two names |
//! | [`text`] | folding of words so that spellings meet |
//! | [`catalogue`] | all of it as the page sees it |

pub mod catalogue;
mod code;
pub mod concept;
mod date;
pub mod label;
pub mod medicine;
mod name;
mod preferred;
pub mod recency;
pub mod system;
pub mod text;
pub mod twin;
pub mod unit;

pub use catalogue::{ConceptInfo, ConceptKind, UnitInfo};
pub use code::Code;
pub use date::PartialDate;
pub use name::Name;
pub use preferred::{answer_for, preferred};
pub use system::{ACTION_SYSTEM, CONCEPT_SYSTEM, EQUATION_SYSTEM, NAME_SYSTEM, System};
