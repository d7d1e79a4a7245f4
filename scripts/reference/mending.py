"""Reference values of recalibration over time: writes tests/fixtures/learn/mending.json.

Reads the people of tests/fixtures/learn/measure.json (`measure.py` makes it). Run with a Python that has numpy, scipy,
lifelines, statsmodels and pandas; their versions are written into the file. The level alone is what makes the mean share at
the time that of lifelines' Kaplan and Meier; before that time its hazard has the shape of the baseline beside a weight held
at 1, which is counted here from its definition, since lifelines has no offset.
"""
import json
import pathlib

import lifelines
import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from lifelines import CoxPHFitter, KaplanMeierFitter
from scipy.optimize import brentq
from statsmodels.duration.hazard_regression import PHReg

folder = pathlib.Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "learn"
people = json.loads((folder / "measure.json").read_text())
numbers, people = people["continuous"], people["survival"]
tied, untied, share = (np.array(people[name]) for name in ("time", "untied", "share"))
event = np.array(people["event"])
scale = np.log(-np.log1p(-share))
at = people["at"]


def listed(a):
    return np.asarray(a, dtype=float).tolist()


def until(time, horizon):
    return np.minimum(time, horizon), (event & (time <= horizon)).astype(int)


def cox(columns, time, seen):
    frame = pd.DataFrame(np.column_stack([columns]) if columns.ndim == 2 else columns[:, None])
    frame.columns = [f"x{at}" for at in range(frame.shape[1])]
    fit = CoxPHFitter().fit(frame.assign(time=time, seen=seen), "time", "seen", fit_options={"precision": 1e-12})
    return fit, frame


def efron(margins, time, seen, horizon):
    """The cumulative baseline hazard beside given log hazards, tie by tie."""
    total, risk = 0.0, np.exp(margins)
    for t in np.unique(time[(seen == 1) & (time <= horizon)]):
        dead = (time == t) & (seen == 1)
        d = int(dead.sum())
        total += sum(1 / (risk[time >= t].sum() - place / d * risk[dead].sum()) for place in range(d))
    return total


def spline(x, k):
    """Restricted cubic spline as Harrell has it, divided by the squared width, without an intercept."""
    cube = lambda v: np.maximum(v, 0) ** 3  # noqa: E731
    columns = [x]
    for knot in k[:-2]:
        far = cube(x - k[-2]) * (k[-1] - knot) / (k[-1] - k[-2]) - cube(x - k[-1]) * (k[-2] - knot) / (k[-1] - k[-2])
        columns.append((cube(x - knot) - far) / (k[-1] - k[0]) ** 2)
    return np.column_stack(columns)


# Slope and baseline where nobody's time is another's, by lifelines, at the time of an event.
time, seen = until(untied, at)
fit, frame = cox(scale, time, seen)
mended = 1 - fit.predict_survival_function(frame, times=[at]).to_numpy().ravel()


def leveled(time, seen, horizon):
    left = KaplanMeierFitter().fit(time, seen).predict(horizon)
    return brentq(lambda a: np.mean(1 - np.exp(-np.exp(a + scale))) - (1 - left), -20, 20, xtol=1e-14, rtol=1e-14)


level = leveled(time, seen, at)
stretched = efron(fit.params_.iloc[0] * scale, time, seen, at)
assert np.allclose(1 - np.exp(-stretched * np.exp(fit.params_.iloc[0] * scale)), mended, atol=1e-9)
half = float(np.sort(untied[event & (untied <= at)])[20])
shape = efron(scale, time, seen, half) / efron(scale, time, seen, at)
earlier = 1 - fit.predict_survival_function(frame, times=[half]).to_numpy().ravel()

# Many of one time: Efron, by lifelines and by statsmodels.
tied_time, tied_seen = until(tied, 8.0)
ties, _ = cox(scale, tied_time, tied_seen)
other = PHReg(tied_time, scale[:, None], status=tied_seen, ties="efron").fit(disp=0, gtol=1e-12)
assert abs(other.params[0] - ties.params_.iloc[0]) < 1e-6

# ICI, E50 and E90 at the time, by a Cox regression on the spline over all that was seen.
knots = np.quantile(scale, [0.05, 0.275, 0.5, 0.725, 0.95])
curve, basis = cox(spline(scale, knots), untied, event.astype(int))
happened = 1 - curve.predict_survival_function(basis, times=[at]).to_numpy().ravel()
distance = np.abs(happened - share)

line = sm.OLS(np.array(numbers["truth"]), sm.add_constant(np.array(numbers["said"]))).fit()
out = {
    "versions": {m.__name__: m.__version__ for m in (np, scipy, statsmodels, lifelines)},
    "at": at, "earlier": half,
    "slope": [float(fit.params_.iloc[0]), float(fit.standard_errors_.iloc[0])],
    "level": {
        "intercept": level, "shares": listed(1 - np.exp(-np.exp(level + scale[:8]))),
        "earlier": listed(1 - np.exp(-shape * np.exp(level + scale[:8]))),
    },
    "both": {"intercept": float(np.log(stretched)), "shares": listed(mended[:8]), "earlier": listed(earlier[:8])},
    "ties": {
        "slope": [float(ties.params_.iloc[0]), float(ties.standard_errors_.iloc[0])],
        "statsmodels": float(other.params[0]),
        "level": leveled(tied_time, tied_seen, 8.0),
        "both": float(np.log(efron(ties.params_.iloc[0] * scale, tied_time, tied_seen, 8.0))),
    },
    "curve": {
        "knots": listed(knots), "mean": float(distance.mean()), "median": float(np.median(distance)),
        "ninetieth": float(np.quantile(distance, 0.9)), "greatest": float(distance.max()),
    },
    "numbers": {"intercept": float(line.params[0]), "slope": [float(line.params[1]), float(line.bse[1])]},
}
(folder / "mending.json").write_text(json.dumps(out, separators=(",", ":")).replace('},"', '},\n"') + "\n")
print((folder / "mending.json").read_text())
