//! Diagnoses, medicines and allergies as free text: what is denied, suspected, a relative's, past or only advised.

use super::dose;
use super::intake::{Intake, clip};
use crate::record::{
    Allergy, Condition, Dose, FamilyCondition, FamilyMember, ListState, Medication, MedicationStatus, Origin,
    VerificationStatus,
};
use crate::vocab::text::fold;
use crate::vocab::{Code, PartialDate, label, medicine};

const NOTHING: [&str; 16] = [
    "无",
    "无特殊",
    "无殊",
    "体健",
    "健康",
    "否认",
    "无异常",
    "未见异常",
    "none",
    "nil",
    "no",
    "none known",
    "no known allergies",
    "nkda",
    "nka",
    "否",
];
const DENIED: [&str; 6] = ["否认", "无", "排除", "denies ", "denied ", "no "];
const AFFIRMED: [&str; 9] = ["有", "患", "确诊", "诊断", "现", "but ", "has ", "with ", "known "];
const SUSPECTED: [&str; 12] =
    ["待查", "待排", "疑似", "可疑", "考虑", "?", "？", "suspected", "possible", "probable", "rule out", "r/o"];
const NOT_ALLERGIC: [&str; 2] = ["否认", "无"];
const STOPPED: [&str; 9] =
    ["停用", "已停", "停药", "曾服", "曾用", "stopped", "discontinued", "previously", "formerly"];
const TAKING: [&str; 12] =
    ["服用", "改用", "改为", "改服", "换用", "换为", "现用", "现服", "目前", "taking", "switched to", "now "];
const ADVISED: [&str; 6] = ["建议", "推荐", "可考虑", "advised", "recommended", "suggested"];

/// Reads a cell of diagnoses.
pub(super) fn conditions(text: &str, date: Option<PartialDate>, origin: &Origin, intake: &mut Intake) {
    if closes(text) {
        intake.patient.conditions.state = ListState::Closed;
        return;
    }
    for part in split(text, &['；', ';', '\n', '\r', '。']) {
        let folded = fold(part);
        let mut denied = DENIED.iter().any(|d| folded.starts_with(d)) && !folded.starts_with("无症状");
        let clauses: Vec<&str> = match label::condition(part) {
            Some(_) => vec![part],
            None => split(part, &['、', '，', ',', '/']).collect(),
        };
        let mut relative = None;
        for clause in clauses {
            let words = fold(clause);
            // A denial reaches over a list of names, until the text says that something is there.
            denied &= !AFFIRMED.iter().any(|a| words.starts_with(a));
            relative = relation(clause).or(relative.filter(|_| !denied));
            match &relative {
                Some(who) if !denied => family(clause, who, origin, intake),
                _ => condition(clause, denied, date, origin, intake),
            }
        }
    }
}

fn condition(clause: &str, denied: bool, date: Option<PartialDate>, origin: &Origin, intake: &mut Intake) {
    let mut name = clause;
    for word in DENIED.iter().filter(|_| denied) {
        name = name.strip_prefix(word).unwrap_or(name);
    }
    let plain = name.trim().trim_end_matches(['史', '等', '病']).trim();
    if plain.is_empty() {
        return;
    }
    let folded = fold(clause);
    let verification = if denied {
        VerificationStatus::Refuted
    } else if SUSPECTED.iter().any(|s| folded.contains(s)) {
        VerificationStatus::Suspected
    } else {
        VerificationStatus::Confirmed
    };
    let concept = label::condition(name).or_else(|| label::condition_within(name));
    let fact = Condition {
        id: 0,
        text: clip(name),
        concepts: concept.into_iter().map(str::to_owned).collect(),
        verification,
        onset: None,
        recorded: date,
        origin: origin.clone(),
        ..Condition::default()
    };
    if intake.is_told(format!("c {} {verification:?}", fold(name))) {
        return;
    }
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    let onset = year_in_brackets(clause).filter(|year| date.is_none_or(|day| year.year() <= day.year()));
    intake.patient.conditions.entries.push(Condition { id, onset, ..fact });
}

/// The year a clause gives behind its name: `妊娠期糖尿病史(2019)`, `stroke (2015)`, `高血压（2008年）`.
fn year_in_brackets(clause: &str) -> Option<PartialDate> {
    let (_, inside) = clause.rsplit_once(['(', '（'])?;
    let inside = inside.split_once([')', '）'])?.0.trim();
    let year = inside.strip_suffix('年').unwrap_or(inside).trim();
    (year.len() == 4).then(|| year.parse().ok()).flatten()
}

