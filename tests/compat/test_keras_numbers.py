"""What Keras 2.3.1 computes otherwise than tf.keras; the formulas were checked against Keras 2.3.1."""

import pytest


def test_the_moving_variance_of_batch_normalization(scenario):
    code = """
from compat import keras
rng = np.random.default_rng(0)
for name, shape, axis in (("rows", (3,), -1), ("images", (4, 4, 3), -1), ("first", (3, 5), 1)):
    x = rng.normal(size=(8, *shape)).astype(np.float32)
    model = keras.models.Sequential([
        keras.layers.BatchNormalization(input_shape=shape, momentum=0.9, epsilon=0.01, axis=axis),
    ])
    model.compile("sgd", "mse")
    model.fit(x, x, batch_size=8, epochs=1, verbose=0)
    mean, variance = model.get_weights()[2:]
    axes = tuple(i for i in range(x.ndim) if i != axis % x.ndim)
    n, expected = x.size / 3, x.var(axis=axes)
    if name == "images":
        expected = expected * n / (n - 1)  # the fused op gives the unbiased variance already
    expected = 0.9 + 0.1 * expected * n / (n - 1.01)
    tell(name, [float(abs(variance - expected).max()), float(abs(mean - 0.1 * x.mean(axis=axes)).max())])
"""
    r = scenario(code)
    for name in ("rows", "images", "first"):
        assert max(r[name]) < 1e-6


def test_adam_reads_its_step_counter_after_the_update(scenario):
    r = scenario("""
from compat import keras
for name in "Adam", "Adamax":
    model = keras.models.Sequential([keras.layers.Dense(3, input_dim=2, kernel_initializer="ones")])
    optimizer = getattr(keras.optimizers, name)(lr=0.1)
    model.compile(loss="mse", optimizer=optimizer)
    steps = []
    for _ in range(3):
        bias = model.get_weights()[1]
        model.train_on_batch(np.ones((4, 2)), np.full((4, 3), 1e6))
        steps.append(float(np.abs(model.get_weights()[1] - bias).max()))
    tell(name, steps + [int(keras.backend.get_value(optimizer.iterations))])
""")
    # printed by Keras 2.3.1 on TensorFlow 1.15.5 in most of its runs
    assert r["Adam"] == pytest.approx([0.07441343, 0.08584651, 0.09096967, 3], rel=1e-5)
    assert r["Adamax"] == pytest.approx([0.05263158, 0.07011071, 0.07880198, 3], rel=1e-5)


def test_optimizers_have_names_in_lower_case_too(scenario):
    r = scenario("""
from compat import keras
from compat.keras.optimizers import rmsprop
tell("same", [rmsprop is keras.optimizers.RMSprop, keras.optimizers.adam is keras.optimizers.Adam])
tell("rate", float(keras.backend.get_value(keras.optimizers.adagrad().learning_rate)))
""")
    assert r["same"] == [True, True]
    assert r["rate"] == pytest.approx(0.01)
