"""The random numbers of `src/math/random.rs` in numpy: the same seed, stream and place give the same bits."""
import numpy as np


def mix(x):
    x = x ^ (x >> np.uint32(16))
    x = x * np.uint32(0x7FEB352D)
    x = x ^ (x >> np.uint32(15))
    x = x * np.uint32(0x846CA68B)
    return x ^ (x >> np.uint32(16))


def bits(seed, stream, i):
    s = (seed * 1000 + stream) & 0xFFFFFFFF
    k1 = mix(np.array([(2 * s + 1) & 0xFFFFFFFF], dtype=np.uint32))
    k2 = mix(np.array([((2 * s + 2) & 0xFFFFFFFF) ^ 0xDEADBEEF], dtype=np.uint32))
    return mix(mix(np.asarray(i).astype(np.uint32) + k1) + k2)


def uniform(seed, stream, i):
    return (bits(seed, stream, i).astype(np.float64) + 0.5) * 2.0**-32


def normal(seed, stream, e):
    e = np.asarray(e, dtype=np.int64)
    a, b = bits(seed, stream, 2 * e), bits(seed, stream, 2 * e + 1)
    s = (a & 0xFFFF).astype(np.int64) + (a >> 16) + (b & 0xFFFF) + (b >> 16)
    return (s - 131070) * 2.6428997921303014e-05


def latent(n, p, seed, rho=0.6, sig=0.8):
    z = normal(seed, 1, np.arange(n * p)).reshape(n, p)
    x = np.empty((n, p))
    x[:, 0] = z[:, 0]
    for j in range(1, p):
        x[:, j] = rho * x[:, j - 1] + sig * z[:, j]
    return x


def raw(x):
    j = np.arange(x.shape[1])
    return 10.0 * (j % 7) + 2.0 ** ((j % 5) - 1) * x


def eta(x):
    e = np.full(x.shape[0], -1.5)
    for j in range(x.shape[1]):
        e += [0.5, -0.4, 0.3, -0.2, 0.1, 0.0][j % 6] * x[:, j]
    return e


def label(e, seed):
    return (uniform(seed, 3, np.arange(len(e))) < 1 / (1 + np.exp(-e))).astype(np.float64)


def standard(x):
    return (x - x.mean(0)) / x.std(0)
