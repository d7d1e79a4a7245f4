//! A table: its separator, its headings, its shape, and who its rows speak of.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::columns::{Role, role};
use super::{long, row};
use crate::collect::day::{Order, order};
use crate::collect::intake::{Intake, clip};
use crate::collect::report::{FileReport, ReadOptions, Unmapped};
use crate::collect::sniff;
use crate::collect::text::decode;
use crate::error::{Error, Kind};
use crate::record::Patient;
use crate::vocab::text::key;

/// One column of a table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) role: Role,
    /// Order of day and month in its cells, where it holds dates.
    pub(super) order: Order,
}

/// A table of people, one row a person, or of one person's measurements.
#[derive(Debug)]
pub struct Table {
    file: String,
    pub(super) columns: Vec<Column>,
    rows: Vec<csv::StringRecord>,
    /// Up to the last heading that is not blank.
    width: usize,
    /// Rows before the one whose quotes do not pair.
    whole: usize,
    /// Rows above the headings.
    above: usize,
    separator: u8,
    options: ReadOptions,
    broken: Option<Error>,
}

impl Table {
    /// Opens a table and finds out what its columns mean.
    ///
    /// # Errors
    /// `format.*` where the file is something else; `csv.notTable` where it is a record; `text.*` where the bytes are no
    /// text; `csv.noRows` where nothing stands below the headings.
    pub fn open(file: &str, bytes: &[u8], options: &ReadOptions) -> Result<Self, Error> {
        if let Some(error) = sniff::binary(file, bytes) {
            return Err(error);
        }
        let decoded = decode(file, bytes);
        if let Some(error) = decoded.error {
            return Err(error);
        }
        match sniff::text(file, &decoded.text)? {
            sniff::Format::Csv => Self::of_text(file, &decoded.text, options),
            sniff::Format::Fhir | sniff::Format::Saved | sniff::Format::Form => {
                Err(Error::new(Kind::Unsupported, "csv.notTable").at(file))
            }
        }
    }

    pub(super) fn of_text(file: &str, text: &str, options: &ReadOptions) -> Result<Self, Error> {
        let separator = separator(text, options);
        let (sound, spoilt) = unpaired(text, separator).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
        let mut rows = records(sound, separator, true, usize::MAX);
        // Where its quotes end nobody knows: what follows is kept line by line, and nothing of it is read.
        let mut lines = records(spoilt, separator, false, usize::MAX);
        let above = heading_row(&rows, options);
        let headings = rows.get(above).cloned().unwrap_or_default();
        rows.drain(..(above + 1).min(rows.len()));
        for rows in [&mut rows, &mut lines] {
            rows.retain(|r| r.iter().any(|c| !c.trim().is_empty()));
        }
        let whole = rows.len();
        let broken = (!lines.is_empty()).then(|| {
            let error = Error::new(Kind::Malformed, "csv.openQuote").at(format!("{file}, row {}", whole + 1));
            error.with("row", whole + 1)
        });
        if rows.is_empty() {
            return Err(broken.unwrap_or_else(|| Error::new(Kind::Malformed, "csv.noRows").at(file)));
        }
        rows.append(&mut lines);
        let mut columns: Vec<Column> = headings
            .iter()
            .map(|h| Column {
                heading: h.trim().to_owned(),
                role: role(h, options.mapping.get(h.trim()).or_else(|| options.mapping.get(h))),
                order: Order::Unknown,
            })
            .collect();
        prefer_sample_dates(&mut columns);
        let width = columns.iter().rposition(|c| !c.heading.is_empty()).map_or(0, |last| last + 1);
        let table = Self {
            file: file.to_owned(),
            columns: Vec::new(),
            rows,
            width,
            whole,
            above,
            separator,
            options: options.clone(),
            broken,
        };
        for (index, column) in columns.iter_mut().enumerate() {
            if matches!(column.role, Role::Date { .. } | Role::Birth) {
                column.order = order(table.sound().filter_map(|r| r.get(index)));
            }
        }
        Ok(Self { columns, ..table })
    }

