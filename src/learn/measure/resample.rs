//! The bootstrap of an area under the ROC curve: many draws of as many people with replacement (Efron, 1979).
//!
//! People lie in the order of their scores, so a draw needs no sorting. How often each person is drawn is first drawn
//! one by one from a Poisson distribution a little thinner than one, which is fast, and what lacks to the number of people
//! is drawn from all of them. Given their sum, Poisson counts are multinomial, so together they are what drawing with
//! replacement gives, not near it; a draw whose counts overshoot (by five standard deviations) is drawn again.

use super::{Estimate, Ranked};
use crate::math::{Stream, exp, percentile, sqrt};

/// People of fewer levels than this are drawn one by one.
const FEW: u32 = 2000;
/// Bits of a draw that a table answers.
const BITS: u32 = 12;
/// The table's answer where twelve bits do not tell.
const UNSURE: u8 = u8::MAX;

/// Counts of a Poisson distribution from random bits.
struct Thin {
    /// `2^32 ×` the chance of at most 0, 1, 2, … .
    ends: Vec<u64>,
    table: Box<[u8; 1 << BITS]>,
}

impl Thin {
    fn new(mean: f64) -> Self {
        let (mut chance, mut sum, mut ends) = (exp(-mean), 0.0, Vec::new());
        for k in 1..=14 {
            sum += chance;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            ends.push((sum * 4_294_967_296.0) as u64);
            chance *= mean / f64::from(k);
        }
        let count = |at: u64| ends.iter().filter(|end| at >= **end).count() as u8;
        let step = 1_u64 << (32 - BITS);
        let answer = |at: u64| match (count(at * step), count((at + 1) * step - 1)) {
            (low, high) if low == high => low,
            _ => UNSURE,
        };
        let table = Box::new(std::array::from_fn(|at| answer(at as u64)));
        Self { ends, table }
    }

    /// The count of 16 random bits, and of more where these do not tell.
    #[inline(always)]
    fn count(&self, bits: u16, stream: &mut Stream) -> u32 {
        match self.table.get(usize::from(bits >> (16 - BITS))) {
            Some(&count) if count != UNSURE => u32::from(count),
            _ => self.slowly(bits, stream),
        }
    }

    #[cold]
    fn slowly(&self, bits: u16, stream: &mut Stream) -> u32 {
        let at = u64::from(bits) << 16 | (stream.bits() >> 48);
        self.ends.iter().filter(|end| at >= **end).count() as u32
    }
}

/// People by their levels: draws the area of one resample after another.
pub struct Resampling {
    people: u32,
    /// The first person after each part; a level has two parts, its others and then its events.
    ends: Vec<u32>,
    /// The part of each person.
    parts: Vec<u32>,
    thin: Thin,
    stream: Stream,
    /// How many people were drawn before each, in the resample under way.
    before: Vec<u32>,
    drawn: Vec<u32>,
}

impl Resampling {
    /// `None` with one class, or more people than 2^31.
    pub fn new(ranked: &Ranked, seed: u32) -> Option<Self> {
        ranked.auroc()?;
        let people = u32::try_from(ranked.events() + ranked.others()).ok().filter(|people| *people < 1 << 31)?;
        let (mut ends, mut parts, mut end) = (Vec::new(), Vec::with_capacity(people as usize), 0);
        for count in ranked.levels().iter().flat_map(|level| [level.others, level.events]) {
            let part = ends.len() as u32;
            end += count;
            ends.push(end);
            parts.extend(std::iter::repeat_n(part, count as usize));
        }
        let thin = Thin::new(1.0 - 5.0 / sqrt(f64::from(people.max(100))));
        let before = vec![0; people.div_ceil(4) as usize * 4];
        let drawn = vec![0; ends.len()];
        Some(Self { people, ends, parts, thin, stream: Stream::new(seed, 41), before, drawn })
    }

    /// The area of the next resample; `None` where one class was not drawn.
    #[allow(clippy::cast_precision_loss)]
    pub fn draw(&mut self) -> Option<f64> {
        let mut lacking = self.people;
        self.drawn.fill(0);
        if self.people >= FEW {
            lacking = self.thinly();
        }
        for _ in 0..lacking {
            let person = self.stream.below(self.people);
            let part = self.parts.get(person as usize).copied().unwrap_or_default();
            if let Some(drawn) = self.drawn.get_mut(part as usize) {
                *drawn += 1;
            }
        }
        let (mut twice, mut below, mut events) = (0_u64, 0_u64, 0_u64);
        for [others, with] in self.drawn.as_chunks::<2>().0 {
            let (others, with) = (u64::from(*others), u64::from(*with));
            twice += with * (2 * below + others);
            below += others;
            events += with;
        }
        let pairs = events * below;
        (pairs > 0).then(|| twice as f64 / 2.0 / pairs as f64)
    }

    /// Draws each person's count, sums them by part, and says how many are lacking.
    fn thinly(&mut self) -> u32 {
        loop {
            let mut sum = 0_u32;
            // How many were drawn before each of four people.
            for four in self.before.as_chunks_mut::<4>().0 {
                let bits = self.stream.bits();
                for (to, shift) in four.iter_mut().zip([0, 16, 32, 48]) {
                    *to = sum;
                    #[allow(clippy::cast_possible_truncation)]
                    let bits = (bits >> shift) as u16;
                    sum += self.thin.count(bits, &mut self.stream);
                }
            }
            let total = self.before.get(self.people as usize).copied().unwrap_or(sum);
            if total <= self.people {
                let mut last = 0;
                for (drawn, end) in self.drawn.iter_mut().zip(&self.ends) {
                    let at = self.before.get(*end as usize).copied().unwrap_or(total);
                    *drawn = at - last;
                    last = at;
                }
                return self.people - total;
            }
        }
    }
}

