//! Explanations of fitted models in the columns of their table: against brute force, and by what they must add up to.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support {
    pub(crate) mod fitted;
}

use bedside::explain::model::{
    Against, AxisDrawn, CellValue, Dependence, DependenceReply, DependenceSettings, DependenceShown, Importance,
    ImportanceReply, ImportanceSettings, MarginUnit, Neighbours, cases, contributions, curves,
};
use bedside::prepare::pipeline::PipelineSettings;
use bedside::record::{Cells, Column, Frame};
use bedside::score::model::{Linear, Predictor, Recalibration, Scorer, Steps, Task, Trees};
use support::fitted::{COLUMNS, KINDS, happened, scorer, some, table};

#[test]
fn base_and_parts_add_up_to_the_margin_of_every_kind() {
    let frame = some(&table(), 0..60);
    for kind in KINDS {
        let scorer = scorer(kind);
        let tolerance = if kind == "net" { 1e-5 } else { 1e-9 };
        for against in [Against::centre(&scorer), Against::table(&scorer, &table(), 30, 1).unwrap()] {
            let told = contributions(&scorer, &frame, &against).unwrap();
            assert_eq!(told.margins, scorer.margins(&frame).unwrap(), "{kind}");
            assert_eq!(told.answers, scorer.answers(&frame).unwrap(), "{kind}");
            assert!(told.margins.iter().all(|margin| margin.is_finite()), "{kind}");
            for row in 0..60 {
                let sum = told.parts.iter().fold(told.base, |sum, part| sum + part[row]);
                assert!((sum - told.margins[row]).abs() <= tolerance, "{kind}, row {row}: {sum}");
            }
            assert!(told.gap <= tolerance, "{kind}: {}", told.gap);
            let names: Vec<&str> = told.terms.iter().map(|term| term.column.as_str()).take(5).collect();
            assert_eq!(names, COLUMNS, "{kind}");
        }
    }
    let pair = |kind: &str| {
        let scorer = scorer(kind);
        let told = contributions(&scorer, &frame, &Against::centre(&scorer)).unwrap();
        let at = told.terms.iter().position(|term| term.with.is_some()).unwrap();
        (told.terms[at].clone(), told.parts[at].iter().any(|part| *part != 0.0))
    };
    let (term, moves) = pair("curved");
    assert!(moves && term.column == "age" && term.with.as_deref() == Some("smoker"));
    assert!(pair("additive").1);
}

#[test]
fn answers_are_those_of_the_scorer_to_the_bit() {
    let steps = Steps { margins: vec![-1.0, 0.0, 2.0], shares: vec![0.1, 0.4, 0.9] };
    let ways = [Recalibration::Line { intercept: 0.3, slope: 1.7 }, Recalibration::Steps(steps)];
    for kind in KINDS {
        let mut scorer = scorer(kind);
        for recalibration in [None].into_iter().chain(ways.clone().map(Some)) {
            scorer.recalibration = recalibration;
            // Few rows and many go different ways.
            for frame in [some(&table(), 0..9), table()] {
                let told = contributions(&scorer, &frame, &Against::centre(&scorer)).unwrap();
                assert_eq!(told.margins, scorer.margins(&frame).unwrap(), "{kind}");
                assert_eq!(told.answers, scorer.answers(&frame).unwrap(), "{kind}");
            }
        }
    }
}

/// Shapley values of the first five columns from the worth of every subset.
fn shapley(worth: impl Fn(usize) -> f64) -> Vec<f64> {
    let worth: Vec<f64> = (0..32).map(worth).collect();
    let weights = [1.0 / 5.0, 1.0 / 20.0, 1.0 / 30.0, 1.0 / 20.0, 1.0 / 5.0];
    let one = |column: usize| {
        let without = (0..32_usize).filter(|set| set >> column & 1 == 0);
        without.map(|set| weights[set.count_ones() as usize] * (worth[set | 1 << column] - worth[set])).sum()
    };
    (0..5).map(one).collect()
}

