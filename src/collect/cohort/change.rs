//! What a person changes of a table that was read: another type, another name, more words that say nothing.
//!
//! The bytes are gone by then, so a change starts from what stands; what it cannot carry over is counted and told.

use serde::{Deserialize, Serialize};

use super::faulty::Lines;
use super::found::{Cohort, ColumnFound, ColumnKind, DayOrder, Meaning, Odd};
use super::number::{Style, common_unit, day, marked, number, trim};
use super::shape::{Habit, Seen};
use super::told::cell_text;
use super::words::Words;
use crate::collect::day::Order;
use crate::error::{Error, Kind};
use crate::record::{Cells, Column, Mend, NO_DAY, NO_WORD, date_of};

/// A change of one column; what is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ColumnChange {
    /// The column's name as it stands.
    pub name: String,
    /// Its new type.
    pub kind: Option<ColumnKind>,
    /// Its new name, 1 to 200 characters; what it may mean follows.
    pub rename: Option<String>,
    /// Further cells that say nothing, as they are written: `999`, `refused`.
    pub missing_words: Vec<String>,
    /// Words that are another one: each pair is the word and what it counts as from now on.
    #[cfg_attr(feature = "wasm", tsify(type = "[string, string][]"))]
    pub same_words: Vec<[String; 2]>,
    /// Numbers below this cannot be, and say nothing.
    pub least: Option<f64>,
    /// Numbers above this cannot be, and say nothing.
    pub most: Option<f64>,
    /// Words become days whose cells are written in this order.
    pub day_order: Option<DayOrder>,
    /// `false`: the heading does not mean what it seems to mean, so that no limit of that is asked about. `true` gives it back.
    pub meaning: Option<bool>,
    /// The column takes no part; `false` brings it back.
    pub leave_out: Option<bool>,
    /// Two columns of these names are made of one whose cells are two numbers, such as `120/80`; nothing else changes then.
    #[cfg_attr(feature = "wasm", tsify(type = "[string, string]"))]
    pub divide: Option<[String; 2]>,
    /// Either of two such columns: they are one again, as it was.
    pub unite: bool,
}

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ChangeTold {
    /// The column's name now.
    pub name: String,
    /// Filled cells that could not become of the new type; they are missing now.
    pub lost: usize,
    /// The first of them.
    pub lost_cells: Vec<Odd>,
    /// Cells that say nothing from now on.
    pub made_missing: usize,
    /// Cells that another word was written into.
    pub made_same: usize,
}

/// Cells that are told of.
const TOLD: usize = 5;
const LONGEST_NAME: usize = 200;

