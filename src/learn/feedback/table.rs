//! The feedback table: one row for each time that a person was told of an action. Read strictly: a model that was fitted
//! on half-understood rows is worse than none.
//!
//! Columns: `person`, `action`, `accepted`, `done`; if wanted `date` (a full day), `group` (for the comparison of groups)
//! and any number of `feature:NAME`, which hold one number or word for a person. A blank cell is not known.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::known::{FeatureValue, Known, Past};
use crate::collect::whole_text;
use crate::error::{Error, Kind};
use crate::vocab::PartialDate;

/// One row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// Place in [`Feedback::people`].
    pub person: u32,
    /// Place in [`Feedback::actions`].
    pub action: u32,
    /// Whether the person took it up.
    pub accepted: Option<bool>,
    /// Whether the person did it.
    pub done: Option<bool>,
    /// When.
    pub day: Option<PartialDate>,
}

/// One person of the table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// As the table calls them; it goes into no model.
    pub id: String,
    /// Which group they are counted in.
    pub group: Option<String>,
    /// Features by name.
    pub features: BTreeMap<String, FeatureValue>,
}

/// A whole table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feedback {
    /// People in the order they come.
    pub people: Vec<Person>,
    /// Ids of actions that the table speaks of, in the order they come.
    pub actions: Vec<String>,
    /// Rows in order.
    pub answers: Vec<Answer>,
}

/// More rows than this are not read at once.
const MOST_ROWS: usize = 2_000_000;
/// So many faulty rows are told at once; reading stops at the last of them.
const MOST_FAULTS: usize = 20;
/// More columns of features than this are not taken.
const MOST_FEATURES: usize = 40;
/// More different words than this under one heading are an id, not a feature.
const MOST_WORDS: usize = 50;

const HEADINGS: [(&str, &str); 6] = [
    ("person", "人员"),
    ("action", "建议"),
    ("accepted", "接受"),
    ("done", "完成"),
    ("date", "日期"),
    ("group", "分组"),
];
const FEATURE: [&str; 3] = ["feature:", "特征:", "特征："];
const YES: [&str; 6] = ["yes", "y", "1", "true", "是", "有"];
const NO: [&str; 6] = ["no", "n", "0", "false", "否", "无"];

#[derive(Debug, Clone, PartialEq)]
enum Column {
    Person,
    Action,
    Accepted,
    Done,
    Date,
    Group,
    Feature(String),
}

impl Feedback {
    /// Reads a table whose actions are all among `actions`.
    ///
    /// # Errors
    ///
    /// `format.*` and `text.*` as any text; `feedback.*` with the row where it stands, the first faulty row with up to 19
    /// more as its `others`: an unknown, missing or repeated
    /// heading (`column`, `missing`, `twice`), a row of another length (`width`), a blank person (`person`), an action
    /// that is not known here (`action`), a cell that is no yes or no (`word`) or no day (`date`), a row that says nothing
    /// (`silent`), a person with two groups or two values of a feature (`contradiction`), numbers and words in one
    /// feature (`mixed`), too many different words (`words`), no rows (`empty`), too many (`tooLarge`).
    pub fn read(file: &str, bytes: &[u8], actions: &dyn Fn(&str) -> bool) -> Result<Self, Error> {
        let text = whole_text(file, bytes)?;
        let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
        let mut rows = reader.records();
        let at = |row: usize| format!("{file}, row {row}");
        let broken =
            |row: usize, e: csv::Error| Error::new(Kind::Malformed, "feedback.csv").at(at(row)).with("problem", e);
        let heads = match rows.next() {
            None => return Err(Error::new(Kind::Malformed, "feedback.empty").at(file)),
            Some(heads) => heads.map_err(|e| broken(1, e))?,
        };
        let columns = columns(&heads).map_err(|e| e.at(file))?;
        let mut reading = Reading::new(&columns, actions);
        let mut faults = Vec::new();
        for (index, record) in rows.enumerate() {
            let row = index + 2;
            let record = record.map_err(|e| broken(row, e))?;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if reading.out.answers.len() >= MOST_ROWS {
                return Err(Error::new(Kind::TooLarge, "feedback.tooLarge").at(file).with("most", MOST_ROWS));
            }
            if let Err(fault) = reading.row(&record) {
                faults.push(fault.at(at(row)));
                if faults.len() >= MOST_FAULTS {
                    break;
                }
            }
        }
        if !faults.is_empty() {
            let mut first = faults.remove(0);
            first.others = faults;
            return Err(first);
        }
        if reading.out.answers.is_empty() {
            return Err(Error::new(Kind::Malformed, "feedback.empty").at(file));
        }
        check_features(&reading.out).map_err(|e| e.at(file))?;
        Ok(reading.out)
    }

