//! A FHIR R4 Bundle of a record and what was made of it, which every FHIR reader (ours too) can read back.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `bundle` | the Bundle, the person, what references point at |
//! | `measured` | measurements and answers |
//! | `clinical` | conditions, medicines, allergies, relatives, procedures, vaccine doses |
//! | `result` | computed answers |
//! | `drafts` | the plan as drafts: care plan, goals, requests |
//! | `parts` | codes, quantities, what is absent |
//!
//! A typed answer that no FHIR resource carries (`salt_g_day`) stays in the JSON export only, and so does "that is all" of
//! a list that has entries.

mod bundle;
mod clinical;
mod drafts;
mod measured;
mod parts;
mod result;

pub use bundle::bundle;
