"""A fetch of state before and after its update, each in a run of its own; init run twice."""
import numpy as np
import tensorflow as tf

w = tf.Variable([1.0, -1.0], name="w")
x = tf.placeholder(tf.float32, [2])
energy = tf.reduce_sum(tf.square(w * x))
train = tf.train.AdagradOptimizer(0.5).minimize(energy)
init = tf.global_variables_initializer()

sess = tf.Session()
for attempt in range(2):
    sess.run(init)
    history = []
    for scale in [1.0, 2.0, 0.5]:
        before, e = sess.run([w, energy], {x: np.ones(2) * scale})
        _ = sess.run(train, {x: np.ones(2) * scale})
        history.append((before.tolist(), float(e), sess.run(w).tolist()))
    for row in history:
        print(attempt, row)