    /// Number of rows below the headings.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Headings as written.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|c| c.heading.as_str())
    }

    /// Cells of a row as written.
    pub fn cells(&self, index: usize) -> Option<&csv::StringRecord> {
        self.rows.get(index)
    }

    /// Why a row is not read, as a message key under `reasons`: more cells than headings, or quotes that do not pair, its own
    /// or those of a row above. The cells of such a row may stand under wrong headings.
    pub fn refusal(&self, index: usize) -> Option<&'static str> {
        let record = self.rows.get(index)?;
        match index.cmp(&self.whole) {
            Ordering::Less => self.is_overlong(record).then_some("overlong"),
            Ordering::Equal => Some("openQuote"),
            Ordering::Greater => Some("afterOpenQuote"),
        }
    }

    fn is_overlong(&self, record: &csv::StringRecord) -> bool {
        record.iter().skip(self.width).any(|cell| !cell.trim().is_empty())
    }

    /// The rows that are read.
    fn sound(&self) -> impl Iterator<Item = &csv::StringRecord> {
        self.rows.iter().take(self.whole).filter(|r| !self.is_overlong(r))
    }

    /// The separator, to write the table back as it came.
    pub fn separator(&self) -> u8 {
        self.separator
    }

    /// Whether each row is one measurement (code or name, number, unit, date) rather than one person.
    pub fn is_long(&self) -> bool {
        let has = |role: &Role| self.columns.iter().any(|c| c.role == *role);
        has(&Role::Result) && (has(&Role::Test) || has(&Role::Code))
    }

    /// The person of one row of a wide table; `None` when there is no such row or it is not read ([`Self::refusal`]).
    pub fn patient(&self, index: usize) -> Option<Patient> {
        let record = self.rows.get(index).filter(|_| self.refusal(index).is_none())?;
        let mut intake = Intake::new(&self.options);
        self.take(record, index, &mut intake);
        let mut patient = intake.finish();
        patient.files = vec![self.file.clone()];
        Some(patient)
    }

    /// Whether some cell could tell of a heart attack, a stroke or narrowed arteries: a list of diagnoses, or a yes or no.
    pub fn tells_of_vessels(&self) -> bool {
        const VESSELS: [&str; 5] = ["ihd", "mi", "stroke", "tia", "pad"];
        let tells = |role: &Role| match role {
            Role::Conditions => true,
            Role::Flag { concept } => VESSELS.contains(concept),
            _ => false,
        };
        let mut columns = self.columns.iter().enumerate().filter(|(_, column)| tells(&column.role));
        columns.any(|(at, _)| self.sound().filter_map(|r| r.get(at)).any(|cell| !cell.trim().is_empty()))
    }

    /// Columns that a person must name, and columns whose unit is missing.
    pub fn unmapped(&self) -> Vec<Unmapped> {
        let examples = |index: usize| {
            let cells = self.sound().filter_map(|r| r.get(index)).map(str::trim).filter(|c| !c.is_empty());
            cells.take(3).map(clip).collect::<Vec<_>>()
        };
        let mut out = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let concept = match &column.role {
                Role::Unknown => None,
                Role::Value { concept, unit } if unit.is_empty() && self.lacks_unit(index, concept) => Some(*concept),
                _ => continue,
            };
            let examples = examples(index);
            if !examples.is_empty() || concept.is_some() {
                out.push(Unmapped { heading: column.heading.clone(), examples, concept: concept.map(str::to_owned) });
            }
        }
        out
    }

    /// Whether a column without a unit holds a number that could be in several.
    fn lacks_unit(&self, index: usize, concept: &str) -> bool {
        use crate::collect::cell::{Cell, read};
        let Some(units) = crate::vocab::unit::of(concept) else { return false };
        let mut cells = self.sound().filter_map(|r| r.get(index)).take(200);
        cells.any(|cell| match read(cell) {
            Cell::Number(n) => n.unit.is_empty() && units.find_bare(n.value).is_none(),
            _ => false,
        })
    }

    fn take(&self, record: &csv::StringRecord, index: usize, intake: &mut Intake) {
        let place = row::Place { file: &self.file, row: index + 1 };
        if self.is_long() {
            long::take(&self.columns, record, &place, intake);
        } else {
            row::take(&self.columns, record, &place, intake);
        }
    }

    /// Everyone in the table: rows with the same id, or the same name and birth, are one person.
    pub(super) fn people(&self, report: &mut FileReport) -> Vec<Patient> {
        report.unmapped = self.unmapped();
        if self.above > 0 {
            report.notes.push("titleRows".into());
        }
        let mut order: Vec<(Who, Intake)> = Vec::new();
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        let mut overlong = Vec::new();
        for (index, record) in self.rows.iter().enumerate().take(self.whole) {
            if self.is_overlong(record) {
                overlong.push(index + 1);
                continue;
            }
            if !self.holds_facts(record) {
                continue;
            }
            let (key, who) = self.person(record, index);
            let first = by_key.get(&key).map_or(&[][..], Vec::as_slice);
            let crowded = first.len() >= CROWD;
            // Many names under one id: each looks among its own.
            let own = format!("{key}\u{1}{}\u{1}{}", who.0[0], who.0[1]);
            let more = if crowded { by_key.get(&own).map_or(&[][..], Vec::as_slice) } else { &[] };
            let known =
                candidate(first.iter().chain(more).filter_map(|slot| Some((*slot, &order.get(*slot)?.0))), &who);
            let slot = known.unwrap_or_else(|| {
                order.push((Who::default(), Intake::new(&self.options)));
                by_key.entry(if crowded { own } else { key }).or_default().push(order.len() - 1);
                order.len() - 1
            });
            if let Some((known, intake)) = order.get_mut(slot) {
                known.learn(who);
                self.take(record, index, intake);
            }
        }
        let mut out = Vec::new();
        for (_, intake) in order {
            report.facts += intake.facts;
            report.duplicates += intake.duplicates;
            let patient = intake.finish();
            report.set_aside += u32::try_from(patient.set_aside.len()).unwrap_or(u32::MAX);
            out.push(patient);
        }
        if out.len() > 1 {
            report.notes.push("severalPeople".into());
        }
        report.error = self.broken.clone();
        if !overlong.is_empty() {
            let error = report.error.get_or_insert_with(|| Error::new(Kind::Malformed, "csv.overlong").at(&*self.file));
            if error.key == "csv.overlong" {
                let first: Vec<String> = overlong.iter().take(10).map(usize::to_string).collect();
                let more = if overlong.len() > first.len() { " …" } else { "" };
                error.args.insert("rows".into(), first.join(", ") + more);
            } else {
                report.notes.push("overlongRows".into());
            }
        }
        if out.is_empty() && report.error.is_none() {
            report.error = Some(self.nobody());
        }
        out
    }

    /// Why a table speaks of nobody: no heading is known, or no row has a value under one that is.
    fn nobody(&self) -> Error {
        if self.columns.iter().any(|c| !matches!(c.role, Role::Ignore | Role::Unknown)) {
            return Error::new(Kind::Malformed, "csv.noRows").at(&*self.file);
        }
        let headings: Vec<&str> = self.headings().filter(|h| !h.is_empty()).take(5).collect();
        Error::new(Kind::Unsupported, "csv.unknownColumns").at(&*self.file).with("headings", clip(&headings.join(", ")))
    }

    /// A row that fills only its number or a remark below the table is nobody.
    fn holds_facts(&self, record: &csv::StringRecord) -> bool {
        let of_use = |c: &Column| !matches!(c.role, Role::Id | Role::Ignore | Role::Unknown);
        let filled = self.columns.iter().zip(record.iter()).filter(|(c, cell)| of_use(c) && !cell.trim().is_empty());
        filled.count() > 0
    }

    /// Under what a person's rows meet, and what else tells people apart: an id, or name and birth together. A blank cell
    /// contradicts nothing.
    fn person(&self, record: &csv::StringRecord, index: usize) -> (String, Who) {
        let cell = |role: &Role| {
            let mut found =
                self.columns.iter().zip(record.iter()).filter(|(c, _)| c.role == *role).map(|(_, cell)| key(cell));
            found.next().unwrap_or_default()
        };
        let who = Who([cell(&Role::Name), cell(&Role::Birth), cell(&Role::Sex)]);
        let (id, [name, birth, _]) = (cell(&Role::Id), &who.0);
        let key = match (id.is_empty(), name.is_empty(), birth.is_empty()) {
            (false, ..) => format!("id {id}"),
            (true, false, false) => format!("name {name} {birth}"),
            (true, false, true) if self.is_long() => format!("name {name}"),
            _ if self.is_long() => return (String::new(), Who::default()),
            _ => format!("row {index}"),
        };
        (key, who)
    }
}

