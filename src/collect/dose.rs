//! Milligrams a day, only when amount and frequency are both certain. Anything doubtful is no dose.

use super::cell::number;
use crate::vocab::text::fold;

/// How much at a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    /// Milligrams.
    Mg(f64),
    /// Tablets, capsules, pieces: times the strength in the medicine's name.
    Pieces(f64),
}

/// Milligrams of one unit of mass; `None` for other units.
pub(super) fn mg_of(unit: &str) -> Option<f64> {
    match fold(unit).as_str() {
        "mg" | "毫克" | "milligram" | "milligrams" => Some(1.0),
        "g" | "克" | "gram" | "grams" => Some(1000.0),
        "ug" | "mcg" | "µg" | "μg" | "微克" | "microgram" | "micrograms" => Some(0.001),
        _ => None,
    }
}

/// Whether a unit counts pieces.
pub(super) fn is_piece(unit: &str) -> bool {
    let unit = fold(unit);
    let unit = unit.trim_start_matches('{').trim_end_matches('}');
    let words =
        ["tablet", "tablets", "tab", "tabs", "tbl", "capsule", "capsules", "cap", "caps", "pill", "pills", "piece"];
    words.contains(&unit) || matches!(unit, "片" | "粒" | "枚" | "丸" | "1")
}

/// The amount in a quantity as written.
pub(super) fn amount(value: f64, unit: &str) -> Option<Amount> {
    mg_of(unit).map(|mg| Amount::Mg(value * mg)).or_else(|| is_piece(unit).then_some(Amount::Pieces(value)))
}

/// The one strength in a medicine's name, milligrams; `None` when there is none or more than one (a combination).
pub(super) fn strength(name: &str) -> Option<f64> {
    let mut found = masses(name).into_iter();
    let first = found.next()?;
    found.all(|other| (other - first).abs() < 1e-9).then_some(first)
}

/// The dose in words: amount at a time and times a day.
pub(super) fn spoken(text: &str) -> (Option<Amount>, Option<f64>) {
    (amount_spoken(text), times_spoken(text))
}

/// Milligrams a day out of strength, amount and times a day.
pub(super) fn a_day(strength: Option<f64>, amount: Option<Amount>, times: Option<f64>) -> Option<f64> {
    let at_a_time = match amount? {
        Amount::Mg(mg) => mg,
        Amount::Pieces(pieces) => pieces * strength?,
    };
    let dose = at_a_time * times?;
    (dose.is_finite() && dose > 0.0 && dose < 100_000.0).then_some(dose)
}

fn amount_spoken(text: &str) -> Option<Amount> {
    let masses = masses(text);
    if let Some(first) = masses.first() {
        return masses.iter().all(|m| (m - first).abs() < 1e-9).then_some(Amount::Mg(*first));
    }
    let folded = fold(text);
    let mut before = ' ';
    let apart = |ch: char| {
        // A comma behind a digit may be of the number: `0,5 tablets`.
        let after_digit = std::mem::replace(&mut before, ch).is_ascii_digit();
        matches!(ch, ' ' | ';' | '；' | '，') || ch == ',' && !after_digit
    };
    let tokens: Vec<&str> = folded.split(apart).map(|t| t.trim_end_matches(',')).filter(|t| !t.is_empty()).collect();
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1).copied().unwrap_or_default();
        let count = match *token {
            "one" | "a" => Some(1.0),
            "two" => Some(2.0),
            "three" => Some(3.0),
            "half" => Some(0.5),
            _ => number(token).filter(|(_, rest)| rest.is_empty()).map(|(n, _)| n),
        };
        if let Some(count) = count.filter(|_| is_piece(next) && next != "1") {
            return Some(Amount::Pieces(count));
        }
        // 每次1片, 1片
        let digits = token.find(|c: char| c.is_ascii_digit()).and_then(|at| token.get(at..)).and_then(number);
        if let Some((count, rest)) = digits
            && ["片", "粒", "枚", "丸"].iter().any(|p| rest.starts_with(p))
        {
            return Some(Amount::Pieces(count));
        }
    }
    None
}

