//! How the numbers of a column are written, told by its cells: what stands before a fraction, and whether they are codes.

use super::found::Meaning;
use super::kind::too_odd;
use super::number::{Style, bare, is_silent, number};

/// What the comma or the point of a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mark {
    /// It has none.
    #[default]
    Plain,
    /// It is one only where a comma stands before the fraction.
    Comma,
    /// Where a point does.
    Point,
    /// A comma before exactly three digits: `1,250`.
    AnyComma,
    /// A point before exactly three digits: `1.250`.
    AnyPoint,
}

/// What one cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shape {
    pub(super) mark: Mark,
    /// How many digits it is, where it is nothing else.
    pub(super) digits: usize,
    /// Digits only, of which the first is a 0 and not the last.
    pub(super) zero: bool,
    /// What stands between its thousands and what before the fraction is beyond doubt.
    sure: bool,
}

impl Shape {
    /// What a cell shows; nothing where it has no leading number.
    #[inline]
    pub(super) fn of(cell: &[u8]) -> Self {
        let digits = cell.strip_prefix(b"-").or_else(|| cell.strip_prefix(b"+")).unwrap_or(cell);
        let is_digit = |byte: &&u8| byte.is_ascii_digit();
        let whole = digits.iter().take_while(is_digit).count();
        let Some((mark, after)) = digits.get(whole..).and_then(<[u8]>::split_first) else {
            let signed = digits.len() < cell.len();
            return Self::of_digits(if signed { 0 } else { whole }, digits.first() == Some(&b'0'));
        };
        if matches!(mark, b',' | b'.') && after.iter().take_while(is_digit).count() == after.len() {
            let mark = mark_of(*mark, whole, digits.first() == Some(&b'0'), after.len());
            return Self { mark, ..Self::default() };
        }
        if cell.iter().any(|byte| matches!(byte, b',' | b'.') || *byte >= 0x80) {
            Self::slow(cell)
        } else {
            Self::default()
        }
    }

    /// Of a cell of so many digits.
    pub(super) fn of_digits(digits: usize, zero: bool) -> Self {
        Self { digits, zero: zero && digits > 1, ..Self::default() }
    }

    /// Of a number with a point, which has so many digits before and behind it.
    #[inline]
    pub(super) fn of_point(whole: usize, zero: bool, after: usize) -> Self {
        Self { mark: mark_of(b'.', whole, zero, after), ..Self::default() }
    }

    /// Thousands, marks and units around the number.
    #[cold]
    fn slow(cell: &[u8]) -> Self {
        let plain = bare(cell);
        let plain = plain.as_bytes();
        let marks = plain.iter().filter(|byte| matches!(byte, b',' | b'.')).count();
        let (comma, point) = (number(plain, Style::Comma).is_some(), number(plain, Style::Point).is_some());
        let mark = match (comma, point) {
            _ if marks == 0 => Mark::Plain,
            (true, true) if plain.contains(&b',') => Mark::AnyComma,
            (true, true) => Mark::AnyPoint,
            (true, false) => Mark::Comma,
            (false, true) => Mark::Point,
            (false, false) => Mark::Plain,
        };
        Self { mark, sure: marks > 1 && comma != point, ..Self::default() }
    }
}

/// Of a number with one mark. No thousands follow a 0: `0,012` has a fraction.
fn mark_of(mark: u8, whole: usize, zero: bool, after: usize) -> Mark {
    let either = after == 3 && (1..=3).contains(&whole) && !zero;
    match (mark, either) {
        _ if whole + after == 0 => Mark::Plain,
        (b',', true) => Mark::AnyComma,
        (b',', false) => Mark::Comma,
        (_, true) => Mark::AnyPoint,
        (_, false) => Mark::Point,
    }
}

