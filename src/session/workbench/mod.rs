//! The workbench: a table of people becomes a model with its study, its files and its reasons.
//!
//! | file | what it answers |
//! | --- | --- |
//! | `table` | a table read in steps; what it holds; what a question means for it |
//! | `model` | a study carried out, or a model's file opened: told, written, scored, held against a new table |
//! | `reasons` | what a model goes by |
//! | `reasoning`, `person` | why one person has this answer; who that is |
//! | `compared` | two models of one table; a model fitted again and again |
//! | `shipped` | models that ship |
//! | `external` | a model judged on another table, as it is and after mending |

mod compared;
mod external;
mod model;
mod person;
mod reasoning;
mod reasons;
mod shipped;
mod table;

pub use compared::{Compared, Judged};
pub use external::{ExternalTold, Judging, Mended};
pub use model::{DriftTold, ModelTold, NoteTold, ScoredFile, StudyModel, StudyRun, Weight, helper};
pub use person::{TypedCell, Who};
pub use reasoning::{CaseNote, CaseTold, NearTold, Reasoning};
pub use reasons::{Dependent, Shuffling};
pub use shipped::{open_shipped, shipped};
pub use table::{AskedTold, OpenTable, ReadTold, ReadingTable, TableTold};
