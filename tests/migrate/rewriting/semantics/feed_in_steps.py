import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None])
keep = tf.placeholder(tf.float32)
w = tf.Variable([1.0, 2.0])
out = tf.reduce_sum(x * w, 1) * keep
loss = tf.reduce_mean(tf.square(out - y))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
a, b = np.ones((3, 2), np.float32), np.arange(3.0)
sess = tf.Session()
sess.run(tf.global_variables_initializer())

feed = {x: a}
feed[y] = b
feed.update({keep: 0.5})
sess.run(train, feed_dict=feed)
feed[keep] = 1.0
print("%.5f" % sess.run(loss, feed_dict=feed))
for i in range(3):
    batch = {}
    batch[x] = a * (i + 1)
    batch[y] = b
    if i % 2:
        batch[keep] = 0.5
    else:
        batch[keep] = 0.8
    _, value = sess.run([train, loss], batch)
    print("%.5f" % value)
base = {x: a, y: b}
for rate in (0.1, 0.9):
    base[keep] = rate
    print("%.5f" % sess.run(loss, base))
for epoch in range(2):
    for i in range(2):
        inner = dict(zip([x, y, keep], [a, b + i, 1.0]))
        sess.run(train, inner)
    print("%.5f" % loss.eval(inner, session=sess))
