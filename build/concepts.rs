//! `data/concepts` and `data/units` without their provenance, as tab-separated text that the crate embeds.
//! The build fails on an unknown role, a missing label, a bad number or a unit shown twice.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

type Rows = Vec<BTreeMap<String, String>>;

const ROLES: &[(&str, &str)] = &[
    ("preferred", "P"),
    ("accepted", "A"),
    ("panel", "B"),
    ("answer", "W"),
    ("implies", "I"),
    ("condition-style", "I"),
    ("ingredient", "I"),
    ("synthea-drug", "I"),
    ("prefix", "X"),
    ("atc-prefix", "X"),
    ("exclude", "E"),
    ("exclude-use-creatinine", "R"),
    ("ask", "Q"),
    ("sentinel", "S"),
];

const RESOURCES: &[(&str, &str)] = &[
    ("Observation", "o"),
    ("Condition", "c"),
    ("Medication*", "m"),
    ("MedicationStatement", "m"),
    ("AllergyIntolerance", "a"),
];

/// Writes the compact tables into `OUT_DIR`.
pub(crate) fn write() -> Result<(), Box<dyn Error>> {
    let codes = read("concepts/codes.csv")?;
    let units = read("units/units.csv")?;
    let labels = read("concepts/labels.csv")?;
    check(&codes, &units, &labels)?;
    put("codes.tsv", &codes_tsv(&codes)?)?;
    put("units.tsv", &pick(&units, &UNIT_COLUMNS)?)?;
    put("labels.tsv", &pick(&labels, &["concept_id", "label_en", "label_zh", "aliases_en", "aliases_zh"])?)?;
    put("columns.tsv", &pick(&read("concepts/columns.csv")?, &["spelling", "language", "concept_id", "usual_unit"])?)?;
    put("recency.tsv", &pick(&read("concepts/recency.csv")?, &["concept_id", "max_age_days", "beyond"])?)?;
    put("names.tsv", &pick(&read("concepts/names.csv")?, &["kind", "name", "concepts"])?)?;
    put("rxnorm.tsv", &pick(&read("concepts/rxnorm_products.csv")?, &["rxcui", "concepts"])?)?;
    let mut medicines = read("concepts/medicines.csv")?;
    for row in &mut medicines {
        let memory = get(row, "verification")? == "memory";
        row.insert("unverified".into(), if memory { "1" } else { "" }.into());
    }
    put("medicines.tsv", &pick(&medicines, &["kind", "language", "text", "concepts", "unverified"])?)?;
    Ok(())
}

const UNIT_COLUMNS: [&str; 15] = [
    "concept_id",
    "canonical_unit",
    "ucum_unit",
    "aliases",
    "factor_to_canonical",
    "offset",
    "hard_min",
    "hard_max",
    "soft_min",
    "soft_max",
    "only_min",
    "only_max",
    "bare_min",
    "bare_max",
    "shown",
];

fn codes_tsv(codes: &Rows) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    for row in codes {
        let role = get(row, "role")?;
        // Race, ethnicity and sex codes are read where the Patient is read.
        if role.starts_with("extension") {
            continue;
        }
        let role = find(ROLES, role)?;
        let resource = find(RESOURCES, get(row, "fhir_resource")?)?;
        let memory = if get(row, "verification")? == "memory" { "1" } else { "" };
        let line = [
            get(row, "concept_id")?,
            resource,
            role,
            get(row, "system")?,
            get(row, "code")?,
            get(row, "value_meaning")?,
            memory,
        ];
        out.push_str(&line.join("\t"));
        out.push('\n');
    }
    Ok(out)
}

fn check(codes: &Rows, units: &Rows, labels: &Rows) -> Result<(), Box<dyn Error>> {
    let labelled: BTreeSet<&str> = labels.iter().map(|r| get(r, "concept_id")).collect::<Result<_, _>>()?;
    let mut shown: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for row in units {
        let id = get(row, "concept_id")?;
        if !labelled.contains(id) {
            return Err(format!("units.csv: {id} has no label").into());
        }
        for column in UNIT_COLUMNS.iter().filter(|c| c.contains("_m") || c.contains("factor") || **c == "offset") {
            let text = get(row, column)?;
            if !text.is_empty() && text.parse::<f64>().is_err() {
                return Err(format!("units.csv: {id} {column} is no number: {text}").into());
            }
        }
        let count = shown.entry(id).or_default();
        for word in get(row, "shown")?.split_whitespace() {
            match word {
                "us" => count[0] += 1,
                "si" => count[1] += 1,
                other => return Err(format!("units.csv: {id} is shown in {other}").into()),
            }
        }
    }
    if let Some((id, _)) = shown.iter().find(|(_, n)| **n != [1, 1]) {
        return Err(format!("units.csv: {id} must be shown once in us and once in si").into());
    }
    for row in codes {
        let id = get(row, "concept_id")?;
        let listed = id.starts_with('(') || get(row, "role")?.starts_with("extension") || labelled.contains(id);
        if !listed {
            return Err(format!("codes.csv: {id} has no label").into());
        }
    }
    Ok(())
}

fn find<'a>(table: &[(&str, &'a str)], word: &str) -> Result<&'a str, Box<dyn Error>> {
    table
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, short)| *short)
        .ok_or_else(|| format!("unknown {word}").into())
}

fn pick(rows: &Rows, columns: &[&str]) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    for row in rows {
        let cells: Vec<&str> = columns.iter().map(|c| get(row, c)).collect::<Result<_, _>>()?;
        if let Some(bad) = cells.iter().find(|c| c.contains(['\t', '\n'])) {
            return Err(format!("a cell holds a tab or a line break: {bad}").into());
        }
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    Ok(out)
}

fn get<'a>(row: &'a BTreeMap<String, String>, column: &str) -> Result<&'a str, Box<dyn Error>> {
    row.get(column).map(String::as_str).ok_or_else(|| format!("no column {column}").into())
}

fn read(name: &str) -> Result<Rows, Box<dyn Error>> {
    let path = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("data").join(name);
    let mut reader = csv::Reader::from_path(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let head = reader.headers()?.clone();
    let mut rows = Rows::new();
    for record in reader.records() {
        let record = record.map_err(|e| format!("{name}: {e}"))?;
        rows.push(head.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect());
    }
    Ok(rows)
}

fn put(name: &str, text: &str) -> Result<(), Box<dyn Error>> {
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join(name), text)?;
    Ok(())
}
