//! What several test files need: the shared reference data, when it is there.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::Write;
use std::path::{Path, PathBuf};

/// Folder of the shared reference data, or `None` (said aloud) when this machine has none.
///
/// Looks at `BEDSIDE_SHARED`, else `../shared` beside the repository. One line on standard error says
/// which test ran with the data and which was skipped, past the test harness's capture, so that
/// `npm test` can count both.
///
/// # Panics
///
/// When the data is missing and `BEDSIDE_REQUIRE_SHARED=1`.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("BEDSIDE_SHARED").map_or_else(|| repository().join("../shared"), PathBuf::from);
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    if folder.join("facts").is_dir() {
        say(&format!("ran with shared data: {test}"));
        return Some(folder);
    }
    assert!(
        std::env::var("BEDSIDE_REQUIRE_SHARED").as_deref() != Ok("1"),
        "{test} needs the shared data, and BEDSIDE_REQUIRE_SHARED=1 forbids skipping it"
    );
    say(&format!("skipped, no shared data: {test}"));
    None
}

/// A file of the shared data, or `None` (said aloud) when it is missing.
///
/// # Panics
///
/// As [`shared`].
pub(crate) fn shared_file(path: &str) -> Option<PathBuf> {
    let file = shared()?.join(path);
    file.exists().then_some(file)
}

/// The repository's own folder.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` whose name ends in `ending`, sorted; paths as given.
pub(crate) fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut todo = vec![folder.to_path_buf()];
    while let Some(next) = todo.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                todo.push(path);
            } else if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Writes a line to standard error even where the test harness captures `eprintln!`.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
