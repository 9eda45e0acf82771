"""Proofs of graphs written by hand: what is the same is proved, and what is not never is."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from migrate.verifying.proof import Pair, Program, Proof, prove

_spec = importlib.util.spec_from_file_location("graph_texts", Path(__file__).with_name("graph_texts.py"))
graph_texts = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(graph_texts)
Builder = graph_texts.Builder


def proof(old, new, variables=None, constants=None, initial=None, order=None) -> Proof:
    inputs = [(index, index) for index in range(min(len(old["inputs"]), len(new["inputs"])))]
    keys = {key: key for key in variables or ()} if not isinstance(variables, dict) else variables
    (found,) = prove([Pair(old, new, inputs, order)], Program(keys, constants or {}, initial or {}))
    return found


def of(make) -> dict:
    builder = Builder()
    return builder.done(make(builder, builder.input([None, 4]), builder.input([None, 4])))


def same(one, other) -> bool:
    return proof(of(one), of(other)).proved


def dense(b, x, weights="w", op="AddV2", **attrs):
    kernel, bias = b.read(b.resource(weights), [4, 3]), b.read(b.resource("b"), [3])
    return b.add(op, b.add("MatMul", x, kernel, shape=[None, 3], **attrs), bias, shape=[None, 3])


def axis(b, value):
    return b.constant(value, "int32")


def total(b, x, shape):
    return b.add("Reshape", b.add("Sum", x, axis(b, [0, 1]), shape=[]), axis(b, shape), shape=shape)


def kept(b, x, filling, start=0):
    """A gradient reshaped to the shape of x but for the axes that it was summed over, and the shape of x."""
    axes = b.input([None], "int32")
    shape = b.add("Shape", x, dtype="int32")
    places = b.add("Range", axis(b, start), b.add("Rank", x, dtype="int32"), axis(b, 1), dtype="int32")
    ones = b.add("Fill", b.add("Shape", axes, dtype="int32"), filling, dtype="int32")
    stitched = b.add("DynamicStitch", places, axes, shape, ones, dtype="int32", N=2)
    return b.add("Reshape", b.input(), stitched), shape


def tiled(b, x, filling=1, start=0):
    gradient, shape = kept(b, x, axis(b, filling), start)
    (_, stitched) = (place for place, _ in b.graph["nodes"][gradient]["in"])
    below = b.add("Maximum", stitched, axis(b, 1), dtype="int32")
    return b.add("Tile", gradient, b.add("FloorDiv", shape, below, dtype="int32"))


def row(b, x):
    return b.add("Sum", x, axis(b, [0]), keep_dims=True, shape=[1, 4])


def positive(b, x):
    return b.add("Greater", b.add("Sum", x, axis(b, [1]), shape=[None]), b.constant(0), dtype="bool", shape=[None])


def rows(b, x):
    ends = (axis(b, [number]) for number in (0, 1, 1))
    shape = b.add("Shape", x, dtype="int32", shape=[2])
    return b.add("StridedSlice", shape, *ends, dtype="int32", shape=[], shrink_axis_mask=1)


EQUAL = {
    "names of Add": (lambda b, x, y: b.add("Add", x, y), lambda b, x, y: b.add("AddV2", x, y)),
    "the order of a sum": (lambda b, x, y: b.add("AddV2", x, y), lambda b, x, y: b.add("AddV2", y, x)),
    "the order of a product": (lambda b, x, y: b.add("Mul", x, y), lambda b, x, y: b.add("Mul", y, x)),
    "identities": (
        lambda b, x, y: b.add("Tanh", x),
        lambda b, x, y: b.add("Identity", b.add("Tanh", b.add("StopGradient", b.add("IdentityN", x)))),
    ),
    "a cast to the same dtype": (lambda b, x, y: x, lambda b, x, y: b.add("Cast", x)),
    "square and product": (lambda b, x, y: b.add("Square", x), lambda b, x, y: b.add("Mul", x, x)),
    "squared difference": (
        lambda b, x, y: b.add("Square", b.add("Sub", x, y)),
        lambda b, x, y: b.add("SquaredDifference", y, x),
    ),
    "axes counted from the end": (
        lambda b, x, y: b.add("Mean", x, axis(b, [1]), shape=[None]),
        lambda b, x, y: b.add("Mean", x, axis(b, -1), shape=[None]),
    ),
    "dimensions kept and dropped again": (
        lambda b, x, y: b.add("Sum", x, axis(b, [0]), shape=[4]),
        lambda b, x, y: b.add(
            "Reshape", b.add("Sum", x, axis(b, [0]), shape=[1, 4], keep_dims=True), axis(b, [4]), shape=[4]
        ),
    ),
    "rows of a vector of conditions": (
        lambda b, x, y: b.add("Select", positive(b, x), x, y, shape=[None, 4]),
        lambda b, x, y: b.add(
            "SelectV2", b.add("ExpandDims", positive(b, x), axis(b, 1), dtype="bool", shape=[None, 1]), x, y
        ),
    ),
    "a shape put together": (
        lambda b, x, y: b.add("Reshape", x, b.add("Pack", rows(b, x), axis(b, 4), dtype="int32", shape=[2], N=2)),
        lambda b, x, y: b.add(
            "Reshape",
            x,
            b.add(
                "ConcatV2",
                b.add("ExpandDims", rows(b, x), axis(b, 0), dtype="int32", shape=[1]),
                axis(b, [4]),
                axis(b, 0),
                dtype="int32",
                shape=[2],
                N=2,
            ),
        ),
    ),
    "dimensions kept and dropped again, whatever the axes": (
        lambda b, x, y: b.add("Reshape", b.add("Sum", x, b.input(dtype="int32")), b.add("Shape", y, dtype="int32")),
        lambda b, x, y: b.add(
            "Reshape", b.add("Sum", x, b.input(dtype="int32"), keep_dims=True), b.add("Shape", y, dtype="int32")
        ),
    ),
    "all dimensions of a shape": (
        lambda b, x, y: b.add("Prod", b.add("Shape", x, dtype="int32", shape=[2]), axis(b, [0]), dtype="int32"),
        lambda b, x, y: b.add(
            "FloorDiv",
            b.add(
                "Prod",
                b.add(
                    "GatherV2", b.add("Shape", x, dtype="int32", shape=[2]), axis(b, [0, 1]), axis(b, 0), dtype="int32"
                ),
                axis(b, [0]),
                dtype="int32",
            ),
            axis(b, 1),
            dtype="int32",
        ),
    ),
    "a new axis": (
        lambda b, x, y: b.add("ExpandDims", x, axis(b, 1), shape=[None, 1, 4]),
        lambda b, x, y: b.add(
            "StridedSlice",
            x,
            *(axis(b, [0, 0]), axis(b, [0, 0]), axis(b, [1, 1])),
            shape=[None, 1, 4],
            begin_mask=1,
            end_mask=1,
            new_axis_mask=2,
        ),
    ),
    "nothing added": (
        lambda b, x, y: b.add("Tanh", x),
        lambda b, x, y: b.add("Tanh", b.add("AddV2", x, b.constant(0))),
    ),
    "one number for all elements": (
        lambda b, x, y: b.add("Tile", total(b, x, [1, 1]), b.add("Shape", x, dtype="int32"), shape=[None, 4]),
        lambda b, x, y: b.add("BroadcastTo", total(b, x, [1]), b.add("Shape", x, dtype="int32"), shape=[None, 4]),
    ),
    "the gradient of a sum over some axes": (
        lambda b, x, y: tiled(b, x),
        lambda b, x, y: b.add("BroadcastTo", *kept(b, x, axis(b, 1))),
    ),
    "a row repeated": (
        lambda b, x, y: b.add("Tile", row(b, x), axis(b, [3, 1]), shape=[3, 4]),
        lambda b, x, y: b.add("BroadcastTo", row(b, x), axis(b, [3, 4]), shape=[3, 4]),
    ),
    "a sum over no axis": (lambda b, x, y: x, lambda b, x, y: b.add("Sum", x, axis(b, []))),
    "constants computed": (
        lambda b, x, y: b.add("Mul", x, b.constant(0.25)),
        lambda b, x, y: b.add("Mul", b.add("Sub", b.constant(1), b.constant(0.75)), x),
    ),
    "a dimension that is known": (
        lambda b, x, y: b.add("Mul", x, b.constant(4)),
        lambda b, x, y: b.add(
            "Mul",
            x,
            b.add(
                "Cast",
                b.add(
                    "StridedSlice",
                    b.add("Shape", x, dtype="int32", shape=[2]),
                    *(axis(b, [n]) for n in (1, 2, 1)),
                    dtype="int32",
                    shape=[],
                    shrink_axis_mask=1,
                ),
            ),
        ),
    ),
    "a reshape to its own shape": (
        lambda b, x, y: b.add("Tanh", x),
        lambda b, x, y: b.add("Tanh", b.add("Reshape", x, axis(b, [-1, 4]), shape=[None, 4])),
    ),
    "expanded dimensions": (
        lambda b, x, y: b.add("ExpandDims", x, axis(b, -1), shape=[None, 4, 1]),
        lambda b, x, y: b.add("Reshape", x, axis(b, [-1, 4, 1]), shape=[None, 4, 1]),
    ),
    "adding a bias": (lambda b, x, y: dense(b, x, op="BiasAdd"), lambda b, x, y: dense(b, x)),
    "a sum of two": (lambda b, x, y: b.add("AddN", x, y), lambda b, x, y: b.add("AddV2", x, y)),
    "a factor of one": (lambda b, x, y: x, lambda b, x, y: b.add("Mul", b.constant(1), x)),
    "half the sum of squares": (
        lambda b, x, y: b.add("L2Loss", x, shape=[]),
        lambda b, x, y: b.add(
            "Mul", b.add("Sum", b.add("Square", x, shape=[None, 4]), axis(b, [0, 1]), shape=[]), b.constant(0.5)
        ),
    ),
    "batched products": (lambda b, x, y: b.add("BatchMatMul", x, y), lambda b, x, y: b.add("BatchMatMulV2", x, y)),
    "the gradient of a bias": (
        lambda b, x, y: b.add("BiasAddGrad", x, shape=[4]),
        lambda b, x, y: b.add(
            "Reshape",
            b.add(
                "Sum",
                x,
                (
                    b.add(
                        "BroadcastGradientArgs",
                        b.add("Shape", x, dtype="int32"),
                        axis(b, [4]),
                        dtype="int32",
                        outputs=2,
                    ),
                    1,
                ),
                shape=[4],
            ),
            axis(b, [4]),
            shape=[4],
        ),
    ),
}

DIFFERENT = {
    "operands of a difference": (lambda b, x, y: b.add("Sub", x, y), lambda b, x, y: b.add("Sub", y, x)),
    "operands of a quotient": (lambda b, x, y: b.add("RealDiv", x, y), lambda b, x, y: b.add("RealDiv", y, x)),
    "operands of a matrix product": (lambda b, x, y: b.add("MatMul", x, y), lambda b, x, y: b.add("MatMul", y, x)),
    "the inputs themselves": (lambda b, x, y: b.add("Tanh", x), lambda b, x, y: b.add("Tanh", y)),
    "another axis": (
        lambda b, x, y: b.add("Mean", x, axis(b, [1])),
        lambda b, x, y: b.add("Mean", x, axis(b, [0])),
    ),
    "all axes": (
        lambda b, x, y: b.add("Sum", x, axis(b, [0, 1])),
        lambda b, x, y: b.add("Sum", x, axis(b, [0])),
    ),
    "kept dimensions": (
        lambda b, x, y: b.add("Sum", x, axis(b, [1])),
        lambda b, x, y: b.add("Sum", x, axis(b, [1]), keep_dims=True),
    ),
    "mean and sum": (lambda b, x, y: b.add("Mean", x, axis(b, [1])), lambda b, x, y: b.add("Sum", x, axis(b, [1]))),
    "another epsilon": (
        lambda b, x, y: b.add("Rsqrt", b.add("AddV2", x, b.constant(1e-8))),
        lambda b, x, y: b.add("Rsqrt", b.add("AddV2", x, b.constant(1e-7))),
    ),
    "an epsilon of another dtype": (
        lambda b, x, y: b.add("Cast", b.add("Cast", x, dtype="float64"), dtype="float32"),
        lambda b, x, y: x,
    ),
    "transposed weights": (lambda b, x, y: dense(b, x), lambda b, x, y: dense(b, x, transpose_b=True)),
    "other weights": (lambda b, x, y: dense(b, x), lambda b, x, y: dense(b, x, weights="v")),
    "a bias along another axis": (
        lambda b, x, y: b.add("BiasAdd", x, b.read(b.resource("b"), [4]), data_format="NCHW"),
        lambda b, x, y: b.add("AddV2", x, b.read(b.resource("b"), [4])),
    ),
    "another padding": (
        lambda b, x, y: b.add("Conv2D", x, y, padding="SAME", strides=[1, 1, 1, 1]),
        lambda b, x, y: b.add("Conv2D", x, y, padding="VALID", strides=[1, 1, 1, 1]),
    ),
    "other strides": (
        lambda b, x, y: b.add("Conv2D", x, y, padding="SAME", strides=[1, 1, 1, 1]),
        lambda b, x, y: b.add("Conv2D", x, y, padding="SAME", strides=[1, 2, 2, 1]),
    ),
    "an attribute that is true, not one": (
        lambda b, x, y: b.add("Some", x, flag=True),
        lambda b, x, y: b.add("Some", x, flag=1),
    ),
    "rows and columns of a vector of conditions": (
        lambda b, x, y: b.add("Select", positive(b, x), x, y, shape=[None, 4]),
        lambda b, x, y: b.add("SelectV2", positive(b, x), x, y, shape=[None, 4]),
    ),
    "elements in another order": (
        lambda b, x, y: b.add("Shape", x, dtype="int32", shape=[2]),
        lambda b, x, y: b.add(
            "GatherV2", b.add("Shape", x, dtype="int32", shape=[2]), axis(b, [1, 0]), axis(b, 0), dtype="int32"
        ),
    ),
    "a new axis and rows turned round": (
        lambda b, x, y: b.add("ExpandDims", x, axis(b, 1), shape=[None, 1, 4]),
        lambda b, x, y: b.add(
            "StridedSlice",
            x,
            *(axis(b, [0, 0]), axis(b, [0, 0]), axis(b, [-1, 1])),
            shape=[None, 1, 4],
            begin_mask=1,
            end_mask=1,
            new_axis_mask=2,
        ),
    ),
    "rows repeated and one row broadcast": (
        lambda b, x, y: b.add("Tile", row(b, x), axis(b, [2, 1]), shape=[2, 4]),
        lambda b, x, y: b.add("Tile", row(b, x), axis(b, [1, 2]), shape=[1, 8]),
    ),
    "a gradient of other dimensions": (
        lambda b, x, y: tiled(b, x, start=1),
        lambda b, x, y: b.add("BroadcastTo", *kept(b, x, axis(b, 1), 1)),
    ),
    "a gradient that is repeated otherwise": (
        lambda b, x, y: tiled(b, x, 2),
        lambda b, x, y: b.add("BroadcastTo", *kept(b, x, axis(b, 2))),
    ),
    "another output": (
        lambda b, x, y: (b.add("SoftmaxCrossEntropyWithLogits", x, y, outputs=2), 0),
        lambda b, x, y: (b.add("SoftmaxCrossEntropyWithLogits", x, y, outputs=2), 1),
    ),
    "the smaller and the larger": (lambda b, x, y: b.add("Minimum", x, y), lambda b, x, y: b.add("Maximum", x, y)),
    "strings in another order": (
        lambda b, x, y: b.add("Add", *(b.add("AsString", n, dtype="string") for n in (x, y)), dtype="string"),
        lambda b, x, y: b.add("Add", *(b.add("AsString", n, dtype="string") for n in (y, x)), dtype="string"),
    ),
    "a reshape that mixes rows": (
        lambda b, x, y: b.add("Tanh", x),
        lambda b, x, y: b.add("Tanh", b.add("Reshape", x, axis(b, [4, -1]), shape=[4, None])),
    ),
    "sums that associate otherwise": (
        lambda b, x, y: b.add("AddV2", b.add("AddV2", x, y), b.constant(3)),
        lambda b, x, y: b.add("AddV2", x, b.add("AddV2", y, b.constant(3))),
    ),
    "the gradient of the other argument": (
        lambda b, x, y: b.add(
            "Sum",
            x,
            (b.add("BroadcastGradientArgs", axis(b, [5, 4]), axis(b, [4]), dtype="int32", outputs=2), 0),
        ),
        lambda b, x, y: b.add(
            "Sum",
            x,
            (b.add("BroadcastGradientArgs", axis(b, [5, 4]), axis(b, [4]), dtype="int32", outputs=2), 1),
        ),
    ),
    "integer and real division": (
        lambda b, x, y: b.add("Div", *(b.add("Cast", n, dtype="int32") for n in (x, y)), dtype="int32"),
        lambda b, x, y: b.add("RealDiv", *(b.add("Cast", n, dtype="int32") for n in (x, y)), dtype="int32"),
    ),
}


@pytest.mark.parametrize("what", EQUAL)
def test_the_same_computation_is_proved(what):
    found = proof(of(EQUAL[what][0]), of(EQUAL[what][1]), {"w": "w", "b": "b"})
    assert found.proved, found.detail
    assert proof(of(EQUAL[what][1]), of(EQUAL[what][0]), {"w": "w", "b": "b"}).proved


@pytest.mark.parametrize("what", DIFFERENT)
def test_another_computation_is_never_proved(what):
    variables = {"w": "w", "v": "v", "b": "b"}
    found = proof(of(DIFFERENT[what][0]), of(DIFFERENT[what][1]), variables)
    assert not found.proved and found.detail
    assert not proof(of(DIFFERENT[what][1]), of(DIFFERENT[what][0]), variables).proved
    # Each is the same as itself, so that the difference is what was not proved.
    for side in DIFFERENT[what]:
        assert proof(of(side), of(side), variables).proved


def test_variables_without_counterpart_are_not_taken_for_the_same():
    graph = of(lambda b, x, y: dense(b, x))
    assert not proof(graph, graph, {"b": "b"}).proved
    assert not proof(graph, graph, {"w": "b", "b": "w"}).proved


def test_inputs_without_counterpart_are_not_taken_for_the_same():
    graph = of(lambda b, x, y: b.add("Tanh", x))
    (found,) = prove([Pair(graph, graph, [])], Program({}, {}, {}))
    assert not found.proved
    (found,) = prove([Pair(graph, graph, [(1, 0)])], Program({}, {}, {}))
    assert not found.proved


def test_what_differs_is_said_with_the_way_to_it():
    old = of(lambda b, x, y: b.add("Mean", b.add("Tanh", b.add("Sub", x, y, name="error")), axis(b, [0])))
    new = of(lambda b, x, y: b.add("Mean", b.add("Tanh", b.add("Sub", y, x, name="delta")), axis(b, [0])))
    found = proof(old, new)
    assert [op.split()[0] for op in found.path] == ["Mean", "Tanh", "Sub"]
    assert found.detail == "fetch 0: Sub error takes its arguments in another order in the new graph"
    new = of(lambda b, x, y: b.add("Mean", b.add("Sigmoid", b.add("Sub", x, y), name="squash"), axis(b, [0])))
    assert proof(old, new).detail == "fetch 0: Tanh Tanh_3 in the old graph, Sigmoid squash in the new one"


def test_the_order_of_results_counts_unless_it_is_given():
    def both(*names):
        builder = Builder()
        x = builder.input([4])
        return builder.done(*(builder.add(name, x) for name in names))

    old = both("Tanh", "Exp")
    assert proof(old, both("Tanh", "Exp")).proved
    assert not proof(old, both("Exp", "Tanh")).proved
    assert not proof(old, both("Tanh", "Exp", "Log")).proved
    assert proof(old, both("Log", "Exp", "Tanh"), order=[2, 1]).proved
    assert not proof(old, both("Log", "Exp", "Tanh"), order=[1, 2]).proved


@pytest.mark.parametrize(
    "op", ["RandomUniform", "IteratorGetNext", "PyFunc", "QueueDequeueV2", "Placeholder", "While", "ApplyRMSProp"]
)
def test_what_is_no_computation_of_its_arguments_is_not_proved(op):
    graph = of(lambda b, x, y: b.add(op, x, stateful=op != "Placeholder"))
    found = proof(graph, graph)
    assert not found.proved and found.detail.startswith("the new graph: ")


def test_a_function_without_its_graph_is_not_proved():
    graph = of(lambda b, x, y: b.add("PartitionedCall", x, f={"function": "lost"}))
    assert not proof(graph, graph).proved


# ------------------------------------------------------------------- functions


def test_functions_are_inlined():
    body = Builder()
    x, handle = body.input([None, 4]), body.input([], "resource")
    inner = body.add("MatMul", x, body.read(handle, [4, 3]), shape=[None, 3])

    def calling(b, x, y):
        b.graph["functions"]["predict"] = body.done(inner)
        weights = b.resource("w")
        called = b.add("StatefulPartitionedCall", x, weights, f={"function": "predict"}, stateful=True)
        return b.add("Tanh", called)

    def plain(b, x, y):
        return b.add("Tanh", b.add("MatMul", x, b.read(b.resource("w"), [4, 3]), shape=[None, 3]))

    def other(b, x, y):
        return b.add("Tanh", b.add("MatMul", y, b.read(b.resource("w"), [4, 3]), shape=[None, 3]))

    assert proof(of(plain), of(calling), {"w": "w"}).proved
    assert not proof(of(other), of(calling), {"w": "w"}).proved


# ------------------------------------------------------------------ conditions


def branches(b, test, yes, no):
    """tf.cond of TensorFlow 2 with one argument."""
    for name, op in (("yes", yes), ("no", no)):
        body = Builder()
        b.graph["functions"][name] = body.done(body.add(op, body.input([None, 4])))
    x = b.input([None, 4])
    return b.add("If", test, x, then_branch={"function": "yes"}, else_branch={"function": "no"})


def cond_2(yes="Tanh", no="Exp"):
    b = Builder()
    return b.done(branches(b, b.input([], "bool"), yes, no))


def cond_1(yes="Tanh", no="Exp"):
    """tf.cond of TensorFlow 1: a switch before and a merge behind the branches."""
    b = Builder()
    test, x = b.input([], "bool"), b.input([None, 4])
    switch = b.add("Switch", x, test, outputs=2)
    taken, other = b.add(yes, (switch, 1)), b.add(no, (switch, 0))
    return b.done(b.add("Merge", other, taken, outputs=2))


def test_conditions_of_both_versions_are_the_same():
    assert proof(cond_1(), cond_2()).proved
    assert proof(cond_1("Exp", "Exp"), cond_2("Exp", "Exp")).proved


def test_conditions_with_their_branches_swapped_are_not():
    assert not proof(cond_1(), cond_2("Exp", "Tanh")).proved
    assert not proof(cond_1("Exp", "Tanh"), cond_2()).proved
    assert not proof(cond_2(), cond_2("Tanh", "Log")).proved


def test_an_update_in_a_branch_leaves_the_variable_alone_in_the_other():
    def old(in_branch):
        b = Builder()
        test = b.input([], "bool")
        switch = b.add("Switch", test, test, dtype="bool", outputs=2)
        taken = b.add("Identity", (switch, 1), dtype="bool")
        b.effect("AssignAdd", b.reference("n", []), b.constant(1), control=[taken] if in_branch else [])
        return b.done()

    def new():
        b = Builder()
        for name in ("yes", "no"):
            body = Builder()
            handle = body.input([], "resource")
            if name == "yes":
                body.effect("AssignAddVariableOp", handle, body.constant(1))
            b.graph["functions"][name] = body.done()
        test = b.input([], "bool")
        attrs = {"then_branch": {"function": "yes"}, "else_branch": {"function": "no"}}
        b.graph["effects"].append(b.add("If", test, b.resource("n"), stateful=True, outputs=0, **attrs))
        return b.done()

    assert proof(old(True), new(), {"n": "n"}).proved
    assert not proof(old(False), new(), {"n": "n"}).proved


# -------------------------------------------------------------------- updates


def descent(rate=0.1, read_after=False, ordered=True, kind="new", batch="x"):
    """One step of w <- w - rate * tanh(w * x); fetches w * x."""
    b = Builder()
    x = b.input([4])
    y = b.input([4])
    fed = x if batch == "x" else y
    if kind == "old":
        handle = b.reference("w", [4])
        before = b.add("Identity", handle, shape=[4])
    else:
        handle = b.resource("w")
        before = b.read(handle, [4])
    product = b.add("Mul", before, fed, shape=[4])
    gradient = b.add("Tanh", product, shape=[4])
    control = [product] if ordered else []
    if kind == "old":
        update = b.effect("ApplyGradientDescent", handle, b.constant(rate), gradient, control=control)
        return b.done(product)
    step = b.add("Mul", gradient, b.constant(rate), shape=[4])
    update = b.effect("AssignSubVariableOp", handle, step, control=[before])
    if read_after:
        product = b.add("Mul", b.read(handle, [4], control=[update]), fed, shape=[4])
    return b.done(product)


def test_gradient_descent_is_proved_as_its_formula():
    found = proof(descent(kind="old"), descent(), ["w"])
    assert found.proved, found.detail
    assert found.formulas == ("ApplyGradientDescent as its formula",) and "its formula" in found.detail
    assert "1 fetched and 1 updated values" in found.detail


def test_other_updates_are_not_proved():
    old = descent(kind="old")
    assert not proof(old, descent(rate=0.01), ["w"]).proved
    assert not proof(old, descent(read_after=True), ["w"]).proved
    assert not proof(old, descent(batch="y"), ["w"]).proved
    without = descent()
    without["nodes"] = [
        dict(node, op="NoOp", **{"in": []}) if "Assign" in node["op"] else node for node in without["nodes"]
    ]
    found = proof(old, without, ["w"])
    assert not found.proved and "variable w" in found.detail


def test_an_update_of_one_variable_too_few_is_not_proved():
    def graph(*keys):
        b = Builder()
        x = b.input([])
        for key in keys:
            b.effect("AssignAddVariableOp", b.resource(key), x)
        return b.done()

    assert proof(graph("v", "w"), graph("v", "w"), ["v", "w"]).proved
    found = proof(graph("v", "w"), graph("v"), ["v", "w"])
    assert not found.proved and found.detail == "variable w is changed on the old side only"
    assert proof(graph("v"), graph("v", "w"), ["v", "w"]).detail == "variable w is changed on the new side only"


def test_a_changed_variable_without_counterpart_is_not_proved():
    graph = Builder()
    graph.effect("AssignAddVariableOp", graph.resource("w"), graph.input([]))
    graph = graph.done()
    assert proof(graph, graph, ["w"]).proved
    assert proof(graph, graph).detail == "variable w is changed and has no counterpart"


def test_a_read_that_nothing_orders_with_an_update_has_no_meaning():
    def graph(ordered):
        b = Builder()
        handle, x = b.resource("w"), b.input([4])
        read = b.read(handle, [4])
        b.effect("AssignSubVariableOp", handle, x, control=[read] if ordered else [])
        return b.done(read)

    assert proof(graph(True), graph(True), ["w"]).proved
    found = proof(graph(False), graph(True), ["w"])
    assert not found.proved and "nothing orders a read and an update" in found.detail


def test_a_reference_variable_that_changes_before_its_value_is_used_is_not_proved():
    """A read of a reference variable shares its memory: an op behind the update sees the new value."""

    def graph():
        b = Builder()
        handle, x = b.reference("w", [4]), b.input([4])
        read = b.add("Identity", handle, shape=[4])
        update = b.effect("AssignAdd", handle, x, control=[read])
        return b.done(b.add("Tanh", read, control=[update]))

    found = proof(graph(), graph(), ["w"])
    assert not found.proved and "changes while it is used" in found.detail


def test_the_result_of_an_assignment_is_what_the_variable_holds():
    def old(later=False):
        b = Builder()
        handle = b.reference("w", [4])
        update = b.add("Assign", handle, b.input([4]), dtype="float32_ref", shape=[4], stateful=True)
        if later:
            b.effect("AssignAdd", handle, b.constant(1))
        return b.done(update)

    new = Builder()
    x = new.input([4])
    new.effect("AssignVariableOp", new.resource("w"), x)
    new = new.done(x)
    assert proof(old(), new, ["w"]).proved
    assert not proof(old(later=True), new, ["w"]).proved


def test_a_fetch_of_a_variable_beside_its_update_is_not_proved():
    b = Builder()
    handle = b.reference("w", [4])
    b.effect("AssignAdd", handle, b.input([4]))
    graph = b.done(handle)
    found = proof(graph, graph, ["w"])
    assert not found.proved and "nothing orders the fetch of w" in found.detail


def test_rows_of_a_variable_are_a_gather_of_its_value():
    old = Builder()
    ids = old.input([None], "int32")
    value = old.add("Identity", old.reference("table", [9, 4]), shape=[9, 4])
    old = old.done(old.add("GatherV2", value, ids, old.constant(0, "int32"), shape=[None, 4]))

    def rows(key, **attrs):
        b = Builder()
        ids = b.input([None], "int32")
        return b.done(b.add("ResourceGather", b.resource(key), ids, shape=[None, 4], stateful=True, **attrs))

    assert proof(old, rows("table"), ["table"]).proved
    assert not proof(old, rows("other"), ["table", "other"]).proved
    assert not proof(old, rows("table", batch_dims=1), ["table"]).proved


def test_two_updates_in_another_order_are_not_proved():
    def graph(first, second):
        b = Builder()
        handle = b.resource("w")
        one = b.effect(first, handle, b.constant(2))
        b.effect(second, handle, b.constant(3), control=[one])
        return b.done()

    plus, new = "AssignAddVariableOp", "AssignVariableOp"
    assert proof(graph(plus, new), graph(plus, new), ["w"]).proved
    assert not proof(graph(plus, new), graph(new, plus), ["w"]).proved


def adagrad_old():
    b = Builder()
    gradient = b.input([4])
    b.effect("ApplyAdagrad", b.reference("w", [4]), b.reference("a", [4]), b.constant(0.1), gradient)
    return b.done()


def adagrad_new(epsilon=0.0):
    """Keras's Adagrad, op by op."""
    b = Builder()
    gradient = b.input([4])
    w, a = b.resource("w"), b.resource("a")
    total = b.effect("AssignAddVariableOp", a, b.add("Square", gradient, shape=[4]))
    below = b.add("AddV2", b.read(a, [4], control=[total]), b.constant(epsilon), shape=[4])
    step = b.add("RealDiv", b.add("Mul", b.constant(0.1), gradient, shape=[4]), b.add("Sqrt", below, shape=[4]))
    b.effect("AssignSubVariableOp", w, step)
    return b.done()


