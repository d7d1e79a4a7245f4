//! Every explicit list matches its folder, and both languages say the same things.
//!
//! Nothing here names a member: the test compares what a folder holds with what the source mentions,
//! so a file that nobody listed fails whatever its subject.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

/// Text of every file below `folders` with `ending`, joined.
fn all_text(folders: &[&str], ending: &str) -> String {
    let root = support::repository();
    let files = folders.iter().flat_map(|folder| support::files_below(&root.join(folder), ending));
    files.map(|file| read(&file)).collect::<Vec<_>>().join("\n")
}

/// Files of `data/` that neither a source file nor a build script knows, by name or by reading their folder.
fn unlisted(data: &[String], source: &str, build: &str) -> Vec<String> {
    let listed = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        if source.contains(name) || build.contains(name) {
            return true;
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let read_whole =
            |text: &str| text.contains("read_dir") && (1..=parts.len()).any(|n| text.contains(&parts[..n].join("/")));
        !parts.is_empty() && read_whole(build)
    };
    data.iter().filter(|path| !listed(path)).cloned().collect()
}

#[test]
fn every_fact_in_data_is_used() {
    let root = support::repository();
    let data: Vec<String> = support::files_below(&root.join("data"), "")
        .iter()
        .map(|file| file.strip_prefix(root.join("data")).unwrap().to_string_lossy().replace('\\', "/"))
        .filter(|path| !path.ends_with(".md"))
        .collect();
    let missing = unlisted(&data, &all_text(&["src", "tests"], ".rs"), &all_text(&["build"], ".rs"));
    assert!(missing.is_empty(), "in data/, but on no list: {missing:?}");
}

#[test]
fn an_unlisted_fact_is_seen() {
    let data = ["equations/a.json".to_owned(), "equations/b.json".to_owned()];
    assert_eq!(unlisted(&data, "include_str!(\"../data/equations/a.json\")", ""), ["equations/b.json"]);
    assert!(unlisted(&data, "", "for file in fs::read_dir(\"data/equations\")").is_empty());
}

#[test]
fn every_source_file_is_declared_by_its_door() {
    let source = support::repository().join("src");
    let mut forgotten = Vec::new();
    for file in support::files_below(&source, ".rs") {
        let (name, folder) = if file.file_name().unwrap() == "mod.rs" {
            let folder = file.parent().unwrap();
            (folder.file_name().unwrap().to_string_lossy().into_owned(), folder.parent().unwrap())
        } else {
            (file.file_stem().unwrap().to_string_lossy().into_owned(), file.parent().unwrap())
        };
        if folder == source && name == "lib" {
            continue;
        }
        let beside = folder.parent().map(|up| up.join(format!("{}.rs", folder.file_name().unwrap().to_string_lossy())));
        let doors = [Some(folder.join("mod.rs")), Some(folder.join("lib.rs")), beside];
        let declared = doors
            .iter()
            .flatten()
            .filter(|door| door.exists())
            .any(|door| read(door).lines().any(|line| line.trim_end().ends_with(&format!("mod {name};"))));
        if !declared {
            forgotten.push(file.strip_prefix(&source).unwrap().display().to_string());
        }
    }
    assert!(forgotten.is_empty(), "declared by no door: {forgotten:?}");
}

/// Flattened catalogue: key path to sentence.
fn sentences(value: &Value, path: &str, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| {
            sentences(inner, &if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, into);
        }),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, inner)| sentences(inner, &format!("{path}.{i}"), into))
        }
        Value::String(text) => {
            into.insert(path.to_owned(), text.clone());
        }
        other => {
            into.insert(path.to_owned(), other.to_string());
        }
    }
}

/// Names of the `{placeholders}` of a sentence.
fn placeholders(sentence: &str) -> BTreeSet<String> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.trim().to_owned()))
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_'))
        .collect()
}

