"""Branches that make tensors beside what the host goes by, as one branch for each.

Tensors of one branch stand behind it without its condition: a graph may hold what is never run, and what is run only
under that condition is a function that nothing else calls. Those of several branches keep the conditions.
"""

from __future__ import annotations

import ast

from migrate.blocks import blocks
from migrate.edits import Source
from migrate.names import Names

PLAIN = (ast.Name, ast.Attribute, ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Subscript)
PLAIN += (ast.cmpop, ast.boolop, ast.unaryop, ast.expr_context, ast.Tuple, ast.List)
# what reads lists of the graph, which are as long as the conditions say
LISTING = {"get_collection", "get_losses", "get_total_loss", "get_regularization_loss", "get_regularization_losses"}
# what does not change what it is given
READING = {"print", "len", "str", "int", "float", "bool", "range", "isinstance", "type", "list", "tuple", "repr"}


def apart(text: str, line: int, lines: set[int]) -> tuple[str, list[int]] | None:
    """(the text whose `if` at `line` is taken apart, the line of `text` for each of its lines); None where unsure.

    `lines`: those of its statements that make tensors.
    """
    from migrate.rewriting.normalising import compared

    found = _Branch(text, line, lines).result()
    return None if found is None else (found, compared(text, found, list(range(1, text.count("\n") + 2))))