def test_adagrad_is_proved_without_epsilon():
    found = proof(adagrad_old(), adagrad_new(), ["w", "a"])
    assert found.proved, found.detail
    assert not proof(adagrad_old(), adagrad_new(1e-7), ["w", "a"]).proved


def rms_old(momentum=0.0, decay=0.75):
    b = Builder()
    gradient = b.input([4])
    slots = [b.reference(key, [4]) for key in ("w", "rms", "momentum")]
    b.effect("ApplyRMSProp", *slots, *(b.constant(n) for n in (0.1, decay, momentum, 1e-10)), gradient)
    return b.done()


def rms_new(epsilon_inside=True):
    """Keras's RMSprop without momentum, op by op."""
    b = Builder()
    gradient = b.input([4])
    w, a = b.resource("w"), b.resource("rms")
    before = b.read(a, [4])
    share = b.add("Mul", b.constant(0.25), b.add("Square", gradient, shape=[4]), shape=[4])
    after = b.add("AddV2", b.add("Mul", b.constant(0.75), before, shape=[4]), share, shape=[4])
    update = b.effect("AssignVariableOp", a, after, control=[before])
    read = b.read(a, [4], control=[update])
    if epsilon_inside:
        below = b.add("Sqrt", b.add("AddV2", read, b.constant(1e-10), shape=[4]), shape=[4])
    else:
        below = b.add("AddV2", b.add("Sqrt", read, shape=[4]), b.constant(1e-10), shape=[4])
    step = b.add("RealDiv", b.add("Mul", b.constant(0.1), gradient, shape=[4]), below, shape=[4])
    b.effect("AssignSubVariableOp", w, step)
    return b.done()


