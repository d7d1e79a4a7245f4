//! Comparing words: whole texts, whole words inside a text, Chinese words as substrings, and words that are denied.

use std::borrow::Cow;

/// A text as it is compared: lower case, half width, no brackets, no SNOMED tag, single blanks, no blanks around Chinese.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut bare = String::with_capacity(text.len());
    for c in text.chars().map(half_width) {
        if c.is_ascii() {
            bare.push(c.to_ascii_lowercase());
        } else {
            bare.extend(c.to_lowercase());
        }
    }
    if bare.contains('(') {
        for tag in [
            "(disorder)",
            "(finding)",
            "(situation)",
            "(procedure)",
            "(event)",
            "(morphologic abnormality)",
            "(substance)",
        ] {
            if bare.contains(tag) {
                bare = bare.replace(tag, " ");
            }
        }
    }
    let mut joined = String::with_capacity(bare.len());
    for word in
        bare.split(|c: char| c.is_whitespace() || "()[]{}【】〔〕《》\"“”".contains(c)).filter(|w| !w.is_empty())
    {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined.truncate(joined.trim_end_matches(['.', '。', ';', ',', '；', '，']).len());
    if !joined.chars().any(is_han) {
        return Cow::Owned(joined);
    }
    let chars: Vec<char> = joined.chars().collect();
    let mut out = String::with_capacity(joined.len());
    for (i, c) in chars.iter().enumerate() {
        let near = |j: Option<usize>| j.and_then(|j| chars.get(j)).is_some_and(|c| is_han(*c));
        if *c == ' ' && (near(i.checked_sub(1)) || near(i.checked_add(1))) {
            continue;
        }
        out.push(*c);
    }
    Cow::Owned(out)
}

/// Whether a text is as [`plain`] would write it, as far as that can be told at a glance: small ASCII letters, digits and
/// signs, single blanks, and Chinese.
fn is_plain(text: &str) -> bool {
    let mut before = None;
    for c in text.chars() {
        let fits = match c {
            ' ' => before.is_some_and(|b| b != ' ' && !is_han(b)),
            '(' | ')' | '[' | ']' | '{' | '}' | '"' => false,
            '!'..='~' => !c.is_ascii_uppercase(),
            _ => is_han(c) && before != Some(' '),
        };
        if !fits {
            return false;
        }
        before = Some(c);
    }
    !matches!(before, Some(' ' | '.' | ';' | ','))
}

fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '’' | '‘' => '\'',
        _ => c,
    }
}

/// Whether a character is Chinese.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// A word to look for inside a text.
#[derive(Debug)]
pub(crate) struct Label {
    plain: String,
    /// As written, where capitals are part of the word (`PrEP` is not `prep`).
    exact: Option<&'static str>,
    han: bool,
}

impl Label {
    pub(crate) fn new(label: &'static str) -> Self {
        let mut before_lower = false;
        let camel = label.chars().any(|c| {
            let here = before_lower && c.is_ascii_uppercase();
            before_lower = c.is_ascii_lowercase();
            here
        });
        let plain = plain(label).into_owned();
        let han = plain.chars().any(is_han);
        Self { plain, exact: (camel && !han).then_some(label), han }
    }

    /// What the word begins with, as [`starts`] finds it in a text.
    pub(crate) fn key(&self) -> String {
        starts(&self.plain).next().unwrap_or_default().to_owned()
    }

    /// Where it stands in the text (byte range of the plain text); whole words only, but for Chinese.
    pub(crate) fn find(&self, raw: &str, plain: &str) -> Vec<(usize, usize)> {
        if self.exact.is_some_and(|exact| !raw.contains(exact)) || self.plain.is_empty() {
            return Vec::new();
        }
        occurrences(plain, &self.plain, self.han)
    }
}

/// Every Chinese character and every other word of a plain text: what a label may begin with.
pub(crate) fn starts(plain: &str) -> impl Iterator<Item = &str> {
    let mut rest = plain;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let end = if is_han(first) {
            first.len_utf8()
        } else {
            rest.find(|c: char| !c.is_alphanumeric() || is_han(c)).unwrap_or(rest.len())
        };
        let (start, after) = rest.split_at(end);
        rest = after;
        Some(start)
    })
}