/// Columns of the set from the row, the others from every row of the background: the mean margin.
fn interventional(scorer: &Scorer, person: &Frame, background: &Frame, set: usize) -> f64 {
    let mut mixed = background.clone();
    for (at, name) in COLUMNS.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1) {
        assert_eq!(COLUMNS[at], *name);
        let cells = person.column(name).unwrap().cells.take(&vec![0; background.rows()]);
        mixed.set(name, cells).unwrap();
    }
    let margins = scorer.margins(&mixed).unwrap();
    margins.iter().sum::<f64>() / margins.len() as f64
}

#[test]
fn parts_are_shapley_values_of_the_tables_columns() {
    let background = some(&table(), 100..140);
    for kind in ["logistic", "cox", "boosting", "words", "forest"] {
        let scorer = scorer(kind);
        let against = Against::table(&scorer, &background, 40, 0).unwrap();
        for row in 0..12 {
            let person = table().take(&[row]);
            let told = contributions(&scorer, &person, &against).unwrap();
            let wanted = shapley(|set| interventional(&scorer, &person, &background, set));
            for (column, wanted) in wanted.iter().enumerate() {
                let part = told.parts[column][0];
                assert!((part - wanted).abs() < 1e-9, "{kind}, row {row}, {}: {part} {wanted}", COLUMNS[column]);
            }
        }
    }
}

/// The expected sum below a node where only the columns of a set are known.
fn expected(trees: &Trees, column_of: &[usize], at: usize, x: &[f64], set: usize) -> f64 {
    let child = trees.child[at] as usize;
    if child == 0 {
        return trees.number[at];
    }
    let made = trees.column[at] as usize;
    if set >> column_of[made] & 1 == 1 {
        let left = if x[made].is_nan() { trees.missing_left[at] } else { x[made] <= trees.number[at] };
        return expected(trees, column_of, child + usize::from(!left), x, set);
    }
    let below = |child: usize| trees.cover[child] / trees.cover[at] * expected(trees, column_of, child, x, set);
    below(child) + below(child + 1)
}

#[test]
fn words_of_one_column_go_together_in_trees() {
    let scorer = scorer("words");
    let Predictor::Trees(trees) = &scorer.predictor else { panic!() };
    assert!(trees.categories.is_empty());
    let column_of: Vec<usize> = scorer.pipeline.origins().iter().map(|origin| origin.column).collect();
    assert!(column_of.iter().filter(|column| **column == 3).count() == 3);
    for row in 0..12 {
        let person = table().take(&[row]);
        let (mut x, matrix) = (Vec::new(), scorer.matrix(&person).unwrap());
        matrix.row_into(0, &mut x);
        let worth =
            |set| trees.roots.iter().map(|root| expected(trees, &column_of, *root as usize, &x, set)).sum::<f64>();
        let told = contributions(&scorer, &person, &Against::centre(&scorer)).unwrap();
        for (column, wanted) in shapley(worth).iter().enumerate() {
            assert!((told.parts[column][0] - wanted).abs() < 1e-10, "row {row}, {}", COLUMNS[column]);
        }
    }
}

#[test]
fn a_person_is_told_in_keys_and_values() {
    let scorer = scorer("logistic");
    let people = some(&table(), 0..40);
    let told = cases(&scorer, &people, &Against::table(&scorer, &table(), 0, 0).unwrap()).unwrap();
    assert_eq!((told.unit, told.cases.len()), (MarginUnit::LogOdds, 40));
    assert!((told.base_answer.unwrap() - bedside::math::logistic(told.base)).abs() < 1e-15);
    for case in &told.cases {
        assert!(case.parts.windows(2).all(|two| two[0].amount.abs() >= two[1].amount.abs()));
        assert!(case.words.raisers.iter().all(|part| part.amount > 0.0) && case.words.raisers.len() <= 3);
        assert!(case.words.lowerers.iter().all(|part| part.amount < 0.0) && case.words.lowerers.len() <= 3);
        let greatest = &case.parts[0];
        let named = if greatest.amount > 0.0 { &case.words.raisers } else { &case.words.lowerers };
        assert_eq!(&named[0], greatest);
        assert!(["binary.both", "binary.raised", "binary.lowered"].contains(&case.words.key.as_str()));
    }
    let empty = told.cases.iter().flat_map(|case| &case.parts).filter(|part| part.value == CellValue::Missing).count();
    assert!(empty > 0);
    // What the pipeline leaves missing a model of weights cannot score: it is said, not shown as a number.
    let mut left = scorer.clone();
    for column in &mut left.pipeline.columns {
        if let bedside::prepare::pipeline::Source::Number { fill, .. } = &mut column.source {
            *fill = None;
        }
    }
    let told = cases(&left, &people, &Against::centre(&left)).unwrap();
    let silent: Vec<_> = told.cases.iter().filter(|case| case.answer.is_none()).collect();
    assert!(
        !silent.is_empty() && silent.iter().all(|case| case.words.key == "binary.unknown" && case.parts.is_empty())
    );
}

