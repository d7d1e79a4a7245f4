//! `model.json`: reads back as it was, and refuses what was cut, edited or is of another version; a table scored by it, held
//! against it, and its card.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use bedside::export::model::{
    CardPart, Conformal, MODEL_FORMAT, MODEL_VERSION, ModelFile, RowNoteKind, ShiftReading, State, TrainingTable, card,
    drift, item_ids, score_table, scored_csv,
};
use bedside::learn::conformal::Sets;
use bedside::learn::study::{Protocol, Training};
use bedside::math::Draws;
use bedside::record::{Cells, Column, Frame, NO_WORD};
use serde_json::{Value, json};

/// People whose outcome follows age and site.
fn table(rows: u32, shift: f64) -> Frame {
    let draws = |stream: u32| Draws::new(5, stream);
    let age: Vec<f64> = (0..rows).map(|i| 60.0 + shift + 10.0 * draws(1).normal(i)).collect();
    let bmi = (0..rows).map(|i| if i % 8 == 1 { f64::NAN } else { 27.0 + 4.0 * draws(2).normal(i) }).collect();
    let site: Vec<u32> = (0..rows).map(|i| if i % 23 == 4 { NO_WORD } else { draws(3).bits(i) % 3 }).collect();
    let happens = |i: usize| (age[i] - 60.0) / 10.0 + f64::from(site[i] == 1) + draws(4).normal(i as u32) > 0.5;
    let died = (0..rows as usize).map(|i| u32::from(happens(i))).collect();
    let days = (0..rows).map(|i| 18_000 + (draws(6).bits(i) % 700) as i32).collect();
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let columns = [
        ("age", Cells::Numbers(age.clone())),
        ("bmi", Cells::Numbers(bmi)),
        ("site", Cells::Words { codes: site.clone(), words: words(&["北", "南", "东"]) }),
        ("seen", Cells::Days(days)),
        ("died", Cells::Words { codes: died, words: words(&["no", "yes"]) }),
    ];
    Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap()
}

fn study(model: Value, frame: &Frame) -> ModelFile {
    let protocol: Protocol = serde_json::from_value(json!({
        "question": {
            "outcome": { "task": "binary", "column": "died", "happened": { "yes": ["yes"] } },
            "predictors": ["age", "bmi", "site", "seen"], "groups": ["site"],
            "population": [{ "column": "age", "least": 20.0 }],
        },
        "model": model, "split": { "folds": 3 },
    }))
    .unwrap();
    let mut training = Training::new(protocol, frame).unwrap();
    let table = training.study().asked.clone();
    while !training.step().unwrap() {}
    let trained = training.finish().unwrap();
    let bedside::learn::Outcome::Binary(y) = &table.outcome else { panic!() };
    let sets = Sets::of(&trained.held.answers, y, 0.1, false).unwrap();
    ModelFile {
        format: MODEL_FORMAT.into(),
        version: MODEL_VERSION,
        name: "死亡 model".into(),
        created: "2026-11-29".into(),
        engine: "0.1.0".into(),
        protocol: trained.protocol,
        scorer: trained.scorer,
        conformal: Some(Conformal::Sets(sets)),
        coefficients: trained.coefficients,
        notes: trained.notes,
        evaluation: trained.evaluation,
        external: Vec::new(),
        statements: BTreeMap::from([("3b".to_owned(), "For teaching only.".to_owned())]),
        reshaped: Vec::new(),
        training: TrainingTable::of(&table.frame, &trained.held.answers),
        left_out: table.left_out.iter().map(|one| (one.why.clone(), one.rows)).collect(),
        seal: None,
    }
}