/// Whose condition a clause speaks of, when it is a relative's: words and the code of the relationship.
fn relation(clause: &str) -> Option<(&'static str, &'static str)> {
    const WORDS: [(&str, &str, &str); 24] = [
        ("父母", "父母", "PRN"),
        ("父亲", "父亲", "FTH"),
        ("母亲", "母亲", "MTH"),
        ("祖父", "祖父", "GRFTH"),
        ("祖母", "祖母", "GRMTH"),
        ("爷爷", "爷爷", "GRFTH"),
        ("奶奶", "奶奶", "GRMTH"),
        ("外公", "外公", "GRFTH"),
        ("外婆", "外婆", "GRMTH"),
        ("哥哥", "哥哥", "BRO"),
        ("弟弟", "弟弟", "BRO"),
        ("姐姐", "姐姐", "SIS"),
        ("妹妹", "妹妹", "SIS"),
        ("兄", "兄弟", "BRO"),
        ("姐妹", "姐妹", "SIS"),
        ("父", "父亲", "FTH"),
        ("母", "母亲", "MTH"),
        ("家族", "家族", "FAMMEMB"),
        ("father", "father", "FTH"),
        ("mother", "mother", "MTH"),
        ("brother", "brother", "BRO"),
        ("sister", "sister", "SIS"),
        ("family history", "family", "FAMMEMB"),
        ("parent", "parent", "PRN"),
    ];
    let folded = fold(clause);
    WORDS
        .iter()
        .find(|(word, _, _)| folded.starts_with(word) || word.chars().count() > 1 && folded.contains(word))
        .map(|(_, text, code)| (*text, *code))
}

fn family(clause: &str, (who, code): &(&'static str, &'static str), origin: &Origin, intake: &mut Intake) {
    // "55岁前" is before the 55th birthday, so at most 54.
    let age = clause.find('岁').and_then(|at| {
        let digits: String = clause.get(..at)?.chars().rev().take_while(char::is_ascii_digit).collect();
        let age: f64 = digits.chars().rev().collect::<String>().parse().ok()?;
        let before = clause.get(at..).is_some_and(|rest| rest.starts_with("岁前") || rest.starts_with("岁以前"));
        Some(if before { age - 1.0 } else { age })
    });
    let concept = label::condition_within(clause).and_then(label::of);
    let text =
        concept.map_or_else(|| clip(clause), |l| if clause.is_ascii() { l.en.to_owned() } else { l.zh.to_owned() });
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.family.push(FamilyMember {
        id,
        relationship: vec![Code {
            system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode".into(),
            code: (*code).into(),
            display: None,
        }],
        text: (*who).to_owned(),
        conditions: vec![FamilyCondition {
            codes: Vec::new(),
            text,
            onset_age: age.filter(|a| (0.0..=120.0).contains(a)),
        }],
        origin: origin.clone(),
    });
}

/// Reads a cell of medicines.
pub(super) fn medicines(text: &str, origin: &Origin, intake: &mut Intake) {
    if closes(text) {
        intake.patient.medications.state = ListState::Closed;
        return;
    }
    for part in split(text, &['；', ';', '\n', '\r', '。']) {
        for (name, status) in taken(part) {
            let named = medicine::named(name);
            if intake.is_told(format!("m {} {status:?}", fold(name))) {
                continue;
            }
            let (amount, times) = dose::spoken(name);
            let id = intake.patient.fresh_id();
            intake.facts += 1;
            intake.patient.medications.entries.push(Medication {
                id,
                text: clip(name),
                concepts: named.concepts.iter().map(|c| (*c).to_owned()).collect(),
                status,
                dose: Dose { mg_per_day: dose::a_day(None, amount, times), text: String::new() },
                as_needed: ["必要时", "按需", "prn", "as needed"].iter().any(|w| fold(name).contains(w)),
                origin: Origin { unverified: named.unverified, ..origin.clone() },
                ..Medication::default()
            });
        }
    }
}

/// The medicines of a part with whether each is taken: `停用X，改服Y` stops X alone, `X，已停用1年` stops what stands before.
fn taken(part: &str) -> Vec<(&str, MedicationStatus)> {
    let mut found: Vec<(&str, MedicationStatus)> = Vec::new();
    let mut running = MedicationStatus::Current;
    for clause in split(part, &['，', ',', '、', '+']) {
        let folded = fold(clause);
        let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
        let leads = |words: &[&str]| words.iter().any(|w| folded.starts_with(w));
        if has_only_status(&folded) {
            found.iter_mut().for_each(|(_, status)| *status = MedicationStatus::Past);
            continue;
        }
        let not_taken = leads(&["未", "否认"]);
        let status = if has(&STOPPED) || has(&ADVISED) || not_taken {
            // Said before the name it holds for what follows, said after it for this one alone.
            if leads(&STOPPED) || leads(&ADVISED) || not_taken {
                running = MedicationStatus::Past;
            }
            MedicationStatus::Past
        } else {
            if has(&TAKING) {
                running = MedicationStatus::Current;
            }
            running
        };
        found.push((clause, status));
    }
    found
}

