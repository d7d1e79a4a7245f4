//! Answers in words: smoking, pregnancy, positive and negative, yes and no, in both languages.

use crate::vocab::text::fold;

/// What a text says of smoking: a word of the concept, or `None` where it does not decide (`有`, `smoker: yes` of unknown time).
pub(super) fn smoking(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    if folded.is_empty() || has(&["unknown", "not known", "不详", "未知"]) {
        return Some("unknown").filter(|_| !folded.is_empty());
    }
    // Somebody who tries, fails or has begun again smokes; who is just quitting, nobody knows.
    if has(&[
        "trying to quit",
        "wants to quit",
        "unable to quit",
        "never quit",
        "not quit",
        "relapse",
        "未戒",
        "戒烟失败",
        "复吸",
    ]) {
        return Some("current");
    }
    if has(&["戒烟中", "正在戒"]) {
        return None;
    }
    let never = has(&["never", "从不", "从未", "lifelong non"]);
    let former = [
        "former",
        "ex-smoker",
        "ex smoker",
        "exsmoker",
        "quit",
        "past smoker",
        "stopped",
        "gave up",
        "given up",
        "no longer",
        "until",
        "已戒",
        "戒烟",
        "曾吸",
        "曾经",
        "既往吸",
    ];
    if !never && (has(&former) || folded == "ex") {
        return Some("former");
    }
    if never
        || has(&["non-smoker", "nonsmoker", "non smoker", "不吸烟", "不抽烟", "从来不", "无吸烟"])
        || matches!(&*folded, "无" | "none" | "不吸" | "不抽")
    {
        return Some("never");
    }
    if has(&["not smoking", "not current", "not a smoker", "not smoke", "n't smoke", "denies", "非吸烟", "未吸烟"])
        || matches!(&*folded, "no" | "n" | "0" | "false" | "否")
    {
        return Some("not-current");
    }
    if has(&["passive", "second-hand", "secondhand", "被动", "二手"]) {
        return None;
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
            "tobacco smoker",
            "social smoker",
            "occasional",
            "偶尔",
            "经常",
            "目前",
            "现在",
            "吸烟中",
            "现吸",
            "偶吸",
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
        // `12 weeks`, `孕20周`: how far it has come says that it is there.
        weeks => {
            let over = ["post", "after", "产后", "未", "not", "ago"].iter().any(|w| weeks.contains(w));
            let counted =
                weeks.contains(|c: char| c.is_ascii_digit()) && (weeks.contains("week") || weeks.contains('孕'));
            (counted && !over).then_some("pregnant")
        }
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
            ("trying to quit", Some("current")),
            ("never quit", Some("current")),
            ("quit smoking but relapsed", Some("current")),
            ("未戒烟", Some("current")),
            ("戒烟失败", Some("current")),
            ("戒烟中", None),
            ("no longer smokes", Some("former")),
            ("20 cigarettes a day until 2015", Some("former")),
            ("不吸烟，已戒10年", Some("former")),
            ("吸烟20年，戒烟5年", Some("former")),
            ("ex-smoker 20/day", Some("former")),
            ("not a smoker", Some("not-current")),
            ("denies smoking", Some("not-current")),
            ("passive smoker", None),
            ("被动吸烟", None),
            ("never smoker but passive exposure", Some("never")),
            ("Light tobacco smoker", Some("current")),
        ] {
            assert_eq!(smoking(text), word, "{text}");
        }
    }
}
