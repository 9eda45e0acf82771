import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[0.5, 0.1], [-1.0, 0.2]])
b = tf.Variable([0.25, -0.5])
v = tf.Variable([[2.0, 0.5], [-0.5, 1.0]])
hidden = tf.matmul(x, w) + b
out = tf.matmul(hidden, v)
assert out.shape.as_list() == y.shape.as_list(), "shapes differ"
assert hidden.get_shape()[1] == 2
diff = out - y
d_hidden = tf.matmul(diff, tf.transpose(v))
rate = 0.1
step = tf.group(
    # the outer layer first
    tf.assign(v, v - rate * tf.matmul(tf.transpose(hidden), diff)),
    tf.assign_sub(w, rate * tf.matmul(tf.transpose(x), d_hidden)),
    b.assign(b - rate * tf.reduce_sum(d_hidden, 0)),
)
cost = tf.reduce_mean(tf.square(diff))
xs = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]], np.float32)
ys = np.array([[1.0, 0.0], [0.0, 0.5], [2.0, 1.0]], np.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(step, {x: xs, y: ys})
    print(sess.run(cost, {x: xs, y: ys}))
    print(sess.run(out, {x: xs}), sess.run([w, b, v]))
