//! Figures of a reference as a fixture holds them, and how near ours come.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::Value;

pub(crate) fn list(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

#[track_caller]
pub(crate) fn near(got: f64, want: &Value, within: f64) {
    let want = want.as_f64().unwrap();
    assert!((got - want).abs() <= within, "{got} is not {want}");
}

#[track_caller]
pub(crate) fn all_near(got: &[f64], want: &Value, within: f64) {
    let want = list(want);
    assert_eq!(got.len(), want.len());
    got.iter().zip(want).for_each(|(got, want)| assert!((got - want).abs() <= within, "{got} is not {want}"));
}
