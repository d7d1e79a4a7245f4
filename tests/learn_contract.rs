//! What every kind of model keeps to: the same seed gives the same bytes, a fit can be left at any step, weights count as
//! rows do, and a table that it cannot bear gets a reason that the page has words for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support {
    pub(crate) mod words;
}

use std::sync::LazyLock;

use bedside::Error;
use bedside::learn::{Estimator, Fitted, ModelSettings, Outcome, Sample};
use bedside::math::{Draws, Matrix, logistic};
use bedside::record::{Cells, Column, Frame};
use bedside::score::model::{Predictor, Task};
use bedside::session::workbench::{StudyModel, StudyRun};
use serde_json::{Value, json};
use support::words::{catalogue, has};

/// Every kind, small enough for a small table, and how far answers may be where a weight stands for rows; or why they
/// need not agree.
fn kinds() -> [(&'static str, Value, Result<f64, &'static str>); 10] {
    [
        ("leastSquares", json!({}), Ok(1e-9)),
        // Its parts are drawn by the place of a row.
        ("elasticNet", json!({ "alpha": 0.05, "tolerance": 1e-12 }), Ok(1e-6)),
        ("logistic", json!({ "penalty": "none" }), Ok(1e-6)),
        ("firth", json!({}), Ok(1e-6)),
        ("cox", json!({}), Ok(1e-6)),
        ("hazards", json!({ "ends": [0.5, 1, 2] }), Ok(1e-6)),
        ("boosting", json!({ "trees": 6, "depth": 2, "minRows": 1 }), Ok(0.01)),
        ("forest", json!({ "trees": 6, "minRows": 2 }), Err("each tree draws rows by their place")),
        ("additive", json!({ "turns": 30, "bags": 2, "minRows": 1 }), Err("each bag holds rows back by their place")),
        ("net", json!({ "layers": [4], "epochs": 4 }), Err("steps go over rows in an order drawn by their place")),
    ]
}

/// A kind and a task that it can answer.
struct Case {
    name: String,
    settings: ModelSettings,
    task: Task,
    weighed: Result<f64, &'static str>,
}

const TASKS: [Task; 3] = [Task::Continuous, Task::Binary, Task::Survival { horizon: 1.5 }];

fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    for (kind, mut settings, weighed) in kinds() {
        settings["kind"] = json!(kind);
        let settings: ModelSettings = serde_json::from_value(settings).unwrap();
        for task in TASKS.into_iter().filter(|task| settings.suits(*task)) {
            all.push(Case { name: format!("{kind} {task:?}"), settings: settings.clone(), task, weighed });
        }
    }
    assert_eq!(all.len(), 14);
    all
}

const ROWS: u32 = 60;

/// So many columns of normal numbers.
fn table(rows: u32, columns: u32) -> Matrix {
    let draws = Draws::new(11, 4);
    Matrix::of_columns(rows as usize, (0..rows * columns).map(|at| draws.normal(at)).collect()).unwrap()
}

/// An outcome that follows from the first two columns.
fn outcome(task: Task, x: &Matrix) -> Outcome {
    let chance = Draws::new(11, 5);
    let rows = x.column(0).iter().zip(x.column(1)).zip(0_u32..);
    match task {
        Task::Continuous => Outcome::Continuous(rows.map(|((a, b), row)| 2.0 * a - b + chance.normal(row)).collect()),
        Task::Binary => {
            let yes = |((a, b), row): ((&f64, &f64), u32)| chance.uniform(row) < logistic(a - b);
            Outcome::Binary(rows.map(|one| f64::from(u8::from(yes(one)))).collect())
        }
        Task::Survival { .. } => Outcome::Survival {
            event: (0..x.rows() as u32).map(|row| !chance.bits(row).is_multiple_of(4)).collect(),
            time: rows.map(|((a, b), row)| -chance.uniform(row).ln() * (b - a).exp()).collect(),
        },
    }
}

impl Case {
    fn is(&self, kind: &str) -> bool {
        self.name.starts_with(kind)
    }

