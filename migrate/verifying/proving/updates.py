"""Ops that change a variable, as the values that they leave: the formulas of the kernels' documentation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from migrate.verifying.proving.constants import constant, value
from migrate.verifying.proving.rules import build
from migrate.verifying.proving.terms import Terms

# A kernel gets the values of its variables and its other arguments, and gives the new values of the variables.
Kernel = Callable[[Terms, Sequence[int], Sequence[int]], "list[int]"]


def _op(terms: Terms, op: str, one: int, other: int) -> int:
    """A binary op whose result is shaped like the larger argument."""
    known = [shape for shape in (terms.shape(one), terms.shape(other)) if shape is not None]
    shape = max(known, key=len, default=None)
    return build(terms, op, one, other, shape=shape)


def _assign(terms: Terms, held: Sequence[int], given: Sequence[int]) -> list[int]:
    return [given[0]]


def _changed(op: str) -> Kernel:
    return lambda terms, held, given: [_op(terms, op, held[0], given[0])]


def _gradient_descent(terms: Terms, held: Sequence[int], given: Sequence[int]) -> list[int]:
    rate, gradient = given
    return [_op(terms, "Sub", held[0], _op(terms, "Mul", gradient, rate))]


def _momentum(nesterov: bool) -> Kernel:
    def kernel(terms: Terms, held: Sequence[int], given: Sequence[int]) -> list[int]:
        variable, velocity = held
        rate, gradient, momentum = given
        velocity = _op(terms, "Add", _op(terms, "Mul", velocity, momentum), gradient)
        if nesterov:
            step = _op(terms, "Mul", gradient, rate)
            ahead = _op(terms, "Mul", _op(terms, "Mul", velocity, momentum), rate)
            return [_op(terms, "Sub", variable, _op(terms, "Add", step, ahead)), velocity]
        return [_op(terms, "Sub", variable, _op(terms, "Mul", velocity, rate)), velocity]

    return kernel


def _adam(terms: Terms, held: Sequence[int], given: Sequence[int]) -> list[int]:
    variable, mean, square = held
    power_1, power_2, rate, beta_1, beta_2, epsilon, gradient = given
    one = constant(terms, 1, terms.dtype(rate))

    def rest(number: int) -> int:
        return _op(terms, "Sub", one, number)

    root = terms.make("Sqrt", (rest(power_2),), terms.dtype(rate), ())
    step = _op(terms, "RealDiv", _op(terms, "Mul", rate, root), rest(power_1))
    mean = _op(terms, "Add", mean, _op(terms, "Mul", _op(terms, "Sub", gradient, mean), rest(beta_1)))
    squared = terms.make("Square", (gradient,), terms.dtype(gradient), terms.shape(gradient))
    square = _op(terms, "Add", square, _op(terms, "Mul", _op(terms, "Sub", squared, square), rest(beta_2)))
    below = _op(terms, "Add", terms.make("Sqrt", (square,), terms.dtype(square), terms.shape(square)), epsilon)
    change = _op(terms, "RealDiv", _op(terms, "Mul", mean, step), below)
    return [_op(terms, "Sub", variable, change), mean, square]


def _adagrad(terms: Terms, held: Sequence[int], given: Sequence[int]) -> list[int]:
    variable, total = held
    rate, gradient = given
    squared = terms.make("Square", (gradient,), terms.dtype(gradient), terms.shape(gradient))
    total = _op(terms, "Add", total, squared)
    root = terms.make("Sqrt", (total,), terms.dtype(total), terms.shape(total))
    return [_op(terms, "Sub", variable, _op(terms, "RealDiv", _op(terms, "Mul", gradient, rate), root)), total]


def _rms_prop(terms: Terms, held: Sequence[int], given: Sequence[int]) -> list[int]:
    variable, square, velocity = held
    rate, decay, momentum, epsilon, gradient = given
    rest = _op(terms, "Sub", constant(terms, 1, terms.dtype(decay)), decay)
    squared = terms.make("Square", (gradient,), terms.dtype(gradient), terms.shape(gradient))
    square = _op(terms, "Add", _op(terms, "Mul", square, decay), _op(terms, "Mul", squared, rest))
    below = _op(terms, "Add", square, epsilon)
    root = terms.make("Sqrt", (below,), terms.dtype(below), terms.shape(below))
    step = _op(terms, "RealDiv", _op(terms, "Mul", gradient, rate), root)
    share = value(terms, momentum)
    if share is None or share != 0:  # without momentum the slot is written and never read
        step = _op(terms, "Add", _op(terms, "Mul", velocity, momentum), step)
    return [_op(terms, "Sub", variable, step), square, step]


# Number of variables and kernel; `exact` are those that compute each bit as the formula does.
KERNELS: dict[str, tuple[int, Kernel]] = {
    "Assign": (1, _assign),
    "AssignVariableOp": (1, _assign),
    "AssignAdd": (1, _changed("Add")),
    "AssignAddVariableOp": (1, _changed("Add")),
    "AssignSub": (1, _changed("Sub")),
    "AssignSubVariableOp": (1, _changed("Sub")),
    "ApplyGradientDescent": (1, _gradient_descent),
    "ApplyAdagrad": (2, _adagrad),
    "ApplyAdam": (3, _adam),
    "ApplyRMSProp": (3, _rms_prop),
}
EXACT = frozenset("Assign AssignVariableOp AssignAdd AssignAddVariableOp AssignSub AssignSubVariableOp".split())


def kernel(op: str, attrs: dict[str, object]) -> tuple[int, Kernel] | None:
    """The kernel of an op that changes variables, or None where its formula is not known."""
    name = op.removeprefix("Resource")
    if name == "ApplyMomentum":
        return 2, _momentum(bool(attrs.get("use_nesterov")))
    if attrs.get("use_nesterov") or attrs.get("update_slots") is False:
        return None
    return KERNELS.get(name)
