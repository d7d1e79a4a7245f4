//! A study: a question put to a table, carried out by a protocol, judged on rows that the model did not see.
//!
//! | file | what |
//! | --- | --- |
//! | `question` | what is predicted, from what, for whom |
//! | `asked` | the question put to a table: rows that count, outcome, groups |
//! | `protocol` | the whole of it as one document |
//! | `search`, `choosing` | which settings are tried, and the rounds of trying |
//! | `fitting` | pipeline and model fitted on some rows, in steps |
//! | `held` | answers for rows not seen |
//! | `piece`, `packed` | a piece of a study carried out, and what it came to as plain numbers |
//! | `training` | all pieces, given out and put together |
//! | `again` | learning curve, and how much the model flatters itself |
//! | `evaluation` | every figure of the answers |
//! | `plausible` | whether figures can be those of one evaluation |
//! | `mending` | answers recalibrated by some rows for others |

mod again;
mod asked;
mod choosing;
mod evaluation;
mod fitting;
mod held;
mod mending;
mod packed;
mod piece;
mod plausible;
mod protocol;
mod question;
mod search;
mod training;

pub use again::{Flattering, Flattery, Learning, LearningPoint};
pub use asked::{Asked, Grouping, LeftOut};
pub use choosing::Trial;
pub use evaluation::{
    BinaryFigures, ContinuousFigures, Evaluation, RiskGroup, Subgroups, SubgroupsAt, SurvivalFigures, evaluate,
    main_figure,
};
pub use fitting::Fittedness;
pub use held::{Held, times_of};
pub use mending::{MendingLine, mended};
pub use piece::{Done, Piece, Tried, Worker};
pub use protocol::{PROTOCOL_VERSION, Protocol, Study};
pub use question::{Filter, Happened, OutcomeSettings, StudyQuestion};
pub use search::{Better, How, Range, SearchSettings, Space, Values};
pub use training::{Trained, Training};
