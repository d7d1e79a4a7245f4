//! A question put to a table: which rows count, what came to be of them, and who judges.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/words.rs"]
mod said;

use std::collections::BTreeSet;

use bedside::export::model::CardPart;
use bedside::learn::Outcome;
use bedside::learn::split::{Fold, SplitBy, SplitSettings};
use bedside::learn::study::{Asked, StudyQuestion, Training};
use bedside::record::{Cells, Column, Frame, NO_DAY, NO_WORD};
use bedside::session::workbench::StudyRun;
use serde_json::{Value, json};

const ROWS: u32 = 60;

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

/// Twenty persons of three visits each, often at another site; some visits have no day, some no person.
fn visits() -> Frame {
    let day = |row: u32| if row % 13 == 5 { NO_DAY } else { 18_000 + (row * 7 % 60) as i32 };
    let person = |row: u32| if row % 17 == 9 { f64::NAN } else { f64::from(row / 3) };
    let columns = [
        ("x", Cells::Numbers((0..ROWS).map(|row| f64::from(row * 11 % 17)).collect())),
        ("day", Cells::Days((0..ROWS).map(day).collect())),
        (
            "site",
            Cells::Words { codes: (0..ROWS).map(|row| row * 5 % 4).collect(), words: words(&["a", "b", "c", "d"]) },
        ),
        ("person", Cells::Numbers((0..ROWS).map(person).collect())),
        ("sick", Cells::Numbers((0..ROWS).map(|row| f64::from(row % 5 % 2)).collect())),
    ];
    frame(columns)
}

fn frame<const N: usize>(columns: [(&str, Cells); N]) -> Frame {
    Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap()
}

fn question(change: Value) -> Value {
    let outcome = json!({ "task": "binary", "column": "sick", "happened": { "yes": ["1"] } });
    let mut question = json!({ "outcome": outcome, "predictors": ["x"] });
    for (name, value) in change.as_object().unwrap() {
        question[name.as_str()] = value.clone();
    }
    question
}

fn asked(change: Value, frame: &Frame) -> Asked {
    let question: StudyQuestion = serde_json::from_value(question(change)).unwrap();
    Asked::new(&question, frame, SplitBy::Random).unwrap()
}

/// The folds of a study, by rows of the table, and how the persons of its first fold are parted again inside.
fn folds(change: Value, split: Value) -> Vec<Fold> {
    let protocol = json!({ "question": question(change), "model": { "kind": "logistic" }, "split": split });
    let training = Training::new(serde_json::from_value(protocol).unwrap(), &visits()).unwrap();
    let study = training.study();
    let inner = SplitSettings { by: SplitBy::Random, folds: 2, ..SplitSettings::default() }.check().unwrap();
    let inner = inner.nested(study.asked.split_rows(), &study.folds[0]).unwrap();
    let of = |rows: &[u32]| rows.iter().map(|row| study.asked.rows[*row as usize]).collect();
    study.folds.iter().chain(&inner).map(|fold| Fold { train: of(&fold.train), test: of(&fold.test) }).collect()
}

#[test]
fn a_person_is_on_one_side_however_rows_are_parted() {
    let known =
        |rows: &[u32]| -> BTreeSet<u32> { rows.iter().filter(|row| **row % 17 != 9).map(|row| row / 3).collect() };
    let splits = [
        json!({ "by": "random", "folds": 4, "repeats": 2 }),
        json!({ "by": "stratified", "folds": 1 }),
        json!({ "by": "time", "folds": 1 }),
        json!({ "by": "time", "folds": 3 }),
        json!({ "by": "site" }),
    ];
    for split in splits {
        let apart = |named: bool| {
            let mut columns = json!({ "time": "day", "site": "site" });
            if named {
                columns["person"] = json!("person");
            }
            folds(columns, split.clone()).iter().all(|fold| {
                assert!(!fold.train.is_empty() && !fold.test.is_empty(), "{split}");
                known(&fold.train).is_disjoint(&known(&fold.test))
            })
        };
        assert!(apart(true), "{split}");
        assert!(!apart(false), "{split}: the test can fail");
    }
}

