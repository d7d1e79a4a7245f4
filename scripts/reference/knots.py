"""Reference values for curves of a very skewed column, whose made columns tell nearly the same: writes
tests/fixtures/learn/knots.json.

Run with the peers' Python (`node scripts/peers.mjs`); versions are written into the file. The data are drawn
(`draws.py`), so that the file holds only answers. The peers are given an orthogonal basis of the same curves (QR), on which
they are exact: margins and likelihood are the same on any basis.
"""
import json
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import statsmodels
from firthmodels import FirthLogisticRegression
from statsmodels.duration.hazard_regression import PHReg

sys.path.insert(0, str(Path(__file__).parent))
from draws import normal, uniform  # noqa: E402

warnings.filterwarnings("ignore")
SEED, ROWS = 31, 400
SHARES = {3: [0.1, 0.5, 0.9], 4: [0.05, 0.35, 0.65, 0.95], 5: [0.05, 0.275, 0.5, 0.725, 0.95]}


def curves(x, knots):
    """Restricted cubic spline (Harrell), as src/prepare/pipeline/spline.rs."""
    t = np.quantile(x, SHARES[knots])
    cube = lambda z: np.where(z > 0, z**3, 0)  # noqa: E731
    norm = (t[-1] - t[0]) ** 2
    columns = [x]
    for k in t[:-2]:
        a, b = (t[-1] - k) / (t[-1] - t[-2]), (t[-2] - k) / (t[-1] - t[-2])
        columns.append((cube(x - k) - cube(x - t[-2]) * a + cube(x - t[-1]) * b) / norm)
    return columns


def main():
    i = np.arange(ROWS)
    a = normal(SEED, 1, i)
    skew = np.floor(100 * np.exp(2.5 * normal(SEED, 2, i)) + 0.5) / 100
    seen, event_time = 2 + 18 * uniform(SEED, 3, i), -np.log(uniform(SEED, 4, i)) * 8 * np.exp(-1.2 * a)
    time = np.ceil(np.minimum(seen, event_time) * 10) / 10
    event = event_time <= seen
    yes = (uniform(SEED, 5, i) < 1 / (1 + np.exp(-a))).astype(float)
    out = {"versions": {"numpy": np.__version__, "statsmodels": statsmodels.__version__, "firthmodels": version("firthmodels")}}
    out["cox"], out["firth"] = [], []
    for knots in SHARES:
        x = np.column_stack(curves(a, knots) + curves(skew, knots))
        x = (x - x.mean(0)) / x.std(0)
        basis = np.linalg.qr(x)[0] * np.sqrt(ROWS)
        fit = PHReg(time, basis, status=event.astype(int), ties="efron").fit(disp=0, method="newton", maxiter=200, tol=1e-14)
        steep = float(np.abs(fit.model.score(fit.params)).max())
        margins = basis @ fit.params
        out["cox"].append({"knots": knots, "log": float(fit.llf), "steep": steep, "margins": (margins - margins.mean())[:12].tolist()})
        fit = FirthLogisticRegression(max_iter=1000, gtol=1e-9, xtol=1e-9).fit(basis, yes)
        out["firth"].append({"knots": knots, "margins": (basis @ fit.coef_ + fit.intercept_)[:12].tolist()})
    path = Path(__file__).parents[2] / "tests/fixtures/learn/knots.json"
    path.write_text(json.dumps(out, indent=1) + "\n")
    print([(one["knots"], one["log"], one["steep"]) for one in out["cox"]])


main()
