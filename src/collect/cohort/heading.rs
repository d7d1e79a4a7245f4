//! The head of a table: what it is, its separator, its headings, and the types that its first rows show.

use super::build::Building;
use super::found::{DayOrder, Meaning, TableNote};
use super::kind::plan;
use super::number::{Style, number};
use super::shape::{Habit, Seen};
use super::split::{End, cells, separator};
use crate::collect::sniff;
use crate::error::{Error, Kind};

/// The first rows that decide on types.
const SAMPLE_ROWS: usize = 2000;
/// So many bytes below the headings are looked at, and eight times the headings.
pub(super) const SAMPLE_BYTES: usize = 1 << 18;
/// Headings longer than this are a quote that nobody closed.
const LONGEST_HEAD: usize = 1 << 22;
/// A table has at most so many columns.
const MOST_COLUMNS: usize = 20_000;
/// Characters of a heading that are kept.
const LONGEST_NAME: usize = 200;

/// A column with its heading.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) name: String,
    pub(super) meaning: Option<Meaning>,
    pub(super) decimal_comma: bool,
    /// Days of which no cell tells whether the day or the month stands first.
    pub(super) ambiguous_day: bool,
    /// Days whose cells tell that.
    pub(super) day_order: Option<DayOrder>,
    pub(super) building: Building,
}

/// What stands above the first row.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) separator: u8,
    pub(super) slots: Vec<Slot>,
    pub(super) notes: Vec<TableNote>,
}

impl Head {
    /// Looks at the beginning of a file; `None` where more of it is needed.
    ///
    /// # Errors
    /// `format.*` where it is no table; `cohort.noHeadings`, `cohort.manyColumns`, `cohort.quote`, `cohort.longRecord`.
    pub(super) fn of(file: &str, block: &[u8], last: bool) -> Result<Option<Self>, Error> {
        if block.len() < SAMPLE_BYTES && !last {
            return Ok(None);
        }
        no_table(file, block)?;
        let mut rest = block;
        let above = skip_above(&mut rest);
        let separator = above.separator.unwrap_or_else(|| separator(rest));
        let start = rest.len();
        let long = || Error::new(Kind::Malformed, "cohort.longRecord").at(format!("{file}, row 1")).with("row", 1);
        let headings = match cells(&mut rest, separator, MOST_COLUMNS) {
            (_, End::Open | End::OpenQuote) if !last && block.len() <= LONGEST_HEAD => return Ok(None),
            (_, End::Open) if !last => return Err(long()),
            (_, End::OpenQuote | End::AfterQuote) => {
                let error = Error::new(Kind::Malformed, "cohort.quote").at(format!("{file}, row {}", above.lines + 1));
                return Err(error.with("row", above.lines + 1).with("column", ""));
            }
            (_, End::Cell) => {
                return Err(Error::new(Kind::TooLarge, "cohort.manyColumns").at(file).with("most", MOST_COLUMNS));
            }
            (headings, _) => headings,
        };
        let most = SAMPLE_BYTES + 8 * (start - rest.len());
        if rest.len() < most && !last {
            return Ok(None);
        }
        let whole = rest.len() <= most;
        rest = rest.get(..most).unwrap_or(rest);
        let mut sample = Vec::new();
        while !rest.is_empty() && sample.len() < SAMPLE_ROWS {
            match cells(&mut rest, separator, MOST_COLUMNS) {
                (row, End::Record) => sample.push(row),
                (row, End::Open) if whole => sample.push(row),
                _ => break,
            }
        }
        let mut head = Self { separator, slots: Vec::new(), notes: Vec::new() };
        let names = head.names(file, &headings)?;
        let cells_of =
            |at| sample.iter().filter_map(|row: &Vec<Vec<u8>>| row.get(at)).map(Vec::as_slice).collect::<Vec<&[u8]>>();
        let seen: Vec<Seen> = (0..names.len()).map(|at| Seen::of(&cells_of(at))).collect();
        let habit = Habit::of(separator, seen.iter());
        for ((at, name), seen) in names.into_iter().enumerate().zip(seen) {
            let meaning = Meaning::of(&name);
            let building = Building::new(plan(&cells_of(at), meaning.as_ref(), &seen, habit), seen);
            let (decimal_comma, ambiguous_day, day_order) = (false, false, None);
            head.slots.push(Slot { name, meaning, decimal_comma, ambiguous_day, day_order, building });
        }
        Ok(Some(head))
    }