#[test]
fn the_later_rows_judge_and_rows_without_a_time_are_on_no_side() {
    let Cells::Days(days) = visits().column("day").unwrap().cells.clone() else { panic!() };
    for count in [1, 3] {
        let made = folds(json!({ "time": "day", "person": "person" }), json!({ "by": "time", "folds": count }));
        for fold in &made[..count] {
            let of = |rows: &[u32]| rows.iter().map(|row| days[*row as usize]).collect::<Vec<i32>>();
            let (train, test) = (of(&fold.train), of(&fold.test));
            assert!(!train.contains(&NO_DAY) && !test.contains(&NO_DAY));
            assert!(train.iter().max() < test.iter().min(), "{train:?} {test:?}");
        }
    }
    // Where rows are parted otherwise, a row without a time counts.
    let all = folds(json!({ "time": "day" }), json!({ "by": "random", "folds": 2 }));
    assert_eq!(all[0].train.len() + all[0].test.len(), ROWS as usize);
}

#[test]
fn each_site_judges_what_the_others_tell() {
    let made = folds(json!({ "site": "site" }), json!({ "by": "site" }));
    let sites = |rows: &[u32]| rows.iter().map(|row| row * 5 % 4).collect::<BTreeSet<u32>>();
    let judged: Vec<BTreeSet<u32>> = made[..4].iter().map(|fold| sites(&fold.test)).collect();
    assert_eq!(judged, [0, 1, 2, 3].map(|site| BTreeSet::from([site])));
    assert!(made[..4].iter().zip(&judged).all(|(fold, site)| sites(&fold.train).is_disjoint(site)));
}

#[test]
fn a_time_runs_from_a_day_to_a_day() {
    let table = frame([
        ("x", Cells::Numbers((0..7).map(f64::from).collect())),
        ("first", Cells::Days(vec![100, 100, 100, NO_DAY, 100, 100, 100])),
        ("last", Cells::Days(vec![400, 101, 100, 400, NO_DAY, 90, 250])),
        ("died", Cells::Words { codes: vec![1, 0, 1, 1, 1, 1, NO_WORD], words: words(&["no", "yes"]) }),
    ]);
    let outcome = |start: &str| {
        json!({
            "task": "survival", "start": start, "time": "last", "event": "died",
            "happened": { "yes": ["yes"] }, "horizon": 365,
        })
    };
    let found = asked(json!({ "outcome": outcome("first") }), &table);
    // Whoever ends on the first day, before it, or on no day has no time; nobody knows whether the last one died.
    assert_eq!(found.rows, [0, 1]);
    assert_eq!(found.outcome, Outcome::Survival { time: vec![300.0, 1.0], event: vec![true, false] });
    let told: Vec<(&str, usize)> = found.left_out.iter().map(|left| (left.why.as_str(), left.rows)).collect();
    assert_eq!(told, [("outcome", 1), ("time", 4)]);
    let question: StudyQuestion = serde_json::from_value(question(json!({ "outcome": outcome("died") }))).unwrap();
    assert_eq!(Asked::new(&question, &table, SplitBy::Random).unwrap_err().key, "study.wrongKind");
}

