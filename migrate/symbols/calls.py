"""Rewriting one call or reference of a TF1 symbol, on source text, with as little change as possible."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Sequence

from migrate.symbols import special
from migrate.symbols.table import Symbol

Arguments = Sequence[tuple[str | None, str]]
_FIELD = re.compile(r"\{(\w+)(?:=([^{}:]*))?(?::([\w=]+))?\}")
_TF = re.compile(r"(?<![\w.])tf\.")
_WHOLE_BEFORE, _WHOLE_AFTER = ("(", "[", ", ", "="), (")", "]", ",")


def spell(text: str, tf: str) -> str:
    """`text` of the table, in which `tf.` stands for TensorFlow, in the words of a file that calls it `tf`'s value."""
    return text if tf == "tf" else _TF.sub(lambda _: tf + ".", text)


def parse_expression(source: str) -> ast.expr | None:
    try:
        return ast.parse("(" + source + "\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None


def is_simple(source: str) -> bool:
    """A name, a dotted name or a number or string: it may be written twice or left out without changing what runs."""
    node = parse_expression(source)
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, (ast.Name, ast.Constant))


def has_effect(source: str) -> bool:
    """Whether evaluating it may do something (a call, an await, an assignment expression), or it cannot be parsed."""
    node = parse_expression(source)
    if node is None:
        return True
    doing = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)
    return any(isinstance(child, doing) for child in ast.walk(node))


def enclosed(source: str) -> str:
    """`source` as one operand: in parentheses unless it is a name, a literal, a call, an attribute or a subscript."""
    node = parse_expression(source)
    atoms = (ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript, ast.List, ast.Dict, ast.ListComp)
    return source if isinstance(node, atoms) and "\n" not in source else "(" + source + ")"


def seed_of(symbol: Symbol | None, call: ast.Call) -> ast.expr | None:
    """The argument `seed` of a call of a TF1 symbol, by keyword or position."""
    given = next((k.value for k in call.keywords if k.arg == "seed"), None)
    params = [p.lstrip("*") for p in (symbol.params or () if symbol is not None else ())]
    if given is None and "seed" in params and params.index("seed") < len(call.args):
        given = call.args[params.index("seed")]
    return given


def bind(symbol: Symbol, args: Arguments) -> dict[str, tuple[int, bool, str]] | None:
    """TF1 parameter -> (place in the call, given by position, source); None when the call does not fit it."""
    if symbol.params is None:
        return None
    taken: dict[str, tuple[int, bool, str]] = {}
    for place, (keyword, source) in enumerate(args):
        if source.startswith("*"):
            return None
        if keyword is None:
            if place >= len(symbol.params) or symbol.params[place].startswith("*"):
                return None
            name = symbol.params[place]
        else:
            name = keyword
            if name not in symbol.params and "*" + name not in symbol.params and name not in symbol.rename:
                return None
        if name in taken:
            return None
        taken[name] = (place, keyword is None, source)
    return taken


def unmet(symbol: Symbol, args: Arguments) -> str:
    """The CHECKS condition that this call needs confirmed, or "" when the source text already settles it."""
    if not symbol.check:
        return ""
    settled = special.SETTLED.get(symbol.check)
    if symbol.special:
        changed = special.FUNCTIONS[symbol.special](symbol, list(args))
        args = args if changed is None else changed
    taken = bind(symbol, args)
    if settled is not None and taken is not None and settled({name: value[2] for name, value in taken.items()}):
        return ""
    return symbol.check


def _allowed(symbol: Symbol, taken: dict[str, tuple[int, bool, str]]) -> bool:
    if not symbol.needs <= taken.keys():
        return False
    for name, (_, _, source) in taken.items():
        if name in symbol.drop and source.startswith("lambda") is False and has_effect(source):
            return False
        allowed = symbol.only.get(name)
        if allowed is not None and source.strip() not in allowed:
            last = source.strip().strip("'\"").rpartition(".")[2]
            if not any(text.startswith("tf.") and text.rpartition(".")[2] == last for text in allowed):
                return False
    return True


