"""train_and_evaluate, in one process."""

import tensorflow as _tf

_v1 = _tf.compat.v1


def train_and_evaluate(estimator, train_spec, eval_spec):
    """Trains to ``train_spec.max_steps`` and evaluates at checkpoints, at most every ``throttle_secs`` seconds.

    Returns (metrics of the last evaluation, results of the exporters).
    """
    state = {"metrics": None, "exports": []}

    def evaluate():
        state["metrics"] = estimator.evaluate(
            input_fn=eval_spec.input_fn, steps=eval_spec.steps, name=eval_spec.name, hooks=eval_spec.hooks
        )
        state["exports"] = [
            exporter.export(
                estimator=estimator,
                export_path=f"{estimator.model_dir}/export/{exporter.name}",
                checkpoint_path=estimator.latest_checkpoint(),
                eval_result=state["metrics"],
                is_the_final_export=False,
            )
            for exporter in eval_spec.exporters
        ]

    listener = _Listener(evaluate, eval_spec.throttle_secs)
    estimator.train(
        input_fn=train_spec.input_fn,
        max_steps=train_spec.max_steps,
        hooks=train_spec.hooks,
        saving_listeners=[listener],
    )
    if listener.evaluated_at is None:
        evaluate()
    return state["metrics"], state["exports"]


class _Listener(_v1.train.CheckpointSaverListener):
    def __init__(self, evaluate, throttle_secs):
        self._evaluate, self.evaluated_at = evaluate, None
        self._timer = _v1.train.SecondOrStepTimer(every_secs=throttle_secs)

    def begin(self):
        self._first = True

    def after_save(self, session, global_step_value):
        if self._first:  # the checkpoint of the untrained model
            self._first = False
            self._timer.update_last_triggered_step(global_step_value)
            return
        if self._timer.should_trigger_for_step(global_step_value):
            self._run(global_step_value)

    def end(self, session, global_step_value):
        if self.evaluated_at != global_step_value:
            self._run(global_step_value)

    def _run(self, step):
        self._evaluate()
        self.evaluated_at = step
        self._timer.update_last_triggered_step(step)
