"""Batches from several files of several inputs, read in slices."""

HEAD = """
import tempfile
import tensorflow as tf
folder = tempfile.mkdtemp()
def save(name, array):
    path = os.path.join(folder, name)
    np.save(path, array)
    return path
"""


def test_rows_come_in_order_across_files_and_inputs(scenario):
    code = """
x = [save(f"x{k}.npy", np.arange(k * 10, k * 10 + 10, dtype=np.float32).reshape(5, 2)) for k in range(3)]
y = [save(f"y{k}.npy", np.asfortranarray(np.arange(k * 10, k * 10 + 10).reshape(5, 2))) for k in range(3)]
np.savez(os.path.join(folder, "plain.npz"), a=np.arange(15), b=np.zeros(3))
np.savez_compressed(os.path.join(folder, "small.npz"), a=np.arange(15))
ds = compat.dataset_from_files((x, {"y": y}), 4)
tell("spec", [s.shape.as_list() for s in tf.nest.flatten(ds.element_spec)])
tell("x", [b[0].numpy()[:, 0].tolist() for b in ds])
tell("y", [b[1]["y"].numpy()[:, 1].tolist() for b in ds])
tell("dropped", [len(b[0]) for b in compat.dataset_from_files((x, {"y": y}), 4, drop_remainder=True)])
for name in ("plain.npz:a", "small.npz"):
    tell(name, [b.numpy().tolist() for b in compat.dataset_from_files(os.path.join(folder, name), 8)])
"""
    r = scenario(HEAD + code)
    assert r["spec"] == [[None, 2], [None, 2]]
    assert r["x"] == [[0, 2, 4, 6], [8, 10, 12, 14], [16, 18, 20, 22], [24, 26, 28]]
    assert r["y"] == [[1, 3, 5, 7], [9, 11, 13, 15], [17, 19, 21, 23], [25, 27, 29]]
    assert r["dropped"] == [4, 4, 4]
    assert r["plain.npz:a"] == r["small.npz"] == [list(range(8)), list(range(8, 15))]


def test_memory_stays_small_for_large_files(scenario):
    code = """
rows = np.ones((1024, 32768), np.float32)  # 128 MB
paths = [save(f"big{k}.npy", rows) for k in range(3)]
del rows
ds = compat.dataset_from_files(paths, 16)
def peak():
    with open("/proc/self/status") as f:
        return int(f.read().split("VmHWM:")[1].split()[0]) / 1024
def now():
    with open("/proc/self/status") as f:
        return int(f.read().split("VmRSS:")[1].split()[0]) / 1024
for _ in ds.take(2):
    pass
with open("/proc/self/clear_refs", "w") as f:
    f.write("5")  # the peak starts again from here
before = now()
total = 0.0
for batch in ds:
    total += float(batch[0, 0]) * len(batch)
tell("total", total)
tell("grown", peak() - before)
import shutil
shutil.rmtree(folder)
"""
    r = scenario(HEAD + code, timeout=120)
    assert r["total"] == 3 * 1024
    assert r["grown"] < 40


def test_corrupt_files_within_and_over_the_budget(scenario):
    code = """
x = [save(f"x{k}.npy", np.full((4, 2), k)) for k in range(3)]
y = [save(f"y{k}.npy", np.full(4, k)) for k in range(3)]
with open(x[1], "r+b") as f:
    f.truncate(130)
tell("none allowed", outcome(lambda: compat.dataset_from_files((x, y), 4)))
ds = compat.dataset_from_files((x, y), 4, skip_corrupt=1)
tell("kept", [[int(a[0, 0]), int(b[0])] for a, b in ds])
tell("listed", [[os.path.basename(p) for p in paths] for paths, _ in ds.report()["skipped"]])
z = [save("z0.npy", np.zeros((4, 2))), save("z1.npy", np.zeros((4, 3)))]
tell("rows differ", outcome(lambda: compat.dataset_from_files(z, 4)))
tell("lengths differ", outcome(lambda: compat.dataset_from_files((x[0], save("s.npy", np.zeros(3))), 4)))
"""
    r = scenario(HEAD + code)
    assert r["none allowed"][0] == "TooManyCorrupt" and "x1.npy" in r["none allowed"][1]
    assert r["kept"] == [[0, 0], [2, 2]]
    assert r["listed"] == [["x1.npy", "y1.npy"]]
    assert r["rows differ"][0] == "BatchMismatch" and "z1.npy" in r["rows differ"][1]
    assert r["lengths differ"][0] == "TooManyCorrupt"
