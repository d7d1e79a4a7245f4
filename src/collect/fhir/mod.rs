//! FHIR R4 and R5 JSON: a Bundle of any type, a list, or a single resource.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `lenient` | JSON leaves that never fail on a wrong type |
//! | `shape` | the members of resources that we read |
//! | `bundle` | one pass over the text, entries kept as they close |
//! | `people` | which resource belongs to whom |
//! | `person`, `observation`, `clinical`, `medication` | resources to facts |
//! | `whole` | what a record says of a whole list |
//! | `coded` | concepts, dates and references |

mod bundle;
mod clinical;
mod coded;
mod lenient;
mod medication;
mod observation;
mod people;
mod person;
mod shape;
mod whole;

pub(crate) use people::REFERENCE;
pub(super) use people::read;
