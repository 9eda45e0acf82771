"""Generators as datasets: every batch once, every error as itself, no hang, no silent change."""

import signal

import pytest

# a spawned worker reads this too: it has no use for TensorFlow, which takes seconds to load
HEAD = """
if __name__ == "__main__":
    import tensorflow as tf
def five():
    for i in range(5):
        yield np.full((4, 3), i, np.float32), np.full((4,), i)
def numbers(dataset):
    return [int(x[0].numpy().ravel()[0]) for x in dataset]
"""


def test_each_pass_gives_every_batch_once_and_inference_loses_none(scenario):
    code = """
if __name__ == "__main__":
    made = []
    def counting():
        made.append(1)
        yield from five()
    ds = compat.dataset_from_generator(counting)
    tell("spec", [str(s.dtype.name) + str(s.shape.as_list()) for s in ds.element_spec])
    tell("passes", [numbers(ds) for _ in range(3)])
    tell("made", len(made))
    tell("report", {k: ds.report()[k] for k in ("passes", "batches", "stalls", "errors", "skipped")})
    tell("known", any(r["name"] == "counting" for r in compat.report()))
    given = compat.dataset_from_generator(five, (tf.TensorSpec([None, 3]), tf.TensorSpec([None], tf.int64)))
    tell("given", numbers(given))
    tell("process", [numbers(compat.dataset_from_generator(five, isolation="process")) for _ in range(2)])
"""
    r = scenario(HEAD + code)
    assert r["spec"] == ["float32[None, 3]", "int64[None]"]
    assert r["passes"] == [[0, 1, 2, 3, 4]] * 3
    assert r["made"] == 3
    assert r["report"] == {"passes": 3, "batches": 15, "stalls": 0, "errors": 0, "skipped": []}
    assert r["known"]
    assert r["given"] == [0, 1, 2, 3, 4]
    assert r["process"] == [[0, 1, 2, 3, 4]] * 2


def test_keras_fit_trains_on_what_the_generator_yields(scenario):
    code = """
import keras
def logged(log, n, base):
    def make():
        for i in range(n):
            log.append(base + i)
            yield np.full((2, 1), base + i, np.float32), np.zeros((2, 1), np.float32)
    return make
trained, validated = [], []
seen = []
class Model(keras.Model):
    def __init__(self):
        super().__init__()
        self.w = self.add_weight(shape=(), initializer="zeros")
    def call(self, x, training=False):
        tf.py_function(lambda v, t: seen.append([int(v[0, 0]), bool(t)]), [x, training], [])
        return x * self.w
model = Model()
model.compile("sgd", "mse", run_eagerly=True)
seen.clear()
model.fit(
    compat.dataset_from_generator(logged(trained, 5, 0)),
    epochs=3,
    validation_data=compat.dataset_from_generator(logged(validated, 9, 50)),
    validation_steps=3,
    verbose=0,
)
tell("trained", [v for v, t in seen if t])
tell("validated", [v for v, t in seen if not t])
class Squares(keras.utils.PyDataset):
    def __len__(self):
        return 4
    def __getitem__(self, i):
        return np.full((2, 1), i, np.float32), np.zeros((2, 1), np.float32)
seen.clear()
model.fit(compat.dataset_from_generator(Squares()), epochs=2, verbose=0)
tell("sequence", [v for v, t in seen])
"""
    r = scenario(HEAD + code)
    assert r["trained"] == [0, 1, 2, 3, 4] * 3
    assert r["validated"] == [50, 51, 52] * 3
    assert r["sequence"] == [0, 1, 2, 3] * 2


