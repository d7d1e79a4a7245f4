//! A name that lives as long as the program: of an equation, of an input, of a unit.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use serde::{Deserialize, Deserializer};

/// A name kept for good, so that whoever speaks of it need not copy it. Of tables and equations only, whose names are
/// few: what a person wrote never becomes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Name(&'static str);

impl Name {
    /// Keeps a name, once however often it is asked for.
    pub fn keep(name: &str) -> Self {
        let mut kept = kept();
        if let Some(known) = kept.get(name) {
            return Self(known);
        }
        let new: &'static str = Box::leak(name.into());
        kept.insert(new);
        Self(new)
    }

    /// Every name kept so far, by name.
    pub fn all() -> Vec<&'static str> {
        kept().iter().copied().collect()
    }

    /// The name.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

fn kept() -> MutexGuard<'static, BTreeSet<&'static str>> {
    static KEPT: OnceLock<Mutex<BTreeSet<&'static str>>> = OnceLock::new();
    // A thread that stopped while it held the set left a whole set behind.
    KEPT.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner)
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<String> for Name {
    fn eq(&self, other: &String) -> bool {
        self.0 == other
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self::keep(name)
    }
}

impl From<Name> for Cow<'static, str> {
    fn from(name: Name) -> Self {
        Cow::Borrowed(name.0)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'_, str>::deserialize(deserializer).map(|name| Self::keep(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn a_name_is_kept_once() {
        let (one, other) = (Name::keep("sbp"), serde_json::from_str::<Name>("\"sbp\"").unwrap());
        assert!(one == other && std::ptr::eq(one.as_str(), other.as_str()));
    }
}
