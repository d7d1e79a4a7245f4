use std::collections::BTreeMap;

use super::{Reading, Readings, fired};
use crate::recommend::rule::Seen;
use crate::recommend::{Critical, Facts, Provenance, Tri};
use crate::record::Comparator;

const TODAY: &str = "2025-06-30";

/// Readings in canonical units: concept, value, days ago.
fn readings(list: &[(&str, f64, i64)]) -> Readings {
    let as_of = TODAY.parse::<crate::vocab::PartialDate>().unwrap().earliest();
    let reading = |(i, (concept, value, days)): (usize, &(&str, f64, i64))| Reading {
        concept: (*concept).to_owned(),
        value: *value,
        comparator: None,
        date: Some((as_of - time::Duration::days(*days)).into()),
        fact: Some(u32::try_from(i).unwrap()),
    };
    Readings { as_of: Some(as_of), list: list.iter().enumerate().map(reading).collect(), ..Readings::default() }
}

fn found(facts: &Facts) -> Vec<Critical> {
    fired(&Seen::of(facts))
}

fn ids(list: &[(&str, f64, i64)]) -> Vec<String> {
    let mut facts = Facts::silent();
    facts.set_readings(readings(list));
    found(&facts).into_iter().map(|c| if c.past { format!("past {}", c.id) } else { c.id }).collect()
}

#[test]
fn limits_include_themselves_and_the_most_urgent_row_speaks() {
    assert_eq!(ids(&[("potassium", 6.5, 0)]), ["potassium-high-6.5"]);
    assert_eq!(ids(&[("potassium", 6.49, 7)]), ["potassium-high-6.0"]);
    assert_eq!(ids(&[("potassium", 6.0, 0)]), ["potassium-high-6.0"]);
    assert!(ids(&[("potassium", 5.99, 0)]).is_empty());
    assert_eq!(ids(&[("potassium", 2.5, 0)]), ["potassium-low-2.5"]);
    assert!(ids(&[("potassium", 6.9, 3), ("potassium", 4.5, 1)]).is_empty(), "only the latest counts");
}

#[test]
fn a_value_on_the_limit_stays_on_it_across_units() {
    assert_eq!(ids(&[("glucose_random", 25.0 * 18.016, 0)]), ["glucose_random-high-25"]);
    assert_eq!(ids(&[("creatinine", 354.0 * 0.011_312_22, 0)]), ["creatinine-high-354"]);
    let mut facts = Facts::silent();
    facts.set_readings(readings(&[("glucose_random", 25.0 * 18.016, 0)]));
    assert_eq!((found(&facts)[0].value, found(&facts)[0].unit.as_str()), (25.0, "mmol/L"));
}

#[test]
fn an_old_result_is_a_question_and_a_very_old_one_nothing() {
    assert_eq!(ids(&[("potassium", 6.6, 8)]), ["past potassium-high-6.5"]);
    assert!(ids(&[("potassium", 6.6, 91)]).is_empty());
    assert_eq!(ids(&[("glucose_random", 480.0, 2)]), ["glucose_random-high-25"]);
    assert_eq!(ids(&[("glucose_random", 30.0, 2)]), ["past glucose_random-low-2.5"]);
    let mut facts = Facts::silent();
    facts.set_readings(readings(&[("sbp", 190.0, 1)]));
    assert_eq!(found(&facts)[0].asks, "measured_now");
}

#[test]
fn an_old_result_that_was_checked_again_is_dropped_and_one_that_was_not_stays() {
    let mut facts = Facts::silent();
    let mut old = readings(&[("potassium", 6.6, 8)]);
    facts.set_readings(old.clone());
    assert_eq!((found(&facts)[0].asks.as_str(), found(&facts)[0].past), ("checked_again", true));
    old.answers.insert("checked_again".to_owned(), false);
    facts.set_readings(old.clone());
    assert_eq!((found(&facts)[0].asks.as_str(), found(&facts)[0].past), ("", true));
    old.answers.insert("checked_again".to_owned(), true);
    facts.set_readings(old);
    assert!(found(&facts).is_empty());
}

#[test]
fn a_record_gives_its_numbers_and_answers() {
    let mut patient = crate::record::Patient::default();
    let given = crate::record::Given { value: 6.7, unit: "mmol/L".to_owned() };
    patient.observations.push(crate::record::Observation {
        id: 4,
        concept: "potassium".to_owned(),
        value: crate::record::Value::Number { value: 6.7, given, comparator: None },
        date: TODAY.parse().ok(),
        reference_high: None,
        inpatient: false,
        notes: Vec::new(),
        origin: crate::record::Origin::default(),
    });
    patient.answers.insert("phq9_item9".to_owned(), crate::record::Answer::Number(2.0));
    patient.answers.insert("symptoms_of_shock".to_owned(), crate::record::Answer::Flag(false));
    patient.answers.insert("hcm".to_owned(), crate::record::Answer::Flag(false));
    let as_of = TODAY.parse::<crate::vocab::PartialDate>().unwrap().earliest();
    let readings = Readings::of(&patient, as_of);
    assert_eq!((readings.answers.len(), readings.phq9_item9), (1, Some(2)));
    let mut facts = Facts::silent();
    facts.set_readings(readings);
    let ids: Vec<(String, Vec<u32>)> = found(&facts).into_iter().map(|c| (c.id, c.facts)).collect();
    assert_eq!(ids, [("potassium-high-6.5".to_owned(), vec![4]), ("phq9-item9".to_owned(), vec![])]);
}

