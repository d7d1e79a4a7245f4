//! Texts that say that there is nothing at all, which closes a list, and texts that say that nobody knows, which does not.

use crate::vocab::text::{fold, has_han};

/// What kind of thing a list holds: the nouns that mean all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::collect) enum Kind {
    Conditions,
    Medicines,
    Allergies,
}

const NOTHING: [&str; 26] = [
    "无",
    "无殊",
    "无特殊",
    "无特殊情况",
    "体健",
    "健康",
    "既往体健",
    "既往健康",
    "身体健康",
    "平素体健",
    "否认",
    "无异常",
    "未见异常",
    "没有",
    "暂无",
    "none",
    "nil",
    "no",
    "否",
    "healthy",
    "fit and well",
    "previously well",
    "previously healthy",
    "nkda",
    "nka",
    "nkma",
];
/// Nobody asked, or nobody wrote it down. Silence, not "no".
const NOT_SAID: [&str; 44] = [
    "",
    "unknown",
    "not known",
    "n/a",
    "na",
    "n.a.",
    "-",
    "--",
    "—",
    "——",
    "/",
    "\\",
    ".",
    "?",
    "not asked",
    "not recorded",
    "not documented",
    "not available",
    "unavailable",
    "not applicable",
    "not assessed",
    "not stated",
    "unable to obtain",
    "pending",
    "tbc",
    "tba",
    "see notes",
    "as above",
    "null",
    "nan",
    "non-contributory",
    "noncontributory",
    "不详",
    "未知",
    "未询问",
    "未提供",
    "未记录",
    "不清楚",
    "不明",
    "不知道",
    "拒答",
    "未查",
    "未填",
    "缺失",
];
const ADJECTIVES: [&str; 26] = [
    "known",
    "current",
    "currently",
    "regular",
    "significant",
    "relevant",
    "active",
    "chronic",
    "past",
    "medical",
    "any",
    "all",
    "other",
    "or",
    "and",
    "of",
    "to",
    "on",
    "taking",
    "taken",
    "reported",
    "recorded",
    "identified",
    "found",
    "prior",
    "previous",
];
const HAN: [&str; 17] = [
    "特殊", "明显", "重大", "其他", "其它", "任何", "已知", "目前", "现", "近期", "既往", "及", "和", "与", "等", "何",
    "、",
];

impl Kind {
    fn nouns(self) -> &'static [&'static str] {
        match self {
            Self::Conditions => &[
                "problem",
                "problems",
                "condition",
                "conditions",
                "history",
                "illness",
                "illnesses",
                "disease",
                "diseases",
                "diagnosis",
                "diagnoses",
                "comorbidity",
                "comorbidities",
                "慢性",
                "基础",
                "疾病",
                "病史",
                "病",
                "史",
            ],
            Self::Medicines => &[
                "medication",
                "medications",
                "medicine",
                "medicines",
                "meds",
                "med",
                "drug",
                "drugs",
                "prescription",
                "prescriptions",
                "treatment",
                "treatments",
                "长期",
                "规律",
                "口服",
                "服用",
                "用药",
                "服药",
                "药物",
                "药",
                "史",
            ],
            Self::Allergies => &[
                "allergy",
                "allergies",
                "allergic",
                "intolerance",
                "intolerances",
                "reaction",
                "reactions",
                "drug",
                "drugs",
                "medication",
                "medications",
                "medicine",
                "medicines",
                "过敏",
                "药物",
                "药",
                "食物",
                "史",
                "反应",
                "发现",
            ],
        }
    }
}

/// Whether a whole text says that nobody knows or asked.
pub(super) fn is_silent(text: &str) -> bool {
    let folded = fold(text);
    let plain = folded.trim_end_matches(['。', '.', '!']).trim();
    let status = plain.strip_suffix(" status unknown").or_else(|| plain.strip_suffix(" unknown"));
    NOT_SAID.contains(&plain)
        || NOT_SAID.contains(&folded.as_str())
        // "Stroke unknown" names something: somebody should look.
        || status.is_some_and(|s| s.split(' ').all(is_of_lists))
}

/// Whether a word names no thing, only what a list holds (`allergy`, `past`, `history`).
fn is_of_lists(word: &str) -> bool {
    let kinds = [Kind::Conditions, Kind::Medicines, Kind::Allergies];
    matches!(word, "status" | "pmh" | "surgical")
        || ADJECTIVES.contains(&word)
        || kinds.iter().any(|k| k.nouns().contains(&word))
}

