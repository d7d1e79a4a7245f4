//! Published equations as data: the file's vocabulary, its compilation, one person, many people.
//!
//! | file | what |
//! | --- | --- |
//! | `schema` | what a file of `data/equations` may say |
//! | `build` | names resolved, numbers in place |
//! | `compile` | passes, products and folds decided, once |
//! | `program`, `features` | the flat program over blocks of rows; what its sum reads |
//! | `evaluate` | one person, three answers |
//! | `batch`, `check` | columns of people; whether all of a block are in order |
//! | `table` | columns that are kept |
//! | `catalog` | the list |
//! | `describe` | what the page is told of each |
//! | `examples` | worked cases, run by tests and by the page |
//! | `parts` | what the explanations read |
//! | `irregular` | what data cannot say, as code |

mod batch;
mod build;
mod catalog;
mod check;
mod compile;
mod describe;
mod evaluate;
mod examples;
mod features;
mod irregular;
mod parts;
mod program;
mod schema;
mod table;

pub use batch::{Batch, BatchCode, Column};
#[cfg(feature = "core")]
pub(crate) use batch::{Given, Scratch};
pub use build::Equation;
pub use catalog::{equation, equations, equations_of};
pub use describe::{BandInfo, EquationInfo, InputInfo, SourceInfo, WordInfo, catalog};
pub use evaluate::Evaluation;
pub use examples::{ExampleResult, run_examples};
pub(crate) use parts::Complete;
pub use table::{Kept, Table};