/// Area with the bootstrap's standard error and percentile interval of `resamples` draws. `None` with one class, or
/// where fewer than half of the draws held both.
pub fn bootstrap_area(ranked: &Ranked, resamples: u32, seed: u32) -> Option<Estimate> {
    let mut resampling = Resampling::new(ranked, seed)?;
    let areas: Vec<f64> = (0..resamples).filter_map(|_| resampling.draw()).collect();
    if areas.len() < 2 || areas.len() * 2 < resamples as usize {
        return None;
    }
    Some(of_draws(ranked.auroc()?, areas))
}

/// A figure with the spread of its draws and their 2.5th and 97.5th percentile. Draws that are no number are left out.
pub fn of_draws(value: f64, mut draws: Vec<f64>) -> Estimate {
    draws.retain(|x| !x.is_nan());
    draws.sort_unstable_by(f64::total_cmp);
    let count = draws.len() as f64;
    let mean = draws.iter().sum::<f64>() / count;
    let squares: f64 = draws.iter().map(|x| (x - mean) * (x - mean)).sum();
    Estimate {
        value,
        standard_error: sqrt(squares / (count - 1.0)),
        low: percentile(&draws, 0.025),
        high: percentile(&draws, 0.975),
    }
}

/// Rows of a resample: as many as there are, drawn with replacement, in order.
pub fn resample_rows(rows: u32, stream: &mut Stream) -> Vec<u32> {
    let mut counts = vec![0_u32; rows as usize];
    for _ in 0..rows {
        if let Some(count) = counts.get_mut(stream.below(rows) as usize) {
            *count += 1;
        }
    }
    (0..rows).zip(counts).flat_map(|(row, count)| std::iter::repeat_n(row, count as usize)).collect()
}

/// Any figure over resamples of rows, for what has no faster way: pass to [`of_draws`].
pub fn bootstrap(rows: u32, resamples: u32, seed: u32, mut figure: impl FnMut(&[u32]) -> f64) -> Vec<f64> {
    let mut stream = Stream::new(seed, 42);
    (0..resamples).map(|_| figure(&resample_rows(rows, &mut stream))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Ranked, Scored};
    use super::{Resampling, Thin, bootstrap, bootstrap_area, of_draws};
    use crate::math::{Draws, Stream};

    #[test]
    fn thin_counts_are_poisson() {
        let (thin, mut stream) = (Thin::new(0.9), Stream::new(3, 3));
        let n = 400_000;
        let counts: Vec<u32> = (0..n)
            .map(|_| {
                let bits = stream.bits() as u16;
                thin.count(bits, &mut stream)
            })
            .collect();
        let mean = counts.iter().sum::<u32>() as f64 / f64::from(n);
        let variance = counts.iter().map(|c| (f64::from(*c) - mean).powi(2)).sum::<f64>() / f64::from(n);
        assert!((mean - 0.9).abs() < 0.006 && (variance - 0.9).abs() < 0.012, "{mean} {variance}");
        let none = counts.iter().filter(|c| **c == 0).count() as f64 / f64::from(n);
        assert!((none - (-0.9_f64).exp()).abs() < 0.004);
    }

    #[test]
    fn every_resample_has_as_many_people_and_spreads_as_delong_says() {
        let draws = Draws::new(5, 9);
        let y: Vec<f64> = (0..6000).map(|i| f64::from(draws.uniform(i) < 0.3)).collect();
        let p: Vec<f64> = y.iter().zip(0..).map(|(y, i)| ((y + 2.0 * draws.normal(i + 9000)) * 50.0).floor()).collect();
        let ranked = Ranked::new(&Scored::new(&p, &y).unwrap());
        let mut resampling = Resampling::new(&ranked, 1).unwrap();
        for _ in 0..50 {
            resampling.draw().unwrap();
            assert_eq!(resampling.drawn.iter().sum::<u32>(), 6000);
        }
        let (boot, delong) = (bootstrap_area(&ranked, 2000, 7).unwrap(), ranked.delong().unwrap());
        assert!((boot.standard_error / delong.standard_error - 1.0).abs() < 0.06, "{boot:?} {delong:?}");
        assert!((boot.low - delong.low).abs() < 0.2 * delong.standard_error);
        assert_eq!(bootstrap_area(&ranked, 200, 7), bootstrap_area(&ranked, 200, 7));
        assert_ne!(bootstrap_area(&ranked, 200, 7), bootstrap_area(&ranked, 200, 8));
    }

    #[test]
    fn the_mean_spreads_as_its_standard_error_says() {
        let draws = Draws::new(8, 8);
        let x: Vec<f64> = (0..400).map(|i| draws.normal(i)).collect();
        let mean = |rows: &[u32]| rows.iter().map(|row| x[*row as usize]).sum::<f64>() / rows.len() as f64;
        let found = of_draws(mean(&(0..400).collect::<Vec<_>>()), bootstrap(400, 1000, 1, mean));
        assert!((found.standard_error / 0.05 - 1.0).abs() < 0.12, "{found:?}");
        assert!(found.low < found.value && found.value < found.high);
    }
}