def test_an_image_data_generator_gives_one_pass_of_its_batches(scenario):
    code = """
from keras.src.legacy.preprocessing.image import ImageDataGenerator
images = np.arange(5 * 2 * 2).reshape(5, 2, 2, 1).astype(np.float32)
flow = ImageDataGenerator(rescale=0.5).flow(images, np.arange(5), batch_size=2, shuffle=False)
dataset = compat.dataset_from_generator(flow)
for name in ("first", "second"):
    batches = [(x.numpy(), y.numpy()) for x, y in dataset]
    tell(name, [y.tolist() for _, y in batches])
    tell(name + "_images", bool(np.array_equal(np.concatenate([x for x, _ in batches]), images * 0.5)))
"""
    r = scenario(HEAD + code)
    assert r["first"] == r["second"] == [[0, 1], [2, 3], [4]]
    assert r["first_images"] and r["second_images"]


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_exceptions_reach_the_caller_as_themselves_with_the_batch(scenario, isolation):
    code = f"""
class Odd(Exception):
    pass
def bad():
    yield from five()
    raise Odd("sensor 7")
def leaving():
    yield from five()
    sys.exit(4)
def at_once():
    raise Odd("first")
    yield
if __name__ == "__main__":
    SPEC = (tf.TensorSpec([None, 3]), tf.TensorSpec([None], tf.int64))
    def consume(factory):
        got = []
        it = iter(compat.dataset_from_generator(factory, SPEC, isolation={isolation!r}))
        for _ in range(9):
            try:
                got.append(int(next(it)[1][0]))
            except StopIteration:
                got.append("end")
            except BaseException as error:
                cause = getattr(error, "cause", None)
                got.append([type(error).__name__, getattr(error, "batch", None), type(cause).__name__])
        return got
    tell("bad", consume(bad))
    tell("leaving", consume(leaving)[5])
    tell("at_once", consume(at_once)[0])
    import keras
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    try:
        model.fit(compat.dataset_from_generator(bad, isolation={isolation!r}), verbose=0)
    except Odd as error:
        tell("fit", [str(error), error.batch, "batch 5" in " ".join(error.__notes__)])
"""
    r = scenario(HEAD + code)
    assert r["bad"][:5] == [0, 1, 2, 3, 4]
    assert r["bad"][5] == ["Odd", 5, "NoneType"]
    assert r["bad"][6:] == [["PrematureEnd", 5, "Odd"]] * 3, "a retry must not look like the end of the data"
    assert r["leaving"][:2] == ["SystemExit", 5]
    assert r["at_once"][:2] == ["Odd", 0]
    assert r["fit"] == ["sensor 7", 5, True]


STALLS = {
    "sleep": "time.sleep(1000)",
    "lock": "lock.acquire(); lock.acquire()",
    "busy": "exec('while True: pass')",
}


@pytest.mark.parametrize("kind", STALLS)
def test_a_stall_ends_at_its_deadline(scenario, kind):
    code = f"""
lock = threading.Lock()
def stalling():
    yield from five()
    {STALLS[kind]}
ds = compat.dataset_from_generator(stalling, deadline=1.0)
got = []
start = time.monotonic()
def consume():
    for x in ds:
        got.append(time.monotonic())
result = outcome(consume)
tell("result", result)
tell("waited", time.monotonic() - got[-1])
tell("got", len(got))
tell("stalls", ds.report()["stalls"])
tell("other", numbers(compat.dataset_from_generator(five)))
sys.exit(6)
"""
    r = scenario(HEAD + code)
    assert r["got"] == 5
    assert r["result"][0] == "DeadlineExceeded" and "batch 5" in r["result"][1] and "stalling" in r["result"][1]
    assert 0.9 < r["waited"] < 2.5
    assert r["stalls"] == 1 and r["other"] == [0, 1, 2, 3, 4]
    assert r.rc == 6


def test_a_process_breaks_code_that_holds_the_interpreter_lock(scenario):
    code = """
import ctypes
def holding():
    yield from five()
    ctypes.PyDLL(None).sleep(1000)
if __name__ == "__main__":
    SPEC = (tf.TensorSpec([None, 3]), tf.TensorSpec([None], tf.int64))
    ds = compat.dataset_from_generator(holding, SPEC, deadline=1.0, isolation="process")
    it = iter(ds)
    for _ in range(5):
        next(it)
    tell("result", outcome(lambda: next(it)))
    del it
    sys.exit(8)
"""
    r = scenario(HEAD + code)
    assert r["result"][0] == "DeadlineExceeded" and r["result"][2] < 2.5
    assert r.rc == 8


def test_a_killed_worker_is_said_to_be_killed(scenario):
    code = """
def telling():
    for i in range(1000):
        yield np.array([os.getpid()])
        if i:
            time.sleep(0.2)
if __name__ == "__main__":
    it = iter(compat.dataset_from_generator(telling, tf.TensorSpec([None], tf.int64), isolation="process"))
    pid = int(next(it)[0])
    os.kill(pid, 9)
    def drain():
        for _ in range(100):
            next(it)
    tell("result", outcome(drain))
"""
    r = scenario(HEAD + code)
    assert r["result"][0] == "WorkerDied" and "exitcode -9" in r["result"][1] and r["result"][2] < 3.0


