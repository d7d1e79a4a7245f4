//! A table of people, in steps: the same table with result columns and a reason for every row without an answer.

use serde::{Deserialize, Serialize};

use super::assess::{AssessOptions, inputs, prepared};
use crate::collect::{ReadOptions, Table, Unmapped};
use crate::error::{Error, Kind};
use crate::export::inert;
use crate::recommend::bridge::history;
use crate::record::Patient;
use crate::score::{Assessment, Equation, Inputs, Studied, choose, equations, evaluate};

/// What a table is scored with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct BatchOptions {
    /// Day, country and region, the same for everyone.
    #[serde(flatten)]
    pub assess: AssessOptions,
    /// How columns are read.
    #[serde(flatten)]
    pub read: ReadOptions,
}

/// Columns added behind the table's own, in this order. Risks are percent, other numbers canonical units.
pub const RESULTS: [&str; 10] = [
    "bedside_10y_ascvd_pct",
    "bedside_10y_total_cvd_pct",
    "bedside_10y_heart_failure_pct",
    "bedside_30y_ascvd_pct",
    "bedside_equation",
    "bedside_studied_here",
    "bedside_egfr",
    "bedside_bmi",
    "bedside_fib4",
    "bedside_reason",
];

/// A table being scored.
pub struct Batch {
    table: Table,
    options: AssessOptions,
    out: csv::Writer<Vec<u8>>,
    next: usize,
    answered: usize,
}

/// What a table came to.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchDone {
    /// The table with its results, UTF-8 with a byte order mark.
    pub csv: Vec<u8>,
    /// Rows scored; fewer than the table has after a cancel.
    pub rows: usize,
    /// Rows with a headline answer.
    pub answered: usize,
    /// Columns that nothing read, or that lack a unit.
    pub unmapped: Vec<Unmapped>,
    /// What holds for every answer, message keys under `batch.notes`: `existingDiseaseNotAsked` when the table is silent
    /// about heart attack, stroke and narrowed arteries, which the answers presume that nobody has.
    pub notes: Vec<&'static str>,
}

impl Batch {
    /// Opens a table.
    ///
    /// # Errors
    ///
    /// `text.*` and `csv.*` as the reader; `csv.longTable` when each row is a measurement, not a person;
    /// `assess.*` for the options.
    pub fn begin(file: &str, bytes: &[u8], options: &BatchOptions) -> Result<Self, Error> {
        let mut read = options.read.clone();
        read.today = read.today.or(options.assess.as_of);
        let table = Table::open(file, bytes, &read)?;
        if table.is_long() {
            return Err(Error::new(Kind::Unsupported, "csv.longTable").at(file));
        }
        // The options are the same for every row: what is wrong with them is told before the first.
        prepared(&Patient::default(), &options.assess)?;
        let mut out =
            csv::WriterBuilder::new().delimiter(table.separator()).flexible(true).from_writer(vec![0xEF, 0xBB, 0xBF]);
        let headings = table.headings().chain(RESULTS).map(inert);
        out.write_record(headings.map(|heading| heading.into_owned().into_bytes())).map_err(|e| failed(&e))?;
        Ok(Self { table, options: options.assess.clone(), out, next: 0, answered: 0 })
    }

    /// Scores up to `rows` more rows; `true` when none is left.
    ///
    /// # Errors
    ///
    /// As [`super::assess()`]; a row that cannot be read is a reason in its row, not an error.
    pub fn step(&mut self, rows: usize) -> Result<bool, Error> {
        let end = self.next.saturating_add(rows).min(self.table.rows());
        while self.next < end {
            let refusal = self.table.refusal(self.next);
            let results = match self.table.patient(self.next) {
                Some(patient) => score(&patient, &self.options).unwrap_or_else(|error| refused(&error)),
                None => reason(refusal.unwrap_or("emptyRow")),
            };
            self.answered += usize::from(!results.first().is_none_or(String::is_empty));
            let cells = || self.table.cells(self.next).into_iter().flat_map(csv::StringRecord::iter);
            let width = self.table.headings().count();
            // A short row is filled, so that its results stand under their headings.
            let padded = cells().chain(std::iter::repeat("")).take(width);
            // Cells beyond the headings stand behind the results: read again, the row is too long again.
            let beyond = cells().skip(width).filter(|_| refusal.is_some());
            let row = padded.chain(results.iter().map(String::as_str)).chain(beyond).map(inert);
            self.out.write_record(row.map(|cell| cell.into_owned().into_bytes())).map_err(|e| failed(&e))?;
            self.next += 1;
        }
        Ok(self.next >= self.table.rows())
    }

