import numpy as np
import tensorflow as tf

RATE = 0.05


def train_on(loss, scope, optimizer="adam"):
    variables = tf.trainable_variables(scope)
    chosen = tf.train.AdamOptimizer(RATE)
    gradients = chosen.compute_gradients(loss, variables)
    return chosen.apply_gradients([(tf.clip_by_norm(g, 1.0), v) for g, v in gradients])


x = tf.placeholder(tf.float32, [None, 3])
with tf.variable_scope("first"):
    a = tf.layers.dense(x, 2, kernel_initializer=tf.constant_initializer(0.3))
with tf.variable_scope("second"):
    b = tf.layers.dense(tf.stop_gradient(a), 1, kernel_initializer=tf.constant_initializer(-0.2))
a_loss = tf.reduce_mean(tf.square(a - 1.0))
b_loss = tf.reduce_mean(tf.square(b - 2.0))
a_step = train_on(a_loss, "first")
b_step = train_on(b_loss, scope="second")
data = np.arange(12.0).reshape(4, 3) / 12
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        value, _ = sess.run([a_loss, a_step], {x: data})
        other, _ = sess.run([b_loss, b_step], {x: data})
        print("%.5f %.5f" % (value, other))
