//! A table of many people: read whole and in blocks alike, told, and changed column by column.
#![no_main]

use bedside::collect::cohort::{CohortOptions, CohortReader, ColumnChange, ColumnKind, Step, read_cohort};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let whole = read_cohort("t.csv", bytes, CohortOptions::default());
    let mut reader = CohortReader::new("t.csv", CohortOptions::default());
    let size = 1 + bytes.len() / 3;
    let blocks = 'again: loop {
        for block in bytes.chunks(size) {
            if reader.push(block).is_err() {
                break 'again None;
            }
        }
        match reader.finish() {
            Ok(Step::Done(cohort)) => break Some(cohort),
            Ok(Step::Again(next)) => reader = *next,
            Err(_) => break None,
        }
    };
    let Ok(mut cohort) = whole else { return };
    // UTF-16 is read whole only.
    if let Some(blocks) = blocks {
        // As text: NaN is not equal to itself.
        assert_eq!(format!("{blocks:?}"), format!("{cohort:?}"));
    }
    let told = cohort.told();
    for (at, column) in told.columns.iter().enumerate().take(8) {
        let kinds = [ColumnKind::Number, ColumnKind::Word, ColumnKind::Day, ColumnKind::Id];
        let change = ColumnChange {
            name: column.name.clone(),
            kind: kinds.get(at % 4).copied(),
            missing_words: vec!["1".into()],
            ..ColumnChange::default()
        };
        let changed = cohort.change(&change).expect("a type may always change");
        assert!(changed.lost + changed.made_missing <= told.rows);
    }
    serde_json::to_string(&cohort.told()).expect("what is told can be written");
});
