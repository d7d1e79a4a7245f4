"""Reference values of src/learn/measure and src/learn/survival: writes tests/fixtures/learn/measure.json.

Run with the peers' Python (`node scripts/peers.mjs`); versions are written into the file. What none of them has (DeLong,
weights by censoring) is counted here pair by pair from its definition; R and scikit-survival answer for the same rows
(survival.R, over_time.py).
"""
import json
import pathlib

import lifelines
import numpy as np
import pandas as pd
import scipy
import sklearn
import sklearn.metrics as metrics
import statsmodels
import statsmodels.api as sm
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.utils import concordance_index
from statsmodels.duration.hazard_regression import PHReg

rng = np.random.default_rng(20261128)
out = {
    "versions": {m.__name__: m.__version__ for m in (np, scipy, sklearn, statsmodels, lifelines)},
}


def listed(a):
    return np.asarray(a, dtype=float).tolist()


# Shares and outcomes, some shares equal.
n = 300
odds = rng.normal(-0.5, 1.2, n)
y = (rng.random(n) < 1 / (1 + np.exp(-odds))).astype(float)
p = np.round(1 / (1 + np.exp(-(0.3 + 1.4 * odds + 0.4 * rng.normal(size=n)))), 2).clip(0.01, 0.99)
q = np.round(1 / (1 + np.exp(-(odds + 0.9 * rng.normal(size=n)))), 3).clip(0.001, 0.999)


def placed(s):
    one, none = s[y == 1], s[y == 0]
    pairs = (one[:, None] > none[None, :]) + 0.5 * (one[:, None] == none[None, :])
    return pairs.mean(axis=1), pairs.mean(axis=0)


def covariance(a, b):
    (a1, a0), (b1, b0) = placed(a), placed(b)
    return np.cov(a1, b1)[0, 1] / len(a1) + np.cov(a0, b0)[0, 1] / len(a0)


def spline(x, k):
    """Restricted cubic spline as Harrell has it, divided by the squared width."""
    cube = lambda v: np.maximum(v, 0) ** 3  # noqa: E731
    columns = [np.ones_like(x), x]
    for knot in k[:-2]:
        far = cube(x - k[-2]) * (k[-1] - knot) / (k[-1] - k[-2]) - cube(x - k[-1]) * (k[-2] - knot) / (k[-1] - k[-2])
        columns.append((cube(x - knot) - far) / (k[-1] - k[0]) ** 2)
    return np.column_stack(columns)


lp = np.log(p / (1 - p))
tight = {"tol": 1e-14, "maxiter": 200}
offset = sm.GLM(y, np.ones((n, 1)), family=sm.families.Binomial(), offset=lp).fit(**tight)
line = sm.GLM(y, sm.add_constant(lp), family=sm.families.Binomial()).fit(**tight)
knots = np.quantile(lp, [0.05, 0.275, 0.5, 0.725, 0.95])
curve = sm.GLM(y, spline(lp, knots), family=sm.families.Binomial()).fit(**tight)
distance = np.abs(curve.fittedvalues - p)
grid = np.array([0.1, 0.3, 0.5, 0.7])
basis = spline(np.log(grid / (1 - grid)), knots)
margin = basis @ curve.params
error = np.sqrt(np.einsum("ij,jk,ik->i", basis, curve.cov_params(), basis))
tn, fp, fn, tp = (int(c) for c in metrics.confusion_matrix(y, p >= 0.3).ravel())
out["binary"] = {
    "y": listed(y), "p": listed(p), "q": listed(q),
    "auroc": metrics.roc_auc_score(y, p), "averagePrecision": metrics.average_precision_score(y, p),
    "brier": metrics.brier_score_loss(y, p), "logLoss": metrics.log_loss(y, p),
    "delongError": float(np.sqrt(covariance(p, p))),
    "differenceError": float(np.sqrt(covariance(p, p) + covariance(q, q) - 2 * covariance(p, q))),
    "intercept": [offset.params[0], offset.bse[0]], "slope": [line.params[1], line.bse[1]],
    "knots": listed(knots), "meanDistance": float(distance.mean()), "medianDistance": float(np.median(distance)),
    "ninetieth": float(np.quantile(distance, 0.9)), "greatest": float(distance.max()),
    "grid": listed(grid), "curve": listed(1 / (1 + np.exp(-margin))),
    "curveLow": listed(1 / (1 + np.exp(-(margin - scipy.stats.norm.ppf(0.975) * error)))),
    "confusion": [tn, fp, fn, tp],
}
truth = np.round(rng.normal(size=40), 3)
said = np.round(truth + 0.4 * rng.normal(size=40), 3)
out["continuous"] = {
    "truth": listed(truth), "said": listed(said), "r2": metrics.r2_score(truth, said),
    "rmse": metrics.root_mean_squared_error(truth, said), "mae": metrics.mean_absolute_error(truth, said),
    "median": metrics.median_absolute_error(truth, said),
}

