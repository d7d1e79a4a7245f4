//! A column while it grows.

use super::behind::{is_above_one, unit_of};
use super::found::{DayOrder, Meaning, Odd, Unread};
use super::kind::{Plan, Planned, too_odd};
use super::number::{Style, day, is_silent, marked, number, plain_number, trim};
use super::shape::{Doubt, Habit, Seen, Shape};
use super::split::End;
use super::words::Words;
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

impl Grow {
    fn rows(&self) -> usize {
        match self {
            Self::Numbers(values, _) => values.len(),
            Self::Days { days, .. } => days.len(),
            Self::Words { codes, .. } => codes.len(),
            Self::Whole(cells) => cells.len(),
        }
    }
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
    /// The same cells by their row of the table: all of them, unless they are far too many for the type.
    pub(super) unread: Vec<Unread>,
    /// No number has a fraction.
    pub(super) whole: bool,
    /// Each number is greater than the one before.
    pub(super) rising: bool,
    highest: f64,
    last: Last,
    /// How its numbers are written: of words what the first rows showed.
    pub(super) seen: Seen,
    shape: Shape,
    /// Another mark stands before its fractions than the first rows said.
    restyled: bool,
    /// Its words are digits that are no number.
    pub(super) codes: bool,
    /// The unit of the heading, which may stand in the cells, too; or the one that stands there.
    pub(super) unit: String,
}

/// The first odd cells that are told.
const TOLD: usize = 5;
/// Cells that did not fit are kept while they are at most one in so many, and this many in any case: beyond that the column
/// is none of its type.
const FAR_TOO_MANY: usize = 10;
const KEPT_ANYWAY: usize = 1000;
/// Characters of such a cell.
const LONGEST: usize = 200;

impl Building {
    /// A column of that plan, whose first rows showed this.
    pub(super) fn new(planned: Planned, seen: Seen) -> Self {
        let Planned { plan, codes, unit } = planned;
        // Numbers are looked at one by one.
        let seen = if matches!(plan, Plan::Number(_)) { Seen::default() } else { seen };
        let grow = match plan {
            Plan::Number(style) => Grow::Numbers(Vec::new(), style),
            Plan::Day(order) => Grow::Days { days: Vec::new(), order, day_first: false, month_first: false },
            Plan::Word => Grow::Words { codes: Vec::new(), known: Words::default() },
        };
        let (whole, rising) = (true, true);
        let highest = f64::NEG_INFINITY;
        let (odd_cells, unread) = (Vec::new(), Vec::new());
        let (shape, restyled) = (Shape::default(), false);
        Self {
            grow,
            missing: 0,
            odd: 0,
            odd_cells,
            unread,
            whole,
            rising,
            highest,
            last: Last::Filled,
            seen,
            shape,
            restyled,
            codes,
            unit,
        }
    }

    /// Takes a plain number or nothing off `rest` in one go, as most cells are; `None`, and nothing is taken, where the cell
    /// is anything else.
    #[inline]
    pub(super) fn take(&mut self, rest: &mut &[u8], separator: u8) -> Option<End> {
        let Grow::Numbers(values, Style::Point) = &mut self.grow else { return None };
        let (value, shape, end, after) = plain_number(rest, separator)?;
        *rest = after;
        values.push(value);
        self.shape = shape;
        self.seen.add(shape);
        if value.is_nan() {
            self.missing += 1;
            self.last = Last::Missing;
        } else {
            self.whole &= value == value.trunc();
            self.rising &= value > self.highest;
            self.highest = value;
            self.last = Last::Filled;
        }
        Some(end)
    }

