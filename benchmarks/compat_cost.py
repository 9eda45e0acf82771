"""What the runtime costs: prints ratios measured side by side in this one process.

    python benchmarks/compat_cost.py [--quick]

Session rows compare a run of ``x + 1`` with a raw tf.compat.v1.Session: by default (limit: 3% or 10 microseconds more,
whichever is larger), with a deadline, which runs in the worker thread (limit: 40 microseconds more). Generator rows
compare with tf.data's own from_generator on batches of 32 images of 128x128x3 (limit: 1.25 in a thread). The file rows
compare `dataset_from_files` with a generator that loads each file whole (limit: 1.0).
"""

import argparse
import os
import random
import statistics
import tempfile
import time

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

import compat


def microseconds(rounds, calls):
    """Times of one call of each function, in microseconds, one for each round.

    Functions take turns in an order that changes, and of the calls of a turn the quick ones count (the tenth part), so
    that the load of the machine hits all alike.
    """
    times = {name: [] for name in calls}
    order = list(calls)
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            taken = []
            for _ in range(100):
                start = time.perf_counter()
                calls[name]()
                taken.append(time.perf_counter() - start)
            times[name].append(sorted(taken)[10] * 1e6)
    return times


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
    raw = statistics.median(times["raw"])
    print(f"session raw      {raw:8.1f} us")
    for name, limit in (("default", max(0.03 * raw, 10.0)), ("worker", 40.0)):
        # against the raw runs of the same round
        more = statistics.median(a - b for a, b in zip(times[name], times["raw"], strict=True))
        least = min(times[name]) - min(times["raw"])
        verdict = "within" if more <= limit else "OVER"
        print(
            f"session {name:8s} {statistics.median(times[name]):8.1f} us  {more:+.1f} us, {verdict} {limit:.1f} us "
            f"(least of each: {least:+.1f} us)"
        )


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
    compare(made, repeats, "from_generator", {"thread": 1.25})


def files(repeats):
    import tensorflow as tf

    with tempfile.TemporaryDirectory() as folder:
        rows = np.ones((256, 128, 128, 3), np.float32)  # 48 MB
        paths = [os.path.join(folder, f"{n}.npy") for n in range(3)]
        for path in paths:
            np.save(path, rows)

        def whole():
            for path in paths:
                array = np.load(path)
                for start in range(0, len(array), 32):
                    yield array[start : start + 32]

        spec = tf.TensorSpec([None, 128, 128, 3], tf.float32)
        made = {
            "read whole": tf.data.Dataset.from_generator(whole, output_signature=spec),
            "from files": compat.dataset_from_files(paths, 32),
        }
        compare(made, repeats, "read whole", {"from files": 1.0})


def compare(made, repeats, own, limits):
    """Prints microseconds a batch for each dataset, and how many times those of the dataset `own` they are."""
    times = {name: [] for name in made}
    for _ in range(repeats):
        for name, dataset in made.items():
            it = iter(dataset)
            next(it)  # the worker has started
            start, n = time.perf_counter(), 0
            for _ in it:
                n += 1
            times[name].append((time.perf_counter() - start) / n * 1e6)
    for name, values in times.items():
        text = f"generator {name:15s} {statistics.median(values):8.0f} us a batch (least {min(values):.0f})"
        if name != own:
            ratio = statistics.median(a / b for a, b in zip(values, times[own], strict=True))
            text += f"  x{ratio:.2f}"
            if name in limits:
                text += f", {'within' if ratio <= limits[name] else 'OVER'} {limits[name]:.2f}"
        print(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    quick = parser.parse_args().quick
    sessions(10 if quick else 80)
    generators(3 if quick else 7)
    files(3 if quick else 7)
