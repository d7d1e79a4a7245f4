//! The house stands: a floor imports only lower floors, and siblings on one floor never meet.
//!
//! The test reads every `crate::` and `super::` path under `src/` and works out which room it leads to.
//! The table of floors is the one in `src/lib.rs`, so the map that people read is the one that is proved.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

/// Room name to floor, as the table in `src/lib.rs` has it; `error` lies under everything.
fn floors() -> BTreeMap<String, u32> {
    let map = std::fs::read_to_string(support::repository().join("src/lib.rs")).unwrap();
    let mut floors = BTreeMap::from([("error".to_owned(), 0)]);
    for line in map.lines().filter_map(|line| line.strip_prefix("//! |")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let (Some(floor), Some(room)) = (cells.first().and_then(|c| c.parse().ok()), cells.get(1)) {
            floors.insert(room.trim_matches(['[', ']', '`']).to_owned(), floor);
        }
    }
    floors
}

/// Source text without comments and without the contents of strings and characters.
fn bare(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let bytes: Vec<char> = source.chars().collect();
    let at = |i: usize| bytes.get(i).copied().unwrap_or('\0');
    let mut i = 0;
    while i < bytes.len() {
        match (at(i), at(i + 1)) {
            ('/', '/') => {
                while i < bytes.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            ('/', '*') => {
                let mut depth = 1;
                i += 2;
                while i < bytes.len() && depth > 0 {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                }
            }
            ('r', '"' | '#') if !out.ends_with(|c: char| c.is_alphanumeric() || c == '_') => {
                let mut hashes = 0;
                while at(i + 1 + hashes) == '#' {
                    hashes += 1;
                }
                if at(i + 1 + hashes) == '"' {
                    i += 2 + hashes;
                    while i < bytes.len() && !(at(i) == '"' && (1..=hashes).all(|h| at(i + h) == '#')) {
                        i += 1;
                    }
                    i += 1 + hashes;
                } else {
                    out.push('r');
                    i += 1;
                }
            }
            ('"', _) => {
                i += 1;
                while i < bytes.len() && at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                i += 1;
                out.push_str("\"\"");
            }
            ('\'', '\\') => {
                i += 3;
                while i < bytes.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
            }
            ('\'', _) if at(i + 2) == '\'' => i += 3,
            (c, _) => {
                out.push(c);
                i += 1;
            }
        }
    }
    out
}

/// The module a source file is: `score/equation/mod.rs` is `["score", "equation"]`.
fn module_of(path: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        path.with_extension("").components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib")) {
        parts.pop();
    }
    parts
}

/// Names directly below the crate's root that `source` (the module `module`) leads to.
fn rooms_named(source: &str, module: &[String]) -> Vec<String> {
    let text = bare(source);
    let mut rooms = Vec::new();
    for (start, _) in text.match_indices("crate::") {
        if text.get(..start).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '_')) {
            continue;
        }
        first_names(text.get(start + "crate::".len()..).unwrap_or(""), &mut rooms);
    }
    // `super::` chains that climb to the root; modules written inside a file only climb less far.
    let depth = module.len();
    for (start, _) in text.match_indices("super::") {
        let before = text.get(..start).unwrap_or("");
        if before.ends_with("::") || before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let mut rest = text.get(start..).unwrap_or("");
        let mut climbed = 0;
        while let Some(next) = rest.strip_prefix("super::") {
            (rest, climbed) = (next, climbed + 1);
        }
        if climbed == depth && depth > 0 && !inside_inner_module(before) {
            first_names(rest, &mut rooms);
        }
    }
    rooms
}

/// Whether the text so far has opened a `mod name {` that it has not closed.
fn inside_inner_module(before: &str) -> bool {
    let mut open = Vec::new();
    let mut last = 0;
    for (i, c) in before.char_indices() {
        match c {
            '{' => {
                let head = before.get(last..i).unwrap_or("").trim_end();
                let mut words = head.split_whitespace().rev();
                open.push(words.nth(1) == Some("mod"));
                last = i + 1;
            }
            '}' => {
                open.pop();
                last = i + 1;
            }
            ';' => last = i + 1,
            _ => {}
        }
    }
    open.contains(&true)
}

