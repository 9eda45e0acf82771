import ast

import pytest

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import keras

HEAD = "import keras\nfrom keras.layers import BatchNormalization, Dense\nfrom keras.models import Model, Sequential\n"
BUILD = "def build():\n    return Sequential([Dense(1, input_dim=2)])\n"
GAN = (
    "d = build()\nd.compile('sgd', 'mse')\nd.trainable = False\ng = Sequential([build(), d])\ng.compile('sgd', 'mse')\n"
)
LOOP = "for batch in batches:\n    a = d.train_on_batch(x, y)\n    b = d.train_on_batch(x, y)\n"
LOOP += "    c = g.train_on_batch(x, y)\n"


def obstacles(text: str) -> set[str]:
    tree = ast.parse(HEAD + text)
    return {f.code for f in keras.obstacles(tree, Names(tree))}


def migrated(text: str) -> str:
    assert obstacles(text) == set()
    tree = ast.parse(HEAD + text)
    source = Source(HEAD + text)
    keras.rewrite(source, tree, Names(tree))
    return source.result().removeprefix(HEAD)


def test_each_training_has_what_was_trainable_at_the_compilation():
    assert migrated(BUILD + GAN + LOOP) == BUILD + GAN + (
        "for batch in batches:\n"
        "    d.trainable = True\n"
        "    a = d.train_on_batch(x, y)\n"
        "    b = d.train_on_batch(x, y)\n"
        "    d.trainable = False\n"
        "    c = g.train_on_batch(x, y)\n"
    )


def test_nothing_is_set_where_nothing_has_changed():
    text = BUILD + "d = build()\nd.trainable = False\nd.compile('sgd', 'mse')\ng = build()\ng.compile('sgd', 'mse')\n"
    assert migrated(text + LOOP) == text + LOOP


@pytest.mark.parametrize(
    "text",
    [
        BUILD.replace("Dense(1, input_dim=2)", "Dense(1, input_dim=2), BatchNormalization()") + GAN + LOOP,
        BUILD.replace("input_dim=2", "input_dim=2, trainable=False") + GAN + LOOP,
        BUILD + GAN.replace("d.trainable = False", "if x:\n    d.trainable = False") + LOOP,
        BUILD + GAN.replace("d.trainable = False", "d.trainable = frozen") + LOOP,
        BUILD + GAN.replace("d.trainable = False", "d.layers[0].trainable = False") + LOOP,
        BUILD + GAN + LOOP + "print(d.trainable_weights)\n",
        BUILD + GAN + LOOP + "d.summary()\n",
        BUILD + GAN + LOOP + "def more(net):\n    net.train_on_batch(x, y)\n",
        BUILD + GAN + LOOP.replace("    c = g.", "    c = d.train_on_batch(x, y) + g."),
        BUILD + "def step():\n    d.train_on_batch(x, y)\n" + GAN.replace("d.trainable", "step()\nd.trainable"),
        BUILD + GAN + "for batch in batches: d.train_on_batch(x, y)\n",
        BUILD + GAN + "e = build()\ne.trainable = False\ng.trainable = True\n" + LOOP,
    ],
)
def test_what_is_not_certain(text):
    assert "TF219" in obstacles(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("o = keras.optimizers.SGD()\na = build()\na.compile(o, 'mse')\nb = build()\nb.compile(o, 'mse')\n", "TF213"),
        ("o = keras.optimizers.SGD()\nfor i in range(3):\n    a = build()\n    a.compile(o, 'mse')\n", "TF213"),
        (
            "o = keras.optimizers.SGD()\ndef make():\n    a = build()\n    a.compile(o, 'mse')\n    return a\n"
            "make()\nmake()\n",
            "TF213",
        ),
        ("for i in range(3):\n    o = keras.optimizers.SGD()\n    a = build()\n    a.compile(o, 'mse')\n", None),
        ("o = keras.optimizers.SGD()\ndef main():\n    a = build()\n    a.compile(o, 'mse')\nmain()\n", None),
        ("def make():\n    a = build()\n    a.compile(keras.optimizers.SGD(), 'mse')\nmake()\nmake()\n", None),
    ],
)
def test_an_optimizer_belongs_to_one_model(text, code):
    assert obstacles(BUILD + text) == ({code} if code else set())
