//! What a clause says of the thing it names, and where clauses end. Words before the name, words behind it, and a yes or no
//! in its place (`糖尿病：无`, `HTN (+)`) count; a word inside the name does not.

use super::kin::has_word;
use super::signs::{
    DOUBTED_BEHIND, EXCEPTIONS, HAN_THERE, LEADS, NOT_BEHIND, NOT_DENIALS, ONE, OVER_BEHIND, PART_BEHIND, SUBJECTS,
};
use crate::collect::{dose, words};
use crate::vocab::label;
use crate::vocab::text::{fold, has_han, narrow};

/// What a clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// It is there.
    There,
    /// It is not there; `list` when the word denies a whole list that follows (`否认高血压、糖尿病`).
    Not { list: bool },
    /// Nobody is sure.
    Doubted,
    /// It was there and is over.
    Over,
}

/// A name without the words that only say whether it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause<'t> {
    pub(super) name: &'t str,
    pub(super) sense: Option<Sense>,
}

/// Reads one clause.
pub(super) fn clause(text: &str) -> Clause<'_> {
    let mut name = text.trim().trim_start_matches(['?', '？', '-', '•', '·']).trim_start();
    let mut sense = (name.len() < text.trim().len() && text.trim().starts_with(['?', '？'])).then_some(Sense::Doubted);
    if let Some((head, yes)) = valued(name) {
        return Clause { name: head, sense: Some(if yes { Sense::There } else { ONE }) };
    }
    let mut denies = false;
    while let Some((rest, said)) = lead(name) {
        name = rest;
        match (said, sense) {
            (None, _) => {}
            // "no history of", "not known": the first word decides.
            (Some(Sense::There), Some(_)) => {}
            (Some(new), None | Some(Sense::There)) => sense = Some(new),
            // "no possible": unsure is unsure. "not excluded" is one lead of its own.
            (Some(Sense::Doubted), _) => sense = Some(Sense::Doubted),
            _ => {}
        }
        denies = matches!(sense, Some(Sense::Not { .. }));
    }
    let folded = fold(name);
    let has = |word: &&str| {
        if word.chars().all(|c| c.is_ascii_alphabetic() || c == ' ') {
            has_word(&folded, word)
        } else {
            folded.contains(*word)
        }
    };
    let behind = || NOT_BEHIND.iter().chain(&PART_BEHIND);
    let at_end = |word: &&str| folded.ends_with(*word) || folded.contains(&format!("({word})"));
    let risk = folded.contains("风险") && !folded.contains('级');
    sense = match sense {
        _ if !denies && (DOUBTED_BEHIND.iter().any(&has) || risk) => Some(Sense::Doubted),
        Some(Sense::Not { .. }) if DOUBTED_BEHIND.iter().any(&has) => Some(Sense::Doubted),
        None if ends_unknown(&folded) => Some(Sense::Doubted),
        Some(_) => sense,
        None if behind().any(|word| is_name_before(&folded, word)) => Some(ONE),
        // What names nothing that a rule asks for may be denied as it was written (`HBV negative`).
        None if behind().any(&at_end) && label::condition_within(name).is_none() => Some(ONE),
        None if NOT_BEHIND.iter().any(at_end) => Some(Sense::Doubted),
        None if OVER_BEHIND.iter().any(&has) && !has(&"not resolved") && !folded.contains('未') => Some(Sense::Over),
        None => None,
    };
    Clause { name, sense }
}

/// Whether a folded text is the name of a condition and this word behind it.
fn is_name_before(folded: &str, word: &str) -> bool {
    let plain = folded.strip_suffix(&format!("({word})")).or_else(|| folded.strip_suffix(word));
    plain.is_some_and(|name| {
        let name = name.trim_end_matches([' ', ':', '-', ',', '(']);
        let name = ["is ", "was ", " is", " was"].iter().fold(name, |n, w| n.trim_end_matches(w));
        label::condition(name).is_some()
    })
}

