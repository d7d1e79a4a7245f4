//! Every key that the engine may speak has its sentence in both languages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "support/words.rs"]
mod said;
mod support;

use said::{catalogue, has};
use serde_json::Value;

/// Literal keys of `Error::new(Kind::…, "key")` in the sources, and of floor 5 also those that go a longer way there.
fn error_keys() -> Vec<(String, String)> {
    let mut keys = Vec::new();
    for path in support::files_below(&support::repository().join("src"), ".rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let name = || path.file_name().unwrap().to_string_lossy().into_owned();
        let rooms = ["learn.", "measure.", "pipeline.", "study.", "workbench."];
        let of_floor_5 = code.split('"').skip(1).filter(|text| {
            rooms.iter().any(|room| text.strip_prefix(room).is_some_and(|key| key.chars().all(char::is_alphabetic)))
        });
        keys.extend(of_floor_5.map(|key| (key.to_owned(), name())));
        for part in code.split("Error::new(").skip(1) {
            let Some((_, rest)) = part.split_once("Kind::") else { continue };
            let Some((kind, rest)) = rest.split_once(',') else { continue };
            let literal = rest.trim_start().strip_prefix('"').and_then(|r| r.split_once('"')).map(|(key, _)| key);
            if let (true, Some(key)) = (kind.chars().all(char::is_alphanumeric), literal) {
                keys.push((key.to_owned(), name()));
            }
        }
    }
    keys
}

