//! A model read back from its file explains people without the table it was trained on: what is kept for that, that it is
//! the same as with the table, that no person is kept, and what is said of an older file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support {
    pub(crate) mod fitted;
}

use std::collections::BTreeMap;

use bedside::explain::model::{
    Against, Background, CellValue, Dependence, DependenceSettings, ImportanceSettings, Movable, cases, ranges,
};
use bedside::export::model::RowNoteKind;
use bedside::math::Draws;
use bedside::record::{Cells, Column, Frame};
use bedside::session::workbench::{
    CaseTold, Dependent, Reasoning, Shuffling, StudyModel, StudyRun, TypedCell, Who, open_shipped, shipped,
};
use serde_json::{Value, json};
use support::fitted::{KINDS, scorer, some, table};

#[test]
fn what_is_kept_explains_as_the_table_does() {
    let (frame, people) = (table(), some(&table(), 0..40));
    for kind in KINDS {
        let scorer = scorer(kind);
        let kept = Background::of(&scorer, &frame).unwrap();
        assert!(kept.fits(&scorer), "{kind}");
        let text = serde_json::to_string(&kept).unwrap();
        let kept: Background = serde_json::from_str(&text).unwrap();
        let against = Against::table(&scorer, &frame, 0, 1).unwrap();
        let with_table = cases(&scorer, &people, &against).unwrap();
        assert_eq!(cases(&scorer, &people, &kept.against()).unwrap(), with_table, "{kind}");
        for (kept, table) in kept.ranges.iter().zip(ranges(&scorer, &frame).unwrap()) {
            let within = kept.low >= table.low && kept.low - table.low < 1.0 && kept.high <= table.high;
            assert!(within && (kept.spread, kept.whole) == (table.spread, table.whole), "{kind} {kept:?} {table:?}");
        }
        let settings = DependenceSettings { lines: 0, rows: 300, ..DependenceSettings::default() };
        for column in ["age", "smoker", "seen"] {
            let mut moving = Dependence::begin(&scorer, &frame, column, settings).unwrap();
            while !moving.step().unwrap() {}
            let (kept, mut told) = (kept.dependence(&scorer, column).unwrap().unwrap(), moving.finish());
            told.points.retain(|point| kept.points.iter().any(|kept| kept.value == point.value));
            assert_eq!(kept, told, "{kind} {column}");
            assert!(kept.points.len() >= if column == "smoker" { 2 } else { 15 }, "{kind} {column}");
        }
        assert_eq!(kept.dependence(&scorer, "idle").unwrap_err().key, "explain.noColumn");
    }
}

#[test]
fn nothing_of_fewer_than_five_rows_is_kept() {
    let (scorer, frame) = (scorer("logistic"), table());
    let kept = |rows: std::ops::Range<u32>| Background::of(&scorer, &some(&frame, rows)).unwrap();
    let few = kept(0..4);
    assert!(few.ranges.is_empty() && few.curves.is_empty(), "{few:?}");
    let kept = kept(0..30);
    let Cells::Numbers(mut age) = some(&frame, 0..30).column("age").unwrap().cells.clone() else { panic!() };
    age.retain(|age| age.is_finite());
    age.sort_by(f64::total_cmp);
    let range = kept.ranges.iter().find(|range| range.column == "age").unwrap();
    assert_eq!((range.low, range.high), (age[4], age[age.len() - 5]));
    for curve in &kept.curves {
        assert!(
            curve.points.iter().all(|point| !matches!(point.value, CellValue::Word(_)) || point.near >= 5),
            "{curve:?}"
        );
    }
}

#[test]
fn what_was_edited_does_not_fit() {
    let scorer = scorer("logistic");
    let kept = Background::of(&scorer, &table()).unwrap();
    type Edit = fn(&mut Background);
    let edits: [Edit; 7] = [
        |b| b.means.truncate(1),
        |b| b.means[0] = f64::NAN,
        |b| b.ranges[0].column = "other".into(),
        |b| b.ranges[0].low = 1e9,
        |b| b.ranges[0].spread = -1.0,
        |b| b.curves[0].points.clear(),
        |b| b.curves[0].points[0].mean = Some(f64::INFINITY),
    ];
    for (at, edit) in edits.iter().enumerate() {
        let mut edited = kept.clone();
        edit(&mut edited);
        assert!(!edited.fits(&scorer), "{at}");
    }
}

