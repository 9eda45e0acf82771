"""Write `keras_stars.tsv`: what `from keras.layers import *` and the like bring.

Run with a Python 3.7 that has `tensorflow==1.15.5` and `keras==2.3.1`:  python record_keras_stars.py > keras_stars.tsv
Columns: module, its own classes and functions, and names of others that come along with them.
"""

import inspect

MODULES = "layers models optimizers callbacks losses metrics regularizers initializers constraints activations utils"
MODULES += " preprocessing.image preprocessing.sequence preprocessing.text"
PACKAGES = ("keras", "tensorflow", "tensorflow_core", "keras_preprocessing")


def row(module):
    names = {}
    exec(f"from {module} import *", names)  # the language's own rule of what comes
    own, others = [], []
    for name, value in sorted(names.items()):
        if name.startswith("_") or type(value).__name__ == "_Feature":
            continue
        package = (getattr(value, "__module__", None) or "").split(".")[0]
        known = package in PACKAGES and (inspect.isclass(value) or inspect.isfunction(value))
        (own if known else others).append(name)
    return "\t".join((module, " ".join(own), " ".join(others)))


if __name__ == "__main__":
    for package in ("keras", "tensorflow.keras"):
        for module in MODULES.split():
            print(row(f"{package}.{module}"))
