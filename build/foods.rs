//! `data/foods` as static tables: foods with their nutrients, meal templates as indices into them.
//! The build fails on an unknown food, a missing name, a number that is none or a flag that is neither 0 nor 1.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::foods_limits;
use crate::rules::table::{Row, Table};

/// In the order of `Food::values`; a blank is NaN.
const NUTRIENTS: [&str; 18] = [
    "energy_kcal",
    "protein_g",
    "fat_g",
    "satfat_g",
    "mufa_g",
    "pufa_g",
    "carb_g",
    "fibre_g",
    "sugar_g",
    "sodium_mg",
    "potassium_mg",
    "phosphorus_mg",
    "calcium_mg",
    "magnesium_mg",
    "iron_mg",
    "vitk_ug",
    "cholesterol_mg",
    "alcohol_g",
];

/// In the order of the bits of `Food::flags`.
const FLAGS: [&str; 11] = [
    "vegetarian",
    "vegan",
    "halal_ok",
    "kosher_ok",
    "gluten_free",
    "nut_free",
    "dairy_free",
    "shellfish_free",
    "egg_free",
    "soy_free",
    "pregnancy_avoid",
];

const CUISINES: [&str; 4] = ["western", "chinese", "mediterranean", "south_asian"];
const SLOTS: [(&str, &str); 4] =
    [("breakfast", "Breakfast"), ("lunch", "Lunch"), ("dinner", "Dinner"), ("snack", "Snack")];

/// Writes the tables into `OUT_DIR`; answers what is wrong with them.
pub(crate) fn write() -> Result<Vec<String>, Box<dyn Error>> {
    let folder = Path::new("data/foods");
    let mut faults = Vec::new();
    let mut out = String::new();
    names(&mut out, "NUTRIENTS", &NUTRIENTS)?;
    names(&mut out, "FLAGS", &FLAGS)?;
    names(&mut out, "CUISINES", &CUISINES)?;
    let extras = extras(folder, &mut faults);
    let index = foods(folder, &extras, &mut out, &mut faults)?;
    for food in extras.keys().filter(|food| !index.contains_key(*food)) {
        faults.push(format!("extras.csv: no food {food}"));
    }
    templates(folder, &index, &mut out, &mut faults)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("foods.rs"), out)?;
    faults.extend(foods_limits::write(&NUTRIENTS, &FLAGS)?);
    Ok(faults)
}

fn names(out: &mut String, table: &str, names: &[&str]) -> std::fmt::Result {
    writeln!(out, "pub(crate) static {table}: [&str; {}] = {names:?};", names.len())
}

fn extras(folder: &Path, faults: &mut Vec<String>) -> BTreeMap<String, u8> {
    let table = Table::open(folder, "extras.csv", &["food", "tier", "origin"], faults);
    let tier = |row: &Row, faults: &mut Vec<String>| match row.get("tier") {
        "1" => 1,
        "2" => 2,
        other => fault(row, "tier", other, faults),
    };
    table.rows.iter().map(|row| (row.get("food").to_owned(), tier(row, faults))).collect()
}

fn foods(
    folder: &Path,
    extras: &BTreeMap<String, u8>,
    out: &mut String,
    faults: &mut Vec<String>,
) -> Result<BTreeMap<String, usize>, Box<dyn Error>> {
    let columns = ["id", "name_en", "name_zh", "group", "cuisines", "default_portion_g", "portion_name_en"];
    let table = Table::open(folder, "foods.csv", &[&columns[..], &NUTRIENTS, &FLAGS].concat(), faults);
    let mut groups: Vec<&str> = table.rows.iter().map(|row| row.get("group")).collect();
    groups.sort_unstable();
    groups.dedup();
    names(out, "GROUPS", &groups)?;
    let mut index = BTreeMap::new();
    writeln!(out, "pub(crate) static FOODS: [Food; {}] = [", table.rows.len())?;
    for (at, row) in table.rows.iter().enumerate() {
        let id = row.get("id");
        if index.insert(id.to_owned(), at).is_some() || id.is_empty() {
            faults.push(format!("{}, row {}: {id:?} is no new name", row.file, row.number));
        }
        let values: Vec<String> = NUTRIENTS.iter().map(|name| nutrient(row, name, faults)).collect();
        let mut flags = 0_u16;
        for (bit, name) in FLAGS.iter().enumerate() {
            match row.get(name) {
                "1" => flags |= 1 << bit,
                "0" => {}
                other => fault(row, name, other, faults),
            }
        }
        let portion = number(row, "default_portion_g", faults);
        let group = groups.iter().position(|group| *group == row.get("group")).unwrap_or_default();
        let tier = extras.get(id).copied().unwrap_or_default();
        let text = |column: &str| format!("{:?}", row.get(column));
        writeln!(
            out,
            "Food {{ id: {id:?}, name_en: {}, name_zh: {}, group: {group}, cuisines: {}, values: [{}], flags: {flags}, \
             portion: {portion:?}, portion_en: {}, portion_zh: {}, tier: {tier} }},",
            text("name_en"),
            text("name_zh"),
            cuisines(row, row.get("cuisines"), faults),
            values.join(", "),
            text("portion_name_en"),
            text("portion_name_zh"),
        )?;
    }
    out.push_str("];\n");
    Ok(index)
}