/// What the cells of a column show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Seen {
    comma: usize,
    point: usize,
    any_comma: usize,
    any_point: usize,
    sure: bool,
    /// Cells of digits that begin with a 0, and those of more digits than a number keeps.
    zeros: usize,
    long: usize,
    /// The fewest and the most digits of those that are digits only.
    fewest: usize,
    most: usize,
}

/// A number keeps so many digits.
const KEPT: usize = 15;

impl Seen {
    /// What the sample of a column shows.
    pub(super) fn of(cells: &[&[u8]]) -> Self {
        let mut seen = Self::default();
        cells.iter().for_each(|cell| seen.add(Shape::of(cell)));
        // A text that now and then begins with a number tells nothing of numbers.
        let begins = |cell: &&&[u8]| bare(cell).bytes().any(|byte| byte.is_ascii_digit());
        let text = seen.told().is_some()
            && cells.iter().filter(begins).count() * 2 <= cells.iter().filter(|cell| !is_silent(cell)).count();
        if text { Self::default() } else { seen }
    }

    #[inline]
    pub(super) fn add(&mut self, shape: Shape) {
        if let Some(count) = self.count(shape.mark) {
            *count += 1;
            self.sure |= shape.sure;
        } else if shape.digits > 0 {
            self.zeros += usize::from(shape.zero);
            self.long += usize::from(shape.digits > KEPT);
            self.fewest = if self.fewest == 0 { shape.digits } else { self.fewest.min(shape.digits) };
            self.most = self.most.max(shape.digits);
        }
    }

    /// Takes the last cell back; it comes again.
    pub(super) fn undo(&mut self, shape: Shape) {
        if let Some(count) = self.count(shape.mark) {
            *count = count.saturating_sub(1);
        } else if shape.digits > 0 {
            self.zeros = self.zeros.saturating_sub(usize::from(shape.zero));
            self.long = self.long.saturating_sub(usize::from(shape.digits > KEPT));
        }
    }

    fn count(&mut self, mark: Mark) -> Option<&mut usize> {
        match mark {
            Mark::Plain => None,
            Mark::Comma => Some(&mut self.comma),
            Mark::Point => Some(&mut self.point),
            Mark::AnyComma => Some(&mut self.any_comma),
            Mark::AnyPoint => Some(&mut self.any_point),
        }
    }

    /// What stands before the fractions, where a cell leaves no doubt.
    fn told(&self) -> Option<Style> {
        match (self.comma, self.point) {
            (0, 0) => None,
            (comma, point) => Some(if comma >= point { Style::Comma } else { Style::Point }),
        }
    }

    /// How the numbers are read.
    pub(super) fn style(&self, habit: Habit) -> Style {
        let doubtful = if self.any_comma > 0 {
            habit.apart || habit.commas
        } else {
            habit.apart && habit.commas && self.any_point > 0
        };
        self.told().unwrap_or(if doubtful { Style::Comma } else { Style::Point })
    }

    /// The note of the mark that may as well stand for the other thing.
    pub(super) fn doubt(&self, habit: Habit) -> Option<Doubt> {
        if self.sure {
            None
        } else if self.any_comma > 0 && self.comma == 0 {
            Some(Doubt::Comma)
        } else if self.any_point > 0 && self.point == 0 && (habit.apart || habit.commas) {
            Some(Doubt::Point)
        } else {
            None
        }
    }

    /// Whether the cells are codes, which would lose a leading 0 or their last digits as numbers: no number has a fraction,
    /// and the heading names no value.
    pub(super) fn is_codes(&self, filled: usize, meaning: Option<&Meaning>) -> bool {
        let named = meaning.map(Meaning::is_name);
        let marks = self.comma + self.point + self.any_comma + self.any_point;
        // One 07 among ages is a slip; all numbers of one length are none.
        let padded = self.zeros > 0 && (self.fewest == self.most || named == Some(true) || too_odd(self.zeros, filled));
        marks == 0 && named != Some(false) && (self.long > 0 || padded)
    }

