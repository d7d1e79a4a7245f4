//! Floor 1: the words. What is measured ([`Concept`]), its standard identifier ([`Code`]), units and dates.

mod code;
mod date;

pub use code::Code;
pub use date::PartialDate;
