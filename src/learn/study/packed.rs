//! What a piece came to as plain numbers, so that it can cross to another worker and back without a bit changed. The model
//! of all rows does not cross: whoever holds the study fits it.

use super::held::Held;
use super::piece::{Done, Piece, Tried};
use crate::math::Matrix;

impl Done {
    /// As numbers; `None` for the model of all rows, and for settings that could not be fitted: who holds the study tries
    /// them again and has the error at first hand.
    pub fn pack(&self) -> Option<Vec<f64>> {
        match self {
            Self::Judged(held) => {
                let mut out = Vec::new();
                pack(held, &mut out);
                Some(out)
            }
            Self::Tried(Tried { rows, figures, held, error: None }) => {
                let mut out = vec![*rows as f64, figures.len() as f64, held.len() as f64];
                out.extend(figures);
                held.iter().for_each(|held| pack(held, &mut out));
                Some(out)
            }
            Self::Tried(_) | Self::Whole(_) => None,
        }
    }

    /// What [`Done::pack`] wrote of a piece; `None` for numbers that are something else.
    pub fn unpack(piece: Piece, numbers: &[f64]) -> Option<Self> {
        let mut rest = numbers;
        let done = if piece.round.is_some() {
            let (rows, figures, held) = (count(&mut rest)?, count(&mut rest)?, count(&mut rest)?);
            let figures = some(&mut rest, figures)?.to_vec();
            // One by one: a count that is too great ends where the numbers end.
            let held = (0..held).map(|_| unpack(&mut rest)).collect::<Option<_>>()?;
            Self::Tried(Tried { rows, figures, held, error: None })
        } else {
            Self::Judged(unpack(&mut rest)?)
        };
        rest.is_empty().then_some(done)
    }
}

fn pack(held: &Held, out: &mut Vec<f64>) {
    let times = held.over_time.as_ref().map_or(0, Matrix::columns);
    out.extend([held.rows.len() as f64, times as f64]);
    out.extend(held.rows.iter().map(|row| f64::from(*row)));
    out.extend(&held.margins);
    out.extend(&held.answers);
    out.extend(held.over_time.iter().flat_map(Matrix::values));
}

fn unpack(rest: &mut &[f64]) -> Option<Held> {
    let (rows, times) = (count(rest)?, count(rest)?);
    Some(Held {
        rows: some(rest, rows)?.iter().map(|row| *row as u32).collect(),
        margins: some(rest, rows)?.to_vec(),
        answers: some(rest, rows)?.to_vec(),
        over_time: match times {
            0 => None,
            _ => Some(Matrix::of_columns(rows, some(rest, rows.checked_mul(times)?)?.to_vec())?),
        },
    })
}

fn count(rest: &mut &[f64]) -> Option<usize> {
    let x = *some(rest, 1)?.first()?;
    // What is no whole number becomes another on the way.
    Some(x as usize).filter(|count| *count as f64 == x)
}

/// The next so many.
fn some<'n>(rest: &mut &'n [f64], count: usize) -> Option<&'n [f64]> {
    let (now, later) = rest.split_at_checked(count)?;
    *rest = later;
    Some(now)
}
