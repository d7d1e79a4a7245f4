//! Kernels on short numbers (`f32`): products of tables, curves, what is learned from a slope.
//!
//! Tables lie row after row, with rows in fours and columns in eights ([`whole`]), filled up with zeros: then no kernel has an
//! edge. Sums are added in a fixed order and nothing is fused, so that every build gives the same bits.

mod curve;
mod exp;
mod pace;
mod product;

pub use curve::softmax;
pub(crate) use curve::{logistic, logistic_all, relu, tanh_all};
pub use exp::exp;
pub(crate) use pace::{Pace, adam, momentum};
pub(crate) use product::{Packed, column_sums, crossed, multiply, multiply_one};

/// `n` raised to a multiple of `of`.
pub(crate) fn whole(n: usize, of: usize) -> usize {
    n.div_ceil(of) * of
}
