"""W05, W05c, W10, W10b and W10c by their peers: lifelines, statsmodels, scikit-survival, scikit-learn, numpy.

Peers of `npm run bench -- learn`: same draws, one thread. Prints JSON lines. `python measure.py [case...]`.
"""
import json
import os
import statistics
import sys
import time as clock
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ[name] = "1"

import warnings  # noqa: E402

import numpy as np  # noqa: E402

sys.path.append(str(Path(__file__).parents[2] / "scripts" / "reference"))
from draws import eta, latent, normal, uniform  # noqa: E402

warnings.filterwarnings("ignore")


def w05():
    n = 20_000
    x = latent(n, 20, 5)
    e = eta(x)
    i = np.arange(n)
    t = -np.log(uniform(5, 5, i)) / (0.1 * np.exp(0.5 * (e + 1.5)))
    c = 20 * uniform(5, 6, i)
    x = (x - x.mean(0)) / x.std(0)
    return x, np.ceil(10 * np.minimum(t, c)) / 10, t <= c, eta(x)


def w10(n):
    i = np.arange(n)
    e = -1.5 + 1.3 * normal(10, 1, i)
    y = uniform(10, 3, i) < 1 / (1 + np.exp(-e))
    return np.floor(1e4 / (1 + np.exp(-(0.8 * e + 0.7 * normal(10, 4, i)))) + 0.5) / 1e4, y


def timed(case, runs, work, check):
    seconds = []
    for _ in range(runs):
        began = clock.perf_counter()
        found = work()
        seconds.append(clock.perf_counter() - began)
    line = {"case": case, "median_s": statistics.median(seconds), "min_s": min(seconds), "runs": runs, "check": check(found)}
    print(json.dumps(line), flush=True)


def delong(s, y):
    """Sun and Xu's walk over midranks, in numpy."""
    from scipy.stats import rankdata

    one, none = s[y], s[~y]
    m, n = len(one), len(none)
    everyone = rankdata(np.concatenate([one, none]))
    v1 = (everyone[:m] - rankdata(one)) / n
    v0 = 1 - (everyone[m:] - rankdata(none)) / m
    return float(v1.mean()), float(np.sqrt(v1.var(ddof=1) / m + v0.var(ddof=1) / n))


def bootstrap(s, y, resamples):
    """Sorted once; a resample is a count of cells (level and outcome), as fast as numpy goes."""
    n = len(s)
    level = np.unique(s, return_inverse=True)[1]
    cells = 2 * (level.max() + 1)
    cell = (2 * level + y).astype(np.int32)
    rng = np.random.default_rng(10)
    areas = np.empty(resamples)
    for r in range(resamples):
        counts = np.bincount(cell[rng.integers(0, n, n, dtype=np.int32)], minlength=cells).reshape(-1, 2)
        none, one = counts[:, 0].astype(np.float64), counts[:, 1].astype(np.float64)
        areas[r] = (one * (np.cumsum(none) - 0.5 * none)).sum() / (one.sum() * none.sum())
    return float(areas.std(ddof=1)), *(float(x) for x in np.quantile(areas, [0.025, 0.975]))


def main(wanted):
    import pandas as pd
    from lifelines import CoxPHFitter
    from lifelines.utils import concordance_index
    from sklearn.metrics import roc_auc_score
    from sksurv.metrics import concordance_index_censored
    from statsmodels.duration.hazard_regression import PHReg

    if {"W05", "W05c"} & wanted:
        x, t, e, score = w05()
        table = pd.DataFrame(x).assign(time=t, event=e.astype(int))
    if "W05" in wanted:
        timed("W05:lifelines", 3, lambda: CoxPHFitter().fit(table, "time", "event"),
              lambda f: {"log": float(f.log_likelihood_), "w0": float(f.params_.iloc[0]), "se0": float(f.standard_errors_.iloc[0])})
        timed("W05:statsmodels", 3, lambda: PHReg(t, x, status=e.astype(int), ties="efron").fit(disp=0),
              lambda f: {"log": float(f.llf), "w0": float(f.params[0]), "se0": float(f.bse[0])})
    if "W05c" in wanted:
        timed("W05c:lifelines", 3, lambda: concordance_index(t, -score, e), lambda c: {"c": float(c)})
        timed("W05c:scikit-survival", 3, lambda: concordance_index_censored(e, t, score), lambda c: {"c": float(c[0])})
    if "W10" in wanted:
        s, y = w10(1_000_000)
        timed("W10:sklearn", 5, lambda: roc_auc_score(y, s), lambda a: {"auroc": float(a)})
    s, y = w10(100_000)
    if "W10b" in wanted:
        timed("W10b:numpy", 3, lambda: bootstrap(s, y, 1000), lambda f: dict(zip(("se", "low", "high"), f)))
    if "W10c" in wanted:
        timed("W10c:numpy", 7, lambda: delong(s, y), lambda f: dict(zip(("auroc", "se"), f)))


if __name__ == "__main__":
    main(set(sys.argv[1:]) or {"W05", "W05c", "W10", "W10b", "W10c"})
