//! What is known about one person, by input id.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{InputStatus, InputUsed};

/// Inputs by id, each a number in its canonical unit or a word, with how it came about.
///
/// Ids are concept ids of `data/concepts` (`total_chol`, `sbp`), those an equation defines itself
/// (`north`, `sdi`), and the exclusions the catalogue lists (`existing_cvd`, `deceased`).
///
/// # Examples
///
/// ```
/// use bedside::score::Inputs;
/// let inputs = Inputs::new().number("age", 55.0).word("sex", "female");
/// assert_eq!(inputs.get("age").and_then(|i| i.value), Some(55.0));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inputs(BTreeMap<Cow<'static, str>, InputUsed>);

impl Inputs {
    /// Nothing known.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a number in the input's canonical unit; yes is 1, no is 0.
    #[must_use]
    pub fn number(mut self, id: &str, value: f64) -> Self {
        self.insert(entered(id.to_owned().into(), Some(value), None));
        self
    }

    /// With a word: `female`, `current`.
    #[must_use]
    pub fn word(mut self, id: &str, word: &str) -> Self {
        self.insert(entered(id.to_owned().into(), None, Some(word.to_owned().into())));
        self
    }

    /// With yes or no.
    #[must_use]
    pub fn flag(self, id: &str, yes: bool) -> Self {
        self.number(id, f64::from(u8::from(yes)))
    }

    /// Without one input.
    #[must_use]
    pub fn without(mut self, id: &str) -> Self {
        self.0.remove(id);
        self
    }

    /// Adds or replaces one input.
    pub fn insert(&mut self, input: InputUsed) {
        self.0.insert(input.id.clone(), input);
    }

    /// One input, if known.
    pub fn get(&self, id: &str) -> Option<&InputUsed> {
        self.0.get(id)
    }

    /// All inputs, by id.
    pub fn iter(&self) -> impl Iterator<Item = &InputUsed> {
        self.0.values()
    }
}

impl FromIterator<InputUsed> for Inputs {
    fn from_iter<I: IntoIterator<Item = InputUsed>>(inputs: I) -> Self {
        let mut all = Self::new();
        for input in inputs {
            all.insert(input);
        }
        all
    }
}

/// An input as a person typed it.
pub(super) fn entered(id: Cow<'static, str>, value: Option<f64>, word: Option<Cow<'static, str>>) -> InputUsed {
    InputUsed {
        id,
        value,
        word,
        unit: Cow::Borrowed(""),
        status: InputStatus::Entered,
        date: None,
        comparator: None,
        facts: Vec::new(),
    }
}
