//! A column of two numbers a cell, such as `120/80`, as two columns; and as one again.

use super::change::ChangeTold;
use super::found::{Cohort, ColumnFound, ColumnKind, Meaning, Odd};
use super::number::{Style, number, trim};
use super::reshape::Reshape;
use crate::error::{Error, Kind};
use crate::record::{Cells, Column, NO_WORD};
use crate::vocab::text::narrow;

/// Two columns that were one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    /// Their names.
    pub(super) names: [String; 2],
    /// The column as it was.
    column: Column,
    found: ColumnFound,
}

/// Of a hundred different cells at least so many look like two numbers before the offer is made.
const NEARLY_ALL: usize = 95;
/// Different cells that are looked at.
const LOOKED_AT: usize = 2000;
/// Fewer different cells than this are words.
const FEWEST: usize = 3;
/// Cells that are told of.
const TOLD: usize = 5;

/// Both numbers of `120/80`, also with blanks, in full width or with a unit behind: the first is the greater one, as the upper
/// blood pressure is; dates and fractions are none.
fn two_numbers(cell: &str, unit: &str) -> Option<[f64; 2]> {
    let plain: String = cell.chars().map(narrow).collect();
    let (first, second) = plain.split_once('/')?;
    let second = second.trim();
    let bare = second.find(|c: char| c.is_alphabetic()).and_then(|at| second.split_at_checked(at));
    let second = match bare {
        Some((bare, end))
            if [unit, "mmHg", "mm[Hg]", "kPa"].iter().any(|known| known.eq_ignore_ascii_case(end.trim())) =>
        {
            bare
        }
        _ => second,
    };
    let read = |text: &str| {
        let text = trim(text.as_bytes());
        let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (1..=3).contains(&digits).then(|| number(text, Style::Point)).flatten()
    };
    Some([read(first)?, read(second)?])
}

/// Whether nearly all filled cells of a column are two numbers, the first the greater.
pub(super) fn is_of_pairs(cells: &Cells) -> bool {
    let Cells::Words { words, .. } = cells else { return false };
    let looked = words.iter().take(LOOKED_AT);
    let all = looked.len();
    let falls = |word: &&String| two_numbers(word, "").is_some_and(|[upper, lower]| upper > lower && lower >= 10.0);
    let fits = looked.filter(falls).count();
    all >= FEWEST && fits * 100 >= all * NEARLY_ALL
}

impl Cohort {
    /// Makes two columns of one.
    pub(super) fn divide(&mut self, at: usize, names: &[String; 2]) -> Result<ChangeTold, Error> {
        let none = || Error::new(Kind::Value, "cohort.noColumn");
        let (column, found) = self.frame.columns().get(at).zip(self.columns.get(at)).ok_or_else(none)?;
        let (column, found) = (column.clone(), found.clone());
        let Cells::Words { codes, words } = &column.cells else {
            return Err(Error::new(Kind::Usage, "cohort.noPairs").with("column", &column.name));
        };
        let unit = found.meaning.as_ref().map_or("", |meaning| meaning.unit.as_str());
        let read: Vec<Option<[f64; 2]>> = words.iter().map(|word| two_numbers(word, unit)).collect();
        let (mut upper, mut lower, mut lost, mut lost_cells) = (Vec::new(), Vec::new(), 0, Vec::new());
        for (row, code) in codes.iter().enumerate() {
            let pair = read.get(*code as usize).copied().flatten();
            if pair.is_none() && *code != NO_WORD {
                lost += 1;
                if let Some(word) = words.get(*code as usize).filter(|_| lost_cells.len() < TOLD) {
                    lost_cells.push(Odd { row: self.lines.of(row), text: word.chars().take(40).collect() });
                }
            }
            let [first, second] = pair.unwrap_or([f64::NAN; 2]);
            upper.push(first);
            lower.push(second);
        }
        if lost == codes.len() - found.missing.min(codes.len()) {
            return Err(Error::new(Kind::Usage, "cohort.noPairs").with("column", &column.name));
        }
        let [first, second] = names;
        let names = [self.free_name(at, first)?, self.free_name(at, second)?];
        let means = found.meaning.as_ref().is_some_and(|meaning| meaning.concept == "pressure");
        let made = |name: &String, concept: &str, cells: &[f64]| ColumnFound {
            name: name.clone(),
            kind: ColumnKind::Number,
            whole: cells.iter().all(|x| x.is_nan() || *x == x.trunc()),
            decimal_comma: false,
            day_order: None,
            words: 0,
            meaning: if means {
                Some(Meaning { concept: concept.to_owned(), unit: unit.to_owned() })
            } else {
                Meaning::of(name)
            },
            odd: found.odd + lost,
            odd_cells: lost_cells.clone(),
            ..found.clone()
        };
        let [first, second] = &names;
        let told = [made(first, "sbp", &upper), made(second, "dbp", &lower)];
        let columns = vec![
            Column { name: first.clone(), cells: Cells::Numbers(upper) },
            Column { name: second.clone(), cells: Cells::Numbers(lower) },
        ];
        if self.frame.splice(at, 1, columns).is_none() {
            return Err(Error::new(Kind::Value, "cohort.rename").with("name", second));
        }
        self.columns.splice(at..=at, told);
        for note in &mut self.notes {
            note.columns.retain(|name| *name != column.name);
        }
        self.notes.retain(|note| !note.columns.is_empty());
        let name = column.name.clone();
        self.reshaped.push(Reshape::Divided { column: name.clone(), names: names.clone() });
        self.pairs.push(Pair { names, column, found });
        Ok(ChangeTold { name, lost, lost_cells, made_missing: 0, made_same: 0 })
    }

