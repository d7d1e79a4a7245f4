//! A feedback table or a model's file: refused with a reason, or trained and read back the same.
#![no_main]

use bedside::learn::feedback::{FeedbackSettings, Known, ModelKind, Recommender};
use bedside::session::{open_model, score_actions, train, trained};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, data)) = bytes.split_first() else { return };
    let model = [ModelKind::Linear, ModelKind::Content, ModelKind::Implicit][usize::from(first % 3)];
    if let Ok(model) = Recommender::read("m", data) {
        assert_eq!(Recommender::read("m", model.write().unwrap().as_bytes()).unwrap(), model);
    }
    let settings = FeedbackSettings { model, sweeps: 2, ..FeedbackSettings::default() };
    let Ok(mut training) = train("t", data, settings, "2026-03-01".parse().unwrap(), true) else { return };
    loop {
        match training.step(1000) {
            Ok(false) => {}
            Ok(true) => break,
            Err(_) => return,
        }
    }
    let Ok((_, Some(model))) = trained(training) else { return };
    assert_eq!(open_model("m", model.file.as_bytes()).unwrap(), model);
    score_actions(&model.file, &Known::default()).unwrap();
});
