//! A table of many people for training: every column as it stands, with the type that was found and why.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `reader` | bytes in blocks to columns; what is refused |
//! | `heading` | what the file is, separator, headings, first rows |
//! | `split` | separator, quotes, line ends |
//! | `number`, `words`, `build` | what one cell says; the words of a column; a column while it grows |
//! | `kind`, `behind` | the type of a column from its first rows; a unit behind its numbers |
//! | `shape` | how the numbers of a column are written: what stands before a fraction, codes |
//! | `wide` | UTF-16 with its mark |
//! | `made`, `found`, `meant`, `near` | the table; what is told of each column; whether it can mean that; words that may be one |
//! | `picture`, `told` | what a page draws and shows |
//! | `change` | another type, another name, more words that say nothing |
//! | `pair` | a column of `120/80` as two, and as one again |
//! | `faulty` | rows that cannot be read; which row of the file a row was |
//!
//! GB 18030 and gzip are not read here: a browser and Node decode both without a byte of ours (`TextDecoder`,
//! `DecompressionStream`), so the caller hands over what they give.

mod behind;
mod build;
mod change;
mod faulty;
mod found;
mod heading;
mod kind;
mod made;
mod meant;
mod near;
mod number;
mod pair;
mod picture;
mod reader;
mod reshape;
mod shape;
mod split;
mod told;
mod wide;
mod words;

pub use change::{ChangeTold, ColumnChange, numbers_of};
pub use faulty::{FaultyRow, FaultyRows, Lines};
pub use found::{Cohort, ColumnFound, ColumnKind, DayOrder, Meaning, Odd, TableNote, Unread, WordPair};
pub use picture::{BINS, Picture, Quantiles, WordCount, picture};
pub use reader::{CohortOptions, CohortReader, Step, read_cohort};
pub use reshape::Reshape;
pub use shape::Habit;
pub use told::{CohortTold, PREVIEW};
