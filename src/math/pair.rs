//! Two rows at a time: one SIMD register of two numbers where the target has one, the same bits everywhere.
//!
//! Loops over single numbers are left to the compiler, which often turns pairs of rows around before it computes;
//! here each operation is one instruction. Nothing is fused and nothing is reordered, so that native and wasm agree.

use std::ops::{Add, Div, Mul, Sub};

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod lanes {
    use std::arch::wasm32::{
        f64x2, f64x2_add, f64x2_div, f64x2_eq, f64x2_extract_lane, f64x2_mul, f64x2_pmax, f64x2_pmin, f64x2_sub,
        i64x2_add, i64x2_shl, i64x2_shuffle, v128, v128_bitselect,
    };

    pub(super) type Lanes = v128;

    #[inline(always)]
    pub(super) fn new([a, b]: [f64; 2]) -> Lanes {
        f64x2(a, b)
    }
    #[inline(always)]
    pub(super) fn get(x: Lanes) -> [f64; 2] {
        [f64x2_extract_lane::<0>(x), f64x2_extract_lane::<1>(x)]
    }
    #[inline(always)]
    pub(super) fn add(x: Lanes, y: Lanes) -> Lanes {
        f64x2_add(x, y)
    }
    #[inline(always)]
    pub(super) fn sub(x: Lanes, y: Lanes) -> Lanes {
        f64x2_sub(x, y)
    }
    #[inline(always)]
    pub(super) fn mul(x: Lanes, y: Lanes) -> Lanes {
        f64x2_mul(x, y)
    }
    #[inline(always)]
    pub(super) fn div(x: Lanes, y: Lanes) -> Lanes {
        f64x2_div(x, y)
    }
    #[inline(always)]
    pub(super) fn most(x: Lanes, c: Lanes) -> Lanes {
        f64x2_pmin(x, c)
    }
    #[inline(always)]
    pub(super) fn least(x: Lanes, c: Lanes) -> Lanes {
        f64x2_pmax(x, c)
    }
    #[inline(always)]
    pub(super) fn filled(x: Lanes, or: Lanes) -> Lanes {
        v128_bitselect(x, or, f64x2_eq(x, x))
    }
    #[inline(always)]
    pub(super) fn raise(y: Lanes, n: Lanes) -> Lanes {
        i64x2_add(y, i64x2_shl(n, 52))
    }
    #[inline(always)]
    pub(super) fn turn(x: Lanes, y: Lanes) -> (Lanes, Lanes) {
        (i64x2_shuffle::<0, 2>(x, y), i64x2_shuffle::<1, 3>(x, y))
    }
}

// Elsewhere the compiler finds the register: such instructions may only be called as unsafe there.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod lanes {
    pub(super) type Lanes = [f64; 2];

    #[inline(always)]
    pub(super) fn new(x: [f64; 2]) -> Lanes {
        x
    }
    #[inline(always)]
    pub(super) fn get(x: Lanes) -> [f64; 2] {
        x
    }
    #[inline(always)]
    fn both([a, b]: Lanes, [x, y]: Lanes, f: impl Fn(f64, f64) -> f64) -> Lanes {
        [f(a, x), f(b, y)]
    }
    #[inline(always)]
    pub(super) fn add(x: Lanes, y: Lanes) -> Lanes {
        both(x, y, |x, y| x + y)
    }
    #[inline(always)]
    pub(super) fn sub(x: Lanes, y: Lanes) -> Lanes {
        both(x, y, |x, y| x - y)
    }
    #[inline(always)]
    pub(super) fn mul(x: Lanes, y: Lanes) -> Lanes {
        both(x, y, |x, y| x * y)
    }
    #[inline(always)]
    pub(super) fn div(x: Lanes, y: Lanes) -> Lanes {
        both(x, y, |x, y| x / y)
    }
    #[inline(always)]
    pub(super) fn most(x: Lanes, c: Lanes) -> Lanes {
        both(x, c, |x, c| if x > c { c } else { x })
    }
    #[inline(always)]
    pub(super) fn least(x: Lanes, c: Lanes) -> Lanes {
        both(x, c, |x, c| if x < c { c } else { x })
    }
    #[inline(always)]
    pub(super) fn filled(x: Lanes, or: Lanes) -> Lanes {
        both(x, or, |x, or| if x.is_nan() { or } else { x })
    }
    #[inline(always)]
    pub(super) fn raise(y: Lanes, n: Lanes) -> Lanes {
        both(y, n, |y, n| f64::from_bits(y.to_bits().wrapping_add(n.to_bits() << 52)))
    }
    #[inline(always)]
    pub(super) fn turn([a, b]: Lanes, [x, y]: Lanes) -> (Lanes, Lanes) {
        ([a, x], [b, y])
    }
}

