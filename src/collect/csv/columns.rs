//! What a heading means: who, when, which concept in which unit, or a list of diagnoses or medicines.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::answers;
use super::headings::PLAIN;
pub(in crate::collect) use super::headings::Role;
use crate::collect::report::Mapped;
use crate::vocab::text::{fold, has_han, key, narrow};
use crate::vocab::{concept, label, unit};

fn plain() -> &'static HashMap<String, Role> {
    static ROLES: OnceLock<HashMap<String, Role>> = OnceLock::new();
    ROLES.get_or_init(|| {
        let mut roles = HashMap::new();
        for (role, names) in PLAIN {
            for name in *names {
                roles.insert(key(name), role.clone());
            }
        }
        for line in include_str!(concat!(env!("OUT_DIR"), "/columns.tsv")).lines() {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let [spelling, language, concept, _usual] = cells[..] else { continue };
            if language.contains("cell") {
                continue;
            }
            let role = match concept {
                "(none)" => Role::Other,
                "(date)" => Role::Date { of_report: spelling.starts_with("报告") },
                "(conditions)" => Role::Conditions,
                "(medicines)" => Role::Medicines,
                "sbp; dbp" => Role::Pressure { unit: heading_unit(spelling).1.to_owned() },
                "age" => Role::Birth,
                other => match (label::of(other), answers::input(other)) {
                    (Some(label), _) => Role::Value { concept: label.concept, unit: unit_in(label.concept, spelling) },
                    (None, Some(input)) => Role::Answer { input },
                    (None, None) => continue,
                },
            };
            roles.entry(key(spelling)).or_insert(role);
        }
        roles
    })
}

/// The unit inside a heading's last brackets, where the concept knows it.
fn unit_in(concept: &str, heading: &str) -> String {
    let (_, inner) = heading_unit(heading);
    let known = unit::of(concept).is_some_and(|u| u.find(inner).is_some());
    if known { inner.to_owned() } else { String::new() }
}

/// What a person said, or what the heading says.
pub(in crate::collect) fn role(heading: &str, mapped: Option<&Mapped>) -> Role {
    match mapped {
        Some(Mapped::Means(concept)) => of_word(concept, heading_unit(heading).1),
        Some(Mapped::InUnit { concept, unit }) => of_word(concept, unit),
        None => read(heading),
    }
}

fn of_word(word: &str, unit: &str) -> Role {
    match word {
        "id" => Role::Id,
        "name" => Role::Name,
        "sex" => Role::Sex,
        "birth" => Role::Birth,
        "age" => Role::Age,
        "date" => Role::Date { of_report: false },
        "conditions" => Role::Conditions,
        "medicines" | "medications" => Role::Medicines,
        "allergies" => Role::Allergies,
        "pressure" => Role::Pressure { unit: unit.to_owned() },
        "ignore" | "" => Role::Ignore,
        concept => match (label::of(concept), answers::input(concept)) {
            (Some(label), _) => of_concept(label.concept, unit),
            (None, Some(input)) => Role::Answer { input },
            (None, None) => Role::Unknown,
        },
    }
}

fn of_concept(concept: &'static str, unit: &str) -> Role {
    match concept {
        "age" => Role::Age,
        "sex" => Role::Sex,
        _ => match unit::of(concept) {
            Some(units) => {
                let known = units.find(unit).is_some();
                Role::Value { concept, unit: if known { unit.trim().to_owned() } else { String::new() } }
            }
            None if !concept::words(concept).is_empty() => Role::Value { concept, unit: String::new() },
            None => Role::Flag { concept },
        },
    }
}