/// First path segments of `rest`: one, or one for each branch of a `{…}` group.
fn first_names(rest: &str, names: &mut Vec<String>) {
    let Some(group) = rest.strip_prefix('{') else {
        names.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        return;
    };
    let (mut depth, mut fresh) = (0, true);
    for (i, c) in group.char_indices() {
        match c {
            '{' => (depth, fresh) = (depth + 1, false),
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && depth == 0 && (c.is_alphanumeric() || c == '_') => {
                let name = group.get(i..).unwrap_or("");
                names.push(name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
                fresh = false;
            }
            _ => {}
        }
    }
}

/// What is wrong with one file, in words; empty when it stands.
fn faults(path: &Path, source: &str, floors: &BTreeMap<String, u32>) -> Vec<String> {
    let module = module_of(path);
    let Some(room) = module.first() else { return Vec::new() };
    let Some(floor) = floors.get(room) else {
        return vec![format!("{}: room `{room}` has no floor in the table of src/lib.rs", path.display())];
    };
    let mut wrong = Vec::new();
    for name in rooms_named(source, &module) {
        // Capitalised names at the root are the re-exports of `error`.
        if &name == room || name == "error" || name.starts_with(char::is_uppercase) {
            continue;
        }
        match floors.get(&name) {
            Some(other) if other < floor => {}
            Some(other) => {
                wrong.push(format!("{}: floor {floor} `{room}` imports floor {other} `{name}`", path.display()))
            }
            None => wrong.push(format!("{}: `crate::{name}` leads to no room of the table", path.display())),
        }
    }
    if room != "wasm" {
        let text = bare(source);
        for skin in ["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen"] {
            if text.contains(&format!("{skin}::")) {
                wrong.push(format!("{}: names `{skin}`, which only the room `wasm` may", path.display()));
            }
        }
    }
    wrong
}

#[test]
fn a_floor_imports_only_lower_floors() {
    let floors = floors();
    assert!(floors.len() >= 12, "the table of src/lib.rs was not understood: {floors:?}");
    let source = support::repository().join("src");
    let files = support::files_below(&source, ".rs");
    assert!(files.len() > 20, "only {} source files found", files.len());
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            faults(file.strip_prefix(&source).unwrap(), &text, &floors)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_room_of_the_table_is_a_folder_or_a_file() {
    let source = support::repository().join("src");
    for room in floors().keys() {
        let there = source.join(room).join("mod.rs").exists() || source.join(format!("{room}.rs")).exists();
        assert!(there, "the table of src/lib.rs names `{room}`, which src/ lacks");
    }
}

#[test]
fn a_wrong_import_is_seen() {
    let floors = floors();
    let seen = |path: &str, source: &str| faults(Path::new(path), source, &floors).len();
    assert_eq!(seen("vocab/date.rs", "use crate::record::Patient;"), 1);
    assert_eq!(seen("collect/fhir/mod.rs", "use crate::prepare::Frame;"), 1, "siblings never meet");
    assert_eq!(seen("record/patient.rs", "use crate::{vocab::{Code, Unit}, score::Score, Error};"), 1);
    assert_eq!(seen("record/patient.rs", "fn f() -> crate::session::Reply { x }"), 1);
    assert_eq!(seen("record/mod.rs", "use super::session::Reply;"), 1, "climbing by super");
    assert_eq!(seen("record/patient.rs", "use super::super::session::Reply;"), 1);
    assert_eq!(seen("record/patient.rs", "mod tests { use super::super::Patient; }"), 0);
    assert_eq!(seen("score/mod.rs", "use wasm_bindgen::prelude::*;"), 1);
    assert_eq!(seen("garage/mod.rs", ""), 1, "a room without a floor");
    assert_eq!(
        seen("score/mod.rs", "use crate::vocab::Unit; // crate::session\nconst S: &str = \"crate::session\";"),
        0
    );
    assert_eq!(seen("score/mod.rs", "use crate::{Error, math, vocab::Code};"), 0);
}
