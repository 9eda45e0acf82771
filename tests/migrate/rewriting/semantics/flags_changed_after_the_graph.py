import tensorflow as tf

flags = tf.app.flags
flags.DEFINE_float("scale_of_graph", 2.0, "")
FLAGS = flags.FLAGS
FLAGS(["program"])


def main(_):
    x = tf.placeholder(tf.float32, [])
    y = x * FLAGS.scale_of_graph
    FLAGS.scale_of_graph = 5.0
    with tf.Session() as sess:
        print("%.5f" % sess.run(y, {x: 1.0}))


if __name__ == "__main__":
    main([])
