//! Floor 0: numbers. One source of exp, ln and pow for native and wasm, so that both agree to the bit.