/// Whether a whole text says that there is nothing of a kind (`No known allergies`, `无`, `否认慢性病史`).
pub(in crate::collect) fn is_none(text: &str, kind: Kind) -> bool {
    let folded = fold(text);
    let plain = folded.trim_end_matches(['。', '.', '!', ';']).trim();
    NOTHING.contains(&plain) || denies_all(plain, kind)
}

/// Whether a clause is only a bare "none" or "well": it names nothing, and among others it does not say what it denies.
pub(super) fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&fold(text).as_str())
}

/// Whether a clause denies all of a kind by its noun; a bare "no" needs the whole cell to mean anything.
pub(super) fn denies_all(text: &str, kind: Kind) -> bool {
    let folded = fold(text);
    let plain = folded.trim_end_matches(['。', '.', '!']).trim();
    if has_han(plain) {
        return denies_all_in_chinese(plain, kind);
    }
    let mut words = plain.split([' ', ',', '/', '-']).filter(|w| !w.is_empty()).peekable();
    while words.next_if(|w| ["patient", "pt", "the", "she", "he", "has", "is"].contains(w)).is_some() {}
    let denies = ["no", "none", "nil", "not", "denies", "denied", "without", "takes", "nka", "nkda"];
    let first = words.next().filter(|w| denies.contains(w));
    if first.is_none_or(|w| w == "takes" && words.next() != Some("no")) {
        return false;
    }
    let rest: Vec<&str> = words.collect();
    let noun = |w: &&str| kind.nouns().contains(w);
    let all = rest.iter().all(|w| noun(w) || ADJECTIVES.contains(w));
    // "None known", "nil reported": the heading is the noun. A denial of something else needs its noun.
    let headless = matches!(first, Some("none" | "nil" | "nka" | "nkda")) && !rest.is_empty();
    all && (headless || rest.iter().any(noun))
}

fn denies_all_in_chinese(plain: &str, kind: Kind) -> bool {
    const DENY: [&str; 11] =
        ["否认有", "否认", "没有", "暂无", "未服用", "未使用", "未发现", "从未", "未", "无", "拒绝"];
    let lead = ["患者", "本人", "目前", "现", "既往", "平素", "近期"];
    let start = lead.iter().fold(plain, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    if kind == Kind::Medicines && matches!(start, "不服药" | "不用药" | "不吃药") {
        return true;
    }
    let Some(rest) = DENY.iter().find_map(|word| start.strip_prefix(word)) else { return false };
    // No allergy to food says nothing of medicines.
    if kind == Kind::Allergies && rest.contains("食物") && !rest.contains('药') {
        return false;
    }
    let bare = kind.nouns().iter().chain(&HAN).fold(rest.to_owned(), |rest, word| rest.replace(word, ""));
    let noun = kind.nouns().iter().any(|noun| rest.contains(noun)) || start.starts_with("未发现");
    bare.trim().is_empty() && noun
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_at_all_in_both_languages() {
        use Kind::{Allergies, Conditions, Medicines};
        for (text, kind) in [
            ("No known problems", Conditions),
            ("no significant past medical history", Conditions),
            ("Healthy.", Conditions),
            ("否认慢性病史", Conditions),
            ("无特殊病史", Conditions),
            ("既往体健", Conditions),
            ("no current medications", Medicines),
            ("Not on any medication", Medicines),
            ("takes no medicines", Medicines),
            ("目前未服药", Medicines),
            ("无长期用药", Medicines),
            ("否认服药", Medicines),
            ("No known drug allergies", Allergies),
            ("patient denies any allergies", Allergies),
            ("none reported", Allergies),
            ("否认药物、食物过敏史", Allergies),
            ("否认食物药物过敏", Allergies),
            ("既往无过敏", Allergies),
            ("未发现", Allergies),
        ] {
            assert!(is_none(text, kind), "{text}");
        }
        for (text, kind) in [
            ("no known food allergies", Allergies),
            ("无食物过敏史", Allergies),
            ("no penicillin allergy", Allergies),
            ("no diabetes", Conditions),
            ("no known allergies", Conditions),
            ("否认传染病史", Conditions),
            ("否认手术史", Conditions),
            ("unknown", Conditions),
            ("不规律服药", Medicines),
            ("未来考虑用药", Medicines),
        ] {
            assert!(!is_none(text, kind), "{text}");
        }
    }

    #[test]
    fn not_said_is_no_denial() {
        for text in ["unknown", "N/A", "-", "不详", "allergy status unknown", "Not recorded", "?"] {
            assert!(is_silent(text), "{text}");
        }
        for text in [
            "none",
            "无",
            "penicillin",
            "fever of unknown origin",
            "stroke unknown",
            "heart failure unknown",
            "penicillin unknown",
        ] {
            assert!(!is_silent(text), "{text}");
        }
    }
}
