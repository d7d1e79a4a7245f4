//! Tables of many people: what is read, what is refused and where, and that blocks change nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use bedside::collect::cohort::{Cohort, CohortOptions, CohortReader, ColumnKind, DayOrder, Step, read_cohort};
use bedside::record::Cells;

fn read(bytes: &[u8]) -> Result<Cohort, bedside::Error> {
    read_cohort("t.csv", bytes, CohortOptions::default())
}

fn numbers<'c>(cohort: &'c Cohort, name: &str) -> &'c [f64] {
    match &cohort.frame.column(name).unwrap().cells {
        Cells::Numbers(values) => values,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn types_missing_words_and_meanings_are_told() {
    let text = "\u{feff}编号,性别,收缩压(mmHg),体检日期,x,x,\r\nA1,男,120,2020/01/31,\"1,5\",NA,7\r\nA2,女,未知,2020年2月1日,2,.,8\r\n\r\nA3,男,131,,3,4,9\r\n";
    let cohort = read(text.as_bytes()).unwrap();
    assert_eq!(cohort.frame.rows(), 3);
    let kinds: Vec<_> = cohort.columns.iter().map(|c| c.kind).collect();
    use ColumnKind::{Day, Id, Number, Word};
    assert_eq!(kinds, [Id, Word, Number, Day, Number, Number, Number]);
    assert!(cohort.notes.iter().any(|note| note.key == "emptyHeading" && note.columns == ["#7"]));
    assert_eq!(read(b"a,b,,\n1,2,,\n").unwrap().columns.len(), 2);
    let sbp = &cohort.columns[2];
    assert_eq!((sbp.missing, sbp.meaning.as_ref().unwrap().concept.as_str()), (1, "sbp"));
    assert_eq!(sbp.meaning.as_ref().unwrap().unit, "mmHg");
    assert!(cohort.columns[4].decimal_comma);
    assert_eq!(numbers(&cohort, "x"), [1.5, 2.0, 3.0]);
    assert_eq!(numbers(&cohort, "x (2)")[2], 4.0);
    assert!(cohort.notes.iter().any(|note| note.key == "duplicateHeading" && note.columns == ["x (2)"]));
}

#[test]
fn semicolons_tabs_and_utf16() {
    let cohort = read(b"a;b\n1,5;2\n-2,25;3\n").unwrap();
    assert_eq!((numbers(&cohort, "a"), cohort.separator), (&[1.5, -2.25][..], ';'));
    let units: Vec<u8> = "\u{feff}年龄\tb\n61\t2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(numbers(&read(&units).unwrap(), "年龄"), [61.0]);
}

#[test]
fn rows_that_cannot_be_read_are_left_out_and_told() {
    let mut text = String::from("id,x,w\n");
    for row in 0..40 {
        text.push_str(&match row {
            3 => "3,0.5\n".to_owned(),
            8 => "8,1,\"never closed\n".to_owned(),
            20 => "20,1,a,b\n\n".to_owned(),
            _ => format!("{row},{row},{}\n", ["a", "b"][row % 2]),
        });
    }
    let cohort = read(text.as_bytes()).unwrap();
    let told: Vec<_> = cohort.faulty.first.iter().map(|one| (one.row, one.why.as_str(), one.column.as_str())).collect();
    assert_eq!((cohort.faulty.rows, told), (3, vec![(5, "cells", "x"), (10, "quote", "w"), (22, "cells", "w")]));
    // Nothing of such a row is left behind: no word, no fraction, no number out of turn.
    assert_eq!((cohort.frame.rows(), cohort.columns[2].words, cohort.columns[1].whole), (37, 2, true));
    assert_eq!(cohort.columns[0].kind, ColumnKind::Id);
    assert_eq!([0, 3, 7, 18, 36].map(|row| cohort.lines.of(row)), [2, 6, 11, 24, 42]);
    for size in [1, 5, 64] {
        let mut reader = CohortReader::new("t.csv", CohortOptions::default());
        let blocks = loop {
            text.as_bytes().chunks(size).for_each(|block| reader.push(block).unwrap());
            match reader.finish().unwrap() {
                Step::Done(cohort) => break cohort,
                Step::Again(next) => reader = *next,
            }
        };
        assert_eq!(format!("{blocks:?}"), format!("{cohort:?}"));
    }
    // An open quote in a file beyond what one record may hold, and a byte that is no text.
    let long = format!("a,b\n{}1,\"x\n{}9,\u{ff}\n", "1,y\n".repeat(5), "2,z\n".repeat(400_000));
    let long: Vec<u8> = long.chars().map(|letter| letter as u8).collect();
    let mut reader = CohortReader::new("t.csv", CohortOptions::default());
    let found = loop {
        long.chunks(1 << 20).for_each(|block| reader.push(block).unwrap());
        match reader.finish().unwrap() {
            Step::Done(cohort) => break cohort,
            Step::Again(next) => reader = *next,
        }
    };
    assert_eq!(found.frame.rows(), 400_005);
    let told: Vec<_> = found.faulty.first.iter().map(|one| (one.row, one.why.as_str())).collect();
    assert_eq!(told, [(7, "longRecord"), (400_008, "notText")]);
    // Half of all rows: it is another kind of file, and the next errors are told with the first.
    let error = read(b"a,b\n1\n2\n3,4\n5,6\n").unwrap_err();
    assert_eq!((error.key.as_str(), error.others.len()), ("cohort.cells", 1));
}

#[test]
fn what_is_wrong_is_told_with_row_and_column() {
    for (bytes, key, place) in [
        (&b"a,b\n1,2\n3\n"[..], "cohort.cells", "t.csv, row 3, column 1"),
        (b"a,b\n1,2,3\n", "cohort.cells", "t.csv, row 2, column 2"),
        (b"a,b\n1,\"2\n", "cohort.quote", "t.csv, row 2, column 2"),
        (b"a,b\n1,\"2\"x\n", "cohort.quote", "t.csv, row 2, column 2"),
        (b"a,b\n", "cohort.noRows", "t.csv"),
    ] {
        let error = read(bytes).unwrap_err();
        assert_eq!((error.key.as_str(), error.place.as_str()), (key, place));
    }
    // 姓名,性别 in GB 18030
    assert_eq!(read(b"\xd0\xd5\xc3\xfb,\xd0\xd4\xb1\xf0\r\n1,2\r\n").unwrap_err().key, "format.gbk");
    assert!(read(b"").is_err());
    let small = CohortOptions { most_bytes: 10, ..CohortOptions::default() };
    assert_eq!(read_cohort("t.csv", b"a,b\n1,2\n3,4\n", small).unwrap_err().key, "cohort.tooLarge");
    let small = CohortOptions { most_cells: 3, ..CohortOptions::default() };
    assert_eq!(read_cohort("t.csv", b"a,b\n1,2\n3,4\n", small).unwrap_err().key, "cohort.manyRows");
}

/// Blocks of any size, with a quoted line end, and a column that turns into words behind the rows that decide.
#[test]
fn blocks_change_nothing() {
    let mut text = String::from("id,x,late,day,note\n");
    for i in 0..30_000 {
        let late = if i > 20_000 { "high".to_owned() } else { i.to_string() };
        // From row 20,000 on a day tells that it stands first.
        let day = if i > 20_000 { "31/12/2020" } else { "03/04/2020" };
        text.push_str(&format!("{i},{}.5,{late},{day},\"a \"\"b\"\"\n{}\"\n", i % 90, i % 5));
    }
    let whole = read(text.as_bytes()).unwrap();
    assert_eq!(whole.frame.rows(), 30_000);
    let kinds: Vec<_> = whole.columns.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [ColumnKind::Id, ColumnKind::Number, ColumnKind::Word, ColumnKind::Day, ColumnKind::Word]);
    for size in [777, 65_536, 400_001] {
        let mut reader = CohortReader::new("t.csv", CohortOptions::default());
        let blocks = loop {
            for block in text.as_bytes().chunks(size) {
                reader.push(block).unwrap();
            }
            match reader.finish().unwrap() {
                Step::Done(cohort) => break *cohort,
                Step::Again(next) => reader = *next,
            }
        };
        assert_eq!(blocks, whole, "{size}");
    }
}

