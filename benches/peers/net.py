"""W07 by numpy, W08 by numpy and onnxruntime: peers of `npm run bench -- learn`. Prints JSON lines.

    python benches/peers/net.py [case...]
    python benches/peers/net.py --model PATH    writes W08's network as ONNX
    python benches/peers/net.py --data PATH     writes first weights, people and outcomes of W07, in single precision

One thread each. The first weights are W[in, out] row by row, W ~ sqrt(2 / fan_in) * N(7, 20 + layer, k).
"""
import json
import os
import statistics
import sys
import time
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402

sys.path.append(str(Path(__file__).parents[2] / "scripts" / "reference"))
from draws import bits, eta, label, latent, normal, raw, standard  # noqa: E402

WIDTHS = [30, 64, 32, 1]


def clinic(n=120_000, seed=6):
    x = latent(n, 30, seed)
    e = eta(x)
    e += np.where(x[:, 0] > 0.5, 0.8 * x[:, 1], -0.5 * x[:, 2]) + 0.5 * (x[:, 3] ** 2 - 1) - 0.6 * np.abs(x[:, 4])
    return standard(raw(x)).astype(np.float32), label(e, seed).astype(np.float32)


def first():
    parts = []
    for layer, (a, b) in enumerate(zip(WIDTHS, WIDTHS[1:])):
        w = np.sqrt(2 / a) * normal(7, 20 + layer, np.arange(a * b)).reshape(a, b)
        parts += [w.astype(np.float32), np.zeros(b, np.float32)]
    return parts


def forward(parts, x):
    w1, b1, w2, b2, w3, b3 = parts
    h1 = np.maximum(x @ w1 + b1, 0)
    h2 = np.maximum(h1 @ w2 + b2, 0)
    return h1, h2, (h2 @ w3 + b3)[:, 0]


def learn(x, y, epochs=10, batch=256):
    parts = first()
    means, squares = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    n, t = len(x), 0
    for epoch in range(epochs):
        order = np.argsort(bits(7, 30 + epoch, np.arange(n)), kind="stable")
        for start in range(0, n, batch):
            rows = order[start : start + batch]
            xb, yb = x[rows], y[rows]
            h1, h2, z = forward(parts, xb)
            d3 = (((1 / (1 + np.exp(-z))) - yb) / np.float32(len(rows)))[:, None]
            d2 = (d3 @ parts[4].T) * (h2 > 0)
            d1 = (d2 @ parts[2].T) * (h1 > 0)
            slopes = [xb.T @ d1, d1.sum(0), h1.T @ d2, d2.sum(0), h2.T @ d3, d3.sum(0)]
            t += 1
            lift, lift2 = np.float32(1 / (1 - 0.9**t)), np.float32(1 / (1 - 0.999**t))
            for p, g, m, v in zip(parts, slopes, means, squares):
                m *= np.float32(0.9)
                m += np.float32(0.1) * g
                v *= np.float32(0.999)
                v += np.float32(0.001) * (g * g)
                p -= np.float32(1e-3) * (m * lift) / (np.sqrt(v * lift2) + np.float32(1e-8))
    return parts


def line(case, seconds, check):
    row = {"case": case, "median_s": statistics.median(seconds), "min_s": min(seconds), "runs": len(seconds)}
    print(json.dumps(row | {"check": check}), flush=True)


def graph(parts):
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    names = ["w1", "b1", "w2", "b2", "w3", "b3"]
    held = [numpy_helper.from_array(p, name) for p, name in zip(parts, names)]
    nodes = [
        helper.make_node("Gemm", ["x", "w1", "b1"], ["z1"]),
        helper.make_node("Relu", ["z1"], ["h1"]),
        helper.make_node("Gemm", ["h1", "w2", "b2"], ["z2"]),
        helper.make_node("Relu", ["z2"], ["h2"]),
        helper.make_node("Gemm", ["h2", "w3", "b3"], ["z3"]),
        helper.make_node("Sigmoid", ["z3"], ["p"]),
    ]
    ends = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [None, w]) for n, w in (("x", 30), ("p", 1))]
    made = helper.make_graph(nodes, "net", ends[:1], ends[1:], held)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model.SerializeToString()


def session(parts):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph(parts), options, providers=["CPUExecutionProvider"])


def timed(runs, work):
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        out = work()
        seconds.append(time.perf_counter() - began)
    return seconds, out


def score(runs):
    x, parts = latent(1_000_000, 30, 1).astype(np.float32), first()
    blocks = [x[i : i + 4096] for i in range(0, len(x), 4096)]
    seconds, p = timed(runs, lambda: np.concatenate([1 / (1 + np.exp(-forward(parts, b)[2])) for b in blocks]))
    line("W08:numpy", seconds, {"sum": float(p.astype(np.float64).sum())})
    try:
        run = session(parts)
    except ImportError as missing:
        print(json.dumps({"case": "W08:onnxruntime", "failed": str(missing)}))
        return
    seconds, p = timed(runs, lambda: np.concatenate([run.run(None, {"x": b})[0] for b in blocks]))
    line("W08:onnxruntime", seconds, {"sum": float(p.astype(np.float64).sum())})


def train(runs):
    x, y = clinic()
    seconds, parts = timed(runs, lambda: learn(x[:100_000], y[:100_000]))
    z = forward(parts, x[100_000:])[2].astype(np.float64)
    t = y[100_000:]
    ranks = np.empty(len(z))
    ranks[np.argsort(z)] = np.arange(1, len(z) + 1)
    yes = t.sum()
    area = (ranks[t == 1].sum() - yes * (yes + 1) / 2) / (yes * (len(t) - yes))
    lost = np.mean(np.logaddexp(0, z) - t * z)
    line("W07:numpy", seconds, {"events": int(y.sum()), "auroc": float(area), "logLoss": float(lost)})


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["W07", "W08"]
    if wanted[0] == "--model":
        with open(wanted[1], "wb") as file:
            file.write(graph(first()))
    if wanted[0] == "--data":
        with open(wanted[1], "wb") as file:
            for part in [*first(), *clinic()]:
                file.write(np.ascontiguousarray(part, dtype="<f4").tobytes())
    if "W08" in wanted:
        score(5)
    if "W07" in wanted:
        train(3)
