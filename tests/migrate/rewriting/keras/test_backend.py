"""Functions of the Keras backend on tensors; what they compute is recorded in legacy_samples."""

from __future__ import annotations

import pytest

from migrate.engine import Options, SourceFile, migrate_group

HEAD = "from keras import backend as K\nfrom keras.layers import Dense, Input\nfrom keras.models import Model\n"
LOSS = "def loss(y_true, y_pred):\n    return K.mean(K.abs(y_true - y_pred))\n"
MODEL = "x = Input(shape=(3,))\nz = Dense(2)(x)\nmodel = Model(inputs=x, outputs=z)\n"
COMPILE = "model.compile('sgd', loss)\nmodel.fit(a, b)\n"


def migrated(text: str):
    return migrate_group([SourceFile("p.py", text)], Options())


@pytest.mark.parametrize(
    "imported, used, wanted",
    [
        ("from keras import backend as K", "K", "from tensorflow.keras import backend as K"),
        ("import keras.backend as K", "K", "import tensorflow.keras.backend as K"),
        ("from tensorflow.keras import backend as K", "K", "from tensorflow.keras import backend as K"),
        ("from tensorflow.python.keras import backend as K", "K", "from tensorflow.keras import backend as K"),
    ],
)
def test_functions_of_a_loss(imported, used, wanted):
    head = HEAD.replace("from keras import backend as K", imported)
    if "tensorflow" in imported:
        head = head.replace("from keras.", "from tensorflow.keras.")
    result = migrated(head + LOSS + MODEL + COMPILE)
    assert [p.form for p in result.programs if p.form != "native"] == []
    text = result.files[0].text if result.files[0].text is not None else head
    assert wanted in text
    assert result.files[0].text is None or "return K.mean(K.abs(y_true - y_pred))" in text


REFUSED = {
    "a symbolic tensor": HEAD + MODEL + "y = K.mean(z)\n",
    "a symbolic tensor in a closure": HEAD
    + MODEL
    + "def loss(y_true, y_pred):\n    return K.mean(y_true - y_pred) + K.sum(1 + K.exp(0.5 * z))\n"
    + COMPILE,
    "a symbolic tensor given to the function around": HEAD
    + MODEL
    + "def weighted(t):\n    def loss(y_true, y_pred):\n        return K.mean(K.square(t))\n    return loss\n"
    + COMPILE.replace("loss", "weighted(z)"),
    "a function that the file calls": HEAD + LOSS + MODEL + "extra = loss(x, z)\n",
    "a function that is handed on": HEAD + MODEL + "f = K.mean\nprint(f)\n",
    "random numbers": HEAD + LOSS.replace("K.abs", "K.random_normal") + MODEL + COMPILE,
    "a session": HEAD + LOSS + MODEL + COMPILE + "K.get_session().run(z)\n",
}


@pytest.mark.parametrize("what", REFUSED)
def test_refuses(what):
    assert [p.form for p in migrated(REFUSED[what]).programs] == ["compat"]


def test_a_loss_that_calls_another_function_of_tensors():
    text = (
        HEAD + LOSS.replace("loss", "distance") + "def loss(y_true, y_pred):\n    return 2 * distance(y_true, y_pred)\n"
    )
    assert [p.form for p in migrated(text + MODEL + COMPILE).programs] == ["native"]


def test_a_function_around_the_loss():
    text = HEAD + "def weighted(a):\n    def loss(y_true, y_pred):\n        return a * K.mean(y_true - y_pred)\n"
    text += "    return loss\n" + MODEL + COMPILE.replace("loss", "weighted(0.5)")
    assert [p.form for p in migrated(text).programs] == ["native"]
