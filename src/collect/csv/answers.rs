//! Columns that answer what only an equation asks: where a person lives, and what runs in the family.

use crate::collect::cell::{self, Cell};
use crate::collect::intake::{Intake, Measured};
use crate::collect::words;
use crate::record::Answer;
use crate::vocab::text::fold;

/// Input, and the heading of a yes or no column in English and Chinese, as the page names it.
pub(super) const ASKED: [(&str, &str, &str); 3] = [
    ("north", "Lives in northern China", "居住在中国北方"),
    ("urban", "Lives in a town or city", "居住在城镇"),
    ("family_history", "Heart attack or stroke in a parent or sibling", "父母或兄弟姐妹有心肌梗死或卒中"),
];

const NORTH: [&str; 6] = ["north", "northern", "northern china", "北方", "北", "长江以北"];
const SOUTH: [&str; 6] = ["south", "southern", "southern china", "南方", "南", "长江以南"];
const URBAN: [&str; 8] = ["urban", "city", "town", "城市", "城镇", "城", "城区", "市区"];
const RURAL: [&str; 8] = ["rural", "country", "countryside", "village", "农村", "乡村", "乡", "乡下"];

/// The input that a word of `columns.csv` or of a person names.
pub(super) fn input(word: &str) -> Option<&'static str> {
    ASKED.iter().find(|(id, ..)| *id == word).map(|(id, ..)| *id)
}

/// Takes a cell in as the form takes an answer. Two that differ are both set aside: the question stays open.
pub(super) fn take(id: &'static str, text: &str, fact: Measured, intake: &mut Intake) {
    let fact = Measured { concept: id, ..fact };
    if matches!(cell::read(text), Cell::Empty | Cell::NotMeasured) {
        return;
    }
    let Some(yes) = read(id, text, &fold(&fact.text)) else {
        return intake.aside_words(&fact, text, "answerUnknown");
    };
    let open = intake.patient.set_aside.iter().any(|s| s.reason == "answersDiffer" && s.concept.as_deref() == Some(id));
    match intake.patient.answers.get(id) {
        _ if open => {}
        None => {
            intake.patient.answers.insert(id.to_owned(), Answer::Flag(yes));
            intake.facts += 1;
            return;
        }
        Some(known) if *known == Answer::Flag(yes) => return,
        Some(_) => {
            intake.patient.answers.remove(id);
            intake.facts = intake.facts.saturating_sub(1);
        }
    }
    intake.aside_words(&fact, text, "answersDiffer");
}

/// Yes or no, or one of two places. A heading that names both places does not say which of them yes means.
fn read(id: &str, text: &str, heading: &str) -> Option<bool> {
    let folded = fold(text);
    let (yes, no): (&[&str], &[&str]) = match id {
        "north" => (&NORTH, &SOUTH),
        "urban" => (&URBAN, &RURAL),
        _ => (&[], &[]),
    };
    if yes.contains(&folded.as_str()) {
        return Some(true);
    }
    if no.contains(&folded.as_str()) {
        return Some(false);
    }
    let both = ["南", "south", "乡", "农村", "rural"].iter().any(|word| heading.contains(word));
    // N beside S is north.
    let letter = id == "north" && folded == "n" && !["yes/no", "y/n", "是"].iter().any(|w| heading.contains(w));
    words::yes_no(text).filter(|_| id == "family_history" || !both && !letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_yes_or_no() {
        for (id, heading, text, expected) in [
            ("north", "是否北方", "是", Some(true)),
            ("north", "是否北方", "南方", Some(false)),
            ("north", "南北方", "北方", Some(true)),
            ("north", "南北方", "1", None),
            ("north", "North/South", "South", Some(false)),
            ("north", "North", "N", None),
            ("north", "North (yes/no)", "N", Some(false)),
            ("urban", "城乡", "城镇", Some(true)),
            ("urban", "城乡", "乡村", Some(false)),
            ("urban", "城乡", "城乡结合部", None),
            ("urban", "Urban", "rural", Some(false)),
            ("urban", "Urban", "yes", Some(true)),
            ("urban", "urban/rural", "no", None),
            ("family_history", "心脑血管病家族史", "有", Some(true)),
            ("family_history", "心脑血管病家族史", "父亲冠心病", None),
            ("family_history", "ASCVD家族史", "否", Some(false)),
        ] {
            assert_eq!(read(id, text, &fold(heading)), expected, "{heading}: {text}");
        }
    }
}
