import tensorflow as tf


def source(values, n):
    dataset = tf.data.Dataset.from_tensor_slices((values, values[::-1])).repeat(2).batch(n)
    iterator = dataset.make_one_shot_iterator()
    x, y = iterator.get_next()
    double = tf.cast(x, tf.float32) * 2.0
    y = tf.reshape(y, [-1, 1])
    return double, y, x + 1


def main():
    a, b, c = source([1, 2, 3, 4, 5], 2)
    total = tf.reduce_sum(a) + tf.cast(tf.reduce_sum(b), tf.float32)
    with tf.Session() as sess:
        print(sess.run([a, b, c]))
        try:
            while True:
                print("%.2f" % sess.run(total))
        except tf.errors.OutOfRangeError:
            print("end")


main()
