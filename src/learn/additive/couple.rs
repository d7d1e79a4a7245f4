//! Pairs of columns in coarse bins, and the cell of each row.

use super::fit::AdditiveFit;
use crate::learn::tree::bins::Borders;

/// A pair of columns in coarse bins.
#[derive(Debug, Clone)]
pub(super) struct Couple {
    pub(super) columns: [usize; 2],
    /// For each, the last fine bin of every coarse one.
    pub(super) ends: [Vec<usize>; 2],
    pub(super) shape: [usize; 2],
}

impl AdditiveFit {
    /// The cell of a pair's surface in which each row lies.
    pub(super) fn cells(&self, couple: &Couple, rows: &[u32]) -> Vec<u16> {
        let coarse = couple.columns.map(|column| column);
        let [one, other] = [0, 1].map(|side| {
            let ends = couple.ends.get(side).map_or(&[][..], |ends| ends);
            let width = coarse.get(side).and_then(|column| self.widths.get(*column)).copied().unwrap_or(1);
            (0..width).map(|bin| ends.partition_point(|end| *end < bin) as u16).collect::<Vec<u16>>()
        });
        let [first, second] = coarse.map(|column| self.columns.get(column).map_or(&[][..], |column| column));
        let of = |map: &[u16], bins: &[u8], row: u32| {
            bins.get(row as usize).and_then(|bin| map.get(usize::from(*bin))).copied().unwrap_or(0)
        };
        let width = couple.shape[1] as u16;
        rows.iter().map(|row| of(&one, first, *row) * width + of(&other, second, *row)).collect()
    }

    /// A pair in at most `most` bins a side; missing is one more.
    pub(super) fn couple(&self, columns: [usize; 2], most: usize) -> Couple {
        let ends = columns.map(|column| {
            let width = self.widths.get(column).copied().unwrap_or(1);
            let bins = self.columns.get(column).map_or(&[][..], |bins| bins);
            // Categories stay apart.
            let ordered = matches!(self.borders.get(column), Some(Borders::Numbers(_)));
            ends(&self.all.counts(bins, width), if ordered { most } else { usize::MAX })
        });
        let shape = [ends[0].len(), ends[1].len()];
        Couple { columns, ends, shape }
    }
}

/// The last fine bin of each coarse one, so that they hold about equally many rows; the last end is that of missing.
fn ends(counts: &[u32], most: usize) -> Vec<usize> {
    let missing = counts.len().saturating_sub(1);
    let all: u64 = counts.iter().take(missing).map(|count| u64::from(*count)).sum();
    let (mut ends, mut upto) = (Vec::new(), 0_u64);
    for (bin, count) in counts.iter().take(missing).enumerate() {
        upto += u64::from(*count);
        let last = bin + 1 == missing;
        let due = upto.saturating_mul(most as u64) >= all * (ends.len() as u64 + 1) && ends.len() + 1 < most;
        if last || missing <= most || due {
            ends.push(bin);
        }
    }
    ends.push(missing);
    ends
}
