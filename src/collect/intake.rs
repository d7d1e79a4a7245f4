//! Where facts of every format enter a record: units settled, limits checked, what cannot be used set aside with its reason.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::report::ReadOptions;
use crate::error::{Error, Kind};
use crate::record::{
    Comparator, Condition, Given, List, ListState, Observation, Origin, OtherFact, Patient, SetAside, Value,
    VerificationStatus,
};
use crate::vocab::unit::{self, Plausibility, UnitRow, Units};
use crate::vocab::{PartialDate, concept};

/// A number of a concept as a file gave it.
#[derive(Debug, Clone, Default)]
pub(super) struct Measured {
    pub(super) concept: &'static str,
    /// What the file calls it.
    pub(super) text: String,
    pub(super) value: f64,
    /// Unit as written; empty when there is none.
    pub(super) unit: String,
    /// A second spelling of the unit (FHIR writes a code and a name).
    pub(super) unit_too: String,
    pub(super) comparator: Option<Comparator>,
    pub(super) date: Option<PartialDate>,
    /// Upper reference limit with its unit as written.
    pub(super) reference_high: Option<(f64, String)>,
    pub(super) inpatient: bool,
    pub(super) notes: Vec<String>,
    pub(super) origin: Origin,
    /// The moment as written, to tell two readings of a day from one told twice.
    pub(super) moment: String,
}

/// Why a number cannot be used.
#[derive(Debug, Clone)]
pub(super) struct Reason {
    key: &'static str,
    args: BTreeMap<String, String>,
}

impl Reason {
    pub(super) fn new(key: &'static str) -> Self {
        Self { key, args: BTreeMap::new() }
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// The same as an error, for a number that a person just typed.
    pub(super) fn into_error(self, measured: &Measured) -> Error {
        let mut error = Error::new(Kind::Value, format!("value.{}", self.key)).with("concept", measured.concept);
        error = error.with("value", measured.value).with("given", measured.unit_or_too());
        error.args.extend(self.args);
        error
    }
}

/// A record in the making.
pub(super) struct Intake {
    pub(super) patient: Patient,
    /// Facts kept.
    pub(super) facts: u32,
    /// Facts told twice.
    pub(super) duplicates: u32,
    today: Option<PartialDate>,
    told: HashSet<String>,
}

impl Intake {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self { patient: Patient::default(), facts: 0, duplicates: 0, today: options.today, told: HashSet::new() }
    }

    /// Takes a number in, or sets it aside.
    pub(super) fn measure(&mut self, measured: Measured) {
        match judge(&measured) {
            Ok(observation) => self.observe(observation, &measured.moment),
            Err(reason) => self.aside(&measured, reason),
        }
    }

    /// Takes both numbers of a blood pressure in; when one cannot be, neither is.
    pub(super) fn pressure(&mut self, systolic: Measured, diastolic: Measured) {
        let (above, below) = match (judge(&systolic), judge(&diastolic)) {
            (Ok(above), Ok(below)) => (above, below),
            (above, below) => {
                let pair = || Reason::new("pairRejected");
                self.aside(&systolic, above.err().unwrap_or_else(pair));
                self.aside(&diastolic, below.err().unwrap_or_else(pair));
                return;
            }
        };
        if let (Value::Number { value: high, .. }, Value::Number { value: low, .. }) = (&above.value, &below.value)
            && low >= high
        {
            self.aside(&systolic, Reason::new("pressureSwapped"));
            self.aside(&diastolic, Reason::new("pressureSwapped"));
            return;
        }
        self.observe(above, &systolic.moment);
        self.observe(below, &diastolic.moment);
    }

    /// Takes a word of a concept in.
    pub(super) fn word(&mut self, measured: Measured, word: &str) {
        let observation = Observation {
            id: 0,
            concept: measured.concept.to_owned(),
            value: Value::Word { word: word.to_owned() },
            date: measured.date,
            reference_high: None,
            inpatient: measured.inpatient,
            notes: measured.notes,
            origin: measured.origin,
        };
        self.observe(observation, &measured.moment);
    }

    fn observe(&mut self, mut observation: Observation, moment: &str) {
        let value = match &observation.value {
            Value::Number { value, comparator, .. } => format!("{:x} {comparator:?}", value.to_bits()),
            Value::Word { word } => word.clone(),
        };
        if self.is_told(format!("o {} {value} {moment}", observation.concept)) {
            return;
        }
        observation.id = self.patient.fresh_id();
        self.facts += 1;
        self.patient.observations.push(observation);
    }