/// No cut and no changed byte of a table makes the reader panic.
#[test]
fn a_hostile_table_never_breaks_it() {
    let text = "a,\"b\"\"\",日\n1,\"x\ny\",2020-01-01\n2,z,31.12.2020\n".as_bytes();
    for end in 0..text.len() {
        let _ = read(&text[..end]);
        for byte in [0, b'"', b',', b'\n', b'\r', 0xff] {
            let mut changed = text.to_vec();
            changed[end] = byte;
            let _ = read(&changed);
        }
    }
}

/// `scripts/reference/table.py` names the versions.
#[test]
fn the_preparation_agrees_with_the_references() {
    use bedside::prepare::pipeline::PipelineSettings;
    use bedside::prepare::quality::{Anticipated, auroc, needed};
    use bedside::record::{Column, Frame};
    let reference: serde_json::Value = serde_json::from_str(include_str!("fixtures/learn/table.json")).unwrap();
    let list = |value: &serde_json::Value| -> Vec<f64> {
        value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
    };
    let x: Vec<f64> = (0..60).map(|i| f64::from(i * 37 % 101) / 7.0).collect();
    let frame = Frame::new(vec![Column { name: "x".to_owned(), cells: Cells::Numbers(x.clone()) }]).unwrap();
    let rows: Vec<u32> = (0..60).collect();
    let near = |one: &[f64], other: &[f64]| one.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-11);
    let mut settings = PipelineSettings::of(["x"]);
    settings.columns[0].knots = 5;
    let (_, matrix) = settings.check().unwrap().fit(&frame, &rows, None).unwrap();
    for (column, expected) in reference["spline"].as_array().unwrap().iter().enumerate() {
        assert!(near(matrix.column(column), &list(expected)), "{column}");
    }
    let mut settings = PipelineSettings::of(["x"]);
    settings.columns[0].winsorise = 0.05;
    let (_, matrix) = settings.check().unwrap().fit(&frame, &rows, None).unwrap();
    assert!(near(matrix.column(0), &list(&reference["winsorised"])));
    let event: Vec<bool> = (0..60).map(|i| (i * 7) % 3 == 0).collect();
    let rounded: Vec<f64> = x.iter().map(|x| x.round()).collect();
    assert!((auroc(&rounded, &event).unwrap() - reference["auroc"].as_f64().unwrap()).abs() < 1e-12);
    for size in reference["sizes"].as_array().unwrap() {
        let expected = Anticipated::Continuous { r_squared: size["r2"].as_f64().unwrap(), mean: 1.0, deviation: 1.0 };
        let parameters = size["parameters"].as_u64().unwrap() as usize;
        assert_eq!(needed(expected, parameters).unwrap().shrinkage, size["shrinkage"].as_u64().unwrap());
    }
}

