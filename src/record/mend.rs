//! What a person changed of the cells of a column before anything was learned from it, so that a later table is read alike.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::frame::{Cells, NO_DAY, NO_WORD, date_of, day_number};
use crate::vocab::PartialDate;

/// What the cells of a column count as.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Mend {
    /// What is written, and what it counts as: an empty text says nothing. Numbers as short as they read back, days as
    /// `2020-01-31`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub same: BTreeMap<String, String>,
    /// Numbers below this say nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// Numbers above this say nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
}

impl Mend {
    /// Nothing is changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether its ends are numbers that do not cross, as a file edited by hand may not have them.
    pub fn holds(&self) -> bool {
        let (least, most) = (self.least.unwrap_or(f64::NEG_INFINITY), self.most.unwrap_or(f64::INFINITY));
        least <= most && [self.least, self.most].into_iter().flatten().all(f64::is_finite)
    }

    /// What is written counts as another from now on, or as what that counts as; what counted as it before does, too.
    pub fn join(&mut self, written: &str, other: &str) {
        let known = self.same.get(other).filter(|known| *known != written);
        let other = &*known.map_or(other, String::as_str).to_owned();
        for value in self.same.values_mut().filter(|value| *value == written) {
            other.clone_into(value);
        }
        self.same.insert(written.to_owned(), other.to_owned());
        self.same.retain(|written, other| written != other);
    }

    /// Numbers outside say nothing from now on; ends named before stay where they are narrower.
    pub fn narrow(&mut self, least: Option<f64>, most: Option<f64>) {
        self.least = self.least.into_iter().chain(least).reduce(f64::max);
        self.most = self.most.into_iter().chain(most).reduce(f64::min);
    }

    /// Whether a number lies outside.
    pub fn is_outside(&self, x: f64) -> bool {
        self.least.is_some_and(|least| x < least) || self.most.is_some_and(|most| x > most)
    }

    /// Whether a cell is one that somebody said says nothing.
    pub fn silences(&self, cells: &Cells, row: usize) -> bool {
        let silent = |written: &str| self.same.get(written).is_some_and(String::is_empty);
        match cells {
            Cells::Words { codes, words } => {
                codes.get(row).and_then(|code| words.get(*code as usize)).is_some_and(|word| silent(word))
            }
            Cells::Numbers(values) => values.get(row).is_some_and(|x| self.silent_numbers().contains(x)),
            Cells::Days(days) => {
                days.get(row).and_then(|day| date_of(*day)).is_some_and(|day| silent(&day.to_string()))
            }
        }
    }

    /// Numbers that say nothing.
    pub fn silent_numbers(&self) -> Vec<f64> {
        let silent = self.same.iter().filter(|(_, other)| other.is_empty());
        silent.filter_map(|(written, _)| written.parse().ok()).collect()
    }

    /// Days that say nothing, since 1970-01-01.
    pub fn silent_days(&self) -> Vec<i32> {
        let silent = self.same.iter().filter(|(_, other)| other.is_empty());
        silent.filter_map(|(written, _)| written.parse::<PartialDate>().ok().and_then(day_number)).collect()
    }

    /// The cells as they count.
    pub fn cells(&self, cells: &Cells) -> Cells {
        match cells {
            Cells::Numbers(values) => {
                let silent = self.silent_numbers();
                let of = |x: &f64| if self.is_outside(*x) || silent.contains(x) { f64::NAN } else { *x };
                Cells::Numbers(values.iter().map(of).collect())
            }
            Cells::Days(days) => {
                let silent = self.silent_days();
                Cells::Days(days.iter().map(|day| if silent.contains(day) { NO_DAY } else { *day }).collect())
            }
            Cells::Words { codes, words } => {
                let mut all = words.clone();
                let mut known: BTreeMap<&str, u32> = words.iter().map(String::as_str).zip(0..).collect();
                let mut of = |(word, code): (&String, u32)| match self.same.get(word).map(String::as_str) {
                    None => code,
                    Some("") => NO_WORD,
                    Some(other) => *known.entry(other).or_insert_with(|| {
                        all.push(other.to_owned());
                        u32::try_from(all.len() - 1).unwrap_or(NO_WORD)
                    }),
                };
                let places: Vec<u32> = words.iter().zip(0..).map(&mut of).collect();
                let code = |code: &u32| places.get(*code as usize).copied().unwrap_or(NO_WORD);
                Cells::Words { codes: codes.iter().map(code).collect(), words: all }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_count_as_what_was_said() {
        let mut mend = Mend::default();
        mend.join("Current", "current");
        mend.join("current", "now");
        mend.join("refused", "");
        let words = ["Current", "never", "refused", "current"].map(str::to_owned).to_vec();
        let cells = Cells::Words { codes: vec![0, 1, 2, 3, NO_WORD], words };
        let told = mend.cells(&cells);
        let Cells::Words { codes, words } = &told else { panic!() };
        let text = |code: &u32| words.get(*code as usize).map_or("", String::as_str);
        assert_eq!(codes.iter().map(text).collect::<Vec<_>>(), ["now", "never", "", "now", ""]);
        assert!(mend.silences(&cells, 2) && !mend.silences(&cells, 0) && !mend.silences(&cells, 4));
        // Twice is once.
        assert_eq!(mend.cells(&told), told);
        mend.join("now", "Current");
        assert!(!mend.same.contains_key("Current") && mend.same["current"] == "Current");
        // In whatever order they were said.
        for pairs in [[("a", "b"), ("b", "c")], [("b", "c"), ("a", "b")]] {
            let mut mend = Mend::default();
            pairs.iter().for_each(|(written, other)| mend.join(written, other));
            assert!(mend.same["a"] == "c" && mend.same["b"] == "c");
        }
    }

    #[test]
    fn numbers_and_days_that_say_nothing() {
        let mut mend = Mend::default();
        mend.join("999", "");
        mend.join("1900-01-01", "");
        mend.narrow(Some(0.0), Some(150.0));
        mend.narrow(Some(-1.0), Some(120.0));
        assert!(mend.holds() && mend.least == Some(0.0));
        let Cells::Numbers(kept) = mend.cells(&Cells::Numbers(vec![560.0, 999.0, -2.0, 61.0])) else { panic!() };
        assert!(kept[..3].iter().all(|x| x.is_nan()) && kept[3] == 61.0);
        assert!(mend.silences(&Cells::Numbers(vec![999.0]), 0) && !mend.silences(&Cells::Numbers(vec![560.0]), 0));
        let first = day_number("1900-01-01".parse().unwrap()).unwrap();
        assert_eq!(mend.cells(&Cells::Days(vec![first, 5])), Cells::Days(vec![NO_DAY, 5]));
        assert!(!Mend { least: Some(2.0), most: Some(1.0), ..Mend::default() }.holds());
        assert!(!Mend { least: Some(f64::NAN), ..Mend::default() }.holds());
        let text = serde_json::to_string(&mend).unwrap();
        assert_eq!(serde_json::from_str::<Mend>(&text).unwrap(), mend);
    }
}
