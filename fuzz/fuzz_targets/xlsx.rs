//! A workbook to the text of a table: bytes as they are, or the texts of its parts, since chance packs no archive.
#![no_main]

use std::io::{Cursor, Write};

use bedside::collect::cohort::{CohortOptions, read_cohort};
use bedside::collect::workbook::{Limits, Workbook};

/// Parts by the order of their texts, parted by a byte that no text has.
const PARTS: [&str; 6] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
];
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn usual(at: usize) -> String {
    match at {
        3 => "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".to_owned(),
        4 => format!("<Relationships><Relationship Id=\"r1\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
        5 => format!("<Relationships><Relationship Id=\"r1\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        _ => String::new(),
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let texts: Vec<&[u8]> = bytes.split(|byte| *byte == 0x1e).collect();
    for (at, name) in PARTS.iter().enumerate() {
        let usual = usual(at);
        let text = texts.get(at).copied().filter(|text| !text.is_empty()).unwrap_or(usual.as_bytes());
        if !text.is_empty() {
            archive.start_file(*name, options).expect("memory takes a part");
            archive.write_all(text).expect("memory takes bytes");
        }
    }
    archive.finish().expect("memory takes the end").into_inner()
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { unpacked: 20_000_000, held: 5_000_000, text: 5_000_000 };
    let book = if bytes.starts_with(b"PK") { bytes.to_vec() } else { packed(bytes) };
    let Ok(mut book) = Workbook::open("t.xlsx", book, limits) else { return };
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    for name in [None].into_iter().chain(names.iter().take(3).map(Some)) {
        let Ok(read) = book.read(name.map(String::as_str)) else { continue };
        assert!(read.text.len() <= limits.text + 1_048_576);
        std::str::from_utf8(&read.text).expect("the text of a sheet is text");
        let _ = read_cohort("t.xlsx", &read.text, CohortOptions::default());
    }
});
