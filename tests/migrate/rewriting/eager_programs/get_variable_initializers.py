import numpy as np
import tensorflow as tf

tf.enable_eager_execution()

a = tf.get_variable("a", dtype=tf.float32, shape=[], initializer=tf.zeros_initializer)
b = tf.get_variable("b", shape=[2, 1], initializer=tf.constant_initializer([[1.0], [2.0]]))
c = tf.get_variable("c", [3], initializer=tf.ones_initializer())
again = tf.get_variable("c2", [3], initializer=tf.ones_initializer(), trainable=False)
again.assign_add([1.0, 1.0, 1.0])
print(a.numpy(), b.numpy().tolist(), c.numpy().tolist(), again.numpy().tolist())
with tf.GradientTape() as tape:
    total = tf.reduce_sum(c * c) + tf.reduce_sum(again) + a * tf.reduce_sum(b)
print([None if g is None else g.numpy().tolist() for g in tape.gradient(total, [a, b, c, again])])
spread = tf.get_variable("spread", [400, 300])
limit = np.sqrt(6.0 / 700)
print(bool(np.abs(spread.numpy()).max() <= limit), bool(np.abs(spread.numpy()).max() > 0.9 * limit))
