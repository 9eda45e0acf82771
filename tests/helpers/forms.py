"""What the engine makes of one program, for tests that give programs as text."""

from __future__ import annotations

import ast

from migrate.engine import Options, SourceFile, migrate_group


def native(text: str) -> str:
    """The native form of a program. AssertionError, with the reason, where it stays in graph mode."""
    result = migrate_group([SourceFile("program.py", text)], Options())
    (program,) = result.programs
    assert program.form == "native", program.reason and program.reason.message
    new = result.files[0].text
    assert new is not None
    ast.parse(new)
    again = migrate_group([SourceFile("program.py", new)], Options())
    assert [file.text for file in again.files] == [None], "a second migration changes it"
    return new


def obstacle(text: str) -> tuple[int, str]:
    """(line, reason) for which a program stays in graph mode."""
    result = migrate_group([SourceFile("program.py", text)], Options())
    (program,) = result.programs
    assert program.form != "native", result.files[0].text
    assert program.reason is not None and program.reason.code == "TF201"
    return program.reason.line, program.reason.message.removeprefix("stays in graph mode: ")
