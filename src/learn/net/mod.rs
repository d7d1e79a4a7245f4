//! A multi-layer perceptron, fitted in short numbers by following the slope of its loss downhill, batch after batch.
//!
//! | file | what |
//! | --- | --- |
//! | `settings` | what may be chosen, within which limits |
//! | `data` | a sample, checked, scaled and in rows |
//! | `machine` | the network while it learns: forward, backward, a step |
//! | `train` | epochs, early stopping, the model that comes out |

mod data;
mod machine;
mod settings;
mod train;

pub use settings::{CheckedNet, NetSettings, Optimiser};
