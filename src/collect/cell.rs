//! What one cell or result text says: a number with its unit and bound, a pressure pair, a word, or nothing.

use crate::record::Comparator;
use crate::vocab::text::narrow;

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing was written.
    Empty,
    /// It says that nothing was measured (未查, n/a, 拒检).
    NotMeasured,
    /// The sample was spoilt (溶血).
    Spoilt,
    /// A number.
    Number(Number),
    /// `138/86`, the first and the second number.
    Pair { first: f64, second: f64, unit: String },
    /// Two readings in one cell (复测).
    TwoReadings,
    /// Anything else.
    Word(String),
}

/// A number with what stands around it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) comparator: Option<Comparator>,
    /// As written, empty when there is none.
    pub(super) unit: String,
    /// The cell says "after a meal".
    pub(super) after_meal: bool,
}

const NOTHING: [&str; 23] = [
    "—", "-", "--", "——", "/", "\\", "na", "n/a", "n.a.", "nan", "null", "none", "nil", "?", ".", "未查", "未做",
    "未检", "未测", "拒检", "拒查", "弃检", "缺失",
];
const SPOILT: [&str; 5] = ["溶血", "标本不合格", "重抽", "haemolysed", "hemolyzed"];
const AFTER_MEAL: [&str; 4] = ["餐后", "饭后", "postprandial", "after meal"];
const REPEATED: [&str; 4] = ["复测", "复查", "再测", "repeat"];

/// Reads a cell.
pub(super) fn read(text: &str) -> Cell {
    let plain: String = text.chars().map(narrow).collect();
    let plain = plain.trim();
    if plain.is_empty() {
        return Cell::Empty;
    }
    let lower = plain.to_lowercase();
    if NOTHING.contains(&lower.as_str()) {
        return Cell::NotMeasured;
    }
    if SPOILT.iter().any(|s| lower.contains(s)) {
        return Cell::Spoilt;
    }
    if REPEATED.iter().any(|r| lower.contains(r)) && numbers(&lower) > 1 {
        return Cell::TwoReadings;
    }
    let after_meal = AFTER_MEAL.iter().any(|a| lower.contains(a));
    let bare = strip(plain);
    let (comparator, rest) = bound(bare.trim());
    let Some((value, rest)) = number(rest) else {
        return Cell::Word(plain.to_owned());
    };
    let rest = rest.trim();
    if let Some((second, after)) = rest.strip_prefix('/').and_then(|r| number(r.trim_start())) {
        if comparator.is_none() && !after.trim_start().starts_with('/') {
            return Cell::Pair { first: value, second, unit: after.trim().to_owned() };
        }
        return Cell::Word(plain.to_owned());
    }
    Cell::Number(Number { value, comparator, unit: rest.to_owned(), after_meal })
}

/// Removes what only decorates a result: arrows, (H), (L), a star, a bracketed remark.
pub(super) fn strip(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(ch) = rest.chars().next() {
        if ch == '(' || ch == '[' {
            let close = if ch == '(' { ')' } else { ']' };
            let inner = rest.find(close).and_then(|end| rest.get(1..end));
            // UCUM writes units in brackets too (mm[Hg]); a remark is a flag letter or holds Chinese or a blank.
            let remark = inner.is_some_and(|i| {
                matches!(i.trim(), "H" | "L" | "h" | "l" | "HH" | "LL") || i.chars().any(|c| c > '\u{2fff}')
            });
            if let (true, Some(end)) = (remark, rest.find(close)) {
                rest = rest.get(end + 1..).unwrap_or_default();
                continue;
            }
        }
        if !matches!(ch, '↑' | '↓' | '*' | '★' | '▲' | '▼') {
            out.push(ch);
        }
        rest = rest.get(ch.len_utf8()..).unwrap_or_default();
    }
    out
}

fn bound(text: &str) -> (Option<Comparator>, &str) {
    const BELOW: [&str; 6] = ["<=", "≤", "<", "小于", "低于", "≦"];
    const ABOVE: [&str; 6] = [">=", "≥", ">", "大于", "高于", "≧"];
    let after = |marks: [&str; 6]| marks.iter().find_map(|m| text.strip_prefix(m)).map(str::trim_start);
    if let Some(rest) = after(BELOW) {
        return (Some(Comparator::Below), rest);
    }
    if let Some(rest) = after(ABOVE) {
        return (Some(Comparator::Above), rest);
    }
    (None, text)
}

