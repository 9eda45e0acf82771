"""Programs that put TensorFlow 2 in graph mode themselves (`disable_v2_behavior`, `disable_eager_execution`).

They chose TensorFlow 2's interface or that of `tensorflow.compat.v1`, and run as they are as long as they use nothing
that TensorFlow 2.21 with Keras 3 lost.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator

from migrate.edits import Source
from migrate.findings import Finding
from migrate.names import Names
from migrate.rewriting.graph_mode.imports import rewrite_import
from migrate.symbols import lookup

_SWITCHES = {
    f"{module}.{name}"
    for module in ("tensorflow", "compat.tf1")  # before a migration and after it
    for name in ("disable_v2_behavior", "disable_eager_execution")
}

# what tf.compat.v1 cannot give under Keras 3, below `tensorflow.`
_LOST = frozenset({"contrib", "layers", "nn.rnn_cell", "keras", "estimator", "examples"})

# names that `import tensorflow as tf` has in TensorFlow 1 only: a program that uses one was written for TensorFlow 1
_TF1_ONLY = frozenset(
    """
    accumulate_n add_check_numerics_ops add_to_collection all_variables angle app arg_max arg_min assert_positive
    assert_rank_at_least assign assign_add assign_sub AUTO_REUSE bincount ceil check_numerics cholesky
    clip_by_average_norm colocate_with ConditionalAccumulator ConfigProto confusion_matrix conj contrib
    count_nonzero count_up_to cross cumprod decode_base64 decode_csv decode_raw delete_session_tensor depth_to_space
    diag diag_part digamma Dimension distributions div enable_eager_execution enable_resource_variables
    encode_base64 erf erfc examples extract_image_patches fft FIFOQueue fixed_size_partitioner FixedLenFeature
    FixedLengthRecordReader flags floor_div floordiv floormod get_collection get_collection_ref get_default_graph
    get_default_session get_local_variable get_seed get_session_tensor get_variable get_variable_scope gfile
    global_norm global_variables global_variables_initializer glorot_normal_initializer glorot_uniform_initializer
    GPUOptions GraphDef GraphKeys histogram_summary IdentityReader ifft imag image_summary initialize_all_tables
    initialize_all_variables initialize_local_variables initialize_variables InteractiveSession invert_permutation
    is_finite is_inf is_nan layers lgamma lin_space local_variables local_variables_initializer log log1p
    log_sigmoid logging logical_xor make_template matching_files matrix_band_part matrix_determinant matrix_diag
    matrix_inverse matrix_set_diag matrix_solve matrix_transpose matrix_triangular_solve merge_all_summaries
    merge_summary MetaGraphDef mod model_variables moving_average_variables mul multinomial neg no_regularizer
    NoGradient NotDifferentiable op_scope OpError orthogonal_initializer pack PaddingFIFOQueue parse_example
    parse_single_example placeholder placeholder_with_default Print py_func python_io qr random_crop random_gamma
    random_normal random_shuffle random_uniform RandomShuffleQueue read_file real reciprocal reduce_join
    regex_replace report_uninitialized_variables reset_default_graph resource_loader reverse_v2 rint rsqrt
    RunMetadata RunOptions scalar_summary scatter_add scatter_update segment_mean segment_sum self_adjoint_eig
    serialize_tensor Session set_random_seed setdiff1d space_to_depth sparse_add sparse_concat sparse_placeholder
    sparse_reduce_sum sparse_reorder sparse_retain sparse_segment_mean sparse_softmax sparse_split
    sparse_tensor_dense_matmul sparse_tensor_to_dense sparse_to_dense SparseFeature SparseTensorValue
    squared_difference string_join string_split string_to_number sub substr Summary svd tables_initializer
    TextLineReader TFRecordReader to_double to_float to_int32 to_int64 trace trainable_variables truncated_normal
    truncated_normal_initializer unpack unsorted_segment_max unsorted_segment_mean unsorted_segment_sum user_ops
    variable_axis_size_partitioner variable_op_scope variable_scope variables_initializer VariableScope
    variance_scaling_initializer VarLenFeature verify_tensor_all_finite VERSION WholeFileReader write_file zeta
    image.resize_bilinear image.resize_images image.resize_nearest_neighbor losses.add_loss losses.get_total_loss
    losses.mean_squared_error losses.softmax_cross_entropy losses.sparse_softmax_cross_entropy metrics.accuracy
    metrics.mean nn.bidirectional_dynamic_rnn nn.dynamic_rnn nn.fused_batch_norm nn.raw_rnn nn.rnn_cell
    nn.softmax_cross_entropy_with_logits_v2 nn.static_rnn nn.xw_plus_b summary.FileWriter summary.merge
    summary.merge_all train.AdadeltaOptimizer train.AdagradOptimizer train.AdamOptimizer train.batch
    train.exponential_decay train.FtrlOptimizer train.get_global_step train.get_or_create_global_step
    train.global_step train.GradientDescentOptimizer train.MomentumOptimizer train.MonitoredTrainingSession
    train.RMSPropOptimizer train.Saver train.SessionRunHook train.shuffle_batch train.slice_input_producer
    train.start_queue_runners train.string_input_producer train.SummaryWriter train.Supervisor
    """.split()
)


class State(enum.Enum):
    """What a file of a graph-mode program needs."""

    RUNS = "runs as it is"
    LOST_NAMES = "keeps TensorFlow 2's interface; the names that it lost come from the runtime"
    UNCERTAIN = "uses tf.keras beside names whose meaning differs between TensorFlow 1 and 2"
    REWRITTEN = "its imports come from the runtime"


def may_switch(text: str) -> bool:
    """Whether a source can put TensorFlow in graph mode at all."""
    return any(name.rpartition(".")[2] in text for name in _SWITCHES)


def switches(tree: ast.Module, names: Names) -> bool:
    """Whether a file puts TensorFlow in graph mode itself."""
    for node in names.scope_of:
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute) and f"tensorflow.{function.attr}" not in _SWITCHES:
                continue
            if isinstance(function, (ast.Name, ast.Attribute)) and names.resolve(function) in _SWITCHES:
                return True
        elif isinstance(node, ast.ImportFrom) and any(f"{node.module}.{a.name}" in _V1_SWITCHES for a in node.names):
            return True
    return False


_V1_SWITCHES = {name.replace("tensorflow.", "tensorflow.compat.v1.") for name in _SWITCHES}


def state_of(tree: ast.Module, names: Names, switched: bool) -> State:
    """What the file needs; RUNS and LOST_NAMES only where every use of TensorFlow in it is seen."""
    if not switched and not switches(tree, names):
        return State.REWRITTEN
    plain = lost = keras = False
    for node in ast.walk(tree):
        for path in imported_paths(node):
            root = path.split(".")[0]
            if root in ("keras", "tensorflow_core"):
                return State.REWRITTEN
            if root != "tensorflow":
                continue
            kind = kind_of(path)
            if path.endswith("*") or kind == "tf1":
                return State.REWRITTEN
            plain = plain or path == "tensorflow"
            lost = lost or kind == "lost"
            keras = keras or path.startswith("tensorflow.keras")
    same = True
    for _, path in _uses(tree, names):
        if path is None:  # the module is handed on, and its uses are not seen
            return State.REWRITTEN
        kind = kind_of(path)
        if kind == "tf1":
            return State.REWRITTEN
        lost = lost or kind == "lost"
        if path.startswith("tensorflow.keras"):
            keras = True
        elif not path.startswith("tensorflow.compat.v1."):
            symbol = lookup(path)
            same = same and symbol is not None and symbol.kind == "same"
    if keras:
        # Keras 3 does not train in graph mode; the runtime's Keras does, and with it come TensorFlow 1's other names
        return State.REWRITTEN if same else State.UNCERTAIN
    if not lost:
        return State.RUNS
    return State.LOST_NAMES if plain else State.REWRITTEN


def imported_paths(node: ast.AST) -> list[str]:
    """The dotted paths that an absolute import statement names; empty for anything else."""
    if isinstance(node, ast.Import):
        return [a.name for a in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{a.name}" for a in node.names]
    return []


def kind_of(path: str) -> str:
    """ "lost" in tf.compat.v1, "tf1" (a name of the plain module in TensorFlow 1 only) or "" for a path as written."""
    v1 = path.startswith("tensorflow.compat.v1.")
    parts = path.split(".")[3 if v1 else 1 :]
    heads = {parts[0], ".".join(parts[:2])} if parts else set()
    if v1:
        return "lost" if heads & _LOST else ""
    return "tf1" if heads & _TF1_ONLY else ""


def _uses(tree: ast.Module, names: Names) -> Iterator[tuple[ast.expr, str | None]]:
    """The longest expressions that stand for something of TensorFlow, with their path as written (compat.v1 kept);
    None for the module itself where it is handed on."""
    inner: set[int] = set()
    for node in names.scope_of:  # parents come before their children
        if id(node) in inner or not isinstance(node, (ast.Name, ast.Attribute)):
            continue
        here: ast.AST = node
        while isinstance(here, ast.Attribute):
            here = here.value
            inner.add(id(here))
        if isinstance(getattr(node, "ctx", None), ast.Load):
            path = names._resolve(node)  # resolve() folds compat.v1 into the TensorFlow 1 names
            if path and (path == "tensorflow" or path.startswith("tensorflow.")):
                yield node, None if path in ("tensorflow", "tensorflow.compat.v1", "tensorflow.compat") else path


def rewrite_lost_names(source: Source, tree: ast.Module, names: Names) -> list[Finding]:
    """`tf.compat.v1.layers.dense` becomes `tf1.layers.dense`, with `from compat import tf1` after the first import.

    For files that mean TensorFlow 2 by `tf`, where the other names must stay TensorFlow 2's.
    """
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            used |= {a.asname or a.name.split(".")[0] for a in node.names}
    name = next(n for n in ("tf1", "compat_tf1", "_compat_tf1") if n not in used)
    findings = []

    def note(node: ast.AST, path: str) -> None:
        place = node.lineno, node.col_offset + 1  # type: ignore[attr-defined]
        findings.append(Finding("TF103", "", *place, f"{path} comes from the compat runtime", True))

    for node in ast.walk(tree):
        paths = [path for path in imported_paths(node) if kind_of(path) == "lost"]
        if paths and rewrite_import(source, node):  # type: ignore[arg-type]
            note(node, paths[0])
    needed = False
    for node, path in _uses(tree, names):
        root: ast.AST = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if path is None or kind_of(path) != "lost" or kind_of(names._resolve(root) or "") == "lost":
            continue  # a root that is itself a lost name comes from its own import or assignment
        source.replace(node, name + path[len("tensorflow.compat.v1") :])
        needed = True
        note(node, path)
    if not needed:
        return findings
    first = next(
        n
        for n in tree.body
        if isinstance(n, (ast.Import, ast.ImportFrom)) and any(a.name.split(".")[0] == "tensorflow" for a in n.names)
    )
    at = source.line_end(source.span(first)[1])
    text = f"from compat import tf1{'' if name == 'tf1' else ' as ' + name}\n"
    source.insert(at, text if source.text[:at].endswith("\n") else "\n" + text)
    return findings
