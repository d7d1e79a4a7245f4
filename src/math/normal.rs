//! The normal distribution by its quantiles, and a fixed set of draws from it.

use std::sync::OnceLock;

use super::{Draws, ln, sqrt};

/// The value below which a standard normal lies with probability `p`; infinite at 0 and 1.
///
/// Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37, 1988: within 1 part in 10^16. The coefficients are those
/// of Python's `statistics.NormalDist.inv_cdf`.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 || p >= 1.0 {
        return if p <= 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(0.180_625 - q * q, &MIDDLE);
    }
    let r = sqrt(-ln(if q <= 0.0 { p } else { 1.0 - p }));
    let x = if r <= 5.0 { ratio(r - 1.6, &TAIL) } else { ratio(r - 5.0, &FAR) };
    if q < 0.0 { -x } else { x }
}

/// Coefficients of a ratio of polynomials, highest power first.
type Ratio = ([f64; 8], [f64; 8]);

fn ratio(r: f64, (above, below): &Ratio) -> f64 {
    let at = |list: &[f64; 8]| list.iter().fold(0.0, |sum, c| sum * r + c);
    at(above) / at(below)
}

#[allow(clippy::excessive_precision)]
const MIDDLE: Ratio = (
    [
        2.50908_09287_30122_6727e+3,
        3.34305_75583_58812_8105e+4,
        6.72657_70927_00870_0853e+4,
        4.59219_53931_54987_1457e+4,
        1.37316_93765_50946_1125e+4,
        1.97159_09503_06551_4427e+3,
        1.33141_66789_17843_7745e+2,
        3.38713_28727_96366_6080e+0,
    ],
    [
        5.22649_52788_52854_5610e+3,
        2.87290_85735_72194_2674e+4,
        3.93078_95800_09271_0610e+4,
        2.12137_94301_58659_5867e+4,
        5.39419_60214_24751_1077e+3,
        6.87187_00749_20579_0830e+2,
        4.23133_30701_60091_1252e+1,
        1.0,
    ],
);
#[allow(clippy::excessive_precision)]
const TAIL: Ratio = (
    [
        7.74545_01427_83414_07640e-4,
        2.27238_44989_26918_45833e-2,
        2.41780_72517_74506_11770e-1,
        1.27045_82524_52368_38258e+0,
        3.64784_83247_63204_60504e+0,
        5.76949_72214_60691_40550e+0,
        4.63033_78461_56545_29590e+0,
        1.42343_71107_49683_57734e+0,
    ],
    [
        1.05075_00716_44416_84324e-9,
        5.47593_80849_95344_94600e-4,
        1.51986_66563_61645_71966e-2,
        1.48103_97642_74800_74590e-1,
        6.89767_33498_51000_04550e-1,
        1.67638_48301_83803_84940e+0,
        2.05319_16266_37758_82187e+0,
        1.0,
    ],
);
#[allow(clippy::excessive_precision)]
const FAR: Ratio = (
    [
        2.01033_43992_92288_13265e-7,
        2.71155_55687_43487_57815e-5,
        1.24266_09473_88078_43860e-3,
        2.65321_89526_57612_30930e-2,
        2.96560_57182_85048_91230e-1,
        1.78482_65399_17291_33580e+0,
        5.46378_49111_64114_36990e+0,
        6.65790_46435_01103_77720e+0,
    ],
    [
        2.04426_31033_89939_78564e-15,
        1.42151_17583_16445_88870e-7,
        1.84631_83175_10054_68180e-5,
        7.86869_13114_56132_59100e-4,
        1.48753_61290_85061_48525e-2,
        1.36929_88092_27358_05310e-1,
        5.99832_20655_58879_37690e-1,
        1.0,
    ],
);

