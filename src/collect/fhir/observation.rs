//! Observation: values, components, panels, coded answers, bounds and what is missing.

use super::clinical::is_error;
use super::coded;
use super::shape::{Component, Concept, Quantity, Range, Ratio, Resource};
use crate::collect::cell::{self, Cell};
use crate::collect::intake::{Intake, Measured, clip};
use crate::collect::words;
use crate::record::{Comparator, Origin, OtherFact};
use crate::vocab::concept::{self, CodeRow, Role};
use crate::vocab::{Code, EQUATION_SYSTEM, System, label, unit};

/// The value of an Observation or of one of its components.
struct Valued<'r, 'a> {
    code: Option<&'r Concept<'a>>,
    quantity: Option<&'r Quantity<'a>>,
    concept: Option<&'r Concept<'a>>,
    string: &'r str,
    integer: Option<f64>,
    boolean: Option<bool>,
    range: Option<&'r Range<'a>>,
    ratio: Option<&'r Ratio<'a>>,
    reference: &'r [Range<'a>],
}

impl<'r, 'a> Valued<'r, 'a> {
    fn of(r: &'r Resource<'a>) -> Self {
        Self {
            code: r.code.as_deref(),
            quantity: r.value_quantity.as_deref(),
            concept: r.value_concept.as_deref(),
            string: if r.value_string.is_empty() { &r.value_date } else { &r.value_string },
            integer: r.value_integer.0,
            boolean: r.value_boolean.0,
            range: r.value_range.as_deref(),
            ratio: r.value_ratio.as_deref(),
            reference: &r.reference_range,
        }
    }

    fn of_component(c: &'r Component<'a>) -> Self {
        Self {
            code: c.code.as_deref(),
            quantity: c.value_quantity.as_deref(),
            concept: c.value_concept.as_deref(),
            string: if c.value_string.is_empty() { &c.value_date } else { &c.value_string },
            integer: c.value_integer.0,
            boolean: c.value_boolean.0,
            range: c.value_range.as_deref(),
            ratio: c.value_ratio.as_deref(),
            reference: &c.reference_range,
        }
    }

    fn is_empty(&self) -> bool {
        let words = self.concept.is_some() || !self.string.is_empty() || self.ratio.is_some();
        self.number().is_none() && !words && self.boolean.is_none()
    }

    /// The number, whichever member carries it. Of a range with both ends it is the middle, and marked; a range that is open
    /// at one end is a bound, as a laboratory's `>90` is. Ends in different units are no number.
    fn number(&self) -> Option<Found<'r, 'a>> {
        let plain = |value, quantity| Found { value, quantity, bound: None, note: None };
        let known = |q: Option<&'r Quantity<'a>>| q.and_then(|q| q.value.0.map(|v| (v, q)));
        if let Some((value, quantity)) = known(self.quantity) {
            let bound = match quantity.comparator.trim() {
                "<" | "<=" => Some(Comparator::Below),
                ">" | ">=" => Some(Comparator::Above),
                _ => None,
            };
            return Some(Found { bound, ..plain(value, Some(quantity)) });
        }
        if let Some(value) = self.integer {
            return Some(plain(value, None));
        }
        let range = self.range?;
        match (known(range.low.as_deref()), known(range.high.as_deref())) {
            (Some((low, of)), Some((high, to))) => {
                let bare = |q: &Quantity<'_>| q.code.is_empty() && q.unit.is_empty();
                let same = bare(of) || bare(to) || (&*of.code, &*of.unit) == (&*to.code, &*to.unit);
                let unit = if bare(of) { to } else { of };
                same.then(|| Found { note: Some("meanOfRange"), ..plain((low + high) / 2.0, Some(unit)) })
            }
            (Some((low, of)), None) => Some(Found { bound: Some(Comparator::Above), ..plain(low, Some(of)) }),
            (None, Some((high, to))) => Some(Found { bound: Some(Comparator::Below), ..plain(high, Some(to)) }),
            (None, None) => None,
        }
    }
}

/// A number of an Observation with its unit, whether it is only a bound, and the note that says how it came about.
struct Found<'r, 'a> {
    value: f64,
    quantity: Option<&'r Quantity<'a>>,
    bound: Option<Comparator>,
    note: Option<&'static str>,
}

