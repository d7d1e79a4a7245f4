"""Reference values of src/learn/measure/over_time.rs and concordance.rs by scikit-survival: writes over_time.json.

Runs with the peers' Python (`node scripts/peers.mjs`); versions are written into the file. The rows are those of
measure.json (`measure.py`), once with times that nobody shares and once with many shared ones.

scikit-survival weighs an event by the share still looked at *at* its time, ours (and R's) by the share *just before* it.
That is one figure unless somebody was last seen at the very time of another's event. Where times are shared, last looks
are therefore given to it a quarter later than they were, which is what "events of a time come first" means.
"""
import json
from pathlib import Path

import numpy as np
import sksurv
from sksurv.metrics import (
    brier_score,
    concordance_index_censored,
    concordance_index_ipcw,
    cumulative_dynamic_auc,
    integrated_brier_score,
)
from sksurv.util import Surv

folder = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "learn"
people = json.loads((folder / "measure.json").read_text())["survival"]
event = np.array(people["event"])
score = np.array(people["score"])


def judged(name, later, until):
    time = np.array(people[name])
    y = Surv.from_arrays(event, time + np.where(event, 0.0, later))
    # After the last looks that were moved, and before the next time.
    times = np.array([2.0, 5.0, 8.0, 11.0, 15.0, 20.0])
    asked = times + 2 * later
    # Shares left at each time, as a model of one shape would give them; the test gives ours one less these.
    left = np.exp(-0.06 * times[None, :] * np.exp(score[:, None]))
    harrell, right, wrong, equal, _ = concordance_index_censored(event, y["time"], score)
    return {
        "times": times.tolist(),
        "brier": brier_score(y, y, left, asked)[1].tolist(),
        "integrated": float(integrated_brier_score(y, y, left, asked)),
        "area": cumulative_dynamic_auc(y, y, score, asked)[0].tolist(),
        "harrell": {"share": float(harrell), "pairs": int(right + wrong + equal), "equal": int(equal)},
        "uno": {"until": until, "share": float(concordance_index_ipcw(y, y, score, tau=until)[0])},
    }


out = {
    "versions": {"numpy": np.__version__, "sksurv": sksurv.__version__},
    "untied": judged("untied", 0.0, 15.0),
    "time": judged("time", 0.25, 15.0),
}
path = folder / "over_time.json"
path.write_text(json.dumps(out, separators=(",", ":")).replace('},"', '},\n"') + "\n")
print(path.stat().st_size, "bytes")
