//! The explainable boosting machine: curves of single columns and surfaces of pairs, grown by many small steps in turn
//! (Lou, Caruana and Gehrke, 2012; Lou and others, 2013; Nori and others, 2019).
//!
//! | file | what |
//! | --- | --- |
//! | `settings` | what may be chosen, within which limits |
//! | `bag` | rows of one bag, their sums and how wrong each is |
//! | `line` | the best few pieces of a curve |
//! | `plane` | the best cuts of a surface; which pairs are worth one |
//! | `pure` | what a surface says of one column alone belongs to that column's curve |
//! | `couple` | pairs in coarse bins |
//! | `fit` | all of it in steps |
//! | `assemble` | the model of the bags |

mod assemble;
mod bag;
mod couple;
mod fit;
mod line;
mod plane;
mod pure;
mod settings;

pub use fit::AdditiveFit;
pub use settings::{AdditiveSettings, CheckedAdditive};
