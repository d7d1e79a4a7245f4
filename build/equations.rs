//! `data/regions/regions.csv` without its provenance: what the choice of an equation reads.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;

const REGIONS: [&str; 5] = ["us", "uk", "eu", "cn", "other"];
const FLAGS: [&str; 3] = ["yes", "recalibrated", "no"];

/// Writes `regions.txt` into the build folder: region, country, question, `family=flag;…` (first choice first), one
/// row a line; returns what is wrong with the table.
pub(crate) fn write() -> Result<Vec<String>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path("data/regions/regions.csv")?;
    let (mut text, mut faults) = (String::new(), Vec::new());
    for (line, record) in reader.records().enumerate() {
        let record = record?;
        let cell = |i: usize| record.get(i).unwrap_or_default();
        let (region, country, question, first, flag) = (cell(0), cell(1), cell(2), cell(3), cell(4));
        let mut families = Vec::new();
        if !first.is_empty() {
            families.push(format!("{first}={flag}"));
        }
        families.extend(cell(5).split(';').filter(|a| !a.is_empty()).map(str::to_owned));
        let flagged = |family: &String| family.split_once('=').is_some_and(|(_, f)| FLAGS.contains(&f));
        if !REGIONS.contains(&region) || !(country.is_empty() || country.len() == 2) || !families.iter().all(flagged) {
            faults.push(format!("data/regions/regions.csv line {}: region, country or flag", line + 2));
        }
        writeln!(text, "{region},{country},{question},{}", families.join(";"))?;
    }
    let folder = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&folder).join("regions.txt"), text)?;
    Ok(faults)
}
