//! What somebody changed of the training table goes with the model: another table is read alike, wherever it is scored.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fmt::Write;

use bedside::collect::cohort::{ColumnChange, DayOrder};
use bedside::export::model::{ModelFile, RowNoteKind};
use bedside::learn::study::Protocol;
use bedside::session::workbench::{Judging, OpenTable, ReadingTable, StudyModel, StudyRun};
use serde_json::json;

/// Three writers of one word, a code for "not known", an age that cannot be.
fn table(smokers: [&str; 4]) -> Vec<u8> {
    let mut text = String::from("age,smoker,visits,died\n");
    for i in 0..240_usize {
        let age = if i == 7 { 560 } else { 40 + i * 7 % 41 };
        let visits = if i % 40 == 3 { 999 } else { i * 5 % 7 };
        let died = ["no", "yes", "no", "YES"][(i / 4 + usize::from(age > 60) + i % 4) % 4];
        writeln!(text, "{age},{},{visits},{died}", smokers[i % 4]).unwrap();
    }
    text.into_bytes()
}

const WRITTEN: [&str; 4] = ["never", "Current", "current", "refused"];

fn opened() -> OpenTable {
    let mut table = ReadingTable::whole("t.csv", table(WRITTEN)).unwrap();
    let change = |name: &str| ColumnChange { name: name.to_owned(), ..ColumnChange::default() };
    let pair = |word: &str, other: &str| vec![[word.to_owned(), other.to_owned()]];
    for change in [
        ColumnChange { same_words: pair("Current", "current"), ..change("smoker") },
        ColumnChange { missing_words: vec!["refused".into()], ..change("smoker") },
        ColumnChange { missing_words: vec!["999".into()], ..change("visits") },
        ColumnChange { least: Some(0.0), most: Some(120.0), ..change("age") },
        ColumnChange { same_words: pair("YES", "yes"), ..change("died") },
        ColumnChange { rename: Some("tobacco".into()), ..change("smoker") },
        ColumnChange { rename: Some("smoker".into()), ..change("tobacco") },
    ] {
        table.change(&change).unwrap();
    }
    table
}

fn model(table: &OpenTable) -> StudyModel {
    let protocol: Protocol = serde_json::from_value(json!({
        "question": {
            "outcome": { "task": "binary", "column": "died", "happened": { "yes": ["yes"] } },
            "predictors": ["age", "smoker", "visits"],
        },
        "model": { "kind": "logistic" },
    }))
    .unwrap();
    let frame = &table.cohort.frame;
    let run = StudyRun::begin(protocol, frame, "mended", "2026-11-29".parse().unwrap()).unwrap();
    let mut run = run.as_changed(&table.cohort);
    while !run.step().unwrap() {}
    run.finish().unwrap()
}

#[test]
fn another_table_is_read_as_the_training_table_was() {
    let table_here = opened();
    let mut model = model(&table_here);
    let trained_on = model.file.scorer.answers(&table_here.cohort.frame).unwrap();
    // As it was written, before anybody changed a cell.
    let raw = ReadingTable::whole("raw.csv", table(WRITTEN)).unwrap();
    assert_eq!(model.file.scorer.answers(&raw.cohort.frame).unwrap(), trained_on);
    let scored = model.score("raw.csv", table(WRITTEN)).unwrap();
    assert_eq!(scored.answered, 240);
    assert!(scored.notes.iter().all(|note| note.row == 7), "{:?}", scored.notes);
    let drift = model.drift("raw.csv", table(WRITTEN)).unwrap().drift;
    assert!(drift.columns.iter().all(|column| column.new_word_rows == 0), "{:?}", drift.columns);
    assert!(drift.columns.iter().all(|column| column.shift.as_ref().unwrap().index < 1e-9), "{:?}", drift.columns);
    // The outcome's words, too: what bears out there is what bore out here.
    let events = model.file.evaluation.events;
    assert!(events > 100);
    assert_eq!(drift.outcome.unwrap().events, events);
    let mut judging = Judging::begin(&model, "raw.csv", table(WRITTEN)).unwrap();
    while !judging.step().unwrap() {}
    assert_eq!(judging.finish().0.before.events, events);
}

