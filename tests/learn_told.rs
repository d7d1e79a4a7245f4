//! What an analyst is told without asking: columns that nothing uses, days that come too late, and what cannot be had for a
//! kind of outcome.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fmt::Write as _;

use bedside::error::Error;
use bedside::learn::study::{Protocol, StudyQuestion};
use bedside::math::Draws;
use bedside::prepare::quality::LeakWhy;
use bedside::score::model::Recalibration;
use bedside::session::workbench::{OpenTable, ReadingTable, StudyModel, StudyRun};
use serde_json::{Value, json};

/// People seen on a day, discharged later, born before; how long until a fall.
fn table() -> OpenTable {
    let draws = Draws::new(5, 3);
    let mut text = String::from("age,unit,seen,born,discharged,fell,weeks,ended\n");
    for row in 0..400_u32 {
        let age = 50.0 + 40.0 * draws.uniform(row * 4);
        let weeks = -draws.uniform(row * 4 + 1).ln() * 60.0 / ((age - 70.0) / 12.0).exp();
        let fell = weeks < 80.0;
        let weeks = weeks.min(80.0) + 0.1;
        let born = 2020 - (age as u32);
        let (month, day) = (row % 12 + 1, row % 27 + 1);
        let (unit, ended) = (if row < 200 { "A" } else { "B" }, 2021 + u32::from(weeks > 40.0));
        writeln!(
            text,
            "{age:.1},{unit},2020-{month:02}-{day:02},{born}-05-17,2020-{month:02}-{:02},{},{weeks:.2},{ended}-06-01",
            day + 1,
            if fell { "yes" } else { "no" },
        )
        .unwrap();
    }
    ReadingTable::whole("falls.csv", text.into_bytes()).unwrap()
}

fn question(from: Value) -> StudyQuestion {
    serde_json::from_value(from).unwrap()
}

fn fell() -> Value {
    json!({ "task": "binary", "column": "fell", "happened": { "yes": ["yes"] } })
}

fn weeks() -> Value {
    json!({ "task": "survival", "time": "weeks", "event": "fell", "happened": { "yes": ["yes"] }, "horizon": 52.0 })
}

fn begun(protocol: Protocol) -> Result<StudyRun, Error> {
    StudyRun::begin(protocol, &table().cohort.frame, "falls.csv", "2026-01-01".parse().unwrap())
}

fn trained(protocol: Value) -> StudyModel {
    let protocol: Protocol = serde_json::from_value(protocol).unwrap();
    let mut run = begun(protocol).unwrap();
    while !run.step().unwrap() {}
    run.finish().unwrap()
}

fn refusal(protocol: Value) -> String {
    begun(serde_json::from_value(protocol).unwrap()).err().unwrap().key
}

#[test]
fn days_after_the_first_are_named_whether_they_predict_or_not() {
    let table = table();
    let late = |from: Value| -> Vec<String> {
        let told = table.ask(&question(from), Default::default(), None).unwrap();
        told.leaks.into_iter().filter(|leak| leak.why == LeakWhy::LaterDays).map(|leak| leak.column).collect()
    };
    assert_eq!(late(json!({ "outcome": fell(), "predictors": ["age"], "time": "seen" })), ["discharged", "ended"]);
    assert_eq!(late(json!({ "outcome": fell(), "predictors": ["age", "discharged"], "time": "seen" })).len(), 2);
    assert!(
        late(json!({ "outcome": fell(), "predictors": ["age", "discharged"] })).is_empty(),
        "no first day is known"
    );
    // Times that are counted from a day need not be told again.
    let times = json!({ "task": "survival", "time": "ended", "start": "seen", "event": "fell", "happened": { "yes": ["yes"] }, "horizon": 300.0 });
    assert_eq!(late(json!({ "outcome": times, "predictors": ["age"] })), ["discharged"]);
}

#[test]
fn a_column_that_nothing_uses_is_named() {
    let asked = json!({
        "question": { "outcome": fell(), "predictors": ["age", "unit"], "population": [{ "column": "unit", "words": ["A"] }] },
        "model": { "kind": "logistic" },
    });
    let model = trained(asked);
    let notes = model.told().notes;
    assert_eq!(notes.iter().map(|note| note.key.as_str()).collect::<Vec<_>>(), ["unread"]);
    assert_eq!(notes[0].columns, ["unit"]);
    let card = serde_json::to_string(&model.card()).unwrap();
    assert!(card.contains("card.fitNotes.unread"), "the card names it too");
    let both =
        json!({ "question": { "outcome": fell(), "predictors": ["age", "unit"] }, "model": { "kind": "logistic" } });
    assert!(trained(both).told().notes.is_empty());
}

#[test]
fn shares_up_to_a_time_are_recalibrated_by_level_or_slope() {
    for (way, stretched) in [("intercept", false), ("slope", true)] {
        let protocol = |recalibrate: Option<&str>| {
            let mut all = json!({
                "question": { "outcome": weeks(), "predictors": ["age"] },
                "model": { "kind": "cox", "penalty": 1.0 },
            });
            if let Some(way) = recalibrate {
                all["recalibrate"] = way.into();
            }
            trained(all)
        };
        let (plain, mended) = (protocol(None), protocol(Some(way)));
        let Some(Recalibration::Line { slope, .. }) = mended.file.scorer.recalibration else { panic!("{way}") };
        assert_eq!(slope != 1.0, stretched, "{way}: {slope}");
        // A penalty draws the weight to 0; the slope brings it back.
        assert!(!stretched || slope > 1.2, "{slope}");
        let said = |model: &StudyModel| model.told().evaluation.survival.unwrap();
        let (before, after) = (said(&plain), said(&mended));
        assert!(
            (before.harrell.as_ref().unwrap().share.value - after.harrell.as_ref().unwrap().share.value).abs() < 0.01,
            "ranks stay"
        );
        let off = |x: f64| (x - 1.0).abs();
        assert!(
            off(after.calibration.as_ref().unwrap().ratio.value)
                <= off(before.calibration.as_ref().unwrap().ratio.value) + 0.02,
            "{way}"
        );
        // It answers the same after it went through its file.
        let again = StudyModel::open(&mended.write().unwrap()).unwrap();
        assert_eq!(again.file.scorer, mended.file.scorer);
    }
}

#[test]
fn what_a_kind_of_outcome_cannot_have_is_refused_and_not_left_out() {
    let of = |outcome: Value, model: Value, more: (&str, Value)| {
        let mut all = json!({ "question": { "outcome": outcome, "predictors": ["unit"] }, "model": model });
        all[more.0] = more.1;
        refusal(all)
    };
    let number = || json!({ "task": "continuous", "column": "age" });
    let least = || json!({ "kind": "leastSquares" });
    for way in ["platt", "isotonic"] {
        assert_eq!(of(weeks(), json!({ "kind": "cox" }), ("recalibrate", way.into())), "study.recalibrateTask");
    }
    assert_eq!(of(number(), least(), ("recalibrate", "slope".into())), "study.recalibrateTask");
    assert_eq!(of(weeks(), json!({ "kind": "cox" }), ("promise", 0.9.into())), "study.promiseTask");
}
