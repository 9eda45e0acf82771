import tensorflow as tf


class Shown(tf.train.SessionRunHook):
    def after_run(self, run_context, run_values):
        print("after a run")


step = tf.train.get_or_create_global_step()
w = tf.Variable(3.0)
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(tf.square(w), global_step=step)
with tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(last_step=2), Shown()]) as sess:
    while not sess.should_stop():
        sess.run(train_op)
