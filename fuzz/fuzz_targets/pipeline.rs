//! Settings as JSON, then a table below the first empty line: checked, fitted on half the rows, the whole made a matrix; and
//! the same JSON as the file of a fitted pipeline.
#![no_main]

use bedside::collect::cohort::{CohortOptions, read_cohort};
use bedside::prepare::pipeline::{FittedPipeline, PipelineSettings};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Some((settings, table)) = text.split_once("\n\n") else { return };
    let Ok(cohort) = read_cohort("t.csv", table.as_bytes(), CohortOptions::default()) else { return };
    let rows = cohort.frame.rows().min(100);
    let all: Vec<u32> = (0_u32..).take(rows).collect();
    let frame = cohort.frame.take(&all);
    if let Ok(fitted) = FittedPipeline::of_json(settings) {
        let _ = fitted.transform(&frame);
        assert_eq!(fitted.origins().len(), fitted.names.len());
    }
    let Ok(settings) = serde_json::from_str::<PipelineSettings>(settings) else { return };
    // Many columns are only slow.
    if settings.columns.len() > 20 || settings.interactions.len() > 20 {
        return;
    }
    let Ok(checked) = settings.check() else { return };
    let outcome: Vec<f64> = all.iter().map(|row| f64::from(row % 3)).collect();
    let half: Vec<u32> = all.iter().copied().step_by(2).collect();
    let Ok((fitted, matrix)) = checked.fit(&frame, &half, Some(&outcome)) else { return };
    assert_eq!((matrix.rows(), matrix.columns()), (half.len(), fitted.names.len()));
    let made = fitted.transform(&frame).expect("the table it was fitted on");
    assert_eq!((made.rows(), made.columns()), (rows, fitted.names.len()));
    assert_eq!(fitted.origins().len(), fitted.names.len());
    let file = serde_json::to_string(&fitted).expect("what was fitted can be written");
    assert_eq!(FittedPipeline::of_json(&file).expect("and read back"), fitted);
});
