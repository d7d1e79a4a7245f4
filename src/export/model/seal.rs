//! A model's file is sealed by what it says: whoever changes a weight or a figure by hand leaves a seal that does not fit.
//!
//! This finds slips and edits. It is no signature: whoever makes a file can seal it.

use sha2::{Digest, Sha256};

use super::file::ModelFile;
use crate::error::{Error, Kind};

/// Whether a file that was read is as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// Nothing was changed since it was sealed.
    Whole,
    /// It has none: another program wrote it.
    None,
}

/// The seal of a file: SHA-256 of its text without one, in hexadecimal digits.
pub(super) fn seal_of(file: &ModelFile) -> Option<String> {
    let bare = ModelFile { seal: None, ..file.clone() };
    let text = serde_json::to_vec(&bare).ok()?;
    Some(Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect())
}

impl ModelFile {
    /// Whether the file is as it was written.
    ///
    /// # Errors
    ///
    /// `modelFile.edited` where its seal is of another text.
    pub fn sealed(&self) -> Result<Seal, Error> {
        match &self.seal {
            None => Ok(Seal::None),
            Some(seal) if seal_of(self).as_ref() == Some(seal) => Ok(Seal::Whole),
            Some(_) => Err(Error::new(Kind::Malformed, "modelFile.edited")),
        }
    }
}