/// `stroke unknown`: whether it is there. `reaction unknown` is another matter.
fn ends_unknown(folded: &str) -> bool {
    let head = folded.strip_suffix(" unknown").or_else(|| folded.strip_suffix("不详"));
    let of_part = ["reaction", "type", "cause", "date", "severity", "duration", "反应", "原因", "时间", "类型", "日期"];
    head.is_some_and(|h| !of_part.iter().any(|w| h.ends_with(w)))
}

/// Whether a text makes an exception (`none except aspirin`, `除高血压外`): then it never says that there is nothing.
pub(super) fn excepts(text: &str) -> bool {
    let folded = fold(text);
    EXCEPTIONS.iter().any(|word| has_word(&folded, word))
        || folded.match_indices('除').any(|(at, _)| han_exception(&folded, at).is_some())
}

/// Where the thing excepted by a `除` begins and ends, and where the text goes on: `除高血压外无殊`. Not `排除`, not `除外`.
fn han_exception(text: &str, at: usize) -> Option<(usize, usize, usize)> {
    if text
        .get(..at)?
        .ends_with(['排', '切', '解', '摘', '清', '消', '去', '拔', '免', '剔', '删', '扣', '拆', '扫', '祛'])
    {
        return None;
    }
    let from = at + '除'.len_utf8();
    let from = from + if text.get(from..)?.starts_with('了') { '了'.len_utf8() } else { 0 };
    let end = from + text.get(from..)?.find('外').filter(|length| *length > 0)?;
    let name = text.get(from..end)?;
    let name = name.strip_suffix(['以', '之']).unwrap_or(name);
    (!name.is_empty()).then_some((from, from + name.len(), end + '外'.len_utf8()))
}

/// A clause as what stands before an exception, the exception (its sign is `!`) and what follows.
fn excepted(sign: char, text: &str) -> Vec<(char, &str)> {
    let mut out = Vec::new();
    if let Some((start, (from, to, rest))) =
        text.match_indices('除').find_map(|(at, _)| Some((at, han_exception(text, at)?)))
    {
        // "均否认", "的疾病", "无特殊" say "nothing else", which closes no list here.
        const ELSE: [&str; 10] = ["特殊", "其他", "其它", "异常", "殊", "均", "都", "余", "体健", "健康"];
        let before = text.get(..start).unwrap_or_default().trim();
        if !matches!(before, "否认" | "否认有" | "无" | "没有" | "患者" | "患者否认") {
            out.push((sign, before));
        }
        out.push(('!', text.get(from..to).unwrap_or_default()));
        let after = text.get(rest..).unwrap_or_default();
        if !after.starts_with('的') && !ELSE.iter().any(|w| after.contains(w)) {
            out.push((',', after));
        }
        return out;
    }
    let found = EXCEPTIONS.iter().filter_map(|word| find_word(text, word)).min_by_key(|(at, _)| *at);
    match found.and_then(|(at, end)| Some((text.get(..at)?, text.get(end..)?))) {
        Some((before, after)) => {
            out.push((sign, before));
            out.extend(excepted('!', after));
        }
        None => out.push((sign, text)),
    }
    out
}

/// The first place of a whole English word or phrase, whatever its case, and its longest form.
fn find_word(text: &str, word: &str) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    lower.match_indices(word).map(|(at, found)| (at, at + found.len())).find(|(at, end)| {
        let before = lower.get(..*at).and_then(|t| t.chars().next_back());
        let after = lower.get(*end..).and_then(|t| t.chars().next());
        !before.is_some_and(letter) && !after.is_some_and(letter)
    })
}

/// `Diabetes: no`, `高血压（有）`, `HTN (+)`: the name and the yes or no in its place.
fn valued(text: &str) -> Option<(&str, bool)> {
    let trimmed = text.trim();
    let cut = match trimmed.strip_suffix([')', '）']) {
        Some(body) => body.rsplit_once(['(', '（']),
        None => trimmed.rsplit_once([':', '：', '=']),
    };
    let (head, tail) = cut.filter(|(head, _)| !head.trim().is_empty())?;
    let yes = match fold(tail).as_str() {
        "-" | "否认" | "denied" | "none" | "nil" | "未见" => false,
        "+" | "++" => true,
        other => words::yes_no(other)?,
    };
    Some((head.trim(), yes))
}

