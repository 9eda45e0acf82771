import tensorflow as tf
def inner(sess, value, inputs, data):
    return sess.run(value, {inputs: data})
def outer(sess, out, inputs):
    first = inner(sess, out, inputs, [1.0, 2.0])
    second = inner(sess, out, inputs, data=[first, 2.0])
    return first, second
def main():
    x = tf.placeholder(tf.float32, [2])
    w = tf.Variable(3.0)
    a = tf.reduce_sum(x) * w
    train = tf.train.GradientDescentOptimizer(0.1).minimize(a)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(2):
            p, q = outer(sess, a, x)
            print("%.3f %.3f" % (p, q))
            sess.run(train, {x: [1.0, 1.0]})
main()