#[test]
fn every_key_has_its_words_in_both_languages() {
    let frame = some(&table(), 0..30);
    let mut keys: Vec<String> =
        ["missing", "day", "noRange", "range", "unused", "word"].map(|why| format!("leftOut/{why}")).to_vec();
    for kind in KINDS {
        let scorer = scorer(kind);
        let told = cases(&scorer, &frame, &Against::centre(&scorer)).unwrap();
        keys.push(format!("unit/{}", serde_json::to_value(told.unit).unwrap().as_str().unwrap()));
        keys.extend(told.cases.iter().map(|case| format!("case/{}", case.words.key.replace('.', "/"))));
    }
    for task in ["binary", "survival", "continuous"] {
        keys.extend(["both", "raised", "lowered", "even", "unknown"].map(|kind| format!("case/{task}/{kind}")));
    }
    for language in ["en", "zh"] {
        let path = format!("{}/www/locales/{language}/explaining.json", env!("CARGO_MANIFEST_DIR"));
        let words: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let missing = keys.iter().find(|key| words.pointer(&format!("/explain/{key}")).is_none_or(|w| !w.is_string()));
        assert_eq!(missing, None, "{language}");
    }
}

/// Share of pairs in order.
fn area(margins: &[f64], y: &[f64]) -> f64 {
    let pairs = y.iter().zip(margins).filter(|(y, _)| **y == 1.0).flat_map(|(_, a)| {
        y.iter()
            .zip(margins)
            .filter(|(y, _)| **y == 0.0)
            .map(move |(_, b)| if a > b { 1.0 } else { f64::from(u8::from(a == b)) / 2.0 })
    });
    let (count, sum) = pairs.fold((0.0, 0.0), |(n, sum), x: f64| (n + 1.0, sum + x));
    sum / count
}

fn important(scorer: &Scorer, frame: &Frame, y: &[f64]) -> ImportanceReply {
    let settings = ImportanceSettings { repeats: 3, seed: 4 };
    let mut running = Importance::begin(scorer, frame, settings, |margins, _| area(margins, y)).unwrap();
    let mut steps = 1;
    while !running.step().unwrap() {
        steps += 1;
    }
    assert_eq!(running.progress(), (steps, steps));
    running.finish()
}

#[test]
fn shuffling_a_column_that_is_not_used_loses_nothing() {
    let frame = table();
    let y = happened(&frame);
    for kind in ["logistic", "curved", "boosting"] {
        let mut scorer = scorer(kind);
        // The model forgets the site: the column is still read, but nothing depends on it.
        let origins = scorer.pipeline.origins();
        match &mut scorer.predictor {
            Predictor::Linear(linear) => {
                let of_site = |(weight, _): (&mut f64, _)| *weight = 0.0;
                linear.weights.iter_mut().zip(&origins).filter(|(_, origin)| origin.column == 3).for_each(of_site);
            }
            Predictor::Trees(trees) => {
                for at in 0..trees.child.len() {
                    if trees.child[at] != 0 && origins[trees.column[at] as usize].column == 3 {
                        (trees.column[at], trees.number[at]) = (0, 60.0);
                    }
                }
                trees.categories.retain(|categories| categories.column != 3);
            }
            other => panic!("{other:?}"),
        }
        let told = important(&scorer, &frame, &y);
        let of = |name: &str| told.columns.iter().find(|column| column.column == name).unwrap();
        assert_eq!((of("site").mean, of("site").spread), (0.0, 0.0), "{kind}");
        assert!(of("age").mean > 0.03 && of("age").spread > 0.0 && of("age").each.len() == 3, "{kind}: {told:?}");
        assert_eq!(told.columns.len(), 5);
        assert!((told.figure - area(&scorer.margins(&frame).unwrap(), &y)).abs() < 1e-12);
    }
}

