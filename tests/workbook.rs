//! Workbooks as tables: what a sheet says, and workbooks that nobody should bring. Fixtures: scripts/reference/workbook.py.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use bedside::collect::cohort::{CohortOptions, ColumnKind, read_cohort};
use bedside::collect::workbook::{Limits, SheetText, Workbook};
use bedside::{Error, Kind};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(support::repository().join("tests/fixtures/workbook").join(name)).unwrap()
}

fn sheet(name: &str, sheet: Option<&str>) -> Result<SheetText, Error> {
    Workbook::open(name, bytes(name), Limits::default())?.read(sheet)
}

fn text(read: &SheetText) -> &str {
    std::str::from_utf8(&read.text).unwrap()
}

#[test]
fn a_sheet_becomes_the_text_of_a_table() {
    let read = sheet("people.xlsx", None).unwrap();
    // The title and the empty rows stay as lines, so that rows keep their numbers; the person of a merged cell is in both rows.
    let expected = concat!(
        "\n\n\n编号,age,sex,visit,SBP (mmHg),died,remark\n",
        "1,61,female,2020-02-29,141.5,TRUE,\"a, \"\"b\"\"\"\n",
        "1,61.25,female,2020-03-01 14:30:00,138,FALSE,\"two\nlines\"\n",
        "2,58,男,1900-03-01,,FALSE,\n",
        "3,70,male,1999-12-31,0.3,TRUE,\n",
    );
    assert_eq!(text(&read), expected);
    let told = &read.told;
    assert_eq!((told.sheet.as_str(), told.rows, told.columns), ("Visits 随访", 6, 7));
    assert_eq!((told.merged, told.titles, told.errors, told.unsaved), (1, 1, 1, 1));
    assert_eq!((told.error_cells[0].cell.as_str(), told.error_cells[0].text.as_str()), ("F7", "#N/A"));
    assert_eq!(told.unsaved_cells[0].cell, "H7");
    let sheets: Vec<_> = told.sheets.iter().map(|one| (one.name.as_str(), one.hidden, one.filled)).collect();
    let all = [("About", false, true), ("Visits 随访", false, true), ("Codes", true, true), ("Times", false, true)];
    assert_eq!(sheets, all);
    // And the reader of tables takes it from there.
    let cohort = read_cohort("people.xlsx", &read.text, CohortOptions::default()).unwrap();
    let kinds: Vec<ColumnKind> = cohort.columns.iter().map(|column| column.kind).collect();
    use ColumnKind::{Day, Id, Number, Word};
    assert_eq!(kinds, [Id, Number, Word, Day, Number, Word, Word]);
    assert_eq!((cohort.frame.rows(), cohort.columns[3].odd), (4, 0));
}

#[test]
fn a_sheet_is_read_by_its_name() {
    assert_eq!(text(&sheet("people.xlsx", Some("Codes")).unwrap()), "code,means\n1,yes\n");
    assert_eq!(text(&sheet("people.xlsx", Some("Times")).unwrap()), "at,for\n07:05:00,30:00:00\n");
    let error = sheet("people.xlsx", Some("codes")).unwrap_err();
    assert_eq!((error.kind, error.key.as_str()), (Kind::Value, "workbook.noSuchSheet"));
    assert_eq!(error.args["sheets"], "About, Visits 随访, Codes, Times");
    let macs = sheet("calendar1904.xlsx", None).unwrap();
    assert_eq!((text(&macs), macs.told.since1904), ("day,n\n2020-02-29,1\n", true));
}

#[test]
fn odd_cells_are_left_empty_and_told() {
    let read = sheet("odd-cells.xlsx", None).unwrap();
    assert_eq!(text(&read), "x,y\n\n,4\n");
    assert_eq!((read.told.errors, read.told.unsaved), (2, 1));
    // Where a cell stood that nobody understands is lost; it is told without a place rather than with a wrong one.
    assert_eq!(read.told.error_cells[0].cell, "");
    assert_eq!(read.told.error_cells[1].cell, "B2");
    let long = sheet("long-cell.xlsx", None).unwrap();
    assert_eq!(text(&long).chars().filter(|letter| *letter == '好').count(), 32_767);
    let last = sheet("last-row.xlsx", None).unwrap();
    assert_eq!((last.told.rows, last.text.iter().filter(|byte| **byte == b'\n').count()), (2, 1_048_576));
}

#[test]
fn what_is_no_workbook_that_is_read_is_refused_by_name() {
    for (name, kind, key) in [
        ("locked.xlsx", Kind::Unsupported, "workbook.locked"),
        ("old.xls", Kind::Unsupported, "workbook.xls"),
        ("binary.xlsb", Kind::Unsupported, "workbook.xlsb"),
        ("open.ods", Kind::Unsupported, "workbook.ods"),
        ("letter.docx", Kind::Unsupported, "format.docx"),
        ("cut.xlsx", Kind::Malformed, "workbook.cut"),
        ("ends-early.xlsx", Kind::Malformed, "workbook.broken"),
        ("many-words.xlsx", Kind::Malformed, "workbook.broken"),
        ("backwards.xlsx", Kind::Malformed, "workbook.broken"),
        ("entities.xlsx", Kind::Malformed, "workbook.broken"),
        ("no-values.xlsx", Kind::Malformed, "workbook.empty"),
        ("far-cell.xlsx", Kind::TooLarge, "workbook.tooLarge"),
    ] {
        let error = sheet(name, None).unwrap_err();
        assert_eq!((error.kind, error.key.as_str()), (kind, key), "{name}: {error}");
        assert!(error.place.starts_with(name), "{error}");
    }
    for (bytes, key) in [(&b"a,b\n1,2\n"[..], "workbook.none"), (b"%PDF-1.7", "format.pdf"), (b"", "workbook.none")] {
        let error = Workbook::open("x", bytes.to_vec(), Limits::default()).err().unwrap();
        assert_eq!(error.key, key);
    }
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let limits = Limits { unpacked: 10_000_000, ..Limits::default() };
    let error = Workbook::open("bomb.xlsx", bytes("bomb.xlsx"), limits).err().unwrap();
    assert_eq!((error.kind, error.key.as_str()), (Kind::TooLarge, "workbook.swells"));
    assert_eq!(error.args["most"], "10");
    // A header that says less than is true is not believed: the size stands at byte 24 of a part's entry in the directory.
    let mut lying = bytes("bomb.xlsx");
    let mut at = 0;
    while let Some(found) = lying[at..].windows(4).position(|four| four == b"PK\x01\x02") {
        at += found + 4;
        lying[at + 20..at + 24].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(Workbook::open("bomb.xlsx", lying, limits).is_err());
    let held = Limits { held: 100, ..Limits::default() };
    assert_eq!(Workbook::open("x", bytes("people.xlsx"), held).err().unwrap().key, "workbook.swells");
}

#[test]
fn a_workbook_cut_anywhere_or_with_a_byte_changed_is_an_error_or_a_table() {
    let whole = bytes("people.xlsx");
    for step in 0..whole.len() / 23 {
        let at = step * 23;
        let cut = Workbook::open("x", whole[..at].to_vec(), Limits::default());
        assert!(cut.is_err(), "cut at {at}");
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        let _ = Workbook::open("x", changed, Limits::default()).and_then(|mut book| book.read(None));
    }
}
