//! An empty table to fill in: headings that the reader knows, with their units.

use super::answers::ASKED;
use crate::vocab::{label, unit};

const NUMBERS: [&str; 17] = [
    "sbp",
    "dbp",
    "height",
    "weight",
    "waist",
    "total_chol",
    "hdl",
    "ldl",
    "triglycerides",
    "hba1c",
    "glucose_fasting",
    "creatinine",
    "egfr",
    "uacr",
    "alt",
    "ast",
    "platelets",
];
const FLAGS: [&str; 7] = ["diabetes", "hypertension", "ihd", "stroke", "heart_failure", "statin", "antihypertensive"];

/// The template as CSV with a byte order mark, so that spreadsheets read its Chinese.
/// `chinese` chooses the language, `si` the units of the headings.
pub fn template(chinese: bool, si: bool) -> String {
    let name = |id: &str| label::of(id).map(|l| if chinese { l.zh } else { l.en }).unwrap_or_default();
    let mut headings: Vec<String> = if chinese {
        ["编号", "姓名", "性别", "出生日期", "检查日期"].map(str::to_owned).to_vec()
    } else {
        ["ID", "Name", "Sex", "Birth date", "Date"].map(str::to_owned).to_vec()
    };
    for id in NUMBERS {
        let unit = unit::of(id).and_then(|u| u.shown(si)).map(|r| r.name()).unwrap_or_default();
        headings.push(format!("{} ({unit})", name(id)));
    }
    headings.push(name("smoking").to_owned());
    let yes_no = if chinese { "是/否" } else { "yes/no" };
    headings.extend(FLAGS.iter().map(|id| format!("{} ({yes_no})", name(id))));
    headings.extend(ASKED.iter().map(|(_, en, zh)| format!("{} ({yes_no})", if chinese { zh } else { en })));
    headings.extend(
        if chinese { ["诊断", "用药", "过敏史"] } else { ["Conditions", "Medicines", "Allergies"] }.map(str::to_owned),
    );
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = writer.write_record(&headings).and_then(|()| writer.flush().map_err(Into::into));
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::csv::columns::{Role, role};

    #[test]
    fn every_heading_is_one_that_the_reader_knows() {
        for (chinese, si) in [(false, false), (false, true), (true, true)] {
            let text = template(chinese, si);
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            let roles: Vec<Role> = record.iter().map(|h| role(h, None)).collect();
            for (heading, role) in record.iter().zip(&roles) {
                assert_ne!(*role, Role::Unknown, "{heading}");
                if let Role::Value { concept, unit } = role {
                    assert!(*concept == "smoking" || !unit.is_empty(), "{heading}: no unit");
                }
            }
            for id in NUMBERS {
                assert_eq!(
                    roles.iter().filter(|r| matches!(r, Role::Value { concept, .. } if *concept == id)).count(),
                    1,
                    "{id}"
                );
            }
            for id in FLAGS {
                assert!(roles.contains(&Role::Flag { concept: id }), "{id}");
            }
            for (input, ..) in ASKED {
                assert!(roles.contains(&Role::Answer { input }), "{input}");
            }
        }
    }
}
