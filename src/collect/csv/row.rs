//! One row of a wide table: who, when, and a cell for each measurement.

use super::answers;
use super::columns::Role;
use super::table::Column;
use crate::collect::cell::{self, Cell};
use crate::collect::day::{self, NoDay};
use crate::collect::intake::{Intake, Measured, judge};
use crate::collect::{said, words};
use crate::record::{Condition, Medication, MedicationStatus, Origin, OtherFact, Sex, VerificationStatus};
use crate::vocab::text::{fold, has_han};
use crate::vocab::{Code, PartialDate, concept, label, unit};

/// Where a row stands.
pub(super) struct Place<'t> {
    pub(super) file: &'t str,
    pub(super) row: usize,
}

impl Place<'_> {
    pub(super) fn origin(&self, heading: &str) -> Origin {
        let code = Code { system: String::new(), code: heading.to_owned(), display: None };
        let code = (!heading.is_empty()).then_some(code);
        Origin { file: self.file.to_owned(), place: format!("row {}", self.row), code, unverified: false }
    }
}

/// Takes a row in.
pub(super) fn take(columns: &[Column], record: &csv::StringRecord, place: &Place<'_>, intake: &mut Intake) {
    let cells = || columns.iter().zip(record.iter()).map(|(c, cell)| (c, cell.trim()));
    let date = cells().find_map(|(c, cell)| when(c, cell, place, intake));
    who(cells(), date, place, intake);
    let mut pressures: [Vec<Measured>; 2] = [Vec::new(), Vec::new()];
    for (column, cell) in cells().filter(|(_, cell)| !cell.is_empty()) {
        let mut fact = Measured {
            text: column.heading.clone(),
            date,
            origin: place.origin(&column.heading),
            moment: date.map(|d| d.to_string()).unwrap_or_default(),
            ..Measured::default()
        };
        match &column.role {
            Role::Value { concept, unit } => {
                fact.concept = concept;
                let pressure = match *concept {
                    "sbp" => pressures.first_mut(),
                    "dbp" => pressures.last_mut(),
                    _ => None,
                };
                match (pressure, cell::read(cell)) {
                    (Some(held), Cell::Number(number)) => held.push(filled(fact, number, unit)),
                    _ => value(fact, cell, unit, intake),
                }
            }
            Role::Pressure { unit } => pressure(fact, cell, unit, intake),
            Role::Flag { concept } => flag(concept, cell, fact, intake),
            Role::Answer { input } => answers::take(input, cell, fact, intake),
            Role::Conditions => said::conditions(cell, date, &fact.origin, intake),
            Role::Medicines => said::medicines(cell, &fact.origin, intake),
            Role::Allergies => said::allergies(cell, &fact.origin, intake),
            Role::Other => other(fact, cell, intake),
            _ => {}
        }
    }
    let [above, below] = pressures;
    pair(above, below, intake);
}

/// One systolic and one diastolic number of a row belong together.
fn pair(above: Vec<Measured>, below: Vec<Measured>, intake: &mut Intake) {
    match (<[Measured; 1]>::try_from(above), <[Measured; 1]>::try_from(below)) {
        (Ok([above]), Ok([below])) => intake.pressure(above, below),
        (above, below) => {
            let all = above.map_or_else(|v| v, Vec::from).into_iter().chain(below.map_or_else(|v| v, Vec::from));
            all.for_each(|m| intake.measure(m));
        }
    }
}

/// The number of a cell: the unit in the cell wins over the heading's.
fn filled(mut fact: Measured, number: cell::Number, heading_unit: &str) -> Measured {
    fact.value = number.value;
    fact.comparator = number.comparator;
    let first = number.unit.split_whitespace().next().unwrap_or_default();
    let known = unit::of(fact.concept).and_then(|u| u.find(&number.unit).or_else(|| u.find(first)));
    fact.unit = match known {
        _ if number.unit.is_empty() => heading_unit.to_owned(),
        None if is_flag(&number.unit) => heading_unit.to_owned(),
        Some(row) if unit::of(fact.concept).is_some_and(|u| u.find(&number.unit).is_none()) => row.name().to_owned(),
        _ => number.unit,
    };
    fact
}

/// What a laboratory writes behind a number outside its limits, or inside.
fn is_flag(unit: &str) -> bool {
    const FLAGS: [&str; 15] =
        ["h", "l", "hh", "ll", "n", "a", "high", "low", "normal", "abnormal", "偏高", "偏低", "高", "低", "正常"];
    FLAGS.contains(&fold(unit).trim_matches(['!', '#']).trim())
}

