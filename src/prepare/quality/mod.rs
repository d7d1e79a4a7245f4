//! What is wrong with a table before a model is fitted: gaps, impossible values, doubles, columns that tell nothing or too
//! much, and how large a model the outcome supports.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `report` | the whole report |
//! | `column` | one column: gaps, range, what it is |
//! | `rows` | patterns of gaps, doubles, near-doubles |
//! | `leak` | columns that know the outcome |
//! | `size` | people that a model of so many parameters needs |
//! | `criteria` | which criterion decides, and how many parameters the people at hand support |

mod column;
mod criteria;
mod leak;
mod report;
mod rows;
mod size;

pub use column::{ColumnQuality, ImpossibleValue, Known};
pub use criteria::{Criterion, CriterionId, SizeTold, most_parameters, size_told};
pub use leak::{Leak, LeakWhy, auroc, later_days};
pub use report::{OutcomeQuality, Quality, Target, outcome_quality, quality};
pub use rows::{Pattern, RowPair};
pub use size::{Anticipated, SizeNeeded, needed};
