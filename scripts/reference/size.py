"""How many people a model needs, worked out on its own from the formulas: writes tests/fixtures/learn/size.json.

The criteria are those of Riley and others, Minimum sample size for developing a multivariable prediction model, parts I and
II (2019). The cases are of our own making; none is quoted from a paper. Run with a Python that has numpy and scipy.

Where src/prepare/quality/size.rs has a closed form this has a root, and where that halves this counts up.
"""
import json
import math
import pathlib

import scipy
from scipy.optimize import brentq
from scipy.stats import chi2


def smallest(fits, start=1):
    """Counts up in strides until it fits, then back to the first that does."""
    step = 1
    n = start
    while not fits(n):
        n += step
        step = min(step * 2, 4096)
    while n > start and fits(n - 1):
        n -= 1
    return n


def shrunk(r2, p, s):
    """People of whom the expected shrinkage of p effects is s: 1 + p / (n ln(1 - R2 / S)) = S."""
    return math.ceil(brentq(lambda n: 1 + p / (n * math.log(1 - r2 / s)) - s, 1e-6, 1e12, xtol=1e-9, rtol=1e-15))


def events(r2, most, p, precision):
    small = r2 / (r2 + 0.05 * most)
    return [shrunk(r2, p, 0.9), shrunk(r2, p, small), precision, 0]


def binary(r2, share, parameters):
    null = share * math.log(share) + (1 - share) * math.log(1 - share)
    most = 1 - math.exp(2 * null)
    near = smallest(lambda n: 1.96 * math.sqrt(share * (1 - share) / n) <= 0.05)
    return events(r2, most, parameters, near)


def survival(r2, rate, horizon, followUp, parameters):
    each = rate * followUp
    most = 1 - math.exp(2 * (each * math.log(each) - each))
    risk = 1 - math.exp(-rate * horizon)

    def fits(n):
        upper = rate + 1.96 * math.sqrt(rate / (n * followUp))
        return (1 - math.exp(-upper * horizon)) - risk <= 0.05

    return events(r2, most, parameters, smallest(fits))


def continuous(r2, mean, deviation, parameters):
    p = parameters

    def shrinkage(n):
        return 1 + (p - 2) / (n * math.log(1 - (r2 * (n - p - 1) + p) / (n - 1)))

    def residual(n):
        free = n - p - 1
        return max(math.sqrt(chi2.ppf(0.975, free) / free), math.sqrt(free / chi2.ppf(0.025, free)))

    # The criterion's own rule is 234 + p: the exact margin of the residual deviation is a tenth there to two digits.
    near = 234 + p
    assert abs(residual(near) - 1.1) < 0.005, residual(near)
    middle = smallest(lambda n: 1.96 * deviation * math.sqrt((1 - r2) / n) / mean <= 0.1, p + 2)
    small = smallest(lambda n: p * (1 - r2) / (n - 1) <= 0.05 + 1e-12, p + 2)
    return [smallest(lambda n: shrinkage(n) >= 0.9, p + 2), small, near, middle]


cases = [
    ("binary", binary, {"r2": 0.288, "share": 0.174, "parameters": 24}),
    ("binary", binary, {"r2": 0.112, "share": 0.4587, "parameters": 13}),
    ("binary", binary, {"r2": 0.02, "share": 0.03, "parameters": 8}),
    ("binary", binary, {"r2": 0.1, "share": 0.5, "parameters": 1}),
    ("survival", survival, {"r2": 0.051, "rate": 0.065, "horizon": 2.0, "followUp": 2.07, "parameters": 30}),
    ("survival", survival, {"r2": 0.12, "rate": 0.09, "horizon": 5.0, "followUp": 6.1, "parameters": 11}),
    ("survival", survival, {"r2": 0.03, "rate": 0.004, "horizon": 10.0, "followUp": 8.0, "parameters": 5}),
    ("continuous", continuous, {"r2": 0.2, "mean": 1.9, "deviation": 0.6, "parameters": 25}),
    ("continuous", continuous, {"r2": 0.5, "mean": 120.0, "deviation": 90.0, "parameters": 10}),
]
out = {
    "versions": {"scipy": scipy.__version__},
    "cases": [{"outcome": name, **given, "people": of(**given)} for name, of, given in cases],
}
path = pathlib.Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "learn" / "size.json"
path.write_text(json.dumps(out, separators=(",", ":")).replace("},{", "},\n{") + "\n")
print(path.read_text())
