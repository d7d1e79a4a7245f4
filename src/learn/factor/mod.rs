//! Matrix factorisation of implicit feedback: weighted alternating least squares.
//!
//! Every person and every action is given a short list of numbers; their product says how likely the person is to take
//! the action up. A cell that nobody spoke of counts as a weak no (weight 1), a cell with feedback as strongly as there is
//! of it (Hu, Koren and Volinsky, 2008); each list is found by a few steps of conjugate
//! gradients from where it was (Takács, Pilászy and Tikk, 2011).
//!
//! | file | what |
//! | --- | --- |
//! | `sparse` | the cells that somebody spoke of, by rows |
//! | `cell` | one list of numbers, solved |
//! | `sweep` | all lists in turn, step by step, and what is lost |
//! | `top` | the best few for many people |

mod cell;
mod sparse;
mod sweep;
mod top;

pub use sparse::{Cell, Sparse};
pub use sweep::{Factoring, Lists, Weights, factoring};
pub use top::{Top, top};