/// scikit-learn's TargetEncoder, for each inner fold fitted on the others; and its IterativeImputer with our penalty.
#[test]
fn words_by_the_outcome_and_missing_numbers_agree_with_scikit_learn() {
    use bedside::prepare::pipeline::{Encode, Impute, PipelineSettings};
    use bedside::record::{Column, Frame};
    let reference: serde_json::Value = serde_json::from_str(include_str!("fixtures/learn/table.json")).unwrap();
    let list = |value: &serde_json::Value| -> Vec<f64> {
        value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap_or(f64::NAN)).collect()
    };
    let worst = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    let rows: Vec<u32> = (0..60).collect();
    let words = |list: &[&str]| {
        let mut known: Vec<String> = list.iter().map(|word| (*word).to_owned()).collect();
        known.sort();
        known.dedup();
        let codes = list.iter().map(|word| known.iter().position(|k| k == word).unwrap() as u32).collect();
        Frame::new(vec![Column { name: "w".to_owned(), cells: Cells::Words { codes, words: known } }]).unwrap()
    };
    let target = &reference["target"];
    let word: Vec<&str> = target["word"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let mut settings = PipelineSettings { seed: 3, ..PipelineSettings::of(["w"]) };
    settings.columns[0].encode = Encode::Target { smooth: 10.0, folds: 3 };
    settings.columns[0].standardise = false;
    let checked = settings.check().unwrap();
    let (fitted, matrix) = checked.fit(&words(&word), &rows, Some(&list(&target["y"]))).unwrap();
    assert!(worst(matrix.column(0), &list(&target["apart"])) < 1e-12);
    let new = fitted.transform(&words(&["w0", "w2", "never seen"])).unwrap();
    assert!(worst(new.column(0), &list(&target["new"])) < 1e-12);

    let iterative = &reference["iterative"];
    let column = |at: usize| Column { name: format!("x{at}"), cells: Cells::Numbers(list(&iterative["columns"][at])) };
    let frame = Frame::new((0..3).map(column).collect()).unwrap();
    let mut settings = PipelineSettings::of(["x0", "x1", "x2"]);
    for column in &mut settings.columns {
        (column.impute, column.standardise) = (Impute::Iterative, false);
    }
    let (fitted, matrix) = settings.check().unwrap().fit(&frame, &rows, None).unwrap();
    for (at, regression) in fitted.regressions.iter().enumerate() {
        assert!(worst(&regression.weights, &list(&iterative["weights"][at])) < 1e-9, "{regression:?}");
        assert!((regression.intercept - iterative["intercepts"][at].as_f64().unwrap()).abs() < 1e-9);
        // Theirs keeps the regressions of every turn, ours the last: both come to rest at the same place.
        let gap = worst(matrix.column(at), &list(&iterative["filled"][at]));
        assert!(gap < 0.02, "{at}: {gap}");
    }
}

