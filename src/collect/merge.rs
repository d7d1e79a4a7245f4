//! Several files of one person become one record; different people never do.

use std::collections::HashMap;

use super::fhir::REFERENCE;
use super::intake::note_contradictions;
use crate::record::{ClinicalStatus, Condition, FactId, List, ListState, Observation, Patient, Value};
use crate::vocab::PartialDate;
use crate::vocab::text::key;

/// A record, and from which file of the list it came.
pub(super) struct Found {
    pub(super) file: usize,
    pub(super) patient: Patient,
}

/// Merges what several files gave. `duplicates` counts per file what another file had said already.
pub(super) fn merge(found: Vec<Found>, duplicates: &mut [u32]) -> Vec<Patient> {
    let (named, nameless): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|f| has_identity(&f.patient));
    let mut out: Vec<(Vec<usize>, Patient)> = Vec::new();
    for found in named.into_iter().chain(nameless) {
        let fits =
            |(files, known): &(Vec<usize>, Patient)| !files.contains(&found.file) && same_person(known, &found.patient);
        let mut candidates = out.iter().enumerate().filter(|(_, known)| fits(known)).map(|(i, _)| i);
        let only = candidates.next().filter(|_| candidates.next().is_none());
        match only.and_then(|index| out.get_mut(index)) {
            Some((files, known)) => {
                files.push(found.file);
                let again = join(known, found.patient);
                if let Some(count) = duplicates.get_mut(found.file) {
                    *count += again;
                }
            }
            None => out.push((vec![found.file], found.patient)),
        }
    }
    out.into_iter().map(|(_, patient)| patient).collect()
}

fn has_identity(patient: &Patient) -> bool {
    !patient.name.is_empty() || patient.birth.is_some() || business(patient).next().is_some()
}

fn business(patient: &Patient) -> impl Iterator<Item = &String> {
    patient.identifiers.iter().filter(|i| !i.starts_with(REFERENCE))
}

/// The same identifier, or the same name and birth, or a record without identity; nothing may contradict.
fn same_person(a: &Patient, b: &Patient) -> bool {
    let births = a.birth.zip(b.birth);
    let contradicted = births.is_some_and(|(x, y)| !agree(x, y)) || a.sex.zip(b.sex).is_some_and(|(x, y)| x != y);
    if contradicted {
        return false;
    }
    if business(a).any(|i| b.identifiers.contains(i)) {
        return true;
    }
    let references =
        |p: &Patient| p.identifiers.iter().filter(|i| i.starts_with(REFERENCE)).cloned().collect::<Vec<_>>();
    let (ours, theirs) = (references(a), references(b));
    if has_identity(a) && has_identity(b) {
        let same_name = !a.name.is_empty() && key(&a.name) == key(&b.name);
        return same_name && births.is_some();
    }
    ours.is_empty() || theirs.is_empty() || ours.iter().any(|r| theirs.contains(r))
}

fn agree(a: PartialDate, b: PartialDate) -> bool {
    a.earliest() <= b.latest() && b.earliest() <= a.latest()
}

