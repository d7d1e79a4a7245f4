//! Floor 3: bytes to record. A sniff table decides by content what a file is; each format has its reader; nothing above
//! sees a raw file.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `sniff`, `text` | what a file is; bytes to text |
//! | `fhir` | FHIR R4 and R5 JSON |
//! | `csv` | tables, wide and long |
//! | `cohort` | tables of many people, to train on |
//! | `workbook` | a sheet of a workbook as the text of a table |
//! | `form`, `amend` | what a person typed, and changes to a record |
//! | `saved` | Bedside's own saved record |
//! | `intake` | where facts of every format enter a record: units, limits, reasons |
//! | `cell`, `words`, `said`, `day`, `dose` | what one text says |
//! | `merge` | several files of one person |
//! | `report` | what each file gave |

mod amend;
mod cell;
pub mod cohort;
pub mod csv;
mod day;
mod dose;
mod fhir;
mod form;
mod intake;
mod json;
mod merge;
mod report;
mod said;
mod saved;
mod sniff;
mod text;
mod words;
pub mod workbook;

use crate::error::Kind;
use crate::record::Patient;

pub use self::csv::{Table, template};
pub use amend::{Amendment, ListName, amend};
pub(crate) use fhir::REFERENCE;
pub use form::{FORM, FORM_VERSION, Form, FormEntry, FormList, FormValue, record_of};
pub use report::{FileReport, Mapped, ReadOptions, Reading, Unmapped};
pub use saved::{SAVED_FORMAT, SAVED_VERSION, SavedRecord};
pub use sniff::FORMATS;
pub(crate) use text::whole_text;

/// Reads any mix of files into the people they speak of, with a report per file.
///
/// Never fails as a whole: what goes wrong is told in the file's report, and what was read before it is kept.
/// Several files of one person become one record; different people are given separately.
///
/// ```
/// use bedside::collect::{ReadOptions, read};
/// let file = br#"{"resourceType":"Patient","birthDate":"1960-02-29","gender":"female"}"#;
/// let reading = read(&[("ada.json", file)], &ReadOptions::default());
/// assert_eq!(reading.patients[0].birth.unwrap().to_string(), "1960-02-29");
/// ```
pub fn read<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)], options: &ReadOptions) -> Reading {
    let mut found = Vec::new();
    let mut reports = Vec::new();
    for (index, (name, bytes)) in files.iter().enumerate() {
        let (patients, report) = read_file(name.as_ref(), bytes.as_ref(), options);
        found.extend(patients.into_iter().map(|patient| merge::Found { file: index, patient }));
        reports.push(report);
    }
    let mut duplicates = vec![0; reports.len()];
    let patients = if found.len() > 1 && files.len() > 1 {
        merge::merge(found, &mut duplicates)
    } else {
        found.into_iter().map(|f| f.patient).collect()
    };
    for (report, again) in reports.iter_mut().zip(duplicates) {
        report.duplicates += again;
        report.facts = report.facts.saturating_sub(again);
    }
    Reading { patients, files: reports }
}

fn read_file(name: &str, bytes: &[u8], options: &ReadOptions) -> (Vec<Patient>, FileReport) {
    let mut report = FileReport { file: name.to_owned(), ..FileReport::default() };
    if let Some(error) = sniff::binary(name, bytes) {
        report.error = Some(error);
        return (Vec::new(), report);
    }
    let decoded = text::decode(name, bytes);
    if let Some(error) = decoded.error.as_ref().filter(|e| e.kind == Kind::Unsupported) {
        report.error = Some(error.clone());
        return (Vec::new(), report);
    }
    let format = match sniff::text(name, &decoded.text) {
        Ok(format) => format,
        Err(error) => {
            report.error = Some(decoded.error.unwrap_or(error));
            return (Vec::new(), report);
        }
    };
    report.format = format.id().to_owned();
    let text = if format == sniff::Format::Csv { decoded.text } else { text::whole_escapes(decoded.text) };
    let mut patients = match format {
        sniff::Format::Fhir => fhir::read(name, &text, options, &mut report),
        sniff::Format::Saved => saved::read(name, &text, &mut report),
        // A row that a wrong byte cuts may end in half a number: it is not read.
        sniff::Format::Csv if decoded.error.is_some() => {
            let rows = text.rfind('\n').and_then(|end| text.get(..=end)).unwrap_or_default();
            csv::read(name, rows, options, &mut report)
        }
        sniff::Format::Csv => csv::read(name, &text, options, &mut report),
        sniff::Format::Form => form::read(name, &text, options, &mut report),
    };
    // A wrong byte is why the text ends where it does: it is the better answer.
    report.error = decoded.error.or(report.error);
    for patient in &mut patients {
        if !patient.files.iter().any(|f| f == name) {
            patient.files.push(name.to_owned());
        }
    }
    (patients, report)
}
