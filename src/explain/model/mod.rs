//! Why a model that was fitted on a table says what it says, in the columns of that table.
//!
//! | file | what |
//! | --- | --- |
//! | `subject`, `value` | the model, checked; what stands in a cell |
//! | `contributions` | what each column adds to each row's margin |
//! | `case` | one person: the greatest parts, and the keys of a plain sentence |
//! | `curves` | the curves and surfaces of a model that has them, in the table's own unit |
//! | `importance` | what is lost where a column is shuffled |
//! | `dependence`, `grid` | what the model says while one column moves |
//! | `background` | what is kept of the training table for a model whose table is not at hand |
//! | `nearest` | the most alike people of a table |
//! | `movable`, `trial`, `counterfactual`, `additive_search`, `search` | what would have to change |

mod additive_search;
mod background;
mod case;
mod contributions;
mod counterfactual;
mod curves;
mod dependence;
mod grid;
mod importance;
mod movable;
mod nearest;
mod search;
mod subject;
mod trial;
mod value;

pub use background::{Background, KeptCurve};
pub use case::{Case, CasePart, CaseWords, Cases, cases};
pub use contributions::{Against, Contributed, contributions};
pub use counterfactual::{AnswerTarget, CellChange, ChangeWay, Changing, Counterfactual, NotMoved, counterfactual};
pub use curves::{AxisDrawn, CurveDrawn, Curves, Drawn, SurfaceDrawn, curves};
pub use dependence::{Dependence, DependenceReply, DependenceSettings, DependenceShown, GridPoint, PersonLine};
pub use importance::{ColumnImportance, Importance, ImportanceReply, ImportanceSettings};
pub use movable::{ColumnRange, CounterfactualSettings, Movable, MoveDirection, ranges};
pub use nearest::{ColumnApart, NearPerson, Neighbours, Space};
pub use subject::{MarginUnit, TableTerm};
pub use value::CellValue;