fn templates(
    folder: &Path,
    index: &BTreeMap<String, usize>,
    out: &mut String,
    faults: &mut Vec<String>,
) -> Result<(), Box<dyn Error>> {
    let columns = ["id", "slot", "cuisine", "name_en", "name_zh", "components", "minutes", "cost_level", "equipment"];
    let table = Table::open(folder, "meals.csv", &columns, faults);
    writeln!(out, "pub(crate) static TEMPLATES: [Template; {}] = [", table.rows.len())?;
    for row in &table.rows {
        let slot = SLOTS.iter().find(|(name, _)| *name == row.get("slot")).map_or("Snack", |(_, slot)| slot);
        if !SLOTS.iter().any(|(name, _)| *name == row.get("slot")) {
            fault::<()>(row, "slot", row.get("slot"), faults);
        }
        let mut parts = String::new();
        for part in row.get("components").split('|') {
            let (food, grams) = part.split_once(':').unwrap_or((part, ""));
            match (index.get(food), grams.parse::<f64>()) {
                (Some(at), Ok(grams)) if grams > 0.0 => write!(parts, "({at}, {grams:?}), ")?,
                _ => fault(row, "components", part, faults),
            }
        }
        writeln!(
            out,
            "Template {{ id: {:?}, slot: Slot::{slot}, cuisine: {}, name_en: {:?}, name_zh: {:?}, parts: &[{parts}], \
             minutes: {:?}, cost: {:?}, equipment: {:?} }},",
            row.get("id"),
            cuisines(row, row.get("cuisine"), faults).trailing_zeros(),
            row.get("name_en"),
            row.get("name_zh"),
            number(row, "minutes", faults),
            number(row, "cost_level", faults),
            row.get("equipment"),
        )?;
    }
    out.push_str("];\n");
    Ok(())
}

/// The source of a nutrient's value.
fn nutrient(row: &Row, column: &str, faults: &mut Vec<String>) -> String {
    // Alcohol is written down only where there is some.
    match row.get(column) {
        "" if column == "alcohol_g" => "0.0".to_owned(),
        "" => "f64::NAN".to_owned(),
        _ => format!("{:?}", number(row, column, faults)),
    }
}

fn number(row: &Row, column: &str, faults: &mut Vec<String>) -> f64 {
    match row.get(column).parse::<f64>() {
        Ok(value) if value.is_finite() && value >= 0.0 => value,
        _ => fault(row, column, row.get(column), faults),
    }
}

/// Cuisines as bits.
fn cuisines(row: &Row, text: &str, faults: &mut Vec<String>) -> u8 {
    let bit = |name: &str, faults: &mut Vec<String>| match CUISINES.iter().position(|one| *one == name) {
        Some(at) => 1 << at,
        None => fault(row, "cuisine", name, faults),
    };
    text.split('|').fold(0, |bits, name| bits | bit(name, faults))
}

fn fault<T: Default>(row: &Row, column: &str, found: &str, faults: &mut Vec<String>) -> T {
    faults.push(format!("{}, row {}, {column}: {found:?} is not understood", row.file, row.number));
    T::default()
}