fn times_spoken(text: &str) -> Option<f64> {
    const SPOKEN: [(&str, f64); 44] = [
        ("twice daily", 2.0),
        ("twice a day", 2.0),
        ("two times a day", 2.0),
        ("two times daily", 2.0),
        ("2 times daily", 2.0),
        ("three times daily", 3.0),
        ("three times a day", 3.0),
        ("3 times daily", 3.0),
        ("four times daily", 4.0),
        ("four times a day", 4.0),
        ("every 12 hours", 2.0),
        ("every 8 hours", 3.0),
        ("every 6 hours", 4.0),
        ("once weekly", 1.0 / 7.0),
        ("once a week", 1.0 / 7.0),
        ("every week", 1.0 / 7.0),
        ("weekly", 1.0 / 7.0),
        ("every other day", 0.5),
        ("alternate days", 0.5),
        ("once daily", 1.0),
        ("once a day", 1.0),
        ("every day", 1.0),
        ("each day", 1.0),
        ("every morning", 1.0),
        ("in the morning", 1.0),
        ("every night", 1.0),
        ("at night", 1.0),
        ("nightly", 1.0),
        ("at bedtime", 1.0),
        ("daily", 1.0),
        ("per day", 1.0),
        ("一日两次", 2.0),
        ("每日两次", 2.0),
        ("每天两次", 2.0),
        ("一日二次", 2.0),
        ("每日2次", 2.0),
        ("一日三次", 3.0),
        ("每日三次", 3.0),
        ("每日3次", 3.0),
        ("每周一次", 1.0 / 7.0),
        ("每晚", 1.0),
        ("每日", 1.0),
        ("一日一次", 1.0),
        ("每天", 1.0),
    ];
    const SHORT: [(&str, f64); 17] = [
        ("qd", 1.0),
        ("od", 1.0),
        ("q24h", 1.0),
        ("qn", 1.0),
        ("qhs", 1.0),
        ("hs", 1.0),
        ("qam", 1.0),
        ("qpm", 1.0),
        ("bid", 2.0),
        ("bd", 2.0),
        ("q12h", 2.0),
        ("tid", 3.0),
        ("tds", 3.0),
        ("q8h", 3.0),
        ("qid", 4.0),
        ("qod", 0.5),
        ("qw", 1.0 / 7.0),
    ];
    let folded = fold(text);
    if ["up to", "prn", "as needed", "max", "必要时", "按需"].iter().any(|doubt| folded.contains(doubt)) {
        return None;
    }
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if let Some((_, times)) = SHORT.iter().find(|(word, _)| words.contains(word)) {
        return Some(*times);
    }
    if let Some(times) = pattern(&folded) {
        return Some(times);
    }
    SPOKEN.iter().find(|(phrase, _)| folded.contains(phrase)).map(|(_, times)| *times)
}

/// `1-0-0-1`: pieces in the morning, at noon, in the evening, at night; as times a day only where each is 0 or 1.
fn pattern(folded: &str) -> Option<f64> {
    let candidate = folded.split(|c: char| !(c.is_ascii_digit() || c == '-')).find(|t| t.matches('-').count() >= 2)?;
    let parts: Vec<&str> = candidate.split('-').collect();
    let ones = parts.iter().filter(|p| **p == "1").count();
    (parts.len() <= 4 && ones > 0 && parts.iter().all(|p| *p == "0" || *p == "1")).then_some(ones as f64)
}

/// Every mass in a text, milligrams; concentrations (`5 mg/mL`) do not count.
fn masses(text: &str) -> Vec<f64> {
    let folded = fold(text);
    let mut out = Vec::new();
    let mut rest = folded.as_str();
    let mut before = ' ';
    while let Some(ch) = rest.chars().next() {
        let starts = ch.is_ascii_digit() && !before.is_ascii_alphanumeric() && before != '.';
        if let Some((value, after)) = starts.then(|| number(rest)).flatten() {
            out.extend(mass(after).map(|mg| value * mg));
            before = '0';
            rest = after;
            continue;
        }
        // What a comma joins to a number is no number of its own.
        before = if ch == ',' && before.is_ascii_digit() { before } else { ch };
        rest = rest.get(ch.len_utf8()..).unwrap_or_default();
    }
    out
}