#[test]
fn every_error_has_its_sentence_in_both_languages() {
    let keys = error_keys();
    assert!(keys.len() > 30, "only {} keys were found: the search is broken", keys.len());
    for language in ["en", "zh"] {
        let catalogue = catalogue(language);
        let missing: Vec<_> = keys.iter().filter(|(key, _)| !has(&catalogue, key)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
        assert!(!has(&catalogue, "no.such.key"));
    }
}

/// What is noted of a table: literal keys of `TableNote::of("key"`.
#[test]
fn every_note_of_a_table_has_its_sentence_in_both_languages() {
    let mut keys = std::collections::BTreeSet::new();
    for path in support::files_below(&support::repository().join("src/collect/cohort"), ".rs") {
        let text = std::fs::read_to_string(path).unwrap();
        let literals = text.split("TableNote::of(\"").skip(1).filter_map(|rest| rest.split_once('"'));
        keys.extend(literals.map(|(key, _)| format!("cohort.notes.{key}")));
    }
    assert!(keys.len() >= 9, "{keys:?}");
    for language in ["en", "zh"] {
        let words = catalogue(language);
        let missing: Vec<&String> = keys.iter().filter(|key| !has(&words, key)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}

/// Every key has its sentence in both languages.
fn assert_words(keys: &[String]) {
    assert!(keys.len() > 10, "only {} keys: the search is broken", keys.len());
    for language in ["en", "zh"] {
        let words = catalogue(language);
        let missing: Vec<&String> = keys.iter().filter(|key| !has(&words, key)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}

#[test]
fn every_name_the_engine_lists_has_its_words_in_both_languages() {
    let catalog = bedside::session::catalog();
    let mut keys = Vec::new();
    for action in &catalog.actions {
        keys.push(format!("actions.{}.title", action.id));
        keys.push(format!("actions.{}.do", action.id));
        keys.extend(action.cautions.iter().map(|code| format!("cautions.{code}")));
    }
    for equation in &catalog.equations {
        keys.push(format!("outcomes.{}", equation.outcome));
        keys.push(format!("questions.{}", equation.question));
        keys.extend(equation.bands.iter().map(|band| format!("bands.{}", band.id)));
        keys.extend(equation.codes.iter().map(|code| format!("reasons.{}", code.key)));
    }
    keys.extend(catalog.fields.iter().map(|field| format!("fields.{}.label", field.name)));
    // A number that is asked for says in which unit; symbols are the same in every language.
    let symbols = ["%", "10^9/L", "count", "kg/m2", "mg/g", "mmHg", "mmol/L", "nmol/L", "ratio", "score"];
    let units = catalog.fields.iter().filter(|field| field.kind == "number").map(|field| field.unit.as_str());
    let worded = units
        .filter(|unit| !unit.is_empty() && !symbols.contains(unit))
        .map(|unit| format!("units.{}", unit.replace('.', "_")));
    keys.extend(worded);
    keys.extend(catalog.concepts.iter().map(|concept| format!("concepts.{}", concept.id)));
    for name in &catalog.names {
        let list = match name.kind.as_str() {
            "dx" => "conditions",
            "allergy" => "allergies",
            "gene" => "genes",
            "food" => "foods",
            _ => "medicines",
        };
        keys.push(format!("{list}.{}", name.name));
    }
    assert_words(&keys);
}

/// Equations that are said to come first somewhere, though they may not ship.
#[test]
fn every_equation_of_the_regions_has_a_name() {
    let path = support::repository().join("data/regions/regions.csv");
    let mut table = csv::Reader::from_path(path).unwrap();
    let heads = table.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (question, first, others) = (at("question"), at("first_choice"), at("alternatives"));
    let mut keys = Vec::new();
    for row in table.records().map(Result::unwrap).filter(|row| &row[question] == "cardiovascular") {
        let others = row[others].split(';').filter_map(|other| other.split_once('=')).map(|(family, _)| family);
        keys.extend(others.chain([&row[first]]).map(|family| format!("families.{family}")));
    }
    assert_words(&keys);
}

#[test]
fn every_headline_equation_says_in_both_languages_how_it_was_checked() {
    let catalog = bedside::session::catalog();
    let mut keys = Vec::new();
    for equation in catalog.equations.iter().filter(|one| one.question == "cardiovascular") {
        for room in ["families", "sources.how", "sources.licences"] {
            keys.push(format!("{room}.{}", equation.family));
        }
        keys.push(format!("populations.{}", equation.population));
        keys.push(format!("events.{}", equation.outcome));
        keys.push(format!("outcomes.{}", equation.outcome));
        if !equation.variant.is_empty() {
            keys.push(format!("sources.models.{}", equation.variant));
        }
    }
    assert_words(&keys);
    for language in ["en", "zh"] {
        let words = catalogue(language);
        // A key may hold dots: the example's own source, as its table writes it.
        let sources = words.pointer("/check/sources").unwrap();
        for example in bedside::score::run_examples() {
            assert!(sources.get(&example.source).is_some(), "{language}: {}", example.source);
        }
    }
}

/// A space beside a Chinese character: the page's own type sets the gap between scripts.
fn spaced(sentence: &str) -> bool {
    let han =
        |c: Option<char>| c.is_some_and(|c| ('\u{3400}'..='\u{9fff}').contains(&c) || "，。：；！？（）“”".contains(c));
    let letters: Vec<char> = sentence.chars().collect();
    (0..letters.len()).any(|at| {
        letters[at] == ' '
            && (han(at.checked_sub(1).and_then(|b| letters.get(b)).copied()) || han(letters.get(at + 1).copied()))
    })
}

#[test]
fn chinese_sentences_have_no_space_beside_a_character_and_full_punctuation() {
    fn each(value: &Value, path: &str, into: &mut Vec<String>) {
        match value {
            Value::Object(inner) => inner.iter().for_each(|(key, value)| each(value, &format!("{path}.{key}"), into)),
            Value::String(text) if spaced(text) || half_width(text) => into.push(format!("{path}: {text}")),
            _ => {}
        }
    }
    /// A half-width comma, colon or the like right after a Chinese character.
    fn half_width(text: &str) -> bool {
        let letters: Vec<char> = text.chars().collect();
        letters.windows(2).any(|two| ('\u{3400}'..='\u{9fff}').contains(&two[0]) && ",;:!?".contains(two[1]))
    }
    assert!(spaced("第 1 步") && spaced("，1 步 ") && !spaced("1.5 mg/dL") && half_width("好,") && !half_width("好，"));
    let mut found = Vec::new();
    each(&catalogue("zh"), "", &mut found);
    assert!(found.is_empty(), "{found:#?}");
}
