//! Published equations as data: the file's vocabulary, its compilation, one person, many people.
//!
//! | file | what |
//! | --- | --- |
//! | `schema` | what a file of `data/equations` may say |
//! | `build` | names resolved, numbers in place |
//! | `compile`, `program` | the flat program over blocks of rows |
//! | `evaluate` | one person, three answers |
//! | `batch` | columns of people |
//! | `catalog` | the list |
//! | `describe` | what the page is told of each |
//! | `examples` | worked cases, run by tests and by the page |
//! | `parts` | what the explanations read |
//! | `irregular` | what data cannot say, as code |

mod batch;
mod build;
mod catalog;
mod compile;
mod describe;
mod evaluate;
mod examples;
mod irregular;
mod parts;
mod program;
mod schema;

pub use batch::{Batch, BatchCode, Column};
pub use build::Equation;
pub use catalog::{equation, equations, equations_of};
pub use describe::{BandInfo, EquationInfo, InputInfo, SourceInfo, WordInfo, catalog};
pub use evaluate::Evaluation;
pub use examples::{ExampleResult, run_examples};
pub(crate) use parts::Complete;
