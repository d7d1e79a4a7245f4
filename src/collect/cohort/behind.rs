//! A unit behind the numbers of a column, which its heading does not name: `62岁`, `6.2%`, `5 mg`.

use super::number::{Style, marked, number, parted, stripped};
use crate::vocab::text::unit_key;
use crate::vocab::unit;

/// Words behind a number that count it, and are no unit of a measurement. 月 is none of them: 3月 is March.
const COUNTED: &[&str] = &[
    "%", "岁", "周岁", "次", "个", "人", "支", "年", "个月", "周", "天", "小时", "years", "year", "yrs", "yr",
    "months", "month", "weeks", "week", "days", "day", "hours", "hour", "times",
];

/// Whether a text is a unit, so that it may be taken off a number. A letter alone is none: `3A` is a name.
fn is_unit(text: &str) -> bool {
    let key = unit_key(text);
    let letter = key.len() == 1 && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    !key.is_empty()
        && !letter
        && (COUNTED.contains(&key.as_str()) || unit::all().any(|units| units.find(text).is_some()))
}

/// The unit behind a number, as it is written.
#[cold]
pub(super) fn unit_of(cell: &[u8], style: Style) -> Option<String> {
    let plain = stripped(cell)?;
    let (digits, behind) = parted(plain.trim());
    (number(digits.as_bytes(), style).is_some() && is_unit(behind)).then(|| behind.to_owned())
}

/// The unit behind most of those cells that have one; empty where none has, or where it would not be safe to take it off:
/// 0.5 beside 45% are parts of one and of a hundred.
pub(super) fn unit_of_most(cells: &[&[u8]], style: Style) -> String {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    let (mut bare, mut most) = (0.0_f64, 0);
    for cell in cells {
        match number(cell, style) {
            Some(x) => (bare, most) = (bare.max(x.abs()), most + 1),
            None => _ = unit_of(cell, style).map(|unit| *counts.entry(unit).or_default() += 1),
        }
    }
    let found = counts.into_iter().max_by_key(|(_, count)| *count).map(|(unit, _)| unit).unwrap_or_default();
    let parts = found == "%" && most > 0 && bare <= 1.0 && cells.iter().any(|cell| is_above_one(cell, style));
    if parts { String::new() } else { found }
}

/// Whether a cell is more than one in a hundred, in percent.
pub(super) fn is_above_one(cell: &[u8], style: Style) -> bool {
    number(cell, style).is_none() && marked(cell, style, "%").is_some_and(|x| x > 1.0)
}

#[cfg(test)]
mod tests {
    use crate::collect::cohort::{Cohort, CohortOptions, ColumnKind, read_cohort};
    use crate::record::Cells;

    fn read(heading: &str, cell: impl Fn(usize) -> String, rows: usize) -> Cohort {
        let rows: String = (0..rows).map(|i| format!("{},{}\n", cell(i), i % 2)).collect();
        read_cohort("t.csv", format!("{heading},y\n{rows}").as_bytes(), CohortOptions::default()).unwrap()
    }

    fn numbers(cohort: &Cohort) -> &[f64] {
        let Cells::Numbers(all) = &cohort.frame.columns()[0].cells else { panic!("{:?}", cohort.columns[0]) };
        all
    }

    fn note(cohort: &Cohort, key: &str) -> bool {
        cohort.notes.iter().any(|note| note.key == key)
    }

    #[test]
    fn a_unit_behind_every_number_is_taken_off_and_told() {
        let ages =
            read("年龄", |i| [format!("{}岁", 40 + i), format!("{}", 41 + i), "６２ 岁".into()][i % 3].clone(), 30);
        assert_eq!(&numbers(&ages)[..3], [40.0, 42.0, 62.0]);
        assert_eq!((ages.columns[0].odd, ages.columns[0].missing), (0, 0));
        assert!(note(&ages, "unitBehind"));
        assert_eq!(ages.columns[0].meaning.as_ref().unwrap().unit, "岁");
        let share = read("HbA1c", |i| [format!("{}.2%", 5 + i % 5), format!("{}.1", 5 + i % 4)][i % 2].clone(), 30);
        assert_eq!(&numbers(&share)[..2], [5.2, 6.1]);
        assert_eq!(numbers(&read("dose", |i| format!("{} mg/dL", i + 3), 30))[4], 7.0);
        // Long after the first rows.
        let late = read("age", |i| if i == 9000 { "62岁".into() } else { format!("{}", 40 + i % 30) }, 9_100);
        assert_eq!((numbers(&late)[9000], late.columns[0].odd), (62.0, 0));
    }

    #[test]
    fn where_something_would_be_lost_it_is_offered() {
        let some = read(
            "HbA1c",
            |i| [format!("{}.2%", 5 + i % 5), ">7.0".into(), "拒查".into()][i % 7 / 5 * (1 + i % 2)].clone(),
            70,
        );
        assert_eq!(some.columns[0].kind, ColumnKind::Word);
        assert!(note(&some, "numbersAmongWords") && !note(&some, "unitBehind"));
        // Parts of one and of a hundred; names; two units.
        for cells in [["0.5", "45%"], ["3A", "4A"], ["5 mg", "2 g"], ["3月", "4月"]] {
            let column = read("x", |i| cells[i % 2].into(), 40);
            assert_eq!(column.columns[0].kind, ColumnKind::Word, "{cells:?}");
        }
        let rare = read("x", |i| if i == 50 { "45%".into() } else { format!("0.{i}") }, 90);
        assert_eq!((rare.columns[0].kind, rare.columns[0].odd), (ColumnKind::Number, 1));
    }
}
