//! Which code means which concept, by role (`data/concepts/codes.csv`).

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::system::{CONCEPT_SYSTEM, System, icd10};

/// What a code does for its concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Carries the value; the usual code.
    Preferred,
    /// Carries the value.
    Accepted,
    /// Holds the value in a component.
    Panel,
    /// A coded answer of the concept.
    Answer,
    /// Means the concept (complications, ingredients, history codes).
    Implies,
    /// Its beginning means the concept.
    Prefix,
    /// Takes the concept back.
    Exclude,
    /// An eGFR by a formula with race: recompute from creatinine.
    ExcludeUseCreatinine,
    /// Broader than the concept: ask, never decide.
    Ask,
    /// Speaks of a whole list.
    Sentinel,
}

/// Where a code counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Observation and its components.
    Observation,
    /// Condition.
    Condition,
    /// Any medicine resource.
    Medicine,
    /// AllergyIntolerance.
    Allergy,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct CodeRow {
    /// Concept id.
    pub concept: &'static str,
    /// Where it counts.
    pub place: Place,
    /// What it does.
    pub role: Role,
    /// Its code system.
    pub system: System,
    /// The code or its beginning.
    pub code: &'static str,
    /// Meaning of an answer (`current`), or of a sentinel (`absent`, `unknown`).
    pub meaning: &'static str,
    /// Known from memory only: show the fact to confirm.
    pub unverified: bool,
}

struct Table {
    /// In the order of the file.
    all: Vec<CodeRow>,
    exact: HashMap<&'static str, Vec<CodeRow>>,
    prefixes: Vec<CodeRow>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { all: Vec::new(), exact: HashMap::new(), prefixes: Vec::new() };
        for row in include_str!(concat!(env!("OUT_DIR"), "/codes.tsv")).lines().filter_map(row) {
            table.all.push(row);
            match row.role {
                Role::Prefix => table.prefixes.push(row),
                _ => table.exact.entry(row.code).or_default().push(row),
            }
        }
        table
    })
}

/// All rows, in the order of the file.
pub(super) fn rows() -> impl Iterator<Item = &'static CodeRow> {
    table().all.iter()
}

fn row(line: &'static str) -> Option<CodeRow> {
    let mut cells = line.split('\t');
    let concept = cells.next()?;
    let place = match cells.next()? {
        "o" => Place::Observation,
        "c" => Place::Condition,
        "m" => Place::Medicine,
        _ => Place::Allergy,
    };
    let role = match cells.next()? {
        "P" => Role::Preferred,
        "A" => Role::Accepted,
        "B" => Role::Panel,
        "W" => Role::Answer,
        "I" => Role::Implies,
        "X" => Role::Prefix,
        "E" => Role::Exclude,
        "R" => Role::ExcludeUseCreatinine,
        "Q" => Role::Ask,
        _ => Role::Sentinel,
    };
    let system = System::of(cells.next()?);
    let code = cells.next()?;
    let meaning = cells.next()?;
    let unverified = cells.next() == Some("1");
    Some(CodeRow { concept, place, role, system, code, meaning, unverified })
}

fn exact(place: Place, system: System, code: &str) -> impl Iterator<Item = &'static CodeRow> {
    let found = table().exact.get(code).map(Vec::as_slice).unwrap_or_default();
    found.iter().filter(move |r| r.place == place && r.system == system)
}

/// What an Observation's or component's code is: its best row (a value before a panel, a panel before an exclusion).
pub fn observation(system: System, code: &str) -> Option<&'static CodeRow> {
    exact(Place::Observation, system, code).filter(|r| r.role != Role::Answer).min_by_key(|r| r.role as u8)
}

/// The word or number that a coded answer of `concept` means.
pub fn answer(concept: &str, system: System, code: &str) -> Option<&'static CodeRow> {
    exact(Place::Observation, system, code).find(|r| r.role == Role::Answer && r.concept == concept)
}

/// What a whole list says (`absent`, `absent-some`, `unknown`) when the code is a sentinel.
pub fn sentinel(place: Place, system: System, code: &str) -> Option<&'static str> {
    exact(place, system, code).find(|r| r.role == Role::Sentinel).map(|r| r.meaning)
}

