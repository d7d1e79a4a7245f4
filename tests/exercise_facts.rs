//! The tables of `data/exercise` hold together: codes, bands, sources, growth, words in both languages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

type Rows = Vec<BTreeMap<String, String>>;

fn rows(name: &str) -> Rows {
    let path = support::repository().join("data/exercise").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn list(cell: &str) -> Vec<&str> {
    cell.split('|').filter(|part| !part.is_empty()).collect()
}

#[test]
fn every_activity_is_whole() {
    let codes: BTreeSet<String> = rows("stop_signs.csv").iter().map(|row| row["code"].clone()).collect();
    let conditions: BTreeSet<String> =
        rows("person.csv").iter().filter(|row| row["kind"] == "unsuitable").map(|row| row["code"].clone()).collect();
    let activities = rows("activities.csv");
    assert_eq!(activities.len(), 112);
    let ids: BTreeSet<&str> = activities.iter().map(|row| row["id"].as_str()).collect();
    assert_eq!(ids.len(), 112, "an id twice");
    for row in &activities {
        let id = &row["id"];
        let met: f64 = row["met"].parse().unwrap();
        let band = if met < 3.0 {
            "light"
        } else if met < 6.0 {
            "moderate"
        } else {
            "vigorous"
        };
        assert_eq!(row["intensity"], band, "{id}");
        let of_edition = if row["met_edition"] == "2024" { &row["met_2024"] } else { &row["met_2011"] };
        assert_eq!(met, of_edition.parse::<f64>().unwrap(), "{id}");
        assert!(["aerobic", "strength", "balance", "flexibility"].contains(&row["kind"].as_str()), "{id}");
        assert!(["indoor", "outdoor", "both"].contains(&row["place"].as_str()), "{id}");
        assert!(["low", "high"].contains(&row["impact"].as_str()), "{id}");
        assert!(["self", "asked"].contains(&row["offered"].as_str()), "{id}");
        assert!(list(&row["unsuitable_with"]).iter().all(|code| conditions.contains(*code)), "{id}");
        let stops = list(&row["stop_signs"]);
        assert!(stops.contains(&"general") && stops.iter().all(|code| codes.contains(*code)), "{id}");
        if met >= 3.0 {
            assert!(list(&row["unsuitable_with"]).contains(&"unstable_cardiac"), "{id}");
        }
    }
}

#[test]
fn the_things_of_the_engine_are_those_of_the_tables() {
    assert_eq!(bedside::plan::exercise::equipment_ids(), bedside::plan::exercise::EQUIPMENT);
}

/// What bars an action bars the plan: the rules say the same in both tables.
#[test]
fn the_rules_are_those_of_the_actions() {
    let mut reader = csv::Reader::from_path(support::repository().join("data/recommend/actions.csv")).unwrap();
    let actions: Rows = reader.deserialize().map(|row| row.unwrap()).collect();
    let exclude = |id: &str| actions.iter().find(|row| row["id"] == id).unwrap()["exclude"].clone();
    let person = rows("person.csv");
    let rule = |kind: &str, code: &str| {
        person.iter().find(|row| row["kind"] == kind && row["code"] == code).unwrap()["rule"].clone()
    };
    let heart = rule("no_plan", "unstable_cardiac");
    assert_eq!(rule("unsuitable", "unstable_cardiac"), heart);
    assert_eq!(format!("{heart} or {}", rule("no_plan", "very_high_pressure")), exclude("ex_aerobic"));
    assert_eq!(format!("{heart} or {}", rule("no_vigorous", "excluded")), exclude("ex_vigorous"));
    let pregnancy = rule("no_plan", "pregnancy_complication");
    for part in exclude("ex_pregnancy").split(" or ") {
        assert!(pregnancy.contains(part) || heart.contains(part), "{part}");
    }
}

#[test]
fn programmes_have_twelve_weeks_that_never_shrink() {
    let activities = rows("activities.csv");
    let sources: BTreeSet<String> = rows("sources.csv").iter().map(|row| row["id"].clone()).collect();
    let mut programmes: BTreeMap<String, Rows> = BTreeMap::new();
    for row in rows("programmes.csv") {
        for id in list(&row["activity_ids"]) {
            assert!(activities.iter().any(|a| a["id"] == id), "{id}");
        }
        assert!(list(&row["source"]).iter().all(|id| sources.contains(*id)));
        programmes.entry(row["programme"].clone()).or_default().push(row);
    }
    assert_eq!(programmes.len(), 5);
    for (id, weeks) in programmes {
        let numbers: Vec<u32> = weeks.iter().map(|row| row["week"].parse().unwrap()).collect();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>(), "{id}");
        let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<u32>().unwrap_or(0);
        for pair in weeks.windows(2) {
            let total = |row| number(row, "sessions_per_week") * number(row, "work_min").max(number(row, "sets"));
            assert!(total(&pair[1]) >= total(&pair[0]), "{id} shrinks after week {}", pair[0]["week"]);
            assert!(number(&pair[1], "sets") >= number(&pair[0], "sets"), "{id}");
        }
    }
}

#[test]
fn tables_are_those_of_the_shared_facts() {
    let Some(shared) = support::shared_file("facts/foods/exercise.csv") else { return };
    let mut reader = csv::Reader::from_path(shared).unwrap();
    let facts: Rows = reader.deserialize().map(|row| row.unwrap()).collect();
    let ours = rows("activities.csv");
    assert_eq!(facts.len(), ours.len());
    for (fact, row) in facts.iter().zip(&ours) {
        for (column, value) in row.iter().filter(|(column, _)| *column != "offered") {
            assert_eq!(&fact[column], value, "{}, {column}", row["id"]);
        }
    }
}

#[test]
fn every_code_has_its_words_in_both_languages() {
    for language in ["en", "zh"] {
        let path = support::repository().join("www/locales").join(language).join("movement.json");
        let words: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let has = |branch: &str, key: &str| {
            assert!(!words["movement"][branch][key].is_null(), "{language}: movement.{branch}.{key}");
        };
        for row in rows("activities.csv") {
            has("activities", &row["id"]);
        }
        for thing in bedside::plan::exercise::equipment_ids() {
            has("things", &thing);
        }
        for row in rows("stop_signs.csv") {
            has("stops", &row["code"]);
        }
        for row in rows("programmes.csv") {
            has("programmes", &row["programme"]);
            has("intensity", &row["intensity"]);
        }
        for row in rows("person.csv") {
            match row["kind"].as_str() {
                "unsuitable" => has("conditions", &row["code"]),
                "no_plan" => has("reasons", &row["code"]),
                _ => {}
            }
            if !row["maybe"].is_empty() {
                has("confirm", &row["code"]);
            }
        }
    }
}