def test_rms_prop_is_proved_where_its_unused_slot_is_left_out():
    def found(old, new, slots=("momentum",)):
        keys = {"w": "w", "rms": "rms"}
        return prove([Pair(old, new, [(0, 0)])], Program(keys, {}, {}, slots))[0]

    assert found(rms_old(), rms_new()).proved, found(rms_old(), rms_new()).detail
    assert found(rms_old(), rms_new(), ()).detail == "variable momentum is changed and has no counterpart"
    assert not found(rms_old(momentum=0.5), rms_new()).proved
    assert not found(rms_old(decay=0.5), rms_new()).proved
    assert not found(rms_old(), rms_new(epsilon_inside=False)).proved


# ----------------------------------------------------------------------- Adam

BETAS = np.float32(0.9), np.float32(0.999)


def adam_old(epsilon=1e-8, power_updates=True, gate=True):
    b = Builder()
    gradient = b.input([4])
    w, m, v = (b.reference(key, [4]) for key in ("w", "w/Adam", "w/Adam_1"))
    powers = [b.reference(f"beta{n}_power", []) for n in (1, 2)]
    read = [b.add("Identity", power, shape=[]) for power in powers]
    numbers = [b.constant(0.01), b.constant(BETAS[0]), b.constant(BETAS[1]), b.constant(epsilon)]
    update = b.effect("ApplyAdam", w, m, v, *read, *numbers, gradient)
    if power_updates:
        for power, value, beta in zip(powers, read, BETAS, strict=True):
            after = b.add("Mul", value, b.constant(beta), shape=[], control=[update])
            b.effect("Assign", power, after, control=[update] if gate else [])
    return b.done()


