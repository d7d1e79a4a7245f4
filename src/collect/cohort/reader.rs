//! Bytes in blocks to columns. A column whose later cells speak against its type is read once more, alone; a table with rows
//! that cannot be read is read once more without them.

use super::faulty::{Faults, Lines};
use super::found::{Cohort, TableNote};
use super::heading::{Head, SAMPLE_BYTES, Slot, skip_above};
use super::made::made;
use super::shape::Habit;
use super::split::{End, cell};
use super::wide::Wide;
use crate::collect::text;
use crate::error::{Error, Kind};

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

/// A record longer than this is a quote that nobody closed.
const LONGEST: usize = 1 << 20;
/// Bytes of UTF-16 that are decoded at a time.
const BLOCK: usize = 1 << 20;

/// Reads a table block by block: UTF-8 with or without its mark, UTF-16 with it.
#[derive(Debug)]
pub struct CohortReader {
    file: String,
    options: CohortOptions,
    separator: u8,
    slots: Vec<Slot>,
    notes: Vec<TableNote>,
    wide: Wide,
    /// The start of a record whose end is in the next block.
    carry: Vec<u8>,
    /// Lines end in a carriage return alone, as old programs of Macs write them.
    returns: bool,
    /// Headings were passed.
    below: bool,
    /// Records passed, the headings and empty lines with them.
    records: usize,
    rows: usize,
    /// Of the last rows, those that are an empty line of a table of one column.
    blank: usize,
    bytes: usize,
    /// Rows that cannot be read; known from the second reading on.
    faults: Faults,
    lines: Lines,
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
            wide: Wide::default(),
            carry: Vec::new(),
            returns: false,
            below: false,
            records: 0,
            rows: 0,
            blank: 0,
            bytes: 0,
            faults: Faults::default(),
            lines: Lines::default(),
        }
    }

    /// Takes the next block.
    ///
    /// # Errors
    /// `cohort.tooLarge`, `cohort.noHeadings`, `cohort.manyColumns`, `cohort.longRecord`; where there are too many rows that
    /// cannot be read, what is wrong with the first: `cohort.cells`, `cohort.quote`, `cohort.longRecord`, `cohort.notText`, each
    /// with row and column, and the next ones in `others`.
    pub fn push(&mut self, block: &[u8]) -> Result<(), Error> {
        self.count(block.len())?;
        let block = &*self.wide.block(&self.file, block)?;
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
        while !self.slots.is_empty() && self.carry.len() > LONGEST {
            self.pass_long()?;
        }
        Ok(())
    }

    /// A quote that nobody closed: its line is left out, and what stood behind it is looked at again.
    fn pass_long(&mut self) -> Result<(), Error> {
        let carry = std::mem::take(&mut self.carry);
        let error = Error::new(Kind::Malformed, "cohort.longRecord").at(self.row()).with("row", self.records + 1);
        let ends = if self.returns { b'\r' } else { b'\n' };
        let line = carry.iter().position(|byte| *byte == ends).filter(|_| self.below);
        let Some(line) = line else { return Err(error) };
        self.faults.add(error.with("column", ""))?;
        self.records += 1;
        self.blank = 0;
        let rest = carry.get(line + 1..).unwrap_or_default();
        let used = self.feed(rest, false)?;
        self.carry = rest.get(used..).unwrap_or_default().to_vec();
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`CohortReader::push`]; `cohort.noRows` where nothing stands below the headings.
    pub fn finish(mut self) -> Result<Step, Error> {
        let mut carry = std::mem::take(&mut self.carry);
        carry.extend(self.wide.end(&self.file)?);
        self.end(&carry)
    }

    fn end(mut self, rest: &[u8]) -> Result<Step, Error> {
        self.feed(rest, true)?;
        if self.faults.begin(self.rows)? {
            self.slots.iter_mut().for_each(|slot| slot.building.renew());
            return Ok(Step::Again(Box::new(self.anew())));
        }
        for _ in 0..std::mem::take(&mut self.blank) {
            self.rows -= 1;
            self.slots.iter_mut().for_each(|slot| slot.building.undo());
        }
        if self.slots.is_empty() || self.rows == 0 {
            return Err(Error::new(Kind::Malformed, "cohort.noRows").at(self.file));
        }
        let rows = self.rows;
        let mut settled = true;
        let habit = Habit::of(self.separator, self.slots.iter().map(|slot| &slot.building.seen));
        for slot in &mut self.slots {
            // What settled before is known.
            if !slot.building.is_whole() {
                slot.decimal_comma = slot.building.has_comma();
                slot.day_order = slot.building.day_order();
            }
            slot.ambiguous_day |= slot.building.is_ambiguous(rows);
            settled &= slot.building.settle(rows, slot.meaning.as_ref(), habit);
        }
        if !settled {
            return Ok(Step::Again(Box::new(self.anew())));
        }
        let mut cohort = made(&self.file, self.slots, self.notes, self.rows, (self.separator, habit))?;
        (cohort.faulty, cohort.lines) = (self.faults.told(), self.lines);
        Ok(Step::Done(Box::new(cohort)))
    }

    /// At the beginning of the file again.
    fn anew(mut self) -> Self {
        (self.below, self.records, self.rows, self.bytes, self.blank) = (false, 0, 0, 0, 0);
        (self.lines, self.wide) = (Lines::default(), Wide::default());
        self.faults.rewind();
        self
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
        if self.slots.is_empty() && (last || block.len() >= SAMPLE_BYTES) {
            self.returns |= block.contains(&b'\r') && !block.contains(&b'\n');
        }
        if self.returns {
            let lines: Vec<u8> = block.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect();
            return self.lines(&lines, last);
        }
        self.lines(block, last)
    }

    /// Reads whole records whose lines end in a line feed; how many bytes they were.
    fn lines(&mut self, block: &[u8], last: bool) -> Result<usize, Error> {
        let mut rest = block;
        if !self.below {
            if self.slots.is_empty() {
                let Some(head) = Head::of(&self.file, block, last).map_err(|error| self.no_text(error, block))? else {
                    return Ok(0);
                };
                (self.separator, self.slots, self.notes) = (head.separator, head.slots, head.notes);
            }
            self.records = skip_above(&mut rest).lines + 1;
            let mut room = Vec::new();
            let mut end = End::Cell;
            while !rest.is_empty() && end != End::Record {
                end = cell(&mut rest, self.separator, &mut room).1;
            }
            if end != End::Record && !last {
                return Ok(0);
            }
            self.below = true;
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
            if self.faults.passes(row) {
                rest = behind_line(rest);
                (self.records, self.blank) = (row, 0);
                continue;
            }
            if let [b'\n', after @ ..] | [b'\r', b'\n', after @ ..] = rest {
                if self.slots.len() > 1 {
                    rest = after;
                    self.records = row;
                    continue;
                }
                self.blank += 1;
            } else {
                self.blank = 0;
            }
            if self.rows >= most_rows {
                return Err(Error::new(Kind::TooLarge, "cohort.manyRows").at(&*self.file).with("most", most_rows));
            }
            match self.record(&mut rest, row, last, &mut room) {
                Ok(true) => {
                    self.lines.add(self.rows, row);
                    self.rows += 1;
                }
                Ok(false) => return Ok(start + whole - before.len()),
                Err(error) => {
                    let error = if self.faults.is_early() { self.no_text(error, block) } else { error };
                    if error.key == "format.gbk" {
                        return Err(error);
                    }
                    self.faults.add(error)?;
                    // A line is left out, not all that an open quote swallowed.
                    rest = behind_line(before);
                }
            }
            self.records = row;
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
            done += 1;
            let end = if let Some(end) = slot.building.take(rest, self.separator) {
                end
            } else {
                let (plain, end) = cell(rest, self.separator, room);
                let bad = match end {
                    End::OpenQuote if !last => {
                        slot.building.push(b"", row);
                        Some("")
                    }
                    End::OpenQuote | End::AfterQuote => Some("cohort.quote"),
                    _ if slot.building.push(plain.unwrap_or(room.as_slice()), row).is_none() => Some("cohort.notText"),
                    _ => None,
                };
                if bad.is_some() {
                    wrong = bad;
                    break;
                }
                end
            };
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
            // What the row left in the columns goes when they are begun anew.
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

    /// A table of another encoding is told by its name.
    fn no_text(&self, error: Error, block: &[u8]) -> Error {
        if error.key != "cohort.notText" {
            return error;
        }
        text::whole_text(&self.file, block).err().filter(|known| known.key == "format.gbk").unwrap_or(error)
    }
}

/// What follows the next line end.
fn behind_line(rest: &[u8]) -> &[u8] {
    let end = rest.iter().position(|byte| *byte == b'\n');
    end.and_then(|at| rest.get(at + 1..)).unwrap_or_default()
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
    let mut reader = CohortReader::new(file, options);
    // The types change at most four times: the mark of fractions, days, their order, then words.
    loop {
        let step = if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] = bytes {
            // In blocks, so that it is never there as a whole once more.
            bytes.chunks(BLOCK).try_for_each(|block| reader.push(block))?;
            reader.finish()?
        } else {
            reader.count(bytes.len())?;
            reader.end(bytes)?
        };
        match step {
            Step::Done(cohort) => return Ok(*cohort),
            Step::Again(next) => reader = *next,
        }
    }
}
