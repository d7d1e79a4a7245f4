//! Columns that were read to a table, with what is told of each.

use std::collections::{BTreeMap, BTreeSet};

use super::faulty::{FaultyRows, Lines};
use super::found::{Cohort, ColumnFound, ColumnKind, Meaning, TableNote};
use super::heading::Slot;
use super::meant::holds;
use super::near::{among_numbers, few_numbers, near_words};
use super::pair::is_of_pairs;
use super::shape::{Doubt, Habit};
use crate::error::{Error, Kind};
use crate::record::{Cells, Column, Frame};
use crate::vocab::unit;

/// Fewer rows than this tell no id by running numbers or words of their own.
const SERIAL_ROWS: usize = 20;

/// The table of all columns.
///
/// # Errors
/// `cohort.noRows` where no column has a heading or a cell.
pub(super) fn made(
    file: &str,
    mut slots: Vec<Slot>,
    mut notes: Vec<TableNote>,
    rows: usize,
    (separator, habit): (u8, Habit),
) -> Result<Cohort, Error> {
    drop_nothing(&mut slots, &mut notes, rows);
    let named = |wanted: &dyn Fn(&Slot) -> bool| slots.iter().filter(|s| wanted(s)).map(|s| s.name.clone()).collect();
    let has_unit = |slot: &Slot| slot.meaning.as_ref().is_some_and(|meaning| !meaning.unit.is_empty());
    let (ambiguous, units): (Vec<String>, Vec<String>) = (named(&|slot| slot.ambiguous_day), named(&has_unit));
    let doubts = |doubt| named(&|slot| slot.building.doubt(habit) == Some(doubt));
    notes.extend(TableNote::of("ambiguousComma", doubts(Doubt::Comma)));
    notes.extend(TableNote::of("ambiguousPoint", doubts(Doubt::Point)));
    let codes: Vec<String> = named(&|slot| slot.building.codes);
    let behind =
        slots.iter().filter(|slot| slot.building.is_number() && !slot.building.unit.is_empty() && !has_unit(slot));
    notes.extend(TableNote::of("unitBehind", behind.map(|slot| slot.name.clone()).collect()));
    let mut columns = Vec::new();
    let mut cells = Vec::new();
    let mut unread = BTreeMap::new();
    for mut slot in slots {
        let odd = std::mem::take(&mut slot.building.unread);
        if !odd.is_empty() {
            unread.insert(slot.name.clone(), odd);
        }
        let (found, content) = found_of(slot, rows);
        columns.push(found);
        cells.push(content);
    }
    let commas = columns.iter().filter(|column| column.decimal_comma).map(|column| column.name.clone()).collect();
    notes.extend(TableNote::of("decimalComma", commas));
    notes.extend(TableNote::of("ambiguousDay", ambiguous));
    notes.extend(TableNote::of("unitInHeading", units));
    let free = columns.iter().zip(&cells).filter(|(found, _)| found.kind == ColumnKind::Word);
    let free = free.filter(|(found, _)| !codes.contains(&found.name));
    let mixed = free.filter(|(_, column)| among_numbers(&column.cells)).map(|(found, _)| found.name.clone()).collect();
    notes.extend(TableNote::of("numbersAmongWords", mixed));
    let coded = columns.iter().filter(|found| found.kind == ColumnKind::Word && codes.contains(&found.name));
    notes.extend(TableNote::of("codes", coded.map(|found| found.name.clone()).collect()));
    let numbers = columns.iter().zip(&cells).filter(|(found, _)| found.kind == ColumnKind::Number && found.whole);
    let few = numbers.filter(|(_, column)| rows >= SERIAL_ROWS && few_numbers(&column.cells));
    let few = few.map(|(found, _)| found.name.clone()).collect();
    notes.extend(TableNote::of("fewNumbers", few));
    notes.extend(near_words(&columns, &cells));
    let words = columns.iter().zip(&cells).filter(|(found, _)| found.kind != ColumnKind::Id);
    let two = words.filter(|(_, column)| is_of_pairs(&column.cells)).map(|(found, _)| found.name.clone()).collect();
    notes.extend(TableNote::of("pairs", two));
    let frame = Frame::new(cells).filter(|frame| !frame.columns().is_empty());
    let frame = frame.ok_or_else(|| Error::new(Kind::Malformed, "cohort.noRows").at(file))?;
    Ok(Cohort {
        frame,
        columns,
        notes,
        separator: char::from(separator),
        faulty: FaultyRows::default(),
        lines: Lines::default(),
        mends: BTreeMap::new(),
        unread,
        habit,
        reshaped: Vec::new(),
        rewritten: BTreeSet::new(),
        pairs: Vec::new(),
    })
}

/// Separators at the end of each row make columns without heading and cells.
fn drop_nothing(slots: &mut Vec<Slot>, notes: &mut Vec<TableNote>, rows: usize) {
    let mut at = 0;
    slots.retain(|slot| {
        at += 1;
        let nothing = slot.building.missing == rows && slot.name == format!("#{at}");
        if nothing {
            notes.iter_mut().for_each(|note| note.columns.retain(|name| *name != slot.name));
        }
        !nothing
    });
    notes.retain(|note| !note.columns.is_empty());
}

fn found_of(slot: Slot, rows: usize) -> (ColumnFound, Column) {
    let building = slot.building;
    let unit = if building.is_number() { building.unit.clone() } else { String::new() };
    let (missing, odd) = (building.missing, building.odd);
    let (codes, long) = (building.codes, building.seen.has_long());
    let (whole, rising, odd_cells) = (building.whole, building.rising, building.odd_cells.clone());
    let cells = building.cells();
    let means_id = slot.meaning.as_ref().is_some_and(Meaning::is_name);
    // A heading that means a value is believed: ages may rise from row to row.
    let serial = rows >= SERIAL_ROWS && missing + odd == 0 && slot.meaning.is_none();
    let (kind, words) = match &cells {
        Cells::Numbers(_) if means_id || (serial && whole && rising) => (ColumnKind::Id, 0),
        Cells::Numbers(_) => (ColumnKind::Number, 0),
        Cells::Days(_) => (ColumnKind::Day, 0),
        Cells::Words { words, .. }
            if means_id || (codes && long) || (serial && words.len() == rows && (codes || !among_numbers(&cells))) =>
        {
            (ColumnKind::Id, words.len())
        }
        Cells::Words { words, .. } => (ColumnKind::Word, words.len()),
    };
    let numbers = matches!(cells, Cells::Numbers(_));
    let meaning = slot.meaning.map(|meaning| Meaning { unit: meant_unit(&meaning, unit), ..meaning });
    let meaning = meaning.filter(|meaning| holds(meaning, &cells));
    let found = ColumnFound {
        name: slot.name.clone(),
        kind,
        whole: whole && numbers,
        decimal_comma: slot.decimal_comma && numbers,
        day_order: slot.day_order.filter(|_| kind == ColumnKind::Day),
        missing,
        words,
        meaning,
        odd,
        odd_cells,
        left_out: false,
    };
    (found, Column { name: slot.name, cells })
}

/// The unit of the heading, or the one behind the numbers where it is one of that concept.
fn meant_unit(meaning: &Meaning, behind: String) -> String {
    let known =
        meaning.unit.is_empty() && unit::of(&meaning.concept).is_some_and(|units| units.find(&behind).is_some());
    if known { behind } else { meaning.unit.clone() }
}
