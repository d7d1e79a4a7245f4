//! A sheet of an Excel workbook (`.xlsx`, `.xlsm`) as the text of a table, which every reader of tables takes from there.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `archive` | what the bytes are; how large they may become; what is refused by name |
//! | `cell` | one value as text |
//! | `sheet` | cells to rows: merged cells, titles, errors |
//! | `rows` | rows to text (RFC 4180), a line a row of the sheet |
//!
//! The format is read by `calamine`. It never sees a workbook whose parts were not unpacked once and counted before.

mod archive;
mod cell;
mod rows;
mod sheet;

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use serde::Serialize;

use crate::error::{Error, Kind};
pub use archive::{Limits, is_workbook};
use archive::{Shared, checked};

/// A workbook that is open.
pub struct Workbook {
    file: String,
    xlsx: Xlsx<Cursor<Shared>>,
    limits: Limits,
    /// Some part speaks of merged cells.
    merges: bool,
    sheets: Vec<SheetFound>,
}

/// A sheet of cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct SheetFound {
    /// Its name.
    pub name: String,
    /// The workbook does not show it.
    pub hidden: bool,
    /// Some cell has a value.
    pub filled: bool,
}

/// A cell that could not be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct OddCell {
    /// Its place, as a spreadsheet names it: `C7`; empty where the reader lost it.
    pub cell: String,
    /// What stands there: `#N/A`.
    pub text: String,
}

/// What is told of a sheet that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SheetTold {
    /// Its name.
    pub sheet: String,
    /// All sheets of cells, in the order of the workbook.
    pub sheets: Vec<SheetFound>,
    /// Rows with a value, the headings with them.
    pub rows: usize,
    /// Columns from the first to the last with a value.
    pub columns: usize,
    /// Cells that hold an error, such as `#N/A`: they are left empty.
    pub errors: usize,
    /// The first of them.
    pub error_cells: Vec<OddCell>,
    /// Formulas whose value was not saved with the workbook: their cells are empty.
    pub unsaved: usize,
    /// The first of them.
    pub unsaved_cells: Vec<OddCell>,
    /// Cells that took the value of the merged cell they are part of.
    pub merged: usize,
    /// Rows above the headings with one value only; they are passed over.
    pub titles: usize,
    /// Days are counted from 1904, as some workbooks of Macs do.
    pub since1904: bool,
}

/// A sheet as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetText {
    /// UTF-8, commas, quotes where they are needed; a line a row of the sheet, so that rows keep their numbers.
    pub text: Vec<u8>,
    /// What is told of it.
    pub told: SheetTold,
}

impl Workbook {
    /// Opens a workbook; `file` is named in errors.
    ///
    /// # Errors
    /// `workbook.locked`, `workbook.xls`, `workbook.xlsb`, `workbook.ods`, `workbook.swells`, `workbook.cut`, `workbook.broken`;
    /// `format.*` where the bytes are no workbook; `workbook.noSheet` where it has no sheet of cells.
    pub fn open(file: &str, bytes: Vec<u8>, limits: Limits) -> Result<Self, Error> {
        let shared = Shared::new(bytes);
        let counted = checked(file, &shared, limits)?;
        let mut xlsx = Xlsx::new(Cursor::new(shared)).map_err(|problem| refused(file, &problem))?;
        let metadata = xlsx.sheets_metadata().to_vec();
        let mut sheets = Vec::new();
        for sheet in metadata.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
            let filled = sheets.len() < MOST_SHEETS && sheet::is_filled(&mut xlsx, &sheet.name);
            sheets.push(SheetFound { name: sheet.name, hidden: sheet.visible != SheetVisible::Visible, filled });
        }
        if sheets.is_empty() {
            return Err(Error::new(Kind::Malformed, "workbook.noSheet").at(file));
        }
        Ok(Self { file: file.to_owned(), xlsx, limits, merges: counted.merges, sheets })
    }

    /// Its sheets of cells, in their order.
    pub fn sheets(&self) -> &[SheetFound] {
        &self.sheets
    }

    /// Reads the sheet of that name; without one the first that is shown and looks like a table, else the first with any value.
    ///
    /// # Errors
    /// `workbook.noSuchSheet`; `workbook.empty`; `workbook.tooLarge` where the text would be; `workbook.cut`, `workbook.broken`.
    pub fn read(&mut self, sheet: Option<&str>) -> Result<SheetText, Error> {
        if let Some(name) = sheet {
            if !self.sheets.iter().any(|found| found.name == name) {
                let names: Vec<&str> = self.sheets.iter().map(|found| found.name.as_str()).collect();
                let error = Error::new(Kind::Value, "workbook.noSuchSheet").at(&*self.file);
                return Err(error.with("sheet", name).with("sheets", names.join(", ")));
            }
            return self.read_named(name);
        }
        // A cover sheet with one column of remarks is no table.
        let mut order: Vec<(bool, String)> =
            self.sheets.iter().filter(|found| found.filled).map(|found| (found.hidden, found.name.clone())).collect();
        order.sort_by_key(|(hidden, _)| *hidden);
        let mut first = None;
        for (_, name) in &order {
            let text = self.read_named(name)?;
            if text.told.columns > 1 && text.told.rows > 1 {
                return Ok(text);
            }
            first.get_or_insert(text);
        }
        first.ok_or_else(|| Error::new(Kind::Malformed, "workbook.empty").at(&*self.file).with("sheet", ""))
    }

    fn read_named(&mut self, name: &str) -> Result<SheetText, Error> {
        let mut read = sheet::read(&mut self.xlsx, &self.file, name, self.merges, self.limits)?;
        read.told.sheets = self.sheets.clone();
        Ok(read)
    }
}

/// More sheets than this are not looked into before one is chosen.
const MOST_SHEETS: usize = 200;

/// What the library found wrong, as an error of ours.
fn refused(file: &str, problem: &XlsxError) -> Error {
    let key = match problem {
        XlsxError::Password => "workbook.locked",
        XlsxError::Io(_) | XlsxError::Zip(_) | XlsxError::XmlEof(_) | XlsxError::FileNotFound(_) => "workbook.cut",
        _ => "workbook.broken",
    };
    let told: String = problem.to_string().chars().take(120).collect();
    Error::new(Kind::Malformed, key).at(file).with("problem", told)
}
