//! Four short numbers at a time: one SIMD register where the target has one, the same bits everywhere.
//!
//! As [`Pair`](super::Pair), for `f32`: nothing is fused and nothing is reordered. Tables of numbers are kept as lists of
//! `Quad`, so that each is one load.

use std::ops::{Add, Mul, Sub};

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod lanes {
    use std::arch::wasm32::{
        f32x4, f32x4_add, f32x4_extract_lane, f32x4_gt, f32x4_max, f32x4_mul, f32x4_splat, f32x4_sub, i32x4_shuffle,
        v128, v128_any_true,
    };

    pub(super) type Lanes = v128;

    #[inline(always)]
    pub(super) fn new([a, b, c, d]: [f32; 4]) -> Lanes {
        f32x4(a, b, c, d)
    }
    #[inline(always)]
    pub(super) fn all(x: f32) -> Lanes {
        f32x4_splat(x)
    }
    #[inline(always)]
    pub(super) fn get(x: Lanes) -> [f32; 4] {
        [f32x4_extract_lane::<0>(x), f32x4_extract_lane::<1>(x), f32x4_extract_lane::<2>(x), f32x4_extract_lane::<3>(x)]
    }
    #[inline(always)]
    pub(super) fn add(x: Lanes, y: Lanes) -> Lanes {
        f32x4_add(x, y)
    }
    #[inline(always)]
    pub(super) fn sub(x: Lanes, y: Lanes) -> Lanes {
        f32x4_sub(x, y)
    }
    #[inline(always)]
    pub(super) fn mul(x: Lanes, y: Lanes) -> Lanes {
        f32x4_mul(x, y)
    }
    #[inline(always)]
    pub(super) fn most(x: Lanes, y: Lanes) -> Lanes {
        f32x4_max(x, y)
    }
    #[inline(always)]
    pub(super) fn any_above(x: Lanes, y: Lanes) -> bool {
        v128_any_true(f32x4_gt(x, y))
    }
    #[inline(always)]
    pub(super) fn spread(x: Lanes) -> [Lanes; 4] {
        [
            i32x4_shuffle::<0, 0, 0, 0>(x, x),
            i32x4_shuffle::<1, 1, 1, 1>(x, x),
            i32x4_shuffle::<2, 2, 2, 2>(x, x),
            i32x4_shuffle::<3, 3, 3, 3>(x, x),
        ]
    }
    #[inline(always)]
    pub(super) fn sums([a, b, c, d]: [Lanes; 4]) -> Lanes {
        let ab = add(i32x4_shuffle::<0, 4, 1, 5>(a, b), i32x4_shuffle::<2, 6, 3, 7>(a, b));
        let cd = add(i32x4_shuffle::<0, 4, 1, 5>(c, d), i32x4_shuffle::<2, 6, 3, 7>(c, d));
        add(i32x4_shuffle::<0, 1, 4, 5>(ab, cd), i32x4_shuffle::<2, 3, 6, 7>(ab, cd))
    }
}

// Elsewhere the compiler finds the register.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod lanes {
    #[derive(Debug, Clone, Copy)]
    #[repr(align(16))]
    pub(super) struct Lanes([f32; 4]);

    #[inline(always)]
    pub(super) fn new(x: [f32; 4]) -> Lanes {
        Lanes(x)
    }
    #[inline(always)]
    pub(super) fn all(x: f32) -> Lanes {
        Lanes([x; 4])
    }
    #[inline(always)]
    pub(super) fn get(x: Lanes) -> [f32; 4] {
        x.0
    }
    #[inline(always)]
    fn both(Lanes([a, b, c, d]): Lanes, Lanes([w, x, y, z]): Lanes, f: impl Fn(f32, f32) -> f32) -> Lanes {
        Lanes([f(a, w), f(b, x), f(c, y), f(d, z)])
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
    pub(super) fn most(x: Lanes, y: Lanes) -> Lanes {
        both(x, y, |x, y| if x > y { x } else { y })
    }
    #[inline(always)]
    pub(super) fn any_above(Lanes([a, b, c, d]): Lanes, Lanes([w, x, y, z]): Lanes) -> bool {
        (a > w) | (b > x) | (c > y) | (d > z)
    }
    #[inline(always)]
    pub(super) fn spread(Lanes([a, b, c, d]): Lanes) -> [Lanes; 4] {
        [all(a), all(b), all(c), all(d)]
    }
    #[inline(always)]
    pub(super) fn sums(rows: [Lanes; 4]) -> Lanes {
        Lanes(rows.map(|Lanes([a, b, c, d])| (a + c) + (b + d)))
    }
}

