//! Floor 8: one handle: requests in, replies out; plain data on both sides.
//!
//! | file | what it answers |
//! | --- | --- |
//! | `catalog` | what there is |
//! | `reading` | what files gave |
//! | `assess` | everything about one person at a day |
//! | `evaluate` | one equation by itself |
//! | `batch` | a table of people, in steps |

mod catalog;
mod evaluate;
mod reading;

pub use catalog::{Catalog, CountryInfo, FACTS_DATE, FormatInfo, VERSION};
pub use evaluate::{Evaluated, InputValue, evaluate};
pub use reading::{FileReport, Reading, Unmapped};
