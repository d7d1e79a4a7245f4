"""W12 by polars and pandas: the peers of `npm run bench -- learn W12`. Prints JSON lines.

One thread. The bytes are in memory, as ours are; types are inferred, days with them (pandas: the day column is named to it).
`--csv FILE` only writes the table, for benches/peers/table-web.mjs.
"""
import io
import json
import os
import statistics
import sys
import time
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"

import numpy as np  # noqa: E402

sys.path.append(str(Path(__file__).parents[2] / "scripts" / "reference"))
from draws import bits, normal  # noqa: E402

ROWS, COLUMNS, RUNS = 400_000, 30, 5


def table():
    """The file as the suite has it."""
    i = np.arange(ROWS)
    place = i[:, None] * COLUMNS + np.arange(COLUMNS)
    z, miss = normal(12, 1, place), bits(12, 2, place) < 214_748_365
    x = np.empty((ROWS, COLUMNS))
    for j in range(COLUMNS):
        x[:, j] = z[:, j] if j == 0 else 0.6 * x[:, j - 1] + 0.8 * z[:, j]
    columns = [[str(100_000 + row) for row in range(ROWS)], ["MF"[b] for b in bits(12, 8, i) & 1]]
    columns.append([f"Site {k}" for k in bits(12, 9, i) % 12])
    days = ((2000 + d % 25, 1 + (d >> 8) % 12, 1 + (d >> 16) % 28) for d in map(int, bits(12, 11, i)))
    columns.append([f"{year}-{month:02}-{day:02}" for year, month, day in days])
    for j in range(COLUMNS):
        k = np.floor(1000 * (10.0 * (j % 7) + 2.0 ** (j % 5 - 1) * x[:, j]) + 0.5).astype(np.int64)
        low = int(k.min())
        text = [f"{'-' * (v < 0)}{abs(v) // 1000}.{abs(v) % 1000:03}" for v in range(low, int(k.max()) + 1)]
        columns.append(["" if none else text[v] for v, none in zip((k - low).tolist(), miss[:, j].tolist())])
    lines = [",".join(["id", "sex", "site", "visit"] + [f"x{j}" for j in range(COLUMNS)])]
    lines.extend(map(",".join, zip(*columns)))
    return ("\n".join(lines) + "\n").encode()


def line(case, version, read, check):
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        frame = read()
        seconds.append(time.perf_counter() - began)
    found = check(frame)
    right = found["rows"] == ROWS and found["blanks"] == 601_105 and abs(found["sumOfX0"] + 400.310) < 1e-6 and found["types"]
    if not right:
        print(json.dumps({"case": case, "failed": str(found)}))
        return
    record = {"case": case, "median_s": statistics.median(seconds), "min_s": min(seconds), "runs": RUNS}
    print(json.dumps({**record, "version": version, "check": found}), flush=True)


def main(data):
    import pandas as pd
    import polars as pl

    line("W12:polars", pl.__version__, lambda: pl.read_csv(io.BytesIO(data), try_parse_dates=True), lambda frame: {
        "rows": frame.height,
        "blanks": int(sum(frame.null_count().row(0))),
        "sumOfX0": float(frame["x0"].sum()),
        "types": [str(t) for t in frame.dtypes] == ["Int64", "String", "String", "Date"] + ["Float64"] * 30,
    })
    line("W12:pandas", pd.__version__, lambda: pd.read_csv(io.BytesIO(data), parse_dates=["visit"]), lambda frame: {
        "rows": len(frame),
        "blanks": int(frame.isna().to_numpy().sum()),
        "sumOfX0": float(frame["x0"].sum()),
        "types": "".join(t.kind for t in frame.dtypes) == "iOOM" + "f" * 30,
    })


if __name__ == "__main__":
    if "--csv" in sys.argv:
        with open(sys.argv[sys.argv.index("--csv") + 1], "wb") as file:
            file.write(table())
    else:
        main(table())
