//! Decision trees learned from histograms: boosting and random forests.
//!
//! Every number becomes one of at most 255 bins; a node's rows are summed by bin, and the best border between two bins
//! splits them. Sums are of whole numbers, so that the order of rows changes no bit and a child's histogram is exactly
//! its parent's less its sibling's.
//!
//! | file | what |
//! | --- | --- |
//! | `bins` | columns as bins of one byte, by quantiles of a seeded sample |
//! | `histogram` | sums of gradients by bin, two in one 64-bit number |
//! | `split` | the best border or set of categories of a node |
//! | `grow` | one tree |
//! | `gradient` | how wrong each row is, as whole numbers |
//! | `settings` | what may be chosen, within which limits |
//! | `boosting` | trees one after another, each on what the others left |
//! | `forest` | trees side by side, each on rows drawn with replacement |
//! | `sample` | refuses a sample that no tree can be learned from |

pub(super) mod bins;
mod boosting;
mod forest;
mod gradient;
mod grow;
mod histogram;
pub(super) mod sample;
pub(super) mod settings;
mod split;

pub use boosting::BoostingFit;
pub use forest::ForestFit;
pub use settings::{BoostingSettings, CheckedBoosting, CheckedForest, ForestSettings};
