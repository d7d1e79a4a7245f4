//! The sentences that the page speaks, all files of a language as one.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use serde_json::{Map, Value};

pub(crate) fn catalogue(language: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/locales").join(language);
    let mut all = Map::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let Value::Object(file) = serde_json::from_str(&text).unwrap() else { panic!("{}", path.display()) };
        merge(&mut all, file);
    }
    Value::Object(all)
}

fn merge(into: &mut Map<String, Value>, from: Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

/// Whether a key has a sentence, by itself or below `errors`.
pub(crate) fn has(catalogue: &Value, key: &str) -> bool {
    let find = |root: Option<&Value>| {
        key.split('.').fold(root, |at, part| at?.get(part)).and_then(Value::as_str).is_some_and(|text| !text.is_empty())
    };
    find(Some(catalogue)) || find(catalogue.get("errors"))
}