/// Adds `b`'s facts to `a`; gives how many of them `a` held already.
fn join(a: &mut Patient, mut b: Patient) -> u32 {
    let shift = a.next_id;
    renumber(&mut b, |id| id.saturating_add(shift));
    a.next_id = a.next_id.saturating_add(b.next_id);
    let mut again = 0;

    for identifier in b.identifiers {
        if !a.identifiers.contains(&identifier) {
            a.identifiers.push(identifier);
        }
    }
    if a.name.is_empty() {
        a.name = b.name;
    }
    if a.birth.is_none() || (b.birth.is_some_and(PartialDate::is_full) && !a.birth.is_some_and(PartialDate::is_full)) {
        a.birth = b.birth.or(a.birth);
    }
    a.age = a.age.or(b.age);
    a.sex = a.sex.or(b.sex);
    a.gender = a.gender.take().or(b.gender);
    a.deceased = a.deceased.or(b.deceased);
    for code in b.race {
        if !a.race.contains(&code) {
            a.race.push(code);
        }
    }
    again += observations(&mut a.observations, b.observations);
    note_contradictions(&mut a.observations);
    // Not stated counts as active.
    let now = |c: ClinicalStatus| if c == ClinicalStatus::Unstated { ClinicalStatus::Active } else { c };
    let status = |c: &Condition| format!("{:?} {:?} {:?} {:?}", now(c.clinical), c.verification, c.onset, c.abatement);
    again += list(&mut a.conditions, b.conditions, |c| {
        format!("{} {}", entry(&c.codes, &c.text, c.name.as_deref()), status(c))
    });
    again += list(&mut a.medications, b.medications, |m| {
        format!("{} {:?} {:?} {:?} {:?}", entry(&m.codes, &m.text, m.name.as_deref()), m.status, m.start, m.end, m.dose)
    });
    again += list(&mut a.allergies, b.allergies, |x| {
        format!("{} {:?} {:?}", entry(&x.codes, &x.text, x.name.as_deref()), now(x.clinical), x.verification)
    });
    again +=
        plain(&mut a.family, b.family, |f| format!("{} {:?}", entry(&f.relationship, &f.text, None), f.conditions));
    again += plain(&mut a.procedures, b.procedures, |p| format!("{} {:?}", entry(&p.codes, &p.text, None), p.date));
    again +=
        plain(&mut a.immunizations, b.immunizations, |i| format!("{} {:?}", entry(&i.codes, &i.text, None), i.date));
    again += plain(&mut a.other, b.other, |o| {
        format!("{} {:?} {:?} {} {:?}", key(&o.text), o.value, o.word, o.unit, o.date)
    });
    again +=
        plain(&mut a.set_aside, b.set_aside, |s| format!("{} {} {} {:?}", key(&s.text), s.shown, s.reason, s.date));
    a.answers.append(&mut b.answers);
    if a.preferences.is_empty() {
        a.preferences = b.preferences;
    }
    for file in b.files {
        if !a.files.contains(&file) {
            a.files.push(file);
        }
    }
    again
}

fn entry(codes: &[crate::vocab::Code], text: &str, name: Option<&str>) -> String {
    match codes {
        [] => format!("{} {}", name.unwrap_or_default(), key(text)),
        codes => codes.iter().map(|c| format!("{}|{}", c.system, c.code)).collect::<Vec<_>>().join(" "),
    }
}

/// Equal values of one day in both files are one; a file that says a value twice keeps both.
fn observations(ours: &mut Vec<Observation>, theirs: Vec<Observation>) -> u32 {
    let name = |o: &Observation| {
        let value = match &o.value {
            // Converted through different units, the same value may differ in its last digits.
            Value::Number { value, comparator, .. } => format!("{value:.4e} {comparator:?}"),
            Value::Word { word } => word.clone(),
        };
        format!("{} {value} {:?}", o.concept, o.date)
    };
    let mut left: HashMap<String, u32> = HashMap::new();
    for observation in ours.iter() {
        *left.entry(name(observation)).or_default() += 1;
    }
    let mut again = 0;
    for observation in theirs {
        match left.get_mut(&name(&observation)).filter(|n| **n > 0) {
            Some(count) => {
                *count -= 1;
                again += 1;
            }
            None => ours.push(observation),
        }
    }
    again
}

fn list<T>(ours: &mut List<T>, theirs: List<T>, name: impl Fn(&T) -> String) -> u32 {
    use ListState::{Closed, Recorded, Silent};
    let before = ours.entries.len();
    let again = plain(&mut ours.entries, theirs.entries, name);
    let grew = ours.entries.len() > before;
    ours.state = match (ours.state, theirs.state) {
        (Closed, Closed) => Closed,
        // The closed list knew everything that the other says.
        (Closed, _) if !grew => Closed,
        // What was typed before and is not in the closed list contradicts it.
        (Silent, Closed) if before > again as usize => Recorded,
        (Silent, other) => other,
        (_, _) => Recorded,
    };
    again
}

