//! What a FHIR record says of whole lists, of things without a name, and of values that are no single number.

use bedside::collect::{ReadOptions, read};
use bedside::record::{Comparator, ListState, Patient, Value};

/// The one person of a Bundle that holds these resources.
fn bundle(resources: &[String]) -> Patient {
    let person = r#"{"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1960-02-29"}"#.to_owned();
    let entries: Vec<String> =
        std::iter::once(&person).chain(resources).map(|r| format!(r#"{{"resource":{r}}}"#)).collect();
    let text = format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#, entries.join(","));
    let reading = read(&[("b.json", text)], &ReadOptions::default());
    assert_eq!(reading.files[0].error, None);
    assert_eq!(reading.patients.len(), 1);
    reading.patients.into_iter().next().unwrap()
}

fn asides(patient: &Patient) -> Vec<&str> {
    patient.set_aside.iter().map(|s| s.reason.as_str()).collect()
}

const ABSENT: &str = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";

/// A resource about p1 whose code is a sentinel.
fn none(kind: &str, member: &str, code: &str, rest: &str) -> String {
    let who = if kind == "AllergyIntolerance" { "patient" } else { "subject" };
    format!(
        r#"{{"resourceType":"{kind}","{who}":{{"reference":"Patient/p1"}},"{member}":{{"coding":[{{"system":"{ABSENT}","code":"{code}"}}]}}{rest}}}"#
    )
}

#[test]
fn none_known_closes_the_medicines_only_while_it_is_current() {
    let state = |kind: &str, rest: &str| {
        let patient = bundle(&[none(kind, "medicationCodeableConcept", "no-known-medications", rest)]);
        let told = patient.set_aside.len();
        (patient.medications.state, told)
    };
    for status in ["active", "recorded"] {
        assert_eq!(
            state("MedicationStatement", &format!(r#","status":"{status}""#)),
            (ListState::Closed, 0),
            "{status}"
        );
    }
    for status in ["not-taken", "stopped", "completed", "on-hold", "unknown", "intended", "entered-in-error"] {
        assert_eq!(
            state("MedicationStatement", &format!(r#","status":"{status}""#)),
            (ListState::Silent, 1),
            "{status}"
        );
    }
    let ended = r#","status":"active","effectivePeriod":{"start":"2015-01-01","end":"2016-01-01"}"#;
    assert_eq!(state("MedicationStatement", ended), (ListState::Silent, 1));
    assert_eq!(state("MedicationRequest", r#","status":"active","doNotPerform":true"#), (ListState::Silent, 1));
    let adherence = r#","status":"recorded","adherence":{"code":{"coding":[{"code":"not-taking"}]}}"#;
    assert_eq!(state("MedicationStatement", adherence), (ListState::Silent, 1));
}

#[test]
fn none_known_closes_problems_and_allergies_only_while_it_is_sure_and_current() {
    let status = |clinical: &str, verification: &str| {
        let of = |member: &str, code: &str| match code {
            "" => String::new(),
            code => format!(r#","{member}":{{"coding":[{{"code":"{code}"}}]}}"#),
        };
        format!("{}{}", of("clinicalStatus", clinical), of("verificationStatus", verification))
    };
    for (clinical, verification, closes) in [
        ("", "", true),
        ("active", "confirmed", true),
        ("inactive", "confirmed", false),
        ("resolved", "", false),
        ("active", "unconfirmed", false),
        ("active", "provisional", false),
        ("active", "refuted", false),
        ("active", "entered-in-error", false),
    ] {
        let rest = status(clinical, verification);
        let patient = bundle(&[
            none("Condition", "code", "no-known-problems", &rest),
            none("AllergyIntolerance", "code", "no-known-allergies", &rest),
        ]);
        let expected = if closes { ListState::Closed } else { ListState::Silent };
        let states = (patient.conditions.state, patient.allergies.state);
        assert_eq!(states, (expected, expected), "{clinical} {verification}");
        assert_eq!(patient.set_aside.len(), if closes { 0 } else { 2 }, "{clinical} {verification}: it is shown");
    }
    let over = bundle(&[none("Condition", "code", "no-known-problems", r#","abatementDateTime":"2020-01-01""#)]);
    assert_eq!((over.conditions.state, asides(&over)), (ListState::Silent, vec!["notCurrent"]));
}

#[test]
fn none_known_in_words_alone_is_heard() {
    let words = r#"{"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/p1"},"code":{"text":"No Known Allergies"}}"#;
    let patient = bundle(&[words.to_owned()]);
    assert_eq!((patient.allergies.state, patient.allergies.entries.len()), (ListState::Closed, 0));
}

#[test]
fn an_empty_section_closes_its_list_only_where_the_document_stands() {
    let document = |status: &str, subject: &str, section: &str| {
        bundle(&[format!(
            r#"{{"resourceType":"Composition","status":"{status}","subject":{{"reference":"{subject}"}},"section":[{{"code":{{"coding":[{{"system":"http://loinc.org","code":"11450-4"}}]}}{section}}}]}}"#
        )])
        .conditions
        .state
    };
    let reason = |code: &str| format!(r#","emptyReason":{{"coding":[{{"code":"{code}"}}]}}"#);
    assert_eq!(document("final", "Patient/p1", &reason("nilknown")), ListState::Closed);
    assert_eq!(document("amended", "Patient/p1", &reason("nilknown")), ListState::Closed);
    for status in ["entered-in-error", "preliminary", "cancelled", "deprecated"] {
        assert_eq!(document(status, "Patient/p1", &reason("nilknown")), ListState::Silent, "{status}");
    }
    for code in ["withheld", "unavailable", "notasked", "notstarted", "closed", "unknown"] {
        assert_eq!(document("final", "Patient/p1", &reason(code)), ListState::Silent, "{code}");
    }
    let focus = format!(r#"{},"focus":{{"reference":"RelatedPerson/2"}}"#, reason("nilknown"));
    assert_eq!(document("final", "Patient/p1", &focus), ListState::Silent, "a section about somebody else");
}

#[test]
fn what_has_no_name_is_shown_and_not_lost() {
    let of = |kind: &str, rest: &str| {
        let who = if ["Procedure", "Observation"].contains(&kind) { "subject" } else { "patient" };
        let patient = bundle(&[format!(r#"{{"resourceType":"{kind}","{who}":{{"reference":"Patient/p1"}}{rest}}}"#)]);
        patient.set_aside.iter().map(|s| (s.reason.clone(), s.origin.place.clone())).collect::<Vec<_>>()
    };
    let unnamed = vec![("unnamed".to_owned(), "Bundle.entry[1]".to_owned())];
    assert_eq!(of("Procedure", r#","status":"completed""#), unnamed);
    assert_eq!(of("Immunization", r#","status":"completed""#), unnamed);
    assert_eq!(of("FamilyMemberHistory", r#","status":"completed""#), unnamed);
    let father = r#","relationship":{"text":"father"},"condition":[{"onsetAge":{"value":50}}]"#;
    assert_eq!(of("FamilyMemberHistory", father), unnamed);
    assert_eq!(of("Observation", r#","status":"final","valueQuantity":{"value":7,"unit":"mg"}"#), unnamed);
    assert_eq!(of("Observation", r#","status":"final","code":{"text":"a heading"}"#), []);
}

#[test]
fn a_range_is_a_middle_or_a_bound_and_a_ratio_is_words() {
    let of = |code: &str, value: &str| {
        bundle(&[format!(
            r#"{{"resourceType":"Observation","status":"final","subject":{{"reference":"Patient/p1"}},"code":{{"coding":[{{"system":"http://loinc.org","code":"{code}"}}]}},{value}}}"#
        )])
    };
    let number = |patient: &Patient| match patient.observations.first().map(|o| &o.value) {
        Some(Value::Number { value, comparator, .. }) => Some((*value, *comparator)),
        _ => None,
    };
    const EGFR: &str = "62238-1";
    let end = |side: &str, value: f64, unit: &str| format!(r#""{side}":{{"value":{value},"code":"{unit}"}}"#);
    let (low, high) = (end("low", 90.0, "mL/min/{1.73_m2}"), end("high", 15.0, "mL/min/{1.73_m2}"));
    let range = |ends: &str| format!(r#""valueRange":{{{ends}}}"#);
    assert_eq!(number(&of(EGFR, &range(&low))), Some((90.0, Some(Comparator::Above))));
    assert_eq!(number(&of(EGFR, &range(&high))), Some((15.0, Some(Comparator::Below))));
    let units = format!("{},{}", end("low", 4.0, "mmol/L"), end("high", 200.0, "mg/dL"));
    assert_eq!(asides(&of("2093-3", &range(&units))), ["noValue"], "ends in different units are no number");
    assert_eq!(asides(&of(EGFR, &range(""))), ["noValue"]);
    let ratio = r#""valueRatio":{"numerator":{"value":1},"denominator":{"value":128}}"#;
    assert_eq!(of("5334-0", ratio).other[0].word.as_deref(), Some("1 : 128"));
    assert_eq!(asides(&of("2093-3", ratio)), ["answerUnknown"]);
    let bounded = of("9279-1", &range(&end("low", 16.0, "/min")));
    assert_eq!((bounded.other[0].value, bounded.other[0].word.as_deref()), (None, Some(">16 /min")));
    let quit = of("74010-0", r#""valueDateTime":"2015-06-01""#);
    assert_eq!(quit.other[0].word.as_deref(), Some("2015-06-01"), "the day a person stopped smoking");
}