/// Four numbers that are computed together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quad(lanes::Lanes);

impl Quad {
    /// Four numbers.
    #[inline(always)]
    pub(crate) fn new(x: [f32; 4]) -> Self {
        Self(lanes::new(x))
    }

    /// The same number four times.
    #[inline(always)]
    pub(crate) fn all(x: f32) -> Self {
        Self(lanes::all(x))
    }

    /// The four numbers.
    #[inline(always)]
    pub(crate) fn get(self) -> [f32; 4] {
        lanes::get(self.0)
    }

    /// The greater of each; both must be numbers, and of +0 and −0 either may come back.
    #[inline(always)]
    pub(crate) fn most(self, other: Self) -> Self {
        Self(lanes::most(self.0, other.0))
    }

    /// Whether one of the four exceeds its other.
    #[inline(always)]
    pub(crate) fn any_above(self, other: Self) -> bool {
        lanes::any_above(self.0, other.0)
    }

    /// Each number four times.
    #[inline(always)]
    pub(crate) fn spread(self) -> [Self; 4] {
        lanes::spread(self.0).map(Self)
    }

    /// The sum of each of four, added as (first + third) + (second + fourth).
    #[inline(always)]
    pub(crate) fn sums([a, b, c, d]: [Self; 4]) -> Self {
        Self(lanes::sums([a.0, b.0, c.0, d.0]))
    }

    /// The sum of the four, in the order of [`Quad::sums`].
    #[inline(always)]
    pub(crate) fn sum(self) -> f32 {
        let [a, b, c, d] = self.get();
        (a + c) + (b + d)
    }
}

impl Add for Quad {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(lanes::add(self.0, other.0))
    }
}

impl Sub for Quad {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self(lanes::sub(self.0, other.0))
    }
}

impl Mul for Quad {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(lanes::mul(self.0, other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Quad;

    #[test]
    fn each_operation_is_that_of_single_numbers() {
        let numbers = [0.0_f32, -0.0, 1.5, -2.25, 1e30, f32::MIN_POSITIVE, 3.1, 7e-9];
        let same =
            |quad: Quad, expected: [f32; 4]| assert_eq!(quad.get().map(f32::to_bits), expected.map(f32::to_bits));
        for x in numbers {
            for y in numbers {
                let (one, other) = ([x, y, x + 1.0, 3.0], [y, x, -2.5, x]);
                let (a, b) = (Quad::new(one), Quad::new(other));
                let each = |f: fn(f32, f32) -> f32| std::array::from_fn(|i| f(one[i], other[i]));
                same(a + b, each(|x, y| x + y));
                same(a - b, each(|x, y| x - y));
                same(a * b, each(|x, y| x * y));
                assert_eq!(a.most(b).get(), each(f32::max));
                assert_eq!(a.any_above(b), one.iter().zip(other).any(|(x, y)| *x > y));
                let total = (one[0] + one[2]) + (one[1] + one[3]);
                assert_eq!(a.sum().to_bits(), total.to_bits());
                same(Quad::sums([a, b, a, Quad::all(x)]), [a.sum(), b.sum(), a.sum(), Quad::all(x).sum()]);
                for (spread, x) in a.spread().into_iter().zip(one) {
                    same(spread, [x; 4]);
                }
            }
        }
    }
}
