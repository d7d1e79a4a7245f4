"""Reference values for tests/learn_trees.rs, tests/learn_additive.rs and tests/learn_tree_shap.rs.

Made with LightGBM 4.7.0, scikit-learn 1.9.1, interpret-core 0.7.8 and numpy 2.4.6. `python scripts/reference/trees.py` writes
tests/fixtures/learn/trees.json: a small LightGBM model in our own layout with its margins and contributions
(`pred_contrib`), and how well scikit-learn's boosting and forest and interpret's curves do on tables that the tests draw too.
"""
import json
import os
import sys

import lightgbm as lgb
import numpy as np
import sklearn
from importlib.metadata import version

from interpret.glassbox import ExplainableBoostingClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "..", "benches", "peers"))
from trees import clin, judge  # noqa: E402

def flatten(dump, columns):
    """A LightGBM dump in our arrays: children side by side behind their parent."""
    out = dict(columns=columns, leaves="margins", base=0.0, roots=[], column=[], child=[], number=[], missingLeft=[], cover=[])

    def push():
        for key in ("column", "child", "number"):
            out[key].append(0)
        out["missingLeft"].append(False)
        out["cover"].append(0.0)

    for tree in dump["tree_info"]:
        out["roots"].append(len(out["child"]))
        push()
        queue = [(tree["tree_structure"], len(out["child"]) - 1)]
        while queue:
            node, at = queue.pop(0)
            if "leaf_value" in node:
                out["number"][at], out["cover"][at] = node["leaf_value"], float(node.get("leaf_count", 1))
                continue
            assert node["decision_type"] == "<=" and node["missing_type"] in ("NaN", "None"), node
            child = len(out["child"])
            push()
            push()
            # Without missing numbers in training LightGBM takes one for 0.
            left = node["default_left"] if node["missing_type"] == "NaN" else 0.0 <= node["threshold"]
            out["column"][at], out["child"][at], out["number"][at] = node["split_feature"], child, node["threshold"]
            out["missingLeft"][at], out["cover"][at] = bool(left), float(node["internal_count"])
            queue += [(node["left_child"], child), (node["right_child"], child + 1)]
    return out


def main():
    x, y = clin(6_000, 12, 6, True)
    fit, test = slice(0, 4_000), slice(4_000, 6_000)
    settings = dict(objective="binary", max_depth=5, num_leaves=20, learning_rate=0.2, num_threads=1, verbose=-1, seed=1, deterministic=True)
    model = lgb.train(settings, lgb.Dataset(x[fit], y[fit]), num_boost_round=8)
    rows = x[4_000:4_024]
    explained = {
        "model": flatten(model.dump_model(), 12),
        "rows": [[None if np.isnan(v) else float(v) for v in row] for row in rows],
        "margins": model.predict(rows, raw_score=True).tolist(),
        "parts": model.predict(rows, pred_contrib=True).tolist(),
    }
    boosting = HistGradientBoostingClassifier(max_iter=100, learning_rate=0.1, max_depth=4, max_leaf_nodes=16, l2_regularization=1.0, early_stopping=False)
    boosting.fit(x[fit], y[fit])
    forest = RandomForestClassifier(n_estimators=200, min_samples_leaf=5, max_features="sqrt", oob_score=True, random_state=1)
    forest.fit(x[fit], y[fit])
    target = np.where(np.isnan(x[:, 0]), 0.0, x[:, 0]) + 3.0 * y
    number = HistGradientBoostingRegressor(max_iter=100, learning_rate=0.1, max_depth=4, max_leaf_nodes=16, l2_regularization=1.0, early_stopping=False)
    number.fit(x[fit][:, 1:], target[fit])
    wide, outcome = clin(5_000, 8, 6, True)
    curves = {}
    for name, pairs in (("additive", 0), ("additivePairs", 3)):
        machine = ExplainableBoostingClassifier(interactions=pairs, outer_bags=4, n_jobs=1, random_state=1)
        machine.fit(wide[:2_500], outcome[:2_500])
        curves[name] = judge(machine.predict_proba(wide[2_500:])[:, 1], outcome[2_500:])
    out = {
        **curves,
        "versions": {"lightgbm": lgb.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__, "interpret-core": version("interpret-core")},
        "explained": explained,
        "boosting": judge(boosting.predict_proba(x[test])[:, 1], y[test]),
        "forest": judge(np.clip(forest.predict_proba(x[test])[:, 1], 1e-6, 1 - 1e-6), y[test]),
        "forestOutOfBag": judge(np.clip(forest.oob_decision_function_[:, 1], 1e-6, 1 - 1e-6), y[fit]),
        "number": {"meanSquaredError": float(np.mean((number.predict(x[test][:, 1:]) - target[test]) ** 2))},
    }
    path = os.path.join(here, "..", "..", "tests", "fixtures", "learn", "trees.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(out, file)
        file.write("\n")
    print({key: out[key] for key in ("versions", "additive", "additivePairs", "boosting", "forest", "forestOutOfBag", "number")})


if __name__ == "__main__":
    main()
