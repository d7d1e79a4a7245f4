//! Names of concepts in both languages, and the spellings that mean them when no code helps.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::text::{fold, has_han, key};
use super::{concept, unit};

/// The names of one concept.
#[derive(Debug, Clone, Copy)]
pub struct Label {
    /// Concept id.
    pub concept: &'static str,
    /// English name.
    pub en: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    aliases: [&'static str; 2],
}

impl Label {
    /// Id, both names and all spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> {
        let names = [self.concept, self.en, self.zh];
        names.into_iter().chain(self.aliases.into_iter().flat_map(|a| a.split(';'))).filter(|s| !s.is_empty())
    }
}

/// All labels, in the order of the table.
pub fn all() -> &'static [Label] {
    static LABELS: OnceLock<Vec<Label>> = OnceLock::new();
    LABELS.get_or_init(|| {
        let line = |line: &'static str| {
            let mut cells = line.split('\t');
            let (concept, en, zh) = (cells.next()?, cells.next()?, cells.next()?);
            Some(Label { concept, en, zh, aliases: [cells.next()?, cells.next()?] })
        };
        include_str!(concat!(env!("OUT_DIR"), "/labels.tsv")).lines().filter_map(line).collect()
    })
}

/// The label of a concept.
pub fn of(concept: &str) -> Option<&'static Label> {
    static INDEX: OnceLock<HashMap<&'static str, &'static Label>> = OnceLock::new();
    INDEX.get_or_init(|| all().iter().map(|l| (l.concept, l)).collect()).get(concept).copied()
}

/// The concept that a heading or test name means; the whole text must be one of its spellings.
/// Where a measurement and a condition share a spelling, the measurement wins.
pub fn heading(text: &str) -> Option<&'static str> {
    static INDEX: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index = HashMap::new();
        let measured = |l: &&Label| unit::of(l.concept).is_some() || !concept::words(l.concept).is_empty();
        let (first, second): (Vec<&Label>, Vec<&Label>) = all().iter().partition(measured);
        for label in first.into_iter().chain(second) {
            for spelling in label.spellings() {
                index.entry(key(spelling)).or_insert(label.concept);
            }
        }
        index
    });
    index.get(&key(text)).copied()
}

/// The measurement that a test name without any code means. Two-letter names (`K`, `Na`, `UA`) and bare `glucose` are
/// too short to believe where nothing else speaks for them.
pub fn measurement(text: &str) -> Option<&'static str> {
    let folded = key(text);
    if !has_han(&folded) && folded.len() < 3 || matches!(folded.as_str(), "glucose" | "ratio" | "protein" | "albumin") {
        return None;
    }
    heading(text).filter(|c| unit::of(c).is_some() || !concept::words(c).is_empty())
}

/// The condition that a whole text names; case, spaces and a SNOMED tag such as `(disorder)` ignored.
pub fn condition(text: &str) -> Option<&'static str> {
    let plain = without_tag(text);
    condition_index().get(&key(plain)).copied()
}

/// Words that hold the name of a condition and mean another thing.
const OTHERS: [&str; 17] = [
    "diabetes insipidus",
    "pulmonary hypertension",
    "portal hypertension",
    "ocular hypertension",
    "intracranial hypertension",
    "white coat hypertension",
    "heat stroke",
    "stroke volume",
    "cancer screening",
    "肺动脉高血压",
    "肺高血压",
    "门静脉高血压",
    "门脉高血压",
    "白大衣高血压",
    "眼高血压",
    "颅内高血压",
    "妊娠期高血压",
];

/// The longest condition name inside a clause: a Chinese one anywhere (`高血压病2级` means 高血压), an English one as
/// whole words (`hypertension grade 2`). For short clauses of a table, where negation and relatives were seen to before.
pub fn condition_within(text: &str) -> Option<&'static str> {
    static NEEDLES: OnceLock<Vec<(String, bool, &'static str)>> = OnceLock::new();
    let needles = NEEDLES.get_or_init(|| {
        let needle = |name: &'static str, id: &'static str| {
            let han = has_han(name);
            (if han { key(name) } else { as_words(name) }, han, id)
        };
        let all = concept::conditions().iter().flat_map(|id| of(id).into_iter().map(move |l| (*id, l)));
        let mut all: Vec<_> = all.flat_map(|(id, l)| l.spellings().map(move |name| needle(name, id))).collect();
        all.sort_by_key(|(needle, _, _)| std::cmp::Reverse(needle.chars().count()));
        all
    });
    let (mut folded, mut words) = (key(text), as_words(text));
    for other in OTHERS {
        folded = folded.replace(other, " ");
        words = words.replace(other, " ");
    }
    let inside = |needle: &str, han: bool| if han { folded.contains(needle) } else { words.contains(needle) };
    needles.iter().find(|(needle, han, _)| inside(needle, *han)).map(|(_, _, id)| *id)
}

/// Folded words, each between single spaces, one before and one after.
fn as_words(text: &str) -> String {
    let spaced: String = fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn condition_index() -> &'static HashMap<String, &'static str> {
    static INDEX: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = HashMap::new();
        for id in concept::conditions() {
            for spelling in of(id).into_iter().flat_map(Label::spellings) {
                index.entry(key(spelling)).or_insert(*id);
            }
        }
        index
    })
}

/// The text without a trailing SNOMED tag: `Asthma (disorder)` is `Asthma`.
pub fn without_tag(text: &str) -> &str {
    const TAGS: [&str; 5] = ["(disorder)", "(finding)", "(situation)", "(procedure)", "(observable entity)"];
    let trimmed = text.trim();
    let Some(tag) = TAGS.iter().find(|tag| trimmed.ends_with(*tag)) else { return trimmed };
    trimmed.strip_suffix(tag).unwrap_or(trimmed).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_both_languages() {
        assert_eq!(heading("总胆固醇"), Some("total_chol"));
        assert_eq!(heading("HDL-C"), Some("hdl"));
        assert_eq!(heading("total_chol"), Some("total_chol"));
        assert_eq!(heading("Systolic BP"), Some("sbp"));
        assert_eq!(heading("尿肌酐"), None);
        assert_eq!(heading("favourite colour"), None);
    }

    #[test]
    fn a_condition_is_the_whole_text_or_a_chinese_clause() {
        assert_eq!(condition("Type 2 diabetes mellitus (disorder)"), Some("diabetes_t2"));
        assert_eq!(condition("family history of stroke"), None);
        assert_eq!(condition_within("高血压病2级"), Some("hypertension"));
        assert_eq!(condition_within("妊娠期糖尿病史(2019)"), Some("gestational_diabetes"));
        assert_eq!(condition_within("糖耐量异常"), Some("prediabetes"));
        assert_eq!(condition_within("慢性肾脏病3期"), Some("ckd"));
        for other in ["Diabetes insipidus", "pulmonary hypertension, mild", "heat stroke 2019", "肺动脉高血压"] {
            assert_eq!(condition_within(other), None, "{other}");
        }
    }

    #[test]
    fn short_names_are_not_believed_alone() {
        assert_eq!(measurement("Cr"), None);
        assert_eq!(measurement("Serum creatinine"), Some("creatinine"));
        assert_eq!(measurement("血肌酐"), Some("creatinine"));
    }
}
