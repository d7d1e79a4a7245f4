//! W12: a table of 34 columns and 400,000 rows, 89 MB, read with its types; whole, and in blocks of 1 MB.

use std::io::Write;

use bedside::collect::cohort::{Cohort, CohortOptions, CohortReader, ColumnKind, Step, read_cohort};
use bedside::math::Draws;
use bedside::record::Cells;

use super::{Check, Work, near, work};

const ROWS: u32 = 400_000;
const COLUMNS: u32 = 30;

/// The file as the suite has it.
fn table() -> Vec<u8> {
    let (z, miss) = (Draws::new(12, 1), Draws::new(12, 2));
    let (sex, site, visit) = (Draws::new(12, 8), Draws::new(12, 9), Draws::new(12, 11));
    let mut out = Vec::with_capacity(90_000_000);
    out.extend_from_slice(b"id,sex,site,visit");
    for j in 0..COLUMNS {
        write!(out, ",x{j}").unwrap();
    }
    out.push(b'\n');
    for i in 0..ROWS {
        let d = visit.bits(i);
        let letter = if sex.bits(i) & 1 == 0 { 'M' } else { 'F' };
        let (year, month, day) = (2000 + d % 25, 1 + (d >> 8) % 12, 1 + (d >> 16) % 28);
        write!(out, "{},{letter},Site {},{year}-{month:02}-{day:02}", 100_000 + i, site.bits(i) % 12).unwrap();
        let mut x = 0.0;
        for j in 0..COLUMNS {
            let e = i * COLUMNS + j;
            x = if j == 0 { z.normal(e) } else { 0.6 * x + 0.8 * z.normal(e) };
            out.push(b',');
            if miss.bits(e) < 214_748_365 {
                continue;
            }
            let raw = 10.0 * f64::from(j % 7) + 2_f64.powi(i32::try_from(j % 5).unwrap() - 1) * x;
            let k = (1000.0 * raw + 0.5).floor() as i64;
            let sign = if k < 0 { "-" } else { "" };
            write!(out, "{sign}{}.{:03}", k.abs() / 1000, k.abs() % 1000).unwrap();
        }
        out.push(b'\n');
    }
    out
}

/// What the suite demands of the table.
fn checks(cohort: &Cohort) -> Vec<Check> {
    let mut wanted = vec![ColumnKind::Number; 34];
    wanted.splice(..4, [ColumnKind::Id, ColumnKind::Word, ColumnKind::Word, ColumnKind::Day]);
    let right = cohort.columns.iter().zip(&wanted).filter(|(column, kind)| column.kind == **kind).count();
    let blanks: usize = cohort.columns.iter().map(|column| column.missing).sum();
    let sum = match &cohort.frame.column("x0").unwrap().cells {
        Cells::Numbers(x) => x.iter().filter(|x| !x.is_nan()).sum::<f64>(),
        _ => f64::NAN,
    };
    vec![
        near("rows", cohort.frame.rows() as f64, f64::from(ROWS), 0.0),
        near("columnsOfTheirType", right as f64, 34.0, 0.0),
        near("blanks", blanks as f64, 601_105.0, 0.0),
        near("sumOfX0", sum, -400.310, 1e-6),
    ]
}

/// From the bytes of the file at once.
pub(super) fn whole(_: &[u8]) -> Box<dyn Work> {
    let bytes = table();
    work(move || read_cohort("w12.csv", &bytes, CohortOptions::default()).unwrap(), checks)
}

/// As a file is read from a disk.
pub(super) fn blocks(_: &[u8]) -> Box<dyn Work> {
    let bytes = table();
    let read = move || {
        let mut reader = CohortReader::new("w12.csv", CohortOptions::default());
        loop {
            for block in bytes.chunks(1 << 20) {
                reader.push(block).unwrap();
            }
            match reader.finish().unwrap() {
                Step::Done(cohort) => return *cohort,
                Step::Again(next) => reader = *next,
            }
        }
    };
    work(read, checks)
}
