import tensorflow as tf
from tensorflow.contrib.data import batch_and_drop_remainder

ds = tf.data.Dataset.range(11).map(lambda i: tf.cast(i, tf.float32))
ds = ds.apply(batch_and_drop_remainder(2)).apply(tf.contrib.data.unbatch())
ds = ds.apply(tf.contrib.data.map_and_batch(lambda v: (v, tf.fill([tf.cast(v, tf.int32) % 3], v)[:0]), 3, drop_remainder=True))
pads = tf.data.Dataset.range(5).map(lambda i: tf.fill([i], i))
pads = pads.apply(tf.contrib.data.padded_batch_and_drop_remainder(2, [None]))
both = tf.data.Dataset.zip((ds, pads)).apply(tf.contrib.data.enumerate_dataset(start=3))
step, ((a, b), c) = both.make_one_shot_iterator().get_next()
w = tf.Variable(2.0)
out = tf.reduce_sum(a) * w
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    try:
        while True:
            print(sess.run([step, a, c, out]))
    except tf.errors.OutOfRangeError:
        print("end")
