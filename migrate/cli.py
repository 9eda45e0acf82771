"""Commands and options. What they do lies in the other modules, which are imported when a command runs."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from migrate import __version__
from migrate.config import OUTPUT_FORMATS, STYLES
from migrate.models.commands import convert
from migrate.verifying.commands import record, verify

if TYPE_CHECKING:
    from migrate.config import Settings
    from migrate.project import Tree
    from migrate.reporting import Report
    from migrate.running import TreeResult

STDIN = "-"


class Failure(click.ClickException):
    """Ends the run with exit code 2 and one line on stderr."""

    exit_code = 2


def main() -> None:
    """The console command: an error of our own is one line, never a traceback."""
    try:
        cli()
    except Exception as error:
        if os.environ.get("MIGRATE_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}".strip()
        click.echo(f"migrate: internal error: {what} (MIGRATE_TRACEBACK=1 shows where)", err=True)
        sys.exit(2)


def _codes(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


def _options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(function: Any) -> Any:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


_what = _options(
    click.argument("paths", nargs=-1, metavar="[PATH]..."),
    click.option("--stdin-filename", metavar="NAME", help="Name of the source that PATH '-' reads from stdin."),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out files, in .gitignore syntax."),
    click.option(
        "--python2", is_flag=True, default=None, help="Bring Python 2 sources to Python 3 first; needs fissix."
    ),
    click.option("--no-gitignore", is_flag=True, help="Also take files that .gitignore names."),
    click.option(
        "--style", type=click.Choice(STYLES), help="Training loops: kept (loop, the default), or Keras's fit."
    ),
)
_how = _options(
    click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="Report only these code prefixes."),
    click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Do not report these prefixes."),
    click.option("--output-format", type=click.Choice(OUTPUT_FORMATS), help="Format of the report; default: concise."),
    click.option("--output-file", type=click.Path(dir_okay=False, path_type=Path), help="Where the report goes."),
    click.option("--statistics", is_flag=True, help="Count the findings by code instead of listing them."),
    click.option("-j", "--jobs", type=click.IntRange(min=0), help="Processes; default: one a core."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary."),
    click.option("-v", "--verbose", is_flag=True, help="Also tell which files were left out."),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="migrate")
def cli() -> None:
    """Brings TensorFlow 1 programs to TensorFlow 2.

    Exit codes: 0 nothing is left to do, 1 there are findings or changes, 2 an error or a file that cannot be migrated.
    """


@cli.command()
@_what
@_how
def check(paths: tuple[str, ...], **options: Any) -> None:
    """Report what apply would do. Writes nothing.

    PATH is a file, a folder, or '-' for stdin; default: the current folder.
    """
    run = _Run("check", paths, options)
    run.migrate()
    report = run.report()
    run.show(report)
    run.end(report)


@cli.command()
@_what
@_how
def diff(paths: tuple[str, ...], **options: Any) -> None:
    """Show what apply would change, as a diff for git apply. Writes nothing.

    The diff goes to stdout; what a person should know goes to stderr, or to --output-file.
    """
    from migrate.diffing import diff as diff_of
    from migrate.results import changes

    run = _Run("diff", paths, options)
    run.migrate()
    for outcome in changes(run.results):
        _write_stdout(diff_of(outcome))
    report = run.report()
    run.show(report, err=True)
    run.end(report)


@cli.command()
@_what
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Write a migrated copy of PATH to DIR.")
@click.option("--allow-dirty", is_flag=True, help="Write though the git work tree has uncommitted changes.")
@click.option("--verify", "commands", multiple=True, metavar="COMMAND",
              help="RUN this program of PATH before and after, as 'train.py --epochs 1', and compare.")  # fmt: skip
@click.option("--revert-unequal", is_flag=True, help="Put programs that --verify does not find equal on `compat`.")
@_how
def apply(
    paths: tuple[str, ...],
    output: Path | None,
    allow_dirty: bool,
    commands: tuple[str, ...],
    revert_unequal: bool,
    **options: Any,
) -> None:
    """Migrate the sources, in place or into a copy. `migrate undo` takes it back.

    With PATH '-' the migrated source goes to stdout and the report to stderr.
    """
    from migrate import applying
    from migrate.undo import JournalError

    run = _Run("apply", paths, options)
    one_folder = len(run.trees) == 1 and os.path.isdir(run.paths[0])
    if output is not None and not one_folder:
        raise click.UsageError("--output takes exactly one folder as PATH")
    if commands and (not one_folder or output is not None):
        raise click.UsageError("--verify takes exactly one folder as PATH, and no --output")
    if revert_unequal and not commands:
        raise click.UsageError("--revert-unequal needs --verify")
    try:
        if not run.stdin and output is None:
            for line in applying.resume_interrupted(run.trees):
                click.echo(line, err=True)
            if not allow_dirty:
                applying.refuse_uncommitted(run.trees, run.paths)
        run.migrate()
        if run.stdin:
            _write_stdout(run.migrated_stdin())
        elif output is not None:
            applying.copy_to(run.results[0], output)
        else:
            for result in run.results:
                applying.write_in_place(result)
            if commands:
                _verify_applied(run, commands, revert_unequal)
    except (applying.Refused, JournalError) as refusal:
        raise Failure(str(refusal)) from None
    except OSError as error:
        raise Failure(f"{error.filename or output or 'cannot write'}: {error.strerror}") from None
    report = run.report()
    run.show(report, err=run.stdin)
    if report.changed and not run.stdin and output is None and not run.quiet:
        click.echo("`migrate undo` takes it back.", err=True)
    run.end(report)


def _verify_applied(run: _Run, commands: tuple[str, ...], revert: bool) -> None:
    """Runs programs before and after; with `revert`, those that are not equal are migrated again, onto `compat`."""
    from migrate import applying
    from migrate.verifying import applied

    report = run.verified = applied.verify(run.trees[0].root, commands, run.quiet)
    unequal = applied.unequal(report)
    if unequal and revert:
        applied.take_back(run.trees[0].root)
        run.results = []
        run.migrate(graph_mode=unequal)
        for result in run.results:
            applying.write_in_place(result)
        run.reverted = True


@cli.command()
@click.argument("path", default=".", type=click.Path(exists=True))
def undo(path: str) -> None:
    """Take the last apply back. PATH is the folder that was given to apply.

    Refuses, and changes nothing, where one of the files was edited since.
    """
    from migrate.undo import JournalError, runs
    from migrate.undo import undo as take_back

    root = Path(path) if os.path.isdir(path) else Path(path).parent
    try:
        recorded = runs(root)
        if not recorded:
            raise Failure(f"no apply is recorded in {root}")
        for name in take_back(recorded[-1]):
            click.echo(f"put back {root / name}")
    except (JournalError, OSError) as error:
        raise Failure(f"nothing can be undone: {error}") from None


@cli.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a code means; without CODE list all codes. A prefix such as TF2 gives all of its codes."""
    from migrate.findings import CODES

    if code is None:
        for entry in CODES.values():
            click.echo(f"{entry.code}  {entry.title}")
        return
    entries = [entry for entry in CODES.values() if entry.code.startswith(code.strip().upper())]
    if not entries:
        raise Failure(f"there is no code {code}; `migrate explain` lists them")
    click.echo("\n\n".join(f"{entry.code}: {entry.title}\n\n{entry.explanation}" for entry in entries))