def rewrite_call(
    symbol: Symbol, args: Arguments, *, tf: str = "tf", checked: Collection[str] = (), constant: Collection[str] = ()
) -> tuple[str, list[tuple[str | None, str]]] | None:
    """The TF2 call for a TF1 call: (canonical target, arguments), or None when it cannot be written with certainty.

    args: (keyword or None, source text) in call order. Positional arguments stay so where the order is the same.
    tf: what the file calls TensorFlow, for texts that are put in. checked: names of CHECKS that the caller confirms.
    constant: TF1 keywords of `symbol.constant` that no variable reaches, so that tf.stop_gradient is left out.
    """
    if symbol.kind == "gone" or symbol.template is not None or symbol.target is None:
        return None
    if any(keyword == "**" or source.startswith("*") for keyword, source in args):
        return None
    needed = unmet(symbol, args)
    if needed and needed not in checked:
        return None
    if symbol.special:
        changed = special.FUNCTIONS[symbol.special](symbol, list(args))
        if changed is None:
            return None
        args = changed
    if symbol.kind in ("same", "rename"):
        return symbol.target, list(args)
    taken = bind(symbol, args)
    if taken is None or not _allowed(symbol, taken):
        return None
    targets = symbol.positional or ()
    written: list[tuple[str | None, str]] = []
    given: set[str] = set()
    in_place = True  # whether every argument so far kept its position
    for name, (_, by_position, source) in sorted(taken.items(), key=lambda item: item[1][0]):
        if name in symbol.drop:
            in_place = in_place and not by_position
            continue
        to = symbol.rename.get(name, name)
        if to in given or (to not in targets and "*" + to not in targets):
            return None
        given.add(to)
        if name in symbol.constant and name not in constant:
            source = f"{tf}.stop_gradient({source})"
        if to in symbol.transform and name != to:
            source = fill(symbol.transform[to], {"value": source}, tf)
        place = len(written)
        if by_position and in_place and place < len(targets) and targets[place] == to and to not in symbol.keyword:
            written.append((None, source))
        else:
            # TF1 reads None as "not given" for its aliases.
            if source == "None" and to != name:
                given.discard(to)
                in_place = False
                continue
            in_place = False
            written.append((to, source))
    for to, text in symbol.defaults.items():
        if to not in given:
            bare = len(written) < symbol.required and targets[len(written)] == to
            bare = bare and all(keyword is None for keyword, _ in written) and to not in symbol.keyword
            written.append((None if bare else to, spell(text, tf)))
            given.add(to)
    if any(name not in given for name in targets[: symbol.required]):
        return None
    return symbol.target, written


def fill(template: str, values: dict[str, str], tf: str) -> str:
    """`template` with each {name} replaced, in parentheses where the place asks for an operand."""

    def put(match: re.Match[str]) -> str:
        source = values[match[1]]
        before, after = template[: match.start()], template[match.end() :]
        whole = (not before or before.endswith(_WHOLE_BEFORE)) and (not after or after.startswith(_WHOLE_AFTER))
        return source if whole else enclosed(source)

    pieces, last = [], 0
    for match in _FIELD.finditer(template):
        pieces += [spell(template[last : match.start()], tf), put(match)]
        last = match.end()
    return "".join(pieces) + spell(template[last:], tf)