/// A fragment that says since when or why, and names no medicine: `已停用1年`.
fn has_only_status(folded: &str) -> bool {
    const TIME: &str = "用药服了年月日周天余多前约半个于至今一二三四五六七八九十两几";
    const WORDS: [&str; 10] = ["year", "years", "month", "months", "week", "weeks", "ago", "in", "since", "for"];
    let is_time = |word: &str| WORDS.contains(&word) || word.chars().all(|c| !c.is_alphabetic() || TIME.contains(c));
    let stopped = STOPPED.iter().filter_map(|w| folded.strip_prefix(w));
    let only_stopped = stopped.into_iter().any(|rest| rest.split_whitespace().all(is_time));
    let short = ADVISED.iter().any(|w| folded.starts_with(w)) && folded.chars().count() <= 8;
    only_stopped || (short && medicine::named(folded).concepts.is_empty())
}

/// Reads a cell of allergies.
pub(super) fn allergies(text: &str, origin: &Origin, intake: &mut Intake) {
    if closes(text) {
        intake.patient.allergies.state = ListState::Closed;
        return;
    }
    let mut denying = false;
    for name in split(text, &['；', ';', '\n', '\r', '。', '，', ',', '、']) {
        let opener = NOT_ALLERGIC.iter().find(|w| name.starts_with(*w));
        denying |= opener.is_some();
        let (denied, name) = (denying, opener.and_then(|w| name.strip_prefix(w)).unwrap_or(name).trim());
        // `否认青霉素、头孢过敏，磺胺过敏`: the denial ends with the word allergy.
        denying &= !name.contains("过敏");
        // No allergy to food says nothing of medicines.
        let speaks_of_all = !name.contains("食物") || intake.patient.allergies.state == ListState::Closed;
        if denied && is_any_allergy(name) && speaks_of_all {
            intake.patient.allergies.state = ListState::Closed;
            continue;
        }
        let verification = if denied { VerificationStatus::Refuted } else { VerificationStatus::Confirmed };
        if intake.is_told(format!("a {} {verification:?}", fold(name))) {
            continue;
        }
        let id = intake.patient.fresh_id();
        intake.facts += 1;
        intake.patient.allergies.entries.push(Allergy {
            id,
            text: clip(name),
            verification,
            origin: origin.clone(),
            ..Allergy::default()
        });
    }
}

/// Whether what was denied is allergy as such (`药物、食物过敏史`), not one to a named thing.
fn is_any_allergy(name: &str) -> bool {
    const GENERAL: [&str; 12] =
        ["过敏史", "过敏", "药物", "食物", "药", "其他", "其它", "明显", "任何", "及", "和", "史"];
    GENERAL.iter().fold(name.to_owned(), |rest, word| rest.replace(word, "")).trim().is_empty()
}

/// Whether a text says that there is nothing at all (`No known allergies`, `无`).
pub(super) fn is_none(text: &str) -> bool {
    closes(text)
}

/// Whether a cell says that there is nothing at all.
fn closes(text: &str) -> bool {
    NOTHING.contains(&fold(text).trim_end_matches(['。', '.']))
}