cli.add_command(verify)
cli.add_command(record)
cli.add_command(convert)


class _Run:
    """One check, diff or apply: its settings, what it found, and its report."""

    def __init__(self, command: str, paths: tuple[str, ...], options: dict[str, Any]) -> None:
        from migrate import config

        self.command = command
        self.paths = paths or (".",)
        self.options = options
        self.quiet: bool = options["quiet"]
        self.stdin = STDIN in self.paths
        self.results: list[TreeResult] = []
        self.verified: Any = None
        self.reverted = False
        if self.stdin and len(self.paths) > 1:
            raise click.UsageError("'-' cannot be given together with other paths")
        if options["stdin_filename"] and not self.stdin:
            raise click.UsageError("--stdin-filename needs PATH '-'")
        names = ("exclude", "select", "ignore", "output_format", "jobs", "python2", "style")
        try:
            self.settings: Settings = config.load(self.paths, {name: options[name] for name in names})
        except config.ConfigError as error:
            raise click.UsageError(str(error)) from None
        if self.settings.python2 and importlib.util.find_spec("fissix") is None:
            raise click.UsageError("--python2 needs the extra `python2`: pip install 'tf1-migrate[python2]'")
        self.trees = self._trees()

    def _trees(self) -> list[Tree]:
        from migrate import project

        if self.stdin:
            return [project.stdin_tree(self.options["stdin_filename"] or "stdin.py")]
        try:
            return project.find(self.paths, self.settings.exclude, not self.options["no_gitignore"])
        except OSError as error:
            raise click.UsageError(f"{error.filename}: {error.strerror}") from None

    def migrate(self, graph_mode: frozenset[str] = frozenset()) -> None:
        """Works on all trees; programs of the files in `graph_mode` stay on `compat`."""
        from migrate import progress, running

        data = sys.stdin.buffer.read() if self.stdin else None
        if self.command != "apply":
            self._tell_of_interrupted()
        for tree in self.trees:
            with progress.bar(not self.quiet) as advance:
                self.results.append(
                    running.migrate_tree(
                        tree,
                        jobs=self.settings.jobs,
                        progress=advance,
                        stdin=data,
                        graph_mode=graph_mode,
                        python2=self.settings.python2,
                        style=self.settings.style,
                    )
                )

    def _tell_of_interrupted(self) -> None:
        from migrate.undo import JournalError, interrupted

        for tree in self.trees:
            try:
                waiting = interrupted(tree.root)
            except JournalError:
                continue
            if waiting:
                where = os.path.relpath(tree.root)
                click.echo(
                    f"an apply in {where} was interrupted: `migrate apply` finishes it, `migrate undo` takes it back",
                    err=True,
                )

    def migrated_stdin(self) -> bytes:
        """The new source, the old one where it is left alone. A helper module has no place beside stdin."""
        result = self.results[0]
        for group in result.groups:
            group.refuse_if(
                lambda outcome: "is needed beside the source; give the file by its path" if not outcome.source else None
            )
        changed = [outcome.data for group in result.groups for outcome in group.changes if outcome.data is not None]
        return changed[0] if changed else result.stdin or b""

    def report(self) -> Report:
        from migrate.results import collect

        return collect(self.command, self.results, self.settings)

    def show(self, report: Report, err: bool = False) -> None:
        """The report to --output-file, else to stdout, or stderr where stdout carries a diff or a source."""
        from migrate import reporting
        from migrate.project import write_atomically

        text = reporting.render(report, self.settings.output_format, self.options["statistics"])
        data = _bytes(text)
        file = self.options["output_file"]
        if file is None:
            (_write_stderr if err else _write_stdout)(data)
            return
        try:
            write_atomically(file.resolve(), data)
        except OSError as error:
            raise Failure(f"{file}: {error.strerror}") from None

    def end(self, report: Report) -> None:
        from migrate.reporting import summary
        from migrate.results import exit_code

        if self.options["verbose"]:
            for tree in self.trees:
                for path, why in tree.skipped:
                    _write_stderr(_bytes(f"left out {path}: {why}\n"))
            verb = "changed" if report.applied else "would change"
            for path in report.changed:
                _write_stderr(_bytes(f"{verb} {path}\n"))
        if not self.quiet:
            click.echo(summary(report), err=True)
        code = exit_code(report)
        if self.verified is not None:
            from migrate.verifying.commands import write

            write(self.verified, "table", None)
            if not self.verified.equal and not self.reverted:
                code = max(code, 1)
        sys.exit(code)


def _bytes(text: str) -> bytes:
    """UTF-8; a file name that is not gets its own bytes back."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")


def _write_stdout(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def _write_stderr(data: bytes) -> None:
    sys.stderr.flush()
    sys.stderr.buffer.write(data)
    sys.stderr.flush()