#[test]
fn what_was_changed_after_it_was_saved_is_found() {
    let text = LOGISTIC.write().unwrap();
    assert_eq!(ModelFile::read(&text).unwrap(), *LOGISTIC);
    let value: Value = serde_json::from_str(&text).unwrap();
    // Another program may lay it out otherwise.
    assert_eq!(ModelFile::read(&serde_json::to_string_pretty(&value).unwrap()).unwrap(), *LOGISTIC);
    let read = |change: &dyn Fn(&mut Value)| {
        let mut value = value.clone();
        change(&mut value);
        ModelFile::read(&value.to_string())
    };
    let key = |change: &dyn Fn(&mut Value)| read(change).unwrap_err();
    assert_eq!(key(&|file| file["scorer"]["predictor"]["weights"][0] = json!(5.0)).key, "modelFile.edited");
    assert_eq!(key(&|file| file["evaluation"]["binary"]["brier"] = json!(0.01)).key, "modelFile.edited");
    // What cannot be is found without a seal as well.
    type Change = fn(&mut Value);
    let cannot: [Change; 7] = [
        |file| file["evaluation"]["binary"]["area"]["value"] = json!(7),
        |file| file["evaluation"]["binary"]["area"]["value"] = json!(0.99),
        |file| file["evaluation"]["rows"] = json!(1_000_000_000),
        |file| file["evaluation"]["events"] = json!(3),
        |file| file["evaluation"]["folds"][0] = json!(1.5),
        |file| file["evaluation"]["foldMean"] = json!(0.5),
        |file| file["evaluation"]["binary"]["histogram"][0] = json!([9, 9]),
    ];
    for (at, change) in cannot.iter().enumerate() {
        let error = key(&|file| {
            file.as_object_mut().unwrap().remove("seal");
            change(file);
        });
        assert_eq!((error.key.as_str(), error.args["part"].as_str()), ("modelFile.broken", "evaluation"), "{at}");
    }
    let bare = read(&|file| drop(file.as_object_mut().unwrap().remove("seal"))).unwrap();
    assert_eq!(bare.notes.last().unwrap().key, "unsealed");
    // That stays known when it is saved again.
    assert_eq!(ModelFile::read(&bare.write().unwrap()).unwrap().notes, bare.notes);
}

static LOGISTIC: LazyLock<ModelFile> =
    LazyLock::new(|| study(json!({ "kind": "logistic", "penalty": "none" }), &table(400, 0.0)));

#[test]
fn what_is_no_model_of_this_version_says_so() {
    let text = LOGISTIC.write().unwrap();
    let key = |text: &str| ModelFile::read(text).unwrap_err().key;
    for cut in [0, 1, 40, text.len() / 2, text.len() - 3] {
        assert_eq!(key(&text[..(0..=cut).rev().find(|at| text.is_char_boundary(*at)).unwrap()]), "modelFile.cutShort");
    }
    assert_eq!(key("nothing"), "modelFile.unreadable");
    assert_eq!(key("{\"format\":\"bedside-record\",\"version\":1}"), "modelFile.other");
    assert_eq!(key("[1]"), "modelFile.unreadable");
    let other = ModelFile::read(&text.replace("\"version\":1,\"name\"", "\"version\":2,\"name\"")).unwrap_err();
    assert_eq!((other.key.as_str(), &*other.args["version"], &*other.args["known"]), ("modelFile.version", "2", "1"));
    let odd = ModelFile::read(&text.replacen("\"created\"", "\"made\"", 1)).unwrap_err();
    assert_eq!((odd.key.as_str(), &*odd.args["line"]), ("modelFile.unreadable", "1"));
    assert!(odd.args["problem"].contains("made"), "{odd}");
}

#[test]
fn what_was_edited_by_hand_is_refused() {
    let whole = serde_json::to_value(&*LOGISTIC).unwrap();
    let edits = [
        ("/name", json!(" ")),
        ("/name", json!("x".repeat(201))),
        ("/created", json!("2026-02-30")),
        ("/created", json!("2026-02")),
        ("/format", json!("bedside")),
        ("/protocol/version", json!(2)),
        ("/protocol/question/predictors", json!(["age"])),
        ("/protocol/question/outcome", json!({ "task": "continuous", "column": "age" })),
        ("/scorer/pipeline/version", json!(9)),
        ("/scorer/pipeline/scale", json!([1.0])),
        ("/scorer/predictor/weights", json!([1.0])),
        ("/scorer/task", json!({ "task": "survival", "horizon": 1.0 })),
        ("/conformal/misses", json!(1.0)),
        ("/conformal/limits", json!([2.0, 0.5])),
        ("/conformal", json!({ "kind": "band", "misses": 0.1, "reach": 1.0 })),
        ("/coefficients/estimate", json!([1.0])),
        ("/statements", json!({ "99": "x" })),
        ("/training/rows", json!(3)),
        ("/training/columns/0/spread/edges", json!([3.0, 1.0])),
        ("/training/columns/0/spread/counts", json!([u64::MAX, u64::MAX])),
    ];
    for (place, wrong) in edits {
        let mut edited = whole.clone();
        *edited.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = wrong.clone();
        let read = ModelFile::read(&edited.to_string());
        assert!(read.is_err(), "{place} = {wrong}");
    }
    assert!(ModelFile::read(&whole.to_string()).is_ok());
}

