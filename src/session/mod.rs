//! Floor 8: one handle: requests in, replies out; plain data on both sides.
//!
//! | file | what it answers |
//! | --- | --- |
//! | `catalog` | what there is |
//! | `reading` | what files gave |
//! | `assess` | everything about one person at a day |
//! | `evaluate` | one equation by itself |
//! | `batch` | a table of people, in steps |

mod assess;
mod batch;
mod catalog;
mod evaluate;
mod finding;
mod saved;
mod scores;

pub use crate::collect::{Amendment, FileReport, Mapped, ReadOptions, Reading, Unmapped, amend, read, template};
pub use crate::export::Assessed;
pub use assess::{AssessOptions, assess};
pub use batch::{Batch, BatchDone, BatchOptions, RESULTS};
pub use catalog::{Catalog, CountryInfo, FACTS_DATE, FormatInfo, VERSION, catalog};
pub use evaluate::{Evaluated, InputValue, evaluate};
pub use saved::{ExportFile, export_as};