#[test]
fn the_file_keeps_it_and_the_card_says_it() {
    let model = model(&opened());
    let text = model.write().unwrap();
    let back = ModelFile::read(&text).unwrap();
    assert_eq!(back.scorer, model.file.scorer);
    assert_eq!(back.scorer.pipeline.mends["smoker"].same["Current"], "current");
    // Files of before this was kept have none, and one edited by hand is looked at.
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    value["scorer"]["pipeline"]["mends"]["age"]["least"] = json!(500.0);
    assert_eq!(ModelFile::read(&value.to_string()).unwrap_err().args["part"], "mends");
    value["scorer"]["pipeline"].as_object_mut().unwrap().remove("mends");
    value.as_object_mut().unwrap().remove("seal");
    let old = ModelFile::read(&value.to_string()).unwrap();
    assert!(old.scorer.pipeline.mends.is_empty());
    let card = model.card();
    let lines = &card.sections.iter().find(|section| section.id == "preparation").unwrap().lines;
    let said = |key: &str| lines.iter().filter(|line| line.key == key).count();
    assert_eq!((said("card.sameWords"), said("card.silentCells")), (2, 2));
    assert_eq!((said("card.silentBelow"), said("card.silentAbove")), (1, 1));
}

#[test]
fn numbers_that_became_words_are_joined_as_well() {
    let text = |first: &str| {
        let rows = (0..60)
            .map(|i| format!("{},{}\n", [first, "1", "2"][i % 3], u8::from(i % 3 == 2 || i % 5 == 0)))
            .collect::<String>();
        format!("grade,y\n{rows}").into_bytes()
    };
    let mut table = ReadingTable::whole("t.csv", text("one")).unwrap();
    let same_words = vec![["1".to_owned(), "one".to_owned()], ["2".to_owned(), "two".to_owned()]];
    let change = ColumnChange { name: "grade".into(), same_words, ..ColumnChange::default() };
    table.change(&change).unwrap();
    let protocol = json!({
        "question": { "outcome": { "task": "binary", "column": "y", "happened": { "yes": ["1"] } }, "predictors": ["grade"] },
        "model": { "kind": "logistic" },
    });
    let protocol: Protocol = serde_json::from_value(protocol).unwrap();
    let run = StudyRun::begin(protocol, &table.cohort.frame, "grades", "2026-11-29".parse().unwrap()).unwrap();
    let mut run = run.as_changed(&table.cohort);
    while !run.step().unwrap() {}
    let mut model = run.finish().unwrap();
    // A later table holds numbers alone.
    let scored = model.score("n.csv", text("1")).unwrap();
    assert_eq!((scored.answered, scored.notes.len()), (60, 0));
    let raw = ReadingTable::whole("n.csv", text("1")).unwrap().cohort.frame;
    let answers = model.file.scorer.answers(&raw).unwrap();
    assert!(answers[0] == answers[1] && answers[1] != answers[2]);
}

#[test]
fn cells_that_cannot_be_read_are_told_row_by_row() {
    let mut model = model(&opened());
    let row = |i: usize| match i {
        0 => "about 60,current,2",
        1 => "不详,never,3",
        2 => "61,never,many",
        3 => "560,refused,999",
        4 => "62岁,never,4",
        _ => "60,never,1",
    };
    // Few odd cells among numbers, and so many that the column is read as words.
    for (rows, more) in [(150, ""), (5, ""), (150, "?x")] {
        let mut text = String::from("age,smoker,visits\n");
        (0..rows).for_each(|i| writeln!(text, "{}{}", row(i), if i == 9 { more } else { "" }).unwrap());
        let words = [("notes.unreadable", "Not read ({columns})"), ("note", "remark"), ("answer", "risk")];
        let words = words.map(|(key, word)| (key.to_owned(), word.to_owned())).into();
        let scored = model.score_in("n.csv", text.into_bytes(), &words).unwrap();
        let told: Vec<(u32, &[u32])> = scored
            .notes
            .iter()
            .filter(|note| note.what == RowNoteKind::Unreadable)
            .map(|note| (note.row, &note.columns[..]))
            .collect();
        let more = if more.is_empty() { &[][..] } else { &[(9, &[2][..])] };
        assert_eq!(told, [&[(0, &[0][..]), (2, &[2]), (3, &[0])], more].concat(), "{rows}");
        assert_eq!(scored.answered, rows);
        let lines: Vec<&str> = scored.csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "age,smoker,visits,margin,risk,remark");
        // What was written stays, whether it could be read or not.
        assert!(lines[1].starts_with("about 60,current,2,") && lines[1].ends_with(",Not read (age)"), "{}", lines[1]);
        assert!(lines[3].contains("many"), "{}", lines[3]);
    }
}

