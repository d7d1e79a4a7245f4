//! The words of a column, numbered.

use std::hash::Hasher;

use crate::record::NO_WORD;

/// Each word once, found by its hash: a table of numbers of words, at most half full.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) words: Vec<String>,
    places: Vec<u32>,
    last: Option<u32>,
}

impl Words {
    /// The number of a word.
    #[inline]
    pub(super) fn code(&mut self, word: &str) -> u32 {
        let is = |words: &[String], code: u32| words.get(code as usize).is_some_and(|known| known == word);
        if let Some(code) = self.last.filter(|code| is(&self.words, *code)) {
            return code;
        }
        if (self.words.len() + 1) * 2 > self.places.len() {
            self.grow();
        }
        let code = match self.place(word) {
            Ok(code) => code,
            Err(free) => {
                let code = u32::try_from(self.words.len()).unwrap_or(NO_WORD);
                if let Some(place) = self.places.get_mut(free) {
                    *place = code;
                }
                self.words.push(word.to_owned());
                code
            }
        };
        self.last = Some(code);
        code
    }

    /// The number of a known word, or the free place for a new one.
    fn place(&self, word: &str) -> Result<u32, usize> {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = hash(word) as usize & mask;
        loop {
            match self.places.get(at) {
                Some(code) if *code != NO_WORD => {
                    if self.words.get(*code as usize).is_some_and(|known| known == word) {
                        return Ok(*code);
                    }
                    at = (at + 1) & mask;
                }
                _ => return Err(at),
            }
        }
    }

    fn grow(&mut self) {
        self.places = vec![NO_WORD; (self.places.len() * 2).max(64)];
        for code in 0..self.words.len() {
            let Some(Err(free)) = self.words.get(code).map(|word| self.place(word)) else { continue };
            if let Some(place) = self.places.get_mut(free) {
                *place = u32::try_from(code).unwrap_or(NO_WORD);
            }
        }
    }
}

/// The standard library's keyed hash with its fixed key: the same places on every device.
fn hash(word: &str) -> u64 {
    let mut hasher = std::collections::hash_map::DefaultHasher::new();
    hasher.write(word.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_in_the_order_of_their_first_row() {
        let mut known = Words::default();
        let codes: Vec<u32> = (0..1000_u32).map(|i| known.code(&format!("w{}", i % 300))).collect();
        assert!(codes.iter().zip(0..).all(|(code, i)| *code == i % 300));
        assert_eq!(known.words.len(), 300);
    }
}
