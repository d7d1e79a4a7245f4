//! `data/regions/regions.csv` without its provenance: what the choice of an equation reads.

use std::fmt::Write;
use std::path::Path;

/// Writes `regions.txt`: region, country, question, `family=flag;…` (first choice first), one row a line.
pub fn regions(root: &Path, out: &Path) {
    let file = root.join("data/regions/regions.csv");
    let mut reader = csv::Reader::from_path(&file).expect("data/regions/regions.csv");
    let mut text = String::new();
    for (line, record) in reader.records().enumerate() {
        let record = record.expect("a row of regions.csv");
        let cell = |i: usize| record.get(i).unwrap_or_default();
        let (region, country, question, first, flag) = (cell(0), cell(1), cell(2), cell(3), cell(4));
        assert!(["us", "uk", "eu", "cn", "other"].contains(&region), "regions.csv row {}: region {region}", line + 2);
        let mut families = Vec::new();
        if !first.is_empty() {
            families.push(format!("{first}={flag}"));
        }
        families.extend(cell(5).split(';').filter(|a| !a.is_empty()).map(str::to_owned));
        for family in &families {
            let known = family.split_once('=').is_some_and(|(_, f)| ["yes", "recalibrated", "no"].contains(&f));
            assert!(known, "regions.csv row {}: {family}", line + 2);
        }
        writeln!(text, "{region},{country},{question},{}", families.join(";")).expect("a string");
    }
    std::fs::write(out.join("regions.txt"), text).expect("OUT_DIR");
}