#[test]
fn readings_without_a_day_or_after_the_day_are_left_out() {
    let mut facts = Facts::silent();
    let mut readings = readings(&[("potassium", 7.0, -1)]);
    facts.set_readings(readings.clone());
    assert!(found(&facts).is_empty());
    readings.list[0].date = None;
    facts.set_readings(readings.clone());
    assert!(found(&facts).is_empty());
    readings.undated_is_today = true;
    facts.set_readings(readings);
    assert_eq!(found(&facts)[0].id, "potassium-high-6.5");
}

#[test]
fn of_several_values_of_one_day_the_dangerous_one_counts_in_any_order() {
    for list in [[("potassium", 4.2, 0), ("potassium", 6.8, 0)], [("potassium", 6.8, 0), ("potassium", 4.2, 0)]] {
        assert_eq!(ids(&list), ["potassium-high-6.5"]);
    }
    for list in [[("sodium", 138.0, 1), ("sodium", 118.0, 1)], [("sodium", 118.0, 1), ("sodium", 138.0, 1)]] {
        assert_eq!(ids(&list), ["sodium-low-120"]);
    }
    assert_eq!(ids(&[("glucose_random", 2.4 * 18.016, 0), ("glucose_random", 26.0 * 18.016, 0)]).len(), 1);
}

#[test]
fn a_bound_alarms_only_where_it_points() {
    let bounded = |concept: &str, value: f64, comparator| {
        let mut facts = Facts::silent();
        let mut readings = readings(&[(concept, value, 0)]);
        readings.list[0].comparator = Some(comparator);
        facts.set_readings(readings);
        found(&facts).into_iter().map(|c| c.id).collect::<Vec<_>>()
    };
    assert_eq!(bounded("sodium", 120.0, Comparator::Below), ["sodium-low-120"]);
    assert_eq!(bounded("inr", 8.0, Comparator::Above), ["inr-high-8.0"]);
    assert!(bounded("crp", 300.0, Comparator::Below).is_empty(), "<300 says that it is lower");
    assert!(bounded("platelets", 20.0, Comparator::Above).is_empty());
}

#[test]
fn a_value_of_this_month_may_be_of_today() {
    let mut facts = Facts::silent();
    let mut readings = readings(&[("potassium", 7.0, 0)]);
    readings.as_of = Some("2025-06-20".parse::<crate::vocab::PartialDate>().unwrap().earliest());
    readings.list[0].date = "2025-06".parse().ok();
    facts.set_readings(readings.clone());
    assert_eq!(found(&facts)[0].id, "potassium-high-6.5");
    readings.list[0].date = "2025-07".parse().ok();
    facts.set_readings(readings);
    assert!(found(&facts).is_empty());
}

#[test]
fn every_row_fires_at_its_limit_and_not_short_of_it() {
    use crate::recommend::tables::{CRITICAL, CriticalRule};
    let mut rows = 0;
    for row in CRITICAL.iter().filter(|row| row.rule != CriticalRule::Phq9Item9) {
        let Some((limit, outwards)) = row.low.map(|l| (l, -1.0)).or(row.high.map(|h| (h, 1.0))) else { continue };
        let fires = |value: f64| {
            let mut facts = Facts::silent();
            let answers = match row.asks {
                "" => BTreeMap::new(),
                "repeated_after_5_minutes" => BTreeMap::from([
                    (row.asks.to_owned(), true),
                    ("symptoms_of_high_pressure".to_owned(), false),
                    ("symptoms_of_heart_rate".to_owned(), false),
                    ("pregnant_or_6_weeks_after".to_owned(), false),
                ]),
                asks => BTreeMap::from([(asks.to_owned(), true)]),
            };
            facts.set_readings(Readings { answers, ..readings(&[(row.concept, value * row.to_canonical, 0)]) });
            found(&facts).iter().any(|c| c.id == row.id && c.asks.is_empty())
        };
        let step = limit * 0.001;
        assert!(fires(limit), "{} at {limit}", row.id);
        assert!(!fires(limit - outwards * step), "{} short of {limit}", row.id);
        assert!(fires(limit + outwards * step), "{} beyond {limit}", row.id);
        rows += 1;
    }
    assert!(rows > 40, "{rows}");
}

