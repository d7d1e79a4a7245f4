"""W13 and W13b by `implicit`: the peer of `npm run bench -- als`. Prints JSON lines.

Same draws, same settings: rank 32, 10 sweeps, regularisation 0.1, confidence 1 + 10 x count, conjugate gradients, f32.
The time is of `fit` on a matrix that is already built; ours includes building it.
"""
import json
import os
import statistics
import sys
import time
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402
import scipy.sparse as sparse  # noqa: E402
from implicit.cpu.als import AlternatingLeastSquares  # noqa: E402

sys.path.append(str(Path(__file__).parents[2] / "scripts" / "reference"))
from draws import uniform  # noqa: E402

PEOPLE, ACTIONS, DRAWS = 20_000, 2_000, 1_000_000


def loss(model, counts):
    """Over all cells, in f64, as the workload says."""
    x, y = model.user_factors.astype(np.float64), model.item_factors.astype(np.float64)
    rows, columns = counts.nonzero()
    products = np.einsum("ij,ij->i", x[rows], y[columns])
    c = 1.0 + 10.0 * np.asarray(counts[rows, columns]).ravel()
    lost = np.einsum("ij,jk,ik->", x, y.T @ y, x) + np.sum(c * (1.0 - products) ** 2 - products**2)
    lost += 0.1 * (np.sum(x * x) + np.sum(y * y))
    return lost / (PEOPLE * ACTIONS + np.sum(c - 1.0))


def line(case, seconds, check):
    print(json.dumps({"case": case, "median_s": statistics.median(seconds), "min_s": min(seconds), "runs": len(seconds), "check": check}))


def main(runs):
    i = np.arange(DRAWS, dtype=np.uint32)
    users = np.floor(PEOPLE * uniform(13, 7, i)).astype(np.int64)
    items = np.floor(ACTIONS * uniform(13, 8, i) ** 2).astype(np.int64)
    counts = sparse.coo_matrix((np.ones(DRAWS), (users, items)), shape=(PEOPLE, ACTIONS)).tocsr()
    confidence = counts.astype(np.float32)
    confidence.data = 1 + 10 * confidence.data
    fits, tops = [], []
    for _ in range(runs):
        model = AlternatingLeastSquares(
            factors=32, regularization=0.1, iterations=10, alpha=1.0, use_cg=True, use_native=True, num_threads=1, dtype=np.float32, random_state=13
        )
        began = time.perf_counter()
        model.fit(confidence, show_progress=False)
        fits.append(time.perf_counter() - began)
        began = time.perf_counter()
        model.recommend(np.arange(PEOPLE), None, N=10, filter_already_liked_items=False)
        tops.append(time.perf_counter() - began)
    line("W13:implicit", fits, {"cells": int(counts.nnz), "loss": float(loss(model, counts))})
    line("W13b:implicit", tops, {})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
