//! The table of `data/bridge`, read once from the compact form that `build/bridge.rs` wrote.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use super::text;
use crate::vocab;

/// What kind of name the rules know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Field,
    Diagnosis,
    Allergy,
    Ingredient,
    Class,
    Gene,
    Food,
}

/// A code system of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum System {
    Snomed,
    Icd10,
    Icd10Cm,
    Atc,
    RxNorm,
    Loinc,
    Cvx,
}

impl System {
    /// The system that an address or OID names. National editions of ICD-10 follow the WHO rows.
    pub(crate) fn of(address: &str) -> Option<Self> {
        Some(match vocab::System::of(address) {
            vocab::System::Snomed => Self::Snomed,
            vocab::System::Icd10 => Self::Icd10,
            vocab::System::Icd10Cm => Self::Icd10Cm,
            vocab::System::Atc => Self::Atc,
            vocab::System::Rxnorm => Self::RxNorm,
            vocab::System::Loinc => Self::Loinc,
            _ => {
                let address = address.trim().trim_end_matches('/').to_ascii_lowercase();
                let cvx = ["/cvx", "2.16.840.1.113883.12.292", "2.16.840.1.113883.6.59"];
                return cvx.iter().any(|end| address.ends_with(end)).then_some(Self::Cvx);
            }
        })
    }

    pub(super) fn of_letter(letter: char) -> Option<Self> {
        Some(match letter {
            's' => Self::Snomed,
            'w' => Self::Icd10,
            'm' => Self::Icd10Cm,
            'a' => Self::Atc,
            'r' => Self::RxNorm,
            'l' => Self::Loinc,
            'v' => Self::Cvx,
            _ => return None,
        })
    }
}

/// What a match means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The name, while the condition is active.
    Active,
    /// The name, whenever it was.
    Ever,
    /// The name, in the present pregnancy.
    Pregnancy,
    /// The name as it stands (medicines, genes).
    Plain,
    /// What the rule decides; index into [`Table::rules`].
    Rule(usize),
}

/// A name of the rules.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
    /// Further words for it, both languages.
    pub(crate) words: Vec<&'static str>,
    /// Record concept, factor and offset of a field that is a measurement.
    pub(crate) measured: Option<(&'static str, f64, f64)>,
    /// Rules without a code: computed from other facts.
    pub(crate) computed: Vec<usize>,
    /// Only a person can say it.
    pub(crate) form: bool,
    /// Some code, text or concept means it.
    pub(crate) matched: bool,
    /// It counts while it is active, not for good.
    pub(crate) while_active: bool,
}

/// One meaning of a code, text or concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) name: usize,
    pub(crate) meaning: Meaning,
    pub(crate) unverified: bool,
}

/// A rule of the `derive` column.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
}

/// The whole table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rules: Vec<Rule>,
    pub(crate) names: Vec<Name>,
    pub(super) by_name: HashMap<(Kind, &'static str), usize>,
    pub(super) exact: HashMap<(System, &'static str), Vec<Row>>,
    pub(super) prefix: HashMap<(System, &'static str), Vec<Row>>,
    pub(super) concepts: HashMap<&'static str, Vec<Row>>,
    /// Diagnoses, allergies, fields and genes by whole text, as [`text::plain`] writes it.
    pub(super) texts: HashMap<String, Vec<Row>>,
    /// Words of medicines and of fields, looked for inside a text, by what they begin with.
    pub(super) inside: HashMap<String, Vec<(text::Label, Row)>>,
    pub(super) except: BTreeSet<(usize, System, &'static str)>,
    /// Class → classes it always belongs to, since every ingredient of it does.
    pub(crate) wider: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// Ingredients of the class `statin`.
    pub(crate) statins: BTreeSet<&'static str>,
    /// Ingredient → its classes whatever the dose.
    pub(crate) classes: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// RxNorm product → name, and whether it is a high-intensity statin.
    pub(crate) products: HashMap<&'static str, (&'static str, bool)>,
}

/// The table, read at its first use.
pub(crate) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!(concat!(env!("OUT_DIR"), "/bridge.txt"))))
}

impl Table {
    /// Index of a name.
    pub(crate) fn find(&self, kind: Kind, name: &str) -> Option<usize> {
        // Names live as long as the program; a shorter-lived key may look them up.
        let by_name: &HashMap<(Kind, &str), usize> = &self.by_name;
        by_name.get(&(kind, name)).copied()
    }

    /// The name at an index.
    pub(crate) fn name(&self, index: usize) -> &'static str {
        self.names.get(index).map_or("", |n| n.name)
    }

    /// Whether a name counts while it is active, not for good.
    pub(crate) fn counts_while_active(&self, index: usize) -> bool {
        self.names.get(index).is_some_and(|n| n.while_active)
    }

    /// The rule at an index.
    pub(crate) fn rule(&self, index: usize) -> Option<&Rule> {
        self.rules.get(index)
    }

    /// Rows that a code matches: exactly, and by every prefix of it.
    pub(crate) fn of_code(&self, system: System, code: &str) -> Vec<Row> {
        let code = tidy(system, code);
        let mut rows: Vec<Row> = self.exact.get(&(system, code.as_str())).into_iter().flatten().copied().collect();
        for (end, _) in code.char_indices().skip(1).chain([(code.len(), ' ')]) {
            let part = code.get(..end).unwrap_or_default();
            rows.extend(self.prefix.get(&(system, part)).into_iter().flatten());
        }
        rows.retain(|row| !self.excepted(row.name, system, &code));
        rows
    }

    /// Whether the code is one of those that do not mean the name although a prefix or concept of it does.
    pub(crate) fn excepted(&self, name: usize, system: System, code: &str) -> bool {
        let code = tidy(system, code);
        self.except.iter().any(|(n, s, c)| *n == name && *s == system && code.starts_with(c))
    }

    /// Rows of a whole text.
    pub(crate) fn of_text(&self, plain: &str) -> &[Row] {
        self.texts.get(plain).map_or(&[], Vec::as_slice)
    }

    /// Rows whose words stand inside a text, as written and plain, each with its place (byte range of the plain text).
    pub(crate) fn inside(&self, raw: &str, plain: &str) -> Vec<(usize, usize, Row)> {
        let mut out = Vec::new();
        let keys: BTreeSet<&str> = text::starts(plain).collect();
        for (label, row) in keys.iter().filter_map(|key| self.inside.get(*key)).flatten() {
            out.extend(label.find(raw, plain).into_iter().map(|(start, end)| (start, end, *row)));
        }
        out
    }

    /// Rows of a record concept.
    pub(crate) fn of_concept(&self, concept: &str) -> &[Row] {
        self.concepts.get(concept).map_or(&[], Vec::as_slice)
    }
}

/// Codes as the table writes them: ICD and ATC in capitals, ICD with its dot, CVX with two digits.
pub(crate) fn tidy(system: System, code: &str) -> String {
    let code = code.trim();
    match system {
        System::Icd10 | System::Icd10Cm => vocab::system::icd10(code),
        System::Atc => code.to_ascii_uppercase(),
        System::Cvx if code.len() == 1 => format!("0{code}"),
        _ => code.to_owned(),
    }
}