class _Branch:
    def __init__(self, text: str, line: int, lines: set[int]) -> None:
        self.source, self.tree = Source(text), ast.parse(text)
        self.names = Names(self.tree)
        self.parents = {child: n for n in ast.walk(self.tree) for child in ast.iter_child_nodes(n)}
        self.node = next(n for n in ast.walk(self.tree) if isinstance(n, ast.If) and n.lineno == line)
        self.graph = [s for s in self._statements(self.node) if s.lineno in lines]
        self.own = [s for s in self._statements(self.node) if s.lineno not in lines]

    def _statements(self, node: ast.If) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for block in blocks(node):
            for statement in block:
                found += self._statements(statement) if isinstance(statement, ast.If) else [statement]
        return found

    def result(self) -> str | None:
        if not all(self.source.alone(s) for s in [self.node, *self.graph, *self.own]) or not self._in_order():
            return None
        if all(s in self.node.body for s in self.graph) and self._bound_here() and not self._reads_of_branch():
            written = self._without_condition()
        elif self._settled():
            written = self._with_conditions(self.node, self.source.indent_of(self.node), "if")
        else:
            return None
        end = self.source.line_end(self.source.span(self.node)[1])
        for statement in self.graph:
            self._take_out(statement)
        ended = self.source.text[end - 1 : end] == "\n"
        self.source.insert(end, ("" if ended else "\n") + "\n" + written)
        return self.source.result()

    # ------------------------------------------------------------ what has to hold
    def _in_order(self) -> bool:
        """Whether no later statement of the branches binds what one of the graph reads, or reads what it binds."""
        for statement in self.graph:
            if not isinstance(statement, ast.Assign):
                return False
            read, bound = _names(statement, ast.Load), _names(statement, ast.Store)
            for other in self.own:
                if other.lineno > statement.lineno and (read & _changed(other) or bound & _names(other, None)):
                    return False
        return True

    def _bound_here(self) -> bool:
        """Whether the tensors have no other value anywhere, and nothing lists what else the graph holds."""
        if any(isinstance(n, ast.Attribute) and n.attr in LISTING for n in ast.walk(self.tree)):
            return False
        for statement in self.graph:
            for target in ast.walk(statement):
                if isinstance(target, (ast.Attribute, ast.Subscript)) and isinstance(target.ctx, ast.Store):
                    return False
                if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store):
                    scope = self.names.scope_of.get(target, self.names.module_scope).find(target.id)
                    if scope is None or scope.bindings.get(target.id) != [target]:
                        return False
        return True

    def _reads_of_branch(self) -> bool:
        """Whether a tensor is made of what only the branch gives a value."""
        bound = {name for statement in self.own for name in _names(statement, ast.Store)}
        return any(bound & _names(statement, ast.Load) for statement in self.graph)

    def _settled(self) -> bool:
        """Whether the conditions are the same after the statements of the host."""
        tests = [n.test for n in ast.walk(self.node) if isinstance(n, ast.If)]
        if not all(isinstance(n, PLAIN) for test in tests for n in ast.walk(test)):
            return False
        read = {name for test in tests for name in _names(test, ast.Load)}
        return not any(read & _changed(statement) for statement in self.own)

    # ------------------------------------------------------------ the text
    def _without_condition(self) -> str:
        indent = self.source.indent_of(self.node)
        return "".join(self._lines(s, indent) for s in self.graph)

    def _with_conditions(self, node: ast.If, indent: str, word: str) -> str:
        inner = indent + self.source.indent_of(node.body[0])[len(self.source.indent_of(node)) :]
        text = f"{indent}{word} {self.source.segment(node.test)}:\n"
        text += self._block(node.body, inner) or f"{inner}pass\n"
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If) and self._is_elif(node.orelse[0]):
            return text + self._with_conditions(node.orelse[0], indent, "elif")
        rest = self._block(node.orelse, inner)
        return text + (f"{indent}else:\n{rest}" if rest else "")

    def _is_elif(self, node: ast.If) -> bool:
        return self.source.text[self.source.span(node)[0] :].startswith("elif")

    def _block(self, body: list[ast.stmt], indent: str) -> str:
        text = ""
        for statement in body:
            if isinstance(statement, ast.If):
                if any(s in self.graph for s in self._statements(statement)):
                    text += self._with_conditions(statement, indent, "if")
            elif statement in self.graph:
                text += self._lines(statement, indent)
        return text

    def _comments(self, statement: ast.stmt) -> int:
        from migrate.rewriting.native import comment_start

        return comment_start(self.source, self.source.line_start(self.source.span(statement)[0]))

    def _lines(self, statement: ast.stmt, indent: str) -> str:
        start = self.source.line_start(self.source.span(statement)[0])
        above = self.source.text[self._comments(statement) : start].split("\n")
        comment = "".join(f"{indent}{line.strip()}\n" for line in above if line.strip())
        return comment + self.source.statement(statement, indent) + "\n"

    def _take_out(self, statement: ast.stmt) -> None:
        source = self.source
        first, end = self._comments(statement), source.line_end(source.span(statement)[1])
        block = next(b for b in blocks(self.parents[statement]) if statement in b)
        left = [s for s in block if s not in self.graph]
        if not left:
            passed = source.indent_of(statement) + "pass\n" if statement is block[0] else ""
            source.replace_span(first, end, passed)
            return
        above = source.text[source.line_start(first - 1) : first] if first else ""
        if statement is block[-1] and not above.strip():
            first = source.line_start(first - 1)  # the blank line that set it apart
        source.replace_span(first, end, "")


def _names(node: ast.AST, context: type | None) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and (context is None or isinstance(n.ctx, context))}


def _changed(node: ast.AST) -> set[str]:
    """Names that a statement binds, or whose object it may change."""
    if isinstance(node, ast.Raise):
        return set()
    found = _names(node, ast.Store)
    for inner in ast.walk(node):
        if isinstance(inner, (ast.FunctionDef, ast.ClassDef)):
            found.add(inner.name)
        elif isinstance(inner, (ast.Import, ast.ImportFrom)):
            found |= {(a.asname or a.name).split(".")[0] for a in inner.names}
        if isinstance(inner, (ast.Attribute, ast.Subscript)) and not isinstance(inner.ctx, ast.Load):
            found |= _names(inner.value, None)
        elif isinstance(inner, ast.Call) and not (isinstance(inner.func, ast.Name) and inner.func.id in READING):
            given = [*inner.args, *(k.value for k in inner.keywords)]
            owner = [inner.func.value] if isinstance(inner.func, ast.Attribute) else []
            found |= {name for part in [*given, *owner] for name in _names(part, None)}  # objects it may change
    return found
