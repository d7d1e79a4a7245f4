//! A whole model as an ONNX file: raw columns of a table in, margins and answers out, the preparation included.
//!
//! | file | what |
//! | --- | --- |
//! | `wire` | bytes of protocol buffers |
//! | `graph` | names, nodes, constants; the model around them |
//! | `columns` | the pipeline |
//! | `predict`, `trees` | columns to a margin |
//! | `answer` | a margin to a share |
//!
//! Inputs have the names of the table's columns and N rows of one cell: doubles for numbers (none where the cell is empty),
//! doubles for days (days since 1970-01-01), strings for words (empty where the cell is). Everything is reckoned in doubles
//! but networks, which were fitted in short numbers, and small sums of trees, which their operator gives so.

mod answer;
mod columns;
mod graph;
mod predict;
mod trees;
mod wire;

use graph::Graph;

use crate::error::Error;
use crate::score::model::{Scorer, Task};

/// Writes a model's file; `name` is what it is called.
///
/// Its outputs are `margin` and `answer`, with an underscore behind where a column of the table has that name.
///
/// # Errors
///
/// `export.onnxColumns` for a model that reads no column; `export.onnxTask` where the model cannot answer what is asked;
/// as [`Scorer::check`].
pub fn onnx(name: &str, scorer: &Scorer) -> Result<Vec<u8>, Error> {
    scorer.check()?;
    let mut graph = Graph::default();
    let x = columns::columns(&mut graph, &scorer.pipeline)?;
    let margin = predict::margin(&mut graph, &x, &scorer.predictor)?;
    let answer = match (&scorer.recalibration, scorer.task) {
        (Some(recalibration), Task::Binary) => answer::recalibrated(&mut graph, &margin, recalibration),
        (Some(recalibration), Task::Survival { .. }) => {
            let share = answer::answer(&mut graph, &margin, &scorer.predictor, scorer.task)?;
            answer::recalibrated_up_to(&mut graph, &share, recalibration)
        }
        _ => answer::answer(&mut graph, &margin, &scorer.predictor, scorer.task)?,
    };
    graph.output("margin", &margin);
    graph.output("answer", &answer);
    Ok(graph.model(name, env!("CARGO_PKG_VERSION"), &[("bedside.format", "bedside-onnx"), ("bedside.version", "1")]))
}
