"""Names that Python 3.10+, numpy 2, scipy and scikit-learn removed.

These serve native and graph-mode programs alike. A use is rewritten only where its name surely stands for the library,
and the successor exists in every version that TensorFlow 2.21 runs with.
"""

from __future__ import annotations

import ast
import re
from functools import cached_property

from migrate.edits import Source
from migrate.findings import Finding
from migrate.names import Names

# Aliases of Python's own types. np.bool and np.long came back in numpy 2 as numpy scalars; TF1 code means Python's.
_BUILTINS = {
    f"numpy.{old}": new
    for old, new in {
        "bool": "bool",
        "int": "int",
        "long": "int",
        "float": "float",
        "complex": "complex",
        "object": "object",
        "str": "str",
        "unicode": "str",
    }.items()
}

# numpy 1's issubdtype took Python's types for the abstract ones; numpy 2's takes them for float64, int64, complex128
_ABSTRACT = {"numpy.float": "floating", "numpy.int": "signedinteger", "numpy.complex": "complexfloating"}

# old dotted name -> its last part now
_RENAMED = {
    f"{module}.{old}": (code, new)
    for code, module, pairs in (
        (
            "TF111",
            "numpy",
            "float_ float64, complex_ complex128, cfloat complex128, singlecomplex complex64, longfloat longdouble, "
            "longcomplex clongdouble, clongfloat clongdouble, unicode_ str_, string_ bytes_, bool8 bool_, "
            "object0 object_, str0 str_, int0 intp, uint0 uintp, Inf inf, Infinity inf, infty inf, PINF inf, NaN nan, "
            "NAN nan, product prod, cumproduct cumprod, sometrue any, alltrue all, round_ round, mat asmatrix, "
            "rank ndim, issubsctype issubdtype",
        ),
        ("TF112", "time", "clock perf_counter"),
        ("TF112", "base64", "encodestring encodebytes, decodestring decodebytes"),
        (
            "TF112",
            "collections",
            ", ".join(
                f"{name} abc.{name}"
                for name in "Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Hashable Iterable Iterator "
                "Generator Reversible Sized Container Callable Collection Set MutableSet Mapping MutableMapping "
                "MappingView KeysView ItemsView ValuesView Sequence MutableSequence".split()
            ),
        ),
        ("TF112", "xml.etree", "cElementTree ElementTree"),
    )
    for old, new in (pair.split() for pair in pairs.split(", "))
}

# modules that moved whole, for the names that are the same there; None stands for every name
_MOVED_IMPORTS: dict[str, tuple[str, str, frozenset[str] | None]] = {
    "imp": ("TF112", "importlib", frozenset({"reload"})),
    "scipy.misc": ("TF113", "scipy.special", frozenset({"logsumexp", "comb", "factorial"})),
    "sklearn.cross_validation": ("TF113", "sklearn.model_selection", frozenset({"train_test_split"})),
    "sklearn.datasets.samples_generator": ("TF113", "sklearn.datasets", None),
    "sklearn.metrics.classification": ("TF113", "sklearn.metrics", None),
    "xml.etree.cElementTree": ("TF112", "xml.etree.ElementTree", None),
}

# what has no exact successor, with what a person would do
_GONE = {
    **{
        f"scipy.misc.{name}": "imageio and PIL.Image read, write and resize images"
        for name in "imread imsave imresize imrotate imshow imfilter toimage fromimage bytescale".split()
    },
    "numpy.trapz": "numpy 2 has numpy.trapezoid",
    "numpy.find_common_type": "numpy.result_type promotes types",
    "sklearn.preprocessing.Imputer": "sklearn.impute.SimpleImputer replaces it",
    "sklearn.datasets.load_boston": "the data set was withdrawn",
    "sklearn.datasets.fetch_mldata": "sklearn.datasets.fetch_openml replaces it",
}

_ARRAY_METHODS = {"astype", "reshape", "flatten", "ravel", "transpose", "copy", "squeeze"}
_ARRAY_MODULES = ("numpy.", "cv2.", "scipy.")
_SPEC_FIELDS = {"args", "varargs", "defaults"}


# a file without any of these needs no second look
_ATTRIBUTES = frozenset(
    {old.rpartition(".")[2] for old in (*_BUILTINS, *_RENAMED, *_GONE)}
    | {"NINF", "asscalar", "in1d", "fromstring", "tostring", "getargspec"}
)
_ATTRIBUTE = re.compile(r"\.\s*(\w+)")
_IMPORT = re.compile(
    r"\bfrom\s+(?:numpy|time|base64|collections|xml\.etree|imp|scipy|sklearn)\b[\w.]*\s+import|cElementTree"
)


