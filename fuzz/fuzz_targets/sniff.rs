//! Any bytes: the sniff table and whatever reader it chooses.
#![no_main]

use bedside::collect::{ReadOptions, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let reading = read(&[("f", bytes)], &ReadOptions::default());
    assert_eq!(reading.files.len(), 1);
});