/// What the codes of one condition or medicine mean together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meaning {
    /// Concepts that hold.
    pub concepts: Vec<&'static str>,
    /// Concepts that the codes only hint at: ask.
    pub asks: Vec<&'static str>,
    /// Which code decided (index into the codes given).
    pub by: Option<usize>,
    /// Only codes known from memory decided.
    pub unverified: bool,
}

/// What the codes of a condition mean. The longest prefix of a code wins; an exclusion takes its concept back.
pub fn condition<'a>(codes: impl IntoIterator<Item = (&'a str, &'a str)>) -> Meaning {
    let mut found = Found::default();
    for (index, (system, code)) in codes.into_iter().enumerate() {
        found.own(index, system, code, conditions());
        let system = System::of(system);
        for row in exact(Place::Condition, system, code) {
            found.take(index, row);
        }
        if system.is_icd10() {
            let dotted = icd10(code);
            for row in exact(Place::Condition, System::Icd10, &dotted) {
                found.take(index, row);
            }
            let matching =
                || table().prefixes.iter().filter(|r| r.place == Place::Condition && dotted.starts_with(r.code));
            let longest = matching().map(|r| r.code.len()).max().unwrap_or_default();
            matching().filter(|r| r.code.len() == longest).for_each(|r| found.take(index, r));
        }
    }
    found.finish()
}

/// What the codes of a medicine mean: ingredients, products and every class its ATC code begins with.
pub fn medicine<'a>(codes: impl IntoIterator<Item = (&'a str, &'a str)>) -> Meaning {
    let mut found = Found::default();
    for (index, (system, code)) in codes.into_iter().enumerate() {
        found.own(index, system, code, medicines());
        let system = System::of(system);
        for row in exact(Place::Medicine, system, code) {
            found.take(index, row);
        }
        match system {
            System::Atc => {
                let code = code.trim().to_ascii_uppercase();
                let rows = table().prefixes.iter().filter(|r| r.place == Place::Medicine && code.starts_with(r.code));
                rows.for_each(|r| found.take(index, r));
            }
            System::Rxnorm => {
                for concept in super::medicine::product(code) {
                    found.hold(index, concept, false);
                }
            }
            _ => {}
        }
    }
    found.finish()
}

#[derive(Default)]
struct Found {
    held: Vec<(usize, &'static str, bool)>,
    asks: Vec<&'static str>,
    excluded: Vec<&'static str>,
}

impl Found {
    fn take(&mut self, index: usize, row: &CodeRow) {
        match row.role {
            Role::Ask => self.asks.push(row.concept),
            Role::Exclude | Role::ExcludeUseCreatinine => self.excluded.push(row.concept),
            Role::Sentinel | Role::Answer | Role::Panel => {}
            _ => self.hold(index, row.concept, row.unverified),
        }
    }

    /// A concept by its own name, as our export writes it.
    fn own(&mut self, index: usize, system: &str, code: &str, known: &[&'static str]) {
        if system == CONCEPT_SYSTEM
            && let Some(concept) = known.iter().find(|c| **c == code)
        {
            self.hold(index, concept, false);
        }
    }

    fn hold(&mut self, index: usize, concept: &'static str, unverified: bool) {
        self.held.push((index, concept, unverified));
    }

    fn finish(mut self) -> Meaning {
        let excluded = self.excluded;
        self.held.retain(|(_, concept, _)| !excluded.contains(concept));
        let mut meaning = Meaning { unverified: !self.held.is_empty(), ..Meaning::default() };
        for (index, concept, unverified) in &self.held {
            if !meaning.concepts.contains(concept) {
                meaning.concepts.push(concept);
            }
            // The first verified code decides; without one, the first code.
            if meaning.by.is_none() || (meaning.unverified && !unverified) {
                meaning.by = Some(*index);
            }
            meaning.unverified &= unverified;
        }
        self.asks.retain(|a| !meaning.concepts.contains(a));
        self.asks.dedup();
        meaning.asks = self.asks;
        meaning
    }
}

/// The words of concepts that are answered in words.
pub fn words(concept: &str) -> &'static [&'static str] {
    match concept {
        "smoking" => &["never", "former", "current", "not-current", "unknown"],
        "pregnancy_status" => &["pregnant", "not-pregnant", "unknown"],
        "fit" => &["negative", "positive"],
        _ => &[],
    }
}

/// A concept's id as its table writes it; of an id that no table knows, a copy.
pub fn named(id: &str) -> Cow<'static, str> {
    if let Some(units) = super::unit::of(id) {
        return Cow::Borrowed(units.concept);
    }
    let known = WORDED.iter().chain(conditions()).chain(medicines()).find(|known| **known == id);
    known.map_or_else(|| Cow::Owned(id.to_owned()), |known| Cow::Borrowed(*known))
}