/// Two numbers that are computed together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair(lanes::Lanes);

impl Pair {
    /// Two numbers.
    #[inline(always)]
    pub(crate) fn new(x: [f64; 2]) -> Self {
        Self(lanes::new(x))
    }

    /// The same number twice.
    #[inline(always)]
    pub(crate) fn both(x: f64) -> Self {
        Self(lanes::new([x, x]))
    }

    /// The two numbers.
    #[inline(always)]
    pub(crate) fn get(self) -> [f64; 2] {
        lanes::get(self.0)
    }

    /// `or` where it is not a number.
    #[inline(always)]
    pub(crate) fn filled(self, or: Self) -> Self {
        Self(lanes::filled(self.0, or.0))
    }

    /// The smaller; what is not a number stays so.
    #[inline(always)]
    pub(crate) fn most(self, c: Self) -> Self {
        Self(lanes::most(self.0, c.0))
    }

    /// The greater; what is not a number stays so.
    #[inline(always)]
    pub(crate) fn least(self, c: Self) -> Self {
        Self(lanes::least(self.0, c.0))
    }

    /// Times two to the whole number in the low bits of `n`, where the answer is a normal number.
    #[inline(always)]
    pub(crate) fn raise(self, n: Self) -> Self {
        Self(lanes::raise(self.0, n.0))
    }

    /// The two first numbers of two pairs, and the two second.
    #[inline(always)]
    pub(crate) fn turn(self, other: Self) -> (Self, Self) {
        let (first, second) = lanes::turn(self.0, other.0);
        (Self(first), Self(second))
    }
}

impl Add for Pair {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(lanes::add(self.0, other.0))
    }
}

impl Sub for Pair {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self(lanes::sub(self.0, other.0))
    }
}

impl Mul for Pair {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(lanes::mul(self.0, other.0))
    }
}

impl Div for Pair {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Self(lanes::div(self.0, other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Pair;

    #[test]
    fn each_operation_is_that_of_single_numbers() {
        let numbers = [0.0, -0.0, 1.5, -2.25, 1e300, f64::MIN_POSITIVE, f64::INFINITY, f64::NAN];
        let same = |pair: Pair, [a, b]: [f64; 2]| {
            let [x, y] = pair.get();
            let fits = |x: f64, a: f64| x.to_bits() == a.to_bits() || (x.is_nan() && a.is_nan());
            assert!(fits(x, a) && fits(y, b), "{x} {y} for {a} {b}");
        };
        for x in numbers {
            for y in numbers {
                let (a, b) = (Pair::new([x, y]), Pair::both(y));
                same(a + b, [x + y, y + y]);
                same(a - b, [x - y, y - y]);
                same(a * b, [x * y, y * y]);
                same(a / b, [x / y, y / y]);
                same(a.most(b), [if x > y { y } else { x }, y]);
                same(a.least(b), [if x < y { y } else { x }, y]);
                let (first, second) = a.turn(b);
                same(first, [x, y]);
                same(second, [y, y]);
            }
        }
        // The low bits of 1.5 × 2^52 + n hold n.
        let n = Pair::new([6_755_399_441_055_744.0 + 3.0, 6_755_399_441_055_744.0 - 2.0]);
        same(Pair::new([1.5, -1.25]).raise(n), [12.0, -0.3125]);
    }
}
