//! e to the power x, one source for scalar and vector use.

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

/// `1 / n!` for n = 2 to 13.
const TAYLOR: [f64; 12] = [
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];

/// e to the power `x`, within 1 ulp wherever the answer is a normal number.
///
/// Too large gives infinity, too small (below 2.2e-308) gives zero, not a number stays so.
///
/// `x = n ln 2 + r` with |r| at most 0.347; `e^r` is its series to the thirteenth power, whose rest is
/// below 0.04 ulp, summed with the rounding error of `r`; the exponent is then raised by `n`. There is
/// no branch and no table, so a loop over it becomes SIMD.
///
/// # Examples
///
/// ```
/// assert_eq!(bedside::math::exp(0.0), 1.0);
/// assert!((bedside::math::exp(1.0) - std::f64::consts::E).abs() < 5e-16);
/// ```
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let lower = if x >= LOWEST { inner(x) } else { 0.0 };
    let upper = if x > HIGHEST { f64::INFINITY } else { lower };
    if x.is_nan() { x } else { upper }
}

/// 1 / (1 + e^-x): the logistic function, the probability whose log-odds are `x`.
///
/// Beyond log-odds of ±708 the answer is that of ±708, which is 1 or 3.3e-308; not a number is no input.
#[inline(always)]
pub fn logistic(x: f64) -> f64 {
    let x = if x < -708.0 { -708.0 } else { x };
    let x = if x > 708.0 { 708.0 } else { x };
    1.0 / (1.0 + inner(-x))
}

/// e to the power `x`, for `x` from [`LOWEST`] to [`HIGHEST`].
#[inline(always)]
fn inner(x: f64) -> f64 {
    let shifted = x * LOG2_E + SHIFT;
    let n = shifted - SHIFT;
    let high = x - n * LN2_HIGH;
    let low = n * LN2_LOW;
    let r = high - low;
    let rest = (high - r) - low;
    // Estrin's scheme: short chains, so that neighbouring rows overlap.
    let [a, b, c, d, e, f, g, h, i, j, k, l] = TAYLOR;
    let (r2, r4) = (r * r, (r * r) * (r * r));
    let first = (a + b * r) + (c + d * r) * r2;
    let second = (e + f * r) + (g + h * r) * r2;
    let third = (i + j * r) + (k + l * r) * r2;
    let tail = (first + second * r4) + third * (r4 * r4);
    let y = 1.0 + (r + (r2 * tail + rest));
    f64::from_bits(y.to_bits().wrapping_add(shifted.to_bits() << 52))
}

#[cfg(test)]
mod tests {
    use super::{exp, logistic};

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
