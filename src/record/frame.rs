//! A table of people: one row each, named columns of numbers, words or days. What a model is trained on.

use crate::vocab::PartialDate;

/// The cells of one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Numbers; NaN where there is none.
    Numbers(Vec<f64>),
    /// Words by their number in `words`; [`NO_WORD`] where there is none.
    Words {
        /// One number a row.
        codes: Vec<u32>,
        /// Each word once, in the order of its first row.
        words: Vec<String>,
    },
    /// Days since 1970-01-01; [`NO_DAY`] where there is none.
    Days(Vec<i32>),
}

/// The code of a cell without a word.
pub const NO_WORD: u32 = u32::MAX;
/// The day of a cell without one.
pub const NO_DAY: i32 = i32::MIN;

impl Cells {
    /// How many rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Words { codes, .. } => codes.len(),
            Self::Days(days) => days.len(),
        }
    }

    /// No row at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a row has nothing; a row that is none has nothing.
    pub fn is_missing(&self, row: usize) -> bool {
        match self {
            Self::Numbers(numbers) => numbers.get(row).is_none_or(|x| x.is_nan()),
            Self::Words { codes, .. } => codes.get(row).is_none_or(|code| *code == NO_WORD),
            Self::Days(days) => days.get(row).is_none_or(|day| *day == NO_DAY),
        }
    }

    /// The rows named, in their order.
    #[must_use]
    pub fn take(&self, rows: &[u32]) -> Self {
        let at = |row: &u32| *row as usize;
        match self {
            Self::Numbers(all) => {
                Self::Numbers(rows.iter().map(|r| all.get(at(r)).copied().unwrap_or(f64::NAN)).collect())
            }
            Self::Words { codes, words } => Self::Words {
                codes: rows.iter().map(|r| codes.get(at(r)).copied().unwrap_or(NO_WORD)).collect(),
                words: words.clone(),
            },
            Self::Days(all) => Self::Days(rows.iter().map(|r| all.get(at(r)).copied().unwrap_or(NO_DAY)).collect()),
        }
    }
}

/// A named column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// As the table's heading has it.
    pub name: String,
    /// What stands in it.
    pub cells: Cells,
}

/// A table whose columns have one length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    rows: usize,
    columns: Vec<Column>,
}

