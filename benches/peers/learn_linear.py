"""W02, W02s, W03, W04, W04b, W15, W15b by scikit-learn and statsmodels: peers of `npm run bench -- learn`.

Same tables, one thread. Prints JSON lines. `python benches/peers/learn_linear.py [case...]`; W15 needs the shared data
(`BEDSIDE_SHARED`, else `../shared`).
"""
import json
import os
import statistics
import sys
import time
import warnings
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402
import statsmodels.api as sm  # noqa: E402
from sklearn.linear_model import ElasticNetCV, LogisticRegression, Ridge, lasso_path  # noqa: E402
from sklearn.model_selection import GridSearchCV, RepeatedStratifiedKFold, StratifiedKFold, cross_val_score  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402

sys.path.append(str(Path(__file__).parents[2] / "scripts" / "reference"))
from draws import eta, label, latent, normal, raw, standard  # noqa: E402

warnings.filterwarnings("ignore")


def timed(case, runs, work, check):
    out, seconds = work(), []
    for _ in range(runs):
        began = time.perf_counter()
        out = work()
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"case": case, "median_s": statistics.median(seconds), "min_s": min(seconds), "runs": runs, "check": check(out)}), flush=True)


def w02():
    z = latent(100_000, 30, 1)
    x, y = standard(raw(z)), label(eta(z), 1)

    def check(fit):
        w, b = fit.coef_[0], fit.intercept_[0]
        m = x @ w + b
        return {"objective": float(np.sum(np.logaddexp(0, m) - y * m) + 0.5 * w @ w), "w0": float(w[0]), "b": float(b)}

    for solver, tol in [("newton-cholesky", 1e-4), ("newton-cholesky", 1e-8), ("lbfgs", 1e-4)]:
        name = f"W02:sklearn-{solver}" + ("" if tol == 1e-4 else f"-{tol:g}")
        timed(name, 5, lambda s=solver, t=tol: LogisticRegression(C=1.0, solver=s, tol=t, max_iter=1000).fit(x, y), check)


def w02s():
    z = latent(100_000, 30, 1)
    x, y = standard(raw(z)), label(eta(z), 1)
    whole = sm.add_constant(x)
    timed("W02s:statsmodels", 3, lambda: sm.Logit(y, whole).fit(disp=0), lambda f: {"w0": float(f.params[1]), "se0": float(f.bse[1])})


def w03():
    x = latent(1_000_000, 30, 3)
    y = eta(x) + normal(3, 4, np.arange(1_000_000))
    for order in "CF":
        table = np.asarray(x, order=order)
        work = lambda t=table: Ridge(alpha=1.0, solver="cholesky").fit(t, y)  # noqa: E731
        timed(f"W03:sklearn-{order}", 5, work, lambda f: {"w0": float(f.coef_[0]), "w29": float(f.coef_[29]), "b": float(f.intercept_)})


def wide():
    z = latent(20_000, 200, 4, rho=0.5, sig=0.8660254037844386)
    y = 2 * normal(4, 4, np.arange(20_000))
    for j in range(20):
        y = y + (-1) ** j * (1 - j / 20) * z[:, 7 * j]
    return np.asfortranarray(standard(z)), y - y.mean()


def w04():
    x, y = wide()

    def check(path):
        alphas, c, _ = path
        return {"alpha_max": float(alphas[0]), "non_zero": int(np.sum(c[:, 50] != 0)), "c0": float(c[0, 50]), "sum": float(np.abs(c[:, 50]).sum())}

    timed("W04:sklearn", 7, lambda: lasso_path(x, y, eps=1e-3, n_alphas=100), check)
    timed("W04:sklearn-1e-8", 3, lambda: lasso_path(x, y, eps=1e-3, n_alphas=100, tol=1e-8, max_iter=100_000), check)


def w04b():
    x, y = wide()

    def chosen(f):
        errors = f.mse_path_.mean(axis=-1)
        return {"l1_ratio": float(f.l1_ratio_), "alpha": float(f.alpha_), "error": float(errors.min())}

    ratios = [0.5, 0.9, 1.0]
    timed("W04b:sklearn", 1, lambda: ElasticNetCV(l1_ratio=ratios, alphas=100, eps=1e-3, cv=5).fit(x, y), chosen)
    timed("W04b:sklearn-1e-8", 1, lambda: ElasticNetCV(l1_ratio=ratios, alphas=100, eps=1e-3, cv=5, tol=1e-8, max_iter=100_000).fit(x, y), chosen)


def wdbc():
    folder = Path(os.environ.get("BEDSIDE_SHARED", "../shared"))
    table = np.genfromtxt(folder / "data/tabular/wdbc.csv", delimiter=",", skip_header=1, dtype=str)
    x, y = table[:, :30].astype(float), (table[:, 30] == "M").astype(int)
    return x, y, lambda c: make_pipeline(StandardScaler(), LogisticRegression(C=c, max_iter=1000))


def w15():
    x, y, model = wdbc()
    folds = RepeatedStratifiedKFold(n_splits=10, n_repeats=10, random_state=0)
    timed("W15:sklearn", 3, lambda: cross_val_score(model(0.1), x, y, scoring="roc_auc", cv=folds), lambda s: {"auroc": float(s.mean())})


def w15b():
    x, y, model = wdbc()
    grid = {"logisticregression__C": np.logspace(-4, 4, 20)}
    inner, outer = StratifiedKFold(5, shuffle=True, random_state=1), StratifiedKFold(10, shuffle=True, random_state=0)
    search = lambda: cross_val_score(GridSearchCV(model(1.0), grid, scoring="roc_auc", cv=inner), x, y, scoring="roc_auc", cv=outer)  # noqa: E731
    timed("W15b:sklearn", 1, search, lambda s: {"auroc": float(s.mean()), "fits": 1010})


cases = {"W02": w02, "W02s": w02s, "W03": w03, "W04": w04, "W04b": w04b, "W15": w15, "W15b": w15b}
for one in sys.argv[1:] or cases:
    cases[one]()
