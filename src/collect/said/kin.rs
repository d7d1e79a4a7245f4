//! Of whom a clause speaks: the person, a relative, or somebody who is no relative.

use crate::vocab::text::fold;

/// Whom a clause names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// The person, said in so many words (`本人`, `self:`).
    Person,
    /// A relative: the word and the code of the relationship (v3-RoleCode).
    Relative(&'static str, &'static str),
    /// A husband, wife or friend: nothing that this record can use.
    Other,
    /// Somebody who tells of the person (`wife reports he had a stroke`).
    Teller,
    /// A relative and the person (`mother and patient`).
    Shared(&'static str, &'static str),
}

const RELATIVES: [(&str, &str, &str); 53] = [
    ("父母", "父母", "PRN"),
    ("父亲", "父亲", "FTH"),
    ("母亲", "母亲", "MTH"),
    ("外祖父", "外祖父", "GRFTH"),
    ("外祖母", "外祖母", "GRMTH"),
    ("祖父", "祖父", "GRFTH"),
    ("祖母", "祖母", "GRMTH"),
    ("爷爷", "爷爷", "GRFTH"),
    ("奶奶", "奶奶", "GRMTH"),
    ("姥爷", "外公", "GRFTH"),
    ("姥姥", "外婆", "GRMTH"),
    ("外公", "外公", "GRFTH"),
    ("外婆", "外婆", "GRMTH"),
    ("兄弟姐妹", "兄弟姐妹", "SIB"),
    ("哥哥", "哥哥", "BRO"),
    ("弟弟", "弟弟", "BRO"),
    ("姐姐", "姐姐", "SIS"),
    ("妹妹", "妹妹", "SIS"),
    ("姐妹", "姐妹", "SIS"),
    ("儿子", "儿子", "SONC"),
    ("女儿", "女儿", "DAUC"),
    ("子女", "子女", "CHILD"),
    ("叔叔", "叔叔", "UNCLE"),
    ("舅舅", "舅舅", "UNCLE"),
    ("姑姑", "姑姑", "AUNT"),
    ("姨妈", "姨妈", "AUNT"),
    ("兄", "兄弟", "BRO"),
    ("父", "父亲", "FTH"),
    ("母", "母亲", "MTH"),
    ("家族", "家族", "FAMMEMB"),
    ("grandfather", "grandfather", "GRFTH"),
    ("grandmother", "grandmother", "GRMTH"),
    ("grandpa", "grandfather", "GRFTH"),
    ("granddad", "grandfather", "GRFTH"),
    ("grandma", "grandmother", "GRMTH"),
    ("grandparent", "grandparent", "GRPRN"),
    ("cousin", "cousin", "COUSN"),
    ("father", "father", "FTH"),
    ("dad", "father", "FTH"),
    ("mother", "mother", "MTH"),
    ("mum", "mother", "MTH"),
    ("mom", "mother", "MTH"),
    ("brother", "brother", "BRO"),
    ("sister", "sister", "SIS"),
    ("sibling", "sibling", "SIB"),
    ("siblings", "siblings", "SIB"),
    ("son", "son", "SONC"),
    ("daughter", "daughter", "DAUC"),
    ("aunt", "aunt", "AUNT"),
    ("uncle", "uncle", "UNCLE"),
    ("family", "family", "FAMMEMB"),
    ("parent", "parent", "PRN"),
    ("parents", "parents", "PRN"),
];
const OTHERS: [&str; 15] = [
    "wife", "husband", "spouse", "partner", "friend", "in-law", "丈夫", "妻子", "爱人", "配偶", "老公", "老婆", "男友",
    "女友", "岳父",
];
const SELF: [&str; 6] = ["本人", "患者", "自己", "自身", "self", "patient"];

/// Words of somebody who tells what another has.
const TELLS: [&str; 15] = [
    "reports", "reported", "says", "said", "states", "stated", "tells", "told", "thinks", "believes", "代诉", "诉",
    "述", "称", "反映",
];
/// The person beside a relative.
const SHARED: [&str; 15] = [
    "and patient",
    "and the patient",
    "patient and",
    "and self",
    "self and",
    "and pt",
    "pt and",
    "和本人",
    "及本人",
    "与本人",
    "和患者",
    "及患者",
    "本人及",
    "本人和",
    "本人与",
];

