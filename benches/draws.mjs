// The random numbers of `src/math/random.rs`, for benchmarks: the same seed, stream and place give the same bits.

/** @param {number} x */
function mix(x) {
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The stream `stream` of the seed `seed`. @param {number} seed @param {number} stream */
export function draws(seed, stream) {
  const s = (Math.imul(seed, 1000) + stream) >>> 0;
  const first = mix((2 * s + 1) >>> 0);
  const second = mix(((2 * s + 2) ^ 0xdeadbeef) >>> 0);
  /** @param {number} place */
  const bits = (place) => mix((mix((place + first) >>> 0) + second) >>> 0);
  /** Between 0 and 1, never either. @param {number} place */
  const uniform = (place) => (bits(place) + 0.5) * 2 ** -32;
  /** Mean 0, variance 1. @param {number} place */
  const normal = (place) => {
    const [a, b] = [bits((2 * place) >>> 0), bits((2 * place + 1) >>> 0)];
    return ((a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16) - 131070) * 2.6428997921303014e-5;
  };
  return { bits, uniform, normal };
}
