"""argparse with parse_known_args and tf.app.run(main=..., argv=...), as in the later tutorials."""
import argparse
import sys

import tensorflow as tf

FLAGS = None


def main(_):
    v = tf.Variable(FLAGS.start)
    down = tf.assign(v, v * FLAGS.factor)
    init = tf.global_variables_initializer()
    with tf.Session() as sess:
        sess.run(init)
        for _ in range(FLAGS.steps):
            print(sess.run(down))


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--start', type=float, default=8.0, help='first value')
    parser.add_argument('--factor', type=float, default=0.5)
    parser.add_argument('--steps', type=int, default=3)
    FLAGS, unparsed = parser.parse_known_args()
    tf.app.run(main=main, argv=[sys.argv[0]] + unparsed)