/// So many people under one key are looked through one by one.
const CROWD: usize = 64;

/// The person whose row this may be: the one it agrees with most. Where several fit alike, none of them: a result on the
/// wrong person is worse than a person with few results.
fn candidate<'w>(known: impl Iterator<Item = (usize, &'w Who)>, who: &Who) -> Option<usize> {
    let fits: Vec<(usize, &Who)> = known.filter(|(_, known)| known.may_be(who)).collect();
    if let Some((slot, _)) = fits.iter().find(|(_, known)| known.0 == who.0) {
        return Some(*slot);
    }
    let agreed = |known: &Who| known.0.iter().zip(&who.0).filter(|(a, b)| !a.is_empty() && a == b).count();
    let most = fits.iter().map(|(_, known)| agreed(known)).max()?;
    let mut best = fits.iter().filter(|(_, known)| agreed(known) == most);
    best.next().filter(|_| best.next().is_none()).map(|(slot, _)| *slot)
}

/// Name, birth and sex as rows write them.
#[derive(Debug, Default)]
struct Who([String; 3]);

impl Who {
    fn may_be(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a.is_empty() || b.is_empty() || a == b)
    }

    fn learn(&mut self, other: Self) {
        for (known, new) in self.0.iter_mut().zip(other.0) {
            if known.is_empty() {
                *known = new;
            }
        }
    }
}