/// One word of stance at the beginning, taken off.
fn lead(text: &str) -> Option<(&str, Option<Sense>)> {
    let folded = fold(text);
    if NOT_DENIALS.iter().any(|n| folded.starts_with(n)) {
        return None;
    }
    for subject in SUBJECTS {
        if let Some(rest) = without(text, subject) {
            return Some((rest, None));
        }
    }
    // 非糖尿病 denies; 非瓣膜性房颤 does not.
    if let Some(rest) = without(text, "非").filter(|rest| label::condition(rest.trim_end_matches("患者")).is_some())
    {
        return Some((rest, Some(ONE)));
    }
    let han = HAN_THERE.iter().map(|word| (*word, Sense::There));
    LEADS.iter().copied().chain(han).find_map(|(word, sense)| Some((without(text, word)?, Some(sense))))
}

/// The text behind a word at its beginning, compared as [`fold`] does; an English word must end there, and something must
/// follow.
fn without<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text;
    for wanted in word.chars() {
        let found = rest.chars().next()?;
        if !narrow(found).to_lowercase().eq(std::iter::once(wanted)) {
            return None;
        }
        rest = rest.get(found.len_utf8()..)?;
    }
    let goes_on = !has_han(word) && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let rest = rest.trim_start_matches([' ', ':', '：', '.', '　']);
    (!goes_on && !rest.trim().is_empty()).then_some(rest)
}

/// Clauses of a part with the sign before each; a blank for the first. `s/p` and `h/o` are no two clauses, and `A and B` are
/// two only where both are known.
pub(super) fn clauses(part: &str, splits: impl Fn(&str, &str) -> bool) -> Vec<(char, &str)> {
    let mut out: Vec<(char, &str)> = Vec::new();
    let (mut from, mut sign) = (0, ' ');
    for (at, ch) in part.char_indices().filter(|(_, c)| matches!(c, '、' | '，' | ',' | '/' | '+')) {
        if ch == ',' && dose::joins(part.get(..at).unwrap_or_default(), part.get(at + 1..).unwrap_or_default()) {
            continue;
        }
        if matches!(ch, '/' | '+') && (is_short(part, at) || ch == '+' && in_brackets(part, at)) {
            continue;
        }
        out.push((sign, part.get(from..at).unwrap_or_default()));
        (from, sign) = (at + ch.len_utf8(), ch);
    }
    out.push((sign, part.get(from..).unwrap_or_default()));
    let mut all = Vec::new();
    for (sign, text) in out.into_iter().flat_map(|(sign, text)| excepted(sign, text)) {
        join_words(sign, text, &splits, &mut all);
    }
    all.retain(|(_, text)| !text.trim().is_empty());
    all
}

/// Whether one letter stands alone before or behind a slash: `s/p`, `h/o`, `w/o`, `d/c`.
fn is_short(part: &str, at: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let (before, after) = (part.get(..at).unwrap_or_default(), part.get(at + 1..).unwrap_or_default());
    let (mut back, mut on) = (before.chars().rev(), after.chars());
    let alone_before = letter(back.next()) && !letter(back.next());
    let alone_after = letter(on.next()) && !letter(on.next());
    alone_before || alone_after
}

fn in_brackets(part: &str, at: usize) -> bool {
    let before = part.get(..at).unwrap_or_default();
    before.rfind(['(', '（']) > before.rfind([')', '）'])
}

fn join_words<'t>(sign: char, text: &'t str, splits: &impl Fn(&str, &str) -> bool, out: &mut Vec<(char, &'t str)>) {
    const JOINS: [&str; 14] =
        [" and ", " or ", " nor ", "或", " & ", "合并", "伴有", "伴", "以及", "及", "和", "并", " plus ", " AND "];
    for join in JOINS {
        let Some((left, right)) = text.split_once(join) else { continue };
        if splits(left, right) {
            join_words(sign, left, splits, out);
            join_words(if matches!(join, " or " | " nor " | "或") { '|' } else { '、' }, right, splits, out);
            return;
        }
    }
    out.push((sign, text.trim()));
}