/// What differs between two catalogues, in words.
fn differences(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (key, sentence) in one {
        match other.get(key) {
            None => found.push(format!("`{key}` is missing")),
            Some(twin) if placeholders(twin) != placeholders(sentence) => {
                found.push(format!("`{key}` has {:?} here and {:?} there", placeholders(sentence), placeholders(twin)));
            }
            Some(twin) if twin.trim().is_empty() != sentence.trim().is_empty() => {
                found.push(format!("`{key}` is empty"))
            }
            Some(_) => {}
        }
    }
    found.extend(other.keys().filter(|key| !one.contains_key(*key)).map(|key| format!("`{key}` is extra")));
    found
}

#[test]
fn both_languages_have_the_same_keys_and_placeholders() {
    let locales = support::repository().join("www/locales");
    let english = support::files_below(&locales.join("en"), ".json");
    let mut wrong = Vec::new();
    let mut keys = 0;
    let languages: Vec<_> = std::fs::read_dir(&locales)
        .map(|entries| entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
        .unwrap_or_default();
    for language in &languages {
        let here: BTreeSet<_> = support::files_below(language, ".json")
            .iter()
            .map(|file| file.strip_prefix(language).unwrap().to_path_buf())
            .collect();
        let there: BTreeSet<_> =
            english.iter().map(|file| file.strip_prefix(locales.join("en")).unwrap().to_path_buf()).collect();
        assert_eq!(here, there, "files of {}", language.display());
        for file in &here {
            let catalogue = |folder: &Path| {
                let mut flat = BTreeMap::new();
                let text = read(&folder.join(file));
                let value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
                sentences(&value, "", &mut flat);
                flat
            };
            let (reference, own) = (catalogue(&locales.join("en")), catalogue(language));
            keys += own.len();
            let name = language.file_name().unwrap().to_string_lossy();
            wrong.extend(differences(&reference, &own).iter().map(|d| format!("{name}/{}: {d}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{keys} keys in {} languages", languages.len());
}

#[test]
fn a_missing_key_or_placeholder_is_seen() {
    let catalogue = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let english: BTreeMap<String, String> = catalogue(&[("a", "{n} of {total}"), ("b", "Save")]);
    assert!(differences(&english, &catalogue(&[("a", "{total} 人中有 {n} 人"), ("b", "保存")])).is_empty());
    assert_eq!(differences(&english, &catalogue(&[("a", "{n}"), ("b", "保存")])).len(), 1);
    assert_eq!(differences(&english, &catalogue(&[("a", "{n} {total}")])).len(), 1);
    assert_eq!(differences(&english, &catalogue(&[("a", "{n} {total}"), ("b", ""), ("c", "多")])).len(), 2);
}

#[test]
fn every_part_of_the_page_is_imported() {
    let source = support::repository().join("www/src");
    let text = all_text(&["www"], ".ts");
    let orphans: Vec<String> = support::files_below(&source, ".ts")
        .iter()
        .filter(|file| {
            let name = file.file_name().unwrap().to_string_lossy();
            !name.ends_with(".test.ts") && !name.ends_with(".d.ts") && name != "main.ts"
        })
        .filter(|file| {
            let stem = file.file_stem().unwrap().to_string_lossy();
            let parent = file.parent().unwrap().file_name().unwrap().to_string_lossy();
            let ends = [format!("/{stem}\""), format!("/{stem}'"), format!("/{stem}.js"), format!("/{stem}.ts")];
            let folder = [format!("/{parent}\""), format!("/{parent}'")];
            let globbed = text.contains(&format!("{parent}/*.ts"));
            !(ends.iter().any(|end| text.contains(end.as_str()))
                || globbed
                || (stem == "index" && folder.iter().any(|end| text.contains(end.as_str()))))
        })
        .map(|file| file.strip_prefix(&source).unwrap().display().to_string())
        .collect();
    assert!(orphans.is_empty(), "imported by no file of www/: {orphans:?}");
}
