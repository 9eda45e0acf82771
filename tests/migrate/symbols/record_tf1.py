"""Record what TensorFlow 1.15.5 computes for `cases.py` into `tf1_numbers.json`.

Run with a Python 3.7 that has `tensorflow==1.15.5`:  python record_tf1.py
"""

import json
import os

import cases
import numpy as np
import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))


def plain(value):
    """A list of {dtype, shape, values} of a fetched structure, sparse values and named tuples flattened."""
    if isinstance(value, (list, tuple)):
        return [entry for part in value for entry in plain(part)]
    array = np.asarray(value)
    if array.dtype.kind in "OSU":
        kind, values = "string", [v.decode() if isinstance(v, bytes) else str(v) for v in array.ravel().tolist()]
    elif array.dtype.kind == "c":
        kind, values = str(array.dtype), [part for v in array.ravel().tolist() for part in (v.real, v.imag)]
    else:
        kind, values = str(array.dtype), array.ravel().tolist()
    return [{"dtype": kind, "shape": list(array.shape), "values": values}]


def evaluate(expression, graph_seed=None):
    with tf.Graph().as_default(), tf.Session() as sess:
        if graph_seed is not None:
            tf.set_random_seed(graph_seed)
        names = dict(vars(cases), tf=tf)
        return sess.run(eval(expression, names))


def main():
    recorded = {"version": tf.__version__, "cases": {}, "draws": {}, "seeded": {}}
    for case in cases.CASES:
        recorded["cases"][case] = plain(evaluate(case))
    for case in cases.DRAWS:
        drawn = evaluate(case + "([600, 1000])", graph_seed=1)
        recorded["draws"][case] = [float(f(drawn)) for f in (np.mean, np.std, np.min, np.max)]
    for case in cases.SEEDED:
        recorded["seeded"][case] = plain(evaluate(case + "([2, 3])"))
    with open(os.path.join(HERE, "tf1_numbers.json"), "w") as file:
        file.write(json.dumps(recorded, indent=None, separators=(",", ":")).replace('],"tf', '],\n"tf') + "\n")
    print(len(recorded["cases"]), "cases")


if __name__ == "__main__":
    main()
