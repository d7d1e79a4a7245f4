//! Tables: every row of a wide one by itself, and the whole.
#![no_main]

use bedside::collect::{ReadOptions, Table, read};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let text = format!("id,sbp (mmHg),总胆固醇(mmol/L),date,诊断,用药,smoking\n{text}");
    let options = ReadOptions::default();
    if let Ok(table) = Table::open("t.csv", text.as_bytes(), &options) {
        for row in 0..table.rows().min(50) {
            let _ = table.patient(row);
        }
    }
    let _ = read(&[("t.csv", text.as_str())], &options);
});
