//! The workbench: a table of people becomes a model with its study, its files and its reasons.
//!
//! | file | what it answers |
//! | --- | --- |
//! | `table` | a table read in steps; what it holds; what a question means for it |
//! | `model` | a study carried out, or a model's file opened: told, written, scored, held against a new table |
//! | `reasons` | why a model says what it says |
//! | `compared` | two models of one table; a model fitted again and again |
//! | `shipped` | models that ship |
//! | `external` | a model judged on another table, as it is and after mending |

mod compared;
mod external;
mod model;
mod reasons;
mod shipped;
mod table;

pub use compared::{Compared, Judged};
pub use external::{ExternalTold, Judging, Mended};
pub use model::{ModelTold, NoteTold, ScoredFile, StudyModel, StudyRun, Weight, helper};
pub use reasons::{CaseTold, Dependent, NearTold, Shuffling};
pub use shipped::{open_shipped, shipped};
pub use table::{AskedTold, OpenTable, ReadingTable, TableTold};