#[cfg(test)]
mod tests {
    use super::super::signs::LIST;
    use super::*;

    #[test]
    fn what_a_clause_says() {
        use Sense::{Doubted, Over, There};
        for (text, name, sense) in [
            ("denies diabetes", "diabetes", Some(LIST)),
            ("no history of stroke", "stroke", Some(ONE)),
            ("never had a stroke", "a stroke", Some(ONE)),
            ("negative for diabetes", "diabetes", Some(LIST)),
            ("without diabetes", "diabetes", Some(ONE)),
            ("not diabetic", "diabetic", Some(ONE)),
            ("diabetes excluded", "diabetes excluded", Some(ONE)),
            ("stroke ruled out", "stroke ruled out", Some(ONE)),
            ("stroke not ruled out", "stroke not ruled out", Some(Doubted)),
            ("rule out MI", "MI", Some(Doubted)),
            ("?diabetes", "diabetes", Some(Doubted)),
            ("hypertension?", "hypertension?", Some(Doubted)),
            ("unlikely stroke", "stroke", Some(Doubted)),
            ("risk of diabetes", "diabetes", Some(Doubted)),
            ("s/p CABG 2015", "CABG 2015", Some(There)),
            ("h/o stroke", "stroke", Some(There)),
            ("Diabetes: no", "Diabetes", Some(ONE)),
            ("HTN (+)", "HTN", Some(There)),
            ("hypertension - resolved", "hypertension - resolved", Some(Over)),
            ("gout, not resolved", "gout, not resolved", None),
            ("痛风未治愈", "痛风未治愈", None),
            ("type 2 diabetes without complications", "type 2 diabetes without complications", None),
            ("normal pressure hydrocephalus", "normal pressure hydrocephalus", None),
            ("non-ST elevation MI", "non-ST elevation MI", None),
            ("否认糖尿病", "糖尿病", Some(LIST)),
            ("无冠心病", "冠心病", Some(ONE)),
            ("无症状性心肌缺血", "无症状性心肌缺血", None),
            ("非糖尿病", "糖尿病", Some(ONE)),
            ("非瓣膜性房颤", "非瓣膜性房颤", None),
            ("糖尿病不排除", "糖尿病不排除", Some(Doubted)),
            ("不排除糖尿病", "糖尿病", Some(Doubted)),
            ("冠心病待除外", "冠心病待除外", Some(Doubted)),
            ("高血压（否认）", "高血压", Some(ONE)),
            ("糖尿病：无", "糖尿病", Some(ONE)),
            ("乙肝阴性", "乙肝阴性", Some(ONE)),
            ("糖尿病风险", "糖尿病风险", Some(Doubted)),
            ("高血压3级（高风险）", "高血压3级（高风险）", None),
            ("有糖尿病史", "糖尿病史", Some(There)),
        ] {
            assert_eq!(clause(text), Clause { name, sense }, "{text}");
        }
    }

    #[test]
    fn where_clauses_end() {
        let known = |left: &str, right: &str| {
            label::condition_within(left).is_some() && label::condition_within(right).is_some()
        };
        let texts = |part: &str| -> Vec<String> { clauses(part, known).iter().map(|(_, t)| (*t).to_owned()).collect() };
        assert_eq!(texts("CKD, CAD s/p PCI"), ["CKD", "CAD s/p PCI"]);
        assert_eq!(texts("type 2 diabetes and hypertension"), ["type 2 diabetes", "hypertension"]);
        assert_eq!(texts("高血压合并糖尿病"), ["高血压", "糖尿病"]);
        assert_eq!(texts("gout and snoring"), ["gout and snoring"]);
        assert_eq!(texts("高血压/糖尿病"), ["高血压", "糖尿病"]);
        assert_eq!(texts("HBsAg(+)"), ["HBsAg(+)"]);
    }
}
