//! Floor 4: published equations as data, evaluated to one of three answers.
//!
//! [`equation`] finds one, [`Equation::evaluate`] answers for one person, [`Equation::evaluate_many`]
//! for columns of people; [`catalog`] describes them all and [`run_examples`] proves them.

mod assessment;
mod choose;
mod equation;
mod inputs;
pub mod model;
mod reference;

pub use assessment::{Assessment, InputStatus, InputUsed, Interval, Missing, Reason, Studied};
pub use choose::{Candidate, Chosen, Variant, candidates, choose, choose_variant, countries, region_of, variant_of};
pub(crate) use equation::Complete;
pub use equation::{
    BandInfo, Batch, BatchCode, Column, Equation, EquationInfo, Evaluation, ExampleResult, InputInfo, Kept, SourceInfo,
    Table, WordInfo, catalog, equation, equations, equations_of, run_examples,
};
#[cfg(feature = "core")]
pub(crate) use equation::{Given, Scratch};
pub use inputs::Inputs;
pub use reference::reference;

use crate::error::Error;

/// Evaluates one equation for one person.
///
/// # Errors
///
/// An unknown equation id, or a value that is no value of its input.
///
/// # Examples
///
/// ```
/// use bedside::score::{Assessment, Inputs, evaluate};
/// let inputs = Inputs::new().number("height", 180.0).number("weight", 81.0);
/// let answer = evaluate("bmi", &inputs)?;
/// assert_eq!(answer.assessment, Assessment::Computed { value: 25.0, interval: None });
/// # Ok::<(), bedside::Error>(())
/// ```
pub fn evaluate(id: &str, inputs: &Inputs) -> Result<Evaluation, Error> {
    equation(id)?.evaluate(inputs)
}

/// Evaluates one equation for many people; see [`Equation::evaluate_many`].
///
/// # Errors
///
/// An unknown equation id or input, or a column that is not `rows` long.
pub fn evaluate_many(id: &str, rows: usize, columns: &[(&str, Column<'_>)]) -> Result<Batch, Error> {
    equation(id)?.evaluate_many(rows, columns)
}