#[test]
fn a_table_is_scored_with_what_must_be_known_of_its_rows() {
    let model = &*LOGISTIC;
    let mut columns = table(6, 0.0).columns()[..4].to_vec();
    columns[0].cells = Cells::Numbers(vec![60.0, 61.0, 5.0, 62.0, 63.0, 64.0]);
    columns[2].cells = Cells::Words { codes: vec![0, 1, 0, 1, 1, 0], words: vec!["北".into(), "=西".into()] };
    let frame = Frame::new(columns).unwrap();
    let scored = score_table(model, &frame).unwrap();
    assert!(scored.answers.iter().all(|p| (0.0..=1.0).contains(p)) && scored.classes.len() == 6);
    let told: Vec<(u32, RowNoteKind, &str)> = scored
        .notes
        .iter()
        .map(|note| (note.row, note.what, scored.columns[note.columns[0] as usize].as_str()))
        .collect();
    let fresh = |row| (row, RowNoteKind::NewWord, "site");
    assert_eq!(told, [fresh(1), (2, RowNoteKind::Outside, "age"), fresh(3), fresh(4)]);
    let text = scored_csv(&frame, &scored).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(lines.next().unwrap(), "age,bmi,site,seen,margin,answer,classes,note");
    let second = lines.nth(1).unwrap();
    // No cell starts a formula.
    assert!(second.starts_with("61,,'=西,20") && second.ends_with("newWord: site"), "{second}");
    let less = Frame::new(frame.columns()[..2].to_vec()).unwrap();
    assert_eq!(score_table(model, &less).unwrap_err().key, "modelFile.lacksColumns");

    // A cell that nothing fills leaves a row of a logistic model without an answer.
    let mut bare = model.clone();
    for column in &mut bare.scorer.pipeline.columns {
        if let bedside::prepare::pipeline::Source::Number { fill, .. } = &mut column.source {
            *fill = None;
        }
    }
    let scored = score_table(&bare, &frame).unwrap();
    assert!(scored.answers[1].is_nan() && scored.classes[1] == 3);
    assert!(scored.notes.iter().any(|note| (note.row, note.what) == (1, RowNoteKind::Missing)));
}

