"""W01 by a scikit-learn pipeline: the peer of `npm run bench -- learn W01`. Prints JSON lines.

A million people, 30 raw columns, 5 % missing: medians, scales, logistic regression (C = 1), fitted on the first 100,000.
`--model FILE` only writes the fitted numbers, for benches/peers/scoring-web.mjs.
"""
import json
import os
import sys
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402

sys.path.append(str(Path(__file__).parents[2] / "scripts" / "reference"))
from draws import bits, eta, label, latent, raw as units  # noqa: E402
from trees import line, timed  # noqa: E402

ROWS, COLUMNS, FITTED = 1_000_000, 30, 100_000


def people():
    x = latent(ROWS, COLUMNS, 1)
    y = label(eta(x[:FITTED]), 1)
    raw = units(x)
    raw[bits(1, 2, np.arange(ROWS * COLUMNS)).reshape(ROWS, COLUMNS) < 214_748_365] = np.nan
    return raw, y


def main(model):
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    raw, y = people()
    logistic = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10, max_iter=100)
    pipeline = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), logistic).fit(raw[:FITTED], y)
    if model:
        medians, scale = pipeline[0].statistics_, pipeline[1]
        parts = {"medians": medians, "means": scale.mean_, "spreads": scale.scale_, "weights": logistic.coef_[0]}
        with open(model, "w") as file:
            json.dump({**{key: part.tolist() for key, part in parts.items()}, "intercept": logistic.intercept_[0]}, file)
        return
    p, seconds = timed(5, lambda: pipeline.predict_proba(raw)[:, 1])
    check = {"sumP": float(p.sum()), "p0": float(p[0])}
    assert abs(check["sumP"] - 224_363.9656) < 0.001 and abs(check["p0"] - 0.2124486) < 1e-6, check
    line("W01:sklearn", seconds, check)


if __name__ == "__main__":
    main(sys.argv[sys.argv.index("--model") + 1] if "--model" in sys.argv else None)
