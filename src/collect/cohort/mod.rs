//! A table of many people for training: every column as it stands, with the type that was found and why.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `reader` | bytes in blocks to columns; what is refused |
//! | `split` | separator, quotes, line ends |
//! | `number`, `build` | what one cell says; a column while it grows |
//! | `kind` | the type of a column from its first rows |
//! | `found` | what is told of each column |
//!
//! GB 18030 and gzip are not read here: a browser and Node decode both without a byte of ours (`TextDecoder`,
//! `DecompressionStream`), so the caller hands over what they give.

mod build;
mod found;
mod kind;
mod number;
mod reader;
mod split;

pub use found::{Cohort, ColumnFound, ColumnKind, Meaning, Odd, TableNote};
pub use reader::{CohortOptions, CohortReader, Step, read_cohort};
