//! Floor 9: one handle: requests in, replies out; plain data on both sides.
//!
//! | file | what it answers |
//! | --- | --- |
//! | `catalog` | what there is |
//! | `assess` | everything about one person at a day |
//! | `baselines` | the risks that gains act on |
//! | `scores` | which equations answer, and how |
//! | `finding` | what of the record was used, as the page lists it |
//! | `fingerprint`, `canonical` | the hash of what went in; the text it is made of |
//! | `evaluate` | one equation by itself |
//! | `learn` | models of a clinic's feedback |
//! | `movement` | what a plan of movement needs to know |
//! | `preview` | what a form answers so far |
//! | `reply` | replies on tape, for a reader that keeps words |
//! | `batch` | a table of people, in steps |
//! | `together` | several actions together |
//! | `what_if` | what other values would mean |
//! | `workbench` | a table of people becomes a model |
//! | `saved` | files to keep: JSON, CSV, FHIR |

mod assess;
mod baselines;
mod batch;
mod canonical;
mod catalog;
mod evaluate;
mod finding;
mod fingerprint;
mod learn;
mod meals;
mod movement;
mod preview;
mod reply;
mod saved;
mod scores;
mod together;
mod what_if;
pub mod workbench;

pub use crate::collect::{Amendment, FileReport, Form, Mapped, ReadOptions, Reading, Unmapped, amend, read, template};
pub use crate::export::Assessed;
pub use assess::{AssessOptions, assess};
pub use batch::{Batch, BatchDone, BatchOptions, RESULTS};
pub use catalog::{Catalog, CountryInfo, FACTS_DATE, FormatInfo, VERSION, catalog};
pub use evaluate::{Evaluated, InputValue, evaluate};
pub use learn::{TrainedModel, example_feedback, learnable, open_model, score_actions, train, trained};
pub use meals::meal_profile;
pub use movement::exercise_profile;
pub use preview::{Preview, preview};
pub use reply::Replies;
#[cfg(feature = "core")]
pub(crate) use reply::not_plain;
pub use saved::{ExportFile, ExportOptions, export_as};
pub use together::{TogetherWishes, together, together_of, together_on};
pub use what_if::{Supposition, WhatIf, what_if};