    /// Rows done and rows in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.next, self.table.rows())
    }

    /// The table with the results of the rows that are done.
    ///
    /// # Errors
    ///
    /// `export.csv` when it cannot be written, which no table is known to cause.
    pub fn finish(self) -> Result<BatchDone, Error> {
        let unmapped = self.table.unmapped();
        let silent = self.answered > 0 && !self.table.tells_of_vessels();
        let notes = silent.then_some("existingDiseaseNotAsked").into_iter().collect();
        let csv = self.out.into_inner().map_err(|e| Error::new(Kind::Usage, "export.csv").with("problem", e))?;
        Ok(BatchDone { csv, rows: self.next, answered: self.answered, unmapped, notes })
    }
}

fn failed(error: &csv::Error) -> Error {
    Error::new(Kind::Usage, "export.csv").with("problem", error)
}

type Row = [String; RESULTS.len()];

fn reason(key: &str) -> Row {
    let mut row = Row::default();
    if let Some(last) = row.last_mut() {
        key.clone_into(last);
    }
    row
}

/// One row's strange value stops no other row.
fn refused(error: &Error) -> Row {
    match error.args.get("input") {
        Some(input) => reason(&format!("notAllowed:{input}")),
        None => reason(&error.key),
    }
}

fn score(patient: &Patient, options: &AssessOptions) -> Result<Row, Error> {
    let (profile, region) = prepared(patient, options)?;
    let inputs = inputs(&profile, &history(patient, profile.as_of()));
    let who = profile.who();
    let country = options.country.as_deref();
    let Some(chosen) = choose("cardiovascular", "ascvd", Some(10), region, country, &inputs) else {
        return Ok(reason("noEquation"));
    };
    let headline = chosen.equation;
    let (percent, why) = if who.age_impossible || who.child {
        (String::new(), format!("{}:age", if who.child { "child" } else { "ageImpossible" }))
    } else {
        match headline.evaluate(&inputs)?.assessment {
            Assessment::Computed { value, .. } => match headline.exclusions().find(|id| is_suspected(&inputs, id)) {
                Some(id) => (String::new(), format!("needs {id}")),
                None => (digits(value * 100.0), String::new()),
            },
            Assessment::NotApplicable { reasons } => {
                let words = reasons
                    .iter()
                    .map(|r| r.input.as_ref().map_or_else(|| r.key.to_string(), |i| format!("{}:{i}", r.key)));
                (String::new(), words.collect::<Vec<_>>().join("; "))
            }
            Assessment::NeedsInput { missing } => {
                let names: Vec<&str> = missing.iter().map(|m| &*m.input).collect();
                (String::new(), format!("needs {}", names.join("; ")))
            }
        }
    };
    let sibling = |outcome: &str, years: u32| -> Result<String, Error> {
        let found = equations().find(|e| {
            e.family() == headline.family()
                && e.variant() == headline.variant()
                && e.outcome() == outcome
                && e.horizon_years() == Some(years)
        });
        let suspected = |e: &&Equation| e.exclusions().any(|id| is_suspected(&inputs, id));
        match found.filter(|e| !who.child && !suspected(e)) {
            Some(equation) => Ok(number(&equation.evaluate(&inputs)?.assessment, 100.0)),
            None => Ok(String::new()),
        }
    };
    let other = |id: &str| -> Result<String, Error> {
        if who.child { Ok(String::new()) } else { Ok(number(&evaluate(id, &inputs)?.assessment, 1.0)) }
    };
    let studied = match chosen.studied {
        Some(Studied::Yes) => "yes",
        Some(Studied::Recalibrated) => "recalibrated",
        Some(Studied::No) => "no",
        None => "",
    };
    Ok([
        percent,
        sibling("total_cvd", 10)?,
        sibling("heart_failure", 10)?,
        sibling("ascvd", 30)?,
        headline.id().to_owned(),
        studied.to_owned(),
        profile.number("egfr").map_or_else(String::new, digits),
        profile.number("bmi").map_or_else(String::new, digits),
        other("fib4")?,
        why,
    ])
}

/// An exclusion that the row speaks of without deciding it (`冠心病待排`). A row that is silent about it counts as no.
fn is_suspected(inputs: &Inputs, id: &str) -> bool {
    inputs.get(id).is_some_and(|input| input.value.is_none() && !input.facts.is_empty())
}

fn number(assessment: &Assessment, scale: f64) -> String {
    match assessment {
        Assessment::Computed { value, .. } => digits(value * scale),
        _ => String::new(),
    }
}

/// Six significant digits: more than any input has, and short in a spreadsheet.
fn digits(value: f64) -> String {
    format!("{value:.5e}").parse::<f64>().map_or_else(|_| String::new(), |v| v.to_string())
}
