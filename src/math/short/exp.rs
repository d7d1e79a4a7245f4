//! e to the power x in short numbers.

/// 1.5 × 2^23: adding it rounds to the nearest whole number and leaves that number in the low bits.
const SHIFT: f32 = 12_582_912.0;
/// ln 2, its upper bits: `n * LN2_HIGH` is exact for every |n| up to 128.
const LN2_HIGH: f32 = 0.693_359_4;
/// ln 2 less [`LN2_HIGH`].
const LN2_LOW: f32 = -2.121_944_4e-4;
/// `(e^r - 1 - r) / r^2`, lowest power first (Moshier's Cephes library, `expf`); the test below judges the whole.
const TAIL: [f32; 6] = [0.5, 1.666_666_5e-1, 4.166_579_6e-2, 8.333_452e-3, 1.398_199_9e-3, 1.987_569_2e-4];

/// e to the power `x`, within 2 ulp, for `x` held within −87 and 88; not a number counts as −87.
///
/// # Examples
///
/// ```
/// assert_eq!(bedside::math::short::exp(0.0), 1.0);
/// ```
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = if x > -87.0 { x } else { -87.0 };
    let x = if x < 88.0 { x } else { 88.0 };
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let n = shifted - SHIFT;
    let r = (x - n * LN2_HIGH) - n * LN2_LOW;
    let [a, b, c, d, e, f] = TAIL;
    let tail = ((((f * r + e) * r + d) * r + c) * r + b) * r + a;
    let y = (tail * (r * r) + r) + 1.0;
    // The low bits of the shifted number are n: they raise the exponent.
    f32::from_bits(y.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn within_two_units_of_the_last_place() {
        let mut worst = (0.0, 0.0);
        for k in -870_000..=880_000 {
            let x = k as f32 * 1e-4;
            let want = libm::exp(f64::from(x));
            let unit = f64::from((want as f32).next_up()) - f64::from(want as f32);
            let off = (f64::from(exp(x)) - want).abs() / unit;
            if off > worst.0 {
                worst = (off, x);
            }
        }
        println!("worst {} ulp at {}", worst.0, worst.1);
        assert!(worst.0 < 2.0, "{worst:?}");
    }

    #[test]
    fn ends_are_held() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-1e30).to_bits(), exp(-87.0).to_bits());
        assert_eq!(exp(f32::INFINITY).to_bits(), exp(88.0).to_bits());
        assert!(exp(-87.0) >= f32::MIN_POSITIVE && exp(88.0).is_finite() && exp(f32::NAN) > 0.0);
    }
}
