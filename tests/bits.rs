//! Native and wasm agree to the bit. This half says what native gives; `npm test` hands it to the wasm half
//! (`tests/wasm/same_bits.rs`), which must give the same.

#![allow(clippy::unwrap_used, clippy::float_cmp)]

#[path = "wasm/fingerprint.rs"]
mod fingerprint;

#[test]
fn native_numbers_have_the_same_bits_every_time() {
    let [kernels, equation, week] = fingerprint::fingerprints();
    assert_eq!(fingerprint::fingerprints(), [kernels, equation, week]);
    assert_ne!(kernels, equation);
    println!("bits: {kernels:016x} {equation:016x} {week:016x}");
}
