"""Small definitions that a migrated program gets where Keras 3 has no setting for what Keras 2 computed."""

from __future__ import annotations

import ast

from migrate.rewriting.keras.context import Context

_COUNTING_LATER = '''
def {name}(*args, **options):
    """{class} as Keras 2.3 ran it on TensorFlow 1, which read the step counter after its update: steps count from 2."""
    optimizer = {keras}.optimizers.{class}(*args, **options)
    optimizer.iterations.assign(1)
    return optimizer
'''
_OF_PROBABILITIES = '''
def {name}(y_true, y_pred):
    """Crossentropy of probabilities as in Keras 2; Keras 3 takes their logits where it knows them."""
    return {keras}.losses.{loss}(y_true, 1.0 * y_pred)
'''
_TEXTS = {
    "RMSprop": '''
class {name}({keras}.optimizers.RMSprop):
    """RMSprop as in Keras 2: epsilon is added outside the square root."""

    def update_step(self, gradient, variable, learning_rate):
        velocity = self._velocities[self._get_variable_index(variable)]
        velocity.assign(self.rho * velocity + (1.0 - self.rho) * {keras}.ops.square(gradient))
        variable.assign_sub(learning_rate * gradient / ({keras}.ops.sqrt(velocity) + self.epsilon))
''',
    "Adagrad": '''
class {name}({keras}.optimizers.Adagrad):
    """Adagrad as in Keras 2: epsilon is added outside the square root."""

    def update_step(self, gradient, variable, learning_rate):
        accumulator = self._accumulators[self._get_variable_index(variable)]
        accumulator.assign_add({keras}.ops.square(gradient))
        variable.assign_sub(learning_rate * gradient / ({keras}.ops.sqrt(accumulator) + self.epsilon))
''',
    "BatchNormalization": '''
class {name}({keras}.layers.BatchNormalization):
    """BatchNormalization as in Keras 2.3: the moving variance gets the batch's times n / (n - 1 - epsilon)."""

    def call(self, inputs, training=None, mask=None):
        kept = self.moving_variance * self.momentum
        outputs = super().call(inputs, training=training, mask=mask)
        if training:
            n = {keras}.ops.cast({keras}.ops.size(inputs), "float32") / inputs.shape[self.axis]
            factor = n / (n - 1.0 - self.epsilon)
            if len(inputs.shape) == 4:  # its kernel has taken the unbiased variance already
                factor *= n / {keras}.ops.maximum(n - 1.0, 1.0)
            self.moving_variance.assign_add((factor - 1.0) * (self.moving_variance - kept))
        return outputs
''',
    "FusedBatchNormalization": '''
class {name}({keras}.layers.BatchNormalization):
    """BatchNormalization as in TensorFlow 1: the moving variance of 4-D inputs gets the unbiased one of the batch."""

    def call(self, inputs, training=None, mask=None):
        kept = self.moving_variance * self.momentum
        outputs = super().call(inputs, training=training, mask=mask)
        if training and len(inputs.shape) == 4:
            n = {keras}.ops.cast({keras}.ops.size(inputs), "float32") / inputs.shape[self.axis]
            factor = n / {keras}.ops.maximum(n - 1.0, 1.0)
            self.moving_variance.assign_add((factor - 1.0) * (self.moving_variance - kept))
        return outputs
''',
    "Adam": _COUNTING_LATER.replace("{class}", "Adam"),
    "Adamax": _COUNTING_LATER.replace("{class}", "Adamax"),
    "batch_sum": '''
def {name}(regularizer):
    """An activity regularizer as in Keras 2.3, which sums over the batch; Keras 3 divides by the batch size."""
    regularizer = {keras}.regularizers.get(regularizer)

    def penalty(activity):
        return regularizer(activity) * {keras}.ops.cast({keras}.ops.shape(activity)[0], activity.dtype)

    return penalty
''',
    "hard_sigmoid": '''
def {name}(x):
    """Keras 2's hard sigmoid: 0.2 x + 0.5 clipped to [0, 1]."""
    return {keras}.ops.clip(0.2 * x + 0.5, 0.0, 1.0)
''',
    "binary_crossentropy_of_probabilities": '''
def {name}(y_true, y_pred):
    """Binary crossentropy of probabilities as in Keras 2; Keras 3 takes their logits where it knows them."""
    epsilon = {keras}.backend.epsilon()
    y_pred = {keras}.ops.clip(y_pred, epsilon, 1.0 - epsilon)
    likelihood = y_true * {keras}.ops.log(y_pred + epsilon)
    likelihood += (1.0 - y_true) * {keras}.ops.log(1.0 - y_pred + epsilon)
    return -{keras}.ops.mean(likelihood, axis=-1)
''',
    "categorical_crossentropy_of_probabilities": _OF_PROBABILITIES.replace("{loss}", "categorical_crossentropy"),
    "sparse_categorical_crossentropy_of_probabilities": _OF_PROBABILITIES.replace(
        "{loss}", "sparse_categorical_crossentropy"
    ),
    "predict_classes": '''
def {name}(model, x, **options):
    """Keras 2's predict_classes: the most probable class, or for one output whether it is above one half."""
    probabilities = model.predict(x, **options)
    if probabilities.shape[-1] > 1:
        return probabilities.argmax(axis=-1)
    return (probabilities > 0.5).astype("int32")
''',
    "rounded_accuracy": '''
def {name}(y_true, y_pred):
    """Keras 2's accuracy of one output: the share of predictions that round to the label."""
    return {keras}.ops.mean({keras}.ops.equal(y_true, {keras}.ops.round(y_pred)), axis=-1)
''',
    "accuracy_by_shape": '''
def {name}(y_true, y_pred):
    """Keras 2's accuracy: of one output the predictions that round to the label, of several the largest one."""
    if y_pred.shape[-1] == 1:
        return {keras}.ops.mean({keras}.ops.equal(y_true, {keras}.ops.round(y_pred)), axis=-1)
    return {keras}.metrics.categorical_accuracy(y_true, y_pred)
''',
}

