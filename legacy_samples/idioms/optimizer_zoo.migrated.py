"""Seven optimizers with default constants on the same problem, chosen from a dictionary."""
import numpy as np
from compat import tf1 as tf

OPTIMIZERS = {
    'adadelta': tf.train.AdadeltaOptimizer(1.0),
    'adagrad': tf.train.AdagradOptimizer(0.3),
    'adam': tf.train.AdamOptimizer(0.1),
    'ftrl': tf.train.FtrlOptimizer(0.3),
    'momentum': tf.train.MomentumOptimizer(0.05, 0.9),
    'rmsprop': tf.train.RMSPropOptimizer(0.05),
    'sgd': tf.train.GradientDescentOptimizer(0.1),
}

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None])
data = np.array([[0.5, 1.0], [1.5, -0.5], [-1.0, 2.0]])
goal = np.array([1.0, 2.0, -1.0])

losses, steps = {}, {}
for name in sorted(OPTIMIZERS):
    w = tf.Variable([0.2, -0.3], name='w_' + name)
    losses[name] = tf.reduce_mean(tf.square(tf.reduce_sum(x * w, 1) - y))
    steps[name] = OPTIMIZERS[name].minimize(losses[name], var_list=[w])

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feed = {x: data, y: goal}
    for name in sorted(OPTIMIZERS):
        for _ in range(5):
            sess.run(steps[name], feed)
        print('%-9s %.6f' % (name, sess.run(losses[name], feed)))
