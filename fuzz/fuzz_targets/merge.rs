//! Two files at once: one person or several, never lost.
#![no_main]

use bedside::collect::{ReadOptions, read};

libfuzzer_sys::fuzz_target!(|parts: (&[u8], &[u8])| {
    let one = |bytes| read(&[("a", bytes)], &ReadOptions::default()).patients.len();
    let both = read(&[("a", parts.0), ("b", parts.1)], &ReadOptions::default());
    assert!(both.patients.len() <= one(parts.0) + one(parts.1));
    assert_eq!(both.files.len(), 2);
});
