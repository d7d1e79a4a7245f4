//! Answers in words: smoking, pregnancy, positive and negative, yes and no, in both languages.

use crate::vocab::text::fold;

/// What a text says of smoking: a word of the concept, or `None` where it does not decide (`有`, `smoker: yes` of unknown time).
pub(super) fn smoking(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    if folded.is_empty() || has(&["unknown", "not known", "不详", "未知"]) {
        return Some("unknown").filter(|_| !folded.is_empty());
    }
    if has(&["never", "non-smoker", "nonsmoker", "lifelong non", "从不", "从未", "不吸烟", "无吸烟"])
        || matches!(&*folded, "无" | "none")
    {
        return Some("never");
    }
    if has(&[
        "former",
        "ex-smoker",
        "ex smoker",
        "exsmoker",
        "quit",
        "past smoker",
        "stopped",
        "已戒",
        "戒烟",
        "曾吸",
        "既往吸",
    ]) {
        return Some("former");
    }
    if has(&["not smoking", "not current", "非吸烟"]) || matches!(&*folded, "no" | "n" | "0" | "false" | "否") {
        return Some("not-current");
    }
    let amount = folded.contains(|c: char| c.is_ascii_digit()) && has(&["支", "包", "cig", "pack", "/day", "per day"]);
    if amount
        || has(&[
            "current",
            "every day",
            "some day",
            "daily",
            "smokes",
            "light smoker",
            "heavy smoker",
            "偶尔",
            "经常",
            "目前",
            "现在",
            "吸烟中",
        ])
        || matches!(&*folded, "是" | "yes" | "y" | "1" | "true" | "smoker" | "吸烟" | "吸")
    {
        return Some("current");
    }
    None
}

/// What a text says of pregnancy.
pub(super) fn pregnancy(text: &str) -> Option<&'static str> {
    match fold(text).as_str() {
        "pregnant" | "yes" | "y" | "true" | "1" | "是" | "妊娠" | "怀孕" | "孕" => Some("pregnant"),
        "not pregnant" | "not-pregnant" | "no" | "n" | "false" | "0" | "否" | "无" | "未孕" | "未怀孕" => {
            Some("not-pregnant")
        }
        "unknown" | "不详" => Some("unknown"),
        _ => None,
    }
}

/// Positive or negative.
pub(super) fn sign(text: &str) -> Option<&'static str> {
    match fold(text).as_str() {
        "positive" | "pos" | "+" | "++" | "+++" | "detected" | "阳性" | "弱阳性" => Some("positive"),
        "negative" | "neg" | "-" | "not detected" | "阴性" => Some("negative"),
        _ => None,
    }
}

/// The word of any concept that is answered in words.
pub(super) fn of(concept: &str, text: &str) -> Option<&'static str> {
    match concept {
        "smoking" => smoking(text),
        "pregnancy_status" => pregnancy(text),
        "fit" => sign(text),
        _ => None,
    }
}

/// Yes or no.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "yes" | "y" | "true" | "t" | "1" | "是" | "有" | "阳性" | "positive" | "present" | "√" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "否" | "无" | "没有" | "阴性" | "negative" | "absent" | "×" => {
            Some(false)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smoking_in_both_languages() {
        for (text, word) in [
            ("无", Some("never")),
            ("从不", Some("never")),
            ("Never smoker", Some("never")),
            ("已戒烟5年", Some("former")),
            ("戒烟", Some("former")),
            ("Ex-smoker", Some("former")),
            ("有，10支/日×20年", Some("current")),
            ("偶尔（应酬）", Some("current")),
            ("是", Some("current")),
            ("否", Some("not-current")),
            ("有", None),
            ("", None),
        ] {
            assert_eq!(smoking(text), word, "{text}");
        }
    }
}
