//! Same age and sex, optimal values: the profile an answer is compared with.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::inputs::entered;
use super::{Equation, InputStatus, InputUsed, Inputs, equation};
use crate::error::Error;

/// Optimal values by family, each with its source and how it was verified.
const TABLE: &str = include_str!("../../data/targets/optimal.csv");

/// One optimal value, in the canonical unit of its input.
#[derive(Debug, Clone, PartialEq)]
struct Optimal {
    input: &'static str,
    /// Only for this sex; empty for everyone.
    sex: &'static str,
    /// A number, or a word of the input.
    value: &'static str,
}

fn table() -> &'static BTreeMap<&'static str, Vec<Optimal>> {
    static PARSED: OnceLock<BTreeMap<&'static str, Vec<Optimal>>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut by_family: BTreeMap<&'static str, Vec<Optimal>> = BTreeMap::new();
        for line in TABLE.lines().skip(1) {
            // The columns read here come first and hold no comma.
            let mut cells = line.splitn(6, ',');
            let mut next = || cells.next().unwrap_or_default();
            let (family, input, sex, value) = (next(), next(), next(), next());
            by_family.entry(family).or_default().push(Optimal { input, sex, value });
        }
        by_family
    })
}

impl Equation {
    /// The person's inputs with those set to their optimal value that the family's authors (or their tool) name.
    ///
    /// Age, sex and what nobody can choose stay the person's own; an optional input is set only where the
    /// person's own answer used it. `None` where no optimal profile is known for the family.
    pub fn reference(&self, inputs: &Inputs) -> Option<Inputs> {
        let mut reference = inputs.clone();
        for optimal in self.optimal(inputs)? {
            reference.insert(optimal);
        }
        Some(reference)
    }

    /// The inputs that [`Equation::reference`] sets.
    pub(crate) fn optimal(&self, inputs: &Inputs) -> Option<Vec<InputUsed>> {
        let optimal = table().get(self.family())?;
        let sex =
            inputs.get("sex").and_then(|s| s.word.clone().or_else(|| self.word_of("sex", s.value?).map(Into::into)));
        let set = |row: &Optimal| {
            let for_person = row.sex.is_empty() || sex.as_deref() == Some(row.sex);
            let known = inputs.get(row.input).is_some_and(|i| i.status != InputStatus::Absent);
            (for_person && known).then(|| match row.value.parse() {
                Ok(number) => entered(row.input.into(), Some(number), None),
                Err(_) => entered(row.input.into(), None, Some(row.value.into())),
            })
        };
        Some(optimal.iter().filter_map(set).collect())
    }
}

/// The reference profile of one equation for one person; see [`Equation::reference`].
///
/// # Errors
///
/// An unknown equation id, or one whose family has no optimal profile (`equation.noReference`).
pub fn reference(id: &str, inputs: &Inputs) -> Result<Inputs, Error> {
    let equation = equation(id)?;
    let none = || Error::new(crate::error::Kind::Usage, "equation.noReference").with("equation", id);
    equation.reference(inputs).ok_or_else(none)
}
