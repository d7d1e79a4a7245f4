//! A fitted model as files: for this program on other devices, for other programs, and as a card for people.
//!
//! | file | what |
//! | --- | --- |
//! | `file` | `model.json`: written, read back, checked |
//! | `seal` | whether a file was changed since it was written |
//! | `training` | the training table in counts |
//! | `suit` | a table brought to the kinds of column that a model reads |
//! | `scored` | a table scored, and its CSV |
//! | `drift` | a new table held against the training table |
//! | `card`, `figures`, `preparation`, `tripod` | the model card, and how it stands to the reporting checklist |
//! | `onnx` | for any program that runs ONNX |

mod card;
mod drift;
mod figures;
mod file;
mod onnx;
mod preparation;
mod scored;
mod seal;
mod suit;
mod training;
mod tripod;

pub use card::{CardLine, CardPart, CardTable, Section, StudyCard, card};
pub use drift::{Borne, ColumnDrift, ColumnShift, Drift, ShiftReading, cohort_drift, drift};
pub use file::{Conformal, External, MODEL_FORMAT, MODEL_VERSION, ModelFile};
pub use onnx::onnx;
pub use scored::{RowNote, RowNoteKind, ScoredTable, cohort_csv, score_cohort, score_table, scored_csv};
pub use seal::Seal;
pub use suit::{Turned, suited};
pub use training::{ColumnSummary, Spread, TrainingTable};
pub use tripod::{Item, State, item_ids, tripod};
