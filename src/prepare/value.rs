//! Which of several values of one concept counts: the latest day, several on one day by their mean, nothing after the
//! day of assessment, and how old it may be.

use time::Date;

use super::input::{Earlier, Input, Status};
use crate::record::{Comparator, Observation, Value};
use crate::vocab::recency::{self, Beyond};
use crate::vocab::{PartialDate, concept};

/// Whether a fact was typed, not read from a file.
pub(crate) fn is_typed(observation: &Observation) -> bool {
    observation.origin.file == "form"
}

/// The day a value counts from: what was typed without a date is of the day of assessment.
fn day(observation: &Observation, as_of: Date) -> Option<PartialDate> {
    observation.date.or_else(|| is_typed(observation).then(|| as_of.into()))
}

/// Whether a fact lies after the day of assessment for certain.
pub(crate) fn is_future(date: Option<PartialDate>, as_of: Date) -> bool {
    date.is_some_and(|d| d.earliest() > as_of)
}

/// The value that counts among the observations of one concept, none of them after `as_of`.
pub(crate) fn choose(concept: &str, of: &[&Observation], as_of: Date, age: Option<i32>) -> Input {
    let tells = |o: &&&Observation| !matches!(&o.value, Value::Word { word } if word == "unknown");
    let useful: Vec<&Observation> = of.iter().filter(tells).copied().collect();
    // What a person typed corrects what a file says of the same day.
    let rank = |o: &Observation| (day(o, as_of), is_typed(o));
    let Some(best) = useful.iter().map(|o| rank(o)).max() else {
        return Input::absent(concept::named(concept));
    };
    let group: Vec<&Observation> = useful.iter().filter(|o| rank(o) == best).copied().collect();
    let mut input = if group.iter().any(|o| matches!(o.value, Value::Number { .. })) {
        mean(concept, &group)
    } else {
        word(concept, &group)
    };
    input.date = best.0;
    input.status = if best.1 { Status::Entered } else { Status::Found };
    if input.value.is_none() && input.word.is_none() {
        input.status = Status::Absent;
    }
    describe(&mut input, &group);
    input.earlier = earlier(&useful, &group, as_of);
    age_it(&mut input, as_of, age);
    input
}

fn mean(concept: &str, group: &[&Observation]) -> Input {
    let mut input = Input::absent(concept::named(concept));
    let (mut sum, mut count) = (0.0, 0.0);
    let mut bounds = Vec::new();
    for observation in group {
        if let Value::Number { value, comparator, .. } = &observation.value {
            sum += value;
            count += 1.0;
            bounds.extend(*comparator);
            input.facts.push(observation.id);
        }
    }
    input.value = Some(sum / count);
    if count > 1.5 {
        input.note("meanOfDay");
    }
    if !bounds.is_empty() {
        input.comparator = Comparator::of_all(bounds);
        input.note("bounded");
    }
    input
}

/// Words of one day must agree; where they do not, nobody knows.
fn word(concept: &str, group: &[&Observation]) -> Input {
    let mut input = Input::absent(concept::named(concept));
    let words = group.iter().filter_map(|o| match &o.value {
        Value::Word { word } => Some(word.as_str()),
        Value::Number { .. } => None,
    });
    let mut said: Vec<&str> = words.collect();
    said.sort_unstable();
    said.dedup();
    // "Not current" agrees with "never" and "former", which say more.
    if said.iter().any(|w| matches!(*w, "never" | "former")) {
        said.retain(|w| *w != "not-current");
    }
    said.dedup();
    input.facts = group.iter().map(|o| o.id).collect();
    match said.as_slice() {
        [one] => {
            input.word = Some(concept::word(one));
            input.value = number_of_word(one);
        }
        _ => input.note("contradicts"),
    }
    input
}

/// Yes and no in numbers: equations ask whether somebody smokes now.
pub(crate) fn number_of_word(word: &str) -> Option<f64> {
    match word {
        "current" | "yes" | "true" | "pregnant" | "positive" => Some(1.0),
        "never" | "former" | "not-current" | "no" | "false" | "not-pregnant" | "negative" => Some(0.0),
        _ => None,
    }
}

fn describe(input: &mut Input, group: &[&Observation]) {
    for observation in group {
        for note in &observation.notes {
            input.note(note.clone());
        }
        if observation.inpatient {
            input.note("inpatient");
        }
        if observation.origin.unverified {
            input.note("unverifiedCode");
        }
    }
    if input.date.is_none() {
        input.note("undated");
    }
}

fn earlier(useful: &[&Observation], group: &[&Observation], as_of: Date) -> Vec<Earlier> {
    let mut out: Vec<Earlier> = useful
        .iter()
        .filter(|o| !group.iter().any(|g| g.id == o.id))
        .filter_map(|o| match (&o.value, day(o, as_of)) {
            (Value::Number { value, .. }, Some(date)) => Some(Earlier { date, value: *value, fact: o.id }),
            _ => None,
        })
        .collect();
    out.sort_by_key(|e| (e.date, e.fact));
    out
}

/// Marks a value that is older than its concept allows, or drops it where it no longer says anything.
pub(crate) fn age_it(input: &mut Input, as_of: Date, age: Option<i32>) {
    let Some(limit) = recency::of(&input.id) else { return };
    // People under 21 still grow (`data/concepts/recency.csv`, height).
    let growing = input.id == "height" && age.is_some_and(|years| years < 21);
    let days = if growing { Some(180) } else { limit.max_age_days };
    let (Some(days), Some(date)) = (days, input.date) else { return };
    if date.days_before(as_of) <= days || input.status == Status::Absent {
        return;
    }
    match limit.beyond {
        Beyond::Confirm => {
            if input.status == Status::Found {
                input.status = Status::Old;
            }
            input.note("old");
        }
        Beyond::Unknown => {
            input.value = None;
            input.word = None;
            input.comparator = None;
            input.status = Status::Absent;
            input.note("tooOld");
        }
    }
}
