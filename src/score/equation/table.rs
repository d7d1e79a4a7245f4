//! Columns that are kept, to evaluate several equations on them.

use super::batch::{Batch, Column, Scratch};
use super::build::Equation;
use super::check::Known;
use crate::error::{Error, Kind};

/// One column that is kept.
#[derive(Debug, Clone)]
pub enum Kept {
    /// As [`Column::F64`].
    F64(Vec<f64>),
    /// As [`Column::F32`].
    F32(Vec<f32>),
    /// As [`Column::U8`].
    U8(Vec<u8>),
}

/// People as columns. What all values of a column have in common (their range, gaps) is found out once; numbers that
/// only say yes or no are kept as bytes.
#[derive(Debug, Clone)]
pub struct Table {
    rows: usize,
    columns: Vec<(String, Kept, Known)>,
}

impl Table {
    /// Keeps columns, named by input id.
    ///
    /// # Errors
    ///
    /// Columns that are not of one length.
    pub fn new(columns: Vec<(String, Kept)>) -> Result<Self, Error> {
        let rows = columns.first().map_or(0, |(_, column)| column.len());
        if let Some((name, odd)) = columns.iter().find(|(_, column)| column.len() != rows) {
            let error = Error::new(Kind::Usage, "equation.columnLength");
            return Err(error.with("input", name).with("rows", rows).with("length", odd.len()));
        }
        let known = |(name, column): (String, Kept)| {
            let known = column.known();
            (name, column.narrow(&known), known)
        };
        Ok(Self { rows, columns: columns.into_iter().map(known).collect() })
    }

    /// How many people.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// As [`Equation::evaluate_many`].
    ///
    /// # Errors
    ///
    /// A column that is no input of the equation, or named twice.
    pub fn evaluate(&self, equation: &Equation) -> Result<Batch, Error> {
        let mut batch = Batch { values: vec![0.0; self.rows], codes: vec![0; self.rows] };
        self.evaluate_part(equation, 0, &mut batch.values, &mut batch.codes, &mut Scratch::default())?;
        Ok(batch)
    }

    /// Evaluates as many people as `values` and `codes` have places, the first of them `from`.
    pub(crate) fn evaluate_part(
        &self,
        equation: &Equation,
        from: usize,
        values: &mut [f64],
        codes: &mut [u8],
        scratch: &mut Scratch,
    ) -> Result<(), Error> {
        let part = from..from + values.len();
        let given: Vec<_> = self
            .columns
            .iter()
            .map(|(name, column, known)| {
                let view = match column {
                    Kept::F64(x) => Column::F64(x.get(part.clone()).unwrap_or_default()),
                    Kept::F32(x) => Column::F32(x.get(part.clone()).unwrap_or_default()),
                    Kept::U8(x) => Column::U8(x.get(part.clone()).unwrap_or_default()),
                };
                (name.as_str(), view, Some(*known))
            })
            .collect();
        equation.evaluate_into(&given, values, codes, scratch)
    }
}

impl Kept {
    fn len(&self) -> usize {
        match self {
            Self::F64(x) => x.len(),
            Self::F32(x) => x.len(),
            Self::U8(x) => x.len(),
        }
    }

    fn known(&self) -> Known {
        match self {
            Self::F64(x) => Known::of(x.iter().copied()),
            Self::F32(x) => Known::of(x.iter().map(|x| f64::from(*x))),
            Self::U8(x) => Known::of(x.iter().map(|x| if *x == u8::MAX { f64::NAN } else { f64::from(*x) })),
        }
    }

    /// Bytes where they say the same.
    fn narrow(self, known: &Known) -> Self {
        let byte = |absent: bool, yes: bool| if absent { u8::MAX } else { u8::from(yes) };
        match self {
            Self::F64(x) if known.yes_or_no() => Self::U8(x.iter().map(|x| byte(x.is_nan(), *x == 1.0)).collect()),
            Self::F32(x) if known.yes_or_no() => Self::U8(x.iter().map(|x| byte(x.is_nan(), *x == 1.0)).collect()),
            other => other,
        }
    }
}
