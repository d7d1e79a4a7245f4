//! Words that may be one word written twice, and words that stand among numbers.

use std::cmp::Reverse;

use super::found::{ColumnFound, ColumnKind, TableNote, WordPair};
use super::number::{Style, common_unit, marked, number};
use crate::record::{Cells, Column, NO_WORD};
use crate::vocab::text::narrow;

/// A column of more words than this holds names or notes.
const MOST_WORDS: usize = 200;
/// Words that are asked whether they are numbers.
const LOOKED_AT: usize = 1000;
/// More different numbers than this name no groups.
const FEW: usize = 8;
/// Pairs told of a column.
const MOST_PAIRS: usize = 10;
/// Columns that are told of.
const MOST_COLUMNS: usize = 50;
/// In a table of many thousand columns the first of them are looked at.
const MOST_COMPARED: usize = 4_000_000;
/// A slip of the pen is seen in words of at least so many characters: shorter words differ by one and are two.
const LONG_ENOUGH: usize = 5;
/// A slip of the pen is rare: at most one row in so many of the right word.
const RARE: usize = 10;

/// Whether most words of a column are numbers: `<5`, a code or another unit stands among them.
pub(super) fn among_numbers(cells: &Cells) -> bool {
    let Cells::Words { words, .. } = cells else { return false };
    let some: Vec<String> = words.iter().take(LOOKED_AT).cloned().collect();
    let most = |style| {
        let unit = common_unit(&some, style);
        let fits =
            |word: &&String| number(word.as_bytes(), style).or_else(|| marked(word.as_bytes(), style, &unit)).is_some();
        some.iter().filter(fits).count() * 2 > some.len()
    };
    !some.is_empty() && (most(Style::Point) || most(Style::Comma))
}

/// Whether a column holds three to eight different numbers: they may name groups.
pub(super) fn few_numbers(cells: &Cells) -> bool {
    let Cells::Numbers(values) = cells else { return false };
    let mut known: Vec<f64> = Vec::new();
    for value in values.iter().filter(|value| !value.is_nan()) {
        if !known.contains(value) {
            known.push(*value);
            if known.len() > FEW {
                return false;
            }
        }
    }
    known.len() > 2
}

/// Notes of words that are nearly the same, one a column.
pub(super) fn near_words(found: &[ColumnFound], columns: &[Column]) -> Vec<TableNote> {
    let mut notes = Vec::new();
    let mut compared = 0;
    for (found, column) in found.iter().zip(columns).filter(|(found, _)| found.kind == ColumnKind::Word) {
        compared += found.words.min(MOST_WORDS) * found.words.min(MOST_WORDS);
        let pairs = near_pairs(&column.cells);
        if let Some(note) = TableNote::of("nearWords", vec![found.name.clone()]).filter(|_| !pairs.is_empty()) {
            notes.push(TableNote { pairs, ..note });
        }
        if notes.len() >= MOST_COLUMNS || compared > MOST_COMPARED {
            break;
        }
    }
    notes
}

/// Pairs of words that differ by capitals, spaces or width, or by one slip of the pen in a rare word; the rarer first.
fn near_pairs(cells: &Cells) -> Vec<WordPair> {
    let Cells::Words { codes, words } = cells else { return Vec::new() };
    if !(2..=MOST_WORDS).contains(&words.len()) {
        return Vec::new();
    }
    let mut rows = vec![0_usize; words.len()];
    for code in codes.iter().filter(|code| **code != NO_WORD) {
        if let Some(rows) = rows.get_mut(*code as usize) {
            *rows += 1;
        }
    }
    let mut known: Vec<(usize, &String, Vec<char>)> = rows
        .into_iter()
        .zip(words)
        .filter(|(rows, _)| *rows > 0)
        .map(|(rows, word)| (rows, word, folded(word)))
        .collect();
    // Stable: of equally frequent words the earlier first.
    known.sort_by_key(|(rows, ..)| Reverse(*rows));
    let mut pairs = Vec::new();
    for (at, (rare, word, plain)) in known.iter().enumerate() {
        let alike = known.iter().take(at).find(|(often, _, other)| {
            plain == other || (rare * RARE <= *often && plain.len() >= LONG_ENOUGH && is_slip(plain, other))
        });
        if let Some((often, other, _)) = alike.filter(|_| pairs.len() < MOST_PAIRS) {
            let (word, other) = ((*word).clone(), (*other).clone());
            pairs.push(WordPair { word, rows: *rare, other, other_rows: *often });
        }
    }
    pairs
}

/// Small letters of usual width, without spaces; without points and dashes, too, where no digit gives them a meaning.
fn folded(word: &str) -> Vec<char> {
    let plain: Vec<char> = word.chars().map(narrow).flat_map(char::to_lowercase).collect();
    let numbers = plain.iter().any(char::is_ascii_digit);
    plain.into_iter().filter(|c| !c.is_whitespace() && (numbers || !matches!(c, '.' | '-' | '_'))).collect()
}

/// One character more, less or another, or two neighbours changed; a changed digit is another word, not a slip.
fn is_slip(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (short.get(same..).unwrap_or_default(), long.get(same..).unwrap_or_default());
    let word = |c: &char| c.is_alphabetic();
    match (short, long) {
        (rest, [more, after @ ..]) if rest == after => word(more),
        ([a, one @ ..], [b, other @ ..]) if one == other => word(a) && word(b),
        ([a, b, one @ ..], [c, d, other @ ..]) if one == other => a == d && b == c && word(a) && word(b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(words: &[(&str, usize)]) -> Vec<(String, String)> {
        let codes = (0_u32..).zip(words).flat_map(|(code, (_, rows))| vec![code; *rows]).collect();
        let words = words.iter().map(|(word, _)| (*word).to_owned()).collect();
        near_pairs(&Cells::Words { codes, words }).into_iter().map(|pair| (pair.word, pair.other)).collect()
    }

    #[test]
    fn an_outcome_with_typos_is_seen() {
        let told = pairs(&[("Malignant", 60), ("Benign", 90), ("malignant", 3), ("maligant", 1), ("Bening", 1)]);
        let told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(told, [("malignant", "Malignant"), ("maligant", "Malignant"), ("Bening", "Benign")]);
        assert_eq!(pairs(&[("Ｙｅｓ", 2), ("yes", 2)]).len(), 1);
    }

    #[test]
    fn two_words_are_no_typo() {
        for words in [
            &[("Grade 1", 90), ("Grade 2", 1)][..],
            &[("left side", 90), ("right side", 1)],
            &[("good", 90), ("food", 1)],
            &[("阳性", 90), ("阴性", 1)],
            &[("severe", 20), ("severed", 9)],
            &[("stage i", 90), ("stage ii", 60)],
        ] {
            assert!(pairs(words).is_empty(), "{words:?}");
        }
    }

    #[test]
    fn numbers_with_a_few_words_are_told() {
        let column = |words: &[&str]| {
            let codes = (0_u32..).zip(words).map(|(code, _)| code).collect();
            Cells::Words { codes, words: words.iter().map(|word| (*word).to_owned()).collect() }
        };
        assert!(among_numbers(&column(&["5", "7.5", "<5"])));
        assert!(!among_numbers(&column(&["a", "b", "5"])));
        assert!(!among_numbers(&column(&[])));
        assert!(few_numbers(&Cells::Numbers(vec![3.0, 6.0, f64::NAN, 7.0, 3.0])));
        assert!(!few_numbers(&Cells::Numbers(vec![0.0, 1.0, 1.0])));
        assert!(!few_numbers(&Cells::Numbers((0..9).map(f64::from).collect())));
    }
}
