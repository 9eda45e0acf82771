"""One optimizer applied to two lists of gradients in one run: SGD keeps nothing, so each list has one of its own."""
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[0.5], [-0.25]])
b = tf.Variable([0.1])
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) + b - 1.0))
opt = tf.train.GradientDescentOptimizer(0.1)
own = opt.compute_gradients(loss, [w])
shared = [(0.5 * g, v) for g, v in opt.compute_gradients(loss, [b])]
train = tf.group(opt.apply_gradients(own), opt.apply_gradients(shared))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(train, {x: [[1.0, 2.0], [0.5, -1.0]]})
    print(sess.run([w, b]))