fn read(heading: &str) -> Role {
    if heading.trim().is_empty() {
        return Role::Ignore;
    }
    if let Some(role) = plain().get(&key(heading)) {
        return role.clone();
    }
    if let Some(concept) = label::heading(heading) {
        return of_concept(concept, "");
    }
    let (base, inner) = heading_unit(heading);
    if !inner.is_empty() {
        // GLU(空腹): the brackets say which glucose.
        let fasting = inner.contains("空腹") || fold(inner).contains("fasting");
        match base_role(base, inner) {
            Some(Role::Value { concept: "glucose_random", unit }) if fasting => {
                return Role::Value { concept: "glucose_fasting", unit };
            }
            Some(role) => return role,
            None => {
                // 分院(北方) is no question about the person.
                if let Some(role) = base_role(inner, "").filter(|role| !matches!(role, Role::Answer { .. })) {
                    return role;
                }
            }
        }
    }
    trailing_unit(heading).or_else(|| history(heading)).unwrap_or(Role::Unknown)
}

fn base_role(base: &str, unit: &str) -> Option<Role> {
    match plain().get(&key(base)) {
        Some(Role::Value { concept, unit: own }) => {
            let role = of_concept(concept, unit);
            return match role {
                Role::Value { concept, unit } if unit.is_empty() => Some(Role::Value { concept, unit: own.clone() }),
                role => Some(role),
            };
        }
        Some(Role::Pressure { .. }) => return Some(Role::Pressure { unit: unit.to_owned() }),
        Some(role) => return Some(role.clone()),
        None => {}
    }
    label::heading(base).map(|concept| of_concept(concept, unit))
}

/// Heading and the content of its last brackets: `收缩压(mmHg)`, `HbA1c [%]`, `BP（mmHg）`.
pub(super) fn heading_unit(heading: &str) -> (&str, &str) {
    let trimmed = heading.trim();
    for (open, close) in [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')] {
        if let Some(body) = trimmed.strip_suffix(close)
            && let Some(at) = matching(body, open, close)
        {
            let base = trimmed.get(..at).unwrap_or_default().trim();
            let inner = body.get(at + open.len_utf8()..).unwrap_or_default().trim();
            if !base.is_empty() {
                return (base, inner);
            }
        }
    }
    (trimmed, "")
}

/// Where the bracket opens that the end closes: `SBP (mm[Hg])`, `eGFR (mL/min/(1.73_m2))`.
fn matching(body: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, ch) in body.char_indices().rev() {
        if ch == close {
            depth += 1;
        } else if ch == open {
            match depth.checked_sub(1) {
                None => return Some(at),
                Some(less) => depth = less,
            }
        }
    }
    None
}

/// `sbp_mmHg`, `total_chol_mg_dL`, `LDL mmol/L`: a unit after the name.
fn trailing_unit(heading: &str) -> Option<Role> {
    let heading: String = heading.chars().map(narrow).take(80).collect();
    let cuts = heading.char_indices().filter(|(_, c)| matches!(c, '_' | ' ' | '-' | ',' | '/')).map(|(at, _)| at);
    for at in cuts.collect::<Vec<_>>() {
        let (Some(base), Some(tail)) = (heading.get(..at), heading.get(at + 1..)) else { continue };
        let Some(concept) = label::heading(base.trim()) else { continue };
        let Some(units) = unit::of(concept) else { continue };
        let tail = tail.trim();
        for spelling in [tail.to_owned(), tail.replacen('_', "/", 1), tail.replace('_', "/")] {
            if units.find(&spelling).is_some() {
                return Some(Role::Value { concept, unit: spelling });
            }
        }
    }
    None
}

