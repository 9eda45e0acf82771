import tensorflow as tf
def evaluate(value, inputs, data):
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        return sess.run(value, {inputs: data})
x = tf.placeholder(tf.float32, [2])
w = tf.Variable(2.0)
a = tf.reduce_sum(x) * w
print("%.2f" % evaluate(a, x, [1.0, 2.0]))
print("%.2f" % evaluate(a, x, [1.0, 5.0]))