    /// What a model may know of a person, from some of their rows.
    pub fn known<'a>(&self, person: usize, rows: impl Iterator<Item = &'a Answer>) -> Known {
        let features = self.people.get(person).map(|p| p.features.clone()).unwrap_or_default();
        let past = rows.filter_map(|answer| self.past(answer)).collect();
        Known { features, past }
    }

    /// A row as something that was said.
    pub fn past(&self, answer: &Answer) -> Option<Past> {
        let action = self.actions.get(answer.action as usize)?.clone();
        Some(Past { action, accepted: answer.accepted, done: answer.done })
    }
}

struct Reading<'a> {
    columns: &'a [Column],
    known: &'a dyn Fn(&str) -> bool,
    people: BTreeMap<String, u32>,
    actions: BTreeMap<String, u32>,
    out: Feedback,
}

impl<'a> Reading<'a> {
    fn new(columns: &'a [Column], known: &'a dyn Fn(&str) -> bool) -> Self {
        Self { columns, known, people: BTreeMap::new(), actions: BTreeMap::new(), out: Feedback::default() }
    }

    fn row(&mut self, record: &csv::StringRecord) -> Result<(), Error> {
        if record.len() != self.columns.len() {
            let wrong = Error::new(Kind::Malformed, "feedback.width");
            return Err(wrong.with("cells", record.len()).with("columns", self.columns.len()));
        }
        let mut answer = Answer { person: 0, action: 0, accepted: None, done: None, day: None };
        let mut person = Person::default();
        for (column, cell) in self.columns.iter().zip(record) {
            let cell = cell.trim();
            match column {
                Column::Person if cell.is_empty() => return Err(Error::new(Kind::Value, "feedback.person")),
                Column::Person => cell.clone_into(&mut person.id),
                Column::Action => answer.action = self.action(cell)?,
                Column::Accepted => answer.accepted = yes_or_no("accepted", cell)?,
                Column::Done => answer.done = yes_or_no("done", cell)?,
                Column::Date if !cell.is_empty() => {
                    let day = cell.parse::<PartialDate>().ok().filter(|day| day.is_full());
                    answer.day = Some(day.ok_or_else(|| wrong("feedback.date", cell))?);
                }
                Column::Group if !cell.is_empty() => person.group = Some(cell.to_owned()),
                Column::Feature(name) if !cell.is_empty() => {
                    person.features.insert(name.clone(), value(cell));
                }
                Column::Date | Column::Group | Column::Feature(_) => {}
            }
        }
        if answer.accepted.is_none() && answer.done.is_none() {
            return Err(Error::new(Kind::Value, "feedback.silent"));
        }
        answer.person = self.person(person)?;
        self.out.answers.push(answer);
        Ok(())
    }

    fn action(&mut self, id: &str) -> Result<u32, Error> {
        if let Some(place) = self.actions.get(id) {
            return Ok(*place);
        }
        if !(self.known)(id) {
            return Err(wrong("feedback.action", id));
        }
        let place = self.out.actions.len() as u32;
        self.actions.insert(id.to_owned(), place);
        self.out.actions.push(id.to_owned());
        Ok(place)
    }

