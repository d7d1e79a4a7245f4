"""Reference values of recalibration, of conformal limits and of a network's training: writes tests/fixtures/learn/net.json.

    python scripts/reference/net.py

Recalibration by scikit-learn (isotonic, Platt) and statsmodels (slope, intercept), training by numpy in long numbers.
"""
import json
import pathlib
import sys

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "benches/peers"))
import net as peer  # noqa: E402


def training():
    """Three epochs of Adam on 64 rows x 5, batches of 16, widths 5-7-1: the losses are f64 here, so agreement is close, not exact."""
    n, p, hidden, seed = 64, 5, 7, 3
    x = peer.normal(11, 1, n * p).reshape(n, p).astype(np.float32).astype(float)
    y = (peer.uniform(11, 2, n) < 1 / (1 + np.exp(-2 * x[:, 0]))).astype(float)
    parts = []
    for layer, (a, b) in enumerate([(p, hidden), (hidden, 1)]):
        parts += [np.sqrt(2 / a) * peer.normal(seed, 20 + layer, a * b).reshape(a, b), np.zeros(b)]
    means, squares, t = [np.zeros_like(q) for q in parts], [np.zeros_like(q) for q in parts], 0
    for epoch in range(3):
        order = np.argsort(peer.bits(seed, 30 + epoch, np.arange(n)), kind="stable")
        for rows in order.reshape(-1, 16):
            h = np.maximum(x[rows] @ parts[0] + parts[1], 0)
            z = h @ parts[2] + parts[3]
            d2 = (1 / (1 + np.exp(-z)) - y[rows][:, None]) / 16
            d1 = (d2 @ parts[2].T) * (h > 0)
            slopes = [x[rows].T @ d1 + 0.01 * parts[0], d1.sum(0), h.T @ d2 + 0.01 * parts[2], d2.sum(0)]
            t += 1
            for q, g, m, v in zip(parts, slopes, means, squares):
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                q -= 0.01 * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    z = np.maximum(x @ parts[0] + parts[1], 0) @ parts[2] + parts[3]
    return {"x": x.T.ravel().tolist(), "y": y.tolist(), "margins": z[:, 0].tolist()}


def recalibration():
    n = 200
    margins = np.round(1.5 * peer.normal(12, 1, n) - 1, 2)
    y = (peer.uniform(12, 2, n) < 1 / (1 + np.exp(-(1 + margins * 2 / 3)))).astype(float)
    slope = sm.Logit(y, sm.add_constant(margins)).fit(disp=0, tol=1e-14, maxiter=200).params
    moved = sm.GLM(y, np.ones(n), offset=margins, family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200).params
    a, b = _sigmoid_calibration(margins, y)
    at = np.linspace(-7, 5, 49)
    isotonic = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(margins, y)
    return {
        "margins": margins.tolist(),
        "y": y.tolist(),
        "slope": [float(slope[0]), float(slope[1])],
        "intercept": float(moved[0]),
        "platt": [float(-b), float(-a)],
        "at": at.tolist(),
        "isotonic": isotonic.predict(at).tolist(),
    }


versions = {"numpy": np.__version__, "scikit-learn": sklearn.__version__, "statsmodels": statsmodels.__version__}
out = {"versions": versions, "recalibration": recalibration(), "training": training()}
path = pathlib.Path(__file__).parents[2] / "tests/fixtures/learn/net.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(out) + "\n")
