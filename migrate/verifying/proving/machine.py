"""Runs an exported graph on terms: what it gives and what it leaves in its variables, as expressions.

Ops run in an order that their inputs and control inputs allow. Where two ops touch a variable, one of them changes
it, and nothing orders them, TensorFlow may run them either way: such a graph has no one meaning, and no proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from migrate.verifying.proving import updates
from migrate.verifying.proving.constants import constant, exported
from migrate.verifying.proving.terms import Shape, Terms

Graph = Mapping[str, Any]
Guard = tuple[int, bool]

_CALLS = ("PartitionedCall", "StatefulPartitionedCall")
# Results of these share the memory of their argument, so that a reference variable can change behind them.
_ALIASES = frozenset(
    "Identity IdentityN StopGradient PreventGradient Reshape ExpandDims Squeeze Snapshot Switch RefSwitch Merge "
    "RefIdentity RefEnter".split()
)
_RANDOM = frozenset(
    "RandomUniform RandomUniformInt RandomStandardNormal TruncatedNormal ParameterizedTruncatedNormal RandomGamma "
    "RandomPoisson RandomPoissonV2 RandomShuffle Multinomial RandomCrop StatefulUniform StatefulStandardNormalV2 "
    "StatefulTruncatedNormal StatefulUniformFullInt".split()
)
_SWITCHES = ("Switch", "RefSwitch")
_MERGES = ("Merge", "RefMerge")
_LOOPS = frozenset("Enter RefEnter Exit NextIteration LoopCond While StatelessWhile".split())


class Unprovable(Exception):
    """The graph holds something that terms cannot say; the text says what."""


@dataclass(frozen=True)
class Result:
    """One result of an op: a term, or the name of a variable (`handle`)."""

    term: int | None
    handle: str | None = None
    # Reference variables whose memory this is, with their version.
    aliases: frozenset[tuple[str, int]] = frozenset()
    # The branches of TensorFlow 1's conditions in which it has a value.
    guards: frozenset[Guard] = frozenset()


@dataclass
class Done:
    """An op that ran: its results, the accesses to variables before and in it, and the branches that it is in."""

    results: list[Result]
    seen: int = 0
    guards: frozenset[Guard] = frozenset()


@dataclass
class Outcome:
    """What a graph computes: a term for each output, and the value that each changed variable is left with."""

    outputs: list[int]
    changed: dict[str, int]


@dataclass
class _Variable:
    term: int | None
    version: int = 0
    reads: int = 0  # the bits of the accesses so far
    writes: int = 0


@dataclass
class Machine:
    """`side` and `known` say what variables hold before the run.

    `known` gives the terms of some; another is a variable named by `renamed`, where both sides have it, or else one
    of this side alone.
    """

    terms: Terms
    side: str
    functions: Graph
    renamed: Mapping[str, str]
    known: Mapping[str, int]
    names: dict[int, str] = field(default_factory=dict)
    variables: dict[str, _Variable] = field(default_factory=dict)
    accesses: int = 0

    def run(self, graph: Graph, inputs: Sequence[int]) -> Outcome:
        done, outputs = self._graph(graph, [Result(term) for term in inputs], 0, frozenset())
        terms = []
        for (index, _), result in zip(graph["outputs"], outputs, strict=True):
            node = graph["nodes"][index]
            if result.guards:
                raise Unprovable(f"a fetch from one branch of a condition ({node['name']})")
            terms.append(self._value(result, node, None))
        changed = {key: held.term for key, held in self.variables.items() if held.writes and held.term is not None}
        return Outcome(terms, changed)

    def _graph(
        self, graph: Graph, inputs: Sequence[Result], seen: int, guards: frozenset[Guard]
    ) -> tuple[dict[int, Done], list[Result]]:
        done: dict[int, Done] = {}
        for index in _order(graph):
            node = graph["nodes"][index]
            before = Done([], seen, guards)
            for number in (*(source for source, _ in node["in"]), *node["control"]):
                before.seen |= done[number].seen
            for number in node["control"]:
                before.guards |= done[number].guards
            arguments = [done[source].results[output] for source, output in node["in"]]
            if node["op"] in _MERGES:
                done[index] = self._merge(node, arguments, before)
            elif node["op"] in _SWITCHES:
                done[index] = self._switch(node, arguments, before)
            else:
                before.guards = before.guards.union(*(argument.guards for argument in arguments))
                ran = done[index] = self._node(node, arguments, before, inputs)
                ran.results = [replace(result, guards=result.guards | ran.guards) for result in ran.results]
            for result in done[index].results:
                if result.term is not None:
                    self.names.setdefault(result.term, node["name"])
        return done, [done[node].results[output] for node, output in graph["outputs"]]

    def _node(self, node: Graph, arguments: list[Result], before: Done, inputs: Sequence[Result]) -> Done:
        kind = node["op"]
        if kind == "Input":
            return Done([inputs[node["attrs"]["index"]]], before.seen, before.guards)
        if kind == "Variable":
            before.results.append(self._handle(node, before))
            return before
        if kind in ("NoOp", "ControlTrigger"):
            return before
        if kind == "Const":
            before.results.append(Result(exported(self.terms, node["attrs"]["value"])))
            return before
        if kind in _CALLS:
            return self._call(node, arguments, before)
        if kind in ("If", "StatelessIf"):
            return self._if(node, arguments, before)
        if kind in ("ReadVariableOp", "ResourceGather"):
            return self._read(node, arguments, before)
        known = updates.kernel(kind, node["attrs"])
        if known is not None:
            return self._update(node, arguments, before, known)
        if kind == "Assert":  # one that fails ends the program; it changes no number
            for argument in arguments:
                self._value(argument, node, before)
            return before
        return self._pure(node, arguments, before)

    # ------------------------------------------------------------------ values
    def _pure(self, node: Graph, arguments: list[Result], before: Done) -> Done:
        kind = node["op"]
        if kind in _RANDOM:
            raise Unprovable(f"random numbers are drawn ({kind}, {node['name']})")
        if kind in _LOOPS:
            raise Unprovable(f"a while loop ({node['name']})")
        if kind == "PlaceholderWithDefault":
            before.results.append(arguments[0])
            return before
        if node["stateful"] or kind in ("Unknown", "Placeholder"):
            raise Unprovable(f"{kind} is no computation of its arguments ({node['name']})")
        args = [self._value(argument, node, before) for argument in arguments]
        attrs = self._attrs(node)
        alias = frozenset().union(*(argument.aliases for argument in arguments)) if kind in _ALIASES else frozenset()
        for output, dtype in enumerate(node["dtypes"]):
            shape = node["shapes"][output]
            known: Shape | None = None if shape is None else tuple(shape)
            term = self.terms.make(kind, args, dtype.removesuffix("_ref"), known, attrs, output)
            mine = alias
            if kind in _ALIASES:
                mine |= {
                    (arg.handle, self.variables[arg.handle].version)
                    for arg in arguments
                    if arg.handle and not arg.aliases
                }
            before.results.append(Result(term, aliases=mine))
        return before

    def _attrs(self, node: Graph) -> dict[str, Any]:
        for value in node["attrs"].values():
            if isinstance(value, dict) and "function" in value:
                raise Unprovable(f"{node['op']} calls a function ({node['name']})")
        return node["attrs"]

    def _value(self, result: Result, node: Graph, done: Done | None) -> int:
        """The term of an argument; using a reference variable, or memory that it shares, reads it then.

        `done` is None for the results of the whole graph, which are looked at when all is over.
        """
        shared = set(result.aliases)
        if result.handle is not None and not shared:
            held = self.variables[result.handle]
            if done is None and held.writes:
                raise Unprovable(f"nothing orders the fetch of {result.handle} and its update")
            shared.add((result.handle, held.version))
        for key, version in sorted(shared):
            if version != self.variables[key].version:
                raise Unprovable(f"{key} is a reference variable that changes while it is used ({node['name']})")
            if done is not None:
                self._access(key, done, write=False)
        term = result.term if result.handle is None else self.variables[result.handle].term
        if term is None:
            raise Unprovable(f"{node['name']} uses what is no tensor")
        return term

    # --------------------------------------------------------------- variables
    def _handle(self, node: Graph, before: Done) -> Result:
        key = node["attrs"]["key"]
        if key not in self.variables:
            self.variables[key] = _Variable(self.known.get(key))
            if node["dtypes"][0].endswith("_ref"):
                self._held(key, node["dtypes"][0].removesuffix("_ref"), node["shapes"][0])
        return Result(None, handle=key)

    def _held(self, key: str, dtype: str, shape: Sequence[int | None] | None) -> int:
        """What the variable holds; handles of resources do not tell its dtype, those who use it do."""
        held = self.variables[key]
        if held.term is None:
            shared = self.renamed.get(key)
            attrs = {"side": self.side, "key": key} if shared is None else {"side": "both", "key": shared}
            held.term = self.terms.make("Variable", (), dtype, None, attrs)
        if shape is not None:
            self.terms.learn(held.term, tuple(shape))
        return held.term

    def _access(self, key: str, done: Done, write: bool) -> None:
        held = self.variables[key]
        conflicting = held.writes | (held.reads if write else 0)
        if conflicting & ~done.seen:
            raise Unprovable(f"nothing orders a read and an update, or two updates, of {key}")
        bit = 1 << self.accesses
        self.accesses += 1
        done.seen |= bit
        if write:
            held.writes |= bit
            held.version += 1
        else:
            held.reads |= bit

    def _read(self, node: Graph, arguments: list[Result], before: Done) -> Done:
        key = arguments[0].handle
        if key is None:
            raise Unprovable(f"a read of what is no variable ({node['name']})")
        self._access(key, before, write=False)
        dtype, shape = node["dtypes"][0], node["shapes"][0]
        if node["op"] == "ReadVariableOp":
            before.results.append(Result(self._held(key, dtype, shape)))
            return before
        # Rows of the variable, as a gather of its value takes them.
        if node["attrs"].get("batch_dims"):
            raise Unprovable(f"a gather in batches ({node['name']})")
        rows = self._value(arguments[1], node, before)
        axis = constant(self.terms, 0, "int32")
        known = None if shape is None else tuple(shape)
        gathered = self.terms.make("GatherV2", (self._held(key, dtype, None), rows, axis), dtype, known)
        before.results.append(Result(gathered))
        return before

    def _update(self, node: Graph, arguments: list[Result], before: Done, known: tuple[int, updates.Kernel]) -> Done:
        count, kernel = known
        keys = [argument.handle for argument in arguments[:count]]
        if None in keys or len(set(keys)) < count:
            raise Unprovable(f"an update of what is no variable ({node['name']})")
        given = [self._value(argument, node, before) for argument in arguments[count:]]
        # Slots are shaped like the variable; the last argument is a value or a gradient of it.
        like = self.terms.all[given[-1]]
        held = [self._held(key, like.dtype, None) for key in keys if key is not None]
        values = kernel(self.terms, held, given)
        if node["op"] not in updates.EXACT:
            self.terms.formulas.add(f"{node['op']} as its formula")
        for key, old, new in zip(keys, held, values, strict=True):
            assert key is not None
            self._access(key, before, write=True)
            self.variables[key].term = self._guarded(before.guards, new, old)
        if node["dtypes"] and keys[0] is not None:  # the reference itself, as it is now
            version = self.variables[keys[0]].version
            before.results.append(Result(None, handle=keys[0], aliases=frozenset({(keys[0], version)})))
        return before

    def _guarded(self, guards: frozenset[Guard], new: int, old: int) -> int:
        """`new` where all the branches of `guards` are taken, else `old`."""
        for test, taken in sorted(guards):
            new = self._cond(test, new, old) if taken else self._cond(test, old, new)
        return new

    def _cond(self, test: int, yes: int, no: int) -> int:
        terms = self.terms
        shape = terms.shape(yes) if terms.shape(yes) == terms.shape(no) else None
        return terms.make("Cond", (test, yes, no), terms.dtype(yes), shape)

    # ------------------------------------------------------ calls and branches
    def _body(self, node: Graph, name: str) -> Graph:
        body = self.functions.get(node["attrs"][name]["function"])
        if body is None:
            raise Unprovable(f"a function without its graph ({node['name']})")
        return body

    def _call(self, node: Graph, arguments: list[Result], before: Done) -> Done:
        body = self._body(node, "f")
        done, outputs = self._graph(body, arguments, before.seen, before.guards)
        before.results = outputs
        for ran in done.values():
            before.seen |= ran.seen
        return before

    def _if(self, node: Graph, arguments: list[Result], before: Done) -> Done:
        test = self._value(arguments[0], node, before)
        if self.terms.dtype(test) != "bool":
            raise Unprovable(f"a condition that is no boolean ({node['name']})")
        branches = []
        seen = before.seen
        for name, taken in (("then_branch", True), ("else_branch", False)):
            body = self._body(node, name)
            # Only one of the branches runs, so that they never meet: each sees the accesses of the other as past.
            done, outputs = self._graph(body, arguments[1:], seen, before.guards | {(test, taken)})
            for ran in done.values():
                seen |= ran.seen
            branches.append([self._value(output, node, Done([], seen)) for output in outputs])
        before.seen = seen
        before.results = [Result(self._cond(test, yes, no)) for yes, no in zip(*branches, strict=True)]
        return before

    def _switch(self, node: Graph, arguments: list[Result], before: Done) -> Done:
        """A switch of TensorFlow 1: its first result has a value where the condition is false, its second else."""
        data, test = arguments[0], self._value(arguments[1], node, before)
        guards = before.guards | data.guards | arguments[1].guards
        before.results = [replace(data, guards=guards | {(test, taken)}) for taken in (False, True)]
        return before

    def _merge(self, node: Graph, arguments: list[Result], before: Done) -> Done:
        """Where two branches meet again: the value of the one that was taken."""
        if len(arguments) == 2:
            one, other = arguments
            for test, taken in sorted(one.guards):
                rest = one.guards - {(test, taken)}
                if other.guards - {(test, not taken)} == rest and (test, not taken) in other.guards:
                    values = [self._value(argument, node, before) for argument in arguments]
                    yes, no = values if taken else values[::-1]
                    before.guards |= rest
                    before.results = [Result(self._cond(test, yes, no), guards=before.guards), Result(None)]
                    return before
        raise Unprovable(f"branches that are not those of one condition meet ({node['name']})")


def _order(graph: Graph) -> list[int]:
    """Positions of the nodes, each after its inputs; small positions first where there is a choice."""
    nodes = graph["nodes"]
    state = [0] * len(nodes)
    order: list[int] = []
    for start in range(len(nodes)):
        stack = [start]
        while stack:
            index = stack[-1]
            if state[index] == 0:
                state[index] = 1
                needed = [source for source, _ in nodes[index]["in"]] + list(nodes[index]["control"])
                for number in needed:
                    if state[number] == 1:
                        raise Unprovable(f"a while loop ({nodes[number]['name']})")
                stack += [number for number in needed if state[number] == 0]
            else:
                stack.pop()
                if state[index] == 1:
                    state[index] = 2
                    order.append(index)
    return order