    /// Whether some cell has more digits than a number keeps: it tells people apart.
    pub(super) fn has_long(&self) -> bool {
        self.long > 0
    }
}

/// What is in doubt in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    Comma,
    Point,
}

/// What the rest of a file tells of numbers that may be read in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Habit {
    /// No comma stands between its cells.
    apart: bool,
    /// More of its columns have a comma before fractions than a point.
    commas: bool,
}

impl Habit {
    /// Of a file with that separator, whose columns show this.
    pub(super) fn of<'s>(separator: u8, columns: impl Iterator<Item = &'s Seen>) -> Self {
        let (mut commas, mut points) = (0, 0);
        for seen in columns {
            commas += usize::from(seen.told() == Some(Style::Comma));
            points += usize::from(seen.told() == Some(Style::Point));
        }
        Self { apart: separator != b',', commas: commas > points }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cells: &[&str]) -> Seen {
        let cells: Vec<&[u8]> = cells.iter().map(|cell| cell.as_bytes()).collect();
        Seen::of(&cells)
    }

    #[test]
    fn a_mark_says_what_it_can() {
        for (cell, mark) in [
            ("950", Mark::Plain),
            ("5,3", Mark::Comma),
            ("-0,012", Mark::Comma),
            ("0.012", Mark::Point),
            ("1,250", Mark::AnyComma),
            ("12.300", Mark::AnyPoint),
            ("1234,567", Mark::Comma),
            ("1.234,5", Mark::Comma),
            ("1,234,567", Mark::Point),
            ("<0,003", Mark::Comma),
            ("0,012↑", Mark::Comma),
            ("5,3 mmol/l", Mark::Comma),
            ("≥ 1,250", Mark::AnyComma),
            ("５，３", Mark::Comma),
            ("12.03.2020", Mark::Plain),
            ("grade 1,2", Mark::Plain),
            (",", Mark::Plain),
            ("", Mark::Plain),
        ] {
            assert_eq!(Shape::of(cell.as_bytes()).mark, mark, "{cell}");
        }
    }

    #[test]
    fn doubtful_marks_are_read_as_the_file_reads() {
        let habit = |apart, commas| Habit { apart, commas };
        let points = seen(&["950", "1.250", "12.300"]);
        assert_eq!(points.style(habit(true, true)), Style::Comma);
        assert_eq!(
            (points.style(habit(true, false)), points.doubt(habit(true, false))),
            (Style::Point, Some(Doubt::Point))
        );
        assert_eq!((points.style(habit(false, false)), points.doubt(habit(false, false))), (Style::Point, None));
        let commas = seen(&["1,250", "7"]);
        assert_eq!(
            (commas.style(habit(true, false)), commas.doubt(habit(true, false))),
            (Style::Comma, Some(Doubt::Comma))
        );
        assert_eq!((commas.style(habit(false, false)), commas.style(habit(false, true))), (Style::Point, Style::Comma));
        assert_eq!(seen(&["1,250", "1,250.5"]).doubt(habit(true, true)), None);
        assert_eq!(seen(&["1.5", "2.5", "1,5"]).style(habit(true, true)), Style::Point);
    }

    #[test]
    fn codes_are_told_from_numbers() {
        let value = Meaning::of("age").unwrap();
        let id = Meaning::of("id").unwrap();
        assert!(seen(&["000123", "000124"]).is_codes(2, None));
        assert!(seen(&["110105194912310021", "7"]).is_codes(2, None));
        assert!(seen(&["07", "123"]).is_codes(60, Some(&id)) && !seen(&["07", "123"]).is_codes(60, None));
        assert!(!seen(&["07", "45"]).is_codes(2, Some(&value)) && !seen(&["0", "1"]).is_codes(2, None));
        assert!(!seen(&["00", "1.5"]).is_codes(2, None) && !seen(&["-05", "0"]).is_codes(2, None));
    }
}