impl Cohort {
    /// Changes one column: words that say nothing, then words that are one, then the type, then the name.
    ///
    /// # Errors
    /// Nothing changes then. `cohort.noColumn`; `cohort.range` for ends that cross or are no numbers; `cohort.rename` for a name that is empty, too long or taken;
    /// `cohort.dayOrder` where the column holds days already, or a type beside days is asked for; `cohort.noPairs` where a
    /// column that is to be divided holds no pair of numbers, or one that is to be united was never divided.
    pub fn change(&mut self, change: &ColumnChange) -> Result<ChangeTold, Error> {
        let at = self.columns.iter().position(|column| column.name == change.name);
        let (at, column, found) = at
            .and_then(|at| Some((at, self.frame.columns().get(at)?, self.columns.get(at)?)))
            .ok_or_else(|| Error::new(Kind::Value, "cohort.noColumn").with("column", &change.name))?;
        if let Some(names) = &change.divide {
            return self.divide(at, names);
        }
        if change.unite {
            return self.unite(at);
        }
        let kind = change.kind.or(change.day_order.map(|_| ColumnKind::Day)).unwrap_or(found.kind);
        let days = matches!(column.cells, Cells::Days(_));
        if change.day_order.is_some() && (days || kind != ColumnKind::Day) {
            return Err(Error::new(Kind::Usage, "cohort.dayOrder").with("column", &change.name));
        }
        let name = match &change.rename {
            None => change.name.clone(),
            Some(name) => self.free_name(at, name)?,
        };
        let mut cells = column.cells.clone();
        let mut mend = self.mends.get(&change.name).cloned().unwrap_or_default();
        let (made_missing, made_same) = quiet(&mut cells, change, &mut mend);
        let rewritten = !matches!(cells, Cells::Words { .. }) || self.rewritten.contains(&change.name);
        let habit = if rewritten { Habit::default() } else { self.habit };
        let (mut cells, lost_cells, lost) = turned(cells, kind, change.day_order, (&self.lines, habit));
        let made_missing = made_missing + within(&mut cells, change, &mut mend);
        if !mend.holds() {
            return Err(Error::new(Kind::Value, "cohort.range").with("column", &change.name));
        }
        let found = ColumnFound {
            name: name.clone(),
            kind,
            day_order: if kind == ColumnKind::Day { change.day_order.or(found.day_order) } else { None },
            whole: matches!(&cells, Cells::Numbers(all) if all.iter().all(|x| x.is_nan() || *x == x.trunc())),
            decimal_comma: found.decimal_comma && matches!(cells, Cells::Numbers(_)),
            missing: found.missing + made_missing,
            words: if let Cells::Words { words, .. } = &cells { words.len() } else { 0 },
            // Whoever gives it a name knows better than the cells.
            meaning: match change.meaning {
                Some(false) => None,
                None if change.rename.is_none() => found.meaning.clone(),
                _ => Meaning::of(&name),
            },
            odd: found.odd + lost,
            odd_cells: found.odd_cells.iter().chain(&lost_cells).take(TOLD).cloned().collect(),
            left_out: change.leave_out.unwrap_or(found.left_out),
        };
        if !self.frame.replace(at, Column { name: name.clone(), cells }) {
            return Err(Error::new(Kind::Value, "cohort.rename").with("name", &name));
        }
        let of_words = found.words;
        if let Some(place) = self.columns.get_mut(at) {
            *place = found;
        }
        self.rename_pair(&change.name, &name);
        if let Some(unread) = self.unread.remove(&change.name) {
            self.unread.insert(name.clone(), unread);
        }
        self.rewritten.remove(&change.name);
        if rewritten && of_words > 0 {
            self.rewritten.insert(name.clone());
        }
        self.mends.remove(&change.name);
        if !mend.is_empty() {
            self.mends.insert(name.clone(), mend);
        }
        self.remember(change, &name);
        self.renew_notes(change, &name);
        Ok(ChangeTold { name, lost, lost_cells, made_missing, made_same })
    }

    pub(super) fn free_name(&self, at: usize, name: &str) -> Result<String, Error> {
        let name = name.trim();
        let taken = self.columns.iter().enumerate().any(|(place, column)| place != at && column.name == name);
        if name.is_empty() || name.chars().count() > LONGEST_NAME || taken {
            return Err(Error::new(Kind::Value, "cohort.rename").with("name", name));
        }
        Ok(name.to_owned())
    }

    /// Notes follow a new name; what a change answered is told no more.
    fn renew_notes(&mut self, change: &ColumnChange, name: &str) {
        for note in &mut self.notes {
            let answered = match note.key.as_str() {
                "ambiguousDay" | "numbersAmongWords" => change.kind.is_some() || change.day_order.is_some(),
                "ambiguousComma" | "ambiguousPoint" | "codes" | "fewNumbers" | "pairs" | "unitBehind" => {
                    change.kind.is_some()
                }
                "nearWords" => {
                    !change.same_words.is_empty() || change.kind.is_some_and(|kind| kind != ColumnKind::Word)
                }
                "emptyHeading" | "duplicateHeading" | "unitInHeading" => change.rename.is_some(),
                _ => false,
            };
            if answered {
                note.columns.retain(|column| *column != change.name);
            }
            for column in note.columns.iter_mut().filter(|column| **column == change.name) {
                name.clone_into(column);
            }
        }
        self.notes.retain(|note| !note.columns.is_empty());
    }
}

