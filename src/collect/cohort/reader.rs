//! Bytes in blocks to columns. A column whose later cells speak against its type is read once more, alone.

use super::build::Building;
use super::found::{Cohort, ColumnFound, ColumnKind, Meaning, TableNote};
use super::kind::plan;
use super::number::{Style, number, trim};
use super::split::{End, cell, separator};
use crate::collect::{sniff, text};
use crate::error::{Error, Kind};
use crate::record::{Cells, Column, Frame};

/// What is refused because it is too much.
#[derive(Debug, Clone, Copy)]
pub struct CohortOptions {
    /// Bytes of the file at most.
    pub most_bytes: usize,
    /// Rows × columns at most: eight bytes each.
    pub most_cells: usize,
}

impl Default for CohortOptions {
    fn default() -> Self {
        Self { most_bytes: 900_000_000, most_cells: 100_000_000 }
    }
}

/// The first rows that decide on types.
const SAMPLE_ROWS: usize = 2000;
/// So many bytes are waited for before types are decided.
const SAMPLE_BYTES: usize = 1 << 18;
/// A record longer than this is a quote that nobody closed.
const LONGEST: usize = 1 << 20;
/// A table has at most so many columns.
const MOST_COLUMNS: usize = 20_000;

/// A column with its heading.
#[derive(Debug)]
struct Slot {
    name: String,
    meaning: Option<Meaning>,
    decimal_comma: bool,
    building: Building,
}

/// Reads a table block by block: UTF-8 with or without its mark.
#[derive(Debug)]
pub struct CohortReader {
    file: String,
    options: CohortOptions,
    separator: u8,
    slots: Vec<Slot>,
    notes: Vec<TableNote>,
    /// The start of a record whose end is in the next block.
    carry: Vec<u8>,
    /// Headings were passed.
    below: bool,
    /// Records passed, the headings and empty lines with them.
    records: usize,
    rows: usize,
    bytes: usize,
}

/// What the end of a file brings.
#[derive(Debug)]
pub enum Step {
    /// The table.
    Done(Box<Cohort>),
    /// Some columns were not what their first rows said: give the same bytes to this reader.
    Again(Box<CohortReader>),
}

impl CohortReader {
    /// Begins; `file` is named in errors.
    pub fn new(file: &str, options: CohortOptions) -> Self {
        Self {
            file: file.to_owned(),
            options,
            separator: b',',
            slots: Vec::new(),
            notes: Vec::new(),
            carry: Vec::new(),
            below: false,
            records: 0,
            rows: 0,
            bytes: 0,
        }
    }

    /// Takes the next block.
    ///
    /// # Errors
    /// `cohort.tooLarge`; `cohort.cells`, `cohort.quote`, `cohort.longRecord`, `cohort.notText`, each with row and column;
    /// `cohort.noHeadings`, `cohort.manyColumns`.
    pub fn push(&mut self, block: &[u8]) -> Result<(), Error> {
        self.count(block.len())?;
        let mut carry = std::mem::take(&mut self.carry);
        if carry.is_empty() {
            let used = self.feed(block, false)?;
            self.carry = block.get(used..).unwrap_or_default().to_vec();
        } else {
            carry.extend_from_slice(block);
            let used = self.feed(&carry, false)?;
            carry.drain(..used);
            self.carry = carry;
        }
        if !self.slots.is_empty() && self.carry.len() > LONGEST {
            return Err(Error::new(Kind::Malformed, "cohort.longRecord").at(self.row()).with("row", self.records + 1));
        }
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`CohortReader::push`]; `cohort.noRows` where nothing stands below the headings.
    pub fn finish(mut self) -> Result<Step, Error> {
        let carry = std::mem::take(&mut self.carry);
        self.end(&carry)
    }