/// What stands for a missing cell, how words are numbered and which columns are left, worked by hand.
mod by_hand {
    use bedside::prepare::pipeline::{Encode, FittedPipeline, Impute, PipelineSettings};
    use bedside::record::{Cells, Column, Frame, NO_DAY, NO_WORD};

    fn frame<const N: usize>(columns: [(&str, Cells); N]) -> Frame {
        Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap()
    }

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|word| (*word).to_owned()).collect()
    }

    /// Fitted on the first rows of a table, and what all of its rows become.
    fn made(settings: PipelineSettings, table: &Frame, train: u32) -> (FittedPipeline, Vec<Vec<f64>>) {
        let y: Vec<f64> = (0..table.rows()).map(|row| row as f64).collect();
        let rows: Vec<u32> = (0..train).collect();
        let (fitted, _) = settings.check().unwrap().fit(table, &rows, Some(&y)).unwrap();
        let matrix = fitted.transform(table).unwrap();
        let columns = (0..matrix.columns()).map(|at| matrix.column(at).to_vec()).collect();
        (fitted, columns)
    }

    fn plain(names: &[&str], impute: Impute) -> PipelineSettings {
        let mut settings = PipelineSettings::of(names.iter().copied());
        settings.columns.iter_mut().for_each(|column| (column.impute, column.standardise) = (impute, false));
        settings
    }

    #[test]
    fn gaps_are_filled_by_the_training_rows() {
        let nan = f64::NAN;
        let table = frame([
            ("x", Cells::Numbers(vec![10.0, 1.0, 6.0, 1.0, 2.0, nan, 700.0, nan])),
            ("day", Cells::Days(vec![3653, 0, 0, 0, 0, NO_DAY, 9999, NO_DAY])),
            ("w", Cells::Words { codes: vec![0, 2, 1, 2, 0, NO_WORD, 1, NO_WORD], words: words(&["c", "a", "b"]) }),
        ]);
        let year = |days: f64| days / 365.25;
        // b and c are as frequent: the first of the alphabet.
        for (impute, x, day) in [(Impute::Median, 2.0, 0.0), (Impute::Mean, 4.0, year(730.6)), (Impute::Mode, 1.0, 0.0)]
        {
            let mut settings = plain(&["x", "day", "w"], impute);
            settings.columns[0].indicator = true;
            let (fitted, columns) = made(settings, &table, 6);
            assert_eq!(fitted.names, ["x", "x ?", "day", "w = b", "w = c"]);
            assert_eq!(columns[0], [10.0, 1.0, 6.0, 1.0, 2.0, x, 700.0, x], "{impute:?}");
            assert_eq!(columns[1], [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0]);
            assert!((columns[2][5] - day).abs() < 1e-12 && columns[2][6] == year(9999.0), "{impute:?}");
            assert_eq!(columns[3], [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]);
            assert_eq!(columns[4], [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        }
        let (_, left) = made(plain(&["x"], Impute::Leave), &table, 6);
        assert!(left[0][5].is_nan() && left[0][4] == 2.0);
        // Scaled by the training rows: mean 4, spread √(62 / 6), the gap filled by the mean.
        let mut settings = plain(&["x"], Impute::Mean);
        settings.columns[0].standardise = true;
        let (_, scaled) = made(settings, &table, 6);
        let spread = (62.0_f64 / 6.0).sqrt();
        assert!(
            scaled[0].iter().zip([6.0, -3.0, 2.0, -3.0, -2.0, 0.0, 696.0]).all(|(z, x)| (z - x / spread).abs() < 1e-12)
        );
    }

    #[test]
    fn ordered_words_are_numbered_in_their_order() {
        let codes = vec![2, 0, 1, 1, 0, 3, 3, 3, 3, NO_WORD, 1];
        let table = frame([("w", Cells::Words { codes, words: words(&["high", "low", "mid", "unknown"]) })]);
        let mut settings = plain(&["w"], Impute::Median);
        settings.columns[0].encode = Encode::Ordered { words: words(&["low", "mid", "high"]) };
        let (fitted, columns) = made(settings, &table, 11);
        assert_eq!(fitted.names, ["w"]);
        // A word outside the order is as a missing cell, however many have it: low is the most frequent of the others.
        assert_eq!(columns[0], [1.0, 2.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        let mut settings = plain(&["w"], Impute::Median);
        settings.columns[0].encode = Encode::Ordered { words: words(&["mid", "high", "low"]) };
        let (_, columns) = made(settings, &table, 11);
        assert_eq!(columns[0], [0.0, 1.0, 2.0, 2.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0]);
    }

    #[test]
    fn the_later_of_two_that_go_together_is_left_out_and_the_best_are_kept() {
        let other = [5.0, 1.0, 4.0, 2.0, 8.0, 3.0, 7.0, 6.0];
        let number = |of: &dyn Fn(usize) -> f64| Cells::Numbers((0..8).map(of).collect());
        // The outcome is the number of the row: `near` goes with it 0.976, `other` 0.524.
        let near = [0.0, 1.0, 2.0, 4.0, 3.0, 5.0, 7.0, 6.0];
        let table = frame([
            ("other", number(&|row| other[row])),
            ("near", number(&|row| near[row])),
            ("turned", number(&|row| 9.0 - 2.0 * near[row])),
            ("row", number(&|row| row as f64)),
        ]);
        let kept = |correlation: f64, best: usize, names: &[&str]| {
            let mut settings = PipelineSettings::of(names.iter().copied());
            (settings.select.correlation, settings.select.best) = (correlation, best);
            made(settings, &table, 8).0.names
        };
        let all = ["other", "near", "turned", "row"];
        assert_eq!(kept(0.9, 0, &all), ["other", "near"]);
        assert_eq!(kept(0.98, 0, &all), ["other", "near", "row"]);
        assert_eq!(kept(1.0, 0, &all), all);
        assert_eq!(kept(0.9, 0, &["row", "turned", "other"]), ["row", "other"]);
        assert_eq!(kept(1.0, 1, &["other", "near"]), ["near"]);
        assert_eq!(kept(1.0, 1, &all), ["row"]);
        assert_eq!(kept(1.0, 2, &["turned", "other", "row"]), ["turned", "row"], "turned goes with it the other way");
    }
}

/// The value of one cell in a column where others are marked, odd, or may be read in two ways.
#[test]
fn one_odd_cell_does_not_change_what_a_comma_says() {
    for odd in ["<0,003", "0,012↑", "see note", ">1,250"] {
        let rows: String = (0..60).map(|i| format!("{i};0,{:03}\n", 100 + i)).collect();
        let cohort = read(format!("id;x\n{rows}60;{odd}\n").as_bytes()).unwrap();
        assert_eq!(numbers(&cohort, "x")[..2], [0.1, 0.101], "{odd}");
        assert!(cohort.notes.iter().any(|note| note.key == "decimalComma"));
    }
    // Only the comma of a fraction can stand behind a 0.
    let cohort = read(b"id,x\n1,\"0,012\"\n2,\"1,250\"\n").unwrap();
    assert_eq!(numbers(&cohort, "x"), [0.012, 1.25]);
    // One slip among points is told, and changes nothing else.
    let rows: String = (0..60).map(|i| format!("{i};{i}.5\n")).collect();
    let cohort = read(format!("id;x\n{rows}60;7,5\n").as_bytes()).unwrap();
    assert_eq!((numbers(&cohort, "x")[3], cohort.columns[1].odd), (3.5, 1));
}

fn noted(cohort: &Cohort, key: &str) -> Vec<String> {
    cohort.notes.iter().filter(|note| note.key == key).flat_map(|note| note.columns.clone()).collect()
}

#[test]
fn points_before_three_digits_are_thousands_where_the_file_writes_commas() {
    let rows: String = (0..30).map(|i| format!("{i};5,{};{}\n", i % 10, ["950", "1.250", "12.300"][i % 3])).collect();
    let cohort = read(format!("id;crea;x\n{rows}").as_bytes()).unwrap();
    assert_eq!(numbers(&cohort, "x")[..3], [950.0, 1250.0, 12_300.0]);
    assert_eq!(
        (noted(&cohort, "ambiguousPoint"), noted(&cohort, "decimalComma")),
        (vec!["x".into()], vec!["crea".into(), "x".into()])
    );
    // Nothing tells: they are read as fractions, and it is said.
    let rows: String = (0..30).map(|i| format!("{i};{}\n", ["950", "1.250", "12.300"][i % 3])).collect();
    let cohort = read(format!("id;x\n{rows}").as_bytes()).unwrap();
    assert_eq!((numbers(&cohort, "x")[1], noted(&cohort, "ambiguousPoint")), (1.25, vec!["x".into()]));
    let cohort = read(format!("id,x\n{}", rows.replace(';', ",")).as_bytes()).unwrap();
    assert!(noted(&cohort, "ambiguousPoint").is_empty());
}

/// Behind the rows that decide, in blocks, too.
#[test]
fn a_comma_that_comes_late_is_read_and_told() {
    let mut text = String::from("id;late;frac;pts;code\n");
    for i in 0..9000 {
        let [late, frac, points] = if i < 8000 { ["950"; 3] } else { ["1,250", "5,3", "1.250"] };
        text.push_str(&format!("{i};{late};{frac};{points};{}\n", if i < 8990 { "500" } else { "007" }));
    }
    let cohort = read(text.as_bytes()).unwrap();
    let last = |name: &str| numbers(&cohort, name)[8999];
    assert_eq!((last("late"), last("frac"), last("pts")), (1.25, 5.3, 1250.0));
    assert_eq!(
        (noted(&cohort, "ambiguousComma"), noted(&cohort, "ambiguousPoint")),
        (vec!["late".into()], vec!["pts".into()])
    );
    assert!(
        matches!(&cohort.frame.column("code").unwrap().cells, Cells::Words { words, .. } if words == &["500", "007"])
    );
    let cohort = read(text.replace(';', ",").replace("1,250", "\"1,250\"").replace("5,3", "9").as_bytes()).unwrap();
    assert_eq!((numbers(&cohort, "late")[8999], noted(&cohort, "ambiguousComma")), (1250.0, vec!["late".into()]));
    for size in [777, 65_536] {
        let mut reader = CohortReader::new("t.csv", CohortOptions::default());
        let blocks = loop {
            text.as_bytes().chunks(size).for_each(|block| reader.push(block).unwrap());
            match reader.finish().unwrap() {
                Step::Done(cohort) => break *cohort,
                Step::Again(next) => reader = *next,
            }
        };
        assert_eq!(blocks, read(text.as_bytes()).unwrap(), "{size}");
    }
}

#[test]
fn codes_stay_as_they_are_written() {
    let mut text = String::from("patient id,insured,ward,age,n\n");
    for i in 0..40 {
        let insured = 110_105_194_912_310_021_u64 + u64::from(i == 3);
        text.push_str(&format!(
            "{:06},{insured},{:02},{},{i}\n",
            1 + i * 3 % 40,
            1 + i % 3,
            if i == 5 { "07".into() } else { format!("{}", 40 + i) }
        ));
    }
    let cohort = read(text.as_bytes()).unwrap();
    use ColumnKind::{Id, Number, Word};
    assert_eq!(cohort.columns.iter().map(|column| column.kind).collect::<Vec<_>>(), [Id, Id, Word, Number, Id]);
    let preview = cohort.preview(5);
    assert_eq!(preview[1][..3], ["000004", "110105194912310021", "02"]);
    assert_eq!(preview[3][1], "110105194912310022");
    assert_eq!((noted(&cohort, "codes"), noted(&cohort, "numbersAmongWords")), (vec!["ward".into()], vec![]));
    assert_eq!(numbers(&cohort, "age")[5], 7.0);
}

#[test]
fn a_late_day_without_a_leading_zero_tells_the_order() {
    let days: String = (0..3000).map(|i| format!("{i},{}/{}/2020\n", 1 + i % 9, 2 + i % 7)).collect();
    for (told, order, third) in
        [("1/31/2020", DayOrder::MonthFirst, "2020-03-04"), ("31/1/2020", DayOrder::DayFirst, "2020-04-03")]
    {
        let cohort = read(format!("id,seen\n{days}3000,{told}\n").as_bytes()).unwrap();
        assert_eq!((cohort.columns[1].kind, cohort.columns[1].day_order), (ColumnKind::Day, Some(order)));
        assert_eq!((cohort.preview(3)[2][1].as_str(), cohort.columns[1].odd), (third, 0));
    }
}

/// As old programs of Macs end them.
#[test]
fn lines_that_end_in_a_return_alone_are_read() {
    let mut text = String::from("a;b\r\n1,5;\"x\r\ny\"\r\n\r\n");
    (0..60_000).for_each(|i| text.push_str(&format!("{i};z\r\n")));
    let plain = read(text.replace('\r', "").as_bytes()).unwrap();
    let macs = text.replace('\n', "");
    for text in [
        macs.as_bytes(),
        &[&[0xff, 0xfe][..], &macs.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat(),
    ] {
        assert_eq!(read(text).unwrap(), plain);
        for size in [7777, 300_000] {
            let mut reader = CohortReader::new("t.csv", CohortOptions::default());
            text.chunks(size).for_each(|block| reader.push(block).unwrap());
            let Step::Done(blocks) = reader.finish().unwrap() else { panic!("once is enough") };
            assert_eq!(*blocks, plain, "{size}");
        }
    }
    assert_eq!(read(b"a,b\r1,2\r3,4").unwrap().frame.rows(), 2);
}
