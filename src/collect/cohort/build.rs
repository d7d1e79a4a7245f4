//! A column while it grows.

use std::hash::Hasher;

use super::found::Odd;
use super::kind::{Plan, too_odd};
use super::number::{Style, day, is_silent, number, trim};
use crate::collect::day::{Order, order};
use crate::record::{Cells, NO_DAY, NO_WORD};

/// The cells so far.
#[derive(Debug)]
enum Grow {
    Numbers(Vec<f64>, Style),
    Days {
        days: Vec<i32>,
        order: Order,
        day_first: bool,
        month_first: bool,
    },
    Words {
        codes: Vec<u32>,
        known: Words,
    },
    /// Whole: a further pass is for other columns.
    Whole(Cells),
}

/// What the last cell was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Filled,
    Missing,
    Odd,
}

/// A column with what is counted.
#[derive(Debug)]
pub(super) struct Building {
    grow: Grow,
    pub(super) missing: usize,
    pub(super) odd: usize,
    pub(super) odd_cells: Vec<Odd>,
    /// No number has a fraction.
    pub(super) whole: bool,
    /// Each number is greater than the one before.
    pub(super) rising: bool,
    highest: f64,
    last: Last,
}

/// The first odd cells that are told.
const TOLD: usize = 5;

impl Building {
    pub(super) fn new(plan: Plan) -> Self {
        let grow = match plan {
            Plan::Number(style) => Grow::Numbers(Vec::new(), style),
            Plan::Day(order) => Grow::Days { days: Vec::new(), order, day_first: false, month_first: false },
            Plan::Word => Grow::Words { codes: Vec::new(), known: Words::default() },
        };
        let (whole, rising) = (true, true);
        let highest = f64::NEG_INFINITY;
        Self { grow, missing: 0, odd: 0, odd_cells: Vec::new(), whole, rising, highest, last: Last::Filled }
    }

    /// Adds a cell; `None` where its bytes are no UTF-8.
    #[inline]
    pub(super) fn push(&mut self, cell: &[u8], row: usize) -> Option<()> {
        let cell = trim(cell);
        self.last = Last::Filled;
        match &mut self.grow {
            Grow::Whole(_) => return Some(()),
            Grow::Numbers(values, _) if cell.is_empty() => values.push(f64::NAN),
            Grow::Numbers(values, style) => {
                // Most cells are numbers: silence is asked of those that are not.
                if let Some(value) = number(cell, *style) {
                    self.whole &= value == value.trunc();
                    self.rising &= value > self.highest;
                    self.highest = value;
                    values.push(value);
                    return Some(());
                }
                values.push(f64::NAN);
            }
            Grow::Days { days, order: known, day_first, month_first } => match day(cell, *known) {
                Ok(day) => {
                    days.push(day);
                    // 31/12/2020 tells of the others; 2020-12-31 does not.
                    if *known == Order::Unknown && !matches!(cell.get(4), Some(b'-' | b'/')) {
                        let told = order(std::str::from_utf8(cell).ok());
                        *day_first |= told == Order::DayFirst;
                        *month_first |= told == Order::MonthFirst;
                    }
                    return Some(());
                }
                Err(_) => days.push(NO_DAY),
            },
            Grow::Words { codes, known } => {
                if is_silent(cell) {
                    codes.push(NO_WORD);
                } else {
                    codes.push(known.code(std::str::from_utf8(cell).ok()?));
                    return Some(());
                }
            }
        }
        if is_silent(cell) {
            self.missing += 1;
            self.last = Last::Missing;
        } else {
            self.odd += 1;
            self.last = Last::Odd;
            let text = std::str::from_utf8(cell).ok()?;
            if self.odd_cells.len() < TOLD {
                self.odd_cells.push(Odd { row, text: text.chars().take(40).collect() });
            }
        }
        Some(())
    }

    /// Takes the last cell back: its record goes on in the next block.
    pub(super) fn undo(&mut self) {
        match &mut self.grow {
            Grow::Numbers(values, _) => _ = values.pop(),
            Grow::Days { days, .. } => _ = days.pop(),
            Grow::Words { codes, .. } => _ = codes.pop(),
            Grow::Whole(_) => return,
        }
        match self.last {
            Last::Filled => self.highest = f64::NEG_INFINITY,
            Last::Missing => self.missing -= 1,
            Last::Odd => {
                self.odd -= 1;
                self.odd_cells.truncate(self.odd);
            }
        }
    }

    /// After the last row: `false` where the type does not hold and the column must be read again.
    pub(super) fn settle(&mut self, rows: usize) -> bool {
        let filled = rows.saturating_sub(self.missing);
        let again = match &mut self.grow {
            Grow::Numbers(..) if too_odd(self.odd, filled) => Some(Plan::Word),
            Grow::Days { order: Order::Unknown, day_first, month_first, .. } if *day_first != *month_first => {
                Some(Plan::Day(if *day_first { Order::DayFirst } else { Order::MonthFirst }))
            }
            Grow::Days { .. } if too_odd(self.odd, filled) => Some(Plan::Word),
            _ => None,
        };
        if let Some(plan) = again {
            *self = Self::new(plan);
            return false;
        }
        let grow = std::mem::replace(&mut self.grow, Grow::Words { codes: Vec::new(), known: Words::default() });
        self.grow = Grow::Whole(match grow {
            Grow::Numbers(mut values, _) => {
                values.shrink_to_fit();
                Cells::Numbers(values)
            }
            Grow::Days { mut days, .. } => {
                days.shrink_to_fit();
                Cells::Days(days)
            }
            Grow::Words { mut codes, known } => {
                codes.shrink_to_fit();
                Cells::Words { codes, words: known.words }
            }
            Grow::Whole(cells) => cells,
        });
        true
    }

    /// The cells, once settled.
    pub(super) fn cells(self) -> Cells {
        match self.grow {
            Grow::Whole(cells) => cells,
            _ => Cells::Numbers(Vec::new()),
        }
    }

    /// Whether a comma stands before fractions.
    pub(super) fn has_comma(&self) -> bool {
        matches!(self.grow, Grow::Numbers(_, Style::Comma))
    }
}

/// Each word once, found by its hash: a table of numbers of words, at most half full.
#[derive(Debug, Default)]
struct Words {
    words: Vec<String>,
    places: Vec<u32>,
    last: Option<u32>,
}

impl Words {
    #[inline]
    fn code(&mut self, word: &str) -> u32 {
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

    #[test]
    fn one_odd_cell_in_fifty_is_told_and_more_make_words() {
        for (odd, holds) in [(1, true), (2, false)] {
            let mut column = Building::new(Plan::Number(Style::Point));
            for row in 0..60 {
                column.push(if row < odd { b"<5" } else { b"7" }, row + 2).unwrap();
            }
            assert_eq!(column.settle(60), holds);
            assert_eq!(column.odd_cells.len(), usize::from(holds));
        }
    }

    #[test]
    fn a_cell_is_taken_back() {
        let mut column = Building::new(Plan::Number(Style::Point));
        for cell in ["1", "", "x"] {
            column.push(cell.as_bytes(), 2).unwrap();
            column.undo();
        }
        assert_eq!((column.missing, column.odd, column.odd_cells.len()), (0, 0, 0));
    }
}
