"""tf.estimator.Estimator."""

import copy
import inspect
import os
import tempfile
import time

import numpy as np
import tensorflow as _tf

from compat.tf1.estimator import config as configs
from compat.tf1.estimator.specs import EstimatorSpec, ModeKeys

_v1 = _tf.compat.v1
_train = _v1.train


class Estimator:
    """Trains, evaluates and predicts with the model that ``model_fn(features, labels, mode, params, config)`` builds.

    Args:
        model_fn: returns an EstimatorSpec; takes any of labels, mode, params and config beside features.
        model_dir: folder of the checkpoints and events; a temporary one by default.
        config: a RunConfig.
        params: dict that model_fn and input_fn get.
        warm_start_from: checkpoint path or WarmStartSettings.
    """

    def __init__(self, model_fn, model_dir=None, config=None, params=None, warm_start_from=None):
        if model_fn is None:
            raise ValueError("model_fn must be provided to Estimator.")
        config = config or configs.RunConfig()
        if model_dir and config.model_dir and model_dir != config.model_dir:
            raise ValueError(
                "`model_dir` are set both in constructor and `RunConfig`, but with different values: "
                f"{model_dir}, {config.model_dir}"
            )
        self._model_dir = model_dir or config.model_dir or tempfile.mkdtemp()
        self._config = config.replace(
            model_dir=self._model_dir, session_config=config.session_config or configs.default_session_config()
        )
        self._model_fn, self._params = model_fn, copy.deepcopy(params or {})
        if isinstance(warm_start_from, (str, bytes)):
            warm_start_from = configs.WarmStartSettings(warm_start_from)
        self._warm_start = warm_start_from
        _v1.logging.info("Using config: %s", self._config._values)

    @property
    def model_dir(self):
        return self._model_dir

    @property
    def config(self):
        return copy.deepcopy(self._config)

    @property
    def params(self):
        return copy.deepcopy(self._params)

    @property
    def model_fn(self):
        """The model function, with the Estimator's params."""
        return lambda features, labels, mode, config: self._call_model_fn(features, labels, mode, config)

    def latest_checkpoint(self):
        """Path of the newest checkpoint, or None."""
        return _train.latest_checkpoint(self._model_dir)

    def _checkpoint(self):
        path = self.latest_checkpoint()
        if not path:
            raise ValueError(f"Could not find trained model in model_dir: {self._model_dir}.")
        return path

    def get_variable_names(self):
        """Names of the variables in the newest checkpoint."""
        return [name for name, _ in _train.list_variables(self._checkpoint())]

    def get_variable_value(self, name):
        """The value of a variable in the newest checkpoint, a numpy array."""
        return _train.load_variable(self._checkpoint(), name)

    def eval_dir(self, name=None):
        """Folder of the evaluation's events."""
        return os.path.join(self._model_dir, "eval" if not name else "eval_" + name)

    # ------------------------------------------------------------------ calls of the user's functions
    def _call_input_fn(self, input_fn, mode):
        given = {"mode": mode, "params": self.params, "config": self.config}
        wanted = _arguments(input_fn)
        with _v1.device("/cpu:0"):
            return input_fn(**{k: v for k, v in given.items() if k in wanted})

    def _inputs(self, input_fn, mode):
        """(features, labels, hooks) of an input_fn, a dataset's iterator included."""
        result, hooks = self._call_input_fn(input_fn, mode), []
        if isinstance(result, (_v1.data.Dataset, _tf.data.Dataset)):
            iterator = _v1.data.make_initializable_iterator(result)
            hooks.append(_IteratorHook(iterator))
            result = iterator.get_next()
        if isinstance(result, (list, tuple)):
            if len(result) != 2:
                raise ValueError("input_fn should return (features, labels) as a len 2 tuple.")
            return result[0], result[1], hooks
        return result, None, hooks

    def _call_model_fn(self, features, labels, mode, config):
        wanted = _arguments(self._model_fn)
        given = {"mode": mode, "params": self.params, "config": config}
        kwargs = {k: v for k, v in given.items() if k in wanted}
        if "labels" in wanted:
            kwargs["labels"] = labels
        elif labels is not None:
            raise ValueError("model_fn does not take labels, but input_fn returns labels.")
        _v1.logging.info("Calling model_fn.")
        spec = self._model_fn(features=features, **kwargs)
        _v1.logging.info("Done calling model_fn.")
        if not isinstance(spec, EstimatorSpec):
            raise ValueError("model_fn should return an EstimatorSpec.")
        return spec

    def _begin(self):
        _v1.set_random_seed(self._config.tf_random_seed)
        return _train.create_global_step()

    def _maybe_warm_start(self, checkpoint_path=None):
        if self._warm_start and not checkpoint_path:
            _train.warm_start(*self._warm_start)

    # ------------------------------------------------------------------ training
    def train(self, input_fn, hooks=None, steps=None, max_steps=None, saving_listeners=None):
        """Trains for ``steps`` more steps, or until the global step is ``max_steps``, or until the input ends."""
        if steps is not None and max_steps is not None:
            raise ValueError("Can not provide both steps and max_steps.")
        for name, value in (("steps", steps), ("max_steps", max_steps)):
            if value is not None and value <= 0:
                raise ValueError(f"Must specify {name} > 0, given: {value}")
        if max_steps is not None and self._global_step_of_checkpoint() >= max_steps:
            _v1.logging.info("Skipping training since max_steps has already saved.")
            return self
        hooks = list(hooks or [])
        if steps is not None or max_steps is not None:
            hooks.append(_train.StopAtStepHook(steps, max_steps))
        loss = self._train(input_fn, hooks, list(saving_listeners or []))
        _v1.logging.info("Loss for final step: %s.", loss)
        return self

    def _global_step_of_checkpoint(self):
        path = self.latest_checkpoint()
        return int(_train.load_variable(path, "global_step")) if path else 0

    def _train(self, input_fn, hooks, listeners):
        config = self._config
        with _tf.Graph().as_default() as graph, graph.device(config.device_fn):
            step = self._begin()
            features, labels, own_hooks = self._inputs(input_fn, ModeKeys.TRAIN)
            spec = self._call_model_fn(features, labels, ModeKeys.TRAIN, self.config)
            self._maybe_warm_start()
            if not any(s.op.name == "loss" for s in _v1.get_collection(_v1.GraphKeys.SUMMARIES)):
                _v1.summary.scalar("loss", spec.loss)
            _v1.add_to_collection(_v1.GraphKeys.LOSSES, spec.loss)
            worker_hooks = own_hooks + hooks + [_train.NanTensorHook(spec.loss)]
            if config.log_step_count_steps is not None:
                shown = {"loss": spec.loss, "step": step}
                worker_hooks.append(_train.LoggingTensorHook(shown, every_n_iter=config.log_step_count_steps))
            worker_hooks += list(spec.training_hooks)
            if not (spec.scaffold.saver or _v1.get_collection(_v1.GraphKeys.SAVERS)):
                saver = _train.Saver(
                    sharded=True,
                    max_to_keep=config.keep_checkpoint_max,
                    keep_checkpoint_every_n_hours=config.keep_checkpoint_every_n_hours,
                    defer_build=True,
                    save_relative_paths=True,
                )
                _v1.add_to_collection(_v1.GraphKeys.SAVERS, saver)
            chief_hooks = self._saver_hooks(spec, worker_hooks, listeners)
            loss, steps_done = None, 0
            from compat.sessions import MonitoredTrainingSession

            with MonitoredTrainingSession(
                checkpoint_dir=self._model_dir,
                scaffold=spec.scaffold,
                hooks=worker_hooks,
                chief_only_hooks=tuple(chief_hooks) + spec.training_chief_hooks,
                save_checkpoint_secs=0,
                save_summaries_steps=config.save_summary_steps,
                config=config.session_config,
                log_step_count_steps=config.log_step_count_steps,
            ) as session:
                while not session.should_stop():
                    _, loss = session.run([spec.train_op, spec.loss])
                    steps_done += 1
            if not steps_done:
                _v1.logging.warning("Training with estimator made no steps. Perhaps input is empty or misspecified.")
            return loss

    def _saver_hooks(self, spec, worker_hooks, listeners):
        config, new = self._config, []
        saving = [
            h for h in worker_hooks + list(spec.training_chief_hooks) if isinstance(h, _train.CheckpointSaverHook)
        ]
        if (config.save_checkpoints_secs or config.save_checkpoints_steps) and not saving:
            new = saving = [
                _train.CheckpointSaverHook(
                    self._model_dir,
                    save_secs=config.save_checkpoints_secs,
                    save_steps=config.save_checkpoints_steps,
                    scaffold=spec.scaffold,
                )
            ]
        if listeners and not saving:
            raise ValueError("There should be a CheckpointSaverHook to use saving_listeners.")
        for listener in listeners:
            if listener not in saving[0]._listeners:
                saving[0]._listeners.append(listener)
        return new

    # ------------------------------------------------------------------ evaluation
    def evaluate(self, input_fn, steps=None, hooks=None, checkpoint_path=None, name=None):
        """A dict of the metrics, the mean "loss" and the "global_step" over ``steps`` batches or all of them."""
        from tensorflow.python.training import evaluation

        if steps is not None and steps <= 0:
            raise ValueError(f"Must specify steps > 0, given: {steps}")
        hooks = list(hooks or [])
        if steps is not None:
            hooks.append(evaluation._StopAfterNEvalsHook(num_evals=steps))
        checkpoint_path = checkpoint_path or self.latest_checkpoint()
        if not checkpoint_path:
            _v1.logging.info("Could not find trained model in model_dir: %s, running initialization.", self._model_dir)
        with _tf.Graph().as_default():
            step = self._begin()
            features, labels, own_hooks = self._inputs(input_fn, ModeKeys.EVAL)
            spec = self._call_model_fn(features, labels, ModeKeys.EVAL, self.config)
            metrics = dict(spec.eval_metric_ops)
            if "loss" in metrics or "global_step" in metrics:
                raise ValueError("Metrics named 'loss' and 'global_step' are the Estimator's own.")
            metrics["loss"] = _v1.metrics.mean(spec.loss)
            values, updates = {}, []
            for key in sorted(metrics):
                value, update = _value_and_update(metrics[key])
                values[key] = value
                updates.append(update)
            values["global_step"] = step
            self._maybe_warm_start(checkpoint_path)
            scaffold = spec.scaffold
            if scaffold.local_init_op is not None:
                evaluation._get_or_create_eval_step()
                both = _v1.group(scaffold.local_init_op, _train.Scaffold.default_local_init_op())
                scaffold = _train.Scaffold(local_init_op=both, copy_from_scaffold=scaffold)
            results = evaluation._evaluate_once(
                checkpoint_path=checkpoint_path,
                master="",
                scaffold=scaffold,
                eval_ops=_v1.group(*updates) if updates else None,
                final_ops=values,
                hooks=own_hooks + hooks + list(spec.evaluation_hooks),
                config=self._config.session_config,
            )
        self._write_events(self.eval_dir(name), results)
        return results

    @staticmethod
    def _write_events(folder, results):
        shown = ", ".join(f"{k} = {v}" for k, v in sorted(results.items()))
        _v1.logging.info("Saving dict for global step %d: %s", results["global_step"], shown)
        proto = _v1.Summary()
        for key, value in results.items():
            if key != "global_step" and isinstance(value, (np.floating, float, np.integer, int)):
                proto.value.add(tag=key, simple_value=float(value))
        with _tf.Graph().as_default():
            writer = _v1.summary.FileWriterCache.get(folder)
            writer.add_summary(proto, int(results["global_step"]))
            writer.flush()

    # ------------------------------------------------------------------ prediction
    def predict(self, input_fn, predict_keys=None, hooks=None, checkpoint_path=None, yield_single_examples=True):
        """Yields the predictions, example by example or batch by batch."""
        checkpoint_path = checkpoint_path or self.latest_checkpoint()
        with _tf.Graph().as_default():
            self._begin()
            features, _, own_hooks = self._inputs(input_fn, ModeKeys.PREDICT)
            spec = self._call_model_fn(features, None, ModeKeys.PREDICT, self.config)
            self._maybe_warm_start(checkpoint_path)
            predictions = spec.predictions
            if predict_keys:
                if not isinstance(predictions, dict):
                    raise ValueError("predict_keys argument is not valid in case of non-dict predictions.")
                predictions = {k: v for k, v in predictions.items() if k in predict_keys}
                if not predictions:
                    raise ValueError(f"Expected to run at least one output, provided {predict_keys}.")
            creator = _train.ChiefSessionCreator(
                checkpoint_filename_with_path=checkpoint_path,
                scaffold=spec.scaffold,
                config=self._config.session_config,
            )
            all_hooks = own_hooks + list(hooks or []) + list(spec.prediction_hooks)
            with _train.MonitoredSession(session_creator=creator, hooks=all_hooks) as session:
                while not session.should_stop():
                    batch = session.run(predictions)
                    if not yield_single_examples:
                        yield batch
                    elif isinstance(predictions, dict):
                        for i in range(len(next(iter(batch.values())))):
                            yield {key: value[i] for key, value in batch.items()}
                    else:
                        yield from batch

    # ------------------------------------------------------------------ export
    def export_saved_model(
        self, export_dir_base, serving_input_receiver_fn, assets_extra=None, as_text=False, checkpoint_path=None
    ):
        """Writes a SavedModel for prediction below ``export_dir_base``; returns its path (bytes)."""
        from compat.tf1.estimator import export

        if not serving_input_receiver_fn:
            raise ValueError("An input_receiver_fn must be defined.")
        checkpoint_path = checkpoint_path or self._checkpoint()
        target = os.path.join(os.fspath(export_dir_base), str(int(time.time())))
        while _v1.gfile.Exists(target):
            time.sleep(1)
            target = os.path.join(os.fspath(export_dir_base), str(int(time.time())))
        with _tf.Graph().as_default():
            self._begin()
            receiver = serving_input_receiver_fn()
            spec = self._call_model_fn(receiver.features, None, ModeKeys.PREDICT, self.config)
            signatures = export.signatures(receiver, spec)
            builder = _v1.saved_model.Builder(target)
            with _v1.Session(config=self._config.session_config) as session:
                saver = spec.scaffold.saver or _train.Saver(sharded=True)
                saver.restore(session, checkpoint_path)
                builder.add_meta_graph_and_variables(
                    session,
                    [_v1.saved_model.tag_constants.SERVING],
                    signature_def_map=signatures,
                    assets_collection=_v1.get_collection(_v1.GraphKeys.ASSET_FILEPATHS),
                    main_op=spec.scaffold.local_init_op or _train.Scaffold.default_local_init_op(),
                    saver=saver,
                    strip_default_attrs=True,
                )
            builder.save(as_text)
        for name, source in (assets_extra or {}).items():
            place = os.path.join(target, "assets.extra", name)
            _v1.gfile.MakeDirs(os.path.dirname(place))
            _v1.gfile.Copy(source, place)
        return target.encode()

    export_savedmodel = export_saved_model


class _IteratorHook(_train.SessionRunHook):
    """Initializes a dataset's iterator with each new session."""

    def __init__(self, iterator):
        self._iterator = iterator

    def begin(self):
        self._initializer = self._iterator.initializer

    def after_create_session(self, session, coord):
        session.run(self._initializer)


def _value_and_update(metric):
    if hasattr(metric, "update_state"):
        if not metric.updates:
            raise ValueError("Please call update_state(...) on the metric object")
        return metric.result(), metric.updates[0]
    return metric


def _arguments(function):
    while hasattr(function, "func") and hasattr(function, "keywords"):  # functools.partial
        bound = set(function.keywords or ())
        return [a for a in _arguments(function.func)[len(function.args) :] if a not in bound]
    if not inspect.isroutine(function) and not inspect.isclass(function):
        function = function.__call__
    return [p.name for p in inspect.signature(function).parameters.values()]