#[test]
fn shuffling_the_matrix_is_shuffling_the_table() {
    let frame = table();
    let y = happened(&frame);
    let plain = scorer("logistic");
    let fast = important(&plain, &frame, &y);
    // A regression that fills nothing here, since its column is full, makes the other way be taken.
    let mut slow = plain.clone();
    let regression = serde_json::json!({ "column": 1, "others": [], "weights": [], "intercept": 0.0 });
    slow.pipeline.regressions.push(serde_json::from_value(regression).unwrap());
    assert_eq!(slow.margins(&frame).unwrap(), plain.margins(&frame).unwrap());
    assert_eq!(important(&slow, &frame, &y), fast);
}

fn moved(scorer: &Scorer, frame: &Frame, column: &str, settings: DependenceSettings) -> DependenceReply {
    let mut running = Dependence::begin(scorer, frame, column, settings).unwrap();
    while !running.step().unwrap() {}
    running.finish()
}

#[test]
fn the_mean_of_the_lines_is_the_dependence() {
    let frame = some(&table(), 0..40);
    for kind in KINDS {
        let scorer = scorer(kind);
        for column in COLUMNS {
            for centred in [false, true] {
                let settings =
                    DependenceSettings { points: 7, centred, shown: DependenceShown::Margin, ..Default::default() };
                let told = moved(&scorer, &frame, column, settings);
                assert_eq!((told.rows, told.lines.len()), (40, 40), "{kind} {column}");
                for (at, point) in told.points.iter().enumerate() {
                    let mean = told.lines.iter().map(|line| line.values[at]).sum::<f64>() / 40.0;
                    assert!((mean - point.mean.unwrap()).abs() < 1e-9, "{kind} {column}");
                    assert!(!centred || at > 0 || point.mean == Some(0.0));
                }
                let filled = (0..40).filter(|row| !frame.column(column).unwrap().cells.is_missing(*row)).count();
                let near: usize = told.points.iter().map(|point| point.near).sum();
                assert!(near == filled, "{kind} {column}: {near} {filled}");
            }
        }
    }
}

#[test]
fn a_line_passes_through_what_the_model_says() {
    let (scorer, frame) = (scorer("boosting"), some(&table(), 0..30));
    let told = moved(&scorer, &frame, "smoker", DependenceSettings::default());
    let answers = scorer.answers(&frame).unwrap();
    assert_eq!(told.points.len(), 3);
    for line in &told.lines {
        let Some(at) = told.points.iter().position(|point| point.value == line.own) else { continue };
        assert_eq!(line.values[at], answers[line.row as usize]);
    }
    let many = moved(&scorer, &table(), "age", DependenceSettings { lines: 9, rows: 100, ..Default::default() });
    assert_eq!((many.lines.len(), many.rows), (9, 100));
    assert!(Dependence::begin(&scorer, &frame, "idle", DependenceSettings::default()).is_err());
    assert!(Dependence::begin(&scorer, &frame, "age", DependenceSettings { points: 1, ..Default::default() }).is_err());
}

#[test]
fn the_nearest_people_are_those_of_all_distances() {
    let frame = table();
    for kind in ["curved", "boosting"] {
        let scorer = scorer(kind);
        let x = scorer.matrix(&frame).unwrap();
        let spread = |column: usize| {
            let there: Vec<f64> = x.column(column).iter().copied().filter(|x| !x.is_nan()).collect();
            let mean = there.iter().sum::<f64>() / there.len() as f64;
            (there.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / there.len() as f64).sqrt()
        };
        let spreads: Vec<f64> = (0..x.columns()).map(spread).collect();
        let near = Neighbours::of(&scorer, &frame).unwrap();
        for row in [0, 17, 399] {
            let mut all: Vec<(f64, usize)> = Vec::new();
            for other in (0..400).filter(|other| *other != row) {
                let square = |c: usize| ((x.column(c)[row] - x.column(c)[other]) / spreads[c]).powi(2);
                let squares: Vec<f64> = (0..x.columns()).map(square).filter(|x| !x.is_nan()).collect();
                let scaled = squares.iter().sum::<f64>() * x.columns() as f64 / squares.len() as f64;
                all.push((scaled.sqrt(), other));
            }
            all.sort_by(|a, b| a.partial_cmp(b).unwrap());
            let told = near.nearest(&frame, row, 5, Some(row)).unwrap();
            assert_eq!(told.len(), 5);
            for (told, wanted) in told.iter().zip(&all) {
                assert!((told.distance - wanted.0).abs() < 1e-9 && told.row == wanted.1, "{kind} {told:?} {wanted:?}");
                assert!(told.apart.len() <= 3 && told.apart.iter().all(|apart| apart.share > 0.0));
                assert!(told.apart.iter().map(|apart| apart.share).sum::<f64>() < 1.0 + 1e-12);
            }
            let same = &near.nearest(&frame, row, 1, None).unwrap()[0];
            assert!(same.row == row && same.distance == 0.0 && same.apart.is_empty());
        }
        assert_eq!(near.nearest(&frame, 400, 5, None).unwrap_err().key, "explain.noRow");
    }
}

