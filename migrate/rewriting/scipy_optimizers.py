"""SciPy's optimizers over a graph, `tf.contrib.opt.ScipyOptimizerInterface`, written as what they do.

    optimizer = ScipyOptimizerInterface(loss, options={..})     optimizer_variables = tf.trainable_variables()
                                                                optimizer_gradient = tf.concat(..)
                                                                optimizer_options = dict(options={..})

    optimizer.minimize(sess, feed, [loss], loss_callback=show)  def loss_and_gradient():
                                                                    loss_value, gradient = sess.run(.., feed)
                                                                    show(loss_value)
                                                                    return loss_value, gradient
                                                                minimize_with_scipy(loss_and_gradient, ..)

TensorFlow 1 fed the numbers that SciPy asked about in the place of the variables; here the variables hold them
meanwhile. The last line calls a function of the native form under a name that no program has.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.edits import Source
from migrate.names import Names, fresh, used
from migrate.rewriting import helpers
from migrate.stages.attributes import OWN, plain
from migrate.stages.scipy_minimizers import ALONG_GRADIENTS, FUNCTION, OTHERWISE, is_name

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

INTERFACE = "tensorflow.contrib.opt.ScipyOptimizerInterface"
# what contrib set itself, or what has no counterpart here
REFUSED = {"equalities", "inequalities", "var_to_bounds", "jac", "callback", "constraints", "bounds"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
PARAMETERS = ("session", "feed_dict", "fetches", "step_callback", "loss_callback")
LINE_SEARCHES = {"L-BFGS-B", "BFGS", "CG"}
WIDTH = 110


def normalise(text: str, tree: ast.Module) -> tuple[str, None, list[tuple[int, str, str]]] | None:
    """(the text with SciPy's optimizers written out, None, what is to be said); None where there are none."""
    if "ScipyOptimizerInterface" not in text:
        return None
    optimizers = Optimizers(text, tree)
    notes = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and optimizers.written_out(node):
            message = "what SciPy minimizes is a function; the log of the outcome goes"
            notes.append((node.lineno, "TF317", message))
    return (optimizers.source.result(), None, notes) if notes else None


def finish(context: Context) -> None:
    """Gives the program the function that minimizes, where it is called."""
    for node in ast.walk(context.tree):
        if is_name(node):
            context.source.replace(node, helpers.use(context, FUNCTION, FUNCTION))


class Optimizers:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree, self.names, self.source = tree, Names(tree), Source(text)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.taken = used(tree)
        self.taken |= {plain(name) for name in self.taken}
        self.taken |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}

    def written_out(self, node: ast.Assign) -> bool:
        """Registers the edits for the optimizer that a statement makes; False where they are not certain."""
        made, target = node.value, node.targets[0]
        if not isinstance(made, ast.Call) or self.names.resolve(made.func) != INTERFACE:
            return False
        if len(node.targets) != 1 or not isinstance(target, ast.Name) or not self._alone(node):
            return False
        given = _bound(made, ("loss", "var_list"))
        calls = self._calls(target)
        if given is None or "loss" not in given or REFUSED & set(given) or not calls:
            return False
        bound = [_bound(call, PARAMETERS) for call in calls]
        if not all(b is not None and self._plain(call, b) for call, b in zip(calls, bound, strict=True)):
            return False
        self._construction(node, given)
        for call, arguments in zip(calls, bound, strict=True):
            self._minimization(call, arguments or {}, target.id)
        return True

    # ------------------------------------------------------------ what is certain
    def _alone(self, node: ast.stmt) -> bool:
        """Whether a statement has its lines for itself."""
        start, end = self.source.span(node)
        before = self.source.text[self.source.line_start(start) : start]
        after = self.source.text[end : self.source.line_end(end)].partition("#")[0]
        return not before.strip() and not after.strip()

    def _calls(self, target: ast.Name) -> list[ast.Call]:
        """The calls of `minimize`, where the name of the optimizer has no other use."""
        owner = self._owner(target)
        if len(owner.bindings.get(target.id, [])) != 1:
            return []
        if any(isinstance(n, ast.Attribute) and n.attr == plain(target.id) for n in ast.walk(self.tree)):
            return []  # read from outside its class, or from another file
        found: list[ast.Call] = []
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Name) or node.id != target.id or node is target:
                continue
            if self._owner(node) is not owner:
                continue
            method = self.parents[node]
            call = self.parents.get(method)
            if not isinstance(method, ast.Attribute) or method.attr != "minimize" or not isinstance(call, ast.Call):
                return []
            if call.func is not method or not isinstance(self.parents[call], ast.Expr):
                return []
            found.append(call)
        return found

    def _owner(self, node: ast.Name):
        return self.names.scope_of.get(node, self.names.module_scope).find(node.id)

    def _plain(self, call: ast.Call, given: dict[str, ast.expr]) -> bool:
        """Whether the arguments of a call can be read again and again, and nothing catches what stops it."""
        if set(given) - set(PARAMETERS) or not self._alone(self.parents[call]):  # type: ignore[arg-type]
            return False
        around: ast.AST = call
        while not isinstance(around, (*FUNCTIONS, ast.Module)):
            if isinstance(around, ast.Try):
                return False  # the variables would keep what SciPy asked about last
            around = self.parents[around]
        session, feed, fetches = (given.get(name) for name in PARAMETERS[:3])
        if session is not None and not _reads(session) or _none(session):
            return False
        if feed is not None and not isinstance(feed, (ast.Name, ast.Dict)) and not _none(feed):
            return False
        if fetches is not None and not _none(fetches):
            if not isinstance(fetches, (ast.List, ast.Tuple)) or not all(_reads(f) for f in fetches.elts):
                return False
        callbacks = [given.get(name) for name in PARAMETERS[3:]]
        return all(c is None or _none(c) or _reads(c) or isinstance(c, ast.Lambda) for c in callbacks)

    # ------------------------------------------------------------ what is written
    def _construction(self, node: ast.Assign, given: dict[str, ast.expr]) -> None:
        tf = self._tensorflow(node.value)
        indent, name = self.source.indent_of(node), node.targets[0].id  # type: ignore[attr-defined]
        loss, listed = given.pop("loss"), given.pop("var_list", None)
        self.loss = self.source.segment(loss)
        lines = []
        if not isinstance(loss, ast.Name):
            self.loss = self._place(name, "loss")
            lines.append(f"{self.loss} = {self._text(loss)}")
        self.variables, self.gradient = self._place(name, "variables"), self._place(name, "gradient")
        every = listed is None or _none(listed)
        lines.append(f"{self.variables} = {f'{tf}.trainable_variables()' if every else self._text(listed)}")
        each = f'{tf}.gradients({self.loss}, {self.variables}, unconnected_gradients="zero")'
        inner = f"[{tf}.reshape(g, [-1]) for g in {each}], 0"
        apart = len(f"{indent}{self.gradient}{inner}") > WIDTH - 20
        lines.append(
            f"{self.gradient} = {tf}.concat(" + (f"\n{indent}    {inner}\n{indent})" if apart else f"{inner})")
        )
        method = given.get("method")
        along = method is None or isinstance(method, ast.Constant) and method.value in LINE_SEARCHES
        self.minimize = ALONG_GRADIENTS if along else OTHERWISE
        self.options = ""
        if given:
            self.options = self._place(name, "options")
            words = [(key, self._text(value)) for key, value in given.items()]
            line = f"{self.options} = dict({', '.join(f'{k}={v}' for k, v in words)})"
            if len(indent + line) > WIDTH:
                inner = f"\n{indent}    "
                line = f"{self.options} = dict({inner}"
                line += f",{inner}".join(f"{k}={self._long(given[k], v, inner)}" for k, v in words) + f",\n{indent})"
            lines.append(line)
        self.source.replace(node, f"\n{indent}".join(lines))

    def _minimization(self, call: ast.Call, given: dict[str, ast.expr], name: str) -> None:
        statement = self.parents[call]
        indent = self.source.indent_of(statement)
        given = {key: value for key, value in given.items() if not _none(value)}
        lines = []
        feed = given.get("feed_dict")
        text = {key: self._text(value) for key, value in given.items()}
        for key in ("feed_dict", *PARAMETERS[3:]):
            if isinstance(given.get(key), (ast.Dict, ast.Lambda)):
                called = self._fresh(key)
                lines.append(f"{called} = {text[key]}")
                text[key] = called
        fetches = given.get("fetches")
        fetched = list(fetches.elts) if isinstance(fetches, (ast.List, ast.Tuple)) else []
        run: list[str] = [self.loss, self.gradient]
        reads = {n.id for node in [*given.values()] for n in ast.walk(node) if isinstance(n, ast.Name)}
        reads |= {self.loss, self.gradient, self.variables, self.options, *text.values()}
        results = [self._local(plain(self.loss), reads), self._local("gradient", reads)]
        arguments = []
        for node in fetched:
            written = self._text(node)
            if written not in run:
                run.append(written)
                results.append(self._local(plain(written.rpartition(".")[2]), reads))
            arguments.append(results[run.index(written)])
        session = text.get("session", f"{self._tensorflow(None)}.get_default_session()")
        fed = f", feed_dict={text['feed_dict']}" if feed is not None else ""
        function = self._fresh("loss_and_gradient")
        between = [] if indent else [""]  # blank lines around a function of the module are two
        if self.source.lines[statement.lineno - 2].strip() or lines:  # type: ignore[attr-defined]
            lines += ["", *between]
        lines.append(f"def {function}():")
        lines.append(f"    {', '.join(results)} = {session}.run([{', '.join(run)}]{fed})")
        if "loss_callback" in given:
            lines.append(f"    {text['loss_callback']}({', '.join(arguments)})")
        lines.append(f"    return {results[0]}, {results[1]}")
        words = [function, self.variables]
        words += [f"callback={text['step_callback']}"] if "step_callback" in given else []
        words += [f"**{self.options}"] if self.options else []
        lines += ["", *between]
        lines.append(f"{self.minimize}({', '.join(words)})")
        written = "\n".join(indent + line if line else "" for line in lines)
        start = self.source.line_start(self.source.span(statement)[0])
        self.source.replace_span(start, self.source.span(statement)[1], written)

    def _long(self, node: ast.expr, text: str, inner: str) -> str:
        """A dict of many items, an item a line."""
        if not isinstance(node, ast.Dict) or len(inner + text) < WIDTH or None in node.keys:
            return text
        items = zip(node.keys, node.values, strict=True)
        return "{" + "".join(f"{inner}    {self._text(k)}: {self._text(v)}," for k, v in items) + f"{inner}}}"  # type: ignore[arg-type]

    def _text(self, node: ast.expr) -> str:
        """The source of an expression, in one line."""
        return self.source.segment(node) if node.lineno == node.end_lineno else ast.unparse(node)

    def _place(self, owner: str, label: str) -> str:
        """A name beside that of the optimizer, an attribute where it is one."""
        name = self._fresh(f"{plain(owner)}_{label}")
        return OWN + name if owner.startswith(OWN) else name

    def _fresh(self, name: str) -> str:
        return fresh(name, self.taken)

    @staticmethod
    def _local(name: str, reads: set[str]) -> str:
        """A name of the function that is called; none that it reads from around it."""
        found = f"{name}_value" if name in reads else name
        while found in reads:
            found += "_"
        reads.add(found)
        return found

    def _tensorflow(self, node: ast.expr | None) -> str:
        """What TensorFlow is called where the optimizer is made."""
        for inner in ast.walk(self.tree):
            if isinstance(inner, ast.Import):
                for alias in inner.names:
                    if alias.name in ("tensorflow", "tensorflow.compat.v1") and (
                        alias.asname or alias.name == "tensorflow"
                    ):
                        return alias.asname or "tensorflow"
        return "tf"


def _bound(call: ast.Call, parameters: tuple[str, ...]) -> dict[str, ast.expr] | None:
    """The arguments of a call by name; None where that is not certain."""
    if any(isinstance(a, ast.Starred) for a in call.args) or len(call.args) > len(parameters):
        return None
    if any(k.arg is None for k in call.keywords):
        return None
    return dict(zip(parameters, call.args, strict=False)) | {k.arg: k.value for k in call.keywords if k.arg}


def _none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _reads(node: ast.expr) -> bool:
    """Whether an expression is a name, or an attribute of one."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)
