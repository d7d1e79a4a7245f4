//! The bridge: from a record's facts to the names of the rules, three-valued (`data/bridge`).
//!
//! Entries meet the table by code, whole text or concept (`entry`, `medicine`); a row may need more than its code
//! (`rule`, `pregnancy`, `allergy`, `allergen`); some names follow from several facts (`computed`); fields are read from
//! measurements, dates, doses and relatives (`field`, `dates`, `vaccine`, `family`); `history` tells what was ever there; `assemble` puts it together.
//! Unknown is not no: what a list's silence means is the list's state, and some names are never taken as no.

mod allergen;
mod allergy;
mod answer;
mod assemble;
mod computed;
mod context;
mod dates;
mod entry;
mod family;
mod field;
mod history;
mod known;
mod load;
mod measure;
mod medicine;
mod picker;
mod pregnancy;
mod rule;
mod silence;
mod table;
mod text;
mod vaccine;
mod window;

pub use allergen::food_allergies_of_names;
pub use assemble::{Bridged, Unmatched, bridge};
pub use history::{Ever, History, history, history_of_form};
pub use picker::{Pick, Pickers, Route, label_of, pickers, routes};
