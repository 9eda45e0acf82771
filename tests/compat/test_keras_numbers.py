"""What Keras 2.3.1 computes otherwise than tf.keras; the formulas were checked against Keras 2.3.1."""


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
