"""The commands verify and record: options and exit codes. What they do lies in the modules beside this one."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from migrate.verifying.program import Old
    from migrate.verifying.sources import Source

FORMATS = ("table", "json", "markdown", "html")
_DEVICES = click.Choice(("cpu", "gpu"))


class WithProgram(click.Command):
    """A command whose arguments after `--` are a program and its arguments."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        program: list[str] = []
        if "--" in args:
            place = args.index("--")
            args, program = args[:place], args[place + 1 :]
        ctx.meta["migrate.program"] = program
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*super().collect_usage_pieces(ctx), "-- SCRIPT [ARGUMENT]..."]


def program_of(context: click.Context) -> list[str]:
    program = context.meta["migrate.program"]
    if not program:
        raise click.UsageError("the program is missing: -- script.py argument ...")
    return program


@click.command(cls=WithProgram)
@click.argument("sources", nargs=-1, metavar="[OLD [NEW]]")
@click.option("--since-apply", is_flag=True, help="OLD is the tree before the last `migrate apply`.")
@click.option("--recording", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="A recording of the old program, made with `migrate record`, in place of OLD.")  # fmt: skip
@click.option("--legacy-python", metavar="PATH", help="Run OLD on the TensorFlow 1.15 of this interpreter.")
@click.option("--python", default=sys.executable, metavar="PATH", help="Interpreter with TensorFlow 2.21, for NEW.")
@click.option("--old-is-tf2", is_flag=True, help="OLD is TensorFlow 2 code: it runs without `compat`.")
@click.option("--steps", type=click.IntRange(min=1), metavar="N", help="Compare the first N updates only.")
@click.option("--float64/--no-float64", default=True, help="Also compare with float32 meaning float64 (default).")
@click.option("--device", type=_DEVICES, default="cpu", help="Where both sides run; default: cpu.")
@click.option("--tolerance", type=click.FloatRange(min=0), metavar="R",
              help="Relative bound on float32 numbers; default: a multiple of the measured noise.")  # fmt: skip
@click.option("--deadline", type=click.FloatRange(min=1), default=300.0, metavar="SECONDS",
              help="What one run of a side may take; default: 300.")  # fmt: skip
