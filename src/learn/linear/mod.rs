//! Models of a weighted sum: least squares and ridge, lasso and elastic net, logistic regression, Firth's correction.
//!
//! All work on sums of products of columns ([`crate::math`]'s Gram blocks) and on columns brought to one size, so that no
//! unit of measurement decides what converges. Penalties mean what they mean in scikit-learn; standard errors are those
//! of the field. What must be said of a fit (a constant column, columns that follow from each other, rows that a sum
//! tells apart without a mistake) is a [`super::FitNote`].

mod apart;
mod bend;
mod choose;
mod descent;
mod elastic;
mod firth;
mod least;
mod logistic;
mod moments;
mod newton;
mod profile;
mod rows;
mod separation;
mod sparse;
mod table;

pub use choose::{Choosing, HeldError};
pub use elastic::{CheckedElasticNet, ElasticNet, PathStep};
pub use firth::{CheckedFirth, Firth, FirthFit, Intervals, WeightInterval};
pub use least::{CheckedLeastSquares, LeastSquares};
pub use logistic::{CheckedLogistic, Logistic, Penalty};
