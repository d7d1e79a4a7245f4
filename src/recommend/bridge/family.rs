//! Relatives: what runs in the family is never the person's own diagnosis (medullary thyroid cancer excepted).

use super::context::Context;
use super::entry::Place;
use super::table::{Kind, Meaning, System, Table};
use super::text;
use crate::recommend::{Facts, Provenance, Tri};
use crate::record::{FactId, FamilyCondition, FamilyMember, Patient, VerificationStatus};

/// Parents, siblings and children (v3-RoleCode).
const FIRST_DEGREE: &[&str] = &[
    "PRN", "NPRN", "MTH", "NMTH", "GESTM", "FTH", "NFTH", "SIB", "NSIB", "SIS", "NSIS", "BRO", "NBRO", "TWIN",
    "TWINSIS", "TWINBRO", "CHILD", "NCHILD", "SON", "NSON", "SONC", "DAU", "NDAU", "DAUC", "72705000", "66839005",
    "27733009", "70924004", "65616008", "66089001", "40683002", "82101005", "67822003", "375005",
];
const FIRST_DEGREE_WORDS: &str = "mother|father|sister|brother|sibling|son|daughter|child|parent|twin|\
    母亲|父亲|母|父|姐姐|妹妹|哥哥|弟弟|姐|妹|兄|弟|儿子|女儿|子女|父母|兄弟|姐妹";
const NOT_FIRST_DEGREE_WORDS: &str = "grandmother|grandfather|step|half|in-law|祖父|祖母|外祖|堂|表|继";

pub(super) fn is_first_degree(member: &FamilyMember) -> bool {
    member.relationship.iter().any(|c| FIRST_DEGREE.contains(&c.code.as_str()))
        || words(member).iter().any(|t| text::says(t, FIRST_DEGREE_WORDS) && !text::says(t, NOT_FIRST_DEGREE_WORDS))
}

fn words(member: &FamilyMember) -> Vec<&str> {
    let displays = member.relationship.iter().filter_map(|c| c.display.as_deref());
    displays.chain([member.text.as_str()]).filter(|t| !t.is_empty()).collect()
}

fn is_woman(member: &FamilyMember) -> bool {
    let codes = ["MTH", "NMTH", "GESTM", "SIS", "NSIS", "DAU", "NDAU", "DAUC", "GRMTH", "AUNT", "TWINSIS", "NIECE"];
    member.relationship.iter().any(|c| codes.iter().any(|code| c.code.ends_with(code)))
        || words(member)
            .iter()
            .any(|t| text::says(t, "mother|sister|daughter|aunt|grandmother|niece|母亲|母|姐|妹|女儿|姨|姑"))
}

fn is_man(member: &FamilyMember) -> bool {
    let codes = ["FTH", "BRO", "SON", "SONC", "UNCLE", "NEPHEW"];
    member.relationship.iter().any(|c| codes.iter().any(|code| c.code.ends_with(code)))
        || words(member)
            .iter()
            .any(|t| text::says(t, "father|brother|son|uncle|grandfather|nephew|父亲|父|哥|弟|兄|儿子|叔|舅|伯"))
}

/// Whether a relative's condition means a name, or its words say so.
fn means(table: &Table, condition: &FamilyCondition, name: &str, said: &str) -> bool {
    let index = table.find(Kind::Diagnosis, name);
    let coded = condition.codes.iter().any(|c| {
        System::of(&c.system).is_some_and(|s| {
            let rows = table.of_code(s, &c.code);
            rows.iter().any(|r| Some(r.name) == index && !matches!(r.meaning, Meaning::Rule(_)))
        })
    });
    let displays = condition.codes.iter().filter_map(|c| c.display.as_deref());
    let cancer = |t: &str| text::says(t, said);
    coded || cancer(&condition.text) || displays.into_iter().any(cancer)
}

const COLON: &str = "colon cancer|rectal cancer|colorectal cancer|bowel cancer|cancer of colon|cancer of rectum|\
    carcinoma of colon|malignant neoplasm of colon|malignant tumor of colon|结直肠癌|结肠癌|直肠癌|大肠癌|肠癌";
const STROKE: &str = "stroke|cerebral infarction|cerebral haemorrhage|cerebral hemorrhage|卒中|中风|脑梗|脑出血";
const CHILDREN: &[&str] = &["CHILD", "NCHILD", "SON", "NSON", "SONC", "DAU", "NDAU", "DAUC", "65616008", "66089001"];
const LUNG: &str =
    "lung cancer|cancer of lung|carcinoma of lung|malignant neoplasm of lung|malignant tumor of lung|肺癌";
const STOMACH: &str = "stomach cancer|gastric cancer|cancer of stomach|carcinoma of stomach|malignant neoplasm of stomach|\
    malignant tumor of stomach|胃癌";
const LIVER: &str = "liver cancer|hepatocellular carcinoma|hepatoma|malignant neoplasm of liver|hcc|肝癌";
const BREAST: &str =
    "breast cancer|cancer of breast|carcinoma of breast|malignant neoplasm of breast|malignant tumor of breast|乳腺癌";
const OVARY: &str = "ovarian cancer|cancer of ovary|carcinoma of ovary|malignant neoplasm of ovary|卵巢癌";
const HEART: &str = "coronary heart disease|coronary artery disease|myocardial infarction|heart attack|\
    ischaemic heart disease|ischemic heart disease|premature chd|冠心病|心肌梗死|心梗";