    fn estimator(&self) -> Box<dyn Estimator> {
        self.settings.clone().check().unwrap()
    }

    /// A model whose answers are numbers, shares where they should be, and which its file gives back bit for bit; or the
    /// key of an error that both languages have words for.
    fn fit(&self, x: &Matrix, y: &Outcome, weights: Option<&[f64]>) -> Result<Fitted, String> {
        let fitted = self.estimator().fit(Sample { x, y, weights }).map_err(|error| said(&error))?;
        self.sound(&fitted, x);
        Ok(fitted)
    }

    fn sound(&self, fitted: &Fitted, x: &Matrix) {
        fitted.predictor.check().unwrap();
        let answers = fitted.predictor.answers(x, self.task);
        let holds = |answer: &f64| match self.task {
            Task::Continuous => answer.is_finite(),
            _ => (0.0..=1.0).contains(answer),
        };
        assert!(answers.len() == x.rows() && answers.iter().all(holds), "{}: {answers:?}", self.name);
        let back: Predictor = serde_json::from_str(&text(fitted)).unwrap();
        assert_eq!(bits(&back.answers(x, self.task)), bits(&answers), "{}", self.name);
        let keys = fitted.notes.iter().map(|note| format!("learn.notes.{}", note.key));
        keys.for_each(|key| assert!(WORDS.iter().all(|words| has(words, &key)), "{key}"));
    }
}

fn text(fitted: &Fitted) -> String {
    serde_json::to_string(&fitted.predictor).unwrap()
}

fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|x| x.to_bits()).collect()
}

static WORDS: LazyLock<[Value; 2]> = LazyLock::new(|| ["en", "zh"].map(catalogue));

/// The key of an error, which both languages have a sentence for.
fn said(error: &Error) -> String {
    assert!(WORDS.iter().all(|words| has(words, &error.key)), "no words: {error}");
    error.key.clone()
}

#[test]
fn a_fit_is_seeded_and_can_be_left_at_any_step() {
    let x = table(ROWS, 3);
    for case in cases() {
        let y = outcome(case.task, &x);
        let (estimator, sample) = (case.estimator(), Sample { x: &x, y: &y, weights: None });
        let whole = case.fit(&x, &y, None).unwrap();
        let mut had = false;
        for steps in 0.. {
            let mut fit = estimator.begin(sample).unwrap();
            let (mut over, mut last) = (false, 0);
            for _ in 0..steps {
                over = fit.step().unwrap();
                let (done, all) = fit.progress();
                assert!(last <= done && done <= all, "{}: {done} of {all} after {last}", case.name);
                last = done;
            }
            match fit.finish() {
                // Once there is a model, there is one later on.
                Ok(early) => {
                    case.sound(&early, &x);
                    had = true;
                    assert!(!over || text(&early) == text(&whole), "{}", case.name);
                }
                Err(error) => assert!(said(&error) == "cancelled" && !had && !over, "{}: {error}", case.name),
            }
            if over {
                break;
            }
        }
        assert!(had, "{}", case.name);
        if ["boosting", "forest", "additive", "net"].iter().any(|kind| case.is(kind)) {
            let mut settings = serde_json::to_value(&case.settings).unwrap();
            if case.is("boosting") {
                settings["rows"] = json!(0.7);
            }
            let [one, other] = [1, 2].map(|seed| {
                settings["seed"] = json!(seed);
                let settings = serde_json::from_value(settings.clone()).unwrap();
                text(&Case { name: case.name.clone(), settings, ..case }.fit(&x, &y, None).unwrap())
            });
            assert_ne!(one, other, "{}", case.name);
        }
    }
}

