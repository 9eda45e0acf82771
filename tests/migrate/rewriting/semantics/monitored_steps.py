import numpy as np
import tensorflow as tf

x = tf.constant(np.arange(8.0, dtype=np.float32).reshape(4, 2))
y = tf.constant([[1.0], [2.0], [3.0], [4.0]])
w = tf.get_variable("w", [2, 1], initializer=tf.zeros_initializer())
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - y))
global_step = tf.train.get_or_create_global_step()
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss, global_step=global_step)
hooks = [tf.train.StopAtStepHook(last_step=5)]
with tf.train.MonitoredTrainingSession(hooks=hooks) as sess:
    while not sess.should_stop():
        _, value, step = sess.run([train_op, loss, global_step])
        print(value)
print("done")