fn plain<T>(ours: &mut Vec<T>, theirs: Vec<T>, name: impl Fn(&T) -> String) -> u32 {
    let known: Vec<String> = ours.iter().map(&name).collect();
    let mut again = 0;
    for fact in theirs {
        if known.contains(&name(&fact)) {
            again += 1;
        } else {
            ours.push(fact);
        }
    }
    again
}

/// Gives every fact of a record a new id.
pub(super) fn renumber(patient: &mut Patient, mut to: impl FnMut(FactId) -> FactId) {
    let Patient {
        observations,
        conditions,
        medications,
        allergies,
        family,
        procedures,
        immunizations,
        other,
        set_aside,
        ..
    } = patient;
    let ids = observations.iter_mut().map(|f| &mut f.id);
    let ids = ids.chain(conditions.entries.iter_mut().map(|f| &mut f.id));
    let ids = ids.chain(medications.entries.iter_mut().map(|f| &mut f.id));
    let ids = ids.chain(allergies.entries.iter_mut().map(|f| &mut f.id));
    let ids = ids.chain(family.iter_mut().map(|f| &mut f.id));
    let ids = ids.chain(procedures.iter_mut().map(|f| &mut f.id));
    let ids = ids.chain(immunizations.iter_mut().map(|f| &mut f.id));
    let ids = ids.chain(other.iter_mut().map(|f| &mut f.id));
    for id in ids.chain(set_aside.iter_mut().map(|f| &mut f.id)) {
        *id = to(*id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Sex;

    fn person(name: &str, birth: &str, sex: Option<Sex>) -> Patient {
        Patient { name: name.into(), birth: birth.parse().ok(), sex, ..Patient::default() }
    }

    fn count(patients: Vec<Patient>) -> usize {
        let mut duplicates = vec![0; patients.len()];
        let found = patients.into_iter().enumerate().map(|(file, patient)| Found { file, patient }).collect();
        merge(found, &mut duplicates).len()
    }

    #[test]
    fn one_person_in_two_files_and_two_people() {
        let (ada, female) = (person("Ada Lovelace", "1960-01-02", Some(Sex::Female)), Some(Sex::Female));
        assert_eq!(count(vec![ada.clone(), person("ADA LOVELACE", "1960-01-02", None)]), 1);
        assert_eq!(count(vec![ada.clone(), person("Ada Lovelace", "1960-01-03", female)]), 2);
        assert_eq!(count(vec![ada.clone(), person("Ada Lovelace", "1960-01-02", Some(Sex::Male))]), 2);
        assert_eq!(count(vec![ada.clone(), person("Ada Lovelace", "", female)]), 2);
        assert_eq!(count(vec![ada.clone(), Patient::default()]), 1);
        assert_eq!(count(vec![ada.clone(), person("Bob", "1970-01-02", None), Patient::default()]), 3);
    }

    #[test]
    fn an_identifier_joins_unless_the_births_differ() {
        let with = |birth: &str| Patient { identifiers: vec!["mrn|7".into()], ..person("", birth, None) };
        assert_eq!(count(vec![with("1960-01-02"), with("")]), 1);
        assert_eq!(count(vec![with("1960-01-02"), with("1961")]), 2);
    }

    #[test]
    fn a_reference_to_another_person_does_not_join() {
        let with = |name: &str, id: &str| Patient {
            identifiers: vec![format!("{REFERENCE}Patient/{id}")],
            ..person(name, "", None)
        };
        assert_eq!(count(vec![with("Ada", "1"), with("", "1")]), 1);
        assert_eq!(count(vec![with("Ada", "1"), with("", "2")]), 2);
    }
}
