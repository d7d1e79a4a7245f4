//! Two files at once, parted by a record separator (byte 30): one person or several, never lost.
#![no_main]

use bedside::collect::{ReadOptions, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(at) = bytes.iter().position(|byte| *byte == 30) else { return };
    let (first, second) = (&bytes[..at], &bytes[at + 1..]);
    let one = |bytes| read(&[("a", bytes)], &ReadOptions::default()).patients.len();
    let both = read(&[("a", first), ("b", second)], &ReadOptions::default());
    assert!(both.patients.len() <= one(first) + one(second));
    assert_eq!(both.files.len(), 2);
});