/// A word as its concept writes it; of a word of no concept, a copy.
pub fn word(said: &str) -> Cow<'static, str> {
    let known = WORDED.iter().flat_map(|concept| words(concept)).find(|known| **known == said);
    known.map_or_else(|| Cow::Owned(said.to_owned()), |known| Cow::Borrowed(*known))
}

/// Concepts that are answered in words.
const WORDED: [&str; 3] = ["smoking", "pregnancy_status", "fit"];

/// Concepts that conditions carry, in the order of the table.
pub fn conditions() -> &'static [&'static str] {
    static IDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    IDS.get_or_init(|| ids(Place::Condition))
}

/// Concepts that medicines carry, in the order of the table.
pub fn medicines() -> &'static [&'static str] {
    static IDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    IDS.get_or_init(|| ids(Place::Medicine))
}

fn ids(place: Place) -> Vec<&'static str> {
    let mut out = Vec::new();
    for row in include_str!(concat!(env!("OUT_DIR"), "/codes.tsv")).lines().filter_map(row) {
        if row.place == place && row.role != Role::Sentinel && !out.contains(&row.concept) {
            out.push(row.concept);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ICD: &str = "http://hl7.org/fhir/sid/icd-10";
    const SCT: &str = "http://snomed.info/sct";

    fn means(system: &str, code: &str) -> Vec<&'static str> {
        condition([(system, code)]).concepts
    }

    #[test]
    fn the_longest_prefix_wins_and_an_exclusion_takes_back() {
        assert_eq!(means(ICD, "I25.2"), ["mi"]);
        assert_eq!(means(ICD, "I25.1"), ["ihd"]);
        assert_eq!(means(ICD, "G45.9"), ["tia"]);
        assert!(means(ICD, "G45.4").is_empty());
        assert_eq!(means("http://hl7.org/fhir/sid/icd-10-cm", "E119"), ["diabetes_t2"]);
        assert_eq!(means(ICD, "I10.x00"), ["hypertension"]);
        assert_eq!(means(SCT, "398254007"), ["preeclampsia_history"]);
        assert!(means(SCT, "198941007").is_empty());
        assert!(means(ICD, "Z99").is_empty());
    }

    #[test]
    fn a_broader_code_only_asks() {
        let meaning = condition([(SCT, "370143000")]);
        assert!(meaning.concepts.is_empty());
        assert_eq!(meaning.asks, ["severe_mental_illness"]);
    }

    #[test]
    fn a_code_from_memory_is_shown_to_confirm_unless_another_agrees() {
        assert!(condition([(ICD, "E11.9")]).unverified);
        let both = condition([(ICD, "E11.9"), (SCT, "44054006")]);
        assert!(!both.unverified);
        assert_eq!(both.by, Some(1));
    }

    #[test]
    fn atc_classes_add_up() {
        let concepts = medicine([("http://www.whocc.no/atc", "C10BA02")]).concepts;
        assert_eq!(concepts, ["statin", "ezetimibe"]);
        let concepts = medicine([("http://www.whocc.no/atc", "C09DA01")]).concepts;
        assert_eq!(concepts, ["antihypertensive", "acei_arb"]);
    }

    #[test]
    fn observations_answers_and_sentinels() {
        assert_eq!(observation(System::Loinc, "8480-6").map(|r| (r.concept, r.role)), Some(("sbp", Role::Preferred)));
        assert_eq!(observation(System::Loinc, "85354-9").map(|r| r.role), Some(Role::Panel));
        assert_eq!(observation(System::Loinc, "48643-1").map(|r| r.role), Some(Role::ExcludeUseCreatinine));
        assert_eq!(answer("smoking", System::Loinc, "LA18978-9").map(|r| r.meaning), Some("never"));
        assert!(answer("pregnancy_status", System::Loinc, "LA18978-9").is_none());
        assert_eq!(sentinel(Place::Condition, System::AbsentUnknown, "no-known-problems"), Some("absent"));
    }
}
