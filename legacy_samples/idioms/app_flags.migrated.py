"""tf.app.flags with several types, tf.logging, tf.gfile and tf.app.run."""
import os

import numpy as np
from absl import app, flags
import tensorflow as tf

FLAGS = flags.FLAGS
flags.DEFINE_float('learning_rate', 0.5, 'Initial learning rate.')
flags.DEFINE_integer('max_steps', 4, 'Number of steps.')
flags.DEFINE_string('output_dir', './flags_output', 'Where to write.')
flags.DEFINE_boolean('verbose', False, 'Print each step.')


def run_training():
    x_spec = tf.TensorSpec([None], tf.float32)
    scale = tf.Variable(1.0)
    optimizer = tf.keras.optimizers.SGD(FLAGS.learning_rate)

    @tf.function(input_signature=[x_spec])
    def train_step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(scale * x - 3.0 * x))
        variables = [scale]
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    for step in range(FLAGS.max_steps):
        train_step(np.array([0.5, 1.0]))
        if FLAGS.verbose:
            tf.get_logger().info('step %d', step)
    print('scale %.5f' % scale.numpy())
    with tf.io.gfile.GFile(os.path.join(FLAGS.output_dir, 'done.txt'), 'w') as f:
        f.write('%d steps\n' % FLAGS.max_steps)


def main(_):
    tf.get_logger().setLevel(40)
    if tf.io.gfile.exists(FLAGS.output_dir):
        tf.io.gfile.rmtree(FLAGS.output_dir)
    tf.io.gfile.makedirs(FLAGS.output_dir)
    run_training()
    print(tf.io.gfile.listdir(FLAGS.output_dir))


if __name__ == '__main__':
    app.run(main, flags_parser=lambda argv: flags.FLAGS(argv, known_only=True))