/// `高血压史`, `是否糖尿病`, `history of stroke`: yes or no to a condition.
fn history(heading: &str) -> Option<Role> {
    let folded = fold(heading);
    let name = folded.trim_start_matches("是否").trim_start_matches("有无").trim_end_matches(['史', '?', '？']);
    let name = name.trim_start_matches("history of ").trim_start_matches("hx ").trim_start_matches("prior ");
    if name == folded && !has_han(&folded) {
        return None;
    }
    if let Some(concept) = label::heading(name) {
        return Some(of_concept(concept, ""));
    }
    label::condition(name).map(|concept| Role::Flag { concept })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(concept: &'static str, unit: &str) -> Role {
        Role::Value { concept, unit: unit.into() }
    }

    #[test]
    fn headings() {
        for (heading, expected) in [
            ("收缩压(mmHg)", value("sbp", "mmHg")),
            ("血压(mmHg)", Role::Pressure { unit: "mmHg".into() }),
            ("BP (mmHg)", Role::Pressure { unit: "mmHg".into() }),
            ("Blood pressure", Role::Pressure { unit: String::new() }),
            // "None" under one of these says nothing of diagnoses.
            ("手术史", Role::Unknown),
            ("手术外伤史", Role::Unknown),
            ("Procedures", Role::Unknown),
            ("past surgical history", Role::Unknown),
            ("past medical history", Role::Conditions),
            ("总胆固醇(mmol/L)", value("total_chol", "mmol/L")),
            ("肌酐(μmol/L)", value("creatinine", "μmol/L")),
            ("尿微量白蛋白/肌酐比(mg/g)", value("uacr", "mg/g")),
            ("尿微量白蛋白", Role::Other),
            ("尿肌酐", Role::Other),
            ("GLU(空腹)", value("glucose_fasting", "")),
            ("糖化血红蛋白(HbA1c)", value("hba1c", "")),
            ("糖化血红蛋白(%)", value("hba1c", "%")),
            ("*高密度脂蛋白胆固醇", value("hdl", "")),
            ("VLDL-C", Role::Other),
            ("TC", value("total_chol", "")),
            ("吸烟史", value("smoking", "")),
            ("是否吸烟", value("smoking", "")),
            ("是否糖尿病", Role::Flag { concept: "diabetes" }),
            ("高血压史", Role::Flag { concept: "hypertension" }),
            ("诊断", Role::Conditions),
            ("出生年月日", Role::Birth),
            ("报告日期", Role::Date { of_report: true }),
            ("sbp_mmHg", value("sbp", "mmHg")),
            ("total_chol_mg_dL", value("total_chol", "mg/dL")),
            ("Systolic blood pressure (mm[Hg])", value("sbp", "mm[Hg]")),
            ("eGFR (mL/min/{1.73_m2})", value("egfr", "mL/min/{1.73_m2}")),
            ("LDL mmol/L", value("ldl", "mmol/L")),
            ("Diabetes (yes/no)", Role::Flag { concept: "diabetes" }),
            ("Statin", Role::Flag { concept: "statin" }),
            ("南北方", Role::Answer { input: "north" }),
            ("居住地区（北方/南方）", Role::Answer { input: "north" }),
            ("是否北方(是/否)", Role::Answer { input: "north" }),
            ("lives in northern China", Role::Answer { input: "north" }),
            ("城乡", Role::Answer { input: "urban" }),
            ("居住地(城市/农村)", Role::Answer { input: "urban" }),
            ("urban", Role::Answer { input: "urban" }),
            ("心脑血管病家族史", Role::Answer { input: "family_history" }),
            ("ASCVD家族史", Role::Answer { input: "family_history" }),
            ("Family history of cardiovascular disease", Role::Answer { input: "family_history" }),
            ("Family history", Role::Unknown),
            ("糖尿病家族史", Role::Flag { concept: "fh_diabetes" }),
            ("省份", Role::Unknown),
            ("分院(北方)", Role::Unknown),
            ("Age (years)", Role::Age),
            ("shoe size", Role::Unknown),
        ] {
            assert_eq!(read(heading), expected, "{heading}");
        }
    }

    #[test]
    fn a_person_may_say_what_a_column_means() {
        let mapped = Mapped::InUnit { concept: "creatinine".into(), unit: "umol/L".into() };
        assert_eq!(role("Kreatinin", Some(&mapped)), value("creatinine", "umol/L"));
        assert_eq!(role("SBP", Some(&Mapped::Means("ignore".into()))), Role::Ignore);
        assert_eq!(role("x (mmol/L)", Some(&Mapped::Means("ldl".into()))), value("ldl", "mmol/L"));
    }
}