fn split<'t>(text: &'t str, at: &'t [char]) -> impl Iterator<Item = &'t str> {
    text.split(at).map(str::trim).filter(|p| !p.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::report::ReadOptions;
    use crate::record::Patient;

    fn read(conditions_cell: &str, medicines_cell: &str) -> Patient {
        let mut intake = Intake::new(&ReadOptions::default());
        conditions(conditions_cell, None, &Origin::default(), &mut intake);
        medicines(medicines_cell, &Origin::default(), &mut intake);
        intake.finish()
    }

    fn found(cell: &str) -> Vec<(String, VerificationStatus)> {
        let entries = read(cell, "").conditions.entries;
        entries.iter().flat_map(|c| c.concepts.iter().map(|k| (k.clone(), c.verification))).collect()
    }

    #[test]
    fn diagnoses() {
        use VerificationStatus::{Confirmed, Refuted, Suspected};
        let is = |concept: &str, v| (concept.to_owned(), v);
        assert_eq!(found("2型糖尿病；高血压病2级"), [is("diabetes_t2", Confirmed), is("hypertension", Confirmed)]);
        assert_eq!(
            found("否认高血压、糖尿病、冠心病史"),
            [is("hypertension", Refuted), is("diabetes", Refuted), is("ihd", Refuted)]
        );
        assert_eq!(
            found("否认高血压，有糖尿病史"),
            [is("hypertension", Refuted), is("diabetes", Confirmed)],
            "a denial ends where something is said to be there"
        );
        assert_eq!(found("无冠心病、患2型糖尿病"), [is("ihd", Refuted), is("diabetes_t2", Confirmed)]);
        assert_eq!(found("高血压待查"), [is("hypertension", Suspected)]);
        assert_eq!(found("高血压？"), [is("hypertension", Suspected)]);
        assert_eq!(found("慢性肾脏病3期\n（2024年诊断）"), [is("ckd", Confirmed)]);
        assert_eq!(
            found("Type 2 diabetes; hypertension grade 2"),
            [is("diabetes_t2", Confirmed), is("hypertension", Confirmed)]
        );
        assert_eq!(found("no diabetes"), [is("diabetes", Refuted)]);
        assert_eq!(read("无特殊", "").conditions.state, ListState::Closed);
    }

    #[test]
    fn a_denied_allergy_denies_no_other() {
        use VerificationStatus::{Confirmed, Refuted};
        let told = |cell: &str| {
            let mut intake = Intake::new(&ReadOptions::default());
            allergies(cell, &Origin::default(), &mut intake);
            let list = intake.finish().allergies;
            (list.state, list.entries.into_iter().map(|a| (a.text, a.verification)).collect::<Vec<_>>())
        };
        let is = |text: &str, v| (text.to_owned(), v);
        assert_eq!(
            told("否认青霉素过敏，磺胺过敏"),
            (ListState::Recorded, vec![is("青霉素过敏", Refuted), is("磺胺过敏", Confirmed)])
        );
        assert_eq!(told("否认头孢过敏"), (ListState::Recorded, vec![is("头孢过敏", Refuted)]), "no word on the others");
        for none in ["否认药物、食物过敏史", "无药物过敏史", "否认", "无"] {
            assert_eq!(told(none), (ListState::Closed, Vec::new()), "{none}");
        }
        assert_eq!(told("无食物过敏史"), (ListState::Recorded, vec![is("食物过敏史", Refuted)]));
        assert_eq!(told("青霉素"), (ListState::Recorded, vec![is("青霉素", Confirmed)]));
    }

    #[test]
    fn a_relative_is_not_the_person() {
        let patient = read("母亲糖尿病", "");
        assert!(patient.conditions.entries.is_empty());
        assert_eq!(patient.family[0].relationship[0].code, "MTH");
        let patient = read("父亲55岁前心肌梗死", "");
        assert_eq!(patient.family[0].conditions[0].onset_age, Some(54.0));
        assert_eq!(patient.family[0].conditions[0].text, "心肌梗死");
    }

    #[test]
    fn a_year_in_brackets_is_when_it_began() {
        let onset = |cell: &str| read(cell, "").conditions.entries[0].onset.map(|d| d.to_string());
        assert_eq!(onset("妊娠期糖尿病史(2019)").as_deref(), Some("2019"));
        assert_eq!(onset("高血压（2008年）").as_deref(), Some("2008"));
        assert_eq!(onset("stroke (left)"), None);
        assert_eq!(onset("高血压（3级）"), None);
    }

    #[test]
    fn medicines_taken_stopped_and_advised() {
        use MedicationStatus::{Current, Past};
        let taken = |cell: &str| {
            let entries = read("", cell).medications.entries;
            entries.into_iter().map(|m| (m.concepts.join(" "), m.status, m.dose.mg_per_day)).collect::<Vec<_>>()
        };
        assert_eq!(
            taken("阿托伐他汀钙片20mg qn，苯磺酸氨氯地平片5mg qd"),
            [("statin".into(), Current, Some(20.0)), ("antihypertensive".into(), Current, Some(5.0))]
        );
        assert_eq!(taken("曾服瑞舒伐他汀，已停用1年"), [("statin".into(), Past, None)]);
        assert_eq!(taken("建议服用阿托伐他汀"), [("statin".into(), Past, None)]);
        assert_eq!(
            taken("停用氨氯地平，改服缬沙坦"),
            [("antihypertensive".into(), Past, None), ("acei_arb antihypertensive".into(), Current, None)],
            "one stopped medicine stops no other"
        );
        assert_eq!(
            taken("阿托伐他汀，氨氯地平已停"),
            [("statin".into(), Current, None), ("antihypertensive".into(), Past, None)]
        );
        assert_eq!(
            taken("曾用氨氯地平、阿托伐他汀"),
            [("antihypertensive".into(), Past, None), ("statin".into(), Past, None)]
        );
        assert_eq!(
            taken("atorvastatin, stopped 2 years ago"),
            [("statin".into(), Past, None)],
            "since when is no medicine of its own"
        );
        assert_eq!(
            taken("阿托伐他汀，停用布洛芬"),
            [("statin".into(), Current, None), (String::new(), Past, None)],
            "a stopped medicine without a concept is kept"
        );
        assert_eq!(read("", "无").medications.state, ListState::Closed);
    }
}
