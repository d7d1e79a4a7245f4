//! Floor 5: models fitted on this device, from data that whoever uses it brings.
//!
//! Fitting changes the type: settings, checked settings, then a model that only predicts.

pub mod factor;
