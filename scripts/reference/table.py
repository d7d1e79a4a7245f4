"""Reference values of the preparation of a table: numpy quantiles, scikit-learn scales, splines by their formula, words by
the outcome of their rows (scikit-learn's TargetEncoder, fold by fold), missing numbers by ridge regressions in turns
(scikit-learn's IterativeImputer with our penalty), and the sizes of Riley and others by a plain loop. Writes tests/fixtures/learn/table.json; run it from the repository."""

import json
import platform
from math import log

import numpy as np
import sklearn
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler, TargetEncoder

x = np.array([(i * 37 % 101) / 7 for i in range(60)])
knots = np.quantile(x, [0.05, 0.275, 0.5, 0.725, 0.95])
first, before, last = knots[0], knots[-2], knots[-1]
cube = lambda v: np.maximum(v, 0) ** 3
curves = [
    (cube(x - k) - cube(x - before) * (last - k) / (last - before) + cube(x - last) * (before - k) / (last - before))
    / (last - first) ** 2
    for k in knots[:-2]
]
columns = np.column_stack([x, *curves])
scaled = StandardScaler().fit_transform(columns)
low, high = np.quantile(x, [0.05, 0.95])
winsorised = StandardScaler().fit_transform(np.clip(x, low, high)[:, None])[:, 0]
event = [(i * 7) % 3 == 0 for i in range(60)]

sizes = []
for r2, parameters in [(0.2, 25), (0.5, 10), (0.1, 40)]:
    n = parameters + 2
    while 1 + (parameters - 2) / (n * log(1 - (r2 * (n - parameters - 1) + parameters) / (n - 1))) < 0.9 or n < 3 * parameters:
        n += 1
    sizes.append({"r2": r2, "parameters": parameters, "shrinkage": n})


def mix(value):
    value ^= value >> 16
    value = value * 0x7FEB352D & 0xFFFFFFFF
    value ^= value >> 15
    value = value * 0x846CA68B & 0xFFFFFFFF
    return value ^ value >> 16


def bits(seed, stream, place):
    s = (seed * 1000 + stream) & 0xFFFFFFFF
    k1, k2 = mix(2 * s + 1 & 0xFFFFFFFF), mix((2 * s + 2 & 0xFFFFFFFF) ^ 0xDEADBEEF)
    return mix(mix(place + k1 & 0xFFFFFFFF) + k2 & 0xFFFFFFFF)


# Words by the outcome: 60 rows, seven words, three inner folds as the seed deals them, ten rows of the mean of all.
word = np.array([f"w{i * i % 7}" for i in range(60)])[:, None]
y = np.array([(i * 5 % 9) / 3 for i in range(60)])
encoder = lambda: TargetEncoder(smooth=10.0, target_type="continuous")
fold = np.empty(60, dtype=int)
for at, (_, row) in enumerate(sorted((bits(3, 500, row), row) for row in range(60))):
    fold[row] = at % 3
apart = np.empty(60)
for held in range(3):
    inner = encoder().fit(word[fold != held], y[fold != held])
    apart[fold == held] = inner.transform(word[fold == held])[:, 0]
whole = encoder().fit(word, y)
new = whole.transform(np.array([["w0"], ["w2"], ["never seen"]]))[:, 0]


class OwnRidge(RegressorMixin, BaseEstimator):
    """Least squares where each column's own sum of squares is a thousandth greater."""

    def fit(self, x, y):
        x, y = np.asarray(x), np.asarray(y)
        centre, mean = x.mean(0), y.mean()
        gram = (x - centre).T @ (x - centre)
        gram[np.diag_indices_from(gram)] *= 1.001
        self.weights_ = np.linalg.solve(gram, (x - centre).T @ (y - mean))
        self.intercept_ = mean - centre @ self.weights_
        return self

    def predict(self, x):
        return np.asarray(x) @ self.weights_ + self.intercept_


i = np.arange(60)
a = (i * 37 % 101) / 7
b = 2 * a + (i * 13 % 17) / 3
c = a - b / 2 + (i * 29 % 23) / 5
gappy = np.column_stack([a, b, c])
for column in range(3):
    gappy[(i * 7 + column * 3) % 11 == 0, column] = np.nan
imputer = IterativeImputer(OwnRidge(), max_iter=5, tol=0.0, initial_strategy="median", imputation_order="roman")
filled = imputer.fit_transform(gappy)
last = imputer.imputation_sequence_[-3:]

json.dump(
    {
        "made_with": {"python": platform.python_version(), "numpy": np.__version__, "scikit-learn": sklearn.__version__},
        "knots": knots.tolist(),
        "spline": scaled.T.tolist(),
        "winsorised": winsorised.tolist(),
        "auroc": roc_auc_score(event, np.round(x)),
        "sizes": sizes,
        "target": {"word": word[:, 0].tolist(), "y": y.tolist(), "apart": apart.tolist(), "new": new.tolist()},
        "iterative": {
            "columns": [[None if np.isnan(v) else v for v in column] for column in gappy.T.tolist()],
            "filled": filled.T.tolist(),
            "weights": [one.estimator.weights_.tolist() for one in last],
            "intercepts": [one.estimator.intercept_ for one in last],
        },
    },
    open("tests/fixtures/learn/table.json", "w"),
    indent=1,
)
