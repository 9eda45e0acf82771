import tensorflow as tf

flags = tf.app.flags
flags.DEFINE_float("scale_before_graph", 2.0, "")
flags.DEFINE_integer("size_before_graph", 2, "")
FLAGS = flags.FLAGS
FLAGS(["program"])


def scaled(x):
    return x * FLAGS.scale_before_graph


def train():
    x = tf.placeholder(tf.float32, [])
    y = scaled(x) + FLAGS.size_before_graph
    with tf.Session() as sess:
        print("%.5f" % sess.run(y, {x: 1.0}))


def main(_):
    if FLAGS.size_before_graph < 3:
        FLAGS.scale_before_graph = 5.0
    FLAGS.size_before_graph = 7
    train()


if __name__ == "__main__":
    main([])
