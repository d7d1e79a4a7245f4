//! CodeableConcept, dates and references as the record writes them.

use super::lenient::Text;
use super::shape::{Concept, Period, Reference};
use crate::collect::intake::clip;
use crate::vocab::{CONCEPT_SYSTEM, Code, NAME_SYSTEM, PartialDate};

/// A concept, or the one inside R5's CodeableReference.
pub(super) fn inner<'r, 'a>(concept: &'r Concept<'a>) -> &'r Concept<'a> {
    concept.concept.as_deref().unwrap_or(concept)
}

/// Codes as written.
pub(super) fn codes(concept: Option<&Concept<'_>>) -> Vec<Code> {
    let Some(concept) = concept.map(inner) else { return Vec::new() };
    let code = |c: &super::shape::Coding<'_>| Code {
        system: c.system.to_string(),
        code: c.code.to_string(),
        display: (!c.display.is_empty()).then(|| c.display.to_string()),
    };
    concept.coding.iter().filter(|c| !c.code.is_empty()).map(code).collect()
}

/// Text as written: `text`, else the first display, else the first code.
pub(super) fn text(concept: Option<&Concept<'_>>) -> String {
    let Some(concept) = concept.map(inner) else { return String::new() };
    let displays = || concept.coding.iter().map(|c| &c.display);
    let first = std::iter::once(&concept.text).chain(displays()).chain(concept.coding.iter().map(|c| &c.code));
    first.filter(|t| !t.is_empty()).map(|t| clip(t)).next().unwrap_or_default()
}

/// Takes Bedside's own codes out: they say what a text meant, and the name that a person picked.
pub(super) fn picked(codes: &mut Vec<Code>) -> Option<String> {
    let name = codes.iter().find(|c| c.system == NAME_SYSTEM).map(|c| c.code.clone());
    codes.retain(|c| c.system != NAME_SYSTEM && c.system != CONCEPT_SYSTEM);
    name
}

/// The first code of a status-like concept, or the text that stands in its place.
pub(super) fn word<'r>(concept: Option<&'r Concept<'_>>) -> &'r str {
    let Some(concept) = concept.map(inner) else { return "" };
    match concept.coding.iter().find(|c| !c.code.is_empty()) {
        Some(coding) => &coding.code,
        None if concept.text.is_empty() => &concept.code,
        None => &concept.text,
    }
}

/// The calendar day as written.
pub(super) fn date(text: &Text<'_>) -> Option<PartialDate> {
    text.parse().ok()
}

/// The first of some texts that is a date, with the text.
pub(super) fn first_date<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<(PartialDate, &'t str)> {
    texts.into_iter().find_map(|t| t.parse().ok().map(|d| (d, t)))
}

/// The last moment of a period, else its first.
pub(super) fn period_end<'r>(period: Option<&'r Period<'_>>) -> &'r str {
    period.map(|p| if p.end.is_empty() { &*p.start } else { &*p.end }).unwrap_or_default()
}

/// The text of a reference, R5's nested one too.
pub(super) fn reference<'r>(reference: Option<&'r Reference<'_>>) -> &'r str {
    reference.map(|r| &*r.reference).unwrap_or_default()
}

/// Under which keys a reference may meet its target: as written, and as its last two segments (`Patient/7`).
pub(super) fn reference_keys(reference: &str) -> impl Iterator<Item = String> {
    let plain = reference.split("/_history/").next().unwrap_or_default();
    let short = plain.rsplit_once('/').and_then(|(head, id)| {
        let kind = head.rsplit('/').next()?;
        (!kind.contains(':')).then(|| format!("{kind}/{id}"))
    });
    std::iter::once(plain.to_owned()).chain(short.filter(|s| s != plain))
}
