//! Floor 7: plans to live by: a week of meals that meets its limits, twelve weeks of movement that grow.

pub mod exercise;
pub mod meals;
