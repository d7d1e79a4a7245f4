//! W12 natively: a table of 34 columns and 400,000 rows read with its types; the same in blocks of 1 MB. Prints JSON lines.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::panic, missing_docs)]

use std::io::Write;
use std::time::Instant;

use bedside::collect::cohort::{Cohort, CohortOptions, CohortReader, ColumnKind, Step, read_cohort};
use bedside::math::Draws;
use bedside::record::Cells;

const ROWS: u32 = 400_000;
const COLUMNS: u32 = 30;

/// The file as the bench spec has it.
fn table() -> Vec<u8> {
    let (z, miss) = (Draws::new(12, 1), Draws::new(12, 2));
    let (sex, site, visit) = (Draws::new(12, 8), Draws::new(12, 9), Draws::new(12, 11));
    let mut out = b"id,sex,site,visit".to_vec();
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

/// What the spec demands; the sum of x0 and the blanks.
fn check(cohort: &Cohort) -> Result<(f64, usize), String> {
    let kinds: Vec<ColumnKind> = cohort.columns.iter().map(|column| column.kind).collect();
    let mut expected = vec![ColumnKind::Number; 34];
    expected.splice(..4, [ColumnKind::Id, ColumnKind::Word, ColumnKind::Word, ColumnKind::Day]);
    let blanks: usize = cohort.columns.iter().map(|column| column.missing).sum();
    let sum = match &cohort.frame.column("x0").unwrap().cells {
        Cells::Numbers(x) => x.iter().filter(|x| !x.is_nan()).sum::<f64>(),
        _ => f64::NAN,
    };
    let right = cohort.frame.rows() == ROWS as usize && kinds == expected && blanks == 601_105;
    if right && (sum + 400.310).abs() < 1e-6 {
        Ok((sum, blanks))
    } else {
        Err(format!("{sum}, {blanks} blanks, {kinds:?}"))
    }
}

/// Most memory of this process so far, in MB, where the system tells.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").trim().parse::<f64>().unwrap_or(0.0) / 1000.0
}

fn in_blocks(bytes: &[u8]) -> Cohort {
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
}

fn main() {
    let bytes = table();
    // For a peer to read the same file.
    if let Some(path) = std::env::args().skip_while(|arg| arg != "--write").nth(1) {
        std::fs::write(path, &bytes).unwrap();
        return;
    }
    let input = bytes.len() as f64 / 1e6;
    let whole: fn(&[u8]) -> Cohort = |bytes| read_cohort("w12.csv", bytes, CohortOptions::default()).unwrap();
    let ways = [("W12", whole), ("W12-blocks", in_blocks)];
    for (name, read) in ways {
        let mut seconds = Vec::new();
        let mut told = (0.0, 0);
        for _ in 0..5 {
            let began = Instant::now();
            let cohort = read(&bytes);
            seconds.push(began.elapsed().as_secs_f64());
            match check(&cohort) {
                Ok(found) => told = found,
                Err(problem) => {
                    println!(r#"{{"case":"{name}:native","failed":"{}"}}"#, problem.replace('"', "'"));
                    return;
                }
            }
        }
        seconds.sort_by(f64::total_cmp);
        let (median, least) = (seconds.get(2).unwrap(), seconds.first().unwrap());
        let (sum, blanks) = told;
        println!(
            r#"{{"case":"{name}:native","median_s":{median},"min_s":{least},"runs":5,"peak_mb":{},"input_mb":{input},"check":{{"sum_x0":{sum},"blanks":{blanks}}}}}"#,
            peak() - input
        );
    }
}