    /// The person's place; what this row adds is learned, what it contradicts is refused.
    fn person(&mut self, row: Person) -> Result<u32, Error> {
        let place = match self.people.entry(row.id.clone()) {
            Entry::Vacant(entry) => {
                let place = *entry.insert(self.out.people.len() as u32);
                self.out.people.push(row);
                return Ok(place);
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        let Some(known) = self.out.people.get_mut(place as usize) else { return Ok(place) };
        let contradiction = |what: &str| Error::new(Kind::Value, "feedback.contradiction").with("column", what);
        match (&known.group, row.group) {
            (Some(one), Some(other)) if *one != other => return Err(contradiction("group")),
            (None, Some(group)) => known.group = Some(group),
            _ => {}
        }
        for (name, value) in row.features {
            match known.features.entry(name) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) if *entry.get() == value => {}
                Entry::Occupied(entry) => return Err(contradiction(entry.key())),
            }
        }
        Ok(place)
    }
}

fn columns(heads: &csv::StringRecord) -> Result<Vec<Column>, Error> {
    let mut out = Vec::new();
    for head in heads {
        let head = head.trim();
        let plain = head.to_lowercase();
        let known = HEADINGS.iter().position(|(english, chinese)| plain == *english || plain == *chinese);
        let feature = FEATURE.iter().find_map(|mark| plain.starts_with(mark).then(|| head.get(mark.len()..)).flatten());
        let column = match (known, feature.map(str::trim).filter(|name| !name.is_empty())) {
            (Some(0), _) => Column::Person,
            (Some(1), _) => Column::Action,
            (Some(2), _) => Column::Accepted,
            (Some(3), _) => Column::Done,
            (Some(4), _) => Column::Date,
            (Some(_), _) => Column::Group,
            (None, Some(name)) => Column::Feature(name.to_owned()),
            (None, None) => {
                let known = HEADINGS.map(|(english, _)| english).join(", ");
                return Err(wrong("feedback.column", head).with("known", format!("{known}, feature:…")));
            }
        };
        if out.contains(&column) {
            return Err(wrong("feedback.twice", head));
        }
        out.push(column);
    }
    for (needed, name) in
        [(Column::Person, "person"), (Column::Action, "action"), (Column::Accepted, "accepted"), (Column::Done, "done")]
    {
        if !out.contains(&needed) {
            return Err(Error::new(Kind::Malformed, "feedback.missing").with("column", name));
        }
    }
    let features = out.iter().filter(|c| matches!(c, Column::Feature(_))).count();
    if features > MOST_FEATURES {
        return Err(Error::new(Kind::TooLarge, "feedback.features").with("most", MOST_FEATURES));
    }
    Ok(out)
}

/// One feature holds numbers or words, and not too many words.
fn check_features(table: &Feedback) -> Result<(), Error> {
    let mut words: BTreeMap<&str, (bool, BTreeMap<&str, ()>)> = BTreeMap::new();
    for (name, value) in table.people.iter().flat_map(|person| &person.features) {
        let (numbers, known) = words.entry(name).or_default();
        match value {
            FeatureValue::Number(_) => *numbers = true,
            FeatureValue::Word(word) => {
                known.insert(word, ());
            }
        }
        if *numbers && !known.is_empty() {
            return Err(Error::new(Kind::Value, "feedback.mixed").with("column", name));
        }
        if known.len() > MOST_WORDS {
            return Err(Error::new(Kind::Value, "feedback.words").with("column", name).with("most", MOST_WORDS));
        }
    }
    Ok(())
}

fn yes_or_no(column: &str, cell: &str) -> Result<Option<bool>, Error> {
    let plain = cell.to_lowercase();
    match (plain.is_empty(), YES.contains(&&*plain), NO.contains(&&*plain)) {
        (true, ..) => Ok(None),
        (_, true, _) => Ok(Some(true)),
        (_, _, true) => Ok(Some(false)),
        _ => Err(wrong("feedback.word", cell).with("column", column)),
    }
}

/// A number where it is one (no infinities), else a word.
fn value(cell: &str) -> FeatureValue {
    match cell.parse::<f64>() {
        Ok(number) if number.is_finite() => FeatureValue::Number(number),
        _ => FeatureValue::Word(cell.to_owned()),
    }
}

/// An error that names what a cell says, not more of it than a line.
fn wrong(key: &str, cell: &str) -> Error {
    let short: String = cell.chars().take(60).collect();
    Error::new(Kind::Value, key).with("value", short)
}