    /// Keeps a number or word that no concept covers.
    pub(super) fn other(&mut self, mut fact: OtherFact, moment: &str) {
        let code = fact.origin.code.as_ref().map(|c| format!("{}|{}", c.system, c.code)).unwrap_or_default();
        let value = fact.value.map(f64::to_bits);
        if self.is_told(format!("x {code} {} {value:?} {:?} {} {moment}", fact.text, fact.word, fact.unit)) {
            return;
        }
        fact.id = self.patient.fresh_id();
        self.facts += 1;
        self.patient.other.push(fact);
    }

    /// Sets a number aside.
    pub(super) fn aside(&mut self, measured: &Measured, reason: Reason) {
        let unit = if measured.unit.is_empty() { &measured.unit_too } else { &measured.unit };
        let bound = match measured.comparator {
            Some(Comparator::Below) => "<",
            Some(Comparator::Above) => ">",
            None => "",
        };
        self.set_aside(SetAside {
            id: 0,
            concept: (!measured.concept.is_empty()).then(|| measured.concept.to_owned()),
            text: measured.text.clone(),
            shown: format!("{bound}{} {unit}", measured.value).trim_end().to_owned(),
            date: measured.date,
            reason: reason.key.to_owned(),
            args: reason.args,
            given: Some(Given { value: measured.value, unit: unit.clone() }),
            kept: None,
            origin: measured.origin.clone(),
        });
    }

    /// Sets words aside: something that was never a usable number.
    pub(super) fn aside_words(&mut self, measured: &Measured, shown: &str, reason: &'static str) {
        self.set_aside(SetAside {
            id: 0,
            concept: (!measured.concept.is_empty()).then(|| measured.concept.to_owned()),
            text: measured.text.clone(),
            shown: clip(shown),
            date: measured.date,
            reason: reason.to_owned(),
            args: BTreeMap::new(),
            given: None,
            kept: None,
            origin: measured.origin.clone(),
        });
    }

    pub(super) fn set_aside(&mut self, mut fact: SetAside) {
        fact.id = self.patient.fresh_id();
        self.patient.set_aside.push(fact);
    }

    /// Whether the same was said before; counts it when so.
    pub(super) fn is_told(&mut self, key: String) -> bool {
        let again = !self.told.insert(key);
        self.duplicates += u32::from(again);
        again
    }

    /// A date that cannot be: after today.
    pub(super) fn is_future(&self, date: PartialDate) -> bool {
        self.today.is_some_and(|today| date.earliest() > today.latest())
    }

    /// Sets the birth date, unless it lies in the future.
    pub(super) fn born(&mut self, date: PartialDate, origin: &Origin) {
        if self.is_future(date) {
            let measured = Measured { text: "birthDate".into(), origin: origin.clone(), ..Measured::default() };
            self.aside_words(&measured, &date.to_string(), "birthImpossible");
        } else {
            self.patient.birth = Some(date);
            self.facts += 1;
        }
    }

    /// Closes the record: list states, contradictions, order.
    pub(super) fn finish(mut self) -> Patient {
        settle(&mut self.patient.conditions, |c: &Condition| c.verification != VerificationStatus::Refuted);
        settle(&mut self.patient.medications, |_| true);
        settle(&mut self.patient.allergies, |a| a.verification != VerificationStatus::Refuted);
        note_contradictions(&mut self.patient.observations);
        self.patient
    }
}

/// Entries make a silent list recorded, a recorded list without any is silent; an entry makes "none known" a contradiction, so the list is only recorded.
fn settle<T>(list: &mut List<T>, counts: impl Fn(&T) -> bool) {
    let recorded = match list.state {
        ListState::Closed => list.entries.iter().any(counts),
        _ => !list.entries.is_empty(),
    };
    if recorded {
        list.state = ListState::Recorded;
    } else if list.state == ListState::Recorded {
        list.state = ListState::Silent;
    }
}

/// Two different words of one concept on one day are both kept and both marked.
pub(super) fn note_contradictions(observations: &mut [Observation]) {
    let mut said: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, observation) in observations.iter().enumerate() {
        if let Value::Word { .. } = observation.value {
            said.entry(format!("{} {:?}", observation.concept, observation.date)).or_default().push(at);
        }
    }
    for places in said.values() {
        let word = |at: &usize| observations.get(*at).map(|o| &o.value);
        let first = places.first().and_then(word);
        if places.iter().all(|at| word(at) == first) {
            continue;
        }
        for at in places {
            if let Some(observation) = observations.get_mut(*at)
                && !observation.notes.iter().any(|n| n == "contradicts")
            {
                observation.notes.push("contradicts".into());
            }
        }
    }
}

