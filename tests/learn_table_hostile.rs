//! Tables that nobody should bring: a clear error or a table, never a panic, never a wrong number.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use bedside::collect::cohort::{
    Cohort, CohortOptions, CohortReader, ColumnChange, ColumnKind, DayOrder, Picture, Step, read_cohort,
};
use bedside::record::Cells;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Result<Cohort, bedside::Error> {
    read_cohort("t.csv", bytes, CohortOptions::default())
}

fn kinds(cohort: &Cohort) -> Vec<ColumnKind> {
    cohort.columns.iter().map(|column| column.kind).collect()
}

/// The same bytes in blocks.
fn in_blocks(bytes: &[u8], size: usize) -> Result<Cohort, bedside::Error> {
    let mut reader = CohortReader::new("t.csv", CohortOptions::default());
    loop {
        for block in bytes.chunks(size) {
            reader.push(block)?;
        }
        match reader.finish()? {
            Step::Done(cohort) => return Ok(*cohort),
            Step::Again(next) => reader = *next,
        }
    }
}

/// Whatever a cohort holds is told: counts add up, nothing is left without an answer.
fn holds(cohort: &Cohort) {
    let told = cohort.told();
    let columns = cohort.frame.columns();
    assert_eq!(
        (told.rows, told.columns.len(), told.pictures.len()),
        (cohort.frame.rows(), columns.len(), columns.len())
    );
    assert!(told.preview.len() == told.rows.min(20) && told.preview.iter().all(|row| row.len() == columns.len()));
    for ((found, picture), column) in told.columns.iter().zip(&told.pictures).zip(columns) {
        assert_eq!(found.name, column.name);
        let empty = (0..told.rows).filter(|row| column.cells.is_missing(*row)).count();
        assert_eq!(found.missing + found.odd, empty, "{found:?}");
        let (missing, counted) = match picture {
            Picture::Number { missing, counts, .. } | Picture::Day { missing, counts, .. } => {
                (*missing, counts.iter().sum::<usize>())
            }
            Picture::Word { missing, most, rest, .. } => {
                (*missing, most.iter().map(|word| word.rows).sum::<usize>() + rest)
            }
        };
        assert_eq!((missing, missing + counted), (empty, told.rows));
    }
    serde_json::to_string(&told).unwrap();
}

#[test]
fn what_is_no_table_says_what_to_do() {
    let wide: String = (0..20_001).map(|i| format!("c{i},")).collect::<String>() + "\n";
    let xlsx = b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml and xl/workbook.xml";
    for (bytes, key) in [
        (&b""[..], "format.empty"),
        (b"\n\n \n", "format.empty"),
        (b"a,b,c\n", "cohort.noRows"),
        (b"a,b,c", "cohort.noRows"),
        (b"a\n\n", "cohort.noRows"),
        (b",,\n1,2,3\n", "cohort.noHeadings"),
        (xlsx, "format.xlsx"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "format.pdf"),
        (b"<!DOCTYPE html><html><table></table></html>", "format.html"),
        (b"{\"resourceType\":\"Bundle\",\"entry\":[]}", "cohort.record"),
        (b"\xd0\xd4\xb1\xf0,\xc4\xea\xc1\xe4\r\n\xc4\xd0,61\r\n\xc5\xae,58\r\n", "format.gbk"),
        (b"a\x00,\x00b\x00\n\x001\x00,\x002\x00\n\x00", "format.utf16"),
        (b"a,b\n1,2\n3,\xff\xfe\n", "cohort.notText"),
        (wide.as_bytes(), "cohort.manyColumns"),
    ] {
        let error = read(bytes).unwrap_err();
        assert_eq!(error.key, key, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
        assert!(error.place.starts_with("t.csv"), "{error:?}");
        assert_eq!(in_blocks(bytes, 7).unwrap_err().key, key);
    }
}

#[test]
fn hard_tables_are_read() {
    // One column, and blank lines in it are cells that say nothing, but for those at its end.
    let one = read(b"x\n1\n\n3\n\n\r\n").unwrap();
    assert_eq!((one.frame.rows(), one.columns[0].missing), (3, 1));
    // All missing.
    let none = read(b"a,b\n,NA\n,.\n").unwrap();
    assert_eq!((kinds(&none), none.columns[1].missing), (vec![ColumnKind::Number; 2], 2));
    // Infinite numbers are none, and are told.
    let text = (0..200).map(|i| format!("{i}.5\n")).collect::<String>();
    let infinite = read(format!("x\n{text}inf\n1e999\n").as_bytes()).unwrap();
    assert_eq!((infinite.columns[0].kind, infinite.columns[0].odd), (ColumnKind::Number, 2));
    assert_eq!(infinite.columns[0].odd_cells[1].text, "1e999");
    assert!(matches!(&infinite.frame.columns()[0].cells, Cells::Numbers(x) if x.iter().all(|x| !x.is_infinite())));
    // Labels in Chinese, a separator of full width in a cell.
    let chinese = read("编号,结局\n1,恶性\n2,良性，随访\n3,不详\n".as_bytes()).unwrap();
    assert_eq!((chinese.columns[1].words, chinese.columns[1].missing), (2, 1));
    // A title of one person's name repeated, and headings that already have numbers.
    let twice = read(b"x,x,x (2)\n1,2,3\n").unwrap();
    let names: Vec<&str> = twice.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["x", "x (2)", "x (2) (2)"]);
    // A death date that the first rows do not have.
    let mut late = String::from("x,died\n");
    for i in 0..3000 {
        late.push_str(&format!("{}.5,{}\n", i % 9, if i > 2500 { "31/12/2020" } else { "" }));
    }
    let late = read(late.as_bytes()).unwrap();
    assert_eq!((late.columns[1].kind, late.columns[1].day_order), (ColumnKind::Day, Some(DayOrder::DayFirst)));
    // A null byte far below the head stays where it is.
    let nulls = read(format!("a,b\n{}1,x\0y\n", "1,z\n".repeat(2000)).as_bytes()).unwrap();
    assert_eq!(nulls.columns[1].words, 2);
    for cohort in [one, none, infinite, chinese, twice, late, nulls] {
        holds(&cohort);
    }
}