impl Frame {
    /// A table of columns; `None` when their lengths differ or a name comes twice.
    pub fn new(columns: Vec<Column>) -> Option<Self> {
        let rows = columns.first().map_or(0, |column| column.cells.len());
        let fits = columns.iter().all(|column| column.cells.len() == rows);
        let mut names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        names.sort_unstable();
        let unique = names.windows(2).all(|pair| pair.first() != pair.last());
        (fits && unique).then_some(Self { rows, columns })
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns, in the order of the table.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Puts another column in a place; `false`, and nothing changes, where its length differs, its name is taken or there
    /// is no such place.
    pub fn replace(&mut self, at: usize, column: Column) -> bool {
        let taken = self.columns.iter().enumerate().any(|(place, other)| place != at && other.name == column.name);
        match self.columns.get_mut(at) {
            Some(old) if !taken && column.cells.len() == self.rows => {
                *old = column;
                true
            }
            _ => false,
        }
    }

    /// Puts other columns in the place of `many` columns and hands those back; `None`, and nothing changes, where a length
    /// differs, a name would come twice or there is no such place.
    pub fn splice(&mut self, at: usize, many: usize, columns: Vec<Column>) -> Option<Vec<Column>> {
        let (before, rest) = self.columns.split_at_checked(at)?;
        let (_, after) = rest.split_at_checked(many)?;
        let mut all: Vec<&str> =
            before.iter().chain(&columns).chain(after).map(|column| column.name.as_str()).collect();
        all.sort_unstable();
        let unique = all.windows(2).all(|pair| pair.first() != pair.last());
        let fits = columns.iter().all(|column| column.cells.len() == self.rows);
        (unique && fits).then(|| self.columns.splice(at..at + many, columns).collect())
    }

    /// Gives a column other cells and hands back those it had; `None`, and nothing changes, where there is no such column
    /// or the length is another.
    pub fn set(&mut self, name: &str, cells: Cells) -> Option<Cells> {
        let rows = self.rows;
        let column = self.columns.iter_mut().find(|column| column.name == name);
        column.filter(|_| cells.len() == rows).map(|column| std::mem::replace(&mut column.cells, cells))
    }

    /// The rows named, in their order.
    #[must_use]
    pub fn take(&self, rows: &[u32]) -> Self {
        let take = |column: &Column| Column { name: column.name.clone(), cells: column.cells.take(rows) };
        Self { rows: rows.len(), columns: self.columns.iter().map(take).collect() }
    }
}

/// A full date as days since 1970-01-01; `None` for one that leaves a part open.
pub fn day_number(date: PartialDate) -> Option<i32> {
    date.is_full().then(|| date.earliest().to_julian_day() - 2_440_588)
}

/// The date of a day since 1970-01-01; `None` for [`NO_DAY`] and for years that no calendar has.
pub fn date_of(day: i32) -> Option<PartialDate> {
    let date = time::Date::from_julian_day(day.checked_add(2_440_588)?).ok()?;
    PartialDate::new(date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use super::{Cells, Column, Frame, NO_DAY, NO_WORD, date_of, day_number};

    fn column(name: &str, cells: Cells) -> Column {
        Column { name: name.to_owned(), cells }
    }

    #[test]
    fn a_table_keeps_its_rows_together() {
        let ages = Cells::Numbers(vec![61.0, f64::NAN, 48.0]);
        let sexes = Cells::Words { codes: vec![0, 1, NO_WORD], words: vec!["female".into(), "male".into()] };
        let frame = Frame::new(vec![column("age", ages), column("sex", sexes)]).unwrap();
        assert_eq!(frame.rows(), 3);
        let two = frame.take(&[2, 0]);
        assert_eq!(two.column("age").unwrap().cells, Cells::Numbers(vec![48.0, 61.0]));
        assert!(two.column("sex").unwrap().cells.is_missing(0) && !two.column("sex").unwrap().cells.is_missing(1));
        assert!(frame.column("age").unwrap().cells.is_missing(1) && frame.column("age").unwrap().cells.is_missing(9));
    }

    #[test]
    fn a_column_is_given_other_cells_of_its_length() {
        let numbers = |list: &[f64]| Cells::Numbers(list.to_vec());
        let mut frame = Frame::new(vec![column("age", numbers(&[1.0, 2.0]))]).unwrap();
        assert_eq!(frame.set("age", numbers(&[3.0, 4.0])), Some(numbers(&[1.0, 2.0])));
        assert_eq!(frame.set("age", numbers(&[3.0])), None);
        assert_eq!(frame.set("sex", numbers(&[3.0, 4.0])), None);
        assert_eq!(frame.columns()[0].cells, numbers(&[3.0, 4.0]));
    }

    #[test]
    fn columns_of_two_lengths_or_one_name_are_no_table() {
        let numbers = |n: usize| Cells::Numbers(vec![0.0; n]);
        assert!(Frame::new(vec![column("a", numbers(2)), column("b", numbers(3))]).is_none());
        assert!(Frame::new(vec![column("a", numbers(2)), column("a", numbers(2))]).is_none());
    }

    #[test]
    fn a_column_is_replaced_where_it_fits() {
        let numbers = |n: usize| Cells::Numbers(vec![1.0; n]);
        let mut frame = Frame::new(vec![column("a", numbers(2)), column("b", numbers(2))]).unwrap();
        assert!(frame.replace(0, column("c", Cells::Days(vec![0, 1]))));
        assert!(!frame.replace(0, column("b", numbers(2))) && !frame.replace(0, column("a", numbers(3))));
        assert!(!frame.replace(2, column("d", numbers(2))));
        assert_eq!(frame.columns().iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["c", "b"]);
    }

    #[test]
    fn a_day_is_counted_from_1970() {
        assert_eq!(day_number("1970-01-02".parse().unwrap()), Some(1));
        assert_eq!(day_number("1969-12-31".parse().unwrap()), Some(-1));
        assert_eq!(day_number("2020-02".parse().unwrap()), None);
        assert_eq!(date_of(18_321).unwrap().to_string(), "2020-02-29");
        assert_eq!((date_of(NO_DAY), date_of(i32::MAX)), (None, None));
    }
}