/// People whose outcome follows `age` and `site`.
fn people(rows: u32) -> Frame {
    let draws = |stream: u32| Draws::new(21, stream);
    let age: Vec<f64> = (0..rows).map(|i| (60.0 + 10.0 * draws(1).normal(i)).round()).collect();
    let site: Vec<u32> = (0..rows).map(|i| draws(3).bits(i) % 3).collect();
    let happens = |i: usize| (age[i] - 60.0) / 10.0 + f64::from(site[i] == 1) + draws(4).normal(i as u32) > 0.5;
    let died = (0..rows as usize).map(|i| u32::from(happens(i))).collect();
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let columns = [
        ("age", Cells::Numbers(age.clone())),
        ("site", Cells::Words { codes: site.clone(), words: words(&["北", "南", "东"]) }),
        ("seen", Cells::Days((0..rows).map(|i| 18_000 + (draws(6).bits(i) % 700) as i32).collect())),
        ("died", Cells::Words { codes: died, words: words(&["no", "yes"]) }),
    ];
    Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap()
}

fn trained(model: Value) -> StudyModel {
    let protocol = json!({
        "question": {
            "outcome": { "task": "binary", "column": "died", "happened": { "yes": ["yes"] } },
            "predictors": ["age", "site", "seen"],
        },
        "model": model, "split": { "folds": 2 },
    });
    let day = "2026-11-29".parse().unwrap();
    let mut run = StudyRun::begin(serde_json::from_value(protocol).unwrap(), &people(240), "opened", day).unwrap();
    while !run.step().unwrap() {}
    run.finish().unwrap()
}

fn told(model: &StudyModel, who: &Who, threshold: f64) -> CaseTold {
    let movable = ["age", "site", "seen"].map(|column| Movable { column: column.to_owned(), ..Movable::default() });
    let mut reasoning = Reasoning::begin(model, who, movable.to_vec(), threshold).unwrap();
    let mut before = 0.0;
    while !reasoning.step().unwrap() {
        let now = reasoning.progress();
        assert!((before..=1.0).contains(&now), "{before} {now}");
        before = now;
    }
    assert_eq!(reasoning.progress(), 1.0);
    reasoning.finish()
}

fn typed(cells: &[(&str, &str)]) -> Who {
    Who::Typed(cells.iter().map(|(name, text)| ((*name).to_owned(), TypedCell::Text((*text).to_owned()))).collect())
}

/// Row 5, as it would be typed.
fn row_five() -> Who {
    let frame = people(240);
    let Cells::Numbers(age) = &frame.column("age").unwrap().cells else { panic!() };
    let Cells::Words { codes, words } = &frame.column("site").unwrap().cells else { panic!() };
    let Cells::Days(days) = &frame.column("seen").unwrap().cells else { panic!() };
    let day = bedside::record::date_of(days[5]).unwrap().to_string();
    typed(&[("age", &age[5].to_string()), ("site", &words[codes[5] as usize]), ("seen", &day)])
}

#[test]
fn a_person_typed_is_explained_as_the_row_was() {
    for kind in ["logistic", "forest", "boosting", "additive", "net"] {
        let model = trained(json!({ "kind": kind }));
        let opened = StudyModel::open(&model.write().unwrap()).unwrap();
        assert!(model.lacks().is_empty());
        assert_eq!(opened.lacks(), ["importance", "nearest", "lines"]);
        let (here, there) = (told(&model, &Who::Row(5), 0.35), told(&opened, &row_five(), 0.35));
        assert_eq!(here.cases.cases[0].parts, there.cases.cases[0].parts, "{kind}");
        assert_eq!(here.counterfactual, there.counterfactual, "{kind}");
        assert!(here.counterfactual.unwrap().left_out.iter().any(|one| one.why == "day"), "{kind}");
        assert_eq!((here.near.len(), there.near.len()), (5, 0), "{kind}");
        // With the table at hand, whoever is typed has alike people too: the row itself first.
        let near = told(&model, &row_five(), 0.35).near;
        assert!(near[0].near.distance < 1e-12 && near.len() == 5, "{kind}");
        assert_eq!(Shuffling::begin(&opened, ImportanceSettings::default()).err().unwrap().key, "workbench.noTable");
        assert_eq!(Reasoning::begin(&opened, &Who::Row(5), vec![], 0.5).err().unwrap().key, "workbench.noTable");
        let curve = Dependent::begin(&opened, "age", DependenceSettings::default()).unwrap().finish().unwrap();
        assert!(curve.points.len() > 5 && curve.lines.is_empty() && curve.rows == 240, "{kind}");
    }
}

