import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 1])
w = tf.Variable([[0.5], [-1.0]])
b = tf.Variable([0.25])
out = tf.matmul(x, w) + b
assert out.shape.as_list() == y.shape.as_list(), "shapes differ"
assert out.get_shape()[1] == 1
diff = out - y
rate = 0.1
step = [
    # the weights first
    tf.assign_sub(w, rate * tf.matmul(tf.transpose(x), diff)),
    b.assign(b - rate * tf.reduce_sum(diff, 0)),
]
cost = tf.reduce_mean(tf.square(diff))
xs = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]], np.float32)
ys = np.array([[1.0], [0.0], [2.0]], np.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        print(sess.run([step, cost], {x: xs, y: ys}))
    print(sess.run(cost, {x: xs, y: ys}))
    print(sess.run(out, {x: xs}), sess.run([w, b]))
