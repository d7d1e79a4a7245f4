//! Rows: which cells are missing together, rows that come twice or almost.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::{Cells, Frame};

/// Cells that are missing together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Pattern {
    /// The columns without a value, by number; none where the row is whole.
    pub columns: Vec<u32>,
    /// Rows of this pattern.
    pub rows: usize,
}

/// Two rows, counted from 0, the earlier first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct RowPair {
    /// The earlier.
    pub first: u32,
    /// The later.
    pub second: u32,
    /// Cells that differ.
    pub differ: u32,
}

/// Patterns by how many rows they have, the most frequent first.
pub(super) fn patterns(frame: &Frame, most: usize) -> Vec<Pattern> {
    let mut counts = BTreeMap::<Vec<u32>, usize>::new();
    for row in 0..frame.rows() {
        let missing = frame.columns().iter().zip(0_u32..).filter(|(c, _)| c.cells.is_missing(row)).map(|(_, at)| at);
        *counts.entry(missing.collect()).or_default() += 1;
    }
    let mut all: Vec<Pattern> = counts.into_iter().map(|(columns, rows)| Pattern { columns, rows }).collect();
    all.sort_by(|a, b| b.rows.cmp(&a.rows).then(a.columns.cmp(&b.columns)));
    all.truncate(most);
    all
}

/// A cell as bits that are equal where the cells are; all missing cells are alike.
fn bits(cells: &Cells, row: usize) -> u64 {
    match cells {
        _ if cells.is_missing(row) => u64::MAX,
        Cells::Numbers(values) => values.get(row).map_or(0, |x| (x + 0.0).to_bits()),
        Cells::Words { codes, .. } => codes.get(row).map_or(0, |code| u64::from(*code)),
        Cells::Days(days) => days.get(row).map_or(0, |day| u64::from(day.cast_unsigned())),
    }
}

fn mixed(hash: u64, bits: u64) -> u64 {
    let x = (hash ^ bits).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^ (x >> 29)
}

/// Rows that repeat an earlier row in all columns but the ids.
pub(super) fn doubles(frame: &Frame, ids: &[bool]) -> Vec<RowPair> {
    pairs(frame, ids, std::slice::from_ref(&(0..usize::MAX)), 0)
}

/// Rows that differ from an earlier one in one or two cells: rows that agree in one of three parts of the columns are
/// compared, so at most two differing cells are always found. Rows with many gaps are passed over; `rich` columns have many
/// different values.
pub(super) fn near_doubles(frame: &Frame, ids: &[bool], rich: usize) -> Vec<RowPair> {
    let used = ids.iter().filter(|id| !**id).count();
    // With few columns, or few values in them, people agree by chance.
    if used < 8 || rich < 4 {
        return Vec::new();
    }
    let parts = [0..used / 3, used / 3..2 * used / 3, 2 * used / 3..used];
    pairs(frame, ids, &parts, 2)
}

/// Rows of one hash are compared with so many of the earlier ones.
const GROUP: usize = 50;
/// No more pairs are looked for.
const MOST_PAIRS: usize = 100_000;
/// No more rows are compared: a table of few values has too many that agree in a part.
const MOST_COMPARED: usize = 20_000_000;

fn pairs(frame: &Frame, ids: &[bool], parts: &[std::ops::Range<usize>], most: u32) -> Vec<RowPair> {
    let used: Vec<&Cells> =
        frame.columns().iter().zip(ids).filter(|(_, id)| !**id).map(|(column, _)| &column.cells).collect();
    let rows = u32::try_from(frame.rows()).unwrap_or(u32::MAX);
    if used.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut compared = 0;
    for part in parts {
        let end = part.end.min(used.len());
        let columns = used.get(part.start..end).unwrap_or_default();
        let mut hashes: Vec<(u64, u32)> = Vec::with_capacity(rows as usize);
        for row in 0..rows {
            let at = row as usize;
            let gaps = columns.iter().filter(|cells| cells.is_missing(at)).count();
            if most > 0 && gaps * 2 > columns.len() {
                continue;
            }
            hashes.push((columns.iter().fold(1, |hash, cells| mixed(hash, bits(cells, at))), row));
        }
        hashes.sort_unstable();
        for group in hashes.chunk_by(|a, b| a.0 == b.0) {
            for (place, (_, second)) in group.iter().enumerate().skip(1) {
                let earlier = group.get(..if most == 0 { 1 } else { place.min(GROUP) }).unwrap_or_default();
                if compared > MOST_COMPARED || found.len() >= MOST_PAIRS {
                    break;
                }
                compared += earlier.len();
                found.extend(earlier.iter().filter_map(|(_, first)| pair(&used, *first, *second, most)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Two rows that differ in no more than `most` cells, and in one at least where that is above 0.
fn pair(columns: &[&Cells], first: u32, second: u32, most: u32) -> Option<RowPair> {
    let mut differ = 0;
    for cells in columns {
        differ += u32::from(bits(cells, first as usize) != bits(cells, second as usize));
        if differ > most {
            return None;
        }
    }
    (most == 0 || differ > 0).then_some(RowPair { first, second, differ })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Column, NO_DAY, NO_WORD};

    #[test]
    fn columns_missing_together_are_a_pattern() {
        let gone = [f64::NAN, 0.0, f64::NAN, 3.0, 0.0, f64::NAN, 2.0, f64::NAN];
        let words = vec![NO_WORD, 0, NO_WORD, 0, 0, NO_WORD, NO_WORD, 0];
        let days = vec![7, NO_DAY, 7, 7, NO_DAY, NO_DAY, 7, 7];
        let cells = [
            ("lactate", Cells::Numbers(gone.to_vec())),
            ("rhythm", Cells::Words { codes: words, words: vec!["even".into()] }),
            ("seen", Cells::Days(days)),
            ("age", Cells::Numbers(vec![50.0; 8])),
        ];
        let columns = cells.map(|(name, cells)| Column { name: name.to_owned(), cells });
        let frame = Frame::new(columns.to_vec()).unwrap();
        let pattern = |columns: &[u32], rows| Pattern { columns: columns.to_vec(), rows };
        // Rows of all patterns are all rows; those of as many rows stand by their columns.
        let all = [
            pattern(&[0, 1], 2),
            pattern(&[2], 2),
            pattern(&[], 1),
            pattern(&[0], 1),
            pattern(&[0, 1, 2], 1),
            pattern(&[1], 1),
        ];
        assert_eq!(patterns(&frame, 9), all);
        assert_eq!(patterns(&frame, 2), all[..2]);
    }

    #[test]
    fn doubles_and_near_doubles_are_found() {
        let column = |j: u32| -> Vec<f64> {
            let mut values: Vec<f64> = (0..30_u32).map(|i| f64::from((i * 31 + j * 17) % 97)).collect();
            values[20] = values[4];
            values[25] = if j == 3 || j == 7 { -1.0 } else { values[9] };
            values
        };
        let name = |j: u32| format!("x{j}");
        let columns = (0..9).map(|j| Column { name: name(j), cells: Cells::Numbers(column(j)) }).collect();
        let frame = Frame::new(columns).unwrap();
        assert_eq!(doubles(&frame, &[false; 9]), [RowPair { first: 4, second: 20, differ: 0 }]);
        assert_eq!(near_doubles(&frame, &[false; 9], 9), [RowPair { first: 9, second: 25, differ: 2 }]);
        assert!(near_doubles(&frame, &[false; 9], 3).is_empty());
        assert_eq!(patterns(&frame, 5), [Pattern { columns: Vec::new(), rows: 30 }]);
    }
}