/// Whom a clause names; `None` when nobody: then it goes on about whoever came before, or the person.
pub(super) fn whom(clause: &str) -> Option<Whom> {
    let folded = fold(clause);
    let says = |word: &&str| {
        if word.is_ascii() { has_word(&folded, word) } else { folded.starts_with(*word) }
    };
    let tells = TELLS.iter().any(|word| if word.is_ascii() { has_word(&folded, word) } else { folded.contains(word) });
    if OTHERS.iter().any(&says) {
        return Some(if tells { Whom::Teller } else { Whom::Other });
    }
    let relative = RELATIVES.iter().find(|(word, _, _)| match *word {
        // 家族性高胆固醇血症 is a disease of the person's own.
        "家族" => folded.contains("家族史") || folded.starts_with("家族") && !folded.starts_with("家族性"),
        "family" => has_word(&folded, "family history") || folded.starts_with("family"),
        word if word.is_ascii() => has_word(&folded, word),
        word if word.chars().count() > 1 => folded.contains(word),
        word => folded.starts_with(word) || ["其", "("].iter().any(|lead| folded.contains(&format!("{lead}{word}"))),
    });
    let shared =
        SHARED.iter().any(|word| if word.is_ascii() { has_word(&folded, word) } else { folded.contains(word) });
    match relative {
        Some(_) if tells => Some(Whom::Teller),
        Some((_, text, code)) if shared => Some(Whom::Shared(text, code)),
        Some((_, text, code)) => Some(Whom::Relative(text, code)),
        None => SELF.iter().any(says).then_some(Whom::Person),
    }
}

/// Whether a folded text holds a word or phrase, whole.
pub(super) fn has_word(folded: &str, word: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric();
    folded.match_indices(word).any(|(at, found)| {
        let before = folded.get(..at).and_then(|t| t.chars().next_back());
        let after = folded.get(at + found.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// The age at which a relative fell ill: `55岁前` and `before 55` are at most 54.
pub(super) fn age(clause: &str) -> Option<f64> {
    let years = |text: &str| -> Option<f64> {
        let digits: String = text.trim_start().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|a| (0.0..=120.0).contains(a))
    };
    if let Some(at) = clause.find('岁') {
        let digits: String = clause.get(..at)?.chars().rev().take_while(char::is_ascii_digit).collect();
        let age = years(&digits.chars().rev().collect::<String>())?;
        let before = clause.get(at..).is_some_and(|rest| rest.starts_with("岁前") || rest.starts_with("岁以前"));
        return Some(if before { age - 1.0 } else { age });
    }
    let folded = fold(clause);
    let after = |phrase: &str| {
        folded.match_indices(phrase).find_map(|(at, found)| years(folded.get(at + found.len()..).unwrap_or_default()))
    };
    let before = ["before the age of ", "before age ", "before ", "under "].iter().find_map(|p| after(p));
    let at = || ["at the age of ", "at age ", "aged ", "age ", "at "].iter().find_map(|p| after(p));
    before.map(|a| a - 1.0).or_else(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relatives_others_and_the_person() {
        let code = |text: &str| match whom(text) {
            Some(Whom::Relative(_, code)) => code,
            Some(Whom::Other) => "other",
            Some(Whom::Teller) => "teller",
            Some(Whom::Shared(..)) => "shared",
            Some(Whom::Person) => "self",
            None => "",
        };
        for (text, expected) in [
            ("母亲糖尿病", "MTH"),
            ("糖尿病家族史", "FAMMEMB"),
            ("家族性高胆固醇血症", ""),
            ("grandmother had stroke", "GRMTH"),
            ("son has asthma", "SONC"),
            ("Parkinson's disease", ""),
            ("wife has diabetes", "other"),
            ("丈夫糖尿病", "other"),
            ("本人糖尿病", "self"),
            ("patient's mother: diabetes", "MTH"),
            ("familial hypercholesterolaemia", ""),
            ("Family history of diabetes", "FAMMEMB"),
            ("mother and patient had stroke", "shared"),
            ("本人及母亲糖尿病", "shared"),
            ("患者母亲糖尿病", "MTH"),
            ("wife reports he had a stroke", "teller"),
            ("妻子代诉其有脑卒中", "teller"),
            ("高血压(父)", "FTH"),
            ("高血压（母）", "MTH"),
            ("其父高血压", "FTH"),
            ("grandpa had MI", "GRFTH"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn how_old_they_were() {
        for (text, expected) in [
            ("父亲55岁前心肌梗死", Some(54.0)),
            ("哥哥冠心病50岁", Some(50.0)),
            ("Father had MI at 50", Some(50.0)),
            ("mother, stroke before age 60", Some(59.0)),
            ("father died of MI aged 48", Some(48.0)),
            ("mother diabetes", None),
        ] {
            assert_eq!(age(text), expected, "{text}");
        }
    }
}
