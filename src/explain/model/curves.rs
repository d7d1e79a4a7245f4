//! The curves and surfaces of a model that is a sum of them, ready to be drawn: bins in the table's own unit.

use serde::{Deserialize, Serialize};

use super::MarginUnit;
use super::subject::Subject;
use crate::error::Error;
use crate::prepare::pipeline::Source;
use crate::score::model::{Axis, AxisBins, Predictor, Scorer};

/// Days of the year that the pipeline counts by.
const YEAR: f64 = 365.25;

/// Where bins lie. There is one more bin than there are edges; an edge belongs to the bin below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum AxisDrawn {
    /// Numbers of the column.
    Numbers {
        /// Rising.
        edges: Vec<f64>,
    },
    /// Days since 1970-01-01.
    Days {
        /// Rising.
        edges: Vec<f64>,
    },
    /// Words.
    Words {
        /// The words of each bin; none where no word of training lies there.
        bins: Vec<Vec<String>>,
    },
    /// One number a bin.
    Codes {
        /// In the unit of the column.
        codes: Vec<f64>,
    },
    /// Whether the cell is missing.
    Missing {
        /// The bin of people whose cell is filled.
        filled: usize,
        /// The bin of people whose cell is missing.
        missing: usize,
    },
    /// A number that the pipeline makes: a curve of a spline, or a product of two columns.
    Made {
        /// In the unit of what is made.
        edges: Vec<f64>,
    },
}

/// An axis of a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Drawn {
    /// Column of the table.
    pub column: String,
    /// The other column of a product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// The name of the column of the matrix.
    pub made: String,
    /// Its bins.
    pub axis: AxisDrawn,
}

/// What one column adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CurveDrawn {
    /// The axis.
    pub drawn: Drawn,
    /// One value a bin.
    pub values: Vec<f64>,
    /// Standard deviation of each between bags; empty for one bag.
    pub spread: Vec<f64>,
    /// What a missing cell adds; nothing where something stands for it.
    pub missing: Option<f64>,
}

/// What two columns add together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SurfaceDrawn {
    /// The first axis.
    pub one: Drawn,
    /// The second.
    pub other: Drawn,
    /// For each bin of the first, one value a bin of the second.
    pub values: Vec<f64>,
}

/// All that adds up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Curves {
    /// In which unit values are.
    pub unit: MarginUnit,
    /// Where every sum begins.
    pub intercept: f64,
    /// What single columns add.
    pub curves: Vec<CurveDrawn>,
    /// What pairs of columns add.
    pub surfaces: Vec<SurfaceDrawn>,
}

/// The curves and surfaces of a model; `None` for a model of another kind.
///
/// # Errors
///
/// What [`Scorer::check`] refuses.
pub fn curves(scorer: &Scorer) -> Result<Option<Curves>, Error> {
    let subject = Subject::of(scorer)?;
    let Predictor::Additive(model) = &scorer.predictor else { return Ok(None) };
    let curve = |curve: &crate::score::model::Curve| {
        let bins = curve.axis.missing();
        let of = |list: &[f64]| list.iter().copied().take(bins).collect();
        let missing = curve.values.get(bins).copied().filter(|_| leaves_missing(&subject, &curve.axis));
        CurveDrawn {
            drawn: drawn(&subject, &curve.axis),
            values: of(&curve.values),
            spread: of(&curve.spread),
            missing,
        }
    };
    let surface = |surface: &crate::score::model::Surface| {
        let (bins, width) = (surface.one.missing(), surface.other.missing());
        let rows = surface.values.chunks(width + 1).take(bins);
        let values = rows.flat_map(|row| row.iter().copied().take(width)).collect();
        SurfaceDrawn { one: drawn(&subject, &surface.one), other: drawn(&subject, &surface.other), values }
    };
    Ok(Some(Curves {
        unit: subject.unit(),
        intercept: model.intercept,
        curves: model.curves.iter().map(curve).collect(),
        surfaces: model.surfaces.iter().map(surface).collect(),
    }))
}

/// Whether the pipeline hands a missing cell on.
fn leaves_missing(subject: &Subject<'_>, axis: &Axis) -> bool {
    let leaves = |column: usize| match subject.pipeline().columns.get(column).map(|column| &column.source) {
        Some(Source::Number { fill, .. }) => {
            fill.is_none() && subject.pipeline().regressions.iter().all(|r| r.column != column)
        }
        Some(Source::OneHot { fill, .. }) => fill.is_none(),
        Some(Source::Lookup { fill, other, .. }) => fill.is_none() || other.is_none(),
        None => true,
    };
    subject.origins.get(axis.column as usize).is_some_and(|origin| {
        !subject.pipeline().is_indicator(*origin) && (leaves(origin.column) || origin.with.is_some_and(leaves))
    })
}

fn drawn(subject: &Subject<'_>, axis: &Axis) -> Drawn {
    let pipeline = subject.pipeline();
    let name = |column: usize| pipeline.columns.get(column).map(|column| column.name.clone());
    let made = pipeline.names.get(axis.column as usize).cloned().unwrap_or_default();
    let Some(origin) = subject.origins.get(axis.column as usize).copied() else {
        return Drawn { column: String::new(), with: None, made, axis: AxisDrawn::Made { edges: Vec::new() } };
    };
    let (column, with) = (name(origin.column).unwrap_or_default(), origin.with.and_then(name));
    let raw = |x: f64| pipeline.unscaled(origin, x);
    let edges = |times: f64| -> Vec<f64> {
        match &axis.bins {
            AxisBins::Borders(borders) => borders.iter().map(|border| raw(*border) * times).collect(),
            AxisBins::Codes(codes) => codes.iter().map(|code| raw(f64::from(*code)) * times).collect(),
        }
    };
    // The bin of a number before it was scaled.
    let bin = |x: f64| axis.bin(pipeline.rescaled(origin, x));
    let source = pipeline.columns.get(origin.column).map(|column| &column.source);
    let drawn = match (source, &axis.bins) {
        _ if origin.with.is_some() => AxisDrawn::Made { edges: edges(1.0) },
        _ if pipeline.is_indicator(origin) => AxisDrawn::Missing { filled: bin(0.0), missing: bin(1.0) },
        (Some(Source::OneHot { words, .. }), _) => {
            let mut bins = vec![Vec::new(); axis.missing()];
            for (at, word) in words.iter().enumerate() {
                let own = if at == origin.place + 1 { 1.0 } else { 0.0 };
                if let Some(bin) = bins.get_mut(bin(own)) {
                    bin.push(word.clone());
                }
            }
            AxisDrawn::Words { bins }
        }
        (Some(Source::Lookup { words, values, .. }), _) => {
            let mut bins = vec![Vec::new(); axis.missing()];
            for (word, value) in words.iter().zip(values) {
                if let Some(bin) = bins.get_mut(bin(*value)) {
                    bin.push(word.clone());
                }
            }
            AxisDrawn::Words { bins }
        }
        (Some(Source::Number { .. }), _) if origin.place > 0 => AxisDrawn::Made { edges: edges(1.0) },
        (Some(Source::Number { day: true, .. }), AxisBins::Borders(_)) => AxisDrawn::Days { edges: edges(YEAR) },
        (_, AxisBins::Codes(_)) => AxisDrawn::Codes { codes: edges(1.0) },
        _ => AxisDrawn::Numbers { edges: edges(1.0) },
    };
    Drawn { column, with, made, axis: drawn }
}