fn occurrences(text: &str, word: &str, han: bool) -> Vec<(usize, usize)> {
    let word_char = |c: char| c.is_alphanumeric() && !is_han(c);
    places(text.as_bytes(), word.as_bytes())
        .map(|start| (start, start + word.len()))
        .filter(|(start, end)| {
            let before = text.get(..*start).and_then(|t| t.chars().next_back());
            let after = text.get(*end..).and_then(|t| t.chars().next());
            han || !(before.is_some_and(word_char) || after.is_some_and(word_char))
        })
        .collect()
}

/// Where a word stands in a text, one place behind the other. Both are short: looking for the first byte is quickest.
fn places<'t>(text: &'t [u8], word: &'t [u8]) -> impl Iterator<Item = usize> + 't {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = word.first()?;
        loop {
            let start = from + text.get(from..)?.iter().position(|byte| byte == first)?;
            if text.get(start..)?.starts_with(word) {
                from = start + word.len();
                return Some(start);
            }
            from = start + 1;
        }
    })
}

/// Whether the text says one of the words (`|` between alternatives, `&` between words that must all be there) and does
/// not deny it just before ("non-familial", "no ulcer", "无溃疡").
pub(crate) fn says(text: &str, alternatives: &str) -> bool {
    plain_says(&plain(text), alternatives)
}

/// As [`says`], of a text as [`plain`] writes it.
pub(crate) fn plain_says(text: &str, alternatives: &str) -> bool {
    let one = |word: &str| {
        let word = plain(word);
        let han = word.chars().any(is_han);
        !word.is_empty() && occurrences(text, &word, han).iter().any(|(start, _)| !denied(text, *start))
    };
    !alternatives.is_empty() && alternatives.split('|').any(|all| all.split('&').all(one))
}

fn denied(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '-', ':']);
    if before.chars().next_back().is_some_and(|c| "无非否未不".contains(c)) {
        return true;
    }
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    matches!(last, "no" | "non" | "not" | "without" | "denies" | "never" | "exclude" | "excluded")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_ignore_case_brackets_and_tags() {
        assert_eq!(plain("Myocardial Infarction (disorder)"), "myocardial infarction");
        assert_eq!(plain("2型糖尿病（T2DM）"), plain("2型糖尿病(T2DM)"));
        assert_ne!(plain("Family history of diabetes"), plain("diabetes"));
    }

    #[test]
    fn what_is_plain_already_stays_as_it_is() {
        for text in ["", "a b-c", "2型糖尿病", "hba1c", "肺ca", "ca肺", "x, y; z"] {
            assert!(is_plain(text) && matches!(plain(text), Cow::Borrowed(_)), "{text}");
        }
        for (text, plainly) in [
            (" a", "a"),
            ("a ", "a"),
            ("a  b", "a b"),
            ("肺 癌", "肺癌"),
            ("肺 ca", "肺ca"),
            ("肺a 肺", "肺a肺"),
            ("ca 肺", "ca肺"),
            (" 肺", "肺"),
            ("a.", "a"),
            ("a .", "a "),
            ("A\t(b)", "a b"),
            ("Ａ", "a"),
            ("“a”", "a"),
            ("ß\u{a0}É", "ß é"),
        ] {
            assert!(!is_plain(text), "{text}");
            assert_eq!(plain(text), plainly);
        }
    }

    #[test]
    fn words_are_whole_and_may_be_denied() {
        assert!(says("Ulcer of stomach, healed", "ulcer"));
        assert!(!says("Ulcerative colitis", "ulcer"));
        assert!(!says("Non-familial hypercholesterolaemia", "familial"));
        assert!(!says("无溃疡", "溃疡"));
        assert!(says("chronic viral hepatitis B", "hepatitis b&chronic"));
        assert!(!says("acute viral hepatitis B", "hepatitis b&chronic"));
        assert!(!says("subtotal colectomy", "total"));
    }
}
