"""RunConfig: where and how often an Estimator writes, and how it seeds."""

import collections
import copy

import tensorflow as _tf

_v1 = _tf.compat.v1
_UNSET = object()

WarmStartSettings = collections.namedtuple(
    "WarmStartSettings",
    ["ckpt_to_initialize_from", "vars_to_warm_start", "var_name_to_vocab_info", "var_name_to_prev_var_name"],
)


def _warm_start_new(
    cls,
    ckpt_to_initialize_from,
    vars_to_warm_start=".*",
    var_name_to_vocab_info=None,
    var_name_to_prev_var_name=None,
):
    if not ckpt_to_initialize_from:
        raise ValueError("`ckpt_to_initialize_from` MUST be set in WarmStartSettings")
    values = (
        ckpt_to_initialize_from,
        vars_to_warm_start,
        var_name_to_vocab_info or {},
        var_name_to_prev_var_name or {},
    )
    return tuple.__new__(cls, values)


WarmStartSettings.__new__ = _warm_start_new


def default_session_config():
    """The session configuration of TensorFlow 1's estimators."""
    return _v1.ConfigProto(allow_soft_placement=True)


class RunConfig:
    """Settings of an Estimator, read-only; ``replace(**changes)`` gives a changed copy."""

    def __init__(
        self,
        model_dir=None,
        tf_random_seed=None,
        save_summary_steps=100,
        save_checkpoints_steps=_UNSET,
        save_checkpoints_secs=_UNSET,
        session_config=None,
        keep_checkpoint_max=5,
        keep_checkpoint_every_n_hours=10000,
        log_step_count_steps=100,
        train_distribute=None,
        device_fn=None,
        protocol=None,
        eval_distribute=None,
        experimental_distribute=None,
        experimental_max_worker_delay_secs=None,
        session_creation_timeout_secs=7200,
    ):
        if train_distribute is not None or eval_distribute is not None or experimental_distribute is not None:
            from compat.errors import MissingSymbol

            raise MissingSymbol("tf.estimator.RunConfig(train_distribute)", "use tf.distribute with Keras")
        steps, secs = save_checkpoints_steps, save_checkpoints_secs
        if steps is _UNSET and secs is _UNSET:
            steps, secs = None, 600
        else:
            steps, secs = (None if steps is _UNSET else steps), (None if secs is _UNSET else secs)
            if steps is not None and secs is not None:
                raise ValueError("Can not provide both save_checkpoints_steps and save_checkpoints_secs.")
        self._values = dict(
            model_dir=model_dir,
            tf_random_seed=tf_random_seed,
            save_summary_steps=save_summary_steps,
            save_checkpoints_steps=steps,
            save_checkpoints_secs=secs,
            session_config=session_config,
            keep_checkpoint_max=keep_checkpoint_max,
            keep_checkpoint_every_n_hours=keep_checkpoint_every_n_hours,
            log_step_count_steps=log_step_count_steps,
            device_fn=device_fn,
            protocol=protocol,
            session_creation_timeout_secs=session_creation_timeout_secs,
        )

    task_type, task_id, master, evaluation_master, is_chief = "worker", 0, "", "", True
    num_ps_replicas, num_worker_replicas, global_id_in_cluster = 0, 1, 0
    train_distribute = eval_distribute = service = cluster_spec = None

    def __getattr__(self, name):
        values = self.__dict__.get("_values") or {}
        if name in values:
            return values[name]
        raise AttributeError(name)

    def replace(self, **changes):
        """A copy with other values."""
        unknown = set(changes) - set(self._values)
        if unknown:
            raise ValueError(f"Replacing {sorted(unknown)} is not supported.")
        steps, secs = changes.get("save_checkpoints_steps"), changes.get("save_checkpoints_secs")
        if steps is not None and secs is not None:
            raise ValueError("Can not provide both save_checkpoints_steps and save_checkpoints_secs.")
        new = copy.copy(self)
        new._values = {**self._values, **changes}
        if steps is not None:
            new._values["save_checkpoints_secs"] = None
        if secs is not None:
            new._values["save_checkpoints_steps"] = None
        return new

    def __deepcopy__(self, memo):
        new = copy.copy(self)
        new._values = dict(self._values)
        return new
