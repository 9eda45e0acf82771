import tensorflow as tf
x = tf.placeholder(tf.float32, [2])
loss = tf.reduce_sum(x)
value = 10.0
def evaluate(sess, value, inputs, loss):
    return sess.run(value, {inputs: [loss, 2.0]})
with tf.Session() as sess:
    print("%.2f" % evaluate(sess, loss, x, value))
