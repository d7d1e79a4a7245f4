//! Food allergies by words: what a text says of the foods that a plan of meals can leave out, and whether it says
//! something that nobody here understood. The first is avoided, the second is asked about before any meal is planned.

use super::context::Context;
use super::entry::{self, Entry, Place};
use super::table::{Kind, Meaning, Row, System, Table, table};
use super::{medicine, rule, text};
use crate::recommend::{Facts, Provenance, Tri};
use crate::record::VerificationStatus;

/// Method of the rules that hold the words of one food (`data/bridge/rules.csv`).
const METHOD: &str = "food";
/// The rule whose words are of no food: pollen, medicines, reactions.
const NO_FOOD: &str = "food_none";
/// What a condition, or a name of a portal, must say to be an allergy.
const ALLERGIC: &str = "allergy|allergic|allergies|anaphylaxis|anaphylactic|hypersensitivity|过敏";
/// What a name of a portal may say instead.
const INTOLERANT: &str = "intolerance|intolerant|不耐受";
/// An allergy to a food that is not named.
const SOME_FOOD: &str = "food&allergy|food&allergies|food&allergic|food&hypersensitivity|食物&过敏|食品&过敏";

/// Names whose words stand in a text.
fn named(table: &Table, plain: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for part in parts(plain) {
        found.extend(foods(table).filter(|(_, yes, no)| says(&part, yes, no)).map(|(name, ..)| name));
    }
    found
}

/// Each name of a food allergy with the words that mean it and those that mean something else.
fn foods(table: &Table) -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    table.names.iter().enumerate().filter(|(_, name)| name.kind == Kind::Allergy).filter_map(|(index, name)| {
        let rule = name.computed.iter().filter_map(|rule| table.rule(*rule)).find(|rule| rule.method == METHOD)?;
        Some((index, rule.yes, rule.no))
    })
}

fn says(part: &str, yes: &str, no: &str) -> bool {
    text::plain_says(part, yes) && !text::plain_says(part, no)
}

/// What a part begins with that denies an allergy ("no known food allergy"); a fig (无花果) begins so and denies nothing.
const DENIES: &[&str] =
    &["no ", "nil ", "none ", "denies ", "否认", "没有", "暂无", "未发现", "无已知", "无食物", "无过敏", "无明确"];

/// A list written as one text, in its parts; what is denied is none.
fn parts(plain: &str) -> Vec<String> {
    let mut joined = plain.to_owned();
    for word in [" and ", " or ", " & ", "和", "及", "与", "或"] {
        joined = joined.replace(word, ",");
    }
    let pieces = joined.split([',', ';', '/', '+', '、', '，', '；', '\n']).map(|part| part.trim().to_owned());
    pieces.filter(|part| !part.is_empty() && !DENIES.iter().any(|word| part.starts_with(word))).collect()
}

/// Whether a part of a text is understood: a food, or something that is none.
fn is_read(table: &Table, part: &str) -> bool {
    let no_food = table.rules.iter().find(|rule| rule.id == NO_FOOD);
    let spelled = [part.to_owned(), format!("{part} allergy"), format!("allergy to {part}"), format!("{part}过敏")];
    spelled.iter().any(|text| !table.of_text(text).is_empty())
        || foods(table).any(|(_, yes, no)| says(part, yes, no))
        || no_food.is_some_and(|rule| says(part, rule.yes, rule.no))
        || !medicine::of_text(table, part).is_empty()
}

/// Rows of the foods that an entry names in words, beside what its codes mean.
pub(super) fn rows(entry: &Entry, table: &Table, others: &[Row]) -> Vec<Row> {
    let looks = match entry.place {
        Place::Allergy => true,
        // What a code of a problem list means is told by its own rule.
        Place::Condition => others.is_empty() && entry.says(ALLERGIC),
        _ => false,
    };
    if !looks {
        return Vec::new();
    }
    let names = entry.plains.iter().flat_map(|plain| named(table, plain));
    names.map(|name| Row { name, meaning: Meaning::Active, unverified: false }).collect()
}

/// Notes each entry that may be an allergy to a food which no name covers, or of which nobody is sure.
pub(super) fn note_open(context: &Context, facts: &mut Facts) {
    for entry in context.entries.iter().filter(|entry| is_open(context, entry)) {
        facts.note_food_allergy(&entry.shown());
    }
}

fn is_open(context: &Context, entry: &Entry) -> bool {
    let table = context.table;
    if !entry.active || entry.verification == VerificationStatus::Refuted {
        return false;
    }
    let is_food =
        |row: &&Row| table.name(row.name) == "lactose_intolerance" || foods(table).any(|(food, ..)| food == row.name);
    let verdicts: Vec<Option<Tri>> =
        entry.rows.iter().filter(is_food).map(|row| rule::verdict(context, entry, *row)).collect();
    let undecided = || !verdicts.contains(&Some(Tri::True)) && verdicts.contains(&Some(Tri::Unknown));
    match entry.place {
        Place::Condition if entry.rows.is_empty() => {
            let icd = [System::Icd10, System::Icd10Cm];
            entry.says(SOME_FOOD) || entry.has_code(&icd, "T78.0") || entry.has_code(&icd, "Z91.01")
        }
        Place::Condition => undecided(),
        Place::Allergy => {
            let coded = entry.codes.iter().any(|(system, code)| !table.of_code(*system, code).is_empty());
            if (coded || entry.name.is_some()) && !entry.rows.is_empty() {
                return undecided();
            }
            // Codes of medicines are of no food.
            if coded
                || entry.codes.iter().any(|(system, _)| *system == System::Atc)
                || entry::names_statin(entry, table)
            {
                return false;
            }
            let mut said = entry.plains.iter().take(1).flat_map(|plain| parts(plain));
            entry.plains.is_empty() || said.any(|part| !is_read(table, &part)) || undecided()
        }
        _ => false,
    }
}

/// Reads the allergies that a portal named in words which the rules lack (`peanut_allergy`): those that mean a known
/// food are set, the others noted as not understood.
pub fn food_allergies_of_names(facts: &mut Facts) {
    let table = table();
    for name in facts.not_understood.clone() {
        let plain = text::plain(&name.replace('_', " ")).into_owned();
        if !text::plain_says(&plain, ALLERGIC) && !text::plain_says(&plain, INTOLERANT) {
            continue;
        }
        for index in named(table, &plain) {
            let _ = facts.add_dx(table.name(index), Tri::True, Provenance::default());
        }
        if parts(&plain).iter().any(|part| !is_read(table, part)) {
            facts.note_food_allergy(&name);
        }
    }
}
