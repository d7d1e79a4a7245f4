//! Where a JSON text breaks, in words a person can act on.

use crate::error::{Error, Kind};

/// The error of a broken JSON text, with the byte, line and column where it breaks.
pub(super) fn broken(file: &str, text: &str, error: &serde_json::Error) -> Error {
    let byte = byte_of(text, error.line(), error.column());
    let key = if error.is_eof() {
        "json.truncated"
    } else if error.to_string().starts_with("recursion limit") {
        "json.tooDeep"
    } else if error.to_string().starts_with("trailing characters") {
        "json.trailing"
    } else if error.to_string().starts_with("number out of range") {
        "json.number"
    } else {
        "json.syntax"
    };
    Error::new(Kind::Malformed, key)
        .at(format!("{file}, byte {byte}"))
        .with("byte", byte)
        .with("line", error.line())
        .with("column", error.column())
}

fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text.get(start..).and_then(|rest| rest.find('\n')) {
            Some(at) => start += at + 1,
            None => break,
        }
    }
    (start + column).min(text.len())
}
