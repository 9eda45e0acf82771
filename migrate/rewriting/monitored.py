"""Monitored sessions that keep nothing become plain ones: TF1 text that starts and ends them in the open.

    with tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(last_step=100)]) as sess:
        while not sess.should_stop():
            sess.run(train_op)

becomes a session whose variables are initialised and whose loop reads the global step. Without such a hook the end of
the data ends the loop: a monitored session leaves its block quietly then. One with a folder for checkpoints, with
other hooks or with a scaffold is left as it is.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names

SESSIONS = {"tensorflow.train.MonitoredTrainingSession", "tensorflow.train.MonitoredSession"}
STEPS = {"tensorflow.train.get_or_create_global_step", "tensorflow.train.create_global_step"}
STOP = "tensorflow.train.StopAtStepHook"


class Unclear(Exception):
    """The session does more than can be written in the open."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """(the text with plain sessions, None); None where there is nothing to do or no certain form."""
    if "train.Monitored" not in text or "lookup" in text:  # tables have initializers of their own
        return None
    try:
        rewriting = _Monitored(text, tree)
        rewriting.rewrite()
    except Unclear:
        return None
    return (rewriting.source.result(), None) if rewriting.source.edits else None


class _Monitored:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree = tree
        self.source = Source(text)
        self.names = Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}

    def rewrite(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and self.names.resolve(node.func) in SESSIONS:
                self._session(node)

    def _session(self, call: ast.Call) -> None:
        item = self.parents[call]
        block = self.parents[item]
        if not isinstance(item, ast.withitem) or not isinstance(block, ast.With) or len(block.items) != 1:
            raise Unclear
        if not isinstance(item.optional_vars, ast.Name) or not isinstance(call.func, ast.Attribute):
            raise Unclear
        root = ast.unparse(call.func).rpartition(".train.")[0]
        loop = self._loop(block, item.optional_vars.id)
        stop = self._hooks(call)
        source = self.source
        indent = source.indent_of(block.body[0])
        config = next((k.value for k in call.keywords if k.arg == "config"), None)
        source.replace(call, f"{root}.Session({'config=' + source.segment(config) if config is not None else ''})")
        name = item.optional_vars.id
        start = source.line_start(source.span(block.body[0])[0])
        for function in ("global_variables_initializer", "local_variables_initializer"):
            source.insert(start, f"{indent}{name}.run({root}.{function}())\n")
        ends = any(word in source.text for word in ("get_next", "_input_producer", "dequeue"))
        if loop is None:
            if ends:
                raise Unclear  # the end of the data would leave the block quietly
            return
        if stop is not None and not self._runs_once(loop, name):
            raise Unclear  # a run after the stop raised an error
        test = "True" if stop is None else f"{name}.run({self._step()}) < {source.segment(stop)}"
        source.replace(loop.test, test)
        if ends:
            self._until_the_end(root, block, loop)
        elif stop is None:
            raise Unclear  # nothing ends the loop

    def _until_the_end(self, root: str, block: ast.With, loop: ast.While) -> None:
        """The loop goes into a `try` that the end of the data leaves."""
        if block.body[-1] is not loop:
            raise Unclear  # the end of the data would leave what follows out
        source = self.source
        first, last = source.line_start(source.span(loop)[0]), source.line_end(source.span(loop)[1])
        indent = source.indent_of(loop)
        source.insert(first, f"{indent}try:\n")
        for line in range(loop.lineno, (loop.end_lineno or loop.lineno) + 1):
            if line in source.string_lines:
                raise Unclear
            if source.lines[line - 1].strip():
                source.insert(source.starts[line - 1], "    ")
        source.insert(last, f"{indent}except {root}.errors.OutOfRangeError:\n{indent}    pass\n")

    def _runs_once(self, loop: ast.While, name: str) -> bool:
        """Whether the only run of the session is one that each pass of the loop makes at most once."""
        runs = [
            n
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Attribute) and n.attr == "run" and ast.unparse(n.value) == name
        ]
        if len(runs) != 1:
            return False
        current = self.parents[runs[0]]
        while current is not loop:
            if isinstance(current, (ast.For, ast.While, ast.ListComp, ast.GeneratorExp, ast.FunctionDef, ast.Module)):
                return False
            current = self.parents[current]
        return True

    def _loop(self, block: ast.With, name: str) -> ast.While | None:
        """The loop that waits for the stop; the session is only run otherwise."""
        found: list[ast.While] = []
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Name) or node.id != name or not isinstance(node.ctx, ast.Load):
                continue
            parent = self.parents[node]
            if not isinstance(parent, ast.Attribute) or parent.attr not in ("run", "should_stop"):
                raise Unclear
            if parent.attr == "should_stop":
                test = self.parents[self.parents[parent]]
                loop = self.parents[test]
                if not isinstance(test, ast.UnaryOp) or not isinstance(loop, ast.While) or loop.test is not test:
                    raise Unclear
                if loop not in block.body or loop.orelse:
                    raise Unclear
                found.append(loop)
        if len(found) > 1:
            raise Unclear
        return found[0] if found else None

    def _hooks(self, call: ast.Call) -> ast.expr | None:
        """The step at which the session stops, where a hook says so."""
        if call.args:
            raise Unclear
        hooks: ast.expr | None = None
        for keyword in call.keywords:
            none = isinstance(keyword.value, ast.Constant) and keyword.value.value is None
            if keyword.arg == "hooks":
                hooks = None if none else keyword.value
            elif keyword.arg in ("master", "config", "is_chief") or none:
                written = isinstance(keyword.value, ast.Constant) and keyword.value.value in ("", True)
                if keyword.arg in ("master", "is_chief") and not written:
                    raise Unclear
            elif keyword.arg not in ("log_step_count_steps", "stop_grace_period_secs", "save_checkpoint_secs"):
                raise Unclear
        if hooks is None:
            return None
        if isinstance(hooks, ast.Name):
            hooks = self._once(hooks)
        if not isinstance(hooks, ast.List) or len(hooks.elts) > 1:
            raise Unclear
        return self._stop(hooks.elts[0]) if hooks.elts else None

    def _once(self, node: ast.Name) -> ast.expr:
        """The value of a name that is bound once and read here only; its statement goes."""
        statements = [
            n for n in ast.walk(self.tree) if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == node.id
        ]
        uses = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == node.id]
        if len(statements) != 1 or len(uses) != 2:
            raise Unclear
        start, end = self.source.span(statements[0])
        self.source.replace_span(self.source.line_start(start), self.source.line_end(end), "")
        return statements[0].value

    def _stop(self, hook: ast.expr) -> ast.expr:
        if isinstance(hook, ast.Name):
            hook = self._once(hook)
        if not isinstance(hook, ast.Call) or self.names.resolve(hook.func) != STOP:
            raise Unclear
        bound = {k.arg: k.value for k in hook.keywords} | dict(zip(("num_steps", "last_step"), hook.args, strict=False))
        bound = {k: v for k, v in bound.items() if not (isinstance(v, ast.Constant) and v.value is None)}
        if len(bound) != 1 or not set(bound) <= {"num_steps", "last_step"}:
            raise Unclear
        (steps,) = bound.values()
        # the hook looks at the step after a run, so there is at least one; names may stand for no steps
        if not isinstance(steps, ast.Constant) or not isinstance(steps.value, int) or steps.value < 1:
            if not self._positive(steps):
                raise Unclear
        return steps

    def _positive(self, node: ast.expr) -> bool:
        """A name that is bound once, to a positive number."""
        if not isinstance(node, ast.Name):
            return False
        values = [
            n.value for n in ast.walk(self.tree) if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == node.id
        ]
        bound = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == node.id]
        stored = [n for n in bound if isinstance(n.ctx, ast.Store)]
        value = values[0] if len(values) == 1 and len(stored) == 1 else None
        return isinstance(value, ast.Constant) and isinstance(value.value, int) and value.value > 0

    def _step(self) -> str:
        """The program's name of its global step."""
        found = [
            n.targets[0].id
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Assign)
            and isinstance(n.value, ast.Call)
            and self.names.resolve(n.value.func) in STEPS
            and len(n.targets) == 1
            and isinstance(n.targets[0], ast.Name)
        ]
        stored = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id in found]
        if len(found) != 1 or sum(isinstance(n.ctx, ast.Store) for n in stored) != 1:
            raise Unclear
        return found[0]
