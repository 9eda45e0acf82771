"""What recording costs a training step: prints ratios of the time of a step, recorded and not.

    python benchmarks/recording_cost.py [--steps 40] [--rounds 3]

Two models of more than 10 ms a step, each as a session under `compat` and as a tf.function: a dense network of half a
million parameters and a small convolutional one. The step is measured in CPU time of the whole process, in the first
steps of a program, where the recorder looks at every variable after every step; each side runs several times in turn
and the least median counts. Limit: 1.30. Ends with 1 where it is exceeded.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORDER = ROOT / "migrate" / "verifying" / "tf1recorder"
LIMIT = 1.30

MODELS = {
    "dense": (
        "data = np.random.rand(512, 784).astype('float32')",
        """
        with tf.variable_scope('net'):
            hidden = tf.layers.dense(tf.layers.dense(x, 512, tf.nn.relu), 256, tf.nn.relu)
        """,
        "[tf.keras.layers.Dense(512, 'relu'), tf.keras.layers.Dense(256, 'relu')]",
    ),
    "convolution": (
        "data = np.random.rand(64, 28, 28, 1).astype('float32')",
        """
        hidden = tf.layers.conv2d(tf.layers.conv2d(x, 16, 3, activation=tf.nn.relu), 16, 3, 2, activation=tf.nn.relu)
        hidden = tf.layers.flatten(hidden)
        """,
        "[tf.keras.layers.Conv2D(16, 3, activation='relu'),"
        " tf.keras.layers.Conv2D(16, 3, 2, activation='relu'), tf.keras.layers.Flatten()]",
    ),
}
TIMED = """
times = []
for step in range({steps}):
    started = time.process_time()
    {step}
    times.append(time.process_time() - started)
print('median', sorted(times[5:])[len(times[5:]) // 2])
"""
SESSION = """
import time
import numpy as np
import tensorflow as tf
{data}
labels = np.random.randint(0, 10, len(data))
x = tf.placeholder(tf.float32, (None,) + data.shape[1:])
y = tf.placeholder(tf.int64, [None])
if True:{model}
loss = tf.losses.sparse_softmax_cross_entropy(y, tf.layers.dense(hidden, 10))
train = tf.train.AdamOptimizer(1e-3).minimize(loss)
session = tf.Session()
session.run(tf.global_variables_initializer())
"""
FUNCTION = """
import time
import numpy as np
import tensorflow as tf
{data}
labels = np.random.randint(0, 10, len(data))
model = tf.keras.Sequential({model} + [tf.keras.layers.Dense(10)])
optimizer = tf.keras.optimizers.Adam(1e-3)

@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, model(x)))
    variables = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss
"""


def programs(steps):
    """{name: (text, whether it is a TensorFlow 1 program)}"""
    found = {}
    for name, (data, session, function) in MODELS.items():
        text = SESSION.format(data=data, model=session)
        step = "session.run([train, loss], {x: data, y: labels})"
        found[f"{name}, session"] = text + TIMED.format(steps=steps, step=step), True
        text = FUNCTION.format(data=data, model=function)
        found[f"{name}, tf.function"] = text + TIMED.format(steps=steps, step="train_step(data, labels)"), False
    return found


def seconds(text, legacy, recorded, folder):
    """CPU seconds of a step, the median of one run of the program."""
    Path(folder, "program.py").write_text(text)
    environment = dict(os.environ, CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3", PYTHONPATH=str(ROOT))
    if recorded:
        command = [sys.executable, str(RECORDER), "--out", "recording.zip"]
        command += ["--compat", str(ROOT)] if legacy else []
        command += ["--", "program.py"]
    elif legacy:
        command = [sys.executable, "-m", "compat", "run", "program.py"]
    else:
        command = [sys.executable, "program.py"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    found = re.search(r"median (\S+)", done.stdout)
    if found is None:
        raise SystemExit(done.stdout + done.stderr)
    return float(found[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    over = False
    with tempfile.TemporaryDirectory() as folder:
        for name, (text, legacy) in programs(options.steps).items():
            found = {False: [], True: []}
            for _ in range(options.rounds):
                for recorded in found:
                    found[recorded].append(seconds(text, legacy, recorded, folder))
            plain, recorded = (min(found[key]) for key in (False, True))
            ratio = recorded / plain
            over = over or ratio > LIMIT
            verdict = "within" if ratio <= LIMIT else "OVER"
            print(
                f"{name:24s} {plain * 1e3:7.1f} ms, recorded {recorded * 1e3:7.1f} ms, x{ratio:.2f}, {verdict} {LIMIT}"
            )
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