/// Family history of medullary thyroid cancer counts as the label of the medicine does; nothing else becomes a diagnosis.
pub(super) fn diagnoses(context: &mut Context) {
    let medullary = "medullary thyroid carcinoma|medullary thyroid cancer|men2|men 2|multiple endocrine neoplasia type 2|\
                     甲状腺髓样癌";
    let found: Vec<FactId> = context
        .patient
        .family
        .iter()
        .filter(|m| m.conditions.iter().any(|c| means(context.table, c, "mtc_men2", medullary)))
        .map(|m| m.id)
        .collect();
    if !found.is_empty() {
        context.say_dx("mtc_men2", Tri::True, &found);
    }
}

/// Puts the fields about relatives.
pub(super) fn put(context: &Context, facts: &mut Facts) {
    let fields = [
        ("fhx_crc_fdr", "crc_history", COLON, true),
        ("fhx_lung_fdr", "lung_cancer_history", LUNG, true),
        ("fhx_gastric_fdr", "gastric_cancer_history", STOMACH, true),
        ("fhx_hcc", "", LIVER, false),
    ];
    for (field, name, said, first_degree) in fields {
        let of: Vec<&FamilyMember> = context
            .patient
            .family
            .iter()
            .filter(|m| m.conditions.iter().any(|c| means(context.table, c, name, said)))
            .collect();
        let near: Vec<FactId> = of.iter().filter(|m| !first_degree || is_first_degree(m)).map(|m| m.id).collect();
        let unsaid: Vec<FactId> =
            of.iter().filter(|m| m.relationship.is_empty() && m.text.is_empty()).map(|m| m.id).collect();
        if !near.is_empty() {
            let _ = facts.set_flag(field, true, Provenance::of(&near));
        } else if !unsaid.is_empty() {
            let _ = facts.set_unknown(field, Provenance::of(&unsaid));
        } else {
            open_by_code(context, facts, field);
        }
    }
    breast_pattern(context, facts);
}

/// A code "family history of …" in the problem list names no relative: unknown, not no. Z80.0 is any digestive cancer.
fn open_by_code(context: &Context, facts: &mut Facts, field: &str) {
    let coded_as = if matches!(field, "fhx_gastric_fdr" | "fhx_hcc") { "fhx_crc_fdr" } else { field };
    let Some(index) = context.table.find(Kind::Field, coded_as) else { return };
    for entry in context.entries.iter().filter(|e| e.place == Place::Condition && e.means(index)) {
        let digestive = entry.codes.iter().any(|(_, c)| c.replace('.', "").eq_ignore_ascii_case("Z800"));
        if (coded_as == field || digestive) && entry.verification != VerificationStatus::Refuted {
            let _ = facts.set_unknown(field, Provenance::of(&[entry.id]));
        }
    }
}

/// Breast cancer before 50, ovarian cancer, breast cancer in a man, or two relatives; one relative of unknown age is
/// unknown.
fn breast_pattern(context: &Context, facts: &mut Facts) {
    const FIELD: &str = "fhx_brca_pattern";
    let mut relatives = Vec::new();
    let (mut pattern, mut open) = (false, false);
    for member in &context.patient.family {
        for condition in &member.conditions {
            if means(context.table, condition, "", OVARY) {
                pattern = true;
                relatives.push(member.id);
            }
            if means(context.table, condition, "breast_cancer_history", BREAST) {
                pattern |= condition.onset_age.is_some_and(|age| age < 50.0) || (is_man(member) && !is_woman(member));
                open |= condition.onset_age.is_none();
                relatives.push(member.id);
            }
        }
    }
    relatives.dedup();
    if pattern || relatives.len() >= 2 {
        let _ = facts.set_flag(FIELD, true, Provenance::of(&relatives));
    } else if open {
        let _ = facts.set_unknown(FIELD, Provenance::of(&relatives));
    } else {
        open_by_code(context, facts, FIELD);
    }
}

/// Coronary heart disease of a first-degree relative before 55 (men) or 65 (women); the concept says it too.
pub(super) fn early_heart_disease(context: &Context) -> Tri {
    if let Some(yes) = context.profile.yes("fh_premature_chd")
        && (yes || context.patient.family.is_empty())
    {
        return Tri::from(yes);
    }
    let mut value = if context.patient.family.is_empty() { Tri::Unknown } else { Tri::False };
    for member in context.patient.family.iter().filter(|m| is_first_degree(m)) {
        for condition in member.conditions.iter().filter(|c| means(context.table, c, "mi", HEART)) {
            let limit = if is_woman(member) { 65.0 } else { 55.0 };
            value = value.or(Tri::from(condition.onset_age.map(|age| age < limit)));
        }
    }
    value
}

/// Parents, brothers and sisters who had a heart attack, coronary disease or a stroke at any age, as China-PAR asks.
pub(super) fn vessels(patient: &Patient, table: &Table) -> Vec<FactId> {
    let child = |m: &FamilyMember| {
        m.relationship.iter().any(|c| CHILDREN.contains(&c.code.as_str()))
            || words(m).iter().any(|t| text::says(t, "son|daughter|child|儿子|女儿|子女"))
    };
    let had = |c: &FamilyCondition| {
        ["mi", "ascvd", "angina"].iter().any(|name| means(table, c, name, HEART)) || means(table, c, "stroke", STROKE)
    };
    let near = patient.family.iter().filter(|m| is_first_degree(m) && !child(m));
    near.filter(|m| m.conditions.iter().any(had)).map(|m| m.id).collect()
}
