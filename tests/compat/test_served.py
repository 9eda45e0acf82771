"""`migrate` knows, without TensorFlow, what the runtime has of tf.contrib and tf.estimator."""

from pathlib import Path

from migrate.rewriting.graph_mode import served


def test_the_list_is_what_the_runtime_has(scenario):
    code = f"""
sys.path.insert(0, {str(Path(served.__file__).parents[3])!r})
from migrate.rewriting.graph_mode import served
tell("names", list(served.generate()))
"""
    listed = Path(served.__file__).with_name("served.txt").read_text(encoding="utf-8").split()
    assert scenario(code)["names"] == listed