/// A report's day is later than the sample's: it counts only alone.
fn prefer_sample_dates(columns: &mut [Column]) {
    let sampled = columns.iter().any(|c| c.role == Role::Date { of_report: false });
    let mut seen = false;
    for column in columns {
        if let Role::Date { of_report } = column.role {
            if seen || (sampled && of_report) {
                column.role = Role::Ignore;
            } else {
                seen = true;
            }
        }
    }
}

fn records(text: &str, separator: u8, quoting: bool, most: usize) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .quoting(quoting)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_reader(text.as_bytes());
    // The text is UTF-8 and rows may differ in length, so no row can fail.
    reader.records().take(most).filter_map(Result::ok).collect()
}

/// The separator that gives the most columns in the first rows and in the headings too (`120,5;5,2` has as many commas as
/// semicolons); a comma when none does.
fn separator(text: &str, options: &ReadOptions) -> u8 {
    let head: String = text.lines().take(15).collect::<Vec<_>>().join("\n");
    let width = |separator: u8| {
        let rows = records(&head, separator, true, 15);
        let headings = rows.get(heading_row(&rows, options)).map_or(0, csv::StringRecord::len);
        let mut widths: Vec<usize> = rows.iter().map(csv::StringRecord::len).collect();
        widths.sort_unstable();
        let middle = widths.get(widths.len() / 2).copied().unwrap_or_default();
        (middle.min(headings), middle)
    };
    let best = [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|s| width(*s));
    best.unwrap_or(b',')
}

/// Where the first row begins whose quotes do not pair: one never closes, or something stands behind the one that does.
/// Within a cell a quote is a letter like any other (`5" scar`).
fn unpaired(text: &str, separator: u8) -> Option<usize> {
    enum At {
        Start,
        Plain,
        Quoted,
        Closed,
        Behind,
    }
    let (mut row, mut state) = (0, At::Start);
    for (at, byte) in text.bytes().enumerate() {
        state = match (state, byte) {
            (At::Start | At::Closed, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::Closed,
            (At::Quoted, _) => At::Quoted,
            (_, b'\n' | b'\r') => {
                row = at + 1;
                At::Start
            }
            (_, byte) if byte == separator => At::Start,
            (At::Closed | At::Behind, b' ') => At::Behind,
            (At::Closed | At::Behind, _) => return Some(row),
            _ => At::Plain,
        };
    }
    matches!(state, At::Quoted).then_some(row)
}

/// The row of the headings: the first of the rows above that names the most columns.
fn heading_row(rows: &[csv::StringRecord], options: &ReadOptions) -> usize {
    let known = |r: &csv::StringRecord| {
        let named = |h: &&str| {
            !h.trim().is_empty() && !matches!(role(h, options.mapping.get(h.trim())), Role::Unknown | Role::Ignore)
        };
        r.iter().take(2000).filter(named).count()
    };
    let mut best = (0, 0);
    for (index, row) in rows.iter().take(10).enumerate() {
        let count = known(row);
        if count > best.1 + usize::from(index > 0) {
            best = (index, count);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> usize {
        let table = Table::of_text("t.csv", text, &ReadOptions::default()).ok();
        table.map_or(0, |t| t.people(&mut FileReport::default()).len())
    }

    #[test]
    fn a_row_that_may_be_of_several_is_of_none_of_them() {
        let head = "id,name,sex,sbp\n";
        assert_eq!(people(&format!("{head}1,Ann,F,120\n1,,F,130\n")), 1);
        assert_eq!(people(&format!("{head}1,Ann,F,120\n1,Bea,F,130\n1,,F,140\n1,,F,150\n1,Ann,,160\n")), 3);
    }

    #[test]
    fn many_names_under_one_id_are_many_people() {
        let rows: String = (0..3000).map(|n| format!("1,Ann {n},F,120\n1,Ann {n},F,130\n")).collect();
        assert_eq!(people(&format!("id,name,sex,sbp\n{rows}")), 3000);
    }
}
