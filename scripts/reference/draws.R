# The random numbers of `src/math/random.rs` in R: the same seed, stream and place give the same bits.
#
# R has no whole numbers without a sign: each is a double below 2^32, and what would not fit into 53 bits goes by halves.

half <- 65536
whole <- half * half

wrap <- function(x) x - whole * floor(x / whole)
high <- function(x) floor(x / half)
low <- function(x) x - half * high(x)

xor32 <- function(x, y) half * bitwXor(high(x), high(y)) + bitwXor(low(x), low(y))
times32 <- function(x, by) wrap(low(x) * by + half * low(high(x) * low(by)))

mix <- function(x) {
  x <- xor32(x, high(x))
  x <- times32(x, 0x7feb352d)
  x <- xor32(x, floor(x / 32768))
  x <- times32(x, 0x846ca68b)
  xor32(x, high(x))
}

bits <- function(seed, stream, i) {
  s <- wrap(seed * 1000 + stream)
  k1 <- mix(wrap(2 * s + 1))
  k2 <- mix(xor32(wrap(2 * s + 2), 0xdeadbeef))
  mix(wrap(mix(wrap(i + k1)) + k2))
}

uniform <- function(seed, stream, i) (bits(seed, stream, i) + 0.5) / whole

normal <- function(seed, stream, i) {
  a <- bits(seed, stream, 2 * i)
  b <- bits(seed, stream, 2 * i + 1)
  (low(a) + high(a) + low(b) + high(b) - 131070) * 2.6428997921303014e-05
}

latent <- function(n, p, seed, rho = 0.6, sig = 0.8) {
  x <- matrix(normal(seed, 1, seq_len(n * p) - 1), n, p, byrow = TRUE)
  for (j in seq_len(p)[-1]) x[, j] <- rho * x[, j - 1] + sig * x[, j]
  x
}

raw_units <- function(x) {
  j <- seq_len(ncol(x)) - 1
  sweep(sweep(x, 2, 2^(j %% 5 - 1), "*"), 2, 10 * (j %% 7), "+")
}

eta <- function(x) {
  e <- rep(-1.5, nrow(x))
  for (j in seq_len(ncol(x))) e <- e + c(0.5, -0.4, 0.3, -0.2, 0.1, 0)[(j - 1) %% 6 + 1] * x[, j]
  e
}

label <- function(e, seed) as.numeric(uniform(seed, 3, seq_along(e) - 1) < 1 / (1 + exp(-e)))

# Spread by n, not n - 1.
spread <- function(x) sqrt(mean((x - mean(x))^2))
standard <- function(x) apply(x, 2, function(column) (column - mean(column)) / spread(column))