/// The observation that a number makes, or why it makes none.
pub(super) fn judge(measured: &Measured) -> Result<Observation, Reason> {
    let Some(units) = unit::of(measured.concept) else {
        return Err(Reason::new(if concept::words(measured.concept).is_empty() {
            "noConcept"
        } else {
            "answerUnknown"
        }));
    };
    let mut notes = measured.notes.clone();
    let row = unit_of(units, measured, &mut notes)?;
    let canonical = row.to_canonical(measured.value);
    let unit = || measured.unit_or_too().to_owned();
    match units.plausibility(canonical) {
        Plausibility::Fine => {}
        Plausibility::Unusual => notes.push("softRange".into()),
        Plausibility::Impossible => {
            if let Some(other) = units.fits_better(measured.value, row) {
                return Err(Reason::new("unitLooksLike").with("unit", unit()).with("other", other.name()));
            }
            let (low, high) = units.hard;
            let reason = Reason::new("hardRange").with("low", low).with("high", high);
            return Err(reason.with("unit", units.canonical));
        }
    }
    let reference_high = measured.reference_high.as_ref().and_then(|(value, unit)| {
        let row = if unit.is_empty() { Some(row) } else { units.find(unit) };
        row.map(|r| r.to_canonical(*value)).filter(|v| v.is_finite())
    });
    Ok(Observation {
        id: 0,
        concept: measured.concept.to_owned(),
        value: Value::Number {
            value: canonical,
            given: Given {
                value: measured.value,
                unit: if unit().is_empty() { row.name().to_owned() } else { unit() },
            },
            comparator: measured.comparator,
        },
        date: measured.date,
        reference_high,
        inpatient: measured.inpatient,
        notes,
        origin: measured.origin.clone(),
    })
}

impl Measured {
    fn unit_or_too(&self) -> &str {
        if self.unit.is_empty() { &self.unit_too } else { &self.unit }
    }
}

/// The unit in the file decides. Two spellings must agree; without any, only an unambiguous number is read.
fn unit_of<'u>(units: &'u Units, measured: &Measured, notes: &mut Vec<String>) -> Result<&'u UnitRow, Reason> {
    if !measured.value.is_finite() {
        return Err(Reason::new("notANumber"));
    }
    let believed = |row: &&UnitRow| row.only.is_none_or(|(low, high)| measured.value >= low && measured.value <= high);
    let find = |text: &str| (!text.is_empty()).then(|| units.find(text)).flatten().filter(believed);
    match (find(&measured.unit), find(&measured.unit_too)) {
        (Some(a), Some(b)) if a.factor != b.factor || a.offset != b.offset => {
            Err(Reason::new("unitContradicts").with("unit", &measured.unit).with("other", &measured.unit_too))
        }
        (Some(row), _) | (None, Some(row)) => Ok(row),
        (None, None) if measured.unit_or_too().is_empty() => {
            let row = units
                .find_bare(measured.value)
                .ok_or_else(|| Reason::new("unitMissing").with("accepted", units.accepted()))?;
            if units.rows.len() > 1 {
                notes.push("unitAssumed".into());
            }
            Ok(row)
        }
        (None, None) => {
            Err(Reason::new("unitUnknown").with("unit", measured.unit_or_too()).with("accepted", units.accepted()))
        }
    }
}

/// At most 200 characters of a text, so that a narrative does not travel with every fact.
pub(super) fn clip(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(concept: &str, word: &str, day: &str) -> Observation {
        let mut intake = Intake::new(&ReadOptions::default());
        intake.word(Measured { date: day.parse().ok(), ..Measured::default() }, word);
        Observation { concept: concept.to_owned(), ..intake.patient.observations.remove(0) }
    }

    #[test]
    fn words_that_contradict_are_marked_however_many_there_are() {
        let mut all = vec![
            said("smoking", "never", "2020-01-02"),
            said("smoking", "never", "2020-01-02"),
            said("smoking", "current", "2020-01-02"),
            said("smoking", "current", "2020-01-03"),
            said("smoking", "current", ""),
            said("alcohol", "never", "2020-01-03"),
        ];
        let one = said("smoking", "never", "2021-01-02");
        all.extend(std::iter::repeat_n(one, 100_000));
        let began = std::time::Instant::now();
        note_contradictions(&mut all);
        note_contradictions(&mut all);
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
        let marked: Vec<usize> = all.iter().map(|o| o.notes.len()).collect();
        assert_eq!(marked.get(..6), Some(&[1, 1, 1, 0, 0, 0][..]));
        assert_eq!(marked.iter().sum::<usize>(), 3);
    }
}
