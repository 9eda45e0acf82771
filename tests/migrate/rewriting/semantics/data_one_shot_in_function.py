import tensorflow as tf

dataset = tf.data.Dataset.range(3)
iterator = dataset.make_one_shot_iterator()
element = iterator.get_next()
doubled = element * 2


def drain(sess):
    count = 0
    while True:
        try:
            print(sess.run(doubled))
        except tf.errors.OutOfRangeError:
            break
        count += 1
    return count


with tf.Session() as sess:
    print(drain(sess))
    print(drain(sess))