    fn end(mut self, rest: &[u8]) -> Result<Step, Error> {
        self.feed(rest, true)?;
        if self.slots.is_empty() || self.rows == 0 {
            return Err(Error::new(Kind::Malformed, "cohort.noRows").at(self.file));
        }
        let rows = self.rows;
        let mut settled = true;
        for slot in &mut self.slots {
            slot.decimal_comma |= slot.building.has_comma();
            settled &= slot.building.settle(rows);
        }
        if !settled {
            (self.below, self.records, self.rows, self.bytes) = (false, 0, 0, 0);
            return Ok(Step::Again(Box::new(self)));
        }
        self.made().map(|cohort| Step::Done(Box::new(cohort)))
    }

    fn count(&mut self, bytes: usize) -> Result<(), Error> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.options.most_bytes {
            let most = self.options.most_bytes / 1_000_000;
            return Err(Error::new(Kind::TooLarge, "cohort.tooLarge").at(&*self.file).with("most", most));
        }
        Ok(())
    }

    /// Reads whole records; how many bytes they were.
    fn feed(&mut self, block: &[u8], last: bool) -> Result<usize, Error> {
        let mut rest = block;
        if !self.below {
            if block.len() < SAMPLE_BYTES && !last {
                return Ok(0);
            }
            rest = block.strip_prefix(b"\xef\xbb\xbf").unwrap_or(block);
            if self.slots.is_empty() {
                self.begin(rest)?;
            }
            let mut room = Vec::new();
            while !rest.is_empty() && !matches!(cell(&mut rest, self.separator, &mut room).1, End::Record) {}
            (self.below, self.records) = (true, 1);
        }
        let start = block.len() - rest.len();
        if !last {
            // What follows the last line end goes on in the next block.
            let end = rest.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            rest = rest.get(..end).unwrap_or_default();
        }
        let whole = rest.len();
        let most_rows = self.options.most_cells / self.slots.len().max(1);
        let mut room = Vec::new();
        while !rest.is_empty() {
            let before = rest;
            let row = self.records + 1;
            if self.slots.len() > 1
                && let [b'\n', after @ ..] | [b'\r', b'\n', after @ ..] = rest
            {
                rest = after;
                self.records = row;
                continue;
            }
            if self.rows >= most_rows {
                return Err(Error::new(Kind::TooLarge, "cohort.manyRows").at(&*self.file).with("most", most_rows));
            }
            if !self.record(&mut rest, row, last, &mut room)? {
                return Ok(start + whole - before.len());
            }
            self.records = row;
            self.rows += 1;
        }
        Ok(start + whole)
    }

    /// Reads one record; `false` where its end is not in the block.
    #[inline]
    fn record(&mut self, rest: &mut &[u8], row: usize, last: bool, room: &mut Vec<u8>) -> Result<bool, Error> {
        let columns = self.slots.len();
        let mut wrong = None;
        let mut done = 0;
        for slot in &mut self.slots {
            let (plain, end) = cell(rest, self.separator, room);
            let bad = match end {
                End::OpenQuote if !last => {
                    done += 1;
                    wrong = Some("");
                    slot.building.push(b"", row);
                    break;
                }
                End::OpenQuote | End::AfterQuote => Some("cohort.quote"),
                _ if slot.building.push(plain.unwrap_or(room.as_slice()), row).is_none() => Some("cohort.notText"),
                _ => None,
            };
            done += 1;
            if bad.is_some() {
                wrong = bad;
                break;
            }
            if end != End::Cell {
                if done < columns {
                    wrong = Some("cohort.cells");
                }
                break;
            }
            if done == columns && !only_blanks(rest, self.separator) {
                wrong = Some("cohort.cells");
            }
        }
        match wrong {
            None => Ok(true),
            Some("") => {
                for slot in self.slots.iter_mut().take(done) {
                    slot.building.undo();
                }
                Ok(false)
            }
            Some(key) => {
                let name = self.slots.get(done.saturating_sub(1)).map_or("", |slot| slot.name.as_str());
                let place = format!("{}, row {row}, column {done}", self.file);
                let error = match key {
                    "cohort.quote" => Error::new(Kind::Malformed, "cohort.quote"),
                    "cohort.notText" => Error::new(Kind::Malformed, "cohort.notText"),
                    _ => Error::new(Kind::Malformed, "cohort.cells"),
                };
                Err(error.at(place).with("row", row).with("column", name).with("columns", columns))
            }
        }
    }

    fn row(&self) -> String {
        format!("{}, row {}", self.file, self.records + 1)
    }

    /// Separator, headings and types.
    fn begin(&mut self, block: &[u8]) -> Result<(), Error> {
        self.separator = separator(block);
        let mut records: Vec<Vec<Vec<u8>>> = Vec::new();
        let mut rest = block;
        let mut record = Vec::new();
        let mut room = Vec::new();
        while !rest.is_empty() && records.len() <= SAMPLE_ROWS && record.len() <= MOST_COLUMNS {
            let (plain, end) = cell(&mut rest, self.separator, &mut room);
            record.push(trim(plain.unwrap_or(room.as_slice())).to_vec());
            match end {
                End::Cell if !rest.is_empty() => {}
                End::AfterQuote | End::OpenQuote => break,
                _ => records.push(std::mem::take(&mut record)),
            }
        }
        if record.len() > MOST_COLUMNS {
            return Err(Error::new(Kind::TooLarge, "cohort.manyColumns").at(&*self.file).with("most", MOST_COLUMNS));
        }
        let Some((headings, sample)) = records.split_first() else {
            return Err(Error::new(Kind::Malformed, "cohort.noHeadings").at(&*self.file));
        };
        let names = self.names(headings)?;
        let mut ambiguous = Vec::new();
        for (at, name) in names.into_iter().enumerate() {
            let cells: Vec<&[u8]> = sample.iter().filter_map(|row| row.get(at)).map(Vec::as_slice).collect();
            let meaning = Meaning::of(&name);
            let (plan, unsure) = plan(&cells, meaning.as_ref(), self.separator);
            if unsure {
                ambiguous.push(name.clone());
            }
            self.slots.push(Slot { name, meaning, decimal_comma: false, building: Building::new(plan) });
        }
        self.note("ambiguousComma", ambiguous);
        Ok(())
    }

    /// Headings as names: each once, none empty.
    fn names(&mut self, headings: &[Vec<u8>]) -> Result<Vec<String>, Error> {
        let mut names: Vec<String> = Vec::new();
        let mut taken = std::collections::BTreeSet::new();
        let (mut empty, mut twice, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for (at, heading) in headings.iter().enumerate() {
            let text = std::str::from_utf8(heading).map_err(|_| {
                let place = format!("{}, row 1, column {}", self.file, at + 1);
                Error::new(Kind::Malformed, "cohort.notText").at(place).with("row", 1).with("column", at + 1)
            })?;
            let base = if text.is_empty() { format!("#{}", at + 1) } else { text.chars().take(200).collect() };
            let mut name = base.clone();
            let mut count = 1;
            while !taken.insert(name.clone()) {
                count += 1;
                name = format!("{base} ({count})");
            }
            if text.is_empty() {
                empty.push(name.clone());
            } else if count > 1 {
                twice.push(name.clone());
            }
            if number(heading, Style::Point).is_some() {
                numbers.push(name.clone());
            }
            names.push(name);
        }
        if empty.len() == names.len() {
            return Err(Error::new(Kind::Malformed, "cohort.noHeadings").at(&*self.file));
        }
        let all_numbers = numbers.len() == names.len();
        self.note("emptyHeading", empty);
        self.note("duplicateHeading", twice);
        self.note("numbersAsHeadings", if all_numbers { numbers } else { Vec::new() });
        Ok(names)
    }

    fn note(&mut self, key: &str, columns: Vec<String>) {
        if !columns.is_empty() {
            self.notes.push(TableNote { key: key.to_owned(), columns });
        }
    }

    fn made(mut self) -> Result<Cohort, Error> {
        let rows = self.rows;
        let notes = &mut self.notes;
        let mut at = 0;
        // Separators at the end of each row make columns without heading and cells.
        self.slots.retain(|slot| {
            at += 1;
            let nothing = slot.building.missing == rows && slot.name == format!("#{at}");
            if nothing {
                notes.iter_mut().for_each(|note| note.columns.retain(|name| *name != slot.name));
            }
            !nothing
        });
        notes.retain(|note| !note.columns.is_empty());
        let (mut columns, mut cells) = (Vec::new(), Vec::new());
        for slot in self.slots {
            let building = slot.building;
            let (missing, odd) = (building.missing, building.odd);
            let (whole, rising, odd_cells) = (building.whole, building.rising, building.odd_cells.clone());
            let content = building.cells();
            let named = slot.meaning.as_ref().is_some_and(|m| matches!(m.concept.as_str(), "id" | "name"));
            let serial = rows >= 20 && missing + odd == 0;
            let (kind, words) = match &content {
                Cells::Numbers(_) if named || (serial && whole && rising) => (ColumnKind::Id, 0),
                Cells::Numbers(_) => (ColumnKind::Number, 0),
                Cells::Days(_) => (ColumnKind::Day, 0),
                Cells::Words { words, .. } if named || (serial && words.len() == rows) => (ColumnKind::Id, words.len()),
                Cells::Words { words, .. } => (ColumnKind::Word, words.len()),
            };
            let numbers = matches!(content, Cells::Numbers(_));
            columns.push(ColumnFound {
                name: slot.name.clone(),
                kind,
                whole: whole && numbers,
                decimal_comma: slot.decimal_comma && numbers,
                missing,
                words,
                meaning: slot.meaning,
                odd,
                odd_cells,
            });
            cells.push(Column { name: slot.name, cells: content });
        }
        let frame = Frame::new(cells).ok_or_else(|| Error::new(Kind::Malformed, "cohort.noRows").at(&*self.file))?;
        Ok(Cohort { frame, columns, notes: self.notes, separator: char::from(self.separator) })
    }
}