CORRUPTIONS = {
    "fraction to int": ("np.array([0.7])", "tf.int32"),
    "large to int32": ("np.array([2**40])", "tf.int32"),
    "nan to int": ("np.array([np.nan])", "tf.int32"),
    "300 to uint8": ("np.array([300])", "tf.uint8"),
    "negative to uint8": ("np.array([-1])", "tf.uint8"),
    "uint64 to int64": ("np.array([2**63], np.uint64)", "tf.int64"),
    "None": ("None", "tf.float32"),
    "text to float": ("np.array(['3'])", "tf.float32"),
    "text in a list": ("['3']", "tf.float32"),
    "number to text": ("np.array([3])", "tf.string"),
    "float overflow": ("np.array([1e300])", "tf.float32"),
    "inexact int to float": ("np.array([2**24 + 1])", "tf.float32"),
    "2 to bool": ("np.array([2])", "tf.bool"),
    "complex to float": ("np.array([1j])", "tf.float32"),
    "ragged": ("[[1.0], [1.0, 2.0]]", "tf.float32"),
}


def test_values_that_tensorflow_would_change_are_refused(scenario):
    cases = ",\n".join(f"    {name!r}: (lambda: {value}, {dtype})" for name, (value, dtype) in CORRUPTIONS.items())
    code = f"""
CASES = {{
{cases}
}}
for name, (value, dtype) in CASES.items():
    good = np.array([b"a"]) if dtype == tf.string else np.array([1]).astype(dtype.as_numpy_dtype)
    def make():
        yield {{"v": good}}
        yield {{"v": good}}
        yield {{"v": value()}}
    ds = compat.dataset_from_generator(make, {{"v": tf.TensorSpec([None], dtype)}})
    it = iter(ds)
    next(it), next(it)
    try:
        tell(name, ["passed", str(next(it)["v"].numpy())])
    except compat.BatchMismatch as error:
        tell(name, [error.batch, error.element, bool(error.got), bool(error.expected), str(error)])
"""
    r = scenario(HEAD + code)
    for name in CORRUPTIONS:
        assert r[name][:4] == [2, "['v']", True, True], (name, r[name])
        assert "batch 2" in r[name][4] and "['v']" in r[name][4]


def test_values_that_fit_go_through(scenario):
    code = """
def make():
    yield np.array([1, 2]), [1.5, 2.5], np.array([1.0, 2.0]), ["a", "b"], [True, False]
SPEC = (tf.TensorSpec([None], tf.uint8), tf.TensorSpec([None], tf.float64), tf.TensorSpec([None], tf.int32),
        tf.TensorSpec([None], tf.string), tf.TensorSpec([None], tf.float32))
got = next(iter(compat.dataset_from_generator(make, SPEC)))
tell("got", [str(g.numpy().tolist()) for g in got])
inferred = compat.dataset_from_generator(make)
tell("inferred", [s.dtype.name for s in inferred.element_spec])
"""
    r = scenario(HEAD + code)
    assert r["got"] == ["[1, 2]", "[1.5, 2.5]", "[1, 2]", "[b'a', b'b']", "[1.0, 0.0]"]
    assert r["inferred"] == ["int64", "float32", "float64", "string", "bool"]


def test_wrong_shapes_and_structures_name_batch_and_element(scenario):
    code = """
def make(third):
    def gen():
        yield np.zeros((4, 3)), np.zeros(4)
        yield np.zeros((2, 3)), np.zeros(2)
        yield third
    return gen
def third(value):
    it = iter(compat.dataset_from_generator(make(value)))
    next(it), next(it)
    try:
        next(it)
        return None
    except compat.BatchMismatch as error:
        return [error.batch, error.element, error.got, error.expected]
tell("columns", third((np.zeros((4, 5)), np.zeros(4))))
tell("rank", third((np.zeros((4, 3)), np.zeros((4, 1)))))
tell("elements", third((np.zeros((4, 3)),)))
def lengths():
    for n in (5, 7, 9):
        yield np.zeros((2, n))
tell("varying", [x.shape.as_list() for x in compat.dataset_from_generator(lengths)])
"""
    r = scenario(HEAD + code)
    assert r["columns"] == [2, "[0]", "float64[4, 5]", "float64[None, 3]"]
    assert r["rank"] == [2, "[1]", "float64[4, 1]", "float64[None]"]
    assert r["elements"][0] == 2 and "[1]" in r["elements"][3]
    assert r["varying"] == [[2, 5], [2, 7], [2, 9]]