def rewrite_environment(source: Source, tree: ast.Module, names: Names) -> list[Finding]:
    """Registers the edits of one file.

    Returns a fixable finding at each (TF111 numpy, TF112 Python, TF113 other packages), and TF114, not fixable, at each
    use of a removed name that has no exact successor. `path` is empty in all of them.
    """
    if not _IMPORT.search(source.text) and _ATTRIBUTES.isdisjoint(_ATTRIBUTE.findall(source.text)):
        return []
    rewriter = _Rewriter(source, tree, names)
    # children first: an outer edit renders the inner ones
    for node in reversed([n for n in names.scope_of if isinstance(n, _VISITED)]):
        rewriter.visit(node)
    return sorted(rewriter.findings, key=lambda f: (f.line, f.column))


_VISITED = (ast.Attribute, ast.Import, ast.ImportFrom, ast.Call)


class _Rewriter:
    def __init__(self, source: Source, tree: ast.Module, names: Names) -> None:
        self.source = source
        self.tree = tree
        self.names = names
        self.findings: list[Finding] = []

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            self._attribute(node)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            self._from(node)
        elif isinstance(node, ast.Import):
            self._import(node)
        elif isinstance(node, ast.Call):
            self._call(node)

    def _note(self, code: str, node: ast.AST, old: str, new: str) -> None:
        place = node.lineno, node.col_offset + 1  # type: ignore[attr-defined]
        self.findings.append(Finding(code, "", *place, f"{old} was removed; {new} is the same", True))

    def _gone(self, node: ast.AST, path: str) -> None:
        place = node.lineno, node.col_offset + 1  # type: ignore[attr-defined]
        message = f"{path} was removed and has no exact successor; {_GONE[path]}"
        self.findings.append(Finding("TF114", "", *place, message, severity="error"))

    # ------------------------------------------------------------------ uses
    def _attribute(self, node: ast.Attribute) -> None:
        path = self.names.resolve(node)
        if path is None:
            return
        if path in _BUILTINS:
            new = _BUILTINS[path]
            call = self.parents[node]
            if (
                path in _ABSTRACT
                and isinstance(call, ast.Call)
                and self.names.resolve(call.func) == "numpy.issubdtype"
                and call.args[1:] == [node]
            ):
                self._rename_last(node, _ABSTRACT[path])
                self._note("TF111", node, path, f"numpy.{_ABSTRACT[path]}")
                return
            scope = self.names.scope_of.get(node, self.names.module_scope)
            if scope.find(new) is None and not self._star_import:
                self.source.replace(node, new)
                self._note("TF111", node, path, new)
        elif path in _RENAMED:
            code, new = _RENAMED[path]
            self._rename_last(node, new)
            self._note(code, node, path, new)
        elif path == "numpy.NINF":
            minus = f"-{self.source.expression(node.value)}.inf"
            simple = isinstance(
                self.parents[node], (ast.Call, ast.keyword, ast.Assign, ast.Return, ast.Tuple, ast.List)
            )
            self.source.replace(node, minus if simple else f"({minus})")
            self._note("TF111", node, path, "-numpy.inf")
        elif path == "inspect.getargspec" and self._reads_spec_field(node):
            self._rename_last(node, "getfullargspec")
            self._note("TF112", node, path, "inspect.getfullargspec")
        elif path in _GONE and not isinstance(self.parents[node], ast.Attribute):
            self._gone(node, path)

    def _rename_last(self, node: ast.Attribute, new: str) -> None:
        end = self.source.span(node)[1]
        self.source.replace_span(end - len(node.attr), end, new)

    def _reads_spec_field(self, node: ast.Attribute) -> bool:
        """Whether only fields of the result are read that both functions have at the same place."""
        call = self.parents[node]
        if not (isinstance(call, ast.Call) and call.func is node):
            return False
        use = self.parents[call]
        if isinstance(use, ast.Attribute):
            return use.attr in _SPEC_FIELDS
        return isinstance(use, ast.Subscript) and isinstance(use.slice, ast.Constant) and use.slice.value in (0, 1, 3)

    def _call(self, node: ast.Call) -> None:
        path = self.names.resolve(node.func)
        if path == "numpy.asscalar" and len(node.args) == 1 and not node.keywords:
            argument = node.args[0]
            text = self.source.expression(argument)
            atom = isinstance(argument, (ast.Name, ast.Attribute, ast.Subscript, ast.Call))
            if not isinstance(argument, ast.Starred):
                self.source.replace(node, f"{text if atom else f'({text})'}.item()")
                self._note("TF111", node, path, "item()")
        elif path == "numpy.in1d" and isinstance(node.func, ast.Attribute):
            self._rename_last(node.func, "isin")
            self.source.insert(self.source.span(node)[1], ".ravel()")
            self._note("TF111", node, path, "numpy.isin().ravel()")
        elif path == "numpy.fromstring" and isinstance(node.func, ast.Attribute):
            given = {k.arg for k in node.keywords}
            starred = any(isinstance(a, ast.Starred) for a in node.args)
            if not given & {"sep", "like", None} and not starred and len(node.args) < 4:
                # without `sep` it read bytes; the copy keeps the result writable
                for keyword in node.keywords:
                    if keyword.arg == "string":
                        start = self.source.span(keyword)[0]
                        self.source.replace_span(start, start + len("string"), "buffer")
                self._rename_last(node.func, "frombuffer")
                self.source.insert(self.source.span(node)[1], ".copy()")
                self._note("TF111", node, "numpy.fromstring on bytes", "numpy.frombuffer().copy()")
        elif (
            isinstance(node.func, ast.Attribute)
            and node.func.attr == "tostring"
            and not node.args
            and not node.keywords
            and (self._is_array(node.func.value, set()) or self._writes_records and self._is_object(node.func.value))
        ):
            self._rename_last(node.func, "tobytes")
            self._note("TF111", node, "ndarray.tostring", "tobytes")

    def _is_array(self, node: ast.expr, seen: set[ast.AST]) -> bool:
        """Whether an expression is surely a numpy array (or scalar), by how it was made."""
        if isinstance(node, ast.Call):
            path = self.names.resolve(node.func)
            if path is not None:
                return path.startswith(_ARRAY_MODULES) and not path.rpartition(".")[2][:1].isupper()
            method = node.func
            if isinstance(method, ast.Attribute) and method.attr in _ARRAY_METHODS:
                return self._is_array(method.value, seen)
            return False
        if isinstance(node, ast.Subscript):
            return self._is_array(node.value, seen)
        if isinstance(node, ast.Name):
            owner = self.names.scope_of.get(node, self.names.module_scope).find(node.id)
            if owner is None:
                return False
            for binding in owner.bindings[node.id]:
                parent = self.parents.get(binding)
                if binding in seen:  # `image = image.astype(...)`: the other bindings decide
                    continue
                if not isinstance(parent, ast.Assign) or binding not in parent.targets:
                    return False
                if not self._is_array(parent.value, seen | {binding}):
                    return False
            return True
        return False

    @cached_property
    def _writes_records(self) -> bool:
        """Whether the file puts bytes into TensorFlow's records, and no class of its own has a `tostring`."""
        own = any(isinstance(n, ast.FunctionDef) and n.name == "tostring" for n in self.parents)
        uses = (n for n in self.names.scope_of if isinstance(n, (ast.Attribute, ast.Name)))
        return not own and any((self.names.resolve(n) or "").endswith("train.BytesList") for n in uses)

    def _is_object(self, node: ast.expr) -> bool:
        """Whether an expression is no module and nothing of one: arrays, images and scalars have `tobytes` alike."""
        while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
            node = node.func if isinstance(node, ast.Call) else node.value
        return isinstance(node, ast.Name) and self.names.resolve(node) is None

    @cached_property
    def _star_import(self) -> bool:
        return any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in self.names.scope_of)

    # --------------------------------------------------------------- imports
    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.name == "xml.etree.cElementTree" and alias.asname:
                start, _ = self.source.span(alias)
                if self.source.text.startswith(alias.name, start):
                    self.source.replace_span(start, start + len(alias.name), "xml.etree.ElementTree")
                    self._note("TF112", node, alias.name, "xml.etree.ElementTree")

    def _from(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if module == "sklearn.externals" and [a.name for a in node.names] == ["joblib"]:
            bound = node.names[0].asname
            self.source.replace(node, "import joblib" + (f" as {bound}" if bound and bound != "joblib" else ""))
            self._note("TF113", node, "sklearn.externals.joblib", "joblib")
            return
        groups: list[tuple[str, list[str]]] = []
        noted = []
        for alias in node.names:
            parent, name = module, alias.name
            code = ""
            moved = _MOVED_IMPORTS.get(module)
            if moved and (moved[2] is None or name in moved[2]):
                code, parent = moved[0], moved[1]
            elif f"{module}.{name}" in _RENAMED:
                code, new = _RENAMED[f"{module}.{name}"]
                middle, _, name = new.rpartition(".")
                parent = f"{module}.{middle}" if middle else module
            if f"{module}.{name}" in _GONE:
                self._gone(node, f"{module}.{name}")
            if code:
                noted.append((code, f"{module}.{alias.name}", f"{parent}.{name}"))
            bound = alias.asname or alias.name
            text = name if name == bound else f"{name} as {bound}"
            if groups and groups[-1][0] == parent:
                groups[-1][1].append(text)
            else:
                groups.append((parent, [text]))
        if not noted:
            return
        parts = [f"from {parent} import {', '.join(texts)}" for parent, texts in groups]
        self.source.replace(node, self._lines(node, parts))
        for code, old, new in noted:
            self._note(code, node, old, new)

    def _lines(self, node: ast.stmt, parts: list[str]) -> str:
        between = f"\n{self.source.indent_of(node)}" if self.source.alone(node) else "; "
        return between.join(parts)
