//! Numbers in their order, by their digits rather than by comparing: three passes whatever their number.
//!
//! A number's place between the least and the greatest, in 32 bits, is its key; numbers whose keys are equal are compared
//! at last. So the order is exact, only the time depends on how evenly the numbers lie.

/// Fewer numbers than this are compared.
const FEW: usize = 512;
/// Digits of the keys: their lowest bit and how many values they have.
const DIGITS: [u32; 3] = [0, 11, 22];
const VALUES: usize = 2048;

/// How numbers between the least and the greatest become keys.
#[derive(Clone, Copy)]
struct Keys {
    least: f64,
    times: f64,
}

impl Keys {
    /// `None` where comparing is better: few numbers, or a range that numbers cannot say.
    fn of(values: &[f64]) -> Option<Self> {
        if values.len() < FEW || u32::try_from(values.len()).is_err() {
            return None;
        }
        let (mut low, mut high, mut odd) = ([f64::INFINITY; 4], [f64::NEG_INFINITY; 4], [0.0; 4]);
        for four in values.chunks(4) {
            for (((low, high), odd), x) in low.iter_mut().zip(&mut high).zip(&mut odd).zip(four) {
                *low = if x < low { *x } else { *low };
                *high = if x > high { *x } else { *high };
                // What is infinite or no number leaves no zero.
                *odd += x * 0.0;
            }
        }
        let least = low.iter().fold(f64::INFINITY, |a, b| a.min(*b));
        let greatest = high.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b));
        let times = 4_294_967_295.0 / (greatest - least);
        let fits = odd.iter().sum::<f64>() == 0.0 && times.is_finite() && times > 0.0;
        fits.then_some(Self { least, times })
    }

    #[inline(always)]
    fn key(self, x: f64) -> u32 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let key = ((x - self.least) * self.times) as u32;
        key
    }
}

#[inline(always)]
fn digit(key: u32, from: u32) -> usize {
    (key >> from) as usize & (VALUES - 1)
}

/// Sorts by keys, digit by digit; equal keys keep their order.
fn by_digits<T: Copy>(values: &mut Vec<T>, empty: T, key: impl Fn(T) -> u32) {
    let mut counts = [[0_u32; VALUES]; DIGITS.len()];
    for value in values.iter() {
        let key = key(*value);
        for (counts, from) in counts.iter_mut().zip(DIGITS) {
            if let Some(count) = counts.get_mut(digit(key, from)) {
                *count += 1;
            }
        }
    }
    let all = values.len();
    let mut other = vec![empty; all];
    for (counts, from) in counts.iter_mut().zip(DIGITS) {
        if counts.iter().any(|count| *count as usize == all) {
            continue;
        }
        let mut before = 0;
        for count in counts.iter_mut() {
            (*count, before) = (before, before + *count);
        }
        for value in values.iter() {
            if let Some(place) = counts.get_mut(digit(key(*value), from)) {
                if let Some(to) = other.get_mut(*place as usize) {
                    *to = *value;
                }
                *place += 1;
            }
        }
        std::mem::swap(values, &mut other);
    }
}

/// The quantile of sorted numbers, between two neighbours in a straight line (the default of numpy and R); NaN where there
/// is none.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let low = sorted.get(place.floor() as usize).copied().unwrap_or(f64::NAN);
    let high = sorted.get(place.ceil() as usize).copied().unwrap_or(low);
    let part = place - place.floor();
    // The width of the widest range is no number.
    if (high - low).is_infinite() { low * (1.0 - part) + high * part } else { low + (high - low) * part }
}

/// Sorts numbers, least first, as `f64::total_cmp` has it.
pub(crate) fn sort(values: &mut Vec<f64>) {
    let Some(keys) = Keys::of(values) else {
        values.sort_unstable_by(f64::total_cmp);
        return;
    };
    by_digits(values, 0.0, |x| keys.key(x));
    for run in values.chunk_by_mut(|a, b| keys.key(*a) == keys.key(*b)) {
        if run.windows(2).any(|pair| matches!(pair, [a, b] if a.total_cmp(b).is_gt())) {
            run.sort_unstable_by(f64::total_cmp);
        }
    }
}

