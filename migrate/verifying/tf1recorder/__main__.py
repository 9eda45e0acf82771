"""`python tf1recorder ...`, as a folder or as one zip file."""

import importlib.util
import os
import sys


def _load():
    """The package, without the folder around it on sys.path: modules of the program must not be shadowed by ours."""
    here = os.path.dirname(os.path.abspath(__file__))
    if os.path.isdir(here):
        del sys.path[0]
        spec = importlib.util.spec_from_file_location(
            "tf1recorder", os.path.join(here, "__init__.py"), submodule_search_locations=[here]
        )
        package = importlib.util.module_from_spec(spec)
        sys.modules["tf1recorder"] = package
        spec.loader.exec_module(package)
    from tf1recorder import main

    return main


if __name__ == "__main__":
    sys.exit(_load().main())