    /// Adds a cell; `None` where its bytes are no UTF-8.
    #[inline]
    pub(super) fn push(&mut self, cell: &[u8], row: usize) -> Option<()> {
        let cell = trim(cell);
        self.last = Last::Filled;
        match &mut self.grow {
            Grow::Whole(_) => return Some(()),
            Grow::Numbers(values, _) if cell.is_empty() => {
                values.push(f64::NAN);
                self.shape = Shape::default();
            }
            Grow::Numbers(values, style) => {
                self.shape = Shape::of(cell);
                self.seen.add(self.shape);
                // Most cells are numbers: silence is asked of those that are not.
                let plain = number(cell, *style);
                if let Some(value) = plain.or_else(|| {
                    if is_silent(cell) { None } else { with_unit(cell, *style, &mut self.unit, self.highest) }
                }) {
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
                    let year = cell.first_chunk::<4>().is_some_and(|year| year.iter().all(u8::is_ascii_digit));
                    if *known == Order::Unknown && !(year && matches!(cell.get(4), Some(b'-' | b'/'))) {
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
            let rows = self.grow.rows();
            if self.unread.len() * FAR_TOO_MANY <= rows + KEPT_ANYWAY {
                let row = u32::try_from(rows.saturating_sub(1)).unwrap_or(u32::MAX);
                self.unread.push(Unread { row, text: text.chars().take(LONGEST).collect() });
            }
        }
        Some(())
    }

    /// Takes the last cell back: its record goes on in the next block.
    pub(super) fn undo(&mut self) {
        match &mut self.grow {
            Grow::Numbers(values, _) => {
                values.pop();
                self.seen.undo(self.shape);
            }
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
                let rows = self.grow.rows();
                self.unread.pop_if(|unread| unread.row as usize >= rows);
            }
        }
    }

    /// Empty again, of the same type: the table is read once more.
    pub(super) fn renew(&mut self) {
        let plan = match &self.grow {
            Grow::Numbers(_, style) => Plan::Number(*style),
            Grow::Days { order, .. } => Plan::Day(*order),
            Grow::Words { .. } => Plan::Word,
            Grow::Whole(_) => return,
        };
        self.begin(plan, self.codes);
    }

    fn begin(&mut self, plan: Plan, codes: bool) {
        let planned = Planned { plan, codes, unit: std::mem::take(&mut self.unit) };
        *self = Self { restyled: self.restyled, ..Self::new(planned, self.seen) };
    }

    /// After the last row: `false` where the type does not hold and the column must be read again.
    pub(super) fn settle(&mut self, rows: usize, meaning: Option<&Meaning>, habit: Habit) -> bool {
        let filled = rows.saturating_sub(self.missing);
        let wanted = self.seen.style(habit);
        let codes = self.is_number() && self.seen.is_codes(filled, meaning);
        let again = match &self.grow {
            Grow::Numbers(..) if codes => Some(Plan::Word),
            Grow::Numbers(_, style) if wanted != *style && !self.restyled => {
                self.restyled = true;
                Some(Plan::Number(wanted))
            }
            // The first rows may have been empty: the odd cells tell of days.
            Grow::Numbers(..) if too_odd(self.odd, filled) => Some(self.days().map_or(Plan::Word, Plan::Day)),
            Grow::Days { order: Order::Unknown, day_first, month_first, .. } if *day_first != *month_first => {
                Some(Plan::Day(if *day_first { Order::DayFirst } else { Order::MonthFirst }))
            }
            Grow::Days { .. } if too_odd(self.odd, filled) => Some(Plan::Word),
            _ => None,
        };
        if let Some(plan) = again {
            self.begin(plan, codes);
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

    /// The order of days, where all odd cells are days.
    fn days(&self) -> Option<Order> {
        let found = order(self.odd_cells.iter().map(|odd| odd.text.as_str()));
        let sure = if found == Order::Unknown { Order::DayFirst } else { found };
        self.odd_cells.iter().all(|odd| day(odd.text.as_bytes(), sure).is_ok()).then_some(found)
    }

    /// Whether the column is of days of which no cell tells the order; asked before it settles.
    pub(super) fn is_ambiguous(&self, rows: usize) -> bool {
        let odd = too_odd(self.odd, rows.saturating_sub(self.missing));
        let told = |first: bool, month: bool| first != month;
        match &self.grow {
            Grow::Days { order: Order::Unknown, day_first, month_first, .. }
                if odd && !told(*day_first, *month_first) =>
            {
                self.days().is_some()
            }
            _ => false,
        }
    }

    /// The order in which the cells were read, where they are days that tell one.
    pub(super) fn day_order(&self) -> Option<DayOrder> {
        match &self.grow {
            Grow::Days { order: Order::DayFirst, .. } => Some(DayOrder::DayFirst),
            Grow::Days { order: Order::MonthFirst, .. } => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }

    /// The cells, once settled.
    pub(super) fn cells(self) -> Cells {
        match self.grow {
            Grow::Whole(cells) => cells,
            _ => Cells::Numbers(Vec::new()),
        }
    }

    /// Whether it settled.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.grow, Grow::Whole(_))
    }

    /// Whether it is of numbers.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.grow, Grow::Numbers(..) | Grow::Whole(Cells::Numbers(_)))
    }

    /// The mark of its numbers that may as well stand for the other thing.
    pub(super) fn doubt(&self, habit: Habit) -> Option<Doubt> {
        self.seen.doubt(habit).filter(|_| self.is_number())
    }

    /// Whether a comma stands before fractions.
    pub(super) fn has_comma(&self) -> bool {
        matches!(self.grow, Grow::Numbers(_, Style::Comma))
    }
}

/// A number with its unit, the first of which is that of all others. `before` is the number of the last row: where it is a
/// part of one, a number in percent is none of its kind.
#[cold]
fn with_unit(cell: &[u8], style: Style, unit: &mut String, before: f64) -> Option<f64> {
    let known = marked(cell, style, unit);
    if known.is_some() || !unit.is_empty() {
        return known;
    }
    let found = unit_of(cell, style)?;
    if found == "%" && (f64::NEG_INFINITY < before && before <= 1.0) && is_above_one(cell, style) {
        return None;
    }
    *unit = found;
    marked(cell, style, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> Building {
        let planned = Planned { plan: Plan::Number(Style::Point), codes: false, unit: String::new() };
        Building::new(planned, Seen::default())
    }

    #[test]
    fn one_odd_cell_in_fifty_is_told_and_more_make_words() {
        for (odd, holds) in [(1, true), (2, false)] {
            let mut column = numbers();
            for row in 0..60 {
                column.push(if row < odd { b"<5" } else { b"7" }, row + 2).unwrap();
            }
            assert_eq!(column.settle(60, None, Habit::default()), holds);
            assert_eq!(column.odd_cells.len(), usize::from(holds));
        }
    }

    #[test]
    fn a_cell_is_taken_back() {
        let mut column = numbers();
        for cell in ["1,5", "", "x"] {
            column.push(cell.as_bytes(), 2).unwrap();
            column.undo();
        }
        assert_eq!((column.missing, column.odd, column.odd_cells.len(), column.seen), (0, 0, 0, Seen::default()));
    }
}
