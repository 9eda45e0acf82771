"""An initializable iterator over fed arrays, initialised again for each epoch; training until OutOfRangeError."""
import numpy as np
from compat import tf1 as tf

EPOCHS = 3
BATCH_SIZE = 8
rng = np.random.RandomState(23)
features, labels = rng.rand(20, 3), rng.rand(20, 1)

x = tf.placeholder(tf.float32, shape=[None, 3])
y = tf.placeholder(tf.float32, shape=[None, 1])
dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(BATCH_SIZE)
iterator = dataset.make_initializable_iterator()
batch_x, batch_y = iterator.get_next()

w = tf.Variable(tf.zeros([3, 1]))
loss = tf.reduce_mean(tf.square(tf.matmul(batch_x, w) - batch_y))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        sess.run(iterator.initializer, feed_dict={x: features, y: labels})
        tot_loss, n = 0.0, 0
        while True:
            try:
                _, loss_value = sess.run([train_op, loss])
                tot_loss += loss_value
                n += 1
            except tf.errors.OutOfRangeError:
                break
        print("Epoch: {}, batches {}, Loss: {:.5f}".format(epoch, n, tot_loss / n))
    print(sess.run(w).ravel())