/// What an Observation's codes are: the best row of the table and the code that matched.
enum Known {
    Row(&'static CodeRow, Code),
    /// Only its words are known.
    Named(&'static str),
    Unknown,
}

fn known(code: Option<&Concept<'_>>) -> Known {
    let Some(code) = code.map(coded::inner) else { return Known::Unknown };
    let rows = code.coding.iter().filter_map(|c| Some((concept::observation(System::of(&c.system), &c.code)?, c)));
    if let Some((row, coding)) = rows.min_by_key(|(row, _)| row.role as u8) {
        let code = Code { system: coding.system.to_string(), code: coding.code.to_string(), display: None };
        return Known::Row(row, code);
    }
    // A LOINC or SNOMED code that the table lacks says something else than the words seem to.
    let standard = |system: &str| matches!(System::of(system), System::Loinc | System::Snomed);
    if code.coding.iter().any(|c| standard(&c.system)) {
        return Known::Unknown;
    }
    let names = std::iter::once(&code.text).chain(code.coding.iter().map(|c| &c.display));
    match names.filter(|n| !n.is_empty()).find_map(|n| label::measurement(n)) {
        Some(concept) => Known::Named(concept),
        None => Known::Unknown,
    }
}

/// What all values of one Observation share.
pub(super) struct Frame {
    pub(super) origin: Origin,
    pub(super) inpatient: bool,
}

/// Reads an Observation.
pub(super) fn read(resource: &Resource<'_>, frame: &Frame, intake: &mut Intake) {
    // What Bedside itself computed and exported is no measurement: it is computed again. An age goes out the same way.
    let own = resource.code.iter().flat_map(|code| &*code.coding).find(|one| &*one.system == EQUATION_SYSTEM);
    if let Some(own) = own {
        let years = resource.value_quantity.as_deref().and_then(|q| q.value.0).filter(|v| (0.0..=130.0).contains(v));
        if let Some(years) = years.filter(|_| &*own.code == "age" && !is_error(&resource.status)) {
            intake.patient.age = Some((years as i32, coded::date(&resource.effective)));
        }
        return;
    }
    let dates =
        [&*resource.effective, coded::period_end(resource.effective_period.as_deref()), &resource.effective_instant];
    let (date, issued) = match coded::first_date(dates) {
        Some(found) => (Some(found), false),
        None => (coded::first_date([&*resource.issued]), true),
    };
    let base = Measured {
        text: coded::text(resource.code.as_deref()),
        date: date.map(|(d, _)| d),
        moment: date.map(|(_, t)| t.to_owned()).unwrap_or_default(),
        notes: if issued && date.is_some() { vec!["dateOfReport".into()] } else { Vec::new() },
        inpatient: frame.inpatient,
        origin: frame.origin.clone(),
        ..Measured::default()
    };
    let main = Valued::of(resource);
    if let reason @ ("enteredInError" | "cancelled") = withdrawn(&resource.status) {
        let parts: Vec<Valued<'_, '_>> = if main.is_empty() && !resource.component.is_empty() {
            resource.component.iter().map(Valued::of_component).collect()
        } else {
            vec![main]
        };
        for part in parts {
            let measured = named(&base, &part);
            let shown = shown(&part);
            intake.aside_words(&measured, &shown, reason);
        }
        return;
    }
    components(&resource.component, &base, intake);
    if !main.is_empty() || (resource.component.is_empty() && resource.has_member.is_empty()) {
        value(&main, &base, intake);
    }
}

fn withdrawn(status: &str) -> &'static str {
    match status {
        "entered-in-error" => "enteredInError",
        "cancelled" => "cancelled",
        _ => "",
    }
}

/// Components; the two numbers of a blood pressure go in together.
fn components(parts: &[Component<'_>], base: &Measured, intake: &mut Intake) {
    let parts: Vec<Valued<'_, '_>> = parts.iter().map(Valued::of_component).collect();
    let is = |part: &Valued<'_, '_>, id: &str| {
        part.number().is_some()
            && matches!(known(part.code), Known::Row(row, _) if row.concept == id && row.role as u8 <= Role::Accepted as u8)
    };
    let find = |id| {
        let mut found = parts.iter().enumerate().filter(|(_, p)| is(p, id)).map(|(i, _)| i);
        found.next().filter(|_| found.next().is_none())
    };
    let pair = find("sbp").zip(find("dbp"));
    if let Some((above, below)) = pair
        && let (Some(above), Some(below)) = (parts.get(above), parts.get(below))
        && let (Some(above), Some(below)) = (measured(above, base), measured(below, base))
    {
        intake.pressure(above, below);
    }
    for (index, part) in parts.iter().enumerate() {
        if pair.is_none_or(|(a, b)| index != a && index != b) {
            value(part, base, intake);
        }
    }
}

/// A part as the number it is, with the concept of its code.
fn measured(part: &Valued<'_, '_>, base: &Measured) -> Option<Measured> {
    let found = part.number()?;
    let mut out = named(base, part);
    out.value = found.value;
    out.comparator = found.bound;
    out.notes.extend(found.note.map(str::to_owned));
    if let Some(quantity) = found.quantity {
        out.unit = quantity.code.trim().to_owned();
        out.unit_too = quantity.unit.trim().to_owned();
    }
    let high = part.reference.iter().find_map(|r| r.high.as_deref());
    out.reference_high = high.and_then(|q| {
        let unit = if q.code.is_empty() { &q.unit } else { &q.code };
        q.value.0.map(|v| (v, unit.trim().to_owned()))
    });
    Some(out)
}

/// The concept and origin that a part's code gives.
fn named(base: &Measured, part: &Valued<'_, '_>) -> Measured {
    let mut out = base.clone();
    let own = coded::text(part.code);
    if !own.is_empty() {
        out.text = own;
    }
    match known(part.code) {
        Known::Row(row, code) => {
            out.concept = row.concept;
            out.origin.unverified = row.unverified;
            out.origin.code = Some(code);
        }
        Known::Named(concept) => {
            out.concept = concept;
            out.origin.unverified = true;
            out.notes.push("textMatched".into());
            out.origin.code = coded::codes(part.code).into_iter().next();
        }
        Known::Unknown => out.origin.code = coded::codes(part.code).into_iter().next(),
    }
    out
}

/// Takes in one value, whatever carries it.
fn value(part: &Valued<'_, '_>, base: &Measured, intake: &mut Intake) {
    let fact = named(base, part);
    match known(part.code) {
        Known::Unknown => other(part, fact, intake),
        Known::Named(_) => concept_value(part, fact, intake),
        Known::Row(row, _) => match row.role {
            Role::Exclude => intake.aside_words(&fact, &shown(part), "notThisMeasure"),
            Role::ExcludeUseCreatinine => intake.aside_words(&fact, &shown(part), "raceAdjusted"),
            Role::Panel => panel(part, fact, intake),
            _ => concept_value(part, fact, intake),
        },
    }
}

/// A panel's own value: a pressure written as text, or nothing.
fn panel(part: &Valued<'_, '_>, fact: Measured, intake: &mut Intake) {
    if let Cell::Pair { first, second, unit } = cell::read(part.string) {
        let half = |concept, value| Measured { concept, value, unit: unit.clone(), ..fact.clone() };
        intake.pressure(half("sbp", first), half("dbp", second));
        return;
    }
    intake.aside_words(&fact, &shown(part), "panelWithoutValue");
}

fn concept_value(part: &Valued<'_, '_>, fact: Measured, intake: &mut Intake) {
    let answer = part.concept.and_then(|c| answer(fact.concept, c));
    if unit::of(fact.concept).is_none() {
        word(part, answer, fact, intake);
        return;
    }
    if let Some(measured) = measured(part, &fact) {
        intake.measure(measured);
        return;
    }
    if let Some(number) = answer.and_then(|row| row.meaning.parse::<f64>().ok()) {
        intake.measure(Measured { value: number, ..fact });
        return;
    }
    match cell::read(part.string) {
        Cell::Number(n) => intake.measure(Measured { value: n.value, unit: n.unit, comparator: n.comparator, ..fact }),
        Cell::Word(said) => intake.aside_words(&fact, &said, "answerUnknown"),
        Cell::Spoilt => intake.aside_words(&fact, part.string, "spoilt"),
        Cell::TwoReadings => intake.aside_words(&fact, part.string, "twoReadings"),
        Cell::Pair { .. } => intake.aside_words(&fact, part.string, "answerUnknown"),
        Cell::Empty | Cell::NotMeasured if part.is_empty() => {
            intake.aside_words(&fact, "", "noValue");
        }
        Cell::Empty | Cell::NotMeasured => intake.aside_words(&fact, &shown(part), "answerUnknown"),
    }
}

fn word(part: &Valued<'_, '_>, answer: Option<&'static CodeRow>, mut fact: Measured, intake: &mut Intake) {
    if let Some(row) = answer {
        fact.origin.unverified |= row.unverified;
        intake.word(fact, row.meaning);
        return;
    }
    let said = match part.concept {
        Some(concept) => coded::text(Some(concept)),
        None => part.string.to_owned(),
    };
    let exact = concept::words(fact.concept).iter().find(|w| **w == said).copied();
    let from_flag = part.boolean.and_then(|yes| words::of(fact.concept, if yes { "yes" } else { "no" }));
    if let Some(word) = exact.or_else(|| words::of(fact.concept, &said)).or(from_flag) {
        intake.word(fact, word);
    } else if part.is_empty() {
        intake.aside_words(&fact, "", "noValue");
    } else {
        intake.aside_words(&fact, &shown(part), "answerUnknown");
    }
}

fn answer(concept: &str, value: &Concept<'_>) -> Option<&'static CodeRow> {
    let value = coded::inner(value);
    value.coding.iter().find_map(|c| concept::answer(concept, System::of(&c.system), &c.code))
}

/// Keeps what no concept covers; a code without any value is a heading and no fact, a value without a code is shown.
fn other(part: &Valued<'_, '_>, fact: Measured, intake: &mut Intake) {
    if part.is_empty() {
        return;
    }
    if fact.text.is_empty() {
        let fact = Measured { text: "Observation".to_owned(), ..fact };
        intake.aside_words(&fact, &shown(part), "unnamed");
        return;
    }
    let number = part.number();
    let unit = number.as_ref().and_then(|n| n.quantity).map(|q| if q.code.is_empty() { &q.unit } else { &q.code });
    // A bound is no value: it is kept in words.
    let exact = number.as_ref().filter(|n| n.bound.is_none());
    let kept = OtherFact {
        id: 0,
        text: fact.text,
        value: exact.map(|n| n.value),
        word: exact.is_none().then(|| shown(part)),
        unit: exact.and(unit).map(|u| u.trim().to_owned()).unwrap_or_default(),
        date: fact.date,
        origin: fact.origin,
    };
    intake.other(kept, &fact.moment);
}

/// The value as a person would read it.
fn shown(part: &Valued<'_, '_>) -> String {
    if let Some(found) = part.number() {
        let unit = found.quantity.map(unit_shown).unwrap_or_default();
        let bound = match (found.bound, found.quantity.map(|q| &*q.comparator)) {
            (Some(_), Some(written)) if !written.is_empty() => written,
            (Some(Comparator::Above), _) => ">",
            (Some(Comparator::Below), _) => "<",
            (None, _) => "",
        };
        return format!("{bound}{} {unit}", found.value).trim_end().to_owned();
    }
    if let Some(concept) = part.concept {
        return coded::text(Some(concept));
    }
    if let Some(ratio) = part.ratio {
        let end = |q: &Option<Box<Quantity<'_>>>| match q.as_deref() {
            Some(q) => format!("{} {}", q.value.0.map(|v| v.to_string()).unwrap_or_default(), unit_shown(q)),
            None => String::new(),
        };
        return format!("{} : {}", end(&ratio.numerator).trim(), end(&ratio.denominator).trim());
    }
    match part.boolean {
        Some(flag) => flag.to_string(),
        None => clip(part.string),
    }
}

fn unit_shown<'q>(quantity: &'q Quantity<'_>) -> &'q str {
    if quantity.unit.is_empty() { &quantity.code } else { &quantity.unit }
}
