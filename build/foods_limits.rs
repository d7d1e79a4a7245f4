//! `data/foods/limits.csv` and `energy.csv` as static tables; the rules of the limits are the recommender's to compile.
//! The build fails on a source that no table cites, a flag, group, food or nutrient that no food has, a number that is none.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::rules::table::{Row, Table};

const ACTIVITIES: [(&str, &str); 4] =
    [("inactive", "inactive"), ("low_active", "lowActive"), ("active", "active"), ("very_active", "veryActive")];

/// Writes the tables into `OUT_DIR`; answers what is wrong with them.
pub(crate) fn write(nutrients: &[&str], flags: &[&str]) -> Result<Vec<String>, Box<dyn Error>> {
    let folder = Path::new("data/foods");
    let mut faults = Vec::new();
    let mut out = String::new();
    let cited = sources(folder, &mut out, &mut faults)?;
    let foods = Table::open(folder, "foods.csv", &["id", "group"], &mut faults);
    let of = |column: &str| -> BTreeSet<&str> { foods.rows.iter().map(|row| row.get(column)).collect() };
    let (ids, groups) = (of("id"), of("group"));
    let columns = ["kind", "code", "pattern", "rule", "key", "scope", "min", "max", "per", "source", "verification"];
    let table = Table::open(folder, "limits.csv", &columns, &mut faults);
    let names: Vec<&str> = groups.iter().copied().collect();
    writeln!(out, "pub(super) static GROUPS: &[&str] = &{names:?};")?;
    writeln!(out, "pub(super) static LIMITS: &[LimitRow] = &[")?;
    for row in &table.rows {
        let key = row.get("key");
        let known = match row.get("kind") {
            "limit" => match key.strip_prefix("group:").and_then(|group| group.strip_suffix("_g")) {
                Some(group) => groups.contains(group),
                None => nutrients.contains(&key) || key == "satfat_pct" || key == "carb_pct",
            },
            "flag" => flags.contains(&key),
            "group" => groups.contains(key),
            "foods" => key.split('|').all(|food| ids.contains(food)),
            _ => key.is_empty(),
        };
        if !known {
            fault(row, "key", &mut faults);
        }
        if !["", "each_day", "mean_per_day"].contains(&row.get("scope")) {
            fault(row, "scope", &mut faults);
        }
        if !["", "kg", "1000kcal"].contains(&row.get("per")) {
            fault(row, "per", &mut faults);
        }
        if !cited.contains(row.get("source")) {
            fault(row, "source", &mut faults);
        }
        let text = |column: &str| format!("{:?}", row.get(column));
        writeln!(
            out,
            "LimitRow {{ code: {}, pattern: {}, kind: {}, key: {}, scope: {}, min: {}, max: {}, per: {}, source: {}, verification: {} }},",
            text("code"),
            text("pattern"),
            text("kind"),
            text("key"),
            text("scope"),
            number(row, "min", &mut faults),
            number(row, "max", &mut faults),
            text("per"),
            text("source"),
            text("verification"),
        )?;
    }
    out.push_str("];\n");
    energy(folder, &mut out, &mut faults)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("meal_limits.rs"), out)?;
    Ok(faults)
}

/// Sources of the foods and those of the recommender that limits name; a DOI only where the recommender confirmed it.
fn sources(folder: &Path, out: &mut String, faults: &mut Vec<String>) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let own = Table::open(folder, "sources.csv", &["id", "citation", "doi"], faults);
    let others =
        Table::open(Path::new("data/recommend"), "sources.csv", &["id", "citation", "doi", "doi_status"], faults);
    let confirmed: BTreeSet<&str> =
        others.rows.iter().filter(|row| row.get("doi_status") == "confirmed").map(|row| row.get("doi")).collect();
    let mut all: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for row in own.rows.iter().chain(&others.rows) {
        let doi = if confirmed.contains(row.get("doi")) { row.get("doi") } else { "" };
        all.entry(row.get("id")).or_insert((row.get("citation"), doi));
    }
    writeln!(out, "pub(super) static SOURCES: &[(&str, &str, &str)] = &[")?;
    let limits = Table::open(folder, "limits.csv", &["source"], faults);
    let used: BTreeSet<&str> = limits.rows.iter().map(|row| row.get("source")).chain(["dri_2023"]).collect();
    for (id, (citation, doi)) in all.iter().filter(|(id, _)| used.contains(**id)) {
        writeln!(out, "({id:?}, {citation:?}, {doi:?}),")?;
    }
    out.push_str("];\n");
    Ok(all.keys().map(|id| (*id).to_owned()).collect())
}

fn energy(folder: &Path, out: &mut String, faults: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    let columns = ["equation", "sex", "activity", "constant", "per_kg", "per_cm", "per_year"];
    let table = Table::open(folder, "energy.csv", &columns, faults);
    writeln!(out, "pub(super) static ENERGY: &[EnergyRow] = &[")?;
    for row in table.rows.iter().filter(|row| row.get("equation") == "eer_2023") {
        let activity = ACTIVITIES.iter().find(|(name, _)| *name == row.get("activity"));
        let Some((_, activity)) = activity else {
            fault(row, "activity", faults);
            continue;
        };
        write!(out, "EnergyRow {{ male: {}, activity: {activity:?}", row.get("sex") == "male")?;
        for column in ["constant", "per_kg", "per_cm", "per_year"] {
            match row.get(column).parse::<f64>() {
                Ok(value) => write!(out, ", {column}: {value:?}")?,
                Err(_) => fault(row, column, faults),
            }
        }
        out.push_str(" },\n");
    }
    out.push_str("];\n");
    Ok(())
}

fn number(row: &Row, column: &str, faults: &mut Vec<String>) -> String {
    match row.get(column) {
        "" => "None".to_owned(),
        text => match text.parse::<f64>() {
            Ok(value) if value.is_finite() => format!("Some({value:?})"),
            _ => {
                fault(row, column, faults);
                "None".to_owned()
            }
        },
    }
}

fn fault(row: &Row, column: &str, faults: &mut Vec<String>) {
    faults.push(format!("{}, row {}, {column}: {:?} is not understood", row.file, row.number, row.get(column)));
}
