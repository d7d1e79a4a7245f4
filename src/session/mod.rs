//! Floor 8: one handle: requests in, replies out; plain data on both sides.

mod reading;

pub use reading::{FileReport, Mapped, ReadOptions, Reading, Unmapped};
