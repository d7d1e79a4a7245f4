//! Decision trees whose leaves are added up: boosted trees and random forests alike.
//!
//! | file | what |
//! | --- | --- |
//! | `ensemble` | the nodes as flat arrays, and the walk of one row from node to node |
//! | `check` | refuses a file whose nodes cannot be walked |
//! | `given` | fewer questions, where some columns of a row stay as they are |
//! | `many` | the same answers for many rows, to the bit, some times faster |

mod check;
mod ensemble;
mod given;
mod many;

pub use ensemble::{Categories, LeafKind, Trees};
