"""Softmax regression with one-hot labels and an accuracy evaluated with .eval()."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(3)
data = rng.rand(120, 6).astype(np.float32)
classes = (data[:, :3].sum(1) > data[:, 3:].sum(1)).astype(int) + (data[:, 0] > 0.8)
labels = np.eye(3)[classes]

batch_size = 20
x = tf.placeholder(tf.float32, [None, 6])
y = tf.placeholder(tf.float32, [None, 3])

W = tf.Variable(tf.zeros([6, 3]))
b = tf.Variable(tf.zeros([3]))
pred = tf.nn.softmax(tf.matmul(x, W) + b)
cost = tf.reduce_mean(-tf.reduce_sum(y * tf.log(pred), reduction_indices=1))
optimizer = tf.train.GradientDescentOptimizer(0.5).minimize(cost)

init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    for epoch in range(6):
        avg_cost = 0.
        total_batch = len(data) // batch_size
        for i in range(total_batch):
            batch_xs = data[i * batch_size:(i + 1) * batch_size]
            batch_ys = labels[i * batch_size:(i + 1) * batch_size]
            _, c = sess.run([optimizer, cost], feed_dict={x: batch_xs, y: batch_ys})
            avg_cost += c / total_batch
        print("Epoch: %04d cost= %.9f" % (epoch + 1, avg_cost))

    correct_prediction = tf.equal(tf.argmax(pred, 1), tf.argmax(y, 1))
    accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
    print("Accuracy:", accuracy.eval({x: data, y: labels}))