/// Milligrams of the unit that stands after a number; `None` for other units and for concentrations.
fn mass(after: &str) -> Option<f64> {
    const PER: [&str; 9] = ["ml", "l", "dl", "g", "actuat", "hr", "h", "dose", "毫升"];
    let letters = |text: &str| text.find(|c: char| !c.is_alphabetic() && c != 'µ').unwrap_or(text.len());
    let after = after.trim_start();
    let (unit, next) = after.split_at_checked(letters(after))?;
    if let Some(per) = next.trim_start().strip_prefix('/').map(str::trim_start) {
        let word = per.get(..letters(per)).unwrap_or_default();
        if PER.contains(&word) || per.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
    }
    mg_of_letters(unit)
}

/// Milligrams of the unit that some letters begin with: `80mg片` runs on.
fn mg_of_letters(letters: &str) -> Option<f64> {
    let run_on = || ["mg", "毫克", "mcg", "微克", "ug"].into_iter().find(|u| letters.starts_with(u)).and_then(mg_of);
    mg_of(letters).or_else(run_on)
}

/// Whether a comma between these two texts is of a number with its unit: `metoprolol 47` and `5 mg daily`.
pub(super) fn joins(before: &str, after: &str) -> bool {
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let within = before.ends_with(|c: char| c.is_ascii_digit()) && rest.len() < after.len();
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_alphabetic() && c != 'µ').unwrap_or(rest.len());
    let unit = rest.get(..end).unwrap_or_default();
    within && (mg_of_letters(unit).is_some() || is_piece(unit) || unit.starts_with(['片', '粒', '枚', '丸']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(name: &str, spoken_text: &str) -> Option<f64> {
        let (amount, times) = spoken(spoken_text);
        a_day(strength(name), amount, times)
    }

    #[test]
    fn certain_doses() {
        assert_eq!(day("lisinopril 5 mg tablet", "Take One tablet once daily"), Some(5.0));
        assert_eq!(day("perindopril", "4 mg PO OD"), Some(4.0));
        assert_eq!(day("阿托伐他汀钙片", "20mg qn"), Some(20.0));
        assert_eq!(day("二甲双胍缓释片", "0.5g bid"), Some(1000.0));
        assert_eq!(day("Allopurinol 300 mg tablet", "1 tablet nightly"), Some(300.0));
        assert_eq!(day("Aspirin 75 mg tablet", "1 tablet daily – 75 mg"), Some(75.0));
        assert_eq!(day("cilazapril 500 microgram tablet", "Take 2 tablets daily"), Some(1.0));
    }

    #[test]
    fn a_comma_may_be_decimal() {
        assert_eq!(day("digoxin", "0,125 mg once daily"), Some(0.125));
        assert_eq!(day("digoxin 0,250 mg tablet", "0,5 tablets daily"), Some(0.125));
        assert_eq!(day("阿司匹林 100mg片", "每次0,5片 qd"), Some(50.0));
        assert_eq!(day("metformin", "1,000 mg, twice daily"), Some(2000.0));
        assert_eq!(day("Allopurinol 300 mg tablet", "take 1 tablet,daily"), Some(300.0));
        assert_eq!(day("Allopurinol 300 mg tablet", "take one tablet, daily"), Some(300.0));
        assert_eq!(day("metformin", "1.000,5 mg daily"), None, "no 5 mg");
    }

    #[test]
    fn doubtful_doses_are_none() {
        assert_eq!(day("amlodipine 5 mg / valsartan 160 mg", "1 tablet daily"), None);
        assert_eq!(day("metformin 500 mg / glimepiride 2 mg", "1 tablet daily"), None);
        assert_eq!(day("Insulin glargine 100 units/mL injection", "20 units per day"), None);
        assert_eq!(day("Simvastatin 20 MG Oral Tablet", ""), None);
        assert_eq!(day("paracetamol 500 mg", "1 tablet up to four times daily"), None);
        assert_eq!(strength("Dulaglutide 1.5 mg/0.5 mL injection"), None);
    }

    #[test]
    fn a_day_pattern_counts_ones_only() {
        assert_eq!(times_spoken("S:1-0-0-1"), Some(2.0));
        assert_eq!(times_spoken("S:0-0-0-2 / FR"), None);
        assert_eq!(times_spoken("S:MO, MI"), None);
    }
}
