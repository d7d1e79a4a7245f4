"""W06, W06p, W11 and W14 by LightGBM, XGBoost and interpret: peers of `npm run bench -- learn`. Prints JSON lines.

    python benches/peers/trees.py [case...]


One thread. LightGBM: 100 trees, depth 6, 64 leaves, rate 0.1, 255 bins, L2 1; XGBoost: the same by histograms, depth-wise.
The time of a fit is from the numpy table to the booster: binning is inside, as it is in ours.
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

sys.path.append(str(Path(__file__).parents[2] / "scripts" / "reference"))
from draws import bits, eta as linear, label, latent, raw as units  # noqa: E402

RUNS = 3


def clin(n, p, seed, missing):
    x = latent(n, p, seed)
    eta = linear(x)
    eta += np.where(x[:, 0] > 0.5, 0.8 * x[:, 1], -0.5 * x[:, 2])
    eta += 0.5 * (x[:, 3] * x[:, 3] - 1.0)
    eta -= 0.6 * np.abs(x[:, 4])
    y, raw = label(eta, seed), units(x)
    if missing:
        raw[bits(seed, 2, np.arange(n * p)).reshape(n, p) < 214748365] = np.nan
    return raw, y


def judge(p, y):
    from scipy.stats import rankdata

    ranks, events = rankdata(p), y.sum()
    auc = (ranks[y == 1].sum() - events * (events + 1) / 2) / (events * (len(y) - events))
    return {"auroc": float(auc), "logLoss": float(-np.mean(np.where(y == 1, np.log(p), np.log1p(-p))))}


def timed(runs, run):
    seconds, last = [], None
    for _ in range(runs):
        began = time.perf_counter()
        last = run()
        seconds.append(time.perf_counter() - began)
    return last, seconds


def line(case, seconds, check):
    print(json.dumps({"case": case, "median_s": statistics.median(seconds), "min_s": min(seconds), "runs": len(seconds), "check": check}), flush=True)


def lightgbm_cases(fit_x, fit_y, test_x, test_y, million, wanted):
    import lightgbm as lgb

    settings = dict(objective="binary", max_depth=6, num_leaves=64, learning_rate=0.1, max_bin=255, lambda_l2=1.0, num_threads=1, verbose=-1, seed=1, deterministic=True, force_col_wise=True)
    model, seconds = timed(RUNS if "W06" in wanted else 1, lambda: lgb.train(settings, lgb.Dataset(fit_x, fit_y), num_boost_round=100))
    if "W06" in wanted:
        line("W06:lightgbm", seconds, judge(model.predict(test_x), test_y))
    if "W06p" in wanted:
        _, seconds = timed(RUNS, lambda: model.predict(million, raw_score=True, num_threads=1))
        line("W06p:lightgbm", seconds, {})
    if "W11" in wanted:
        parts, seconds = timed(RUNS, lambda: model.predict(test_x[:10000], pred_contrib=True, num_threads=1))
        gap = np.abs(parts.sum(1) - model.predict(test_x[:10000], raw_score=True)).max()
        line("W11:lightgbm", seconds, {"worstGap": float(gap)})


def xgboost_cases(fit_x, fit_y, test_x, test_y, million, wanted):
    import xgboost as xgb

    settings = dict(objective="binary:logistic", max_depth=6, eta=0.1, max_bin=255, reg_lambda=1.0, nthread=1, tree_method="hist", seed=1)
    model, seconds = timed(RUNS if "W06" in wanted else 1, lambda: xgb.train(settings, xgb.DMatrix(fit_x, fit_y, nthread=1), 100))
    if "W06" in wanted:
        line("W06:xgboost", seconds, judge(model.predict(xgb.DMatrix(test_x)).astype(np.float64), test_y))
    if "W06p" in wanted:
        _, seconds = timed(RUNS, lambda: model.inplace_predict(million, predict_type="margin"))
        line("W06p:xgboost", seconds, {})
    if "W11" in wanted:
        few = xgb.DMatrix(test_x[:10000], nthread=1)
        parts, seconds = timed(RUNS, lambda: model.predict(few, pred_contribs=True))
        gap = np.abs(parts.sum(1) - model.predict(few, output_margin=True)).max()
        line("W11:xgboost", seconds, {"worstGap": float(gap)})


def interpret_cases(wanted):
    from interpret.glassbox import ExplainableBoostingClassifier

    x, y = clin(24_000, 30, 6, False)
    fit_x, fit_y, test_x, test_y = x[:20000], y[:20000], x[20000:], y[20000:]
    for case, bags, pairs in (("W14", 1, 0), ("W14i", 4, 10)):
        if case in wanted:
            make = lambda: ExplainableBoostingClassifier(interactions=pairs, outer_bags=bags, n_jobs=1, random_state=1).fit(fit_x, fit_y)  # noqa: E731
            model, seconds = timed(RUNS if pairs == 0 else 1, make)
            line(f"{case}:interpret", seconds, judge(model.predict_proba(test_x)[:, 1], test_y))


def main(wanted):
    if wanted & {"W06", "W06p", "W11"}:
        x, y = clin(120_000, 30, 6, True)
        assert y[:100_000].sum() == 21131, y[:100_000].sum()
        fit = np.ascontiguousarray(x[:100_000])
        data = (fit, y[:100_000], x[100_000:], y[100_000:], np.tile(fit, (10, 1)) if "W06p" in wanted else None, wanted)
        lightgbm_cases(*data)
        xgboost_cases(*data)
    interpret_cases(wanted)


if __name__ == "__main__":
    main(set(sys.argv[1:]) or {"W06", "W06p", "W11", "W14", "W14i"})
