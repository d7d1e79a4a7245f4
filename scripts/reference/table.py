"""Reference values of the preparation of a table: numpy quantiles, scikit-learn scales, splines by their formula, and the
sizes of Riley and others by a plain loop. Writes tests/fixtures/learn/table.json; run it from the repository."""

import json
import platform
from math import log

import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

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

json.dump(
    {
        "made_with": {"python": platform.python_version(), "numpy": np.__version__, "scikit-learn": sklearn.__version__},
        "knots": knots.tolist(),
        "spline": scaled.T.tolist(),
        "winsorised": winsorised.tolist(),
        "auroc": roc_auc_score(event, np.round(x)),
        "sizes": sizes,
    },
    open("tests/fixtures/learn/table.json", "w"),
    indent=1,
)
