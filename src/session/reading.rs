//! What reading files gave: the reader's own report, as it crosses.

pub use crate::collect::{FileReport, Mapped, ReadOptions, Reading, Unmapped};
