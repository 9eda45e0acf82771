"""compat.images and `keras.preprocessing.image` transform images as Keras 2.3.1 did on TensorFlow 1.15.5."""

import pytest

# what `ImageDataGenerator(**options).apply_transform(image, parameters)` gave there: every seventh number
RECORDED = [
    (
        {"theta": 30},
        {},
        [36.4085, 17.619, 64.7876, 32.1508, 78.0563, 63.9142, 97.0192, 113.3031, 129.8537],
    ),
    (
        {"tx": 1, "ty": -2},
        {"fill_mode": "constant", "cval": 3.0},
        [3.0, 21.7136, 3.0, 52.1959, 3.0, 86.1669, 104.1093, 3.0, 3.0],
    ),
    (
        {"shear": 20},
        {"fill_mode": "wrap"},
        [17.7283, 14.5907, 47.1306, 34.2023, 70.1312, 66.2265, 94.2667, 19.5967, 16.4542],
    ),
    (
        {"zx": 0.8, "zy": 1.3},
        {},
        [11.835, 23.7974, 34.1937, 49.727, 57.1814, 77.3151, 87.5629, 100.61, 117.7788],
    ),
    (
        {"theta": -10, "tx": 0.5, "zx": 1.1, "zy": 1.1, "flip_horizontal": True},
        {"fill_mode": "reflect"},
        [22.2961, 7.1034, 54.944, 17.2288, 71.3599, 48.0955, 85.9006, 128.7459, 114.0655],
    ),
]
BRIGHTER = ({"brightness": 0.7}, {}, [0.0, 13.0, 31.0, 51.0, 72.0, 95.0, 118.0, 142.0, 167.0])
CODE = """
from {module} import ImageDataGenerator
image = (np.arange(60).reshape(5, 4, 3) ** 1.2).astype("float32")
for index, (parameters, options) in enumerate({cases}):
    result = ImageDataGenerator(**options).apply_transform(image.copy(), parameters)
    tell(str(index), [float(v) for v in np.ravel(result)[::7]])
"""


@pytest.mark.parametrize(
    "module", ["compat.images", "compat.keras.preprocessing.image", "compat.tf1.keras.preprocessing.image"]
)
def test_images_are_transformed_as_they_were(scenario, module):
    pytest.importorskip("scipy")
    cases = list(RECORDED)
    try:
        import PIL  # noqa: F401

        cases.append(BRIGHTER)
    except ImportError:
        pass
    r = scenario(CODE.format(module=module, cases=[case[:2] for case in cases]))
    for index, (_, _, numbers) in enumerate(cases):
        assert r[str(index)] == pytest.approx(numbers, abs=2e-3)
