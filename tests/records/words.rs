//! Every key that the reader can emit has its sentence in both languages.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{files_below, repository};

/// Keys as they stand in the source: quoted words of the given shapes.
fn emitted() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for folder in ["src/collect", "src/vocab"] {
        for file in files_below(&repository().join(folder), ".rs") {
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let after = |mark: &str, place: &str| {
                let found = code.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
                found.map(|key| format!("{place}{key}")).collect::<Vec<_>>()
            };
            keys.extend(after("Reason::new(\"", "setAside."));
            keys.extend(after("Reason::new(\"", "value."));
            keys.extend(after("notes.push(\"", "notes."));
            keys.extend(after("note(report, \"", "fileNotes."));
            keys.extend(after("report.notes.push(\"", "fileNotes."));
            for kind in ["Malformed", "Unsupported", "Value", "Usage"] {
                keys.extend(after(&format!("Error::new(Kind::{kind}, \""), ""));
            }
            for line in
                code.lines().filter(|l| l.contains("aside_words(") || l.contains("aside(") || l.contains("reason = "))
            {
                let quoted = line
                    .split('"')
                    .skip(1)
                    .step_by(2)
                    .filter(|w| !w.is_empty() && w.chars().all(|c| c.is_ascii_alphabetic()));
                keys.extend(quoted.filter(|w| !matches!(*w, "sbp" | "dbp")).map(|w| format!("setAside.{w}")));
            }
        }
    }
    let sniff = std::fs::read_to_string(repository().join("src/collect/sniff.rs")).unwrap();
    let code = sniff.split("#[cfg(test)]").next().unwrap();
    keys.extend(
        code.split("refused(file, \"").skip(1).filter_map(|r| r.split('"').next()).map(|n| format!("format.{n}")),
    );
    let table = code.split("const MAGIC").nth(1).unwrap().split("];").next().unwrap();
    keys.extend(table.lines().filter_map(|l| l.rsplit('"').nth(1)).map(|n| format!("format.{n}")));
    keys.retain(|k| !k.contains("notes.contradicts") && !k.ends_with(".fileNotes"));
    // Notes of files stand under their own name; a pressure's pair is judged only while reading; the rest are arguments.
    for key in ["titleRows", "overlongRows", "severalPeople", "noPerson"] {
        keys.remove(&format!("notes.{key}"));
    }
    for key in ["value.pairRejected", "value.pressureSwapped", "setAside.low", "setAside.high"] {
        keys.remove(key);
    }
    keys
}

fn has(catalogue: &Value, path: &str) -> bool {
    path.split('.').try_fold(catalogue, |at, part| at.get(part)).is_some_and(Value::is_string)
}

#[test]
fn every_key_has_a_sentence_in_both_languages() {
    let keys = emitted();
    assert!(keys.len() > 60, "{} keys", keys.len());
    for language in ["en", "zh"] {
        let mut missing: Vec<&String> = Vec::new();
        let files = files_below(&repository().join(format!("www/locales/{language}")), ".json");
        let catalogues: Vec<Value> =
            files.iter().map(|f| serde_json::from_str(&std::fs::read_to_string(f).unwrap()).unwrap()).collect();
        missing.extend(keys.iter().filter(|k| !catalogues.iter().any(|c| has(c, k) || has(c, &format!("errors.{k}")))));
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
    }
}
