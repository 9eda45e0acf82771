# SciPy minimizes at the level of the module: a list of variables of its own, float32, a step callback, a fed dict
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None])
w = tf.Variable([0.5, -0.25])
b = tf.Variable(0.1)
kept = tf.Variable(2.0)
pred = tf.reduce_sum(x * w, axis=1) + b
loss = tf.reduce_mean(tf.square(kept * pred - y))
search = tf.contrib.opt.ScipyOptimizerInterface(loss, var_list=[w, b], method="CG", options={"maxiter": 3})
plain = tf.contrib.opt.ScipyOptimizerInterface(2.0 * loss)
data = np.linspace(-1.0, 1.0, 12).reshape(6, 2) ** 2


def show(loss, weights):
    print("%.4f" % loss, np.round(weights, 3))


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    search.minimize(
        sess,
        {x: data, y: data[:, 0] - 1.0},
        fetches=[loss, w],
        step_callback=lambda numbers: print("step", numbers.shape, numbers.dtype),
        loss_callback=show,
    )
    print(*[np.round(v, 3) for v in sess.run([w, b, kept])])
    plain.minimize(feed_dict={x: data, y: data[:, 0] - 1.0})
    print(np.round(sess.run(loss, {x: data, y: data[:, 0] - 1.0}), 4))