/// Empties the cells that say nothing and writes one word for another, and keeps both in mind; how many cells each.
fn quiet(cells: &mut Cells, change: &ColumnChange, mend: &mut Mend) -> (usize, usize) {
    let mut made = 0;
    let silent: Vec<&[u8]> = change.missing_words.iter().map(|word| trim(word.as_bytes())).collect();
    match cells {
        Cells::Numbers(values) => {
            let silent: Vec<f64> = silent.iter().filter_map(|word| number(word, Style::Point)).collect();
            for value in values.iter_mut().filter(|value| silent.contains(value)) {
                *value = f64::NAN;
                made += 1;
            }
            silent.iter().for_each(|x| mend.join(&x.to_string(), ""));
        }
        Cells::Days(days) => {
            let silent: Vec<i32> = silent.iter().filter_map(|word| day(word, Order::Unknown).ok()).collect();
            for day in days.iter_mut().filter(|day| silent.contains(day)) {
                *day = NO_DAY;
                made += 1;
            }
            silent.iter().filter_map(|day| date_of(*day)).for_each(|day| mend.join(&day.to_string(), ""));
        }
        Cells::Words { codes, words } => {
            let mut known = Words::default();
            let mut same = 0;
            change.same_words.iter().for_each(|[word, other]| mend.join(word.trim(), other.trim()));
            silent.iter().filter_map(|word| std::str::from_utf8(word).ok()).for_each(|word| mend.join(word, ""));
            for code in codes.iter_mut().filter(|code| **code != NO_WORD) {
                let word = words.get(*code as usize).map_or("", String::as_str);
                // As a later table is read: where a is b and b is c, a is c.
                let other = mend.same.get(word).map(String::as_str);
                if other == Some("") {
                    *code = NO_WORD;
                    made += 1;
                } else {
                    same += usize::from(other.is_some());
                    *code = known.code(other.unwrap_or(word));
                }
            }
            *words = known.words;
            return (made, same);
        }
    }
    (made, 0)
}

/// Empties numbers outside the ends of a change, and keeps these in mind; how many cells.
fn within(cells: &mut Cells, change: &ColumnChange, mend: &mut Mend) -> usize {
    let Cells::Numbers(values) = cells else { return 0 };
    mend.narrow(change.least, change.most);
    let mut made = 0;
    for value in values.iter_mut().filter(|value| mend.is_outside(**value)) {
        *value = f64::NAN;
        made += 1;
    }
    made
}

/// The cells as another type; the first of those that are lost, and how many are.
fn turned(
    cells: Cells,
    kind: ColumnKind,
    order: Option<DayOrder>,
    (lines, habit): (&Lines, Habit),
) -> (Cells, Vec<Odd>, usize) {
    let (wants_number, wants_day) = (kind == ColumnKind::Number, kind == ColumnKind::Day);
    match &cells {
        Cells::Numbers(_) if wants_number || kind == ColumnKind::Id => return (cells, Vec::new(), 0),
        Cells::Days(_) if wants_day || kind == ColumnKind::Id => return (cells, Vec::new(), 0),
        Cells::Words { .. } if !wants_number && !wants_day => return (cells, Vec::new(), 0),
        _ => {}
    }
    let (codes, words) = match cells {
        Cells::Words { codes, words } => (codes, words),
        other => as_words(&other),
    };
    if !wants_number && !wants_day {
        return (Cells::Words { codes, words }, Vec::new(), 0);
    }
    let order = match order {
        Some(DayOrder::DayFirst) => Order::DayFirst,
        Some(DayOrder::MonthFirst) => Order::MonthFirst,
        None => crate::collect::day::order(words.iter().map(String::as_str)),
    };
    let numbers = numbers_of(&words, habit);
    let days: Vec<Option<i32>> = words.iter().map(|word| day(word.as_bytes(), order).ok()).collect();
    let (mut told, mut lost) = (Vec::new(), 0);
    for (row, code) in codes.iter().enumerate() {
        let at = *code as usize;
        let kept = if wants_number { numbers.get(at).map(Option::is_some) } else { days.get(at).map(Option::is_some) };
        if kept == Some(false) {
            lost += 1;
            if let Some(word) = words.get(at).filter(|_| told.len() < TOLD) {
                told.push(Odd { row: lines.of(row), text: word.chars().take(40).collect() });
            }
        }
    }
    let cells = if wants_number {
        Cells::Numbers(codes.iter().map(|c| numbers.get(*c as usize).copied().flatten().unwrap_or(f64::NAN)).collect())
    } else {
        Cells::Days(codes.iter().map(|c| days.get(*c as usize).copied().flatten().unwrap_or(NO_DAY)).collect())
    };
    (cells, told, lost)
}

/// Words as numbers: with a point or a comma before the fraction, as the words tell, or their file where they do not, and with
/// or without the unit that most of them have; `None` for what is none.
pub fn numbers_of(words: &[String], habit: Habit) -> Vec<Option<f64>> {
    let cells: Vec<&[u8]> = words.iter().map(|word| trim(word.as_bytes())).collect();
    let style = Seen::of(&cells).style(habit);
    let unit = common_unit(words, style);
    let plain = |word: &[u8]| number(word, style).or_else(|| marked(word, style, &unit));
    words.iter().map(|word| plain(word.trim().as_bytes())).collect()
}

