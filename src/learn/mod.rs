//! Floor 5: models fitted on this device, from data that whoever uses it brings.
//!
//! Fitting changes the type: settings, checked settings, then a model that only predicts. What a model says of an action
//! may change its place inside an evidence tier, never whether it is shown: that is floor 6.

pub mod additive;
mod choice;
pub mod conformal;
pub mod factor;
pub mod feedback;
mod fit;
pub mod linear;
pub mod measure;
pub mod net;
mod outcome;
pub mod recalibrate;
pub mod split;
pub mod study;
pub mod survival;
pub mod tree;

pub use choice::ModelSettings;
pub use fit::{Coefficients, Estimator, Fit, FitNote, Fitted, Sample};
pub use outcome::Outcome;
