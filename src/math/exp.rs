//! e to the power x, one source for one number and for two.

use super::pair::Pair;

/// log2(e).
const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2, its upper 33 bits: `n * LN2_HIGH` is exact for every |n| below 2^20.
const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
/// ln 2 less [`LN2_HIGH`].
const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
/// 1.5 × 2^52: adding it rounds to the nearest whole number and leaves that number in the low bits.
const SHIFT: f64 = 6_755_399_441_055_744.0;
/// Above this the answer is infinite.
const HIGHEST: f64 = 709.782_712_893_384;
/// Below this the answer is no normal number; it is given as zero.
const LOWEST: f64 = -708.396_418_532_264_1;

/// The best polynomial of its degree for `(e^r - 1 - r) / r^2`, lowest power first: found by Remez' exchange over
/// |r| <= 0.34665 in 60 digits, 0.017 units of the last place of `e^r` away from it at worst.
const TAIL: [f64; 10] = [
    0.500_000_000_000_001_1,
    0.166_666_666_666_664_13,
    0.041_666_666_666_530_03,
    0.008_333_333_333_494_617,
    0.001_388_888_894_366_921_5,
    0.000_198_412_695_063_364_7,
    2.480_149_305_394_871_5e-5,
    2.755_758_650_325_573_7e-6,
    2.763_026_581_231_612e-7,
    2.500_004_874_542_877e-8,
];

/// e to the power `x`, within 1 ulp wherever the answer is a normal number.
///
/// Too large gives infinity, too small (below 2.2e-308) gives zero, not a number stays so.
///
/// `x = n ln 2 + r` with |r| at most 0.347; `e^r` is a polynomial of degree eleven, summed
/// with the rounding error of `r`; the exponent is then raised by `n`. There is no branch and no table, and rows
/// go in pairs.
///
/// # Examples
///
/// ```
/// assert_eq!(bedside::math::exp(0.0), 1.0);
/// assert!((bedside::math::exp(1.0) - std::f64::consts::E).abs() < 5e-16);
/// ```
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let [inside, _] = inner(Pair::both(x)).get();
    ends(x, inside)
}

/// The answer at the ends of what numbers can say.
#[inline(always)]
fn ends(x: f64, inside: f64) -> f64 {
    let lower = if x >= LOWEST { inside } else { 0.0 };
    let upper = if x > HIGHEST { f64::INFINITY } else { lower };
    if x.is_nan() { x } else { upper }
}

/// 1 / (1 + e^-x): the logistic function, the probability whose log-odds are `x`.
///
/// Beyond log-odds of ±708 the answer is that of ±708, which is 1 or 3.3e-308; not a number is no input.
#[inline(always)]
pub fn logistic(x: f64) -> f64 {
    let [answer, _] = logistic_pair(Pair::both(x)).get();
    answer
}

/// [`exp()`] of two numbers.
#[inline(always)]
pub(crate) fn exp_pair(x: Pair) -> Pair {
    let ([a, b], [c, d]) = (x.get(), inner(x).get());
    Pair::new([ends(a, c), ends(b, d)])
}

/// [`logistic`] of two numbers.
#[inline(always)]
pub(crate) fn logistic_pair(x: Pair) -> Pair {
    let one = Pair::both(1.0);
    let x = x.least(Pair::both(-708.0)).most(Pair::both(708.0));
    one / (one + inner(Pair::both(-0.0) - x))
}

/// [`logistic`] of each number, in its place.
pub(crate) fn logistic_all(values: &mut [f64]) {
    let mut pairs = values.chunks_exact_mut(2);
    for pair in &mut pairs {
        if let [a, b] = pair {
            [*a, *b] = logistic_pair(Pair::new([*a, *b])).get();
        }
    }
    pairs.into_remainder().iter_mut().for_each(|x| *x = logistic(*x));
}

/// e to the power `x`, for `x` from [`LOWEST`] to [`HIGHEST`].
#[inline(always)]
fn inner(x: Pair) -> Pair {
    let c = Pair::both;
    let shifted = x * c(LOG2_E) + c(SHIFT);
    let n = shifted - c(SHIFT);
    let high = x - n * c(LN2_HIGH);
    let low = n * c(LN2_LOW);
    let r = high - low;
    // What rounding took from r: without it the answer is a whole unit off in places.
    let rest = (high - r) - low;
    let r2 = r * r;
    // Even and odd powers apart: two short chains, and neighbouring rows overlap.
    let [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9] = TAIL.map(c);
    let even = a0 + (a2 + (a4 + (a6 + a8 * r2) * r2) * r2) * r2;
    let odd = a1 + (a3 + (a5 + (a7 + a9 * r2) * r2) * r2) * r2;
    let y = c(1.0) + (r + (r2 * (even + odd * r) + rest));
    y.raise(shifted)
}

#[cfg(test)]
mod tests {
    use super::{exp, logistic, logistic_all};

    /// A number as an unevaluated sum: some 106 bits.
    #[derive(Clone, Copy)]
    struct Double(f64, f64);

    fn two_sum(a: f64, b: f64) -> Double {
        let s = a + b;
        let t = s - a;
        Double(s, (a - (s - t)) + (b - t))
    }

