"""tf.app.flags with several types, tf.logging, tf.gfile and tf.app.run."""
import os

import numpy as np
import tensorflow as tf

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_float('learning_rate', 0.5, 'Initial learning rate.')
flags.DEFINE_integer('max_steps', 4, 'Number of steps.')
flags.DEFINE_string('output_dir', './flags_output', 'Where to write.')
flags.DEFINE_boolean('verbose', False, 'Print each step.')


def run_training():
    x = tf.placeholder(tf.float32, [None])
    scale = tf.Variable(1.0)
    loss = tf.reduce_mean(tf.square(scale * x - 3.0 * x))
    train_op = tf.train.GradientDescentOptimizer(FLAGS.learning_rate).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(FLAGS.max_steps):
            sess.run(train_op, feed_dict={x: np.array([0.5, 1.0])})
            if FLAGS.verbose:
                tf.logging.info('step %d', step)
        print('scale %.5f' % sess.run(scale))
    with tf.gfile.GFile(os.path.join(FLAGS.output_dir, 'done.txt'), 'w') as f:
        f.write('%d steps\n' % FLAGS.max_steps)


def main(_):
    tf.logging.set_verbosity(tf.logging.ERROR)
    if tf.gfile.Exists(FLAGS.output_dir):
        tf.gfile.DeleteRecursively(FLAGS.output_dir)
    tf.gfile.MakeDirs(FLAGS.output_dir)
    run_training()
    print(tf.gfile.ListDirectory(FLAGS.output_dir))


if __name__ == '__main__':
    tf.app.run()