def test_memory_is_bounded_and_a_dropped_dataset_stops_its_generator(scenario):
    code = """
import gc
made = []
def endless():
    while True:
        made.append(1)
        yield np.zeros(3)
ds = compat.dataset_from_generator(endless, buffer=3)
it = iter(ds)
for _ in range(10):
    next(it)
time.sleep(0.5)
tell("ahead", len(made) - 10)
time.sleep(0.5)
tell("later", len(made) - 10)
del it
gc.collect()
time.sleep(0.5)
alive = [t.name for t in threading.enumerate() if t.name.startswith("generator")]
tell("alive", alive)
"""
    r = scenario(HEAD + code)
    assert r["ahead"] == r["later"] <= 3 + 1 + 4, "the buffer, one in the making, and what tf.data reads ahead"
    assert r["alive"] == []


def test_corrupt_samples_within_and_over_the_budget(scenario):
    code = """
def load(path):
    if "bad" in path:
        raise OSError(path)
    return np.array([float(path)])
def ds(paths, budget):
    return compat.dataset_from_generator(
        lambda: iter(paths), tf.TensorSpec([None], tf.float64), load=load, skip=(OSError,), max_skipped=budget)
one = ds(["0", "bad1", "2", "3"], 1)
tell("within", [float(x[0]) for x in one])
tell("listed", [[i, str(e)] for i, e in one.report()["skipped"]])
two = ds(["0", "bad1", "2", "bad3", "4"], 1)
tell("over", outcome(lambda: list(two)))
class Seq:
    def __len__(self):
        return 4
    def __getitem__(self, i):
        if i == 2:
            raise ValueError("corrupt")
        return np.array([i])
seq = compat.dataset_from_generator(Seq(), tf.TensorSpec([None], tf.int64), skip=ValueError, max_skipped=1)
tell("sequence", [int(x[0]) for x in seq])
other = compat.dataset_from_generator(Seq(), tf.TensorSpec([None], tf.int64), skip=OSError, max_skipped=1)
tell("other", outcome(lambda: list(other)))
"""
    r = scenario(HEAD + code)
    assert r["within"] == [0.0, 2.0, 3.0] and r["listed"] == [[1, "bad1"]]
    assert r["over"][0] == "TooManyCorrupt" and "2 corrupt samples, 1 allowed" in r["over"][1]
    assert r["sequence"] == [0, 1, 3]
    assert r["other"][0] == "ValueError"


def test_wrong_use_is_said(scenario):
    code = """
used = compat.dataset_from_generator(five())
tell("once", numbers(used))
tell("twice", outcome(lambda: list(used)))
tell("empty", outcome(lambda: compat.dataset_from_generator(lambda: iter([]))))
tell("isolation", outcome(lambda: compat.dataset_from_generator(five, isolation="fork")))
tell("pickle", outcome(lambda: compat.dataset_from_generator(lambda: five(), isolation="process")))
tell("deadline", outcome(lambda: compat.dataset_from_generator(five, deadline=0)))
"""
    r = scenario(HEAD + code)
    assert r["once"] == [0, 1, 2, 3, 4]
    assert r["twice"][0] == "RuntimeError" and "read once" in r["twice"][1]
    assert r["empty"][0] == "PrematureEnd"
    assert r["isolation"][0] == "ValueError" and r["deadline"][0] == "ValueError"
    assert r["pickle"][0] == "TypeError" and "pickled" in r["pickle"][1]


def test_ctrl_c_while_waiting_for_a_batch(start):
    code = """
def stalling():
    yield from five()
    time.sleep(1000)
ds = compat.dataset_from_generator(stalling)
for x in ds:
    tell("batch", int(x[1][0]))
"""
    running = start(HEAD + code)
    assert running.read_until("batch=4", 40)
    running.read_until("never", 0.5)
    running.signal(signal.SIGINT)
    r = running.finish(15)
    assert "KeyboardInterrupt" in r.err and r.rc != 0


