"""MonitoredTrainingSession with a StopAtStepHook and a hook of the program's own."""
import tensorflow as tf


class PrintHook(tf.train.SessionRunHook):
    def before_run(self, run_context):
        return tf.train.SessionRunArgs(total)

    def after_run(self, run_context, run_values):
        results.append(float(run_values.results))


results = []
global_step = tf.train.get_or_create_global_step()
total = tf.get_variable('total', initializer=0.0, use_resource=True)
with tf.control_dependencies([tf.assign_add(total, 2.5)]):
    train_op = tf.assign_add(global_step, 1)

hooks = [tf.train.StopAtStepHook(last_step=4), PrintHook()]
with tf.train.MonitoredTrainingSession(hooks=hooks) as sess:
    steps = 0
    while not sess.should_stop():
        sess.run(train_op)
        steps += 1
print(steps, len(results))
