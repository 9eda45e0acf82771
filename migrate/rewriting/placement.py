"""What device scopes and session settings asked of the machine and an eager program no longer asks: a finding says so.

Numbers do not depend on it, but memory, speed and the device do. The calls that ask the same of TensorFlow 2 have to
run before its first operation, which is earlier than the session was made, so a person has to place them.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import Handle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

SETTINGS = {
    "allow_growth": "tf.config.experimental.set_memory_growth",
    "per_process_gpu_memory_fraction": "tf.config.set_logical_device_configuration",
    "visible_device_list": "tf.config.set_visible_devices",
    "device_count": "tf.config.set_visible_devices",
    "log_device_placement": "tf.debugging.set_log_device_placement",
    "intra_op_parallelism_threads": "tf.config.threading.set_intra_op_parallelism_threads",
    "inter_op_parallelism_threads": "tf.config.threading.set_inter_op_parallelism_threads",
}


def note(context: Context) -> None:
    """Adds a finding for each device scope that is dissolved and each session setting that goes."""
    for node, kinds in context.interp.transparent.items():
        if "device" in kinds and not stays(context, node):
            context.note(node, "TF305", "TensorFlow places these operations itself")
    for node in ast.walk(context.tree):
        if isinstance(node, ast.Call) and _is_config(context, node):
            for keyword in node.keywords:
                _setting(context, keyword.value, keyword.arg)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
            root: ast.AST = node.targets[0]
            while isinstance(root, ast.Attribute):
                root = root.value
            if _is_config(context, root):
                _setting(context, node, node.targets[0].attr)


def stays(context: Context, node: ast.With) -> bool:
    """A device scope in a helper function stays there."""
    from migrate.rewriting.native import _in_function

    return _in_function(context, node) and set(context.interp.transparent[node]) <= {"device"}


def _is_config(context: Context, node: ast.AST) -> bool:
    value = context.value(node)
    return isinstance(value, Handle) and value.kind == "config"


def _setting(context: Context, node: ast.AST, name: str | None) -> None:
    if name in SETTINGS:
        context.note(node, "TF306", f"`{name}` goes with the session; `{SETTINGS[name]}` asks for the same")
