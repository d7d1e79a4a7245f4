//! Sums of gradients by bin, two sums in one 64-bit number.
//!
//! A row's gradient is a whole number in the upper bits, its curvature (or 1, where rows only count) in the lower ones;
//! adding two such numbers adds both. How wide each part is, [`Width`] says; the gradients are scaled so that no sum
//! leaves its part (`gradient`).

use super::bins::{Bins, SIDE};

/// One column's sums.
pub(super) type Sums = [u64; 256];

/// A row with its gradient: the row in the lower 32 bits.
pub(super) type Entry = u64;

/// How a row's 32 bits of gradient become a number to add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// Gradient of 16 bits, curvature of 16: sums of 32 each.
    Both,
    /// Gradient of 32 bits, curvature 1: sums of 40 and 24.
    Ones,
}

impl Width {
    /// Where the gradient's part begins.
    pub(super) fn shift(self) -> u32 {
        match self {
            Self::Both => 32,
            Self::Ones => 24,
        }
    }

    /// The number that a row adds.
    #[inline(always)]
    pub(super) fn addend(self, entry: Entry) -> u64 {
        let high = (entry as i64) >> 32;
        match self {
            Self::Both => (((high >> 16) << 32) as u64).wrapping_add((high & 0xffff) as u64),
            Self::Ones => ((high << 24) as u64).wrapping_add(1),
        }
    }

    /// The sum of gradients in a sum.
    #[inline(always)]
    pub(super) fn gradient(self, sum: u64) -> i64 {
        (sum as i64) >> self.shift()
    }

    /// The sum of curvatures in a sum.
    #[inline(always)]
    pub(super) fn curvature(self, sum: u64) -> u64 {
        sum & ((1 << self.shift()) - 1)
    }
}

/// The row of an entry.
#[inline(always)]
pub(super) fn row(entry: Entry) -> usize {
    (entry & 0xffff_ffff) as usize
}

/// Sums of one column over some rows.
pub(super) fn build_column(column: &[u8], entries: &[Entry], width: Width, sums: &mut Sums) {
    *sums = [0; 256];
    for entry in entries {
        let bin = column.get(row(*entry)).copied().unwrap_or(0);
        if let Some(sum) = sums.get_mut(usize::from(bin)) {
            *sum = sum.wrapping_add(width.addend(*entry));
        }
    }
}

/// Sums of every column over some rows; `histogram` has [`SIDE`] columns a block.
pub(super) fn build(bins: &Bins, entries: &[Entry], width: Width, histogram: &mut [Sums]) {
    for (block, sums) in bins.blocks.iter().zip(histogram.chunks_exact_mut(SIDE)) {
        let Ok(sums) = <&mut [Sums; SIDE]>::try_from(sums) else { continue };
        *sums = [[0; 256]; SIDE];
        match width {
            Width::Both => build_block(block, entries, |entry| Width::Both.addend(entry), sums),
            Width::Ones => build_block(block, entries, |entry| Width::Ones.addend(entry), sums),
        }
    }
}

#[inline(always)]
fn build_block(block: &[[u8; SIDE]], entries: &[Entry], addend: impl Fn(Entry) -> u64, sums: &mut [Sums; SIDE]) {
    for entry in entries {
        let Some(bins) = block.get(row(*entry)) else { continue };
        let add = addend(*entry);
        for (sums, bin) in sums.iter_mut().zip(bins) {
            if let Some(sum) = sums.get_mut(usize::from(*bin)) {
                *sum = sum.wrapping_add(add);
            }
        }
    }
}

/// Takes a child's sums from its parent's, which become its sibling's.
pub(super) fn subtract(parent: &mut [Sums], child: &[Sums]) {
    for (parent, child) in parent.iter_mut().zip(child) {
        for (parent, child) in parent.iter_mut().zip(child) {
            *parent = parent.wrapping_sub(*child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bins, SIDE, Width, build, build_column, subtract};
    use crate::math::{Draws, Matrix};

    #[test]
    fn both_sums_are_those_of_the_rows_and_siblings_add_up() {
        let (rows, draws) = (500, Draws::new(4, 4));
        let x = Matrix::of_columns(rows, (0..500 * 18).map(|i| (draws.normal(i) * 3.0).round()).collect()).unwrap();
        let bins = Bins::new(&x, &[], 255, 1, true);
        for width in [Width::Both, Width::Ones] {
            let payload = |i: u32| match width {
                Width::Both => ((draws.bits(i) as i32 >> 16) << 16) as u32 | (draws.bits(i + 999) & 0xffff),
                Width::Ones => draws.bits(i),
            };
            let entries: Vec<u64> = (0..500).map(|i| u64::from(payload(i)) << 32 | u64::from(i)).collect();
            let new = || vec![[0_u64; 256]; 2 * SIDE];
            let (mut all, mut some, mut rest) = (new(), new(), new());
            build(&bins, &entries, width, &mut all);
            build(&bins, &entries[..123], width, &mut some);
            build(&bins, &entries[123..], width, &mut rest);
            for (column, sums) in all.iter().enumerate().take(18) {
                let mut one = [0; 256];
                build_column(&bins.columns[column], &entries, width, &mut one);
                assert_eq!(one, *sums);
                for (bin, sum) in one.iter().enumerate() {
                    let inside = |e: &&u64| usize::from(bins.columns[column][(**e & 0xffff_ffff) as usize]) == bin;
                    let high = |e: &u64| (*e as i64) >> 32;
                    let (gradient, curvature) = match width {
                        Width::Both => (
                            entries.iter().filter(inside).map(|e| high(e) >> 16).sum::<i64>(),
                            entries.iter().filter(inside).map(|e| high(e) as u64 & 0xffff).sum::<u64>(),
                        ),
                        Width::Ones => (
                            entries.iter().filter(inside).map(high).sum(),
                            entries.iter().filter(inside).count() as u64,
                        ),
                    };
                    assert_eq!((width.gradient(*sum), width.curvature(*sum)), (gradient, curvature));
                }
            }
            subtract(&mut all, &some);
            assert_eq!(all[..18], rest[..18]);
        }
    }
}
