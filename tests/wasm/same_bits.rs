//! The numbers of wasm are those of native code, to the bit, and every worked example agrees.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::fingerprint;

#[wasm_bindgen_test]
fn wasm_numbers_have_the_bits_of_native_ones() {
    // Compiled in by scripts/wasm-tests.mjs from what tests/bits.rs printed.
    let Some(native) = option_env!("BEDSIDE_NATIVE_BITS") else { panic!("run these tests by `npm test`") };
    let [kernels, equation, week] = fingerprint::fingerprints();
    assert_eq!(format!("{kernels:016x} {equation:016x} {week:016x}"), native);
}

#[wasm_bindgen_test]
fn every_worked_example_agrees() {
    let results = bedside::score::run_examples();
    assert!(results.len() > 20, "only {} examples ran", results.len());
    let wrong: Vec<_> = results.iter().filter(|result| !result.agrees).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
