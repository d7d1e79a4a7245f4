"""Judges the ONNX files that `cargo test --test learn_onnx` writes: `python scripts/reference/onnx.py [FOLDER]`.

Each file is run by onnxruntime (and looked over by onnx.checker where `onnx` is there); margins and answers must agree
with ours within 1e-5, and a row without an answer must be one there, too. Tried with onnxruntime 1.15.1 and 1.32.0, and onnx 1.23.2.
"""
import json
import os
import sys

# This file has the name of the package that it imports.
here = os.path.dirname(os.path.abspath(__file__))
sys.path = [path for path in sys.path if os.path.abspath(path or ".") != here]

import numpy as np  # noqa: E402
import onnxruntime  # noqa: E402

try:
    import onnx
except ImportError:
    onnx = None


def cells(column):
    if "words" in column:
        return np.array(column["words"], dtype=object).reshape(-1, 1)
    return numbers(column["numbers"]).reshape(-1, 1)


def numbers(values):
    return np.array([np.nan if x is None else x for x in values], dtype=np.float64)


def gap(got, want):
    """The greatest difference; infinite where one has a number and the other none."""
    if not np.array_equal(np.isnan(got), np.isnan(want)):
        return float("inf")
    return float(np.nanmax(np.abs(got - want)))


def main(folder):
    names = sorted(name[:-5] for name in os.listdir(folder) if name.endswith(".onnx"))
    worst = 0.0
    for name in names:
        path = os.path.join(folder, name + ".onnx")
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
            case = json.load(file)
        if onnx is not None:
            onnx.checker.check_model(onnx.load(path), full_check=True)
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        feeds = {name: cells(column) for name, column in case["inputs"].items()}
        margin, answer = (out.reshape(-1) for out in session.run(None, feeds))
        gaps = gap(margin, numbers(case["margins"])), gap(answer, numbers(case["answers"]))
        worst = max(worst, *gaps)
        print(json.dumps({"model": name, "rows": len(margin), "bytes": os.path.getsize(path), "margin": gaps[0], "answer": gaps[1]}))
    print(json.dumps({"onnxruntime": onnxruntime.__version__, "models": len(names), "worst": worst}))
    return 0 if names and worst <= 1e-5 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", "target", "tmp", "onnx")))
