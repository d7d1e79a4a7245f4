//! Comparing words: whole texts, whole words inside a text, Chinese words as substrings, and words that are denied.

/// A text as it is compared: lower case, half width, no brackets, no SNOMED tag, single blanks, no blanks around Chinese.
pub(crate) fn plain(text: &str) -> String {
    let lower: String = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let mut bare = lower;
    for tag in ["(disorder)", "(finding)", "(situation)", "(procedure)", "(event)", "(morphologic abnormality)"] {
        bare = bare.replace(tag, " ");
    }
    let open: String = bare.chars().map(|c| if "()[]{}【】〔〕《》\"“”".contains(c) { ' ' } else { c }).collect();
    let joined = open.split_whitespace().collect::<Vec<_>>().join(" ");
    let chars: Vec<char> = joined.trim_end_matches(['.', '。', ';', ',', '；', '，']).chars().collect();
    let mut out = String::new();
    for (i, c) in chars.iter().enumerate() {
        let near = |j: Option<usize>| j.and_then(|j| chars.get(j)).is_some_and(|c| is_han(*c));
        if *c == ' ' && (near(i.checked_sub(1)) || near(i.checked_add(1))) {
            continue;
        }
        out.push(*c);
    }
    out
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
        let plain = plain(label);
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
    text.match_indices(word)
        .map(|(start, found)| (start, start + found.len()))
        .filter(|(start, end)| {
            let before = text.get(..*start).and_then(|t| t.chars().next_back());
            let after = text.get(*end..).and_then(|t| t.chars().next());
            han || !(before.is_some_and(word_char) || after.is_some_and(word_char))
        })
        .collect()
}

/// Whether the text says one of the words (`|` between alternatives, `&` between words that must all be there) and does
/// not deny it just before ("non-familial", "no ulcer", "无溃疡").
pub(crate) fn says(text: &str, alternatives: &str) -> bool {
    let text = plain(text);
    let one = |word: &str| {
        let word = plain(word);
        let han = word.chars().any(is_han);
        !word.is_empty() && occurrences(&text, &word, han).iter().any(|(start, _)| !denied(&text, *start))
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