/// Numbers and days as words.
fn as_words(cells: &Cells) -> (Vec<u32>, Vec<String>) {
    let mut known = Words::default();
    let code = |row| cell_text(cells, row).map_or(NO_WORD, |text| known.code(&text));
    let codes = (0..cells.len()).map(code).collect();
    (codes, known.words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::cohort::{CohortOptions, read_cohort};

    fn read(text: &str) -> Cohort {
        read_cohort("t.csv", text.as_bytes(), CohortOptions::default()).unwrap()
    }

    fn cells<'c>(cohort: &'c Cohort, name: &str) -> &'c Cells {
        &cohort.frame.column(name).unwrap().cells
    }

    fn named(name: &str) -> ColumnChange {
        ColumnChange { name: name.to_owned(), ..ColumnChange::default() }
    }

    #[test]
    fn types_change_from_what_stands() {
        let mut cohort = read("a,b,day\n5,<5,03/04/2020\n7,6,05/06/2020\n999,8,07/08/2020\n");
        let note = |cohort: &Cohort, key: &str| cohort.notes.iter().any(|note| note.key == key);
        assert!(note(&cohort, "ambiguousDay") && note(&cohort, "numbersAmongWords"));
        let told = cohort.change(&ColumnChange { missing_words: vec!["999".into()], ..named("a") }).unwrap();
        assert_eq!((told.made_missing, cohort.columns[0].missing), (1, 1));
        let told = cohort.change(&ColumnChange { kind: Some(ColumnKind::Number), ..named("b") }).unwrap();
        assert_eq!((told.lost, told.lost_cells[0].row, told.lost_cells[0].text.as_str()), (1, 2, "<5"));
        assert!(matches!(cells(&cohort, "b"), Cells::Numbers(all) if all[0].is_nan() && all[1..] == [6.0, 8.0]));
        let told = cohort.change(&ColumnChange { day_order: Some(DayOrder::MonthFirst), ..named("day") }).unwrap();
        assert_eq!(told.lost, 0);
        assert_eq!(cohort.preview(1), [["5", "", "2020-03-04"]]);
        assert!(!note(&cohort, "ambiguousDay") && !note(&cohort, "numbersAmongWords"));
        let told = cohort.change(&ColumnChange { kind: Some(ColumnKind::Word), ..named("a") }).unwrap();
        assert_eq!((told.lost, cohort.columns[0].words), (0, 2));
        cohort.change(&ColumnChange { kind: Some(ColumnKind::Id), ..named("b") }).unwrap();
        assert_eq!(cohort.columns[1].kind, ColumnKind::Id);
    }

    #[test]
    fn one_unit_may_stand_behind_all_numbers() {
        let mut cohort = read("dose\n5 mg\n7 mg\n<5 mg\n2 g\n9\n");
        assert_eq!(cohort.notes[0].key, "numbersAmongWords");
        let told = cohort.change(&ColumnChange { kind: Some(ColumnKind::Number), ..named("dose") }).unwrap();
        assert_eq!(told.lost_cells.iter().map(|odd| odd.text.as_str()).collect::<Vec<_>>(), ["<5 mg", "2 g"]);
        assert!(matches!(cells(&cohort, "dose"), Cells::Numbers(all) if all[..2] == [5.0, 7.0] && all[4] == 9.0));
    }

    #[test]
    fn a_comma_stands_before_the_fraction_whatever_stands_behind_it() {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let read = |list: &[&str], habit| numbers_of(&words(list), habit);
        let all = read(&["5,3 mmol/l", "<0,003 mmol/l", "4 mmol/l", "refused"], Habit::default());
        assert_eq!(all, [Some(5.3), None, Some(4.0), None]);
        assert_eq!(read(&["0,012", "<0,003", "1,250"], Habit::default())[2], Some(1.25));
        // Where the words do not tell, the file does.
        let apart = read_cohort("t.csv", b"a;b\n1;2\n", CohortOptions::default()).unwrap().habit;
        assert_eq!((read(&["1,250"], apart)[0], read(&["1,250"], Habit::default())[0]), (Some(1.25), Some(1250.0)));
        let mut cohort = self::read("a;b\n1,250;x\n<1,000;y\n2,125;z\n");
        cohort.change(&ColumnChange { kind: Some(ColumnKind::Number), ..named("a") }).unwrap();
        assert!(matches!(cells(&cohort, "a"), Cells::Numbers(all) if all[0] == 1.25 && all[2] == 2.125));
        // What we wrote has a point before the fraction, whatever the file has.
        let mut cohort = self::read("a;b\n1,125;5,3\n2,375;6,5\n");
        for (kind, rename) in [(ColumnKind::Word, Some("c".to_owned())), (ColumnKind::Number, None)] {
            let name = if rename.is_some() { "a" } else { "c" };
            cohort.change(&ColumnChange { kind: Some(kind), rename, ..named(name) }).unwrap();
        }
        assert_eq!(cells(&cohort, "c"), &Cells::Numbers(vec![1.125, 2.375]));
    }

    #[test]
    fn names_words_and_columns_left_out() {
        let mut cohort = read("a,y\n1,Malignant\n2,malignant\n3,benign\n");
        let same = vec![["malignant".to_owned(), "Malignant".to_owned()]];
        let told = cohort.change(&ColumnChange { same_words: same, ..named("y") }).unwrap();
        assert_eq!((told.made_same, cohort.columns[1].words), (1, 2));
        assert!(cohort.notes.is_empty());
        let told = cohort.change(&ColumnChange { rename: Some(" SBP (mmHg) ".into()), ..named("a") }).unwrap();
        assert_eq!(
            (told.name.as_str(), cohort.columns[0].meaning.as_ref().unwrap().concept.as_str()),
            ("SBP (mmHg)", "sbp")
        );
        cohort.change(&ColumnChange { leave_out: Some(true), ..named("y") }).unwrap();
        assert!(cohort.columns[1].left_out && cohort.frame.columns().len() == 2);
        cohort.change(&ColumnChange { leave_out: Some(false), ..named("y") }).unwrap();
        assert!(!cohort.columns[1].left_out);
    }

    #[test]
    fn the_table_is_changed_as_a_later_one_is_read() {
        let raw = read("w\na\nb\nc\nd\n");
        let same = |pairs: &[[&str; 2]]| pairs.iter().map(|pair| pair.map(str::to_owned)).collect::<Vec<_>>();
        let text = |cells: &Cells| (0..4).map(|row| cell_text(cells, row).unwrap_or_default()).collect::<Vec<_>>();
        for (pairs, silent, expected, counts) in [
            (&[["a", "b"], ["b", "c"]][..], &[][..], ["c", "c", "c", "d"], (0, 2)),
            (&[["b", "c"], ["a", "b"]], &[], ["c", "c", "c", "d"], (0, 2)),
            (&[["a", "b"]], &["b"], ["", "", "c", "d"], (2, 0)),
            (&[["a", "b"], ["d", ""]], &["c"], ["b", "b", "", ""], (2, 1)),
        ] {
            let mut cohort = raw.clone();
            let missing_words = silent.iter().map(|word| (*word).to_owned()).collect();
            let change = ColumnChange { same_words: same(pairs), missing_words, ..named("w") };
            let told = cohort.change(&change).unwrap();
            assert_eq!(text(cells(&cohort, "w")), expected);
            assert_eq!(text(&cohort.mends["w"].cells(cells(&raw, "w"))), expected);
            assert_eq!((told.made_missing, told.made_same), counts);
        }
    }

    #[test]
    fn what_cannot_be_changes_nothing() {
        let mut cohort = read("a,day\n1,2020-01-31\n2,2020-02-01\n");
        let before = cohort.clone();
        for (change, key) in [
            (named("c"), "cohort.noColumn"),
            (ColumnChange { rename: Some("day".into()), ..named("a") }, "cohort.rename"),
            (ColumnChange { rename: Some("  ".into()), ..named("a") }, "cohort.rename"),
            (ColumnChange { day_order: Some(DayOrder::DayFirst), ..named("day") }, "cohort.dayOrder"),
        ] {
            assert_eq!(cohort.change(&change).unwrap_err().key, key);
        }
        assert_eq!(cohort, before);
        assert!(serde_json::from_str::<ColumnChange>(r#"{"name":"a","sort":1}"#).is_err());
    }
}
