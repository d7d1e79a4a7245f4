//! The report as one CSV: a row a fact, score, action or question.

use std::borrow::Cow;

use super::report::{Assessed, Score};
use crate::error::{Error, Kind};
use crate::recommend::Status;
use crate::score::{Assessment, InputStatus};

const HEADINGS: [&str; 8] = ["section", "id", "answer", "value", "unit", "date", "status", "from"];

/// Writes the table: UTF-8 with a byte order mark, so that spreadsheets read Chinese names.
///
/// # Errors
///
/// `export.csv` when a row cannot be written, which no report is known to cause.
pub fn table(report: &Assessed) -> Result<String, Error> {
    let failed = |e: csv::Error| Error::new(Kind::Usage, "export.csv").with("problem", e);
    let mut out = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    out.write_record(HEADINGS).map_err(failed)?;
    for row in about(report).into_iter().chain(findings(report)).chain(scores(report)).chain(steps(report)) {
        out.write_record(row.iter().map(|cell| inert(cell).into_owned().into_bytes())).map_err(failed)?;
    }
    let bytes = out.into_inner().map_err(|e| Error::new(Kind::Usage, "export.csv").with("problem", e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that a spreadsheet shows and never runs: what would start a formula gets an apostrophe before it.
///
/// Plain numbers stay (`-5`, `+1.5e3`, `-0.5%`), and so do signs that stand alone (`+`, `++`, `-`).
pub(crate) fn inert(cell: &str) -> Cow<'_, str> {
    let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let number = cell.strip_suffix('%').unwrap_or(cell).parse::<f64>().is_ok_and(f64::is_finite);
    if !starts || number || cell.chars().all(|c| matches!(c, '+' | '-')) {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(format!("'{cell}"))
}

type Row = [String; 8];

fn row(section: &str, id: &str) -> Row {
    let mut row = Row::default();
    let [first, second, ..] = &mut row;
    *first = section.to_owned();
    *second = id.to_owned();
    row
}

fn about(report: &Assessed) -> Vec<Row> {
    let p = &report.provenance;
    let facts = [
        ("as_of", report.as_of.to_string()),
        ("version", p.version.clone()),
        ("facts_date", p.facts_date.to_string()),
        ("inputs_sha256", p.inputs_hash.clone()),
        ("region", report.region.clone().unwrap_or_default()),
    ];
    facts
        .into_iter()
        .map(|(id, value)| {
            let [section, id, answer, _, unit, date, status, from] = row("about", id);
            [section, id, answer, value, unit, date, status, from]
        })
        .collect()
}

fn findings(report: &Assessed) -> Vec<Row> {
    let write = |finding: &super::report::Finding| {
        let input = &finding.input;
        let value = input.value.map_or_else(String::new, |v| v.to_string());
        let [section, id, _, _, _, _, _, _] = row("finding", &finding.concept);
        let status = match input.status {
            InputStatus::Found => "found",
            InputStatus::Old => "old",
            InputStatus::Entered => "entered",
            InputStatus::Derived => "derived",
            InputStatus::Presumed => "presumed",
            InputStatus::Absent => "absent",
        };
        [
            section,
            id,
            input.word.as_deref().unwrap_or_default().to_owned(),
            value,
            input.unit.to_string(),
            input.date.map_or_else(String::new, |d| d.to_string()),
            status.to_owned(),
            finding.from.clone(),
        ]
    };
    report.findings.iter().map(write).collect()
}

fn scores(report: &Assessed) -> Vec<Row> {
    let write = |score: &Score| {
        let [section, id, ..] = row("score", &score.id);
        let (answer, value, why) = match &score.assessment {
            Assessment::Computed { value, .. } => ("computed", value.to_string(), String::new()),
            Assessment::NotApplicable { reasons } => {
                let keys: Vec<String> = reasons
                    .iter()
                    .map(|r| r.input.as_ref().map_or_else(|| r.key.to_string(), |input| format!("{} {input}", r.key)))
                    .collect();
                ("notApplicable", String::new(), keys.join("; "))
            }
            Assessment::NeedsInput { missing } => {
                let names: Vec<&str> = missing.iter().map(|m| &*m.input).collect();
                ("needsInput", String::new(), names.join("; "))
            }
        };
        let band = score.band.as_deref().unwrap_or_default().to_owned();
        let status = if why.is_empty() { band } else { why };
        [
            section,
            id,
            answer.to_owned(),
            value,
            score.unit.to_string(),
            report.as_of.to_string(),
            status,
            score.family.to_string(),
        ]
    };
    report.scores.iter().map(write).collect()
}

fn steps(report: &Assessed) -> Vec<Row> {
    let cards = report.recommendations.cards.iter().map(|card| {
        let [section, id, ..] = row("action", &card.action);
        let answer = match card.status {
            Status::Recommend => "recommend",
            Status::Discuss => "discuss",
            Status::Avoid => "avoid",
            Status::NeedsData => "needs_data",
            Status::Blocked => "blocked",
            Status::NotEligible => "not_eligible",
            Status::Declined => "declined",
        };
        let sources: Vec<&str> = card.sources.iter().map(|source| &*source.id).collect();
        let status = if card.asks.is_empty() { card.cautions.join("; ") } else { card.asks.join("; ") };
        [
            section,
            id,
            answer.to_owned(),
            card.tier.to_string(),
            String::new(),
            String::new(),
            status,
            sources.join("; "),
        ]
    });
    let interactions = report.recommendations.interactions.iter().map(|found| {
        let [section, id, ..] = row("interaction", &found.id);
        let between = format!("{} + {}", found.a, found.b);
        [section, id, found.severity.to_string(), String::new(), String::new(), String::new(), between, String::new()]
    });
    cards.chain(interactions).collect()
}
