//! Random numbers by their place: no state, so that any part of a table can be drawn alone and in any order.
//!
//! Whole numbers wrap at 32 bits; the same seed, stream and place give the same bits in every build, in JavaScript too
//! (`benches/draws.mjs`).

/// Mixes the bits of a whole number, one to one.
fn mix(mut x: u32) -> u32 {
    x ^= x >> 16;
    x = x.wrapping_mul(0x7feb_352d);
    x ^= x >> 15;
    x = x.wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

/// One stream of random numbers.
#[derive(Debug, Clone, Copy)]
pub struct Draws {
    first: u32,
    second: u32,
}

impl Draws {
    /// The stream `stream` of the seed `seed`.
    pub fn new(seed: u32, stream: u32) -> Self {
        let s = seed.wrapping_mul(1000).wrapping_add(stream);
        let twice = s.wrapping_mul(2);
        Self { first: mix(twice.wrapping_add(1)), second: mix(twice.wrapping_add(2) ^ 0xdead_beef) }
    }

    /// The 32 bits at a place.
    #[inline]
    pub fn bits(self, place: u32) -> u32 {
        mix(mix(place.wrapping_add(self.first)).wrapping_add(self.second))
    }

    /// A number between 0 and 1, never either.
    #[inline]
    pub fn uniform(self, place: u32) -> f64 {
        (f64::from(self.bits(place)) + 0.5) * (1.0 / 4_294_967_296.0)
    }

    /// A number of mean 0 and variance 1, between −3.5 and 3.5: the sum of four even draws.
    #[inline]
    pub fn normal(self, place: u32) -> f64 {
        let (a, b) = (self.bits(place.wrapping_mul(2)), self.bits(place.wrapping_mul(2).wrapping_add(1)));
        let sum = (a & 0xffff) + (a >> 16) + (b & 0xffff) + (b >> 16);
        (f64::from(sum) - 131_070.0) * 2.642_899_792_130_301_4e-5
    }
}

/// Random numbers one after another, 64 bits at a time, where a place for each would cost too much.
///
/// SplitMix64 (Steele, Lea and Flood, 2014), begun at a place of [`Draws`].
#[derive(Debug, Clone)]
pub struct Stream(u64);

impl Stream {
    /// The stream `stream` of the seed `seed`.
    pub fn new(seed: u32, stream: u32) -> Self {
        let draws = Draws::new(seed, stream);
        Self(u64::from(draws.bits(0)) << 32 | u64::from(draws.bits(1)))
    }

    /// The next 64 bits.
    #[inline(always)]
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number from 0 to below `end`; 0 where that is 0. Off by less than one part in 2^32 ÷ `end`.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)]
    pub fn below(&mut self, end: u32) -> u32 {
        (((self.bits() >> 32) * u64::from(end)) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::{Draws, Stream};

    #[test]
    fn a_stream_is_that_of_the_published_generator() {
        // First numbers of SplitMix64 from the state 1234567, as its authors' program prints them.
        let mut stream = Stream(1_234_567);
        assert_eq!([stream.bits(), stream.bits()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
        let mut stream = Stream::new(1, 2);
        assert!((0..1000).all(|_| stream.below(7) < 7));
        assert_eq!(stream.below(0), 0);
    }

    #[test]
    fn the_bits_are_those_of_the_published_check_values() {
        // First row of latent(100000, 30, seed 1): z, then 0.6 × before + 0.8 × z.
        let draws = Draws::new(1, 1);
        let mut row = [draws.normal(0); 4];
        for j in 1..4 {
            row[j] = 0.6 * row[j - 1] + 0.8 * draws.normal(j as u32);
        }
        assert_eq!(
            row,
            [0.273_830_847_462_620_54, -0.742_998_418_561_591_8, -1.514_587_727_074_448_8, -0.757_282_763_358_097_3]
        );
    }

    #[test]
    fn mean_and_spread_are_right() {
        let draws = Draws::new(3, 7);
        let n = 100_000;
        let sum = |f: &dyn Fn(u32) -> f64| (0..n).map(f).sum::<f64>() / f64::from(n);
        assert!((sum(&|i| draws.uniform(i)) - 0.5).abs() < 0.003);
        assert!(sum(&|i| draws.normal(i)).abs() < 0.01);
        assert!((sum(&|i| draws.normal(i).powi(2)) - 1.0).abs() < 0.015);
    }
}
