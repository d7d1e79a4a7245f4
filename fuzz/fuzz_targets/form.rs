//! Form documents: what stands behind the two members that say what it is.
#![no_main]

use bedside::collect::{ReadOptions, read};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let text = format!("{{\"format\":\"bedside-form\",\"version\":1,{text}");
    let reading = read(&[("form", text.as_str())], &ReadOptions::default());
    assert_eq!(reading.patients.is_empty(), reading.files[0].error.is_some());
});
