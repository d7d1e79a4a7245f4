"""Reference values of `tests/learn_linear.rs`, written to `tests/fixtures/learn/linear.json`.

Runs with the peers' Python (`node scripts/peers.mjs`); versions are written into the file. The data are drawn
(`draws.py`), so that the file holds only answers.
"""
import json
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from firthmodels import FirthLogisticRegression
from sklearn.linear_model import ElasticNet, ElasticNetCV, LogisticRegression, Ridge, enet_path

sys.path.insert(0, str(Path(__file__).parent))
from draws import eta, label, latent, normal, raw, standard, uniform  # noqa: E402

warnings.filterwarnings("ignore")
SEED, ROWS, COLUMNS = 21, 400, 6


def table(weights, intercept, table=None, errors=None, log_likelihood=None):
    out = {"weights": [float(w) for w in weights], "intercept": float(intercept)}
    if errors is not None:
        out["standardErrors"] = [float(e) for e in errors]
    if log_likelihood is not None:
        out["logLikelihood"] = float(log_likelihood)
    return out


def of_statsmodels(fit):
    order = lambda all: list(all[1:]) + [all[0]]  # noqa: E731
    b = order(fit.params)
    return table(b[:-1], b[-1], errors=order(fit.bse), log_likelihood=fit.llf)


def main():
    x = raw(latent(ROWS, COLUMNS, SEED))
    e = eta(latent(ROWS, COLUMNS, SEED))
    i = np.arange(ROWS)
    y = e + normal(SEED, 4, i)
    yes = label(e, SEED)
    weights = np.floor(4 * uniform(SEED, 5, i))
    positive = 0.5 + uniform(SEED, 6, i)
    whole = sm.add_constant(x)
    out = {"versions": {"numpy": np.__version__, "sklearn": sklearn.__version__, "statsmodels": statsmodels.__version__, "firthmodels": version("firthmodels")}}
    out["leastSquares"] = of_statsmodels(sm.OLS(y, whole).fit())
    out["leastSquaresWeighted"] = of_statsmodels(sm.WLS(y, whole, weights=positive).fit())
    ridge = Ridge(alpha=30.0, solver="cholesky").fit(x, y, sample_weight=weights)
    out["ridgeWeighted"] = table(ridge.coef_, ridge.intercept_)
    ridge = Ridge(alpha=30.0, solver="cholesky", fit_intercept=False).fit(x, y)
    out["ridgeThroughZero"] = table(ridge.coef_, ridge.intercept_)
    out["elasticNet"] = []
    for alpha, ratio, w in [(0.05, 1.0, None), (0.2, 1.0, weights), (0.1, 0.4, weights), (0.3, 0.05, None)]:
        net = ElasticNet(alpha=alpha, l1_ratio=ratio, tol=1e-14, max_iter=1_000_000).fit(x, y, sample_weight=w)
        out["elasticNet"].append({"alpha": alpha, "l1Ratio": ratio, "weighted": w is not None, **table(net.coef_, net.intercept_)})
    alphas, coefs, _ = enet_path(x - x.mean(0), y - y.mean(), l1_ratio=0.7, n_alphas=20, eps=1e-3, tol=1e-14, max_iter=1_000_000)
    out["path"] = {"alphas": alphas.tolist(), "weights": coefs.T.tolist()}
    choice = ElasticNetCV(l1_ratio=[0.5, 0.9, 1.0], alphas=100, eps=1e-3, cv=5, tol=1e-12, max_iter=1_000_000).fit(x, y)
    out["choice"] = {
        "alpha": float(choice.alpha_),
        "l1Ratio": float(choice.l1_ratio_),
        "errors": choice.mse_path_.mean(axis=-1).tolist(),
        **table(choice.coef_, choice.intercept_),
    }
    out["logistic"] = of_statsmodels(sm.Logit(yes, whole).fit(disp=0, method="newton", tol=1e-14, maxiter=100))
    fit = sm.GLM(yes, whole, family=sm.families.Binomial(), freq_weights=weights).fit(tol=1e-14, maxiter=100)
    out["logisticWeighted"] = of_statsmodels(fit)
    z = standard(x)
    exact = dict(tol=1e-13, max_iter=200_000)
    fit = LogisticRegression(C=0.03, solver="newton-cholesky", **exact).fit(x, yes, sample_weight=weights)
    out["logisticL2"] = table(fit.coef_[0], fit.intercept_[0])
    out["logisticSparse"] = []
    for c, ratio, w in [(0.05, 1.0, None), (0.1, 0.5, weights)]:
        fit = LogisticRegression(C=c, l1_ratio=ratio, solver="saga", random_state=1, **exact).fit(z, yes, sample_weight=w)
        out["logisticSparse"].append({"c": c, "l1Ratio": ratio, "weighted": w is not None, **table(fit.coef_[0], fit.intercept_[0])})
    out["firth"] = []
    # Few rows; in the first the first column tells yes from no without a mistake.
    for rows, separated, w in [(40, True, None), (40, False, None), (60, False, weights[:60])]:
        few, some = x[:rows, :3], yes[:rows].copy()
        if separated:
            some = (few[:, 0] > 0.1).astype(float)
        fit = FirthLogisticRegression(max_iter=1000, gtol=1e-9, xtol=1e-9).fit(few, some, sample_weight=w)
        loose = FirthLogisticRegression(max_iter=1000, gtol=1e-5, xtol=1e-5).fit(few, some, sample_weight=w).lrt()
        # As Firth 1993 has them: of the information itself. firthmodels takes that of its augmented data, which is larger.
        design = np.column_stack([few, np.ones(rows)])
        share = 1 / (1 + np.exp(-(few @ fit.coef_ + fit.intercept_)))
        information = design.T @ (design * ((1 if w is None else w) * share * (1 - share))[:, None])
        errors = np.sqrt(np.diag(np.linalg.inv(information)))
        ends = fit.conf_int(method="pl", tol=1e-9, max_iter=200)
        out["firth"].append({
            "rows": rows, "separated": separated, "weighted": w is not None,
            **table(fit.coef_, fit.intercept_, errors=errors, log_likelihood=fit.loglik_),
            "intervals": ends.tolist(),
            "pvalues": np.asarray(loose.lrt_pvalues_).tolist(),
        })
    path = Path(__file__).parents[2] / "tests" / "fixtures" / "learn" / "linear.json"
    path.write_text(json.dumps(out, indent=1, allow_nan=False) + "\n")


main()
