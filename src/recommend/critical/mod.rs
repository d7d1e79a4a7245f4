//! Results that come first and alone (`data/recommend/critical_values.csv`).

mod readings;

pub use readings::{Reading, Readings};