def test_graph_code_takes_the_same_dataset(scenario):
    code = """
from compat import tf1 as tf
def five():
    for i in range(5):
        yield np.full((4, 3), i, np.float32)
class Odd(Exception):
    pass
def bad():
    yield from five()
    raise Odd("x")
value = compat.dataset_from_generator(five).make_one_shot_iterator().get_next()
iterator = compat.dataset_from_generator(bad).make_initializable_iterator()
other = iterator.get_next()
with tf.Session() as sess:
    tell("one", [int(v[0, 0]) for v in sess.iterate(value)])
    sess.run(iterator.initializer)
    got = []
    def loop():
        while True:
            got.append(int(sess.run(other)[0, 0]))
    tell("bad", outcome(loop))
    tell("got", got)
    tell("retry", outcome(loop))
    sess.run(iterator.initializer)
    tell("restarted", int(sess.run(other)[0, 0]))
"""
    r = scenario(code)
    assert r["one"] == [0, 1, 2, 3, 4]
    assert r["bad"][:2] == ["Odd", "x"] and r["got"][:5] == [0, 1, 2, 3, 4]
    assert r["retry"][0] == "PrematureEnd"
    assert r["restarted"] == 0


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_a_generator_may_fill_the_same_array_again(scenario, isolation):
    code = f"""
def refilling():
    large, small, rows = np.zeros((200, 128), np.float32), np.zeros(2), [0, 0]
    for i in range(12):
        large[:] = small[:] = rows[0] = rows[1] = i
        yield large, small, rows
if __name__ == "__main__":
    SPEC = (tf.TensorSpec([None, 128]), tf.TensorSpec([None], tf.float64), tf.TensorSpec([None], tf.int32))
    for name, spec in (("given", SPEC), ("inferred", None)):
        batches = list(compat.dataset_from_generator(refilling, spec, isolation={isolation!r}, buffer=3))
        tell(name, [[int(a[0, 0]), int(a[-1, -1]), int(b[1]), int(c[0])] for a, b, c in batches])
"""
    r = scenario(HEAD + code)
    assert r["given"] == r["inferred"] == [[i] * 4 for i in range(12)]


def test_shared_memory_is_read_in_place_and_goes_with_its_generator(scenario):
    code = """
import gc
def large():
    i = 0
    while True:
        yield np.full((100, 100 + i), i, np.float64)
        i += 1
def stuck():
    yield np.zeros((300, 100))
    exec("while True: pass")
def blocks():
    return [f for f in os.listdir("/dev/shm") if f.startswith(f"compat_{os.getpid()}_")]
if __name__ == "__main__":
    SPEC = tf.TensorSpec([None, None], tf.float64)
    it = iter(compat.dataset_from_generator(large, SPEC, isolation="process"))
    kept = [next(it) for _ in range(20)]
    tell("some", len(blocks()) > 0)
    del it
    gc.collect()
    tell("values", [[float(k[0, 0]), float(k[-1, -1])] for k in kept])
    it = iter(compat.dataset_from_generator(stuck, SPEC, isolation="process", deadline=0.5))
    next(it)
    tell("stall", outcome(lambda: next(it))[0])
    end = time.monotonic() + 20
    while blocks() and time.monotonic() < end:  # of an iterator that failed they go by themselves
        time.sleep(0.1)
    tell("left", blocks())
    last = iter(compat.dataset_from_generator(large, SPEC, isolation="process"))
    next(last)
    sys.exit(7)
"""
    r = scenario(HEAD + code)
    assert r["some"] and r["values"] == [[i, i] for i in range(20)]
    assert r["stall"] == "DeadlineExceeded" and r["left"] == []
    assert r.rc == 7 and "leaked" not in r.err and "Traceback" not in r.err


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_a_process_ends_while_tensorflow_reads(scenario, isolation):
    code = f"""
def batches(pause, last):
    for i in range(last):
        yield np.zeros((300, 100))
        time.sleep(pause)
    yield "not a batch"
if __name__ == "__main__":
    SPEC = tf.TensorSpec([None, None], tf.float64)
    sys.kept = []  # as a script's own names, they last until Python takes its modules apart
    for make in [partial(batches, 50, 9), partial(batches, 0.002, 10**9), partial(batches, 0, 1)] * 2:
        ds = compat.dataset_from_generator(make, SPEC, isolation={isolation!r}, name="batches")
        sys.kept.append(iter(ds))
        next(sys.kept[-1])
    for it in sys.kept[2], sys.kept[5]:
        tell("failed", outcome(lambda: next(it))[0])
    sys.exit(7)
"""
    r = scenario("from functools import partial\n" + HEAD + code, timeout=40)
    assert r["failed"] == "BatchMismatch"
    assert r.rc == 7 and "Traceback" not in r.err


def test_python_floats_keep_their_bits(scenario):
    code = """
def make():
    yield [0.1, 0.2], 0.1
SPEC = (tf.TensorSpec([None], tf.float64), tf.TensorSpec([], tf.float64))
got = next(iter(compat.dataset_from_generator(make, SPEC)))
tell("exact", [got[0].numpy().tolist(), float(got[1])])
"""
    r = scenario(HEAD + code)
    assert r["exact"] == [[0.1, 0.2], 0.1]