#[test]
fn rows_of_a_scored_file_and_what_is_typed_wrongly() {
    let mut model = StudyModel::open(&trained(json!({ "kind": "logistic" })).write().unwrap()).unwrap();
    let refused = |model: &StudyModel, who: Who| Reasoning::begin(model, &who, vec![], 0.5).err().unwrap();
    assert_eq!(refused(&model, Who::Scored(0)).key, "explain.notScored");
    let csv = "more,seen,site,age\n1,2020-01-02,南,61\n2,,,140\n";
    model.score("people.csv", csv.as_bytes().to_vec()).unwrap();
    let first = told(&model, &Who::Scored(0), 0.2);
    let as_typed = told(&model, &typed(&[("age", "61"), ("site", "南"), ("seen", "2020-01-02")]), 0.2);
    assert_eq!(first, as_typed);
    let outside = &told(&model, &Who::Scored(1), 0.2).notes;
    assert!(outside.iter().any(|note| note.what == RowNoteKind::Outside && note.columns == ["age"]), "{outside:?}");
    assert_eq!(refused(&model, Who::Scored(2)).key, "explain.noRow");
    let error = refused(&model, typed(&[("age", "old")]));
    assert_eq!((error.key.as_str(), error.args["column"].as_str()), ("explain.notNumber", "age"));
    assert_eq!(refused(&model, typed(&[("age", "inf")])).key, "explain.notNumber");
    assert_eq!(refused(&model, typed(&[("seen", "2020-13-01")])).key, "explain.notDay");
    assert_eq!(refused(&model, typed(&[("died", "no")])).key, "explain.noColumn");
    let new_word = &told(&model, &typed(&[("age", " 61 "), ("site", "西")]), 0.2).notes;
    assert!(new_word.iter().any(|note| note.what == RowNoteKind::NewWord), "{new_word:?}");
    let number = Who::Typed(BTreeMap::from([("age".to_owned(), TypedCell::Number(61.0))]));
    assert_eq!(told(&model, &number, 0.2), told(&model, &typed(&[("age", "61")]), 0.2));
    let who: Who = serde_json::from_str(r#"{ "typed": { "age": 61 } }"#).unwrap();
    assert_eq!(who, number);
}

#[test]
fn an_older_file_opens_and_says_what_it_cannot() {
    let text = trained(json!({ "kind": "logistic" })).write().unwrap();
    let mut old: Value = serde_json::from_str(&text).unwrap();
    let background = old["training"].as_object_mut().unwrap().remove("background").unwrap();
    old.as_object_mut().unwrap().remove("seal");
    let model = StudyModel::open(&old.to_string()).unwrap();
    assert_eq!(model.lacks(), ["importance", "nearest", "lines", "means", "ranges", "dependence"]);
    let told = told(&model, &row_five(), 0.35);
    let case = &told.cases.cases[0];
    let sum = case.parts.iter().fold(told.cases.base, |sum, part| sum + part.amount);
    assert!((sum - case.margin.unwrap()).abs() < 1e-12);
    let left_out = &told.counterfactual.as_ref().unwrap().left_out;
    assert!(left_out.iter().any(|one| one.column == "age" && one.why == "noRange"), "{left_out:?}");
    let moved = Dependent::begin(&model, "age", DependenceSettings::default());
    assert_eq!(moved.err().unwrap().key, "workbench.noTable");
    // Edited, it is refused.
    let mut edited: Value = serde_json::from_str(&text).unwrap();
    edited["training"]["background"]["means"] = json!([]);
    assert_eq!(StudyModel::open(&edited.to_string()).unwrap_err().key, "modelFile.broken");
    edited["training"]["background"] = background;
    edited["training"]["background"]["people"] = json!([]);
    assert_eq!(StudyModel::open(&edited.to_string()).unwrap_err().key, "modelFile.unreadable");
}

#[test]
fn every_model_that_ships_explains_somebody_typed() {
    for id in shipped() {
        let model = open_shipped(id).unwrap();
        assert_eq!(model.lacks(), ["importance", "nearest", "lines"], "{id}");
        let column = model.file.scorer.pipeline.columns[0].name.clone();
        let middle =
            model.file.training.background.as_ref().unwrap().ranges.iter().find(|range| range.column == column);
        let middle = middle.map(|range| f64::midpoint(range.low, range.high)).unwrap();
        let who = Who::Typed(BTreeMap::from([(column.clone(), TypedCell::Number(middle))]));
        let movable = vec![Movable { column: column.clone(), ..Movable::default() }];
        let mut reasoning = Reasoning::begin(&model, &who, movable, 0.3).unwrap();
        while !reasoning.step().unwrap() {}
        let told = reasoning.finish();
        assert!(told.cases.cases[0].answer.is_some() && told.counterfactual.is_some(), "{id}");
        let curve = Dependent::begin(&model, &column, DependenceSettings::default()).unwrap().finish().unwrap();
        assert!(curve.points.len() > 5, "{id}");
    }
}
