import ast

import pytest

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import keras

HEAD = (
    "import numpy as np\nfrom keras.models import Sequential\nfrom keras.layers import Dense\n"
    "model = Sequential([Dense(1, input_dim=3)])\n"
    "listed = [[1, 2, 3], [4, 5, 6]]\na = np.array(listed)\nb = np.array([[1], [2]])\n"
    "xy = np.loadtxt('data.csv')\nx = xy[:, :-1]\ny = xy[:, [-1]]\nrows = [1, 2]\n"
)


def migrated(text: str) -> str:
    tree = ast.parse(HEAD + text)
    source = Source(HEAD + text)
    keras.rewrite(source, tree, Names(tree))
    return source.result()


def tail(text: str) -> list[str]:
    """The lines from the first that follows the data on."""
    lines = migrated(text).splitlines()
    return lines[lines.index("rows = [1, 2]") + 1 :]


@pytest.mark.parametrize(
    ("before", "pipeline", "after"),
    [
        (
            "model.fit(x, y, epochs=2000)",
            ".shuffle(len(x)).batch(32).repeat()",
            "model.fit(train_data, steps_per_epoch=math.ceil(len(x) / 32), epochs=2000)",
        ),
        (
            "h = model.fit(x, y=y, nb_epoch=300, batch_size=8, shuffle=False, verbose=0)",
            ".batch(8).repeat()",
            "h = model.fit(train_data, epochs=300, verbose=0, steps_per_epoch=math.ceil(len(x) / 8))",
        ),
    ],
)
def test_a_dataset_that_repeats(before, pipeline, after):
    data = f"train_data = tf.data.Dataset.from_tensor_slices((x, y)){pipeline}"
    assert tail(before + "\n") == [data, after]


@pytest.mark.parametrize(("fit", "shuffled"), [("a, b", ""), ("a, b, batch_size=2", ""), ("x, y", ".shuffle(len(x))")])
def test_rows_of_one_batch_need_no_shuffling(fit, shuffled):
    assert f"{shuffled}.batch(" in tail(f"model.fit({fit}, epochs=1000)\n")[0]
    assert shuffled or ".shuffle(" not in migrated(f"model.fit({fit}, epochs=200)\n")


@pytest.mark.parametrize(
    "text",
    [
        "model.fit(x, y, epochs=999)",
        "model.fit(a, b, epochs=300, batch_size=1)",
        "model.fit(a, b, epochs=199)",
        "model.fit(x, y, epochs=n)",
        "model.fit(x, rows, epochs=2000)",
        "model.fit(unknown, y, epochs=2000)",
        "model.fit(xy[0], y, epochs=2000)",
        "model.fit(x, y, epochs=2000, validation_split=0.1)",
        "model.fit(x, y, epochs=2000, validation_data=(x, y))",
        "model.fit(x, y, epochs=2000, class_weight=weights)",
        "model.fit(x, y, epochs=2000, shuffle='batch')",
        "model.fit(x, y, epochs=2000, batch_size=size)",
        "model.fit(x, y, 8, epochs=2000)",
        "print(model.fit(x, y, epochs=2000))",
        "model.fit(x, y, **options, epochs=2000)",
    ],
)
def test_what_is_left_alone(text):
    assert "from_tensor_slices" not in migrated(text + "\n")


def test_a_single_epoch_prints_its_number():
    text = "if x is not None:\n    h = model.fit(x, y)\n    model.fit(x, y, nb_epoch=1, verbose=2)\n"
    after = [
        "if x is not None:",
        '    print("Epoch 1/1")',
        "    h = model.fit(x, y)",
        '    print("Epoch 1/1")',
        "    model.fit(x, y, epochs=1, verbose=2)",
    ]
    assert tail(text) == after
    assert tail("\n".join(after) + "\n") == after


@pytest.mark.parametrize(
    "call", ["fit(x, y, epochs=2)", "fit(x, y, verbose=0)", "fit(x, y, epochs=n)", "fit(x, y, 8, 2)"]
)
def test_no_number_is_printed(call):
    assert "Epoch 1/1" not in migrated(f"model.{call}\n")


def test_tf_keras_printed_no_number():
    text = (HEAD + "model.fit(x, y)\n").replace("from keras", "from tensorflow.keras")
    tree = ast.parse(text)
    source = Source(text)
    keras.rewrite(source, tree, Names(tree))
    assert "Epoch 1/1" not in source.result()
