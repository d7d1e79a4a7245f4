//! Exact Shapley values of decision trees: what each column adds to a row's sum.
//!
//! *Path-dependent* values take what a column would be without the row from the training rows that came through each node
//! (Lundberg and others, 2020); *interventional* values take it from a background table. Both add up to the row's margin.
//!
//! On the way to one leaf a row agrees or disagrees with each column asked about there; all that a leaf adds depends only
//! on which. So the values of every pattern of a leaf are worked out once and then looked up, row by row; where patterns
//! are too many for the rows, they are worked out for each row.
//!
//! Columns that come from one column of a table (a column a word, the curves of a spline) can go together as one player
//! ([`Players`]): its value is then that of the table's column, exactly.
//!
//! | file | what |
//! | --- | --- |
//! | `paths` | the ways to the leaves, and which columns each asks about |
//! | `engine` | patterns of rows, looked up or worked out |
//! | `dependent` | what a pattern is worth by training rows |
//! | `interventional` | what a pattern is worth by a background table |
//! | `quadrature` | integrals of polynomials, exactly |

mod dependent;
mod engine;
mod interventional;
mod paths;
mod quadrature;

pub use dependent::{path_dependent, path_dependent_of};
pub use engine::{Attributed, Players};
pub use interventional::{interventional, interventional_of};