def adam_new(epsilon=1e-8, first_beta=BETAS[0], counted=True, root_first=False, learning_rate="constant"):
    """Keras's Adam, op by op."""
    b = Builder()
    gradient = b.input([4])
    w, m, v, n, rate = (b.resource(key) for key in ("W", "M", "V", "iterations", "rate"))
    count = b.read(n, [], dtype="int64")
    step = b.add("Cast", b.add("AddV2", count, b.constant(1, "int64"), dtype="int64", shape=[]), shape=[])
    powers = [b.add("Pow", b.constant(beta), step, shape=[]) for beta in (first_beta, BETAS[1])]
    one = b.constant(1)
    root = b.add("Sqrt", b.add("Sub", one, powers[1], shape=[]), shape=[])
    held = b.read(rate, [])
    alpha = b.add("RealDiv", b.add("Mul", held, root, shape=[]), b.add("Sub", one, powers[0], shape=[]), shape=[])
    old_m = b.read(m, [4])
    change = b.add("Mul", b.add("Sub", gradient, old_m, shape=[4]), b.constant(1 - BETAS[0]), shape=[4])
    mean = b.effect("AssignAddVariableOp", m, change, control=[old_m])
    old_v = b.read(v, [4])
    squared = b.add("Square", gradient, shape=[4])
    change = b.add("Mul", b.add("Sub", squared, old_v, shape=[4]), b.constant(1 - BETAS[1]), shape=[4])
    square = b.effect("AssignAddVariableOp", v, change, control=[old_v])
    top = b.add("Mul", b.read(m, [4], control=[mean]), alpha, shape=[4])
    second = b.read(v, [4], control=[square])
    if root_first:
        below = b.add("Sqrt", b.add("AddV2", second, b.constant(epsilon), shape=[4]), shape=[4])
    else:
        below = b.add("AddV2", b.add("Sqrt", second, shape=[4]), b.constant(epsilon), shape=[4])
    b.effect("AssignSubVariableOp", w, b.add("RealDiv", top, below, shape=[4]))
    if counted:
        b.effect("AssignAddVariableOp", n, b.constant(1, "int64"), control=[count])
    return b.done()


