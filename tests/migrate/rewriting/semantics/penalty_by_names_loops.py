# The penalty on the variables whose names pass a test: those of a loop, a helper, a layer, without a name.
import numpy as np
import tensorflow as tf

sizes = [4, 8, 6]


def dense(inputs, units, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [6, units], initializer=tf.constant_initializer(0.1))
        offset = tf.get_variable("offset", [units], initializer=tf.constant_initializer(0.01))
        return tf.matmul(inputs, w) + offset


x = tf.placeholder(tf.float32, [None, 4])
y = tf.placeholder(tf.float32, [None, 3])
gain = tf.Variable(tf.ones([4]) * 1.5)
h = x * gain
for i in range(2):
    with tf.variable_scope("layer-%d" % (i + 1)):
        w = tf.get_variable("weight", [sizes[i], sizes[i + 1]], initializer=tf.constant_initializer(0.1 * (i + 1)))
        b = tf.get_variable("bias", [sizes[i + 1]], initializer=tf.constant_initializer(0.3))
        h = tf.tanh(tf.matmul(h, w) + b)
h = tf.layers.dense(h, 6, kernel_initializer=tf.constant_initializer(0.1))
p = dense(h, 3, "out")
trained = tf.trainable_variables()
weights = [tf.nn.l2_loss(v) for v in trained if "bias" not in v.name and "offset" not in v.name]
biases = sum(tf.reduce_sum(tf.abs(v)) for v in trained if v.op.name.endswith("offset") or "/bias" in v.name)
outer = tf.add_n([tf.nn.l2_loss(variable) for variable in tf.trainable_variables() if variable.name.startswith("out/")])
loss = tf.reduce_mean(tf.square(p - y)) + 0.01 * tf.add_n(weights) + 0.02 * outer + 0.03 * biases
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
rng = np.random.RandomState(0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        feed = {x: rng.rand(6, 4), y: rng.rand(6, 3)}
        _, value, apart = sess.run([train_op, loss, outer], feed)
        print(step, "%.5f %.5f" % (value, apart))