/// The share of a standard normal below `x`.
pub fn normal_share(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// How many draws stand for a distribution.
pub const DRAWS: usize = 4000;

/// One standard normal a draw, the middle of each of [`DRAWS`] equal parts, in an order of its own for each stream: the
/// same numbers on every machine. Streams are as good as independent of each other.
pub fn normal_draws(stream: u32) -> Vec<f64> {
    static SORTED: OnceLock<Vec<f64>> = OnceLock::new();
    #[allow(clippy::cast_precision_loss)]
    let middle = |i: usize| normal_quantile((i as f64 + 0.5) / DRAWS as f64);
    let mut draws = SORTED.get_or_init(|| (0..DRAWS).map(middle).collect()).clone();
    let by_chance = Draws::new(SEED, stream);
    for i in (1..DRAWS as u32).rev() {
        // Fisher and Yates; a remainder of 32 bits by a few thousand favours no place that could be seen.
        draws.swap(i as usize, (by_chance.bits(i) % (i + 1)) as usize);
    }
    draws
}

/// Pairs of standard normals that fill the plane evenly: the first in order, the second by steps of the golden ratio.
/// For two numbers they give a percentile to a thousandth of its spread, which draws by chance do not.
pub fn normal_pairs() -> &'static [(f64, f64)] {
    static PAIRS: OnceLock<Vec<(f64, f64)>> = OnceLock::new();
    #[allow(clippy::cast_precision_loss)]
    PAIRS.get_or_init(|| {
        let pair = |i: usize| {
            let (first, second) = ((i as f64 + 0.5) / LATTICE as f64, (i as f64 + 0.5) * 0.618_033_988_749_895);
            (normal_quantile(first), normal_quantile(second - second.floor()))
        };
        (0..LATTICE).map(pair).collect()
    })
}

const LATTICE: usize = 1000;

const SEED: u32 = 20_261_128;

/// The share `p` of sorted values lies below this one; between two, in proportion.
pub fn percentile(sorted: &[f64], p: f64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let at = p * sorted.len().saturating_sub(1) as f64;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let below = at.floor() as usize;
    let value = |i: usize| sorted.get(i).or(sorted.last()).copied().unwrap_or(f64::NAN);
    let (low, high) = (value(below), value(below + 1));
    low + (high - low) * (at - at.floor())
}

/// The same number as [`percentile`] of draws in any order, which it moves about: it sorts no more than it must.
pub fn percentile_of(draws: &mut [f64], p: f64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let at = p * draws.len().saturating_sub(1) as f64;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let above = at.floor() as usize + 1;
    if above >= draws.len() {
        draws.sort_unstable_by(f64::total_cmp);
        return percentile(draws, p);
    }
    let (lower, high, _) = draws.select_nth_unstable_by(above, f64::total_cmp);
    let low = lower.iter().copied().max_by(f64::total_cmp).unwrap_or(*high);
    low + (*high - low) * (at - at.floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `statistics.NormalDist().inv_cdf`.
    #[test]
    fn quantiles_are_those_of_the_reference() {
        for (p, x) in [
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
            (0.9, 1.281_551_565_544_600_4),
            (0.001, -3.090_232_306_167_813_5),
            (1e-12, -7.034_483_825_301_131),
        ] {
            assert!((normal_quantile(p) - x).abs() <= 4e-15 * (1.0 + x.abs()), "{p}: {}", normal_quantile(p));
        }
        assert!(normal_quantile(0.0).is_infinite() && normal_quantile(1.0).is_infinite());
    }

    #[test]
    fn shares_are_those_of_the_quantiles() {
        for x in [-6.0, -1.959_963_984_540_054, 0.0, 0.3, 2.5] {
            assert!((normal_quantile(normal_share(x)) - x).abs() < 1e-9, "{x}");
        }
        assert!((normal_share(1.959_963_984_540_054) - 0.975).abs() < 1e-15);
    }

    #[test]
    #[allow(clippy::cast_precision_loss)]
    fn draws_are_normal_and_streams_are_apart() {
        let (a, b) = (normal_draws(1), normal_draws(2));
        let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
        let square: Vec<f64> = a.iter().map(|x| x * x).collect();
        let product: Vec<f64> = a.iter().zip(&b).map(|(x, y)| x * y).collect();
        assert!(mean(&a).abs() < 1e-12 && (mean(&square) - 1.0).abs() < 0.01);
        assert!(mean(&product).abs() < 0.1, "{}", mean(&product));
        assert_eq!(a, normal_draws(1));
        assert_ne!(a, b);
        let mut sorted = a;
        sorted.sort_by(f64::total_cmp);
        assert!((percentile(&sorted, 0.975) - 1.96).abs() < 0.01);
    }

    #[test]
    fn a_percentile_needs_no_order() {
        let mut sorted = normal_draws(3);
        sorted.sort_by(f64::total_cmp);
        for p in [0.0, 0.025, 0.5, 0.975, 1.0] {
            assert_eq!(percentile_of(&mut normal_draws(3), p).to_bits(), percentile(&sorted, p).to_bits(), "{p}");
        }
        assert_eq!(percentile_of(&mut [2.0], 0.5), 2.0);
        assert!(percentile_of(&mut [], 0.5).is_nan());
    }
}