    fn mul(a: Double, b: Double) -> Double {
        let p = a.0 * b.0;
        let e = a.0.mul_add(b.0, -p) + (a.0 * b.1 + a.1 * b.0);
        two_sum(p, e)
    }

    fn add(a: Double, b: Double) -> Double {
        let s = two_sum(a.0, b.0);
        two_sum(s.0, s.1 + a.1 + b.1)
    }

    fn div_small(a: Double, n: f64) -> Double {
        let q = a.0 / n;
        let r = (-q).mul_add(n, a.0);
        two_sum(q, (r + a.1) / n)
    }

    /// e^x / 2^n in double-double: the argument halved eight times, 20 terms, squared eight times.
    fn reference(x: f64) -> (Double, i32) {
        let n = (x * std::f64::consts::LOG2_E).round();
        // ln 2 in three parts; the first two products with n are exact.
        let parts = [0.693_147_180_369_123_8_f64, 1.908_214_929_270_587_7e-10_f64];
        let third = 1.1612227229362532e-26;
        let first = Double(n * parts[0], n.mul_add(parts[0], -(n * parts[0])));
        let second = Double(n * parts[1], n.mul_add(parts[1], -(n * parts[1])));
        let all = add(add(first, second), Double(n * third, 0.0));
        let mut r = add(Double(x, 0.0), Double(-all.0, -all.1));
        r = Double(r.0 / 256.0, r.1 / 256.0);
        let mut sum = Double(1.0, 0.0);
        let mut term = Double(1.0, 0.0);
        for k in 1..=14 {
            term = div_small(mul(term, r), f64::from(k));
            sum = add(sum, term);
        }
        for _ in 0..8 {
            sum = mul(sum, sum);
        }
        (sum, n as i32)
    }

    /// Distance from the truth in units of the last place of the answer.
    fn ulps(x: f64) -> f64 {
        let got = exp(x);
        let (want, n) = reference(x);
        let scaled = got / 2f64.powi(n / 2) / 2f64.powi(n - n / 2);
        let unit = (got.next_up() - got) / 2f64.powi(n / 2) / 2f64.powi(n - n / 2);
        ((scaled - want.0) - want.1).abs() / unit
    }

    #[test]
    fn the_reference_is_itself_right() {
        // e to 28 digits (the eight squarings cost 8 of 106 bits) and e^-20.
        let (one, n) = reference(1.0);
        let scale = 2f64.powi(n);
        assert_eq!(one.0 * scale, std::f64::consts::E);
        assert!((one.1 * scale - 1.445_646_891_729_250_2e-16).abs() < 1e-28);
        let (x, n) = reference(-20.0);
        assert_eq!(x.0 * 2f64.powi(n), 2.061_153_622_438_558e-9);
    }

    #[test]
    fn within_one_ulp_over_a_dense_range() {
        let mut worst = (0.0, 0.0);
        let mut try_one = |x: f64| {
            let u = ulps(x);
            if u > worst.0 {
                worst = (u, x);
            }
        };
        for k in -400_000..=400_000 {
            try_one(f64::from(k) * 5e-5 + 1.234e-9);
        }
        for k in -141_000..=141_900 {
            try_one(f64::from(k) * 5e-3 + 1e-4);
        }
        for power in -60..0 {
            try_one(2f64.powi(power));
            try_one(-(2f64.powi(power)));
        }
        println!("worst {} ulp at {}", worst.0, worst.1);
        assert!(worst.0 < 1.0, "{worst:?}");
    }

    #[test]
    fn agrees_with_libm_to_one_step() {
        for k in -70_000..=70_000 {
            let x = f64::from(k) * 0.01;
            let (a, b) = (exp(x), libm::exp(x));
            assert!((a.to_bits() as i64 - b.to_bits() as i64).abs() <= 1, "{x} {a} {b}");
        }
    }

    #[test]
    fn many_logistics_are_each_alone() {
        let mut all = [-900.0, -3.5, -0.0, 0.7, 40.0, 900.0, f64::NAN];
        let each = all.map(|x| logistic(x).to_bits());
        logistic_all(&mut all);
        assert_eq!(all.map(f64::to_bits), each);
    }

    #[test]
    fn logistic_is_one_over_one_plus_exp() {
        for k in -7_080..=7_080 {
            let x = f64::from(k) * 0.1;
            assert_eq!(logistic(x), 1.0 / (1.0 + exp(-x)), "{x}");
        }
        assert_eq!([logistic(1e308), logistic(709.0), logistic(0.0)], [1.0, 1.0, 0.5]);
        assert!(logistic(-1e308) < 1e-300);
    }

    #[test]
    fn edges() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-0.0), 1.0);
        assert_eq!(exp(f64::INFINITY), f64::INFINITY);
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
        assert_eq!(exp(1e308), f64::INFINITY);
        assert_eq!(exp(-1e308), 0.0);
        assert_eq!(exp(710.0), f64::INFINITY);
        assert_eq!(exp(-709.0), 0.0);
        assert!(exp(709.78).is_finite());
        assert!(exp(-708.39) >= f64::MIN_POSITIVE);
        assert!(exp(f64::NAN).is_nan());
    }
}