/// Whether only empty cells follow up to the end of the record; they are passed over.
#[cold]
fn only_blanks(rest: &mut &[u8], separator: u8) -> bool {
    let end = rest.iter().position(|byte| *byte == b'\n');
    let (line, after) = match end {
        Some(at) => (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default()),
        None => (*rest, &[] as &[u8]),
    };
    let blank = line.iter().all(|byte| *byte == separator || byte.is_ascii_whitespace());
    if blank {
        *rest = after;
    }
    blank
}

/// Reads a whole table: UTF-8, or UTF-16 with its mark.
///
/// # Errors
/// As [`CohortReader`]; `format.*` where the bytes are something else, `text.*` where they are no text.
///
/// ```
/// use bedside::collect::cohort::{CohortOptions, read_cohort};
/// let cohort = read_cohort("a.csv", b"x,y\n1,2\n3,4\n5,6\n", CohortOptions::default()).unwrap();
/// assert_eq!((cohort.frame.rows(), cohort.columns.len()), (3, 2));
/// ```
pub fn read_cohort(file: &str, bytes: &[u8], options: CohortOptions) -> Result<Cohort, Error> {
    if let Some(error) = sniff::binary(file, bytes) {
        return Err(error);
    }
    let decoded;
    let bytes = if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] = bytes {
        decoded = text::whole_text(file, bytes)?;
        decoded.as_bytes()
    } else {
        bytes
    };
    let mut reader = CohortReader::new(file, options);
    // The types change at most twice: day order, then words.
    loop {
        reader.count(bytes.len())?;
        match reader.end(bytes) {
            Ok(Step::Done(cohort)) => return Ok(*cohort),
            Ok(Step::Again(next)) => reader = *next,
            // GB 18030 is told by name.
            Err(error) if error.key == "cohort.notText" => {
                return Err(text::whole_text(file, bytes).err().unwrap_or(error));
            }
            Err(error) => return Err(error),
        }
    }
}
