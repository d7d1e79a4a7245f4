//! Floor 0: numbers. One source of exp, ln, pow and sqrt for native and wasm, so that both agree to the bit.
//!
//! `exp` is our own kernel: branch-free and two rows at a time ([`Pair`]), so that it is SIMD in both
//! builds, and within 1 ulp of the true value (`exp.rs` proves it). Logarithm and power come from `libm`.

pub(crate) mod dense;
mod exp;
pub(crate) mod gram;
mod matrix;
pub(crate) mod nan;
mod normal;
pub(crate) mod order;
mod pair;
mod quad;
mod random;
pub mod short;
pub(crate) mod straight;

pub use exp::{exp, logistic};
pub(crate) use exp::{exp_pair, logistic_all, logistic_pair};
pub use matrix::Matrix;
pub use normal::{DRAWS, normal_draws, normal_pairs, normal_quantile, normal_share, percentile, percentile_of};
pub(crate) use pair::Pair;
pub(crate) use quad::Quad;
pub use random::{Draws, Stream};

/// Natural logarithm of `x`.
#[inline]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `x` to the power `y`.
#[inline]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Square root of `x`, correctly rounded: IEEE 754 asks it of the instruction that every target has.
#[inline]
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}
