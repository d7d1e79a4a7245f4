//! A table to the columns that a model takes: settings, checked settings, then a fitted pipeline that only transforms.
//!
//! It is fitted on the rows it is given and on no other, so what a fold is judged on never reaches it.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `settings` | what is done to each column, checked |
//! | `fit` | medians, words, knots and scales of the training rows |
//! | `fitted` | what was fitted; read back and checked |
//! | `ready` | a table to a matrix, whole or in blocks of rows |
//! | `fits` | whether another table fits; new words |
//! | `origin` | what each column of the matrix is made of |
//! | `spline`, `iterative`, `target`, `select` | one step each |

mod fit;
mod fits;
mod fitted;
mod iterative;
mod origin;
mod ready;
mod select;
mod settings;
mod spline;
mod target;

pub use fitted::{FittedColumn, FittedPipeline, PIPELINE_VERSION, Source};
pub use iterative::Regression;
pub(crate) use iterative::TURNS as FILLING_TURNS;
pub use origin::Origin;
pub use ready::Ready;
pub use settings::{CheckedPipeline, ColumnSettings, Encode, FEW, Impute, PipelineSettings, Select};
pub(crate) use spline::quantiles as knot_quantiles;
