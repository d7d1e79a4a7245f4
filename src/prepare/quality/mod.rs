//! What is wrong with a table before a model is fitted: gaps, impossible values, doubles, columns that tell nothing or too
//! much, and how large a model the outcome supports.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `report` | the whole report |
//! | `column` | one column: gaps, range, what it is |
//! | `rows` | patterns of gaps, doubles, near-doubles |
//! | `leak` | columns that know the outcome |
//! | `size` | people and events that a model of so many parameters needs |

mod column;
mod leak;
mod report;
mod rows;
mod size;

pub use column::{ColumnQuality, ImpossibleValue, Known};
pub use leak::{Leak, LeakWhy, auroc};
pub use report::{OutcomeQuality, Quality, Target, quality};
pub use rows::{Pattern, RowPair};
pub use size::{Anticipated, SizeNeeded, most_parameters, needed};