#[test]
fn a_table_is_held_against_the_training_table() {
    let model = &*LOGISTIC;
    // The same people: nothing moved, and the answers bear out.
    let same = drift(model, &table(400, 0.0)).unwrap();
    assert!(same.columns.iter().all(|column| column.shift.as_ref().unwrap().index < 1e-9));
    // Ends are five rows from the end: whoever stands there is nobody by himself.
    assert!(same.columns.iter().all(|column| column.below < 5 && column.above < 5));
    let borne = same.outcome.unwrap();
    assert!((borne.calibration.unwrap().ratio.value - 1.0).abs() < 0.05 && borne.rows == 400);
    // Ten years older.
    let moved = drift(model, &table(400, 10.0)).unwrap();
    let age = &moved.columns[0];
    let shift = age.shift.as_ref().unwrap();
    assert_eq!(shift.reading, ShiftReading::Much);
    assert!(age.above > 0 && shift.by_chance < 0.1 && (shift.now.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(moved.columns[2].shift.as_ref().unwrap().reading, ShiftReading::Little);
    assert!((moved.columns[1].missing[1] - 0.125).abs() < 1e-12);
    // Without outcomes, and with a new word.
    let mut columns = table(60, 0.0).columns()[..4].to_vec();
    columns[2].cells =
        Cells::Words { codes: (0..60).map(|i| i % 2).collect(), words: vec!["北".into(), "西".into()] };
    let fresh = drift(model, &Frame::new(columns).unwrap()).unwrap();
    assert_eq!((fresh.columns[2].new_words.clone(), fresh.columns[2].new_word_rows), (vec![("西".into(), 30)], 30));
    assert_eq!(fresh.no_outcome.unwrap().key, "study.noColumn");
    // The column of the place is grouped by, and need not be there to judge the answers.
    let mut grouped = model.clone();
    grouped.protocol.question.groups.push("ward".into());
    grouped.protocol.question.person = Some("person".into());
    assert!(drift(&grouped, &table(400, 0.0)).unwrap().outcome.is_some());
    assert!(fresh.outcome.is_none() && fresh.rows == [400, 60]);
}

/// What population stability is, worked by hand: parts 1/2 and 1/2 become 1/4 and 3/4.
#[test]
fn the_index_is_the_one_worked_by_hand() {
    let column = |yes: u32| {
        let cells =
            Cells::Words { codes: (0..80).map(|i| u32::from(i < yes)).collect(), words: vec!["a".into(), "b".into()] };
        Column { name: "site".into(), cells }
    };
    let replace = |yes: u32| {
        let mut columns = table(80, 0.0).columns().to_vec();
        columns[2] = column(yes);
        Frame::new(columns).unwrap()
    };
    let mut model = LOGISTIC.clone();
    model.training.columns[2] = TrainingTable::of(&replace(40), &[]).columns[2].clone();
    let found = drift(&model, &replace(60)).unwrap();
    let want = 0.25 * 1.5_f64.ln() + -0.25 * 0.5_f64.ln();
    let shift = found.columns[2].shift.as_ref().unwrap();
    assert!((shift.index - want).abs() < 1e-12 && shift.reading == ShiftReading::Much, "{}", shift.index);
    assert!((shift.by_chance - 1.0 / 40.0).abs() < 1e-12);
}

fn words(language: &str) -> Value {
    let text = std::fs::read_to_string(format!("www/locales/{language}/deploy.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The sentence of a key; the places in it.
fn sentence<'w>(words: &'w Value, key: &str) -> &'w str {
    key.split('.')
        .try_fold(words, |at, part| at.get(part))
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("no words: {key}"))
}

#[test]
fn the_card_says_everything_in_both_languages() {
    let mut model = LOGISTIC.clone();
    model.notes = ["separation", "collinear", "constantColumn", "notConverged", "newer"]
        .map(|key| bedside::learn::FitNote { key: key.into(), columns: vec![0] })
        .to_vec();
    let other = card(&model);
    let line = |id: &str| other.sections.iter().flat_map(|section| &section.lines).find(|line| line.key == id).unwrap();
    let CardPart::Text(settings) = &line("card.settings").args["settings"] else { panic!() };
    assert!(settings.contains("penalty none"), "{settings}");
    assert_eq!(line("card.promisedSets").args["share"], CardPart::Text("90.0".into()));
    model.conformal = Some(Conformal::Band(bedside::learn::conformal::Band { misses: 0.2, reach: Some(1.0) }));
    model.protocol.search = Some(serde_json::from_value(json!({ "spaces": [] })).unwrap());
    model
        .external
        .push(bedside::export::model::External { name: "second".into(), evaluation: model.evaluation.clone() });
    model.left_out = BTreeMap::from([("population".into(), 3), ("outcome".into(), 1), ("time".into(), 1)]);
    let made = card(&model);
    let ids: Vec<&str> = made.sections.iter().map(|section| section.id.as_str()).collect();
    let all = "model data outcome predictors preparation protocol performance calibration subgroups external limits";
    assert_eq!(ids.join(" "), all);
    assert_eq!(made.statements, [("3b".to_owned(), "For teaching only.".to_owned())]);
    let state = |card: &bedside::export::model::StudyCard, id: &str| {
        card.items.iter().find(|item| item.id == id).unwrap().state
    };
    assert_eq!((state(&made, "3b"), state(&made, "16"), state(&other, "16")), (State::Said, State::Part, State::None));
    assert_eq!((state(&made, "14"), state(&made, "2"), state(&made, "23a")), (State::Part, State::Author, State::Met));
    for language in ["en", "zh"] {
        let words = words(language);
        for section in made.sections.iter().chain(&other.sections) {
            sentence(&words, &format!("card.sections.{}", section.id));
            for line in &section.lines {
                let said = sentence(&words, &line.key);
                for name in line.args.keys() {
                    assert!(said.contains(&format!("{{{name}}}")), "{language}: {} does not say {name}", line.key);
                }
                assert_eq!(said.matches('{').count(), line.args.len(), "{language}: {}", line.key);
            }
            let parts = section.lines.iter().flat_map(|line| line.args.values());
            for part in parts.chain(section.tables.iter().flat_map(|table| table.rows.iter().flatten())) {
                if let CardPart::Key(key) = part {
                    sentence(&words, key);
                }
            }
            for key in section.tables.iter().flat_map(|table| table.head.iter().chain([&table.title])) {
                sentence(&words, key);
            }
        }
        for id in item_ids() {
            sentence(&words, &format!("card.items.{id}"));
        }
        for state in ["met", "said", "part", "author", "not", "none"] {
            sentence(&words, &format!("card.states.{state}"));
        }
        for kind in "leastSquares elasticNet logistic firth cox hazards boosting forest additive net".split(' ') {
            sentence(&words, &format!("card.kinds.{kind}"));
        }
    }
}

/// A file of the first version, kept as it was written: later builds read it. `BEDSIDE_WRITE_FIXTURES=1` writes it anew.
#[test]
fn a_file_of_the_first_version_is_read() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/learn/model.json");
    if std::env::var_os("BEDSIDE_WRITE_FIXTURES").is_some() {
        let model = json!({ "kind": "boosting", "trees": 3, "depth": 2 });
        std::fs::write(&path, study(model, &table(60, 0.0)).write().unwrap()).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap();
    let read = ModelFile::read(&text).unwrap();
    assert!(read.write().unwrap() == text, "it is written as it was");
    assert!(read.scorer.answers(&table(60, 0.0)).unwrap().iter().all(|p| (0.0..=1.0).contains(p)));
}

/// Paths of all values below one, but for most of the figures, which are many and alike.
fn places(value: &Value, path: &str, into: &mut Vec<String>) {
    let step = if path.contains("/binary/") { 29 } else { 1 };
    match value {
        Value::Object(map) => map.iter().for_each(|(name, inner)| places(inner, &format!("{path}/{name}"), into)),
        Value::Array(list) => {
            list.iter().enumerate().step_by(step).for_each(|(i, inner)| places(inner, &format!("{path}/{i}"), into));
        }
        _ => {}
    }
    into.push(path.to_owned());
}

/// Whatever one value is changed to, the file is refused, or all that is made of it is made without a panic.
#[test]
fn one_value_changed_breaks_nothing() {
    let text = std::fs::read_to_string("tests/fixtures/learn/model.json").unwrap();
    let mut whole: Value = serde_json::from_str(&text).unwrap();
    // With its seal every one of them would be refused.
    whole.as_object_mut().unwrap().remove("seal");
    let mut all = Vec::new();
    places(&whole, "", &mut all);
    assert!(all.len() > 300, "{}", all.len());
    let people = table(8, 0.0);
    let (mut refused, mut taken) = (0, 0);
    for (turn, place) in all.iter().enumerate() {
        let others = [
            json!(null),
            json!(-1),
            json!(0),
            json!(1e300),
            json!(u64::MAX),
            json!(0.5),
            json!("x"),
            json!([]),
            json!({}),
        ];
        // Three of these for each value, all of these over the values.
        for other in others.iter().cycle().skip(turn * 4 % 9).take(3) {
            let mut changed = whole.clone();
            *changed.pointer_mut(place).unwrap() = other.clone();
            let Ok(model) = ModelFile::read(&changed.to_string()) else {
                refused += 1;
                continue;
            };
            taken += 1;
            let written = model.write().unwrap();
            assert!(ModelFile::read(&written).unwrap().write().unwrap() == written, "{place} = {other}");
            if let Ok(scored) = score_table(&model, &people) {
                scored_csv(&people, &scored).unwrap();
            }
            let _ = drift(&model, &people);
            card(&model);
            let _ = bedside::export::model::onnx(&model.name, &model.scorer);
        }
    }
    assert!(refused > 300 && taken > 100, "{refused} {taken}");
}
