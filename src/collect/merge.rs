//! Several files of one person become one record; different people never do.

use std::collections::{HashMap, HashSet};

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
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for found in named.into_iter().chain(nameless) {
        let fits =
            |(files, known): &(Vec<usize>, Patient)| !files.contains(&found.file) && same_person(known, &found.patient);
        // Without identity it may be anybody; else only who shares an identifier, or name and birth.
        let anybody = if has_identity(&found.patient) { 0 } else { out.len() };
        let mut near: Vec<usize> = keys(&found.patient).filter_map(|key| index.get(&key)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let mut candidates = (0..anybody).chain(near).filter(|at| out.get(*at).is_some_and(fits));
        let only = candidates.next().filter(|_| candidates.next().is_none());
        let at = only.unwrap_or(out.len());
        match out.get_mut(at) {
            Some((files, known)) => {
                files.push(found.file);
                let again = join(known, found.patient);
                if let Some(count) = duplicates.get_mut(found.file) {
                    *count += again;
                }
            }
            None => out.push((vec![found.file], found.patient)),
        }
        for key in out.get(at).into_iter().flat_map(|(_, known)| keys(known)) {
            let known = index.entry(key).or_default();
            if !known.contains(&at) {
                known.push(at);
            }
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

/// What people with an identity are found by. Births that agree are of one year.
fn keys(patient: &Patient) -> impl Iterator<Item = String> {
    let birth = patient.birth.filter(|_| !patient.name.is_empty());
    let named = birth.map(|birth| format!("name {} {}", key(&patient.name), birth.year()));
    business(patient).map(|id| format!("id {id}")).chain(named)
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
    if has_identity(a) && has_identity(b) {
        let same_name = !a.name.is_empty() && key(&a.name) == key(&b.name);
        return same_name && births.is_some();
    }
    let reference = |i: &&String| i.starts_with(REFERENCE);
    let (mut ours, mut theirs) = (a.identifiers.iter().filter(reference), b.identifiers.iter().filter(reference));
    theirs.next().is_none() || ours.clone().next().is_none() || ours.any(|r| b.identifiers.contains(r))
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
    let known: HashSet<String> = ours.iter().map(&name).collect();
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

    /// As [`merge`], everybody compared with everybody.
    fn one_by_one(found: Vec<Found>) -> Vec<Patient> {
        let (named, nameless): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|f| has_identity(&f.patient));
        let mut out: Vec<(Vec<usize>, Patient)> = Vec::new();
        for found in named.into_iter().chain(nameless) {
            let mut fits = out
                .iter_mut()
                .filter(|(files, known)| !files.contains(&found.file) && same_person(known, &found.patient));
            match (fits.next(), fits.next()) {
                (Some((files, known)), None) => {
                    files.push(found.file);
                    join(known, found.patient);
                }
                _ => out.push((vec![found.file], found.patient)),
            }
        }
        out.into_iter().map(|(_, patient)| patient).collect()
    }

    #[test]
    fn whoever_is_looked_up_is_who_would_be_found_one_by_one() {
        let mut state = 7_u64;
        let mut pick = |most: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % most
        };
        let mut joined = 0;
        for _ in 0..2_000 {
            let people = (0..8).map(|_| {
                let births = ["", "", "1960", "1960-01", "1960-01-02", "1960-02", "1961-01-02"];
                let sexes = [None, None, Some(Sex::Female), Some(Sex::Male)];
                let ids = ["a|1", "a|2", "b|1"].map(str::to_owned);
                let reference = format!("{REFERENCE}Patient/{}", pick(2));
                let mut one = person(["", "Ada", "ADA", "Bea"][pick(4)], births[pick(7)], sexes[pick(4)]);
                one.identifiers.extend(ids.into_iter().filter(|_| pick(5) == 0));
                one.identifiers.extend((pick(3) == 0).then_some(reference));
                (pick(4), one)
            });
            let people: Vec<(usize, Patient)> = people.collect();
            let found = || people.iter().cloned().map(|(file, patient)| Found { file, patient }).collect();
            let merged = merge(found(), &mut [0; 4]);
            assert_eq!(merged, one_by_one(found()));
            joined += people.len() - merged.len();
        }
        assert!(joined > 2_000, "{joined}");
    }

    #[test]
    fn two_tables_of_many_people_meet_person_by_person() {
        let many: u16 = 20_000;
        let table = |file: usize| {
            let one = move |n: u16| {
                let year = 1950 + n % 50;
                let birth = if file == 0 { format!("{year}-03-04") } else { year.to_string() };
                let id = vec![format!("file{file}|{n}")];
                let named = Patient { identifiers: id, ..person(&format!("Ann {}", n / 2 * 2), &birth, None) };
                let sex = if n.is_multiple_of(2) { Sex::Female } else { Sex::Male };
                Found { file, patient: Patient { sex: Some(sex), ..named } }
            };
            (0..many).map(one)
        };
        let began = std::time::Instant::now();
        let people = merge(table(0).chain(table(1)).collect(), &mut [0; 2]);
        assert_eq!(people.len(), usize::from(many));
        assert!(people.iter().all(|p| p.identifiers.len() == 2));
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    }

    #[test]
    fn who_has_been_joined_is_found_by_what_was_joined() {
        let id = |id: &str, person: Patient| Patient { identifiers: vec![id.into()], ..person };
        let known = Patient { identifiers: vec!["a|1".into(), "b|2".into()], ..Patient::default() };
        let named = person("Ada", "1960-01-02", None);
        // The second is found by its identifier, the third by the name that the second brought.
        assert_eq!(count(vec![known.clone(), id("b|2", named.clone()), person("ADA", "1960", None)]), 1);
        assert_eq!(count(vec![known, id("b|3", named.clone()), named]), 2);
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
