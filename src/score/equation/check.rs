//! How to tell at a glance whether a whole block of people is in order: no value absent that is needed, none out of range.
//!
//! What a glance does not pass is looked at row by row; this says only yes or "not sure".

use super::batch::Column;
use super::build::Equation;
use super::evaluate::bounds;
use super::features::MAX_INPUTS;
use super::schema::{InputKind, Use};
use crate::math::Pair;

/// What is known of all values of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Known {
    low: f64,
    high: f64,
    /// Some are absent.
    gaps: bool,
    /// All are whole numbers.
    whole: bool,
}

/// What one column must be.
pub(super) struct Check {
    pub(super) input: usize,
    low: f64,
    high: f64,
    /// Absent is in order too.
    gaps: bool,
    /// Only whole numbers between the ends: flags, words, deciles.
    whole: bool,
}

/// 1.5 × 2^52.
pub(super) const WHOLE: f64 = 6_755_399_441_055_744.0;

/// Added and taken off again, only a whole number stays itself, where the range keeps it small.
#[inline(always)]
fn whole(x: f64) -> bool {
    (x + WHOLE) - WHOLE == x
}

impl Known {
    /// Looks at every value.
    pub(crate) fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut known = Self { low: f64::INFINITY, high: f64::NEG_INFINITY, gaps: false, whole: true };
        for x in values {
            if x.is_nan() {
                known.gaps = true;
            } else {
                known = Self { low: known.low.min(x), high: known.high.max(x), whole: known.whole & whole(x), ..known };
            }
        }
        known
    }

    /// Every value is 0, 1 or absent.
    pub(crate) fn yes_or_no(&self) -> bool {
        self.whole && self.low >= 0.0 && self.high <= 1.0
    }
}

impl Equation {
    /// The checks that every block needs; `None` when a column that every row needs is not there.
    pub(super) fn checks(
        &self,
        given: &[Option<Column<'_>>; MAX_INPUTS],
        known: &[Option<Known>; MAX_INPUTS],
    ) -> Option<Vec<Check>> {
        let reads = self.strata.iter().fold(0, |all, s| all | s.reads);
        let mut checks = Vec::new();
        for (input, ((spec, column), known)) in self.head.inputs.iter().zip(given).zip(known).enumerate() {
            let needed = spec.need == Use::Required && (reads & (1 << input) != 0 || self.selector == Some(input));
            if column.is_none() {
                if needed {
                    return None;
                }
                continue;
            }
            let (low, high) = match spec.kind {
                InputKind::Number => bounds(spec),
                InputKind::Flag if spec.need == Use::Exclusion => (0.0, 0.0),
                InputKind::Flag => (0.0, 1.0),
                // Words are coded 0, 1, … in every file; anything else is looked at row by row.
                InputKind::Word => (0.0, spec.words.values().fold(0.0, |a, b| b.max(a))),
            };
            let check = Check { input, low, high, gaps: !needed, whole: spec.whole || spec.kind != InputKind::Number };
            if !known.is_some_and(|known| check.holds(&known)) {
                checks.push(check);
            }
        }
        Some(checks)
    }
}

impl Check {
    /// Every value that the column has is in order.
    fn holds(&self, known: &Known) -> bool {
        let inside = known.low >= self.low && known.high <= self.high;
        inside && (self.gaps || !known.gaps) && (known.whole || !self.whole)
    }

    /// Any 0 and any 1 is in order.
    pub(super) fn yes_or_no(&self) -> bool {
        (self.low, self.high) == (0.0, 1.0)
    }

    /// Every row of the block is in order. Counted without a branch, so that the loops become SIMD.
    pub(super) fn passes(&self, column: &[f64]) -> bool {
        let (low, high) = (self.low, self.high);
        let inside = |x: f64| (x >= low) & (x <= high);
        match (self.gaps, self.whole) {
            (false, false) => self.in_range(column),
            (true, false) => all(column, |x| inside(x) | x.is_nan()),
            // x² = x for 0 and 1 alone.
            (false, true) if self.yes_or_no() => column.iter().fold(0, |bad, x| bad | (x * x - x).to_bits()) == 0,
            (false, true) => all(column, |x| inside(x) & whole(x)),
            (true, true) => all(column, |x| (inside(x) & whole(x)) | x.is_nan()),
        }
    }

    /// The lowest and the highest are in range, and the sum is a number, as it is not when one value is none.
    fn in_range(&self, column: &[f64]) -> bool {
        let (eights, rest) = column.as_chunks::<8>();
        let start = [Pair::both(f64::INFINITY), Pair::both(f64::NEG_INFINITY), Pair::both(0.0)];
        // Four of each, so that one row need not wait for the row before.
        let mut seen = [start; 4];
        for eight in eights {
            for ([low, high, sum], x) in seen.iter_mut().zip(eight.as_chunks::<2>().0) {
                let x = Pair::new(*x);
                (*low, *high, *sum) = (low.most(x), high.least(x), *sum + x);
            }
        }
        let inside = |x: f64| (x >= self.low) & (x <= self.high);
        let fits = |[low, high, sum]: [Pair; 3]| {
            low.get().iter().all(|x| *x >= self.low)
                && high.get().iter().all(|x| *x <= self.high)
                && !sum.get().iter().any(|x| x.is_nan())
        };
        (eights.is_empty() || seen.into_iter().all(fits)) && all(rest, inside)
    }

    /// The same of bytes, of which 255 is absent.
    pub(super) fn passes_bytes(&self, column: &[u8]) -> bool {
        // A byte is whole, and none is below 0.
        let high = if self.high < 254.0 { self.high as u8 } else { 254 };
        let absent = if self.gaps { u8::MAX } else { 0 };
        self.low <= 0.0 && column.iter().fold(true, |good, x| good & ((*x <= high) | (*x == absent)))
    }
}

#[inline(always)]
fn all(column: &[f64], f: impl Fn(f64) -> bool) -> bool {
    column.iter().fold(true, |good, x| good & f(*x))
}