@click.option("--memory", type=click.IntRange(min=64), metavar="MIB", help="What a side may hold; default: no limit.")
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="table", help="Default: table.")
@click.option("--output-file", type=click.Path(dir_okay=False, path_type=Path), help="Where the report goes.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@click.pass_context
def verify(context: click.Context, sources: tuple[str, ...], **options: Any) -> None:
    """Run a program before and after its migration and compare what it computes.

    This is the one command, with record, that RUNS YOUR CODE: both versions, several times, each in processes of its
    own and in a copy of its folder, with a deadline. Needs TensorFlow 2.21 (the extra `runtime`).

    OLD and NEW are folders or git revisions. Without NEW the working tree is the new side; without OLD the last commit
    (HEAD) is the old one, or the tree before the last `migrate apply` where there is no git. OLD runs on TensorFlow
    2.21 through `python -m compat run`.

    Exit codes: 0 nothing differs, 1 something differs or could not be compared, 2 an error.
    """
    from migrate.verifying.sources import NoSource

    program = program_of(context)
    with tempfile.TemporaryDirectory(prefix="migrate-verify-") as scratch:
        try:
            old, new = _sides(sources, options, Path(scratch))
        except NoSource as error:
            raise click.UsageError(str(error)) from None
        verdict = _verify(" ".join(program), program, old, new, options)
    report = finish([verdict], shown_command())
    write(report, options["output_format"], options["output_file"])
    sys.exit(0 if report.equal else 1)


def shown_command() -> str:
    return shlex.join(["migrate", *sys.argv[1:]])


def finish(verdicts: list[Any], command: str) -> Any:
    from migrate.verifying.verdicts import Report

    date = datetime.now(timezone.utc).replace(microsecond=0).isoformat()
    return Report(tuple(verdicts), command, date)


def write(report: Any, output_format: str, file: Path | None) -> None:
    """The report to `file`, else to stdout."""
    import shutil

    from migrate.project import write_atomically
    from migrate.verifying import reporting

    terminal = file is None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else None
    text = reporting.render(report, output_format, terminal, width)
    if file is None:
        click.echo(text)
        return
    try:
        write_atomically(file.resolve(), text.encode("utf-8"))
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None


def _sides(given: tuple[str, ...], options: dict[str, Any], scratch: Path) -> tuple[Old, Source]:
    from migrate import git
    from migrate.verifying import sources as found
    from migrate.verifying.program import Old
    from migrate.verifying.running import How

    here = Path.cwd()
    common = {name: options[name] for name in ("device", "steps", "deadline", "memory")}
    if options["recording"]:
        if len(given) > 1 or options["legacy_python"] or options["since_apply"]:
            raise click.UsageError("--recording stands for OLD: give NEW only")
        new = _source(given[0], here, scratch) if given else found.work_tree(here)
        return Old(None, How(**common), options["recording"]), new
    if len(given) > 2 or (options["since_apply"] and given):
        raise click.UsageError("at most OLD and NEW come before the program, and neither with --since-apply")
    new = _source(given[1], here, scratch) if len(given) == 2 else None
    if given:
        old = _source(given[0], here, scratch)
    elif options["since_apply"] or git.work_tree(here) is None:
        old = found.before_last_apply(here, scratch)
        new = found.Source("the working tree", here)
    else:
        old = found.revision("HEAD", here, scratch)
    if new is None:
        new = found.work_tree(here) if old.label.startswith("revision") else found.Source("the working tree", here)
    legacy = options["legacy_python"]
    how = How(python=legacy or options["python"], compat=not (legacy or options["old_is_tf2"]), **common)
    return Old(old, how), new


def _source(name: str, here: Path, scratch: Path) -> Source:
    from migrate.verifying import sources as found

    if os.path.isdir(name):
        return found.folder(Path(name))
    folder = scratch / f"revision{len(list(scratch.iterdir()))}"
    folder.mkdir()
    return found.revision(name, here, folder)


def _verify(name: str, program: list[str], old: Old, new: Source, options: dict[str, Any]) -> Any:
    from migrate.verifying import program as one
    from migrate.verifying.running import How

    how = How(python=options["python"], **{key: options[key] for key in ("device", "steps", "deadline", "memory")})

    def say(text: str) -> None:
        if not options["quiet"]:
            click.echo(f"{name}: {text}", err=True)

    return one.verify(name, program, old, new, how, options["float64"], options["tolerance"], say)


@click.command(cls=WithProgram)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The recording, a .zip.")
@click.option("--python", default=sys.executable, metavar="PATH", help="Interpreter to run the program with.")
@click.option("--tf1", is_flag=True, help="The program runs on TensorFlow 1.15 as it is, without `compat`.")
@click.option("--float64/--no-float64", default=True, help="Also record with float32 meaning float64 (default).")
@click.option("--steps", type=click.IntRange(min=1), metavar="N", help="Record the first N updates only.")
@click.option("--device", type=_DEVICES, default="cpu", help="Where the program runs; default: cpu.")
@click.option("--deadline", type=click.FloatRange(min=1), default=600.0, metavar="SECONDS",
              help="What one run may take; default: 600.")  # fmt: skip
@click.option("--standalone", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the recorder itself, one file for machines with Python 3.7 and TensorFlow 1.15.")  # fmt: skip
@click.pass_context
def record(context: click.Context, **options: Any) -> None:
    """Run a program and record what it computes, for `migrate verify --recording`.

    RUNS YOUR CODE, in a copy of the current folder. Where this package cannot be installed, --standalone recorder.pyz
    writes one file that needs Python 3.7 or later, TensorFlow and numpy:

        python3.7 recorder.pyz --out old.zip --float64 --noise -- train.py arguments
    """
    from migrate.verifying.running import PACKAGES, RECORDER

    if options["standalone"]:
        _standalone(options["standalone"], RECORDER)
        click.echo(f"wrote {options['standalone']}", err=True)
        return
    program = program_of(context)
    if options["out"] is None:
        raise click.UsageError("--out FILE is missing")
    command = [options["python"], os.fspath(RECORDER), "--out", os.fspath(options["out"]), "--noise"]
    command += ["--device", options["device"], "--deadline", str(options["deadline"])]
    command += ["--float64"] if options["float64"] else []
    command += ["--steps", str(options["steps"])] if options["steps"] else []
    command += [] if options["tf1"] else ["--compat", os.fspath(PACKAGES)]
    environment = dict(os.environ, PYTHONHASHSEED="0", MPLBACKEND="Agg")
    sys.exit(subprocess.run([*command, "--", *program], env=environment).returncode)


def _standalone(target: Path, package: Path) -> None:
    """The recorder as one zip file that Python runs."""
    import zipfile

    with open(target, "wb") as file:
        file.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(package.glob("*.py")):
                name = "__main__.py" if path.name == "__main__.py" else f"tf1recorder/{path.name}"
                archive.write(path, name)
    target.chmod(0o755)
