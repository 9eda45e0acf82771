"""What the runtime costs: prints ratios measured side by side in this one process.

    python benchmarks/compat_cost.py [--quick]

Session rows compare a run of ``x + 1`` with a raw tf.compat.v1.Session: by default (limit: 3% or 10 microseconds more,
whichever is larger), with a deadline, which runs in the worker thread (limit: 40 microseconds more). Generator rows
compare with tf.data's own from_generator on batches of 32 images of 128x128x3 (limit: 1.25 in a thread).
"""

import argparse
import os
import statistics
import time

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

import compat


def microseconds(rounds, calls):
    """The least time of one call of each function, in microseconds; rounds take turns, so that load hits all alike."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(rounds):
        for name, call in calls.items():
            for _ in range(200):
                start = time.perf_counter()
                call()
                best[name] = min(best[name], time.perf_counter() - start)
    return {name: value * 1e6 for name, value in best.items()}


def sessions(rounds):
    import tensorflow as tf

    with compat.graph_scope():
        x = tf.compat.v1.placeholder(tf.float32, [])
        y = x + 1.0
        made = {
            "raw": tf.compat.v1.Session(),
            "default": compat.session(),
            "worker": compat.session(deadline=60),
        }
        calls = {name: (lambda s=s: s.run(y, {x: 1.0})) for name, s in made.items()}
        for call in calls.values():
            call()
        times = microseconds(rounds, calls)
        for s in made.values():
            s.close()
    raw = times["raw"]
    print(f"session raw      {raw:8.1f} us")
    for name, limit in (("default", max(0.03 * raw, 10.0)), ("worker", 40.0)):
        more = times[name] - raw
        verdict = "within" if more <= limit else "OVER"
        cost = f"x{times[name] / raw:.3f}  +{more:.1f} us, {verdict} {limit:.1f} us"
        print(f"session {name:8s} {times[name]:8.1f} us  {cost}")


def images(batches=200):
    batch = np.random.default_rng(0).random((32, 128, 128, 3), np.float32)
    for _ in range(batches):
        yield batch


def generators(repeats):
    import tensorflow as tf

    spec = tf.TensorSpec([None, 128, 128, 3], tf.float32)
    made = {
        "from_generator": tf.data.Dataset.from_generator(images, output_signature=spec),
        "thread": compat.dataset_from_generator(images, spec),
        "process": compat.dataset_from_generator(images, spec, isolation="process"),
    }
    times = {name: [] for name in made}
    for _ in range(repeats):
        for name, dataset in made.items():
            it = iter(dataset)
            next(it)  # the worker has started
            start, n = time.perf_counter(), 0
            for _ in it:
                n += 1
            times[name].append((time.perf_counter() - start) / n * 1e6)
    own = min(times["from_generator"])
    for name, values in times.items():
        text = f"generator {name:15s} {min(values):8.0f} us a batch (median {statistics.median(values):.0f})"
        print(text + ("" if name == "from_generator" else f"  x{min(values) / own:.2f}"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    quick = parser.parse_args().quick
    sessions(5 if quick else 40)
    generators(2 if quick else 6)
