//! Floor 8: one handle: requests in, replies out; plain data on both sides.

mod reply;

pub use reply::{
    Assessed, Earlier, FileReport, Finding, Headline, NotUnderstood, Person, Provenance, Reading, Score, Unmapped,
};
