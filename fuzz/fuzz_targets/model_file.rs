//! The file of a trained model, perhaps changed by hand: what is taken of it is written back the same, scores a table, is held
//! against it, and becomes a card and an ONNX file.
#![no_main]

use bedside::export::model::{ModelFile, card, drift, onnx, score_table, scored_csv};
use bedside::record::{Cells, Column, Frame, NO_DAY, NO_WORD};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(model) = ModelFile::read(text) else { return };
    let written = model.write().expect("what was read can be written");
    assert_eq!(ModelFile::read(&written).expect("and read again").write().ok(), Some(written), "the same again");
    // Cells of every kind, whatever the model wants of a column of that name.
    let cells = |at: usize| match at % 3 {
        0 => Cells::Numbers(vec![61.5, f64::NAN, f64::INFINITY]),
        1 => Cells::Words { codes: vec![0, 1, NO_WORD], words: vec!["a".into(), "7".into()] },
        _ => Cells::Days(vec![18_000, NO_DAY, i32::MAX]),
    };
    for turn in 0..3 {
        let names = model.protocol.question.predictors.iter().zip(turn..);
        let columns = names.map(|(name, at)| Column { name: name.clone(), cells: cells(at) }).collect();
        let Some(frame) = Frame::new(columns) else { return };
        if let Ok(scored) = score_table(&model, &frame) {
            assert_eq!(scored.answers.len(), 3);
            scored_csv(&frame, &scored).expect("a table can be written");
        }
        let _ = drift(&model, &frame);
    }
    card(&model);
    let _ = onnx(&model.name, &model.scorer);
});
