"""W12 by polars and pandas: the peers of `cargo bench --bench learn_table`. Prints JSON lines.

    cargo bench --bench learn_table -- --write W12.csv
    python benches/peers/table.py W12.csv 5 [polars pandas]

One thread. The bytes are in memory, as ours are; types are inferred, days with them (pandas: the day column is named to
it). The check is that of the spec: types, blanks, the sum of x0.
"""
import io
import json
import os
import statistics
import sys
import time

os.environ["POLARS_MAX_THREADS"] = "1"


def timed(runs, work):
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        made = work()
        seconds.append(time.perf_counter() - began)
    return made, seconds


def line(case, seconds, version, check):
    right = check["rows"] == 400_000 and check["blanks"] == 601_105 and abs(check["sum_x0"] + 400.310) < 1e-6 and check.pop("types")
    if not right:
        print(json.dumps({"case": case, "failed": str(check)}))
        return
    record = {"case": case, "median_s": statistics.median(seconds), "min_s": min(seconds), "runs": len(seconds)}
    print(json.dumps({**record, "version": version, "check": check}), flush=True)


def polars_case(data, runs):
    import polars as pl

    frame, seconds = timed(runs, lambda: pl.read_csv(io.BytesIO(data), try_parse_dates=True))
    types = [str(t) for t in frame.dtypes]
    check = {
        "rows": frame.height,
        "blanks": int(sum(frame.null_count().row(0))),
        "sum_x0": float(frame["x0"].sum()),
        "types": types == ["Int64", "String", "String", "Date"] + ["Float64"] * 30,
    }
    line("W12:polars", seconds, pl.__version__, check)


def pandas_case(data, runs):
    import pandas as pd

    frame, seconds = timed(runs, lambda: pd.read_csv(io.BytesIO(data), parse_dates=["visit"]))
    kinds = "".join(t.kind for t in frame.dtypes)
    check = {
        "rows": len(frame),
        "blanks": int(frame.isna().to_numpy().sum()),
        "sum_x0": float(frame["x0"].sum()),
        "types": kinds == "iOOM" + "f" * 30,
    }
    line("W12:pandas", seconds, pd.__version__, check)


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        content = file.read()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    wanted = sys.argv[3:] or ["polars"]
    if "polars" in wanted:
        polars_case(content, count)
    if "pandas" in wanted:
        pandas_case(content, count)
