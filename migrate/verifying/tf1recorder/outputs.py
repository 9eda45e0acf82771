"""Files that a program wrote: names, hashes, and the numbers in those of known kinds."""

import hashlib
import importlib
import os

import numpy as np
from tf1recorder import values

_TEXT = (".txt", ".csv", ".tsv", ".json", ".log", ".yaml", ".yml")
_READ_BYTES = 4 << 20


def snapshot(folder):
    """{relative path: (size, mtime in ns)} of the files below a folder."""
    found = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("__pycache__", ".git", ".migrate")]
        for name in files:
            path = os.path.join(place, name)
            try:
                status = os.lstat(path)
            except OSError:
                continue
            found[os.path.relpath(path, folder).replace(os.sep, "/")] = (status.st_size, status.st_mtime_ns)
    return found


def written(folder, before):
    """What is new or changed: a list of {"name", "kind", ...} for JSON."""
    found, after = [], snapshot(folder)
    for name in sorted(after):
        if before.get(name) != after[name]:
            found.append(_describe(folder, name))
    return found


def _describe(folder, name):
    path = os.path.join(folder, name)
    entry = {"name": name, "kind": "bytes", "size": os.path.getsize(path)}
    try:
        if ".tfevents." in name:
            entry.update(kind="events", tags=_events(path))
        elif name.endswith(".index") and os.path.exists(path[: -len(".index")] + ".data-00000-of-00001"):
            entry.update(kind="checkpoint", variables=_checkpoint(path[: -len(".index")]))
        elif name.endswith((".meta", ".data-00000-of-00001")) or os.path.basename(name) == "checkpoint":
            entry["kind"] = "beside a checkpoint"
        elif name.endswith(".npy"):
            entry.update(kind="arrays", arrays={"": values.describe(np.load(path), True)})
        elif name.endswith(".npz"):
            with np.load(path) as file:
                entry.update(kind="arrays", arrays={key: values.describe(file[key], True) for key in file.files})
        elif name.endswith(_TEXT) and entry["size"] <= _READ_BYTES:
            with open(path, encoding="utf-8", errors="replace") as file:
                entry.update(kind="text", lines=file.read().splitlines())
    except Exception as error:
        entry["unread"] = "%s: %s" % (type(error).__name__, str(error).split("\n")[0][:200])
    if entry["kind"] == "bytes":
        with open(path, "rb") as file:
            entry["hash"] = hashlib.blake2b(file.read(_READ_BYTES), digest_size=12).hexdigest()
    return entry


def _events(path):
    """{tag: [[step, scalar or null], ...]}; TensorFlow 1 keeps a scalar in `simple_value`, TensorFlow 2 in a tensor."""
    tf = importlib.import_module("tensorflow")
    tags = {}
    for event in tf.compat.v1.train.summary_iterator(path):
        for value in event.summary.value:
            number = None
            if value.WhichOneof("value") == "simple_value":
                number = float(value.simple_value)
            elif value.HasField("tensor") and not value.tensor.tensor_shape.dim:
                array = tf.make_ndarray(value.tensor)
                number = float(array) if array.dtype.kind in "fiub" else None
            tags.setdefault(value.tag, []).append([event.step, number])
    return tags


def _checkpoint(prefix):
    tf = importlib.import_module("tensorflow")
    reader = tf.compat.v1.train.NewCheckpointReader(prefix)
    found = {}
    for name in sorted(reader.get_variable_to_shape_map()):
        if name.startswith("_CHECKPOINTABLE_OBJECT_GRAPH"):
            continue
        found[name] = values.describe(reader.get_tensor(name))
    return found
