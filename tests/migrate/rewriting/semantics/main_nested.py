import numpy as np
import tensorflow as tf

def build(x, w):
    return tf.square(w * x - 3.0)
def run(steps=3):
    x = tf.placeholder(tf.float32, [])
    w = tf.Variable(1.0)
    loss = build(x, w)
    train = tf.train.AdamOptimizer(0.1).minimize(loss)
    init = tf.global_variables_initializer()
    def report(sess, tag):
        print(tag, sess.run(loss, {x: 1.0}))
    with tf.Session() as sess:
        sess.run(init)
        for i in range(steps):
            sess.run(train, {x: 1.0})
            report(sess, i)
    return w
if __name__ == "__main__":
    run()
