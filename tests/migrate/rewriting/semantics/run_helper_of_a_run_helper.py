import tensorflow as tf
def main():
    x = tf.placeholder(tf.float32, [2])

    def half(v):
        return v * x

    def runner(sess):
        return sess.run(total, {x: [1.0, 2.0]})

    def mixed(v):
        return half(v) + 1.0

    def twice(sess):
        return runner(sess) * 2

    total = tf.reduce_sum(mixed(2.0))
    with tf.Session() as sess:
        print("%.2f" % twice(sess))
main()