#[test]
fn poor_tables_get_a_model_or_a_reason() {
    let x = table(ROWS, 3);
    for case in cases() {
        let name = case.name.as_str();
        let y = outcome(case.task, &x);
        let survival = matches!(y, Outcome::Survival { .. });
        let of = |times: &'static str, other: &'static str| if survival { times } else { other };
        // Three rows, and more columns than rows.
        let few = match case.task {
            Task::Continuous => Outcome::Continuous(vec![2.0, 4.0, 7.0]),
            Task::Binary => Outcome::Binary(vec![0.0, 1.0, 0.0]),
            Task::Survival { .. } => Outcome::Survival { time: vec![1.0, 2.0, 3.0], event: vec![true, true, false] },
        };
        case.fit(&table(3, 1), &few, None).unwrap();
        case.fit(&table(3, 9), &few, None).unwrap();
        // A column of one value is borne and named; an empty one where missing cells are taken; endless numbers never.
        let with = |value: f64| {
            let mut x = x.clone();
            x.column_mut(1).fill(value);
            case.fit(&x, &y, None)
        };
        let constant = with(7.5).unwrap().notes;
        assert!(
            constant.iter().any(|note| note.key == "constantColumn" && note.columns == [1]),
            "{name}: {constant:?}"
        );
        assert_eq!(with(f64::NAN).is_ok(), case.settings.takes_missing(), "{name}");
        assert_eq!(with(f64::NEG_INFINITY).unwrap_err(), "learn.notFinite", "{name}");
        // No columns: what all rows have in common, where anything but a network is asked.
        let none = case.fit(&Matrix::zeros(x.rows(), 0), &y, None).map(|_| ());
        assert_eq!(none, if case.is("net") { Err("learn.noColumns".to_owned()) } else { Ok(()) }, "{name}");
        // Outcomes of one value, and such as are none.
        let key = |y: &Outcome, weights: Option<&[f64]>| case.fit(&x, y, weights).unwrap_err();
        let changed = |value: f64| {
            let mut y = y.clone();
            match &mut y {
                Outcome::Continuous(y) | Outcome::Binary(y) | Outcome::Survival { time: y, .. } => y[3] = value,
            }
            y
        };
        let same = match &y {
            Outcome::Continuous(y) => Outcome::Continuous(vec![1.0; y.len()]),
            Outcome::Binary(y) => Outcome::Binary(vec![1.0; y.len()]),
            Outcome::Survival { time, .. } => Outcome::Survival { time: time.clone(), event: vec![false; time.len()] },
        };
        let one = case.fit(&x, &same, None);
        match case.task {
            // A few steps do not bring a network there.
            Task::Continuous if case.is("net") => drop(one.unwrap()),
            Task::Continuous => {
                let answers = one.unwrap().predictor.margins(&x);
                assert!(answers.iter().all(|answer| (answer - 1.0).abs() < 1e-5), "{name}: {answers:?}");
            }
            Task::Binary => assert_eq!(one.unwrap_err(), "learn.oneClass", "{name}"),
            Task::Survival { .. } => assert_eq!(one.unwrap_err(), "learn.noEvents", "{name}"),
        }
        for value in [f64::NAN, f64::INFINITY] {
            let found = key(&changed(value), None);
            assert_eq!(found, of("learn.notFinite", "learn.outcomeNotFinite"), "{name}: {value}");
        }
        if case.task != Task::Continuous {
            assert_eq!(key(&changed(-1.0), None), of("learn.time", "learn.notYesNo"), "{name}");
        }
        assert_eq!(key(&y.take(&[1, 2, 3]), None), of("measure.lengths", "learn.lengths"), "{name}");
        assert_eq!(key(&y, Some(&[0.0; 60])), of("learn.noEvents", "learn.noWeight"), "{name}");
        for wrong in [-1.0, f64::NAN] {
            assert_eq!(key(&y, Some(&[wrong; 60])), of("learn.notFinite", "learn.weight"), "{name}: {wrong}");
        }
    }
}