    /// Headings as names: each once, none empty.
    fn names(&mut self, file: &str, headings: &[Vec<u8>]) -> Result<Vec<String>, Error> {
        let mut names: Vec<String> = Vec::new();
        let mut taken = std::collections::BTreeSet::new();
        let mut often = std::collections::BTreeMap::<String, usize>::new();
        let (mut empty, mut twice, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for (at, heading) in headings.iter().enumerate() {
            let text = std::str::from_utf8(heading).map_err(|_| {
                let place = format!("{file}, row 1, column {}", at + 1);
                Error::new(Kind::Malformed, "cohort.notText").at(place).with("row", 1).with("column", at + 1)
            })?;
            let base = if text.is_empty() { format!("#{}", at + 1) } else { text.chars().take(LONGEST_NAME).collect() };
            let count = often.entry(base.clone()).or_insert(0);
            let mut name = base.clone();
            *count += 1;
            if *count > 1 {
                name = format!("{base} ({count})");
            }
            while !taken.insert(name.clone()) {
                *count += 1;
                name = format!("{base} ({count})");
            }
            if text.is_empty() {
                empty.push(name.clone());
            } else if *count > 1 {
                twice.push(name.clone());
            }
            if number(heading, Style::Point).is_some() {
                numbers.push(name.clone());
            }
            names.push(name);
        }
        if empty.len() == names.len() {
            return Err(Error::new(Kind::Malformed, "cohort.noHeadings").at(file));
        }
        let all_numbers = numbers.len() == names.len();
        self.notes.extend(TableNote::of("emptyHeading", empty));
        self.notes.extend(TableNote::of("duplicateHeading", twice));
        self.notes.extend(TableNote::of("numbersAsHeadings", if all_numbers { numbers } else { Vec::new() }));
        Ok(names)
    }
}

/// What stands above the headings.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// The separator that a line `sep=;` names, as spreadsheets write it.
    pub(super) separator: Option<u8>,
    /// Lines passed.
    pub(super) lines: usize,
}

/// Passes the mark of UTF-8, empty lines and a line that names the separator.
pub(super) fn skip_above(rest: &mut &[u8]) -> Above {
    let mut above = Above::default();
    *rest = rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rest);
    loop {
        match rest {
            [b'\n', after @ ..] | [b'\r', b'\n', after @ ..] => *rest = after,
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', mark, b'\n', after @ ..]
            | [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', mark, b'\r', b'\n', after @ ..]
                if above.separator.is_none() && b",;\t|".contains(mark) =>
            {
                above.separator = Some(*mark);
                *rest = after;
            }
            _ => return above,
        }
        above.lines += 1;
    }
}

/// Refuses what is known as something else than a table, by name.
fn no_table(file: &str, block: &[u8]) -> Result<(), Error> {
    if let Some(error) = sniff::binary(file, block) {
        return Err(error);
    }
    let block = block.strip_prefix(b"\xef\xbb\xbf").unwrap_or(block).trim_ascii_start();
    match block.first() {
        None => Err(Error::new(Kind::Malformed, "format.empty").at(file)),
        Some(b'<' | b'{' | b'[') => {
            let start = block.get(..block.len().min(8000)).unwrap_or_default();
            sniff::text(file, &String::from_utf8_lossy(start))?;
            Err(Error::new(Kind::Malformed, "cohort.record").at(file))
        }
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Result<Head, Error> {
        Head::of("t.csv", text.as_bytes(), true).map(Option::unwrap)
    }

    #[test]
    fn what_stands_above_is_passed() {
        let head = head("\u{feff}\r\nsep=;\r\na;b,c\r\n1;2\r\n").unwrap();
        assert_eq!(head.separator, b';');
        assert_eq!(head.slots.iter().map(|slot| slot.name.as_str()).collect::<Vec<_>>(), ["a", "b,c"]);
        assert!(Head::of("t.csv", b"a,b\n1,2\n", false).unwrap().is_none());
    }

    #[test]
    fn a_heading_comes_once() {
        let head = head("a,a,,a (2),,a\n").unwrap();
        let names: Vec<&str> = head.slots.iter().map(|slot| slot.name.as_str()).collect();
        assert_eq!(names, ["a", "a (2)", "#3", "a (2) (2)", "#5", "a (3)"]);
    }

    #[test]
    fn what_is_no_table_is_told_by_name() {
        for (text, key) in [
            ("", "format.empty"),
            (" \n\n", "format.empty"),
            ("\"\",\n1,2\n", "cohort.noHeadings"),
            ("<html><body>x</body></html>", "format.html"),
            ("{\"resourceType\":\"Patient\"}", "cohort.record"),
            ("a,\"b\n1,2\n", "cohort.quote"),
            ("a,\"b\"c\n1,2\n", "cohort.quote"),
            ("PK\u{3}\u{4}\u{14}\0xl/workbook.xml", "format.xlsx"),
            ("%PDF-1.7\n", "format.pdf"),
        ] {
            assert_eq!(head(text).unwrap_err().key, key, "{text}");
        }
        let columns = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>().join(",") + "\n";
        assert_eq!(head(&columns(20_001)).unwrap_err().key, "cohort.manyColumns");
        assert_eq!(head(&columns(20_000)).unwrap().slots.len(), 20_000);
    }
}
