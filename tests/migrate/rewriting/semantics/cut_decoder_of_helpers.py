import numpy as np
import tensorflow as tf

n_input, n_hidden, n_z = 4, 6, 2


def dense(x, size, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [x.get_shape()[1], size], initializer=tf.constant_initializer(0.1))
        b = tf.get_variable("b", [size], initializer=tf.constant_initializer(0.05))
        return tf.matmul(x, w) + b


x = tf.placeholder(tf.float32, [None, n_input])
h = tf.nn.relu(dense(x, n_hidden, "enc"))
z_mean = dense(h, n_z, "mean")
z = z_mean + 0.0 * tf.random_normal(tf.shape(z_mean))
d = tf.nn.relu(dense(z, n_hidden, "dec"))
y = tf.sigmoid(dense(d, n_input, "out"))
loss = tf.reduce_mean(tf.square(y - x))
train = tf.train.AdamOptimizer(0.01).minimize(loss)
saver = tf.train.Saver()
data = np.random.RandomState(1).uniform(size=(8, 4))
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for i in range(3):
    _, l = sess.run([train, loss], feed_dict={x: data})
    print(i, l)
grid = np.zeros((4, 4))
for i, a in enumerate(np.linspace(-1, 1, 2)):
    for j, b in enumerate(np.linspace(-1, 1, 2)):
        z_mu = np.array([[a, b]])
        grid[2 * i + j] = sess.run(y, feed_dict={z: z_mu})[0]
print(grid)
print(sess.run(z, feed_dict={x: data[:2]}))
print(y.eval(session=sess, feed_dict={z: np.ones([1, 2])}))