#[test]
fn what_a_reader_should_know_is_noted() {
    let mut text = String::from("SBP (mmHg);visit;lab;grade;crea;cp\n");
    for i in 0..60 {
        let grade = if i == 7 { "maligant" } else { ["Malignant", "benign"][i % 2] };
        text.push_str(&format!(
            "{};0{}/04/2020;1,{}5;{grade};{};{}\n",
            110 + i,
            1 + i % 9,
            i % 7,
            if i % 9 == 0 { "<5" } else { "71" },
            1 + i % 4
        ));
    }
    let cohort = read(text.as_bytes()).unwrap();
    let columns = |key: &str| -> Vec<String> {
        cohort.notes.iter().filter(|note| note.key == key).flat_map(|note| note.columns.clone()).collect()
    };
    assert_eq!(columns("unitInHeading"), ["SBP (mmHg)"]);
    assert_eq!(columns("ambiguousDay"), ["visit"]);
    assert_eq!(columns("decimalComma"), ["lab"]);
    assert_eq!(columns("fewNumbers"), ["cp"]);
    assert_eq!(columns("nearWords"), ["grade"]);
    let pairs = cohort.notes.iter().find(|note| note.key == "nearWords").unwrap().pairs.clone();
    assert_eq!((pairs[0].word.as_str(), pairs[0].rows, pairs[0].other.as_str()), ("maligant", 1, "Malignant"));
    holds(&cohort);
}

/// A sheet of check-ups as hospitals export it: arrows, flags, full width, the unit of the heading in the cells.
#[test]
fn marks_around_numbers_do_not_make_words() {
    let mut text = String::from("体检编号,体重(kg),总胆固醇(mmol/L),肌酐(μmol/L),血压(mmHg),乙肝表面抗原\n");
    for i in 0..30 {
        let weight = if i % 5 == 0 { format!("{}.5kg", 50 + i) } else { (50 + i).to_string() };
        let chol = ["4.95↑", "５．８７", "3.62", "4.1 ↓"][i % 4];
        let crea = if i == 3 { "<20".to_owned() } else { format!("{}{}", 60 + i, if i % 3 == 0 { "(H)" } else { "" }) };
        let more = format!("{}/{},{}", 120 + i, 70 + i % 9, ["阴性", "阳性"][i % 2]);
        text.push_str(&format!("TJ26-{i:03},{weight},{chol},{crea},{more}\n"));
    }
    let cohort = read(text.as_bytes()).unwrap();
    use ColumnKind::{Id, Number, Word};
    assert_eq!(kinds(&cohort), [Id, Number, Number, Number, Word, Word]);
    assert_eq!((cohort.columns[3].odd, cohort.columns[3].odd_cells[0].text.as_str()), (1, "<20"));
    let Cells::Numbers(chol) = &cohort.frame.columns()[2].cells else { panic!("numbers") };
    assert_eq!(chol[..4], [4.95, 5.87, 3.62, 4.1]);
    holds(&cohort);
}

/// A cell of nothing but brackets is no number, and is known to be none at once: looking for the end of each would take hours.
#[test]
fn a_cell_of_brackets_holds_nothing_up() {
    let brackets = "(".repeat(900_000);
    let late: String = (0..3000).map(|i| format!("{i}\n")).collect();
    for text in [format!("x\n1\n{brackets}\n2 mg\n"), format!("x\n{late}{brackets}\n")] {
        let mut cohort = read(text.as_bytes()).unwrap();
        let change = ColumnChange { name: "x".into(), kind: Some(ColumnKind::Number), ..ColumnChange::default() };
        cohort.change(&change).unwrap();
        assert_eq!(cohort.columns[0].odd, 1);
        holds(&cohort);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(cohort) = read(&bytes) {
            holds(&cohort);
        }
    }

    /// Cells of every sort, whole and in blocks; and every change of every column.
    #[test]
    fn no_table_breaks_it(
        cells in proptest::collection::vec("[0-9]{1,3}|[0-9],[0-9]|-?[0-9]\\.[0-9]e?[0-9]|NA||[a-c]{1,2}|未知|男|(0[1-9]|1[0-9])/0[1-9]/20[0-2][0-9]|\"[a-c,\n]{0,4}\"|inf", 3..60),
        separator in "[,;\t]",
        size in 1_usize..50,
    ) {
        let rows: Vec<String> = cells.chunks_exact(3).map(|row| row.join(&separator)).collect();
        let text = format!("a{separator}b{separator}c\n{}\n", rows.join("\n"));
        let whole = read(text.as_bytes());
        // As text: NaN is not equal to itself.
        prop_assert_eq!(format!("{:?}", in_blocks(text.as_bytes(), size)), format!("{whole:?}"));
        let Ok(cohort) = whole else { return Ok(()) };
        holds(&cohort);
        for column in &cohort.columns {
            for kind in [ColumnKind::Number, ColumnKind::Word, ColumnKind::Day, ColumnKind::Id] {
                let mut changed = cohort.clone();
                let change = ColumnChange { name: column.name.clone(), kind: Some(kind), ..ColumnChange::default() };
                changed.change(&change).unwrap();
                holds(&changed);
            }
        }
    }
}
