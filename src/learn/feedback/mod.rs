//! What a clinic's feedback says of actions: who was told what, who took it up, and who did it.
//!
//! | file | what |
//! | --- | --- |
//! | `table` | the feedback table, read strictly |
//! | `known` | what is known of a person and of an action |
//! | `settings` | what may be chosen, within which limits |
//! | `linear`, `terms` | ŷ = Σ wᵢ·xᵢ over features of the person and attributes of the action |
//! | `content` | how like what the person took up an action is |
//! | `implicit` | lists of numbers for people and actions (`learn::factor`) |
//! | `model` | any of them, and its file |
//! | `measure` | how good an order is |
//! | `split` | what is held back to measure on |
//! | `train` | all of it in steps |
//! | `example` | made-up feedback |

mod content;
mod example;
mod implicit;
mod known;
mod linear;
mod measure;
mod model;
mod settings;
mod split;
mod table;
mod terms;
mod train;

pub use example::example;
pub use known::{ActionFacts, FeatureValue, Known, Past};
pub use measure::{Among, FeedbackGroup, OrderEvaluation, OrderFigures};
pub use model::{ModelCard, Recommender, ScorePart, Scored};
pub use settings::{Checked, FeedbackSettings, Holding, ModelKind, Target};
pub use table::{Answer, Feedback, Person};
pub use train::Training;