/// A leading number: digits, one decimal sign, thousands in groups of three, an exponent. A comma before three digits is
/// decimal behind a leading zero (`0,125`), else a thousands sign (`1,234,567`).
pub(super) fn number(text: &str) -> Option<(f64, &str)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    let mut digits = 0;
    let mut plain = String::new();
    let (mut dot, mut grouped) = (false, false);
    if let Some(sign @ (b'-' | b'+')) = bytes.first() {
        plain.push(char::from(*sign));
        end = 1;
    }
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                plain.push(char::from(*byte));
            }
            b'.' if !dot && digits_after(bytes, end) > 0 => {
                dot = true;
                plain.push('.');
            }
            b',' if !dot && digits > 0 => match digits_after(bytes, end) {
                0 => break,
                // No thousands follow a 0.
                3 if grouped || digits <= 3 && !plain.trim_start_matches(['-', '+']).starts_with('0') => grouped = true,
                _ => {
                    dot = true;
                    plain.push('.');
                }
            },
            b'e' | b'E' if digits > 0 && exponent(bytes, end) > 0 => {
                let length = exponent(bytes, end);
                plain.push_str(text.get(end..end + length)?);
                end += length;
                break;
            }
            _ => break,
        }
        end += 1;
    }
    if digits == 0 {
        return None;
    }
    let value = plain.parse::<f64>().ok().filter(|v| v.is_finite())?;
    Some((value, text.get(end..)?))
}

fn digits_after(bytes: &[u8], at: usize) -> usize {
    bytes.iter().skip(at + 1).take_while(|b| b.is_ascii_digit()).count()
}

fn exponent(bytes: &[u8], at: usize) -> usize {
    let signed = usize::from(matches!(bytes.get(at + 1), Some(b'-' | b'+')));
    match digits_after(bytes, at + signed) {
        0 => 0,
        n => 1 + signed + n,
    }
}

fn numbers(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn num(text: &str) -> (f64, Option<Comparator>, String) {
        match read(text) {
            Cell::Number(n) => (n.value, n.comparator, n.unit),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn numbers_as_laboratories_write_them() {
        assert_eq!(num(" 5.04 "), (5.04, None, String::new()));
        assert_eq!(num("５．８７"), (5.87, None, String::new()));
        assert_eq!(num("4.95↑"), (4.95, None, String::new()));
        assert_eq!(num("↑5.19mmol/L"), (5.19, None, "mmol/L".into()));
        assert_eq!(num("66(H)"), (66.0, None, String::new()));
        assert_eq!(num("＜3.0mg/g"), (3.0, Some(Comparator::Below), "mg/g".into()));
        assert_eq!(num(">= 300 mg/g"), (300.0, Some(Comparator::Above), "mg/g".into()));
        assert_eq!(num("0.70mg/dL"), (0.7, None, "mg/dL".into()));
        assert_eq!(num("138 mm[Hg]"), (138.0, None, "mm[Hg]".into()));
        assert_eq!(num("1,234"), (1234.0, None, String::new()));
        assert_eq!(num("1,234,567.5"), (1_234_567.5, None, String::new()));
        assert_eq!(num("12,345,678 U/L"), (12_345_678.0, None, "U/L".into()));
        assert_eq!(num("0,125 mg/mmol"), (0.125, None, "mg/mmol".into()));
        assert_eq!(num("<-0,500"), (-0.5, Some(Comparator::Below), String::new()));
        assert_eq!(num("1234,567"), (1234.567, None, String::new()));
        assert_eq!(num("5,2 mmol/L"), (5.2, None, "mmol/L".into()));
        assert_eq!(num("1.2e3"), (1200.0, None, String::new()));
        assert_eq!(num("86 g"), (86.0, None, "g".into()));
    }

    #[test]
    fn pairs_words_and_silence() {
        assert_eq!(read("１２０／７４"), Cell::Pair { first: 120.0, second: 74.0, unit: String::new() });
        assert_eq!(read("138/86 mmHg"), Cell::Pair { first: 138.0, second: 86.0, unit: "mmHg".into() });
        assert_eq!(read("127/67，复测119/61"), Cell::TwoReadings);
        assert_eq!(read("未查"), Cell::NotMeasured);
        assert_eq!(read("/"), Cell::NotMeasured);
        assert_eq!(read("NaN"), Cell::NotMeasured);
        assert_eq!(read("溶血，重抽"), Cell::Spoilt);
        assert_eq!(read("阴性"), Cell::Word("阴性".into()));
        assert_eq!(read("  "), Cell::Empty);
        assert_eq!(read("1e999"), Cell::Word("1e999".into()));
        assert!(matches!(read("5.5（餐后2h）"), Cell::Number(Number { after_meal: true, .. })));
        assert!(matches!(read("2020/1/5"), Cell::Word(_)));
    }
}