/// The rows by their numbers, least first, as `f64::total_cmp` has it; equal ones keep their order.
pub(crate) fn order(values: &[f64]) -> Vec<u32> {
    let value = |row: u32| values.get(row as usize).copied().unwrap_or(f64::NAN);
    let rows = 0..u32::try_from(values.len()).unwrap_or(u32::MAX);
    let Some(keys) = Keys::of(values) else {
        let mut rows: Vec<u32> = rows.collect();
        rows.sort_by(|a, b| value(*a).total_cmp(&value(*b)));
        return rows;
    };
    // Key above, row below: one word is moved instead of two.
    let mut words: Vec<u64> = rows.zip(values).map(|(row, x)| u64::from(keys.key(*x)) << 32 | u64::from(row)).collect();
    by_digits(&mut words, 0, |word| (word >> 32) as u32);
    #[allow(clippy::cast_possible_truncation)]
    let mut rows: Vec<u32> = words.iter().map(|word| *word as u32).collect();
    drop(words);
    let key = |row: u32| keys.key(value(row));
    for run in rows.chunk_by_mut(|a, b| key(*a) == key(*b)) {
        if run.windows(2).any(|pair| matches!(pair, [a, b] if value(*a).total_cmp(&value(*b)).is_gt())) {
            run.sort_by(|a, b| value(*a).total_cmp(&value(*b)));
        }
    }
    rows
}

/// The share of pairs of one who had it and one who had not in which the first has the higher score, of how many (events,
/// others) have each score, least first; equal scores count half. Counted in whole numbers, so it is exact. `None` where
/// one side is empty.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn area(levels: impl Iterator<Item = (u64, u64)>) -> Option<f64> {
    let (mut twice, mut below, mut all) = (0_u64, 0_u64, 0_u64);
    for (events, others) in levels {
        twice += events * (2 * below + others);
        (below, all) = (below + others, all + events);
    }
    let pairs = all * below;
    (pairs > 0).then(|| twice as f64 / 2.0 / pairs as f64)
}

#[cfg(test)]
mod tests {
    use super::{order, quantile, sort};
    use crate::math::Draws;

    fn proves(values: &[f64]) {
        let mut plain: Vec<u32> = (0..values.len() as u32).collect();
        plain.sort_by(|a, b| values[*a as usize].total_cmp(&values[*b as usize]));
        assert_eq!(order(values), plain);
        let mut sorted = values.to_vec();
        sort(&mut sorted);
        let bits = |list: &[f64]| list.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&sorted), bits(&plain.iter().map(|row| values[*row as usize]).collect::<Vec<_>>()));
    }

    #[test]
    fn quantiles_are_those_of_numpy() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert_eq!((quantile(&sorted, 0.5), quantile(&sorted, 0.25), quantile(&sorted, 1.0)), (3.0, 1.75, 8.0));
        assert_eq!(quantile(&[-1e308, 1e308], 0.5), 0.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn the_order_is_that_of_comparing() {
        let draws = Draws::new(8, 1);
        let numbers = |n: u32, f: &dyn Fn(u32) -> f64| (0..n).map(f).collect::<Vec<_>>();
        proves(&[]);
        proves(&numbers(100, &|i| draws.normal(i)));
        proves(&numbers(5000, &|i| draws.normal(i)));
        proves(&numbers(5000, &|i| (draws.uniform(i) * 40.0).floor()));
        proves(&numbers(5000, &|_| 3.0));
        proves(&numbers(5000, &|i| if i % 2 == 0 { 0.0 } else { -0.0 }));
        // One number far away puts all others under one key.
        proves(&numbers(5000, &|i| if i == 7 { 1e300 } else { draws.normal(i) }));
        proves(&numbers(5000, &|i| if i == 7 { f64::NAN } else { draws.normal(i) }));
        proves(&numbers(5000, &|i| if i == 7 { f64::INFINITY } else { draws.normal(i) }));
        proves(&numbers(5000, &|i| draws.normal(i) * f64::MIN_POSITIVE));
        proves(&numbers(5000, &|i| if i % 2 == 0 { f64::MAX } else { f64::MIN }));
    }
}
