//! Cells of a sheet to rows: values of merged cells, errors left empty, formulas by the value that was saved with them.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Dimensions, Xlsx, XlsxError};

use super::archive::{Limits, Shared};
use super::rows::Rows;
use super::{OddCell, SheetText, SheetTold, cell, refused};
use crate::error::{Error, Kind};

/// Rows and columns that a sheet has at most.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;
/// The first odd cells that are told.
const TOLD: usize = 5;

type Open = Xlsx<Cursor<Shared>>;

/// Whether some cell has a value; a sheet that breaks before one is asked for again when it is read, and says so then.
pub(super) fn is_filled(xlsx: &mut Open, name: &str) -> bool {
    let Ok(mut cells) = xlsx.worksheet_cells_reader(name) else { return false };
    while let Ok(Some(cell)) = cells.next_cell() {
        if !matches!(cell.get_value(), DataRef::Empty) {
            return true;
        }
    }
    false
}

/// Reads a sheet to its end.
pub(super) fn read(xlsx: &mut Open, file: &str, name: &str, merges: bool, limits: Limits) -> Result<SheetText, Error> {
    let place = || format!("{file}, {name}");
    let wrong = |problem: &XlsxError| refused(&place(), problem);
    let merged = if merges { xlsx.merge_cells_by_sheet_name(name).map_err(|e| wrong(&e))? } else { Vec::new() };
    let since1904 = xlsx.has_1904_epoch();
    let mut made =
        Making::new(merged, limits.text, SheetTold { sheet: name.to_owned(), since1904, ..SheetTold::default() });
    let mut cells = xlsx.worksheet_cells_reader(name).map_err(|e| wrong(&e))?;
    loop {
        match cells.next_cell_with_formula_metadata() {
            Ok(Some(one)) => made.take(one.pos, &one.value, one.formula.is_some()).map_err(|e| e.at(place()))?,
            Ok(None) => break,
            Err(problem) if is_of_one_cell(&problem) => made.odd(&problem),
            Err(problem) => return Err(wrong(&problem)),
        }
    }
    made.finish().map_err(|e| e.at(place()))
}

/// Whether the sheet goes on behind a cell that says what nobody understands: a kind of error that is newer than the library, say.
fn is_of_one_cell(problem: &XlsxError) -> bool {
    matches!(
        problem,
        XlsxError::CellError(_)
            | XlsxError::CellTAttribute(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::Unrecognized { .. }
    )
}

/// Rows under way.
struct Making {
    rows: Rows,
    told: SheetTold,
    row: u32,
    /// Cells of the row under way, in the order of the file: a column, and where its text lies in `texts`.
    cells: Vec<(u32, usize, usize)>,
    texts: String,
    /// Merged cells by their first row, those not yet reached last to first.
    merges: Vec<Dimensions>,
    /// Merged cells that the row is in, by their column: the last row, and the value.
    under: BTreeMap<u32, (u32, String)>,
}

impl Making {
    fn new(mut merges: Vec<Dimensions>, most: usize, told: SheetTold) -> Self {
        // A value is carried down its own column only: beside it stand columns of other meaning.
        merges.retain(|merge| merge.end.0 > merge.start.0);
        merges.sort_by_key(|merge| std::cmp::Reverse(merge.start));
        Self {
            rows: Rows::new(most),
            told,
            row: 0,
            cells: Vec::new(),
            texts: String::new(),
            merges,
            under: BTreeMap::new(),
        }
    }

    fn take(&mut self, (row, column): (u32, u32), value: &DataRef<'_>, formula: bool) -> Result<(), Error> {
        if row < self.row || row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Error::new(Kind::Malformed, "workbook.broken")
                .with("problem", cell::name(row, column.min(MOST_COLUMNS))));
        }
        if row > self.row {
            self.close()?;
            self.row = row;
        }
        match value {
            DataRef::Empty if formula => {
                self.told.unsaved += 1;
                keep(&mut self.told.unsaved_cells, row, column, "");
            }
            DataRef::Empty => {}
            DataRef::Error(error) => {
                self.told.errors += 1;
                keep(&mut self.told.error_cells, row, column, &error.to_string());
            }
            value => {
                let from = self.texts.len();
                cell::write(value, &mut self.texts);
                if self.texts.len() > from {
                    self.cells.push((column, from, self.texts.len()));
                }
            }
        }
        Ok(())
    }

    /// A cell that nobody understands is empty; where it stands is not told by then.
    fn odd(&mut self, problem: &XlsxError) {
        self.told.errors += 1;
        if self.told.error_cells.len() < TOLD {
            let text = problem.to_string().chars().take(60).collect();
            self.told.error_cells.push(OddCell { cell: String::new(), text });
        }
    }

    /// Ends the row under way.
    fn close(&mut self) -> Result<(), Error> {
        if self.cells.is_empty() {
            return Ok(());
        }
        let row = self.row;
        let (mut cells, texts) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.texts));
        // A cell that comes twice: the last one counts.
        cells.sort_by_key(|(column, from, _)| (*column, std::cmp::Reverse(*from)));
        cells.dedup_by_key(|(column, ..)| *column);
        let text = |from: usize, to: usize| texts.get(from..to).unwrap_or_default();
        let mut all: Vec<(u32, &str)> = cells.iter().map(|(column, from, to)| (*column, text(*from, *to))).collect();
        if !(self.merges.is_empty() && self.under.is_empty()) {
            self.under.retain(|_, (end, _)| *end >= row);
            let own = all.len();
            for (column, (_, value)) in &self.under {
                if all.get(..own).is_some_and(|own| own.binary_search_by_key(column, |(at, _)| *at).is_err()) {
                    all.push((*column, value));
                    self.told.merged += 1;
                }
            }
            all.sort_by_key(|(column, _)| *column);
        }
        self.rows.push(row, all.into_iter())?;
        while let Some(merge) = self.merges.pop_if(|merge| merge.start.0 <= row) {
            let at = cells.binary_search_by_key(&merge.start.1, |(column, ..)| *column).ok();
            let own = at.and_then(|at| cells.get(at)).filter(|_| merge.start.0 == row);
            if let Some((column, from, to)) = own {
                self.under.insert(*column, (merge.end.0, text(*from, *to).to_owned()));
            }
        }
        (self.cells, self.texts) = (cells, texts);
        self.cells.clear();
        self.texts.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<SheetText, Error> {
        self.close()?;
        (self.told.rows, self.told.columns) = self.rows.size();
        if self.told.rows == 0 {
            return Err(Error::new(Kind::Malformed, "workbook.empty").with("sheet", &self.told.sheet));
        }
        let (text, titles) = self.rows.text();
        self.told.titles = titles;
        Ok(SheetText { text, told: self.told })
    }
}

fn keep(told: &mut Vec<OddCell>, row: u32, column: u32, text: &str) {
    if told.len() < TOLD {
        told.push(OddCell { cell: cell::name(row, column), text: text.to_owned() });
    }
}