#[test]
fn a_weight_counts_like_as_many_rows() {
    let x = table(ROWS, 3);
    for case in cases() {
        let y = outcome(case.task, &x);
        // Events that share a time are another thing than one event of weight 2.
        let most = |row: usize| match &y {
            Outcome::Survival { event, .. } if event[row] => 2,
            _ => 3,
        };
        let weights: Vec<f64> = (0..ROWS as usize).map(|row| (row % most(row)) as f64).collect();
        let weighed = case.fit(&x, &y, Some(&weights)).unwrap();
        // What became of rows of no weight changes nothing.
        let mut other = y.clone();
        for row in (0..ROWS as usize).filter(|row| weights[*row] == 0.0) {
            match &mut other {
                Outcome::Continuous(y) => y[row] += 50.0,
                Outcome::Binary(y) => y[row] = 1.0 - y[row],
                Outcome::Survival { time, event } => (time[row], event[row]) = (9.0 * time[row], !event[row]),
            }
        }
        let changed = case.fit(&x, &other, Some(&weights)).unwrap();
        let near = |x: &Matrix, one: &Fitted, other: &Fitted, most: f64| {
            let (one, other) = (one.predictor.margins(x), other.predictor.margins(x));
            let apart = one.iter().zip(&other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(apart <= most, "{}: {apart}", case.name);
        };
        // A network is centred and scaled by all rows, and holds back some of each class.
        if !case.is("net") {
            near(&x, &changed, &weighed, 1e-9);
        }
        let rows: Vec<u32> = (0..ROWS).flat_map(|row| vec![row; weights[row as usize] as usize]).collect();
        let x = x.take(&rows);
        let repeated = case.fit(&x, &y.take(&rows), None).unwrap();
        if let Ok(most) = case.weighed {
            near(&x, &repeated, &weighed, most);
        }
    }
}

/// Sums of trees are of whole numbers; what else is fitted goes by the place of a row, or adds up in its order.
#[test]
fn the_order_of_rows_changes_no_bit_of_boosted_trees() {
    let (x, back) = (table(ROWS, 3), (0..ROWS).rev().collect::<Vec<u32>>());
    for case in cases().into_iter().filter(|case| case.is("boosting")) {
        let y = outcome(case.task, &x);
        let turned = case.fit(&x.take(&back), &y.take(&back), None).unwrap();
        assert_eq!(text(&case.fit(&x, &y, None).unwrap()), text(&turned), "{}", case.name);
    }
}

/// Numbers, words and days, cells missing, an empty column and one of one value; and an outcome of each sort.
fn people(rows: u32) -> Frame {
    let draws = |stream: u32| Draws::new(17, stream);
    let age: Vec<f64> = (0..rows).map(|row| 60.0 + 10.0 * draws(1).normal(row)).collect();
    let gap = |(row, age): (u32, &f64)| if row % 9 == 4 { f64::NAN } else { *age };
    let odds = |row: u32| (age[row as usize] - 60.0) / 10.0;
    let sick = (0..rows).map(|row| u32::from(draws(2).uniform(row) < logistic(odds(row)))).collect();
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let columns = [
        ("age", Cells::Numbers((0..).zip(&age).map(gap).collect())),
        ("site", Cells::Words { codes: (0..rows).map(|row| row % 3).collect(), words: words(&["a", "b", "城"]) }),
        ("seen", Cells::Days((0..rows).map(|row| 18_000 + (row * 37 % 700) as i32).collect())),
        ("empty", Cells::Numbers(vec![f64::NAN; rows as usize])),
        ("same", Cells::Numbers(vec![4.0; rows as usize])),
        ("cost", Cells::Numbers((0..rows).map(|row| 900.0 + 50.0 * odds(row) + draws(3).normal(row)).collect())),
        ("sick", Cells::Words { codes: sick, words: words(&["well", "ill"]) }),
        ("years", Cells::Numbers((0..rows).map(|row| -draws(4).uniform(row).ln() * (-odds(row)).exp()).collect())),
    ];
    Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap()
}

/// A study of a kind, under way.
fn begun(case: &Case, frame: &Frame, predictors: &[&str], split: Value) -> Result<StudyRun, Error> {
    let outcome = match case.task {
        Task::Continuous => json!({ "task": "continuous", "column": "cost" }),
        Task::Binary => json!({ "task": "binary", "column": "sick", "happened": { "yes": ["ill"] } }),
        Task::Survival { horizon } => {
            let ill = json!({ "yes": ["ill"] });
            json!({ "task": "survival", "time": "years", "event": "sick", "happened": ill, "horizon": horizon })
        }
    };
    let question = json!({ "outcome": outcome, "predictors": predictors });
    let protocol = json!({ "question": question, "model": case.settings, "split": split });
    StudyRun::begin(serde_json::from_value(protocol).unwrap(), frame, "模型", "2026-11-29".parse().unwrap())
}

/// The same carried out; an error has words.
fn study(case: &Case, frame: &Frame, predictors: &[&str], split: Value) -> Result<StudyModel, String> {
    let carried_out = || {
        let mut run = begun(case, frame, predictors, split)?;
        while !run.step()? {}
        run.finish()
    };
    carried_out().map_err(|error| said(&error))
}

#[test]
fn a_study_left_early_is_judged_by_the_folds_that_were_done_or_says_that_none_was() {
    let frame = people(90);
    for case in cases() {
        let left = |after: usize| {
            let mut run = begun(&case, &frame, &["age", "site"], json!({ "folds": 3 })).unwrap();
            let steps = (0..after).take_while(|_| !run.step().unwrap()).count();
            (steps, run.finish().map_err(|error| said(&error)))
        };
        let (steps, whole) = left(usize::MAX);
        assert!(whole.is_ok_and(|model| !model.file.evaluation.stopped), "{}", case.name);
        assert_eq!(left(1).1.err().unwrap(), "cancelled", "{}", case.name);
        let model = left(steps - 1).1.unwrap();
        let evaluation = &model.file.evaluation;
        let told = (evaluation.stopped, evaluation.flattering, evaluation.rows, evaluation.folds.len());
        assert_eq!(told, (true, false, 60, 2), "{}", case.name);
        assert!(model.file.scorer.answers(&frame).unwrap().iter().all(|answer| answer.is_finite()), "{}", case.name);
    }
}

#[test]
fn a_file_has_the_same_bytes_each_time_and_scores_as_it_did_before() {
    let frame = people(90);
    for case in cases() {
        let made = || study(&case, &frame, &["age", "site", "seen", "empty", "same"], json!({ "folds": 2 })).unwrap();
        let model = made();
        let written = model.write().unwrap();
        assert!(made().write().unwrap() == written, "{}", case.name);
        // A byte order mark, as editors leave it.
        let opened = StudyModel::open(&format!("\u{feff}{written}")).unwrap();
        assert!(opened.write().unwrap() == written, "{}", case.name);
        let answers = |model: &StudyModel| model.file.scorer.answers(&frame).unwrap();
        assert_eq!(bits(&answers(&opened)), bits(&answers(&model)), "{}", case.name);
        assert!(answers(&model).iter().all(|answer| answer.is_finite()), "{}", case.name);
        // What tells nothing is in no column of the matrix, and nobody needs it.
        let names = &model.file.scorer.pipeline.names;
        assert!(names.iter().all(|name| !name.starts_with("empty") && !name.starts_with("same")), "{names:?}");
    }
}

#[test]
fn a_study_of_next_to_nothing_ends_in_a_model_or_a_reason() {
    let (three, all) = (people(3), people(90));
    for case in cases() {
        let few = study(&case, &three, &["age", "site"], json!({ "by": "random", "folds": 3 })).map(|_| ());
        let empty = study(&case, &all, &["empty", "same"], json!({ "folds": 2 })).map(|_| ());
        let reason = |key: &str| Err(key.to_owned());
        let reasons = match case.task {
            Task::Continuous => Ok(()),
            Task::Binary => reason("learn.oneClass"),
            Task::Survival { .. } => reason("learn.noEvents"),
        };
        assert_eq!(few, reasons, "{}", case.name);
        assert_eq!(empty, if case.is("net") { reason("learn.noColumns") } else { Ok(()) }, "{}", case.name);
    }
}
