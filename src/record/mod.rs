//! Floor 2: the facts of one person. Every fact keeps its origin; nothing above `collect` sees a raw file.

mod clinical;
mod frame;
mod list;
mod mend;
mod observation;
mod origin;
mod patient;
mod preferences;
mod set_aside;

pub use clinical::{
    Allergy, ClinicalStatus, Condition, Dose, FamilyCondition, FamilyMember, Immunization, Medication,
    MedicationStatus, Procedure, Reaction, Severity, VerificationStatus,
};
pub use frame::{Cells, Column, Frame, NO_DAY, NO_WORD, date_of, day_number};
pub use list::{List, ListState};
pub use mend::Mend;
pub use observation::{Comparator, Given, Observation, OtherFact, Value};
pub use origin::{FactId, Origin};
pub use patient::{Answer, Deceased, Patient, Sex};
pub use preferences::{CATEGORIES, CUISINES, JOINTS, Preferences};
pub use set_aside::{Kept, SetAside};
