//! Answers in words: smoking, pregnancy, positive and negative, yes and no, in both languages.

use crate::vocab::text::fold;

/// Words of somebody who has not managed to stop.
const STILL: [&str; 24] = [
    "trying to quit",
    "tried to quit",
    "wants to quit",
    "like to quit",
    "unable to quit",
    "failed to quit",
    "difficulty quit",
    "attempt",
    "never quit",
    "not quit",
    "n't quit",
    "relapse",
    "restarted",
    "未戒",
    "没戒",
    "没有戒",
    "不戒",
    "从不戒",
    "不想戒",
    "戒不",
    "戒烟失败",
    "拒绝戒",
    "复吸",
    "still smok",
];
const NOW: [&str; 6] = ["current", "smokes", "every day smoker", "continues", "目前吸", "现吸"];
const NOT_NOW: [&str; 9] =
    ["no longer", "not current", "not smok", "n't smoke", "not a smoker", "non-smok", "nonsmok", "non smok", "used to"];
const HAN_NOT_NOW: [&str; 13] =
    ["已戒", "曾", "不吸", "不抽", "未吸", "非吸", "从不", "从未", "无吸", "否认", "既往", "被动", "二手"];
const FORMER: [&str; 13] = [
    "former",
    "ex-smoker",
    "ex smoker",
    "exsmoker",
    "past smoker",
    "gave up",
    "given up",
    "no longer",
    "used to smoke",
    "已戒",
    "曾吸",
    "曾经",
    "既往吸",
];
const ADVICE: [&str; 26] = [
    "advis", "advice", "counsel", "want", "wish", "refus", "declin", "ready", "plan", "date", "encourag", "discuss",
    "offer", "help", "motivat", "quitline", "建议", "劝", "拒绝", "不愿", "想", "准备", "嘱", "指导", "宣教", "计划",
];

/// `戒烟5年`, `2015年戒烟`: since when makes it certain.
fn quit_in_chinese(folded: &str) -> bool {
    folded.match_indices("戒烟").any(|(at, word)| {
        let (before, after) = (folded.get(..at).unwrap_or_default(), folded.get(at + word.len()..).unwrap_or_default());
        let year = before.strip_suffix('年').is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()));
        let since = after.trim_start_matches(['已', '约', '近', ' ']).chars().next();
        year || since.is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十两半多数".contains(c))
    })
}

/// What a text says of smoking: a word of the concept, or `None` where it does not decide (`有`, `smoker: yes` of unknown time).
pub(super) fn smoking(text: &str) -> Option<&'static str> {
    // Who no longer drinks may smoke.
    let folded = fold(text).replace("已戒酒", "").replace("戒酒", "");
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    if folded.is_empty() || has(&["unknown", "not known", "不详", "未知"]) {
        return Some("unknown").filter(|_| !folded.is_empty());
    }
    // Somebody who tries, fails or has begun again smokes; who is just quitting, nobody knows.
    if has(&STILL) {
        return Some("current");
    }
    if has(&["戒烟中", "正在戒"]) {
        return None;
    }
    let never = has(&["never", "从不", "从未", "lifelong non"]);
    let absent = has(&NOT_NOW);
    let now = !absent && has(&NOW) || !has(&HAN_NOT_NOW) && has(&["吸烟", "抽烟"]);
    let sure = has(&FORMER) || folded == "ex" || quit_in_chinese(&folded);
    let quits = has(&["quit", "stopped", "戒烟", "until"]);
    // Advice, a wish or a refusal to quit is for who smokes; a word of the past beside it is not sure.
    if !never && !absent && quits && has(&ADVICE) {
        return (!sure && (now || !has(&["ago", "since", "19", "20"]))).then_some("current");
    }
    if !never && (sure || quits) {
        // "Current smoker; stopped twice" smokes; what says both, or an end without its year, is asked about.
        let ended = sure || !has(&["until"]) || folded.contains(|c: char| c.is_ascii_digit());
        return match (now, sure) {
            (true, false) if has(&["until"]) || !has(&NOW) => None,
            (true, false) => Some("current"),
            (true, true) if has(&NOW) => None,
            _ => Some("former").filter(|_| ended),
        };
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
        // `12 weeks pregnant`, `孕20周`: how far it has come says that it is there. `孕2产1` counts what is past.
        weeks => {
            let over = NO_PREGNANCY_NOW.iter().any(|w| weeks.contains(w));
            let digits = weeks.contains(|c: char| c.is_ascii_digit());
            let english =
                digits && weeks.contains("week") && ["pregnan", "gestation"].iter().any(|w| weeks.contains(w));
            ((english || chinese_weeks(weeks)) && !over).then_some("pregnant")
        }
    }
}

const NO_PREGNANCY_NOW: [&str; 15] = [
    "post", "after", "产", "未", "not", "ago", "deliver", "breast", "birth", "miscarr", "abort", "terminat", "loss",
    "哺乳", "终止",
];

/// `孕20周`, `孕 12+3 周`.
fn chinese_weeks(text: &str) -> bool {
    text.match_indices('孕').any(|(at, word)| {
        let rest = text.get(at + word.len()..).unwrap_or_default().trim_start_matches(['约', ' ']);
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '.' | ' '));
        unit.len() < rest.len() && unit.starts_with('周')
    })
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
            ("current smoker, advised to quit", Some("current")),
            ("smokes 20/day, quit advice given", Some("current")),
            ("Current every day smoker - counselled to quit", Some("current")),
            ("smokes; quit date set for January", Some("current")),
            ("wants help quitting", Some("current")),
            ("吸烟，建议戒烟", Some("current")),
            ("劝其戒烟", Some("current")),
            ("拒绝戒烟", Some("current")),
            ("从不戒烟", Some("current")),
            ("smokes until midnight", None),
            ("吸烟，已戒酒", None),
            ("quit 5 years ago, advised to stay away", None),
            ("吸烟30年，2015年戒烟", Some("former")),
            ("quit smoking", Some("former")),
            ("never smoker, advised not to start", Some("never")),
        ] {
            assert_eq!(smoking(text), word, "{text}");
        }
    }

    #[test]
    fn pregnant_now_and_before() {
        for text in ["孕20周", "孕12+3周", "12 weeks pregnant", "20 weeks gestation", "怀孕8周"] {
            assert_eq!(pregnancy(text), Some("pregnant"), "{text}");
        }
        for text in ["孕2产1", "孕0产0", "流产 孕8周", "delivered 6 weeks", "breastfeeding, 12 weeks", "12 weeks"]
        {
            assert_eq!(pregnancy(text), None, "{text}");
        }
    }
}
