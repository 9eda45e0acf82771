import tensorflow as tf
def train(sess, op, loss, x, steps):
    for i in range(steps):
        _, l = sess.run([op, loss], feed_dict={x: [i, 1.0]})
        print("%.4f" % l)
def evaluate(sess, accuracy, x, data):
    return sess.run(accuracy, feed_dict={x: data})
def model():
    x = tf.placeholder(tf.float32, [2])
    w = tf.Variable(1.0)
    loss = tf.reduce_mean(tf.square(x * w - 1.0))
    return x, loss
def main(argv=None):
    x, loss = model()
    op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        train(sess, op, loss, x, 3)
        print("%.4f" % evaluate(sess, loss, x, [1.0, 1.0]))
        print("%.4f" % evaluate(sess, loss, x, [2.0, 1.0]))
if __name__ == "__main__":
    main()
