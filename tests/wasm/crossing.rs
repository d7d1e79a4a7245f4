//! What crosses to JavaScript comes back unchanged.

use bedside::record::Patient;
use bedside::vocab::PartialDate;
use bedside::{Error, Kind};
use serde::Serialize;
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn there_and_back<T: Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    let crossed = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap();
    serde_wasm_bindgen::from_value(crossed).unwrap()
}

#[wasm_bindgen_test]
fn a_record_comes_back_unchanged() {
    let record: Patient = serde_json::from_str(
        r#"{"birth":"1961-04","sex":"female","files":["a.json"],"observations":[{"id":1,"concept":"sbp",
        "kind":"number","value":138.25,"given":{"value":18.432,"unit":"kPa"},"comparator":"below",
        "origin":{"file":"a.json","place":"Bundle.entry[3]"}}],"answers":{"north":true,"salt_g_day":9.5,"smoking":"never"}}"#,
    )
    .unwrap();
    assert_eq!(record.observations.len(), 1);
    assert_eq!(there_and_back(&record), record);
}

#[wasm_bindgen_test]
fn every_bit_of_a_number_comes_back() {
    let numbers = [0.1 + 0.2, f64::MIN_POSITIVE, 1e308, -0.0, 9_007_199_254_740_993.0, 1.0 / 3.0];
    let bits = |list: &[f64]| list.iter().map(|n| n.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&there_and_back(&numbers.to_vec())), bits(&numbers));
}

#[wasm_bindgen_test]
fn an_error_is_plain_data() {
    let error = Error::new(Kind::TooLarge, "csv.columns").at("a.csv, row 4").with("count", 10_000);
    assert_eq!(there_and_back(&error), error);
}

#[wasm_bindgen_test]
fn a_partial_date_is_its_text() {
    let date: PartialDate = serde_json::from_str("\"2020-03\"").unwrap();
    let crossed = date.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap();
    assert_eq!(crossed.as_string().as_deref(), Some("2020-03"));
}