#[test]
fn a_hundred_thousand_people_are_searched() {
    let draws = |stream| (0..100_000).map(move |row| bedside::math::Draws::new(11, stream).normal(row)).collect();
    let column = |(name, stream): (&str, u32)| Column { name: name.to_owned(), cells: Cells::Numbers(draws(stream)) };
    let frame = Frame::new([("a", 1), ("b", 2), ("c", 3)].into_iter().map(column).collect()).unwrap();
    let settings = PipelineSettings::of(["a", "b", "c"]).check().unwrap();
    let (pipeline, x) = settings.fit(&frame, &(0..100_000).collect::<Vec<u32>>(), None).unwrap();
    let predictor = Predictor::Linear(Linear { weights: vec![1.0; 3], intercept: 0.0 });
    let scorer = Scorer { task: Task::Continuous, pipeline, predictor, recalibration: None };
    let near = Neighbours::of(&scorer, &frame).unwrap().nearest(&frame, 77_777, 3, Some(77_777)).unwrap();
    let squared = |row: usize| (0..3).map(|c| (x.column(c)[row] - x.column(c)[77_777]).powi(2)).sum::<f64>();
    let mut all: Vec<usize> = (0..100_000).filter(|row| *row != 77_777).collect();
    all.sort_by(|a, b| squared(*a).total_cmp(&squared(*b)));
    assert_eq!(near.iter().map(|near| near.row).collect::<Vec<_>>(), all[..3]);
    assert!((near[0].distance - squared(all[0]).sqrt()).abs() < 1e-9 && near[0].distance > 0.0);
}

#[test]
fn curves_are_drawn_in_the_tables_unit() {
    let scorer = scorer("additive");
    let drawn = curves(&scorer).unwrap().unwrap();
    assert!(curves(&support::fitted::scorer("logistic")).unwrap().is_none());
    assert_eq!(drawn.curves.iter().map(|curve| curve.drawn.column.as_str()).collect::<Vec<_>>(), COLUMNS);
    assert_eq!(drawn.surfaces.len(), 2);
    // A curve read off the picture is what the model adds.
    let frame = some(&table(), 0..50);
    let told = contributions(&scorer, &frame, &Against::centre(&scorer)).unwrap();
    for (at, curve) in drawn.curves.iter().enumerate() {
        let read = |row: usize| match (&curve.drawn.axis, &frame.columns()[at].cells) {
            (AxisDrawn::Numbers { edges }, Cells::Numbers(x)) if !x[row].is_nan() => {
                curve.values[edges.iter().filter(|edge| **edge < x[row]).count()]
            }
            (AxisDrawn::Days { edges }, Cells::Days(days)) => {
                curve.values[edges.iter().filter(|edge| **edge < f64::from(days[row]) - 1e-6).count()]
            }
            (AxisDrawn::Words { bins }, Cells::Words { codes, words }) if codes[row] != u32::MAX => {
                let word = &words[codes[row] as usize];
                curve.values[bins.iter().position(|bin| bin.contains(word)).unwrap()]
            }
            (_, cells) if cells.is_missing(row) => curve.missing.unwrap(),
            (axis, _) => panic!("{axis:?}"),
        };
        for row in 0..50 {
            assert!((read(row) - told.parts[at][row]).abs() < 1e-12, "{} {row}", COLUMNS[at]);
        }
    }
}
