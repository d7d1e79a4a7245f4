//! Rows to text: RFC 4180, one line a row of the sheet, so that what is told of a row names the row that people see.

use crate::error::{Error, Kind};

/// Rows while they come.
#[derive(Debug, Default)]
pub(super) struct Rows {
    text: Vec<u8>,
    /// Where each row ends in the text, its first column and how many there are; empty rows have none.
    ends: Vec<Row>,
    most: usize,
    /// Separators that will still be added, so that all rows are as long as the longest.
    width: u32,
    first: u32,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    end: usize,
    first: u32,
    /// Behind the last column with a value.
    past: u32,
    filled: u32,
}

/// A title stands among so many rows above the headings.
const ABOVE: usize = 30;

impl Rows {
    pub(super) fn new(most: usize) -> Self {
        Self { most, first: u32::MAX, ..Self::default() }
    }

    /// Adds a row by its number, with its cells in order of their columns; rows between are empty. The caller has seen to it
    /// that numbers rise.
    ///
    /// # Errors
    /// `workbook.tooLarge`.
    pub(super) fn push<'c>(&mut self, number: u32, cells: impl Iterator<Item = (u32, &'c str)>) -> Result<(), Error> {
        let empty = Row { end: self.text.len(), first: 0, past: 0, filled: 0 };
        while self.ends.len() < number as usize {
            self.ends.push(empty);
        }
        let (mut first, mut past, mut filled) = (None, 0, 0);
        for (column, cell) in cells {
            let from = if first.is_none() { column } else { past - 1 };
            first = first.or(Some(column));
            for _ in from..column {
                self.text.push(b',');
            }
            write_cell(cell, &mut self.text);
            past = column + 1;
            filled += 1;
        }
        let Some(first) = first else { return Ok(()) };
        self.first = self.first.min(first);
        self.width = self.width.max(past);
        self.ends.push(Row { end: self.text.len(), first, past, filled });
        let columns = self.width.saturating_sub(self.first);
        if grown(self.text.len() as u64, self.ends.len() as u64, columns.into()) > self.most as u64 {
            let most = self.most / 1_000_000;
            return Err(Error::new(Kind::TooLarge, "workbook.tooLarge").with("most", most));
        }
        Ok(())
    }

    /// Rows with a value, and columns from the first to the last with one.
    pub(super) fn size(&self) -> (usize, usize) {
        let rows = self.ends.iter().filter(|row| row.filled > 0).count();
        (rows, self.width.saturating_sub(self.first.min(self.width)) as usize)
    }

    /// The text, and how many titles above the headings were left out: rows of one value above a row of three or more, in a
    /// table of at least three columns.
    pub(super) fn text(self) -> (Vec<u8>, usize) {
        let titles = self.titles();
        let mut out = Vec::with_capacity(self.text.len() + self.ends.len() * 8);
        let (mut from, mut left_out) = (0, 0);
        for (at, row) in self.ends.iter().enumerate() {
            if row.filled > 0 && at < titles {
                left_out += 1;
            } else if row.filled > 0 {
                out.extend((self.first..row.first).map(|_| b','));
                out.extend_from_slice(self.text.get(from..row.end).unwrap_or_default());
                out.extend((row.past..self.width).map(|_| b','));
            }
            from = row.end;
            out.push(b'\n');
        }
        (out, left_out)
    }

    /// How many rows stand above the headings.
    fn titles(&self) -> usize {
        if self.size().1 < 3 {
            return 0;
        }
        let above = self.ends.iter().take(ABOVE).position(|row| row.filled > 1);
        above.filter(|at| self.ends.get(*at).is_some_and(|row| row.filled > 2)).unwrap_or(0)
    }
}

/// The bytes of a text at most when every row is as long as the longest: in a browser they are more than `usize` counts.
fn grown(text: u64, rows: u64, columns: u64) -> u64 {
    text.saturating_add(rows.saturating_mul(columns))
}

fn write_cell(cell: &str, out: &mut Vec<u8>) {
    // Blanks at the ends say nothing; the reader takes them off as well.
    let quoted = cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'));
    if !quoted {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in cell.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: &[(u32, &[(u32, &str)])]) -> (String, usize) {
        let mut made = Rows::new(10_000);
        for (number, cells) in rows {
            made.push(*number, cells.iter().copied()).unwrap();
        }
        let (text, titles) = made.text();
        (String::from_utf8(text).unwrap(), titles)
    }

    #[test]
    fn rows_are_as_long_as_the_longest_and_keep_their_numbers() {
        let rows: &[(u32, &[(u32, &str)])] = &[(1, &[(2, "a"), (4, "b,\"c\"")]), (3, &[(3, "7")])];
        assert_eq!(text(rows).0, "\na,,\"b,\"\"c\"\"\"\n\n,7,\n");
    }

    #[test]
    fn titles_are_passed_over_and_counted() {
        let headings: &[(u32, &str)] = &[(0, "x"), (1, "y"), (2, "z")];
        assert_eq!(text(&[(0, &[(0, "Ward 3")]), (2, headings), (3, &[(1, "5")])]), ("\n\nx,y,z\n,5,\n".to_owned(), 1));
        // A first column that stands alone in a narrow table is no title.
        assert_eq!(text(&[(0, &[(0, "x")]), (1, &[(0, "1"), (1, "2")])]).1, 0);
    }

    #[test]
    fn a_table_that_is_mostly_gaps_is_refused() {
        let mut made = Rows::new(10_000);
        made.push(0, [(16_383, "x")].into_iter()).unwrap();
        assert_eq!(made.push(1, [(0, "x")].into_iter()).unwrap_err().key, "workbook.tooLarge");
    }

    #[test]
    fn a_sparse_sheet_of_all_rows_is_counted_beyond_32_bits() {
        // 2^18 rows of 2^14 columns are 2^32: as 32 bits they are nothing.
        assert_eq!(grown(262_144, 262_144, 16_384), (1 << 32) + 262_144);
        assert!(grown(10_000_000, 1_048_576, 16_384) > u64::from(u32::MAX));
        let mut made = Rows::new(250_000_000);
        made.push(0, [(0, "x"), (16_383, "y")].into_iter()).unwrap();
        let refused = (1..1_048_576).map(|row| made.push(row, [(0, "x")].into_iter())).find_map(Result::err).unwrap();
        assert_eq!(refused.key, "workbook.tooLarge");
        assert!(made.ends.len() < 16_000);
    }
}
