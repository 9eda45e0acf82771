"""Text edits at places of nodes: what is not touched stays, edits nest, moved parts keep strings."""

from __future__ import annotations

import ast
import textwrap

import pytest

from migrate.edits import Source, reindent


def parsed(text: str) -> tuple[Source, ast.Module]:
    return Source(text), ast.parse(text)


def test_only_the_node_changes():
    source, tree = parsed("x = ( 1 +  2 )  # three\n")
    source.replace(tree.body[0].value.left, "10")
    assert source.result() == "x = ( 10 +  2 )  # three\n"


def test_columns_count_characters_though_ast_counts_bytes():
    source, tree = parsed("größe = 'ß' + b\n")
    source.replace(tree.body[0].value.right, "c")
    assert source.segment(tree.body[0].value.left) == "'ß'"
    assert source.result() == "größe = 'ß' + c\n"


def test_an_outer_edit_wins_over_those_inside_it():
    source, tree = parsed("f(g(x))\n")
    call = tree.body[0].value
    source.replace(call.args[0].args[0], "y")
    assert source.expression(call.args[0]) == "g(y)"
    source.replace(call, f"h({source.expression(call.args[0])})")
    assert source.result() == "h(g(y))\n"


def test_insertions_at_one_point_stay_in_order_and_before_a_replacement():
    source, tree = parsed("a\n")
    source.insert(0, "# one\n")
    source.insert(0, "# two\n")
    source.replace(tree.body[0].value, "b")
    assert source.result() == "# one\n# two\nb\n"


def test_a_line_before_an_expression_does_not_move_with_it():
    source, tree = parsed("a\n")
    source.insert(0, "import b\n")
    source.replace(tree.body[0].value, f"f({source.expression(tree.body[0].value)})")
    assert source.result() == "import b\nf(a)\n"


def test_what_is_inserted_inside_a_replacement_goes_with_it():
    source, tree = parsed("a + b\n")
    source.insert(0, "-")
    source.replace(tree.body[0].value, f"({source.expression(tree.body[0].value)})")
    assert source.result() == "(-a + b)\n"


def test_edits_that_overlap_are_refused():
    source = Source("abcdef")
    source.replace_span(0, 3, "x")
    source.replace_span(2, 5, "y")
    with pytest.raises(ValueError, match="overlap"):
        source.result()


def test_a_decorated_function_starts_at_its_first_decorator():
    source, tree = parsed("x = 1\n@ one\n@two\ndef f():\n    pass\n")
    assert source.segment(tree.body[1]) == "@ one\n@two\ndef f():\n    pass"


def test_a_dedented_block_keeps_the_lines_of_its_strings():
    source, _ = parsed('with s:\n    x = """\n    text\n"""\n    y = 1\n')
    source.replace_span(0, 8, "")
    source.dedent(2, 5, 4)
    assert source.result() == 'x = """\n    text\n"""\ny = 1\n'


def test_a_statement_moves_with_its_comment():
    source, tree = parsed("if a:\n    f(1,\n      2)  # why\n    b\n")
    assert source.statement(tree.body[0].body[0], "") == "f(1,\n  2)  # why"


@pytest.mark.parametrize("step", ["    ", "\t"])
def test_reindent_of_a_statement_of_several_blocks(step):
    text = f'if a:\n{step * 3}b()\n{step * 2}else:\n{step * 3}c("""\nd""")'
    moved = reindent(text, len(step * 2), "    ")
    assert ast.dump(ast.parse(textwrap.dedent("if 1:\n" + moved)).body[0].body[0]) == ast.dump(
        ast.parse('if a:\n    b()\nelse:\n    c("""\nd""")').body[0]
    )


def test_reindent_keeps_strings_and_empty_lines():
    assert reindent('f("""\n  a\n""",\n\n        b)', 4, "") == 'f("""\n  a\n""",\n\n    b)'