#[test]
fn pressure_asks_for_symptoms_before_it_alarms() {
    let mut facts = Facts::silent();
    let answered = |answers: &[(&str, bool)]| Readings {
        answers: answers.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect::<BTreeMap<_, _>>(),
        ..readings(&[("sbp", 186.0, 0)])
    };
    facts.set_word("sex", "male", Provenance::default()).unwrap();
    let mut ask = |answers: &[(&str, bool)]| -> Vec<(String, String)> {
        facts.set_readings(answered(answers));
        found(&facts).into_iter().map(|c| (c.urgency, c.asks)).collect()
    };
    let pair = |urgency: &str, asks: &str| vec![(urgency.to_owned(), asks.to_owned())];
    assert_eq!(ask(&[]), pair("call_emergency_now", "symptoms_of_high_pressure"));
    assert_eq!(ask(&[("symptoms_of_high_pressure", true)]), pair("call_emergency_now", ""));
    let calm = ("symptoms_of_high_pressure", false);
    assert_eq!(ask(&[calm]), pair("same_day", "repeated_after_5_minutes"));
    assert_eq!(ask(&[calm, ("repeated_after_5_minutes", true)]), pair("same_day", ""));
    assert!(ask(&[calm, ("repeated_after_5_minutes", false)]).is_empty());
}

#[test]
fn pregnancy_lowers_the_limit() {
    let mut facts = Facts::silent();
    facts.set_readings(readings(&[("sbp", 162.0, 0)]));
    facts.set_word("sex", "female", Provenance::default()).unwrap();
    facts.set_number("age", 30.0, Provenance::default()).unwrap();
    assert_eq!(found(&facts)[0].asks, "pregnant_or_6_weeks_after");
    facts.set_flag("pregnant", true, Provenance::default()).unwrap();
    assert_eq!((found(&facts)[0].asks.as_str(), found(&facts)[0].urgency.as_str()), ("", "call_emergency_now"));
    facts.set_number("age", 60.0, Provenance::default()).unwrap();
    facts.set_unknown("pregnant", Provenance::default()).unwrap();
    assert!(found(&facts).is_empty());
}

#[test]
fn calcium_is_corrected_by_the_albumin_of_the_day() {
    // 2.9 mmol/L with albumin 30 g/L is 3.1 corrected; canonical units are mg/dL and g/dL.
    assert!(ids(&[("calcium", 2.9 * 4.008, 0)]).is_empty());
    assert_eq!(ids(&[("calcium", 2.9 * 4.008, 0), ("albumin", 3.0, 0)]), ["calcium-high-3.0"]);
    assert!(ids(&[("calcium", 2.9 * 4.008, 0), ("albumin", 3.0, 5)]).is_empty());
}

#[test]
fn creatinine_rises_and_stands() {
    let umol = 0.011_312_22;
    let doubled = "creatinine-rise_2x_of_7_to_365_days";
    assert_eq!(ids(&[("creatinine", 160.0 * umol, 0), ("creatinine", 80.0 * umol, 30)]), [doubled]);
    assert!(ids(&[("creatinine", 159.0 * umol, 0), ("creatinine", 80.0 * umol, 30)]).is_empty());
    assert!(ids(&[("creatinine", 160.0 * umol, 0), ("creatinine", 80.0 * umol, 6)]).is_empty());
    // Known and stable at this level: no alarm.
    assert!(ids(&[("creatinine", 400.0 * umol, 0), ("creatinine", 390.0 * umol, 60)]).is_empty());
    let quick = "creatinine-rise_1_5x_of_7_days_with_potassium_over_6";
    let rise = [("creatinine", 120.0 * umol, 0), ("creatinine", 80.0 * umol, 5), ("potassium", 6.1, 0)];
    assert_eq!(ids(&rise), [quick, "potassium-high-6.0"]);
    assert!(ids(&rise[..2]).is_empty());
    let small = [("creatinine", 126.0 * umol, 0), ("creatinine", 100.0 * umol, 2), ("potassium", 6.1, 0)];
    assert_eq!(ids(&small)[0], quick);
}

#[test]
fn dialysis_keeps_the_kidney_rows_quiet_and_doubt_does_not() {
    let mut facts = Facts::silent();
    facts.set_readings(readings(&[("bun", 31.0 * 2.801, 0)]));
    assert_eq!(found(&facts)[0].id, "bun-high-30");
    facts.set_dx("dialysis", Tri::True, Provenance::default()).unwrap();
    assert!(found(&facts).is_empty());
}

#[test]
fn a_dark_answer_comes_with_help() {
    let mut facts = Facts::silent();
    facts.set_readings(Readings { phq9_item9: Some(0), ..Readings::default() });
    assert!(found(&facts).is_empty());
    facts.set_readings(Readings { phq9_item9: Some(1), ..Readings::default() });
    assert_eq!((found(&facts)[0].id.as_str(), found(&facts)[0].urgency.as_str()), ("phq9-item9", "same_day"));
}
