//! One word for what an assessment was made of: the same facts give the same word, in whatever files and order they came.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::assess::AssessOptions;
use crate::error::{Error, Kind};
use crate::record::Patient;

/// What says where facts came from or who the person is, and changes no answer.
const APART: [&str; 8] = ["identifiers", "name", "origin", "setAside", "answers", "declined", "files", "nextId"];
/// The same inside a fact: its number here, how it was written, what a reader was told of it.
const ASIDE: [&str; 3] = ["id", "given", "notes"];

/// SHA-256 of the facts that count and of what was asked, hexadecimal.
///
/// # Errors
///
/// `assess.hash` when a value cannot be written, which no record is known to cause.
pub(super) fn fingerprint(patient: &Patient, options: &AssessOptions) -> Result<String, Error> {
    let failed = |e| Error::new(Kind::Usage, "assess.hash").with("problem", e);
    let mut facts = serde_json::to_value(patient).map_err(failed)?;
    if let Value::Object(members) = &mut facts {
        members.retain(|name, _| !APART.contains(&name.as_str()));
        if let Some(preferences) = &options.preferences {
            members.insert("preferences".to_owned(), serde_json::to_value(preferences).map_err(failed)?);
        }
    }
    bare(&mut facts);
    // Answers carry no such members, and their order is their names'.
    let mut declined: Vec<&String> = options.declined.iter().chain(patient.declined.keys()).collect();
    declined.sort_unstable();
    declined.dedup();
    let asked = (options.as_of, options.country.as_ref().map(|c| c.to_ascii_uppercase()), &options.region, declined);
    let text = serde_json::to_vec(&(facts, &patient.answers, asked)).map_err(failed)?;
    Ok(Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Takes away what is no input, and puts lists into one order.
fn bare(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(origin) = members.remove("origin") {
                // What a person typed counts before what a file says of the same day.
                let typed = origin.get("file").is_some_and(|file| file == "form");
                let said =
                    json!({ "typed": typed, "code": origin.get("code"), "unverified": origin.get("unverified") });
                members.insert("said".to_owned(), said);
            }
            members.retain(|name, _| !ASIDE.contains(&name.as_str()));
            members.values_mut().for_each(bare);
        }
        Value::Array(list) => {
            list.iter_mut().for_each(bare);
            list.sort_by_cached_key(Value::to_string);
        }
        _ => {}
    }
}
