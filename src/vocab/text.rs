//! Folding of words so that spellings meet: full-width letters, case, spaces and hyphens.

/// Full-width letters, digits and signs become ASCII, letters small, runs of space one space, ends trimmed.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for ch in text.chars().map(narrow) {
        if ch.is_whitespace() || ch == '\u{feff}' || ch == '\u{200b}' {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        out.extend(ch.to_lowercase());
    }
    out
}

/// Full-width forms (`１２０／７４`, `ｍｍＨｇ`, `＜`) and their space as ASCII; anything else unchanged.
pub fn narrow(ch: char) -> char {
    match ch {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(ch as u32 - 0xfee0).unwrap_or(ch),
        '﹤' => '<',
        '﹥' => '>',
        _ => ch,
    }
}

/// The key under which labels and headings meet: folded, without spaces, hyphens, underscores and a leading `*`.
pub fn key(text: &str) -> String {
    let folded = fold(text);
    folded.trim_start_matches('*').chars().filter(|c| !matches!(c, ' ' | '-' | '_' | '–' | '—' | '·')).collect()
}

/// The key under which units meet: `µ` and `μ` are u, raised digits plain, no spaces, small letters.
pub fn unit_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars().map(narrow) {
        match ch {
            'µ' | 'μ' => out.push('u'),
            '²' => out.push('2'),
            '³' => out.push('3'),
            '⁹' => out.push('9'),
            '×' => out.push('x'),
            c if c.is_whitespace() => {}
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Whether the text holds a Chinese character.
pub fn has_han(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        assert_eq!(fold("  Total\u{a0} Cholesterol "), "total cholesterol");
        assert_eq!(key("*HDL-C"), "hdlc");
        assert_eq!(key("total_chol"), key("Total chol"));
        assert_eq!(unit_key("μmol／L"), unit_key("µmol/l"));
        assert_eq!(unit_key("kg/m²"), "kg/m2");
    }
}