    /// Makes one column of two again, as it was before; `at` is the place of either.
    pub(super) fn unite(&mut self, at: usize) -> Result<ChangeTold, Error> {
        let name = self.columns.get(at).map_or("", |column| column.name.as_str()).to_owned();
        let wrong = || Error::new(Kind::Usage, "cohort.noPairs").with("column", &name);
        let which = self.pairs.iter().position(|pair| pair.names.contains(&name)).ok_or_else(wrong)?;
        let place = |name: &String| self.columns.iter().position(|column| column.name == *name);
        let pair = self.pairs.get(which).cloned().ok_or_else(wrong)?;
        let [first, second] = &pair.names;
        let first = place(first).filter(|at| place(second) == Some(at + 1)).ok_or_else(wrong)?;
        if self.frame.splice(first, 2, vec![pair.column.clone()]).is_none() {
            return Err(Error::new(Kind::Value, "cohort.rename").with("name", &pair.column.name));
        }
        self.columns.splice(first..first + 2, [pair.found]);
        self.pairs.remove(which);
        let back = pair.column.name;
        self.forget_divided(&back);
        if is_of_pairs(&pair.column.cells) {
            match self.notes.iter_mut().find(|note| note.key == "pairs") {
                Some(note) => note.columns.push(back.clone()),
                None => self.notes.extend(super::found::TableNote::of("pairs", vec![back.clone()])),
            }
        }
        Ok(ChangeTold { name: back, lost: 0, lost_cells: Vec::new(), made_missing: 0, made_same: 0 })
    }

    /// A column that was made of one has another name now.
    pub(super) fn rename_pair(&mut self, old: &str, new: &str) {
        for name in self.pairs.iter_mut().flat_map(|pair| &mut pair.names).filter(|name| *name == old) {
            new.clone_into(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::cohort::{CohortOptions, ColumnChange, read_cohort};

    fn read(text: &str) -> Cohort {
        read_cohort("t.csv", text.as_bytes(), CohortOptions::default()).unwrap()
    }

    #[test]
    fn two_numbers_in_a_cell_are_offered_as_two_columns_and_taken_back() {
        let mut text = String::from("n,血压(mmHg),y\n");
        for i in 0..40 {
            let cell = [format!("{}/{}", 120 + i, 70 + i % 9), format!("{} ／ {}mmHg", 130 + i, 80)][i % 2].clone();
            text.push_str(&format!("{i},{},{}\n", if i == 7 { "refused" } else { &cell }, i % 2));
        }
        let mut cohort = read(&text);
        let before = cohort.clone();
        assert_eq!(cohort.notes.iter().find(|note| note.key == "pairs").unwrap().columns, ["血压(mmHg)"]);
        let names = ["收缩压".to_owned(), "舒张压".to_owned()];
        let change = |name: &str| ColumnChange { name: name.to_owned(), ..ColumnChange::default() };
        let told = cohort.change(&ColumnChange { divide: Some(names), ..change("血压(mmHg)") }).unwrap();
        assert_eq!((told.lost, told.lost_cells[0].row, told.lost_cells[0].text.as_str()), (1, 9, "refused"));
        let columns = cohort.columns.clone();
        assert_eq!(columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["n", "收缩压", "舒张压", "y"]);
        assert_eq!(columns[2].meaning.as_ref().unwrap().concept, "dbp");
        assert_eq!(columns[1].meaning.as_ref().unwrap().unit, "mmHg");
        assert_eq!(cohort.preview(2)[1], ["1", "131", "80", "1"]);
        assert!(!cohort.notes.iter().any(|note| note.key == "pairs"));
        cohort.change(&ColumnChange { rename: Some("upper".into()), ..change("收缩压") }).unwrap();
        assert_eq!(cohort.told().made_of_one, [["upper".to_owned(), "舒张压".to_owned()]]);
        cohort.change(&ColumnChange { unite: true, ..change("舒张压") }).unwrap();
        assert_eq!((&cohort.frame, &cohort.columns), (&before.frame, &before.columns));
        assert!(cohort.notes.iter().any(|note| note.key == "pairs"));
    }

    #[test]
    fn days_fractions_and_words_are_no_pairs() {
        for cells in [
            "3/4\n5/6\n7/8\n",
            "12/2020\n11/2020\n10/2020\n",
            "a/b\nb/c\nc/d\n",
            "80/120\n70/110\n60/100\n",
            "20/19/20\n20/18/20\n20/17/20\n",
        ] {
            let text = format!("x,n\n{}", cells.replace('\n', ",1\n"));
            assert!(!read(&text).notes.iter().any(|note| note.key == "pairs"), "{cells}");
        }
    }

    #[test]
    fn what_cannot_be_divided_changes_nothing() {
        let mut cohort = read("a,bp\n1,120/80\n2,130/85\n3,125/70\n");
        let before = cohort.clone();
        let names = |a: &str, b: &str| Some([a.to_owned(), b.to_owned()]);
        let change = |name: &str, divide| ColumnChange { name: name.to_owned(), divide, ..ColumnChange::default() };
        for (change, key) in [
            (change("a", names("x", "y")), "cohort.noPairs"),
            (change("bp", names("x", "x")), "cohort.rename"),
            (change("bp", names("a", "y")), "cohort.rename"),
            (change("bp", names("", "y")), "cohort.rename"),
            (ColumnChange { unite: true, ..change("bp", None) }, "cohort.noPairs"),
        ] {
            assert_eq!(cohort.change(&change).unwrap_err().key, key);
            assert_eq!(cohort, before);
        }
        // A name may be that of the column itself.
        cohort.change(&change("bp", names("bp", "dbp"))).unwrap();
    }
}