#[test]
fn filters_of_words_days_and_numbers_keep_who_passes_all_of_them() {
    let table = frame([
        ("x", Cells::Numbers(vec![1.0, 2.0, f64::NAN, 4.0, 5.0, 6.0])),
        ("ward", Cells::Words { codes: vec![0, 1, 2, 0, NO_WORD, 1], words: words(&["a", "b", "c"]) }),
        ("seen", Cells::Days(vec![10, 20, 30, NO_DAY, 50, 60])),
        ("sick", Cells::Numbers(vec![0.0, 1.0, 0.0, 1.0, 0.0, 1.0])),
    ]);
    let kept = |filters: Value| {
        let found = asked(json!({ "population": filters }), &table);
        let told = found.left_out.iter().find(|left| left.why == "population").map_or(0, |left| left.rows);
        assert_eq!(told, 6 - found.rows.len());
        found.rows
    };
    assert_eq!(kept(json!([{ "column": "ward", "words": ["a", "b"] }])), [0, 1, 3, 5]);
    assert_eq!(kept(json!([{ "column": "ward" }])), [0, 1, 2, 3, 5], "no word passes no filter");
    assert_eq!(kept(json!([{ "column": "seen", "least": 20, "most": 50 }])), [1, 2, 4]);
    assert_eq!(kept(json!([{ "column": "seen", "most": 30 }])), [0, 1, 2]);
    assert_eq!(kept(json!([{ "column": "x", "words": ["2", "5"] }])), [1, 4]);
    assert_eq!(kept(json!([{ "column": "x", "least": 2 }])), [1, 3, 4, 5]);
    assert_eq!(kept(json!([{ "column": "ward", "words": ["a", "b"] }, { "column": "seen", "least": 15 }])), [1, 5]);
    let nobody = json!({ "population": [{ "column": "ward", "words": ["d"] }] });
    let question: StudyQuestion = serde_json::from_value(question(nobody)).unwrap();
    assert_eq!(Asked::new(&question, &table, SplitBy::Random).unwrap_err().key, "study.nobody");
}

#[test]
fn page_and_card_have_words_for_every_reason_to_leave_a_row_out() {
    let columns = visits().columns().to_vec();
    let mut cells: Vec<Cells> = columns.iter().map(|column| column.cells.clone()).collect();
    if let [Cells::Numbers(x), _, Cells::Words { codes, .. }, _, Cells::Numbers(sick)] = &mut cells[..] {
        (x[0], codes[1], sick[2]) = (99.0, NO_WORD, f64::NAN);
    }
    let last = Cells::Numbers((0..ROWS).map(|row| if row == 3 { 0.0 } else { f64::from(1 + row) }).collect());
    let named = columns.iter().map(|column| column.name.clone()).chain(["last".to_owned()]);
    let table = named.zip(cells.into_iter().chain([last])).map(|(name, cells)| Column { name, cells }).collect();
    let outcome =
        json!({ "task": "survival", "time": "last", "event": "sick", "happened": { "yes": ["1"] }, "horizon": 30 });
    let change =
        json!({ "outcome": outcome, "site": "site", "time": "day", "population": [{ "column": "x", "most": 90 }] });
    let split = json!({ "by": "time", "folds": 2 });
    let protocol = json!({ "question": question(change), "model": { "kind": "cox" }, "split": split });
    let protocol = serde_json::from_value(protocol).unwrap();
    let frame = Frame::new(table).unwrap();
    let mut run = StudyRun::begin(protocol, &frame, "one", "2026-11-29".parse().unwrap()).unwrap();
    while !run.step().unwrap() {}
    let model = run.finish().unwrap();
    let reasons: Vec<(&str, usize)> = model.file.left_out.iter().map(|(why, rows)| (why.as_str(), *rows)).collect();
    assert_eq!(reasons, [("outcome", 1), ("population", 1), ("site", 1), ("time", 1), ("undated", 5)]);
    let card = model.card();
    let lines = card.sections.iter().flat_map(|section| &section.lines).filter(|line| line.key == "card.leftOut");
    let told: Vec<&CardPart> = lines.map(|line| &line.args["why"]).collect();
    for (why, _) in reasons {
        let key = format!("card.leftOutWhy.{why}");
        assert!(told.contains(&&CardPart::Key(key.clone())), "{told:?}");
        for language in ["en", "zh"] {
            let words = said::catalogue(language);
            assert!(said::has(&words, &key), "{language}: {key}");
            assert!(said::has(&words, &format!("workbench.asked.leftOut.{why}")), "{language}: {why}");
        }
    }
}