def adam(old, new, initial=None, more=(), rate=0.01):
    variables = {"W": "w", "M": "w/Adam", "V": "w/Adam_1"}
    held = Builder()
    held.constant(rate)
    constants = {"rate": held.graph["nodes"][0]["attrs"]["value"]} if rate is not None else {}
    known = {("old", "beta1_power"): 0.9, ("old", "beta2_power"): 0.999, ("new", "iterations"): 0.0}
    pairs = [Pair(old, new, [(0, 0)]), *more]
    return prove(pairs, Program(variables, constants, known if initial is None else initial))[0]


def test_adam_is_proved_against_keras():
    found = adam(adam_old(), adam_new())
    assert found.proved, found.detail
    assert "ApplyAdam as its formula" in found.formulas and "3 updated values" in found.detail


def test_other_adams_are_not_proved():
    assert not adam(adam_old(), adam_new(epsilon=1e-7)).proved
    assert not adam(adam_old(), adam_new(root_first=True)).proved
    assert not adam(adam_old(), adam_new(first_beta=np.float32(0.99))).proved
    assert not adam(adam_old(), adam_new(), rate=0.02).proved
    # A learning rate that was not the same at all calls is not a constant.
    assert not adam(adam_old(), adam_new(), rate=None).proved


def test_adam_needs_its_powers_to_keep_up_with_the_count():
    assert not adam(adam_old(), adam_new(counted=False)).proved
    assert not adam(adam_old(power_updates=False), adam_new()).proved
    started = {("old", "beta1_power"): 0.9, ("old", "beta2_power"): 0.999, ("new", "iterations"): 1.0}
    assert not adam(adam_old(), adam_new(), started).proved
    assert not adam(adam_old(), adam_new(), {}).proved
    # Another site that counts without the powers breaks the relation for all of them.
    old, new = Builder(), Builder()
    new.effect("AssignAddVariableOp", new.resource("iterations"), new.constant(1, "int64"))
    assert not adam(adam_old(), adam_new(), more=[Pair(old.done(), new.done(), [])]).proved
    same = Builder()
    assert adam(adam_old(), adam_new(), more=[Pair(same.done(), same.done(), [])]).proved
