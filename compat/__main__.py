"""``python -m compat run [--deadline SECONDS] script.py args...``"""

import argparse
import sys

from compat import running


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m compat", description="Runs TensorFlow 1 programs on TensorFlow 2.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run an unmodified TensorFlow 1 script")
    run.add_argument("--deadline", type=float, metavar="SECONDS", help="longest time that one session run may take")
    run.add_argument("script")
    run.add_argument("args", nargs=argparse.REMAINDER)
    options = parser.parse_args(argv)
    # python -m puts the current folder first; a script has its own folder there
    if sys.path and sys.path[0] in ("", sys.argv[0]):
        del sys.path[0]
    running.run_script(options.script, options.args, deadline=options.deadline)


if __name__ == "__main__":
    main()