def _filled(
    template: str, sources: dict[str, str], tf: str, float32: Collection[str], constant: Collection[str]
) -> str | None:
    count: dict[str, int] = {}
    values: dict[str, str] = {}
    plain = template
    for match in _FIELD.finditer(template):
        name, default, how = match[1], match[2], match[3]
        source = sources.get(name, default)
        if source is None:
            return None
        count[name] = count.get(name, 0) + 1
        cast = f"{tf}.cast({source}, {tf}.float32)"
        if how == "float32" and name not in float32:
            source = cast
        elif how == "constant" and name not in constant:
            source = f"{tf}.stop_gradient({source})"
        elif how and how.startswith("like="):
            other = how[5:]
            if name not in float32 or other not in float32:
                if other in float32:
                    source = cast
                elif is_simple(sources.get(other, "?")):
                    source = f"{tf}.cast({source}, {sources[other]}.dtype)"
                else:
                    return None
        key = f"{name}_{how}".replace("=", "_") if how else name
        values[key] = source
        plain = plain.replace(match[0], "{" + key + "}", 1)
    if any(count[name] > 1 and not is_simple(sources[name]) for name in count if name in sources):
        return None
    return fill(plain, values, tf)


def rewrite_source(
    symbol: Symbol,
    args: Arguments,
    *,
    tf: str = "tf",
    checked: Collection[str] = (),
    constant: Collection[str] = (),
    float32: Collection[str] = (),
) -> str | None:
    """The whole TF2 expression for a TF1 call, through `template` or `rewrite_call`; None when it is not certain.

    float32: TF1 keywords whose values are known to be float32 tensors (or Python floats), so that no cast is written.
    The other arguments are those of `rewrite_call`.
    """
    if symbol.template is None:
        call = rewrite_call(symbol, args, tf=tf, checked=checked, constant=constant)
        if call is None:
            return None
        target, written = call
        words = [source if keyword is None else f"{keyword}={source}" for keyword, source in written]
        return f"{tf}.{target.removeprefix('tensorflow.')}({', '.join(words)})"
    if symbol.kind == "gone":
        return None
    needed = unmet(symbol, args)
    taken = bind(symbol, args)
    if taken is None or (needed and needed not in checked) or not _allowed(symbol, taken):
        return None
    fields = {match[1] for match in _FIELD.finditer(symbol.template)}
    sources = {}
    for name, (_, _, source) in taken.items():
        if name in symbol.drop:
            continue
        name = symbol.rename.get(name, name)
        if name in sources or (name not in fields and name not in symbol.only):
            return None
        sources[name] = source
    return _filled(symbol.template, sources, tf, float32, constant)


def reference(symbol: Symbol, *, tf: str = "tf", arguments: int | None = None) -> str | None:
    """What to write for the symbol where it is not called (passed on, compared, a constant); None when not certain.

    arguments: where the function is passed on, with how many positional arguments it will be called, if that is known
    (an activation is called with one).
    """
    if symbol.kind in ("same", "rename") and symbol.target:
        return tf + symbol.target.removeprefix("tensorflow")
    if arguments is not None and symbol.target:
        args = [(None, f"_{place}") for place in range(arguments)]
        if rewrite_call(symbol, args, tf=tf) == (symbol.target, args):
            return tf + symbol.target.removeprefix("tensorflow")
    if symbol.kind == "call" and symbol.template is not None and symbol.params == ():
        return spell(symbol.template, tf)
    return None


def initial_value(symbol: Symbol, args: Arguments, shape: str, dtype: str, *, tf: str = "tf") -> str | None:
    """The expression that draws what a TF1 initializer draws, the same numbers for an op seed; None when not known.

    shape, dtype: source texts of the variable's shape and type (`tf.float32`).
    """
    template = special.INITIAL_VALUES.get(symbol.name.rpartition(".")[2])
    taken = bind(symbol, args)
    if template is None or taken is None:
        return None
    sources = {name: source for name, (_, _, source) in taken.items() if name != "dtype"}
    given = dict(special.INITIAL_DEFAULTS[symbol.name.rpartition(".")[2]], shape=shape, dtype=dtype)
    if not sources.keys() <= given.keys() | {"seed", "verify_shape"} or "verify_shape" in sources:
        return None
    given.update(sources)
    text = fill(template, given, tf)
    if sources.get("seed", "None") != "None":
        text = text[:-1] + f", seed={sources['seed']})"
    return text