#[test]
fn a_file_is_made_into_the_columns_that_the_model_reads() {
    let text = |faulty: bool| {
        let mut text = String::from("bp,seen,ill\n");
        for row in 0..120_u32 {
            let (upper, lower) = (110 + row * 7 % 60, 60 + row * 5 % 30);
            let ill = if upper + row % 25 > 150 { "yes" } else { "no" };
            writeln!(text, "{upper}/{lower},0{}/0{}/2020,{ill}", row % 9 + 1, row % 8 + 1).unwrap();
        }
        if faulty {
            text += "one,cell,too,many\n";
        }
        text.into_bytes()
    };
    let mut table = ReadingTable::whole("bp.csv", text(false)).unwrap();
    let of = |name: &str| ColumnChange { name: name.into(), ..ColumnChange::default() };
    for change in [
        ColumnChange { divide: Some(["upper".into(), "lower".into()]), ..of("bp") },
        ColumnChange { rename: Some("systolic".into()), ..of("upper") },
        ColumnChange { day_order: Some(DayOrder::DayFirst), ..of("seen") },
    ] {
        table.change(&change).unwrap();
    }
    let protocol = json!({
        "question": {
            "outcome": { "task": "binary", "column": "ill", "happened": { "yes": ["yes"] } },
            "predictors": ["systolic", "lower", "seen"],
        },
        "model": { "kind": "logistic" },
    });
    let protocol: Protocol = serde_json::from_value(protocol).unwrap();
    let run = StudyRun::begin(protocol, &table.cohort.frame, "bp", "2026-11-29".parse().unwrap()).unwrap();
    let mut run = run.as_changed(&table.cohort);
    while !run.step().unwrap() {}
    let trained = run.finish().unwrap();
    let card = trained.card();
    let lines = &card.sections.iter().find(|section| section.id == "preparation").unwrap().lines;
    for key in ["card.divided", "card.renamed", "card.dayFirst"] {
        assert_eq!(lines.iter().filter(|line| line.key == key).count(), 1, "{key}");
    }
    // Through its file, on the same rows as they are written, and one that cannot be read.
    let mut model = StudyModel::open(&trained.write().unwrap()).unwrap();
    let scored = model.score("raw.csv", text(true)).unwrap();
    assert_eq!((scored.answered, scored.read.faulty.rows, scored.read.faulty.first[0].row), (120, 1, 122));
    let heading = scored.csv.lines().next().unwrap().to_owned();
    assert!(heading.trim_start_matches('\u{feff}').starts_with("bp,seen,ill,"), "the table as it came: {heading}");
    let told = model.drift("raw.csv", text(true)).unwrap();
    assert!(told.drift.columns.iter().all(|column| column.shift.as_ref().unwrap().index < 1e-9));
    assert_eq!(told.read.faulty.rows, 1);
    let mut judging = Judging::begin(&model, "raw.csv", text(true)).unwrap();
    while !judging.step().unwrap() {}
    let told = judging.finish().0;
    assert_eq!((told.before.rows, told.read.faulty.rows), (120, 1));
}

#[test]
fn codes_stand_in_a_scored_table_as_they_were_written() {
    let mut model = model(&opened());
    let mut text = String::from("number,card,age,smoker,visits\n");
    (0..30).for_each(|i| writeln!(text, "{i:06},11010519491231{:04},60,never,1", i * 7).unwrap());
    let scored = model.score("n.csv", text.into_bytes()).unwrap();
    let lines: Vec<&str> = scored.csv.trim_start_matches('\u{feff}').lines().collect();
    assert!(
        lines[1].starts_with("000000,110105194912310000,60,") && lines[2].starts_with("000001,110105194912310007,60,")
    );
}
