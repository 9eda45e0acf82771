import numpy as np
import tensorflow as tf

X = tf.placeholder(tf.float32, [None, 16])
Y = tf.placeholder(tf.float32, [None, 2])
keep = tf.placeholder(tf.float32)


def kept(layer):
    return layer * keep


def net(w_alpha=0.1, b_alpha=0.2):
    x = tf.reshape(X, [-1, 4, 4, 1])
    w_c = tf.Variable(w_alpha * tf.ones([3, 3, 1, 2]))
    b_c = tf.Variable(b_alpha * tf.ones([2]))
    conv = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(x, w_c, strides=[1, 1, 1, 1], padding="SAME"), b_c))
    conv = kept(tf.nn.max_pool(conv, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"))
    w_d = tf.Variable(w_alpha * tf.ones([2 * 2 * 2, 3]))
    dense = tf.reshape(conv, [-1, w_d.get_shape().as_list()[0]])
    dense = kept(tf.nn.tanh(tf.matmul(dense, w_d)))
    w_out = tf.Variable(w_alpha * tf.ones([3, 2]))
    return tf.matmul(dense, w_out)


def train():
    output = net()
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(logits=output, labels=Y))
    optimizer = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    correct = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(output, 1), tf.argmax(Y, 1)), tf.float32))
    rng = np.random.RandomState(3)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(3):
            batch = rng.rand(5, 16).astype("float32")
            target = np.eye(2)[rng.randint(2, size=5)]
            _, value = sess.run([optimizer, loss], feed_dict={X: batch, Y: target, keep: 0.75})
            print(step, "%.5f" % value)
            print("%.3f" % sess.run(correct, feed_dict={X: batch, Y: target, keep: 1.0}))


train()