/// Takes in the cell of a concept.
pub(super) fn value(mut fact: Measured, text: &str, heading_unit: &str, intake: &mut Intake) {
    if unit::of(fact.concept).is_none() {
        word(fact, text, intake);
        return;
    }
    match cell::read(text) {
        Cell::Empty | Cell::NotMeasured => {}
        Cell::Number(number) => {
            if number.after_meal && fact.concept == "glucose_fasting" {
                fact.concept = "glucose_random";
                fact.notes.push("afterMeal".into());
            }
            intake.measure(filled(fact, number, heading_unit));
        }
        Cell::Spoilt => intake.aside_words(&fact, text, "spoilt"),
        Cell::TwoReadings => intake.aside_words(&fact, text, "twoReadings"),
        Cell::Pair { .. } => intake.aside_words(&fact, text, "answerUnknown"),
        Cell::Word(said) => {
            let none = fact.concept == "alcohol" && words::yes_no(&said) == Some(false);
            if none {
                intake.measure(Measured { value: 0.0, unit: "{drinks}/d".into(), ..fact });
            } else {
                intake.aside_words(&fact, &said, "answerUnknown");
            }
        }
    }
}

/// The cell of a concept that is answered in words.
fn word(fact: Measured, text: &str, intake: &mut Intake) {
    if matches!(cell::read(text), Cell::Empty | Cell::NotMeasured) && words::of(fact.concept, text).is_none() {
        return;
    }
    let heading = fold(&fact.text);
    let history = ["史", "history", "ever"].iter().any(|w| heading.contains(w));
    let bare = words::yes_no(text);
    let word = match (fact.concept, bare) {
        // A history of smoking: yes says nothing of now, no says never.
        ("smoking", Some(true)) if history => None,
        ("smoking", Some(false)) if history => Some("never"),
        ("smoking", Some(false)) if fold(text) != "无" => Some("not-current"),
        _ => words::of(fact.concept, text),
    };
    let known = concept::words(fact.concept).iter().find(|w| **w == fold(text)).copied();
    match known.or(word) {
        Some(word) => intake.word(fact, word),
        None => intake.aside_words(&fact, text, "answerUnknown"),
    }
}

fn pressure(fact: Measured, text: &str, heading_unit: &str, intake: &mut Intake) {
    match cell::read(text) {
        Cell::Empty | Cell::NotMeasured => {}
        Cell::Pair { first, second, unit } => {
            let number = |value| cell::Number { value, unit: unit.clone(), ..cell::Number::default() };
            let half = |concept, value| filled(Measured { concept, ..fact.clone() }, number(value), heading_unit);
            intake.pressure(half("sbp", first), half("dbp", second));
        }
        Cell::TwoReadings => {
            for concept in ["sbp", "dbp"] {
                intake.aside_words(&Measured { concept, ..fact.clone() }, text, "twoReadings");
            }
        }
        _ => {
            for concept in ["sbp", "dbp"] {
                intake.aside_words(&Measured { concept, ..fact.clone() }, text, "answerUnknown");
            }
        }
    }
}

/// Yes or no to a condition or a medicine.
fn flag(concept: &'static str, text: &str, fact: Measured, intake: &mut Intake) {
    let is_medicine = concept::medicines().contains(&concept);
    // `type 2` and `2型` in a column of diabetes say which.
    let names = label::of(concept).map(|l| [format!("{text} {}", l.en), format!("{text}{}", l.zh)]);
    let typed = label::condition(text).or_else(|| names.iter().flatten().find_map(|n| label::condition(n)));
    let typed = typed.filter(|c| c.starts_with(concept));
    let yes = match words::yes_no(text) {
        Some(yes) => Some(yes),
        None if typed.is_some() => Some(true),
        None => None,
    };
    let doubt = ["?", "？", "待查", "疑似", "suspected", "unknown", "不详"].iter().any(|w| fold(text).contains(w));
    let concepts = vec![typed.unwrap_or(concept).to_owned()];
    let name = label::of(concept).map_or(concept, |l| if has_han(&fact.text) { l.zh } else { l.en });
    let id = match (yes, doubt) {
        (Some(_), false) => intake.patient.fresh_id(),
        (_, true) if !is_medicine => intake.patient.fresh_id(),
        _ => {
            if !matches!(cell::read(text), Cell::Empty | Cell::NotMeasured) {
                intake.aside_words(&Measured { concept, ..fact }, text, "answerUnknown");
            }
            return;
        }
    };
    intake.facts += 1;
    let yes = yes == Some(true);
    if is_medicine {
        let status = if yes { MedicationStatus::Current } else { MedicationStatus::Past };
        let medication =
            Medication { id, text: name.to_owned(), concepts, status, origin: fact.origin, ..Medication::default() };
        intake.patient.medications.entries.push(medication);
    } else {
        let verification = match (yes, doubt) {
            (_, true) => VerificationStatus::Suspected,
            (true, false) => VerificationStatus::Confirmed,
            (false, false) => VerificationStatus::Refuted,
        };
        let condition = Condition {
            id,
            text: name.to_owned(),
            concepts,
            verification,
            recorded: fact.date,
            origin: fact.origin,
            ..Condition::default()
        };
        intake.patient.conditions.entries.push(condition);
    }
}

