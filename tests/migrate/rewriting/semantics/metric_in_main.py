import numpy as np
import tensorflow as tf


def main():
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    y = tf.placeholder(tf.int64, [None], name="y")
    w = tf.get_variable("w", [2, 3], initializer=tf.constant_initializer(np.arange(6.0).reshape(2, 3) - 2))
    logits = tf.matmul(x, w)
    correct, count_correct = tf.metrics.accuracy(labels=y, predictions=tf.argmax(logits, 1), name="acc")
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())
    sess.run(tf.local_variables_initializer())
    for step in range(4):
        batch = np.arange(6.0).reshape(3, 2) - step
        sess.run(count_correct, {x: batch, y: [2, 0, step % 3]})
        print(step, sess.run(correct))


if __name__ == "__main__":
    main()
