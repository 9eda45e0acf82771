"""argparse with parse_known_args and tf.app.run(main=..., argv=...), as in the later tutorials."""
import argparse
import sys

from absl import app, flags
import tensorflow as tf

FLAGS = None


def main(_):
    v = tf.Variable(FLAGS.start)

    @tf.function
    def down():
        return v.assign(v * FLAGS.factor)

    for _ in range(FLAGS.steps):
        print(down().numpy())


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--start', type=float, default=8.0, help='first value')
    parser.add_argument('--factor', type=float, default=0.5)
    parser.add_argument('--steps', type=int, default=3)
    FLAGS, unparsed = parser.parse_known_args()
    app.run(main, argv=[sys.argv[0]] + unparsed, flags_parser=lambda argv: flags.FLAGS(argv, known_only=True))