/// A measurement that no concept covers.
pub(super) fn other(fact: Measured, text: &str, intake: &mut Intake) {
    let read = cell::read(text);
    if matches!(read, Cell::Empty | Cell::NotMeasured) {
        return;
    }
    let (value, unit) = match &read {
        Cell::Number(n) if n.unit.is_empty() => (Some(n.value), super::columns::heading_unit(&fact.text).1.to_owned()),
        Cell::Number(n) => (Some(n.value), n.unit.clone()),
        _ => (None, String::new()),
    };
    let word = value.is_none().then(|| crate::collect::intake::clip(text));
    intake.other(
        OtherFact { id: 0, text: fact.text, value, word, unit, date: fact.date, origin: fact.origin },
        &fact.moment,
    );
}

/// The day of a row, from its date column.
pub(super) fn when(column: &Column, cell: &str, place: &Place<'_>, intake: &mut Intake) -> Option<PartialDate> {
    if !matches!(column.role, Role::Date { .. }) || matches!(cell::read(cell), Cell::Empty | Cell::NotMeasured) {
        return None;
    }
    day::read(cell, column.order).inspect_err(|why| no_day(*why, column, cell, place, intake)).ok()
}

fn no_day(why: NoDay, column: &Column, cell: &str, place: &Place<'_>, intake: &mut Intake) {
    let fact = Measured { text: column.heading.clone(), origin: place.origin(&column.heading), ..Measured::default() };
    let reason = if why == NoDay::Ambiguous { "dateAmbiguous" } else { "dateUnreadable" };
    intake.aside_words(&fact, cell, reason);
}

/// Who the row speaks of. The first row of a person decides; later rows fill gaps, and what they contradict is shown.
pub(super) fn who<'t>(
    cells: impl Iterator<Item = (&'t Column, &'t str)>,
    date: Option<PartialDate>,
    place: &Place<'_>,
    intake: &mut Intake,
) {
    if intake.patient.origin.place.is_empty() {
        intake.patient.origin = place.origin("");
    }
    for (column, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
        let origin = place.origin(&column.heading);
        let before = (intake.patient.sex, intake.patient.birth);
        match column.role {
            Role::Id => {
                let id = format!("{}|{cell}", column.heading);
                if !intake.patient.identifiers.contains(&id) {
                    intake.patient.identifiers.push(id);
                }
            }
            Role::Name if intake.patient.name.is_empty() => intake.patient.name = crate::collect::intake::clip(cell),
            Role::Sex => match (sex_of(column, cell), before.0) {
                (found, None) => sex(found, cell, intake),
                (Some(found), Some(known)) if found != known => differs(column, cell, origin, intake),
                _ => {}
            },
            Role::Birth => match (day::read(cell, column.order), before.1) {
                (Ok(born), None) => intake.born(born, &origin),
                (Err(why), None) => no_day(why, column, cell, place, intake),
                (Ok(born), Some(known)) if !overlap(born, known) => differs(column, cell, origin, intake),
                _ => {}
            },
            Role::Age if intake.patient.age.is_none() => age(column, cell, date, origin, intake),
            _ => {}
        }
    }
}

/// Whether two dates, whole or not, can be the same day.
fn overlap(a: PartialDate, b: PartialDate) -> bool {
    a.earliest() <= b.latest() && b.earliest() <= a.latest()
}

fn differs(column: &Column, cell: &str, origin: Origin, intake: &mut Intake) {
    let fact = Measured { text: column.heading.clone(), origin, ..Measured::default() };
    intake.aside_words(&fact, cell, "differsFromEarlier");
}

fn sex_of(column: &Column, cell: &str) -> Option<Sex> {
    let han = has_han(&column.heading);
    match fold(cell).as_str() {
        "female" | "f" | "woman" | "女" | "女性" => Some(Sex::Female),
        "male" | "m" | "man" | "男" | "男性" => Some(Sex::Male),
        // GB/T 2261.1, in Chinese tables only: elsewhere 1 and 2 mean either.
        "1" if han => Some(Sex::Male),
        "2" if han => Some(Sex::Female),
        _ => None,
    }
}

fn sex(found: Option<Sex>, cell: &str, intake: &mut Intake) {
    if found.is_none() {
        intake.patient.gender = Some(fold(cell));
    }
    intake.patient.sex = found;
    intake.facts += u32::from(found.is_some());
}

fn age(column: &Column, cell: &str, date: Option<PartialDate>, origin: Origin, intake: &mut Intake) {
    let fact = Measured { concept: "age", text: column.heading.clone(), date, origin, ..Measured::default() };
    let Cell::Number(number) = cell::read(cell) else {
        intake.aside_words(&fact, cell, "ageImpossible");
        return;
    };
    let unit = if number.unit.is_empty() { "a".to_owned() } else { number.unit.clone() };
    let measured = Measured { value: number.value, unit, ..fact.clone() };
    match judge(&measured) {
        Ok(_) if number.comparator.is_none() => {
            // An age in a table is in completed years.
            intake.patient.age = Some((number.value.floor() as i32, date));
            intake.facts += 1;
        }
        _ => intake.aside_words(&fact, cell, "ageImpossible"),
    }
}