_STANDARD = ("functools", "itertools", "math")
_NAMES = {
    "RMSprop": "Keras2RMSprop",
    "Adagrad": "Keras2Adagrad",
    "Adam": "keras2_adam",
    "Adamax": "keras2_adamax",
    "BatchNormalization": "Keras2BatchNormalization",
    "FusedBatchNormalization": "TF1BatchNormalization",
}


def helper(context: Context, kind: str, flavour: str | None = None, name: str | None = None) -> str:
    """The name of a helper in this file; it is written once."""
    key = kind
    known = context.__dict__.setdefault("_helper_names", {})
    if key not in known:
        known[key] = context.fresh(name or _NAMES.get(kind, kind))
        text = _TEXTS[kind].replace("{name}", known[key])
        if "{keras}" in text:
            text = text.replace("{keras}", context.prefix(flavour))
        context.helpers[key] = text
    return known[key]


def place(context: Context) -> None:
    """Writes the collected imports and helpers beside the file's first imports."""
    source = context.source
    if source is None or not (context.helpers or context.modules):
        return
    first: ast.stmt | None = None
    last: ast.stmt | None = None
    for statement in context.tree.body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            last = statement
            if first is None and not (isinstance(statement, ast.ImportFrom) and statement.module == "__future__"):
                first = statement
        elif isinstance(statement, ast.Try) and all(
            isinstance(s, (ast.Import, ast.ImportFrom)) for s in statement.body
        ):
            last = statement
        elif not isinstance(statement, (ast.Expr, ast.Assign)):
            break
    standard = [line for line in context.modules if line.split()[1] in _STANDARD]
    others = [line for line in context.modules if line not in standard]
    if first is not None:
        source.insert(source.line_start(source.span(first)[0]), "".join(f"{line}\n" for line in standard))
    else:
        others = standard + others
    at = source.line_end(source.span(last)[1]) if last is not None else 0
    text = "".join(f"{line}\n" for line in others)
    if at and source.text[at - 1] != "\n":
        text = "\n" + text
    if context.helpers:
        rest = source.text[at:]
        text += "".join("\n" + body for body in context.helpers.values())
        blank = len(rest) - len(rest.lstrip("\n"))
        text += "\n" * max(0, 2 - blank)
    if text:
        source.insert(at, text)
