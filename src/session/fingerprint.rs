//! One word for what an assessment was made of: the same facts give the same word, in whatever files and order they came.

use sha2::{Digest, Sha256};

use super::assess::AssessOptions;
use super::canonical;
use crate::error::{Error, Kind};
use crate::record::Patient;

/// The facts of a record, hashed as far as they go: what is asked of them comes behind.
#[derive(Debug, Clone)]
pub(super) struct Facts(Sha256);

impl Facts {
    /// Hashes the facts that count.
    ///
    /// # Errors
    ///
    /// As [`fingerprint`].
    pub(super) fn of(patient: &Patient) -> Result<Self, Error> {
        // One list of three: the facts, the answers, what was asked.
        let mut hash = Sha256::new();
        hash.update(b"[");
        hash.update(canonical::write(patient).map_err(|e| failed(&e))?);
        hash.update(b",");
        Ok(Self(hash))
    }
}

fn failed(problem: &dyn std::fmt::Display) -> Error {
    Error::new(Kind::Usage, "assess.hash").with("problem", problem)
}

/// SHA-256 of the facts that count and of what was asked, hexadecimal.
///
/// # Errors
///
/// `assess.hash` when a value cannot be written, which no record is known to cause.
pub(super) fn fingerprint(patient: &Patient, facts: &Facts, options: &AssessOptions) -> Result<String, Error> {
    // Answers carry no origins, and their order is their names'.
    let mut declined: Vec<&String> = options.declined.iter().chain(patient.declined.keys()).collect();
    declined.sort_unstable();
    declined.dedup();
    let asked = (options.as_of, options.country.as_ref().map(|c| c.to_ascii_uppercase()), &options.region, declined);
    // What was asked for now stands before what the record keeps.
    let Facts(mut hash) = match &options.preferences {
        None => facts.clone(),
        Some(now) => Facts::of(&Patient { preferences: now.clone(), ..patient.clone() })?,
    };
    let rest = serde_json::to_vec(&(&patient.answers, asked)).map_err(|e| failed(&e))?;
    hash.update(rest.get(1..).unwrap_or_default());
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS.get(usize::from(half)).copied().unwrap_or_default());
    Ok(hash.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
}
