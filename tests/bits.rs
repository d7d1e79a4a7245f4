//! Native and wasm agree to the bit: this is the native half, `tests/wasm/same_bits.rs` the other.

#![allow(clippy::unwrap_used, clippy::float_cmp)]

#[path = "wasm/fingerprint.rs"]
mod fingerprint;

#[test]
fn native_numbers_have_the_known_bits() {
    assert_eq!(fingerprint::fingerprints(), fingerprint::EXPECTED);
}