# Times: many equal ones, last looks among them, whole weights.
n = 240
x = np.round(rng.normal(size=(n, 4)), 3)
x[:, 1] = (x[:, 1] > 0.4).astype(float)
x[:, 2] = 50 + 10 * x[:, 2]
risk = 0.6 * x[:, 0] - 0.7 * x[:, 1] + 0.03 * (x[:, 2] - 50)
event_time = -np.log(rng.random(n)) / (0.08 * np.exp(risk))
seen = 25 * rng.random(n) + 0.5
time = np.ceil(np.minimum(event_time, seen))
event = event_time <= seen
weight = rng.integers(1, 4, n).astype(float)
table = pd.DataFrame(x, columns=list("abcd")).assign(time=time, event=event.astype(int), weight=weight)
fitting = {"precision": 1e-12}


def cox(frame, penalizer=0.0, l1_ratio=0.0, weights=None):
    fit = CoxPHFitter(penalizer=penalizer, l1_ratio=l1_ratio)
    fit.fit(frame, "time", "event", weights_col=weights, fit_options=fitting)
    return fit


plain = cox(table.drop(columns="weight"))
heavy = cox(table, weights="weight")
# lifelines brings columns to one size (n - 1) before it holds weights down: held weights are given for such columns.
size = x.std(axis=0, ddof=1)
ridge = cox(table.drop(columns="weight"), penalizer=0.1).params_ * size
lasso = cox(table.drop(columns="weight"), penalizer=0.05, l1_ratio=1.0).params_ * size
other = PHReg(time, x, status=event.astype(int), ties="efron").fit(disp=0, gtol=1e-12)
untied = table.drop(columns="weight").copy()
untied["time"] = np.round(np.minimum(event_time, seen), 6)
assert untied["time"].is_unique
free = cox(untied)
# lifelines draws straight lines between events: ask at one.
at_event = float(np.sort(untied["time"][untied["event"] == 1])[60])
km = KaplanMeierFitter().fit(time, event)
score = np.round(risk, 1)


def censoring(at):
    """Share still looked at just before a time; events of a time come first."""
    left = 1.0
    for t in np.unique(time[~event]):
        if t < at:
            at_risk = np.sum(time > t) + np.sum((time == t) & ~event)
            left *= 1 - np.sum((time == t) & ~event) / at_risk
    return left


g = np.array([censoring(t) for t in time])
horizon = 8.0
share = np.round(1 / (1 + np.exp(-(score - 0.2))), 3)
past = censoring(horizon + 1e-9)
brier = np.where(time > horizon, share**2 / past, np.where(event, (1 - share) ** 2 / g, 0.0)).mean()
case, control = (time <= horizon) & event, time > horizon
pairs = (score[case][:, None] > score[control][None, :]) + 0.5 * (score[case][:, None] == score[control][None, :])
area = ((1 / g[case])[:, None] * pairs).sum() / ((1 / g[case]).sum() * control.sum())
known = (event[:, None]) & ((time[:, None] < time[None, :]) | ((time[:, None] == time[None, :]) & ~event[None, :]))
right = (score[:, None] > score[None, :]) + 0.5 * (score[:, None] == score[None, :])
by = known / g[:, None] ** 2 * (time < 15)[:, None]

# Stretches: one row a person and stretch; who was last seen inside counts for the part.
ends = [3.0, 6.0, 10.0, time.max()]
rows, outcome, counts, which = [], [], [], []
for i in range(n):
    start = 0.0
    for k, end in enumerate(ends):
        inside = time[i] <= end
        part = 1.0 if (event[i] or not inside) else (time[i] - start) / (end - start)
        rows.append(x[i]), outcome.append(float(inside and event[i])), counts.append(part), which.append(k)
        start = end
        if inside:
            break
design = np.column_stack([np.eye(len(ends))[which], np.array(rows)])
keep = np.array(counts) > 0
glm = sm.GLM(np.array(outcome)[keep], design[keep], family=sm.families.Binomial(), freq_weights=np.array(counts)[keep])
hazards = glm.fit(**tight)

out["survival"] = {
    "x": listed(x.T.ravel()), "time": listed(time), "event": [bool(e) for e in event], "weight": listed(weight),
    "score": listed(score), "share": listed(share), "untied": listed(untied["time"]),
    "cox": {"estimate": listed(plain.params_), "error": listed(plain.standard_errors_), "log": float(plain.log_likelihood_)},
    "statsmodels": {"estimate": listed(other.params), "error": listed(other.bse), "log": float(other.llf)},
    "weighted": {"estimate": listed(heavy.params_), "log": float(heavy.log_likelihood_)},
    "ridge": listed(ridge), "lasso": listed(lasso), "size": listed(size), "at": at_event,
    "untiedShare": listed(1 - free.predict_survival_function(untied.head(5), times=[at_event]).to_numpy().ravel()),
    "kaplanMeier": {
        "times": listed(km.survival_function_.index), "left": listed(km.survival_function_["KM_estimate"]),
        "low": listed(km.confidence_interval_.iloc[:, 0]), "high": listed(km.confidence_interval_.iloc[:, 1]),
    },
    "harrell": concordance_index(time, -score, event), "uno": float((by * right).sum() / by.sum()),
    "brier": float(brier), "area": float(area),
    "hazards": {"ends": ends, "odds": listed(hazards.params[:4]), "estimate": listed(hazards.params[4:]), "error": listed(hazards.bse[4:]), "log": float(hazards.llf)},
}
path = pathlib.Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "learn" / "measure.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(out, indent=None, separators=(",", ":")).replace('},"', '},\n"') + "\n")
print(path.stat().st_size, "bytes")
